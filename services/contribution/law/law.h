#ifndef BAOPHU_SERVICES_CONTRIBUTION_LAW_LAW_H_
#define BAOPHU_SERVICES_CONTRIBUTION_LAW_LAW_H_

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/area/area_code.h"
#include "common/money/vnd.h"
#include "common/month/month.h"
#include "services/contribution/law/dated_table.h"
#include "services/contribution/law/rule_file.h"
#include "services/contribution/law/self_paid_law.h"
#include "services/contribution/ledger/fund.h"
#include "services/contribution/network/law/collection_law.h"

// The law that amounts are computed by: rows of deploy/config/contribution,
// checked against each other and asked by month. Pure.
namespace baophu::contribution {

// Who funds an employer. The relief of 2021 and 2022 did not reach those that
// the budget pays. kAny stands in rows that hold for all.
enum class FundingType { kAny = 0, kEnterprise = 1, kBudget = 2 };
// "", ENTERPRISE or BUDGET.
const std::string& FundingTypeText(FundingType type);

// ENTERPRISE or BUDGET; INVALID_ARGUMENT for anything else.
absl::StatusOr<FundingType> ParseFundingType(std::string_view text);

// Who bears a rate.
enum class RatePayer { kEmployer = 1, kEmployee = 2, kPerson = 3, kBudget = 4, kInsuranceFund = 5 };
// EMPLOYER, EMPLOYEE, PERSON, BUDGET or INSURANCE_FUND.
const std::string& RatePayerText(RatePayer payer);

// What a cap or a floor is a multiple of. The base salary is called reference
// level from 2025-07 on.
enum class WageBase { kBaseSalary = 1, kRegionalMinimumWage = 2 };
// BASE_SALARY or REGIONAL_MINIMUM_WAGE.
const std::string& WageBaseText(WageBase base);

// Region of minimum wages, 1 to 4.
using WageRegion = int;
// I, II, III or IV.
const std::string& WageRegionText(WageRegion region);

// How interest runs on an amount that is late: by the month until 2025-06, by
// the day from 2025-07.
enum class InterestMethod { kMonthly = 1, kDaily = 2 };
// MONTHLY or DAILY.
const std::string& InterestMethodText(InterestMethod method);

struct RateKey {
  std::string rate_class;
  FundingType funding = FundingType::kAny;
  size_t fund = 0;
  RatePayer payer = RatePayer::kEmployer;

  friend auto operator<=>(const RateKey&, const RateKey&) = default;
};

struct FundKey {
  size_t fund = 0;
  FundingType funding = FundingType::kAny;

  friend auto operator<=>(const FundKey&, const FundKey&) = default;
};

struct ClassKey {
  std::string rate_class;
  FundingType funding = FundingType::kAny;

  friend auto operator<=>(const ClassKey&, const ClassKey&) = default;
};

struct Cap {
  WageBase base = WageBase::kBaseSalary;
  int64_t multiple = 0;
};

struct InterestRate {
  InterestMethod method = InterestMethod::kMonthly;
  int64_t rate_ppm = 0;     // Millionths of the amount, for each month or day.
  std::string_view source;  // Lives as long as the law.
};

// One fund's rates and highest wage in a month, with the texts that say so.
struct FundRule {
  int64_t employer_rate_bp = 0;  // Hundredths of a percent.
  int64_t employee_rate_bp = 0;  // Of who is insured: an employee, or one who pays alone.
  Vnd highest_wage;
  std::string_view rate_source;
  std::string_view cap_source;
};

// Funds in the order in which they are paid.
using FundOrder = std::array<size_t, kFundCount>;

// How the contribution of one month's wage is computed. Texts live as long as
// the law.
struct WageRule {
  FundRule funds[kFundCount];  // A fund without rates does not insure the class.
  Vnd lowest_wage;             // A lower one is below the law, and is assessed as it is.
  std::string_view floor_source;
};

// What decides on a wage's rule beside the month.
struct WageClass {
  std::string rate_class;
  FundingType funding = FundingType::kEnterprise;
  WageRegion region = 1;

