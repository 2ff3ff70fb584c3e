#include "services/cli/terminal/progress.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"

namespace baophu::cli {
namespace {

constexpr auto kRedrawInterval = std::chrono::milliseconds(200);
constexpr auto kPlainInterval = std::chrono::seconds(5);
constexpr int kBarColumns = 20;

int TerminalColumns() {
  struct winsize size = {};
  if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
  return size.ws_col;
}

std::string TimeText(int64_t seconds) {
  if (seconds >= 3600) {
    return absl::StrFormat("%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
  return absl::StrFormat("%d:%02d", seconds / 60, seconds % 60);
}

}  // namespace

std::string ProgressText(const ProgressState& state, std::string_view unit, int64_t rate,
                         int width) {
  const absl::string_view unit_text(unit.data(), unit.size());
  std::string text = state.label;
  if (state.total > 0) {
    const int64_t done = std::clamp<int64_t>(state.done, 0, state.total);
    const auto filled = static_cast<size_t>(done * kBarColumns / state.total);
    std::string bar = std::string(filled, '=');
    if (filled < kBarColumns) bar += '>';
    bar.resize(kBarColumns, ' ');
    absl::StrAppend(&text, "  [", bar, "] ", absl::Dec(done * 100 / state.total, absl::kSpacePad3),
                    "%  ", Grouped(state.done), " of ", Grouped(state.total), " ", unit_text);
  } else {
    absl::StrAppend(&text, "  ", Grouped(state.done), " ", unit_text);
  }
  if (rate > 0) {
    absl::StrAppend(&text, "  ", Grouped(rate), " ", unit_text, "/s");
    if (state.total > state.done) {
      absl::StrAppend(&text, "  ", TimeText((state.total - state.done + rate - 1) / rate), " left");
    }
  }
  if (width > 0 && text.size() > static_cast<size_t>(width)) {
    text.resize(static_cast<size_t>(width));
  }
  return text;
}

Progress::Progress(std::string unit, std::function<ProgressState()> state)
    : unit_(std::move(unit)),
      state_(std::move(state)),
      terminal_(isatty(STDERR_FILENO) == 1),
      last_us_(absl::GetCurrentTimeNanos() / 1000),
      thread_([this] { Run(); }) {}

Progress::~Progress() { Finish(); }

void Progress::Line(std::string_view text) {
  const std::lock_guard lock(mutex_);
  Erase();
  std::fprintf(stderr, "%.*s\n", static_cast<int>(text.size()), text.data());
}

void Progress::Finish() {
  {
    const std::lock_guard lock(mutex_);
    if (std::exchange(finished_, true)) return;
    Erase();
  }
  wake_.notify_one();
  thread_.join();
}

void Progress::Run() {
  std::unique_lock lock(mutex_);
  while (!finished_) {
    if (terminal_) {
      wake_.wait_for(lock, kRedrawInterval);
    } else {
      wake_.wait_for(lock, kPlainInterval);
    }
    if (!finished_) Draw();
  }
}

void Progress::Draw() {
  const ProgressState state = state_();
  const int64_t now_us = absl::GetCurrentTimeNanos() / 1000;
  const int64_t passed_us = std::max<int64_t>(now_us - last_us_, 1);
  const int64_t newly = std::max<int64_t>(state.done - last_done_, 0);
  if (passed_us >= 1'000'000 || rate_ == 0) {
    const int64_t rate = newly * 1'000'000 / passed_us;
    rate_ = rate_ == 0 ? rate : (rate_ * 3 + rate) / 4;
    last_done_ = state.done;
    last_us_ = now_us;
  }
  const std::string text = ProgressText(state, unit_, rate_, terminal_ ? TerminalColumns() : 0);
  if (terminal_) {
    std::fprintf(stderr, "\r\033[K%s", text.c_str());
    std::fflush(stderr);
    drawn_ = true;
  } else {
    std::fprintf(stderr, "%s\n", text.c_str());
  }
}

void Progress::Erase() {
  if (!drawn_) return;
  std::fputs("\r\033[K", stderr);
  std::fflush(stderr);
  drawn_ = false;
}

}  // namespace baophu::cli
