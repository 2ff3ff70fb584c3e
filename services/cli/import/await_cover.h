#ifndef BAOPHU_SERVICES_CLI_IMPORT_AWAIT_COVER_H_
#define BAOPHU_SERVICES_CLI_IMPORT_AWAIT_COVER_H_

#include <grpcpp/grpcpp.h>

#include <cstdint>
#include <memory>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace baophu::cli {

// Waits until participant has made cover of all receipts up to a revision of contribution,
// with a progress line. Returns at once where participant does not follow contribution.
// UNAVAILABLE when it does not get on for `longest`.
absl::Status AwaitCover(const std::shared_ptr<grpc::Channel>& channel,
                        int64_t contribution_revision, absl::Duration longest);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_IMPORT_AWAIT_COVER_H_
