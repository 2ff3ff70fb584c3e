#ifndef BAOPHU_SERVICES_PARTICIPANT_RETENTION_STORE_LIST_STORE_H_
#define BAOPHU_SERVICES_PARTICIPANT_RETENTION_STORE_LIST_STORE_H_

#include <soci/soci.h>

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "services/participant/retention/rules/case_record.h"
#include "services/participant/retention/rules/work_list.h"

// Cases by area and month, from indexes that hold them in that order. Functions run inside
// a read of the database.
namespace baophu::participant::list_store {

// A case with what was recorded about it.
struct CaseRow {
  CaseKey key;
  AreaCode area;
  Month again;                       // Month() while there is none.
  std::optional<FlowKind> ended_by;  // Nothing for kUncovered.
  std::string movement_reason;       // A code.
  CaseWork work;
  Month place;  // Lists are in this order, and of one month by person.
};

// Which cases of one kind and one area's own code.
struct CaseQuery {
  AreaCode area;
  RetentionKind kind = RetentionKind::kVoluntary;
  CaseMonths months;  // Of kUncovered: without cover in `through`.
  // Only those after this place.
  Month after;
  PersonId after_person;
  std::string assignee;            // Empty: all.
  std::optional<CaseState> state;  // Nothing: all.
  int64_t limit = 0;
};
std::vector<CaseRow> List(soci::session& session, const CaseQuery& query,
                          const RetentionCodes& codes);

// All cases of these people that stand.
std::map<CaseKey, CaseRow> ReadOf(soci::session& session, std::span<const int64_t> people);

// How many cases of one kind hang on an area's own code.
struct AreaCount {
  AreaCode area;
  int64_t cases = 0;
  int64_t assigned = 0;   // Of them, with somebody charged.
  int64_t contacted = 0;  // Of them, with a contact.
};
std::vector<AreaCount> Count(soci::session& session, std::span<const AreaCode> areas,
                             RetentionKind kind, const CaseMonths& months,
                             const RetentionCodes& codes);

}  // namespace baophu::participant::list_store

#endif  // BAOPHU_SERVICES_PARTICIPANT_RETENTION_STORE_LIST_STORE_H_
