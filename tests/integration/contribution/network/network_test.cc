// The collection network over a real server: rows in, refusals with reasons, and what the
// calls answer then.

#include <baophu/contribution/v1/network_service.grpc.pb.h>
#include <baophu/contribution/v1/receipt_book_service.grpc.pb.h>
#include <baophu/contribution/v1/scorecard_service.grpc.pb.h>
#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/integration/contribution/test_service.h"

namespace baophu::contribution {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

class NetworkTest : public testing::Test {
 protected:
  NetworkTest()
      : participant_("unix:" + folder_.path() + "/participant.sock"),
        service_(folder_.path(), "unix:" + folder_.path() + "/participant.sock") {
    participant_.SetAreas({{"31", participant::v1::AREA_LEVEL_PROVINCE, "", "1990-01", ""},
                           {"303", participant::v1::AREA_LEVEL_DISTRICT, "31", "1990-01", ""},
                           {"304", participant::v1::AREA_LEVEL_DISTRICT, "31", "1990-01", ""},
                           {"11284", participant::v1::AREA_LEVEL_COMMUNE, "303", "1990-01", ""},
                           {"11287", participant::v1::AREA_LEVEL_COMMUNE, "303", "1990-01", ""},
                           {"11311", participant::v1::AREA_LEVEL_COMMUNE, "304", "1990-01", ""}});
  }

  // Rows of a chunk as text, as `collectors { rows { ... } }`.
  type::v1::ImportAck Import(const std::string& rows) {
    v1::ImportChunk chunk;
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(rows, &chunk)) << rows;
    chunk.set_chunk_number(1);
    chunk.set_first_row_number(1);
    return ImportOne(service_, absl::StrCat("network-", ++imports_), chunk);
  }
  void Load(const std::string& rows) {
    const type::v1::ImportAck ack = Import(rows);
    EXPECT_EQ(ack.refused_count(), 0) << rows << ack.ShortDebugString();
  }
  // The reasons of all rows that are refused.
  std::vector<std::string> Reasons(const std::string& rows) {
    std::vector<std::string> reasons;
    const type::v1::ImportAck ack = Import(rows);
    for (const auto& error : ack.errors()) reasons.push_back(error.reason());
    return reasons;
  }

