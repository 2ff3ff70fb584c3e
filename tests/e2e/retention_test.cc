// Whom to keep, through the whole suite: receipts and contacts in, work lists, counts and
// milestones out.

#include <baophu/contribution/v1/scorecard_service.grpc.pb.h>
#include <baophu/participant/v1/change_service.grpc.pb.h>
#include <baophu/participant/v1/retention_service.grpc.pb.h>
#include <baophu/target/v1/pace_service.grpc.pb.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/e2e/suite/suite.h"

namespace baophu::e2e {
namespace {

namespace pb = participant::v1;
using testing::HasSubstr;
using testing::Not;

constexpr int kRowsRefused = 2;
constexpr char kVoluntary[] = "PARTICIPANTS_SOCIAL_VOLUNTARY";
constexpr char kReceiptColumns[] =
    "source,external_id,payer,area,scheme,paid_date,from_month,months,income_vnd,support_group,"
    "amount_vnd,cover_area,collector,receipt_series,receipt_number\n";

void SetDeadline(grpc::ClientContext& context) {
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
}

class Retention : public testing::Test {
 protected:
  void Import(const std::string& kind, const std::string& content) {
    const std::string file = suite_.folder().File(kind + ".csv");
    std::ofstream(file) << content;
    ASSERT_EQ(suite_.RunBaophu({"import", kind, file, "--again"}), 0) << kind;
  }

  // What a command prints is added to the log of all.
  std::string Printed(const std::vector<std::string>& words) {
    const std::string log = suite_.folder().File("log/baophu.log");
    const auto contents = [&] {
      std::stringstream text;
      text << std::ifstream(log).rdbuf();
      return text.str();
    };
    const size_t before = contents().size();
    EXPECT_EQ(suite_.RunBaophu(words), 0);
    return contents().substr(before);
  }

  // The cases of a list once there are so many: what a receipt says comes to participant by
  // contribution's feed, a revision later or more.
  std::vector<pb::RetentionCase> AwaitCases(const std::string& list, const std::string& day,
                                            int count) {
    const auto stub = pb::RetentionService::NewStub(suite_.Channel(Part::kGateway));
    pb::ListRetentionCasesRequest request;
    request.set_parent("areas/31");
    request.set_list(list);
    request.set_day(day);
    for (;;) {
      grpc::ClientContext context;
      SetDeadline(context);
      pb::ListRetentionCasesResponse response;
      const grpc::Status status = stub->ListRetentionCases(&context, request, &response);
      if (!status.ok()) {
        ADD_FAILURE() << status.error_message();
        return {};
      }
      if (response.retention_cases_size() == count) {
        return {response.retention_cases().begin(), response.retention_cases().end()};
      }
      request.set_min_revision(response.revision() + 1);
    }
  }

  int64_t Members(const std::string& month) {
    target::v1::GetCoverageReportRequest request;
    request.set_name("areas/31/coverageReports/" + month);
    *request.mutable_min_revisions() = suite_.Revisions();
    const auto report = suite_.Report(request);
    EXPECT_TRUE(report.ok()) << report.status().message();
    if (!report.ok()) return -1;
    for (const target::v1::IndicatorValue& each : report->indicators()) {
      if (each.indicator() == kVoluntary) return each.value();
    }
    return -1;
  }

  target::v1::Pace Pace(const std::string& month) {
    const auto stub = target::v1::PaceService::NewStub(suite_.Channel(Part::kGateway));
    target::v1::GetPaceRequest request;
    request.set_name("areas/31/pace/" + month);
    request.mutable_plan()->set_indicator(kVoluntary);
    request.mutable_plan()->set_method(target::v1::PACE_METHOD_GIVEN);
    *request.mutable_min_revisions() = suite_.Revisions();
    grpc::ClientContext context;
    SetDeadline(context);
    target::v1::Pace pace;
    EXPECT_EQ(stub->GetPace(&context, request, &pace).error_message(), "");
    return pace;
  }

