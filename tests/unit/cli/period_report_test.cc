// The report of a period as prose, CSV and workbook.

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>

#include "services/cli/csv/csv_field.h"
#include "services/cli/period/period_csv.h"
#include "services/cli/period/period_text.h"
#include "services/cli/period/period_words.h"
#include "services/cli/period/period_workbook.h"
#include "services/cli/terminal/text_table.h"
#include "services/cli/terminal/wrapped_text.h"
#include "tests/unit/cli/read_workbook.h"
#include "tests/unit/cli/temp_file.h"

namespace baophu::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kLinkBase[] = "http://127.0.0.1:8080";

std::string GoldenPeriod(const std::string& name) {
  std::ifstream file("tests/unit/cli/golden/" + name);
  EXPECT_TRUE(file.good()) << name;
  return {std::istreambuf_iterator<char>(file), {}};
}

target::v1::PeriodReport Period() {
  target::v1::PeriodReport report;
  EXPECT_TRUE(
      google::protobuf::TextFormat::ParseFromString(GoldenPeriod("period.textproto"), &report));
  return report;
}

TEST(PeriodReportText, IsInTheAgencysWords) {
  EXPECT_EQ(PeriodReportText(Period(), Language::kVietnamese, kLinkBase),
            GoldenPeriod("period_vi.txt"));
}

TEST(PeriodReportText, IsAlsoThereInEnglish) {
  EXPECT_EQ(PeriodReportText(Period(), Language::kEnglish, kLinkBase),
            GoldenPeriod("period_en.txt"));
}

TEST(PeriodReportText, SaysWhatIsNotAsItSeems) {
  target::v1::PeriodReport report = Period();
  report.set_in_progress(true);
  report.set_sample_scale("0.05");
  report.set_flow_revision(758);
  report.mutable_schemes(0)->set_flows_from_month("2024-08");
  const std::string text = PeriodReportText(report, Language::kVietnamese, "");
  EXPECT_THAT(text, HasSubstr("KỲ BÁO CÁO CHƯA KẾT THÚC"));
  EXPECT_THAT(text, HasSubstr("SỐ LIỆU MẪU Ở TỶ LỆ 0,05"));
  EXPECT_THAT(text, HasSubstr("Tăng, giảm theo phiên bản participant 758."));
  EXPECT_THAT(text, HasSubstr("tính từ tháng 8/2024"));
}

TEST(PeriodReportText, SaysThatAPeriodHasNoData) {
  target::v1::PeriodReport report;
  report.set_name("areas/31/periodReports/2024");
  EXPECT_THAT(PeriodReportText(report, Language::kEnglish, ""),
              HasSubstr("There is no data for this period."));
}

TEST(PeriodReportText, EveryLineFitsBesideItsLinks) {
  const std::string text = PeriodReportText(Period(), Language::kVietnamese, kLinkBase);
  for (size_t at = 0; at < text.size();) {
    const size_t end = text.find('\n', at);
    const std::string line = text.substr(at, end - at);
    if (line.starts_with("- ") || line.starts_with("  "))
      EXPECT_LE(DisplayWidth(line), 100u) << line;
    at = end + 1;
  }
}

TEST(PeriodText, NamesPeriodsInBothLanguages) {
  EXPECT_EQ(PeriodText("2024-Q3", Language::kVietnamese), "quý III/2024");
  EXPECT_EQ(PeriodText("2024-Q1", Language::kEnglish), "the first quarter of 2024");
  EXPECT_EQ(PeriodText("2024-H1", Language::kVietnamese), "6 tháng đầu năm 2024");
  EXPECT_EQ(PeriodText("2024-H2", Language::kEnglish), "the second half of 2024");
  EXPECT_EQ(PeriodText("2024", Language::kVietnamese), "năm 2024");
  EXPECT_EQ(PeriodText("2024-09", Language::kVietnamese), "tháng 9/2024");
  EXPECT_EQ(PeriodText("2024-X9", Language::kEnglish), "2024-X9");
}

TEST(WrappedText, BreaksAtSpaces) {
  EXPECT_EQ(WrappedText("một hai ba bốn", 7, "  "), "một hai\n  ba\n  bốn\n");
  EXPECT_EQ(WrappedText("mộthaibabốn", 4, "  "), "mộthaibabốn\n");
  EXPECT_EQ(WrappedText("", 4, "  "), "\n");
}

TEST(PeriodCsv, HasOneFigureARow) {
  EXPECT_EQ(PeriodCsv(Period(), Language::kVietnamese, kLinkBase), GoldenPeriod("period.csv"));
}

TEST(PeriodCsv, NamesThatLookLikeFormulasAreMadeHarmless) {
  target::v1::PeriodReport report = Period();
  report.mutable_rankings(0)->mutable_areas(0)->set_display_name("=HYPERLINK(\"http://x\",\"y\")");
  const std::string text = PeriodCsv(report, Language::kEnglish, "");
  EXPECT_THAT(text, HasSubstr("\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\""));
  EXPECT_THAT(text, HasSubstr(",-856,")) << "numbers stay numbers";
  EXPECT_EQ(CsvText("@x"), "'@x");
  EXPECT_EQ(CsvText("\ta"), "'\ta");
  EXPECT_EQ(CsvText("a=b"), "a=b");
}

