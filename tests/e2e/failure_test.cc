// The suite as real processes with a real Redis, while its parts fail.

#include <gmock/gmock.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "tests/e2e/suite/rows.h"
#include "tests/e2e/suite/suite.h"

namespace baophu::e2e {
namespace {

using target::v1::CoverageReport;
using target::v1::GetCoverageReportRequest;
using testing::HasSubstr;

const char kReport[] = "areas/31/coverageReports/2024-09";

// Reports that a fault would show in: the province, two districts and a commune
// of each, with and without earlier months to compare with.
std::vector<std::string> TellingReports() {
  return ReportNames({"31", "303", "304", "305", "11296", "11299", "11329"},
                     {"2022-08", "2023-08", "2023-12", "2024-09"});
}

// A report as JSON without the revisions, which depend on how rows were chunked.
std::string Figures(CoverageReport report) {
  report.clear_revisions();
  std::string json;
  EXPECT_TRUE(google::protobuf::util::MessageToJsonString(report, &json).ok());
  return json;
}

// All reports, each reflecting everything that is committed.
std::map<std::string, std::string> AllFigures(const Suite& suite) {
  std::map<std::string, std::string> figures;
  GetCoverageReportRequest request;
  *request.mutable_min_revisions() = suite.Revisions();
  for (const std::string& name : TellingReports()) {
    request.set_name(name);
    const absl::StatusOr<CoverageReport> report = suite.Report(request);
    EXPECT_TRUE(report.ok()) << name << ": " << report.status().message();
    if (report.ok()) figures[name] = Figures(*report);
  }
  return figures;
}

const std::map<std::string, std::string>& UndisturbedFigures() {
  static const auto* const kFigures = new std::map<std::string, std::string>([] {
    Suite suite({.data = LoadedData()});
    return AllFigures(suite);
  }());
  return *kFigures;
}

int64_t Value(const CoverageReport& report, const std::string& indicator) {
  for (const target::v1::IndicatorValue& value : report.indicators()) {
    if (value.indicator() == indicator) return value.value();
  }
  ADD_FAILURE() << indicator << " is missing";
  return 0;
}

// A kill when a service has made so many revisions since the import began.
struct KillAt {
  Part observed;
  int64_t revisions;
};

struct KillCase {
  Part killed;
  std::vector<std::string> manifests_before;
  std::string manifest;
  std::string chunk_rows;
  std::vector<std::string> manifests_after;
  std::vector<KillAt> kills;
};

void PrintTo(const KillCase& kill, std::ostream* out) { *out << Name(kill.killed); }

class KillInMidImport : public testing::TestWithParam<KillCase> {};

TEST_P(KillInMidImport, LosesAndDoublesNothing) {
  const KillCase& test = GetParam();
  Suite suite;
  const auto import_all = [&](const std::vector<std::string>& manifests) {
    for (const std::string& manifest : manifests) {
      ASSERT_EQ(suite.RunBaophu({"import", "--manifest", SampleFile(manifest)}), 0) << manifest;
    }
  };
  import_all(test.manifests_before);
  std::map<Part, int64_t> at_first;
  for (const KillAt& kill : test.kills) at_first[kill.observed] = suite.Revision(kill.observed);
  const std::unique_ptr<Process> import = suite.Baophu(
      {"import", "--manifest", SampleFile(test.manifest), "--chunk-rows", test.chunk_rows});
  for (const KillAt& kill : test.kills) {
    const int64_t revision = at_first.at(kill.observed) + kill.revisions;
    ASSERT_TRUE(suite.AwaitRevision(kill.observed, revision, *import))
        << "the import ended before revision " << revision;
    suite.Kill(test.killed);
    ASSERT_TRUE(import->Running()) << "the import ended before the kill";
    suite.Start(test.killed);
    ASSERT_GE(suite.Revision(kill.observed), revision) << "an acknowledged revision is gone";
  }
  const int64_t at_last_start = suite.Revision(test.kills.back().observed);
  EXPECT_EQ(import->Wait(absl::Minutes(3)), 0);
  EXPECT_GT(suite.Revision(test.kills.back().observed), at_last_start)
      << "the import had ended before the last kill";
  import_all(test.manifests_after);
  EXPECT_EQ(suite.RunBaophu(kAssessSample), 0);

  EXPECT_EQ(AllFigures(suite), UndisturbedFigures());
  EXPECT_EQ(suite.RunBaophu({"recount"}), 0);
  EXPECT_EQ(suite.RunBaophu({"verify"}), 0);
}

INSTANTIATE_TEST_SUITE_P(
    EachService, KillInMidImport,
    testing::Values(
        KillCase{Part::kParticipant,
                 {},
                 "manifest.csv",
                 "200",
                 {},
                 {{Part::kParticipant, 20}, {Part::kParticipant, 120}, {Part::kParticipant, 250}}},
        KillCase{Part::kContribution,
                 {"participant.csv"},
                 "contribution.csv",
                 "50",
                 {"target.csv"},
                 {{Part::kContribution, 20}, {Part::kContribution, 200}}},
        KillCase{Part::kTarget,
                 {"participant.csv", "contribution.csv"},
                 "target.csv",
                 "5",
                 {},
                 {{Part::kTarget, 1}, {Part::kTarget, 50}, {Part::kTarget, 200}}},
        KillCase{Part::kGateway,
                 {},
                 "manifest.csv",
                 "100",
                 {},
                 {{Part::kParticipant, 20}, {Part::kParticipant, 400}, {Part::kContribution, 5}}}),
    [](const testing::TestParamInfo<KillCase>& info) { return Name(info.param.killed); });

TEST(KillInMidAssessment, LosesAndDoublesNothing) {
  Suite suite;
  ASSERT_EQ(suite.RunBaophu({"import", "--manifest", SampleFile("manifest.csv")}), 0);
  const int64_t at_first = suite.Revision(Part::kContribution);
  const std::unique_ptr<Process> assess = suite.Baophu(kAssessSample);
  // Some employers at a revision; on a slow machine it may be all of them.
  suite.AwaitRevision(Part::kContribution, at_first + 3, *assess);
  suite.Kill(Part::kContribution);
  suite.Start(Part::kContribution);
  EXPECT_EQ(assess->Wait(absl::Minutes(3)), 0);
  // Target may need a moment to find contribution again.
  const absl::Time end = absl::Now() + absl::Minutes(1);
  while (!suite.Report(kReport).ok() && absl::Now() < end) absl::SleepFor(absl::Milliseconds(10));

  EXPECT_EQ(AllFigures(suite), UndisturbedFigures());
  EXPECT_EQ(suite.RunBaophu({"verify"}), 0);
}

TEST(ReadYourWrite, TheAcknowledgedRevisionGivesTheChangedFigureAtOnce) {
  Suite suite({.data = LoadedData()});
  constexpr int kPeople = 30;
  {
    ParticipantImport people(suite.Channel(Part::kGateway), "people");
    EXPECT_EQ(people.Send(PeopleChunk(0, kPeople)).accepted_count(), kPeople);
    ASSERT_TRUE(people.Finish().ok());
  }
  GetCoverageReportRequest request;
  request.set_name(kReport);
  absl::StatusOr<CoverageReport> report = suite.Report(request);
  ASSERT_TRUE(report.ok()) << report.status().message();
  const int64_t before = Value(*report, "PARTICIPANTS_HEALTH");
  for (int person = 0; person < kPeople; ++person) {
    ParticipantImport cover(suite.Channel(Part::kGateway), absl::StrCat("cover-", person));
    const type::v1::ImportAck ack = cover.Send(CoverChunk(person, 1, {"11296"}));
    ASSERT_EQ(ack.accepted_count(), 1);
    request.mutable_min_revisions()->set_participant(ack.revision());
    report = suite.Report(request);
    ASSERT_TRUE(report.ok()) << report.status().message();
    EXPECT_GE(report->revisions().participant(), ack.revision());
    EXPECT_EQ(Value(*report, "PARTICIPANTS_HEALTH"), before + person + 1);
    ASSERT_TRUE(cover.Finish().ok());
  }
}

}  // namespace
}  // namespace baophu::e2e
