#include "services/gateway/proxy/active_calls.h"

#include <gtest/gtest.h>

#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace baophu::gateway {
namespace {

class FakeStream final : public ActiveStream {
 public:
  void EndWith(const grpc::Status& status) override { ended_with.push_back(status); }
  std::vector<grpc::Status> ended_with;
};

using std::chrono::milliseconds;

TEST(ActiveCalls, HasAsManyPlacesAsItWasGiven) {
  ActiveCalls calls(2);
  std::optional<ActiveCalls::Place> first = calls.Enter();
  const std::optional<ActiveCalls::Place> second = calls.Enter();
  EXPECT_TRUE(first.has_value());
  EXPECT_TRUE(second.has_value());
  EXPECT_FALSE(calls.Enter().has_value());
  // A place that moves is still one place.
  std::optional<ActiveCalls::Place> moved(std::move(first));
  EXPECT_FALSE(calls.Enter().has_value());
  moved.reset();
  EXPECT_TRUE(calls.Enter().has_value());
}

TEST(ActiveCalls, WaitsForTheLastToLeave) {
  ActiveCalls calls(2);
  const auto far = ActiveStream::Clock::now() + std::chrono::hours(1);
  EXPECT_TRUE(calls.WaitUntilNone(far));
  std::optional<ActiveCalls::Place> place = calls.Enter();
  EXPECT_FALSE(calls.WaitUntilNone(ActiveStream::Clock::now()));
  std::thread leaver([&] { place.reset(); });
  EXPECT_TRUE(calls.WaitUntilNone(far));
  leaver.join();
}

TEST(ActiveCalls, EndsOnlyStreamsThatAreOverdue) {
  ActiveCalls calls(2);
  FakeStream stream;
  calls.Add(&stream);
  const auto opened = stream.opened();
  calls.EndOverdue(opened + milliseconds(100), milliseconds(100), milliseconds(1000));
  EXPECT_TRUE(stream.ended_with.empty());
  calls.EndOverdue(opened + milliseconds(101), milliseconds(100), milliseconds(1000));
  ASSERT_EQ(stream.ended_with.size(), 1u);
  EXPECT_EQ(stream.ended_with[0].error_code(), grpc::StatusCode::UNAVAILABLE);
  calls.EndOverdue(opened + milliseconds(1001), milliseconds(5000), milliseconds(1000));
  EXPECT_EQ(stream.ended_with.size(), 2u);
  calls.Remove(&stream);
  calls.EndOverdue(opened + milliseconds(9000), milliseconds(1), milliseconds(1));
  EXPECT_EQ(stream.ended_with.size(), 2u);
}

TEST(ActiveCalls, EndingAllEndsLaterOnesToo) {
  ActiveCalls calls(2);
  FakeStream before;
  FakeStream after;
  calls.Add(&before);
  calls.EndAll(grpc::Status(grpc::StatusCode::UNAVAILABLE, "bye"));
  calls.Add(&after);
  ASSERT_EQ(before.ended_with.size(), 1u);
  ASSERT_EQ(after.ended_with.size(), 1u);
  EXPECT_EQ(after.ended_with[0].error_message(), "bye");
  calls.Remove(&before);
  calls.Remove(&after);
}

}  // namespace
}  // namespace baophu::gateway