class PeriodWorkbookTest : public testing::Test {
 protected:
  std::string Save(const target::v1::PeriodReport& report, Language language,
                   const std::string& name = "period.xlsx") {
    const std::string path = folder_.path(name);
    const absl::Status saved = SavePeriodReport(report, language, kLinkBase, path);
    EXPECT_TRUE(saved.ok()) << saved.message();
    return path;
  }
  static std::string Bytes(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  const TempFolder folder_;
};

TEST_F(PeriodWorkbookTest, HoldsNumbersWithFormatsAndLinks) {
  auto sheets = ReadWorkbook(Save(Period(), Language::kVietnamese));
  ASSERT_EQ(sheets.size(), 5u);
  auto& summary = sheets["Tổng hợp"].cells;
  EXPECT_EQ(summary["A4"].text, "Chỉ tiêu");
  EXPECT_EQ(summary["A5"].text, "Số người tham gia BHXH bắt buộc");
  EXPECT_TRUE(summary["C5"].is_number);
  EXPECT_EQ(summary["C5"].text, "495856");
  EXPECT_EQ(summary["C5"].number_format, "#,##0");
  EXPECT_EQ(summary["D5"].text, "528690");
  EXPECT_TRUE(summary["E5"].is_number);
  EXPECT_EQ(summary["E5"].text, "0.9379");
  EXPECT_EQ(summary["E5"].number_format, "0.00%");
  EXPECT_EQ(summary["L5"].text, "/v1/areas/31/coverageReports/2024-09");
  EXPECT_THAT(sheets["Tổng hợp"].xml, HasSubstr("<hyperlink ref=\"L5\""));
  auto& categories = sheets["Nhóm đối tượng"].cells;
  EXPECT_EQ(categories["B3"].text, "Tham gia theo hộ gia đình");
  EXPECT_EQ(categories["D3"].text, "0.7452");
  auto& flows = sheets["Tăng, giảm"].cells;
  EXPECT_EQ(flows["B4"].text, "Giảm");
  EXPECT_EQ(flows["C4"].text, "báo giảm (Chết)");
  EXPECT_EQ(flows["D4"].text, "6000");
  auto& ranking = sheets["Xếp hạng"].cells;
  EXPECT_EQ(ranking["C2"].text, "Quận Hồng Bàng");
  EXPECT_EQ(ranking["H3"].text, "-17");
  EXPECT_FALSE(ranking.contains("B4")) << "not ranked";
}

TEST_F(PeriodWorkbookTest, HasAChartOfMonthsAndOneOfTheRanking) {
  auto sheets = ReadWorkbook(Save(Period(), Language::kEnglish));
  EXPECT_THAT(sheets["By month"].xml, HasSubstr("<drawing r:id="));
  EXPECT_THAT(sheets["Ranking"].xml, HasSubstr("<drawing r:id="));
  EXPECT_THAT(sheets["Summary"].xml, Not(HasSubstr("<drawing")));
  EXPECT_EQ(sheets["By month"].cells["A2"].number_format, "mm/yyyy");
  EXPECT_EQ(sheets["By month"].cells["B5"].text, "495856");
}

TEST_F(PeriodWorkbookTest, TheSameReportIsTheSameFile) {
  EXPECT_EQ(Bytes(Save(Period(), Language::kVietnamese, "a.xlsx")),
            Bytes(Save(Period(), Language::kVietnamese, "b.xlsx")));
}

TEST_F(PeriodWorkbookTest, OfAnAreaWithoutOthersBelowHasItsHeadings) {
  target::v1::PeriodReport report = Period();
  report.clear_schemes();
  report.clear_rankings();
  auto sheets = ReadWorkbook(Save(report, Language::kVietnamese));
  EXPECT_EQ(sheets["Xếp hạng"].cells["B1"].text, "Hạng");
  EXPECT_EQ(sheets["Nhóm đối tượng"].cells.size(), 8u);
  EXPECT_TRUE(SavePeriodReport({}, Language::kVietnamese, "", folder_.path("empty.xlsx")).ok());
}

TEST_F(PeriodWorkbookTest, RefusesWhatItCannotHoldOrWrite) {
  target::v1::PeriodReport report = Period();
  report.mutable_indicators(2)->mutable_figures()->set_value(int64_t{1} << 53);
  EXPECT_EQ(SavePeriodReport(report, Language::kEnglish, "", folder_.path("x.xlsx")).code(),
            absl::StatusCode::kOutOfRange);
  EXPECT_EQ(SavePeriodReport(Period(), Language::kEnglish, "", folder_.path("none/x.xlsx")).code(),
            absl::StatusCode::kUnknown);
}

}  // namespace
}  // namespace baophu::cli
