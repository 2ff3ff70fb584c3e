#ifndef BAOPHU_SERVICES_CONTRIBUTION_DIALOGUES_RULES_OUTCOME_H_
#define BAOPHU_SERVICES_CONTRIBUTION_DIALOGUES_RULES_OUTCOME_H_

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/container/flat_hash_map.h"
#include "services/contribution/dialogues/rules/attribution.h"
#include "services/contribution/dialogues/rules/commitment.h"
#include "services/contribution/dialogues/rules/dialogue.h"

// What came of invitations, and figures of many of them. Pure.
namespace baophu::contribution {

// What came of one invitation by the end of a day.
struct InvitationOutcome {
  Vnd collected;          // Money that counts for this session; see Attribute.
  Vnd recovered;          // Of it, as much as was owed at the invitation.
  Vnd claimed_elsewhere;  // Money in this session's days that counts for another.
  CommitmentState state = CommitmentState::kNone;
  Vnd commitment_paid;  // Of what was undertaken; see PaidOf.
};

using MovesByEmployer = absl::btree_map<PayerId, std::vector<MoneyMove>>;
using OutcomesById = absl::flat_hash_map<int64_t, InvitationOutcome>;

// Whether an invitation counts at the end of a day: neither it nor its session was
// taken back, and it was sent (or the session held, where none was sent) by then.
bool CountsOn(const Dialogue& dialogue, const Invitation& invitation, Day as_of);

// Of every invitation of the book that counts, by its id.
OutcomesById OutcomesOf(const DialogueBook& book, const MovesByEmployer& moves,
                        const AttributionWindow& window, Day as_of);

// Figures of many invitations. An employer that was invited to several of the
// sessions is one employer and owes once: the most that it owed at any invitation.
// Money is never counted twice, because each payment counts for one session.
struct DialogueFigures {
  int64_t invitation_count = 0;
  int64_t employer_count = 0;  // Different ones, as all that follow but commitments.
  Vnd owed;
  int64_t attended_count = 0;  // Came to one session at least.
  int64_t payer_count = 0;     // Whose money counts for one session at least.
  Vnd collected;
  Vnd recovered;  // Of it, for each employer no more than it owes here.
  Vnd claimed_elsewhere;
  int64_t commitment_count = 0;
  Vnd committed;
  Vnd commitment_paid;
  int64_t open_count = 0;  // Commitments by their states.
  int64_t kept_count = 0;
  int64_t partly_count = 0;
  int64_t broken_count = 0;

  friend bool operator==(const DialogueFigures&, const DialogueFigures&) = default;
};

// Those that were invited, and those that came without being invited.
struct BothFigures {
  DialogueFigures invited;
  DialogueFigures walk_ins;
};

struct DialogueTotals {
  BothFigures all;
  std::map<std::string, BothFigures> by_session;  // All sessions asked, by code.
  std::map<std::string, BothFigures> by_officer;  // In charge at the invitation; may be "".
};

// Sums up the invitations to `sessions` for which `counts` holds. A session without
// such an invitation stands with zeros.
DialogueTotals TotalsOf(const DialogueBook& book, const OutcomesById& outcomes,
                        const std::vector<const Dialogue*>& sessions,
                        const std::function<bool(const Dialogue&, const Invitation&)>& counts);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_DIALOGUES_RULES_OUTCOME_H_
