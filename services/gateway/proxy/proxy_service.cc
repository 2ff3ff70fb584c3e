#include "services/gateway/proxy/proxy_service.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/rpc/status.h"
#include "common/status/fault.h"
#include "services/gateway/proxy/stream_call.h"
#include "services/gateway/proxy/unary_call.h"

namespace baophu::gateway {
namespace {

// Answers a call that goes nowhere.
class Refusal final : public grpc::ServerGenericBidiReactor {
 public:
  explicit Refusal(const absl::Status& status) { Finish(rpc::ToGrpc(status)); }
  void OnDone() override { delete this; }
};

// A method's path comes from the caller; no method's is longer than this.
constexpr size_t kMaxQuotedPath = 200;

}  // namespace

grpc::ServerGenericBidiReactor* ProxyService::CreateReactor(
    grpc::GenericCallbackServerContext* context) {
  const Method* method = catalogue_.Find(context->method());
  if (method == nullptr) {
    return new Refusal(FaultStatus(
        absl::StatusCode::kUnimplemented, "UNKNOWN_METHOD", "",
        absl::StrCat("there is no method ", context->method().substr(0, kMaxQuotedPath)),
        "server reflection lists those that there are"));
  }
  const bool has_deadline = context->deadline() != std::chrono::system_clock::time_point::max();
  if (method->is_unary() && !has_deadline) {
    return new Refusal(FaultStatus(absl::StatusCode::kInvalidArgument, "DEADLINE_MISSING", "",
                                   "a unary call needs a deadline and this one has none",
                                   "set one, such as 30 seconds"));
  }
  std::optional<ActiveCalls::Place> place = calls_.Enter();
  if (!place.has_value()) {
    return new Refusal(FaultStatus(absl::StatusCode::kResourceExhausted, "TOO_MANY_CALLS", "",
                                   "the gateway has as many calls under way as it may",
                                   "try again in a moment"));
  }
  if (method->is_unary()) return new UnaryCall(*std::move(place), *method, upstreams_, context);
  return StreamCall::Start(*std::move(place), *method, upstreams_, calls_, context);
}

}  // namespace baophu::gateway
