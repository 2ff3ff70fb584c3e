#include "services/gateway/transcoding/url_path.h"

#include <gmock/gmock.h>

#include "common/status/fault.h"

namespace baophu::gateway {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

TEST(UrlPath, IsCutAtSlashesAndDecoded) {
  const auto path = ParseUrlPath("/v1/areas/h%E1%BA%A3i%20ph%C3%B2ng");
  ASSERT_EQ(path.status(), absl::OkStatus());
  EXPECT_THAT(path->segments, ElementsAre("v1", "areas", "hải phòng"));
  EXPECT_FALSE(path->has_verb);
}

TEST(UrlPath, KeepsEmptySegments) {
  EXPECT_THAT(ParseUrlPath("/v1//areas/")->segments, ElementsAre("v1", "", "areas", ""));
}

TEST(UrlPath, ReadsAVerbOnlyFromATypedColon) {
  const auto typed = ParseUrlPath("/v1/people/p1:merge");
  ASSERT_EQ(typed.status(), absl::OkStatus());
  EXPECT_TRUE(typed->has_verb);
  EXPECT_EQ(typed->last_before_verb, "p1");
  EXPECT_EQ(typed->verb, "merge");
  EXPECT_EQ(typed->segments.back(), "p1:merge");
  EXPECT_FALSE(ParseUrlPath("/v1/people/p1%3Amerge")->has_verb);
}

struct BadPath {
  const char* path;
  const char* problem;
};
class BadUrlPath : public testing::TestWithParam<BadPath> {};

TEST_P(BadUrlPath, IsRefusedWithWhatIsWrong) {
  const absl::Status status = ParseUrlPath(GetParam().path).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()), HasSubstr(GetParam().problem));
  EXPECT_EQ(FaultOf(status)->field, "path");
}

INSTANTIATE_TEST_SUITE_P(
    All, BadUrlPath,
    testing::Values(BadPath{"", "slash"}, BadPath{"v1/areas", "slash"},
                    BadPath{"/v1/areas%2F31", "encoded slash"},
                    BadPath{"/v1/areas%2f31", "encoded slash"}, BadPath{"/v1/%2e%2e/areas", "dots"},
                    BadPath{"/v1/./areas", "dots"}, BadPath{"/v1/areas/%", "percent"},
                    BadPath{"/v1/areas/%3", "percent"}, BadPath{"/v1/areas/%zz", "percent"},
                    BadPath{"/v1/areas/%00", "control"}, BadPath{"/v1/areas/%0a", "control"},
                    BadPath{"/v1/areas/%7f", "control"}, BadPath{"/v1/areas/%ff", "UTF-8"},
                    BadPath{"/v1/areas/%c3", "UTF-8"}, BadPath{"/v1/areas/%ed%a0%80", "UTF-8"}));

TEST(UrlQuery, IsCutAndDecoded) {
  const auto query = ParseUrlQuery("month=2024-09&x=a+b%2B&flag&&empty=&x=%26");
  ASSERT_EQ(query.status(), absl::OkStatus());
  EXPECT_THAT(*query, ElementsAre(Pair("month", "2024-09"), Pair("x", "a b+"), Pair("flag", ""),
                                  Pair("empty", ""), Pair("x", "&")));
}

TEST(UrlQuery, NamesTheParameterThatCannotBeDecoded) {
  EXPECT_EQ(FaultOf(ParseUrlQuery("a=1&month=%ff").status())->field, "month");
  EXPECT_EQ(FaultOf(ParseUrlQuery("=1").status())->field, "query");
  EXPECT_EQ(FaultOf(ParseUrlQuery("a%=1").status())->field, "query");
}

}  // namespace
}  // namespace baophu::gateway
