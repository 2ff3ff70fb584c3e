#include "services/target/closing/report_snapshot_service.h"

#include <algorithm>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/status/fault.h"
#include "common/status/try.h"

namespace baophu::target {
namespace {

// Reports that are computed side by side: enough to keep the services busy, few
// enough to leave room for other callers.
constexpr int kMaxInFlight = 8;
// How often all reports are looked at again because figures changed meanwhile.
constexpr int kMaxRounds = 12;

std::vector<AreaCode> CodesInForce(const AreaCatalogue& areas, Month month) {
  std::vector<AreaCode> codes;
  for (const AreaRecord& record : areas.records()) {
    if (record.Holds(month)) codes.push_back(record.code);
  }
  std::sort(codes.begin(), codes.end());
  return codes;
}

}  // namespace

// Makes reports side by side and waits for all of them.
class ReportSnapshots::Round {
 public:
  explicit Round(ReportMaker& maker) : maker_(maker) {}

  // The maker answers each call once, maybe late, so nothing is left behind.
  ~Round() {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [this] { return in_flight_ == 0; });
  }

  // Waits for a place.
  void Make(const ReportKey& key, const Revisions& need) {
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return in_flight_ < kMaxInFlight; });
      ++in_flight_;
    }
    maker_.Make(key, need, [this, area = key.area](const absl::StatusOr<StoredReport>& made) {
      // Notified under the lock: once it is free, this may be gone.
      const std::lock_guard lock(mutex_);
      made_.emplace(area, made);
      --in_flight_;
      wake_.notify_all();
    });
  }

  // What was made, once all of it is.
  Outcomes Finish() {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [this] { return in_flight_ == 0; });
    return std::move(made_);
  }

 private:
  ReportMaker& maker_;
  std::mutex mutex_;
  std::condition_variable wake_;
  int in_flight_ = 0;
  Outcomes made_;
};

absl::StatusOr<std::vector<AreaCode>> ReportSnapshots::AreasInForce(Month month,
                                                                    absl::Time deadline) {
  BAOPHU_ASSIGN(const KnownAreas::Reading reading, areas_.Read(deadline));
  return CodesInForce(*reading.areas, month);
}

absl::StatusOr<ReportTerritories> ReportSnapshots::TerritoriesOf(Month month, absl::Time deadline) {
  BAOPHU_ASSIGN(const KnownAreas::Reading reading, areas_.Read(deadline));
  return ReportTerritories(reading.history, month, ReportMonths(catalogue_, month));
}

absl::StatusOr<Revisions> ReportSnapshots::Applied(absl::Time deadline) {
  Revisions own;
  own[Source::kTarget] = clock_.newest();
  BAOPHU_TRY(freshness_.Await(own, deadline));
  return freshness_.applied();
}

bool ReportSnapshots::IsUntouchedSince(AreaCode area, Month month,
                                       std::span<const AreaCode> predecessors,
                                       const Revisions& made) const {
  const Freshness::View view = freshness_.Look(area, month, predecessors);
  // A service that is behind `made` has gone back: its data is other data.
  return !view.doubt.has_value() && view.applied.Covers(made) && view.Confirms(made);
}

absl::StatusOr<ReportSnapshots::Outcomes> ReportSnapshots::Current(
    const std::vector<AreaCode>& areas, Month month, absl::Time deadline) {
  Revisions own;
  own[Source::kTarget] = clock_.newest();
  BAOPHU_TRY(freshness_.Await(own, deadline));
  Outcomes reports;
  Round round(maker_);
  for (const AreaCode area : areas) {
    const Freshness::View view = freshness_.Look(area, month);
    if (view.doubt.has_value()) return DoubtStatus(view.doubt->source);
    const ReportKey key{area, month, view.setback_count};
    const std::optional<StoredReport> stored = store_.FindInMemory(key);
    if (stored.has_value() &&
        freshness_.Look(area, month, stored->predecessors).Confirms(stored->revisions)) {
      reports.emplace(area, *stored);
    } else {
      round.Make(key, Revisions::Max(own, view.touched));
    }
  }
  reports.merge(round.Finish());
  return reports;
}

absl::StatusOr<ReportSnapshots::Snapshot> ReportSnapshots::Take(Month month, absl::Time deadline,
                                                                const Progress& progress) {
  KnownAreas::Reading reading;
  std::vector<AreaCode> areas;
  Snapshot snapshot;
  int64_t setbacks = -1;
  for (int round = 0; round < kMaxRounds; ++round) {
    if (!areas_.IsCurrent(reading) || setbacks != freshness_.setback_count()) {
      snapshot.reports.clear();
      setbacks = freshness_.setback_count();
      BAOPHU_ASSIGN(reading, areas_.Read(deadline));
      areas = CodesInForce(*reading.areas, month);
      if (areas.empty()) {
        return FaultStatus(absl::StatusCode::kFailedPrecondition, "NO_DATA", "month",
                           absl::StrCat("no area is in force in ", month.ToString()),
                           "load the areas of that month, or choose another month");
      }
    }
    // A report that is not touched between its revisions and what is applied now
    // is the report of all revisions between. So once all are made, one moment at
    // which none of them is touched makes them a snapshot of the highest revisions
    // that any of them states.
    std::vector<AreaCode> stale;
    const Revisions applied = freshness_.applied();
    for (const AreaCode area : areas) {
      const auto report = snapshot.reports.find(area);
      const bool made = report != snapshot.reports.end();
      const Freshness::View view = made ? freshness_.Look(area, month, report->second.predecessors)
                                        : freshness_.Look(area, month);
      if (view.doubt.has_value()) return DoubtStatus(view.doubt->source);
      if (!made || !view.Confirms(report->second.revisions)) stale.push_back(area);
    }
    if (stale.empty() && applied.Covers(snapshot.revisions) && areas_.IsCurrent(reading) &&
        setbacks == freshness_.setback_count()) {
      return snapshot;
    }
    int64_t done = static_cast<int64_t>(areas.size() - stale.size());
    const auto total = static_cast<int64_t>(areas.size());
    for (auto first = stale.begin(); first != stale.end();) {
      const auto end =
          first + std::min<std::ptrdiff_t>(kMaxInFlight, std::distance(first, stale.end()));
      BAOPHU_TRY(progress(done, total));
      BAOPHU_ASSIGN(const Outcomes made, Current({first, end}, month, deadline));
      for (const auto& [area, report] : made) {
        if (!report.ok()) return report.status();
        snapshot.reports.insert_or_assign(area, *report);
      }
      done += end - first;
      first = end;
    }
    BAOPHU_TRY(progress(done, total));
    snapshot.revisions = Revisions();
    for (const auto& [area, report] : snapshot.reports) {
      snapshot.revisions = Revisions::Max(snapshot.revisions, report.revisions);
    }
    BAOPHU_TRY(freshness_.Await(snapshot.revisions, deadline));
  }
  return FaultStatus(
      absl::StatusCode::kAborted, "FIGURES_CHANGING", "month",
      absl::StrCat("figures of ", month.ToString(), " change faster than they can be read"),
      "try again when imports have ended");
}

}  // namespace baophu::target
