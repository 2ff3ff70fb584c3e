#ifndef BAOPHU_SERVICES_TARGET_FIGURE_CHECK_READING_FIGURE_READER_H_
#define BAOPHU_SERVICES_TARGET_FIGURE_CHECK_READING_FIGURE_READER_H_

#include <vector>

#include "absl/status/statusor.h"
#include "services/target/figure_check/numbers/rational.h"
#include "services/target/figure_check/reading/figure.h"
#include "services/target/figure_check/reading/stated_figure.h"
#include "services/target/figure_check/words/vocabulary.h"

namespace baophu::target {

// How many figures one check takes, how many ratios and how many changes each may have,
// and how many of these there may be in all.
inline constexpr size_t kMaxFigures = 1000;
inline constexpr size_t kMaxParts = 16;
inline constexpr size_t kMaxAllParts = 2000;

// Reads what the figures say. `careless_units` is as in ReadingOf. INVALID_ARGUMENT
// names the figure's id and the field: no id or one that comes twice, no value, a number
// that cannot be read or does not fit, people below zero, a ratio of nothing, an amount
// without unit, bounds that leave the value out, and more than the limits above.
absl::StatusOr<std::vector<Figure>> ReadFigures(const std::vector<StatedFigure>& stated,
                                                const Vocabulary& vocabulary,
                                                Rational careless_units);

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_FIGURE_CHECK_READING_FIGURE_READER_H_
