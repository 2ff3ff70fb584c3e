#include "services/cli/wait/wait.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/rpc/status.h"
#include "common/status/try.h"
#include "services/cli/retry/retry.h"
#include "services/cli/terminal/progress.h"

namespace baophu::cli {
namespace {

constexpr std::chrono::seconds kCallTimeout{30};
constexpr absl::Duration kPollInterval = absl::Milliseconds(200);
// Far more than a service needs for some of the work, on a machine that is busy.
constexpr absl::Duration kLongestStep = absl::Seconds(30);

}  // namespace

absl::Status CallAgain(absl::Duration longest,
                       const std::function<grpc::Status(grpc::ClientContext&)>& call) {
  Retry retry(longest);
  while (true) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + kCallTimeout);
    const absl::Status status = rpc::FromGrpc(call(context));
    if (status.ok()) return status;
    const std::optional<absl::Duration> wait = retry.NextWait(status);
    if (!wait.has_value()) return status;
    absl::SleepFor(*wait);
  }
}

absl::Status AwaitNothingLeft(const char* label, const char* unit, absl::Duration longest,
                              const std::function<absl::StatusOr<int64_t>()>& ask) {
  std::atomic<int64_t> left = 0;
  std::atomic<int64_t> most = 0;
  Progress progress(unit, [&] { return ProgressState{label, most - left, most}; });
  longest = std::max(longest, kLongestStep);
  absl::Time give_up = absl::Now() + longest;
  while (true) {
    BAOPHU_ASSIGN(const int64_t now_left, ask());
    if (now_left == 0) return absl::OkStatus();
    if (left.exchange(now_left) != now_left) give_up = absl::Now() + longest;
    most = std::max<int64_t>(most, now_left);
    if (absl::Now() > give_up) {
      return absl::UnavailableError(
          absl::StrCat("the service has not got on for ", absl::ToInt64Seconds(longest),
                       " s; its log says why, and the same command goes on when it is mended"));
    }
    absl::SleepFor(kPollInterval);
  }
}

}  // namespace baophu::cli
