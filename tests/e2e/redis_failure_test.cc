// Redis in trouble under traffic: no failed answer and no wrong one.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "tests/e2e/suite/rows.h"
#include "tests/e2e/suite/suite.h"

namespace baophu::e2e {
namespace {

using target::v1::CoverageReport;
using target::v1::CoverageReportService;
using target::v1::GetCoverageReportRequest;

constexpr int kCallers = 4;
constexpr int kPeople = 8'000;
constexpr int kPeoplePerImport = 5;
constexpr int64_t kAnswersPerPhase = 400;
constexpr absl::Duration kBackInUse = absl::Seconds(60);

std::vector<std::string> AskedReports() {
  return ReportNames({"31", "303", "304", "305", "306", "11296", "11299", "11329"},
                     {"2022-08", "2023-09", "2024-08", "2024-09", "2024-10"});
}

// Callers that ask for reports and one that imports movements, until it is
// destroyed. Every call must succeed, and two answers that state the same
// revisions must be the same.
class Traffic {
 public:
  Traffic(const Suite& suite, std::atomic<int>& next_person)
      : suite_(suite), next_person_(next_person) {
    for (int caller = 0; caller < kCallers; ++caller) {
      threads_.emplace_back([this, caller] { Ask(static_cast<size_t>(caller)); });
    }
    threads_.emplace_back([this] { Import(); });
  }
  ~Traffic() {
    stopping_ = true;
    for (std::thread& thread : threads_) thread.join();
    EXPECT_GT(imports_, 0);
  }

  // Returns after so many more answers.
  void AwaitAnswers(int64_t count) const {
    const int64_t end = answers_ + count;
    while (answers_ < end) absl::SleepFor(absl::Milliseconds(1));
  }

 private:
  void Ask(size_t caller) {
    const std::vector<std::string> names = AskedReports();
    for (size_t i = caller * 7; !stopping_; ++i) {
      const std::string& name = names[i % names.size()];
      const absl::StatusOr<CoverageReport> report = suite_.Report(name);
      EXPECT_TRUE(report.ok()) << name << ": " << report.status().ToString();
      ++answers_;
      if (!report.ok()) continue;
      const type::v1::Revisions& stated = report->revisions();
      const std::string key = absl::StrCat(name, " ", stated.participant(), " ",
                                           stated.contribution(), " ", stated.target());
      const std::string bytes = report->SerializeAsString();
      const std::lock_guard lock(mutex_);
      EXPECT_EQ(seen_.try_emplace(key, bytes).first->second, bytes) << key;
    }
  }

  void Import() {
    while (!stopping_ && next_person_ + kPeoplePerImport <= kPeople) {
      const int first = next_person_.fetch_add(kPeoplePerImport);
      ParticipantImport cover(suite_.Channel(Part::kGateway), absl::StrCat("cover-", first));
      EXPECT_EQ(cover.Send(CoverChunk(first, kPeoplePerImport, {"11296", "11299", "11329"}))
                    .accepted_count(),
                kPeoplePerImport);
      EXPECT_TRUE(cover.Finish().ok());
      ++imports_;
    }
  }

  const Suite& suite_;
  std::atomic<int>& next_person_;
  std::atomic<bool> stopping_ = false;
  std::atomic<int64_t> answers_ = 0;
  std::atomic<int> imports_ = 0;
  std::mutex mutex_;
  std::map<std::string, std::string> seen_;
  std::vector<std::thread> threads_;
};

class RedisTrouble : public testing::Test {
 protected:
  // Without memory in target, every cached answer comes from Redis.
  RedisTrouble() : suite_({.data = LoadedData(), .target_memory_cache_bytes = 0}) {
    ParticipantImport people(suite_.Channel(Part::kGateway), "people");
    EXPECT_EQ(people.Send(PeopleChunk(0, kPeople)).accepted_count(), kPeople);
    EXPECT_TRUE(people.Finish().ok());
  }

  // Traffic before, during and after the trouble; then, at rest, every answer is
  // compared, and Redis is in use again.
  void Endure(const std::function<void()>& trouble, const std::function<void()>& recovery) {
    {
      Traffic traffic(suite_, next_person_);
      traffic.AwaitAnswers(kAnswersPerPhase);
      trouble();
      traffic.AwaitAnswers(kAnswersPerPhase);
      recovery();
      traffic.AwaitAnswers(kAnswersPerPhase);
    }
    ExpectAllAsRecomputed();
    ExpectRedisInUse();
  }

