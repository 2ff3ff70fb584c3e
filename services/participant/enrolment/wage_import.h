#ifndef BAOPHU_SERVICES_PARTICIPANT_ENROLMENT_WAGE_IMPORT_H_
#define BAOPHU_SERVICES_PARTICIPANT_ENROLMENT_WAGE_IMPORT_H_

#include <baophu/participant/v1/change_service.pb.h>
#include <baophu/participant/v1/import_service.pb.h>

#include <memory>

#include "absl/status/statusor.h"
#include "common/ingest/import_reactor.h"
#include "services/participant/context.h"
#include "services/participant/enrolment/enrolment_store.h"

namespace baophu::participant {

// Checks the rows of a chunk as far as that needs no lock.
absl::StatusOr<std::unique_ptr<PreparedChunk>> PrepareWages(const Context& context,
                                                            const v1::WageRows& rows,
                                                            int64_t first_row_number);

// A span as other services are told of it.
void ToMessage(const WageRecord& wage, v1::WageSpan& message);

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_ENROLMENT_WAGE_IMPORT_H_
