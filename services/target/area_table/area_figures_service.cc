#include "services/target/area_table/area_figures_service.h"

#include <algorithm>
#include <future>
#include <utility>

#include "common/feed/feed_log.h"
#include "common/status/try.h"
#include "services/target/plans/milestones/milestone_store.h"
#include "services/target/plans/plan_store.h"

namespace baophu::target {
namespace {

// Areas change a few times a year; more often only while they are being loaded.
constexpr int kMaxAttempts = 5;

template <typename Figures>
using Batch = absl::StatusOr<UpstreamBatch<Figures>>;

// Keeps the months in which a code meant the same.
template <typename Figures>
std::map<Month, Figures> Same(std::map<Month, Figures> months,
                              const std::function<bool(Month)>& same) {
  std::erase_if(months, [&](const auto& each) { return !same(each.first); });
  return months;
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
  const Revisions least = Revisions::Max(need, parts_.freshness.applied());
  const auto coverage = std::make_shared<std::promise<Batch<CoverageFigures>>>();
  const auto ledger = std::make_shared<std::promise<Batch<LedgerFigures>>>();
  parts_.upstreams.BatchQueryCoverage(
      areas, months, least[Source::kParticipant], deadline,
      [coverage](Batch<CoverageFigures> batch) { coverage->set_value(std::move(batch)); });
  parts_.upstreams.BatchQueryTotals(
      areas, months, least[Source::kContribution], deadline,
      [ledger](Batch<LedgerFigures> batch) { ledger->set_value(std::move(batch)); });

  absl::StatusOr<AreaFigures> read =
      PlansOf(areas, reading.areas, month, std::min_element(months.begin(), months.end())->year(),
              month.year());
  BAOPHU_ASSIGN(UpstreamBatch<CoverageFigures> counts, coverage->get_future().get());
  BAOPHU_ASSIGN(UpstreamBatch<LedgerFigures> amounts, ledger->get_future().get());
  BAOPHU_ASSIGN(AreaFigures figures, std::move(read));
  figures.revisions[Source::kParticipant] = counts.revision;
  figures.revisions[Source::kContribution] = amounts.revision;
  for (auto& [area, input] : figures.inputs) {
    const auto same = [&, code = area](Month other) {
      return reading.areas->Find(code, other) == reading.areas->Find(code, month);
    };
    input.coverage = Same(std::move(counts.areas[area]), same);
    input.ledger = Same(std::move(amounts.areas[area]), same);
  }
  return figures;
}

absl::StatusOr<AreaFigures> AreaFiguresReader::ReadPlans(const Choose& choose, Month month,
                                                         absl::Time deadline) const {
  BAOPHU_ASSIGN(const KnownAreas::Reading reading, parts_.areas.Read(deadline));
  BAOPHU_ASSIGN(const std::vector<AreaCode> areas, choose(*reading.areas));
  return PlansOf(areas, reading.areas, month, month.year(), month.year());
}

absl::StatusOr<AreaFigures> AreaFiguresReader::PlansOf(
    const std::vector<AreaCode>& areas, std::shared_ptr<const AreaCatalogue> catalogue, Month month,
    int first_year, int last_year) const {
  AreaFigures figures;
  figures.areas = std::move(catalogue);
  for (const AreaCode area : areas) figures.inputs[area].month = month;
  const auto same = [&](AreaCode area, Month other) {
    return figures.areas->Find(area, other) == figures.areas->Find(area, month);
  };
  BAOPHU_TRY(parts_.database.Read([&](soci::session& session) {
    figures.revisions[Source::kTarget] = ReadFeedBounds(session).revision;
    std::vector<int64_t> plan_ids;
    for (PlanVersion& plan : plan_store::PlansOf(session, areas, first_year, last_year)) {
      if (same(plan.area, plan.valid_from)) {
        plan_ids.push_back(plan.plan_id);
        figures.inputs[plan.area].plans.push_back(std::move(plan));
      }
    }
    figures.milestones = milestone_store::MilestonesOf(session, plan_ids);
    for (Denominator& row : plan_store::DenominatorsOf(session, areas)) {
      if (same(row.area, row.valid_from)) {
        figures.inputs[row.area].denominators.push_back(std::move(row));
      }
    }
    return absl::OkStatus();
  }));
  return figures;
}

}  // namespace baophu::target
