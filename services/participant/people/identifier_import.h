#ifndef BAOPHU_SERVICES_PARTICIPANT_PEOPLE_IDENTIFIER_IMPORT_H_
#define BAOPHU_SERVICES_PARTICIPANT_PEOPLE_IDENTIFIER_IMPORT_H_

#include <baophu/participant/v1/import_service.pb.h>

#include <memory>

#include "absl/status/statusor.h"
#include "common/ingest/import_reactor.h"
#include "services/participant/context.h"

namespace baophu::participant {

// Checks the rows of a chunk as far as that needs no lock.
absl::StatusOr<std::unique_ptr<PreparedChunk>> PrepareIdentifiers(const Context& context,
                                                                  const v1::IdentifierRows& rows,
                                                                  int64_t first_row_number);

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_PEOPLE_IDENTIFIER_IMPORT_H_
