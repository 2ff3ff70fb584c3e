// Plans that are ratios, parts of plans and their milestones, over gRPC.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/time/clock.h"
#include "tests/integration/target/world/target_server.h"

namespace baophu::target {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr char kHealth[] = "PARTICIPANTS_HEALTH";

class PlanPartsTest : public testing::Test {
 protected:
  PlanPartsTest() { target_->AwaitConfirmed(); }

  template <typename Stub, typename Request, typename Response>
  static grpc::Status Call(Stub& stub,
                           grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                        Response*),
                           const Request& request, Response& response) {
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(10)));
    return (stub.*method)(&context, request, &response);
  }

  static v1::Plan Draft(const std::string& area, const std::string& from, int64_t value) {
    v1::Plan plan;
    plan.set_assigner("VSS");
    plan.set_decision("1/QĐ-BHXH");
    plan.set_year(std::stoi(from));
    plan.set_area(area);
    plan.set_indicator(kHealth);
    plan.set_kind("ASSIGNED");
    plan.set_value(value);
    plan.set_valid_from(from);
    return plan;
  }
  static v1::Plan Ratio(const std::string& area, const std::string& percent) {
    v1::Plan plan = Draft(area, "2024-01", 0);
    plan.set_assigner("PRIME_MINISTER");
    plan.set_base("POPULATION");
    plan.set_percent(percent);
    return plan;
  }
  grpc::Status Create(const v1::Plan& plan, v1::Plan* created = nullptr) {
    v1::CreatePlanRequest request;
    *request.mutable_plan() = plan;
    v1::Plan out;
    const grpc::Status status =
        Call(target_->plans(), &v1::PlanService::Stub::CreatePlan, request, out);
    if (created != nullptr) *created = out;
    return status;
  }
  void LoadPopulation(int64_t people) {
    v1::ImportChunk chunk;
    v1::DenominatorRow& row = *chunk.mutable_denominators()->add_rows();
    row.set_base("POPULATION");
    row.set_area("31");
    row.set_value(people);
    row.set_valid_from("2024-01");
    ASSERT_EQ(target_->Import("population", {chunk})[0].accepted_count(), 1);
  }
  grpc::Status Set(const std::string& plan,
                   const std::vector<std::pair<const char*, int64_t>>& days,
                   v1::Milestones& milestones) {
    v1::SetMilestonesRequest request;
    request.set_name(plan + "/milestones");
    for (const auto& [date, value] : days) {
      v1::MilestonePoint* point = request.add_points();
      point->set_date(date);
      point->set_value(value);
    }
    return Call(target_->milestones(), &v1::MilestoneService::Stub::SetMilestones, request,
                milestones);
  }

  TargetWorld world_;
  const std::unique_ptr<TargetServer> target_ = world_.Serve();
};

