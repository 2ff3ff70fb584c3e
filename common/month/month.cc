#include "common/month/month.h"

#include <chrono>
#include <cstdio>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace baophu {
namespace {

// Reads exactly `count` digits; -1 when there is anything else.
int Digits(std::string_view text, size_t at, size_t count) {
  int value = 0;
  for (size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

// Abseil's civil time takes many times longer, and folds of accounts ask at each step.
std::chrono::year_month_day CivilOf(int32_t day_number) {
  return std::chrono::sys_days(std::chrono::days(day_number));
}
int32_t NumberOf(const std::chrono::year_month_day& civil) {
  return static_cast<int32_t>(std::chrono::sys_days(civil).time_since_epoch().count());
}

bool YearInRange(int year) { return year >= 1900 && year <= 2999; }

}  // namespace

absl::StatusOr<Month> Month::Parse(std::string_view text) {
  if (text.size() == 7 && text[4] == '-') {
    const int year = Digits(text, 0, 4);
    const int month = Digits(text, 5, 2);
    if (YearInRange(year) && month >= 1 && month <= 12) return FromYearMonth(year, month);
  }
  return absl::InvalidArgumentError("not a month; write YYYY-MM with a month from 01 to 12");
}

std::string Month::ToString() const {
  char text[16];
  std::snprintf(text, sizeof text, "%04d-%02d", year(), month_of_year());
  return text;
}

absl::StatusOr<Day> Day::Parse(std::string_view text) {
  if (text.size() == 10 && text[4] == '-' && text[7] == '-') {
    const int year = Digits(text, 0, 4);
    const int month = Digits(text, 5, 2);
    const int day = Digits(text, 8, 2);
    if (YearInRange(year) && month >= 1 && month <= 12 && day >= 1) {
      const std::chrono::year_month_day civil{std::chrono::year(year),
                                              std::chrono::month(static_cast<unsigned>(month)),
                                              std::chrono::day(static_cast<unsigned>(day))};
      if (civil.ok()) return FromNumber(NumberOf(civil));
    }
  }
  return absl::InvalidArgumentError("not a date; write YYYY-MM-DD with a day that exists");
}

Day Day::FirstOf(Month month) {
  // Month 0 less one is where nothing is before the first month.
  const int32_t year = (month.number() + 12) / 12 - 1;
  const auto month_of_year = static_cast<unsigned>(month.number() - year * 12 + 1);
  return FromNumber(NumberOf(std::chrono::year(year) / std::chrono::month(month_of_year) / 1));
}

Day Day::LastOf(Month month) { return FromNumber(FirstOf(month + 1).number() - 1); }

Month Day::month() const {
  const std::chrono::year_month_day civil = CivilOf(number_);
  return Month::FromYearMonth(static_cast<int>(civil.year()),
                              static_cast<int>(static_cast<unsigned>(civil.month())));
}

std::string Day::ToString() const {
  const std::chrono::year_month_day civil = CivilOf(number_);
  char text[24];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(civil.year()),
                static_cast<unsigned>(civil.month()), static_cast<unsigned>(civil.day()));
  return text;
}

}  // namespace baophu