  // Compares with a second target that remembers nothing and has no Redis.
  void ExpectAllAsRecomputed() {
    Process fresh(suite_.TargetCommand("fresh", "", 0), suite_.folder().File("log/fresh.log"));
    const std::string address = absl::StrCat("unix:", suite_.folder().File("fresh.sock"));
    suite_.AwaitServing(address, fresh);
    const auto stub = CoverageReportService::NewStub(ConnectTo(address));
    GetCoverageReportRequest request;
    *request.mutable_min_revisions() = suite_.Revisions();
    for (const std::string& name : AskedReports()) {
      request.set_name(name);
      absl::StatusOr<CoverageReport> expected = AskReport(*stub, request);
      // It may not have caught up with the feeds yet.
      const absl::Time end = absl::Now() + kBackInUse;
      while (expected.status().code() == absl::StatusCode::kUnavailable && absl::Now() < end) {
        expected = AskReport(*stub, request);
      }
      ASSERT_TRUE(expected.ok()) << name << ": " << expected.status().ToString();
      expected->clear_revisions();
      // As it is, and as it must be at the newest revisions.
      absl::StatusOr<CoverageReport> current = suite_.Report(request);
      for (int time = 0; time < 2; ++time) {
        ASSERT_TRUE(current.ok()) << name << ": " << current.status().ToString();
        current->clear_revisions();
        EXPECT_EQ(current->DebugString(), expected->DebugString()) << name;
        current = suite_.Report(name);
      }
    }
  }

  void ExpectRedisInUse() {
    const int64_t before = Hits();
    const absl::Time end = absl::Now() + kBackInUse;
    while (Hits() <= before && absl::Now() < end) {
      for (const std::string& name : AskedReports()) EXPECT_TRUE(suite_.Report(name).ok());
    }
    EXPECT_GT(Hits(), before);
  }

  int64_t Hits() const {
    const std::string info = suite_.Redis({"INFO", "stats"});
    const std::string field = "keyspace_hits:";
    const size_t at = info.find(field);
    int64_t hits = -1;
    if (at == std::string::npos) return hits;
    const size_t from = at + field.size();
    EXPECT_TRUE(absl::SimpleAtoi(info.substr(from, info.find('\r', from) - from), &hits));
    return hits;
  }

  // Writes over every key: noise, nothing, a truncated or changed value, the
  // value of another key, a value of megabytes, and another type.
  void FillWithGarbage() {
    std::vector<std::string> keys;
    suite_.Redis({"KEYS", "*"}, &keys);
    EXPECT_FALSE(keys.empty());
    std::string other = "noise";
    for (size_t i = 0; i < keys.size(); ++i) {
      const std::string value = suite_.Redis({"GET", keys[i]});
      std::string changed = value;
      if (!changed.empty()) changed[changed.size() / 2] ^= 1;
      const std::string garbage[] = {
          std::string("\0\xff noise", 8), "", value.substr(0, value.size() / 2), changed, other,
          std::string(3 << 20, 'x')};
      const size_t kind = i % (std::size(garbage) + 1);
      if (kind < std::size(garbage)) {
        suite_.Redis({"SET", keys[i], garbage[kind]});
      } else {
        suite_.Redis({"DEL", keys[i]});
        suite_.Redis({"LPUSH", keys[i], "another type"});
      }
      if (!value.empty()) other = value;
    }
  }

  Suite suite_;
  std::atomic<int> next_person_ = 0;
};

TEST_F(RedisTrouble, NoAnswerFailsOrIsWrong) {
  const auto nothing = [] {};
  {
    SCOPED_TRACE("no trouble");
    Endure(nothing, nothing);
  }
  {
    SCOPED_TRACE("flushed");
    Endure([&] { suite_.Redis({"FLUSHALL"}); }, nothing);
  }
  {
    SCOPED_TRACE("filled with garbage");
    Endure([&] { FillWithGarbage(); }, nothing);
    FillWithGarbage();
    ExpectAllAsRecomputed();
    ExpectRedisInUse();
  }
  {
    SCOPED_TRACE("full");
    Endure(
        [&] {
          suite_.Redis({"CONFIG", "SET", "maxmemory", "1mb"});
        },
        [&] {
          suite_.Redis({"CONFIG", "SET", "maxmemory", "0"});
        });
  }
  {
    SCOPED_TRACE("not running");
    Endure([&] { suite_.Signal(Part::kRedis, SIGSTOP); },
           [&] { suite_.Signal(Part::kRedis, SIGCONT); });
  }
  {
    SCOPED_TRACE("killed and started");
    Endure([&] { suite_.Kill(Part::kRedis); }, [&] { suite_.Start(Part::kRedis); });
  }
}

}  // namespace
}  // namespace baophu::e2e
