#ifndef BAOPHU_COMMON_FEED_AT_REVISION_H_
#define BAOPHU_COMMON_FEED_AT_REVISION_H_

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/feed/revision_clock.h"
#include "common/rpc/unary.h"

namespace baophu::rpc {

// As RunUnary, once this replica sees `min_revision`. Waits for it up to the
// call's deadline, or until the caller is gone, without holding a thread.
template <typename Work>
grpc::ServerUnaryReactor* RunUnaryAtRevision(grpc::CallbackServerContext* context,
                                             Executor& executor, RevisionClock& clock,
                                             int64_t min_revision, Work work) {
  if (min_revision <= clock.newest()) return RunUnary(context, executor, std::move(work));
  if (absl::Status status = RequireDeadline(*context); !status.ok()) {
    return FinishWith(*context, status);
  }
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  clock.WaitFor(
      min_revision, DeadlineOf(*context),
      [context, reactor, &executor, min_revision, work = std::move(work)](bool reached) mutable {
        if (!reached) {
          reactor->Finish(
              ToGrpc(absl::Now() < DeadlineOf(*context)
                         ? absl::CancelledError("the caller is gone")
                         : FaultStatus(absl::StatusCode::kDeadlineExceeded, "REVISION_NOT_REACHED",
                                       "min_revision",
                                       absl::StrCat("revision ", min_revision,
                                                    " was not reached before the deadline"),
                                       "ask for a revision that a write has returned")));
          return;
        }
        executor.Run([context, reactor, work = std::move(work)]() mutable {
          if (context->IsCancelled()) {
            reactor->Finish(grpc::Status(grpc::StatusCode::CANCELLED, "the caller is gone"));
            return;
          }
          reactor->Finish(ToGrpc(work()));
        });
      },
      [context] { return context->IsCancelled(); });
  return reactor;
}

}  // namespace baophu::rpc

#endif  // BAOPHU_COMMON_FEED_AT_REVISION_H_
