#ifndef BAOPHU_SERVICES_TARGET_FIGURE_CHECK_EXPLANATION_INTERVAL_TEXT_H_
#define BAOPHU_SERVICES_TARGET_FIGURE_CHECK_EXPLANATION_INTERVAL_TEXT_H_

#include <string>

#include "services/target/figure_check/estimates/estimate.h"

namespace baophu::target {

// The languages that findings are explained in.
enum class TextLanguage { kVietnamese, kEnglish };

// An interval of an estimate as people read it, rounded outward: "519.024..519.078
// người", "5.774,4..5.787,1 tỷ đồng", "từ 3.098 tỷ đồng", in Vietnamese or English
// typography.
std::string IntervalText(const Interval& interval, const Estimate& of, TextLanguage language);

// One bound for programs: whole numbers exactly, percentages in percent and others with
// at most six decimals rounded outward; empty when there is none.
std::string BoundText(const std::optional<Interval::Bound>& bound, const Estimate& of, bool upper);

// Whether the estimate is a share of 1 and printed in percent.
bool IsPercent(const Estimate& estimate);

// PEOPLE, EMPLOYERS, VND, PERCENT, or the unit's words as they were stated.
std::string UnitCode(const Estimate& estimate);

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_FIGURE_CHECK_EXPLANATION_INTERVAL_TEXT_H_
