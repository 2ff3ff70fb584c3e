#include "services/contribution/dialogues/rules/commitment.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace baophu::contribution {

std::string_view CommitmentStateText(CommitmentState state) {
  switch (state) {
    case CommitmentState::kNone:
      return "NONE";
    case CommitmentState::kOpen:
      return "OPEN";
    case CommitmentState::kKept:
      return "KEPT";
    case CommitmentState::kPartly:
      return "PARTLY";
    case CommitmentState::kBroken:
      return "BROKEN";
  }
  return "";
}

std::vector<Vnd> PaidOf(std::span<const Commitment> commitments,
                        std::span<const NetPayment> payments) {
  std::vector<size_t> by_due(commitments.size());
  std::iota(by_due.begin(), by_due.end(), size_t{0});
  std::stable_sort(by_due.begin(), by_due.end(), [&](size_t a, size_t b) {
    return std::tie(commitments[a].by, commitments[a].made) <
           std::tie(commitments[b].by, commitments[b].made);
  });
  std::vector<Vnd> paid(commitments.size());
  for (const NetPayment& payment : payments) {
    Vnd left = payment.amount;
    for (const size_t at : by_due) {
      const Commitment& commitment = commitments[at];
      if (payment.day < commitment.made || payment.day > commitment.by) continue;
      const Vnd given = std::min(left, commitment.amount - paid[at]);
      paid[at] += given;
      left = left - given;
    }
  }
  return paid;
}

CommitmentState StateOf(const Commitment& commitment, Vnd paid, Day as_of) {
  if (paid >= commitment.amount) return CommitmentState::kKept;
  if (as_of <= commitment.by) return CommitmentState::kOpen;
  return paid > Vnd() ? CommitmentState::kPartly : CommitmentState::kBroken;
}

}  // namespace baophu::contribution