  // Post BD with collectors A1 in 11284 and B1 in 11311, and a book each; the cooperative
  // HTX, whose contract ends with 2024-06-30, with H1.
  void LoadNetwork() {
    Load(R"(collection_organisations {
      rows { organisation: "BD" display_name: "Bưu điện mẫu" kind: "POST" contract_number: "1/HĐ"
             contract_from_date: "2023-01-01" }
      rows { organisation: "HTX" display_name: "HTX mẫu" kind: "COOPERATIVE" contract_number: "2/HĐ"
             contract_from_date: "2023-01-01" contract_through_date: "2024-06-30" } })");
    Load(R"(collection_points {
      rows { point: "11284001" valid_from: "2023-01-01" organisation: "BD" commune: "11284" }
      rows { point: "11311001" valid_from: "2023-01-01" organisation: "BD" commune: "11311" }
      rows { point: "11287001" valid_from: "2023-01-01" organisation: "HTX" commune: "11287" } })");
    Load(R"(collectors {
      rows { collector: "A1" organisation: "BD" point: "11284001" card_number: "T1"
             card_from_date: "2023-01-01" card_through_date: "2024-12-31" areas: "11284" }
      rows { collector: "B1" organisation: "BD" point: "11311001" card_number: "T2"
             card_from_date: "2023-01-01" card_through_date: "2024-12-31" areas: "304" }
      rows { collector: "H1" organisation: "HTX" point: "11287001" card_number: "T3"
             card_from_date: "2023-01-01" card_through_date: "2024-12-31" areas: "11287" } })");
    Load(R"(receipt_books {
      rows { series: "AA24" first_number: 1 last_number: 20 issued_date: "2024-01-02"
             collector: "A1" }
      rows { series: "AA24" first_number: 21 last_number: 40 issued_date: "2024-01-02"
             organisation: "BD" }
      rows { series: "AA24" first_number: 41 last_number: 50 issued_date: "2024-01-02"
             organisation: "HTX" } })");
  }

  // A receipt of three months of voluntary insurance.
  static std::string Receipt(const std::string& id, int person, const std::string& month,
                             const std::string& collector, int number,
                             const std::string& area = "11284", const std::string& day = "") {
    return absl::StrCat(
        "rows { source: \"THU\" external_id: \"", id, "\" payer: \"person:", person,
        "\" area: \"303\" cover_area: \"", area, "\" scheme: \"VOLUNTARY\" paid_date: \"",
        day.empty() ? month + "-05" : day, "\" from_month: \"", month,
        "\" months: 3 income_vnd: 1500000 support_group: \"OTHER\" amount_vnd: 891000 ",
        collector.empty() ? ""
                          : absl::StrCat("collector: \"", collector,
                                         "\" receipt_series: \"AA24\" receipt_number: ", number),
        " }");
  }
  void Pay(const std::vector<std::string>& receipts) {
    std::string rows;
    for (const std::string& receipt : receipts) rows += receipt;
    Load("self_payments { " + rows + " }");
  }

  template <typename Stub, typename Request, typename Response>
  Response Call(Stub& stub,
                grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                const Request& request) {
    Response response;
    EXPECT_EQ(Try(stub, method, request, response).error_message(), "");
    return response;
  }
  template <typename Stub, typename Request, typename Response>
  grpc::Status Try(Stub& stub,
                   grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                   const Request& request, Response& response) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
    return (stub.*method)(&context, request, &response);
  }

  v1::ListScorecardsResponse Scorecards(const std::string& month, const std::string& level = "",
                                        bool below_quota = false) {
    v1::ListScorecardsRequest request;
    request.set_parent("areas/31");
    request.set_from_month(month);
    request.set_level(level);
    request.set_below_quota(below_quota);
    request.set_page_size(2'500);
    const auto stub = v1::ScorecardService::NewStub(service_.channel());
    return Call(*stub, &v1::ScorecardService::Stub::ListScorecards, request);
  }
  v1::Scorecard Scorecard(const std::string& name, const std::string& as_of = "") {
    v1::GetScorecardRequest request;
    request.set_name(name);
    request.set_as_of(as_of);
    const auto stub = v1::ScorecardService::NewStub(service_.channel());
    return Call(*stub, &v1::ScorecardService::Stub::GetScorecard, request);
  }
  v1::ReceiptBookReconciliation Reconcile(const std::string& book, const std::string& as_of) {
    v1::ReconcileReceiptBookRequest request;
    request.set_name("receiptBooks/" + book);
    request.set_as_of(as_of);
    const auto stub = v1::ReceiptBookService::NewStub(service_.channel());
    return Call(*stub, &v1::ReceiptBookService::Stub::ReconcileReceiptBook, request);
  }
  v1::ListHandoverDifferencesResponse Differences(const std::string& parent) {
    v1::ListHandoverDifferencesRequest request;
    request.set_parent(parent);
    request.set_as_of("2024-10-31");
    const auto stub = v1::ReceiptBookService::NewStub(service_.channel());
    return Call(*stub, &v1::ReceiptBookService::Stub::ListHandoverDifferences, request);
  }

  TempFolder folder_;
  FakeParticipant participant_;
  TestService service_;
  int imports_ = 0;
};

TEST_F(NetworkTest, WhatComesUnderAnEndedContractIsRefused) {
  LoadNetwork();
  EXPECT_THAT(Reasons(R"(collection_points {
    rows { point: "11287002" valid_from: "2024-07-01" organisation: "HTX" commune: "11287" } })"),
              ElementsAre("CONTRACT_NOT_IN_FORCE"));
  EXPECT_THAT(Reasons(R"(collectors {
    rows { collector: "H2" organisation: "HTX" point: "11287001" card_number: "T4"
           card_from_date: "2024-07-01" card_through_date: "2024-12-31" areas: "11287" } })"),
              ElementsAre("CONTRACT_NOT_IN_FORCE"));
  EXPECT_THAT(Reasons(R"(receipt_books {
    rows { series: "AA24" first_number: 51 last_number: 60 issued_date: "2024-07-01"
           organisation: "HTX" }
    rows { series: "AA24" first_number: 45 last_number: 60 issued_date: "2024-03-01"
           organisation: "BD" } })"),
              ElementsAre("CONTRACT_NOT_IN_FORCE", "NUMBERS_TAKEN"));

  const auto stub = v1::NetworkService::NewStub(service_.channel());
  v1::CheckContractRequest request;
  request.set_name("collectionOrganisations/HTX");
  request.set_on_date("2024-06-30");
  EXPECT_TRUE(Call(*stub, &v1::NetworkService::Stub::CheckContract, request).in_force());
  request.set_on_date("2024-07-01");
  const auto ended = Call(*stub, &v1::NetworkService::Stub::CheckContract, request);
  EXPECT_FALSE(ended.in_force());
  EXPECT_EQ(ended.contract_through_date(), "2024-06-30");
  request.set_name("collectionOrganisations/NO");
  v1::CheckContractResponse none;
  EXPECT_EQ(Try(*stub, &v1::NetworkService::Stub::CheckContract, request, none).error_code(),
            grpc::StatusCode::NOT_FOUND);
}

