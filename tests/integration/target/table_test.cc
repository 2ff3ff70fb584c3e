// Tables of an area and all below it: the same as its reports one by one.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "tests/integration/target/world/target_server.h"

namespace baophu::target {
namespace {

class TableTest : public testing::Test {
 protected:
  grpc::Status Get(const std::string& name, v1::CoverageTable& table,
                   const std::vector<std::string>& levels = {}) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
    v1::GetCoverageTableRequest request;
    request.set_name(name);
    for (const std::string& level : levels) request.add_levels(level);
    return target_->tables().GetCoverageTable(&context, request, &table);
  }

  TargetWorld world_;
  const std::unique_ptr<TargetServer> target_ = world_.Serve();
};

TEST_F(TableTest, RowsAreTheReportsOfTheirAreasInOneQueryEach) {
  target_->CreatePlan("303", "PARTICIPANTS_HEALTH", "2024-01", 500);
  target_->AwaitConfirmed();
  world_.participant().query_count = 0;
  world_.contribution().query_count = 0;
  v1::CoverageTable table;
  ASSERT_TRUE(Get("areas/31/coverageTables/2024-09", table).ok());
  EXPECT_EQ(world_.participant().query_count, 1);
  EXPECT_EQ(world_.contribution().query_count, 1);
  ASSERT_EQ(table.rows_size(), 2);
  EXPECT_EQ(table.rows(0).area(), "31");
  EXPECT_EQ(table.rows(0).level(), "PROVINCE");
  EXPECT_EQ(table.rows(1).area(), "303");
  EXPECT_EQ(table.rows(1).parent(), "31");
  for (const v1::CoverageTableRow& row : table.rows()) {
    auto report = target_->Report({.area = row.area()});
    ASSERT_TRUE(report.ok());
    EXPECT_EQ(report->revisions().SerializeAsString(), table.revisions().SerializeAsString());
    report->clear_revisions();
    EXPECT_EQ(report->SerializeAsString(), row.report().SerializeAsString());
  }
}

TEST_F(TableTest, HoldsTheAreasOfItsMonthAndTheLevelsThatAreAsked) {
  v1::CoverageTable table;
  ASSERT_TRUE(Get("areas/31/coverageTables/2025-09", table).ok());
  EXPECT_EQ(table.rows_size(), 1) << "districts ended in June 2025";
  v1::CoverageTable districts;
  ASSERT_TRUE(Get("areas/31/coverageTables/2024-09", districts, {"DISTRICT"}).ok());
  ASSERT_EQ(districts.rows_size(), 1);
  EXPECT_EQ(districts.rows(0).area(), "303");
  EXPECT_EQ(Get("areas/303/coverageTables/2025-09", table).error_code(),
            grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(Get("areas/31/coverageTables/2024", table).error_code(),
            grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(Get("areas/31/coverageTables/2024-09", table, {"VILLAGE"}).error_code(),
            grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_F(TableTest, CallsForTheSameTableShareOneComputation) {
  v1::CoverageTable first;
  ASSERT_TRUE(Get("areas/31/coverageTables/2024-09", first).ok());
  world_.participant().query_count = 0;
  world_.participant().Pause(true);
  std::vector<std::thread> callers;
  std::vector<v1::CoverageTable> tables(3);
  for (v1::CoverageTable& table : tables) {
    callers.emplace_back([&] { EXPECT_TRUE(Get("areas/31/coverageTables/2024-09", table).ok()); });
  }
  while (target_->counters().joined_count < 2) std::this_thread::yield();
  world_.participant().Pause(false);
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(world_.participant().query_count, 1);
  for (const v1::CoverageTable& table : tables) {
    EXPECT_EQ(table.SerializeAsString(), first.SerializeAsString());
  }
}

}  // namespace
}  // namespace baophu::target
