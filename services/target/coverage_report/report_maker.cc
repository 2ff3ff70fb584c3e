#include "services/target/coverage_report/report_maker.h"

#include <algorithm>
#include <atomic>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/feed/feed_log.h"
#include "common/rpc/unary.h"
#include "common/status/fault.h"
#include "services/target/coverage_report/report_message_service.h"
#include "services/target/coverage_report/report_rules.h"
#include "services/target/succession/known_plans.h"
#include "services/target/succession/reaggregation.h"

namespace baophu::target {
namespace {

// A computation may serve several callers, so it has a time of its own.
constexpr absl::Duration kTimeout = absl::Seconds(10);
// The area catalogue changes a few times a year; a computation that it
// overtakes begins again, and does so often only while areas are being loaded.
constexpr int kMaxAttempts = 5;

}  // namespace

// One computation. Its steps hold it; between them no thread is blocked.
class ReportMaker::Flight : public std::enable_shared_from_this<Flight> {
 public:
  Flight(ReportMaker& maker, const ReportKey& key, const Revisions& need)
      : maker_(maker),
        sources_(maker.sources_),
        key_(key),
        need_(need),
        deadline_(absl::Now() + kTimeout) {}

  // On the executor.
  void Begin() {
    ++attempts_;
    known_ = sources_.freshness.applied();
    absl::StatusOr<KnownAreas::Reading> reading = sources_.areas.Read(deadline_);
    if (!reading.ok()) {
      Land(reading.status());
      return;
    }
    reading_ = *std::move(reading);
    area_ = reading_.areas->Find(key_.area, key_.month);
    if (area_ == nullptr) {
      Land(FaultStatus(
          absl::StatusCode::kNotFound, "UNKNOWN_AREA", "name",
          absl::StrCat("code ", key_.area.ToString(), " is no area in ", key_.month.ToString()),
          "write the code that the area had in that month"));
      return;
    }
    AskAll();
  }

 private:
  void AskAll() {
    months_ = ReportMonths(sources_.catalogue, key_.month);
    territories_.emplace(reading_.history, key_.month, months_);
    areas_ = territories_->Watched(key_.area);
    // Nothing older than what is known here: an answer behind it would be
    // outdated as soon as it is stored.
    const Revisions least = Revisions::Max(need_, sources_.freshness.applied());
    unanswered_ = 3;
    const auto self = shared_from_this();
    sources_.upstreams.QueryCoverage(areas_, months_, territories_->placed_by(),
                                     least[Source::kParticipant], deadline_,
                                     [self](absl::StatusOr<UpstreamBatch<CoverageFigures>> answer) {
                                       self->coverage_ = std::move(answer);
                                       self->Answered();
                                     });
    sources_.upstreams.QueryTotals(areas_, months_, least[Source::kContribution], deadline_,
                                   [self](absl::StatusOr<UpstreamBatch<LedgerFigures>> answer) {
                                     self->totals_ = std::move(answer);
                                     self->Answered();
                                   });
    known_figures_ = KnownFigures();
    plans_read_ = sources_.database.Read([&](soci::session& session) {
      target_revision_ = ReadFeedBounds(session).revision;
      AddPlans(session, areas_, key_.month.year() - 1, key_.month.year(), known_figures_);
      return absl::OkStatus();
    });
    Answered();
  }

  void Answered() {
    if (unanswered_.fetch_sub(1) != 1) return;
    for (const absl::Status& status : {coverage_.status(), totals_.status(), plans_read_}) {
      if (!status.ok()) {
        Land(status);
        return;
      }
    }
    // The area's name came from another call than the figures. It belongs to
    // their revision if no catalogue change lies between, and up to that
    // revision the feed must have come here to tell.
    Revisions seen;
    seen[Source::kParticipant] = coverage_->revision;
    const auto self = shared_from_this();
    sources_.freshness.WaitFor(seen, deadline_, [self](const absl::Status& status) {
      self->sources_.executor.Run([self, status] { self->Conclude(status); });
    });
  }

