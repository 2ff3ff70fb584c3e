#ifndef BAOPHU_SERVICES_TARGET_FIGURE_CHECK_NUMBERS_PRINTED_NUMBER_H_
#define BAOPHU_SERVICES_TARGET_FIGURE_CHECK_NUMBERS_PRINTED_NUMBER_H_

#include <string_view>

#include "absl/status/statusor.h"
#include "services/target/figure_check/numbers/interval.h"

namespace baophu::target {

// How a number is said to stand to the printed one.
enum class Exactness {
  kUnstated,
  kExact,         // Printed as a full number.
  kAbove,         // "trên", "hơn": from the printed number to one unit above it.
  kNearBelow,     // "gần": less than one unit below it.
  kUnder,         // "dưới": below it.
  kAtLeast,       // "ít nhất": not below it.
  kAtMost,        // "không quá": not above it.
  kAbout,         // "khoảng": up to one unit from it.
  kRounded,       // "làm tròn": up to half a unit from it.
  kTarget,        // A planned value, printed as a full number.
  kNotPublished,  // Only a ratio or change is printed.
};

// A number as it was printed.
struct PrintedNumber {
  Rational value;
  // One unit of the last digit that is printed: 0.01 for 93.20.
  Rational last_digit;
  // One unit of the last digit that is not a zero before the decimal sign: 10000 for
  // 1,920,000. The same as last_digit where decimals are printed.
  Rational last_significant;
};

// Which of two meanings a single point has.
enum class PointMeans {
  kGroupsOrDecimal,  // Groups of thousands if three digits follow ("12.345"), as is
                     // usual in Vietnamese; otherwise the decimal sign.
  kDecimal,          // For percentages, and numbers that a program wrote.
};

// Reads "1.395.109", "1,395,109", "87,09", "93.79" or "-0.63", of at most 18 digits.
// INVALID_ARGUMENT otherwise.
absl::StatusOr<PrintedNumber> ReadPrintedNumber(std::string_view text, PointMeans point);

// The same number printed with so many decimals: 93.2 was 93.20 where two are stated.
// INVALID_ARGUMENT when it has more, or `decimals` is not 0 to 9.
absl::StatusOr<PrintedNumber> WithDecimals(const PrintedNumber& number, int decimals);

// Where the number lies of which `number` was printed. A number below zero is read
// by its magnitude: "more than 500 fewer" is from -600 to -500. `whole` is set where
// "exact" means the number itself, such as people; other exact numbers (an amount in
// billions, a percentage) were rounded to their last digit, in the usual way by half a
// unit, and carelessly (cut, rounded up, of a rounded number) by less than
// `careless_units` of it.
Reading ReadingOf(const PrintedNumber& number, Exactness exactness, bool whole,
                  Rational careless_units);

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_FIGURE_CHECK_NUMBERS_PRINTED_NUMBER_H_
