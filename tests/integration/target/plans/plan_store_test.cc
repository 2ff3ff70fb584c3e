#include "services/target/plans/plan_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "common/feed/committer.h"
#include "common/feed/feed_log.h"
#include "services/target/report_cache/cache_lineage.h"
#include "target_schema.h"
#include "tests/support/test_database.h"

namespace baophu::target {
namespace {

const AreaCode kHaiPhong[] = {AreaCode::FromTrusted("31")};

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

class PlanStoreTest : public testing::TestWithParam<sql::Engine> {
 protected:
  PlanStoreTest() : files_(GetParam(), {}) {
    database_ = *sql::Database::Open(files_.url(), 4);
    migrated_ = database_->Migrate(TargetMigrations());
  }

  void SetUp() override { ASSERT_TRUE(migrated_.ok()) << migrated_; }

  template <typename Row>
  plan_store::Outcome Put(std::vector<Row> rows) {
    plan_store::Outcome outcome;
    const absl::Status status = database_->Write([&](soci::session& session) {
      outcome = plan_store::Put(session, ++revision_, rows);
      return absl::OkStatus();
    });
    EXPECT_TRUE(status.ok()) << status;
    return outcome;
  }

  template <typename Result>
  Result Read(const std::function<Result(soci::session&)>& read) {
    Result result;
    const absl::Status status = database_->Read([&](soci::session& session) {
      result = read(session);
      return absl::OkStatus();
    });
    EXPECT_TRUE(status.ok()) << status;
    return result;
  }

  static PlanVersion Plan(const char* area, const char* from, int64_t value) {
    PlanVersion plan;
    plan.assigner = "VSS";
    plan.decision = "Số 1/QĐ\\'\"";
    plan.area = AreaCode::FromTrusted(area);
    plan.indicator = "PARTICIPANTS_HEALTH";
    plan.valid_from = *Month::Parse(from);
    plan.year = plan.valid_from.year();
    plan.value = value;
    return plan;
  }

