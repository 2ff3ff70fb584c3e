#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "services/cli/interest/interest_command.h"
#include "services/cli/report/number_text.h"
#include "services/cli/statement/notice.h"
#include "services/cli/statement/notice_text.h"
#include "services/cli/statement/payer_reference.h"
#include "services/cli/terminal/output.h"
#include "services/cli/terminal/text_table.h"
#include "tests/unit/cli/sample_statement.h"
#include "tests/unit/cli/temp_file.h"

namespace baophu::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string TextOf(const contribution::v1::Statement& statement, const Addressee& addressee) {
  const absl::StatusOr<Notice> notice = MakeNotice(statement, addressee);
  EXPECT_TRUE(notice.ok()) << notice.status().message();
  return notice.ok() ? NoticeText(*notice) : "";
}

TEST(NoticeText, IsTheMonthlyNoticeInVietnamese) {
  EXPECT_EQ(TextOf(SampleStatement(), SampleAddressee()), Golden("statement.txt"));
}

TEST(NoticeText, SaysThatNothingHappened) {
  contribution::v1::Statement statement;
  statement.set_name("households/5/statements/2024-09");
  const std::string text = TextOf(statement, {.payer = "households/5"});
  EXPECT_THAT(text, HasSubstr("Mã trên hệ thống:  households/5"));
  EXPECT_THAT(text, HasSubstr("Phân bổ tiền đóng\nKhông có.\n"));
  EXPECT_THAT(text, HasSubstr("Theo mọi số liệu đã ghi nhận đến khi lập."));
  EXPECT_THAT(text, Not(HasSubstr("Số âm")));
  EXPECT_THAT(text, Not(HasSubstr("participant")));
}

TEST(NoticeText, NamesThePersonAndLabelsScaledSamples) {
  contribution::v1::Statement statement;
  statement.set_name("people/7/statements/2024-09");
  const std::string text = TextOf(
      statement, {.payer = "people/7", .person_name = "Trần Thị Thử", .sample_scale = "0.05"});
  EXPECT_THAT(text, HasSubstr("Người tham gia:    Trần Thị Thử\n"));
  EXPECT_THAT(text, HasSubstr("SỐ LIỆU MẪU Ở TỶ LỆ 0,05"));
}

TEST(NoticeText, KeepsCodesThatAreNotKnown) {
  contribution::v1::Statement statement = SampleStatement();
  statement.mutable_funds(0)->set_fund("CARE");
  statement.mutable_money(0)->set_kind("GIFT");
  const std::string text = TextOf(statement, SampleAddressee());
  EXPECT_THAT(text, HasSubstr(" CARE "));
  EXPECT_THAT(text, HasSubstr("  GIFT  "));
}

// Every line of the table ends with its last column, however wide the amounts are.
TEST(NoticeText, StaysAlignedForAmountsOfAnyWidth) {
  for (const int64_t amount : {int64_t{0}, int64_t{-7}, int64_t{1'234'567}, INT64_MAX, INT64_MIN}) {
    contribution::v1::Statement statement;
    statement.set_name("employers/91/statements/2024-09");
    auto* const fund = statement.add_funds();
    fund->set_fund("SICKNESS");
    for (auto* const part : {fund, statement.mutable_total()}) {
      part->set_opening_vnd(amount);
      part->set_closing_vnd(amount);
    }
    const std::string text = TextOf(statement, SampleAddressee());
    EXPECT_THAT(text, HasSubstr(NumberText(amount, Language::kVietnamese)));
    size_t rule_width = 0;
    for (const std::string& line : std::vector<std::string>(absl::StrSplit(text, '\n'))) {
      if (line.starts_with("---") && rule_width == 0) rule_width = line.size();
      if (line.starts_with("A  ") || line.starts_with("C  ") || line.starts_with("Đ  ")) {
        EXPECT_EQ(DisplayWidth(line), rule_width) << amount << ": " << line;
      }
    }
    EXPECT_GT(rule_width, 0u);
  }
}

TEST(Notice, IsRefusedWhenTheStatementDoesNotAddUp) {
  const auto refusal = [](auto change) {
    contribution::v1::Statement statement = SampleStatement();
    change(statement);
    const absl::StatusOr<Notice> notice = MakeNotice(statement, SampleAddressee());
    EXPECT_EQ(notice.status().code(), absl::StatusCode::kDataLoss);
    return std::string(notice.status().message());
  };
  EXPECT_THAT(refusal([](auto& s) { s.mutable_funds(0)->set_closing_vnd(1); }),
              HasSubstr("do not add up"));
  EXPECT_THAT(refusal([](auto& s) { s.mutable_total()->set_assessed_vnd(1); }),
              HasSubstr("sum of Phải đóng của tháng"));
  EXPECT_THAT(refusal([](auto& s) { s.mutable_interest()->set_waived_vnd(0); }),
              HasSubstr("do not add up"));
  EXPECT_THAT(refusal([](auto& s) { s.mutable_money(0)->set_amount_vnd(1); }),
              HasSubstr("do not add up"));
  EXPECT_THAT(refusal([](auto& s) {
                s.mutable_money(0)->set_amount_vnd(INT64_MAX);
                s.mutable_money(2)->set_amount_vnd(INT64_MAX);
              }),
              HasSubstr("too large"));
  EXPECT_THAT(refusal([](auto& s) { s.mutable_money(0)->set_date("2024-02-30"); }),
              HasSubstr("\"2024-02-30\" is not a date"));
  EXPECT_THAT(refusal([](auto& s) { s.set_name("employers/91"); }), HasSubstr("is not a month"));
}

