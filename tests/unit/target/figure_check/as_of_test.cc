// Days in free text.

#include "services/target/figure_check/words/as_of.h"

#include <gtest/gtest.h>

namespace baophu::target {
namespace {

std::string Read(const char* text) { return ReadAsOf(text).ToString(); }

TEST(AsOf, ReadsDaysAndMonthsAsTheyAreWritten) {
  for (const char* text : {"2023-08-31",
                           "31/8/2023",
                           "31-08-2023",
                           "31.8.2023",
                           "ngày 31/8/2023",
                           "đến 31/8/2023",
                           "tính đến ngày 31 tháng 8 năm 2023",
                           "31 tháng tám năm 2023",
                           "2023-08",
                           "8/2023",
                           "08/2023",
                           "tháng 8/2023",
                           "tháng 8 năm 2023",
                           "hết tháng 8/2023",
                           "đến hết tháng 8 năm 2023",
                           "cuối tháng 8/2023",
                           "8 tháng đầu năm 2023",
                           "8 tháng năm 2023",
                           "8 tháng/2023",
                           "lũy kế 8 tháng đầu năm 2023",
                           "tám tháng đầu năm 2023",
                           "het_thang_8_2023",
                           "August 2023",
                           "31 August 2023",
                           "August 31, 2023",
                           "31st of August 2023",
                           "end of August 2023",
                           "the end of Aug 2023",
                           "as of 31 August 2023",
                           "first 8 months of 2023",
                           "the first 8 months of 2023",
                           "HẾT THÁNG 8/2023",
                           "Đến hết tháng 8/2023"}) {
    EXPECT_EQ(Read(text), "2023-08-31") << text;
    EXPECT_EQ(ReadAsOf(text).month(), Month::FromYearMonth(2023, 8)) << text;
  }
  EXPECT_EQ(Read("tháng năm năm 2023"), "2023-05-31");
  EXPECT_EQ(Read("tháng mười hai năm 2023"), "2023-12-31");
  EXPECT_EQ(Read("29/2/2024"), "2024-02-29");
  EXPECT_EQ(Read("20/10/2024"), "2024-10-20");
  EXPECT_FALSE(ReadAsOf("20/10/2024").month().has_value());
}

TEST(AsOf, ReadsQuartersHalvesAndYears) {
  for (const char* text : {"quý III/2023", "quý 3 năm 2023", "Q3/2023", "2023-Q3",
                           "third quarter of 2023", "the third quarter 2023"}) {
    EXPECT_EQ(Read(text), "2023-Q3") << text;
    EXPECT_EQ(ReadAsOf(text).month(), Month::FromYearMonth(2023, 9)) << text;
  }
  EXPECT_EQ(Read("hết quý III/2023"), "2023-09-30");
  EXPECT_EQ(Read("cuối quý III/2023"), "2023-09-30");
  EXPECT_EQ(Read("trong tháng 8/2023"), "2023-08");
  EXPECT_EQ(Read("nửa đầu năm 2023"), "2023-06-30");
  EXPECT_EQ(Read("6 tháng đầu năm 2023"), "2023-06-30");
  EXPECT_EQ(Read("first half of 2023"), "2023-06-30");
  EXPECT_EQ(Read("cuối năm 2023"), "2023-12-31");
  EXPECT_EQ(Read("hết năm 2023"), "2023-12-31");
  EXPECT_EQ(Read("end of 2023"), "2023-12-31");
  EXPECT_EQ(Read("cả năm 2023"), "2023-12-31");
  EXPECT_EQ(Read("đầu năm 2023"), "2022-12-31");
}

TEST(AsOf, KeepsWhatItCannotReadWithItsYear) {
  for (const char* text : {"2023", "năm 2023", "2023 (date not stated; mid-year)",
                           "6 tháng cuối năm 2023", "dịp Tết 2023", "32/8/2023", "31/2/2023"}) {
    EXPECT_EQ(ReadAsOf(text).year, 2023) << text;
    EXPECT_FALSE(ReadAsOf(text).day.has_value()) << text;
  }
  EXPECT_NE(ReadAsOf("2023 (quarter 1)"), ReadAsOf("2023 (mid-year)"));
  for (const char* text : {"", "mới đây", "2021-2025", "giai đoạn 2021 - 2025", "\xff"}) {
    EXPECT_EQ(ReadAsOf(text).year, 0) << text;
    EXPECT_FALSE(ReadAsOf(text).day.has_value()) << text;
  }
}

TEST(AsOf, EarlierDaysAreMonthEndsOfMonthEnds) {
  const auto earlier = [](const char* text, Versus versus) {
    return Earlier(ReadAsOf(text), versus)->ToString();
  };
  EXPECT_EQ(earlier("2024-02-29", Versus::kSameDayLastYear), "2023-02-28");
  EXPECT_EQ(earlier("2025-02-28", Versus::kSameDayLastYear), "2024-02-29");
  EXPECT_EQ(earlier("2024-09-19", Versus::kSameDayLastYear), "2023-09-19");
  EXPECT_EQ(earlier("2024-03-31", Versus::kPreviousMonth), "2024-02-29");
  EXPECT_EQ(earlier("2024-01-31", Versus::kPreviousMonth), "2023-12-31");
  EXPECT_EQ(earlier("2024-09-30", Versus::kPreviousQuarter), "2024-06-30");
  EXPECT_EQ(earlier("2024-02-29", Versus::kPreviousQuarter), "2023-12-31");
  EXPECT_EQ(earlier("2024-09-30", Versus::kPreviousDecember), "2023-12-31");
  EXPECT_EQ(earlier("quý III/2024", Versus::kSameDayLastYear), "2023-Q3");
  EXPECT_FALSE(Earlier(ReadAsOf("2024"), Versus::kPreviousMonth).has_value());
}

}  // namespace
}  // namespace baophu::target
