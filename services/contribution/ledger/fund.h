#ifndef BAOPHU_SERVICES_CONTRIBUTION_LEDGER_FUND_H_
#define BAOPHU_SERVICES_CONTRIBUTION_LEDGER_FUND_H_

#include <array>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/money/vnd.h"

namespace baophu::contribution {

// The funds that contributions go to, numbered in the order of their columns. What
// voluntary members pay into the retirement fund counts as a fund of its own, so
// that amounts of compulsory and of voluntary social insurance stay apart
// everywhere (Law 41/2024/QH15 chapters III to VI).
inline constexpr size_t kFundCount = 6;
inline constexpr size_t kRetirement = 0;
inline constexpr size_t kSickness = 1;
inline constexpr size_t kAccident = 2;
inline constexpr size_t kHealth = 3;
inline constexpr size_t kUnemployment = 4;
inline constexpr size_t kVoluntaryRetirement = 5;

// RETIREMENT, SICKNESS, ACCIDENT, HEALTH, UNEMPLOYMENT or VOLUNTARY_RETIREMENT.
constexpr std::string_view FundText(size_t fund) {
  constexpr std::string_view kTexts[kFundCount] = {
      "RETIREMENT", "SICKNESS", "ACCIDENT", "HEALTH", "UNEMPLOYMENT", "VOLUNTARY_RETIREMENT"};
  return kTexts[fund];
}

// The scheme that a fund belongs to, by the names of baophu.type.v1.Scheme.
constexpr std::string_view SchemeTextOfFund(size_t fund) {
  switch (fund) {
    case kHealth:
      return "HEALTH";
    case kUnemployment:
      return "UNEMPLOYMENT";
    case kVoluntaryRetirement:
      return "SOCIAL_VOLUNTARY";
    default:
      return "SOCIAL_COMPULSORY";
  }
}

// Columns of the amounts by fund, wherever a table has them.
inline constexpr const char* kFundColumns[kFundCount] = {
    "retirement_vnd", "sickness_vnd",     "accident_vnd",
    "health_vnd",     "unemployment_vnd", "voluntary_retirement_vnd"};

// The columns as a query lists them, each after `prefix`, such as "p.".
inline std::string FundColumnList(const char* prefix) {
  std::string list;
  for (const char* column : kFundColumns) {
    absl::StrAppend(&list, list.empty() ? "" : ", ", prefix, column);
  }
  return list;
}

// The columns of a table: `before`, the funds, `after`.
inline std::vector<std::string> WithFundColumns(std::vector<std::string> before,
                                                const std::vector<std::string>& after = {}) {
  before.insert(before.end(), std::begin(kFundColumns), std::end(kFundColumns));
  before.insert(before.end(), after.begin(), after.end());
  return before;
}

// An amount for each fund, by its number.
using FundAmounts = std::array<Vnd, kFundCount>;

constexpr Vnd Sum(const FundAmounts& amounts) {
  Vnd sum;
  for (const Vnd amount : amounts) sum = sum + amount;
  return sum;
}

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_LEDGER_FUND_H_
