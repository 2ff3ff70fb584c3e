#include "services/target/figure_check/numbers/printed_number.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/text/view.h"

namespace baophu::target {
namespace {

constexpr size_t kMaxDigits = 18;
constexpr int kMaxDecimals = 9;

bool AreDigits(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), absl::ascii_isdigit);
}

// Whether text such as 1.395.109 is made of groups: three digits behind each
// separator, one to three before the first, and no zero in front.
bool IsGrouped(absl::string_view text, char separator) {
  const std::vector<absl::string_view> groups = absl::StrSplit(text, separator);
  if (groups.front().empty() || groups.front().size() > 3 || groups.front().front() == '0') {
    return false;
  }
  return std::all_of(groups.begin(), groups.end(), AreDigits) &&
         std::all_of(groups.begin() + 1, groups.end(),
                     [](absl::string_view group) { return group.size() == 3; });
}

// The character that is the decimal sign of `text`; 0 when it has none.
char DecimalSign(absl::string_view text, PointMeans point) {
  const size_t last_point = text.rfind('.');
  const size_t last_comma = text.rfind(',');
  const bool has_point = last_point != absl::string_view::npos;
  const bool has_comma = last_comma != absl::string_view::npos;
  if (has_point && has_comma) return last_point > last_comma ? '.' : ',';
  if (has_comma) return text.find(',') == last_comma ? ',' : '\0';
  if (!has_point || text.find('.') != last_point) return '\0';
  return point == PointMeans::kGroupsOrDecimal && IsGrouped(text, '.') ? '\0' : '.';
}

absl::Status Unreadable() {
  return absl::InvalidArgumentError(
      "is no number of at most 18 digits; write it like 1395109, 1.395.109 or 87,09");
}

Rational UnitOf(int decimals) { return Rational::PowerOfTen(-decimals); }

int DecimalsOf(Rational last_digit) {
  int decimals = 0;
  for (Rational unit = last_digit; unit < Rational(1); unit = unit * 10) ++decimals;
  return decimals;
}

}  // namespace

absl::StatusOr<PrintedNumber> ReadPrintedNumber(std::string_view text, PointMeans point) {
  absl::string_view rest = absl::StripAsciiWhitespace(View(text));
  const bool negative = !rest.empty() && rest.front() == '-';
  if (!rest.empty() && (rest.front() == '-' || rest.front() == '+')) rest.remove_prefix(1);
  const char sign = DecimalSign(rest, point);
  absl::string_view whole = rest;
  absl::string_view fraction;
  if (sign != '\0') {
    const size_t at = rest.rfind(sign);
    whole = rest.substr(0, at);
    fraction = rest.substr(at + 1);
    if (!AreDigits(fraction)) return Unreadable();
  }
  std::string digits(whole);
  for (const char separator : {'.', ','}) {
    if (!absl::StrContains(whole, std::string(1, separator))) continue;
    if (!IsGrouped(whole, separator)) return Unreadable();
    digits.erase(std::remove(digits.begin(), digits.end(), separator), digits.end());
  }
  if (!AreDigits(digits)) return Unreadable();
  absl::StrAppend(&digits, fraction);
  if (digits.size() > kMaxDigits || fraction.size() > kMaxDecimals) return Unreadable();

  int64_t number = 0;
  for (const char digit : digits) number = number * 10 + (digit - '0');
  PrintedNumber printed;
  printed.last_digit = UnitOf(static_cast<int>(fraction.size()));
  printed.last_significant = printed.last_digit;
  if (fraction.empty() && number != 0) {
    for (int64_t left = number; left % 10 == 0; left /= 10) {
      printed.last_significant = printed.last_significant * 10;
    }
  }
  printed.value = Rational(negative ? -number : number) * printed.last_digit;
  return printed;
}

absl::StatusOr<PrintedNumber> WithDecimals(const PrintedNumber& number, int decimals) {
  if (decimals < 0 || decimals > kMaxDecimals) {
    return absl::InvalidArgumentError(absl::StrCat(
        "is ", decimals, "; write how many decimals are printed, 0 to ", kMaxDecimals));
  }
  if (!(number.value / UnitOf(decimals)).whole()) {
    return absl::InvalidArgumentError(absl::StrCat("is ", decimals, ", but ",
                                                   DecimalsOf(number.last_digit),
                                                   " are printed; write that, or leave it out"));
  }
  return PrintedNumber{number.value, UnitOf(decimals), UnitOf(decimals)};
}

Reading ReadingOf(const PrintedNumber& number, Exactness exactness, bool whole,
                  Rational careless_units) {
  if (number.value.sign() < 0) {
    const PrintedNumber magnitude{-number.value, number.last_digit, number.last_significant};
    return OnBoth([](const Interval& each) { return -each; },
                  ReadingOf(magnitude, exactness, whole, careless_units));
  }
  const Rational value = number.value;
  const Rational unit = number.last_significant;
  const auto both = [](const Interval& interval) { return Reading{interval, interval}; };
  const auto rounded_to = [&](Rational last) {
    const Rational half = last * Rational::Of(1, 2);
    const Rational careless = last * careless_units;
    return Reading{Interval::Closed(value - half, value + half),
                   careless > half ? Interval::Open(value - careless, value + careless)
                                   : Interval::Closed(value - half, value + half)};
  };
  switch (exactness) {
    case Exactness::kExact:
    case Exactness::kTarget:
      return whole ? both(Interval::Point(value)) : rounded_to(number.last_digit);
    case Exactness::kAbove:
      return both(Interval::FromTo(value, value + unit));
    case Exactness::kNearBelow:
      return both(Interval::Open(value - unit, value));
    case Exactness::kUnder:
      return both(Interval::FromTo(0, value));
    case Exactness::kAtLeast:
      return both(Interval::AtLeast(value));
    case Exactness::kAtMost:
      return both(Interval::Closed(0, value));
    case Exactness::kAbout:
      return both(Interval::Closed(value - unit, value + unit));
    case Exactness::kUnstated:
    case Exactness::kRounded:
      return rounded_to(unit);
    case Exactness::kNotPublished:
      break;
  }
  return {};
}

}  // namespace baophu::target
