// Reports in a real Redis that is shared, flushed, filled with garbage, stopped
// and frozen. The replicas keep nothing in memory, so that Redis is asked.

#include <gtest/gtest.h>

#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "tests/integration/target/world/redis_process.h"
#include "tests/integration/target/world/target_server.h"

namespace baophu::target {
namespace {

const AreaCode kHaiPhong = AreaCode::FromTrusted("31");
constexpr char kCompulsory[] = "PARTICIPANTS_SOCIAL_COMPULSORY";

class RedisCacheTest : public testing::Test {
 protected:
  ReplicaOptions Options() {
    ReplicaOptions options = world_.Options();
    options.redis = redis_.address();
    options.memory_cache_bytes = 0;
    return options;
  }

  std::unique_ptr<TargetServer> Serve(const ReplicaOptions& options) {
    auto target = world_.Serve(options);
    Await([&] { return target->replica().redis_connected(); });
    return target;
  }
  std::unique_ptr<TargetServer> Serve() { return Serve(Options()); }

  static void Await(const std::function<bool()>& reached) {
    const absl::Time end = absl::Now() + absl::Seconds(20);
    while (!reached()) {
      ASSERT_LT(absl::Now(), end);
      absl::SleepFor(absl::Milliseconds(5));
    }
  }

  // Storing is not waited for by the answer, so a test does.
  void AwaitKeys(size_t count) {
    Await([&] { return Keys().size() == count; });
  }
  std::vector<std::string> Keys() {
    return absl::StrSplit(redis_.Command({"KEYS", "*"}), ' ', absl::SkipEmpty());
  }

  // Asks until Redis gave the answer: on a busy machine it may miss its 50 ms.
  void ExpectRedisHit(TargetServer& target) {
    const int64_t before = target.counters().redis_hit_count;
    Await([&] {
      EXPECT_TRUE(target.Report().ok());
      return target.counters().redis_hit_count > before;
    });
  }

