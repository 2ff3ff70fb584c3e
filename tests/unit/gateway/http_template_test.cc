#include "services/gateway/transcoding/http_template.h"

#include <gmock/gmock.h>

namespace baophu::gateway {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Optional;
using testing::Pair;

std::optional<std::vector<HttpTemplate::Capture>> Match(const char* path_template,
                                                        const char* path) {
  return HttpTemplate::Parse(path_template)->Match(*ParseUrlPath(path));
}

TEST(HttpTemplate, MatchesLiteralsExactly) {
  EXPECT_THAT(Match("/v1/areas", "/v1/areas"), Optional(IsEmpty()));
  EXPECT_EQ(Match("/v1/areas", "/v1/Areas"), std::nullopt);
  EXPECT_EQ(Match("/v1/areas", "/v1/areas/"), std::nullopt);
  EXPECT_EQ(Match("/v1/areas", "/v1"), std::nullopt);
  EXPECT_EQ(Match("/v1/areas", "//v1/areas"), std::nullopt);
}

TEST(HttpTemplate, CapturesTheSegmentsOfAVariable) {
  EXPECT_THAT(Match("/v1/{name=areas/*/coverageReports/*}", "/v1/areas/31/coverageReports/2024-09"),
              Optional(ElementsAre(Pair("name", "areas/31/coverageReports/2024-09"))));
  EXPECT_THAT(Match("/v1/{parent=people/*}/coverageSpans", "/v1/people/p1/coverageSpans"),
              Optional(ElementsAre(Pair("parent", "people/p1"))));
  EXPECT_THAT(Match("/v1/{a}/x/{b.c}", "/v1/1/x/2"),
              Optional(ElementsAre(Pair("a", "1"), Pair("b.c", "2"))));
}

TEST(HttpTemplate, CapturesDecodedText) {
  EXPECT_THAT(Match("/v1/{name=areas/*}", "/v1/areas/a%20b"),
              Optional(ElementsAre(Pair("name", "areas/a b"))));
}

TEST(HttpTemplate, AStarNeedsANonEmptySegment) {
  EXPECT_EQ(Match("/v1/{name=areas/*}", "/v1/areas/"), std::nullopt);
  EXPECT_EQ(Match("/v1/{name=people/*}:merge", "/v1/people/:merge"), std::nullopt);
}

TEST(HttpTemplate, TwoStarsTakeTheRest) {
  EXPECT_THAT(Match("/v1/{name=files/**}", "/v1/files/a/b/c"),
              Optional(ElementsAre(Pair("name", "files/a/b/c"))));
  EXPECT_THAT(Match("/v1/{name=files/**}", "/v1/files"),
              Optional(ElementsAre(Pair("name", "files"))));
  EXPECT_EQ(Match("/v1/{name=files/**}", "/v1"), std::nullopt);
}

TEST(HttpTemplate, AVerbIsPartOfTheMatch) {
  EXPECT_THAT(Match("/v1/{name=people/*}:merge", "/v1/people/p1:merge"),
              Optional(ElementsAre(Pair("name", "people/p1"))));
  EXPECT_EQ(Match("/v1/{name=people/*}:merge", "/v1/people/p1:unmerge"), std::nullopt);
  EXPECT_EQ(Match("/v1/{name=people/*}:merge", "/v1/people/p1"), std::nullopt);
  EXPECT_THAT(Match("/v1/people:lookup", "/v1/people:lookup"), Optional(IsEmpty()));
  EXPECT_EQ(Match("/v1/people:lookup", "/v1/people%3Alookup"), std::nullopt);
}

TEST(HttpTemplate, VerbsAndLiteralsAreMoreSpecific) {
  const auto star = *HttpTemplate::Parse("/v1/{name=people/*}");
  const auto literal = *HttpTemplate::Parse("/v1/people/me");
  const auto verb = *HttpTemplate::Parse("/v1/{name=people/*}:merge");
  const auto rest = *HttpTemplate::Parse("/v1/{name=people/**}");
  EXPECT_TRUE(literal.IsMoreSpecificThan(star));
  EXPECT_TRUE(verb.IsMoreSpecificThan(literal));
  EXPECT_TRUE(star.IsMoreSpecificThan(rest));
  EXPECT_FALSE(star.IsMoreSpecificThan(star));
}

TEST(HttpTemplate, ShapeIsWhatItMatches) {
  const auto a = *HttpTemplate::Parse("/v1/{name=areas/*}");
  EXPECT_TRUE(a.IsSameShape(*HttpTemplate::Parse("/v1/areas/{id}")));
  EXPECT_FALSE(a.IsSameShape(*HttpTemplate::Parse("/v1/{name=plans/*}")));
  EXPECT_FALSE(a.IsSameShape(*HttpTemplate::Parse("/v1/{name=areas/*}:count")));
}

class BadTemplate : public testing::TestWithParam<const char*> {};

TEST_P(BadTemplate, IsRefused) {
  EXPECT_EQ(HttpTemplate::Parse(GetParam()).status().code(), absl::StatusCode::kInvalidArgument);
}

INSTANTIATE_TEST_SUITE_P(All, BadTemplate,
                         testing::Values("", "v1/areas", "/v1/", "/v1//areas", "/v1/{name",
                                         "/v1/{name=areas/*", "/v1/{=areas/*}", "/v1/{Name}",
                                         "/v1/{a.}", "/v1/{a..b}", "/v1/**/areas",
                                         "/v1/{a=**}/areas", "/v1/{a=*}b", "/v1/areas:", "/v1/a*",
                                         "/v1/{a={b}}", "/v1/{a}/{a}"));

}  // namespace
}  // namespace baophu::gateway
