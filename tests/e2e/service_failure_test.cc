// A service that is stopped, asked to end, or away, as its callers see it.

#include <baophu/contribution/v1/change_service.grpc.pb.h>
#include <baophu/participant/v1/change_service.grpc.pb.h>
#include <baophu/target/v1/change_service.grpc.pb.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/time/clock.h"
#include "tests/e2e/suite/rows.h"
#include "tests/e2e/suite/suite.h"

namespace baophu::e2e {
namespace {

using target::v1::CoverageReport;
using target::v1::GetCoverageReportRequest;
using testing::HasSubstr;

constexpr absl::Duration kNoticed = absl::Seconds(60);
// A feed that is silent for longer is not confirmed.
constexpr absl::Duration kLongestSilence = absl::Seconds(5);
// Ten seconds for work in flight, and some for a busy machine.
constexpr absl::Duration kGracePeriod = absl::Seconds(15);

int64_t HealthInsured(const absl::StatusOr<CoverageReport>& report) {
  if (!report.ok()) return -1;
  for (const target::v1::IndicatorValue& value : report->indicators()) {
    if (value.indicator() == "PARTICIPANTS_HEALTH") return value.value();
  }
  return -1;
}

// Asks until the answer has this code; the last answer.
absl::StatusOr<CoverageReport> AwaitCode(const Suite& suite,
                                         const GetCoverageReportRequest& request,
                                         absl::StatusCode code) {
  const absl::Time end = absl::Now() + kNoticed;
  while (true) {
    absl::StatusOr<CoverageReport> report = suite.Report(request);
    if (report.status().code() == code || absl::Now() > end) return report;
  }
}

TEST(ParticipantStoppedAndStarted, AnswersAreHonestAndComeBackByThemselves) {
  Suite suite({.data = LoadedData()});
  GetCoverageReportRequest request;
  request.set_name("areas/31/coverageReports/2024-09");
  const absl::StatusOr<CoverageReport> before = AwaitCode(suite, request, absl::StatusCode::kOk);
  ASSERT_TRUE(before.ok()) << before.status().message();
  EXPECT_EQ(before->unconfirmed_since_us(), 0);

  const int64_t stopped_us = absl::ToUnixMicros(absl::Now());
  ASSERT_EQ(suite.Stop(Part::kParticipant, kGracePeriod), 0);
  absl::StatusOr<CoverageReport> report = AwaitCode(suite, request, absl::StatusCode::kUnavailable);
  ASSERT_EQ(report.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(report.status().message()), HasSubstr("participant"));

  GetCoverageReportRequest unconfirmed = request;
  unconfirmed.set_allow_unconfirmed(true);
  report = suite.Report(unconfirmed);
  ASSERT_TRUE(report.ok()) << report.status().message();
  // The feed last spoke a moment before it broke.
  EXPECT_GE(report->unconfirmed_since_us(), stopped_us - kLongestSilence / absl::Microseconds(1));
  EXPECT_LE(report->unconfirmed_since_us(), absl::ToUnixMicros(absl::Now()));
  report->clear_unconfirmed_since_us();
  EXPECT_EQ(report->SerializeAsString(), before->SerializeAsString());

  suite.Start(Part::kParticipant);
  report = AwaitCode(suite, request, absl::StatusCode::kOk);
  ASSERT_TRUE(report.ok()) << report.status().message();
  EXPECT_EQ(report->unconfirmed_since_us(), 0);
  EXPECT_EQ(HealthInsured(report), HealthInsured(before));

  // The gateway's own connection may need a moment longer than target's.
  const absl::Time end = absl::Now() + kNoticed;
  auto people = std::make_unique<ParticipantImport>(suite.Channel(Part::kGateway), "people");
  while (!people->ok() && absl::Now() < end) {
    EXPECT_EQ(people->Finish().error_code(), grpc::StatusCode::UNAVAILABLE);
    people = std::make_unique<ParticipantImport>(suite.Channel(Part::kGateway), "people");
  }
  ASSERT_EQ(people->Send(PeopleChunk(0, 3)).accepted_count(), 3);
  ASSERT_TRUE(people->Finish().ok());
  ParticipantImport cover(suite.Channel(Part::kGateway), "cover");
  const type::v1::ImportAck ack = cover.Send(CoverChunk(0, 3, {"11296"}));
  ASSERT_EQ(ack.accepted_count(), 3);
  request.mutable_min_revisions()->set_participant(ack.revision());
  EXPECT_EQ(HealthInsured(suite.Report(request)), HealthInsured(before) + 3);
  EXPECT_TRUE(cover.Finish().ok());
}

// A watch that has said something.
template <typename Service, typename Request, typename Response>
class Watch {
 public:
  explicit Watch(const std::shared_ptr<grpc::Channel>& channel)
      : stub_(Service::NewStub(channel)), stream_(stub_->WatchChanges(&context_, Request())) {
    Response response;
    spoke_ = stream_->Read(&response);
  }
  bool spoke() const { return spoke_; }
  grpc::Status Finish() {
    Response response;
    while (stream_->Read(&response)) {
    }
    return stream_->Finish();
  }

