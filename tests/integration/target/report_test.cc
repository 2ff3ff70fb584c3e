// Coverage reports of a replica without Redis: content, invalidation by feeds,
// waiting for revisions, and what happens while a service is away.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "tests/integration/target/world/target_server.h"

namespace baophu::target {
namespace {

using testing::HasSubstr;

const AreaCode kHaiPhong = AreaCode::FromTrusted("31");
constexpr char kCompulsory[] = "PARTICIPANTS_SOCIAL_COMPULSORY";
constexpr char kAssessed[] = "AMOUNT_ASSESSED";

Month At(const char* month) { return *Month::Parse(month); }

TEST(ReportTest, StatesFiguresNameAndRevisions) {
  TargetWorld world;
  ReplicaOptions options = world.Options();
  options.sample_scale = "0.05";
  const auto target = world.Serve(options);
  target->CreatePlan("31", kCompulsory, "2024-01", 2000);
  const auto report = target->Report();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->name(), "areas/31/coverageReports/2024-09");
  EXPECT_EQ(report->area_display_name(), "Thành phố Hải Phòng");
  EXPECT_EQ(report->sample_scale(), "0.05");
  EXPECT_EQ(report->unconfirmed_since_us(), 0);
  EXPECT_EQ(report->revisions().participant(), world.participant().revision());
  EXPECT_EQ(report->revisions().contribution(), world.contribution().revision());
  EXPECT_EQ(report->revisions().target(), 1);
  EXPECT_EQ(report->indicators_size(), 12);
  EXPECT_EQ(ValueOf(*report, kCompulsory), 1000);
  EXPECT_EQ(report->indicators(1).plan().percent(), "50.00");
  EXPECT_EQ(report->indicators(1).changes_size(), 3);
}

TEST(ReportTest, ASecondAskIsAnsweredFromMemoryWithTheSameBytes) {
  TargetWorld world;
  const auto target = world.Serve();
  const auto first = target->Report();
  const auto second = target->Report();
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_EQ(first->SerializeAsString(), second->SerializeAsString());
  EXPECT_EQ(target->counters().computed_count, 1);
  EXPECT_EQ(target->counters().memory_hit_count, 1);
  EXPECT_EQ(world.participant().query_count, 1);
  EXPECT_EQ(world.contribution().query_count, 1);
}

TEST(ReportTest, AnEntryOfEitherFeedInvalidatesItsAreaAndLaterMonths) {
  TargetWorld world;
  const auto target = world.Serve();
  ASSERT_TRUE(target->Report().ok());
  ASSERT_TRUE(target->Report({.month = "2023-08"}).ok());
  ASSERT_TRUE(target->Report({.area = "303"}).ok());
  ASSERT_EQ(target->counters().computed_count, 3);

  world.participant().Add(kHaiPhong, At("2024-03"), 7);
  world.contribution().Add(kHaiPhong, At("2024-03"), 11);
  target->AwaitApplied(world.upstreams());
  const auto changed = target->Report();
  ASSERT_TRUE(changed.ok());
  EXPECT_EQ(ValueOf(*changed, kCompulsory), 1007);
  EXPECT_EQ(target->counters().computed_count, 4);
  // The first entry of a year touches all areas, so this one is computed again;
  // the next entry of the year touches only its own area.
  ASSERT_TRUE(target->Report({.area = "303"}).ok());
  world.participant().Add(kHaiPhong, At("2024-04"), 1);
  target->AwaitApplied(world.upstreams());
  const int64_t computed = target->counters().computed_count;
  ASSERT_TRUE(target->Report({.area = "303"}).ok());
  ASSERT_TRUE(target->Report({.month = "2023-08"}).ok());
  EXPECT_EQ(target->counters().computed_count, computed) << "another area, an earlier month";
  EXPECT_EQ(ValueOf(*target->Report(), kCompulsory), 1008);
}

TEST(ReportTest, TheFirstDataOfAllTurnsAbsentIntoZeroForOtherAreas) {
  TargetWorld world;
  const auto target = world.Serve();
  EXPECT_EQ(ValueOf(*target->Report({.month = "2021-06"}), kCompulsory), std::nullopt);
  world.participant().Add(AreaCode::FromTrusted("24"), At("2021-03"), 5);
  target->AwaitApplied(world.upstreams());
  EXPECT_EQ(ValueOf(*target->Report({.month = "2021-06"}), kCompulsory), 0);
}

TEST(ReportTest, OnesOwnPlanIsSeenAtOnce) {
  TargetWorld world;
  const auto target = world.Serve();
  for (int i = 1; i <= 20; ++i) {
    const std::string month = absl::StrCat("2024-0", (i - 1) % 9 + 1);
    const char* const indicators[] = {kCompulsory, "PARTICIPANTS_HEALTH", "PARTICIPANTS_ANY"};
    target->CreatePlan("31", indicators[(i - 1) / 9], month, 1000 * i);
    const auto report = target->Report();
    ASSERT_TRUE(report.ok()) << report.status();
    bool found = false;
    for (const v1::IndicatorValue& each : report->indicators()) {
      found = found || each.plan().value() == 1000 * i;
    }
    EXPECT_TRUE(found) << "plan " << i;
  }
}

TEST(ReportTest, AnotherReplicasPlanIsSeen) {
  TargetWorld world;
  const auto one = world.Serve();
  const auto other = world.Serve();
  ASSERT_TRUE(other->Report().ok());
  TargetServer::Ask ask;
  ask.min_revisions.set_target(one->CreatePlan("31", kCompulsory, "2024-01", 4000));
  const auto report = other->Report(ask);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->indicators(1).plan().percent(), "25.00");
}

