#include "services/contribution/law/law.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/csv/csv_place.h"
#include "common/status/try.h"
#include "common/text/fnv1a.h"
#include "services/contribution/law/rule_reader.h"

namespace baophu::contribution {
namespace {

// No rate exceeds the whole, no factor or amount what products of int64 bear.
constexpr int64_t kMostRateBp = 10'000;
constexpr int64_t kMostRatePpm = 1'000'000;
constexpr int64_t kMostMultiple = 1'000;
constexpr int64_t kMostMonthsAfter = 12;

const CsvWords<FundingType>& FundingWords() {
  static const auto* const kWords =
      new CsvWords<FundingType>{{"ENTERPRISE", FundingType::kEnterprise},
                                {"BUDGET", FundingType::kBudget},
                                {"", FundingType::kAny}};
  return *kWords;
}

const CsvWords<RatePayer>& PayerWords() {
  static const auto* const kWords =
      new CsvWords<RatePayer>{{"EMPLOYER", RatePayer::kEmployer},
                              {"EMPLOYEE", RatePayer::kEmployee},
                              {"PERSON", RatePayer::kPerson},
                              {"BUDGET", RatePayer::kBudget},
                              {"INSURANCE_FUND", RatePayer::kInsuranceFund}};
  return *kWords;
}

const CsvWords<WageBase>& BaseWords() {
  static const auto* const kWords =
      new CsvWords<WageBase>{{"BASE_SALARY", WageBase::kBaseSalary},
                             {"REGIONAL_MINIMUM_WAGE", WageBase::kRegionalMinimumWage}};
  return *kWords;
}

const CsvWords<WageRegion>& RegionWords() {
  static const auto* const kWords =
      new CsvWords<WageRegion>{{"I", 1}, {"II", 2}, {"III", 3}, {"IV", 4}};
  return *kWords;
}

const CsvWords<InterestMethod>& MethodWords() {
  static const auto* const kWords = new CsvWords<InterestMethod>{
      {"MONTHLY", InterestMethod::kMonthly}, {"DAILY", InterestMethod::kDaily}};
  return *kWords;
}

const CsvWords<bool>& YesNoWords() {
  static const auto* const kWords = new CsvWords<bool>{{"YES", true}, {"NO", false}};
  return *kWords;
}

const CsvWords<size_t>& FundWords() {
  static const auto* const kWords = [] {
    auto* const words = new CsvWords<size_t>;
    for (size_t fund = 0; fund < kFundCount; ++fund)
      words->emplace_back(std::string(FundText(fund)), fund);
    return words;
  }();
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

absl::StatusOr<RateKey> RateKeyOf(const RowReader& row) {
  RateKey key;
  key.rate_class = row.Text("rate_class");
  BAOPHU_ASSIGN(key.funding, row.Word("funding_type", FundingWords()));
  BAOPHU_ASSIGN(key.fund, row.Word("fund", FundWords()));
  BAOPHU_ASSIGN(key.payer, row.Word("payer", PayerWords()));
  return key;
}

absl::StatusOr<ClassKey> ClassKeyOf(const RowReader& row) {
  ClassKey key;
  key.rate_class = row.Text("rate_class");
  BAOPHU_ASSIGN(key.funding, row.Word("funding_type", FundingWords()));
  return key;
}

absl::StatusOr<FundKey> FundKeyOf(const RowReader& row) {
  FundKey key;
  BAOPHU_ASSIGN(key.fund, row.Word("fund", FundWords()));
  BAOPHU_ASSIGN(key.funding, row.Word("funding_type", FundingWords()));
  return key;
}

absl::StatusOr<Cap> CapOf(const RowReader& row) {
  Cap cap;
  BAOPHU_ASSIGN(cap.base, row.Word("base", BaseWords()));
  BAOPHU_ASSIGN(cap.multiple, row.Number("multiple", 1, kMostMultiple));
  return cap;
}

absl::StatusOr<InterestRate> InterestRateOf(const RowReader& row) {
  InterestRate rate;
  BAOPHU_ASSIGN(rate.method, row.Word("method", MethodWords()));
  BAOPHU_ASSIGN(rate.rate_ppm, row.Number("rate_ppm", 0, kMostRatePpm));
  return rate;
}

}  // namespace

const std::string& FundingTypeText(FundingType type) { return WordOf(FundingWords(), type); }
absl::StatusOr<FundingType> ParseFundingType(std::string_view text) {
  for (const FundingType type : {FundingType::kEnterprise, FundingType::kBudget}) {
    if (text == FundingTypeText(type)) return type;
  }
  return absl::InvalidArgumentError("is not a way of funding; send ENTERPRISE or BUDGET");
}
const std::string& RatePayerText(RatePayer payer) { return WordOf(PayerWords(), payer); }
const std::string& WageBaseText(WageBase base) { return WordOf(BaseWords(), base); }
const std::string& WageRegionText(WageRegion region) { return WordOf(RegionWords(), region); }
const std::string& InterestMethodText(InterestMethod method) {
  return WordOf(MethodWords(), method);
}

absl::StatusOr<Law> Law::Load(const std::string& folder) {
  BAOPHU_ASSIGN(std::vector<RuleFile> files, ReadRuleFiles(folder));
  return Build(std::move(files));
}

absl::StatusOr<Law> Law::Build(std::vector<RuleFile> files) {
  Law law;
  law.files_ = std::move(files);
  const auto file = [&](std::string_view table) -> const RuleFile& {
    return FileOf(law.files_, table);
  };
  BAOPHU_TRY(Fill(law.rates_, file("rates"), RateKeyOf,
                  [](const RowReader& row) { return row.Number("rate_bp", 0, kMostRateBp); }));
  BAOPHU_TRY(Fill(law.totals_, file("rate_totals"), ClassKeyOf,
                  [](const RowReader& row) { return row.Number("total_bp", 0, kMostRateBp); }));
  BAOPHU_TRY(Fill(law.caps_, file("caps"), FundKeyOf, CapOf));
  BAOPHU_TRY(Fill(law.floors_, file("wage_floors"), OnlyKey,
                  [](const RowReader& row) { return row.Word("base", BaseWords()); }));
  BAOPHU_TRY(Fill(law.base_salary_, file("base_salary"), OnlyKey, AmountOf));
  BAOPHU_ASSIGN(law.self_paid_, SelfPaidLaw::Build(law.files_));
  BAOPHU_ASSIGN(law.collection_, CollectionLaw::Build(law.files_));
  BAOPHU_TRY(Fill(
      law.minimum_wage_, file("regional_minimum_wage"),
      [](const RowReader& row) { return row.Word("region", RegionWords()); }, AmountOf));
  BAOPHU_TRY(Fill(
      law.region_of_area_, file("minimum_wage_regions"),
      [](const RowReader& row) -> absl::StatusOr<std::string> { return row.Text("area_code"); },
      [](const RowReader& row) { return row.Word("region", RegionWords()); }));
  BAOPHU_TRY(Fill(
      law.due_months_after_, file("due_dates"),
      [](const RowReader& row) -> absl::StatusOr<std::string> { return row.Text("cycle"); },
      [](const RowReader& row) { return row.Number("months_after", 0, kMostMonthsAfter); }));
  BAOPHU_TRY(Fill(
      law.interest_, file("interest"),
      [](const RowReader& row) { return row.Word("fund", FundWords()); }, InterestRateOf));
  BAOPHU_TRY(Fill(
      law.rank_of_fund_, file("allocation_order"),
      [](const RowReader& row) { return row.Word("fund", FundWords()); },
      [](const RowReader& row) { return row.Number("rank", 1, kFundCount); }));
  BAOPHU_TRY(Fill(law.payment_day_bears_interest_, file("payment_day"), OnlyKey,
                  [](const RowReader& row) { return row.Word("bears_interest", YesNoWords()); }));
  BAOPHU_TRY(Fill(law.most_suspended_months_, file("suspensions"), OnlyKey,
                  [](const RowReader& row) { return row.Number("most_months", 1, 120); }));
  BAOPHU_TRY(Fill(
      law.refund_reasons_, file("refund_reasons"),
      [](const RowReader& row) -> absl::StatusOr<std::string> { return row.Text("reason"); },
      [](const RowReader& row) -> absl::StatusOr<std::string> { return row.Text("name_vi"); }));
  BAOPHU_TRY(law.CheckTotals());
  BAOPHU_TRY(law.CheckOrder());
  BAOPHU_TRY(law.CheckSupportRates());
  return law;
}

int64_t Law::version() const {
  Fnv1a hash;
  for (const RuleFile& file : files_) {
    hash.AddText(file.table);
    for (const RuleRow& row : file.rows) {
      for (const std::string& cell : row.cells) {
        hash.AddText(cell);
        hash.Add(0x100);
      }
      hash.Add(0x200 + static_cast<uint64_t>(row.validity.from.number()));
      hash.Add(0x200 + static_cast<uint64_t>(row.validity.through.number()));
    }
  }
  return static_cast<int64_t>(hash.hash());
}

absl::Status Law::CheckTotals() const {
  for (const auto& [key, rows] : totals_.rows()) {
    for (const auto& row : rows) {
      // Rates may change in any month of the row, so each is looked at; a row
      // without an end is looked at for as long as the newest rate is young.
      Month last = row.validity.from;
      for (const auto& [rate_key, rates] : rates_.rows())
        last = std::max(last, rates.back().validity.from);
      last = std::min(last, row.validity.through);
      for (Month month = row.validity.from; month <= last; month = month + 1) {
        int64_t sum_bp = 0;
        for (const auto& [rate_key, rates] : rates_.rows()) {
          if (rate_key.rate_class != key.rate_class || rate_key.funding != key.funding) continue;
          const auto* rate = rates_.Find(rate_key, month);
          if (rate != nullptr) sum_bp += rate->value;
        }
        if (sum_bp == row.value) continue;
        return row.place.Fault(
            absl::StrCat("rates of ", key.rate_class, " ", FundingTypeText(key.funding), " in ",
                         month.ToString(), " add up to ", sum_bp, " and not to ", row.value),
            "correct rates.csv or this total");
      }
    }
  }
  return absl::OkStatus();
}

absl::Status Law::CheckOrder() const {
  for (const auto& [fund, rows] : rank_of_fund_.rows()) {
    for (const auto& row : rows) {
      for (const auto& [other, others] : rank_of_fund_.rows()) {
        if (other == fund) continue;
        for (const auto& rival : others) {
          const bool meet = rival.validity.from <= row.validity.through &&
                            row.validity.from <= rival.validity.through;
          if (!meet || rival.value != row.value) continue;
          return row.place.Fault(
              absl::StrCat("line ", rival.place.line, " gives another fund the same rank"),
              absl::StrCat("give each fund a rank of its own from 1 to ", kFundCount));
        }
      }
    }
  }
  return absl::OkStatus();
}

absl::Status Law::CheckSupportRates() const {
  for (const auto& [group, rows] : self_paid_.support_groups()) {
    for (const auto& row : rows) {
      if (row.value.most_months == 0) continue;
      for (const Month month : {row.validity.from, row.validity.through}) {
        const std::string rate_class = SupportClass(group);
        if (RateOf(rate_class, kVoluntaryRetirement, RatePayer::kBudget, month).ok()) continue;
        return row.place.Fault(
            absl::StrCat("rates.csv has no row of ", rate_class, " in ", month.ToString()),
            "add one, or let this row end before");
      }
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<Sourced<int64_t>> Law::RateOf(const std::string& rate_class, size_t fund,
                                             RatePayer payer, Month month) const {
  const auto* row = rates_.Find({rate_class, FundingType::kAny, fund, payer}, month);
  if (row == nullptr) return NoRow("rates.csv", absl::StrCat("the class ", rate_class), month);
  return Sourced<int64_t>{row->value, row->validity.source};
}

absl::StatusOr<Vnd> Law::BaseSalary(Month month) const {
  const auto* row = base_salary_.Find(0, month);
  if (row == nullptr) return NoRow("base_salary.csv", "the base salary", month);
  return row->value;
}

absl::StatusOr<Vnd> Law::MinimumWage(WageRegion region, Month month) const {
  const auto* row = minimum_wage_.Find(region, month);
  if (row == nullptr) {
    return NoRow("regional_minimum_wage.csv", absl::StrCat("region ", WageRegionText(region)),
                 month);
  }
  return row->value;
}

const Law::RateTable::Row* Law::FindRate(const WageClass& wage_class, size_t fund, RatePayer payer,
                                         Month month) const {
  const auto* row = rates_.Find({wage_class.rate_class, wage_class.funding, fund, payer}, month);
  if (row != nullptr) return row;
  return rates_.Find({wage_class.rate_class, FundingType::kAny, fund, payer}, month);
}

absl::StatusOr<WageRule> Law::WageRuleOf(const WageClass& wage_class, Month month) const {
  const auto base_of = [&](WageBase base) {
    return base == WageBase::kBaseSalary ? BaseSalary(month)
                                         : MinimumWage(wage_class.region, month);
  };
  WageRule rule;
  bool insured = false;
  for (size_t fund = 0; fund < kFundCount; ++fund) {
    FundRule& of_fund = rule.funds[fund];
    const auto* employer = FindRate(wage_class, fund, RatePayer::kEmployer, month);
    const auto* employee = FindRate(wage_class, fund, RatePayer::kEmployee, month);
    if (employee == nullptr) employee = FindRate(wage_class, fund, RatePayer::kPerson, month);
    if (employer == nullptr && employee == nullptr) continue;
    insured = true;
    if (employee != nullptr) {
      of_fund.employee_rate_bp = employee->value;
      of_fund.rate_source = employee->validity.source;
    }
    if (employer != nullptr) {
      of_fund.employer_rate_bp = employer->value;
      of_fund.rate_source = employer->validity.source;
    }
    const auto* cap = caps_.Find({fund, wage_class.funding}, month);
    if (cap == nullptr) {
      return NoRow(
          "caps.csv",
          absl::StrCat(std::string(FundText(fund)), " ", FundingTypeText(wage_class.funding)),
          month);
    }
    BAOPHU_ASSIGN(const Vnd base, base_of(cap->value.base));
    of_fund.highest_wage = Vnd(cap->value.multiple * base.amount_vnd());
    of_fund.cap_source = cap->validity.source;
  }
  if (!insured) {
    return NoRow(
        "rates.csv",
        absl::StrCat("the class ", wage_class.rate_class, " ", FundingTypeText(wage_class.funding)),
        month);
  }
  const auto* floor = floors_.Find(0, month);
  if (floor == nullptr) return NoRow("wage_floors.csv", "the lowest wage", month);
  BAOPHU_ASSIGN(rule.lowest_wage, base_of(floor->value));
  rule.floor_source = floor->validity.source;
  return rule;
}

absl::StatusOr<WageRegion> Law::RegionOf(std::span<const AreaCode> areas, Month month) const {
  for (const AreaCode area : areas) {
    const auto* row = region_of_area_.Find(area.ToString(), month);
    if (row != nullptr) return row->value;
  }
  const std::string code = areas.empty() ? "an unknown area" : areas.front().ToString();
  return NoRow("minimum_wage_regions.csv", absl::StrCat("area ", code), month);
}

absl::StatusOr<Day> Law::DueDay(std::string_view cycle, Month month) const {
  const auto* row = due_months_after_.Find(std::string(cycle), month);
  if (row == nullptr)
    return NoRow("due_dates.csv", absl::StrCat("the cycle ", std::string(cycle)), month);
  return Day::LastOf(month + static_cast<int32_t>(row->value));
}

absl::StatusOr<int64_t> Law::MostSuspendedMonths(Month month) const {
  const auto* row = most_suspended_months_.Find(0, month);
  if (row == nullptr) return NoRow("suspensions.csv", "the longest suspension", month);
  return row->value;
}

absl::StatusOr<InterestRate> Law::InterestOf(size_t fund, Month month) const {
  const auto* row = interest_.Find(fund, month);
  if (row == nullptr) return NoRow("interest.csv", std::string(FundText(fund)), month);
  InterestRate rate = row->value;
  rate.source = row->validity.source;
  return rate;
}

absl::StatusOr<FundOrder> Law::FundOrderOf(Month month) const {
  FundOrder order;
  for (size_t fund = 0; fund < kFundCount; ++fund) {
    const auto* row = rank_of_fund_.Find(fund, month);
    if (row == nullptr) return NoRow("allocation_order.csv", std::string(FundText(fund)), month);
    order[static_cast<size_t>(row->value - 1)] = fund;
  }
  return order;
}

absl::StatusOr<bool> Law::PaymentDayBearsInterest(Month month) const {
  const auto* row = payment_day_bears_interest_.Find(0, month);
  if (row == nullptr) return NoRow("payment_day.csv", "the day of payment", month);
  return row->value;
}

bool Law::IsRefundReason(const std::string& reason, Month month) const {
  return refund_reasons_.Find(reason, month) != nullptr;
}

}  // namespace baophu::contribution