  // What the newest contact about a case says.
  std::string Outcome(const std::string& name) {
    const auto stub = pb::RetentionService::NewStub(suite_.Channel(Part::kGateway));
    grpc::ClientContext context;
    SetDeadline(context);
    pb::GetRetentionCaseRequest request;
    request.set_name(name);
    pb::RetentionCase found;
    EXPECT_EQ(stub->GetRetentionCase(&context, request, &found).error_message(), "");
    return found.outcome();
  }

  // A scorecard, once it knows why whoever lapsed did.
  contribution::v1::Scorecard AwaitReason(const std::string& name) {
    const auto stub = contribution::v1::ScorecardService::NewStub(suite_.Channel(Part::kGateway));
    contribution::v1::GetScorecardRequest request;
    request.set_name(name);
    contribution::v1::Scorecard card;
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (std::chrono::steady_clock::now() < end) {
      grpc::ClientContext context;
      SetDeadline(context);
      const grpc::Status status = stub->GetScorecard(&context, request, &card);
      EXPECT_EQ(status.error_message(), "");
      const auto& lapses = card.total().lapses();
      if (!status.ok() || (!lapses.empty() && lapses[0].reason() != "NOT_CONTACTED")) break;
    }
    return card;
  }

  // The first entry of participant's feed about a contact.
  pb::RetentionOutcomeChange FirstOutcome() {
    const auto stub = pb::ChangeService::NewStub(suite_.Channel(Part::kGateway));
    pb::WatchChangesRequest request;
    request.add_types("retention_outcome");
    grpc::ClientContext context;
    SetDeadline(context);
    const auto stream = stub->WatchChanges(&context, request);
    pb::WatchChangesResponse response;
    while (stream->Read(&response)) {
      if (response.has_retention_outcome()) {
        context.TryCancel();
        return response.retention_outcome();
      }
    }
    ADD_FAILURE() << "the feed ended";
    return {};
  }

