#include "services/contribution/self_paid/voluntary_contribution.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "services/contribution/law/wage_contribution.h"

namespace baophu::contribution {
namespace {

using Wide = unsigned __int128;

constexpr uint64_t kPpm = 1'000'000;
constexpr Wide kOne = 1'000'000'000'000'000'000;  // 1 with 18 decimals.
// Growth over so many months fits into 128 bits with any yield of the law.
constexpr int32_t kMostMonthsBack = 480;

Wide RoundedQuotient(Wide numerator, Wide denominator) {
  return (numerator + denominator / 2) / denominator;
}

// How the payment stands to its months, and what the law says of it.
absl::Status Classify(const Law& law, const VoluntaryPlan& plan, VoluntaryContribution& result) {
  const SelfPaidLaw& rules = law.self_paid();
  const Month last = plan.first + static_cast<int32_t>(plan.months - 1);
  const Month paid = plan.paid.month();
  const auto within = rules.PayWithin(SelfPaidScheme::kVoluntary, plan.months, plan.first);
  if (within.has_value()) {
    const Day due = Day::LastOf(plan.first + static_cast<int32_t>(within->value - 1));
    if (plan.paid <= due) {
      result.payment = VoluntaryPayment::kCycle;
      result.due = due;
      result.payment_source = within->source;
      return absl::OkStatus();
    }
    if (last >= paid) {
      return InvalidField("paid_date",
                          absl::StrCat("is after ", due.ToString(), ", the last day for ",
                                       plan.months, " months from ", plan.first.ToString()),
                          absl::StrCat("pay the months before ", paid.ToString(),
                                       " as missing ones, and the others on their own"));
    }
  }
  result.payment = last < paid ? VoluntaryPayment::kMissing : VoluntaryPayment::kAhead;
  if (result.payment == VoluntaryPayment::kAhead && plan.first < paid) {
    return InvalidField("months", "is no cycle, and some of the months are past and some are not",
                        absl::StrCat("pay the months before ", paid.ToString(),
                                     " as missing ones, and the others on their own"));
  }
  const Month asked = result.payment == VoluntaryPayment::kMissing ? paid : plan.first;
  BAOPHU_ASSIGN(const Sourced<LumpSum> sum, rules.LumpSumOf(result.payment, asked));
  if (plan.months > sum.value.most_months || plan.months % sum.value.step_months != 0) {
    const std::string cycles =
        absl::StrJoin(rules.CyclesOf(SelfPaidScheme::kVoluntary, plan.first), ", ");
    if (result.payment == VoluntaryPayment::kMissing) {
      return InvalidField("months", absl::StrCat("is ", plan.months, " past months"),
                          absl::StrCat("pay at most ", sum.value.most_months, " of them"));
    }
    return InvalidField("months", absl::StrCat("is ", plan.months, ", which is no way of paying"),
                        absl::StrCat("pay ", cycles, " months, or ahead a multiple of ",
                                     sum.value.step_months, " up to ", sum.value.most_months));
  }
  result.payment_source = sum.source;
  return absl::OkStatus();
}

absl::Status CheckReach(const Law& law, const VoluntaryPlan& plan) {
  const Month paid = plan.paid.month();
  BAOPHU_ASSIGN(const Sourced<LumpSum> ahead,
                law.self_paid().LumpSumOf(VoluntaryPayment::kAhead, paid));
  const Month furthest = paid + static_cast<int32_t>(ahead.value.most_months);
  if (plan.first + static_cast<int32_t>(plan.months - 1) > furthest) {
    return InvalidField(
        "months",
        absl::StrCat("reaches more than ", ahead.value.most_months, " months ahead of the payment"),
        absl::StrCat("pay through ", furthest.ToString(), " at most"));
  }
  if (paid - plan.first > kMostMonthsBack) {
    return InvalidField("from_month", "is more than 40 years before the payment",
                        "write the first month paid for");
  }
  return absl::OkStatus();
}

absl::Status ReadIncomeRules(const Law& law, const VoluntaryPlan& plan, Month month,
                             VoluntaryContribution& result) {
  BAOPHU_ASSIGN(const Sourced<Vnd> floor, law.self_paid().IncomeFloor(month));
  BAOPHU_ASSIGN(const Sourced<IncomeLimits> limits, law.self_paid().IncomeLimitsOf(month));
  BAOPHU_ASSIGN(const Vnd base, law.BaseSalary(month));
  BAOPHU_ASSIGN(const Sourced<int64_t> rate,
                law.RateOf("VOLUNTARY", kVoluntaryRetirement, RatePayer::kPerson, month));
  result.lowest_income = floor.value;
  result.floor_source = floor.source;
  result.highest_income = Vnd(limits.value.ceiling_multiple * base.amount_vnd());
  result.rate_bp = rate.value;
  result.rate_source = rate.source;
  const int64_t above = (plan.income - floor.value).amount_vnd();
  const int64_t step = limits.value.step.amount_vnd();
  if (above < 0 || plan.income > result.highest_income || above % step != 0) {
    return InvalidField(
        "income_vnd", absl::StrCat("is no income that can be chosen in ", month.ToString()),
        absl::StrCat("choose ", floor.value.amount_vnd(), " to ",
                     result.highest_income.amount_vnd(), " đồng in steps of ", step));
  }
  result.monthly = ApplyRate(plan.income, result.rate_bp);
  return absl::OkStatus();
}

absl::Status ReadSupportRules(const Law& law, const VoluntaryPlan& plan, Month month,
                              VoluntaryContribution& result) {
  const absl::StatusOr<Sourced<SupportGroup>> group = law.self_paid().SupportOf(plan.group, month);
  if (!group.ok()) {
    std::vector<std::string> known;
    for (const auto& [name, rows] : law.self_paid().support_groups()) {
      if (law.self_paid().SupportOf(name, month).ok()) known.push_back(name);
    }
    return InvalidField("support_group",
                        absl::StrCat("is no group of payers in ", month.ToString()),
                        absl::StrCat("write ", absl::StrJoin(known, ", ")));
  }
  result.category = group->value.category;
  result.most_support_months = group->value.most_months;
  result.support_source = group->source;
  bool supported = group->value.most_months > 0;
  if (supported && result.payment != VoluntaryPayment::kCycle) {
    BAOPHU_ASSIGN(const Sourced<LumpSum> sum, law.self_paid().LumpSumOf(result.payment, month));
    supported = sum.value.supported;
  }
  if (!supported) {
    result.most_support_months = 0;
    return absl::OkStatus();
  }
  BAOPHU_ASSIGN(
      const Sourced<int64_t> rate,
      law.RateOf(SupportClass(plan.group), kVoluntaryRetirement, RatePayer::kBudget, month));
  result.support_bp = rate.value;
  result.support_source = rate.source;
  result.monthly_support =
      ApplyRate(ApplyRate(result.lowest_income, result.rate_bp), result.support_bp);
  return absl::OkStatus();
}

void AddMonths(const VoluntaryPlan& plan, VoluntaryContribution& result) {
  const Wide monthly = static_cast<Wide>(result.monthly.amount_vnd());
  const Wide growth = kPpm + static_cast<uint64_t>(result.yield_ppm);
  Wide factor = kOne;
  if (result.payment == VoluntaryPayment::kMissing) {
    for (Month month = plan.first; month < plan.paid.month(); month = month + 1) {
      factor = RoundedQuotient(factor * growth, kPpm);
    }
  }
  Wide sum = 0;
  for (int64_t i = 0; i < plan.months; ++i) {
    sum += monthly * factor;
    const Vnd up_to_month(static_cast<int64_t>(RoundedQuotient(sum, kOne)));
    VoluntaryMonth month;
    month.month = plan.first + static_cast<int32_t>(i);
    month.total = up_to_month - result.total;
    result.total = up_to_month;
    if (plan.support_months_before + i < result.most_support_months) {
      month.support = std::min(result.monthly_support, month.total);
      result.support += month.support;
      ++result.supported_months;
    }
    result.months.push_back(month);
    // One month later it is discounted once more, or compounded once less.
    if (result.payment != VoluntaryPayment::kCycle) {
      factor = RoundedQuotient(factor * kPpm, growth);
    }
  }
}

}  // namespace

absl::StatusOr<VoluntaryContribution> ComputeVoluntary(const Law& law, const VoluntaryPlan& plan) {
  if (plan.months < 1 || plan.months > 240) {
    return InvalidField("months", "is no number of months that one pays for", "write 1 to 60");
  }
  if (plan.support_months_before < 0) {
    return InvalidField("support_months_before", "is below zero", "write 0 or more");
  }
  VoluntaryContribution result;
  BAOPHU_TRY(CheckReach(law, plan));
  BAOPHU_TRY(Classify(law, plan, result));
  const bool past = result.payment == VoluntaryPayment::kMissing;
  const Month rule_month = past ? plan.paid.month() : plan.first;
  BAOPHU_TRY(ReadIncomeRules(law, plan, rule_month, result));
  BAOPHU_TRY(ReadSupportRules(law, plan, rule_month, result));
  if (result.payment != VoluntaryPayment::kCycle) {
    BAOPHU_ASSIGN(const Sourced<int64_t> yield, law.self_paid().MonthlyYield(plan.paid.month()));
    result.yield_ppm = yield.value;
    result.yield_source = yield.source;
  }
  AddMonths(plan, result);
  return result;
}

}  // namespace baophu::contribution
