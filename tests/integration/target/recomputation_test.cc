// The property that the cache stands on: an answer equals a recomputation at the
// revisions that it states, whatever is written meanwhile, on every replica.

#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <mutex>
#include <random>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/target/coverage_report/report_message_service.h"
#include "tests/integration/target/world/redis_process.h"
#include "tests/integration/target/world/target_server.h"

namespace baophu::target {
namespace {

constexpr const char* kAreas[] = {"31", "303", "24"};
constexpr char kIndicator[] = "PARTICIPANTS_HEALTH";

// Plans as they were at each revision of target, told by the writer.
class PlanHistory {
 public:
  void Add(int64_t revision, const PlanVersion& plan) {
    const std::lock_guard lock(mutex_);
    plans_.emplace(revision, plan);
  }

  // Nothing when the writer has not told yet.
  std::optional<std::vector<PlanVersion>> At(int64_t revision, AreaCode area) {
    const std::lock_guard lock(mutex_);
    if (revision > 0 && plans_.count(revision) == 0) return std::nullopt;
    std::vector<PlanVersion> plans;
    for (const auto& [made, plan] : plans_) {
      if (made > revision || plan.area != area) continue;
      // A later row of the same month replaces the earlier one.
      std::erase_if(plans, [from = plan.valid_from](const PlanVersion& other) {
        return other.valid_from == from;
      });
      plans.push_back(plan);
    }
    return plans;
  }

 private:
  std::mutex mutex_;
  std::map<int64_t, PlanVersion> plans_;
};

class RecomputationTest : public testing::Test {
 protected:
  RecomputationTest()
      : catalogue_(*IndicatorCatalogue::Load("deploy/config")), areas_(TestAreas()) {}

  // What the report must be at the revisions that it states; nothing while the
  // plans of that revision are not known yet.
  std::optional<v1::CoverageReport> Recompute(const v1::CoverageReport& report, AreaCode area,
                                              Month month) {
    const int64_t p = report.revisions().participant();
    const int64_t c = report.revisions().contribution();
    const AreaRecord* record = areas_.Find(area, month);
    ReportInput input;
    input.month = month;
    for (const Month each : ReportMonths(month)) {
      if (areas_.Find(area, each) != record) continue;
      if (world_.participant().HasData(each, p, false)) {
        input.coverage[each] = FakeCoverage(world_.participant().Value(area, each, p));
      }
      if (world_.contribution().HasData(each, c, true)) {
        input.ledger[each] = FakeLedger(world_.contribution().Value(area, each, c));
      }
    }
    std::optional<std::vector<PlanVersion>> plans = plans_.At(report.revisions().target(), area);
    if (!plans.has_value()) return std::nullopt;
    input.plans = *std::move(plans);
    ReportHead head{area, month, record->name, {{p, c, report.revisions().target()}}, ""};
    v1::CoverageReport expected;
    expected.ParseFromString(ReportBytes(head, MakeReport(input, catalogue_)));
    return expected;
  }

  // Returns whether the report could be checked.
  bool Check(const v1::CoverageReport& report, AreaCode area, Month month) {
    const std::optional<v1::CoverageReport> expected = Recompute(report, area, month);
    if (!expected.has_value()) return false;
    EXPECT_TRUE(google::protobuf::util::MessageDifferencer::Equals(report, *expected))
        << report.ShortDebugString() << "\nshould be\n"
        << expected->ShortDebugString();
    return true;
  }

  v1::ImportChunk PlanChunk(const PlanVersion& plan) {
    v1::ImportChunk chunk;
    v1::PlanRow& row = *chunk.mutable_plans()->add_rows();
    row.set_assigner(plan.assigner);
    row.set_decision(plan.decision);
    row.set_year(plan.year);
    row.set_area(plan.area.ToString());
    row.set_indicator(plan.indicator);
    row.set_kind("ASSIGNED");
    row.set_value(plan.value);
    row.set_valid_from(plan.valid_from.ToString());
    return chunk;
  }

