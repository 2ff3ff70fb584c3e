// What is agreed with employers on when, and for whom first, they pay.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "baophu/contribution/v1/account_service.grpc.pb.h"
#include "baophu/contribution/v1/arrangement_service.grpc.pb.h"
#include "baophu/contribution/v1/assessment_service.grpc.pb.h"
#include "tests/integration/contribution/test_service.h"

namespace baophu::contribution {
namespace {

using ::testing::HasSubstr;

constexpr int64_t kMonthlyVnd = 3'200'000;     // Of a wage of 10,000,000.
constexpr int64_t kRetirementVnd = 2'200'000;  // Of that.

class ArrangementTest : public testing::Test {
 protected:
  ArrangementTest()
      : participant_("unix:" + folder_.path() + "/participant.sock"),
        service_(folder_.path(), "unix:" + folder_.path() + "/participant.sock") {
    participant_.SetAreas({{"31", participant::v1::AREA_LEVEL_PROVINCE, "", "2019-01", ""},
                           {"303", participant::v1::AREA_LEVEL_DISTRICT, "31", "2019-01", ""}});
    participant_.SetEmployer(7, {});
    participant_.AddWages({{1, 7, "2024-01", "", 10'000'000, "303"}});
    Extend("2024-01", "2024-06");
    AwaitPosted("2024-06", kMonthlyVnd);
  }

  std::unique_ptr<v1::ArrangementService::Stub> stub() {
    return v1::ArrangementService::NewStub(service_.channel());
  }
  static void SetDeadline(grpc::ClientContext& context) {
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
  }

  void Extend(const std::string& first, const std::string& through) {
    grpc::ClientContext context;
    SetDeadline(context);
    v1::ExtendAssessmentPeriodRequest request;
    request.set_first_month(first);
    request.set_through_month(through);
    v1::AssessmentPeriod response;
    ASSERT_TRUE(v1::AssessmentService::NewStub(service_.channel())
                    ->ExtendAssessmentPeriod(&context, request, &response)
                    .ok());
  }
  v1::EmployerAssessment Assessment(const std::string& month) {
    grpc::ClientContext context;
    SetDeadline(context);
    v1::GetEmployerAssessmentRequest request;
    request.set_name(absl::StrCat("employers/7/assessments/", month));
    v1::EmployerAssessment response;
    v1::AssessmentService::NewStub(service_.channel())
        ->GetEmployerAssessment(&context, request, &response);
    return response;
  }
  void AwaitPosted(const std::string& month, int64_t posted_vnd) {
    Eventually([&] { return Assessment(month).posted_vnd() == posted_vnd; });
  }

  grpc::Status Arrange(v1::Arrangement::Kind kind, const std::string& from,
                       const std::string& through, const std::string& decision,
                       v1::Arrangement* answer = nullptr) {
    grpc::ClientContext context;
    SetDeadline(context);
    v1::CreateArrangementRequest request;
    request.set_parent("employers/7");
    request.mutable_arrangement()->set_kind(kind);
    request.mutable_arrangement()->set_from_month(from);
    request.mutable_arrangement()->set_through_month(through);
    request.mutable_arrangement()->set_decision_number(decision);
    v1::Arrangement response;
    return stub()->CreateArrangement(&context, request, answer == nullptr ? &response : answer);
  }
  grpc::Status Leave(const std::string& person, const std::string& through,
                     const std::string& decision, v1::ListLeaversResponse& response) {
    grpc::ClientContext context;
    SetDeadline(context);
    v1::SettleLeaverFirstRequest request;
    request.set_parent("employers/7");
    request.set_person(person);
    request.set_through_month(through);
    request.set_decided_date("2024-07-01");
    request.set_decision_number(decision);
    return stub()->SettleLeaverFirst(&context, request, &response);
  }
  v1::ListLeaversResponse Leavers(const std::string& as_of) {
    grpc::ClientContext context;
    SetDeadline(context);
    v1::ListLeaversRequest request;
    request.set_parent("employers/7");
    request.set_as_of(as_of);
    v1::ListLeaversResponse response;
    EXPECT_TRUE(stub()->ListLeavers(&context, request, &response).ok());
    return response;
  }
  int64_t OutstandingVnd(const std::string& month) {
    return service_.Totals("31", month).outstanding_vnd();
  }
  void Pay(const std::string& id, const std::string& date, int64_t amount_vnd) {
    v1::PaymentRow row = Payment(id, "employer:7", "303", date, amount_vnd);
    ASSERT_EQ(ImportOne(service_, id, Chunk(1, {row})).refused_count(), 0);
    service_.Settle();
  }

