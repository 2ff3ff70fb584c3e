// Hải Phòng and Hải Dương across the reforms of January and July 2025: whatever made
// up today's areas adds up to what the old ones had.

#include <baophu/participant/v1/area_service.grpc.pb.h>
#include <baophu/participant/v1/coverage_service.grpc.pb.h>
#include <baophu/target/v1/coverage_table_service.grpc.pb.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/e2e/suite/suite.h"

namespace baophu::e2e {
namespace {

using target::v1::CoverageReport;

constexpr char kIndicator[] = "PARTICIPANTS_HEALTH";

class Reforms : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    suite_ = new Suite();
    const std::string folder = suite_->folder().File("reform");
    ASSERT_EQ(RunProgram({BAOPHU_BIN_DIR "/reform_sample", "--out", folder, "--config",
                          BAOPHU_SOURCE_DIR "/deploy/config"},
                         suite_->folder().File("log/reform_sample.log")),
              0);
    ASSERT_EQ(suite_->RunBaophu({"import", "--manifest", folder + "/manifest.csv"}), 0);
  }
  static void TearDownTestSuite() {
    delete suite_;
    suite_ = nullptr;
  }

  static void SetReformDeadline(grpc::ClientContext& context) {
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
  }

  static CoverageReport ReportOf(const std::string& area, const std::string& month) {
    target::v1::GetCoverageReportRequest request;
    request.set_name("areas/" + area + "/coverageReports/" + month);
    *request.mutable_min_revisions() = suite_->Revisions();
    const absl::StatusOr<CoverageReport> report = suite_->Report(request);
    EXPECT_TRUE(report.ok()) << area << " " << month << ": " << report.status().message();
    return report.value_or(CoverageReport());
  }

  static int64_t Value(const CoverageReport& report, const std::string& indicator) {
    for (const auto& each : report.indicators()) {
      if (each.indicator() == indicator) return each.value();
    }
    ADD_FAILURE() << report.name() << " has no " << indicator;
    return 0;
  }
  static target::v1::Change ChangeOf(const CoverageReport& report, const std::string& indicator,
                                     const std::string& against) {
    for (const auto& each : report.indicators()) {
      if (each.indicator() != indicator) continue;
      for (const auto& change : each.changes()) {
        if (change.against() == against) return change;
      }
    }
    ADD_FAILURE() << report.name() << " has no " << indicator << " against " << against;
    return {};
  }

  static target::v1::CoverageTable TableOf(const std::string& area, const std::string& month,
                                           const std::string& level) {
    const auto tables = target::v1::CoverageTableService::NewStub(suite_->Channel(Part::kGateway));
    grpc::ClientContext context;
    SetReformDeadline(context);
    target::v1::GetCoverageTableRequest request;
    request.set_name("areas/" + area + "/coverageTables/" + month);
    request.add_levels(level);
    *request.mutable_min_revisions() = suite_->Revisions();
    target::v1::CoverageTable table;
    const grpc::Status status = tables->GetCoverageTable(&context, request, &table);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return table;
  }

