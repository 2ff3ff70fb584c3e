#include "services/participant/retention/retention_message.h"

#include <map>

#include "absl/strings/str_cat.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "services/participant/flows/coverage_flows.h"
#include "services/participant/people/person_store.h"
#include "services/participant/retention/store/case_store.h"

namespace baophu::participant {
namespace {

void WriteKey(const CaseKey& key, v1::RetentionCase& message) {
  message.set_name(CaseName(key));
  message.set_kind(std::string(RetentionKindText(key.kind)));
  message.set_person(key.person.ToName());
  message.set_scheme(static_cast<type::v1::Scheme>(SchemeOf(key.kind)));
  message.set_month(key.month.ToString());
}

void WriteWork(const CaseWork& work, const RetentionCodes& codes, v1::RetentionCase& message) {
  message.set_state(std::string(CaseStateText(StateOf(work, codes))));
  message.set_assignee(work.assignee);
  if (!work.assignee.empty()) message.set_assigned_date(work.assigned.ToString());
  if (work.contacted != Day()) message.set_contacted_date(work.contacted.ToString());
  message.set_outcome(work.outcome);
  message.set_reason(work.reason);
}

// What was sent may be anything, so it is not repeated.
absl::Status CheckCode(const RetentionCode* code, const std::string& field, Day day,
                       const char* file) {
  if (code != nullptr && code->Holds(day.month())) return absl::OkStatus();
  return InvalidField(field, "is no code in force that day",
                      absl::StrCat("send one of deploy/config/", file));
}

}  // namespace

void ToMessage(const list_store::CaseRow& row, const RetentionCodes& codes,
               v1::RetentionCase& message) {
  WriteKey(row.key, message);
  message.set_area(row.area.ToString());
  if (row.ended_by.has_value()) {
    message.set_ended_by(std::string(FlowKindText(*row.ended_by)));
  }
  message.set_movement_reason(row.movement_reason);
  if (row.again != Month()) message.set_covered_again_month(row.again.ToString());
  WriteWork(row.work, codes, message);
  message.set_stands(true);
}

absl::Status Describe(soci::session& session, const CaseKey& named, const RetentionCodes& codes,
                      v1::RetentionCase& message) {
  const int64_t record = named.person.value();
  const auto owners = person_store::ReadOwners(session, {&record, 1});
  const auto owner = owners.find(record);
  if (owner == owners.end()) return NoSuchCase("name");
  const CaseKey key{PersonId(owner->second), named.kind, named.month};
  const int64_t person = owner->second;
  const std::map<CaseKey, list_store::CaseRow> standing = list_store::ReadOf(session, {&person, 1});
  case_store::Records records = case_store::Read(session, {&person, 1});
  const auto row = standing.find(key);
  const auto known = records.find(key);
  if (row == standing.end() && known == records.end()) return NoSuchCase("name");
  if (row != standing.end()) {
    ToMessage(row->second, codes, message);
  } else {
    WriteKey(key, message);
    for (const case_store::Work& work : case_store::ReadWorkOf(session, {&person, 1})) {
      if (work.key == key) message.set_area(work.area.ToString());
    }
    WriteWork(WorkOf(known->second), codes, message);
  }
  if (known == records.end()) return absl::OkStatus();
  for (const CaseContact& contact : HoldingContacts(known->second)) {
    v1::RetentionContact& told = *message.add_contacts();
    told.set_contacted_date(contact.day.ToString());
    told.set_channel(contact.channel);
    told.set_outcome(contact.outcome);
    told.set_reason(contact.reason);
  }
  return absl::OkStatus();
}

absl::StatusOr<CaseKey> ReadCaseName(const std::string& name) {
  const std::optional<CaseKey> key = CaseKeyOf(name);
  if (key.has_value()) return *key;
  return InvalidField("name", "is not the name of a case",
                      "write retentionCases/, a person's number, a kind in small letters and a "
                      "month, as retentionCases/969-voluntary-2024-12");
}

absl::StatusOr<Day> ReadDay(const std::string& field, const std::string& text, Day today,
                            bool may_be_empty) {
  if (text.empty() && may_be_empty) return today;
  const absl::StatusOr<Day> day = Day::Parse(text);
  if (!day.ok()) return WithField(day.status(), field);
  if (*day > today) {
    return InvalidField(field, absl::StrCat("is after today in Vietnam, ", today.ToString()),
                        "send a day that has come");
  }
  return *day;
}

absl::StatusOr<std::string> ReadAssignee(const std::string& assignee) {
  if (assignee.empty() || IsAssignee(assignee)) return assignee;
  return InvalidField("assignee", "is no code of a collector or officer",
                      "write 1 to 40 of A-Z, a-z, 0-9, '-', '.', '_', or nothing for nobody");
}

absl::StatusOr<CaseContact> ReadContact(Day day, const ContactInput& input,
                                        const RetentionCodes& codes) {
  if (!IsChannel(input.channel)) {
    return InvalidField(input.prefix + "channel", "is no channel",
                        "send PHONE, VISIT, MESSAGE, LETTER, MEETING or OTHER");
  }
  BAOPHU_TRY(CheckCode(codes.FindOutcome(input.outcome), input.prefix + "outcome", day,
                       "retention_outcomes.csv"));
  if (!input.reason.empty()) {
    BAOPHU_TRY(CheckCode(codes.FindReason(input.reason), input.prefix + "reason", day,
                         "retention_reasons.csv"));
  }
  return CaseContact{day, input.channel, input.outcome, input.reason, {}};
}

absl::Status NoSuchCase(std::string_view field) {
  return FaultStatus(absl::StatusCode::kNotFound, "UNKNOWN_CASE", field,
                     "there is no such case: no cover of that kind ends so",
                     "list cases to find its name");
}

}  // namespace baophu::participant