  TempFolder folder_;
  FakeParticipant participant_;
  TestService service_;
};

TEST_F(ArrangementTest, AQuarterlyPayerOwesNothingBeforeTheQuarterEnds) {
  EXPECT_EQ(OutstandingVnd("2024-04"), 4 * kMonthlyVnd);
  ASSERT_TRUE(Arrange(v1::Arrangement::KIND_QUARTERLY, "2024-04", "", "12/TT").ok());
  Eventually([&] { return OutstandingVnd("2024-04") == 3 * kMonthlyVnd; });
  EXPECT_EQ(OutstandingVnd("2024-05"), 3 * kMonthlyVnd);
  EXPECT_EQ(OutstandingVnd("2024-06"), 6 * kMonthlyVnd);
  // Assessed is what was assessed, whenever it is due.
  EXPECT_EQ(service_.Totals("31", "2024-06").assessed_vnd(), 6 * kMonthlyVnd);
  const v1::EmployerAssessment may = Assessment("2024-05");
  EXPECT_EQ(may.due_date(), "2024-06-30");
  EXPECT_EQ(may.posted_vnd(), kMonthlyVnd);

  // By the month again, from May on.
  ASSERT_TRUE(Arrange(v1::Arrangement::KIND_MONTHLY, "2024-05", "", "13/TT").ok());
  Eventually([&] { return OutstandingVnd("2024-05") == 4 * kMonthlyVnd; });
  EXPECT_EQ(OutstandingVnd("2024-04"), 3 * kMonthlyVnd);
  service_.Settle();
  EXPECT_EQ(service_.Verify().difference_count(), 0);
}

TEST_F(ArrangementTest, SuspendedRetirementIsDueAfterTheSuspension) {
  ASSERT_TRUE(
      Arrange(v1::Arrangement::KIND_RETIREMENT_SUSPENDED, "2024-03", "2024-05", "9/QĐ").ok());
  Eventually([&] { return OutstandingVnd("2024-05") == 5 * kMonthlyVnd - 3 * kRetirementVnd; });
  EXPECT_EQ(OutstandingVnd("2024-06"), 6 * kMonthlyVnd);
  const v1::EmployerAssessment march = Assessment("2024-03");
  ASSERT_EQ(march.due_parts_size(), 2);
  EXPECT_EQ(march.due_parts(0).amount_vnd(), kMonthlyVnd - kRetirementVnd);
  EXPECT_EQ(march.due_parts(1).due_date(), "2024-06-30");
  EXPECT_EQ(march.due_parts(1).amount_vnd(), kRetirementVnd);
}

TEST_F(ArrangementTest, TheSameDecisionDoesNothingAgainAndBadOnesSayWhy) {
  v1::Arrangement first, again;
  ASSERT_TRUE(Arrange(v1::Arrangement::KIND_QUARTERLY, "2024-04", "", "12/TT", &first).ok());
  ASSERT_TRUE(Arrange(v1::Arrangement::KIND_QUARTERLY, "2024-04", "", "12/TT", &again).ok());
  EXPECT_EQ(first.revision(), again.revision());
  EXPECT_EQ(Arrange(v1::Arrangement::KIND_MONTHLY, "2024-04", "", "12/TT").error_code(),
            grpc::StatusCode::ALREADY_EXISTS);
  EXPECT_EQ(Arrange(v1::Arrangement::KIND_UNSPECIFIED, "2024-04", "", "1").error_code(),
            grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(Arrange(v1::Arrangement::KIND_QUARTERLY, "2024-04", "2024-03", "1").error_code(),
            grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(
      Arrange(v1::Arrangement::KIND_RETIREMENT_SUSPENDED, "2024-04", "", "1").error_message(),
      HasSubstr("through_month"));
  ASSERT_TRUE(Arrange(v1::Arrangement::KIND_RETIREMENT_SUSPENDED, "2024-01", "2024-06", "2").ok());
  EXPECT_THAT(Arrange(v1::Arrangement::KIND_RETIREMENT_SUSPENDED, "2024-07", "2025-01", "3")
                  .error_message(),
              HasSubstr("more than 12 months in a row"));
}

TEST_F(ArrangementTest, MoneyPaysAWorkerWhoLeavesFirst) {
  participant_.AddWages({{2, 7, "2024-01", "", 20'000'000, "303"}});
  AwaitPosted("2024-06", 3 * kMonthlyVnd);
  v1::ListLeaversResponse leavers;
  ASSERT_TRUE(Leave("people/1", "2024-06", "5/CV", leavers).ok());
  ASSERT_EQ(leavers.parts_size(), 6);
  EXPECT_EQ(leavers.parts(0).amount_vnd(), kMonthlyVnd);
  EXPECT_EQ(leavers.parts(0).paid_vnd(), 0);

  Pay("p1", "2024-07-02", 7 * kMonthlyVnd);
  const v1::ListLeaversResponse paid = Leavers("2024-07-02");
  for (const v1::LeaverPart& part : paid.parts()) {
    EXPECT_EQ(part.paid_vnd(), part.amount_vnd()) << part.month();
  }
  EXPECT_EQ(Leavers("2024-07-01").parts(5).paid_vnd(), 0);
  // All of it was due: what the employer owes is what it owed less the money.
  EXPECT_EQ(OutstandingVnd("2024-07"), 18 * kMonthlyVnd - 7 * kMonthlyVnd);
  EXPECT_EQ(service_.Verify().difference_count(), 0);

  ASSERT_TRUE(Leave("people/1", "2024-06", "5/CV", leavers).ok());
  EXPECT_EQ(leavers.parts_size(), 6);
  EXPECT_EQ(Leave("people/1", "2024-06", "6/CV", leavers).error_code(),
            grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(Leave("people/9", "2024-06", "7/CV", leavers).error_code(),
            grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(Leave("employers/1", "2024-06", "8/CV", leavers).error_code(),
            grpc::StatusCode::INVALID_ARGUMENT);
}

}  // namespace
}  // namespace baophu::contribution
