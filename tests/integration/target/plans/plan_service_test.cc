// Plans, denominators, their import and target's feed, over gRPC.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "tests/integration/target/world/target_server.h"

namespace baophu::target {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr char kRequestId[] = "0b6d2ad4-5c1e-4a53-8a0c-6a4b8e0f7d11";

class PlanServiceTest : public testing::Test {
 protected:
  PlanServiceTest() : target_(world_.Serve()) {}

  static void SetDeadline(grpc::ClientContext& context) {
    context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(10)));
  }

  static v1::Plan Draft(const std::string& valid_from = "2024-01", int64_t value = 100) {
    v1::Plan plan;
    plan.set_assigner("VSS");
    plan.set_decision("1/QĐ-BHXH");
    plan.set_year(std::stoi(valid_from));
    plan.set_area("31");
    plan.set_indicator("PARTICIPANTS_HEALTH");
    plan.set_kind("ASSIGNED");
    plan.set_value(value);
    plan.set_valid_from(valid_from);
    return plan;
  }

  grpc::Status Create(const v1::CreatePlanRequest& request, v1::Plan& plan,
                      bool* replayed = nullptr) {
    grpc::ClientContext context;
    SetDeadline(context);
    const grpc::Status status = target_->plans().CreatePlan(&context, request, &plan);
    if (replayed != nullptr) {
      *replayed = context.GetServerTrailingMetadata().count("baophu-replayed") > 0;
    }
    return status;
  }

  grpc::Status List(v1::ListPlansRequest request, v1::ListPlansResponse& response) {
    grpc::ClientContext context;
    SetDeadline(context);
    return target_->plans().ListPlans(&context, request, &response);
  }

  static v1::PlanRow Row(const std::string& area, const std::string& valid_from, int64_t value) {
    const v1::Plan plan = Draft(valid_from, value);
    v1::PlanRow row;
    row.set_assigner(plan.assigner());
    row.set_decision(plan.decision());
    row.set_year(plan.year());
    row.set_area(area);
    row.set_indicator(plan.indicator());
    row.set_kind(plan.kind());
    row.set_value(plan.value());
    row.set_valid_from(plan.valid_from());
    return row;
  }

  TargetWorld world_;
  std::unique_ptr<TargetServer> target_;
};

TEST_F(PlanServiceTest, APlanIsCreatedOnceForOneRequestId) {
  v1::CreatePlanRequest request;
  *request.mutable_plan() = Draft();
  request.set_request_id(kRequestId);
  v1::Plan first, second, got;
  bool replayed = true;
  ASSERT_TRUE(Create(request, first, &replayed).ok());
  EXPECT_FALSE(replayed);
  EXPECT_EQ(first.name(), "plans/1");
  EXPECT_EQ(first.revision(), 1);
  ASSERT_TRUE(Create(request, second, &replayed).ok());
  EXPECT_TRUE(replayed);
  EXPECT_EQ(second.SerializeAsString(), first.SerializeAsString());

  grpc::ClientContext context;
  SetDeadline(context);
  v1::GetPlanRequest get;
  get.set_name("plans/1");
  ASSERT_TRUE(target_->plans().GetPlan(&context, get, &got).ok());
  EXPECT_EQ(got.SerializeAsString(), first.SerializeAsString());

  request.mutable_plan()->set_value(101);
  const grpc::Status reused = Create(request, second);
  EXPECT_EQ(reused.error_code(), grpc::StatusCode::ALREADY_EXISTS);
  EXPECT_THAT(reused.error_message(), HasSubstr("request_id"));
  request.clear_request_id();
  EXPECT_EQ(Create(request, second).error_code(), grpc::StatusCode::ALREADY_EXISTS);
}

TEST_F(PlanServiceTest, ValidateOnlyWritesNothing) {
  v1::CreatePlanRequest request;
  *request.mutable_plan() = Draft();
  request.set_validate_only(true);
  request.set_request_id(kRequestId);
  v1::Plan plan;
  ASSERT_TRUE(Create(request, plan).ok());
  EXPECT_EQ(plan.name(), "");
  EXPECT_EQ(plan.revision(), 0);
  EXPECT_EQ(plan.value(), 100);
  v1::ListPlansResponse plans;
  ASSERT_TRUE(List({}, plans).ok());
  EXPECT_EQ(plans.plans_size(), 0);
  request.set_validate_only(false);
  EXPECT_TRUE(Create(request, plan).ok()) << "the request id is still free";
}

