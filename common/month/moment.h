#ifndef BAOPHU_COMMON_MONTH_MOMENT_H_
#define BAOPHU_COMMON_MONTH_MOMENT_H_

#include <cstdint>
#include <optional>

#include "common/month/month.h"

namespace baophu {

// Microseconds since 1970-01-01 UTC of a google.protobuf.Timestamp; nothing when
// it is not a moment of the years 1 to 9999. Fractions of a microsecond are cut.
constexpr std::optional<int64_t> MomentUs(int64_t seconds, int32_t nanos) {
  constexpr int64_t kFirstSecond = -62'135'596'800;  // 0001-01-01T00:00:00Z
  constexpr int64_t kLastSecond = 253'402'300'799;   // 9999-12-31T23:59:59Z
  if (seconds < kFirstSecond || seconds > kLastSecond || nanos < 0 || nanos > 999'999'999) {
    return std::nullopt;
  }
  return seconds * 1'000'000 + nanos / 1000;
}

// Vietnam is seven hours ahead of UTC all year.
inline constexpr int64_t kVietnamOffsetUs = int64_t{7} * 3'600'000'000;
inline constexpr int64_t kDayUs = int64_t{86'400} * 1'000'000;

// The day in Vietnam of a moment, in microseconds since 1970-01-01 UTC.
constexpr Day VietnamDay(int64_t moment_us) {
  const int64_t local_us = moment_us + kVietnamOffsetUs;
  const int64_t days = local_us / kDayUs - (local_us % kDayUs < 0 ? 1 : 0);
  return Day::FromNumber(static_cast<int32_t>(days));
}

// The last moment of a day in Vietnam.
constexpr int64_t EndOfVietnamDayUs(Day day) {
  return (int64_t{day.number()} + 1) * kDayUs - kVietnamOffsetUs - 1;
}

}  // namespace baophu

#endif  // BAOPHU_COMMON_MONTH_MOMENT_H_
