#include "services/target/freshness/freshness.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <memory>

#include "absl/time/clock.h"

namespace baophu::target {
namespace {

const AreaCode kArea = AreaCode::FromTrusted("31");
const Month kMonth = Month::FromYearMonth(2024, 9);

Touch TouchOf(Month from) { return {false, kArea, from}; }

// Brings all three services to a revision, confirmed.
void Start(Freshness& freshness, int64_t revision) {
  for (const Source source : kSources) {
    freshness.Connecting(source, revision, 0);
    freshness.Heard(source, revision);
  }
}

absl::Status Wait(Freshness& freshness, Revisions need, absl::Duration timeout) {
  const auto outcome = std::make_shared<std::promise<absl::Status>>();
  freshness.WaitFor(need, absl::Now() + timeout,
                    [outcome](const absl::Status& status) { outcome->set_value(status); });
  return outcome->get_future().get();
}

TEST(FreshnessTest, NothingIsConfirmedBeforeEveryServiceWasHeard) {
  Freshness freshness;
  ASSERT_TRUE(freshness.doubt().has_value());
  EXPECT_EQ(freshness.doubt()->source, Source::kParticipant);
  EXPECT_GT(freshness.doubt()->since_us, 0);
  freshness.Connecting(Source::kParticipant, 5, 0);
  freshness.Connecting(Source::kTarget, 5, 0);
  freshness.Heard(Source::kParticipant, 5);
  freshness.Heard(Source::kTarget, 5);
  ASSERT_TRUE(freshness.doubt().has_value());
  EXPECT_EQ(freshness.doubt()->source, Source::kContribution);
  freshness.Connecting(Source::kContribution, 5, 0);
  EXPECT_TRUE(freshness.doubt().has_value());
  freshness.Heard(Source::kContribution, 5);
  EXPECT_FALSE(freshness.doubt().has_value());
}

TEST(FreshnessTest, AnAnswerIsConfirmedUntilItsAreaAndMonthAreTouched) {
  Freshness freshness;
  Start(freshness, 10);
  const Revisions made{{10, 10, 10}};
  EXPECT_TRUE(freshness.Look(kArea, kMonth).Confirms(made));
  freshness.Apply(Source::kContribution, 11, {TouchOf(kMonth + 1)});
  EXPECT_TRUE(freshness.Look(kArea, kMonth).Confirms(made));
  freshness.Apply(Source::kContribution, 12, {TouchOf(kMonth - 12)});
  EXPECT_FALSE(freshness.Look(kArea, kMonth).Confirms(made));
  EXPECT_TRUE(freshness.Look(kArea, kMonth).Confirms({{10, 12, 10}}));
}

TEST(FreshnessTest, AReconnectedServiceIsConfirmedOnlyAfterCatchingUp) {
  Freshness freshness;
  Start(freshness, 10);
  freshness.Broken(Source::kParticipant, false);
  ASSERT_TRUE(freshness.doubt().has_value());
  EXPECT_EQ(freshness.Connecting(Source::kParticipant, 12, 0), 10);
  freshness.Apply(Source::kParticipant, 11, {TouchOf(kMonth)});
  EXPECT_TRUE(freshness.doubt().has_value());
  freshness.Apply(Source::kParticipant, 12, {});
  EXPECT_FALSE(freshness.doubt().has_value());
  EXPECT_EQ(freshness.Look(kArea, kMonth).touched[Source::kParticipant], 11);
}

TEST(FreshnessTest, LostHistoryStartsAgainFromASnapshot) {
  Freshness freshness;
  Start(freshness, 10);
  freshness.Broken(Source::kParticipant, true);
  EXPECT_EQ(freshness.Connecting(Source::kParticipant, 40, 30), 40);
  EXPECT_EQ(freshness.Look(kArea, kMonth).touched[Source::kParticipant], 40);

  freshness.Broken(Source::kContribution, false);
  EXPECT_EQ(freshness.Connecting(Source::kContribution, 40, 11), 40) << "compacted past 10";
}

TEST(FreshnessTest, AServiceThatWentBackIsNoticed) {
  Freshness freshness;
  Start(freshness, 10);
  EXPECT_EQ(freshness.setback_count(), 0);
  freshness.Broken(Source::kParticipant, false);
  EXPECT_EQ(freshness.Connecting(Source::kParticipant, 3, 0), 3);
  EXPECT_EQ(freshness.setback_count(), 1);
  EXPECT_EQ(freshness.applied()[Source::kParticipant], 3);
}

TEST(FreshnessTest, AServiceBehindWhatWasStoredBeforeTheStartIsNoticed) {
  Freshness freshness({{10, 10, 0}});
  Start(freshness, 10);
  EXPECT_EQ(freshness.setback_count(), 0);
  Freshness behind({{10, 11, 0}});
  Start(behind, 10);
  EXPECT_EQ(behind.setback_count(), 1);
  behind.Broken(Source::kContribution, false);
  behind.Connecting(Source::kContribution, 10, 0);
  EXPECT_EQ(behind.setback_count(), 1) << "one setback counts once";
}

TEST(FreshnessTest, WaitsEndWhenTheRevisionIsApplied) {
  Freshness freshness;
  Start(freshness, 10);
  EXPECT_TRUE(Wait(freshness, {{10, 10, 10}}, absl::Seconds(10)).ok());
  auto waiting = std::async(std::launch::async, [&] {
    return Wait(freshness, {{11, 0, 0}}, absl::Seconds(10));
  });
  freshness.Apply(Source::kParticipant, 11, {});
  EXPECT_TRUE(waiting.get().ok());
}

TEST(FreshnessTest, WaitsEndAtTheirDeadline) {
  Freshness freshness;
  Start(freshness, 10);
  const absl::Status status = Wait(freshness, {{0, 0, 99}}, absl::Milliseconds(20));
  EXPECT_EQ(status.code(), absl::StatusCode::kDeadlineExceeded);
  EXPECT_THAT(std::string(status.message()), testing::HasSubstr("10 and not 99"));
}

TEST(FreshnessTest, WaitsEndWhenTheServiceIsLost) {
  Freshness freshness;
  Start(freshness, 10);
  auto waiting = std::async(std::launch::async, [&] {
    return Wait(freshness, {{0, 11, 0}}, absl::Seconds(30));
  });
  freshness.Broken(Source::kContribution, false);
  const absl::Status status = waiting.get();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(status.message()), testing::HasSubstr("contribution"));
  // Participant is there, and who waits for it alone is not disturbed.
  EXPECT_TRUE(Wait(freshness, {{10, 0, 0}}, absl::Seconds(10)).ok());
}

}  // namespace
}  // namespace baophu::target
