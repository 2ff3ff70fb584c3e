#include "services/target/freshness/freshness.h"

#include <algorithm>
#include <future>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/status/fault.h"

namespace baophu::target {
namespace {

// Waiters are looked at this often even when nothing is heard, to notice a feed
// that has fallen silent.
constexpr absl::Duration kLongestSleep = absl::Seconds(1);

}  // namespace

absl::Status DoubtStatus(Source source) {
  return FaultStatus(
      absl::StatusCode::kUnavailable, "DEPENDENCY_UNAVAILABLE", "",
      absl::StrCat(SourceName(source), " cannot be reached, so no answer can be confirmed"),
      "try again, or set allow_unconfirmed to take an earlier answer");
}

// Participant and contribution say of a month whether there is data at all,
// which depends on all areas; plans and denominators do not.
Freshness::Freshness(const Revisions& reach)
    : states_{State(TouchedMap::FirstData::kMatters), State(TouchedMap::FirstData::kMatters),
              State(TouchedMap::FirstData::kDoesNotMatter)} {
  const absl::Time now = absl::Now();
  for (const Source source : kSources) {
    at(source).confirmed = now;
    at(source).reach = reach[source];
  }
  thread_ = std::thread([this] { Loop(); });
}

Freshness::~Freshness() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
  for (const Waiter& waiter : waiters_) {
    waiter.done(absl::UnavailableError("the service is stopping; try again"));
  }
}

int64_t Freshness::Connecting(Source source, int64_t revision, int64_t compacted) {
  const std::lock_guard lock(mutex_);
  State& state = at(source);
  const bool setback = revision < (state.started ? state.applied : state.reach);
  if (setback) ++setback_count_;
  if (!state.started || state.history_lost || setback || state.applied < compacted) {
    state.touched = TouchedMap(state.first_data, revision);
    state.applied = revision;
    state.started = true;
    state.history_lost = false;
  }
  state.goal = revision;
  return state.applied;
}

void Freshness::HeardLocked(State& state) {
  state.connected = true;
  state.heard = absl::Now();
  if (state.started && state.applied >= state.goal) state.confirmed = state.heard;
}

void Freshness::Apply(Source source, int64_t revision, const std::vector<Touch>& touches) {
  {
    const std::lock_guard lock(mutex_);
    State& state = at(source);
    for (const Touch& touch : touches) {
      if (touch.everything) {
        state.touched.TouchEverything(revision);
      } else {
        state.touched.Touch(touch.area, touch.from, revision);
      }
    }
    state.applied = std::max(state.applied, revision);
    HeardLocked(state);
  }
  wake_.notify_all();
}

void Freshness::Heard(Source source, int64_t revision) {
  {
    const std::lock_guard lock(mutex_);
    State& state = at(source);
    state.applied = std::max(state.applied, revision);
    HeardLocked(state);
  }
  wake_.notify_all();
}

void Freshness::Broken(Source source, bool history_lost) {
  {
    const std::lock_guard lock(mutex_);
    State& state = at(source);
    state.connected = false;
    state.history_lost = state.history_lost || history_lost;
  }
  wake_.notify_all();
}

Freshness::View Freshness::Look(AreaCode area, Month month,
                                std::span<const AreaCode> predecessors) const {
  const std::lock_guard lock(mutex_);
  View view;
  for (const Source source : kSources) {
    const TouchedMap& touched = states_[static_cast<size_t>(source)].touched;
    view.touched[source] = touched.Touched(area, month);
    for (const AreaCode each : predecessors) {
      view.touched[source] = std::max(view.touched[source], touched.Touched(each, month));
    }
  }
  view.applied = AppliedLocked();
  view.doubt = DoubtLocked();
  view.setback_count = setback_count_;
  return view;
}

Revisions Freshness::applied() const {
  const std::lock_guard lock(mutex_);
  return AppliedLocked();
}

std::optional<Freshness::Doubt> Freshness::doubt() const {
  const std::lock_guard lock(mutex_);
  return DoubtLocked();
}

int64_t Freshness::catalogue_revision() const {
  const std::lock_guard lock(mutex_);
  return states_[static_cast<size_t>(Source::kParticipant)].touched.everything();
}

int64_t Freshness::setback_count() const {
  const std::lock_guard lock(mutex_);
  return setback_count_;
}

Revisions Freshness::AppliedLocked() const {
  return {{states_[0].applied, states_[1].applied, states_[2].applied}};
}

bool Freshness::ConfirmedLocked(Source source, absl::Time now) const {
  const State& state = states_[static_cast<size_t>(source)];
  return state.connected && state.applied >= state.goal && now - state.heard <= kSilence;
}

std::optional<Freshness::Doubt> Freshness::DoubtLocked() const {
  const absl::Time now = absl::Now();
  for (const Source source : kSources) {
    if (!ConfirmedLocked(source, now)) {
      return Doubt{source, absl::ToUnixMicros(states_[static_cast<size_t>(source)].confirmed)};
    }
  }
  return std::nullopt;
}

std::optional<absl::Status> Freshness::Judge(const Revisions& need, absl::Time deadline) const {
  const Revisions applied = AppliedLocked();
  if (applied.Covers(need)) return absl::OkStatus();
  const absl::Time now = absl::Now();
  for (const Source source : kSources) {
    // Whoever does not need a service does not care that it is away.
    if (applied[source] < need[source] && !ConfirmedLocked(source, now)) {
      return DoubtStatus(source);
    }
  }
  if (now < deadline) return std::nullopt;
  const auto late = std::find_if(kSources.begin(), kSources.end(),
                                 [&](Source source) { return applied[source] < need[source]; });
  return FaultStatus(absl::StatusCode::kDeadlineExceeded, "REVISION_NOT_REACHED", "min_revisions",
                     absl::StrCat(SourceName(*late), " has reached revision ", applied[*late],
                                  " and not ", need[*late]),
                     "ask for a revision that was committed, or wait longer");
}

void Freshness::WaitFor(const Revisions& need, absl::Time deadline,
                        std::function<void(const absl::Status&)> done) {
  std::optional<absl::Status> outcome;
  {
    const std::lock_guard lock(mutex_);
    outcome = stopping_ ? absl::UnavailableError("the service is stopping; try again")
                        : Judge(need, deadline);
    if (!outcome.has_value()) waiters_.push_back({need, deadline, std::move(done)});
  }
  if (outcome.has_value()) {
    done(*outcome);
  } else {
    wake_.notify_all();
  }
}

absl::Status Freshness::Await(const Revisions& need, absl::Time deadline) {
  // The promise is of whoever keeps it last: it may still be at work here.
  const auto outcome = std::make_shared<std::promise<absl::Status>>();
  WaitFor(need, deadline, [outcome](const absl::Status& status) { outcome->set_value(status); });
  return outcome->get_future().get();
}

void Freshness::Loop() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    std::vector<std::pair<std::function<void(const absl::Status&)>, absl::Status>> over;
    absl::Time next = absl::Now() + kLongestSleep;
    std::erase_if(waiters_, [&](Waiter& waiter) {
      const std::optional<absl::Status> outcome = Judge(waiter.need, waiter.deadline);
      if (!outcome.has_value()) {
        next = std::min(next, waiter.deadline);
        return false;
      }
      over.emplace_back(std::move(waiter.done), *outcome);
      return true;
    });
    if (!over.empty()) {
      lock.unlock();
      for (const auto& [done, outcome] : over) done(outcome);
      lock.lock();
    } else if (waiters_.empty()) {
      wake_.wait(lock);
    } else {
      wake_.wait_until(lock, absl::ToChronoTime(next));
    }
  }
}

}  // namespace baophu::target
