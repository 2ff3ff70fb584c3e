#include "services/gateway/proxy/stream_call.h"

#include "services/gateway/upstream/metadata.h"

namespace baophu::gateway {

grpc::ServerGenericBidiReactor* StreamCall::Start(ActiveCalls::Place place, const Method& method,
                                                  Upstreams& upstreams, ActiveCalls& calls,
                                                  grpc::GenericCallbackServerContext* context) {
  auto* call = new StreamCall(std::move(place), method, upstreams, calls, context);
  ForwardRequestMetadata(*context, call->client_context_);
  call->client_context_.set_deadline(context->deadline());
  upstreams.stub(method.upstream)
      .PrepareBidiStreamingCall(&call->client_context_, method.path, grpc::StubOptions(),
                                &call->service_);
  call->service_.AddMultipleHolds(2);  // One for each flow.
  calls.Add(call);
  call->service_.StartCall();
  call->caller_.StartRead(&call->up_message_);
  return &call->caller_;
}

void StreamCall::EndWith(const grpc::Status& status) {
  bool caller_is_not_reading;
  {
    const std::lock_guard lock(mutex_);
    if (gateway_status_.has_value()) return;
    gateway_status_ = status;
    caller_is_not_reading = writing_to_caller_;
  }
  client_context_.TryCancel();
  // A write that waits for the caller to read would keep the stream open for
  // as long as the caller likes. Cancelling gives up the status, nothing else.
  if (caller_is_not_reading) server_context_->TryCancel();
}

void StreamCall::OnCallerMessage(bool ok) {
  Touch();
  if (!ok && server_context_->IsCancelled()) {
    // Not the end of what the caller sends but the end of the caller: the
    // service must not take it for a complete request.
    client_context_.TryCancel();
    EndUpFlow();
    return;
  }
  {
    const std::lock_guard lock(mutex_);
    if (up_flow_ended_) return;
    if (ok) {
      service_.StartWrite(&up_message_);
      return;
    }
    service_.StartWritesDone();
  }
  EndUpFlow();
}

void StreamCall::OnWrittenToService(bool ok) {
  if (!ok) {
    // The service has ended the call; its status comes with OnServiceDone.
    EndUpFlow();
    return;
  }
  up_message_.Clear();
  {
    const std::lock_guard lock(mutex_);
    if (up_flow_ended_) return;
  }
  caller_.StartRead(&up_message_);
}

void StreamCall::EndUpFlow() {
  {
    const std::lock_guard lock(mutex_);
    if (up_flow_ended_) return;
    up_flow_ended_ = true;
  }
  service_.RemoveHold();
}

// The first read starts only here, so that initial metadata is always there,
// and forwarded, before the first message.
void StreamCall::OnServiceMetadata(bool ok) {
  if (ok) {
    ForwardInitialMetadata(client_context_, *server_context_);
    caller_.StartSendInitialMetadata();
  }
  service_.StartRead(&down_message_);
}

void StreamCall::OnServiceMessage(bool ok) {
  if (!ok) {
    EndUpFlow();
    service_.RemoveHold();
    return;
  }
  Touch();
  {
    const std::lock_guard lock(mutex_);
    writing_to_caller_ = true;
  }
  caller_.StartWrite(&down_message_);
}

void StreamCall::OnWrittenToCaller(bool ok) {
  {
    const std::lock_guard lock(mutex_);
    writing_to_caller_ = false;
  }
  if (!ok) {
    client_context_.TryCancel();
    EndUpFlow();
    service_.RemoveHold();
    return;
  }
  down_message_.Clear();
  service_.StartRead(&down_message_);
}

void StreamCall::OnServiceDone(const grpc::Status& status) {
  // A stream must be off the list before its last side goes.
  calls_.Remove(this);
  grpc::Status answer = upstreams_.Explain(method_.upstream, client_context_, status);
  {
    const std::lock_guard lock(mutex_);
    // A service that has answered OK meanwhile has done what was asked.
    if (gateway_status_.has_value() && !status.ok()) answer = *gateway_status_;
  }
  ForwardTrailingMetadata(client_context_, *server_context_);
  caller_.Finish(answer);
  OnSideDone();
}

void StreamCall::OnSideDone() {
  if (sides_open_.fetch_sub(1) == 1) delete this;
}

}  // namespace baophu::gateway
