#ifndef BAOPHU_SERVICES_CONTRIBUTION_LEDGER_FUND_H_
#define BAOPHU_SERVICES_CONTRIBUTION_LEDGER_FUND_H_

#include <array>
#include <cstddef>
#include <string_view>

#include "common/money/vnd.h"

namespace baophu::contribution {

// The funds that contributions go to: retirement, sickness, accident, health and
// unemployment, numbered in the order of their columns.
inline constexpr size_t kFundCount = 5;
inline constexpr size_t kRetirement = 0;
inline constexpr size_t kSickness = 1;
inline constexpr size_t kAccident = 2;
inline constexpr size_t kHealth = 3;
inline constexpr size_t kUnemployment = 4;

// RETIREMENT, SICKNESS, ACCIDENT, HEALTH or UNEMPLOYMENT.
constexpr std::string_view FundText(size_t fund) {
  constexpr std::string_view kTexts[kFundCount] = {"RETIREMENT", "SICKNESS", "ACCIDENT", "HEALTH",
                                                   "UNEMPLOYMENT"};
  return kTexts[fund];
}

// SOCIAL, HEALTH or UNEMPLOYMENT: the scheme that a fund belongs to.
constexpr std::string_view SchemeTextOfFund(size_t fund) {
  return fund == kHealth ? "HEALTH" : fund == kUnemployment ? "UNEMPLOYMENT" : "SOCIAL";
}

// Columns of the amounts by fund, wherever a table has them.
inline constexpr const char* kFundColumns[kFundCount] = {
    "retirement_vnd", "sickness_vnd", "accident_vnd", "health_vnd", "unemployment_vnd"};

// An amount for each fund, by its number.
using FundAmounts = std::array<Vnd, kFundCount>;

constexpr Vnd Sum(const FundAmounts& amounts) {
  Vnd sum;
  for (const Vnd amount : amounts) sum = sum + amount;
  return sum;
}

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_LEDGER_FUND_H_
