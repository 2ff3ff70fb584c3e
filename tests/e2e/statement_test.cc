// `baophu statement` and `baophu interest`, as people and scripts see them.

#include <baophu/contribution/v1/account_service.pb.h>
#include <gmock/gmock.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/e2e/suite/suite.h"

namespace baophu::e2e {
namespace {

using contribution::v1::Statement;
using contribution::v1::StatementFund;
using testing::HasSubstr;
using testing::StartsWith;

constexpr int kUsage = 1;
constexpr int kServiceFailed = 3;
constexpr int kOutputFailed = 6;
constexpr int kEmployers = 40;
constexpr char kTitle[] = "THÔNG BÁO KẾT QUẢ ĐÓNG BHXH, BHYT, BHTN, BHTNLĐ, BNN\nTháng 09/2024\n";

std::string Contents(const std::string& path) {
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

std::string Log(const Suite& suite) { return Contents(suite.folder().File("log/baophu.log")); }

// What the command writes about a payer's September 2024 in a format.
std::string September(const Suite& suite, const std::string& payer, const std::string& format) {
  const std::string file = suite.folder().File("statement");
  EXPECT_EQ(suite.RunBaophu(
                {"statement", payer, "--month", "2024-09", "--format", format, "--out", file}),
            0)
      << payer;
  return Contents(file);
}

void ExpectAddsUp(const StatementFund& fund) {
  EXPECT_EQ(fund.closing_vnd(),
            fund.opening_vnd() + fund.assessed_vnd() + fund.adjusted_vnd() - fund.allocated_vnd())
      << fund.fund();
}

TEST(Statement, OfEmployersAddsUpAndIsPrinted) {
  Suite suite({.data = LoadedData()});
  ASSERT_EQ(suite.RunBaophu({"interest", "--through", "2024-08"}), 0);
  int64_t allocated_vnd = 0;
  int64_t interest_vnd = 0;
  for (int id = 1; id <= kEmployers; ++id) {
    const std::string payer = absl::StrCat("employers/", id);
    SCOPED_TRACE(payer);
    Statement statement;
    ASSERT_TRUE(
        google::protobuf::util::JsonStringToMessage(September(suite, payer, "json"), &statement)
            .ok());
    EXPECT_EQ(statement.name(), payer + "/statements/2024-09");
    ASSERT_EQ(statement.funds_size(), 6);
    for (const StatementFund& fund : statement.funds()) ExpectAddsUp(fund);
    ExpectAddsUp(statement.total());
    allocated_vnd += statement.total().allocated_vnd();
    interest_vnd += statement.interest().closing_vnd();
    EXPECT_THAT(September(suite, payer, "text"), StartsWith(kTitle));
  }
  EXPECT_GT(allocated_vnd, 0);
  EXPECT_GT(interest_vnd, 0);
  const std::string text = September(suite, "1", "text");
  EXPECT_THAT(text, HasSubstr("SỐ LIỆU MẪU Ở TỶ LỆ 0,01"));
  EXPECT_THAT(text, HasSubstr("Mã trên hệ thống:  employers/1\n"));
  // A ZIP archive, as every workbook is.
  EXPECT_THAT(September(suite, "1", "xlsx"), StartsWith("PK"));
  EXPECT_THAT(September(suite, "people/1", "text"), StartsWith(kTitle));
  EXPECT_THAT(September(suite, "households/1", "text"), StartsWith(kTitle));
}

TEST(Statement, IsFoundByCodesThatNameOneUnit) {
  Suite suite({.data = LoadedData()});
  const std::string file = suite.folder().File("employers.csv");
  std::ofstream(file) << "tax_code,unit_code,name,area,funding_type,status,status_from\n"
                         "0100233488,ZZ0001Z,Công ty Thử Một,11296,ENTERPRISE,ACTIVE,2024-01\n"
                         "0100233488,ZZ0002Z,Công ty Thử Hai,11296,ENTERPRISE,ACTIVE,2024-01\n"
                         "0100112437,ZZ0003Z,Công ty Thử Ba,11296,ENTERPRISE,ACTIVE,2024-01\n";
  ASSERT_EQ(suite.RunBaophu({"import", "employers", file}), 0);
  EXPECT_THAT(September(suite, "ZZ0002Z", "text"), HasSubstr("Công ty Thử Hai\n"));
  EXPECT_THAT(September(suite, "0100112437", "text"), HasSubstr("Công ty Thử Ba\n"));
  const auto fails = [&](const std::string& payer) {
    return suite.RunBaophu({"statement", payer, "--month", "2024-09"}) == kServiceFailed;
  };
  EXPECT_TRUE(fails("0100233488"));
  EXPECT_TRUE(fails("ZZ9999Z"));
  EXPECT_TRUE(fails("employers/99999999"));
  const std::string log = Log(suite);
  EXPECT_THAT(log, HasSubstr("several units share the tax code 0100233488; write one of"));
  EXPECT_THAT(log, HasSubstr("(ZZ0001Z), employers/"));
  EXPECT_THAT(log, HasSubstr("no employer has the code \"ZZ9999Z\""));
  EXPECT_THAT(log, HasSubstr("there is no such employer"));
}

TEST(Statement, SaysWhatIsWrongWithTheQuestion) {
  Suite suite({.data = LoadedData()});
  EXPECT_EQ(suite.RunBaophu({"statement", "x/1", "--month", "2024-09"}), kUsage);
  EXPECT_EQ(suite.RunBaophu({"statement", "1", "--month", "2024-13"}), kUsage);
  EXPECT_EQ(suite.RunBaophu({"statement", "1", "--month", "2024-09", "--as-known", "2024-02-30"}),
            kUsage);
  EXPECT_EQ(suite.RunBaophu({"statement", "1", "--month", "2024-09", "--format", "xlsx"}), kUsage);
  EXPECT_EQ(suite.RunBaophu({"statement", "1", "--month", "2024-09", "--out", "/dev/full"}),
            kOutputFailed);
  const std::string log = Log(suite);
  EXPECT_THAT(log, HasSubstr("EMPLOYER: \"x/1\" names no payer"));
  EXPECT_THAT(log, HasSubstr("--month: not a month"));
  EXPECT_THAT(log, HasSubstr("--as-known: not a date"));
  EXPECT_THAT(log, HasSubstr("--out: a workbook is not printed"));
  EXPECT_THAT(log, HasSubstr("/dev/full: cannot be written"));
}

TEST(Statement, IsThereWithoutTarget) {
  Suite suite({.data = LoadedData()});
  suite.Kill(Part::kTarget);
  const std::string file = suite.folder().File("statement");
  EXPECT_EQ(
      suite.RunBaophu({"statement", "1", "--month", "2024-09", "--out", file, "--timeout-s", "5"}),
      0);
  EXPECT_THAT(Contents(file), StartsWith(kTitle));
  EXPECT_THAT(Log(suite), HasSubstr("whether the data is a sample's is not known"));
}

TEST(Statement, TellsWhatWasKnownOnADay) {
  Suite suite({.data = LoadedData()});
  const std::string file = suite.folder().File("statement");
  // Before the first record of the sample.
  EXPECT_EQ(suite.RunBaophu({"statement", "1", "--month", "2024-09", "--as-known", "2000-01-31",
                             "--out", file}),
            0);
  EXPECT_THAT(Contents(file), HasSubstr("Theo số liệu đã ghi nhận đến hết ngày 31/01/2000."));
  EXPECT_THAT(Contents(file), HasSubstr("\nPhân bổ tiền đóng\nKhông có.\n"));
}

TEST(Interest, ChargedAgainChangesNothing) {
  Suite suite({.data = LoadedData()});
  ASSERT_EQ(suite.RunBaophu({"interest", "--through", "2024-08"}), 0);
  const int64_t revision = suite.Revision(Part::kContribution);
  EXPECT_EQ(suite.RunBaophu({"interest", "--through", "2024-08"}), 0);
  EXPECT_EQ(suite.RunBaophu({"interest", "--json"}), 0);
  EXPECT_EQ(suite.RunBaophu({"interest", "--through", "2024-07"}), kServiceFailed);
  EXPECT_EQ(suite.RunBaophu({"interest", "--through", "2999-01"}), kServiceFailed);
  EXPECT_EQ(suite.RunBaophu({"interest", "--through", "2024-13"}), kUsage);
  EXPECT_EQ(suite.Revision(Part::kContribution), revision);
  const std::string log = Log(suite);
  EXPECT_THAT(log, HasSubstr("interest charged through 2024-08, nothing waits, at revision"));
  EXPECT_THAT(log, HasSubstr("\"chargedThroughMonth\":\"2024-08\""));
  EXPECT_THAT(log, HasSubstr("through_month: is before 2024-08"));
  EXPECT_THAT(log, HasSubstr("through_month: is not over yet"));
  EXPECT_THAT(log, HasSubstr("--through: not a month"));
}

}  // namespace
}  // namespace baophu::e2e
