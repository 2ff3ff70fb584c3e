// The property that the cache stands on: an answer equals a recomputation at the
// revisions that it states, whatever is written meanwhile, whatever happens to the
// cache, on every replica, and it reflects the revisions that were asked for.
//
// It runs for BAOPHU_RANDOM_TEST_S seconds, 90 unless said otherwise.

#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <thread>

#include "absl/strings/numbers.h"
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
  // What a revision recorded; nothing when the row was refused.
  void Add(int64_t revision, const std::optional<PlanVersion>& plan) {
    const std::lock_guard lock(mutex_);
    plans_.emplace(revision, plan);
  }

  int64_t newest() {
    const std::lock_guard lock(mutex_);
    return plans_.empty() ? 0 : plans_.rbegin()->first;
  }

  // Nothing when the writer has not told yet.
  std::optional<std::vector<PlanVersion>> At(int64_t revision, AreaCode area) {
    const std::lock_guard lock(mutex_);
    if (revision > 0 && plans_.count(revision) == 0) return std::nullopt;
    std::vector<PlanVersion> plans;
    for (const auto& [made, plan] : plans_) {
      if (made > revision || !plan.has_value() || plan->area != area) continue;
      // A later row of the same month replaces the earlier one.
      std::erase_if(plans, [from = plan->valid_from](const PlanVersion& other) {
        return other.valid_from == from;
      });
      plans.push_back(*plan);
    }
    return plans;
  }

 private:
  std::mutex mutex_;
  std::map<int64_t, std::optional<PlanVersion>> plans_;
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
    for (const Month each : ReportMonths(catalogue_, month)) {
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
    ReportHead head{area, month, record->name, {{p, c, report.revisions().target()}}, "", {}};
    v1::CoverageReport expected;
    expected.ParseFromString(ReportBytes(head, MakeReport(input, catalogue_)));
    return expected;
  }

  static absl::StatusOr<v1::CoverageTable> Table(TargetServer& replica, AreaCode area, Month month,
                                                 const type::v1::Revisions& least) {
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(10)));
    v1::GetCoverageTableRequest request;
    request.set_name(absl::StrCat("areas/", area.ToString(), "/coverageTables/", month.ToString()));
    *request.mutable_min_revisions() = least;
    v1::CoverageTable table;
    const grpc::Status status = replica.tables().GetCoverageTable(&context, request, &table);
    if (!status.ok()) return absl::UnknownError(status.error_message());
    return table;
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

// Replicas of one database, some of which come and go.
class Replicas {
 public:
  Replicas(TargetWorld& world, const ReplicaOptions& options) : world_(world), options_(options) {
    Replace(0);
    Replace(1);
    Replace(2);
  }

  std::shared_ptr<TargetServer> At(size_t i) const {
    const std::lock_guard lock(mutex_);
    return servers_[i % servers_.size()];
  }
  // Another replica takes the place of one; calls on it go on to their end.
  void Replace(size_t i) {
    ReplicaOptions options = options_;
    // One of three has only Redis.
    if (i == 1) options.memory_cache_bytes = 0;
    std::shared_ptr<TargetServer> server = world_.Serve(options);
    server->AwaitConfirmed();
    const std::lock_guard lock(mutex_);
    servers_[i].swap(server);
  }

 private:
  TargetWorld& world_;
  const ReplicaOptions options_;
  mutable std::mutex mutex_;
  std::array<std::shared_ptr<TargetServer>, 3> servers_;
};

absl::Duration HowLong() {
  const char* text = std::getenv("BAOPHU_RANDOM_TEST_S");
  int seconds = 90;
  if (text != nullptr) EXPECT_TRUE(absl::SimpleAtoi(text, &seconds)) << text;
  return absl::Seconds(seconds);
}

