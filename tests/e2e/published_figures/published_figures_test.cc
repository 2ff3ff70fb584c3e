// The full-scale sample province, brought up as an operator does, and the two small samples
// beside it, against every published figure: tests/fixtures/published_figures.csv lists all 52
// of them.

#include <arpa/inet.h>
#include <baophu/contribution/v1/assessment_service.grpc.pb.h>
#include <baophu/contribution/v1/ledger_service.grpc.pb.h>
#include <baophu/target/v1/coverage_report_service.grpc.pb.h>
#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "tests/e2e/published_figures/asked_figures.h"
#include "tests/fixtures/sample_province/base/csv_file.h"
#include "tests/fixtures/sample_province/province.h"

namespace baophu {
namespace {

using target::v1::CoverageReport;
using target::v1::IndicatorValue;

constexpr int64_t kMillion = 1'000'000;
constexpr int kAttempts = 3;
// How many figures each document gives.
constexpr std::pair<const char*, int> kFiguresOf[] = {
    {"S1", 15}, {"S2", 7}, {"S3", 10}, {"S4", 14}, {"S5", 6}};

// A port of 127.0.0.1 that is free now: `port` itself, or any for 0. Nothing when
// it is taken.
std::optional<int> FreePort(int port) {
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  socklen_t size = sizeof address;
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<uint16_t>(port));
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  const bool bound = bind(fd, generic, size) == 0 && getsockname(fd, generic, &size) == 0;
  close(fd);
  return bound ? std::optional<int>(ntohs(address.sin_port)) : std::nullopt;
}

bool ArePortsFree(int first) {
  return first < 65535 && FreePort(first).has_value() && FreePort(first + 1).has_value();
}

// A port p such that p and p + 1 are free now.
int FreePortPair() {
  while (true) {
    const int first = FreePort(0).value_or(0);
    if (first != 0 && ArePortsFree(first)) return first;
  }
}

// Runs a command of the shell; its output goes to the test's.
int RunShell(const std::string& command) {
  std::fflush(nullptr);
  const int status = std::system(command.c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

class PublishedFigures : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    std::string pattern = (std::filesystem::temp_directory_path() / "baophu.XXXXXX").string();
    state_ = mkdtemp(pattern.data());
    int code = 0;
    for (int attempts = 0; attempts < kAttempts; ++attempts) {
      port_ = FreePortPair();
      code = Up();
      // Another program may take a port in between.
      if (code == 0 || ArePortsFree(port_)) break;
    }
    ASSERT_EQ(code, 0) << "deploy/local/up failed";
    stub_ = target::v1::CoverageReportService::NewStub(Channel());
  }

  static void TearDownTestSuite() {
    stub_.reset();
    RunShell(absl::StrCat("deploy/local/down --state ", state_));
    std::filesystem::remove_all(state_);
  }

  // To the gateway.
  static std::shared_ptr<grpc::Channel> Channel() {
    return grpc::CreateChannel(absl::StrCat("127.0.0.1:", port_ + 1),
                               grpc::InsecureChannelCredentials());
  }
  static void SetDeadline(grpc::ClientContext& context) {
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
  }

  static int Up() {
    return RunShell(absl::StrCat("deploy/local/up --bin " BAOPHU_BIN_DIR " --state ", state_,
                                 " --port-base ", port_));
  }

  // Beside the province. From then on 2018 is a month that has data, for the province too.
  static void ImportSmallSamples() {
    for (const std::string place : {"tien_giang", "tu_son"}) {
      const std::string folder = absl::StrCat(state_, "/", place);
      ASSERT_EQ(RunShell(absl::StrCat(BAOPHU_BIN_DIR "/small_sample ", place, " --out ", folder)),
                0);
      ASSERT_EQ(Baophu(absl::StrCat("import --manifest ", folder, "/manifest.csv")), 0) << place;
    }
  }

  static int Baophu(const std::string& command) {
    return RunShell(
        absl::StrCat(BAOPHU_BIN_DIR "/baophu --server 127.0.0.1:", port_ + 1, " ", command));
  }

  static const CoverageReport& Report(const std::string& month) {
    static auto* const kReports = new std::map<std::string, CoverageReport>();
    CoverageReport& report = (*kReports)[month];
    if (report.name().empty()) {
      grpc::ClientContext context;
      SetDeadline(context);
      target::v1::GetCoverageReportRequest request;
      request.set_name(absl::StrCat("areas/31/coverageReports/", month));
      const grpc::Status status = stub_->GetCoverageReport(&context, request, &report);
      EXPECT_TRUE(status.ok()) << status.error_message();
    }
    return report;
  }

  static std::string state_;
  static int port_;
  static std::unique_ptr<target::v1::CoverageReportService::Stub> stub_;
};

std::string PublishedFigures::state_;
int PublishedFigures::port_ = 0;
std::unique_ptr<target::v1::CoverageReportService::Stub> PublishedFigures::stub_;

// A decimal as a whole number of its hundredths, so that "6.6" and "6.60" are
// one value.
int64_t Hundredths(const std::string& text) {
  const size_t point = text.find('.');
  std::string digits = text.substr(0, point);
  std::string decimals = point == std::string::npos ? "" : text.substr(point + 1);
  decimals.resize(2, '0');
  int64_t value = 0;
  EXPECT_TRUE(absl::SimpleAtoi(digits + decimals, &value)) << text;
  return value;
}

int64_t UnitOf(const std::string& unit) {
  if (unit == "MILLION_VND") return kMillion;
  return unit == "BILLION_VND" ? 1'000 * kMillion : 1;
}

// Whether a figure would be printed as it was. All in hundredths; `step` is one of the last
// printed digit.
bool Agrees(int64_t found, int64_t published, int64_t step, const std::string& exactness) {
  if (exactness == "above") return published <= found && found < published + step;
  if (exactness == "near_below") return published - step < found && found < published;
  return 2 * std::abs(found - published) <= step;
}

TEST_F(PublishedFigures, AComparisonWithoutDataIsAbsent) {
  // Movements begin in January 2022; debts of 2021 are known.
  for (const IndicatorValue& value : Report("2022-08").indicators()) {
    if (!absl::StartsWith(value.indicator(), "PARTICIPANTS_")) continue;
    for (const target::v1::Change& change : value.changes()) {
      EXPECT_EQ(change.against(), "PREVIOUS_MONTH") << value.indicator();
    }
  }
}

TEST_F(PublishedFigures, EveryFigureComesOutOfTheRecordsToThePrintedDigit) {
  const auto file = sample::CsvFile::Read("tests/fixtures/published_figures.csv");
  ASSERT_TRUE(file.ok()) << file.status().message();
  ASSERT_NO_FATAL_FAILURE(ImportSmallSamples());
  std::map<std::string, bool> agrees_by_id;
  for (size_t row = 0; row < file->row_count(); ++row) {
    const auto field = [&](std::string_view column) { return file->Field(row, column); };
    const absl::StatusOr<std::string> found =
        e2e::AskFigure(Channel(), {field("source"), field("area"), field("period"),
                                   field("indicator"), field("what"), field("against")});
    SCOPED_TRACE(absl::StrCat(field("id"), " ", field("source"), " ", field("indicator"), " ",
                              field("what"), " ", field("against"), ": published ", field("value"),
                              ", found ", found.value_or("nothing")));
    ASSERT_TRUE(found.ok()) << found.status().message();
    const int64_t unit = UnitOf(field("unit"));
    const bool agrees = Agrees(Hundredths(*found), unit * Hundredths(field("value")),
                               unit * Hundredths(field("step")), field("exactness"));
    EXPECT_EQ(agrees, field("status") == "CONSISTENT");
    bool& all_agree = agrees_by_id.emplace(field("id"), true).first->second;
    all_agree = all_agree && agrees;
  }
  // S2-05 cannot be met: the arithmetic of S2-02 contradicts it.
  std::map<std::string, bool> expected;
  for (const auto& [document, count] : kFiguresOf) {
    for (int number = 1; number <= count; ++number) {
      expected[absl::StrFormat("%s-%02d", document, number)] = true;
    }
  }
  expected["S2-05"] = false;
  EXPECT_EQ(agrees_by_id, expected);
}

// The sample as its files were made from: payments were made for a payroll that other
// code than contribution's computed, and that is in no file.
const sample::Province& Sample() {
  static const auto* const kProvince = [] {
    absl::StatusOr<sample::Province> province =
        sample::MakeProvince({.scale = *sample::Scale::Parse("1"), .prefixes = {}, .on_step = {}});
    EXPECT_TRUE(province.ok()) << province.status().message();
    return new sample::Province(*std::move(province));
  }();
  return *kProvince;
}

TEST_F(PublishedFigures, EveryCommuneIsAssessedWhatThePaymentsWereMadeFor) {
  const sample::Province& province = Sample();
  std::vector<std::array<int64_t, sample::kMonths>> assessed(province.areas.leaves.size());
  for (const sample::Assessment& row : province.ledger.assessments) {
    if (row.period >= 0) assessed[row.leaf][row.period] += sample::Sum(row.amounts_vnd);
  }
  const auto stub = contribution::v1::LedgerService::NewStub(Channel());
  for (size_t leaf = 0; leaf < assessed.size(); ++leaf) {
    grpc::ClientContext context;
    SetDeadline(context);
    contribution::v1::QueryTotalsRequest request;
    request.set_name(absl::StrCat("areas/", province.areas.leaves[leaf].code));
    for (int month = 0; month < sample::kMonths; ++month) {
      request.add_months(sample::ToMonth(month).ToString());
    }
    contribution::v1::QueryTotalsResponse totals;
    const grpc::Status status = stub->QueryTotals(&context, request, &totals);
    ASSERT_TRUE(status.ok()) << status.error_message();
    int64_t from_january = 0;
    for (int month = 0; month < sample::kMonths; ++month) {
      if (sample::MonthOfYear(month) == 0) from_january = 0;
      from_january += assessed[leaf][month];
      EXPECT_EQ(totals.area_months(month).assessed_vnd(), from_january)
          << request.name() << " " << request.months(month);
    }
  }
}

TEST_F(PublishedFigures, AssessmentsFollowFromWagesAndLawToTheDong) {
  const sample::Province& province = Sample();
  // By employer and month: what follows from wages, and all that is assessed, as
  // some bodies also pay for people without wages.
  std::map<std::pair<uint32_t, int>, std::pair<sample::FundAmounts, sample::FundAmounts>> expected;
  for (const sample::Assessment& row : province.ledger.assessments) {
    if (row.payer_kind != sample::PayerKind::kEmployer || row.period < 0) continue;
    auto& [from_wages, all] = expected[{row.payer, row.period}];
    for (int fund = 0; fund < sample::kFunds; ++fund) {
      if (FollowsFromWages(row)) from_wages[fund] += row.amounts_vnd[fund];
      all[fund] += row.amounts_vnd[fund];
    }
  }
  const auto stub = contribution::v1::AssessmentService::NewStub(Channel());
  int64_t compared_vnd = 0;
  constexpr uint32_t kInFirstChunk = 9000;
  for (uint32_t employer = 0; employer < kInFirstChunk; employer += 47) {
    for (const int month : {0, 10, sample::kAugust2023, 32}) {
      grpc::ClientContext context;
      SetDeadline(context);
      contribution::v1::GetEmployerAssessmentRequest request;
      // Those of one chunk are numbered in the order of their file.
      request.set_name(absl::StrCat("employers/", employer + 1, "/assessments/",
                                    sample::ToMonth(month).ToString()));
      SCOPED_TRACE(request.name());
      contribution::v1::EmployerAssessment assessment;
      const grpc::Status status = stub->GetEmployerAssessment(&context, request, &assessment);
      ASSERT_TRUE(status.ok()) << status.error_message();
      ASSERT_EQ(assessment.funds_size(), sample::kFunds);
      const auto& [from_wages, all] = expected[{employer, month}];
      for (int fund = 0; fund < sample::kFunds; ++fund) {
        EXPECT_EQ(assessment.funds(fund).total_vnd(), from_wages[fund]) << "fund " << fund;
        EXPECT_EQ(assessment.funds(fund).posted_vnd(), all[fund]) << "fund " << fund;
        compared_vnd += from_wages[fund];
      }
    }
  }
  EXPECT_GT(compared_vnd, 1'000 * kMillion);
}

TEST_F(PublishedFigures, TheContradictoryFigureIsWhatTheArithmeticGives) {
  const absl::StatusOr<std::string> remaining = e2e::AskFigure(
      Channel(), {"REPORT", "31", "2024-09", "PARTICIPANTS_SOCIAL_VOLUNTARY", "REMAINING", "VSS"});
  int64_t value = 0;
  ASSERT_TRUE(absl::SimpleAtoi(remaining.value_or(""), &value)) << remaining.status().message();
  EXPECT_GE(value, 13'614);
  EXPECT_LE(value, 13'620);
}

TEST_F(PublishedFigures, CountsAndLedgerStandTheirChecks) {
  EXPECT_EQ(Baophu("recount"), 0);
  EXPECT_EQ(Baophu("verify"), 0);
}

TEST_F(PublishedFigures, ComingUpAgainLoadsNothingTwice) {
  const CoverageReport before = Report("2024-09");
  ASSERT_EQ(Up(), 0);
  grpc::ClientContext context;
  SetDeadline(context);
  target::v1::GetCoverageReportRequest request;
  request.set_name("areas/31/coverageReports/2024-09");
  CoverageReport after;
  ASSERT_TRUE(stub_->GetCoverageReport(&context, request, &after).ok());
  EXPECT_EQ(after.SerializeAsString(), before.SerializeAsString());
  EXPECT_EQ(Baophu("assess --from 2022-01 --through 2024-12"), 0);
}

}  // namespace
}  // namespace baophu
