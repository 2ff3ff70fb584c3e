#ifndef BAOPHU_SERVICES_TARGET_PLANS_PLAN_RULES_H_
#define BAOPHU_SERVICES_TARGET_PLANS_PLAN_RULES_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "common/area/area_code.h"
#include "common/month/month.h"
#include "services/target/indicators/indicator_catalogue.h"

namespace baophu::target {

// Whether somebody was given a plan, or promised it.
enum class PlanKind { kAssigned = 1, kCommitment = 2 };

// ASSIGNED or COMMITMENT.
std::string_view PlanKindText(PlanKind kind);

// One version of a plan. All but decision and value name it.
//
// A plan is a number, or (with a base) a ratio of what a base comes to. It is that of an
// area or, with a holder, that of somebody who works there for the agency: a part of
// the area's.
struct PlanVersion {
  int64_t plan_id = 0;
  std::string assigner;
  std::string decision;
  int year = 0;
  AreaCode area;
  std::string indicator;
  PlanKind kind = PlanKind::kAssigned;
  std::string base;    // Code; empty for a number.
  std::string holder;  // officers/{code} or organisations/{code}; empty for the area itself.
  // People, employers or đồng, as the indicator has it; of a ratio, millionths of the base.
  int64_t value = 0;
  Month valid_from;      // Within the year.
  int64_t revision = 0;  // That recorded it as it is.

  // By all that names a version, beginning with the area.
  auto Key() const {
    return std::tie(area, indicator, year, assigner, kind, base, holder, valid_from);
  }
};

// What ratios are taken of. Base, area and valid_from name it.
struct Denominator {
  int64_t denominator_id = 0;
  std::string base;
  AreaCode area;
  int64_t value = 0;  // Above zero.
  Month valid_from;   // First month for which it is the newest known.
  std::string source;
  int64_t revision = 0;  // That recorded it as it is.
};

// A plan or denominator as somebody wrote it.
struct PlanDraft {
  std::string_view assigner, decision, area, indicator, kind, valid_from;
  int64_t year = 0;
  int64_t value = 0;                         // 0 for a ratio.
  std::string_view base, percent, holder{};  // Empty for a number of the area itself.
};
struct DenominatorDraft {
  std::string_view base, area, valid_from, source;
  int64_t value = 0;
};

// One thing that is wrong with a draft.
struct Problem {
  std::string field;
  std::string reason;  // UPPER_SNAKE_CASE.
  std::string problem;
  std::string remedy;
};

// Fills `plan` and returns nothing, or says all that is wrong. Whether the area
// exists is not looked at.
std::vector<Problem> CheckPlan(const PlanDraft& draft, const IndicatorCatalogue& catalogue,
                               PlanVersion& plan);
std::vector<Problem> CheckDenominator(const DenominatorDraft& draft,
                                      const IndicatorCatalogue& catalogue,
                                      Denominator& denominator);

// The problem of an area that does not exist in a month.
Problem UnknownArea(AreaCode area, Month month);

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_PLANS_PLAN_RULES_H_
