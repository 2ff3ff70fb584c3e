#ifndef BAOPHU_SERVICES_PARTICIPANT_RETENTION_RULES_RETENTION_CODES_H_
#define BAOPHU_SERVICES_PARTICIPANT_RETENTION_RULES_RETENTION_CODES_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/month/month.h"
#include "services/participant/flows/movement_reasons.h"
#include "services/participant/retention/rules/cover_end.h"

namespace baophu::participant {

// What came of a contact, or why somebody does not go on.
struct RetentionCode {
  std::string code;
  std::string name_vi;
  std::string name_en;
  bool closes = false;  // Of an outcome: calling again is of no use.
  Month valid_from;
  Month valid_to;  // Month::Max() while it holds.

  bool Holds(Month month) const { return valid_from <= month && month <= valid_to; }
};

// The lists of codes of deploy/config: retention_outcomes.csv (code, name_vi, name_en,
// closes, valid_from, valid_to, source), retention_reasons.csv (the same without closes) and
// retention_exclusions.csv (kind, movement_reason, source: cases that ended so stand on no
// list). Immutable, safe to share between threads.
class RetentionCodes {
 public:
  // From a folder. INVALID_ARGUMENT with the line at fault.
  static absl::StatusOr<RetentionCodes> Load(const std::string& folder,
                                             const MovementReasons& movement_reasons);

  const std::vector<RetentionCode>& outcomes() const { return outcomes_; }
  const std::vector<RetentionCode>& reasons() const { return reasons_; }
  // Null for a code that the list does not have.
  const RetentionCode* FindOutcome(std::string_view code) const;
  const RetentionCode* FindReason(std::string_view code) const;
  bool Closes(std::string_view outcome) const;
  // Codes of movement_reasons.csv, in order.
  const std::vector<std::string>& Exclusions(RetentionKind kind) const;

 private:
  std::vector<RetentionCode> outcomes_;
  std::vector<RetentionCode> reasons_;
  std::map<RetentionKind, std::vector<std::string>> exclusions_;
};

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_RETENTION_RULES_RETENTION_CODES_H_
