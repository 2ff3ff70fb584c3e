// The contribution service as its callers see it: imports, totals, feed and
// check, over real calls and a real database file.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <chrono>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/integration/contribution/test_service.h"

namespace baophu::contribution {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const std::vector<FakeParticipant::AreaRow>& Areas() {
  static const auto* const kAreas = new std::vector<FakeParticipant::AreaRow>{
      {"31", participant::v1::AREA_LEVEL_PROVINCE, "", "2019-01", ""},
      {"303", participant::v1::AREA_LEVEL_DISTRICT, "31", "2019-01", "2025-06"},
      {"304", participant::v1::AREA_LEVEL_DISTRICT, "31", "2019-01", "2025-06"},
      {"11284", participant::v1::AREA_LEVEL_COMMUNE, "303", "2019-01", "2024-12"},
      {"11287", participant::v1::AREA_LEVEL_COMMUNE, "304", "2019-01", ""},
  };
  return *kAreas;
}

class ContributionTest : public testing::Test {
 protected:
  ContributionTest()
      : participant_("unix:" + folder_.path() + "/participant.sock"),
        service_(folder_.path(), "unix:" + folder_.path() + "/participant.sock") {
    participant_.SetAreas(Areas());
  }

  void Import(const std::string& id, const v1::ImportChunk& chunk) {
    const type::v1::ImportAck ack = ImportOne(service_, id, chunk);
    EXPECT_EQ(ack.refused_count(), 0) << ack.ShortDebugString();
  }

  // Changes the database behind the service's back.
  void Tamper(const std::string& statement) {
    soci::session session("sqlite3", "db=" + service_.database_path());
    session << statement;
  }