TEST_F(NetworkTest, ARowSentAgainDoesNothingAndOtherContentNeedsACorrectionOrAnotherDay) {
  LoadNetwork();
  const std::string row =
      R"(rows { collector: "A1" organisation: "BD" point: "11284001" card_number: "T1"
         card_from_date: "2023-01-01" card_through_date: "2024-12-31" areas: "11284" )";
  EXPECT_EQ(Import("collectors { " + row + "} }").unchanged_count(), 1);
  const std::string other = R"(rows { collector: "A1" organisation: "BD" point: "11284001"
      card_number: "T1" card_from_date: "2023-01-01" card_through_date: "2025-12-31"
      areas: "11284" )";
  EXPECT_THAT(Reasons("collectors { " + other + "} }"),
              ElementsAre("DUPLICATE_WITH_OTHER_CONTENT"));
  Load("collectors { " + other + "valid_from: \"2024-12-20\" } }");
  Load("collectors { " + other + "correction: \"YES\" } }");
  const auto stub = v1::NetworkService::NewStub(service_.channel());
  v1::GetCollectorRequest request;
  request.set_name("collectors/A1");
  request.set_on_date("2025-06-01");
  const v1::Collector collector = Call(*stub, &v1::NetworkService::Stub::GetCollector, request);
  EXPECT_TRUE(collector.card_valid());
  EXPECT_EQ(collector.village_role(), "NONE");
}

TEST_F(NetworkTest, ListsTellTheNetworkOfAnAreaOnADay) {
  LoadNetwork();
  const auto stub = v1::NetworkService::NewStub(service_.channel());
  v1::ListCollectorsRequest collectors;
  collectors.set_parent("areas/303");
  collectors.set_on_date("2024-07-01");
  collectors.set_page_size(1);
  const auto first = Call(*stub, &v1::NetworkService::Stub::ListCollectors, collectors);
  ASSERT_THAT(first.collectors(), SizeIs(1));
  EXPECT_EQ(first.collectors(0).name(), "collectors/A1");
  collectors.set_page_token(first.next_page_token());
  const auto second = Call(*stub, &v1::NetworkService::Stub::ListCollectors, collectors);
  ASSERT_THAT(second.collectors(), SizeIs(1));
  EXPECT_EQ(second.collectors(0).name(), "collectors/H1");
  EXPECT_FALSE(second.collectors(0).contract_in_force());
  EXPECT_EQ(second.next_page_token(), "");

  v1::ListCollectionOrganisationsRequest organisations;
  organisations.set_parent("areas/304");
  organisations.set_on_date("2024-07-01");
  const auto listed =
      Call(*stub, &v1::NetworkService::Stub::ListCollectionOrganisations, organisations);
  ASSERT_THAT(listed.collection_organisations(), SizeIs(1));
  EXPECT_EQ(listed.collection_organisations(0).open_point_count(), 2);
  EXPECT_EQ(listed.collection_organisations(0).kind_display_name(), "Bưu điện");

  Load(R"(cooperative_invitations {
    rows { invitation: "M-1" cooperative: "HTX mẫu" area: "11287" invited_date: "2024-01-05" }
    rows { invitation: "M-2" cooperative: "HTX khác" area: "11311" invited_date: "2024-01-05" } })");
  Load(R"(cooperative_invitations {
    rows { invitation: "M-1" cooperative: "HTX mẫu" area: "11287" invited_date: "2024-01-05"
           answered_date: "2024-01-10" answer: "AGREED" signed_date: "2024-02-01"
           organisation: "HTX" } })");
  v1::ListCooperativeInvitationsRequest invitations;
  invitations.set_parent("areas/31");
  invitations.set_state("SIGNED");
  const auto written =
      Call(*stub, &v1::NetworkService::Stub::ListCooperativeInvitations, invitations);
  ASSERT_THAT(written.cooperative_invitations(), SizeIs(1));
  EXPECT_EQ(written.cooperative_invitations(0).organisation(), "collectionOrganisations/HTX");

  Load(R"(organisation_sessions {
    rows { session: "S-1" organisation: "BD" held_date: "2024-06-20" causes: "MOVED_AWAY:12"
           quotas: "KEEP:VOLUNTARY:40" quotas: "WIN:ALL:7" new_points: 1 } })");
  EXPECT_THAT(Reasons(R"(organisation_sessions {
    rows { session: "S-2" organisation: "HTX" held_date: "2024-07-20" }
    rows { session: "S-3" organisation: "BD" held_date: "2024-07-20" causes: "WEATHER:2" } })"),
              ElementsAre("CONTRACT_NOT_IN_FORCE", "INVALID_FIELD"));
  v1::ListOrganisationSessionsRequest sessions;
  sessions.set_parent("collectionOrganisations/BD");
  const auto held = Call(*stub, &v1::NetworkService::Stub::ListOrganisationSessions, sessions);
  ASSERT_THAT(held.sessions(), SizeIs(1));
  EXPECT_EQ(held.sessions(0).causes(0).reason_display_name(), "Chuyển khỏi địa bàn");
  EXPECT_EQ(held.sessions(0).quotas(1).scheme(), "");
}

