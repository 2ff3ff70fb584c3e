#ifndef BAOPHU_COMMON_MONTH_MONTH_H_
#define BAOPHU_COMMON_MONTH_MONTH_H_

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace baophu {

// A calendar month, the unit in which cover, plans and contributions are
// counted. Held as year * 12 + month - 1, so that months subtract and compare
// as integers. Years 1900 to 2999. A value type, safe to copy between threads.
//
//   Month m = *Month::Parse("2024-09");
//   m - 12          // the same month last year
//   m.PreviousDecember()
class Month {
 public:
  constexpr Month() = default;

  static constexpr Month FromNumber(int32_t number) { return Month(number); }
  static constexpr Month FromYearMonth(int year, int month) { return Month(year * 12 + month - 1); }

  // Reads YYYY-MM. INVALID_ARGUMENT for anything else, 2024-13 included.
  static absl::StatusOr<Month> Parse(std::string_view text);

  // Before and after every month that can be written.
  static constexpr Month Min() { return FromYearMonth(1900, 1); }
  static constexpr Month Max() { return FromYearMonth(2999, 12); }

  constexpr int32_t number() const { return number_; }
  constexpr int year() const { return number_ / 12; }
  // 1 to 12.
  constexpr int month_of_year() const { return number_ % 12 + 1; }

  constexpr Month January() const { return FromYearMonth(year(), 1); }
  constexpr Month PreviousDecember() const { return FromYearMonth(year() - 1, 12); }

  // YYYY-MM.
  std::string ToString() const;

  friend constexpr Month operator+(Month m, int32_t months) { return Month(m.number_ + months); }
  friend constexpr Month operator-(Month m, int32_t months) { return Month(m.number_ - months); }
  friend constexpr int32_t operator-(Month a, Month b) { return a.number_ - b.number_; }
  friend constexpr auto operator<=>(Month, Month) = default;

  template <typename H>
  friend H AbslHashValue(H h, Month m) {
    return H::combine(std::move(h), m.number_);
  }

 private:
  explicit constexpr Month(int32_t number) : number_(number) {}

  int32_t number_ = 0;
};

// A calendar day as days since 1970-01-01. A value type.
class Day {
 public:
  constexpr Day() = default;

  static constexpr Day FromNumber(int32_t number) { return Day(number); }
  // Reads YYYY-MM-DD. INVALID_ARGUMENT for anything else, 2023-02-29 included.
  static absl::StatusOr<Day> Parse(std::string_view text);
  static Day FirstOf(Month month);
  static Day LastOf(Month month);

  constexpr int32_t number() const { return number_; }
  Month month() const;
  // YYYY-MM-DD.
  std::string ToString() const;

  friend constexpr auto operator<=>(Day, Day) = default;

 private:
  explicit constexpr Day(int32_t number) : number_(number) {}

  int32_t number_ = 0;
};

}  // namespace baophu

#endif  // BAOPHU_COMMON_MONTH_MONTH_H_
