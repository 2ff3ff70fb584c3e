#include "services/contribution/background/background_work.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <utility>

namespace baophu::contribution {
namespace {

// After a failure, such as a full disk; and to see what another replica left.
constexpr std::chrono::seconds kLookAgainAfter{5};

}  // namespace

BackgroundWork::BackgroundWork(std::string failure, Gathering gathering, Step step)
    : failure_(std::move(failure)),
      gathering_(gathering),
      step_(std::move(step)),
      thread_([this] { Loop(); }) {}

BackgroundWork::~BackgroundWork() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void BackgroundWork::Wake() {
  {
    const std::lock_guard lock(mutex_);
    woken_ = true;
  }
  wake_.notify_all();
}

void BackgroundWork::Loop() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    woken_ = false;
    lock.unlock();
    const absl::StatusOr<bool> worked = step_();
    if (!worked.ok()) {
      spdlog::warn("{}: {}; trying again in 5 seconds", failure_,
                   std::string(worked.status().message()));
    }
    lock.lock();
    if (worked.ok() && *worked) continue;
    wake_.wait_for(lock, kLookAgainAfter, [&] { return stopping_ || (woken_ && worked.ok()); });
    Gather(lock);
  }
}

void BackgroundWork::Gather(std::unique_lock<std::mutex>& lock) {
  const auto end = std::chrono::steady_clock::now() + gathering_.longest;
  do {
    woken_ = false;
    const auto quiet_at = std::chrono::steady_clock::now() + gathering_.quiet;
    wake_.wait_until(lock, std::min(quiet_at, end), [&] { return stopping_ || woken_; });
  } while (woken_ && !stopping_ && std::chrono::steady_clock::now() < end);
}

}  // namespace baophu::contribution
