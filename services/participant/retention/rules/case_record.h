#ifndef BAOPHU_SERVICES_PARTICIPANT_RETENTION_RULES_CASE_RECORD_H_
#define BAOPHU_SERVICES_PARTICIPANT_RETENTION_RULES_CASE_RECORD_H_

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/area/area_code.h"
#include "common/identifiers/ids.h"
#include "common/month/month.h"
#include "services/participant/retention/rules/cover_end.h"
#include "services/participant/retention/rules/retention_codes.h"

// What was recorded about cases. Pure.
namespace baophu::participant {

// Which case. `month` is the last one covered, of kUncovered the first one without cover.
struct CaseKey {
  PersonId person;
  RetentionKind kind = RetentionKind::kVoluntary;
  Month month;

  friend auto operator<=>(const CaseKey&, const CaseKey&) = default;
};

// `retentionCases/969-voluntary-2024-12`.
std::string CaseName(const CaseKey& key);
// Nothing for any other text.
std::optional<CaseKey> CaseKeyOf(std::string_view name);

// Where in the order of writes something was recorded: later ones prevail.
struct RecordedAt {
  int64_t recorded_us = 0;
  PersonId record;     // The record of the person that it was recorded of.
  int64_t number = 0;  // Within the record's case, from 1.

  friend auto operator<=>(const RecordedAt&, const RecordedAt&) = default;
};

struct CaseAssignment {
  Day day;
  std::string assignee;  // Empty: nobody any more.
  RecordedAt at;
};

struct CaseContact {
  Day day;
  std::string channel;
  std::string outcome;
  std::string reason;  // May be empty.
  RecordedAt at;

  bool SameContent(const CaseContact& other) const {
    return day == other.day && channel == other.channel && outcome == other.outcome &&
           reason == other.reason;
  }
};

// All that was recorded about one case.
struct CaseRecord {
  std::vector<CaseAssignment> assignments;
  std::vector<CaseContact> contacts;

  bool empty() const { return assignments.empty() && contacts.empty(); }
};

// The assignment that holds: of the latest day, of one day the one recorded last; null
// without any.
const CaseAssignment* HoldingAssignment(const CaseRecord& record);
// The contacts that hold: of one day and channel the one recorded last; by day and order of
// recording.
std::vector<CaseContact> HoldingContacts(const CaseRecord& record);

// What the record of a case comes to.
struct CaseWork {
  std::string assignee;
  Day assigned;   // Day() where nobody is charged.
  Day contacted;  // Day() where nobody was contacted.
  std::string outcome;
  std::string reason;

  friend bool operator==(const CaseWork&, const CaseWork&) = default;
};
CaseWork WorkOf(const CaseRecord& record);

enum class CaseState : uint8_t { kOpen, kAssigned, kContacted, kClosed };
// OPEN, ASSIGNED, CONTACTED or CLOSED.
std::string_view CaseStateText(CaseState state);
std::optional<CaseState> CaseStateOf(std::string_view text);
CaseState StateOf(const CaseWork& work, const RetentionCodes& codes);

// PHONE, VISIT, MESSAGE, LETTER, MEETING or OTHER.
bool IsChannel(std::string_view text);
// 1 to 40 of A-Z, a-z, 0-9, '-', '.', '_'.
bool IsAssignee(std::string_view text);

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_RETENTION_RULES_CASE_RECORD_H_