TEST_F(NetworkTest, AReceiptThatTheCollectorCouldNotWriteIsRefusedWithTheReason) {
  LoadNetwork();
  const type::v1::ImportAck ack = Import(
      "self_payments { " + Receipt("1", 1, "2024-05", "A1", 1) +  // Taken.
      Receipt("2", 2, "2024-05", "A1", 1) + Receipt("3", 3, "2024-05", "A1", 2, "11287") +
      Receipt("4", 4, "2025-01", "A1", 2) + Receipt("5", 5, "2024-05", "B1", 2, "11311") +
      Receipt("6", 6, "2024-05", "A1", 60) + Receipt("7", 7, "2024-07", "H1", 41, "11287") +
      Receipt("8", 8, "2024-05", "X9", 2) + Receipt("9", 9, "2024-05", "B1", 22, "11311") + " }");
  EXPECT_EQ(ack.accepted_count(), 2) << ack.ShortDebugString();
  std::vector<std::string> reasons;
  for (const auto& error : ack.errors()) reasons.push_back(error.reason());
  EXPECT_THAT(reasons,
              ElementsAre("NUMBER_USED", "OUTSIDE_AREA", "CARD_NOT_VALID", "BOOK_OF_ANOTHER",
                          "NUMBER_NOT_ISSUED", "CONTRACT_NOT_IN_FORCE", "UNKNOWN_COLLECTOR"));
  EXPECT_THAT(ack.errors(2).problem(), HasSubstr("2024-12-31"));
  // A receipt at the agency's own desk needs none of this, and no number.
  Pay({Receipt("10", 10, "2024-05", "", 0, "11287")});
  EXPECT_THAT(Reasons("self_payments { rows { source: \"THU\" external_id: \"11\" payer: "
                      "\"person:11\" area: \"303\" scheme: \"VOLUNTARY\" paid_date: \"2024-05-05\" "
                      "from_month: \"2024-05\" months: 3 income_vnd: 1500000 support_group: "
                      "\"OTHER\" amount_vnd: 891000 receipt_series: \"AA24\" } }"),
              ElementsAre("INVALID_FIELD"));
  EXPECT_EQ(service_.Verify().difference_count(), 0);
}

TEST_F(NetworkTest, ABookIsReconciledAndVoidsKeepToItsUnusedNumbers) {
  LoadNetwork();
  Pay({Receipt("1", 1, "2024-05", "A1", 1), Receipt("2", 2, "2024-05", "A1", 5)});
  EXPECT_THAT(Reasons(R"(receipt_voids {
    rows { series: "AA24" number: 2 void_date: "2024-05-06" reason: "hỏng" }
    rows { series: "AA24" number: 5 void_date: "2024-05-06" reason: "hỏng" }
    rows { series: "AA24" number: 2 last_number: 3 void_date: "2024-05-06" reason: "hỏng" }
    rows { series: "AA24" number: 51 void_date: "2024-05-06" reason: "hỏng" } })"),
              ElementsAre("NUMBER_USED", "NUMBER_VOID", "NUMBER_NOT_ISSUED"));
  EXPECT_THAT(Reasons("self_payments { " + Receipt("3", 3, "2024-05", "A1", 2) + " }"),
              ElementsAre("NUMBER_VOID"));
  const auto result = Reconcile("AA24.1", "2024-05-31");
  EXPECT_EQ(result.issued_count(), 20);
  EXPECT_EQ(result.used_count(), 2);
  EXPECT_EQ(result.void_count(), 1);
  EXPECT_EQ(result.gap_count(), 2);
  EXPECT_EQ(result.unused_count(), 15);
  ASSERT_THAT(result.gaps(), SizeIs(1));
  EXPECT_EQ(result.gaps(0).first_number(), 3);
  EXPECT_EQ(Reconcile("AA24.1", "2024-04-30").unused_count(), 20);
}

