// Debts by age and class, late employers, evidence, officers and letters, as their
// callers see them.

#include <baophu/contribution/v1/account_service.grpc.pb.h>
#include <baophu/contribution/v1/arrears_service.grpc.pb.h>
#include <baophu/contribution/v1/collection_service.grpc.pb.h>
#include <gmock/gmock.h>
#include <google/protobuf/util/time_util.h>
#include <gtest/gtest.h>

#include <chrono>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/integration/contribution/test_service.h"

namespace baophu::contribution {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class ArrearsTest : public testing::Test {
 protected:
  ArrearsTest()
      : participant_("unix:" + folder_.path() + "/participant.sock"),
        service_(folder_.path(), "unix:" + folder_.path() + "/participant.sock") {
    participant_.SetAreas({{"31", participant::v1::AREA_LEVEL_PROVINCE, "", "1990-01", ""},
                           {"303", participant::v1::AREA_LEVEL_DISTRICT, "31", "1990-01", ""},
                           {"304", participant::v1::AREA_LEVEL_DISTRICT, "31", "1990-01", ""}});
    arrears_ = v1::ArrearsService::NewStub(service_.channel());
    collection_ = v1::CollectionService::NewStub(service_.channel());
  }

  template <typename Stub, typename Request, typename Response>
  grpc::Status Call(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                    Stub& stub, const Request& request, Response& response) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(20));
    return (stub.*method)(&context, request, &response);
  }

  void Owes(const std::string& employer, const std::string& month, const std::string& due,
            int64_t health_vnd, const std::string& recorded = "", const std::string& area = "303") {
    v1::AssessmentRow row =
        Assessment(absl::StrCat(++id_), "employer:" + employer, area, month, due, 0, health_vnd);
    if (!recorded.empty()) {
      ASSERT_TRUE(google::protobuf::util::TimeUtil::FromString(recorded + "T03:00:00Z",
                                                               row.mutable_recorded_time()));
    }
    const type::v1::ImportAck ack = ImportOne(service_, absl::StrCat("i", id_), Chunk(1, {row}));
    ASSERT_EQ(ack.refused_count(), 0) << ack.ShortDebugString();
  }

  void Pays(const std::string& employer, const std::string& day, int64_t amount_vnd) {
    const v1::PaymentRow row =
        Payment(absl::StrCat(++id_), "employer:" + employer, "303", day, amount_vnd);
    const type::v1::ImportAck ack = ImportOne(service_, absl::StrCat("i", id_), Chunk(1, {row}));
    ASSERT_EQ(ack.refused_count(), 0) << ack.ShortDebugString();
  }

  v1::Ageing Ageing(const v1::QueryAgeingRequest& request) {
    v1::Ageing ageing;
    EXPECT_EQ(
        Call(&v1::ArrearsService::Stub::QueryAgeing, *arrears_, request, ageing).error_message(),
        "");
    return ageing;
  }
  v1::Ageing Ageing(const std::string& area, const std::string& as_of,
                    const std::string& as_known = "") {
    v1::QueryAgeingRequest request;
    request.set_name("areas/" + area);
    request.set_as_of(as_of);
    request.set_as_known(as_known);
    request.add_buckets("1m");
    request.add_buckets("6m");
    return Ageing(request);
  }

  v1::ListLateEmployersRequest LateRequest(const std::string& as_of) {
    v1::ListLateEmployersRequest request;
    request.set_parent("areas/31");
    request.set_as_of(as_of);
    return request;
  }
  v1::ListLateEmployersResponse Late(const v1::ListLateEmployersRequest& request) {
    v1::ListLateEmployersResponse response;
    EXPECT_EQ(Call(&v1::ArrearsService::Stub::ListLateEmployers, *arrears_, request, response)
                  .error_message(),
              "");
    return response;
  }

  v1::RecordLegalStepRequest StepRequest(const std::string& employer, const std::string& kind,
                                         const std::string& date) {
    v1::RecordLegalStepRequest request;
    request.set_parent("employers/" + employer);
    request.mutable_legal_step()->set_kind(kind);
    request.mutable_legal_step()->set_number("15/CV-BHXH");
    request.mutable_legal_step()->set_date(date);
    return request;
  }
  v1::LegalStep Record(const v1::RecordLegalStepRequest& request) {
    v1::LegalStep step;
    EXPECT_EQ(Call(&v1::CollectionService::Stub::RecordLegalStep, *collection_, request, step)
                  .error_message(),
              "");
    return step;
  }

  TempFolder folder_;
  FakeParticipant participant_;
  TestService service_;
  std::unique_ptr<v1::ArrearsService::Stub> arrears_;
  std::unique_ptr<v1::CollectionService::Stub> collection_;
  int id_ = 0;
};

