// Reports of months, quarters, half-years and years of a replica.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <set>
#include <string>
#include <thread>

#include "tests/integration/target/world/target_server.h"

namespace baophu::target {
namespace {

using ::testing::HasSubstr;

constexpr char kHealth[] = "PARTICIPANTS_HEALTH";
constexpr char kCollected[] = "AMOUNT_COLLECTED";

class PeriodReportTest : public testing::Test {
 protected:
  PeriodReportTest() {
    // People of the province: 1,000 until 2024-06, then 1,100 and in 2024-08 1,050.
    Change("31", "2024-07", 100);
    Change("31", "2024-08", -50);
    Change("303", "2024-09", 20);
    world_.contribution().Add(Area("31"), MonthOf("2024-08"), 700);
    target_->AwaitApplied(world_.upstreams());
  }

  static AreaCode Area(const char* code) { return AreaCode::FromTrusted(code); }
  static Month MonthOf(const char* text) { return *Month::Parse(text); }
  void Change(const char* area, const char* month, int64_t amount) {
    world_.participant().Add(Area(area), MonthOf(month), amount);
  }

  grpc::Status Get(const std::string& name, v1::PeriodReport& report) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
    v1::GetPeriodReportRequest request;
    request.set_name(name);
    return target_->period_reports().GetPeriodReport(&context, request, &report);
  }
  v1::PeriodReport Report(const std::string& name) {
    v1::PeriodReport report;
    const grpc::Status status = Get(name, report);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return report;
  }

  static const v1::PeriodIndicator& Find(const v1::PeriodReport& report, const char* code) {
    for (const v1::PeriodIndicator& each : report.indicators()) {
      if (each.figures().indicator() == code) return each;
    }
    ADD_FAILURE() << "no " << code;
    return v1::PeriodIndicator::default_instance();
  }
  static const v1::SchemePeriod& Find(const v1::PeriodReport& report, type::v1::Scheme scheme) {
    for (const v1::SchemePeriod& each : report.schemes()) {
      if (each.scheme() == scheme) return each;
    }
    ADD_FAILURE() << "no scheme " << scheme;
    return v1::SchemePeriod::default_instance();
  }
  static std::string PathOf(const v1::PeriodIndicator& indicator, const std::string& measure,
                            const std::string& of = "") {
    for (const v1::FigureLink& link : indicator.links()) {
      if (link.measure() == measure && link.of() == of) return link.path();
    }
    return "";
  }

