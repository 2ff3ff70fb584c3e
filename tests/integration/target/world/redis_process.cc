#include "tests/integration/target/world/redis_process.h"

#include <hiredis/hiredis.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>

#include <iostream>
#include <thread>

#include "absl/time/clock.h"
#include "absl/time/time.h"

extern char** environ;

namespace baophu::target {
namespace {

constexpr absl::Duration kStartTimeout = absl::Seconds(20);
constexpr absl::Duration kPollInterval = absl::Milliseconds(10);

}  // namespace

void RedisProcess::Start() {
  const std::string socket = folder_.File("redis.sock");
  std::vector<std::string> words = {"redis-server",
                                    "--port",
                                    "0",
                                    "--unixsocket",
                                    socket,
                                    "--save",
                                    "",
                                    "--appendonly",
                                    "no",
                                    "--daemonize",
                                    "no",
                                    "--dir",
                                    folder_.File(""),
                                    "--logfile",
                                    folder_.File("redis.log")};
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  if (posix_spawnp(&pid_, "redis-server", nullptr, nullptr, arguments.data(), environ) != 0) {
    std::cerr << "redis-server cannot be started; run the tests through tests/run" << std::endl;
    std::exit(1);
  }
  const absl::Time end = absl::Now() + kStartTimeout;
  while (Command({"PING"}) != "PONG") {
    if (absl::Now() > end) {
      std::cerr << "redis-server does not answer" << std::endl;
      std::exit(1);
    }
    absl::SleepFor(kPollInterval);
  }
}

void RedisProcess::Stop() {
  if (pid_ == 0) return;
  kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
  pid_ = 0;
}

void RedisProcess::Freeze() { kill(pid_, SIGSTOP); }

void RedisProcess::Thaw() { kill(pid_, SIGCONT); }

std::string RedisProcess::Command(const std::vector<std::string>& words) const {
  redisContext* context = redisConnectUnix(folder_.File("redis.sock").c_str());
  std::string text;
  if (context != nullptr && context->err == 0) {
    std::vector<const char*> bytes;
    std::vector<size_t> lengths;
    for (const std::string& word : words) {
      bytes.push_back(word.data());
      lengths.push_back(word.size());
    }
    auto* reply = static_cast<redisReply*>(
        redisCommandArgv(context, static_cast<int>(words.size()), bytes.data(), lengths.data()));
    if (reply != nullptr && reply->type == REDIS_REPLY_ARRAY) {
      for (size_t i = 0; i < reply->elements; ++i) {
        text += (i == 0 ? "" : " ") + std::string(reply->element[i]->str);
      }
    } else if (reply != nullptr && reply->type == REDIS_REPLY_INTEGER) {
      text = std::to_string(reply->integer);
    } else if (reply != nullptr && reply->str != nullptr) {
      text.assign(reply->str, static_cast<size_t>(reply->len));
    }
    freeReplyObject(reply);
  }
  if (context != nullptr) redisFree(context);
  return text;
}

}  // namespace baophu::target
