#include "services/cli/retry/retry.h"

#include <algorithm>

namespace baophu::cli {
namespace {

constexpr absl::Duration kLongestWait = absl::Seconds(5);

// A service that restarts, is busy, or was cut off may take the call again; one
// that refuses it will refuse it again.
bool MayPass(const absl::Status& failure) {
  switch (failure.code()) {
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kResourceExhausted:
    case absl::StatusCode::kAborted:
    case absl::StatusCode::kCancelled:
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kInternal:
    case absl::StatusCode::kUnknown:
      return true;
    default:
      return false;
  }
}

}  // namespace

void Retry::Progressed() {
  waited_ = absl::ZeroDuration();
  wait_ = kFirstWait;
}

std::optional<absl::Duration> Retry::NextWait(const absl::Status& failure) {
  if (!MayPass(failure) || waited_ >= longest_) return std::nullopt;
  const absl::Duration wait = std::min(wait_, longest_ - waited_);
  waited_ += wait;
  wait_ = std::min(wait * 2, kLongestWait);
  return wait;
}

}  // namespace baophu::cli
