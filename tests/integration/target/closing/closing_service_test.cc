// Closings, reopenings and their chain, over gRPC with services as tests drive
// them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "absl/strings/str_cat.h"
#include "common/keys/signing_key.h"
#include "common/sql/database.h"
#include "services/target/closing/closing_seal.h"
#include "tests/integration/target/closing/closing_client.h"
#include "tests/integration/target/world/target_server.h"

namespace baophu::target {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr char kRequestId[] = "0b6d2ad4-5c1e-4a53-8a0c-6a4b8e0f7d11";

AreaCode Area(const char* code) { return AreaCode::FromTrusted(code); }

class ClosingServiceTest : public testing::Test {
 protected:
  ClosingServiceTest() : target_(world_.Serve()), client_(target_->closings()) {}

  v1::Closing Close(const std::string& month) {
    const absl::StatusOr<v1::CloseMonthResponse> closed = client_.Close(month);
    EXPECT_TRUE(closed.ok()) << closed.status();
    return closed.ok() ? closed->closing() : v1::Closing();
  }

  std::optional<int64_t> FrozenValue(const std::string& report, const std::string& indicator) {
    const absl::StatusOr<v1::CoverageReport> frozen = client_.Report(report);
    EXPECT_TRUE(frozen.ok()) << frozen.status();
    return frozen.ok() ? ValueOf(*frozen, indicator) : std::nullopt;
  }

  void ExpectVerified(const std::string& name) {
    const auto verified = client_.Verify(name);
    ASSERT_TRUE(verified.ok()) << verified.status();
    EXPECT_TRUE(verified->finished());
    EXPECT_THAT(verified->differences(), IsEmpty());
    EXPECT_EQ(verified->done_count(), verified->total_count());
  }