  TestDatabase files_;
  std::unique_ptr<sql::Database> database_;
  absl::Status migrated_;
  int64_t revision_ = 0;
};

TEST_P(PlanStoreTest, RowsAreNewUnchangedOrReplaced) {
  plan_store::Outcome outcome = Put<PlanVersion>(
      {Plan("31", "2024-01", 100), Plan("31", "2024-07", 200), Plan("303", "2024-03", 10)});
  EXPECT_EQ(outcome.changed_count, 3);
  EXPECT_THAT(outcome.touched,
              ElementsAre(Pair(AreaCode::FromTrusted("303"), *Month::Parse("2024-03")),
                          Pair(AreaCode::FromTrusted("31"), *Month::Parse("2024-01"))));

  outcome = Put<PlanVersion>({Plan("31", "2024-01", 100), Plan("31", "2024-07", 250)});
  EXPECT_EQ(outcome.changed_count, 1);
  EXPECT_EQ(outcome.unchanged_count, 1);
  EXPECT_THAT(outcome.touched,
              ElementsAre(Pair(AreaCode::FromTrusted("31"), *Month::Parse("2024-07"))));

  const auto plan = Read<std::optional<PlanVersion>>(
      [](soci::session& session) { return plan_store::Find(session, 2); });
  ASSERT_TRUE(plan.has_value());
  EXPECT_EQ(plan->value, 250);
  EXPECT_EQ(plan->decision, "Số 1/QĐ\\'\"");
  EXPECT_EQ(plan->valid_from, *Month::Parse("2024-07"));
}

TEST_P(PlanStoreTest, TheLastOfEqualRowsInOneListCounts) {
  const plan_store::Outcome outcome = Put<PlanVersion>(
      {Plan("31", "2024-01", 1), Plan("31", "2024-01", 2), Plan("31", "2024-01", 2)});
  EXPECT_EQ(outcome.changed_count, 2);
  EXPECT_EQ(outcome.unchanged_count, 1);
  const auto plans = Read<std::vector<PlanVersion>>(
      [](soci::session& session) { return plan_store::List(session, {}, 0, 10); });
  ASSERT_EQ(plans.size(), 1u);
  EXPECT_EQ(plans[0].value, 2);
}

TEST_P(PlanStoreTest, ListsByIdWithFilters) {
  Put<PlanVersion>({Plan("31", "2024-01", 1), Plan("24", "2024-01", 2), Plan("31", "2023-01", 3),
                    Plan("31", "2024-02", 4)});
  const auto values = [&](plan_store::Filter filter, int64_t after, int64_t limit) {
    std::vector<int64_t> found;
    for (const PlanVersion& plan : Read<std::vector<PlanVersion>>([&](soci::session& session) {
           return plan_store::List(session, filter, after, limit);
         })) {
      found.push_back(plan.value);
    }
    return found;
  };
  EXPECT_THAT(values({}, 0, 10), ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(values({"31", 0}, 0, 2), ElementsAre(1, 3));
  EXPECT_THAT(values({"31", 0}, 3, 2), ElementsAre(4));
  EXPECT_THAT(values({"31", 2024}, 0, 10), ElementsAre(1, 4));
  EXPECT_THAT(values({"99", 0}, 0, 10), IsEmpty());
  EXPECT_THAT(Read<std::vector<PlanVersion>>([](soci::session& session) {
                return plan_store::PlansOf(session, kHaiPhong, 2023, 2023);
              }).size(),
              1u);
}

TEST_P(PlanStoreTest, DenominatorsAreKeptByMonth) {
  const Denominator may{
      0,          "POPULATION", AreaCode::FromTrusted("31"), 2'088'000, *Month::Parse("2024-05"),
      "Niên giám"};
  Denominator september = may;
  september.valid_from = *Month::Parse("2024-09");
  september.value = 2'100'700;
  EXPECT_EQ(Put<Denominator>({may, september, may}).unchanged_count, 1);
  const auto rows = Read<std::vector<Denominator>>(
      [](soci::session& session) { return plan_store::DenominatorsOf(session, kHaiPhong); });
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[1].value, 2'100'700);
  EXPECT_EQ(rows[1].source, "Niên giám");
}

TEST_P(PlanStoreTest, TenThousandRowsAreOneWrite) {
  std::vector<PlanVersion> plans;
  for (int i = 0; i < 10'000; ++i) {
    plans.push_back(Plan(absl::StrCat(absl::Dec(i % 1000, absl::kZeroPad3)).c_str(), "2024-01", i));
    plans.back().year = 2000 + i / 1000;
  }
  EXPECT_EQ(Put(plans).changed_count, 10'000);
  EXPECT_EQ(Put(plans).unchanged_count, 10'000);
}

TEST_P(PlanStoreTest, TheLineageStaysUntilItIsRenewed) {
  const auto open = [this] { return *CacheLineage::Open(*database_); };
  const std::string first = open()->text();
  EXPECT_EQ(first.size(), 32u);
  EXPECT_EQ(open()->text(), first);
  ASSERT_TRUE(open()->Renew().ok());
  EXPECT_NE(open()->text(), first);
}

TEST_P(PlanStoreTest, TheLineageReachesAsFarAsAnyReplicaCameUnderIt) {
  const auto open = [this] { return *CacheLineage::Open(*database_); };
  const auto one = open();
  const auto other = open();
  ASSERT_TRUE(one->Reach({{7, 3, 9}}).ok());
  ASSERT_TRUE(other->Reach({{5, 4, 0}}).ok());
  EXPECT_EQ(open()->reach(), (Revisions{{7, 4, 0}}));
  ASSERT_TRUE(one->Renew().ok());
  ASSERT_TRUE(other->Reach({{8, 8, 0}}).ok());
  EXPECT_EQ(open()->reach(), Revisions()) << "what is cached under the old text is not looked for";
}

INSTANTIATE_TEST_SUITE_P(Engines, PlanStoreTest,
                         testing::Values(sql::Engine::kSqlite, sql::Engine::kPostgresql),
                         [](const auto& info) {
                           return info.param == sql::Engine::kSqlite ? "Sqlite" : "Postgresql";
                         });

}  // namespace
}  // namespace baophu::target