TEST(ReportTest, ACatalogueChangeRenamesTheArea) {
  TargetWorld world;
  const auto target = world.Serve();
  ASSERT_TRUE(target->Report().ok());
  EXPECT_EQ(target->Report({.area = "99"}).status().code(), absl::StatusCode::kNotFound);
  std::vector<AreaRecord> areas = TestAreas();
  areas[2].name = "Hải Phòng mới";
  areas.push_back(areas[0]);
  areas.back().code = AreaCode::FromTrusted("99");
  world.upstreams().SetAreas(areas);
  target->AwaitApplied(world.upstreams());
  EXPECT_EQ(target->Report()->area_display_name(), "Hải Phòng mới");
  EXPECT_TRUE(target->Report({.area = "99"}).ok());
}

TEST(ReportTest, WhoKnowsOfANewAreaDoesNotGetAnAnswerFromBeforeIt) {
  TargetWorld world;
  const auto target = world.Serve();
  const auto await = [](const std::function<bool()>& reached) {
    const absl::Time end = absl::Now() + absl::Seconds(10);
    while (!reached() && absl::Now() < end) absl::SleepFor(absl::Milliseconds(2));
  };
  world.upstreams().PauseAreas(true);
  std::thread early([&] {
    EXPECT_EQ(target->Report({.area = "99"}).status().code(), absl::StatusCode::kNotFound);
  });
  await([&] { return world.upstreams().waiting_area_lists() == 1; });
  std::vector<AreaRecord> areas = TestAreas();
  areas.push_back(areas[2]);
  areas.back().code = AreaCode::FromTrusted("99");
  world.upstreams().SetAreas(areas);
  TargetServer::Ask ask{.area = "99"};
  ask.min_revisions.set_participant(world.participant().revision());
  std::thread late([&] { EXPECT_TRUE(target->Report(ask).ok()); });
  await([&] { return target->counters().joined_count == 1; });
  world.upstreams().PauseAreas(false);
  early.join();
  late.join();
}

TEST(ReportTest, ACodeThatMeantAnotherAreaIsNotComparedWithIt) {
  TargetWorld world;
  const auto target = world.Serve();
  const auto before = target->Report({.area = "24", .month = "2025-06"});
  ASSERT_TRUE(before.ok());
  EXPECT_EQ(before->area_display_name(), "Tỉnh Bắc Giang");
  EXPECT_EQ(before->indicators(1).changes_size(), 3);
  const auto after = target->Report({.area = "24", .month = "2025-08"});
  ASSERT_TRUE(after.ok());
  EXPECT_EQ(after->area_display_name(), "Tỉnh Bắc Ninh");
  ASSERT_EQ(after->indicators(1).changes_size(), 1);
  EXPECT_EQ(after->indicators(1).changes(0).against(), "PREVIOUS_MONTH");
  EXPECT_EQ(target->Report({.area = "303", .month = "2025-07"}).status().code(),
            absl::StatusCode::kNotFound);
}

