#include "services/target/succession/reaggregation.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace baophu::target {
namespace {

using People = std::map<std::pair<std::string, std::string>, int64_t>;

template <typename Figures>
const Figures* Find(const std::map<AreaCode, std::map<Month, Figures>>& figures, AreaCode area,
                    Month month) {
  const auto of_area = figures.find(area);
  if (of_area == figures.end()) return nullptr;
  const auto in_month = of_area->second.find(month);
  return in_month == of_area->second.end() ? nullptr : &in_month->second;
}

void Add(const People& people, int sign, People& sum) {
  for (const auto& [key, count] : people) sum[key] += sign * count;
}

void Add(const CoverageFigures& figures, int sign, CoverageFigures& sum) {
  Add(figures.people, sign, sum.people);
  sum.employers_participating += sign * figures.employers_participating;
}

void Add(const LedgerFigures& figures, int sign, LedgerFigures& sum) {
  sum.assessed_vnd += sign * figures.assessed_vnd;
  sum.collected_vnd += sign * figures.collected_vnd;
  sum.outstanding_vnd += sign * figures.outstanding_vnd;
  sum.employers_in_arrears += sign * figures.employers_in_arrears;
}

// People of a divided area who belong to these successors are placed; those who
// belong to none of its successors remain.
void Place(const CoverageFigures& divided, const std::vector<AreaCode>& into, CoverageFigures& sum,
           CoverageFigures& remainder) {
  Add(divided, +1, remainder);
  for (const auto& [successor, people] : divided.placed) {
    Add(people, -1, remainder.people);
    if (std::find(into.begin(), into.end(), successor) != into.end()) {
      Add(people, +1, sum.people);
    }
  }
}

void Place(const LedgerFigures& divided, const std::vector<AreaCode>&, LedgerFigures&,
           LedgerFigures& remainder) {
  Add(divided, +1, remainder);
}

// Nothing when figures of one of the areas are not there.
template <typename Figures>
std::optional<Figures> AddUp(const std::vector<TerritoryPart>& parts,
                             const std::map<AreaCode, std::map<Month, Figures>>& known, Month month,
                             Figures& remainder) {
  Figures sum;
  for (const TerritoryPart& part : parts) {
    const Figures* figures = Find(known, part.area, month);
    if (figures == nullptr) return std::nullopt;
    switch (part.share) {
      case TerritoryShare::kWhole:
        Add(*figures, +1, sum);
        break;
      case TerritoryShare::kWithout:
        Add(*figures, -1, sum);
        break;
      case TerritoryShare::kPart:
        Place(*figures, part.into, sum, remainder);
        break;
    }
  }
  return sum;
}

// Plans and denominators of what the area's code meant in a month.
void AddOwn(AreaCode area, Month month, const AreaCatalogue& areas, const KnownFigures& known,
            ReportInput& input) {
  const auto same = [&](Month other) { return areas.Find(area, other) == areas.Find(area, month); };
  if (const auto plans = known.plans.find(area); plans != known.plans.end()) {
    std::copy_if(plans->second.begin(), plans->second.end(), std::back_inserter(input.plans),
                 [&](const PlanVersion& plan) { return same(plan.valid_from); });
  }
  if (const auto rows = known.denominators.find(area); rows != known.denominators.end()) {
    std::copy_if(rows->second.begin(), rows->second.end(), std::back_inserter(input.denominators),
                 [&](const Denominator& row) { return same(row.valid_from); });
  }
}

std::map<std::string, int64_t> AddUpBases(const std::vector<TerritoryPart>& parts, Month month,
                                          const AreaCatalogue& areas, const KnownFigures& known,
                                          const IndicatorCatalogue& catalogue) {
  std::map<std::string, int64_t> sums;
  const bool whole = std::all_of(parts.begin(), parts.end(), [](const TerritoryPart& part) {
    return part.share == TerritoryShare::kWhole;
  });
  if (!whole) return sums;
  std::vector<ReportInput> inputs;
  for (const TerritoryPart& part : parts) {
    AddOwn(part.area, month, areas, known, inputs.emplace_back());
  }
  for (const Base& base : catalogue.bases()) {
    if (base.source == Base::Source::kLedger) continue;
    int64_t sum = 0;
    const bool all = std::all_of(inputs.begin(), inputs.end(), [&](const ReportInput& input) {
      const std::optional<int64_t> value = BaseValueOf(input, catalogue, base, month);
      sum += value.value_or(0);
      return value.has_value();
    });
    if (all) sums[base.code] = sum;
  }
  return sums;
}

}  // namespace

ReportInput InputOf(AreaCode area, const std::vector<Month>& months,
                    const ReportTerritories& territories, const KnownFigures& known,
                    const IndicatorCatalogue& catalogue) {
  ReportInput input;
  input.month = territories.month();
  AddOwn(area, input.month, territories.areas(), known, input);
  std::map<Month, std::vector<TerritoryPart>> by_era;
  for (const Month month : months) {
    const auto [era, fresh] = by_era.try_emplace(territories.EraOf(month));
    if (fresh) era->second = territories.PartsOf(area, month);
    const std::vector<TerritoryPart>& parts = era->second;
    if (parts.empty()) continue;
    Reaggregated sums;
    std::optional<CoverageFigures> coverage =
        AddUp(parts, known.coverage, month, sums.coverage_remainder);
    std::optional<LedgerFigures> ledger = AddUp(parts, known.ledger, month, sums.ledger_remainder);
    const bool any = coverage.has_value() || ledger.has_value();
    if (coverage.has_value()) input.coverage[month] = *std::move(coverage);
    if (ledger.has_value()) input.ledger[month] = *ledger;
    if (!any || territories.IsUnchanged(area, month, parts)) continue;
    sums.bases = AddUpBases(parts, month, territories.areas(), known, catalogue);
    sums.parts = parts;
    input.reaggregated[month] = std::move(sums);
  }
  return input;
}

}  // namespace baophu::target