  // People in health insurance, and of divided areas those that are not placed.
  struct Counted {
    int64_t people = 0;
    int64_t unplaced = 0;
  };
  static std::map<std::string, Counted> CountsOf(const std::set<std::string>& areas,
                                                 const std::string& month,
                                                 const std::string& placed_by) {
    const auto coverage =
        participant::v1::CoverageService::NewStub(suite_->Channel(Part::kGateway));
    grpc::ClientContext context;
    SetReformDeadline(context);
    participant::v1::BatchQueryCoverageRequest request;
    for (const std::string& area : areas) request.add_names("areas/" + area);
    request.add_months(month);
    request.set_placed_by(placed_by);
    participant::v1::BatchQueryCoverageResponse response;
    const grpc::Status status = coverage->BatchQueryCoverage(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    std::map<std::string, Counted> counts;
    for (const auto& area : response.areas()) {
      Counted& counted = counts[area.name().substr(6)];
      for (const auto& count : area.area_months(0).counts()) {
        if (count.scheme() == type::v1::SCHEME_HEALTH) counted.people += count.people();
      }
      counted.unplaced = counted.people;
      for (const auto& placed : area.area_months(0).placed()) {
        if (placed.scheme() == type::v1::SCHEME_HEALTH) counted.unplaced -= placed.people();
      }
    }
    return counts;
  }

  // Codes of the lowest areas of the two old provinces in a month.
  static std::set<std::string> LowestAreas(const std::string& month) {
    const auto areas = participant::v1::AreaService::NewStub(suite_->Channel(Part::kGateway));
    std::map<std::string, std::string> parents;
    participant::v1::ListAreasRequest request;
    request.set_month(month);
    request.set_page_size(1000);
    participant::v1::ListAreasResponse response;
    grpc::ClientContext context;
    SetReformDeadline(context);
    EXPECT_TRUE(areas->ListAreas(&context, request, &response).ok());
    EXPECT_EQ(response.next_page_token(), "");
    std::set<std::string> inner;
    for (const auto& area : response.areas()) {
      parents[area.code()] = area.parent();
      inner.insert(area.parent());
    }
    std::set<std::string> lowest;
    for (const auto& [code, parent] : parents) {
      if (inner.contains(code)) continue;
      std::string top = code;
      while (!parents[top].empty()) top = parents[top];
      if (top == "31" || top == "30") lowest.insert(code);
    }
    return lowest;
  }

  // Every area of a level of province 31 in a month, compared as `against` with the
  // earlier month: added up, they must have what the lowest areas had.
  static void ExpectToAddUp(const std::string& month, const std::string& level,
                            const std::string& against, const std::string& earlier) {
    const target::v1::CoverageTable table = TableOf("31", month, level);
    ASSERT_GT(table.rows_size(), 0);
    const std::set<std::string> lowest = LowestAreas(earlier);
    std::map<std::string, Counted> counts = CountsOf(lowest, earlier, month);
    int64_t had = 0, prior = 0, remainders = 0;
    for (const auto& [area, counted] : counts) had += counted.people;
    std::set<std::string> divided;
    for (const auto& row : table.rows()) {
      const target::v1::Change change = ChangeOf(row.report(), kIndicator, against);
      prior += change.prior();
      int64_t remainder = 0;
      for (const auto& reaggregation : row.report().reaggregations()) {
        if (reaggregation.month() != earlier) continue;
        for (const auto& area : reaggregation.areas()) {
          if (area.share() != "PART") continue;
          divided.insert(area.area());
          remainder += counts.at(area.area()).unplaced;
        }
      }
      EXPECT_EQ(change.remainder(), remainder) << row.area();
    }
    for (const std::string& area : divided) remainders += counts.at(area).unplaced;
    EXPECT_EQ(prior + remainders, had) << level << " of " << month << " against " << earlier;
    if (level == "COMMUNE") {
      EXPECT_GT(divided.size(), 10u);
      EXPECT_GT(remainders, 0);
      EXPECT_LT(remainders * 3, had);
    }
  }

  static Suite* suite_;
};
Suite* Reforms::suite_ = nullptr;

TEST_F(Reforms, TheMergedProvinceIsComparedWithBothOldOnes) {
  const CoverageReport now = ReportOf("31", "2025-07");
  const CoverageReport hai_phong = ReportOf("31", "2024-07");
  const CoverageReport hai_duong = ReportOf("30", "2024-07");
  for (const auto& indicator : now.indicators()) {
    const std::string& code = indicator.indicator();
    const target::v1::Change change = ChangeOf(now, code, "SAME_MONTH_LAST_YEAR");
    EXPECT_EQ(change.prior(), Value(hai_phong, code) + Value(hai_duong, code)) << code;
    EXPECT_EQ(change.delta(), indicator.value() - change.prior()) << code;
    EXPECT_TRUE(change.reaggregated()) << code;
    EXPECT_EQ(change.remainder(), 0) << code;
  }
  EXPECT_EQ(now.indicators_size(), hai_phong.indicators_size());
  ASSERT_EQ(now.reaggregations_size(), 3);
  for (const auto& reaggregation : now.reaggregations()) {
    ASSERT_EQ(reaggregation.areas_size(), 2);
    EXPECT_EQ(reaggregation.areas(0).area_display_name(), "Tỉnh Hải Dương");
    EXPECT_EQ(reaggregation.areas(1).area_display_name(), "Thành phố Hải Phòng");
    EXPECT_EQ(reaggregation.areas(1).share(), "WHOLE");
    EXPECT_EQ(reaggregation.areas(1).effective_from(), "2025-07");
  }
}

TEST_F(Reforms, AShareIsComparedWhereTheBaseOfBothIsKnown) {
  const CoverageReport now = ReportOf("31", "2025-07");
  std::map<std::string, std::string> priors;
  std::set<std::string> uncompared;
  for (const auto& indicator : now.indicators()) {
    for (const auto& base : indicator.bases()) {
      for (const auto& change : base.changes()) {
        if (change.against() == "SAME_MONTH_LAST_YEAR")
          priors[base.base()] = change.prior_percent();
      }
      if (std::count(base.uncompared().begin(), base.uncompared().end(), "SAME_MONTH_LAST_YEAR")) {
        uncompared.insert(base.base());
      }
    }
  }
  EXPECT_TRUE(priors.contains("POPULATION"));
  EXPECT_FALSE(uncompared.contains("POPULATION"));
  EXPECT_TRUE(uncompared.contains("LABOUR_FORCE")) << "it is not known of Hải Dương";
}

TEST_F(Reforms, CommunesAddUpAcrossBothReforms) {
  ExpectToAddUp("2025-07", "COMMUNE", "SAME_MONTH_LAST_YEAR", "2024-07");
}

TEST_F(Reforms, CommunesAddUpAcrossTheReformOfJuly) {
  ExpectToAddUp("2025-07", "COMMUNE", "PREVIOUS_MONTH", "2025-06");
}

TEST_F(Reforms, DistrictsAreComparedByTheCommunesThatChangedThem) {
  // Three communes of An Dương lie in Hồng Bàng since January 2025.
  const CoverageReport hong_bang = ReportOf("303", "2025-01");
  const std::set<std::string> moved = {"11587", "11599", "11602"};
  int64_t came = 0;
  for (const auto& [area, counted] : CountsOf(moved, "2024-12", "2025-01")) came += counted.people;
  EXPECT_GT(came, 0);
  EXPECT_EQ(ChangeOf(hong_bang, kIndicator, "PREVIOUS_MONTH").prior(),
            Value(ReportOf("303", "2024-12"), kIndicator) + came);
  EXPECT_EQ(ChangeOf(ReportOf("312", "2025-01"), kIndicator, "PREVIOUS_MONTH").prior(),
            Value(ReportOf("312", "2024-12"), kIndicator) - came);
  // A district that no reform touched is compared as ever.
  EXPECT_EQ(ReportOf("318", "2025-01").reaggregations_size(), 0);
}

TEST_F(Reforms, ADistrictIsNoAreaOnceThereAreNoDistricts) {
  EXPECT_EQ(suite_->Report("areas/303/coverageReports/2025-07").status().code(),
            absl::StatusCode::kNotFound);
}

TEST_F(Reforms, CountsAndPlacementsAreWhatTheMovementsSay) {
  EXPECT_EQ(suite_->RunBaophu({"recount"}), 0);
}

TEST_F(Reforms, TheTextSaysThatAComparisonIsAddedUp) {
  EXPECT_EQ(suite_->RunBaophu({"report", "--area", "31", "--month", "2025-07"}), 0);
}

}  // namespace
}  // namespace baophu::e2e
