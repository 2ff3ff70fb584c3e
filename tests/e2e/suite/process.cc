#include "tests/e2e/suite/process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "absl/time/clock.h"

namespace baophu::e2e {
namespace {

constexpr absl::Duration kPollInterval = absl::Milliseconds(2);

}  // namespace

Process::Process(const std::vector<std::string>& words, const std::string& log) {
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  pid_ = fork();
  if (pid_ != 0) return;
  // Between fork and exec only calls that are safe among threads.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  const int out = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  dup2(out, STDOUT_FILENO);
  dup2(out, STDERR_FILENO);
  execvp(arguments[0], arguments.data());
  _exit(127);
}

Process::~Process() {
  if (!Running()) return;
  Signal(SIGKILL);
  Wait(absl::InfiniteDuration());
}

void Process::Signal(int signal) const {
  if (!result_) kill(pid_, signal);
}

bool Process::Running() { return !Wait(absl::ZeroDuration()).has_value(); }

std::optional<int> Process::Wait(absl::Duration timeout) {
  const absl::Time end = absl::Now() + timeout;
  while (!result_) {
    int status = 0;
    if (waitpid(pid_, &status, WNOHANG) == pid_) {
      result_ = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    } else if (absl::Now() >= end) {
      break;
    } else {
      absl::SleepFor(kPollInterval);
    }
  }
  return result_;
}

int RunProgram(const std::vector<std::string>& words, const std::string& log) {
  return Process(words, log).Wait(absl::Minutes(5)).value_or(-1);
}

}  // namespace baophu::e2e
