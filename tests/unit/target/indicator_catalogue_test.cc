#include "services/target/indicators/indicator_catalogue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/csv/csv_table.h"

namespace baophu::target {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr char kIndicatorHeader[] =
    "code,rank,source,measure,unit,period,bases,plan_decimals,name_vi,name_en,definition_vi,"
    "definition_en\n";
constexpr char kBases[] =
    "code,source,measure,period,decimals,name_vi,name_en\n"
    "POPULATION,DENOMINATOR,POPULATION,STOCK,1,Dân số,Population\n"
    "COLLECTION_PLAN,NATIONAL_PLAN,HEALTH_PEOPLE,STOCK,2,Kế hoạch,Plan\n";
constexpr char kComparisons[] =
    "code,rule,count,name_vi,name_en\nQUARTER,MONTHS_BACK,3,quý trước,the quarter before\n";
constexpr char kAssigners[] = "code,name_vi,name_en,national\nVSS,BHXH,VSS,1\nUB,UBND,PC,0\n";
constexpr char kCategories[] =
    "scheme,code,rank,paid_ahead,name_vi,name_en\nHEALTH,HOUSEHOLD,1,1,Hộ,Household\n";
constexpr char kHealth[] =
    "HEALTH_PEOPLE,2,COVERAGE,HEALTH:HOUSEHOLD+UNEMPLOYMENT,PEOPLE,STOCK,POPULATION,0,a,b,c,d\n";

absl::Status ParseError(const std::string& indicators, const std::string& bases = kBases,
                        const std::string& assigners = kAssigners,
                        const std::string& comparisons = kComparisons) {
  return IndicatorCatalogue::Parse(
             {kIndicatorHeader + indicators, bases, comparisons, assigners, kCategories})
      .status();
}

TEST(IndicatorCatalogueTest, TheShippedFilesHoldTheDocumentedIndicators) {
  const absl::StatusOr<IndicatorCatalogue> catalogue = IndicatorCatalogue::Load("deploy/config");
  ASSERT_TRUE(catalogue.ok()) << catalogue.status();
  std::vector<std::string> codes;
  for (const Indicator& indicator : catalogue->indicators()) codes.push_back(indicator.code);
  EXPECT_THAT(
      codes, ElementsAre("PARTICIPANTS_SOCIAL", "PARTICIPANTS_SOCIAL_COMPULSORY",
                         "PARTICIPANTS_SOCIAL_VOLUNTARY", "PARTICIPANTS_HEALTH",
                         "PARTICIPANTS_UNEMPLOYMENT", "PARTICIPANTS_ANY", "PARTICIPANTS_ANY_SUMMED",
                         "EMPLOYERS_PARTICIPATING", "EMPLOYERS_IN_ARREARS", "AMOUNT_COLLECTED",
                         "AMOUNT_ASSESSED", "AMOUNT_OUTSTANDING"));
  EXPECT_THAT(catalogue->FindIndicator("AMOUNT_COLLECTED")->bases,
              ElementsAre("COLLECTION_PLAN", "AMOUNT_ASSESSED"));
  EXPECT_EQ(catalogue->FindIndicator("PARTICIPANTS_SOCIAL")->measure.terms.size(), 2u);
  EXPECT_TRUE(catalogue->FindAssigner("VSS")->national);
}

TEST(IndicatorCatalogueTest, ANewRatioIsARow) {
  const auto catalogue = IndicatorCatalogue::Parse(
      {std::string(kIndicatorHeader) + kHealth + "OWED,1,LEDGER,OUTSTANDING,VND,STOCK,,2,c,d,,\n",
       kBases, kComparisons, kAssigners, kCategories});
  ASSERT_TRUE(catalogue.ok()) << catalogue.status();
  EXPECT_EQ(catalogue->indicators()[0].code, "OWED") << "by rank, not by line";
  const Indicator& health = catalogue->indicators()[1];
  EXPECT_EQ(health.measure.terms[0].scheme, "HEALTH");
  EXPECT_EQ(health.measure.terms[0].category, "HOUSEHOLD");
  EXPECT_EQ(health.measure.terms[1].category, "");
}

TEST(IndicatorCatalogueTest, ANewComparisonIsARow) {
  const auto catalogue = IndicatorCatalogue::Parse(
      {std::string(kIndicatorHeader) + kHealth, kBases,
       std::string(kComparisons) + "YEARS_END,DECEMBERS_BACK,2,a,b\n", kAssigners, kCategories});
  ASSERT_TRUE(catalogue.ok()) << catalogue.status();
  const std::vector<Comparison>& comparisons = catalogue->comparisons();
  ASSERT_EQ(comparisons.size(), 2u);
  EXPECT_EQ(comparisons[0].EarlierThan(Month::FromYearMonth(2024, 2)),
            Month::FromYearMonth(2023, 11));
  EXPECT_EQ(comparisons[1].EarlierThan(Month::FromYearMonth(2024, 12)),
            Month::FromYearMonth(2022, 12));
  EXPECT_EQ(catalogue->FindBase("POPULATION")->decimals, 1);
  EXPECT_EQ(catalogue->FindIndicator("HEALTH_PEOPLE")->plan_decimals, 0);
}

TEST(IndicatorCatalogueTest, ARatioIsOfTheSameUnit) {
  EXPECT_THAT(
      ParseError(std::string(kHealth) +
                 "OWED,1,LEDGER,OUTSTANDING,VND,STOCK,POPULATION,2,a,b,c,d\n")
          .ToString(),
      AllOf(HasSubstr("OWED"), HasSubstr("VND"), HasSubstr("POPULATION"), HasSubstr("PEOPLE")));
}

TEST(IndicatorCatalogueTest, TheDigestTellsContentsApart) {
  const auto one = IndicatorCatalogue::Parse(
      {kIndicatorHeader + std::string(kHealth), kBases, kComparisons, kAssigners, kCategories});
  const auto other =
      IndicatorCatalogue::Parse({kIndicatorHeader + std::string(kHealth), kBases, kComparisons,
                                 std::string(kAssigners) + "NEW,x,y,0\n", kCategories});
  ASSERT_TRUE(one.ok() && other.ok());
  EXPECT_NE(one->digest(), other->digest());
}

TEST(IndicatorCatalogueTest, FaultsNameFileLineAndRemedy) {
  EXPECT_THAT(ParseError("A,1,COVERAGE,DENTAL,PEOPLE,STOCK,,2,a,b,c,d\n").ToString(),
              AllOf(HasSubstr("indicators.csv line 2"), HasSubstr("DENTAL"),
                    HasSubstr("SOCIAL_COMPULSORY")));
  EXPECT_THAT(
      ParseError("A,1,COVERAGE,UNEMPLOYMENT:HOUSEHOLD,PEOPLE,STOCK,,2,a,b,c,d\n").ToString(),
      AllOf(HasSubstr("HOUSEHOLD"), HasSubstr("UNEMPLOYMENT"), HasSubstr("categories.csv")));
  EXPECT_THAT(ParseError("A,1,COVERAGE,HEALTH,PEOPLE,STOCK,WEALTH,2,a,b,c,d\n").ToString(),
              AllOf(HasSubstr("WEALTH"), HasSubstr("bases.csv")));
  EXPECT_THAT(ParseError("A,x,COVERAGE,HEALTH,PEOPLE,STOCK,,2,a,b,c,d\n").ToString(),
              HasSubstr("whole number"));
  EXPECT_THAT(ParseError("A,1,COVERAGE,HEALTH,PEOPLE,STOCK,,2,a,b,c\n").ToString(),
              HasSubstr("has 11 cells"));
  EXPECT_THAT(ParseError(std::string(kHealth) + kHealth).ToString(), HasSubstr("comes twice"));
  EXPECT_THAT(ParseError("A,1,LEDGER,OUTSTANDING,VND,STOCK,,2,a,b,c,d\n").ToString(),
              AllOf(HasSubstr("COLLECTION_PLAN"), HasSubstr("HEALTH_PEOPLE")));
  EXPECT_THAT(ParseError(kHealth, "code,kind\n").ToString(), HasSubstr("bases.csv line 1"));
  EXPECT_THAT(ParseError(kHealth, kBases, kAssigners,
                         "code,rule,count,name_vi,name_en\nA,MONTHS_BACK,0,a,b\n")
                  .ToString(),
              AllOf(HasSubstr("comparisons.csv line 2"), HasSubstr("from 1 to 36")));
  EXPECT_THAT(ParseError(kHealth, kBases, "code,name_vi,name_en,national\nA,a,b,0\n").ToString(),
              HasSubstr("exactly one"));
}

TEST(CsvTableTest, ReadsQuotesByteOrderMarkAndColumnsInAnyOrder) {
  const auto rows = ParseCsv("f.csv",
                             "\xEF\xBB\xBF"
                             "b,a\r\n\"1,\"\"2\"\"\",3\r\n",
                             {"a", "b"});
  ASSERT_TRUE(rows.ok()) << rows.status();
  ASSERT_EQ(rows->size(), 1u);
  EXPECT_THAT((*rows)[0].cells, ElementsAre("3", "1,\"2\""));
  EXPECT_EQ((*rows)[0].line, 2);
}

TEST(CsvTableTest, AnUnclosedQuoteIsAFault) {
  EXPECT_EQ(ParseCsv("f.csv", "a\n\"x\n", {"a"}).status().code(),
            absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace baophu::target
