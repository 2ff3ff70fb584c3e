#include "services/target/figure_check/explanation/interval_text.h"

#include "absl/strings/str_cat.h"
#include "common/text/grouped.h"

namespace baophu::target {
namespace {

constexpr int kPercentDecimals = 4;
constexpr int kOtherDecimals = 6;
constexpr int kBillionDecimals = 1;
constexpr int64_t kBillion = 1'000'000'000;

// How the numbers of an estimate are written.
struct Style {
  Rational scale = 1;
  int decimals = kOtherDecimals;
  std::string unit_vi;
  std::string unit_en;
};

// Amounts in billions round outward, so that what fits in one tenth may be told apart only
// in more decimals.
int DecimalsFor(const Interval& interval) {
  if (!interval.lower().has_value() || !interval.upper().has_value()) return kBillionDecimals;
  const Rational width = interval.upper()->at - interval.lower()->at;
  return width.known() && width < Rational(kBillion) ? 3 : kBillionDecimals;
}

Style StyleOf(const Interval& interval, const Estimate& of) {
  if (IsPercent(of)) return {Rational(100), kPercentDecimals, "%", "%"};
  switch (of.subject.unit) {
    case CountUnit::kPeople:
      return {1, 0, " người", " people"};
    case CountUnit::kEmployers:
      return {1, 0, " đơn vị", " employers"};
    case CountUnit::kVnd: {
      const auto& at = interval.upper().has_value() ? interval.upper() : interval.lower();
      const bool large =
          at.has_value() && (at->at >= Rational(kBillion) || at->at <= Rational(-kBillion));
      if (!large) return {1, 0, " đồng", " VND"};
      return {Rational::Of(1, kBillion), DecimalsFor(interval), " tỷ đồng", " billion VND"};
    }
    default:
      break;
  }
  const std::string unit =
      of.subject.unit_text.empty() ? "" : absl::StrCat(" ", of.subject.unit_text);
  return {1, kOtherDecimals, unit, unit};
}

}  // namespace

bool IsPercent(const Estimate& estimate) {
  return estimate.quantity.kind == Quantity::Kind::kRatio ||
         estimate.subject.unit == CountUnit::kPercent ||
         estimate.subject.unit == CountUnit::kPoints;
}

std::string UnitCode(const Estimate& estimate) {
  if (IsPercent(estimate)) return "PERCENT";
  switch (estimate.subject.unit) {
    case CountUnit::kPeople:
      return "PEOPLE";
    case CountUnit::kEmployers:
      return "EMPLOYERS";
    case CountUnit::kVnd:
      return "VND";
    default:
      return estimate.subject.unit_text;
  }
}

std::string BoundText(const std::optional<Interval::Bound>& bound, const Estimate& of, bool upper) {
  if (!bound.has_value()) return "";
  const Rational at = IsPercent(of) ? bound->at * 100 : bound->at;
  return at.ToText(kOtherDecimals, upper);
}

std::string IntervalText(const Interval& interval, const Estimate& of, TextLanguage language) {
  const bool vi = language == TextLanguage::kVietnamese;
  const Style style = StyleOf(interval, of);
  const auto text = [&](const Interval::Bound& bound, bool up) {
    const std::string number = (bound.at * style.scale).ToText(style.decimals, up);
    return vi ? GroupedDecimal(number, '.', ',') : GroupedDecimal(number, ',', '.');
  };
  const std::string& unit = vi ? style.unit_vi : style.unit_en;
  const auto& lower = interval.lower();
  const auto& upper = interval.upper();
  if (!lower.has_value() && !upper.has_value()) return vi ? "số bất kỳ" : "any number";
  if (!upper.has_value()) return absl::StrCat(vi ? "từ " : "at least ", text(*lower, false), unit);
  if (!lower.has_value()) return absl::StrCat(vi ? "đến " : "at most ", text(*upper, true), unit);
  const std::string from = text(*lower, false);
  const std::string to = text(*upper, true);
  return from == to ? absl::StrCat(from, unit) : absl::StrCat(from, "..", to, unit);
}

}  // namespace baophu::target
