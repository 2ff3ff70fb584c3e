#include "services/gateway/health/health_service.h"

#include <mutex>
#include <optional>

namespace baophu::gateway {
namespace {

using grpc::health::v1::HealthCheckRequest;
using grpc::health::v1::HealthCheckResponse;
using Serving = HealthCheckResponse::ServingStatus;

Serving ToProto(std::optional<bool> is_serving) {
  if (!is_serving.has_value()) return HealthCheckResponse::SERVICE_UNKNOWN;
  return *is_serving ? HealthCheckResponse::SERVING : HealthCheckResponse::NOT_SERVING;
}

// One watcher. States that come while a write is under way are not queued:
// the newest one is sent when the write is done.
class Watcher final : public grpc::ServerWriteReactor<HealthCheckResponse> {
 public:
  Watcher(HealthBoard& board, const std::string& name) : board_(board) {
    id_ = board_.Listen(name, [this](std::optional<bool> is_serving, bool is_stopping) {
      const std::lock_guard lock(mutex_);
      newest_ = ToProto(is_serving);
      is_stopping_ = is_stopping;
      Proceed();
    });
  }

  void OnWriteDone(bool ok) override {
    const std::lock_guard lock(mutex_);
    is_writing_ = false;
    if (ok) {
      Proceed();
    } else {
      End(grpc::Status::CANCELLED);
    }
  }

  void OnCancel() override {
    const std::lock_guard lock(mutex_);
    End(grpc::Status::CANCELLED);
  }

  void OnDone() override {
    board_.Unlisten(id_);
    delete this;
  }

 private:
  // Call with mutex_ held.
  void Proceed() {
    if (is_writing_ || has_ended_) return;
    if (sent_ != newest_) {
      sent_ = newest_;
      response_.set_status(newest_);
      is_writing_ = true;
      StartWrite(&response_);
    } else if (is_stopping_) {
      End(grpc::Status(grpc::StatusCode::UNAVAILABLE, "the gateway is stopping"));
    }
  }

  // Call with mutex_ held.
  void End(const grpc::Status& status) {
    if (has_ended_) return;
    has_ended_ = true;
    Finish(status);
  }

  HealthBoard& board_;
  int id_;
  std::mutex mutex_;
  HealthCheckResponse response_;
  Serving newest_ = HealthCheckResponse::UNKNOWN;
  std::optional<Serving> sent_;
  bool is_stopping_ = false;
  bool is_writing_ = false;
  bool has_ended_ = false;
};

}  // namespace

grpc::ServerUnaryReactor* HealthService::Check(grpc::CallbackServerContext* context,
                                               const HealthCheckRequest* request,
                                               HealthCheckResponse* response) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  const std::optional<bool> is_serving = board_.IsServing(request->service());
  if (is_serving.has_value()) {
    response->set_status(ToProto(is_serving));
    reactor->Finish(grpc::Status::OK);
  } else {
    reactor->Finish(
        grpc::Status(grpc::StatusCode::NOT_FOUND,
                     "no service has this name; leave it empty to ask for the whole suite"));
  }
  return reactor;
}

grpc::ServerWriteReactor<HealthCheckResponse>* HealthService::Watch(
    grpc::CallbackServerContext*, const HealthCheckRequest* request) {
  return new Watcher(board_, request->service());
}

}  // namespace baophu::gateway
