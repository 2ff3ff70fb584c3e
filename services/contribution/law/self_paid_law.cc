#include "services/contribution/law/self_paid_law.h"

#include "absl/strings/str_cat.h"
#include "common/csv/csv_place.h"
#include "common/status/try.h"
#include "services/contribution/law/rule_reader.h"

namespace baophu::contribution {
namespace {

// Five times what funds have ever earned; powers of it over decades still fit
// into 128 bits.
constexpr int64_t kMostYieldPpm = 20'000;
constexpr int64_t kMostMultiple = 1'000;
constexpr int64_t kMostCycleMonths = 12;
constexpr int64_t kMostPayWithinMonths = 13;
constexpr int64_t kMostLumpMonths = 240;
constexpr int64_t kMostSupportMonths = 600;

const CsvWords<SelfPaidScheme>& SchemeWords() {
  static const auto* const kWords =
      new CsvWords<SelfPaidScheme>{{"VOLUNTARY", SelfPaidScheme::kVoluntary},
                                   {"HOUSEHOLD_HEALTH", SelfPaidScheme::kHouseholdHealth},
                                   {"BUSINESS_OWNER", SelfPaidScheme::kBusinessOwner}};
  return *kWords;
}

const CsvWords<VoluntaryPayment>& PaymentWords() {
  static const auto* const kWords =
      new CsvWords<VoluntaryPayment>{{"CYCLE", VoluntaryPayment::kCycle},
                                     {"AHEAD", VoluntaryPayment::kAhead},
                                     {"MISSING", VoluntaryPayment::kMissing}};
  return *kWords;
}

template <typename Value>
const std::string& WordOf(const CsvWords<Value>& words, Value value) {
  for (const auto& [word, meaning] : words) {
    if (meaning == value) return word;
  }
  static const auto* const kNone = new std::string;
  return *kNone;
}

absl::StatusOr<IncomeLimits> LimitsOf(const RowReader& row) {
  IncomeLimits limits;
  BAOPHU_ASSIGN(limits.ceiling_multiple, row.Number("ceiling_multiple", 1, kMostMultiple));
  BAOPHU_ASSIGN(limits.step, row.Amount("step_vnd"));
  return limits;
}

absl::StatusOr<SupportGroup> GroupOf(const RowReader& row) {
  SupportGroup group;
  group.category = row.Text("category");
  BAOPHU_ASSIGN(group.most_months, row.Number("most_months", 0, kMostSupportMonths));
  return group;
}

absl::StatusOr<LumpSum> LumpSumRow(const RowReader& row) {
  LumpSum sum;
  BAOPHU_ASSIGN(sum.most_months, row.Number("most_months", 1, kMostLumpMonths));
  BAOPHU_ASSIGN(sum.step_months, row.Number("step_months", 1, kMostLumpMonths));
  BAOPHU_ASSIGN(const int64_t supported, row.Number("supported", 0, 1));
  sum.supported = supported == 1;
  return sum;
}

template <typename Key, typename Value>
absl::StatusOr<Sourced<Value>> Ask(const DatedTable<Key, Value>& table, const Key& key,
                                   const std::string& file, const std::string& what, Month month) {
  const auto* row = table.Find(key, month);
  if (row == nullptr) return NoRow(file, what, month);
  return Sourced<Value>{row->value, row->validity.source};
}

}  // namespace

const std::string& SelfPaidSchemeText(SelfPaidScheme scheme) {
  return WordOf(SchemeWords(), scheme);
}

absl::StatusOr<SelfPaidScheme> ParseSelfPaidScheme(std::string_view text) {
  for (const auto& [word, scheme] : SchemeWords()) {
    if (word == text) return scheme;
  }
  return absl::InvalidArgumentError(
      "is not a scheme that people pay alone; write VOLUNTARY, HOUSEHOLD_HEALTH or BUSINESS_OWNER");
}

const std::string& VoluntaryPaymentText(VoluntaryPayment payment) {
  return WordOf(PaymentWords(), payment);
}

std::string SupportClass(const std::string& group) {
  return absl::StrCat("VOLUNTARY_SUPPORT_", group);
}

absl::StatusOr<SelfPaidLaw> SelfPaidLaw::Build(const std::vector<RuleFile>& files) {
  SelfPaidLaw law;
  BAOPHU_TRY(Fill(law.income_floor_, FileOf(files, "voluntary_income_floor"), OnlyKey, AmountOf));
  BAOPHU_TRY(Fill(law.income_limits_, FileOf(files, "voluntary_income_limits"), OnlyKey, LimitsOf));
  BAOPHU_TRY(Fill(
      law.support_, FileOf(files, "voluntary_support"),
      [](const RowReader& row) -> absl::StatusOr<std::string> { return row.Text("support_group"); },
      GroupOf));
  BAOPHU_TRY(Fill(
      law.lump_sums_, FileOf(files, "voluntary_lump_sums"),
      [](const RowReader& row) { return row.Word("kind", PaymentWords()); }, LumpSumRow));
  BAOPHU_TRY(Fill(law.yields_, FileOf(files, "fund_yields"), OnlyKey,
                  [](const RowReader& row) { return row.Number("rate_ppm", 0, kMostYieldPpm); }));
  BAOPHU_TRY(Fill(
      law.cycles_, FileOf(files, "payment_cycles"),
      [](const RowReader& row) -> absl::StatusOr<CycleKey> {
        CycleKey key;
        BAOPHU_ASSIGN(key.scheme, row.Word("scheme", SchemeWords()));
        BAOPHU_ASSIGN(key.months, row.Number("months", 1, kMostCycleMonths));
        return key;
      },
      [](const RowReader& row) {
        return row.Number("pay_within_months", 1, kMostPayWithinMonths);
      }));
  return law;
}

absl::StatusOr<Sourced<Vnd>> SelfPaidLaw::IncomeFloor(Month month) const {
  return Ask(income_floor_, 0, "voluntary_income_floor.csv", "the lowest income", month);
}

absl::StatusOr<Sourced<IncomeLimits>> SelfPaidLaw::IncomeLimitsOf(Month month) const {
  return Ask(income_limits_, 0, "voluntary_income_limits.csv", "incomes", month);
}

absl::StatusOr<Sourced<SupportGroup>> SelfPaidLaw::SupportOf(const std::string& group,
                                                             Month month) const {
  return Ask(support_, group, "voluntary_support.csv", absl::StrCat("the group ", group), month);
}

absl::StatusOr<Sourced<LumpSum>> SelfPaidLaw::LumpSumOf(VoluntaryPayment payment,
                                                        Month month) const {
  return Ask(lump_sums_, payment, "voluntary_lump_sums.csv", VoluntaryPaymentText(payment), month);
}

absl::StatusOr<Sourced<int64_t>> SelfPaidLaw::MonthlyYield(Month month) const {
  return Ask(yields_, 0, "fund_yields.csv", "the yield", month);
}

std::optional<Sourced<int64_t>> SelfPaidLaw::PayWithin(SelfPaidScheme scheme, int64_t months,
                                                       Month first) const {
  const auto* row = cycles_.Find({scheme, months}, first);
  if (row == nullptr) return std::nullopt;
  return Sourced<int64_t>{row->value, row->validity.source};
}

std::vector<int64_t> SelfPaidLaw::CyclesOf(SelfPaidScheme scheme, Month first) const {
  std::vector<int64_t> cycles;
  for (const auto& [key, rows] : cycles_.rows()) {
    if (key.scheme == scheme && cycles_.Find(key, first) != nullptr) cycles.push_back(key.months);
  }
  return cycles;
}

}  // namespace baophu::contribution
