#ifndef BAOPHU_TESTS_E2E_SUITE_PROCESS_H_
#define BAOPHU_TESTS_E2E_SUITE_PROCESS_H_

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"

namespace baophu::e2e {

// A program that a test started. It is ended with its object, and also when the
// test itself is killed. Start processes from the main thread: they end with the
// thread that started them.
class Process {
 public:
  // `words` are the program's path (or its name, looked up in PATH) and its
  // arguments; what it prints is added to `log`.
  Process(const std::vector<std::string>& words, const std::string& log);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  void Signal(int signal) const;

  // Whether it has not ended yet.
  bool Running();

  // Waits for the end. The exit code; minus the signal's number when one ended
  // it; nothing when it still runs after `timeout`.
  std::optional<int> Wait(absl::Duration timeout);

 private:
  pid_t pid_ = 0;
  std::optional<int> result_;
};

// Runs a program to its end; its exit code, or -1 after five minutes.
int RunProgram(const std::vector<std::string>& words, const std::string& log);

}  // namespace baophu::e2e

#endif  // BAOPHU_TESTS_E2E_SUITE_PROCESS_H_