  TempFolder folder_;
  FakeParticipant participant_;
  TestService service_;
};

TEST_F(ContributionTest, AssessmentsAndPaymentsAddUpForAreasAndThoseAboveThem) {
  Import("a", Chunk(1, {Assessment("1", "employer:7", "11284", "2024-02", "2024-02-29", 800, 200),
                        Assessment("2", "employer:8", "11287", "2024-03", "2024-03-31", 500, 0)}));
  Import("p", Chunk(1, {Payment("1", "employer:7", "11284", "2024-03-15", 400),
                        Payment("2", "employer:8", "11287", "2024-03-31", 900)}));

  const v1::AreaMonthTotals february = service_.Totals("303", "2024-02");
  EXPECT_TRUE(february.has_data());
  EXPECT_EQ(february.assessed_vnd(), 1000);
  EXPECT_EQ(february.collected_vnd(), 0);
  EXPECT_EQ(february.outstanding_vnd(), 1000);
  EXPECT_EQ(february.employers_in_arrears(), 1);

  const v1::AreaMonthTotals march = service_.Totals("31", "2024-03");
  EXPECT_EQ(march.assessed_vnd(), 1500);
  EXPECT_EQ(march.collected_vnd(), 1300);
  // What employer 8 paid ahead does not lessen what employer 7 owes.
  EXPECT_EQ(march.outstanding_vnd(), 600);
  EXPECT_EQ(march.employers_in_arrears(), 1);

  const v1::AreaMonthTotals next_january = service_.Totals("31", "2025-01");
  EXPECT_FALSE(next_january.has_data());
  EXPECT_EQ(next_january.assessed_vnd(), 0);
  EXPECT_EQ(next_january.outstanding_vnd(), 600);
  EXPECT_FALSE(service_.Totals("31", "2024-01").has_data());
  EXPECT_EQ(service_.Verify().difference_count(), 0);
}

TEST_F(ContributionTest, DebtOfAnAbolishedCommuneStaysWithTheAreasAbove) {
  Import("a", Chunk(1, {Assessment("1", "employer:7", "11284", "2024-12", "2024-12-31", 70, 0)}));
  EXPECT_EQ(service_.Totals("11284", "2024-12").outstanding_vnd(), 70);
  EXPECT_EQ(service_.Totals("11284", "2025-01").outstanding_vnd(), 0);
  EXPECT_EQ(service_.Totals("303", "2025-06").outstanding_vnd(), 70);
  EXPECT_EQ(service_.Totals("303", "2025-07").outstanding_vnd(), 0);
  EXPECT_EQ(service_.Totals("31", "2025-07").outstanding_vnd(), 70);
  EXPECT_EQ(service_.Totals("31", "2025-07").employers_in_arrears(), 1);
}

TEST_F(ContributionTest, BadRowsAreRefusedOneByOneAndTheOthersGoIn) {
  std::vector<v1::AssessmentRow> rows = {
      Assessment("1", "employer:7", "11284", "2024-13", "2024-02-29", 1, 0),
      Assessment("2", "employer:7", "11284", "2024-02", "2023-02-29", 1, 0),
      Assessment("3", "employer:7", "99999", "2024-02", "2024-02-29", 1, 0),
      Assessment("4", "employer:7", "11284", "2025-02", "2025-02-28", 1, 0),
      Assessment("5", "employer:7", "11284", "2024-02", "2024-02-29", 0, 0),
      Assessment("6", "employer:7", "11284", "2024-02", "2024-02-29", 1'000'000'000'001, 0),
      Assessment("7", "person:0310123456789", "11284", "2024-02", "2024-02-29", 1, 0),
      Assessment("8", "0310123456789", "11284", "2024-02", "2024-02-29", 1, 0),
      Assessment("", "employer:7", "11284", "2024-02", "2024-02-29", 1, 0),
      Assessment("10", "employer:7", "11284", "2024-02", "2024-02-29", -5, 5),
  };
  const type::v1::ImportAck ack = ImportOne(service_, "a", Chunk(1, rows));
  EXPECT_EQ(ack.accepted_count(), 1);
  EXPECT_EQ(ack.refused_count(), 9);
  const std::vector<std::pair<std::string, std::string>> wanted = {
      {"period_month", "INVALID_MONTH"},
      {"due_date", "INVALID_DATE"},
      {"area", "UNKNOWN_AREA"},
      {"area", "UNKNOWN_AREA"},
      {"", "NO_AMOUNT"},
      {"retirement_vnd", "AMOUNT_OVER_LIMIT"},
      {"payer", "UNKNOWN_PAYER"},
      {"payer", "INVALID_PAYER"},
      {"external_id", "INVALID_EXTERNAL_ID"}};
  ASSERT_EQ(ack.errors_size(), 9);
  for (int i = 0; i < 9; ++i) {
    EXPECT_EQ(ack.errors(i).row_number(), i + 1);
    EXPECT_EQ(ack.errors(i).field(), wanted[static_cast<size_t>(i)].first);
    EXPECT_EQ(ack.errors(i).reason(), wanted[static_cast<size_t>(i)].second);
    EXPECT_THAT(ack.errors(i).ShortDebugString(), Not(HasSubstr("0310123456789")));
  }

  const type::v1::ImportAck payments =
      ImportOne(service_, "p",
                Chunk(1, {Payment("1", "employer:7", "11284", "2024-02-01", -1),
                          Payment("2", "employer:7", "11284", "2024-02-01", 0),
                          Payment("3", "employer:7", "11284", "0000-00-00", 1)}));
  ASSERT_EQ(payments.errors_size(), 3);
  EXPECT_EQ(payments.errors(0).reason(), "INVALID_AMOUNT");
  EXPECT_EQ(payments.errors(1).reason(), "INVALID_AMOUNT");
  EXPECT_EQ(payments.errors(2).field(), "paid_date");
}

TEST_F(ContributionTest, TheSameRowCountsOnceAndOtherContentUnderItsNameIsRefused) {
  const v1::AssessmentRow row =
      Assessment("1", "employer:7", "11284", "2024-02", "2024-02-29", 800, 200);
  v1::AssessmentRow other = row;
  other.set_health_vnd(201);
  Import("a", Chunk(1, {row}));
  const int asked = participant_.resolve_calls();
  const type::v1::ImportAck again = ImportOne(service_, "b", Chunk(1, {row, other, row}));
  EXPECT_EQ(again.accepted_count(), 0);
  EXPECT_EQ(again.unchanged_count(), 2);
  ASSERT_EQ(again.errors_size(), 1);
  EXPECT_EQ(again.errors(0).row_number(), 2);
  EXPECT_EQ(again.errors(0).reason(), "DUPLICATE_WITH_OTHER_CONTENT");
  // Known rows are told apart without asking participant again.
  EXPECT_EQ(participant_.resolve_calls(), asked);

  v1::AssessmentRow twice = row;
  twice.set_external_id("2");
  v1::AssessmentRow twice_other = twice;
  twice_other.set_area("11287");
  const type::v1::ImportAck within =
      ImportOne(service_, "c", Chunk(1, {twice, twice, twice_other}));
  EXPECT_EQ(within.accepted_count(), 1);
  EXPECT_EQ(within.unchanged_count(), 1);
  EXPECT_EQ(within.refused_count(), 1);
  EXPECT_EQ(service_.Totals("31", "2024-02").assessed_vnd(), 2000);
  EXPECT_EQ(service_.Verify().difference_count(), 0);
}

TEST_F(ContributionTest, AnImportResumesAfterARestartAndRepeatsAnswers) {
  const v1::ImportChunk first =
      Chunk(1, {Assessment("1", "employer:7", "11284", "2024-02", "2024-02-29", 10, 0)});
  const v1::ImportChunk second =
      Chunk(2, {Assessment("2", "employer:7", "11284", "2024-03", "2024-03-31", 20, 0)});
  Import("job", first);
  service_.Stop();
  service_.Start();
  ImportCall call(service_, "job");
  EXPECT_EQ(call.resume_after(), 1);
  type::v1::ImportAck ack;
  ASSERT_TRUE(call.Send(first, ack));
  EXPECT_TRUE(ack.replayed());
  EXPECT_EQ(ack.accepted_count(), 1);
  ASSERT_TRUE(call.Send(second, ack));
  EXPECT_FALSE(ack.replayed());
  EXPECT_TRUE(call.Finish().ok());
  EXPECT_EQ(service_.Totals("31", "2024-12").assessed_vnd(), 30);
  EXPECT_EQ(service_.Verify().total_count(), 2);
}

TEST_F(ContributionTest, ValidatingWritesNothing) {
  ImportCall call(service_, "dry", true);
  type::v1::ImportAck ack;
  ASSERT_TRUE(
      call.Send(Chunk(1, {Assessment("1", "employer:7", "11284", "2024-02", "2024-02-29", 10, 0),
                          Assessment("2", "employer:7", "11284", "2024-00", "2024-02-29", 10, 0)}),
                ack));
  EXPECT_TRUE(call.Finish().ok());
  EXPECT_EQ(ack.accepted_count(), 1);
  EXPECT_EQ(ack.refused_count(), 1);
  EXPECT_EQ(service_.Verify().total_count(), 0);
}

TEST_F(ContributionTest, WithoutParticipantReadsGoOnAndImportsNameIt) {
  Import("a", Chunk(1, {Assessment("1", "employer:7", "11284", "2024-02", "2024-02-29", 10, 0)}));
  participant_.StopServing();
  EXPECT_EQ(service_.Totals("31", "2024-02").assessed_vnd(), 10);
  const v1::ImportChunk more =
      Chunk(1, {Assessment("2", "employer:7", "11284", "2024-03", "2024-03-31", 5, 0)});
  {
    ImportCall call(service_, "b");
    type::v1::ImportAck ack;
    EXPECT_FALSE(call.Send(more, ack));
    const grpc::Status ended = call.Finish();
    EXPECT_EQ(ended.error_code(), grpc::StatusCode::UNAVAILABLE);
    EXPECT_THAT(ended.error_message(), HasSubstr("participant"));
  }
  // A service that starts without participant serves too, and goes on with the
  // import when participant is back.
  service_.Stop();
  service_.Start();
  EXPECT_EQ(service_.Totals("31", "2024-02").assessed_vnd(), 10);
  participant_.Serve();
  Eventually([&] {
    ImportCall call(service_, "b");
    type::v1::ImportAck ack;
    return call.Send(more, ack) && call.Finish().ok();
  });
  EXPECT_EQ(service_.Totals("31", "2024-03").assessed_vnd(), 15);
}

TEST_F(ContributionTest, FrozenEmployersOweNothingWhileTheyAreFrozen) {
  Import("a", Chunk(1, {Assessment("1", "employer:7", "11284", "2024-01", "2024-01-31", 100, 0),
                        Assessment("2", "employer:8", "11284", "2024-01", "2024-01-31", 7, 0)}));
  participant_.SetEmployer(7,
                           {{"ACTIVE", "2020-01"}, {"FROZEN", "2024-03"}, {"ACTIVE", "2024-05"}});
  participant_.SetEmployer(9, {{"MISSING", "2024-03"}});
  Eventually([&] { return service_.Totals("31", "2024-03").outstanding_vnd() == 7; });
  EXPECT_EQ(service_.Totals("31", "2024-02").outstanding_vnd(), 107);
  EXPECT_EQ(service_.Totals("31", "2024-02").employers_in_arrears(), 2);
  EXPECT_EQ(service_.Totals("31", "2024-04").employers_in_arrears(), 1);
  EXPECT_EQ(service_.Totals("31", "2024-05").outstanding_vnd(), 107);
  EXPECT_EQ(service_.Verify().difference_count(), 0);
}

TEST_F(ContributionTest, ANewHierarchyMovesTotalsAndAnnouncesIt) {
  Import("a", Chunk(1, {Assessment("1", "employer:7", "11284", "2024-01", "2024-01-31", 100, 0)}));
  std::vector<FakeParticipant::AreaRow> areas = Areas();
  areas[3].parent = "304";
  participant_.SetAreas(areas);
  Eventually([&] { return service_.Totals("304", "2024-01").outstanding_vnd() == 100; });
  EXPECT_EQ(service_.Totals("303", "2024-01").assessed_vnd(), 0);
  EXPECT_EQ(service_.Totals("31", "2024-01").assessed_vnd(), 100);
  EXPECT_EQ(service_.Verify().difference_count(), 0);
}

TEST_F(ContributionTest, ARowMayNameAnAreaThatParticipantHasJustTakenIn) {
  Import("a", Chunk(1, {Assessment("1", "employer:7", "11284", "2024-01", "2024-01-31", 1, 0)}));
  std::vector<FakeParticipant::AreaRow> areas = Areas();
  areas.push_back({"11290", participant::v1::AREA_LEVEL_COMMUNE, "304", "2019-01", ""});
  participant_.SetAreas(areas);
  Import("b", Chunk(1, {Assessment("2", "employer:7", "11290", "2024-01", "2024-01-31", 1, 0)}));
}

TEST_F(ContributionTest, ACompactedFeedIsReplacedByASnapshot) {
  service_.Stop();
  participant_.SetEmployer(7, {{"DISSOLVED", "2024-02"}});
  participant_.Compact();
  service_.Start();
  Import("a", Chunk(1, {Assessment("1", "employer:7", "11284", "2024-01", "2024-01-31", 9, 0)}));
  Eventually([&] { return service_.Totals("31", "2024-02").outstanding_vnd() == 0; });
  EXPECT_EQ(service_.Totals("31", "2024-01").outstanding_vnd(), 9);
}

TEST_F(ContributionTest, TransactionsAreListedInPagesWithTheirPostings) {
  Import("a", Chunk(1, {Assessment("1", "person:7", "11284", "2024-02", "2024-02-29", 800, 200),
                        Assessment("2", "employer:7", "11284", "2024-02", "2024-02-29", 1, 0)}));
  Import("p", Chunk(1, {Payment("1", "person:7", "11284", "2024-03-15", 400)}));

  service_.Settle();

  v1::ListTransactionsRequest request;
  request.set_parent("people/7");
  request.set_page_size(1);
  const auto list = [&](v1::ListTransactionsResponse& response) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
    return service_.ledger()->ListTransactions(&context, request, &response);
  };
  v1::ListTransactionsResponse first;
  ASSERT_TRUE(list(first).ok());
  ASSERT_EQ(first.transactions_size(), 1);
  const v1::LedgerTransaction& assessment = first.transactions(0);
  EXPECT_EQ(assessment.kind(), "ASSESSMENT");
  EXPECT_EQ(assessment.month(), "2024-02");
  EXPECT_EQ(assessment.date(), "2024-02-29");
  EXPECT_EQ(assessment.source(), "payroll");
  ASSERT_EQ(assessment.postings_size(), 4);
  int64_t sum = 0;
  for (const v1::Posting& posting : assessment.postings()) sum += posting.amount_vnd();
  EXPECT_EQ(sum, 0);
  EXPECT_EQ(assessment.postings(0).account(), "RECEIVABLE");
  EXPECT_EQ(assessment.postings(0).fund(), "RETIREMENT");
  EXPECT_EQ(assessment.postings(0).amount_vnd(), 800);