TEST(Dates, AreWrittenAsInVietnam) {
  EXPECT_EQ(DayText(*Day::Parse("2024-02-29")), "29/02/2024");
  EXPECT_EQ(MonthNumberText(*Month::Parse("2024-09")), "09/2024");
}

// Without its points a number is what it was, and points stand before every third
// digit.
TEST(NumberText, HasAPointBeforeEveryThirdDigit) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937_64 random(seed);
  for (int i = 0; i < 10'000; ++i) {
    const auto number = static_cast<int64_t>(random()) >> random() % 64;
    const std::string text = NumberText(number, Language::kVietnamese);
    std::string digits = text;
    std::erase(digits, '.');
    int64_t read = 0;
    ASSERT_TRUE(absl::SimpleAtoi(digits, &read)) << text;
    ASSERT_EQ(read, number) << text;
    const std::string unsigned_text = text.substr(number < 0 ? 1 : 0);
    for (size_t from_end = 0; from_end < unsigned_text.size(); ++from_end) {
      const char c = unsigned_text[unsigned_text.size() - 1 - from_end];
      ASSERT_EQ(c == '.', from_end % 4 == 3) << text;
    }
  }
}

TEST(TextTable, AlignsByWhatIsSeen) {
  using enum TextTable::Align;
  TextTable table({kLeft, kRight});
  table.Add({"Quỹ", "Số\ntiền"});
  table.AddRule();
  table.Add({"Đ", "1"});
  // Decomposed accents take no column of their own.
  table.Add({"e\u0302\u0301", "22"});
  table.Add({"x"});
  EXPECT_EQ(table.Text(),
            "       Số\n"
            "Quỹ  tiền\n"
            "---------\n"
            "Đ       1\n"
            "e\u0302\u0301      22\n"
            "x\n");
  EXPECT_EQ(DisplayWidth("\xff\xfe"), 2u);
}

TEST(PayerReference, IsAnIdOrACode) {
  EXPECT_EQ(ReadPayerReference("employers/91")->name, "employers/91");
  EXPECT_EQ(ReadPayerReference("91")->name, "employers/91");
  EXPECT_EQ(ReadPayerReference("people/7")->name, "people/7");
  EXPECT_EQ(ReadPayerReference("households/5")->name, "households/5");
  EXPECT_EQ(ReadPayerReference("HN00091Z")->employer_code, "HN00091Z");
  EXPECT_EQ(ReadPayerReference("0298369359")->employer_code, "0298369359");
  EXPECT_EQ(ReadPayerReference("0314409058-002")->employer_code, "0314409058-002");
  EXPECT_EQ(ReadPayerReference("employer:91")->employer_code, "91");
  for (const char* const text : {"", "x/1", "employers/", "employers/x", "employers/1/account"}) {
    EXPECT_THAT(std::string(ReadPayerReference(text).status().message()),
                HasSubstr("names no payer"))
        << text;
  }
}

TEST(SettlementText, TellsHowFarAndWhatWaits) {
  contribution::v1::Settlement settlement;
  settlement.set_revision(40);
  EXPECT_EQ(SettlementText(settlement),
            "no interest is charged yet; write --through, nothing waits, at revision 40");
  settlement.set_charged_through_month("2024-08");
  settlement.set_waiting_count(1234);
  EXPECT_EQ(SettlementText(settlement),
            "interest charged through 2024-08, 1,234 payers wait to be settled, at revision 40");
}

TEST(SaveText, ReplacesAFileOrSaysWhyNot) {
  const TempFolder folder;
  const std::string path = folder.Write("a.txt", "longer than before");
  EXPECT_TRUE(SaveText("xin chào", path).ok());
  std::ifstream file(path);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), "xin chào");
  for (const std::string& bad : {folder.path("no/a.txt"), std::string("/dev/full")}) {
    EXPECT_THAT(std::string(SaveText("x", bad).message()), HasSubstr(bad + ": cannot be written"));
  }
}

}  // namespace
}  // namespace baophu::cli
