// Ages, buckets, classes and next steps of debts: the law's own timeline, and what
// must hold of any debts.

#include "services/contribution/ageing/ageing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "services/contribution/ageing/employer_debt.h"
#include "services/contribution/ledger/posting.h"
#include "services/contribution/recovery/legal_step.h"
#include "services/contribution/recovery/officer.h"

namespace baophu::contribution {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const Law& TheLaw() {
  static const auto* const kLaw = new Law(*Law::Load("deploy/config/contribution"));
  return *kLaw;
}
const ArrearsClasses& TheClasses() {
  static const auto* const kClasses = new ArrearsClasses(*ArrearsClasses::Build(TheLaw().files()));
  return *kClasses;
}
const LegalStepRules& TheSteps() {
  static const auto* const kSteps = new LegalStepRules(*LegalStepRules::Build(TheLaw().files()));
  return *kSteps;
}

Day D(const std::string& text) { return *Day::Parse(text); }
Month M(const std::string& text) { return *Month::Parse(text); }
Day After(Day day, int32_t days) { return Day::FromNumber(day.number() + days); }

FundAmounts In(size_t fund, int64_t amount_vnd) {
  FundAmounts amounts;
  amounts[fund] = Vnd(amount_vnd);
  return amounts;
}

// Runs a check under many seeds, which it prints when it fails.
void ForAny(const std::function<void(std::mt19937&)>& check) {
  for (int round = 0; round < 300 && !testing::Test::HasFailure(); ++round) {
    const uint32_t seed = std::random_device()();
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    check(random);
  }
}

int Pick(std::mt19937& random, int least, int most) {
  return std::uniform_int_distribution<int>(least, most)(random);
}

std::string ClassOn(const std::string& due, const std::string& as_of,
                    const std::vector<Day>& reminders = {}, const std::string& status = "ACTIVE") {
  const ClassesOfMonth classes = *TheClasses().Of(D(as_of).month());
  const ArrearsClass* found = classes.ClassOf(D(due), D(as_of), status, reminders);
  return found == nullptr ? "" : found->code;
}

TEST(Age, CountsDaysAndWholeMonths) {
  EXPECT_EQ(AgeOf(D("2025-08-31"), D("2025-08-31")), (Age{0, 0}));
  EXPECT_EQ(AgeOf(D("2025-08-31"), D("2025-08-01")), (Age{0, 0}));
  EXPECT_EQ(AgeOf(D("2025-08-31"), D("2025-09-29")), (Age{29, 0}));
  EXPECT_EQ(AgeOf(D("2025-08-31"), D("2025-09-30")), (Age{30, 1}));
  EXPECT_EQ(AgeOf(D("2024-01-31"), D("2024-02-29")), (Age{29, 1}));
  EXPECT_EQ(AgeOf(D("2024-02-29"), D("2024-03-28")), (Age{28, 0}));
  EXPECT_EQ(AgeOf(D("2023-01-31"), D("2023-07-31")), (Age{181, 6}));
}

TEST(Age, TheFirstDayOfAMonthsAgeIsTheOneThatMonthsAfterTells) {
  ForAny([](std::mt19937& random) {
    const Day due = After(D("2015-01-01"), Pick(random, 0, 4'000));
    const int32_t months = Pick(random, 1, 40);
    const Day day = MonthsAfter(due, months);
    EXPECT_EQ(AgeOf(due, day).months, months) << due.ToString();
    EXPECT_EQ(AgeOf(due, After(day, -1)).months, months - 1) << due.ToString();
  });
}

TEST(AgeBuckets, NameThemselves) {
  const std::vector<std::string> bounds = {"1m", "6m"};
  const AgeBuckets buckets = *AgeBuckets::Parse(bounds);
  ASSERT_EQ(buckets.size(), 3u);
  EXPECT_EQ(buckets.Name(0), "dưới 1 tháng");
  EXPECT_EQ(buckets.Name(1), "từ 1 tháng đến dưới 6 tháng");
  EXPECT_EQ(buckets.Name(2), "từ 6 tháng trở lên");
}

TEST(AgeBuckets, RefuseWhatIsNoAgeOrOutOfOrder) {
  const auto fault = [](const std::vector<std::string>& bounds) {
    return std::string(AgeBuckets::Parse(bounds).status().message());
  };
  EXPECT_THAT(fault({"0m"}), HasSubstr("not an age"));
  EXPECT_THAT(fault({"3"}), HasSubstr("not an age"));
  EXPECT_THAT(fault({"m"}), HasSubstr("not an age"));
  EXPECT_THAT(fault({"3m", "1m"}), HasSubstr("1m does not always come after 3m"));
  EXPECT_THAT(fault({"3m", "3m"}), HasSubstr("does not always come after"));
  // February makes a month younger than thirty days.
  EXPECT_THAT(fault({"30d", "1m"}), HasSubstr("does not always come after"));
  EXPECT_EQ(fault({"15d", "1m", "60d", "3m"}), "");
  EXPECT_THAT(fault(std::vector<std::string>(17, "1m")), HasSubstr("at most 16"));
}

TEST(AgeBuckets, EveryAgeIsInExactlyOne) {
  ForAny([](std::mt19937& random) {
    std::vector<std::string> bounds;
    int days = 0;
    for (int i = Pick(random, 1, 5); i > 0; --i) {
      days += Pick(random, 32, 200);
      const bool months = Pick(random, 0, 1) == 0;
      bounds.push_back(months ? std::to_string((days + 27) / 28) + "m"
                              : std::to_string(days) + "d");
      if (months) days = (days + 27) / 28 * 31;
    }
    const absl::StatusOr<AgeBuckets> buckets = AgeBuckets::Parse(bounds);
    ASSERT_TRUE(buckets.ok()) << buckets.status();
    const Day due = After(D("2020-01-01"), Pick(random, 0, 800));
    size_t before = 0;
    for (Day day = due; day < After(due, 1'200); day = After(day, 1)) {
      const Age age = AgeOf(due, day);
      const size_t bucket = buckets->BucketOf(age);
      ASSERT_LT(bucket, buckets->size());
      EXPECT_TRUE(bucket == before || bucket == before + 1);
      before = bucket;
      const auto reached = [&](const std::string& bound) {
        const int count = std::stoi(bound);
        return (bound.back() == 'm' ? age.months : age.days) >= count;
      };
      if (bucket > 0) EXPECT_TRUE(reached(buckets->From(bucket)));
      if (bucket + 1 < buckets->size()) EXPECT_FALSE(reached(buckets->Under(bucket)));
    }
  });
}

// Domain: contributions for July 2025 are due on 31 August; late from 1 September;
// evasion not before 31 October, and only with a written reminder on file.
TEST(ArrearsClasses, FollowTheTimelineOfJuly2025) {
  const std::vector<Day> reminded = {D("2025-10-05")};
  EXPECT_EQ(*TheLaw().DueDay("MONTHLY", M("2025-07")), D("2025-08-31"));
  EXPECT_EQ(ClassOn("2025-08-31", "2025-08-31", reminded), "NOT_LATE");
  EXPECT_EQ(ClassOn("2025-08-31", "2025-09-01", reminded), "LATE");
  EXPECT_EQ(ClassOn("2025-08-31", "2025-10-30", reminded), "LATE");
  EXPECT_EQ(ClassOn("2025-08-31", "2025-10-31", reminded), "EVADING");
  EXPECT_EQ(ClassOn("2025-08-31", "2025-10-31"), "LATE");
  EXPECT_EQ(ClassOn("2025-08-31", "2026-10-31"), "LATE");
  // A reminder that comes later, or came before the debt was late.
  EXPECT_EQ(ClassOn("2025-08-31", "2025-11-30", {D("2025-12-01")}), "LATE");
  EXPECT_EQ(ClassOn("2025-08-31", "2025-12-01", {D("2025-12-01")}), "EVADING");
  EXPECT_EQ(ClassOn("2025-08-31", "2025-12-01", {D("2025-08-31")}), "LATE");
}

TEST(ArrearsClasses, FollowTheOldProcedureUntilJune2025) {
  EXPECT_EQ(ClassOn("2023-06-30", "2023-06-30"), "NOT_LATE");
  EXPECT_EQ(ClassOn("2023-06-30", "2023-07-01"), "SHORT");
  EXPECT_EQ(ClassOn("2023-06-30", "2023-07-29"), "SHORT");
  EXPECT_EQ(ClassOn("2023-06-30", "2023-07-30"), "STANDING");
  EXPECT_EQ(ClassOn("2023-04-30", "2023-07-29"), "STANDING");
  EXPECT_EQ(ClassOn("2023-04-30", "2023-07-30"), "LONG");
  // Old debts are under the new law from July 2025 on.
  EXPECT_EQ(ClassOn("2025-03-31", "2025-06-30", {D("2025-05-01")}), "LONG");
  EXPECT_EQ(ClassOn("2025-03-31", "2025-07-01"), "LATE");
  EXPECT_EQ(ClassOn("2025-03-31", "2025-07-01", {D("2025-05-01")}), "EVADING");
}

TEST(ArrearsClasses, KeepEmployersWithAStatusApart) {
  for (const char* status : {"FROZEN", "SUSPENDED", "DISSOLVED", "MISSING"}) {
    EXPECT_EQ(ClassOn("2020-01-31", "2023-07-31", {}, status), status);
    EXPECT_EQ(ClassOn("2025-08-31", "2026-07-31", {D("2025-10-01")}, status), status);
  }
}

TEST(ArrearsClasses, SpeakBothVocabularies) {
  const auto names = [](const std::string& as_of) {
    const ClassesOfMonth classes = *TheClasses().Of(D(as_of).month());
    const ArrearsClass* found = classes.ClassOf(D("2020-01-31"), D(as_of), "", {});
    return found->name + " / " + found->other_name;
  };
  EXPECT_EQ(names("2023-03-31"), "nợ kéo dài / chậm đóng kéo dài");
  EXPECT_EQ(names("2023-04-01"), "chậm đóng kéo dài / nợ kéo dài");
}

LegalStep Step(int64_t id, LegalStepKind kind, const std::string& day) {
  LegalStep step;
  step.step_id = id;
  step.employer = PayerId::Employer(1);
  step.kind = kind;
  step.day = D(day);
  return step;
}

std::string NextOf(const std::string& due, const std::string& as_of,
                   const std::vector<LegalStep>& steps) {
  const auto next = TheSteps().Next(D(due), StepsInForce(steps, D(as_of)), D(as_of));
  if (!next.has_value()) return "";
  return std::string(LegalStepKindText(next->rule->kind)) + " " + next->day.ToString();
}

TEST(LegalSteps, FollowTheProcedure) {
  // January and February 2024 unpaid at the end of February are two months of debt.
  std::vector<LegalStep> steps;
  EXPECT_EQ(NextOf("2024-01-31", "2024-02-15", steps), "WRITTEN_DEMAND 2024-02-29");
  steps.push_back(Step(1, LegalStepKind::kWrittenDemand, "2024-03-04"));
  EXPECT_EQ(NextOf("2024-01-31", "2024-03-04", steps), "SECOND_DEMAND 2024-03-19");
  steps.push_back(Step(2, LegalStepKind::kSecondDemand, "2024-03-20"));
  EXPECT_EQ(NextOf("2024-01-31", "2024-03-20", steps), "HAND_OVER 2024-04-04");
  steps.push_back(Step(3, LegalStepKind::kHandOver, "2024-04-04"));
  EXPECT_EQ(NextOf("2024-01-31", "2024-04-05", steps), "MINUTES 2024-04-30");
  steps.push_back(Step(4, LegalStepKind::kMinutes, "2024-05-06"));
  EXPECT_EQ(NextOf("2024-01-31", "2024-05-06", steps), "INSPECTION 2024-06-05");
  steps.push_back(Step(5, LegalStepKind::kInspection, "2024-06-05"));
  EXPECT_EQ(NextOf("2024-01-31", "2024-06-05", steps), "");
  // A debt that fell due later begins anew.
  EXPECT_EQ(NextOf("2024-07-31", "2024-08-31", steps), "WRITTEN_DEMAND 2024-08-31");
  // On a past day later steps are not there yet.
  EXPECT_EQ(NextOf("2024-01-31", "2024-03-04", steps), "SECOND_DEMAND 2024-03-19");
}

TEST(LegalSteps, AStepThatIsTakenBackIsStillToBeTaken) {
  std::vector<LegalStep> steps = {Step(1, LegalStepKind::kWrittenDemand, "2024-03-04")};
  LegalStep annulment = Step(2, LegalStepKind::kWrittenDemand, "2024-03-05");
  annulment.annuls = 1;
  steps.push_back(annulment);
  EXPECT_EQ(NextOf("2024-01-31", "2024-03-31", steps), "WRITTEN_DEMAND 2024-02-29");
  EXPECT_THAT(RemindersOf(StepsInForce(steps, D("2024-03-31"))), ElementsAre());
}

TEST(LegalSteps, AskForTheReminderOfTheNewLaw) {
  const std::vector<LegalStep> demanded = {Step(1, LegalStepKind::kWrittenDemand, "2025-10-01")};
  EXPECT_EQ(NextOf("2025-08-31", "2025-10-01", demanded), "REMINDER 2025-09-30");
}

AreaCode Code(std::string_view text) { return AreaCode::FromTrusted(text); }

TEST(Officers, AnEmployersOwnGoesBeforeTheLowestAreas) {
  const AreaCatalogue areas({
      {Code("31"), AreaLevel::kProvince, "", AreaCode(), M("2019-01"), Month::Max()},
      {Code("303"), AreaLevel::kDistrict, "", Code("31"), M("2019-01"), Month::Max()},
      {Code("11284"), AreaLevel::kCommune, "", Code("303"), M("2019-01"), Month::Max()},
  });
  const PayerId employer = PayerId::Employer(7);
  const std::vector<OfficerAssignment> assignments = {
      {1, PayerId(), Code("31"), D("2024-01-01"), 0, "CQ01"},
      {2, PayerId(), Code("303"), D("2024-03-01"), 0, "CQ02"},
      {3, employer, AreaCode(), D("2024-05-01"), 0, "CQ03"},
      {4, employer, AreaCode(), D("2024-07-01"), 0, ""},
      {5, PayerId(), Code("303"), D("2024-03-01"), 0, "CQ04"},
  };
  const auto on = [&](const std::string& day) {
    return Officers(assignments, areas, D(day)).Of(employer, Code("11284"));
  };
  EXPECT_EQ(on("2023-12-31"), "");
  EXPECT_EQ(on("2024-02-29"), "CQ01");
  EXPECT_EQ(on("2024-03-01"), "CQ04");
  EXPECT_EQ(on("2024-05-01"), "CQ03");
  EXPECT_EQ(on("2024-07-01"), "CQ04");
}

PayerAccount AnyAccount(std::mt19937& random) {
  AccountBuilder builder;
  const Month first = M("2023-10") + Pick(random, 0, 30);
  const int months = Pick(random, 1, 14);
  // Some always pay in time, some late, some stop.
  const int delay = Pick(random, 0, 2) == 0 ? 0 : Pick(random, 0, 90);
  const int stops_after = Pick(random, 0, 1) == 0 ? months : Pick(random, 0, months);
  const auto add = [&](TransactionKind kind, Month month, Day day, const FundAmounts& funds,
                       Vnd amount) {
    builder.Add(kind, month, day, MakePostings(kind, funds, amount, false));
  };
  for (int i = 0; i < months; ++i) {
    const Month month = first + i;
    const bool quarterly = Pick(random, 0, 7) == 0;
    const Day due = Day::LastOf(month + (quarterly ? 2 : Pick(random, 0, 1)));
    const FundAmounts funds = {Vnd(Pick(random, 1, 90'000'000)), Vnd(Pick(random, 0, 9'000'000)),
                               Vnd(), Vnd(Pick(random, 0, 9'000'000)),
                               Vnd(Pick(random, -2'000'000, 3'000'000))};
    add(TransactionKind::kAssessment, month, due, funds, Vnd());
    if (i >= stops_after) continue;
    const Day paid =
        delay == 0 ? After(due, -Pick(random, 0, 20)) : After(due, Pick(random, 0, delay));
    add(TransactionKind::kPayment, paid.month(), paid, {},
        Pick(random, 0, 5) == 0 ? Vnd(Pick(random, 1, 90'000'000)) : Sum(funds));
    if (Pick(random, 0, 9) == 0) {
      const Day bounced = After(paid, Pick(random, 0, 40));
      add(TransactionKind::kReversal, bounced.month(), bounced, {},
          Vnd(Pick(random, 1, 9'000'000)));
    }
  }
  return builder.Build();
}

TEST(EmployerDebt, IsWhatTheAccountsFoldTells) {
  int unasked = 0;
  ForAny([&](std::mt19937& random) {
    PayerAccount account = AnyAccount(random);
    const Day as_of = After(account.items.front().due, Pick(random, -60, 600));
    std::erase_if(account.money, [&](const MoneyEvent& event) { return event.day > as_of; });
    const std::optional<Month> charged_through =
        Pick(random, 0, 2) == 0 ? std::nullopt : std::optional(as_of.month() - Pick(random, 0, 3));
    const EmployerDebt debt = *DebtOf(account, TheLaw(), charged_through, as_of);
    account.money.push_back({as_of, Vnd()});
    const AccountHistory history = *FoldAccount(account, TheLaw(), charged_through, as_of);
    std::vector<OpenItem> items;
    for (const ItemState& state : history.state.items) {
      if (state.open() == FundAmounts()) continue;
      items.push_back({state.item.period, state.item.due, state.open()});
    }
    EXPECT_EQ(debt.items, items);
    Vnd interest;
    for (const InterestItem& item : history.state.interest) interest += Sum(item.open());
    EXPECT_EQ(debt.interest, interest);
    EXPECT_EQ(debt.accrued_interest, Sum(history.state.accrued));
    if (interest == Vnd() && debt.accrued_interest == Vnd()) ++unasked;
  });
  EXPECT_GT(unasked, 20);
}

EmployerDebt AnyDebt(std::mt19937& random, Day as_of, int64_t id) {
  EmployerDebt debt;
  debt.employer = PayerId::Employer(id);
  const char* statuses[] = {"", "ACTIVE", "FROZEN", "SUSPENDED", "MISSING"};
  debt.status = statuses[Pick(random, 0, 4)];
  Day due = After(as_of, -Pick(random, 0, 700));
  for (int i = Pick(random, 0, 6); i > 0; --i) {
    debt.items.push_back({due.month(), due,
                          In(static_cast<size_t>(Pick(random, 0, 4)), Pick(random, 1, 1'000'000))});
    due = After(due, Pick(random, 1, 90));
  }
  debt.interest = Vnd(Pick(random, 0, 9));
  debt.accrued_interest = Vnd(Pick(random, 0, 9));
  debt.penalty = Vnd(Pick(random, debt.items.empty() ? 1 : 0, 9));
  return debt;
}

AgeingAmounts SumOf(const std::vector<AgeingBucket>& buckets) {
  AgeingAmounts sum;
  for (const AgeingBucket& bucket : buckets) sum += bucket.total;
  return sum;
}

AgeingAmounts SumOf(const AmountsByClass& classes) {
  AgeingAmounts sum;
  for (const auto& [place, amounts] : classes) sum += amounts;
  return sum;
}

TEST(Ageing, BothViewsComeToTheSameSums) {
  ForAny([](std::mt19937& random) {
    const Day as_of = After(D("2024-01-01"), Pick(random, 0, 900));
    const ClassesOfMonth classes = *TheClasses().Of(as_of.month());
    const AgeBuckets buckets = AgeBuckets::Default();
    AgeingFold by_employer =
        *AgeingFold::Begin(buckets, classes, TheLaw(), AgeingView::kEmployer, as_of);
    AgeingFold by_item = *AgeingFold::Begin(buckets, classes, TheLaw(), AgeingView::kItem, as_of);
    FundAmounts overdue, later;
    Vnd all_late;
    int64_t late = 0, only_later = 0, items = 0;
    for (int i = 0; i < 40; ++i) {
      const EmployerDebt debt = AnyDebt(random, as_of, i + 1);
      const std::vector<Day> reminders = {After(as_of, -Pick(random, -20, 300))};
      by_employer.Add(debt, reminders);
      by_item.Add(debt, reminders);
      for (size_t f = 0; f < kFundCount; ++f) {
        overdue[f] += debt.Overdue(as_of)[f];
        later[f] += debt.NotYetDue(as_of)[f];
      }
      items += static_cast<int64_t>(debt.items.size());
      if (debt.OldestDue(as_of).has_value()) {
        ++late;
      } else if (!debt.items.empty()) {
        ++only_later;
      }
      if (debt.status != "FROZEN" && debt.status != "MISSING") all_late += Sum(debt.Overdue(as_of));
    }
    const AgeingReport& a = by_employer.report();
    const AgeingReport& b = by_item.report();
    for (const AgeingReport* report : {&a, &b}) {
      EXPECT_EQ(report->due.total.debt, overdue);
      EXPECT_EQ(report->not_yet_due.total.debt, later);
      EXPECT_EQ(report->due.total.employer_count, late);
      EXPECT_EQ(report->due.total.item_count + report->not_yet_due.total.item_count, items);
      EXPECT_EQ(SumOf(report->buckets).debt, overdue);
      EXPECT_EQ(SumOf(report->due.classes).debt, overdue);
      for (const AgeingBucket& bucket : report->buckets) {
        EXPECT_EQ(SumOf(bucket.classes).debt, bucket.total.debt);
      }
      EXPECT_EQ(report->all_late, all_late);
      EXPECT_LE(report->interest_bearing, all_late);
    }
    // By employers, each stands in one place.
    EXPECT_EQ(SumOf(a.buckets), a.due.total);
    EXPECT_EQ(SumOf(a.due.classes), a.due.total);
    EXPECT_EQ(a.not_yet_due.total.employer_count, only_later);
    EXPECT_EQ(a.due.total.interest, b.due.total.interest);
    EXPECT_EQ(a.not_yet_due.total.interest, b.not_yet_due.total.interest);
    EXPECT_EQ(a.interest_only, b.interest_only);
    EXPECT_EQ(a.interest_bearing, b.interest_bearing);
    EXPECT_EQ(SumOf(b.buckets).interest, Vnd());
  });
}

TEST(Ageing, AnEmployerStandsWhereItsOldestItemDoesWithAllThatFellDue) {
  const Day as_of = D("2023-07-31");
  EmployerDebt debt;
  debt.items = {{M("2023-01"), D("2023-01-31"), In(kRetirement, 10)},
                {M("2023-06"), D("2023-06-30"), In(kHealth, 20)},
                {M("2023-07"), D("2023-07-31"), In(kHealth, 30)},
                {M("2023-07"), D("2023-09-30"), In(kHealth, 40)}};
  const std::vector<std::string> bounds = {"1m", "6m"};
  const AgeBuckets buckets = *AgeBuckets::Parse(bounds);
  const ClassesOfMonth classes = *TheClasses().Of(as_of.month());
  AgeingFold fold = *AgeingFold::Begin(buckets, classes, TheLaw(), AgeingView::kEmployer, as_of);
  fold.Add(debt, {});
  EXPECT_EQ(Sum(fold.report().buckets[2].total.debt), Vnd(60));
  EXPECT_EQ(Sum(fold.report().not_yet_due.total.debt), Vnd(40));
  EXPECT_EQ(fold.report().not_yet_due.total.employer_count, 0);
  // In July interest was charged on what was due in May or earlier.
  EXPECT_EQ(fold.report().all_late, Vnd(60));
  EXPECT_EQ(fold.report().interest_bearing, Vnd(10));
  AgeingFold items = *AgeingFold::Begin(buckets, classes, TheLaw(), AgeingView::kItem, as_of);
  items.Add(debt, {});
  EXPECT_EQ(Sum(items.report().buckets[0].total.debt), Vnd(30));
  EXPECT_EQ(Sum(items.report().buckets[1].total.debt), Vnd(20));
  EXPECT_EQ(Sum(items.report().buckets[2].total.debt), Vnd(10));
}

}  // namespace
}  // namespace baophu::contribution