TEST_F(NetworkTest, MoneyThatIsNotHandedOverOrIsAnotherAmountIsListed) {
  LoadNetwork();
  Pay({Receipt("1", 1, "2024-09", "A1", 1), Receipt("2", 2, "2024-09", "A1", 2),
       Receipt("3", 3, "2024-09", "B1", 21, "11311")});
  EXPECT_EQ(Differences("areas/31").total_difference_vnd(), -3 * 891'000);
  Load(R"(handovers {
    rows { handover: "N-1" collector: "A1" handed_date: "2024-09-06" amount_vnd: 891000
           series: "AA24" first_number: 1 last_number: 2 } })");
  const auto differences = Differences("areas/303");
  ASSERT_THAT(differences.differences(), SizeIs(1));
  EXPECT_EQ(differences.differences(0).handover(), "N-1");
  EXPECT_EQ(differences.differences(0).difference_vnd(), -891'000);
  EXPECT_THAT(Differences("areas/31").differences(), SizeIs(2));
  EXPECT_THAT(Differences("collectors/B1").differences(), SizeIs(1));
  // What was short is made up for, and the collector's book is even.
  Load(R"(handovers {
    rows { handover: "N-2" collector: "A1" handed_date: "2024-09-20" amount_vnd: 891000
           series: "AA24" first_number: 2 last_number: 2 }
    rows { handover: "N-3" organisation: "BD" handed_date: "2024-09-20" amount_vnd: 891000
           series: "AA24" } })");
  EXPECT_THAT(Differences("areas/31").differences(), SizeIs(0));
  EXPECT_THAT(Reasons(R"(handovers {
    rows { handover: "N-2" collector: "A1" handed_date: "2024-09-20" amount_vnd: 1
           series: "AA24" } })"),
              ElementsAre("DUPLICATE_WITH_OTHER_CONTENT"));
  EXPECT_EQ(service_.Verify().difference_count(), 0);
}

TEST_F(NetworkTest, AMemberAboutToLapseIsRenewedByAnothersReceiptAndThatIsUndone) {
  LoadNetwork();
  Pay({Receipt("1", 1, "2024-06", "A1", 1), Receipt("2", 2, "2024-06", "A1", 2)});
  EXPECT_EQ(Scorecard("collectors/A1/scorecards/2024-08", "2024-08-31").total().pending_count(), 2);
  EXPECT_EQ(Scorecard("collectors/A1/scorecards/2024-08").total().lapsed_count(), 2);
  EXPECT_EQ(Scorecard("collectors/A1/scorecards/2024-06").total().won_count(), 2);
  EXPECT_EQ(Scorecard("collectors/A1/scorecards/2024-06").total().commission_vnd(), 320'760);

  Pay({Receipt("3", 1, "2024-09", "B1", 22, "11311")});
  v1::ScorecardFigures august = Scorecard("collectors/A1/scorecards/2024-08").total();
  EXPECT_EQ(august.renewed_count(), 1);
  EXPECT_EQ(august.renewed_percent(), "50.00");
  ASSERT_THAT(august.lapses(), SizeIs(1));
  EXPECT_EQ(august.lapses(0).reason(), "NOT_CONTACTED");
  EXPECT_EQ(Scorecard("collectors/B1/scorecards/2024-09").total().continued_count(), 1);
  EXPECT_EQ(Scorecard("areas/303/scorecards/2024").total().due_count(), 2);

  Load(R"(self_payments { rows { source: "THU" external_id: "4" payer: "person:1" area: "303"
          paid_date: "2024-09-20" amount_vnd: 891000 annuls: "3" } })");
  august = Scorecard("collectors/A1/scorecards/2024-08").total();
  EXPECT_EQ(august.renewed_count(), 0);
  EXPECT_EQ(Scorecard("collectors/B1/scorecards/2024-09").total().collected_vnd(), 0);
  EXPECT_EQ(service_.Verify().difference_count(), 0);
}