TEST_F(PlanServiceTest, BadPlansNameTheField) {
  const auto expect = [&](const std::function<void(v1::CreatePlanRequest&)>& spoil,
                          const char* field) {
    v1::CreatePlanRequest request;
    *request.mutable_plan() = Draft();
    spoil(request);
    v1::Plan plan;
    const grpc::Status status = Create(request, plan);
    EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT) << field;
    EXPECT_THAT(status.error_message(), HasSubstr(field));
  };
  expect([](auto& r) { r.mutable_plan()->set_indicator("X"); }, "plan.indicator");
  expect([](auto& r) { r.mutable_plan()->set_valid_from("2024-13"); }, "plan.valid_from");
  expect([](auto& r) { r.mutable_plan()->set_value(-5); }, "plan.value");
  expect([](auto& r) { r.mutable_plan()->set_area("77"); }, "plan.area");
  expect([](auto& r) { r.clear_plan(); }, "plan");
  expect([](auto& r) { r.set_request_id("1"); }, "request_id");
}

TEST_F(PlanServiceTest, ListsGoPageByPage) {
  for (int month = 1; month <= 5; ++month) {
    v1::CreatePlanRequest request;
    *request.mutable_plan() = Draft(absl::StrCat("2024-0", month), month);
    v1::Plan plan;
    ASSERT_TRUE(Create(request, plan).ok());
  }
  v1::ListPlansRequest request;
  request.set_page_size(2);
  std::vector<int64_t> values;
  do {
    v1::ListPlansResponse page;
    ASSERT_TRUE(List(request, page).ok());
    EXPECT_LE(page.plans_size(), 2);
    for (const v1::Plan& plan : page.plans()) values.push_back(plan.value());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(values, ElementsAre(1, 2, 3, 4, 5));

  v1::ListPlansResponse page;
  ASSERT_TRUE(List(request, page).ok());
  request.set_page_token(page.next_page_token());
  request.set_area("31");
  EXPECT_EQ(List(request, page).error_code(), grpc::StatusCode::INVALID_ARGUMENT)
      << "the token belongs to the list without a filter";
  request.set_page_token("x" + request.page_token());
  request.clear_area();
  EXPECT_EQ(List(request, page).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  request.clear_page_token();
  request.set_page_size(-1);
  EXPECT_EQ(List(request, page).error_code(), grpc::StatusCode::INVALID_ARGUMENT);

  grpc::ClientContext context;
  SetDeadline(context);
  v1::GetPlanRequest get;
  v1::Plan plan;
  get.set_name("plans/99");
  EXPECT_EQ(target_->plans().GetPlan(&context, get, &plan).error_code(),
            grpc::StatusCode::NOT_FOUND);
}

TEST_F(PlanServiceTest, ImportTakesGoodRowsAndNamesBadOnes) {
  v1::ImportChunk chunk;
  chunk.set_first_row_number(2);
  auto& rows = *chunk.mutable_plans();
  *rows.add_rows() = Row("31", "2024-01", 100);
  *rows.add_rows() = Row("31", "2024-13", 100);
  *rows.add_rows() = Row("303", "2025-07", 100);
  *rows.add_rows() = Row("31", "2024-07", -1);
  *rows.add_rows() = Row("303", "2025-06", 50);
  v1::ImportChunk denominators;
  v1::DenominatorRow& row = *denominators.mutable_denominators()->add_rows();
  row.set_base("POPULATION");
  row.set_area("31");
  row.set_value(2'000'000);
  row.set_valid_from("2024-01");
  row.set_source("Niên giám thống kê");
  const auto acks = target_->Import("first", {chunk, denominators, chunk});
  ASSERT_EQ(acks.size(), 3u);
  EXPECT_EQ(acks[0].accepted_count(), 2);
  EXPECT_EQ(acks[0].refused_count(), 3);
  ASSERT_EQ(acks[0].errors_size(), 3);
  EXPECT_EQ(acks[0].errors(0).row_number(), 3);
  EXPECT_EQ(acks[0].errors(0).reason(), "INVALID_MONTH");
  EXPECT_EQ(acks[0].errors(1).row_number(), 4);
  EXPECT_EQ(acks[0].errors(1).reason(), "UNKNOWN_AREA");
  EXPECT_THAT(acks[0].errors(1).problem(), HasSubstr("2025-07"));
  EXPECT_EQ(acks[0].errors(2).row_number(), 5);
  EXPECT_EQ(acks[0].errors(2).reason(), "NEGATIVE_VALUE");
  EXPECT_EQ(acks[1].accepted_count(), 1);
  EXPECT_EQ(acks[2].accepted_count(), 0);
  EXPECT_EQ(acks[2].unchanged_count(), 2);

  const auto again = target_->Import("first", {chunk, denominators, chunk});
  ASSERT_EQ(again.size(), 3u);
  EXPECT_TRUE(again[0].replayed());
  EXPECT_EQ(again[0].accepted_count(), 2);

  grpc::ClientContext context;
  SetDeadline(context);
  v1::ListDenominatorsResponse listed;
  ASSERT_TRUE(target_->plans().ListDenominators(&context, {}, &listed).ok());
  ASSERT_EQ(listed.denominators_size(), 1);
  EXPECT_EQ(listed.denominators(0).source(), "Niên giám thống kê");
  EXPECT_EQ(listed.revision(), acks.back().revision());
  EXPECT_EQ(listed.denominators(0).revision(), acks[1].revision());
  v1::GetDenominatorRequest get;
  get.set_name(listed.denominators(0).name());
  v1::Denominator denominator;
  const auto get_denominator = [&] {
    grpc::ClientContext each;
    SetDeadline(each);
    return target_->plans().GetDenominator(&each, get, &denominator).error_code();
  };
  EXPECT_EQ(get_denominator(), grpc::StatusCode::OK);
  EXPECT_EQ(denominator.SerializeAsString(), listed.denominators(0).SerializeAsString());
  get.set_name("denominators/99");
  EXPECT_EQ(get_denominator(), grpc::StatusCode::NOT_FOUND);
  get.set_name("denominators/");
  EXPECT_EQ(get_denominator(), grpc::StatusCode::INVALID_ARGUMENT);
  const auto report = target_->Report();
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(report->indicators(3).bases(0).percent(), "0.15");
}

TEST_F(PlanServiceTest, ARowIsToldAllThatIsWrongWithItAndRefusedOnce) {
  v1::ImportChunk chunk;
  v1::PlanRow row = Row("31", "2024-13", -1);
  row.set_kind("WISH");
  *chunk.mutable_plans()->add_rows() = row;
  const auto acks = target_->Import("wrong", {chunk});
  ASSERT_EQ(acks.size(), 1u);
  EXPECT_EQ(acks[0].refused_count(), 1);
  std::vector<std::string> fields;
  for (const type::v1::RowError& error : acks[0].errors()) fields.push_back(error.field());
  EXPECT_THAT(fields, ElementsAre("kind", "value", "valid_from"));
}

TEST_F(PlanServiceTest, AnAreaLoadedAMomentAgoIsKnown) {
  std::vector<AreaRecord> areas = TestAreas();
  areas.push_back(areas[2]);
  areas.back().code = AreaCode::FromTrusted("77");
  world_.upstreams().SetAreas(areas);
  v1::ImportChunk chunk;
  *chunk.mutable_plans()->add_rows() = Row("77", "2024-01", 100);
  EXPECT_EQ(target_->Import("new-area", {chunk})[0].accepted_count(), 1);
}

TEST_F(PlanServiceTest, AnUnknownAreaIsNotRefusedWhileParticipantIsAway) {
  v1::ImportChunk known, unknown;
  *known.mutable_plans()->add_rows() = Row("31", "2024-01", 100);
  *unknown.mutable_plans()->add_rows() = Row("77", "2024-01", 100);
  ASSERT_TRUE(target_->Report().ok()) << "areas are known from now on";
  world_.upstreams().StopParticipant();
  target_->AwaitConfirmed(false);
  grpc::Status status;
  const auto acks = target_->Import("away", {known, unknown}, &status);
  EXPECT_EQ(acks.size(), 1u) << "areas that are known suffice";
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_THAT(status.error_message(), HasSubstr("participant"));
}

TEST_F(PlanServiceTest, ChunksThatAreNoneEndTheStream) {
  grpc::Status status;
  target_->Import("empty", {v1::ImportChunk()}, &status);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  target_->Import("Not A Name", {v1::ImportChunk()}, &status);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_F(PlanServiceTest, TheFeedNamesTouchedAreasWithTheirFirstMonth) {
  v1::ImportChunk chunk;
  *chunk.mutable_plans()->add_rows() = Row("31", "2024-07", 200);
  *chunk.mutable_plans()->add_rows() = Row("31", "2024-03", 100);
  *chunk.mutable_plans()->add_rows() = Row("24", "2024-09", 100);
  target_->Import("feed", {chunk});

  grpc::ClientContext context;
  SetDeadline(context);
  v1::WatchChangesRequest request;
  const auto reader = target_->changes().WatchChanges(&context, request);
  std::vector<std::string> seen;
  v1::WatchChangesResponse event;
  while (reader->Read(&event) && !event.has_progress()) {
    seen.push_back(event.has_area_month() ? absl::StrCat(event.revision(), ".", event.ordinal(),
                                                         " ", event.area_month().area(), " ",
                                                         event.area_month().from_month())
                                          : absl::StrCat(event.revision(), " end"));
  }
  context.TryCancel();
  EXPECT_THAT(seen, ElementsAre("1.1 24 2024-09", "1.2 31 2024-03", "1 end"));
}

}  // namespace
}  // namespace baophu::target
