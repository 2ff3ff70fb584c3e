#ifndef BAOPHU_SERVICES_TARGET_RESTATEMENT_RESTATEMENT_RULES_H_
#define BAOPHU_SERVICES_TARGET_RESTATEMENT_RESTATEMENT_RULES_H_

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What differs between a report as it was closed and the same report now. Pure.
namespace baophu::target {

// Which figure of a report.
struct FigureKey {
  std::string indicator;
  std::string figure;  // VALUE, PLAN, BASE, PRIOR or PRIOR_PERCENT.
  std::string detail;  // Which one, as RestatedFigure in the proto tells.

  friend auto operator<=>(const FigureKey&, const FigureKey&) = default;
};

struct ReportFigure {
  FigureKey key;
  int64_t value = 0;
};

// A figure that differs, or that only one of the reports has.
struct FigureDifference {
  FigureKey key;
  std::optional<int64_t> closed;
  std::optional<int64_t> current;

  friend bool operator==(const FigureDifference&, const FigureDifference&) = default;
};

// Differences in the order of the closed report; figures that it does not have
// follow in the order of the current one. Each key is at most once in a report.
std::vector<FigureDifference> CompareFigures(const std::vector<ReportFigure>& closed,
                                             const std::vector<ReportFigure>& current);

// A percentage with two decimals, such as "93.79", in hundredths of a percent;
// nothing for anything else.
std::optional<int64_t> HundredthsOf(std::string_view percent);

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_RESTATEMENT_RESTATEMENT_RULES_H_
