#include "services/cli/report/report_text.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "services/cli/report/report_words.h"

namespace baophu::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string Golden(const std::string& name) {
  std::ifstream file("tests/unit/cli/golden/" + name);
  EXPECT_TRUE(file.good()) << name;
  return {std::istreambuf_iterator<char>(file), {}};
}

target::v1::CoverageReport Report() {
  target::v1::CoverageReport report;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(Golden("report.textproto"), &report));
  return report;
}

TEST(ReportText, IsInTheAgencysWords) {
  EXPECT_EQ(ReportText(Report(), Language::kVietnamese), Golden("report_vi.txt"));
}

TEST(ReportText, IsAlsoThereInEnglish) {
  EXPECT_EQ(ReportText(Report(), Language::kEnglish), Golden("report_en.txt"));
}

TEST(ReportText, LabelsScaledSamples) {
  target::v1::CoverageReport report = Report();
  EXPECT_THAT(ReportText(report, Language::kVietnamese), Not(HasSubstr("MẪU")));
  report.set_sample_scale("0.05");
  EXPECT_THAT(ReportText(report, Language::kVietnamese), HasSubstr("SỐ LIỆU MẪU Ở TỶ LỆ 0,05"));
  EXPECT_THAT(ReportText(report, Language::kEnglish), HasSubstr("SAMPLE DATA AT SCALE 0.05"));
}

TEST(ReportText, LabelsAnswersThatCouldNotBeConfirmed) {
  target::v1::CoverageReport report = Report();
  report.set_unconfirmed_since_us(1'727'740'800'000'000);
  EXPECT_THAT(ReportText(report, Language::kEnglish),
              HasSubstr("NOT CONFIRMED AS CURRENT since 2024-10-01T00:00:00+00:00"));
}

TEST(ReportText, SaysWhenAPlanIsMetExactly) {
  target::v1::CoverageReport report = Report();
  report.mutable_indicators(0)->mutable_plan()->set_remaining(0);
  EXPECT_THAT(ReportText(report, Language::kVietnamese), HasSubstr("hoàn thành đúng kế hoạch"));
}

TEST(ReportText, SaysWhenAnEarlierFigureIsAddedUpAndWhatIsNotPlaced) {
  target::v1::CoverageReport report = Report();
  target::v1::Change& change = *report.mutable_indicators(0)->mutable_changes(2);
  change.set_reaggregated(true);
  EXPECT_THAT(ReportText(report, Language::kVietnamese),
              HasSubstr("(467.953 người; cộng gộp theo địa bàn hiện nay)"));
  change.set_remainder(1200);
  target::v1::Reaggregation& then = *report.add_reaggregations();
  then.set_month("2023-09");
  target::v1::EarlierArea& part = *then.add_areas();
  part.set_area("10528");
  part.set_area_display_name("Phường mẫu");
  part.set_share("PART");
  const std::string vietnamese = ReportText(report, Language::kVietnamese);
  EXPECT_THAT(vietnamese, HasSubstr("hiện nay, chưa xác định được 1.200 người)"));
  EXPECT_THAT(vietnamese,
              HasSubstr("Địa bàn này trong tháng 9/2023 gồm: một phần Phường mẫu (10528)."));
  const std::string english = ReportText(report, Language::kEnglish);
  EXPECT_THAT(english, HasSubstr("; added up to the area of now, not placed: 1,200 people)"));
  EXPECT_THAT(english, HasSubstr("This area in September 2023 was: part of Phường mẫu (10528)."));
}

TEST(ReportText, SaysThatAMonthHasNoData) {
  target::v1::CoverageReport report = Report();
  report.clear_indicators();
  EXPECT_THAT(ReportText(report, Language::kVietnamese), HasSubstr("Chưa có số liệu"));
}

TEST(ReportText, KeepsCodesThatAreNotKnown) {
  target::v1::CoverageReport report = Report();
  report.mutable_indicators(0)->mutable_changes(0)->set_against("SAME_WEEK");
  report.mutable_indicators(0)->mutable_bases(0)->set_base("HOUSEHOLDS");
  report.set_name("something/else");
  const std::string text = ReportText(report, Language::kEnglish);
  EXPECT_THAT(text, HasSubstr("on SAME_WEEK"));
  EXPECT_THAT(text, HasSubstr("% of HOUSEHOLDS (1,050,516;"));
}

TEST(ReportCsv, HasOneFigureARow) { EXPECT_EQ(ReportCsv(Report()), Golden("report.csv")); }

TEST(NumberText, GroupsDigitsInBothLanguages) {
  EXPECT_EQ(NumberText(0, Language::kVietnamese), "0");
  EXPECT_EQ(NumberText(999, Language::kVietnamese), "999");
  EXPECT_EQ(NumberText(1000, Language::kVietnamese), "1.000");
  EXPECT_EQ(NumberText(-100000, Language::kVietnamese), "-100.000");
  EXPECT_EQ(NumberText(-1234567, Language::kEnglish), "-1,234,567");
  EXPECT_EQ(NumberText(INT64_MIN, Language::kEnglish), "-9,223,372,036,854,775,808");
  EXPECT_EQ(DecimalText("-0.63", Language::kVietnamese), "-0,63");
  EXPECT_EQ(DecimalText("-0.63", Language::kEnglish), "-0.63");
}

TEST(AmountText, RoundsToMillionsHalfAwayFromZero) {
  EXPECT_EQ(AmountText(999'999'999, Language::kVietnamese), "999.999.999 đồng");
  EXPECT_EQ(AmountText(-1, Language::kEnglish), "-1 đồng");
  EXPECT_EQ(AmountText(1'000'499'999, Language::kVietnamese), "1.000 triệu đồng");
  EXPECT_EQ(AmountText(1'000'500'000, Language::kVietnamese), "1.001 triệu đồng");
  EXPECT_EQ(AmountText(-1'000'500'000, Language::kEnglish), "-1,001 million đồng");
  EXPECT_EQ(LargeAmountText(9'789'004'999'999, Language::kVietnamese), "9.789,00 tỷ đồng");
  EXPECT_EQ(LargeAmountText(9'789'005'000'000, Language::kVietnamese), "9.789,01 tỷ đồng");
  EXPECT_EQ(LargeAmountText(-50'000'000, Language::kEnglish), "-0.05 billion đồng");
  EXPECT_EQ(AmountText(INT64_MAX, Language::kEnglish), "9,223,372,036,855 million đồng");
}

}  // namespace
}  // namespace baophu::cli
