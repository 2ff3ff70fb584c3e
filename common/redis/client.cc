#include "common/redis/client.h"

#include <hiredis/hiredis.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"

namespace baophu::redis {
namespace {

constexpr size_t kReceiveBytes = 64 * 1024;
// Bytes that the socket did not take yet; beyond this Redis does not keep up,
// and commands are skipped.
constexpr size_t kMaxUnsentBytes = 16 * 1024 * 1024;

struct FreeReader {
  void operator()(redisReader* reader) const { redisReaderFree(reader); }
};
struct FreeReply {
  void operator()(redisReply* reply) const { freeReplyObject(reply); }
};

// A command in Redis's protocol: an array of bulk strings.
void AppendCommand(std::string& out, const std::vector<std::string_view>& words) {
  absl::StrAppend(&out, "*", words.size(), "\r\n");
  for (const std::string_view word : words) {
    absl::StrAppend(&out, "$", word.size(), "\r\n");
    out.append(word);
    out.append("\r\n");
  }
}

}  // namespace

Client::Client(Endpoint endpoint, ClientOptions options)
    : endpoint_(std::move(endpoint)),
      options_(options),
      last_byte_(absl::StrCat(options.max_value_bytes - 1)),
      wake_fd_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)),
      thread_([this] { Loop(); }) {}

Client::~Client() {
  stopping_ = true;
  Wake();
  thread_.join();
  close(wake_fd_);
}

void Client::Get(std::string_view key, GetDone done) {
  InFlight in_flight{{}, std::move(done)};
  // GETRANGE instead of GET bounds what a reply can be.
  if (!Send({"GETRANGE", key, "0", last_byte_}, in_flight)) in_flight.done(std::nullopt);
}

void Client::Set(std::string_view key, std::string_view value, int64_t ttl_s) {
  InFlight in_flight{{}, nullptr};
  const std::string ttl = absl::StrCat(ttl_s);
  Send({"SET", key, value, "EX", ttl}, in_flight);
}

bool Client::connected() const {
  const std::lock_guard lock(mutex_);
  return fd_ >= 0;
}

bool Client::Send(const std::vector<std::string_view>& words, InFlight& in_flight) {
  bool left_over = false;
  {
    const std::lock_guard lock(mutex_);
    if (fd_ < 0 || in_flight_.size() >= options_.max_in_flight ||
        unsent_.size() > kMaxUnsentBytes) {
      return false;
    }
    in_flight.deadline = absl::Now() + absl::Milliseconds(options_.command_timeout_ms);
    const bool idle = in_flight_.empty();
    in_flight_.push_back(std::move(in_flight));
    AppendCommand(unsent_, words);
    if (idle) {
      // What comes while a reply is awaited goes out together when it is here: a
      // system call on either side serves many commands under load. An error is
      // left to the thread that reads, which finds it as well.
      const ssize_t sent = send(fd_, unsent_.data(), unsent_.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
      if (sent > 0) unsent_.erase(0, static_cast<size_t>(sent));
      left_over = !unsent_.empty();
    }
  }
  if (left_over) Wake();
  return true;
}

void Client::Loop() {
  while (!stopping_) {
    const absl::StatusOr<int> fd = ConnectSocket(endpoint_, options_.connect_timeout_ms);
    if (fd.ok()) {
      {
        const std::lock_guard lock(mutex_);
        fd_ = *fd;
      }
      Serve();
      Break();
    }
    if (stopping_) return;
    ++failure_count_;
    if (!WaitBeforeRetry()) return;
  }
}

void Client::Serve() {
  const std::unique_ptr<redisReader, FreeReader> reader(redisReaderCreate());
  const int fd = fd_;  // Only this thread changes it.
  while (!stopping_) {
    bool unsent = false;
    if (!Flush(fd, unsent)) return;
    pollfd ready[2] = {{fd, static_cast<short>(unsent ? POLLIN | POLLOUT : POLLIN), 0},
                       {wake_fd_, POLLIN, 0}};
    // Wakes at least this often to notice a reply that is overdue, so that
    // senders need not wake it.
    if (poll(ready, 2, options_.command_timeout_ms) < 0 && errno != EINTR) return;
    if (ready[1].revents != 0) {
      eventfd_t ignored;
      eventfd_read(wake_fd_, &ignored);
    }
    if (ready[0].revents & (POLLIN | POLLHUP | POLLERR)) {
      if (!Receive(fd, reader.get())) return;
    } else {
      // Only with nothing left to read: a reply that is here is not overdue.
      const std::lock_guard lock(mutex_);
      if (!in_flight_.empty() && in_flight_.front().deadline < absl::Now()) return;
    }
  }
}

bool Client::Flush(int fd, bool& left_over) {
  const std::lock_guard lock(mutex_);
  if (unsent_.empty()) return true;
  const ssize_t sent = send(fd, unsent_.data(), unsent_.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  if (sent < 0 && errno != EAGAIN && errno != EINTR) return false;
  if (sent > 0) unsent_.erase(0, static_cast<size_t>(sent));
  left_over = !unsent_.empty();
  return true;
}

bool Client::Receive(int fd, redisReader* reader) {
  char bytes[kReceiveBytes];
  const ssize_t received = recv(fd, bytes, sizeof bytes, MSG_DONTWAIT);
  if (received < 0) return errno == EAGAIN || errno == EINTR;
  if (received == 0) return false;
  if (redisReaderFeed(reader, bytes, static_cast<size_t>(received)) != REDIS_OK) return false;

  for (;;) {
    void* parsed = nullptr;
    if (redisReaderGetReply(reader, &parsed) != REDIS_OK) return false;
    if (parsed == nullptr) return true;
    const std::unique_ptr<redisReply, FreeReply> reply(static_cast<redisReply*>(parsed));
    Answer answer;
    {
      const std::lock_guard lock(mutex_);
      if (in_flight_.empty()) return false;
      answer.done = std::move(in_flight_.front().done);
      in_flight_.pop_front();
    }
    if (reply->type == REDIS_REPLY_ERROR) ++failure_count_;
    if (reply->type == REDIS_REPLY_STRING && reply->len > 0) {
      answer.value.emplace(reply->str, static_cast<size_t>(reply->len));
    }
    if (answer.done) answer.done(std::move(answer.value));
  }
}

void Client::Break() {
  std::deque<InFlight> unanswered;
  {
    const std::lock_guard lock(mutex_);
    close(fd_);
    fd_ = -1;
    unsent_.clear();
    unanswered.swap(in_flight_);
  }
  for (InFlight& each : unanswered) {
    if (each.done) each.done(std::nullopt);
  }
}

bool Client::WaitBeforeRetry() {
  const absl::Time end = absl::Now() + absl::Milliseconds(options_.retry_after_ms);
  for (absl::Time now = absl::Now(); now < end && !stopping_; now = absl::Now()) {
    pollfd ready{wake_fd_, POLLIN, 0};
    poll(&ready, 1, static_cast<int>(absl::ToInt64Milliseconds(end - now)) + 1);
    eventfd_t ignored;
    eventfd_read(wake_fd_, &ignored);
  }
  return !stopping_;
}

void Client::Wake() { eventfd_write(wake_fd_, 1); }

}  // namespace baophu::redis
