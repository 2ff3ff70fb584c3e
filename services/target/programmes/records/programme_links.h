#ifndef BAOPHU_SERVICES_TARGET_PROGRAMMES_RECORDS_PROGRAMME_LINKS_H_
#define BAOPHU_SERVICES_TARGET_PROGRAMMES_RECORDS_PROGRAMME_LINKS_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "services/target/plans/plan_rules.h"
#include "services/target/programmes/records/programme.h"

namespace baophu::target {

// What decides whether one record can be a part of another.
struct ProgrammeLink {
  std::string kind;
  std::string part_of;  // Id; empty: of none.
  bool withdrawn = false;
};

// By id.
using ProgrammeLinks = std::map<std::string, ProgrammeLink>;

// For each of the rows, which are written together, what is wrong with it beside those
// that are stored (`stored` holds them, what they are parts of and so on up): the record
// that it is a part of is missing, withdrawn, refused itself, of another kind, or a part
// of it in turn; or the record has another kind now. Rows may come in any order.
std::vector<std::optional<Problem>> CheckLinks(const std::vector<Programme>& rows,
                                               const ProgrammeLinks& stored);

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_PROGRAMMES_RECORDS_PROGRAMME_LINKS_H_
