// The report of a period of the sample province: every figure's link is answered, who
// joined and left adds up to the counts, and the command line writes all of its forms.

#include <baophu/participant/v1/coverage_service.grpc.pb.h>
#include <baophu/target/v1/period_report_service.grpc.pb.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "tests/e2e/suite/suite.h"

namespace baophu::e2e {
namespace {

using target::v1::PeriodReport;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr int kUsage = 1;

class PeriodReportSuite : public testing::Test {
 protected:
  static void SetDeadline(grpc::ClientContext& context) {
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
  }

  PeriodReport Report(const std::string& name) {
    grpc::ClientContext context;
    SetDeadline(context);
    target::v1::GetPeriodReportRequest request;
    request.set_name(name);
    *request.mutable_min_revisions() = suite_.Revisions();
    PeriodReport report;
    const grpc::Status status =
        target::v1::PeriodReportService::NewStub(suite_.Channel(Part::kGateway))
            ->GetPeriodReport(&context, request, &report);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return report;
  }

  static std::set<std::string> PathsOf(const PeriodReport& report) {
    std::set<std::string> paths;
    for (const auto& indicator : report.indicators()) {
      for (const auto& link : indicator.links()) paths.insert(link.path());
    }
    for (const auto& scheme : report.schemes()) {
      for (const auto& link : scheme.links()) paths.insert(link.path());
    }
    for (const auto& ranking : report.rankings()) {
      for (const auto& area : ranking.areas()) paths.insert(area.path());
    }
    for (const auto& link : report.field_work().links()) paths.insert(link.path());
    return paths;
  }

  // "status path" of each path, asked for through the gateway.
  std::string Answers(const std::set<std::string>& paths) {
    std::vector<std::string> words = {"curl",
                                      "-sS",
                                      "--unix-socket",
                                      suite_.folder().File("http.sock"),
                                      "-w",
                                      "%{http_code} %{url_effective}\n"};
    for (const std::string& path : paths) {
      words.push_back("-o");
      words.push_back("/dev/null");
      words.push_back("http://localhost" + path);
    }
    const std::string out = suite_.folder().File("answers.txt");
    EXPECT_EQ(RunProgram(words, out), 0);
    return Contents(out);
  }

  static std::string Contents(const std::string& path) {
    std::stringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
  }

  Suite suite_{{.data = LoadedData()}};
};

TEST_F(PeriodReportSuite, EveryLinkIsAnswered) {
  std::set<std::string> paths;
  for (const char* name : {"areas/31/periodReports/2024-Q3", "areas/31/periodReports/2023",
                           "areas/318/periodReports/2024-09"}) {
    const PeriodReport report = Report(name);
    EXPECT_FALSE(report.indicators().empty()) << name;
    paths.merge(PathsOf(report));
  }
  EXPECT_GT(paths.size(), 30u);
  std::map<std::string, int> kinds;
  const std::string answers = Answers(paths);
  for (const absl::string_view line : absl::StrSplit(answers, '\n', absl::SkipEmpty())) {
    EXPECT_THAT(std::string(line), StartsWith("200 "));
  }
  for (const char* kind :
       {"/coverageReports/", "/coverage?", "/coverageFlows?", "/ledgerTotals?", "/v1/plans/",
        "/v1/denominators/", "/pace/", "/ageing?", "/lateEmployers?", "/dialogueTotals?",
        "/completeness/", "/programmeTotals/", "/scorecards?", ":reportDecrease?"}) {
    EXPECT_THAT(answers, HasSubstr(kind));
  }
}

TEST_F(PeriodReportSuite, WhoJoinedAndLeftAddsUpToTheCounts) {
  for (const std::string area : {"31", "303", "318"}) {
    const PeriodReport report = Report("areas/" + area + "/periodReports/2024-H1");
    grpc::ClientContext context;
    SetDeadline(context);
    participant::v1::QueryCoverageRequest request;
    request.set_name("areas/" + area);
    for (int month = 1; month <= 6; ++month) request.add_months(absl::StrCat("2024-0", month));
    participant::v1::QueryCoverageResponse response;
    ASSERT_TRUE(participant::v1::CoverageService::NewStub(suite_.Channel(Part::kGateway))
                    ->QueryCoverage(&context, request, &response)
                    .ok());
    std::map<int, std::pair<int64_t, int64_t>> counted;
    for (const auto& month : response.area_months()) {
      for (const auto& count : month.counts()) {
        counted[count.scheme()].first += count.joined();
        counted[count.scheme()].second += count.left();
      }
    }
    ASSERT_EQ(report.schemes_size(), 5);
    for (const auto& scheme : report.schemes()) {
      EXPECT_EQ(scheme.joined(), counted[scheme.scheme()].first) << area << scheme.scheme();
      EXPECT_EQ(scheme.left(), counted[scheme.scheme()].second) << area << scheme.scheme();
      // No reform lies in these months.
      EXPECT_EQ(scheme.people() - scheme.prior_people(),
                scheme.joined() - scheme.left() + scheme.moved_in() - scheme.moved_out());
    }
  }
}

TEST_F(PeriodReportSuite, TheCommandLineWritesAllForms) {
  const auto write = [&](const std::string& format, const std::string& file) {
    const std::string out = suite_.folder().File(file);
    EXPECT_EQ(suite_.RunBaophu({"report", "--area", "31", "--period", "2024-Q3", "--format", format,
                                "--out", out}),
              0);
    return Contents(out);
  };
  EXPECT_THAT(write("text", "a.txt"), HasSubstr("quý III/2024"));
  EXPECT_THAT(write("csv", "a.csv"), AllOf(HasSubstr("RANKING,PARTICIPANTS_SOCIAL_COMPULSORY,"),
                                           HasSubstr("FIELD_WORK,STEERING_COMMITTEE,"),
                                           HasSubstr(",DONE_AREAS,COMMUNE,")));
  EXPECT_THAT(write("json", "a.json"), HasSubstr("\"name\": \"areas/31/periodReports/2024-Q3\""));
  EXPECT_THAT(write("xlsx", "a.xlsx"), StartsWith("PK"));
  EXPECT_EQ(suite_.RunBaophu({"report", "--area", "31", "--month", "2024-09"}), 0);
  EXPECT_EQ(suite_.RunBaophu({"report", "--area", "31"}), kUsage);
  EXPECT_EQ(suite_.RunBaophu({"report", "--area", "31", "--period", "2024", "--format", "xlsx"}),
            kUsage);
}

}  // namespace
}  // namespace baophu::e2e