 private:
  grpc::ClientContext context_;
  std::unique_ptr<typename Service::Stub> stub_;
  std::unique_ptr<grpc::ClientReader<Response>> stream_;
  bool spoke_ = false;
};

using ParticipantWatch = Watch<participant::v1::ChangeService, participant::v1::WatchChangesRequest,
                               participant::v1::WatchChangesResponse>;
using ContributionWatch =
    Watch<contribution::v1::ChangeService, contribution::v1::WatchChangesRequest,
          contribution::v1::WatchChangesResponse>;
using TargetWatch = Watch<target::v1::ChangeService, target::v1::WatchChangesRequest,
                          target::v1::WatchChangesResponse>;

// Ends a part with an import and a watch open, both of which end with it; what
// was acknowledged is there when the part is back.
template <typename Import, typename FeedWatch, typename Chunk>
void EndsWithStreamsOpen(Suite& suite, Part part, const Chunk& chunk) {
  SCOPED_TRACE(Name(part));
  {
    FeedWatch watch(suite.Channel(part));
    ASSERT_TRUE(watch.spoke());
    Import import(suite.Channel(part), "open-at-the-end");
    EXPECT_EQ(import.Send(chunk).chunk_number(), 1);
    ASSERT_TRUE(import.ok());

    const absl::Time start = absl::Now();
    EXPECT_EQ(suite.Stop(part, kGracePeriod), 0);
    testing::Test::RecordProperty(Name(part), absl::ToInt64Milliseconds(absl::Now() - start));
    EXPECT_FALSE(watch.Finish().ok());
    EXPECT_FALSE(import.Finish().ok());
  }
  suite.Start(part);
  Import resumed(suite.Channel(part), "open-at-the-end");
  EXPECT_EQ(resumed.started().chunk_number(), 1);
  EXPECT_TRUE(resumed.Finish().ok());
}

TEST(Sigterm, EachServiceEndsInTimeWithStreamsOpen) {
  Suite suite({.data = LoadedData()});
  // Those that others depend on come last: these need a moment to reach them again.
  EndsWithStreamsOpen<TargetImport, TargetWatch>(suite, Part::kTarget, DenominatorChunk());
  EndsWithStreamsOpen<ContributionImport, ContributionWatch>(suite, Part::kContribution,
                                                             PaymentChunk());
  EndsWithStreamsOpen<ParticipantImport, ParticipantWatch>(suite, Part::kGateway,
                                                           PeopleChunk(0, 1));
  EndsWithStreamsOpen<ParticipantImport, ParticipantWatch>(suite, Part::kParticipant,
                                                           PeopleChunk(0, 1));
}

}  // namespace
}  // namespace baophu::e2e