  TargetWorld world_;
  RedisProcess redis_;
  const IndicatorCatalogue catalogue_;
  const AreaCatalogue areas_;
  PlanHistory plans_;
};

TEST_F(RecomputationTest, EveryAnswerEqualsARecomputationAtTheRevisionsItStates) {
  ReplicaOptions options = world_.Options();
  options.redis = redis_.address();
  const auto with_memory = world_.Serve(options);
  options.memory_cache_bytes = 0;
  const auto with_redis_only = world_.Serve(options);
  TargetServer* const replicas[] = {with_memory.get(), with_redis_only.get()};

  constexpr int kReadsPerThread = 400;
  std::atomic<bool> reading = true;
  std::atomic<int> checked = 0;

  std::thread writer([&] {
    std::mt19937 random(7);
    int imports = 0;
    while (reading) {
      const AreaCode area = AreaCode::FromTrusted(kAreas[random() % 3]);
      const Month from = Month::FromYearMonth(2023, 1) + static_cast<int>(random() % 24);
      const auto amount = static_cast<int64_t>(random() % 1000);
      switch (random() % 8) {
        case 0:
        case 1:
        case 2:
          world_.participant().Add(area, from, amount);
          break;
        case 3:
        case 4:
          world_.contribution().Add(area, from, amount);
          break;
        case 5: {
          PlanVersion plan;
          plan.assigner = "VSS";
          plan.decision = absl::StrCat("no. ", imports);
          plan.area = area;
          plan.indicator = kIndicator;
          plan.valid_from = from;
          plan.year = from.year();
          plan.value = amount + 1;
          const auto acks =
              replicas[random() % 2]->Import(absl::StrCat("plans-", imports++), {PlanChunk(plan)});
          ASSERT_EQ(acks.size(), 1u);
          plans_.Add(acks[0].revision(), plan);
          break;
        }
        default:
          // Time for answers to be found unchanged.
          absl::SleepFor(absl::Milliseconds(random() % 10));
      }
    }
  });

  std::vector<std::thread> readers;
  for (unsigned r = 0; r < 3; ++r) {
    readers.emplace_back([&, r] {
      std::mt19937 random(100 + r);
      for (int i = 0; i < kReadsPerThread; ++i) {
        const AreaCode area = AreaCode::FromTrusted(kAreas[random() % 3]);
        const Month month = Month::FromYearMonth(2023, 1) + static_cast<int>(random() % 24);
        TargetServer::Ask ask{.area = area.ToString(), .month = month.ToString()};
        if (random() % 4 == 0) {
          ask.min_revisions.set_participant(world_.participant().revision());
          ask.min_revisions.set_contribution(world_.contribution().revision());
        }
        const auto report = replicas[random() % 2]->Report(ask);
        ASSERT_TRUE(report.ok()) << report.status();
        EXPECT_GE(report->revisions().participant(), ask.min_revisions.participant());
        EXPECT_GE(report->revisions().contribution(), ask.min_revisions.contribution());
        checked += Check(*report, area, month) ? 1 : 0;
      }
    });
  }
  for (std::thread& reader : readers) reader.join();
  reading = false;
  writer.join();
  EXPECT_GT(checked, kReadsPerThread) << "too few answers could be checked";
  const auto hits = [](const TargetServer& target) {
    return target.counters().memory_hit_count + target.counters().redis_hit_count;
  };
  EXPECT_GT(hits(*with_memory) + hits(*with_redis_only), 0) << "nothing was ever cached";

  // When it is quiet, all replicas answer the newest state.
  for (TargetServer* target : replicas) {
    for (const char* code : kAreas) {
      TargetServer::Ask ask{.area = code, .month = "2024-12"};
      ask.min_revisions.set_participant(world_.participant().revision());
      ask.min_revisions.set_contribution(world_.contribution().revision());
      const auto report = target->Report(ask);
      ASSERT_TRUE(report.ok()) << report.status();
      EXPECT_TRUE(Check(*report, AreaCode::FromTrusted(code), *Month::Parse("2024-12")));
    }
  }
}

}  // namespace
}  // namespace baophu::target