TEST_F(NetworkTest, ScorecardsOfAllLevelsStandAgainstQuotas) {
  LoadNetwork();
  Pay({Receipt("1", 1, "2024-06", "A1", 1), Receipt("2", 2, "2024-06", "A1", 2),
       Receipt("3", 1, "2024-09", "A1", 3), Receipt("4", 3, "2024-06", "", 0, "11287")});
  EXPECT_THAT(Reasons(R"(collector_quotas {
    rows { holder_kind: "COLLECTOR" holder: "A1" period: "2024-08" goal: "KEEP" people: 4 }
    rows { holder_kind: "COLLECTOR" holder: "B1" period: "2024-08" goal: "WIN"
           scheme: "VOLUNTARY" people: 5 }
    rows { holder_kind: "ORGANISATION" holder: "BD" period: "2024-08" goal: "KEEP" people: 1 }
    rows { holder_kind: "AREA" holder: "11287" period: "2024-08" goal: "KEEP" people: 9 }
    rows { holder_kind: "COLLECTOR" holder: "X9" period: "2024-08" goal: "KEEP" people: 9 }
    rows { holder_kind: "COLLECTOR" holder: "A1" period: "2024-8" goal: "KEEP" people: 9 } })"),
              ElementsAre("UNKNOWN_HOLDER", "INVALID_FIELD"));
  const auto below = Scorecards("2024-08", "COLLECTOR", true);
  ASSERT_THAT(below.scorecards(), SizeIs(2));
  EXPECT_EQ(below.scorecards(0).name(), "collectors/B1/scorecards/2024-08");
  EXPECT_EQ(below.scorecards(0).shortfall(), 5);
  EXPECT_EQ(below.scorecards(1).shortfall(), 3);
  EXPECT_EQ(below.total().due_count(), 3) << "the total is of all";
  EXPECT_THAT(Scorecards("2024-08", "ORGANISATION", true).scorecards(), SizeIs(0)) << "it is met";
  EXPECT_THAT(Scorecards("2024-08", "COMMUNE", true).scorecards(), SizeIs(1));
  for (const char* const level : {"", "POINT", "ORGANISATION", "COMMUNE", "DISTRICT"}) {
    EXPECT_EQ(Scorecards("2024-08", level).total().due_count(), 3) << level;
  }
  const auto points = Scorecards("2024-08", "POINT");
  EXPECT_EQ(points.scorecards(0).name(), "collectionPoints/-/scorecards/2024-08")
      << "the agency's own desk";
  v1::GetScorecardRequest request;
  request.set_name("collectors/X9/scorecards/2024-08");
  const auto stub = v1::ScorecardService::NewStub(service_.channel());
  v1::Scorecard none;
  EXPECT_EQ(Try(*stub, &v1::ScorecardService::Stub::GetScorecard, request, none).error_code(),
            grpc::StatusCode::NOT_FOUND);
}

// Two thousand collectors in one call, whose work is their totals' and not their receipts'.
TEST_F(NetworkTest, TwoThousandCollectorsComeInOneCall) {
  LoadNetwork();
  std::string collectors, quotas;
  for (int i = 0; i < 2'000; ++i) {
    absl::StrAppend(&collectors, "rows { collector: \"C", 10'000 + i,
                    "\" organisation: \"BD\" point: \"11284001\" card_number: \"T", i,
                    "\" card_from_date: \"2023-01-01\" card_through_date: \"2024-12-31\" "
                    "areas: \"11284\" }");
    absl::StrAppend(&quotas, "rows { holder_kind: \"COLLECTOR\" holder: \"C", 10'000 + i,
                    "\" period: \"2024-08\" goal: \"WIN\" people: ", i % 7, " }");
  }
  Load("collectors { " + collectors + " }");
  Load("collector_quotas { " + quotas + " }");
  const auto all = Scorecards("2024-08");
  EXPECT_THAT(all.scorecards(), SizeIs(2'003));
  EXPECT_EQ(all.next_page_token(), "");
  const auto below = Scorecards("2024-08", "COLLECTOR", true);
  EXPECT_EQ(below.scorecards(0).shortfall(), 6);
  EXPECT_EQ(below.total_size(), 2'000 - 286);
}

}  // namespace
}  // namespace baophu::contribution
