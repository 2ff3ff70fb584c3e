// The law as files and as months, and what it makes of wages.

#include "services/contribution/law/law.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/contribution/law/wage_contribution.h"

namespace baophu::contribution {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr char kFolder[] = "deploy/config/contribution";

const Law& TheLaw() {
  static const auto* const kLaw = new Law(*Law::Load(kFolder));
  return *kLaw;
}

size_t FundOf(std::string_view text) {
  size_t fund = 0;
  while (FundText(fund) != text) ++fund;
  return fund;
}

WageContribution Contribution(int64_t wage_vnd, Month month,
                              FundingType funding = FundingType::kEnterprise,
                              WageRegion region = 1) {
  return ContributionOf(Vnd(wage_vnd), *TheLaw().WageRuleOf({"WORKER", funding, region}, month));
}

Vnd Total(const WageContribution& contribution) {
  Vnd total;
  for (const FundContribution& line : contribution) total += line.total();
  return total;
}

// Replaces one cell of a file and builds the law of that.
absl::Status BuildWith(std::string_view table, size_t row, size_t column, const std::string& cell) {
  std::vector<RuleFile> files = *ReadRuleFiles(kFolder);
  for (RuleFile& file : files) {
    if (file.table == table) file.rows.at(row).cells.at(column) = cell;
  }
  return Law::Build(std::move(files)).status();
}

absl::Status BuildWithThrough(std::string_view table, size_t row, Month through) {
  std::vector<RuleFile> files = *ReadRuleFiles(kFolder);
  for (RuleFile& file : files) {
    if (file.table == table) file.rows.at(row).validity.through = through;
  }
  return Law::Build(std::move(files)).status();
}

TEST(Law, TheSixtyMillionWageOfAugust2026) {
  const WageContribution contribution = Contribution(60'000'000, Month::FromYearMonth(2026, 8));
  const FundContribution& retirement = contribution[FundOf("RETIREMENT")];
  EXPECT_EQ(retirement.counted_wage, Vnd(50'600'000));
  EXPECT_EQ(retirement.employer, Vnd(7'084'000));
  EXPECT_EQ(retirement.employee, Vnd(4'048'000));
  EXPECT_EQ(contribution[FundOf("SICKNESS")].total(), Vnd(1'518'000));
  EXPECT_EQ(contribution[FundOf("ACCIDENT")].total(), Vnd(253'000));
  EXPECT_EQ(contribution[FundOf("HEALTH")].total(), Vnd(2'277'000));
  EXPECT_EQ(contribution[FundOf("UNEMPLOYMENT")].counted_wage, Vnd(60'000'000));
  EXPECT_EQ(contribution[FundOf("UNEMPLOYMENT")].total(), Vnd(1'200'000));
  EXPECT_EQ(Total(contribution), Vnd(16'380'000));
}

TEST(Law, TheCapOfJune2026IsTwentyTimesTheOldReferenceLevel) {
  EXPECT_EQ(Contribution(60'000'000, Month::FromYearMonth(2026, 6))[FundOf("HEALTH")].counted_wage,
            Vnd(46'800'000));
}

TEST(Law, ABusinessOwnerPaysAloneOnTheChosenIncome) {
  const WageContribution contribution = ContributionOf(
      Vnd(2'530'000), *TheLaw().WageRuleOf({"BUSINESS_OWNER"}, Month::FromYearMonth(2026, 8)));
  const FundContribution& retirement = contribution[FundOf("RETIREMENT")];
  const FundContribution& sickness = contribution[FundOf("SICKNESS")];
  EXPECT_EQ(retirement.employee, Vnd(556'600));
  EXPECT_EQ(sickness.employee, Vnd(75'900));
  EXPECT_EQ(retirement.total() + sickness.total(), Vnd(632'500));
  EXPECT_EQ(contribution[FundOf("HEALTH")].employee, Vnd(113'850));
  EXPECT_EQ(contribution[FundOf("UNEMPLOYMENT")].total(), Vnd());
}

TEST(Law, ReliefReachedEnterprisesOnly) {
  const Month month = Month::FromYearMonth(2021, 11);
  EXPECT_EQ(Total(Contribution(10'000'000, month)), Vnd(3'050'000));
  EXPECT_EQ(Total(Contribution(10'000'000, month, FundingType::kBudget)), Vnd(3'200'000));
}

TEST(Law, UnemploymentOfStatePayWasCappedByTheBaseSalaryUntil2025) {
  const auto counted = [](Month month) {
    return Contribution(100'000'000, month, FundingType::kBudget, 2)[FundOf("UNEMPLOYMENT")]
        .counted_wage;
  };
  EXPECT_EQ(counted(Month::FromYearMonth(2025, 12)), Vnd(46'800'000));
  EXPECT_EQ(counted(Month::FromYearMonth(2026, 1)), Vnd(94'600'000));
}

TEST(Law, MoneyFallsDueInTheMonthUntilJune2025AndInTheNextOneAfter) {
  EXPECT_EQ(TheLaw().DueDay("MONTHLY", Month::FromYearMonth(2025, 6))->ToString(), "2025-06-30");
  EXPECT_EQ(TheLaw().DueDay("MONTHLY", Month::FromYearMonth(2025, 7))->ToString(), "2025-08-31");
}

TEST(Law, InterestRunsByTheMonthUntilJune2025AndByTheDayAfter) {
  const auto health = FundOf("HEALTH");
  EXPECT_EQ(TheLaw().InterestOf(health, Month::FromYearMonth(2020, 3))->rate_ppm, 9766);
  EXPECT_EQ(TheLaw().InterestOf(health, Month::FromYearMonth(2025, 6))->method,
            InterestMethod::kMonthly);
  EXPECT_EQ(TheLaw().InterestOf(health, Month::FromYearMonth(2025, 7))->method,
            InterestMethod::kDaily);
  EXPECT_EQ(TheLaw().InterestOf(health, Month::FromYearMonth(2025, 7))->rate_ppm, 300);
}

TEST(Law, TheRegionIsThatOfTheLowestAreaWithARow) {
  const std::vector<AreaCode> areas = {*AreaCode::Parse("11284"), *AreaCode::Parse("318"),
                                       *AreaCode::Parse("31")};
  EXPECT_EQ(*TheLaw().RegionOf(areas, Month::FromYearMonth(2024, 1)), 2);
  EXPECT_EQ(TheLaw().RegionOf({&areas[2], 1}, Month::FromYearMonth(2024, 1)).status().code(),
            absl::StatusCode::kFailedPrecondition);
}

TEST(Law, PartsOfEveryWageAddUpAndNeverExceedTheCap) {
  const uint32_t seed = std::random_device()();
  SCOPED_TRACE(seed);
  std::mt19937 random(seed);
  for (int i = 0; i < 2000; ++i) {
    const Month month = Month::FromYearMonth(2018, 1) + static_cast<int>(random() % 108);
    const WageClass wage_class = {"WORKER",
                                  random() % 2 ? FundingType::kBudget : FundingType::kEnterprise,
                                  static_cast<WageRegion>(random() % 4 + 1)};
    const WageRule rule = *TheLaw().WageRuleOf(wage_class, month);
    const Vnd wage(static_cast<int64_t>(random() % 200'000'000));
    const WageContribution contribution = ContributionOf(wage, rule);
    for (size_t fund = 0; fund < kFundCount; ++fund) {
      const FundContribution& line = contribution[fund];
      const int64_t rate_bp = rule.funds[fund].employer_rate_bp + rule.funds[fund].employee_rate_bp;
      ASSERT_EQ(line.counted_wage, std::min(wage, rule.funds[fund].highest_wage));
      ASSERT_GE(line.employer, Vnd());
      ASSERT_GE(line.employee, Vnd());
      // Within half a đồng of the exact product.
      const int64_t error =
          line.total().amount_vnd() * 10'000 - line.counted_wage.amount_vnd() * rate_bp;
      ASSERT_LE(error, 5'000);
      ASSERT_GT(error, -5'001);
    }
  }
}

TEST(Law, MonthsWithoutARowAreNamed) {
  EXPECT_THAT(TheLaw()
                  .WageRuleOf({"WORKER", FundingType::kBudget, 1}, Month::FromYearMonth(2016, 1))
                  .status()
                  .message(),
              AllOf(HasSubstr("rates.csv"), HasSubstr("WORKER BUDGET"), HasSubstr("2016-01")));
}

TEST(LawFiles, RowsOfOneKeyLeaveNoGapAndDoNotOverlap) {
  EXPECT_THAT(BuildWithThrough("base_salary", 1, Month::FromYearMonth(2018, 5)).message(),
              AllOf(HasSubstr("base_salary.csv line 4"), HasSubstr("gap after line 3"),
                    HasSubstr("2018-06")));
  EXPECT_THAT(BuildWithThrough("base_salary", 1, Month::FromYearMonth(2018, 7)).message(),
              AllOf(HasSubstr("base_salary.csv line 4"), HasSubstr("line 3 holds for the same")));
}

TEST(LawFiles, RatesAddUpToTheirTotals) {
  EXPECT_THAT(BuildWith("rates", 0, 4, "1300").message(),
              AllOf(HasSubstr("rate_totals.csv line 2"), HasSubstr("add up to 3100")));
}

TEST(LawFiles, CellsThatCannotBeReadAreNamedWithWhatWouldBeRight) {
  EXPECT_THAT(BuildWith("rates", 0, 4, "14%").message(),
              AllOf(HasSubstr("rates.csv line 2"), HasSubstr("rate_bp is \"14%\""),
                    HasSubstr("whole number")));
  EXPECT_THAT(BuildWith("caps", 0, 2, "SALARY").message(),
              AllOf(HasSubstr("caps.csv line 2"), HasSubstr("BASE_SALARY")));
}

}  // namespace
}  // namespace baophu::contribution
