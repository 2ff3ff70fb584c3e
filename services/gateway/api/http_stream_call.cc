#include <google/protobuf/descriptor.h>
#include <grpcpp/support/client_callback.h>
#include <grpcpp/support/proto_buffer_reader.h>

#include <mutex>

#include "absl/strings/str_cat.h"
#include "common/rpc/status.h"
#include "services/gateway/api/http_answers.h"
#include "services/gateway/api/http_call.h"
#include "services/gateway/json/error_json.h"
#include "services/gateway/json/json_codec.h"

namespace baophu::gateway {
namespace {

// A streamed answer: {"result":..} lines, one under way at a time, and a last
// {"error":..} line if the call fails after the first. If it fails before, the
// answer is a plain error with its HTTP status.
//
// Reads from the service are started when a line is written, which is outside
// of the reactor's own reactions: hence one hold.
class HttpStream final : public ActiveStream,
                         public grpc::ClientBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>,
                         public std::enable_shared_from_this<HttpStream> {
 public:
  HttpStream(ActiveCalls::Place place, PreparedCall call, Upstreams& upstreams, ActiveCalls& calls,
             std::shared_ptr<HttpExchange> exchange)
      : place_(std::move(place)),
        call_(std::move(call)),
        upstreams_(upstreams),
        calls_(calls),
        exchange_(std::move(exchange)) {}

  void Start() {
    self_ = shared_from_this();
    for (const auto& [key, value] : call_.metadata) context_.AddMetadata(key, value);
    if (call_.deadline.has_value()) context_.set_deadline(*call_.deadline);
    exchange_->OnAbandoned([self = self_] { self->context_.TryCancel(); });
    upstreams_.stub(call_.method->upstream)
        .PrepareBidiStreamingCall(&context_, call_.method->path, grpc::StubOptions(), this);
    AddHold();
    calls_.Add(this);
    StartWriteLast(&call_.request, grpc::WriteOptions());
    StartCall();
  }

  void EndWith(const grpc::Status& status) override {
    {
      const std::lock_guard lock(mutex_);
      if (gateway_status_.has_value()) return;
      gateway_status_ = status;
    }
    context_.TryCancel();
  }

  // Reading starts here, so that metadata is there when the first line is.
  void OnReadInitialMetadataDone(bool) override { StartRead(&message_); }

  void OnReadDone(bool ok) override {
    if (!ok) return RemoveHold();
    Touch();
    grpc::ProtoBufferReader bytes(&message_);
    const absl::StatusOr<std::string> json =
        WriteJson(*call_.method->descriptor->output_type(), bytes);
    if (!json.ok()) {
      unreadable_ = rpc::ToGrpc(json.status());
      context_.TryCancel();
      return RemoveHold();
    }
    Begin();
    exchange_->Write(absl::StrCat("{\"result\":", *json, "}\n"), [self = self_](bool written) {
      if (written) {
        self->message_.Clear();
        self->StartRead(&self->message_);
      } else {
        self->context_.TryCancel();
        self->RemoveHold();
      }
    });
  }

  void OnDone(const grpc::Status& service_status) override {
    calls_.Remove(this);
    grpc::Status status = upstreams_.Explain(call_.method->upstream, context_, service_status);
    {
      const std::lock_guard lock(mutex_);
      // A service that has answered OK meanwhile has done what was asked.
      if (gateway_status_.has_value() && !service_status.ok()) status = *gateway_status_;
    }
    // Whatever the service says of the call, a line of it is missing.
    if (unreadable_.has_value()) status = *unreadable_;
    const std::shared_ptr<HttpExchange> exchange = std::move(exchange_);
    if (status.ok()) {
      if (!has_begun_) exchange->BeginStream(Head());
      exchange->EndStream();
    } else if (!has_begun_) {
      exchange->Respond(ErrorAnswer(status));
    } else {
      exchange->Write(absl::StrCat("{\"error\":", ErrorJson(status), "}\n"),
                      [exchange](bool) { exchange->EndStream(); });
    }
    self_.reset();
  }

 private:
  HttpResponse Head() const {
    HttpResponse head;
    head.content_type = "application/x-ndjson";
    head.headers = MetadataHeaders(context_);
    return head;
  }

  void Begin() {
    if (has_begun_) return;
    has_begun_ = true;
    exchange_->BeginStream(Head());
  }

  const ActiveCalls::Place place_;  // First, see there.
  PreparedCall call_;
  Upstreams& upstreams_;
  ActiveCalls& calls_;
  std::shared_ptr<HttpExchange> exchange_;
  // gRPC uses this object until OnDone.
  std::shared_ptr<HttpStream> self_;
  grpc::ClientContext context_;
  grpc::ByteBuffer message_;
  bool has_begun_ = false;
  std::optional<grpc::Status> unreadable_;

  std::mutex mutex_;
  std::optional<grpc::Status> gateway_status_;  // Guarded by mutex_.
};

}  // namespace

void StartStreamHttpCall(ActiveCalls::Place place, PreparedCall call, Upstreams& upstreams,
                         ActiveCalls& calls, std::shared_ptr<HttpExchange> exchange) {
  std::make_shared<HttpStream>(std::move(place), std::move(call), upstreams, calls,
                               std::move(exchange))
      ->Start();
}

}  // namespace baophu::gateway
