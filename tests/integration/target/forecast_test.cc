// Forecasts and ranks of a replica.

#include <baophu/target/v1/forecast_service.grpc.pb.h>
#include <baophu/target/v1/plan_service.grpc.pb.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "tests/integration/target/world/target_server.h"

namespace baophu::target {
namespace {

constexpr char kCompulsory[] = "PARTICIPANTS_SOCIAL_COMPULSORY";

class ForecastTest : public testing::Test {
 protected:
  // Members of both areas grow by ten each month from a thousand in January 2022, and
  // fall by 50 in January.
  ForecastTest() {
    for (const char* code : {"31", "303"}) {
      for (int k = 1; k <= 32; ++k) {
        const Month month = Month::FromYearMonth(2022, 1) + k;
        world_.participant().Add(AreaCode::FromTrusted(code), month,
                                 month.month_of_year() == 1 ? -50 : 10);
      }
    }
    target_ = world_.Serve();
    target_->AwaitApplied(world_.upstreams());
  }

  template <typename Request, typename Response>
  grpc::Status Call(grpc::Status (v1::ForecastService::Stub::*method)(grpc::ClientContext*,
                                                                      const Request&, Response*),
                    const Request& request, Response& response) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
    response.Clear();
    return (target_->forecasts().*method)(&context, request, &response);
  }
  grpc::Status Get(const std::string& name, const std::string& indicator, v1::Forecast& forecast,
                   int32_t confidence = 0) {
    v1::GetForecastRequest request;
    request.set_name(name);
    request.set_indicator(indicator);
    request.set_confidence_percent(confidence);
    return Call(&v1::ForecastService::Stub::GetForecast, request, forecast);
  }
  grpc::Status Rank(const std::string& name, const std::string& indicator,
                    v1::RankForecastsResponse& ranking) {
    v1::RankForecastsRequest request;
    request.set_name(name);
    request.set_indicator(indicator);
    return Call(&v1::ForecastService::Stub::RankForecasts, request, ranking);
  }

