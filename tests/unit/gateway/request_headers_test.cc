#include "services/gateway/api/request_headers.h"

#include <gmock/gmock.h>

#include "common/status/fault.h"

namespace baophu::gateway {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::Pair;

HttpRequest With(HttpHeaders headers) {
  HttpRequest request;
  request.headers = std::move(headers);
  return request;
}

TEST(TimeoutOf, ReadsEveryUnit) {
  const std::pair<const char*, int64_t> cases[] = {
      {"2H", 7'200'000}, {"3M", 180'000}, {"30S", 30'000}, {"250m", 250}, {"1500u", 2}, {"1n", 1}};
  for (const auto& [text, expected] : cases) {
    EXPECT_EQ(*TimeoutOf(With({{"grpc-timeout", text}})), milliseconds(expected)) << text;
  }
  EXPECT_EQ(*TimeoutOf(With({{"x-timeout-ms", "99999999"}})), milliseconds(99'999'999));
  EXPECT_EQ(*TimeoutOf(With({})), std::nullopt);
}

TEST(TimeoutOf, TheShortestCounts) {
  EXPECT_EQ(*TimeoutOf(With({{"grpc-timeout", "2S"}, {"x-timeout-ms", "500"}})), milliseconds(500));
}

TEST(TimeoutOf, IsAYearAtMost) {
  EXPECT_EQ(*TimeoutOf(With({{"grpc-timeout", "99999999H"}})), std::chrono::hours(24 * 365));
}

TEST(TimeoutOf, RefusesWhatIsNoTime) {
  for (const char* text : {"", "S", "0S", "-1S", "1", "1s", "123456789S", "1.5S", " 1S"}) {
    const absl::Status status = TimeoutOf(With({{"grpc-timeout", text}})).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << text;
  }
  for (const char* text : {"", "0", "-1", "1S", "123456789"}) {
    const absl::Status status = TimeoutOf(With({{"x-timeout-ms", text}})).status();
    EXPECT_EQ(FaultOf(status)->field, "x-timeout-ms") << text;
  }
}

TEST(MetadataOf, TakesKnownHeadersAndPrefixedOnes) {
  const auto metadata = MetadataOf(With({{"x-purpose", "audit"},
                                         {"cookie", "c"},
                                         {"grpc-metadata-custom", "v"},
                                         {"grpc-metadata-raw-bin", "AAH/"},
                                         {"user-agent", "curl"}}));
  ASSERT_EQ(metadata.status(), absl::OkStatus());
  EXPECT_THAT(*metadata, ElementsAre(Pair("x-purpose", "audit"), Pair("custom", "v"),
                                     Pair("raw-bin", std::string("\0\1\xff", 3))));
}

TEST(MetadataOf, RefusesWhatMetadataCannotCarry) {
  const HttpHeaders bad[] = {{{"x-purpose", "kiểm tra"}},  {{"grpc-metadata-", "v"}},
                             {{"grpc-metadata-te", "v"}},  {{"grpc-metadata-grpc-timeout", "1S"}},
                             {{"grpc-metadata-a!b", "v"}}, {{"grpc-metadata-raw-bin", "*"}}};
  for (const HttpHeaders& headers : bad) {
    const absl::Status status = MetadataOf(With(headers)).status();
    EXPECT_EQ(FaultOf(status)->field, headers[0].first);
  }
}

TEST(CheckSameMachine, TakesLoopbackNames) {
  for (const char* host : {"127.0.0.1:8080", "localhost", "LOCALHOST:8080", "[::1]:8080",
                           "gateway.localhost:80", ""}) {
    EXPECT_EQ(CheckSameMachine(With({{"host", host}})), absl::OkStatus()) << host;
  }
  EXPECT_EQ(CheckSameMachine(With({{"origin", "http://127.0.0.1:5173"}})), absl::OkStatus());
  EXPECT_EQ(CheckSameMachine(With({})), absl::OkStatus());
}

TEST(CheckSameMachine, RefusesPagesOfOtherSites) {
  for (const char* host : {"evil.test", "evil.test:8080", "localhost.evil.test", "10.0.0.1",
                           "127.0.0.1.evil.test", "[2001:db8::1]:80", "["}) {
    EXPECT_EQ(CheckSameMachine(With({{"host", host}})).code(), absl::StatusCode::kPermissionDenied)
        << host;
  }
  for (const char* origin : {"https://evil.test", "null", ""}) {
    EXPECT_EQ(CheckSameMachine(With({{"origin", origin}})).code(),
              absl::StatusCode::kPermissionDenied)
        << origin;
  }
}

TEST(CheckJsonBody, ABodyMustBePlainJson) {
  HttpRequest request = With({{"content-type", "Application/JSON; charset=utf-8"}});
  request.body = "{}";
  EXPECT_EQ(CheckJsonBody(request), absl::OkStatus());
  request.headers = {};
  EXPECT_EQ(CheckJsonBody(request), absl::OkStatus());
  request.headers = {{"content-type", "text/plain"}};
  EXPECT_EQ(FaultOf(CheckJsonBody(request))->field, "content-type");
  request.headers = {{"content-encoding", "gzip"}};
  EXPECT_EQ(FaultOf(CheckJsonBody(request))->field, "content-encoding");
  request.body = "";
  EXPECT_EQ(CheckJsonBody(request), absl::OkStatus());
}

}  // namespace
}  // namespace baophu::gateway