  TargetWorld world_;
  RedisProcess redis_;
};

TEST_F(RedisCacheTest, AnotherReplicaTakesTheReportAsItIs) {
  const auto one = Serve();
  const auto other = Serve();
  const auto made = one->Report();
  ASSERT_TRUE(made.ok());
  AwaitKeys(1);
  ExpectRedisHit(*other);
  const auto taken = other->Report();
  ASSERT_TRUE(taken.ok());
  EXPECT_EQ(taken->SerializeAsString(), made->SerializeAsString());
  EXPECT_NE(redis_.Command({"TTL", Keys()[0]}), "-1") << "Redis may forget it one day";
}

TEST_F(RedisCacheTest, WhatAFeedTouchedIsComputedAgain) {
  const auto target = Serve();
  ASSERT_TRUE(target->Report().ok());
  AwaitKeys(1);
  ExpectRedisHit(*target);
  world_.participant().Add(kHaiPhong, *Month::Parse("2023-09"), 5);
  target->AwaitApplied(world_.upstreams());
  EXPECT_EQ(ValueOf(*target->Report(), kCompulsory), 1005);
}

TEST_F(RedisCacheTest, AFlushedRedisIsFilledAgain) {
  const auto target = Serve();
  ASSERT_TRUE(target->Report().ok());
  AwaitKeys(1);
  redis_.Command({"FLUSHALL"});
  EXPECT_EQ(ValueOf(*target->Report(), kCompulsory), 1000);
  AwaitKeys(1);
  ExpectRedisHit(*target);
}

TEST_F(RedisCacheTest, GarbageIsIgnored) {
  const auto target = Serve();
  ASSERT_TRUE(target->Report().ok());
  AwaitKeys(1);
  const std::string key = Keys()[0];
  const std::string sound = redis_.Command({"GET", key});
  std::string forged = sound;
  forged[forged.size() / 2] ^= 1;
  std::string other_month = key;
  other_month.replace(other_month.size() - 2, 2, "08");
  redis_.Command({"SET", other_month, sound});
  EXPECT_EQ(target->Report({.month = "2024-08"})->name(), "areas/31/coverageReports/2024-08")
      << "a value that stands under another key";
  for (const std::string& garbage : {std::string("x"), std::string(), std::string(2'000'000, 'g'),
                                     forged, sound.substr(0, 60)}) {
    redis_.Command({"SET", key, garbage});
    const auto report = target->Report();
    ASSERT_TRUE(report.ok()) << report.status();
    EXPECT_EQ(ValueOf(*report, kCompulsory), 1000);
  }
  redis_.Command({"DEL", key});
  redis_.Command({"LPUSH", key, "a"});
  EXPECT_EQ(ValueOf(*target->Report(), kCompulsory), 1000);
  EXPECT_GT(target->replica().redis_garbage_count(), 0);
}

TEST_F(RedisCacheTest, AStoppedRedisIsDoneWithoutAndTakenBack) {
  const auto target = Serve();
  ASSERT_TRUE(target->Report().ok());
  redis_.Stop();
  for (int i = 0; i < 20; ++i) {
    const auto report = target->Report();
    ASSERT_TRUE(report.ok()) << report.status();
    EXPECT_EQ(ValueOf(*report, kCompulsory), 1000);
  }
  redis_.Start();
  Await([&] { return target->replica().redis_connected(); });
  ASSERT_TRUE(target->Report().ok());
  AwaitKeys(1);
  ExpectRedisHit(*target);
}

TEST_F(RedisCacheTest, AFrozenRedisDelaysNoAnswerForLong) {
  const auto target = Serve();
  ASSERT_TRUE(target->Report().ok());
  redis_.Freeze();
  for (int i = 0; i < 20; ++i) {
    const auto report = target->Report();
    ASSERT_TRUE(report.ok()) << report.status();
  }
  EXPECT_GT(target->replica().redis_failure_count(), 0);
  redis_.Thaw();
  Await([&] { return target->replica().redis_connected(); });
  ASSERT_TRUE(target->Report().ok());
  ExpectRedisHit(*target);
}

TEST_F(RedisCacheTest, AFullRedisIsDoneWithout) {
  redis_.Command({"CONFIG", "SET", "maxmemory", "1"});
  const auto target = Serve();
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(target->Report().ok());
  EXPECT_EQ(target->counters().redis_hit_count, 0);
}

TEST_F(RedisCacheTest, AnUnconfirmedAnswerMayComeFromRedis) {
  const auto target = Serve();
  const auto made = target->Report();
  ASSERT_TRUE(made.ok());
  AwaitKeys(1);
  world_.upstreams().StopContribution();
  target->AwaitConfirmed(false);
  Await([&] {
    const auto report = target->Report({.allow_unconfirmed = true});
    return report.ok() && report->unconfirmed_since_us() > 0 &&
           report->revisions().contribution() == made->revisions().contribution();
  });
}

TEST_F(RedisCacheTest, AnotherDatabaseDoesNotMeetItsReports) {
  ASSERT_TRUE(Serve()->Report().ok());
  AwaitKeys(1);
  ReplicaOptions options = Options();
  options.database = absl::StrCat("sqlite:", world_.folder().File("another.sqlite"));
  const auto other = Serve(options);
  ASSERT_TRUE(other->Report().ok());
  EXPECT_EQ(other->counters().redis_hit_count, 0);
  AwaitKeys(2);
}

TEST_F(RedisCacheTest, AServicePutBackWhileTargetIsDownVoidsWhatIsStored) {
  world_.participant().Add(kHaiPhong, *Month::Parse("2023-09"), 5);
  {
    const auto before = Serve();
    EXPECT_EQ(ValueOf(*before->Report(), kCompulsory), 1005);
    AwaitKeys(1);
  }
  world_.participant().Clear();
  world_.upstreams().SetAreas(TestAreas());
  world_.participant().Add(kHaiPhong, *Month::Parse("2022-01"), 700);
  const auto after = Serve();
  const auto report = after->Report();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(ValueOf(*report, kCompulsory), 700);
  EXPECT_EQ(after->counters().redis_hit_count, 0);
}

TEST_F(RedisCacheTest, AnotherScaleHasReportsOfItsOwn) {
  ASSERT_TRUE(Serve()->Report().ok());
  AwaitKeys(1);
  ReplicaOptions options = Options();
  options.sample_scale = "0.05";
  const auto scaled = Serve(options);
  EXPECT_EQ(scaled->Report()->sample_scale(), "0.05");
  AwaitKeys(2);
}

}  // namespace
}  // namespace baophu::target
