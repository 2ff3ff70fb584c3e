#include "services/contribution/dialogues/rules/attribution.h"

#include <algorithm>
#include <tuple>

namespace baophu::contribution {
namespace {

struct OpenPayment {
  Day day;
  Vnd paid;
  Vnd left;
  bool has_bounced = false;
};

// The payment that a bounce is of: one of its amount that is whole, the latest of
// those that are known to have bounced, else the latest. Null where there is none.
OpenPayment* BouncedPayment(std::vector<OpenPayment>& payments, const MoneyMove& bounce) {
  OpenPayment* found = nullptr;
  for (OpenPayment& payment : payments) {
    if (payment.day > bounce.day || payment.paid != bounce.amount || payment.left != payment.paid) {
      continue;
    }
    if (found == nullptr || payment.has_bounced >= found->has_bounced) found = &payment;
  }
  return found;
}

void TakeFrom(OpenPayment& payment, Vnd& amount) {
  const Vnd taken = std::min(payment.left, amount);
  payment.left = payment.left - taken;
  amount = amount - taken;
}

// Money that went back on a day: off the latest payments up to it, then off those
// that came next, because no more can go back than comes in.
void TakeBack(std::vector<OpenPayment>& payments, Day day, Vnd amount) {
  for (auto payment = payments.rbegin(); payment != payments.rend(); ++payment) {
    if (payment->day <= day) TakeFrom(*payment, amount);
  }
  for (OpenPayment& payment : payments) TakeFrom(payment, amount);
}

}  // namespace

std::vector<NetPayment> NetPayments(std::vector<MoneyMove> moves, Day as_of) {
  std::erase_if(moves, [&](const MoneyMove& move) { return move.day > as_of; });
  std::stable_sort(moves.begin(), moves.end(),
                   [](const MoneyMove& a, const MoneyMove& b) { return a.day < b.day; });
  std::vector<OpenPayment> payments;
  for (const MoneyMove& move : moves) {
    if (move.kind != MoneyMove::Kind::kPaid) continue;
    payments.push_back({move.day, move.amount, move.amount, move.has_bounced});
  }
  // Bounces first: they say which payment they are of, refunds take what is left.
  for (const MoneyMove& move : moves) {
    if (move.kind != MoneyMove::Kind::kBounced) continue;
    OpenPayment* const payment = BouncedPayment(payments, move);
    if (payment != nullptr) {
      payment->left = Vnd();
    } else {
      TakeBack(payments, move.day, move.amount);
    }
  }
  for (const MoneyMove& move : moves) {
    if (move.kind == MoneyMove::Kind::kRefunded) TakeBack(payments, move.day, move.amount);
  }
  std::vector<NetPayment> net;
  for (const OpenPayment& payment : payments) {
    if (payment.left > Vnd()) net.push_back({payment.day, payment.left});
  }
  return net;
}

std::string_view WindowKindText(WindowKind kind) {
  return kind == WindowKind::kAfterSession ? "AFTER_SESSION" : "BEFORE_AND_AFTER";
}

std::optional<WindowKind> ParseWindowKind(std::string_view text) {
  for (const WindowKind kind : {WindowKind::kAfterSession, WindowKind::kBeforeAndAfter}) {
    if (WindowKindText(kind) == text) return kind;
  }
  return std::nullopt;
}

Claim ClaimOf(const AttributionWindow& window, const Dialogue& dialogue,
              const Invitation& invitation) {
  const bool before = window.kind == WindowKind::kBeforeAndAfter;
  return {dialogue.code, dialogue.held,
          before ? invitation.invited.value_or(dialogue.held) : dialogue.held,
          Day::FromNumber(dialogue.held.number() + window.days_after)};
}

std::vector<Claimed> Attribute(std::span<const Claim> claims,
                               std::span<const NetPayment> payments) {
  std::vector<Claimed> claimed(claims.size());
  const auto holds = [&](const Claim& claim, const NetPayment& payment) {
    return claim.from <= payment.day && payment.day <= claim.through;
  };
  for (const NetPayment& payment : payments) {
    const Claim* winner = nullptr;
    for (const Claim& claim : claims) {
      if (!holds(claim, payment)) continue;
      if (winner == nullptr ||
          std::tie(winner->held, winner->dialogue) < std::tie(claim.held, claim.dialogue)) {
        winner = &claim;
      }
    }
    for (size_t i = 0; i < claims.size(); ++i) {
      if (&claims[i] == winner) {
        claimed[i].collected += payment.amount;
      } else if (holds(claims[i], payment)) {
        claimed[i].elsewhere += payment.amount;
      }
    }
  }
  return claimed;
}

}  // namespace baophu::contribution
