#ifndef BAOPHU_SERVICES_TARGET_FIGURE_CHECK_WORDS_AS_OF_H_
#define BAOPHU_SERVICES_TARGET_FIGURE_CHECK_WORDS_AS_OF_H_

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "common/month/month.h"

namespace baophu::target {

// What a figure is compared with that it is said to have changed against.
enum class Versus { kPreviousMonth, kPreviousQuarter, kPreviousDecember, kSameDayLastYear };

// When a figure holds. A value type.
struct AsOf {
  // What an amount covers. kToDate: from 1 January, as is usual in reports.
  enum class Span { kToDate, kQuarter, kMonth };

  // 0 when no year is stated.
  int year = 0;
  // The day at whose end it holds; nothing when only a year is stated, or not even
  // that.
  std::optional<Day> day;
  Span span = Span::kToDate;
  // Where no day is stated: the folded text, by which alone it can be told from others.
  std::string text;

  // The month at whose end it holds; nothing for a day inside a month.
  std::optional<Month> month() const;
  // "2023-08-31", "2023-Q3", or the text.
  std::string ToString() const;

  friend auto operator<=>(const AsOf&, const AsOf&) = default;
};

// Reads "2023-08-31", "31/8/2023", "hết tháng 8/2023", "8 tháng đầu năm 2023", "quý
// III/2023", "cuối năm 2023", "end of August 2023", "first 8 months of 2023", "2023-08",
// "2023" and their like. Anything else is kept as text, with its year if it has one.
AsOf ReadAsOf(std::string_view text);

// The day before it that a change is against: a month's end for a month's end. Nothing
// when no day is stated.
std::optional<AsOf> Earlier(const AsOf& as_of, Versus versus);

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_FIGURE_CHECK_WORDS_AS_OF_H_
