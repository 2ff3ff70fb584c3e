#ifndef BAOPHU_COMMON_RPC_UNARY_H_
#define BAOPHU_COMMON_RPC_UNARY_H_

#include <grpcpp/grpcpp.h>

#include <chrono>
#include <utility>

#include "absl/status/status.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "common/rpc/executor.h"
#include "common/rpc/status.h"
#include "common/status/fault.h"

namespace baophu::rpc {

// The moment after which nobody waits for the answer.
inline absl::Time DeadlineOf(const grpc::CallbackServerContext& context) {
  return absl::FromChrono(context.deadline());
}

// OK, or INVALID_ARGUMENT when a unary call came without a deadline: without
// one, a caller that went away would keep the service working for ever.
inline absl::Status RequireDeadline(const grpc::CallbackServerContext& context) {
  if (context.deadline() != std::chrono::system_clock::time_point::max()) return absl::OkStatus();
  return FaultStatus(absl::StatusCode::kInvalidArgument, "MISSING_DEADLINE", "",
                     "the call has no deadline", "set one, such as 10 seconds");
}

inline absl::Status Overloaded() {
  return FaultStatus(absl::StatusCode::kResourceExhausted, "OVERLOADED", "",
                     "the service has as much work as it can do", "try again in a second");
}

inline grpc::ServerUnaryReactor* FinishWith(grpc::CallbackServerContext& context,
                                            const absl::Status& status) {
  grpc::ServerUnaryReactor* reactor = context.DefaultReactor();
  reactor->Finish(ToGrpc(status));
  return reactor;
}

// Answers a unary call with what `work` (returning absl::Status) makes of it on
// the executor. Work whose caller is gone is not begun.
template <typename Work>
grpc::ServerUnaryReactor* RunUnary(grpc::CallbackServerContext* context, Executor& executor,
                                   Work work) {
  if (absl::Status status = RequireDeadline(*context); !status.ok()) {
    return FinishWith(*context, status);
  }
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  const bool admitted = executor.TryRun([context, reactor, work = std::move(work)]() mutable {
    if (context->IsCancelled() || absl::Now() >= DeadlineOf(*context)) {
      reactor->Finish(grpc::Status(grpc::StatusCode::DEADLINE_EXCEEDED,
                                   "the deadline passed before the work began; try again"));
      return;
    }
    reactor->Finish(ToGrpc(work()));
  });
  if (!admitted) reactor->Finish(ToGrpc(Overloaded()));
  return reactor;
}

}  // namespace baophu::rpc

#endif  // BAOPHU_COMMON_RPC_UNARY_H_