  Suite suite_;
};

TEST_F(Retention, WhoIsCalledAndPaysOnStaysAndWhoDoesNotIsMissedByTheMilestone) {
  Import("areas",
         "code,level,name,parent_code,valid_from,valid_to\n"
         "31,PROVINCE,Thành phố Hải Phòng,,2019-01,\n"
         "303,DISTRICT,Quận Hồng Bàng,31,2019-01,\n"
         "11311,COMMUNE,Phường Minh Khai,303,2019-01,\n");
  Import("people",
         "insurance_number,full_name,birth_date,sex,household_code,residence_area\n"
         "3199000004,Vũ Thu Dung,2001-07-19,F,3199H00003,11311\n"
         "3199000012,Lê Văn Khoa,1990-01-02,M,3199H00004,11311\n");
  // Somebody is covered in the December that the year's way begins at.
  Import("movements",
         "movement_id,person,kind,schemes,effective_month,area,category\n"
         "M1,3199000012,JOIN,HEALTH,2023-01,11311,BUDGET\n");
  Import("plans",
         "assigner,decision,year,area,indicator,kind,value,valid_from\n"
         "VSS,12/QĐ-BHXH,2024,31,PARTICIPANTS_SOCIAL_VOLUNTARY,ASSIGNED,2,2024-01\n");
  Import("milestones",
         "assigner,area,indicator,kind,date,value\n"
         "VSS,31,PARTICIPANTS_SOCIAL_VOLUNTARY,ASSIGNED,2024-07-31,2\n");
  Import("collection_organisations",
         "organisation,display_name,kind,contract_number,contract_from_date,contract_through_date\n"
         "BD,Bưu điện mẫu,POST,1/HĐ,2024-01-01,2025-12-31\n");
  Import("collection_points",
         "point,valid_from,organisation,commune\n11311001,2024-01-01,BD,11311\n");
  Import("collectors",
         "collector,organisation,point,card_number,card_from_date,card_through_date,areas\n"
         "TT-01,BD,11311001,T1,2024-01-01,2024-12-31,11311\n");
  Import("receipt_books",
         "series,first_number,last_number,issued_date,collector\nAA24,1,20,2024-01-05,TT-01\n");
  Import("self_payments",
         absl::StrCat(kReceiptColumns,
                      "BUUDIEN,R1,person:3199000004,31,VOLUNTARY,2024-04-05,2024-04,3,1500000,"
                      "NEAR_POOR,742500,11311,TT-01,AA24,1\n"
                      "BUUDIEN,R2,person:3199000012,31,VOLUNTARY,2024-04-05,2024-04,3,1500000,"
                      "NEAR_POOR,742500,11311,TT-01,AA24,2\n"));

  const std::vector<pb::RetentionCase> ending = AwaitCases("ENDING", "2024-06-20", 2);
  ASSERT_EQ(ending.size(), 2u);
  EXPECT_EQ(ending[0].area(), "11311");
  EXPECT_EQ(ending[0].kind(), "VOLUNTARY");
  EXPECT_EQ(ending[0].month(), "2024-06");
  EXPECT_EQ(Members("2024-06"), 2);
  EXPECT_EQ(Members("2024-07"), 0) << "both would lapse";

  Import("retention_assignments",
         "person,kind,month,assignee,assigned_date\n"
         "3199000004,VOLUNTARY,2024-06,TT-01,2024-06-03\n"
         "3199000012,VOLUNTARY,2024-06,TT-01,2024-06-03\n");
  Import("retention_contacts",
         "person,kind,month,contacted_date,channel,outcome,reason\n"
         "3199000004,VOLUNTARY,2024-06,2024-06-12,PHONE,RENEWED_PROMISED,\n"
         "3199000012,VOLUNTARY,2024-06,2024-06-13,VISIT,REFUSED,NO_MONEY\n");
  EXPECT_THAT(Printed({"retention", "--area", "31", "--list", "ending", "--day", "2024-06-20",
                       "--assignee", "TT-01", "--state", "CLOSED"}),
              HasSubstr("Thu nhập không ổn định"));
  const pb::RetentionOutcomeChange told = FirstOutcome();
  EXPECT_EQ(told.through_month(), "2024-06");
  EXPECT_EQ(told.outcome(), "RENEWED_PROMISED");

  Import("self_payments",
         absl::StrCat(kReceiptColumns,
                      "BUUDIEN,R3,person:3199000004,31,VOLUNTARY,2024-06-25,2024-07,3,1500000,"
                      "NEAR_POOR,742500,11311,TT-01,AA24,3\n"));
  ASSERT_EQ(AwaitCases("ENDING", "2024-06-20", 1).size(), 1u);
  EXPECT_EQ(Members("2024-06"), 2);
  EXPECT_EQ(Members("2024-07"), 1) << "who was called and paid on stays, the other lapses";
  const target::v1::Pace pace = Pace("2024-07");
  EXPECT_EQ(pace.milestone(), 2);
  EXPECT_EQ(pace.value(), 1);
  EXPECT_EQ(pace.difference(), -1);

  EXPECT_THAT(Printed({"retention", "--area", "31", "--list", "lapsed", "--day", "2024-08-10",
                       "--format", "csv"}),
              HasSubstr("VOLUNTARY"));
  EXPECT_THAT(Printed({"retention", "--area", "31", "--summary", "--day", "2024-08-10",
                       "--language", "en", "--format", "csv"}),
              HasSubstr("2024-08-10,31,LAPSED,VOLUNTARY,1,1,1"));
  const std::string decrease = Printed({"retention", "--area", "31", "--decrease", "--from",
                                        "2024-06", "--through", "2024-06", "--format", "csv"});
  EXPECT_THAT(decrease, HasSubstr("31,DUE,VOLUNTARY,,2"));
  EXPECT_THAT(decrease, HasSubstr("31,RENEWED_ON_TIME,VOLUNTARY,,1"));
  EXPECT_THAT(decrease, HasSubstr("31,CONTACTED,VOLUNTARY,,2"));
  EXPECT_THAT(decrease, HasSubstr("31,RENEWED_OF_CONTACTED,VOLUNTARY,,1"));
  EXPECT_THAT(decrease, HasSubstr("31,LAPSED_BY_REASON,VOLUNTARY,NO_MONEY,1"));
  EXPECT_THAT(decrease, Not(HasSubstr("NOT_CONTACTED")));
  // The collector's scorecard says why, once contribution has heard of it.
  const contribution::v1::Scorecard card = AwaitReason("collectors/TT-01/scorecards/2024-06");
  EXPECT_EQ(card.total().due_count(), 2);
  EXPECT_EQ(card.total().renewed_count(), 1);
  EXPECT_EQ(card.total().lapsed_count(), 1);
  ASSERT_EQ(card.total().lapses_size(), 1);
  EXPECT_EQ(card.total().lapses(0).reason(), "NO_MONEY");
  EXPECT_EQ(card.total().lapses(0).reason_display_name(), "Thu nhập không ổn định");

  EXPECT_EQ(suite_.RunBaophu({"recount"}), 0);
  EXPECT_EQ(suite_.RunBaophu({"verify"}), 0);
}

TEST_F(Retention, ACallIsRecordedAlsoWhenItsListComesInAfterThePayment) {
  Import("areas",
         "code,level,name,parent_code,valid_from,valid_to\n"
         "31,PROVINCE,Thành phố Hải Phòng,,2019-01,\n"
         "11311,COMMUNE,Phường Minh Khai,31,2019-01,\n");
  Import("people",
         "insurance_number,full_name,birth_date,sex,household_code,residence_area\n"
         "3199000004,Vũ Thu Dung,2001-07-19,F,3199H00003,11311\n");
  Import("movements",
         "movement_id,person,kind,schemes,effective_month,through_month,area,category\n"
         "M1,3199000004,PAID_THROUGH,SOCIAL_VOLUNTARY,2024-04,2024-06,11311,OTHER\n"
         "M2,3199000004,PAID_THROUGH,SOCIAL_VOLUNTARY,2024-07,2024-09,11311,OTHER\n");
  const std::string columns = "person,kind,month,contacted_date,channel,outcome,reason\n";
  Import("retention_contacts",
         columns + "3199000004,VOLUNTARY,2024-06,2024-06-12,PHONE,RENEWED_PROMISED,\n");
  const std::string decrease = Printed({"retention", "--area", "31", "--decrease", "--from",
                                        "2024-06", "--through", "2024-06", "--format", "csv"});
  EXPECT_THAT(decrease, HasSubstr("31,CONTACTED,VOLUNTARY,,1"));
  EXPECT_THAT(decrease, HasSubstr("31,RENEWED_OF_CONTACTED,VOLUNTARY,,1"));
  // A correction of the same call, and the first file once more, which is nothing new.
  Import("retention_contacts",
         columns + "3199000004,VOLUNTARY,2024-06,2024-06-12,PHONE,REFUSED,NO_MONEY\n");
  Import("retention_contacts",
         columns + "3199000004,VOLUNTARY,2024-06,2024-06-12,PHONE,RENEWED_PROMISED,\n");
  EXPECT_THAT(Outcome("retentionCases/1-voluntary-2024-06"), "REFUSED");
  // No period ended in May.
  const std::string file = suite_.folder().File("wrong.csv");
  std::ofstream(file) << columns
                      << "3199000004,VOLUNTARY,2024-05,2024-05-12,PHONE,RENEWED_PROMISED,\n";
  EXPECT_EQ(suite_.RunBaophu({"import", "retention_contacts", file}), kRowsRefused);
}

}  // namespace
}  // namespace baophu::e2e