TEST_F(RecomputationTest, EveryAnswerEqualsARecomputationAtTheRevisionsItStates) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE(absl::StrCat("seed ", seed));
  ReplicaOptions options = world_.Options();
  options.redis = redis_.address();
  Replicas replicas(world_, options);
  const absl::Time end = absl::Now() + HowLong();
  std::atomic<int> written = 0, faults = 0, reports = 0, tables = 0, awaited = 0;
  std::atomic<int64_t> hits = 0;
  // Counts what a replica did from memory and Redis before it goes.
  const auto count_hits = [&](size_t i) {
    const ReportCounters& counters = replicas.At(i)->counters();
    hits += counters.memory_hit_count + counters.redis_hit_count;
  };

  std::thread writer([&] {
    std::mt19937 random(seed);
    int imports = 0;
    while (absl::Now() < end) {
      const AreaCode area = AreaCode::FromTrusted(kAreas[random() % 3]);
      const Month from = Month::FromYearMonth(2023, 1) + static_cast<int>(random() % 24);
      const auto amount = static_cast<int64_t>(random() % 1000);
      ++written;
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
              replicas.At(random())->Import(absl::StrCat("plans-", imports++), {PlanChunk(plan)});
          ASSERT_EQ(acks.size(), 1u);
          plans_.Add(acks[0].revision(),
                     acks[0].refused_count() == 0 ? std::optional(plan) : std::nullopt);
          break;
        }
        default:
          // Time for answers to be found unchanged.
          absl::SleepFor(absl::Milliseconds(random() % 10));
      }
    }
  });

  std::thread saboteur([&] {
    std::mt19937 random(seed + 1);
    while (absl::Now() < end) {
      absl::SleepFor(absl::Milliseconds(100 + random() % 400));
      ++faults;
      switch (random() % 6) {
        case 0:
          redis_.Command({"FLUSHALL"});
          break;
        case 1: {
          const std::string key = redis_.Command({"RANDOMKEY"});
          if (!key.empty()) redis_.Command({"SET", key, std::string(random() % 500, 'g')});
          break;
        }
        case 2:
          redis_.Freeze();
          absl::SleepFor(absl::Milliseconds(random() % 500));
          redis_.Thaw();
          break;
        case 3:
          redis_.Stop();
          absl::SleepFor(absl::Milliseconds(random() % 300));
          redis_.Start();
          break;
        case 4:  // Full, until it is emptied.
          redis_.Command({"CONFIG", "SET", "maxmemory", "1"});
          absl::SleepFor(absl::Milliseconds(random() % 300));
          redis_.Command({"CONFIG", "SET", "maxmemory", "0"});
          break;
        default: {
          const size_t i = random() % 3;
          count_hits(i);
          replicas.Replace(i);
        }
      }
    }
  });

  std::vector<std::thread> readers;
  for (unsigned r = 0; r < 3; ++r) {
    readers.emplace_back([&, r] {
      std::mt19937 random(seed + 100 + r);
      while (absl::Now() < end) {
        const AreaCode area = AreaCode::FromTrusted(kAreas[random() % 3]);
        const Month month = Month::FromYearMonth(2023, 1) + static_cast<int>(random() % 24);
        type::v1::Revisions least;
        if (random() % 4 == 0) {
          least.set_participant(world_.participant().revision());
          least.set_contribution(world_.contribution().revision());
          least.set_target(plans_.newest());
          ++awaited;
        }
        const auto reflects = [&](const type::v1::Revisions& stated) {
          EXPECT_GE(stated.participant(), least.participant());
          EXPECT_GE(stated.contribution(), least.contribution());
          EXPECT_GE(stated.target(), least.target());
        };
        const std::shared_ptr<TargetServer> replica = replicas.At(random());
        if (random() % 8 != 0) {
          const auto report = replica->Report(
              {.area = area.ToString(), .month = month.ToString(), .min_revisions = least});
          ASSERT_TRUE(report.ok()) << report.status();
          reflects(report->revisions());
          reports += Check(*report, area, month) ? 1 : 0;
          continue;
        }
        const auto table = Table(*replica, area, month, least);
        ASSERT_TRUE(table.ok()) << table.status();
        reflects(table->revisions());
        for (const v1::CoverageTableRow& row : table->rows()) {
          v1::CoverageReport report = row.report();
          *report.mutable_revisions() = table->revisions();
          tables += Check(report, *AreaCode::Parse(row.area()), month) ? 1 : 0;
        }
      }
    });
  }
  for (std::thread& reader : readers) reader.join();
  writer.join();
  saboteur.join();
  for (size_t i = 0; i < 3; ++i) count_hits(i);
  std::printf(
      "%d writes, %d faults; checked %d reports and %d rows of tables, %d asks for a "
      "revision, %ld answers from a cache\n",
      written.load(), faults.load(), reports.load(), tables.load(), awaited.load(),
      static_cast<long>(hits.load()));
  EXPECT_GT(reports, 0);
  EXPECT_GT(tables, 0);
  EXPECT_GT(hits, 0) << "nothing was ever cached";

  // When it is quiet, all replicas answer the newest state.
  for (size_t i = 0; i < 3; ++i) {
    for (const char* code : kAreas) {
      TargetServer::Ask ask{.area = code, .month = "2024-12"};
      ask.min_revisions.set_participant(world_.participant().revision());
      ask.min_revisions.set_contribution(world_.contribution().revision());
      const auto report = replicas.At(i)->Report(ask);
      ASSERT_TRUE(report.ok()) << report.status();
      EXPECT_TRUE(Check(*report, AreaCode::FromTrusted(code), *Month::Parse("2024-12")));
    }
  }
}

}  // namespace
}  // namespace baophu::target
