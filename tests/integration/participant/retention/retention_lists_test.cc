// Work lists of whom to keep, and what was done about them; the same on SQLite and
// PostgreSQL.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/integration/participant/retention/retention_fixture.h"

namespace baophu::participant {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class RetentionListsTest : public RetentionFixture {};

INSTANTIATE_TEST_SUITE_P(Engines, RetentionListsTest,
                         testing::Values(sql::Engine::kSqlite, sql::Engine::kPostgresql),
                         [](const auto& info) {
                           return info.param == sql::Engine::kSqlite ? "Sqlite" : "Postgresql";
                         });

TEST_P(RetentionListsTest, APaidPeriodStandsOnEndingAndThenOnLapsed) {
  service_.LoadProvince(3);
  Import({Voluntary("a", 1, "2024-01", "2024-06", "11296"),
          Household("b", 2, "2024-01", "2024-07", "11299"),
          Voluntary("c", 3, "2024-01", "2024-06", "318")});
  EXPECT_THAT(Ending("31", "2024-06-10", 30),
              ElementsAre("11296 VOLUNTARY 2024-06 LAPSED", "318 VOLUNTARY 2024-06 LAPSED"));
  EXPECT_THAT(Ending("303", "2024-06-30", 0), ElementsAre("11296 VOLUNTARY 2024-06 LAPSED"));
  EXPECT_THAT(Ending("303", "2024-07-01", 29), IsEmpty()) << "July ends on the 31st";
  EXPECT_THAT(Ending("303", "2024-07-01", 30), ElementsAre("11299 HOUSEHOLD 2024-07 LAPSED"));
  EXPECT_THAT(Lapsed("31", "2024-06-30", 3), IsEmpty());
  EXPECT_THAT(Lapsed("31", "2024-09-30", 3),
              ElementsAre("11296 VOLUNTARY 2024-06 LAPSED", "11299 HOUSEHOLD 2024-07 LAPSED",
                          "318 VOLUNTARY 2024-06 LAPSED"));
  EXPECT_THAT(Lapsed("31", "2024-10-01", 3), ElementsAre("11299 HOUSEHOLD 2024-07 LAPSED"));
  EXPECT_THAT(service_.Recount(), IsEmpty());
}

TEST_P(RetentionListsTest, WhoPaysOnIsNoCase) {
  service_.LoadProvince(1);
  Import({Voluntary("a", 1, "2024-01", "2024-06", "11296")});
  ASSERT_THAT(Ending("31", "2024-06-10", 30), SizeIs(1));
  Import({Voluntary("b", 1, "2024-07", "2024-09", "11296")});
  EXPECT_THAT(Ending("31", "2024-06-10", 30), IsEmpty());
  EXPECT_THAT(Ending("31", "2024-09-10", 30), ElementsAre("11296 VOLUNTARY 2024-09 LAPSED"));
  v1::MovementRow undo = MovementOf("undo", 1, v1::MOVEMENT_KIND_ANNUL, "2024-07");
  undo.add_schemes(type::v1::SCHEME_SOCIAL_VOLUNTARY);
  undo.set_names_movement("b");
  Import({undo});
  EXPECT_THAT(Ending("31", "2024-06-10", 30), SizeIs(1)) << "the receipt was annulled";
  EXPECT_THAT(service_.Recount(), IsEmpty());
}

TEST_P(RetentionListsTest, WhoCameBackIsNotLapsedFromThenOn) {
  service_.LoadProvince(1);
  Import({Voluntary("a", 1, "2024-01", "2024-06", "11296"),
          Voluntary("b", 1, "2024-09", "2024-12", "11296")});
  EXPECT_THAT(Lapsed("31", "2024-08-31", 3), ElementsAre("11296 VOLUNTARY 2024-06 LAPSED"));
  EXPECT_THAT(Lapsed("31", "2024-09-01", 3), IsEmpty());
}

TEST_P(RetentionListsTest, WorkersWhoLeftCouldGoOnVoluntarily) {
  service_.LoadProvince(4);
  Import({JobJoin("a", 1, "2024-01", kEmployer, "11296"),
          JobJoin("b", 2, "2024-01", kEmployer, "11296"),
          JobJoin("c", 3, "2024-01", kEmployer, "11296"),
          JobJoin("d", 4, "2024-01", kEmployer, "11296"),
          Leave("a2", 1, "2024-04", "CONTRACT_ENDED"), Leave("b2", 2, "2024-04", "CONTRACT_ENDED"),
          Leave("c2", 3, "2024-04", "RETIREMENT"), Leave("d2", 4, "2024-04", "CONTRACT_ENDED"),
          Voluntary("b3", 2, "2024-04", "2024-12", "11296"),
          JobJoin("d3", 4, "2024-05", kEmployer, "11296")});
  EXPECT_THAT(Cases("31", "LEFT_WORK", "2024-05-20", 0, 3),
              ElementsAre("11296 LEFT_WORK 2024-03 LEAVE"));
  EXPECT_THAT(Cases("31", "LEFT_WORK", "2024-04-20", 0, 3), SizeIs(2)) << "one was back in May";
  EXPECT_THAT(service_.Recount(), IsEmpty());
}

TEST_P(RetentionListsTest, AreTakenPageByPage) {
  constexpr int kPeople = 7;
  service_.LoadProvince(kPeople);
  std::vector<v1::MovementRow> rows;
  for (int person = 1; person <= kPeople; ++person) {
    const std::string area = person % 3 == 0 ? "318" : person % 3 == 1 ? "11296" : "11299";
    rows.push_back(person % 2 == 0
                       ? Voluntary(absl::StrCat("m", person), person, "2024-01", "2024-06", area)
                       : Household(absl::StrCat("m", person), person, "2024-01", "2024-06", area));
  }
  Import(rows);
  const std::vector<std::string> all = Ending("31", "2024-06-10", 30);
  EXPECT_THAT(all, SizeIs(kPeople));
  v1::ListRetentionCasesRequest request;
  request.set_parent("areas/31");
  request.set_list("ENDING");
  request.set_day("2024-06-10");
  request.set_page_size(2);
  std::vector<std::string> paged;
  do {
    const v1::ListRetentionCasesResponse page = List(request);
    EXPECT_LE(page.retention_cases_size(), 2);
    for (const v1::RetentionCase& each : page.retention_cases()) paged.push_back(TextOf(each));
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_EQ(paged, all);
}

TEST_P(RetentionListsTest, ContactsAndAssignmentsShow) {
  service_.LoadProvince(2);
  Import({Voluntary("a", 1, "2024-01", "2024-06", "11296"),
          Voluntary("b", 2, "2024-01", "2024-06", "11296")});
  const std::string name = NameOf(1, "voluntary", "2024-06");
  EXPECT_EQ(Assign(name, "thu-01", "2024-06-02").state(), "ASSIGNED");
  EXPECT_EQ(Contact(name, "2024-06-05", "PHONE", "UNREACHABLE", "").state(), "CONTACTED");
  const v1::RetentionCase closed = Contact(name, "2024-06-07", "VISIT", "REFUSED", "NO_MONEY");
  EXPECT_EQ(closed.state(), "CLOSED");
  EXPECT_EQ(closed.assignee(), "thu-01");
  EXPECT_EQ(closed.reason(), "NO_MONEY");
  EXPECT_EQ(closed.contacts_size(), 2);
  const v1::RetentionCase corrected = Contact(name, "2024-06-07", "VISIT", "RENEWED_PROMISED", "");
  EXPECT_EQ(corrected.contacts_size(), 2) << "the same day and channel is a correction";
  EXPECT_EQ(corrected.state(), "CONTACTED");

  v1::ListRetentionCasesRequest request;
  request.set_parent("areas/31");
  request.set_list("ENDING");
  request.set_day("2024-06-10");
  request.set_assignee("thu-01");
  EXPECT_EQ(List(request).retention_cases_size(), 1);
  request.set_assignee("thu-02");
  EXPECT_EQ(List(request).retention_cases_size(), 0);
  request.clear_assignee();
  request.set_state("OPEN");
  EXPECT_EQ(List(request).retention_cases_size(), 1);
  request.set_state("CONTACTED");
  EXPECT_EQ(List(request).retention_cases_size(), 1);

  v1::SummarizeRetentionRequest sum;
  sum.set_parent("areas/31");
  sum.set_day("2024-06-10");
  EXPECT_THAT(Summary(sum), ElementsAre("11296 ENDING VOLUNTARY 2/1/1",
                                        "303 ENDING VOLUNTARY 2/1/1", "31 ENDING VOLUNTARY 2/1/1"));
  EXPECT_THAT(service_.Recount(), IsEmpty());
}

TEST_P(RetentionListsTest, WhatWasRecordedGoesWithAMergedRecordAndComesBack) {
  service_.LoadProvince(2);
  Import({Voluntary("a", 1, "2024-01", "2024-06", "11296")});
  const std::string name = NameOf(1, "voluntary", "2024-06");
  const std::string other_name = NameOf(2, "voluntary", "2024-06");
  Contact(name, "2024-06-05", "PHONE", "REFUSED", "NO_MONEY");
  Merge(1, 2);
  EXPECT_EQ(Get(other_name).state(), "CLOSED");
  EXPECT_EQ(Get(name).name(), other_name) << "of the person that it is now";
  EXPECT_THAT(service_.Recount(), IsEmpty());
  Unmerge();
  EXPECT_EQ(Get(name).name(), name);
  EXPECT_EQ(Get(name).reason(), "NO_MONEY");
  EXPECT_THAT(service_.Recount(), IsEmpty());
}

TEST_P(RetentionListsTest, ImportedContactsAreRecordedOnce) {
  service_.LoadProvince(2);
  Import({Voluntary("a", 1, "2024-01", "2024-06", "11296")});
  v1::ImportChunk chunk;
  chunk.set_chunk_number(1);
  const auto add = [&](int person, const std::string& month, const std::string& outcome) {
    v1::RetentionContactRow& row = *chunk.mutable_retention_contacts()->add_rows();
    row.set_person(InsuranceNumber(person));
    row.set_kind("VOLUNTARY");
    row.set_month(month);
    row.set_contacted_date("2024-06-05");
    row.set_channel("PHONE");
    row.set_outcome(outcome);
  };
  add(1, "2024-06", "REFUSED");
  add(2, "2024-06", "REFUSED");
  add(1, "2024-05", "REFUSED");
  add(1, "2024-06", "said no");
  type::v1::ImportAck ack = service_.Import("c1", {chunk}).back();
  EXPECT_EQ(ack.accepted_count(), 1);
  ASSERT_EQ(ack.errors_size(), 3);
  EXPECT_EQ(ack.errors(0).reason(), "UNKNOWN_CASE");
  EXPECT_EQ(ack.errors(1).field(), "month");
  EXPECT_EQ(ack.errors(2).field(), "outcome");
  ack = service_.Import("c2", {chunk}).back();
  EXPECT_EQ(ack.accepted_count(), 0);
  EXPECT_EQ(ack.unchanged_count(), 1);
  EXPECT_EQ(Get(NameOf(1, "voluntary", "2024-06")).contacts_size(), 1);
}

TEST_P(RetentionListsTest, ARepeatedRequestGetsTheFirstAnswer) {
  service_.LoadProvince(1);
  Import({Voluntary("a", 1, "2024-01", "2024-06", "11296")});
  const std::string name = NameOf(1, "voluntary", "2024-06");
  v1::RecordRetentionContactRequest request =
      ContactRequest(name, "2024-06-05", "PHONE", "UNREACHABLE", "");
  request.set_request_id("1b4e28ba-2fa1-41d2-883f-0016d3cca427");
  const auto record = [&] {
    return Call<v1::RetentionCase>(&v1::RetentionService::Stub::RecordRetentionContact, request);
  };
  const std::string first = record().SerializeAsString();
  Contact(name, "2024-06-09", "PHONE", "REFUSED", "");
  EXPECT_EQ(record().SerializeAsString(), first);
  EXPECT_EQ(Get(name).outcome(), "REFUSED");
}

TEST_P(RetentionListsTest, BadRequestsNameTheField) {
  service_.LoadProvince(1);
  Import({Voluntary("a", 1, "2024-01", "2024-06", "11296")});
  v1::ListRetentionCasesRequest request;
  EXPECT_THAT(ListFault(request), HasSubstr("parent"));
  request.set_parent("areas/31");
  EXPECT_THAT(ListFault(request), HasSubstr("list"));
  request.set_list("ENDING");
  request.set_day("2024-02-30");
  EXPECT_THAT(ListFault(request), HasSubstr("day"));
  request.set_day("2024-06-10");
  request.set_within_days(367);
  EXPECT_THAT(ListFault(request), HasSubstr("within_days"));
  request.set_within_days(0);
  request.set_kind("LEFT_WORK");
  EXPECT_THAT(ListFault(request), HasSubstr("kind"));
  request.set_kind("");
  request.set_state("DONE");
  EXPECT_THAT(ListFault(request), HasSubstr("state"));
  request.set_state("");
  request.set_parent("areas/99");
  EXPECT_THAT(ListFault(request), HasSubstr("99"));
  const std::string name = NameOf(1, "voluntary", "2024-06");
  EXPECT_THAT(ContactFault(name, "2024-06-05", "PIGEON", "REFUSED"), HasSubstr("contact.channel"));
  EXPECT_THAT(ContactFault(name, "2024-06-05", "PHONE", "NGUYEN"), HasSubstr("contact.outcome"));
  EXPECT_THAT(ContactFault(name, "2999-06-05", "PHONE", "REFUSED"),
              HasSubstr("contact.contacted_date"));
  EXPECT_THAT(ContactFault(NameOf(1, "voluntary", "2024-05"), "2024-06-05", "PHONE", "REFUSED"),
              HasSubstr("no such case"));
}

}  // namespace
}  // namespace baophu::participant
