#ifndef BAOPHU_SERVICES_CONTRIBUTION_BACKGROUND_BACKGROUND_WORK_H_
#define BAOPHU_SERVICES_CONTRIBUTION_BACKGROUND_BACKGROUND_WORK_H_

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "absl/status/statusor.h"

namespace baophu::contribution {

// A thread that works off what a database says is waiting, a step at a time. Each
// step is one write, so several replicas may run it at once and a stop in
// between loses nothing.
class BackgroundWork {
 public:
  // Returns whether anything was worked off; then it is called again at once.
  using Step = std::function<absl::StatusOr<bool>()>;

  // What comes close together is worked off together: once woken, work begins
  // when nothing woke it again for `quiet`, at the latest after `longest`.
  struct Gathering {
    std::chrono::milliseconds quiet{0};
    std::chrono::milliseconds longest{0};
  };

  // `failure` says in a log what could not be done.
  BackgroundWork(std::string failure, Gathering gathering, Step step);
  // Ends the step under way.
  ~BackgroundWork();

  // Looks for work. Returns at once.
  void Wake();

 private:
  void Loop();
  void Gather(std::unique_lock<std::mutex>& lock);

  const std::string failure_;
  const Gathering gathering_;
  const Step step_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool woken_ = true;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_BACKGROUND_BACKGROUND_WORK_H_
