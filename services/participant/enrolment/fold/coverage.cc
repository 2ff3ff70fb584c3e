#include "services/participant/enrolment/fold/coverage.h"

namespace baophu::participant {
std::string_view FindingKindText(FindingKind kind) {
  switch (kind) {
    case FindingKind::kSecondEmployer:
      return "SECOND_EMPLOYER";
    case FindingKind::kCompulsoryAndVoluntary:
      return "COMPULSORY_AND_VOLUNTARY";
    case FindingKind::kLeaveWithoutJoin:
      return "LEAVE_WITHOUT_JOIN";
    case FindingKind::kLeaveBeforeJoin:
      return "LEAVE_BEFORE_JOIN";
    case FindingKind::kChangeWithoutJoin:
      return "CHANGE_WITHOUT_JOIN";
    case FindingKind::kAnnulWithoutMovement:
      return "ANNUL_WITHOUT_MOVEMENT";
  }
  return "";
}

std::optional<FindingKind> FindingKindOf(std::string_view text) {
  for (int kind = 1; kind <= static_cast<int>(FindingKind::kAnnulWithoutMovement); ++kind) {
    if (FindingKindText(static_cast<FindingKind>(kind)) == text) {
      return static_cast<FindingKind>(kind);
    }
  }
  return std::nullopt;
}

}  // namespace baophu::participant
