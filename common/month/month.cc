#include "common/month/month.h"

#include <cstdio>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"

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
      const absl::CivilDay civil(year, month, day);
      if (civil.month() == month && civil.day() == day) {
        return FromNumber(static_cast<int32_t>(civil - absl::CivilDay(1970, 1, 1)));
      }
    }
  }
  return absl::InvalidArgumentError("not a date; write YYYY-MM-DD with a day that exists");
}

Day Day::FirstOf(Month month) {
  return FromNumber(static_cast<int32_t>(absl::CivilDay(month.year(), month.month_of_year(), 1) -
                                         absl::CivilDay(1970, 1, 1)));
}

Day Day::LastOf(Month month) { return FromNumber(FirstOf(month + 1).number() - 1); }

Month Day::month() const {
  const absl::CivilDay civil = absl::CivilDay(1970, 1, 1) + number_;
  return Month::FromYearMonth(static_cast<int>(civil.year()), civil.month());
}

std::string Day::ToString() const {
  const absl::CivilDay civil = absl::CivilDay(1970, 1, 1) + number_;
  char text[24];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", static_cast<int>(civil.year()), civil.month(),
                civil.day());
  return text;
}

}  // namespace baophu
