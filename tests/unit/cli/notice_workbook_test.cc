#include "services/cli/statement/notice_workbook.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cctype>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "tests/unit/cli/read_workbook.h"
#include "tests/unit/cli/sample_statement.h"
#include "tests/unit/cli/temp_file.h"

namespace baophu::cli {
namespace {

using ::testing::HasSubstr;

// The first whole number whose neighbour a double does not have.
constexpr int64_t kBound = int64_t{1} << 53;

using Sheets = std::map<std::string, WorkbookSheet>;

Notice SampleNotice() { return *MakeNotice(SampleStatement(), SampleAddressee()); }

Sheets SaveAndRead(const Notice& notice) {
  const TempFolder folder;
  const std::string path = folder.path("notice.xlsx");
  const absl::Status saved = SaveNotice(notice, path);
  EXPECT_TRUE(saved.ok()) << saved.message();
  return ReadWorkbook(path);
}

int64_t NumberOf(const WorkbookSheet& sheet, const std::string& name) {
  const auto cell = sheet.cells.find(name);
  // A formula takes an empty cell for 0.
  if (cell == sheet.cells.end() || cell->second.text.empty()) return 0;
  int64_t number = 0;
  EXPECT_TRUE(cell->second.is_number) << name;
  EXPECT_TRUE(absl::SimpleAtoi(cell->second.text, &number)) << name << ": " << cell->second.text;
  return number;
}

// What a formula of the kinds SUM(A1:B2), within one row or column, and A1+A2-A3 gives.
int64_t Evaluate(const WorkbookSheet& sheet, const std::string& formula) {
  if (formula.starts_with("SUM(")) {
    const size_t colon = formula.find(':');
    std::string at = formula.substr(4, colon - 4);
    const std::string last = formula.substr(colon + 1, formula.size() - colon - 2);
    int64_t sum = NumberOf(sheet, at);
    while (at != last) {
      const bool is_row = at.substr(1) == last.substr(1);
      at = is_row ? std::string(1, static_cast<char>(at[0] + 1)) + at.substr(1)
                  : absl::StrCat(at.substr(0, 1), std::stoi(at.substr(1)) + 1);
      sum += NumberOf(sheet, at);
    }
    return sum;
  }
  int64_t sum = 0;
  for (size_t i = 0; i < formula.size();) {
    const bool is_negative = formula[i] == '-';
    if (!std::isalpha(static_cast<unsigned char>(formula[i]))) ++i;
    const size_t end = std::min(formula.find_first_of("+-", i), formula.size());
    const int64_t number = NumberOf(sheet, formula.substr(i, end - i));
    sum += is_negative ? -number : number;
    i = end;
  }
  return sum;
}

// The number of the row whose cell of column B has this text.
std::string RowOf(const WorkbookSheet& sheet, const std::string& label) {
  for (const auto& [name, cell] : sheet.cells) {
    if (name[0] == 'B' && cell.text == label) return name.substr(1);
  }
  ADD_FAILURE() << "no row " << label;
  return "0";
}

TEST(NoticeWorkbook, HasTheNumbersOfTheNotice) {
  const Notice notice = SampleNotice();
  Sheets sheets = SaveAndRead(notice);
  ASSERT_EQ(sheets.size(), 3u);
  const WorkbookSheet& sheet = sheets["Thông báo"];
  for (const NoticeRow& row : notice.rows) {
    const std::string number = RowOf(sheet, row.label);
    EXPECT_EQ(sheet.cells.at("A" + number).text, row.mark);
    for (size_t i = 0; i < row.amounts_vnd.size(); ++i) {
      const std::string name = static_cast<char>('C' + i) + number;
      EXPECT_EQ(sheet.cells.contains(name), row.amounts_vnd[i].has_value()) << name;
      EXPECT_EQ(NumberOf(sheet, name), row.amounts_vnd[i].value_or(0)) << name;
      if (row.amounts_vnd[i].has_value()) {
        EXPECT_EQ(sheet.cells.at(name).number_format, "#,##0") << name;
      }
    }
  }
  const WorkbookSheet& money = sheets["Tiền nộp"];
  for (size_t i = 0; i < notice.money.size(); ++i) {
    const std::string row = absl::StrCat(i + 2);
    EXPECT_EQ(money.cells.at("B" + row).text, notice.money[i].what);
    EXPECT_EQ(NumberOf(money, "C" + row), notice.money[i].amount_vnd);
    EXPECT_EQ(money.cells.at("D" + row).text, notice.money[i].source);
    EXPECT_EQ(money.cells.at("E" + row).text, notice.money[i].reference);
  }
  // 10/09/2024 as days since 30/12/1899.
  EXPECT_EQ(NumberOf(money, "A2"), 45545);
  EXPECT_EQ(money.cells.at("A2").number_format, "dd/mm/yyyy");
  const WorkbookSheet& allocations = sheets["Phân bổ"];
  for (size_t i = 0; i < notice.allocations.size(); ++i) {
    const std::string row = absl::StrCat(i + 2);
    EXPECT_EQ(allocations.cells.at("B" + row).text, notice.allocations[i].what);
    EXPECT_EQ(NumberOf(allocations, "D" + row), notice.allocations[i].amount_vnd);
  }
  EXPECT_EQ(NumberOf(allocations, "C2"), 45505);  // 01/08/2024.
}

TEST(NoticeWorkbook, ItsFormulasGiveWhatTheyAreSavedWith) {
  int formulas = 0;
  for (const auto& [sheet_name, sheet] : SaveAndRead(SampleNotice())) {
    for (const auto& [name, cell] : sheet.cells) {
      if (cell.formula.empty()) continue;
      ++formulas;
      EXPECT_EQ(Evaluate(sheet, cell.formula), NumberOf(sheet, name))
          << sheet_name << " " << name << " = " << cell.formula;
    }
  }
  // 8 closing balances, 4 other sums of funds, a sum of each list.
  EXPECT_EQ(formulas, 14);
}

TEST(NoticeWorkbook, IsReadyToPrint) {
  for (const auto& [name, sheet] : SaveAndRead(SampleNotice())) {
    EXPECT_THAT(sheet.xml, HasSubstr("paperSize=\"9\"")) << name;
    EXPECT_THAT(sheet.xml, HasSubstr("state=\"frozen\"")) << name;
    EXPECT_THAT(sheet.xml, HasSubstr("fitToPage=\"1\"")) << name;
    EXPECT_THAT(sheet.xml, HasSubstr("<cols>")) << name;
  }
}

TEST(NoticeWorkbook, OfAnEmptyMonthHasItsHeadings) {
  contribution::v1::Statement statement;
  statement.set_name("households/5/statements/2024-09");
  Sheets sheets = SaveAndRead(*MakeNotice(statement, {.payer = "households/5"}));
  EXPECT_EQ(sheets["Tiền nộp"].cells["C1"].text, "Số tiền");
  EXPECT_EQ(sheets["Phân bổ"].cells.size(), 4u);
}

TEST(NoticeWorkbook, IsTheSameFileWhenAskedAgain) {
  const TempFolder folder;
  std::vector<std::string> contents;
  for (const std::string name : {"a.xlsx", "b.xlsx"}) {
    ASSERT_TRUE(SaveNotice(SampleNotice(), folder.path(name)).ok());
    std::ifstream file(folder.path(name), std::ios::binary);
    contents.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  EXPECT_EQ(contents[0], contents[1]);
}

TEST(NoticeWorkbook, HoldsWhatANumberHoldsExactlyAndRefusesMore) {
  Notice notice = SampleNotice();
  notice.further[0].amount_vnd = kBound - 1;
  notice.further[1].amount_vnd = 1 - kBound;
  const Sheets sheets = SaveAndRead(notice);
  std::string all;
  for (const auto& [name, cell] : sheets.at("Thông báo").cells) all += cell.text + "\n";
  EXPECT_THAT(all, HasSubstr("\n9007199254740991\n"));
  EXPECT_THAT(all, HasSubstr("\n-9007199254740991\n"));

  const TempFolder folder;
  const auto refusal = [&](auto change) {
    Notice too_large = SampleNotice();
    change(too_large);
    const absl::Status status = SaveNotice(too_large, folder.path("large.xlsx"));
    EXPECT_EQ(status.code(), absl::StatusCode::kOutOfRange);
    EXPECT_FALSE(std::ifstream(folder.path("large.xlsx")).good());
    return std::string(status.message());
  };
  EXPECT_THAT(refusal([](Notice& n) { n.rows[0].amounts_vnd[0] = kBound; }),
              HasSubstr("Kỳ trước mang sang, Hưu trí, tử tuất: 9007199254740992 đồng"));
  EXPECT_THAT(refusal([](Notice& n) { n.further[2].amount_vnd = INT64_MIN; }),
              HasSubstr("Tiền phạt"));
  EXPECT_THAT(refusal([](Notice& n) { n.money[0].amount_vnd = -kBound; }), HasSubstr("Tiền nộp"));
  EXPECT_THAT(refusal([](Notice& n) { n.allocations[0].amount_vnd = kBound - 1; }),
              HasSubstr("Phân bổ"));
}

TEST(NoticeWorkbook, SaysThatItsFileCannotBeWritten) {
  for (const std::string path : {"/nowhere/notice.xlsx", "/dev/full"}) {
    EXPECT_THAT(std::string(SaveNotice(SampleNotice(), path).message()),
                HasSubstr(path + ": cannot be written"));
  }
}

}  // namespace
}  // namespace baophu::cli
