#include "services/target/area_table/area_figures_service.h"

#include <algorithm>
#include <future>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/feed/feed_log.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "services/target/plans/milestones/milestone_store.h"
#include "services/target/succession/known_plans.h"
#include "services/target/succession/reaggregation.h"

namespace baophu::target {
namespace {

// Areas change a few times a year; more often only while they are being loaded.
constexpr int kMaxAttempts = 5;

// Beyond it, an upstream call would be refused.
constexpr size_t kMaxAreas = 1000;
constexpr size_t kMaxAreaMonths = 40'000;

template <typename Figures>
using Batch = absl::StatusOr<UpstreamBatch<Figures>>;

absl::StatusOr<std::vector<AreaCode>> AllWatched(const std::vector<AreaCode>& areas,
                                                 const ReportTerritories& territories,
                                                 size_t month_count) {
  std::set<AreaCode> all;
  for (const AreaCode area : areas) {
    for (const AreaCode each : territories.Watched(area)) all.insert(each);
  }
  if (all.size() <= kMaxAreas && all.size() * month_count <= kMaxAreaMonths)
    return std::vector<AreaCode>(all.begin(), all.end());
  return FaultStatus(
      absl::StatusCode::kOutOfRange, "TOO_MANY_AREAS", "name",
      absl::StrCat("needs figures of ", all.size(), " areas, those before reforms included"),
      "ask for the areas below it one by one");
}

// Adds plans and denominators, and the milestones that were given for the plans. Inside a
// read of the database.
void AddTarget(soci::session& session, const std::vector<AreaCode>& areas, int first_year,
               int last_year, KnownFigures& known, AreaFigures& figures) {
  figures.revisions[Source::kTarget] = ReadFeedBounds(session).revision;
  AddPlans(session, areas, first_year, last_year, known);
  std::vector<int64_t> plan_ids;
  for (const auto& [area, plans] : known.plans) {
    for (const PlanVersion& plan : plans) plan_ids.push_back(plan.plan_id);
  }
  figures.milestones = milestone_store::MilestonesOf(session, plan_ids);
}

}  // namespace

absl::StatusOr<AreaFigures> AreaFiguresReader::Read(const Choose& choose, Month month,
                                                    const std::vector<Month>& months,
                                                    const Revisions& need,
                                                    absl::Time deadline) const {
  for (int attempt = 0; attempt < kMaxAttempts; ++attempt) {
    BAOPHU_ASSIGN(const KnownAreas::Reading reading, parts_.areas.Read(deadline));
    BAOPHU_ASSIGN(AreaFigures figures, ReadOnce(reading, choose, month, months, need, deadline));
    // Catalogue and figures come from two calls; see ReportMaker.
    Revisions seen;
    seen[Source::kParticipant] = figures.revisions[Source::kParticipant];
    BAOPHU_TRY(parts_.freshness.Await(seen, deadline));
    if (parts_.areas.IsCurrent(reading)) return figures;
  }
  return absl::UnavailableError("areas are being changed; try again in a second");
}

absl::StatusOr<AreaFigures> AreaFiguresReader::ReadOnce(const KnownAreas::Reading& reading,
                                                        const Choose& choose, Month month,
                                                        const std::vector<Month>& months,
                                                        const Revisions& need,
                                                        absl::Time deadline) const {
  BAOPHU_ASSIGN(const std::vector<AreaCode> areas, choose(*reading.areas));
  const ReportTerritories territories(reading.history, month, months);
  BAOPHU_ASSIGN(const std::vector<AreaCode> all, AllWatched(areas, territories, months.size()));
  const Revisions least = Revisions::Max(need, parts_.freshness.applied());
  const auto coverage = std::make_shared<std::promise<Batch<CoverageFigures>>>();
  const auto ledger = std::make_shared<std::promise<Batch<LedgerFigures>>>();
  parts_.upstreams.QueryCoverage(
      all, months, territories.placed_by(), least[Source::kParticipant], deadline,
      [coverage](Batch<CoverageFigures> batch) { coverage->set_value(std::move(batch)); });
  parts_.upstreams.QueryTotals(
      all, months, least[Source::kContribution], deadline,
      [ledger](Batch<LedgerFigures> batch) { ledger->set_value(std::move(batch)); });

  AreaFigures figures;
  figures.areas = reading.areas;
  KnownFigures known;
  const absl::Status read = parts_.database.Read([&](soci::session& session) {
    AddTarget(session, all, std::min_element(months.begin(), months.end())->year(), month.year(),
              known, figures);
    return absl::OkStatus();
  });
  BAOPHU_ASSIGN(UpstreamBatch<CoverageFigures> counts, coverage->get_future().get());
  BAOPHU_ASSIGN(UpstreamBatch<LedgerFigures> amounts, ledger->get_future().get());
  BAOPHU_TRY(read);
  figures.revisions[Source::kParticipant] = counts.revision;
  figures.revisions[Source::kContribution] = amounts.revision;
  known.coverage = std::move(counts.areas);
  known.ledger = std::move(amounts.areas);
  for (const AreaCode area : areas) {
    figures.inputs[area] = InputOf(area, months, territories, known, parts_.catalogue);
  }
  return figures;
}

absl::StatusOr<AreaFigures> AreaFiguresReader::ReadPlans(const Choose& choose, Month month,
                                                         absl::Time deadline) const {
  BAOPHU_ASSIGN(const KnownAreas::Reading reading, parts_.areas.Read(deadline));
  BAOPHU_ASSIGN(const std::vector<AreaCode> areas, choose(*reading.areas));
  const ReportTerritories territories(reading.history, month, {});
  AreaFigures figures;
  figures.areas = reading.areas;
  KnownFigures known;
  BAOPHU_TRY(parts_.database.Read([&](soci::session& session) {
    AddTarget(session, areas, month.year(), month.year(), known, figures);
    return absl::OkStatus();
  }));
  for (const AreaCode area : areas) {
    figures.inputs[area] = InputOf(area, {}, territories, known, parts_.catalogue);
  }
  return figures;
}

}  // namespace baophu::target
