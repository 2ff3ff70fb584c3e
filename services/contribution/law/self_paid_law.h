#ifndef BAOPHU_SERVICES_CONTRIBUTION_LAW_SELF_PAID_LAW_H_
#define BAOPHU_SERVICES_CONTRIBUTION_LAW_SELF_PAID_LAW_H_

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/status/statusor.h"
#include "common/money/vnd.h"
#include "common/month/month.h"
#include "services/contribution/law/dated_table.h"
#include "services/contribution/law/rule_file.h"

// The part of the law for those who pay alone, without an employer: voluntary
// social insurance (BHXH tự nguyện), health insurance of households (BHYT hộ gia
// đình) and owners of registered household businesses (chủ hộ kinh doanh). Pure.
namespace baophu::contribution {

// Numbered as in the database.
enum class SelfPaidScheme { kVoluntary = 1, kHouseholdHealth = 2, kBusinessOwner = 3 };
// VOLUNTARY, HOUSEHOLD_HEALTH or BUSINESS_OWNER.
const std::string& SelfPaidSchemeText(SelfPaidScheme scheme);
// Of these words; INVALID_ARGUMENT for anything else.
absl::StatusOr<SelfPaidScheme> ParseSelfPaidScheme(std::string_view text);

// How a voluntary payment stands to the months that it is for: one of the cycles
// in time, several years ahead (đóng một lần cho những năm về sau), or months
// that are past (đóng cho thời gian còn thiếu, đóng bù).
enum class VoluntaryPayment { kCycle = 1, kAhead = 2, kMissing = 3 };
// CYCLE, AHEAD or MISSING.
const std::string& VoluntaryPaymentText(VoluntaryPayment payment);

// A value of the law and the text that says so, which lives as long as the law.
template <typename Value>
struct Sourced {
  Value value{};
  std::string_view source;
};

// What a chosen income may be above the floor.
struct IncomeLimits {
  int64_t ceiling_multiple = 0;  // Times the base salary.
  Vnd step;                      // From the floor upwards.

  friend bool operator==(const IncomeLimits&, const IncomeLimits&) = default;
};

// A payment for more than a cycle.
struct LumpSum {
  int64_t most_months = 0;
  int64_t step_months = 0;  // It is for a multiple of so many.
  bool supported = false;   // Whether the state bears a part of it.
};

// People whom the state supports alike.
struct SupportGroup {
  std::string category;     // Participant's, as deploy/config/categories.csv.
  int64_t most_months = 0;  // The state supports so many months in all; 0: none.
};

// The class in rates.csv of what the state pays for a group.
std::string SupportClass(const std::string& group);

// Immutable. Every question fails with FAILED_PRECONDITION, naming file, key and
// month, where no row holds.
class SelfPaidLaw {
 public:
  using GroupTable = DatedTable<std::string, SupportGroup>;

  static absl::StatusOr<SelfPaidLaw> Build(const std::vector<RuleFile>& files);

  // Lowest income that voluntary insurance takes: the rural poverty line.
  absl::StatusOr<Sourced<Vnd>> IncomeFloor(Month month) const;
  absl::StatusOr<Sourced<IncomeLimits>> IncomeLimitsOf(Month month) const;
  absl::StatusOr<Sourced<SupportGroup>> SupportOf(const std::string& group, Month month) const;
  absl::StatusOr<Sourced<LumpSum>> LumpSumOf(VoluntaryPayment payment, Month month) const;
  // Monthly yield of the fund's investments, in millionths, for payments of a month.
  absl::StatusOr<Sourced<int64_t>> MonthlyYield(Month month) const;

  // In how many months from the first month paid for, that one included, a cycle
  // of so many months is to be paid; nothing when the scheme has no such cycle.
  std::optional<Sourced<int64_t>> PayWithin(SelfPaidScheme scheme, int64_t months,
                                            Month first) const;
  // Lengths of a scheme's cycles, in months, shortest first.
  std::vector<int64_t> CyclesOf(SelfPaidScheme scheme, Month first) const;

  const absl::btree_map<std::string, std::vector<GroupTable::Row>>& support_groups() const {
    return support_.rows();
  }

 private:
  struct CycleKey {
    SelfPaidScheme scheme = SelfPaidScheme::kVoluntary;
    int64_t months = 0;

    friend auto operator<=>(const CycleKey&, const CycleKey&) = default;
  };

  DatedTable<int, Vnd> income_floor_;
  DatedTable<int, IncomeLimits> income_limits_;
  GroupTable support_;
  DatedTable<VoluntaryPayment, LumpSum> lump_sums_;
  DatedTable<int, int64_t> yields_;
  DatedTable<CycleKey, int64_t> cycles_;
};

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_LAW_SELF_PAID_LAW_H_