  TargetWorld world_;
  std::unique_ptr<TargetServer> target_;
  ClosingClient client_;
};

TEST_F(ClosingServiceTest, FreezesEveryAreaOfTheMonth) {
  target_->CreatePlan("31", "PARTICIPANTS_HEALTH", "2024-01", 4000);
  const auto closed = client_.Close("2024-09", "", "Báo cáo số 1");
  ASSERT_TRUE(closed.ok()) << closed.status();
  EXPECT_TRUE(closed->finished());
  EXPECT_EQ(closed->done_count(), 3);
  const v1::Closing& closing = closed->closing();
  EXPECT_EQ(closing.name(), "closings/1");
  EXPECT_EQ(closing.month(), "2024-09");
  EXPECT_EQ(closing.note(), "Báo cáo số 1");
  EXPECT_EQ(closing.report_count(), 3);
  EXPECT_EQ(closing.replaces(), "");
  EXPECT_EQ(closing.seal().previous_hash(), std::string(64, '0'));
  EXPECT_EQ(closing.revisions().participant(), world_.participant().revision());
  EXPECT_EQ(closing.revisions().contribution(), world_.contribution().revision());
  EXPECT_EQ(closing.revisions().target(), 1);

  const auto live = target_->Report({.area = "31", .month = "2024-09"});
  const auto frozen = client_.Report("closings/1/reports/31");
  ASSERT_TRUE(live.ok() && frozen.ok()) << live.status() << frozen.status();
  EXPECT_EQ(frozen->SerializeAsString(), live->SerializeAsString());

  const auto got = client_.Get("closings/1");
  ASSERT_TRUE(got.ok()) << got.status();
  ASSERT_EQ(got->report_digests_size(), 3);
  EXPECT_EQ(got->report_digests(2).area(), "31");
  EXPECT_EQ(got->report_digests(2).sha256(), Sha256Hex(frozen->SerializeAsString()));
  ExpectVerified("closings/1");
  ExpectVerified("closings/-");
}

TEST_F(ClosingServiceTest, AnybodyCanCheckASealWithThePublicKey) {
  Close("2024-09");
  const auto closing = client_.Get("closings/1");
  const auto key = client_.PublicKey();
  ASSERT_TRUE(closing.ok() && key.ok());
  EXPECT_EQ(key->algorithm(), "ED25519");
  EXPECT_EQ(key->key_id(), closing->seal().key_id());
  std::string text = absl::StrCat(
      "baophu closing entry 1\nentry 1\nkind CLOSE\nclosing 1\nreplaces 0\nmonth 2024-09\n"
      "revisions participant ",
      closing->revisions().participant(), " contribution ", closing->revisions().contribution(),
      " target ", closing->revisions().target(), "\nrecorded_us ", closing->closed_us(),
      "\nnote 0 \nprevious ", closing->seal().previous_hash(), "\nreports ",
      closing->report_count(), "\n");
  for (const v1::ReportDigest& digest : closing->report_digests()) {
    absl::StrAppend(&text, digest.area(), " ", digest.sha256(), "\n");
  }
  EXPECT_EQ(Sha256Hex(text), closing->seal().hash());
  EXPECT_TRUE(
      IsSignatureOf(closing->seal().hash(), closing->seal().signature(), key->public_key()));
}

TEST_F(ClosingServiceTest, WhatIsClosedStaysWhateverComesLater) {
  Close("2024-09");
  const auto before = FrozenValue("closings/1/reports/31", "PARTICIPANTS_SOCIAL_COMPULSORY");
  world_.participant().Add(Area("31"), Month::FromYearMonth(2024, 9), 50);
  target_->CreatePlan("31", "PARTICIPANTS_HEALTH", "2024-01", 4000);
  target_->AwaitApplied(world_.upstreams());
  const auto live = target_->Report({.area = "31", .month = "2024-09"});
  ASSERT_TRUE(live.ok());
  EXPECT_EQ(*ValueOf(*live, "PARTICIPANTS_SOCIAL_COMPULSORY"), *before + 50);
  EXPECT_EQ(FrozenValue("closings/1/reports/31", "PARTICIPANTS_SOCIAL_COMPULSORY"), before);
  ExpectVerified("closings/1");
}

TEST_F(ClosingServiceTest, RefusesMonthsThatCannotBeClosed) {
  const auto refusal = [&](const std::string& month) { return client_.Close(month).status(); };
  EXPECT_EQ(refusal("2024-13").code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(refusal("").message()), HasSubstr("month"));
  EXPECT_EQ(refusal("2999-12").code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(refusal("2999-12").message()), HasSubstr("has not ended in Vietnam"));
  // Vietnam is ahead of UTC; the month of a moment later has not ended either.
  const absl::CivilMonth now =
      absl::ToCivilMonth(absl::Now() + absl::Hours(7), absl::UTCTimeZone());
  EXPECT_THAT(std::string(refusal(absl::FormatCivilTime(now)).message()),
              HasSubstr("has not ended in Vietnam"));
  EXPECT_THAT(std::string(refusal("1950-01").message()), HasSubstr("no area is in force"));
  EXPECT_THAT(std::string(refusal("2020-01").message()), HasSubstr("nothing is known of 2020-01"));
  Close("2024-09");
  EXPECT_EQ(refusal("2024-09").code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(refusal("2024-09").message()), HasSubstr("is closed as closings/1"));
  EXPECT_EQ(client_.Close("2024-08", "no uuid").status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(client_.Close("2024-08", "", std::string(501, 'n')).status().code(),
            absl::StatusCode::kInvalidArgument);
  const auto all = client_.List({});
  ASSERT_TRUE(all.ok());
  EXPECT_EQ(all->closings_size(), 1) << "what was refused leaves nothing";
}

TEST_F(ClosingServiceTest, MonthsAreClosedInAnyOrder) {
  Close("2024-09");
  const v1::Closing earlier = Close("2023-08");
  EXPECT_EQ(earlier.name(), "closings/2");
  EXPECT_EQ(earlier.seal().previous_hash(), client_.Get("closings/1")->seal().hash());
  v1::ListClosingsRequest request;
  request.set_page_size(1);
  const auto first = client_.List(request);
  ASSERT_TRUE(first.ok());
  ASSERT_EQ(first->closings_size(), 1);
  request.set_page_token(first->next_page_token());
  const auto second = client_.List(request);
  ASSERT_TRUE(second.ok());
  EXPECT_EQ(second->closings(0).month(), "2023-08");
  EXPECT_EQ(second->next_page_token(), "");
  request.Clear();
  request.set_month("2023-08");
  EXPECT_EQ(client_.List(request)->closings_size(), 1);
}

TEST_F(ClosingServiceTest, OneRequestIdClosesOnce) {
  const auto first = client_.Close("2024-09", kRequestId);
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_FALSE(first->replayed());
  const auto again = client_.Close("2024-09", kRequestId);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_TRUE(again->replayed());
  EXPECT_EQ(again->closing().SerializeAsString(), first->closing().SerializeAsString());
  EXPECT_EQ(client_.Close("2024-08", kRequestId).status().code(), absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(client_.Reopen("closings/1", "why", kRequestId).status().code(),
            absl::StatusCode::kAlreadyExists);
}

TEST_F(ClosingServiceTest, AReopenedMonthIsClosedAnew) {
  Close("2024-09");
  EXPECT_EQ(client_.Reopen("closings/1", " ").status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(client_.Reopen("closings/9", "why").status().code(), absl::StatusCode::kNotFound);
  const auto reopened = client_.Reopen("closings/1", "Sai mã đơn vị", kRequestId);
  ASSERT_TRUE(reopened.ok()) << reopened.status();
  EXPECT_EQ(reopened->reopening().reason(), "Sai mã đơn vị");
  EXPECT_EQ(reopened->reopening().entry_id(), 2);
  EXPECT_EQ(reopened->reopening().seal().previous_hash(), reopened->seal().hash());
  EXPECT_EQ(client_.Reopen("closings/1", "Sai mã đơn vị", kRequestId)->SerializeAsString(),
            reopened->SerializeAsString());
  EXPECT_EQ(client_.Reopen("closings/1", "again").status().code(),
            absl::StatusCode::kFailedPrecondition);

  world_.participant().Add(Area("31"), Month::FromYearMonth(2024, 9), 50);
  target_->AwaitApplied(world_.upstreams());
  const v1::Closing second = Close("2024-09");
  EXPECT_EQ(second.name(), "closings/3");
  EXPECT_EQ(second.replaces(), "closings/1");
  EXPECT_EQ(*FrozenValue("closings/3/reports/31", "PARTICIPANTS_SOCIAL_COMPULSORY"),
            *FrozenValue("closings/1/reports/31", "PARTICIPANTS_SOCIAL_COMPULSORY") + 50);
  EXPECT_THAT(std::string(client_.Close("2024-09").status().message()),
              HasSubstr("is closed as closings/3"));
  EXPECT_EQ(client_.Get("closings/2").status().code(), absl::StatusCode::kNotFound)
      << "entry 2 is a reopening";
  ExpectVerified("closings/-");
}

TEST_F(ClosingServiceTest, TamperingIsNamed) {
  Close("2024-08");
  Close("2024-09");
  const auto database = sql::Database::Open(world_.Options().database, 1);
  ASSERT_TRUE(database.ok());
  ASSERT_TRUE((*database)
                  ->Write([](soci::session& session) {
                    session << "UPDATE closed_report SET report = "
                               "(SELECT report FROM closed_report WHERE closing_id = 2 AND area = "
                               "'24') WHERE closing_id = 2 AND area = '31'";
                    return absl::OkStatus();
                  })
                  .ok());
  const auto verified = client_.Verify("closings/2");
  ASSERT_TRUE(verified.ok()) << verified.status();
  EXPECT_THAT(verified->differences(),
              ElementsAre(HasSubstr("entry 2 of 2024-09: the report of area 31")));
  ExpectVerified("closings/1");
  EXPECT_EQ(client_.Verify("closings/3").status().code(), absl::StatusCode::kNotFound);
}

TEST_F(ClosingServiceTest, NothingIsClosedWhileAServiceIsAway) {
  world_.upstreams().StopContribution();
  target_->AwaitConfirmed(false);
  EXPECT_EQ(client_.Close("2024-09").status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(client_.List({})->closings_size(), 0);
  world_.upstreams().StartContribution();
  target_->AwaitConfirmed();
  Close("2024-09");
}

// Figures change between the reports of one closing, which must be of one moment
// all the same.
TEST_F(ClosingServiceTest, AllReportsAreOfOneMoment) {
  constexpr int kChanges = 5;
  FakeHistory& participant = world_.participant();
  std::atomic<bool> stop = false;
  std::thread writer([&] {
    int seen = participant.query_count;
    // One change for each report that is asked for.
    for (int i = 0; i < kChanges && !stop;) {
      if (participant.query_count == seen) {
        std::this_thread::yield();
        continue;
      }
      seen = participant.query_count;
      participant.Add(Area(i % 2 == 0 ? "31" : "24"), Month::FromYearMonth(2024, 9), 20);
      ++i;
    }
  });
  const absl::StatusOr<v1::CloseMonthResponse> closed = client_.Close("2024-09");
  stop = true;
  writer.join();
  ASSERT_TRUE(closed.ok()) << closed.status();
  const int64_t revision = closed->closing().revisions().participant();
  for (const char* code : {"24", "31", "303"}) {
    const auto frozen = client_.Report(absl::StrCat("closings/1/reports/", code));
    ASSERT_TRUE(frozen.ok()) << frozen.status();
    EXPECT_EQ(*ValueOf(*frozen, "PARTICIPANTS_SOCIAL_COMPULSORY"),
              participant.Value(Area(code), Month::FromYearMonth(2024, 9), revision))
        << code;
    EXPECT_EQ(frozen->revisions().participant(), revision);
  }
}

TEST_F(ClosingServiceTest, NamesThatAreNone) {
  for (const char* name : {"", "closings/", "closings/x", "closings/0", "closing/1"}) {
    EXPECT_EQ(client_.Get(name).status().code(), absl::StatusCode::kInvalidArgument) << name;
  }
  EXPECT_EQ(client_.Get("closings/1").status().code(), absl::StatusCode::kNotFound);
  Close("2024-09");
  EXPECT_EQ(client_.Report("closings/1/reports/xx").status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(client_.Report("closings/1/reports/99").status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(client_.Report("closings/2/reports/31").status().code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace baophu::target
