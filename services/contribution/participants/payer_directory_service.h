#ifndef BAOPHU_SERVICES_CONTRIBUTION_PARTICIPANTS_PAYER_DIRECTORY_SERVICE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_PARTICIPANTS_PAYER_DIRECTORY_SERVICE_H_

#include <baophu/participant/v1/employer_service.grpc.pb.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/contribution/ledger/payer_id.h"

namespace baophu::contribution {

// UNAVAILABLE that names participant, for a call to it that failed.
absl::Status ParticipantAway(const grpc::Status& status);

// Asks participant who is behind the codes of payers. Thread-safe; blocks.
class PayerDirectory {
 public:
  explicit PayerDirectory(std::shared_ptr<grpc::Channel> channel);

  // As many ids as codes, at most 10,000; nothing for a code that participant
  // does not know. UNAVAILABLE when it does not answer within 10 seconds.
  absl::StatusOr<std::vector<std::optional<PayerId>>> Resolve(
      const std::vector<std::string>& codes);

 private:
  const std::unique_ptr<participant::v1::EmployerService::Stub> stub_;
};

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_PARTICIPANTS_PAYER_DIRECTORY_SERVICE_H_
