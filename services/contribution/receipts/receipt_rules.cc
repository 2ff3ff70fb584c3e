#include "services/contribution/receipts/receipt_rules.h"

#include <algorithm>
#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "services/contribution/self_paid/business_owner.h"
#include "services/contribution/self_paid/household_premium.h"
#include "services/contribution/self_paid/voluntary_contribution.h"

namespace baophu::contribution {
namespace {

// Participant's categories of cover that is paid alone; those of voluntary
// insurance are in voluntary_support.csv.
constexpr char kHouseholdCategory[] = "HOUSEHOLD";
constexpr char kBusinessOwnerCategory[] = "EMPLOYMENT";

absl::Status Refuse(std::string_view reason, std::string_view field, const std::string& problem,
                    const std::string& remedy) {
  return FaultStatus(absl::StatusCode::kInvalidArgument, reason, field, problem, remedy);
}

absl::Status CheckOverlaps(const Receipt& receipt, std::span<const PaidCover> of_people) {
  for (const PaidCover& cover : of_people) {
    if (cover.scheme != receipt.scheme || cover.through < receipt.first ||
        receipt.last() < cover.from) {
      continue;
    }
    return Refuse("PERIOD_ALREADY_PAID", "from_month",
                  absl::StrCat("the period overlaps one that is paid, ", cover.from.ToString(),
                               " through ", cover.through.ToString()),
                  "write the months that are not paid yet, or annul the other receipt first");
  }
  return absl::OkStatus();
}

// Each member keeps one place in the year, and none is left out before it.
absl::Status CheckRanks(const Receipt& receipt, std::span<const PaidCover> of_household) {
  std::map<HouseholdRank, int64_t> held;  // Person by place.
  for (const PaidCover& cover : of_household) {
    if (cover.rank != kWithoutReduction && cover.from.year() == receipt.first.year()) {
      held[cover.rank] = cover.person_id;
    }
  }
  for (HouseholdRank rank = 1; rank < receipt.first_rank; ++rank) {
    if (held.contains(rank)) continue;
    return Refuse(
        "RANK_NOT_FREE", "first_rank",
        absl::StrCat("leaves place ", rank, " of the household free in ", receipt.first.year()),
        absl::StrCat("write ", rank, ", or send the receipt of that member first"));
  }
  for (size_t i = 0; i < receipt.people.size(); ++i) {
    const HouseholdRank rank = receipt.first_rank + static_cast<int64_t>(i);
    for (const auto& [taken, person] : held) {
      if ((taken == rank) == (person == receipt.people[i])) continue;
      return Refuse("RANK_NOT_FREE", "first_rank",
                    absl::StrCat(taken == rank ? "gives one member a place that another has, "
                                               : "gives one member a second place beside ",
                                 taken, ", in ", receipt.first.year()),
                    "write the places in the order in which members joined in that year");
    }
  }
  return absl::OkStatus();
}

absl::Status CheckAmount(const Receipt& receipt, Vnd asked, const std::string& how) {
  if (receipt.payment.amount == asked) return absl::OkStatus();
  return Refuse("AMOUNT_NOT_ASSESSED", "amount_vnd",
                absl::StrCat("is ", receipt.payment.amount.amount_vnd(),
                             " đồng where the law asks for ", asked.amount_vnd(), " đồng", how),
                "correct the amount, or what it is computed from");
}

absl::StatusOr<AssessedReceipt> AssessVoluntary(const Law& law, const Receipt& receipt,
                                                std::span<const PaidCover> of_people,
                                                PaidCover cover) {
  VoluntaryPlan plan{receipt.income,     receipt.group, receipt.first, receipt.months, 0,
                     receipt.payment.day};
  for (const PaidCover& earlier : of_people) {
    if (earlier.scheme == SelfPaidScheme::kVoluntary) {
      plan.support_months_before += earlier.supported_months;
    }
  }
  BAOPHU_ASSIGN(const VoluntaryContribution result, ComputeVoluntary(law, plan));
  const bool ended = result.support_bp > 0 && result.supported_months < receipt.months;
  BAOPHU_TRY(CheckAmount(
      receipt, result.own(),
      absl::StrCat(" with ", result.supported_months, " of ", receipt.months, " months supported",
                   ended ? absl::StrCat(", because the state supports ", result.most_support_months,
                                        " months in all")
                         : "")));
  AssessedReceipt assessed;
  assessed.funds[kVoluntaryRetirement] = result.own();
  assessed.support = result.support;
  cover.supported_months = result.supported_months;
  cover.category = result.category;
  assessed.covers.push_back(std::move(cover));
  return assessed;
}

absl::StatusOr<AssessedReceipt> AssessHousehold(const Law& law, const Receipt& receipt,
                                                std::span<const PaidCover> of_household,
                                                PaidCover cover) {
  HouseholdPlan plan{{}, receipt.first, receipt.months, receipt.payment.day};
  if (receipt.first_rank == kWithoutReduction) {
    plan.members = {kWithoutReduction};
  } else {
    BAOPHU_TRY(CheckRanks(receipt, of_household));
    for (size_t i = 0; i < receipt.people.size(); ++i) {
      plan.members.push_back(receipt.first_rank + static_cast<int64_t>(i));
    }
  }
  BAOPHU_ASSIGN(const HouseholdPremium premium, PremiumOf(law, plan));
  BAOPHU_TRY(CheckAmount(
      receipt, premium.total,
      absl::StrCat(" for ", receipt.people.size(), " people and ", receipt.months, " months")));
  AssessedReceipt assessed;
  assessed.funds[kHealth] = premium.total;
  cover.category = kHouseholdCategory;
  for (size_t i = 0; i < receipt.people.size(); ++i) {
    cover.person_id = receipt.people[i];
    cover.rank = premium.members[i].rank;
    cover.amount = premium.members[i].total;
    assessed.covers.push_back(cover);
  }
  return assessed;
}

absl::StatusOr<AssessedReceipt> AssessBusinessOwner(const Law& law, const Receipt& receipt,
                                                    PaidCover cover) {
  BAOPHU_ASSIGN(const BusinessOwnerContribution result,
                ComputeBusinessOwner(law, receipt.income, receipt.first, receipt.months));
  BAOPHU_TRY(
      CheckAmount(receipt, result.total(), absl::StrCat(" for ", receipt.months, " months")));
  AssessedReceipt assessed;
  assessed.funds = result.funds;
  cover.category = kBusinessOwnerCategory;
  assessed.covers.push_back(std::move(cover));
  return assessed;
}

}  // namespace

absl::StatusOr<AssessedReceipt> AssessReceipt(const Law& law, const Receipt& receipt,
                                              std::span<const PaidCover> of_people,
                                              std::span<const PaidCover> of_household) {
  if (std::set<int64_t>(receipt.people.begin(), receipt.people.end()).size() !=
      receipt.people.size()) {
    return InvalidField("members", "names a person twice", "name each member once");
  }
  BAOPHU_TRY(CheckOverlaps(receipt, of_people));
  PaidCover cover;
  cover.person_id = receipt.people.front();
  cover.scheme = receipt.scheme;
  cover.from = receipt.first;
  cover.through = receipt.last();
  cover.payer = receipt.payment.payer;
  cover.area = receipt.cover_area;
  cover.receipt = receipt.payment.reference;
  cover.collector = receipt.collected.collector;
  cover.paid = receipt.payment.day;
  cover.amount = receipt.payment.amount;
  switch (receipt.scheme) {
    case SelfPaidScheme::kVoluntary:
      return AssessVoluntary(law, receipt, of_people, std::move(cover));
    case SelfPaidScheme::kHouseholdHealth:
      return AssessHousehold(law, receipt, of_household, std::move(cover));
    case SelfPaidScheme::kBusinessOwner:
      return AssessBusinessOwner(law, receipt, std::move(cover));
  }
  return absl::InternalError("a scheme that nobody pays alone");
}

std::array<LedgerRow, 2> LedgerRowsOf(const LedgerRow& payment, const FundAmounts& funds,
                                      bool taken_back) {
  std::array<LedgerRow, 2> rows = {payment, payment};
  rows[1].kind = taken_back ? TransactionKind::kRefund : TransactionKind::kPayment;
  LedgerRow& assessment = rows[0];
  assessment.kind = TransactionKind::kAssessment;
  assessment.source = AssessmentSource(payment.source);
  assessment.reference = ReferenceOf(assessment.source, assessment.external_id);
  assessment.amount = Vnd();
  for (size_t fund = 0; fund < kFundCount; ++fund) {
    assessment.funds[fund] = taken_back ? -funds[fund] : funds[fund];
  }
  return rows;
}

std::string AssessmentSource(const std::string& source) {
  // No source of an imported row has a '/'.
  return absl::StrCat(source, "/due");
}

}  // namespace baophu::contribution
