#include "services/contribution/dialogues/rules/outcome.h"

#include <algorithm>

namespace baophu::contribution {
namespace {

// One employer's invitations that count.
struct OfEmployer {
  std::vector<const Invitation*> invitations;
  std::vector<Claim> claims;  // Of each of them.
};

class FiguresFold {
 public:
  void Add(const Invitation& invitation, const InvitationOutcome& outcome) {
    ++figures_.invitation_count;
    Sums& sums = employers_[invitation.employer];
    sums.owed = std::max(sums.owed, invitation.debt.owed);
    sums.collected += outcome.collected;
    sums.attended |= invitation.attendance == Attendance::kAttended;
    figures_.claimed_elsewhere += outcome.claimed_elsewhere;
    if (outcome.state == CommitmentState::kNone) return;
    ++figures_.commitment_count;
    figures_.committed += invitation.commitment->amount;
    figures_.commitment_paid += outcome.commitment_paid;
    ++CountOf(outcome.state);
  }

  DialogueFigures Finish() && {
    for (const auto& [employer, sums] : employers_) {
      ++figures_.employer_count;
      figures_.owed += sums.owed;
      figures_.collected += sums.collected;
      figures_.recovered += std::min(sums.owed, sums.collected);
      if (sums.attended) ++figures_.attended_count;
      if (sums.collected > Vnd()) ++figures_.payer_count;
    }
    return figures_;
  }

 private:
  struct Sums {
    Vnd owed;
    Vnd collected;
    bool attended = false;
  };

  int64_t& CountOf(CommitmentState state) {
    switch (state) {
      case CommitmentState::kKept:
        return figures_.kept_count;
      case CommitmentState::kPartly:
        return figures_.partly_count;
      case CommitmentState::kBroken:
        return figures_.broken_count;
      case CommitmentState::kNone:
      case CommitmentState::kOpen:
        break;
    }
    return figures_.open_count;
  }

  DialogueFigures figures_;
  absl::btree_map<PayerId, Sums> employers_;
};

struct BothFolds {
  FiguresFold invited;
  FiguresFold walk_ins;

  void Add(const Invitation& invitation, const InvitationOutcome& outcome) {
    (invitation.walk_in() ? walk_ins : invited).Add(invitation, outcome);
  }
  BothFigures Finish() && { return {std::move(invited).Finish(), std::move(walk_ins).Finish()}; }
};

std::map<std::string, BothFigures> FinishAll(std::map<std::string, BothFolds>&& folds) {
  std::map<std::string, BothFigures> figures;
  for (auto& [key, fold] : folds) figures.emplace(key, std::move(fold).Finish());
  return figures;
}

}  // namespace

bool CountsOn(const Dialogue& dialogue, const Invitation& invitation, Day as_of) {
  return !dialogue.cancelled && !invitation.annulled &&
         invitation.invited.value_or(dialogue.held) <= as_of;
}

OutcomesById OutcomesOf(const DialogueBook& book, const MovesByEmployer& moves,
                        const AttributionWindow& window, Day as_of) {
  absl::btree_map<PayerId, OfEmployer> employers;
  for (const Invitation& invitation : book.invitations) {
    const Dialogue& dialogue = book.dialogues.at(invitation.dialogue);
    if (!CountsOn(dialogue, invitation, as_of)) continue;
    OfEmployer& of = employers[invitation.employer];
    of.invitations.push_back(&invitation);
    of.claims.push_back(ClaimOf(window, dialogue, invitation));
  }
  OutcomesById outcomes;
  for (const auto& [employer, of] : employers) {
    const auto found = moves.find(employer);
    const std::vector<NetPayment> payments =
        found == moves.end() ? std::vector<NetPayment>() : NetPayments(found->second, as_of);
    const std::vector<Claimed> claimed = Attribute(of.claims, payments);
    std::vector<Commitment> commitments;
    std::vector<InvitationOutcome*> committed;
    std::vector<InvitationOutcome> results(of.invitations.size());
    for (size_t i = 0; i < of.invitations.size(); ++i) {
      const Invitation& invitation = *of.invitations[i];
      results[i].collected = claimed[i].collected;
      results[i].recovered = std::min(claimed[i].collected, invitation.debt.owed);
      results[i].claimed_elsewhere = claimed[i].elsewhere;
      if (!invitation.commitment.has_value() || invitation.commitment->made > as_of) continue;
      commitments.push_back(*invitation.commitment);
      committed.push_back(&results[i]);
    }
    const std::vector<Vnd> paid = PaidOf(commitments, payments);
    for (size_t i = 0; i < commitments.size(); ++i) {
      committed[i]->commitment_paid = paid[i];
      committed[i]->state = StateOf(commitments[i], paid[i], as_of);
    }
    for (size_t i = 0; i < results.size(); ++i) {
      outcomes.emplace(of.invitations[i]->invitation_id, results[i]);
    }
  }
  return outcomes;
}

DialogueTotals TotalsOf(const DialogueBook& book, const OutcomesById& outcomes,
                        const std::vector<const Dialogue*>& sessions,
                        const std::function<bool(const Dialogue&, const Invitation&)>& counts) {
  BothFolds all;
  std::map<std::string, BothFolds> by_session;
  std::map<std::string, BothFolds> by_officer;
  for (const Dialogue* session : sessions) by_session.try_emplace(session->code);
  for (const Invitation& invitation : book.invitations) {
    const auto session = by_session.find(invitation.dialogue);
    if (session == by_session.end()) continue;
    const auto outcome = outcomes.find(invitation.invitation_id);
    if (outcome == outcomes.end()) continue;
    if (!counts(book.dialogues.at(invitation.dialogue), invitation)) continue;
    all.Add(invitation, outcome->second);
    session->second.Add(invitation, outcome->second);
    by_officer[invitation.debt.officer].Add(invitation, outcome->second);
  }
  return {std::move(all).Finish(), FinishAll(std::move(by_session)),
          FinishAll(std::move(by_officer))};
}

}  // namespace baophu::contribution
