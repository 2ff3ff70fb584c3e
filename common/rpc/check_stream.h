#ifndef BAOPHU_COMMON_RPC_CHECK_STREAM_H_
#define BAOPHU_COMMON_RPC_CHECK_STREAM_H_

#include <baophu/type/v1/change.pb.h>
#include <grpcpp/grpcpp.h>

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <utility>

#include "absl/status/statusor.h"
#include "common/rpc/executor.h"
#include "common/rpc/status.h"
#include "common/rpc/stream_limit.h"
#include "common/rpc/unary.h"
#include "common/status/fault.h"

namespace baophu::rpc {

// Streams the progress of long work that runs on the executor. A slow reader
// gets the newest progress, not all of it; the last message has the result and
// its field `finished` set. It frees itself.
//
// Such work keeps a thread for long, so a service runs one of a kind at a time;
// another one is RESOURCE_EXHAUSTED.
template <typename Message>
class ProgressStream final : public grpc::ServerWriteReactor<Message> {
 public:
  // Reports progress; false once the caller is gone.
  using Report = std::function<bool(const Message&)>;
  // Does the work and returns its last message, without `finished`.
  using Work = std::function<absl::StatusOr<Message>(const Report&)>;

  // `running` admits one; it must outlive the stream. `busy` answers another.
  static ProgressStream* Start(Executor& executor, StreamLimit& running, const absl::Status& busy,
                               Work work) {
    auto* stream = new ProgressStream();
    stream->place_ = running.TryEnter();
    if (stream->place_ == nullptr) {
      stream->End(busy);
      stream->Release();
      return stream;
    }
    const bool admitted = executor.TryRun([stream, work = std::move(work)] {
      absl::StatusOr<Message> last =
          work([stream](const Message& now) { return stream->Offer(now); });
      // Before the caller learns of the end, so that it may start another.
      stream->place_.reset();
      stream->End(std::move(last));
      stream->Release();
    });
    if (!admitted) {
      stream->End(Overloaded());
      stream->Release();
    }
    return stream;
  }

  void OnWriteDone(bool ok) override {
    const std::lock_guard lock(mutex_);
    writing_ = false;
    if (!ok) gone_ = true;
    WriteNext();
  }

  void OnCancel() override {
    const std::lock_guard lock(mutex_);
    gone_ = true;
  }

  void OnDone() override { Release(); }

 private:
  ProgressStream() = default;

  bool Offer(const Message& now) {
    const std::lock_guard lock(mutex_);
    if (gone_) return false;
    offered_ = now;
    WriteNext();
    return true;
  }

  void End(absl::StatusOr<Message> last) {
    const std::lock_guard lock(mutex_);
    ended_ = true;
    if (last.ok()) {
      last->set_finished(true);
      offered_ = *std::move(last);
    } else {
      offered_.reset();
      status_ = ToGrpc(last.status());
    }
    WriteNext();
  }

  // Holds mutex_.
  void WriteNext() {
    if (writing_ || finished_) return;
    if (offered_.has_value() && !gone_) {
      message_ = *std::exchange(offered_, std::nullopt);
      writing_ = true;
      this->StartWrite(&message_);
    } else if (ended_) {
      finished_ = true;
      this->Finish(status_);
    }
  }

  void Release() {
    if (holds_.fetch_sub(1) == 1) delete this;
  }

  StreamLimit::Place place_;
  std::mutex mutex_;
  std::optional<Message> offered_;
  Message message_;
  grpc::Status status_;
  bool writing_ = false;
  bool ended_ = false;
  bool finished_ = false;
  bool gone_ = false;
  // The call until OnDone, and the work while it runs.
  std::atomic<int> holds_ = 2;
};

// The stream of a check that rebuilds figures from their records (Recount,
// VerifyLedger).
struct CheckStream {
  using Stream = ProgressStream<type::v1::CheckProgress>;
  using Report = Stream::Report;

  static Stream* Start(Executor& executor, StreamLimit& running, Stream::Work check) {
    return Stream::Start(
        executor, running,
        FaultStatus(absl::StatusCode::kResourceExhausted, "CHECK_RUNNING", "",
                    "another check is running, and one takes all that is spared for them",
                    "try again when it has ended"),
        std::move(check));
  }
};

}  // namespace baophu::rpc

#endif  // BAOPHU_COMMON_RPC_CHECK_STREAM_H_
