// Those who pay alone: what they are told that they owe.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "baophu/contribution/v1/self_payment_service.grpc.pb.h"
#include "tests/integration/contribution/test_service.h"

namespace baophu::contribution {
namespace {

using ::testing::HasSubstr;

class SelfPaymentTest : public testing::Test {
 protected:
  SelfPaymentTest()
      : participant_("unix:" + folder_.path() + "/participant.sock"),
        service_(folder_.path(), "unix:" + folder_.path() + "/participant.sock"),
        stub_(v1::SelfPaymentService::NewStub(service_.channel())) {}

  static void SetDeadline(grpc::ClientContext& context) {
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
  }
  grpc::Status Compute(const v1::ComputeVoluntaryContributionRequest& request,
                       v1::ComputeVoluntaryContributionResponse& response) {
    grpc::ClientContext context;
    SetDeadline(context);
    return stub_->ComputeVoluntaryContribution(&context, request, &response);
  }
  grpc::Status Compute(const v1::ComputeHouseholdPremiumRequest& request,
                       v1::ComputeHouseholdPremiumResponse& response) {
    grpc::ClientContext context;
    SetDeadline(context);
    return stub_->ComputeHouseholdPremium(&context, request, &response);
  }

  TempFolder folder_;
  FakeParticipant participant_;
  TestService service_;
  std::unique_ptr<v1::SelfPaymentService::Stub> stub_;
};

TEST_F(SelfPaymentTest, AVoluntaryContributionIsExplainedMonthByMonth) {
  v1::ComputeVoluntaryContributionRequest request;
  request.set_income_vnd(1'500'000);
  request.set_support_group("NEAR_POOR");
  request.set_from_month("2026-01");
  request.set_months(3);
  request.set_support_months_before(119);
  v1::ComputeVoluntaryContributionResponse response;
  ASSERT_TRUE(Compute(request, response).ok());
  EXPECT_EQ(response.payment(), "CYCLE");
  EXPECT_EQ(response.due_date(), "2026-03-31");
  ASSERT_EQ(response.months_size(), 3);
  EXPECT_EQ(response.months(0).month(), "2026-01");
  EXPECT_EQ(response.months(0).own_vnd(), 198'000);
  EXPECT_EQ(response.months(1).own_vnd(), 330'000);
  EXPECT_EQ(response.total_vnd(), 990'000);
  EXPECT_EQ(response.support_vnd(), 132'000);
  EXPECT_EQ(response.own_vnd(), 858'000);
  EXPECT_EQ(response.supported_months(), 1);
  EXPECT_EQ(response.highest_income_vnd(), 46'800'000);
  EXPECT_THAT(response.sources().support(), HasSubstr("159/2025"));
  EXPECT_THAT(response.sources().payment(), HasSubstr("36(3)"));
}

TEST_F(SelfPaymentTest, AHouseholdsPremiumIsExplainedMemberByMember) {
  v1::ComputeHouseholdPremiumRequest request;
  request.set_from_month("2024-09");
  request.set_months(12);
  request.set_member_count(2);
  request.set_first_rank(2);
  request.set_full_count(1);
  v1::ComputeHouseholdPremiumResponse response;
  ASSERT_TRUE(Compute(request, response).ok());
  ASSERT_EQ(response.lines_size(), 3);
  EXPECT_EQ(response.lines(0).rank(), 2);
  EXPECT_EQ(response.lines(0).rate_bp(), 315);
  EXPECT_EQ(response.lines(0).monthly_vnd(), 73'710);
  EXPECT_EQ(response.lines(1).total_vnd(), 12 * 63'180);
  EXPECT_EQ(response.lines(2).rank(), 0);
  EXPECT_EQ(response.lines(2).monthly_vnd(), 105'300);
  EXPECT_EQ(response.total_vnd(), 12 * (73'710 + 63'180 + 105'300));
  EXPECT_EQ(response.base_salary_vnd(), 2'340'000);
}

TEST_F(SelfPaymentTest, AFaultNamesItsField) {
  v1::ComputeVoluntaryContributionRequest voluntary;
  voluntary.set_income_vnd(1'400'000);
  voluntary.set_from_month("2026-01");
  voluntary.set_months(1);
  v1::ComputeVoluntaryContributionResponse voluntary_answer;
  grpc::Status status = Compute(voluntary, voluntary_answer);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(status.error_message(), HasSubstr("income_vnd: "));
  voluntary.set_from_month("2026-13");
  EXPECT_THAT(Compute(voluntary, voluntary_answer).error_message(), HasSubstr("from_month: "));
  voluntary.set_from_month("2026-01");
  voluntary.set_income_vnd(1'500'000);
  voluntary.set_support_group("RICH");
  EXPECT_THAT(Compute(voluntary, voluntary_answer).error_message(),
              HasSubstr("ETHNIC_MINORITY, ISLAND, NEAR_POOR, NONE, OTHER, POOR"));

  v1::ComputeHouseholdPremiumRequest household;
  household.set_from_month("2024-09");
  household.set_months(7);
  household.set_member_count(1);
  v1::ComputeHouseholdPremiumResponse household_answer;
  status = Compute(household, household_answer);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(status.error_message(), HasSubstr("months: is 7"));
}

}  // namespace
}  // namespace baophu::contribution
