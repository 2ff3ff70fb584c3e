#include "services/target/restatement/restatement_rules.h"

#include <map>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/text/view.h"

namespace baophu::target {
namespace {

std::map<FigureKey, int64_t> ByKey(const std::vector<ReportFigure>& figures) {
  std::map<FigureKey, int64_t> by_key;
  for (const ReportFigure& figure : figures) by_key.emplace(figure.key, figure.value);
  return by_key;
}

}  // namespace

std::vector<FigureDifference> CompareFigures(const std::vector<ReportFigure>& closed,
                                             const std::vector<ReportFigure>& current) {
  std::vector<FigureDifference> differences;
  const std::map<FigureKey, int64_t> closed_by_key = ByKey(closed);
  const std::map<FigureKey, int64_t> current_by_key = ByKey(current);
  for (const ReportFigure& figure : closed) {
    const auto now = current_by_key.find(figure.key);
    if (now == current_by_key.end()) {
      differences.push_back({figure.key, figure.value, std::nullopt});
    } else if (now->second != figure.value) {
      differences.push_back({figure.key, figure.value, now->second});
    }
  }
  for (const ReportFigure& figure : current) {
    if (!closed_by_key.contains(figure.key)) {
      differences.push_back({figure.key, std::nullopt, figure.value});
    }
  }
  return differences;
}

std::optional<int64_t> HundredthsOf(std::string_view percent) {
  const size_t point = percent.find('.');
  if (point == std::string_view::npos || point + 3 != percent.size()) return std::nullopt;
  const std::string digits =
      absl::StrCat(View(percent.substr(0, point)), View(percent.substr(point + 1)));
  int64_t hundredths = 0;
  if (!absl::SimpleAtoi(digits, &hundredths)) return std::nullopt;
  return hundredths;
}

}  // namespace baophu::target
