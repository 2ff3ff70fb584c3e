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
#include "common/rpc/unary.h"

namespace baophu::rpc {

// Streams the progress of a check that runs on the executor (Recount,
// VerifyLedger). A slow reader gets the newest progress, not all of it; the last
// message has the result. It frees itself.
class CheckStream final : public grpc::ServerWriteReactor<type::v1::CheckProgress> {
 public:
  // Reports progress; false once the caller is gone.
  using Report = std::function<bool(const type::v1::CheckProgress&)>;
  // Runs the check and returns its last message, without `finished`.
  using Check = std::function<absl::StatusOr<type::v1::CheckProgress>(const Report&)>;

  static CheckStream* Start(Executor& executor, Check check) {
    auto* stream = new CheckStream();
    const bool admitted = executor.TryRun([stream, check = std::move(check)] {
      absl::StatusOr<type::v1::CheckProgress> last =
          check([stream](const type::v1::CheckProgress& now) { return stream->Offer(now); });
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
