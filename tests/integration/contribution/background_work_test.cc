#include "services/contribution/background/background_work.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

namespace baophu::contribution {
namespace {

// Whoever is woken without an end gets to work all the same: this ends only then.
TEST(BackgroundWork, IsNotHeldUpForEverByThoseWhoWakeIt) {
  std::promise<void> third;
  std::atomic<int> steps = 0;
  BackgroundWork work("nothing can be done",
                      {.quiet = std::chrono::hours(1), .longest = std::chrono::milliseconds(5)},
                      [&]() -> absl::StatusOr<bool> {
                        if (++steps == 3) third.set_value();
                        return false;
                      });
  const std::future<void> done = third.get_future();
  while (done.wait_for(std::chrono::seconds(0)) != std::future_status::ready) work.Wake();
  EXPECT_GE(steps, 3);
}

TEST(BackgroundWork, WorksOnUntilNothingIsLeft) {
  std::promise<void> all;
  int left = 5;
  BackgroundWork work("nothing can be done", {}, [&]() -> absl::StatusOr<bool> {
    if (left == 0) return false;
    if (--left == 0) all.set_value();
    return true;
  });
  all.get_future().wait();
}

}  // namespace
}  // namespace baophu::contribution
