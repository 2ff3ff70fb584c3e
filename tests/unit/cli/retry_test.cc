#include "services/cli/retry/retry.h"

#include <gtest/gtest.h>

namespace baophu::cli {
namespace {

const absl::Status kDown = absl::UnavailableError("down");

TEST(Retry, WaitsLongerEachTimeUntilTheTimeIsUsedUp) {
  Retry retry(absl::Seconds(60));
  absl::Duration before;
  absl::Duration waited;
  while (const auto wait = retry.NextWait(kDown)) {
    EXPECT_GT(*wait, absl::ZeroDuration());
    waited += *wait;
    // The last wait may be cut short.
    if (waited < absl::Seconds(60)) EXPECT_GE(*wait, before);
    before = *wait;
  }
  EXPECT_EQ(waited, absl::Seconds(60));
}

TEST(Retry, BeginsAnewOnceSomethingCameThrough) {
  Retry retry(absl::Seconds(1));
  const auto first = retry.NextWait(kDown);
  while (retry.NextWait(kDown).has_value()) {
  }
  retry.Progressed();
  EXPECT_EQ(retry.NextWait(kDown), first);
}

TEST(Retry, DoesNotRepeatWhatTheServiceRefuses) {
  Retry retry(absl::Seconds(60));
  for (const absl::Status& refusal :
       {absl::InvalidArgumentError(""), absl::NotFoundError(""), absl::DataLossError(""),
        absl::FailedPreconditionError(""), absl::UnimplementedError("")}) {
    EXPECT_EQ(retry.NextWait(refusal), std::nullopt) << refusal;
  }
}

TEST(Retry, MayBeSwitchedOff) {
  EXPECT_EQ(Retry(absl::ZeroDuration()).NextWait(kDown), std::nullopt);
}

}  // namespace
}  // namespace baophu::cli
