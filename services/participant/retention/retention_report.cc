// What RetentionServiceImpl reports of who left.

#include "services/participant/retention/retention_service.h"

namespace baophu::participant {

absl::Status RetentionServiceImpl::Report(const v1::ReportDecreaseRequest&,
                                          v1::ReportDecreaseResponse&) const {
  return absl::UnimplementedError("not yet");
}

}  // namespace baophu::participant
