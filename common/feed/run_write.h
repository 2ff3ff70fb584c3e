#ifndef BAOPHU_COMMON_FEED_RUN_WRITE_H_
#define BAOPHU_COMMON_FEED_RUN_WRITE_H_

#include <utility>

#include "common/rpc/unary.h"

namespace baophu::rpc {

// As RunUnary, for a write that is remembered by its request id: `write` says in its
// argument whether its answer is one that was given before, and the caller is told
// so in the trailing metadata `baophu-replayed`.
template <typename Write>
grpc::ServerUnaryReactor* RunWrite(grpc::CallbackServerContext* context, Executor& executor,
                                   Write write) {
  return RunUnary(context, executor, [context, write = std::move(write)]() -> absl::Status {
    bool replayed = false;
    const absl::Status status = write(replayed);
    if (status.ok() && replayed) context->AddTrailingMetadata("baophu-replayed", "true");
    return status;
  });
}

}  // namespace baophu::rpc

#endif  // BAOPHU_COMMON_FEED_RUN_WRITE_H_
