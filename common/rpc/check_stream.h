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

// Streams the progress of a check that runs on the executor (Recount,
// VerifyLedger). A slow reader gets the newest progress, not all of it; the last
// message has the result. It frees itself.
//
// A check keeps a thread for minutes, so a service runs one at a time; another
// one is RESOURCE_EXHAUSTED.
class CheckStream final : public grpc::ServerWriteReactor<type::v1::CheckProgress> {
 public:
  // Reports progress; false once the caller is gone.
  using Report = std::function<bool(const type::v1::CheckProgress&)>;
  // Runs the check and returns its last message, without `finished`.
  using Check = std::function<absl::StatusOr<type::v1::CheckProgress>(const Report&)>;

  // `running` admits one check; it must outlive the stream.
  static CheckStream* Start(Executor& executor, StreamLimit& running, Check check) {
    auto* stream = new CheckStream();
    stream->place_ = running.TryEnter();
    if (stream->place_ == nullptr) {
      stream->End(FaultStatus(absl::StatusCode::kResourceExhausted, "CHECK_RUNNING", "",
                              "another check is running, and one takes all that is spared for them",
                              "try again when it has ended"));
      stream->Release();
      return stream;
    }
    const bool admitted = executor.TryRun([stream, check = std::move(check)] {
      absl::StatusOr<type::v1::CheckProgress> last =
          check([stream](const type::v1::CheckProgress& now) { return stream->Offer(now); });
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
  CheckStream() = default;

  bool Offer(const type::v1::CheckProgress& now) {
    const std::lock_guard lock(mutex_);
    if (gone_) return false;
    offered_ = now;
    WriteNext();
    return true;
  }

  void End(absl::StatusOr<type::v1::CheckProgress> last) {
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
      StartWrite(&message_);
    } else if (ended_) {
      finished_ = true;
      Finish(status_);
    }
  }

  void Release() {
    if (holds_.fetch_sub(1) == 1) delete this;
  }

  StreamLimit::Place place_;
  std::mutex mutex_;
  std::optional<type::v1::CheckProgress> offered_;
  type::v1::CheckProgress message_;
  grpc::Status status_;
  bool writing_ = false;
  bool ended_ = false;
  bool finished_ = false;
  bool gone_ = false;
  // The call until OnDone, and the check while it runs.
  std::atomic<int> holds_ = 2;
};

}  // namespace baophu::rpc

#endif  // BAOPHU_COMMON_RPC_CHECK_STREAM_H_
