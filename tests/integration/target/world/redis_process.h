#ifndef BAOPHU_TESTS_INTEGRATION_TARGET_WORLD_REDIS_PROCESS_H_
#define BAOPHU_TESTS_INTEGRATION_TARGET_WORLD_REDIS_PROCESS_H_

#include <sys/types.h>

#include <string>
#include <vector>

#include "tests/integration/target/world/test_files.h"

namespace baophu::target {

// A real redis-server on a unix socket in a folder of its own.
class RedisProcess {
 public:
  RedisProcess() { Start(); }
  ~RedisProcess() { Stop(); }

  // For redis::Endpoint::Parse.
  std::string address() const { return "unix:" + folder_.File("redis.sock"); }

  // Returns when it answers.
  void Start();
  void Stop();
  // Stops it from running without closing its connections, and lets it go on.
  void Freeze();
  void Thaw();

  // The reply to a command as text; arrays are joined by spaces.
  std::string Command(const std::vector<std::string>& words) const;

 private:
  TestFolder folder_;
  pid_t pid_ = 0;
};

}  // namespace baophu::target

#endif  // BAOPHU_TESTS_INTEGRATION_TARGET_WORLD_REDIS_PROCESS_H_
