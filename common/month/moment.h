#ifndef BAOPHU_COMMON_MONTH_MOMENT_H_
#define BAOPHU_COMMON_MONTH_MOMENT_H_

#include <cstdint>
#include <optional>

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

}  // namespace baophu

#endif  // BAOPHU_COMMON_MONTH_MOMENT_H_
