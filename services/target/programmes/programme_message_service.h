#ifndef BAOPHU_SERVICES_TARGET_PROGRAMMES_PROGRAMME_MESSAGE_SERVICE_H_
#define BAOPHU_SERVICES_TARGET_PROGRAMMES_PROGRAMME_MESSAGE_SERVICE_H_

#include <baophu/target/v1/import_service.pb.h>
#include <baophu/target/v1/programme_service.pb.h>

#include <string>
#include <vector>

#include "services/target/programmes/records/programme_catalogue.h"
#include "services/target/programmes/records/programme_rules.h"

namespace baophu::target {

// A record as it was sent; its name, state and revisions are left out.
ProgrammeDraft DraftOf(const std::string& programme_id, const v1::Programme& programme);

// A row of an import. Adds to `problems` what of its lists cannot be read.
ProgrammeDraft DraftOf(const v1::ProgrammeRow& row, std::vector<Problem>& problems);

// Fills a message with a version of a record; `today` decides its state. The content of a
// kind that the catalogue does not have any more is left out.
void ToMessage(const Programme& programme, const ProgrammeCatalogue& catalogue, Day today,
               v1::Programme& message);

// Fills messages of the catalogue.
void ToMessage(const CountedFigure& figure, v1::CountedFigure& message);
void ToMessage(const ProgrammeKind& kind, const ProgrammeCatalogue& catalogue,
               v1::ProgrammeKind& message);

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_PROGRAMMES_PROGRAMME_MESSAGE_SERVICE_H_
