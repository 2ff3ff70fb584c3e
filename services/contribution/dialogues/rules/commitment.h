#ifndef BAOPHU_SERVICES_CONTRIBUTION_DIALOGUES_RULES_COMMITMENT_H_
#define BAOPHU_SERVICES_CONTRIBUTION_DIALOGUES_RULES_COMMITMENT_H_

#include <span>
#include <string_view>
#include <vector>

#include "services/contribution/dialogues/rules/attribution.h"
#include "services/contribution/dialogues/rules/dialogue.h"

// Whether employers did what they undertook. Pure.
namespace baophu::contribution {

enum class CommitmentState {
  kNone,    // Nothing was undertaken.
  kOpen,    // Its day has not passed and it is not paid whole.
  kKept,    // Paid whole in time.
  kPartly,  // Its day has passed and some of it was paid in time.
  kBroken,  // Its day has passed and nothing was.
};

// The names without the k, as PARTLY.
std::string_view CommitmentStateText(CommitmentState state);

// What was paid in time of each of one employer's commitments: a payment counts for
// those that were made by its day and fall due on it or later, the one that falls due
// first before the others, each up to its amount. No window of a session matters:
// what was undertaken says itself by when it is to be paid.
std::vector<Vnd> PaidOf(std::span<const Commitment> commitments,
                        std::span<const NetPayment> payments);

// At the end of a day, with what was paid in time by then.
CommitmentState StateOf(const Commitment& commitment, Vnd paid, Day as_of);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_DIALOGUES_RULES_COMMITMENT_H_