  TargetWorld world_;
  std::unique_ptr<TargetServer> target_;
};

TEST_F(ForecastTest, TellsWhereTheYearEndsAndHowLikelyThePlanIsReached) {
  target_->CreatePlan("31", kCompulsory, "2024-01", 1'250);
  v1::Forecast forecast;
  const grpc::Status status = Get("areas/31/forecasts/2024-09", kCompulsory, forecast);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(forecast.name(), "areas/31/forecasts/2024-09");
  EXPECT_EQ(forecast.area_display_name(), "Thành phố Hải Phòng");
  EXPECT_EQ(forecast.value(), 1'200);
  ASSERT_EQ(forecast.months_size(), 3);
  EXPECT_EQ(forecast.months(0).month(), "2024-10");
  EXPECT_EQ(forecast.months(0).value(), 1'210);
  EXPECT_EQ(forecast.year_end().month(), "2024-12");
  EXPECT_EQ(forecast.year_end().value(), 1'230);
  EXPECT_EQ(forecast.year_end().low(), 1'230);
  EXPECT_EQ(forecast.year_end().high(), 1'230);
  EXPECT_EQ(forecast.confidence_percent(), 80);
  EXPECT_EQ(forecast.plan().value(), 1'250);
  EXPECT_EQ(forecast.plan().difference(), -20);
  EXPECT_EQ(forecast.plan().chance_percent(), "0.00");
  EXPECT_EQ(forecast.plan().assigner(), "VSS");
  EXPECT_EQ(forecast.method(), v1::FORECAST_METHOD_AIRLINE);
  EXPECT_EQ(forecast.theta(), "0.0");
  EXPECT_EQ(forecast.seasonal_theta(), "0.0");
  EXPECT_EQ(forecast.history().first_month(), "2022-01");
  EXPECT_EQ(forecast.history().month_count(), 33);
  EXPECT_EQ(forecast.history().state(), v1::FORECAST_HISTORY_STATE_SUFFICIENT);
  EXPECT_EQ(forecast.back_test().months_ahead(), 3);
  EXPECT_EQ(forecast.back_test().origin_count(), 18);
  EXPECT_EQ(forecast.back_test().mean_absolute_error(), 0);
  // Three tens, but of three origins a fall of 50 and two tens.
  EXPECT_EQ(forecast.back_test().last_value_mean_absolute_error(), 30);
  EXPECT_EQ(forecast.back_test().same_growth_mean_absolute_error(), 0);
  EXPECT_EQ(forecast.error_count(), 20 + 19 + 18);
  const auto report = target_->Report();
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(forecast.revisions().participant(), report->revisions().participant());
  EXPECT_EQ(forecast.revisions().target(), report->revisions().target());
}

TEST_F(ForecastTest, OfWhatRunsFromJanuaryItAddsMonths) {
  v1::Forecast forecast;
  ASSERT_TRUE(Get("areas/31/forecasts/2024-09", "AMOUNT_COLLECTED", forecast).ok());
  EXPECT_EQ(forecast.value(), 15'000 * 900);
  EXPECT_FALSE(forecast.has_plan());
  EXPECT_EQ(forecast.history().month_count(), 33);
  EXPECT_GE(forecast.year_end().value(), 0);
  EXPECT_LE(forecast.year_end().low(), forecast.year_end().value());
}

TEST_F(ForecastTest, HistoryEndsWhereTheCodeCameToMeanTheArea) {
  v1::Forecast forecast;
  ASSERT_TRUE(Get("areas/24/forecasts/2025-09", kCompulsory, forecast).ok());
  EXPECT_EQ(forecast.area_display_name(), "Tỉnh Bắc Ninh");
  EXPECT_EQ(forecast.history().first_month(), "2025-07");
  EXPECT_EQ(forecast.history().month_count(), 3);
  EXPECT_EQ(forecast.history().state(), v1::FORECAST_HISTORY_STATE_TOO_SHORT);
  EXPECT_EQ(forecast.method(), v1::FORECAST_METHOD_LAST_VALUE);
  EXPECT_EQ(forecast.theta(), "");
  EXPECT_FALSE(forecast.has_back_test());
  EXPECT_EQ(forecast.year_end().value(), forecast.value());
}

// Debts that were taken over when the agency began are in the ledger earlier than anybody
// is counted.
TEST_F(ForecastTest, HistoryBeginsWherePeopleAreCounted) {
  world_.contribution().Add(AreaCode::FromTrusted("31"), Month::FromYearMonth(2021, 3), 7);
  target_->AwaitApplied(world_.upstreams());
  v1::Forecast forecast;
  ASSERT_TRUE(Get("areas/31/forecasts/2024-09", "AMOUNT_OUTSTANDING", forecast).ok());
  EXPECT_EQ(forecast.history().first_month(), "2022-01");
}

// Of a plan that is a ratio, what it comes to in the month is what must be reached.
TEST_F(ForecastTest, PlansMayBeRatios) {
  v1::CreatePlanRequest create;
  v1::Plan& plan = *create.mutable_plan();
  plan.set_assigner("PRIME_MINISTER");
  plan.set_decision("1/QĐ-TTg");
  plan.set_year(2024);
  plan.set_area("31");
  plan.set_indicator(kCompulsory);
  plan.set_kind("ASSIGNED");
  plan.set_base("LABOUR_FORCE");
  plan.set_percent("50");
  plan.set_valid_from("2024-01");
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
  const grpc::Status created = target_->plans().CreatePlan(&context, create, &plan);
  ASSERT_TRUE(created.ok()) << created.error_message();
  v1::GetForecastRequest request;
  request.set_name("areas/31/forecasts/2024-09");
  request.set_indicator(kCompulsory);
  request.set_assigner("PRIME_MINISTER");
  v1::Forecast forecast;
  ASSERT_TRUE(Call(&v1::ForecastService::Stub::GetForecast, request, forecast).ok());
  EXPECT_FALSE(forecast.has_plan()) << "there is none that is a number";
  request.set_base("LABOUR_FORCE");
  ASSERT_TRUE(Call(&v1::ForecastService::Stub::GetForecast, request, forecast).ok());
  EXPECT_FALSE(forecast.has_plan()) << "its base is not known";
  v1::ImportChunk chunk;
  v1::DenominatorRow& row = *chunk.mutable_denominators()->add_rows();
  row.set_base("LABOUR_FORCE");
  row.set_area("31");
  row.set_value(2'400);
  row.set_valid_from("2024-01");
  ASSERT_EQ(target_->Import("labour", {chunk})[0].accepted_count(), 1);
  ASSERT_TRUE(Call(&v1::ForecastService::Stub::GetForecast, request, forecast).ok());
  EXPECT_EQ(forecast.plan().value(), 1'200);
  EXPECT_EQ(forecast.plan().base(), "LABOUR_FORCE");
  EXPECT_EQ(forecast.plan().difference(), 30);
  EXPECT_EQ(forecast.plan().chance_percent(), "100.00");
}

TEST_F(ForecastTest, TooFewErrorsGiveNoInterval) {
  v1::Forecast forecast;
  ASSERT_TRUE(Get("areas/31/forecasts/2023-04", kCompulsory, forecast, 95).ok());
  EXPECT_EQ(forecast.history().state(), v1::FORECAST_HISTORY_STATE_SHORT);
  EXPECT_EQ(forecast.error_count(), 1 + 2 + 3);
  EXPECT_FALSE(forecast.year_end().has_low());
  EXPECT_FALSE(forecast.has_back_test());
  ASSERT_TRUE(Get("areas/31/forecasts/2023-04", kCompulsory, forecast, 80).ok());
  EXPECT_TRUE(forecast.year_end().has_low());
}

TEST_F(ForecastTest, RefusesWhatItCannotTell) {
  v1::Forecast forecast;
  EXPECT_EQ(Get("areas/31/forecasts/2024-09", "NOTHING", forecast).error_code(),
            grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(Get("areas/31/forecasts/2024-09", kCompulsory, forecast, 99).error_code(),
            grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(Get("areas/31/forecast/2024-09", kCompulsory, forecast).error_code(),
            grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(Get("areas/99/forecasts/2024-09", kCompulsory, forecast).error_code(),
            grpc::StatusCode::NOT_FOUND);
  const grpc::Status december = Get("areas/31/forecasts/2024-12", kCompulsory, forecast);
  EXPECT_EQ(december.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_THAT(december.error_message(), testing::HasSubstr("before December"));
  const grpc::Status early = Get("areas/31/forecasts/2021-11", kCompulsory, forecast);
  EXPECT_EQ(early.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_THAT(early.error_message(), testing::HasSubstr("2021-11"));
}

TEST_F(ForecastTest, RanksAreasBelowWithOneQueryEach) {
  v1::RankForecastsResponse ranking;
  const int queries = world_.participant().query_count;
  ASSERT_TRUE(Rank("areas/31/forecastRanking/2024-09", kCompulsory, ranking).ok());
  EXPECT_EQ(world_.participant().query_count, queries + 1);
  // Without a plan there is a forecast, and no chance.
  EXPECT_THAT(ranking.areas_without_plan(), testing::ElementsAre("303"));
  ASSERT_EQ(ranking.forecasts_size(), 1);
  EXPECT_FALSE(ranking.forecasts(0).has_plan());
  target_->CreatePlan("303", kCompulsory, "2024-01", 1'230);
  ASSERT_TRUE(Rank("areas/31/forecastRanking/2024-09", kCompulsory, ranking).ok());
  ASSERT_EQ(ranking.forecasts_size(), 1);
  EXPECT_EQ(ranking.forecasts(0).name(), "areas/303/forecasts/2024-09");
  EXPECT_EQ(ranking.forecasts(0).plan().chance_percent(), "100.00");
  EXPECT_EQ(ranking.forecasts(0).months_size(), 0);
  EXPECT_EQ(ranking.areas_without_plan_size(), 0);
  EXPECT_GT(ranking.revisions().participant(), 0);
  ASSERT_TRUE(Rank("areas/31/forecastRanking/2021-11", kCompulsory, ranking).ok());
  EXPECT_THAT(ranking.areas_without_figures(), testing::ElementsAre("303"));
  ASSERT_TRUE(Rank("areas/303/forecastRanking/2024-09", kCompulsory, ranking).ok());
  EXPECT_EQ(ranking.forecasts_size(), 0);
  EXPECT_EQ(Rank("areas/31/forecastRanking/2024-12", kCompulsory, ranking).error_code(),
            grpc::StatusCode::FAILED_PRECONDITION);
}

// The one that is less likely to reach its plan comes first, whatever its size.
TEST_F(ForecastTest, RanksTheLeastLikelyFirst) {
  std::vector<AreaRecord> areas = TestAreas();
  AreaRecord second = areas.back();
  second.code = AreaCode::FromTrusted("304");
  second.name = "Quận Ngô Quyền";
  areas.push_back(second);
  world_.participant().Add(second.code, Month::FromYearMonth(2022, 1), 700);
  world_.upstreams().SetAreas(areas);
  target_->AwaitApplied(world_.upstreams());
  target_->CreatePlan("303", kCompulsory, "2024-01", 1'230);
  target_->CreatePlan("304", kCompulsory, "2024-01", 701);
  v1::RankForecastsResponse ranking;
  ASSERT_TRUE(Rank("areas/31/forecastRanking/2024-09", kCompulsory, ranking).ok());
  ASSERT_EQ(ranking.forecasts_size(), 2);
  EXPECT_EQ(ranking.forecasts(0).name(), "areas/304/forecasts/2024-09");
  EXPECT_EQ(ranking.forecasts(0).plan().chance_percent(), "0.00");
  EXPECT_EQ(ranking.forecasts(1).name(), "areas/303/forecasts/2024-09");
}

}  // namespace
}  // namespace baophu::target
