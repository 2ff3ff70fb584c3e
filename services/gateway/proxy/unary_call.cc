#include "services/gateway/proxy/unary_call.h"

#include <utility>

#include "services/gateway/upstream/metadata.h"

namespace baophu::gateway {

UnaryCall::UnaryCall(ActiveCalls::Place place, const Method& method, Upstreams& upstreams,
                     grpc::GenericCallbackServerContext* context)
    : place_(std::move(place)), method_(method), upstreams_(upstreams), server_context_(context) {
  StartRead(&request_);
}

void UnaryCall::OnReadDone(bool ok) {
  if (!ok) {
    // Either the caller is gone and nobody reads this, or it closed its side
    // without sending the one message.
    Finish(grpc::Status(grpc::StatusCode::INVALID_ARGUMENT,
                        "a unary call needs one request message, and none came"));
    return;
  }
  ForwardRequestMetadata(*server_context_, client_context_);
  client_context_.set_deadline(server_context_->deadline());
  upstreams_.stub(method_.upstream)
      .UnaryCall(&client_context_, method_.path, grpc::StubOptions(), &request_, &response_,
                 [this](grpc::Status status) { OnAnswer(status); });
}

void UnaryCall::OnAnswer(const grpc::Status& status) {
  ForwardInitialMetadata(client_context_, *server_context_);
  ForwardTrailingMetadata(client_context_, *server_context_);
  if (status.ok() && response_.Valid()) {
    StartWriteAndFinish(&response_, grpc::WriteOptions(), status);
  } else {
    Finish(upstreams_.Explain(method_.upstream, client_context_, status));
  }
}

// May come before the call to the service has started: the context remembers.
void UnaryCall::OnCancel() { client_context_.TryCancel(); }

}  // namespace baophu::gateway
