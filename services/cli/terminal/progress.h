#ifndef BAOPHU_SERVICES_CLI_TERMINAL_PROGRESS_H_
#define BAOPHU_SERVICES_CLI_TERMINAL_PROGRESS_H_

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "common/text/grouped.h"

namespace baophu::cli {

// How far long work has come.
struct ProgressState {
  std::string label;
  int64_t done = 0;
  int64_t total = 0;  // 0: not known.
};

// One line about the work, at most `width` columns wide (0: any width):
//   movements  [=====>    ]  45%  2,025,000 of 4,500,000 rows  118,000 rows/s  0:21 left
// `rate` is in units a second; 0: not known yet.
std::string ProgressText(const ProgressState& state, std::string_view unit, int64_t rate,
                         int width);

// Standard error as lines of text with one progress line below them. On a
// terminal the progress line is redrawn in place; elsewhere it is written as a
// plain line every 5 seconds. Thread-safe.
class Progress {
 public:
  // `state` is called from another thread until Finish.
  Progress(std::string unit, std::function<ProgressState()> state);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // Writes a line above the progress line.
  void Line(std::string_view text);

  // Ends the progress line and removes it from a terminal.
  void Finish();

 private:
  void Run();
  void Draw();
  void Erase();

  const std::string unit_;
  const std::function<ProgressState()> state_;
  const bool terminal_;

  std::mutex mutex_;
  std::condition_variable wake_;
  bool finished_ = false;
  bool drawn_ = false;
  // The rate follows the last seconds, so that the time left reacts to them.
  int64_t last_done_ = 0;
  int64_t last_us_ = 0;
  int64_t rate_ = 0;
  std::thread thread_;
};

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_TERMINAL_PROGRESS_H_