  friend auto operator<=>(const WageClass&, const WageClass&) = default;
};

// Immutable, so safe to share between threads.
class Law {
 public:
  // Reads and checks all files of a folder: rows of one key leave no gap and do
  // not overlap, and rates add up to the totals that rate_totals.csv states.
  static absl::StatusOr<Law> Load(const std::string& folder);
  static absl::StatusOr<Law> Build(std::vector<RuleFile> files);

  // A hash of all rows: another law has another one.
  int64_t version() const;
  // The rules as they were written, by table.
  const std::vector<RuleFile>& files() const { return files_; }

  // FAILED_PRECONDITION, naming file, key and month, where no row holds.
  absl::StatusOr<WageRule> WageRuleOf(const WageClass& wage_class, Month month) const;
  absl::StatusOr<Vnd> BaseSalary(Month month) const;
  absl::StatusOr<Vnd> MinimumWage(WageRegion region, Month month) const;
  // `areas` is a workplace with the areas above it, lowest first; the first
  // that has a row decides.
  absl::StatusOr<WageRegion> RegionOf(std::span<const AreaCode> areas, Month month) const;
  // The day by which the contributions of a cycle that ends with a month are due:
  // MONTHLY, QUARTERLY or HALF_YEARLY; or those of a SUSPENSION that ends with it.
  absl::StatusOr<Day> DueDay(std::string_view cycle, Month month) const;
  // How many months retirement may be suspended in a row.
  absl::StatusOr<int64_t> MostSuspendedMonths(Month month) const;
  absl::StatusOr<InterestRate> InterestOf(size_t fund, Month month) const;
  // Which fund is paid first of the contributions of one month.
  absl::StatusOr<FundOrder> FundOrderOf(Month month) const;
  // Whether the day on which an amount is paid is one of the days that it is late.
  absl::StatusOr<bool> PaymentDayBearsInterest(Month month) const;
  // A rate that holds for every way of funding, in hundredths of a percent.
  absl::StatusOr<Sourced<int64_t>> RateOf(const std::string& rate_class, size_t fund,
                                          RatePayer payer, Month month) const;
  // What decides on those who pay alone.
  const SelfPaidLaw& self_paid() const { return self_paid_; }
  // What holds in the collection network.
  const CollectionLaw& collection() const { return collection_; }
  // Whether money may go back to who paid it for this reason.
  bool IsRefundReason(const std::string& reason, Month month) const;

 private:
  Law() = default;

  using RateTable = DatedTable<RateKey, int64_t>;

  absl::Status CheckTotals() const;
  absl::Status CheckOrder() const;
  // Each group that the state supports has a rate for as long.
  absl::Status CheckSupportRates() const;
  // The class's own row, or the one for every way of funding; null when none holds.
  const RateTable::Row* FindRate(const WageClass& wage_class, size_t fund, RatePayer payer,
                                 Month month) const;

  std::vector<RuleFile> files_;
  RateTable rates_;
  DatedTable<ClassKey, int64_t> totals_;
  DatedTable<FundKey, Cap> caps_;
  DatedTable<int, WageBase> floors_;
  DatedTable<int, Vnd> base_salary_;
  DatedTable<WageRegion, Vnd> minimum_wage_;
  DatedTable<std::string, WageRegion> region_of_area_;
  DatedTable<std::string, int64_t> due_months_after_;
  DatedTable<int, int64_t> most_suspended_months_;
  DatedTable<size_t, InterestRate> interest_;
  DatedTable<size_t, int64_t> rank_of_fund_;
  DatedTable<int, bool> payment_day_bears_interest_;
  SelfPaidLaw self_paid_;
  CollectionLaw collection_;
  DatedTable<std::string, std::string> refund_reasons_;  // Vietnamese names.
};

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_LAW_LAW_H_
