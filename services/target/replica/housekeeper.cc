#include "services/target/replica/housekeeper.h"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace baophu::target {
namespace {

constexpr absl::Duration kTick = absl::Seconds(1);
constexpr absl::Duration kLogInterval = absl::Minutes(1);

}  // namespace

Housekeeper::Housekeeper(CacheLineage& lineage, const Freshness& freshness,
                         const ReportStore& store, const ReportCounters& counters, FeedLag& lag)
    : lineage_(lineage),
      freshness_(freshness),
      store_(store),
      counters_(counters),
      lag_(lag),
      thread_([this] { Loop(); }) {}

Housekeeper::~Housekeeper() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void Housekeeper::Loop() {
  absl::Time next_log = absl::Now() + kLogInterval;
  std::unique_lock lock(mutex_);
  while (!wake_.wait_for(lock, absl::ToChronoMilliseconds(kTick), [this] { return stopping_; })) {
    lock.unlock();
    RenewLineageAfterSetback();
    if (absl::Now() >= next_log) {
      LogCounters();
      next_log += kLogInterval;
    }
    lock.lock();
  }
}

void Housekeeper::RenewLineageAfterSetback() {
  const int64_t setbacks = freshness_.setback_count();
  if (setbacks == setbacks_seen_) return;
  spdlog::warn("a followed service has gone back to an earlier revision; stored reports are void");
  const absl::Status renewed = lineage_.Renew();
  if (renewed.ok()) {
    setbacks_seen_ = setbacks;
  } else {
    spdlog::error("cannot renew the cache's lineage yet: {}", renewed.ToString());
  }
}

void Housekeeper::LogCounters() {
  const std::array<int64_t, 8> now = {counters_.memory_hit_count,   counters_.redis_hit_count,
                                      counters_.computed_count,     counters_.joined_count,
                                      counters_.unconfirmed_count,  counters_.failed_count,
                                      store_.redis_failure_count(), store_.garbage_count()};
  std::array<int64_t, 8> since{};
  for (size_t i = 0; i < now.size(); ++i) since[i] = now[i] - logged_[i];
  logged_ = now;
  std::array<int64_t, 3> lag_ms{};
  for (const Source source : kSources) {
    lag_ms[static_cast<size_t>(source)] = lag_.TakeLongestUs(source) / 1000;
  }
  const auto zero = [](int64_t count) { return count == 0; };
  if (std::all_of(since.begin(), since.end(), zero) &&
      std::all_of(lag_ms.begin(), lag_ms.end(), zero)) {
    return;
  }
  spdlog::info(
      "reports in the last minute: memory_hits={} redis_hits={} computed={} joined={} "
      "unconfirmed={} failed={} redis_failures={} redis_garbage={} "
      "longest_feed_lag_ms participant={} contribution={} target={}",
      since[0], since[1], since[2], since[3], since[4], since[5], since[6], since[7], lag_ms[0],
      lag_ms[1], lag_ms[2]);
}

}  // namespace baophu::target