TEST_F(PlanPartsTest, PartsThatExceedTheWholeAndEarlierRevisionsAreRefused) {
  ASSERT_TRUE(Create(Draft("31", "2024-03", 1'000)).ok());
  const grpc::Status exceeds = Create(Draft("303", "2024-03", 1'001));
  EXPECT_EQ(exceeds.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_THAT(exceeds.error_message(), testing::AllOf(HasSubstr("plan.value"), HasSubstr("1001"),
                                                      HasSubstr("at most 1000")));
  const grpc::Status early = Create(Draft("31", "2024-01", 900));
  EXPECT_EQ(early.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_THAT(early.error_message(), HasSubstr("plan.valid_from"));
  EXPECT_TRUE(Create(Draft("303", "2024-03", 1'000)).ok());
}

// A chunk's rows that go together are taken and the others named; nothing of a refused
// row is kept.
TEST_F(PlanPartsTest, AnImportTakesRowsInAnyOrderAndRefusesOnlyTheExcess) {
  v1::ImportChunk chunk;
  chunk.set_first_row_number(2);
  const auto add = [&](const std::string& area, const char* from, int64_t value,
                       const char* holder) {
    const v1::Plan plan = Draft(area, from, value);
    v1::PlanRow& row = *chunk.mutable_plans()->add_rows();
    row.set_assigner(plan.assigner());
    row.set_decision(plan.decision());
    row.set_year(plan.year());
    row.set_area(area);
    row.set_indicator(plan.indicator());
    row.set_kind(plan.kind());
    row.set_value(value);
    row.set_valid_from(from);
    row.set_holder(holder);
  };
  add("303", "2024-07", 90, "");
  add("303", "2024-01", 60, "officers/A1");
  add("303", "2024-01", 80, "");
  add("31", "2024-01", 80, "");
  add("303", "2024-01", 30, "officers/A2");
  const auto acks = target_->Import("parts", {chunk, chunk});
  ASSERT_EQ(acks.size(), 2u);
  EXPECT_EQ(acks[0].accepted_count(), 3);
  ASSERT_EQ(acks[0].errors_size(), 2);
  std::vector<std::string> errors;
  for (const type::v1::RowError& error : acks[0].errors()) {
    errors.push_back(absl::StrCat(error.row_number(), " ", error.field(), " ", error.reason()));
  }
  EXPECT_THAT(errors, testing::UnorderedElementsAre("2 value PARTS_EXCEED_WHOLE",
                                                    "6 value PARTS_EXCEED_WHOLE"));
  EXPECT_EQ(acks[1].unchanged_count(), 3);
  EXPECT_EQ(acks[1].refused_count(), 2);
}

TEST_F(PlanPartsTest, ARatioIsMeasuredByTheBaseOfTheMonth) {
  v1::Plan created;
  ASSERT_TRUE(Create(Ratio("31", "94"), &created).ok());
  EXPECT_EQ(created.percent(), "94");
  EXPECT_EQ(created.value(), 0);
  const auto without = target_->Report();
  ASSERT_TRUE(without.ok());
  const v1::PlanComparison& unknown = without->indicators(3).other_plans(0);
  EXPECT_EQ(unknown.base_percent(), "94");
  EXPECT_EQ(unknown.percent(), "") << "no population is known";

  LoadPopulation(1'001);
  const auto report = target_->Report();
  ASSERT_TRUE(report.ok());
  ASSERT_EQ(report->indicators(3).indicator(), kHealth);
  const v1::PlanComparison& plan = report->indicators(3).other_plans(0);
  EXPECT_EQ(plan.value(), 941) << "94% of 1,001 is 940.94";
  EXPECT_EQ(plan.base_value(), 1'001);
  EXPECT_EQ(plan.remaining(), 941 - report->indicators(3).value());
  EXPECT_EQ(plan.above_hundred(), report->indicators(3).value() > 941);
  EXPECT_TRUE(report->indicators(3).bases(0).above_hundred())
      << "the fakes insure more people than live there";

  v1::GetPaceRequest ask;
  ask.set_name("areas/31/pace/2024-09");
  ask.mutable_plan()->set_indicator(kHealth);
  ask.mutable_plan()->set_assigner("PRIME_MINISTER");
  ask.mutable_plan()->set_base("POPULATION");
  v1::Pace pace;
  const grpc::Status paced = Call(target_->paces(), &v1::PaceService::Stub::GetPace, ask, pace);
  ASSERT_TRUE(paced.ok()) << paced.error_message();
  EXPECT_EQ(pace.plan_value(), 941);
}

TEST_F(PlanPartsTest, RatiosOfOtherScopesAndUnreadableOnesAreRefused) {
  const auto expect = [&](const std::function<void(v1::Plan&)>& spoil, const char* field) {
    v1::Plan plan = Ratio("31", "94");
    spoil(plan);
    const grpc::Status status = Create(plan);
    EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT) << field;
    EXPECT_THAT(status.error_message(), HasSubstr(field));
  };
  expect([](auto& plan) { plan.set_base("LABOUR_FORCE"); }, "plan.base");
  expect([](auto& plan) { plan.set_base("COLLECTION_PLAN"); }, "plan.base");
  expect([](auto& plan) { plan.set_percent("94,5"); }, "plan.percent");
  expect([](auto& plan) { plan.set_value(5); }, "plan.value");
  expect([](auto& plan) { plan.clear_base(); }, "plan.percent");
  expect([](auto& plan) { plan.set_holder("people/1"); }, "plan.holder");
}

TEST_F(PlanPartsTest, OfficersAndOrganisationsAddUpBesideAreas) {
  ASSERT_TRUE(Create(Draft("303", "2024-01", 100)).ok());
  for (const auto& [holder, value] : std::vector<std::pair<const char*, int64_t>>{
           {"officers/A1", 60}, {"officers/A2", 40}, {"organisations/BD", 70}}) {
    v1::Plan plan = Draft("303", "2024-01", value);
    plan.set_holder(holder);
    ASSERT_TRUE(Create(plan).ok()) << holder;
  }
  v1::ListPlanPartsRequest request;
  request.set_name("areas/303/planParts/2024-09");
  v1::ListPlanPartsResponse response;
  ASSERT_TRUE(
      Call(target_->paces(), &v1::PaceService::Stub::ListPlanParts, request, response).ok());
  std::vector<std::string> states;
  for (const v1::PlanParts& parts : response.plans()) {
    states.push_back(absl::StrCat(parts.split(), " ", parts.state(), " ", parts.part_count(), " ",
                                  parts.difference()));
  }
  EXPECT_THAT(states, ElementsAre("AREAS NOT_SPLIT 0 -100", "OFFICERS ADDS_UP 2 0",
                                  "ORGANISATIONS BELOW 1 -30"));
  const auto report = target_->Report({.area = "303"});
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(report->indicators(3).plan().value(), 100) << "the area's own";
  EXPECT_EQ(report->indicators(3).other_plans_size(), 0);
}

TEST_F(PlanPartsTest, GivenMilestonesAreKeptReplacedAndFollowed) {
  v1::Plan created;
  ASSERT_TRUE(Create(Draft("31", "2024-01", 5'000), &created).ok());
  v1::Milestones set, got;
  ASSERT_TRUE(Set(created.name(), {{"2024-09-30", 4'000}, {"2024-06-30", 3'500}}, set).ok());
  ASSERT_EQ(set.points_size(), 2);
  EXPECT_EQ(set.points(0).date(), "2024-06-30");
  EXPECT_GT(set.revision(), created.revision());
  v1::GetMilestonesRequest get;
  get.set_name(created.name() + "/milestones");
  ASSERT_TRUE(
      Call(target_->milestones(), &v1::MilestoneService::Stub::GetMilestones, get, got).ok());
  EXPECT_EQ(got.points_size(), 2);

  v1::GetPaceRequest ask;
  ask.set_name("areas/31/pace/2024-09");
  ask.mutable_plan()->set_indicator(kHealth);
  ask.mutable_plan()->set_method(v1::PACE_METHOD_GIVEN);
  v1::Pace pace;
  ASSERT_TRUE(Call(target_->paces(), &v1::PaceService::Stub::GetPace, ask, pace).ok());
  EXPECT_EQ(pace.milestone(), 4'000);
  EXPECT_GE(pace.revisions().target(), set.revision());

  ASSERT_TRUE(Set(created.name(), {}, set).ok());
  EXPECT_EQ(Call(target_->paces(), &v1::PaceService::Stub::GetPace, ask, pace).error_code(),
            grpc::StatusCode::FAILED_PRECONDITION);
}

TEST_F(PlanPartsTest, MilestonesAreImportedIntoTheVersionThatHolds) {
  v1::Plan first, second;
  ASSERT_TRUE(Create(Draft("31", "2024-01", 5'000), &first).ok());
  ASSERT_TRUE(Create(Draft("31", "2024-07", 6'000), &second).ok());
  v1::ImportChunk chunk;
  chunk.set_first_row_number(2);
  const auto add = [&](const char* area, const char* date, int64_t value) {
    v1::MilestoneRow& row = *chunk.mutable_milestones()->add_rows();
    row.set_assigner("VSS");
    row.set_area(area);
    row.set_indicator(kHealth);
    row.set_kind("ASSIGNED");
    row.set_date(date);
    row.set_value(value);
  };
  add("31", "2024-06-30", 3'500);
  add("31", "2024-09-30", 4'000);
  add("303", "2024-09-30", 1);
  add("31", "2024-12-31", 5'000);
  add("31", "2024-09-31", 1);
  add("31", "2024-09-30", 4'100);
  const auto acks = target_->Import("milestones", {chunk, chunk});
  ASSERT_EQ(acks.size(), 2u);
  EXPECT_EQ(acks[0].accepted_count(), 3);
  std::vector<std::string> errors;
  for (const type::v1::RowError& error : acks[0].errors()) {
    errors.push_back(absl::StrCat(error.row_number(), " ", error.field(), " ", error.reason()));
  }
  EXPECT_THAT(errors, ElementsAre("4 indicator UNKNOWN_PLAN", "5 value NOT_THE_PLAN",
                                  "6 date INVALID_DATE"));
  v1::GetMilestonesRequest get;
  v1::Milestones of_first, of_second;
  get.set_name(first.name() + "/milestones");
  ASSERT_TRUE(
      Call(target_->milestones(), &v1::MilestoneService::Stub::GetMilestones, get, of_first).ok());
  get.set_name(second.name() + "/milestones");
  ASSERT_TRUE(
      Call(target_->milestones(), &v1::MilestoneService::Stub::GetMilestones, get, of_second).ok());
  ASSERT_EQ(of_first.points_size(), 1);
  EXPECT_EQ(of_first.points(0).date(), "2024-06-30");
  ASSERT_EQ(of_second.points_size(), 1);
  EXPECT_EQ(of_second.points(0).value(), 4'100) << "the last row of a day";
}

TEST_F(PlanPartsTest, MilestonesOfNoPlanAndNoDayAreRefused) {
  v1::Milestones out;
  EXPECT_EQ(Set("plans/9", {}, out).error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(Set("plan/9", {}, out).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  ASSERT_TRUE(Create(Draft("31", "2024-01", 5'000)).ok());
  const grpc::Status status = Set("plans/1", {{"2024-02-30", 1}}, out);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(status.error_message(), HasSubstr("points[0].date"));
}

}  // namespace
}  // namespace baophu::target
