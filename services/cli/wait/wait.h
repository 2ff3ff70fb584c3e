#ifndef BAOPHU_SERVICES_CLI_WAIT_WAIT_H_
#define BAOPHU_SERVICES_CLI_WAIT_WAIT_H_

#include <grpcpp/client_context.h>
#include <grpcpp/support/status.h>

#include <cstdint>
#include <functional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace baophu::cli {

// Makes a call that may be made twice, again and again while the service does not
// answer, for up to `longest`.
absl::Status CallAgain(absl::Duration longest,
                       const std::function<grpc::Status(grpc::ClientContext&)>& call);

// Asks how much is left until nothing is, with a progress line
// ("settle  [===>  ] 20%  1,800 of 9,000 payers"). UNAVAILABLE when what is left has
// not changed for `longest` and at least 30 s; the first failure of `ask` ends it.
absl::Status AwaitNothingLeft(const char* label, const char* unit, absl::Duration longest,
                              const std::function<absl::StatusOr<int64_t>()>& ask);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_WAIT_WAIT_H_
