// Milestones, ranks and parts of plans of a replica.

#include <baophu/target/v1/pace_service.grpc.pb.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "tests/integration/target/world/target_server.h"

namespace baophu::target {
namespace {

constexpr char kCompulsory[] = "PARTICIPANTS_SOCIAL_COMPULSORY";

class PaceTest : public testing::Test {
 protected:
  PaceTest() { target_->AwaitConfirmed(); }

  template <typename Request, typename Response>
  grpc::Status Call(grpc::Status (v1::PaceService::Stub::*method)(grpc::ClientContext*,
                                                                  const Request&, Response*),
                    const Request& request, Response& response) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
    return (target_->paces().*method)(&context, request, &response);
  }
  grpc::Status Get(const std::string& name, const std::string& indicator, v1::Pace& pace) {
    v1::GetPaceRequest request;
    request.set_name(name);
    request.mutable_plan()->set_indicator(indicator);
    return Call(&v1::PaceService::Stub::GetPace, request, pace);
  }

  TargetWorld world_;
  const std::unique_ptr<TargetServer> target_ = world_.Serve();
};

TEST_F(PaceTest, TellsWhereAnAreaStandsAndWhatItMustAdd) {
  target_->CreatePlan("31", kCompulsory, "2024-01", 2'200);
  v1::Pace pace;
  const grpc::Status status = Get("areas/31/pace/2024-09", kCompulsory, pace);
  ASSERT_TRUE(status.ok()) << status.error_message();
  const auto report = target_->Report();
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(pace.value(), ValueOf(*report, kCompulsory));
  EXPECT_EQ(pace.plan_value(), 2'200);
  ASSERT_EQ(pace.months_size(), 12);
  EXPECT_EQ(pace.months(11).milestone(), 2'200);
  EXPECT_FALSE(pace.months(9).has_value());
  EXPECT_TRUE(pace.months(8).has_value());
  EXPECT_EQ(pace.needed_per_month(), (2'200 - pace.value() + 2) / 3);
  EXPECT_EQ(pace.revisions().target(), report->revisions().target());
}

TEST_F(PaceTest, RefusesWhatItCannotTell) {
  v1::Pace pace;
  EXPECT_EQ(Get("areas/31/pace/2024-09", kCompulsory, pace).error_code(),
            grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(Get("areas/31/pace/2024-09", "NOTHING", pace).error_code(),
            grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(Get("areas/99/pace/2024-09", kCompulsory, pace).error_code(),
            grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(Get("areas/31/paces/2024-09", kCompulsory, pace).error_code(),
            grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_F(PaceTest, RanksAreasBelowAndNamesThoseWithoutAPlan) {
  v1::RankPaceRequest request;
  request.set_name("areas/31/paceRanking/2024-09");
  request.mutable_plan()->set_indicator(kCompulsory);
  v1::RankPaceResponse without;
  ASSERT_TRUE(Call(&v1::PaceService::Stub::RankPace, request, without).ok());
  ASSERT_EQ(without.areas_without_plan_size(), 1);
  EXPECT_EQ(without.areas_without_plan(0), "303");
  target_->CreatePlan("303", kCompulsory, "2024-01", 500);
  v1::RankPaceResponse with;
  ASSERT_TRUE(Call(&v1::PaceService::Stub::RankPace, request, with).ok());
  ASSERT_EQ(with.paces_size(), 1);
  EXPECT_EQ(with.paces(0).name(), "areas/303/pace/2024-09");
  v1::RankPaceResponse below;
  request.set_name("areas/303/paceRanking/2024-09");
  ASSERT_TRUE(Call(&v1::PaceService::Stub::RankPace, request, below).ok());
  EXPECT_EQ(below.paces_size(), 0);
  request.set_order_by("NAME");
  EXPECT_EQ(Call(&v1::PaceService::Stub::RankPace, request, with).error_code(),
            grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_F(PaceTest, PlansWhosePartsDoNotAddUpAreListed) {
  target_->CreatePlan("31", kCompulsory, "2024-01", 2'000);
  target_->CreatePlan("31", "PARTICIPANTS_HEALTH", "2024-01", 700);
  target_->CreatePlan("303", kCompulsory, "2024-01", 2'000);
  v1::ListPlanPartsRequest request;
  request.set_name("areas/31/planParts/2024-09");
  v1::ListPlanPartsResponse all;
  ASSERT_TRUE(Call(&v1::PaceService::Stub::ListPlanParts, request, all).ok());
  ASSERT_EQ(all.plans_size(), 2);
  EXPECT_EQ(all.plans(0).state(), "ADDS_UP");
  EXPECT_EQ(all.plans(1).state(), "NOT_SPLIT");
  request.set_only_gaps(true);
  v1::ListPlanPartsResponse gaps;
  ASSERT_TRUE(Call(&v1::PaceService::Stub::ListPlanParts, request, gaps).ok());
  ASSERT_EQ(gaps.plans_size(), 1);
  EXPECT_EQ(gaps.plans(0).indicator(), "PARTICIPANTS_HEALTH");
}

}  // namespace
}  // namespace baophu::target
