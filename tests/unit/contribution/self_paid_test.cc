// What those pay who pay alone: the published amounts, and what must hold for any
// income, month and household.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "common/status/fault.h"
#include "services/contribution/self_paid/business_owner.h"
#include "services/contribution/self_paid/household_premium.h"
#include "services/contribution/self_paid/voluntary_contribution.h"

namespace baophu::contribution {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const Law& TheLaw() {
  static const auto* const kLaw = new Law(*Law::Load("deploy/config/contribution"));
  return *kLaw;
}

Month M(int year, int month) { return Month::FromYearMonth(year, month); }

VoluntaryPlan Plan(int64_t income_vnd, const std::string& group, Month first, int64_t months = 1) {
  return {Vnd(income_vnd), group, first, months, 0, Day::FirstOf(first)};
}

VoluntaryContribution Voluntary(const VoluntaryPlan& plan) {
  const auto result = ComputeVoluntary(TheLaw(), plan);
  EXPECT_TRUE(result.ok()) << result.status();
  return result.value_or(VoluntaryContribution());
}

// The field at fault and what is said of it.
std::string FaultOfPlan(const VoluntaryPlan& plan) {
  const absl::Status status = ComputeVoluntary(TheLaw(), plan).status();
  EXPECT_TRUE(FaultOf(status).has_value()) << status;
  return std::string(status.message());
}

std::vector<int64_t> Monthly(Month first) {
  const auto premium = PremiumOf(TheLaw(), {{1, 2, 3, 4, 5, 6}, first, 12, Day::FirstOf(first)});
  EXPECT_TRUE(premium.ok()) << premium.status();
  std::vector<int64_t> monthly;
  for (const MemberPremium& member : premium->members)
    monthly.push_back(member.monthly.amount_vnd());
  return monthly;
}

TEST(Voluntary, TheStateSupportsEachGroupByItsShareOfThePovertyLine) {
  const auto support = [](const std::string& group, Month month) {
    const VoluntaryContribution result = Voluntary(Plan(1'500'000, group, month));
    EXPECT_EQ(result.total, Vnd(330'000));
    EXPECT_EQ(result.own() + result.support, result.total);
    return result.support.amount_vnd();
  };
  EXPECT_EQ(support("POOR", M(2025, 7)), 165'000);
  EXPECT_EQ(support("ISLAND", M(2025, 7)), 165'000);
  EXPECT_EQ(support("NEAR_POOR", M(2025, 7)), 132'000);
  EXPECT_EQ(support("ETHNIC_MINORITY", M(2025, 7)), 99'000);
  EXPECT_EQ(support("OTHER", M(2025, 7)), 66'000);
  EXPECT_EQ(support("NONE", M(2025, 7)), 0);
  EXPECT_EQ(support("POOR", M(2025, 6)), 99'000);
  EXPECT_EQ(support("NEAR_POOR", M(2025, 6)), 82'500);
  EXPECT_EQ(support("OTHER", M(2025, 6)), 33'000);
}

TEST(Voluntary, SupportIsOfThePovertyLineWhateverIncomeIsChosen) {
  const VoluntaryContribution result = Voluntary(Plan(5'000'000, "OTHER", M(2025, 8), 12));
  EXPECT_EQ(result.total, Vnd(12 * 1'100'000));
  EXPECT_EQ(result.support, Vnd(12 * 66'000));
  EXPECT_EQ(result.category, "OTHER");
}

TEST(Voluntary, IncomesLieBetweenPovertyLineAndCeilingInSteps) {
  EXPECT_THAT(FaultOfPlan(Plan(1'450'000, "OTHER", M(2024, 9))), HasSubstr("income_vnd"));
  EXPECT_THAT(FaultOfPlan(Plan(1'520'000, "OTHER", M(2024, 9))),
              AllOf(HasSubstr("1500000 to 46800000"), HasSubstr("steps of 50000")));
  EXPECT_THAT(FaultOfPlan(Plan(46'850'000, "OTHER", M(2024, 9))), HasSubstr("income_vnd"));
  EXPECT_EQ(Voluntary(Plan(46'800'000, "OTHER", M(2024, 9))).total, Vnd(10'296'000));
  EXPECT_THAT(FaultOfPlan(Plan(1'500'000, "OTHER", M(2027, 1))), HasSubstr("2200000"));
}

TEST(Voluntary, ARiseOfThePovertyLineInsideAPaidPeriodChangesNothing) {
  EXPECT_EQ(Voluntary(Plan(1'500'000, "OTHER", M(2026, 7), 12)).total, Vnd(12 * 330'000));
}

TEST(Voluntary, SupportEndsWithTheHundredAndTwentiethMonth) {
  VoluntaryPlan plan = Plan(1'500'000, "POOR", M(2026, 1), 12);
  plan.support_months_before = 115;
  const VoluntaryContribution result = Voluntary(plan);
  EXPECT_EQ(result.supported_months, 5);
  EXPECT_EQ(result.support, Vnd(5 * 165'000));
  EXPECT_EQ(result.months[4].own(), Vnd(165'000));
  EXPECT_EQ(result.months[5].own(), Vnd(330'000));
  plan.support_months_before = 120;
  EXPECT_EQ(Voluntary(plan).support, Vnd());
}

TEST(Voluntary, EachCycleHasItsLastDay) {
  const auto due = [](int64_t months) {
    return Voluntary(Plan(1'500'000, "OTHER", M(2026, 1), months)).due->ToString();
  };
  EXPECT_EQ(due(1), "2026-01-31");
  EXPECT_EQ(due(3), "2026-03-31");
  EXPECT_EQ(due(6), "2026-04-30");
  EXPECT_EQ(due(12), "2026-07-31");

  VoluntaryPlan late = Plan(1'500'000, "OTHER", M(2026, 1), 6);
  late.paid = *Day::Parse("2026-05-01");
  EXPECT_THAT(FaultOfPlan(late), AllOf(HasSubstr("paid_date"), HasSubstr("2026-04-30")));
}

TEST(Voluntary, OnlyCyclesAndWholeYearsAheadArePaid) {
  EXPECT_THAT(FaultOfPlan(Plan(1'500'000, "OTHER", M(2026, 1), 5)),
              AllOf(HasSubstr("months"), HasSubstr("1, 3, 6, 12")));
  EXPECT_THAT(FaultOfPlan(Plan(1'500'000, "OTHER", M(2026, 1), 30)), HasSubstr("multiple of 12"));
  EXPECT_THAT(FaultOfPlan(Plan(1'500'000, "OTHER", M(2026, 1), 72)), HasSubstr("60"));
  VoluntaryPlan far = Plan(2'200'000, "OTHER", M(2029, 1), 60);
  far.paid = *Day::Parse("2026-05-01");
  EXPECT_THAT(FaultOfPlan(far), HasSubstr("60 months ahead"));
}

TEST(Voluntary, FiveYearsAheadAreDiscountedAndPastMonthsCompounded) {
  const VoluntaryContribution ahead = Voluntary(Plan(1'500'000, "NONE", M(2026, 1), 60));
  EXPECT_EQ(ahead.payment, VoluntaryPayment::kAhead);
  EXPECT_EQ(ahead.months[0].total, Vnd(330'000));
  EXPECT_EQ(ahead.months[1].total, Vnd(328'413));  // 330,000 / 1.004833.

  VoluntaryPlan past = Plan(1'500'000, "NONE", M(2025, 11), 2);
  past.paid = *Day::Parse("2026-01-15");
  const VoluntaryContribution missing = Voluntary(past);
  EXPECT_EQ(missing.payment, VoluntaryPayment::kMissing);
  EXPECT_EQ(missing.months[0].total, Vnd(333'197));  // 330,000 x 1.004833^2.
  EXPECT_EQ(missing.total, Vnd(664'792));            // And 331,594.89 for December.
}

TEST(Voluntary, SixtyPastMonthsArePaidAndNotSixtyOne) {
  VoluntaryPlan past = Plan(1'500'000, "OTHER", M(2020, 11), 61);
  past.paid = *Day::Parse("2026-01-15");
  EXPECT_THAT(FaultOfPlan(past), AllOf(HasSubstr("months"), HasSubstr("at most 60")));
  past.months = 60;
  EXPECT_EQ(Voluntary(past).support, Vnd());
}

// For any plan: months add up to the total, which is the law's sum rounded once;
// no month costs less than nothing, and support stays within its bounds.
TEST(Voluntary, MonthsAddUpToTheLawsFormula) {
  std::random_device device;
  const unsigned seed = device();
  RecordProperty("seed", std::to_string(seed));
  std::mt19937 random(seed);
  const auto any = [&](int64_t least, int64_t most) {
    return std::uniform_int_distribution<int64_t>(least, most)(random);
  };
  const std::vector<std::string> groups = {"POOR", "NEAR_POOR", "ETHNIC_MINORITY", "ISLAND",
                                           "OTHER"};
  for (int i = 0; i < 500; ++i) {
    VoluntaryPlan plan;
    plan.group = groups[static_cast<size_t>(any(0, 4))];
    plan.support_months_before = any(0, 130);
    const bool ahead = any(0, 1) == 1;
    plan.months = ahead ? 12 * any(2, 5) : any(1, 60);
    plan.paid = Day::FirstOf(M(2026, 1) + static_cast<int32_t>(any(0, 11)));
    plan.first = ahead ? plan.paid.month()
                       : plan.paid.month() - static_cast<int32_t>(plan.months + any(0, 200));
    plan.income = Vnd(1'500'000 + 50'000 * any(0, 900));
    const VoluntaryContribution result = Voluntary(plan);
    Vnd total, support;
    long double formula = 0;
    const long double growth = 1 + static_cast<long double>(result.yield_ppm) / 1e6L;
    for (size_t at = 0; at < result.months.size(); ++at) {
      const VoluntaryMonth& month = result.months[at];
      ASSERT_GE(month.own(), Vnd()) << "seed " << seed;
      ASSERT_LE(month.support, result.monthly_support) << "seed " << seed;
      total += month.total;
      support += month.support;
      formula += static_cast<long double>(result.monthly.amount_vnd()) *
                 std::pow(growth, static_cast<long double>(plan.paid.month() - month.month));
    }
    ASSERT_EQ(total, result.total) << "seed " << seed;
    ASSERT_EQ(support, result.support) << "seed " << seed;
    ASSERT_LE(plan.support_months_before + result.supported_months,
              std::max<int64_t>(120, plan.support_months_before));
    ASSERT_NEAR(static_cast<double>(formula), static_cast<double>(total.amount_vnd()), 0.51)
        << "seed " << seed;
  }
}

TEST(Household, PremiumsFallByPlaceOnEachBaseSalary) {
  EXPECT_THAT(Monthly(M(2023, 6)), ElementsAre(67'050, 46'935, 40'230, 33'525, 26'820, 26'820));
  EXPECT_THAT(Monthly(M(2023, 7)), ElementsAre(81'000, 56'700, 48'600, 40'500, 32'400, 32'400));
  EXPECT_THAT(Monthly(M(2024, 7)), ElementsAre(105'300, 73'710, 63'180, 52'650, 42'120, 42'120));
  EXPECT_THAT(Monthly(M(2026, 7)), ElementsAre(113'850, 79'695, 68'310, 56'925, 45'540, 45'540));
}

TEST(Household, NothingIsChargedAgainWhenTheBaseSalaryRisesInsideThePeriod) {
  const auto premium = PremiumOf(TheLaw(), {{1, 2}, M(2024, 3), 12, Day::FirstOf(M(2024, 3))});
  ASSERT_TRUE(premium.ok());
  EXPECT_EQ(premium->base_salary, Vnd(1'800'000));
  EXPECT_EQ(premium->total, Vnd(12 * (81'000 + 56'700)));
}

TEST(Household, OneWithoutReductionPaysInFullAndTakesNoPlace) {
  const auto premium =
      PremiumOf(TheLaw(), {{1, kWithoutReduction, 2}, M(2024, 9), 3, Day::FirstOf(M(2024, 9))});
  ASSERT_TRUE(premium.ok());
  EXPECT_EQ(premium->members[1].monthly, Vnd(105'300));
  EXPECT_EQ(premium->members[2].monthly, Vnd(73'710));
}

TEST(Household, OtherPeriodsLatePaymentAndNobodyAreRefused) {
  const auto fault = [](const HouseholdPlan& plan) {
    return FaultOf(PremiumOf(TheLaw(), plan).status()).value_or(Fault()).field;
  };
  const Day in_time = Day::FirstOf(M(2024, 9));
  EXPECT_EQ(fault({{1}, M(2024, 9), 5, in_time}), "months");
  EXPECT_EQ(fault({{1}, M(2018, 1), 3, in_time}), "from_month");
  EXPECT_EQ(fault({{1}, M(2024, 8), 3, in_time}), "paid_date");
  EXPECT_EQ(fault({{}, M(2024, 9), 3, in_time}), "members");
}

// No place costs more than the one before it.
TEST(Household, LaterPlacesNeverPayMore) {
  for (Month month = M(2019, 1); month <= M(2026, 12); month = month + 1) {
    const std::vector<int64_t> monthly = Monthly(month);
    EXPECT_TRUE(std::is_sorted(monthly.rbegin(), monthly.rend())) << month.ToString();
  }
}

TEST(BusinessOwner, TheReferenceLevelChosenInAugust2026) {
  const auto result = ComputeBusinessOwner(TheLaw(), Vnd(2'530'000), M(2026, 8), 1);
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(result->monthly[kSickness], Vnd(75'900));
  EXPECT_EQ(result->monthly[kRetirement], Vnd(556'600));
  EXPECT_EQ(result->monthly[kSickness] + result->monthly[kRetirement], Vnd(632'500));
  EXPECT_EQ(result->monthly[kHealth], Vnd(113'850));
  EXPECT_EQ(result->due.ToString(), "2026-09-30");
}

TEST(BusinessOwner, PaysByMonthQuarterOrHalfYearFromTheReferenceLevelUp) {
  EXPECT_EQ(ComputeBusinessOwner(TheLaw(), Vnd(2'530'000), M(2026, 8), 6)->total(),
            Vnd(6 * 746'350));
  const auto fault = [](int64_t income_vnd, Month first, int64_t months) {
    return FaultOf(ComputeBusinessOwner(TheLaw(), Vnd(income_vnd), first, months).status())
        .value_or(Fault())
        .field;
  };
  EXPECT_EQ(fault(2'530'000, M(2026, 8), 12), "months");
  EXPECT_EQ(fault(2'529'999, M(2026, 8), 1), "income_vnd");
  EXPECT_EQ(fault(50'600'001, M(2026, 8), 1), "income_vnd");
  EXPECT_EQ(fault(2'530'000, M(2025, 6), 1), "from_month");
}

TEST(SelfPaidLaw, AGroupWithoutARateIsFoundAtStart) {
  std::vector<RuleFile> files = *ReadRuleFiles("deploy/config/contribution");
  for (RuleFile& file : files) {
    if (file.table != "voluntary_support") continue;
    for (RuleRow& row : file.rows) {
      if (row.cells[0] == "ISLAND") row.cells[0] = "HIGHLAND";
    }
  }
  EXPECT_THAT(std::string(Law::Build(std::move(files)).status().message()),
              AllOf(HasSubstr("voluntary_support.csv"), HasSubstr("VOLUNTARY_SUPPORT_HIGHLAND")));
}

}  // namespace
}  // namespace baophu::contribution
