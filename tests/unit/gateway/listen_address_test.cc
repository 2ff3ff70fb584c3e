#include "services/gateway/http/listen_address.h"

#include <gmock/gmock.h>

namespace baophu::gateway {
namespace {

using testing::HasSubstr;

TEST(ListenAddress, TakesLoopbackAddressesAndSockets) {
  for (const char* text : {"127.0.0.1:8080", "127.9.9.9:0", "[::1]:8080", "localhost:65535"}) {
    const auto address = ParseListenAddress("--x", text);
    ASSERT_EQ(address.status(), absl::OkStatus()) << text;
    EXPECT_EQ(address->unix_path, "");
  }
  EXPECT_EQ(ParseListenAddress("--x", "unix:/tmp/s")->unix_path, "/tmp/s");
  EXPECT_EQ(ParseListenAddress("--x", "unix:///tmp/s")->unix_path, "/tmp/s");
}

TEST(ListenAddress, RefusesWhatOthersCanReachAndSaysWhy) {
  for (const char* text : {"0.0.0.0:8080", "[::]:8080", "10.0.0.1:80", "example.test:80",
                           "127.0.0.1.example.test:80", ":8080"}) {
    const absl::Status status = ParseListenAddress("--x_address", text).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition) << text;
    EXPECT_THAT(std::string(status.message()), HasSubstr("--x_address"));
    EXPECT_THAT(std::string(status.message()), HasSubstr("no identities yet"));
  }
}

TEST(ListenAddress, RefusesWhatIsNoAddress) {
  for (const char* text :
       {"", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:65536", "127.0.0.1:-1", "unix:"}) {
    EXPECT_EQ(ParseListenAddress("--x", text).status().code(), absl::StatusCode::kInvalidArgument)
        << text;
  }
  EXPECT_EQ(ParseListenAddress("--x", "unix:/" + std::string(107, 'a')).status().code(),
            absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace baophu::gateway