  void Conclude(const absl::Status& caught_up) {
    if (!caught_up.ok()) {
      Land(caught_up);
      return;
    }
    if (!sources_.areas.IsCurrent(reading_)) {
      if (attempts_ < kMaxAttempts) {
        Begin();
      } else {
        Land(absl::UnavailableError("areas are being changed; try again in a second"));
      }
      return;
    }
    known_figures_.coverage = std::move(coverage_->areas);
    known_figures_.ledger = std::move(totals_->areas);
    const ReportInput input =
        InputOf(key_.area, months_, *territories_, known_figures_, sources_.catalogue);
    ReportHead head = HeadOf(*area_, input, *reading_.areas);
    head.revisions = {{coverage_->revision, totals_->revision, target_revision_}};
    head.sample_scale = sources_.sample_scale;
    StoredReport report{head.revisions, ReportBytes(head, MakeReport(input, sources_.catalogue)),
                        areas_};
    std::erase(report.predecessors, key_.area);
    sources_.store.Put(key_, report);
    Land(report);
  }

  void Land(const absl::StatusOr<StoredReport>& outcome) { maker_.Land(key_, known_, outcome); }

  ReportMaker& maker_;
  const ReportSources& sources_;
  const ReportKey key_;
  const Revisions need_;
  const absl::Time deadline_;

  int attempts_ = 0;
  Revisions known_;  // Applied here when the attempt began.
  KnownAreas::Reading reading_;
  const AreaRecord* area_ = nullptr;  // In reading_.
  std::atomic<int> unanswered_ = 0;
  std::vector<Month> months_;
  std::optional<ReportTerritories> territories_;
  std::vector<AreaCode> areas_;  // Whose figures the report rests on.
  // Each is written by one answer and read when all three are there.
  absl::StatusOr<UpstreamBatch<CoverageFigures>> coverage_ = absl::UnknownError("");
  absl::StatusOr<UpstreamBatch<LedgerFigures>> totals_ = absl::UnknownError("");
  absl::Status plans_read_;
  int64_t target_revision_ = 0;
  KnownFigures known_figures_;
};

ReportMaker::ReportMaker(ReportSources sources) : sources_(std::move(sources)) {}

ReportMaker::~ReportMaker() {
  std::unique_lock lock(mutex_);
  idle_.wait(lock, [this] { return flights_.empty() && landing_ == 0; });
}

void ReportMaker::Make(const ReportKey& key, const Revisions& need, Done done) {
  Join(key, {need, sources_.freshness.applied(), std::move(done), false});
}

void ReportMaker::Join(const ReportKey& key, Waiting waiting) {
  const Revisions need = waiting.need;
  {
    const std::lock_guard lock(mutex_);
    const auto [flight, added] = flights_.try_emplace(key);
    waiting.joined = !added;
    flight->second.push_back(std::move(waiting));
    if (!added) {
      ++sources_.counters.joined_count;
      return;
    }
  }
  ++sources_.counters.computed_count;
  const auto flight = std::make_shared<Flight>(*this, key, need);
  if (!sources_.executor.TryRun([flight] { flight->Begin(); })) {
    Land(key, {}, rpc::Overloaded());
  }
}

bool ReportMaker::IsOvertaken(const ReportKey& key, const Revisions& applied,
                              const StoredReport& report) const {
  if (report.predecessors.empty()) return false;  // `need` tells of the area itself.
  const Revisions touched =
      sources_.freshness.Look(key.area, key.month, report.predecessors).touched;
  return std::any_of(kSources.begin(), kSources.end(), [&](Source source) {
    return report.revisions[source] < touched[source] && report.revisions[source] < applied[source];
  });
}

void ReportMaker::Land(const ReportKey& key, const Revisions& known,
                       const absl::StatusOr<StoredReport>& outcome) {
  std::vector<Waiting> waiting;
  {
    const std::lock_guard lock(mutex_);
    const auto flight = flights_.find(key);
    waiting = std::move(flight->second);
    flights_.erase(flight);
    ++landing_;
  }
  for (Waiting& each : waiting) {
    const bool outdated =
        outcome.ok()
            ? !outcome->revisions.Covers(each.need) || IsOvertaken(key, each.applied, *outcome)
            : absl::IsNotFound(outcome.status()) && each.joined && !known.Covers(each.need);
    if (outdated) {
      // It joined after the figures, or the areas, were read, knowing of newer
      // ones. The next computation begins after that and will do.
      Join(key, std::move(each));
    } else {
      each.done(outcome);
    }
  }
  const std::lock_guard lock(mutex_);
  --landing_;
  idle_.notify_all();
}

}  // namespace baophu::target
