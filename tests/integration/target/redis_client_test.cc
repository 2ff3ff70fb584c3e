#include <gtest/gtest.h>

#include <future>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/redis/client.h"
#include "tests/integration/target/world/redis_process.h"

namespace baophu::redis {
namespace {

std::optional<std::string> Get(Client& client, const std::string& key) {
  const auto answer = std::make_shared<std::promise<std::optional<std::string>>>();
  client.Get(key, [answer](std::optional<std::string> value) { answer->set_value(value); });
  return answer->get_future().get();
}

// Until the client is connected or not; it finds out by itself.
void Await(const Client& client, bool connected) {
  const absl::Time end = absl::Now() + absl::Seconds(10);
  while (client.connected() != connected && absl::Now() < end) {
    absl::SleepFor(absl::Milliseconds(5));
  }
  ASSERT_EQ(client.connected(), connected);
}

// A machine that runs other tests as well is slow at times.
constexpr ClientOptions kPatient{.connect_timeout_ms = 5000, .command_timeout_ms = 5000};

TEST(RedisClientTest, GetsWhatWasSet) {
  target::RedisProcess redis;
  Client client(*Endpoint::Parse(redis.address()), kPatient);
  Await(client, true);
  EXPECT_EQ(Get(client, "a"), std::nullopt);
  const std::string bytes("x\0\r\ny", 5);
  client.Set("a", bytes, 60);
  EXPECT_EQ(Get(client, "a"), bytes);
  const std::string ttl = redis.Command({"TTL", "a"});
  EXPECT_TRUE(ttl == "60" || ttl == "59" || ttl == "58") << ttl;
  const std::string large(300'000, 'z');
  client.Set("large", large, 60);
  EXPECT_EQ(Get(client, "large"), large);
}

TEST(RedisClientTest, AnotherTypeOrAHugeValueIsNoHarm) {
  target::RedisProcess redis;
  ClientOptions options = kPatient;
  options.max_value_bytes = 10;
  Client client(*Endpoint::Parse(redis.address()), options);
  Await(client, true);
  redis.Command({"LPUSH", "list", "1"});
  EXPECT_EQ(Get(client, "list"), std::nullopt);
  EXPECT_EQ(client.failure_count(), 1);
  redis.Command({"SET", "huge", std::string(100'000, 'h')});
  EXPECT_EQ(Get(client, "huge"), std::string(10, 'h'));
  EXPECT_TRUE(client.connected());
}

TEST(RedisClientTest, AFullRedisTakesNothingAndStillAnswers) {
  target::RedisProcess redis;
  redis.Command({"CONFIG", "SET", "maxmemory", "1"});
  Client client(*Endpoint::Parse(redis.address()), kPatient);
  Await(client, true);
  client.Set("a", "b", 60);
  EXPECT_EQ(Get(client, "a"), std::nullopt);
  EXPECT_EQ(client.failure_count(), 1);
  EXPECT_TRUE(client.connected());
}

TEST(RedisClientTest, AnswersWithNothingWhileRedisIsAwayAndComesBack) {
  target::RedisProcess redis;
  Client client(*Endpoint::Parse(redis.address()), {.retry_after_ms = 20});
  Await(client, true);
  redis.Stop();
  Await(client, false);
  EXPECT_EQ(Get(client, "a"), std::nullopt);
  client.Set("a", "lost", 60);
  redis.Start();
  Await(client, true);
  EXPECT_EQ(Get(client, "a"), std::nullopt);
  EXPECT_GT(client.failure_count(), 0);
}

TEST(RedisClientTest, AFrozenRedisCostsOneTimeout) {
  target::RedisProcess redis;
  Client client(*Endpoint::Parse(redis.address()), {.retry_after_ms = 10'000});
  Await(client, true);
  redis.Freeze();
  EXPECT_EQ(Get(client, "a"), std::nullopt);
  EXPECT_FALSE(client.connected());
  // Nothing is sent until retry_after_ms has passed, so this is at once.
  EXPECT_EQ(Get(client, "a"), std::nullopt);
  redis.Thaw();
}

TEST(RedisClientTest, ManyThreadsGetTheirOwnAnswers) {
  target::RedisProcess redis;
  Client client(*Endpoint::Parse(redis.address()), kPatient);
  Await(client, true);
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&client, t] {
      for (int i = 0; i < 500; ++i) {
        const std::string key = absl::StrCat(t, ":", i % 50);
        client.Set(key, absl::StrCat(key, "=", i), 60);
        EXPECT_EQ(Get(client, key), absl::StrCat(key, "=", i));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(client.failure_count(), 0);
}

TEST(RedisClientTest, WithoutAServerEverythingIsNothing) {
  Client client(*Endpoint::Parse("unix:/nonexistent/redis.sock"), {.retry_after_ms = 5});
  client.Set("a", "b", 60);
  EXPECT_EQ(Get(client, "a"), std::nullopt);
}

TEST(RedisEndpointTest, ReadsSocketsAndPorts) {
  EXPECT_EQ(Endpoint::Parse("unix:/run/redis.sock")->unix_path, "/run/redis.sock");
  EXPECT_EQ(Endpoint::Parse("localhost:6379")->port, "6379");
  EXPECT_EQ(Endpoint::Parse("[::1]:6379")->host, "::1");
  for (const char* wrong : {"", "unix:", "localhost", "localhost:", ":6379", "host:12ab"}) {
    EXPECT_EQ(Endpoint::Parse(wrong).status().code(), absl::StatusCode::kInvalidArgument) << wrong;
  }
}

}  // namespace
}  // namespace baophu::redis
