// The law as callers see it: listed with its sources, and applied to a wage.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "baophu/contribution/v1/rule_service.grpc.pb.h"
#include "tests/integration/contribution/test_service.h"

namespace baophu::contribution {
namespace {

using ::testing::HasSubstr;

class RulesTest : public testing::Test {
 protected:
  RulesTest()
      : participant_("unix:" + folder_.path() + "/participant.sock"),
        service_(folder_.path(), "unix:" + folder_.path() + "/participant.sock"),
        stub_(v1::RuleService::NewStub(service_.channel())) {
    participant_.SetAreas(
        {{"31", participant::v1::AREA_LEVEL_PROVINCE, "", "2019-01", ""},
         {"318", participant::v1::AREA_LEVEL_DISTRICT, "31", "2019-01", "2025-06"},
         {"303", participant::v1::AREA_LEVEL_DISTRICT, "31", "2019-01", "2025-06"},
         {"11284", participant::v1::AREA_LEVEL_COMMUNE, "303", "2019-01", "2024-12"}});
  }

  grpc::Status List(const v1::ListRulesRequest& request, v1::ListRulesResponse& response) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
    return stub_->ListRules(&context, request, &response);
  }
  grpc::Status Compute(const v1::ComputeContributionRequest& request,
                       v1::ComputeContributionResponse& response) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
    return stub_->ComputeContribution(&context, request, &response);
  }

  grpc::Status Compute(const v1::ComputeLateInterestRequest& request,
                       v1::ComputeLateInterestResponse& response) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
    return stub_->ComputeLateInterest(&context, request, &response);
  }

  TempFolder folder_;
  FakeParticipant participant_;
  TestService service_;
  std::unique_ptr<v1::RuleService::Stub> stub_;
};

TEST_F(RulesTest, RulesOfAMonthComeWithTheirSources) {
  v1::ListRulesRequest request;
  request.set_table("base_salary");
  request.set_month("2024-09");
  v1::ListRulesResponse response;
  ASSERT_TRUE(List(request, response).ok());
  ASSERT_EQ(response.rules_size(), 1);
  EXPECT_EQ(response.rules(0).values(0).name(), "amount_vnd");
  EXPECT_EQ(response.rules(0).values(0).value(), "2340000");
  EXPECT_EQ(response.rules(0).valid_from(), "2024-07");
  EXPECT_EQ(response.rules(0).valid_through(), "2026-06");
  EXPECT_THAT(response.rules(0).source(), HasSubstr("73/2024"));
}

TEST_F(RulesTest, PagesHoldEveryRuleOnce) {
  v1::ListRulesRequest request;
  request.set_page_size(1000);
  v1::ListRulesResponse whole;
  ASSERT_TRUE(List(request, whole).ok());
  ASSERT_EQ(whole.next_page_token(), "");

  v1::ListRulesResponse paged;
  request.set_page_size(7);
  do {
    v1::ListRulesResponse page;
    ASSERT_TRUE(List(request, page).ok());
    ASSERT_LE(page.rules_size(), 7);
    paged.mutable_rules()->MergeFrom(page.rules());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  whole.clear_next_page_token();
  EXPECT_EQ(paged.SerializeAsString(), whole.SerializeAsString());
}

TEST_F(RulesTest, UnknownTablesAndMonthsAreRefused) {
  v1::ListRulesRequest request;
  v1::ListRulesResponse response;
  request.set_table("taxes");
  grpc::Status status = List(request, response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(status.error_message(), HasSubstr("base_salary"));
  request.set_table("");
  request.set_month("2024-13");
  EXPECT_EQ(List(request, response).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_F(RulesTest, AWageIsExplainedByFund) {
  v1::ComputeContributionRequest request;
  request.set_month("2024-09");
  request.set_wage_vnd(100'000'000);
  request.set_workplace_area("11284");
  v1::ComputeContributionResponse response;
  // Participant's areas arrive by its feed.
  Eventually([&] { return Compute(request, response).ok(); });
  EXPECT_EQ(response.region(), "I");
  ASSERT_EQ(response.lines_size(), 5);
  EXPECT_EQ(response.lines(0).fund(), "RETIREMENT");
  EXPECT_EQ(response.lines(0).counted_wage_vnd(), 46'800'000);
  EXPECT_EQ(response.lines(0).employer_vnd(), 6'552'000);
  EXPECT_EQ(response.lines(0).employee_vnd(), 3'744'000);
  EXPECT_EQ(response.lines(4).counted_wage_vnd(), 99'200'000);
  EXPECT_EQ(response.employer_vnd() + response.employee_vnd(), response.total_vnd());
  EXPECT_EQ(response.due_date(), "2024-09-30");
  EXPECT_FALSE(response.below_lowest_wage());

  request.set_wage_vnd(4'000'000);
  request.set_workplace_area("318");
  ASSERT_TRUE(Compute(request, response).ok());
  EXPECT_EQ(response.region(), "II");
  EXPECT_EQ(response.lowest_wage_vnd(), 4'410'000);
  EXPECT_TRUE(response.below_lowest_wage());
}

TEST_F(RulesTest, WhatCannotBeComputedIsRefusedByField) {
  v1::ComputeContributionResponse response;
  v1::ComputeContributionRequest request;
  request.set_month("2024-09");
  request.set_workplace_area("303");
  Eventually([&] { return Compute(request, response).ok(); });

  const auto refused = [&](auto change, grpc::StatusCode code, const std::string& text) {
    v1::ComputeContributionRequest changed = request;
    change(changed);
    const grpc::Status status = Compute(changed, response);
    EXPECT_EQ(status.error_code(), code);
    EXPECT_THAT(status.error_message(), HasSubstr(text));
  };
  using grpc::StatusCode;
  refused([](auto& r) { r.set_wage_vnd(-1); }, StatusCode::INVALID_ARGUMENT, "wage_vnd");
  refused([](auto& r) { r.set_funding_type("STATE"); }, StatusCode::INVALID_ARGUMENT,
          "funding_type");
  refused([](auto& r) { r.set_workplace_area("999"); }, StatusCode::INVALID_ARGUMENT,
          "workplace_area");
  refused([](auto& r) { r.set_rate_class("NONE"); }, StatusCode::FAILED_PRECONDITION, "rates.csv");
}

TEST_F(RulesTest, AnOldDebtMovesToTheDailyRuleWithItsSources) {
  v1::ComputeLateInterestRequest request;
  request.set_fund("HEALTH");
  request.set_principal_vnd(100'000'000);
  request.set_due_date("2025-04-30");
  request.set_as_of("2025-07-10");
  v1::ComputeLateInterestResponse response;
  ASSERT_TRUE(Compute(request, response).ok());
  ASSERT_EQ(response.spans_size(), 2);
  EXPECT_EQ(response.spans(0).method(), "MONTHLY");
  EXPECT_EQ(response.spans(0).from_date(), "2025-06-01");
  EXPECT_EQ(response.spans(0).count(), 1);
  EXPECT_EQ(response.spans(1).method(), "DAILY");
  EXPECT_EQ(response.spans(1).from_date(), "2025-07-01");
  EXPECT_EQ(response.spans(1).interest_vnd(), 300'000);
  EXPECT_EQ(response.spans(0).interest_vnd() + 300'000, response.interest_vnd());

  request.set_fund("PENSION");
  EXPECT_EQ(Compute(request, response).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  request.set_fund("HEALTH");
  request.set_as_of("2025-02-29");
  EXPECT_EQ(Compute(request, response).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
}

}  // namespace
}  // namespace baophu::contribution
