#include "services/target/area_table/area_figures_service.h"

#include <algorithm>
#include <future>
#include <utility>

#include "common/feed/feed_log.h"
#include "common/status/try.h"
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
    const auto applied = std::make_shared<std::promise<absl::Status>>();
    parts_.freshness.WaitFor(seen, deadline,
                             [applied](const absl::Status& s) { applied->set_value(s); });
    BAOPHU_TRY(applied->get_future().get());
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

  AreaFigures figures;
  figures.areas = reading.areas;
  const int first_year = std::min_element(months.begin(), months.end())->year();
  const int last_year = std::max_element(months.begin(), months.end())->year();
  for (const AreaCode area : areas) figures.inputs[area];
  const auto same = [&](AreaCode area, Month other) {
    return reading.areas->Find(area, other) == reading.areas->Find(area, month);
  };
  const absl::Status read = parts_.database.Read([&](soci::session& session) {
    figures.revisions[Source::kTarget] = ReadFeedBounds(session).revision;
    for (PlanVersion& plan : plan_store::PlansOfAll(session, first_year, last_year)) {
      const auto input = figures.inputs.find(plan.area);
      if (input == figures.inputs.end() || !same(plan.area, plan.valid_from)) continue;
      input->second.plans.push_back(std::move(plan));
    }
    for (Denominator& row : plan_store::DenominatorsOfAll(session)) {
      const auto input = figures.inputs.find(row.area);
      if (input == figures.inputs.end() || !same(row.area, row.valid_from)) continue;
      input->second.denominators.push_back(std::move(row));
    }
    return absl::OkStatus();
  });
  BAOPHU_ASSIGN(UpstreamBatch<CoverageFigures> counts, coverage->get_future().get());
  BAOPHU_ASSIGN(UpstreamBatch<LedgerFigures> amounts, ledger->get_future().get());
  BAOPHU_TRY(read);
  figures.revisions[Source::kParticipant] = counts.revision;
  figures.revisions[Source::kContribution] = amounts.revision;
  for (auto& [area, input] : figures.inputs) {
    const auto same_here = [&, code = area](Month other) { return same(code, other); };
    input.coverage = Same(std::move(counts.areas[area]), same_here);
    input.ledger = Same(std::move(amounts.areas[area]), same_here);
  }
  return figures;
}

}  // namespace baophu::target
