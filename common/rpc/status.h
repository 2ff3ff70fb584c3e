#ifndef BAOPHU_COMMON_RPC_STATUS_H_
#define BAOPHU_COMMON_RPC_STATUS_H_

#include <grpcpp/support/status.h>

#include "absl/status/status.h"

namespace baophu::rpc {

// The one place where our errors become gRPC's: same code and message, with
// google.rpc.ErrorInfo (domain "baophu") and, when a field is at fault,
// google.rpc.BadRequest as details.
grpc::Status ToGrpc(const absl::Status& status);

// The status of a call that we made; keeps code and message.
absl::Status FromGrpc(const grpc::Status& status);

}  // namespace baophu::rpc

#endif  // BAOPHU_COMMON_RPC_STATUS_H_