TEST(ReportTest, BadRequestsNameTheField) {
  TargetWorld world;
  const auto target = world.Serve();
  for (const char* month : {"2024-13", "2024-9", "", "2024-09/x"}) {
    const auto report = target->Report({.month = month});
    EXPECT_EQ(report.status().code(), absl::StatusCode::kInvalidArgument) << month;
    EXPECT_THAT(std::string(report.status().message()), HasSubstr("name")) << month;
  }
  EXPECT_EQ(target->Report({.area = "3x"}).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(target->Report({.area = std::string(5000, '1')}).status().code(),
            absl::StatusCode::kInvalidArgument);
  TargetServer::Ask negative;
  negative.min_revisions.set_target(-1);
  EXPECT_EQ(target->Report(negative).status().code(), absl::StatusCode::kInvalidArgument);

  grpc::ClientContext without_deadline;
  v1::GetCoverageReportRequest request;
  request.set_name("areas/31/coverageReports/2024-09");
  v1::CoverageReport report;
  const grpc::Status status =
      target->reports().GetCoverageReport(&without_deadline, request, &report);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(status.error_message(), HasSubstr("deadline"));
}

TEST(ReportTest, MinRevisionsAreWaitedFor) {
  TargetWorld world;
  const auto target = world.Serve();
  ASSERT_TRUE(target->Report().ok());
  TargetServer::Ask ask;
  ask.min_revisions.set_participant(world.participant().revision() + 1);
  std::thread writer([&] { world.participant().Add(kHaiPhong, At("2024-01"), 500); });
  const auto report = target->Report(ask);
  writer.join();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(ValueOf(*report, kCompulsory), 1500);

  ask.min_revisions.set_participant(world.participant().revision() + 1);
  ask.timeout = absl::Milliseconds(300);
  EXPECT_EQ(target->Report(ask).status().code(), absl::StatusCode::kDeadlineExceeded);
}

TEST(ReportTest, AnUntouchedAnswerStatesTheRevisionsThatWereAskedFor) {
  TargetWorld world;
  const auto target = world.Serve();
  world.contribution().Add(AreaCode::FromTrusted("24"), At("2024-01"), 1);
  target->AwaitApplied(world.upstreams());
  const auto before = target->Report();
  ASSERT_TRUE(before.ok());
  TargetServer::Ask ask;
  ask.min_revisions.set_contribution(
      world.contribution().Add(AreaCode::FromTrusted("24"), At("2024-01"), 1));
  const auto after = target->Report(ask);
  ASSERT_TRUE(after.ok()) << after.status();
  EXPECT_EQ(target->counters().computed_count, 1);
  EXPECT_GE(after->revisions().contribution(), ask.min_revisions.contribution());
  EXPECT_EQ(after->revisions().participant(), before->revisions().participant());
  EXPECT_EQ(after->indicators_size(), before->indicators_size());
}

TEST(ReportTest, CallsForOneReportAreComputedOnce) {
  TargetWorld world;
  const auto target = world.Serve();
  world.participant().Pause(true);
  std::vector<std::thread> callers;
  std::atomic<int> answered = 0;
  for (int i = 0; i < 20; ++i) {
    callers.emplace_back([&] { answered += target->Report().ok() ? 1 : 0; });
  }
  const absl::Time end = absl::Now() + absl::Seconds(10);
  while (target->counters().joined_count < 19 && absl::Now() < end) {
    absl::SleepFor(absl::Milliseconds(2));
  }
  world.participant().Pause(false);
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(answered, 20);
  EXPECT_EQ(world.participant().query_count, 1);
  EXPECT_EQ(target->counters().computed_count, 1);
}

TEST(ReportTest, WhoAsksAfterAChangeDoesNotGetAComputationFromBeforeIt) {
  TargetWorld world;
  const auto target = world.Serve();
  world.participant().Pause(true);
  std::thread early([&] {
    const auto report = target->Report();
    EXPECT_TRUE(report.ok());
    EXPECT_EQ(ValueOf(*report, kCompulsory), 1000);
  });
  const absl::Time end = absl::Now() + absl::Seconds(10);
  while (world.participant().query_count < 1 && absl::Now() < end) {
    absl::SleepFor(absl::Milliseconds(2));
  }
  world.participant().Add(kHaiPhong, At("2024-01"), 5);
  target->AwaitApplied(world.upstreams());
  std::thread late([&] {
    const auto report = target->Report();
    EXPECT_TRUE(report.ok());
    EXPECT_EQ(ValueOf(*report, kCompulsory), 1005);
  });
  while (target->counters().joined_count < 1 && absl::Now() < end) {
    absl::SleepFor(absl::Milliseconds(2));
  }
  world.participant().Pause(false);
  early.join();
  late.join();
}

TEST(ReportTest, WhileParticipantIsAwayOnlyUnconfirmedAnswersAreGiven) {
  TargetWorld world;
  const auto target = world.Serve();
  const auto before = target->Report();
  ASSERT_TRUE(before.ok());
  const int64_t stopped_us = absl::ToUnixMicros(absl::Now());
  world.upstreams().StopParticipant();
  target->AwaitConfirmed(false);

  const auto refused = target->Report();
  EXPECT_EQ(refused.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(refused.status().message()), HasSubstr("participant"));

  const auto unconfirmed = target->Report({.allow_unconfirmed = true});
  ASSERT_TRUE(unconfirmed.ok()) << unconfirmed.status();
  EXPECT_GT(unconfirmed->unconfirmed_since_us(), stopped_us - 2'000'000);
  EXPECT_EQ(unconfirmed->revisions().participant(), before->revisions().participant());
  EXPECT_EQ(unconfirmed->indicators_size(), before->indicators_size());
  EXPECT_EQ(target->Report({.month = "2024-08", .allow_unconfirmed = true}).status().code(),
            absl::StatusCode::kUnavailable)
      << "nothing is stored of that month";
  TargetServer::Ask newer{.allow_unconfirmed = true};
  newer.min_revisions.set_participant(before->revisions().participant() + 1);
  EXPECT_EQ(target->Report(newer).status().code(), absl::StatusCode::kUnavailable);

  world.participant().Add(kHaiPhong, At("2024-01"), 9);
  world.upstreams().StartParticipant();
  target->AwaitConfirmed();
  const auto again = target->Report();
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(ValueOf(*again, kCompulsory), 1009);
  EXPECT_EQ(again->unconfirmed_since_us(), 0);
}

TEST(ReportTest, WhileContributionIsAwayItIsNamed) {
  TargetWorld world;
  const auto target = world.Serve();
  ASSERT_TRUE(target->Report().ok());
  world.upstreams().StopContribution();
  target->AwaitConfirmed(false);
  EXPECT_THAT(std::string(target->Report().status().message()), HasSubstr("contribution"));
  EXPECT_TRUE(target->Report({.allow_unconfirmed = true}).ok());
  world.upstreams().StartContribution();
  target->AwaitConfirmed();
  EXPECT_TRUE(target->Report().ok());
}

TEST(ReportTest, AFailingQueryIsUnavailableThoughTheFeedIsThere) {
  TargetWorld world;
  const auto target = world.Serve();
  ASSERT_TRUE(target->Report().ok());
  world.contribution().query_fault = grpc::StatusCode::UNAVAILABLE;
  world.contribution().Add(kHaiPhong, At("2024-01"), 1);
  target->AwaitApplied(world.upstreams());
  EXPECT_THAT(target->Report().status().ToString(),
              AllOf(HasSubstr("UNAVAILABLE"), HasSubstr("contribution")));
  const auto earlier = target->Report({.allow_unconfirmed = true});
  ASSERT_TRUE(earlier.ok()) << earlier.status();
  EXPECT_GT(earlier->unconfirmed_since_us(), 0);
  world.contribution().query_fault = grpc::StatusCode::OK;
  EXPECT_EQ(ValueOf(*target->Report(), kAssessed), 15'001'000);
}

TEST(ReportTest, StartsWithoutItsUpstreamsAndFindsThem) {
  TargetWorld world;
  world.upstreams().StopParticipant();
  world.upstreams().StopContribution();
  TargetServer target(world.Options(), world.folder().File(""), "early");
  EXPECT_EQ(target.Report().status().code(), absl::StatusCode::kUnavailable);
  world.upstreams().StartParticipant();
  world.upstreams().StartContribution();
  target.AwaitConfirmed();
  EXPECT_TRUE(target.Report().ok());
}

TEST(ReportTest, ACompactedFeedIsFollowedFromASnapshot) {
  TargetWorld world;
  const auto target = world.Serve();
  ASSERT_TRUE(target->Report().ok());
  world.upstreams().StopParticipant();
  target->AwaitConfirmed(false);
  world.participant().Add(kHaiPhong, At("2024-01"), 3);
  world.participant().Add(kHaiPhong, At("2024-01"), 3);
  world.participant().Compact();
  world.upstreams().StartParticipant();
  target->AwaitConfirmed();
  EXPECT_EQ(ValueOf(*target->Report(), kCompulsory), 1006);
}

TEST(ReportTest, DataThatWasReplacedIsNotAnsweredFromMemory) {
  TargetWorld world;
  const auto target = world.Serve();
  ASSERT_TRUE(target->Report().ok());
  world.upstreams().StopParticipant();
  world.participant().Clear();
  world.participant().ChangeCatalogue();
  world.participant().Add(kHaiPhong, At("2022-01"), 77);
  world.upstreams().StartParticipant();
  target->AwaitConfirmed();
  EXPECT_EQ(ValueOf(*target->Report(), kCompulsory), 77);
}

TEST(ReportTest, AreasOfDataThatWasReplacedAreForgotten) {
  TargetWorld world;
  const auto target = world.Serve();
  ASSERT_TRUE(target->Report({.area = "303"}).ok());
  world.upstreams().StopParticipant();
  world.participant().Clear();
  std::vector<AreaRecord> areas = TestAreas();
  areas.pop_back();
  world.upstreams().SetAreas(areas);
  world.upstreams().StartParticipant();
  target->AwaitConfirmed();
  EXPECT_EQ(target->Report({.area = "303"}).status().code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace baophu::target