  TargetWorld world_;
  const std::unique_ptr<TargetServer> target_ = world_.Serve();
};

TEST_F(PeriodReportTest, HoldsTheCoverageReportOfItsLastMonth) {
  target_->CreatePlan("31", kHealth, "2024-01", 3'200);
  const v1::PeriodReport period = Report("areas/31/periodReports/2024-Q3");
  const auto report = target_->Report();
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(period.first_month(), "2024-07");
  EXPECT_EQ(period.last_month(), "2024-09");
  EXPECT_FALSE(period.in_progress());
  EXPECT_EQ(period.area_display_name(), "Thành phố Hải Phòng");
  EXPECT_EQ(period.revisions().SerializeAsString(), report->revisions().SerializeAsString());
  EXPECT_EQ(period.flow_revision(), period.revisions().participant());
  ASSERT_EQ(period.indicators_size(), report->indicators_size());
  for (int i = 0; i < period.indicators_size(); ++i) {
    EXPECT_EQ(period.indicators(i).figures().SerializeAsString(),
              report->indicators(i).SerializeAsString());
  }
}

TEST_F(PeriodReportTest, TellsWhatThePeriodBrought) {
  const v1::PeriodReport quarter = Report("areas/31/periodReports/2024-Q3");
  const v1::PeriodChange& people = Find(quarter, kHealth).change();
  EXPECT_EQ(people.prior_month(), "2024-06");
  EXPECT_EQ(people.prior(), 3'000);
  EXPECT_EQ(people.delta(), 150);
  EXPECT_EQ(people.percent(), "5.00");
  // Amounts run from January: of a quarter only what came in it.
  const v1::PeriodChange& money = Find(quarter, kCollected).change();
  EXPECT_EQ(money.prior_month(), "2024-06");
  EXPECT_EQ(money.delta(), 700 * 900);
  const v1::PeriodReport half = Report("areas/31/periodReports/2024-H1");
  EXPECT_EQ(Find(half, kCollected).change().prior_month(), "");
  EXPECT_EQ(Find(half, kCollected).change().prior(), 0);
  EXPECT_EQ(Find(half, kCollected).change().delta(), Find(half, kCollected).figures().value());
  EXPECT_EQ(Find(quarter, kHealth).months_size(), 9);
  EXPECT_EQ(Find(quarter, kHealth).months(6).value(), 3'300);
}

TEST_F(PeriodReportTest, CategoriesAddUpAndReasonsExplainTheChange) {
  const v1::PeriodReport report = Report("areas/31/periodReports/2024-Q3");
  const v1::SchemePeriod& health = Find(report, type::v1::SCHEME_HEALTH);
  EXPECT_EQ(health.people(), 3'150);
  EXPECT_EQ(health.prior_people(), 3'000);
  EXPECT_EQ(health.joined(), 300);
  EXPECT_EQ(health.left(), 150);
  ASSERT_EQ(health.categories_size(), 5) << "all of categories.csv";
  EXPECT_EQ(health.categories(0).category(), "EMPLOYMENT");
  EXPECT_EQ(health.categories(0).share_percent(), "33.33");
  EXPECT_EQ(health.categories(1).share_percent(), "0.00");
  EXPECT_EQ(health.categories(4).category(), "HOUSEHOLD");
  EXPECT_EQ(health.categories(4).display_name_vi(), "Tham gia theo hộ gia đình");
  EXPECT_EQ(health.categories(4).share_percent(), "66.67");
  EXPECT_EQ(health.categories(4).joined(), 200);
  ASSERT_EQ(health.flows_size(), 2) << "categories together";
  EXPECT_EQ(health.flows(0).kind(), "NEW_JOIN");
  EXPECT_EQ(health.flows(0).people(), 300);
  EXPECT_EQ(health.flows(1).reason(), "DEATH");
  EXPECT_EQ(health.flows(1).reason_display_name_vi(), "Chết");
  for (const v1::SchemePeriod& scheme : report.schemes()) {
    EXPECT_EQ(scheme.people() - scheme.prior_people(),
              scheme.joined() - scheme.left() + scheme.moved_in() - scheme.moved_out());
  }
}

TEST_F(PeriodReportTest, RanksAreasBelowByPlanBaseOrChange) {
  const auto ranking = [&](const char* code) {
    const v1::PeriodReport report = Report("areas/31/periodReports/2024-Q3");
    for (const v1::AreaRanking& each : report.rankings()) {
      if (each.indicator() == code) return each;
    }
    return v1::AreaRanking();
  };
  const v1::AreaRanking by_change = ranking(kHealth);
  EXPECT_EQ(by_change.order(), "CHANGE") << "nobody has a plan or a base";
  ASSERT_EQ(by_change.areas_size(), 1);
  EXPECT_EQ(by_change.areas(0).rank(), 1);
  EXPECT_EQ(by_change.areas(0).display_name(), "Quận Hồng Bàng");
  EXPECT_EQ(by_change.areas(0).change(), 60);
  EXPECT_EQ(by_change.areas(0).path(), "/v1/areas/303/coverageReports/2024-09");

  target_->CreatePlan("31", kHealth, "2024-01", 6'000);
  EXPECT_EQ(ranking("PARTICIPANTS_SOCIAL").areas_size(), 0) << "only what has a plan";
  target_->CreatePlan("303", kHealth, "2024-01", 4'000);
  const v1::AreaRanking by_plan = ranking(kHealth);
  EXPECT_EQ(by_plan.order(), "PLAN_PERCENT");
  EXPECT_EQ(by_plan.areas(0).plan_value(), 4'000);
  EXPECT_EQ(by_plan.areas(0).plan_percent(), "76.50");
  // Without districts, since July 2025, and without communes in this world.
  EXPECT_EQ(Report("areas/31/periodReports/2025-Q3").rankings_size(), 0);
}

TEST_F(PeriodReportTest, MilestonesAndLinksFollowThePlan) {
  EXPECT_FALSE(Find(Report("areas/31/periodReports/2024-Q3"), kHealth).has_pace());
  target_->CreatePlan("31", kHealth, "2024-01", 3'600);
  const v1::PeriodReport report = Report("areas/31/periodReports/2024-Q3");
  const v1::PeriodIndicator& health = Find(report, kHealth);
  EXPECT_EQ(health.pace().milestone(), 3'450) << "9 of 12 parts of 600 above December's 3,000";
  EXPECT_EQ(health.pace().months_size(), 12);
  EXPECT_EQ(health.pace().weeks_size(), 0);
  EXPECT_EQ(PathOf(health, "VALUE"), "/v1/areas/31/coverageReports/2024-09");
  EXPECT_EQ(PathOf(health, "PRIOR"), "/v1/areas/31/coverageReports/2024-06");
  EXPECT_EQ(PathOf(health, "COUNT"), "/v1/areas/31/coverage?months=2024-09");
  EXPECT_EQ(PathOf(health, "PLAN", "VSS"), "/v1/plans/1");
  EXPECT_EQ(PathOf(health, "PACE"),
            "/v1/areas/31/pace/2024-09?plan.indicator=PARTICIPANTS_HEALTH"
            "&plan.method=PACE_METHOD_EVEN");
  EXPECT_EQ(PathOf(Find(report, kCollected), "BASE", "AMOUNT_ASSESSED"),
            "/v1/areas/31/ledgerTotals?months=2024-09");
  EXPECT_EQ(PathOf(Find(report, "AMOUNT_OUTSTANDING"), "AGEING"),
            "/v1/areas/31/ageing?asOf=2024-09-30");
  EXPECT_EQ(PathOf(Find(report, "EMPLOYERS_IN_ARREARS"), "LATE_EMPLOYERS"),
            "/v1/areas/31/lateEmployers?asOf=2024-09-30");
}

// Where a code stands for another area since, what was before is not compared with.
TEST_F(PeriodReportTest, TellsOfWorkOnTheGround) {
  const v1::FieldWork work = Report("areas/31/periodReports/2024-Q3").field_work();
  EXPECT_EQ(work.as_of(), "2024-09-30");
  EXPECT_EQ(work.dialogues().dialogue_count(), 3);
  EXPECT_EQ(work.dialogues().invited().payer_count(), 25);
  EXPECT_EQ(work.dialogues().window().as_of(), "2024-09-30");
  // Nobody recorded a committee: of all districts and communes none is done.
  ASSERT_FALSE(work.completeness().empty());
  EXPECT_EQ(work.completeness(0).done_count(), 0);
  EXPECT_EQ(work.links(0).path(),
            "/v1/areas/31/dialogueTotals?fromDate=2024-07-01&throughDate=2024-09-30"
            "&asOf=2024-09-30");
  EXPECT_EQ(work.links(1).path(), "/v1/areas/31/completeness/2024-09-30");
  EXPECT_EQ(work.links(2).path(), "/v1/areas/31/programmeTotals/2024-Q3");
  EXPECT_EQ(work.network().figures().due_count(), 100);
  EXPECT_EQ(work.network().figures().lapsed_count(), 20) << "its last month is over";
  EXPECT_EQ(work.network().collector_count(), 12);
  EXPECT_EQ(work.network().below_quota_count(), 4);
  EXPECT_EQ(work.links(3).path(),
            "/v1/areas/31/scorecards?fromMonth=2024-07&throughMonth=2024-09&asOf=2024-10-01");
  ASSERT_EQ(work.retention().paid_periods_size(), 1);
  EXPECT_EQ(work.retention().paid_periods(0).due(), 100);
  EXPECT_EQ(work.links(4).path(),
            "/v1/areas/31:reportDecrease?fromMonth=2024-07&throughMonth=2024-09");
}

TEST_F(PeriodReportTest, AnAreaThatBeganWithinThePeriodIsNotComparedWithTheOneBefore) {
  const v1::PeriodReport report = Report("areas/24/periodReports/2025");
  EXPECT_EQ(report.area_display_name(), "Tỉnh Bắc Ninh");
  EXPECT_FALSE(Find(report, kHealth).has_change());
  const v1::SchemePeriod& health = Find(report, type::v1::SCHEME_HEALTH);
  EXPECT_FALSE(health.has_prior_people());
  EXPECT_EQ(health.flows_from_month(), "2025-07");
}

TEST_F(PeriodReportTest, CountsAndFlowsAreOfOneRevisionAlsoWhenSomethingIsWrittenBetween) {
  world_.participant().Pause(true);
  v1::PeriodReport report;
  std::thread caller([&] { EXPECT_TRUE(Get("areas/31/periodReports/2024-Q3", report).ok()); });
  // The counts are read and wait; what is written now is in the flows only.
  const int before = world_.participant().query_count;
  while (world_.participant().query_count == before) std::this_thread::yield();
  Change("31", "2024-09", 1'000);
  world_.participant().Pause(false);
  caller.join();
  EXPECT_EQ(report.flow_revision(), report.revisions().participant());
  const v1::SchemePeriod& health = Find(report, type::v1::SCHEME_HEALTH);
  EXPECT_EQ(health.people() - health.prior_people(), health.joined() - health.left());
}

TEST_F(PeriodReportTest, RefusesWhatIsNoAreaOrPeriod) {
  v1::PeriodReport report;
  EXPECT_EQ(Get("areas/99/periodReports/2024-Q3", report).error_code(),
            grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(Get("areas/303/periodReports/2025", report).error_code(), grpc::StatusCode::NOT_FOUND)
      << "it ended in June";
  for (const char* name : {"areas/31/periodReports/2024-Q5", "areas/31/periodReports/",
                           "areas/31/coverageReports/2024", "areas/x/periodReports/2024"}) {
    const grpc::Status status = Get(name, report);
    EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT) << name;
    EXPECT_THAT(status.error_message(), HasSubstr("2024-Q3"));
  }
  world_.upstreams().StopParticipant();
  EXPECT_EQ(Get("areas/31/periodReports/2024-Q3", report).error_code(),
            grpc::StatusCode::UNAVAILABLE);
}

}  // namespace
}  // namespace baophu::target
