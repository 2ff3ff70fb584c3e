#ifndef BAOPHU_SERVICES_GATEWAY_PROXY_STREAM_CALL_H_
#define BAOPHU_SERVICES_GATEWAY_PROXY_STREAM_CALL_H_

#include <grpcpp/client_context.h>
#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/client_callback.h>

#include <atomic>
#include <mutex>
#include <optional>
#include <utility>

#include "services/gateway/catalogue/method_catalogue.h"
#include "services/gateway/proxy/active_calls.h"
#include "services/gateway/upstream/upstreams.h"

namespace baophu::gateway {

// One streaming call, of any of the three kinds, on its way through.
//
// It is two reactors, one for each side, that drive each other:
//
//   up:    caller read -> service write -> caller read ...
//   down:  service read -> caller write -> service read ...
//
// Each flow has one message under way. An operation on the service's side is
// started from a reaction of the caller's side, so each flow holds the
// service's side open (AddHold) for as long as it may start another one. When
// the service ends first, the up flow usually waits for a message of the
// caller that may never come: its hold is then given up at once, and a
// message that still comes is dropped.
//
// The object is freed after the OnDone of both sides, whichever comes last.
class StreamCall final : public ActiveStream {
 public:
  // Starts the call and returns the reactor of the caller's side. `calls` may
  // end it.
  static grpc::ServerGenericBidiReactor* Start(ActiveCalls::Place place, const Method& method,
                                               Upstreams& upstreams, ActiveCalls& calls,
                                               grpc::GenericCallbackServerContext* context);

  void EndWith(const grpc::Status& status) override;

 private:
  class CallerSide final : public grpc::ServerGenericBidiReactor {
   public:
    explicit CallerSide(StreamCall& call) : call_(call) {}
    void OnReadDone(bool ok) override { call_.OnCallerMessage(ok); }
    void OnWriteDone(bool ok) override { call_.OnWrittenToCaller(ok); }
    void OnCancel() override { call_.OnCallerCancelled(); }
    void OnDone() override { call_.OnSideDone(); }

   private:
    StreamCall& call_;
  };

  class ServiceSide final : public grpc::ClientBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer> {
   public:
    explicit ServiceSide(StreamCall& call) : call_(call) {}
    void OnReadInitialMetadataDone(bool ok) override { call_.OnServiceMetadata(ok); }
    void OnReadDone(bool ok) override { call_.OnServiceMessage(ok); }
    void OnWriteDone(bool ok) override { call_.OnWrittenToService(ok); }
    void OnDone(const grpc::Status& status) override { call_.OnServiceDone(status); }

   private:
    StreamCall& call_;
  };

  StreamCall(ActiveCalls::Place place, const Method& method, Upstreams& upstreams,
             ActiveCalls& calls, grpc::GenericCallbackServerContext* context)
      : place_(std::move(place)),
        method_(method),
        upstreams_(upstreams),
        calls_(calls),
        server_context_(context) {}

  void OnCallerMessage(bool ok);
  void OnWrittenToService(bool ok);
  void OnServiceMetadata(bool ok);
  void OnServiceMessage(bool ok);
  void OnWrittenToCaller(bool ok);
  void OnCallerCancelled() { client_context_.TryCancel(); }
  void OnServiceDone(const grpc::Status& status);
  void OnSideDone();

  // Ends the up flow: nothing is started on the service's side for it any
  // more. Only the first call counts.
  void EndUpFlow();

  const ActiveCalls::Place place_;  // First, see there.
  const Method& method_;
  Upstreams& upstreams_;
  ActiveCalls& calls_;
  grpc::GenericCallbackServerContext* const server_context_;
  grpc::ClientContext client_context_;
  CallerSide caller_{*this};
  ServiceSide service_{*this};
  grpc::ByteBuffer up_message_;
  grpc::ByteBuffer down_message_;
  std::atomic<int> sides_open_{2};

  std::mutex mutex_;
  bool up_flow_ended_ = false;                  // Guarded by mutex_.
  bool writing_to_caller_ = false;              // Guarded by mutex_.
  std::optional<grpc::Status> gateway_status_;  // Guarded by mutex_.
};

}  // namespace baophu::gateway

#endif  // BAOPHU_SERVICES_GATEWAY_PROXY_STREAM_CALL_H_
