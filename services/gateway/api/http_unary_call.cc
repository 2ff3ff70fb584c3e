#include <google/protobuf/descriptor.h>
#include <grpcpp/support/proto_buffer_reader.h>

#include "services/gateway/api/http_answers.h"
#include "services/gateway/api/http_call.h"
#include "services/gateway/json/json_codec.h"

namespace baophu::gateway {
namespace {

struct UnaryState {
  UnaryState(ActiveCalls::Place call_place, PreparedCall prepared, Upstreams& all_upstreams,
             std::shared_ptr<HttpExchange> http_exchange)
      : place(std::move(call_place)),
        call(std::move(prepared)),
        upstreams(all_upstreams),
        exchange(std::move(http_exchange)) {}

  const ActiveCalls::Place place;  // First, see there.
  PreparedCall call;
  Upstreams& upstreams;
  std::shared_ptr<HttpExchange> exchange;
  grpc::ClientContext context;
  grpc::ByteBuffer response;
};

HttpResponse AnswerOf(UnaryState& state, const grpc::Status& status) {
  if (!status.ok()) {
    return ErrorAnswer(state.upstreams.Explain(state.call.method->upstream, state.context, status));
  }
  grpc::ProtoBufferReader bytes(&state.response);
  absl::StatusOr<std::string> json =
      WriteJson(*state.call.method->descriptor->output_type(), bytes);
  if (!json.ok()) return ErrorAnswer(json.status());
  HttpResponse answer;
  answer.headers = MetadataHeaders(state.context);
  answer.body = *std::move(json);
  return answer;
}

}  // namespace

void StartUnaryHttpCall(ActiveCalls::Place place, PreparedCall call, Upstreams& upstreams,
                        std::shared_ptr<HttpExchange> exchange) {
  const auto state = std::make_shared<UnaryState>(std::move(place), std::move(call), upstreams,
                                                  std::move(exchange));
  for (const auto& [key, value] : state->call.metadata) state->context.AddMetadata(key, value);
  if (state->call.deadline.has_value()) state->context.set_deadline(*state->call.deadline);
  state->exchange->OnAbandoned([state] { state->context.TryCancel(); });
  upstreams.stub(state->call.method->upstream)
      .UnaryCall(&state->context, state->call.method->path, grpc::StubOptions(),
                 &state->call.request, &state->response, [state](grpc::Status status) {
                   HttpResponse answer = AnswerOf(*state, status);
                   // The exchange keeps the connection, and this state keeps
                   // the exchange only until it is answered.
                   std::exchange(state->exchange, nullptr)->Respond(std::move(answer));
                 });
}

}  // namespace baophu::gateway
