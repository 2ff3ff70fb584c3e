#include "tests/integration/gateway/interop_backend.h"

#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server_builder.h>

namespace baophu::gateway {
namespace {

using grpc::testing::StreamingOutputCallRequest;
using grpc::testing::StreamingOutputCallResponse;

void EchoMetadata(grpc::ServerContextBase& context) {
  for (const auto& [key, value] : context.client_metadata()) {
    const std::string name(key.data(), key.size());
    const std::string text(value.data(), value.size());
    if (name == InteropBackend::kEchoInitial) context.AddInitialMetadata(name, text);
    if (name == InteropBackend::kEchoTrailing) context.AddTrailingMetadata(name, text);
  }
}

template <class Request>
grpc::Status StatusAskedFor(const Request& request) {
  if (!request.has_response_status()) return grpc::Status::OK;
  const auto code = static_cast<grpc::StatusCode>(request.response_status().code());
  return grpc::Status(code, request.response_status().message(), "details\n\x01");
}

class HangingUnary final : public grpc::ServerUnaryReactor {
 public:
  explicit HangingUnary(InteropBackend& backend) : backend_(backend) { backend_.NoteHanging(); }
  void OnCancel() override {
    Finish(grpc::Status::CANCELLED);
    backend_.NoteCancelled();
  }
  void OnDone() override { delete this; }

 private:
  InteropBackend& backend_;
};

class Output final : public grpc::ServerWriteReactor<StreamingOutputCallResponse> {
 public:
  Output(InteropBackend& backend, const StreamingOutputCallRequest& request)
      : backend_(backend), request_(request) {
    if (request_.payload().body() == "hang") {
      backend_.NoteHanging();
      StartSendInitialMetadata();
      return;
    }
    Next();
  }
  void OnWriteDone(bool ok) override {
    if (!ok) return End(grpc::Status::CANCELLED);
    Next();
  }
  void OnCancel() override {
    backend_.NoteCancelled();
    if (request_.payload().body() == "hang") End(grpc::Status::CANCELLED);
  }
  void OnDone() override { delete this; }

 private:
  void Next() {
    if (request_.payload().body() == "flood") {
      backend_.NoteFlood();
      response_.mutable_payload()->set_body(std::string(64 * 1024, 'f'));
      return StartWrite(&response_);
    }
    if (next_ == request_.response_parameters_size()) return End(StatusAskedFor(request_));
    const int size = request_.response_parameters(next_++).size();
    response_.mutable_payload()->set_body(std::string(static_cast<size_t>(size), 'o'));
    StartWrite(&response_);
  }
  void End(const grpc::Status& status) {
    if (!has_ended_.exchange(true)) Finish(status);
  }

  InteropBackend& backend_;
  const StreamingOutputCallRequest request_;
  StreamingOutputCallResponse response_;
  int next_ = 0;
  std::atomic<bool> has_ended_{false};
};

}  // namespace

InteropBackend::InteropBackend(const std::string& address) {
  int port = 0;
  grpc::ServerBuilder builder;
  builder.AddListeningPort(address, grpc::InsecureServerCredentials(), &port);
  builder.SetMaxReceiveMessageSize(-1);
  builder.SetMaxSendMessageSize(-1);
  builder.RegisterService(this);
  // A synchronous server notices its end only when a poll times out.
  builder.SetSyncServerOption(grpc::ServerBuilder::SyncServerOption::CQ_TIMEOUT_MSEC, 50);
  server_ = builder.BuildAndStart();
  address_ = address.starts_with("unix:") ? address : "127.0.0.1:" + std::to_string(port);
}

InteropBackend::~InteropBackend() { server_->Shutdown(std::chrono::system_clock::now()); }

void InteropBackend::NoteHanging() {
  const std::lock_guard lock(mutex_);
  ++hanging_count_;
  changed_.notify_all();
}

void InteropBackend::NoteCancelled() {
  const std::lock_guard lock(mutex_);
  ++cancelled_count_;
  changed_.notify_all();
}

void InteropBackend::WaitForHanging(int count) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return hanging_count_ >= count; });
}

void InteropBackend::WaitForCancelled(int count) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return cancelled_count_ >= count; });
}

std::optional<std::chrono::milliseconds> InteropBackend::last_time_left() const {
  const std::lock_guard lock(mutex_);
  return last_time_left_;
}

grpc::Status InteropBackend::EmptyCall(grpc::ServerContext* context, const grpc::testing::Empty*,
                                       grpc::testing::Empty*) {
  EchoMetadata(*context);
  return grpc::Status::OK;
}

grpc::ServerUnaryReactor* InteropBackend::UnaryCall(grpc::CallbackServerContext* context,
                                                    const grpc::testing::SimpleRequest* request,
                                                    grpc::testing::SimpleResponse* response) {
  {
    const auto left = context->deadline() - std::chrono::system_clock::now();
    const std::lock_guard lock(mutex_);
    last_time_left_.reset();
    if (context->deadline() != std::chrono::system_clock::time_point::max()) {
      last_time_left_ = std::chrono::duration_cast<std::chrono::milliseconds>(left);
    }
  }
  if (request->payload().body() == "hang") return new HangingUnary(*this);
  EchoMetadata(*context);
  response->mutable_payload()->set_body(
      std::string(static_cast<size_t>(request->response_size()), 'u'));
  response->set_username(std::to_string(request->payload().body().size()));
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  reactor->Finish(StatusAskedFor(*request));
  return reactor;
}

grpc::ServerWriteReactor<StreamingOutputCallResponse>* InteropBackend::StreamingOutputCall(
    grpc::CallbackServerContext* context, const StreamingOutputCallRequest* request) {
  EchoMetadata(*context);
  return new Output(*this, *request);
}

grpc::Status InteropBackend::StreamingInputCall(
    grpc::ServerContext* context,
    grpc::ServerReader<grpc::testing::StreamingInputCallRequest>* reader,
    grpc::testing::StreamingInputCallResponse* response) {
  EchoMetadata(*context);
  grpc::testing::StreamingInputCallRequest request;
  size_t total = 0;
  while (reader->Read(&request)) total += request.payload().body().size();
  if (context->IsCancelled()) NoteCancelled();
  response->set_aggregated_payload_size(static_cast<int32_t>(total));
  return grpc::Status::OK;
}

grpc::Status InteropBackend::FullDuplexCall(
    grpc::ServerContext* context,
    grpc::ServerReaderWriter<StreamingOutputCallResponse, StreamingOutputCallRequest>* stream) {
  EchoMetadata(*context);
  StreamingOutputCallRequest request;
  while (stream->Read(&request)) {
    for (const auto& parameters : request.response_parameters()) {
      StreamingOutputCallResponse response;
      response.mutable_payload()->set_body(
          std::string(static_cast<size_t>(parameters.size()), 'd'));
      if (!stream->Write(response)) break;
    }
    // Ends before the caller has closed its side.
    if (request.has_response_status()) return StatusAskedFor(request);
  }
  if (context->IsCancelled()) NoteCancelled();
  return grpc::Status::OK;
}

}  // namespace baophu::gateway