  request.set_page_token(first.next_page_token());
  v1::ListTransactionsResponse second;
  ASSERT_TRUE(list(second).ok());
  ASSERT_EQ(second.transactions_size(), 1);
  EXPECT_EQ(second.transactions(0).kind(), "PAYMENT");
  EXPECT_EQ(second.transactions(0).postings(0).fund(), "");

  // Where the money went.
  request.set_page_token(second.next_page_token());
  v1::ListTransactionsResponse third;
  ASSERT_TRUE(list(third).ok());
  ASSERT_EQ(third.transactions_size(), 1);
  EXPECT_EQ(third.transactions(0).kind(), "ALLOCATION");
  EXPECT_EQ(third.transactions(0).month(), "2024-02");
  EXPECT_EQ(third.transactions(0).date(), "2024-03-15");
  EXPECT_EQ(third.next_page_token(), "");

  v1::ListTransactionsResponse refused;
  request.set_parent("employers/7");
  EXPECT_EQ(list(refused).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  request.clear_page_token();
  request.set_page_size(-1);
  EXPECT_EQ(list(refused).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  request.set_parent("people/x");
  EXPECT_EQ(list(refused).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_F(ContributionTest, BadQueriesGetPreciseErrors) {
  Import("a", Chunk(1, {Assessment("1", "employer:7", "11284", "2024-01", "2024-01-31", 1, 0)}));
  grpc::Status status;
  service_.Totals("99", "2024-01", &status);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::NOT_FOUND);
  service_.Totals("3x", "2024-01", &status);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  service_.Totals("31", "2024-13", &status);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);

  grpc::ClientContext no_deadline;
  v1::QueryTotalsRequest request;
  request.set_name("areas/31");
  request.add_months("2024-01");
  v1::QueryTotalsResponse response;
  EXPECT_EQ(service_.ledger()->QueryTotals(&no_deadline, request, &response).error_code(),
            grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_F(ContributionTest, AMinimumRevisionIsWaitedFor) {
  Import("a", Chunk(1, {Assessment("1", "employer:7", "11284", "2024-01", "2024-01-31", 1, 0)}));
  const auto query = [&](int64_t min_revision, std::chrono::milliseconds timeout,
                         v1::QueryTotalsResponse& response) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + timeout);
    v1::QueryTotalsRequest request;
    request.set_name("areas/31");
    request.add_months("2024-01");
    request.set_min_revision(min_revision);
    return service_.ledger()->QueryTotals(&context, request, &response);
  };
  service_.Settle();
  v1::QueryTotalsResponse now;
  ASSERT_TRUE(query(0, std::chrono::seconds(10), now).ok());
  v1::QueryTotalsResponse never;
  EXPECT_FALSE(query(now.revision() + 1, std::chrono::milliseconds(200), never).ok());
  v1::QueryTotalsResponse later;
  grpc::Status waited;
  std::thread waiter([&] { waited = query(now.revision() + 1, std::chrono::seconds(10), later); });
  Import("b", Chunk(1, {Assessment("2", "employer:7", "11284", "2024-01", "2024-01-31", 1, 0)}));
  waiter.join();
  ASSERT_TRUE(waited.ok());
  EXPECT_GT(later.revision(), now.revision());
  EXPECT_EQ(later.area_months(0).assessed_vnd(), 2);
}

TEST_F(ContributionTest, TheFeedNamesEachTouchedAreaFromItsFirstMonth) {
  Import("a", Chunk(1, {Assessment("1", "employer:7", "11284", "2024-01", "2024-01-31", 1, 0)}));
  service_.Settle();
  v1::FeedState state;
  {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
    ASSERT_TRUE(service_.changes()->GetFeedState(&context, {}, &state).ok());
  }
  Import("b", Chunk(1, {Assessment("2", "employer:7", "11284", "2024-04", "2024-05-31", 1, 0),
                        Assessment("3", "employer:7", "11284", "2024-03", "2024-03-31", 1, 0)}));

  grpc::ClientContext context;
  v1::WatchChangesRequest request;
  request.set_after_revision(state.revision());
  const auto reader = service_.changes()->WatchChanges(&context, request);
  std::map<std::string, std::string> touched;
  v1::WatchChangesResponse event;
  while (reader->Read(&event) && !event.has_revision_end()) {
    if (event.has_area_month())
      touched[event.area_month().area()] = event.area_month().from_month();
  }
  EXPECT_EQ(event.revision(), state.revision() + 1);
  const std::map<std::string, std::string> wanted = {
      {"11284", "2024-03"}, {"303", "2024-03"}, {"31", "2024-03"}};
  EXPECT_EQ(touched, wanted);
  context.TryCancel();
  reader->Finish();

  grpc::ClientContext bad;
  request.add_types("wage_spans");
  const auto refused = service_.changes()->WatchChanges(&bad, request);
  EXPECT_FALSE(refused->Read(&event));
  EXPECT_EQ(refused->Finish().error_code(), grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_F(ContributionTest, AnEarlierFirstMonthOfAYearTouchesEveryArea) {
  Import("a", Chunk(1, {Assessment("1", "employer:7", "11284", "2024-02", "2024-02-29", 1, 0)}));
  EXPECT_TRUE(service_.Totals("304", "2024-02").has_data());
  EXPECT_FALSE(service_.Totals("304", "2024-01").has_data());
  Import("b", Chunk(1, {Assessment("2", "employer:7", "11284", "2024-01", "2024-01-31", 1, 0)}));
  EXPECT_TRUE(service_.Totals("304", "2024-01").has_data());

  grpc::ClientContext context;
  const auto reader = service_.changes()->WatchChanges(&context, {});
  std::string last_of_304;
  v1::WatchChangesResponse event;
  while (reader->Read(&event) && !event.has_progress()) {
    if (event.area_month().area() == "304") last_of_304 = event.area_month().from_month();
  }
  context.TryCancel();
  reader->Finish();
  EXPECT_EQ(last_of_304, "2024-01");
}

TEST_F(ContributionTest, TheCheckFindsWhateverWasTamperedWith) {
  Import("a", Chunk(1, {Assessment("1", "employer:7", "11284", "2024-01", "2024-01-31", 100, 0),
                        Assessment("2", "household:3", "11287", "2024-01", "2024-01-31", 9, 0)}));
  Import("p", Chunk(1, {Payment("1", "employer:7", "11284", "2024-02-15", 40)}));
  service_.Settle();
  ASSERT_EQ(service_.Verify().difference_count(), 0);
  const auto finds = [&](const std::string& change, const std::string& undo,
                         const std::string& text) {
    Tamper(change);
    const type::v1::CheckProgress found = service_.Verify();
    EXPECT_GT(found.difference_count(), 0) << change;
    std::string all;
    for (const std::string& difference : found.differences()) all += difference + "\n";
    EXPECT_THAT(all, HasSubstr(text)) << change;
    Tamper(undo);
  };
  finds("UPDATE ledger_posting SET retirement_vnd = 90 WHERE account = 1 AND retirement_vnd = 100",
        "UPDATE ledger_posting SET retirement_vnd = 100 WHERE account = 1 AND retirement_vnd = 90",
        "does not balance");
  finds("UPDATE ledger_posting SET retirement_vnd = retirement_vnd * 2 WHERE payer_id = 29",
        "UPDATE ledger_posting SET retirement_vnd = retirement_vnd / 2 WHERE payer_id = 29",
        "months kept of employers/7");
  finds("UPDATE area_total_month SET collected_vnd = collected_vnd + 1 WHERE area = '31'",
        "UPDATE area_total_month SET collected_vnd = collected_vnd - 1 WHERE area = '31'",
        "area 31 in 2024-01");
  finds("UPDATE area_own_month SET outstanding_change_vnd = outstanding_change_vnd + 1",
        "UPDATE area_own_month SET outstanding_change_vnd = outstanding_change_vnd - 1",
        "transactions of area 11284");
  finds("UPDATE payer_month SET due_vnd = due_vnd + 1 WHERE payer_id = 15",
        "UPDATE payer_month SET due_vnd = due_vnd - 1 WHERE payer_id = 15", "households/3");
  finds("UPDATE ledger_transaction SET external_id = 'x' WHERE transaction_id = 1",
        "UPDATE ledger_transaction SET external_id = '1' WHERE transaction_id = 1",
        "has no reference");
  finds("UPDATE ledger_transaction SET transaction_id = 77 WHERE transaction_id = 3",
        "UPDATE ledger_transaction SET transaction_id = 3 WHERE transaction_id = 77",
        "belong to no transaction");
  finds("UPDATE ledger_month SET transaction_count = 5 WHERE month = 24288",
        "UPDATE ledger_month SET transaction_count = 2 WHERE month = 24288", "2024-01");
  EXPECT_EQ(service_.Verify().difference_count(), 0);
}

TEST_F(ContributionTest, EightImportersAtOnceEndWithWhatTheLedgerSays) {
  constexpr int kImporters = 8;
  constexpr int kChunks = 5;
  constexpr int kRows = 40;
  std::vector<std::thread> importers;
  for (int importer = 0; importer < kImporters; ++importer) {
    importers.emplace_back([&, importer] {
      // Pairs of importers send the same rows, and all share payers and areas.
      const int pair = importer / 2;
      ImportCall call(service_, absl::StrCat("importer-", importer));
      for (int chunk = 1; chunk <= kChunks; ++chunk) {
        std::vector<v1::AssessmentRow> assessments;
        std::vector<v1::PaymentRow> payments;
        for (int row = 0; row < kRows; ++row) {
          const std::string id = absl::StrCat(pair, "-", chunk, "-", row);
          const std::string payer = absl::StrCat("employer:", 1 + row % 10);
          const std::string area = row % 2 == 0 ? "11284" : "11287";
          const int month = 1 + (row + chunk) % 12;
          const std::string day = absl::StrCat("2024-", month < 10 ? "0" : "", month, "-15");
          assessments.push_back(Assessment(id, payer, area, day.substr(0, 7), day, 100 + row, 7));
          payments.push_back(Payment(id, payer, area, day, 90));
        }
        type::v1::ImportAck ack;
        EXPECT_TRUE(
            call.Send(chunk % 2 == 0 ? Chunk(chunk, assessments) : Chunk(chunk, payments), ack));
        EXPECT_EQ(ack.accepted_count() + ack.unchanged_count(), kRows);
      }
      EXPECT_EQ(call.Finish().error_message(), "");
    });
  }
  for (std::thread& importer : importers) importer.join();
  const type::v1::CheckProgress check = service_.Verify();
  EXPECT_THAT(check.differences(), IsEmpty());
  // Beside what follows from the rows.
  EXPECT_GE(check.total_count(), kImporters / 2 * kChunks * kRows);
}

}  // namespace
}  // namespace baophu::contribution
