#ifndef BAOPHU_SERVICES_PARTICIPANT_RETENTION_RETENTION_IMPORT_H_
#define BAOPHU_SERVICES_PARTICIPANT_RETENTION_RETENTION_IMPORT_H_

#include <baophu/participant/v1/import_service.pb.h>

#include <cstdint>
#include <memory>

#include "absl/status/statusor.h"
#include "common/ingest/import_reactor.h"
#include "services/participant/context.h"

namespace baophu::participant {

// Check rows of assignments and contacts; `context` must outlive what is returned.
absl::StatusOr<std::unique_ptr<PreparedChunk>> PrepareRetentionAssignments(
    const Context& context, const v1::RetentionAssignmentRows& rows, int64_t first_row_number);
absl::StatusOr<std::unique_ptr<PreparedChunk>> PrepareRetentionContacts(
    const Context& context, const v1::RetentionContactRows& rows, int64_t first_row_number);

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_RETENTION_RETENTION_IMPORT_H_
