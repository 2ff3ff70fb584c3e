#ifndef BAOPHU_SERVICES_TARGET_PROGRAMMES_PROGRAMME_IMPORT_H_
#define BAOPHU_SERVICES_TARGET_PROGRAMMES_PROGRAMME_IMPORT_H_

#include <baophu/target/v1/import_service.pb.h>

#include <memory>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/ingest/import_reactor.h"
#include "services/target/programmes/programme_service.h"

namespace baophu::target {

// A chunk of programmes, checked but for what depends on other records. UNAVAILABLE when
// participant does not tell its areas by the deadline.
absl::StatusOr<std::unique_ptr<PreparedChunk>> PrepareProgrammes(const v1::ProgrammeRows& rows,
                                                                 int64_t first_row_number,
                                                                 const ProgrammeSources& sources,
                                                                 absl::Time deadline);

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_PROGRAMMES_PROGRAMME_IMPORT_H_
