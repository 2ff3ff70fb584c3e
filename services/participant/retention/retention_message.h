#ifndef BAOPHU_SERVICES_PARTICIPANT_RETENTION_RETENTION_MESSAGE_H_
#define BAOPHU_SERVICES_PARTICIPANT_RETENTION_RETENTION_MESSAGE_H_

#include <baophu/participant/v1/retention_service.pb.h>
#include <soci/soci.h>

#include <string>

#include "absl/status/statusor.h"
#include "services/participant/retention/rules/case_record.h"
#include "services/participant/retention/store/list_store.h"

// Cases as their callers see them, and what requests and rows about them name.
// INVALID_ARGUMENT names the field.
namespace baophu::participant {

// A case that stands, without contacts.
void ToMessage(const list_store::CaseRow& row, const RetentionCodes& codes,
               v1::RetentionCase& message);

// Fills in a case as the transaction sees it, with its contacts. NOT_FOUND when there is none
// and nothing was recorded about one; a case of a record that was merged is its person's.
absl::Status Describe(soci::session& session, const CaseKey& key, const RetentionCodes& codes,
                      v1::RetentionCase& message);

absl::StatusOr<CaseKey> ReadCaseName(const std::string& name);
// A day that has come, `today` where the text is empty and that is allowed.
absl::StatusOr<Day> ReadDay(const std::string& field, const std::string& text, Day today,
                            bool may_be_empty);
absl::StatusOr<std::string> ReadAssignee(const std::string& assignee);

struct ContactInput {
  std::string prefix;  // Of the fields' names, as "contact."; may be empty.
  const std::string& channel;
  const std::string& outcome;
  const std::string& reason;
};
// A contact of a day, whose codes hold in its month.
absl::StatusOr<CaseContact> ReadContact(Day day, const ContactInput& input,
                                        const RetentionCodes& codes);

absl::Status NoSuchCase(std::string_view field);

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_RETENTION_RETENTION_MESSAGE_H_