TEST_F(ArrearsTest, AgesDebtsByBucketAndClass) {
  Owes("1", "2023-01", "2023-01-31", 1'000);
  Owes("1", "2023-06", "2023-06-30", 200);
  Owes("2", "2023-05", "2023-05-31", 30);
  Owes("3", "2023-07", "2023-07-31", 4);
  Owes("4", "2023-07", "2023-09-30", 5);
  Owes("5", "2023-01", "2023-01-31", 60'000);
  Pays("5", "2023-02-10", 60'000);
  Owes("6", "2023-04", "2023-04-30", 7, "", "304");
  participant_.SetEmployer(6, {{"ACTIVE", "2020-01"}, {"FROZEN", "2023-06"}});
  Eventually([&] { return service_.Totals("304", "2023-07").outstanding_vnd() == 0; });

  const v1::Ageing ageing = Ageing("31", "2023-07-31");
  ASSERT_EQ(ageing.buckets_size(), 3);
  EXPECT_EQ(ageing.buckets(0).under(), "1m");
  EXPECT_EQ(ageing.buckets(0).total().debt_vnd(), 4);
  EXPECT_EQ(ageing.buckets(0).classes(0).arrears_class(), "NOT_LATE");
  EXPECT_EQ(ageing.buckets(1).display_name(), "từ 1 tháng đến dưới 6 tháng");
  EXPECT_EQ(ageing.buckets(1).total().debt_vnd(), 37);
  EXPECT_EQ(ageing.buckets(1).total().employer_count(), 2);
  ASSERT_EQ(ageing.buckets(1).classes_size(), 2);
  EXPECT_EQ(ageing.buckets(1).classes(0).arrears_class(), "STANDING");
  EXPECT_EQ(ageing.buckets(1).classes(0).display_name(), "chậm đóng từ 1 đến dưới 3 tháng");
  EXPECT_EQ(ageing.buckets(1).classes(0).other_display_name(), "nợ đọng");
  EXPECT_EQ(ageing.buckets(1).classes(1).arrears_class(), "FROZEN");
  EXPECT_EQ(ageing.buckets(1).classes(1).amounts().debt_vnd(), 7);
  EXPECT_EQ(ageing.buckets(2).total().debt_vnd(), 1'200);
  EXPECT_EQ(ageing.buckets(2).total().item_count(), 2);
  ASSERT_EQ(ageing.buckets(2).total().funds_size(), 1);
  EXPECT_EQ(ageing.buckets(2).total().funds(0).fund(), "HEALTH");
  EXPECT_EQ(ageing.not_yet_due().total().debt_vnd(), 5);
  EXPECT_EQ(ageing.not_yet_due().total().employer_count(), 1);
  EXPECT_EQ(ageing.due().total().debt_vnd(), 1'241);
  EXPECT_EQ(ageing.due().total().employer_count(), 4);

  // What was assessed for January to July of the year, and what is late of it.
  const v1::AreaMonthTotals totals = service_.Totals("31", "2023-07");
  EXPECT_EQ(ageing.ratio().numerator(), "ALL_LATE");
  EXPECT_EQ(ageing.ratio().numerator_vnd(), totals.outstanding_vnd());
  EXPECT_EQ(ageing.ratio().denominator(), "AMOUNT_DUE");
  EXPECT_EQ(ageing.ratio().denominator_vnd(), totals.assessed_vnd());
  EXPECT_EQ(ageing.ratio().percent(), "2.01");

  v1::QueryAgeingRequest request;
  request.set_name("areas/31");
  request.set_as_of("2023-07-31");
  request.set_view("ITEM");
  request.set_numerator("INTEREST_BEARING");
  request.set_denominator("COLLECTION_PLAN");
  request.set_plan_vnd(10'000);
  const v1::Ageing items = Ageing(request);
  EXPECT_EQ(items.due().total().debt_vnd(), 1'241);
  EXPECT_EQ(items.buckets_size(), 5);
  EXPECT_EQ(items.buckets(1).total().debt_vnd(), 230);
  EXPECT_EQ(items.ratio().numerator_vnd(), 1'030);
  EXPECT_EQ(items.ratio().percent(), "10.30");
  EXPECT_EQ(Ageing("304", "2023-05-31").due().total().debt_vnd(), 7);
}

TEST_F(ArrearsTest, AnEmployerThatTheLawDoesNotReachHidesNoOther) {
  Owes("1", "2023-01", "2023-01-31", 1'000);
  Owes("2", "1995-01", "1995-01-31", 30);
  const v1::Ageing ageing = Ageing("31", "2023-07-31");
  EXPECT_EQ(ageing.due().total().employer_count(), 1);
  EXPECT_EQ(ageing.not_computed_count(), 1);
  EXPECT_THAT(ageing.first_problem(), HasSubstr("1995-01"));
  EXPECT_EQ(Late(LateRequest("2023-07-31")).total_count(), 1);
}

TEST_F(ArrearsTest, TellsInterestBesideDebts) {
  Owes("1", "2025-07", "2025-08-31", 1'000'000);
  v1::Settlement settlement;
  v1::ChargeInterestRequest charge;
  charge.set_through_month("2025-09");
  const auto accounts = v1::AccountService::NewStub(service_.channel());
  ASSERT_TRUE(Call(&v1::AccountService::Stub::ChargeInterest, *accounts, charge, settlement).ok());
  const v1::Ageing ageing = Ageing("31", "2025-10-10");
  EXPECT_EQ(ageing.due().total().debt_vnd(), 1'000'000);
  EXPECT_EQ(ageing.due().total().interest_vnd(), 9'000);
  EXPECT_EQ(ageing.due().total().accrued_interest_vnd(), 3'000);
  EXPECT_EQ(ageing.buckets(1).total().interest_vnd(), 9'000);
  // Days in a storm bear nothing, of those that are charged and of those to come.
  v1::PauseInterestRequest pause;
  pause.set_parent("employers/1");
  pause.set_from_date("2025-09-26");
  pause.set_through_date("2025-10-02");
  pause.set_decision_number("7/QĐ");
  v1::DecisionOutcome outcome;
  participant_.SetEmployer(1, {{"ACTIVE", "2020-01"}});
  Eventually([&] {
    return Call(&v1::AccountService::Stub::PauseInterest, *accounts, pause, outcome).ok();
  });
  const v1::Ageing paused = Ageing("31", "2025-10-10");
  EXPECT_EQ(paused.due().total().interest_vnd(), 7'500);
  EXPECT_EQ(paused.due().total().accrued_interest_vnd(), 2'400);
  // Paid but for the interest.
  Pays("1", "2025-10-11", 1'000'000);
  const v1::Ageing paid = Ageing("31", "2025-10-12");
  EXPECT_EQ(paid.due().total().debt_vnd(), 0);
  EXPECT_EQ(paid.interest_only().employer_count(), 1);
  EXPECT_EQ(paid.interest_only().interest_vnd(), 7'500);
}

TEST_F(ArrearsTest, WhatWasKnownStaysTheSameBytes) {
  Owes("1", "2023-01", "2023-01-31", 1'000, "2023-01-20");
  Owes("2", "2023-02", "2023-02-28", 20, "2023-02-20");
  const auto answers = [&] {
    v1::ListLateEmployersRequest late = LateRequest("2023-04-15");
    late.set_as_known("2023-04-15");
    v1::GetLetterRequest letter_request;
    letter_request.set_name("employers/1/letters/WRITTEN_DEMAND");
    letter_request.set_as_of("2023-04-15");
    letter_request.set_as_known("2023-04-15");
    v1::Letter letter;
    EXPECT_TRUE(
        Call(&v1::CollectionService::Stub::GetLetter, *collection_, letter_request, letter).ok());
    return std::vector<std::string>{Ageing("31", "2023-04-15", "2023-04-15").SerializeAsString(),
                                    Ageing("31", "2023-02-10", "2023-04-15").SerializeAsString(),
                                    Late(late).SerializeAsString(), letter.SerializeAsString()};
  };
  const std::vector<std::string> before = answers();
  // All of it becomes known now.
  Owes("1", "2023-01", "2023-01-31", 5'000);
  Owes("3", "2022-12", "2022-12-31", 300);
  Pays("2", "2023-03-01", 20);
  participant_.SetEmployer(2, {{"FROZEN", "2020-01"}});
  Record(StepRequest("1", "WRITTEN_DEMAND", "2023-03-15"));
  v1::AssignOfficerRequest assign;
  assign.mutable_officer_assignment()->set_officer("officers/CQ01");
  assign.mutable_officer_assignment()->set_subject("areas/31");
  assign.mutable_officer_assignment()->set_from_date("2023-01-01");
  v1::OfficerAssignment assigned;
  ASSERT_TRUE(
      Call(&v1::CollectionService::Stub::AssignOfficer, *collection_, assign, assigned).ok());
  service_.Settle();
  EXPECT_EQ(answers(), before);
  EXPECT_EQ(Ageing("31", "2023-04-15").due().total().debt_vnd(), 6'300);
  service_.Stop();
  service_.Start();
  arrears_ = v1::ArrearsService::NewStub(service_.channel());
  collection_ = v1::CollectionService::NewStub(service_.channel());
  EXPECT_EQ(answers(), before);
}

TEST_F(ArrearsTest, EvasionNeedsSixtyDaysAndAReminder) {
  Owes("1", "2025-07", "2025-08-31", 1'000);
  const auto class_on = [&](const std::string& as_of) {
    const v1::ListLateEmployersResponse late = Late(LateRequest(as_of));
    return late.late_employers_size() == 0 ? "" : late.late_employers(0).arrears_class();
  };
  EXPECT_EQ(class_on("2025-08-31"), "");
  EXPECT_EQ(class_on("2025-09-01"), "LATE");
  EXPECT_EQ(class_on("2025-10-31"), "LATE");
  const v1::LegalStep reminder = Record(StepRequest("1", "REMINDER", "2025-10-05"));
  EXPECT_EQ(class_on("2025-10-30"), "LATE");
  EXPECT_EQ(class_on("2025-10-31"), "EVADING");
  v1::AnnulLegalStepRequest annul;
  annul.set_name(reminder.name());
  annul.set_note("gửi nhầm đơn vị");
  v1::LegalStep annulment;
  ASSERT_TRUE(
      Call(&v1::CollectionService::Stub::AnnulLegalStep, *collection_, annul, annulment).ok());
  EXPECT_EQ(annulment.annuls(), reminder.name());
  EXPECT_EQ(class_on("2025-10-31"), "LATE");
  EXPECT_EQ(Call(&v1::CollectionService::Stub::AnnulLegalStep, *collection_, annul, annulment)
                .error_code(),
            grpc::StatusCode::FAILED_PRECONDITION);
}

TEST_F(ArrearsTest, PagesThroughLateEmployersInOrder) {
  for (int employer = 1; employer <= 23; ++employer) {
    Owes(absl::StrCat(employer), "2023-01", employer % 2 == 0 ? "2023-01-31" : "2023-02-28",
         100 + employer % 7);
  }
  for (const std::string order : {"debt", "age"}) {
    v1::ListLateEmployersRequest request = LateRequest("2023-06-30");
    request.set_page_size(5);
    request.set_order_by(order);
    std::set<std::string> seen;
    std::string last_due;
    int64_t last_debt = 1'000'000;
    do {
      const v1::ListLateEmployersResponse page = Late(request);
      EXPECT_EQ(page.total_count(), 23);
      for (const v1::LateEmployer& late : page.late_employers()) {
        EXPECT_TRUE(seen.insert(late.employer()).second);
        if (order == "debt") {
          EXPECT_LE(late.debt_vnd(), last_debt);
        } else {
          EXPECT_GE(late.oldest_due_date(), last_due);
        }
        last_debt = late.debt_vnd();
        last_due = late.oldest_due_date();
      }
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    EXPECT_EQ(seen.size(), 23u);
  }
  v1::ListLateEmployersRequest request = LateRequest("2023-06-30");
  request.set_min_days(140);
  EXPECT_EQ(Late(request).total_count(), 11);
  request.set_min_debt_vnd(104);
  EXPECT_EQ(Late(request).total_count(), 5);
  request.add_classes("STANDING");
  EXPECT_EQ(Late(request).total_count(), 0);
}

TEST_F(ArrearsTest, PublishesOnlyWhoIsLateOrEvading) {
  Owes("1", "2025-07", "2025-08-31", 1'000);
  Owes("2", "2025-07", "2025-08-31", 20);
  participant_.SetEmployer(2, {{"SUSPENDED", "2025-01"}});
  v1::ListLateEmployersRequest request = LateRequest("2025-12-31");
  Eventually([&] { return Late(request).late_employers(1).arrears_class() == "SUSPENDED"; });
  request.set_for_publication(true);
  const v1::ListLateEmployersResponse published = Late(request);
  ASSERT_EQ(published.late_employers_size(), 1);
  EXPECT_EQ(published.late_employers(0).employer(), "employers/1");
  EXPECT_FALSE(published.late_employers(0).has_next_step());
}

TEST_F(ArrearsTest, AnOfficersWorkIsInTheOrderOfNextSteps) {
  Owes("1", "2024-02", "2024-02-29", 1'000);
  Owes("2", "2024-01", "2024-01-31", 20);
  Owes("3", "2024-01", "2024-01-31", 3, "", "304");
  Record(StepRequest("2", "WRITTEN_DEMAND", "2024-03-25"));
  v1::AssignOfficerRequest assign;
  assign.mutable_officer_assignment()->set_officer("officers/CQ01");
  assign.mutable_officer_assignment()->set_subject("areas/303");
  assign.mutable_officer_assignment()->set_from_date("2024-01-01");
  v1::OfficerAssignment assigned;
  ASSERT_TRUE(
      Call(&v1::CollectionService::Stub::AssignOfficer, *collection_, assign, assigned).ok());
  v1::ListOfficerWorkRequest request;
  request.set_parent("officers/CQ01");
  request.set_as_of("2024-03-31");
  v1::ListOfficerWorkResponse work;
  ASSERT_TRUE(
      Call(&v1::CollectionService::Stub::ListOfficerWork, *collection_, request, work).ok());
  ASSERT_EQ(work.late_employers_size(), 2);
  EXPECT_EQ(work.total_debt_vnd(), 1'020);
  EXPECT_EQ(work.late_employers(0).employer(), "employers/1");
  EXPECT_EQ(work.late_employers(0).next_step().kind(), "WRITTEN_DEMAND");
  EXPECT_EQ(work.late_employers(0).next_step().date(), "2024-03-29");
  EXPECT_EQ(work.late_employers(1).next_step().kind(), "SECOND_DEMAND");
  EXPECT_EQ(work.late_employers(1).next_step().date(), "2024-04-09");
  EXPECT_EQ(work.late_employers(1).officer(), "officers/CQ01");
}

TEST_F(ArrearsTest, LettersSayWhatIsOwed) {
  Owes("1", "2025-07", "2025-08-31", 1'234'567);
  Owes("1", "2025-11", "2025-12-31", 9);
  v1::GetLetterRequest request;
  request.set_name("employers/1/letters/REMINDER");
  request.set_as_of("2025-10-05");
  request.set_addressee("Công ty Mẫu");
  v1::Letter letter;
  ASSERT_EQ(
      Call(&v1::CollectionService::Stub::GetLetter, *collection_, request, letter).error_message(),
      "");
  EXPECT_EQ(letter.debt_vnd(), 1'234'567);
  EXPECT_THAT(letter.text(), HasSubstr("Kính gửi: Công ty Mẫu"));
  EXPECT_THAT(letter.text(), HasSubstr("1.234.567 đồng"));
  EXPECT_THAT(letter.text(), HasSubstr("hạn đóng 31/08/2025"));
  EXPECT_THAT(letter.text(), HasSubstr("chậm 35 ngày"));
  EXPECT_THAT(letter.text(), HasSubstr("Quá 60 ngày"));
  request.set_as_of("2025-08-01");
  EXPECT_EQ(
      Call(&v1::CollectionService::Stub::GetLetter, *collection_, request, letter).error_code(),
      grpc::StatusCode::NOT_FOUND);
  request.set_as_of("2024-08-01");
  EXPECT_THAT(
      Call(&v1::CollectionService::Stub::GetLetter, *collection_, request, letter).error_message(),
      HasSubstr("no such letter"));
}

TEST_F(ArrearsTest, TheSameRequestIsRecordedOnce) {
  Owes("1", "2024-01", "2024-01-31", 1'000);
  v1::RecordLegalStepRequest request = StepRequest("1", "WRITTEN_DEMAND", "2024-03-15");
  request.set_request_id("00000000-0000-4000-8000-000000000001");
  const v1::LegalStep first = Record(request);
  EXPECT_EQ(Record(request).SerializeAsString(), first.SerializeAsString());
  v1::ListLegalStepsRequest list;
  list.set_parent("employers/1");
  v1::ListLegalStepsResponse steps;
  ASSERT_TRUE(Call(&v1::CollectionService::Stub::ListLegalSteps, *collection_, list, steps).ok());
  ASSERT_EQ(steps.legal_steps_size(), 1);
  EXPECT_EQ(steps.legal_steps(0).SerializeAsString(), first.SerializeAsString());
  request.mutable_legal_step()->set_number("16/CV-BHXH");
  v1::LegalStep other;
  EXPECT_EQ(Call(&v1::CollectionService::Stub::RecordLegalStep, *collection_, request, other)
                .error_code(),
            grpc::StatusCode::ALREADY_EXISTS);
}

TEST_F(ArrearsTest, BadRequestsGetPreciseErrors) {
  Owes("1", "2024-01", "2024-01-31", 1'000);
  const auto ageing = [&](const std::function<void(v1::QueryAgeingRequest&)>& change) {
    v1::QueryAgeingRequest request;
    request.set_name("areas/31");
    change(request);
    v1::Ageing response;
    return Call(&v1::ArrearsService::Stub::QueryAgeing, *arrears_, request, response)
        .error_message();
  };
  EXPECT_THAT(ageing([](auto& r) { r.set_name("areas/99"); }), HasSubstr("no area has this code"));
  EXPECT_THAT(ageing([](auto& r) { r.set_name("employers/1"); }), HasSubstr("name"));
  EXPECT_THAT(ageing([](auto& r) { r.add_buckets("x"); }), HasSubstr("buckets"));
  EXPECT_THAT(ageing([](auto& r) { r.set_view("DAY"); }), HasSubstr("send EMPLOYER or ITEM"));
  EXPECT_THAT(ageing([](auto& r) { r.set_as_of("2999-01-01"); }), HasSubstr("in the future"));
  EXPECT_THAT(ageing([](auto& r) { r.set_as_known("2023-02-29"); }), HasSubstr("as_known"));
  EXPECT_THAT(ageing([](auto& r) { r.set_denominator("COLLECTION_PLAN"); }), HasSubstr("plan_vnd"));
  EXPECT_THAT(ageing([](auto& r) { r.set_plan_vnd(1); }), HasSubstr("plan_vnd"));
  const auto step = [&](const std::function<void(v1::RecordLegalStepRequest&)>& change) {
    v1::RecordLegalStepRequest request = StepRequest("1", "WRITTEN_DEMAND", "2024-03-15");
    change(request);
    v1::LegalStep response;
    return Call(&v1::CollectionService::Stub::RecordLegalStep, *collection_, request, response)
        .error_message();
  };
  EXPECT_THAT(step([](auto& r) { r.set_parent("employers/2"); }), HasSubstr("no such employer"));
  EXPECT_THAT(step([](auto& r) { r.set_parent("people/1"); }), HasSubstr("parent"));
  EXPECT_THAT(step([](auto& r) { r.mutable_legal_step()->set_kind("X"); }), HasSubstr("kind"));
  EXPECT_THAT(step([](auto& r) { r.mutable_legal_step()->clear_number(); }), HasSubstr("number"));
  EXPECT_THAT(step([](auto& r) { r.mutable_legal_step()->set_date("2999-01-01"); }),
              HasSubstr("in the future"));
  EXPECT_THAT(step([](auto& r) { r.mutable_legal_step()->set_delivered_date("2024-03-14"); }),
              HasSubstr("is before date"));
  EXPECT_THAT(step([](auto& r) { r.mutable_legal_step()->set_note("a\nb"); }),
              HasSubstr("line breaks"));
}

}  // namespace
}  // namespace baophu::contribution
