#ifndef BAOPHU_SERVICES_CONTRIBUTION_DIALOGUES_RULES_ATTRIBUTION_H_
#define BAOPHU_SERVICES_CONTRIBUTION_DIALOGUES_RULES_ATTRIBUTION_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/money/vnd.h"
#include "common/month/month.h"
#include "services/contribution/dialogues/rules/dialogue.h"

// Which of an employer's money counts for which session, once. Pure.
namespace baophu::contribution {

// Money of one employer that came in, bounced or went back.
struct MoneyMove {
  enum class Kind { kPaid, kBounced, kRefunded };

  Kind kind = Kind::kPaid;
  Day day;
  Vnd amount;                // Above zero.
  bool has_bounced = false;  // Of a payment: the bank says so, by now.
};

// What is left of a payment.
struct NetPayment {
  Day day;
  Vnd amount;  // Above zero.

  friend bool operator==(const NetPayment&, const NetPayment&) = default;
};

// What came in up to a day and was not taken back by its end, by day. A bounce takes
// the payment of its amount that the bank says has bounced, else the latest one of
// its amount; what it does not find there, and a refund, the latest payments first.
// So the sum is what came in less what went back, and never below zero.
std::vector<NetPayment> NetPayments(std::vector<MoneyMove> moves, Day as_of);

// Whose money counts as recovered by a session.
enum class WindowKind {
  kAfterSession,    // From the day of the session on.
  kBeforeAndAfter,  // From the day of the invitation on.
};

// AFTER_SESSION or BEFORE_AND_AFTER.
std::string_view WindowKindText(WindowKind kind);
std::optional<WindowKind> ParseWindowKind(std::string_view text);

// Both windows end so many days after the session, that day included.
struct AttributionWindow {
  WindowKind kind = WindowKind::kAfterSession;
  int32_t days_after = 30;
};

// Days in which an employer's money counts for a session, both included.
struct Claim {
  std::string dialogue;
  Day held;
  Day from;
  Day through;
};
Claim ClaimOf(const AttributionWindow& window, const Dialogue& dialogue,
              const Invitation& invitation);

// What counts for one claim.
struct Claimed {
  Vnd collected;
  Vnd elsewhere;  // In its days too, but counts for another session.

  friend bool operator==(const Claimed&, const Claimed&) = default;
};

// Shares out one employer's payments: of the claims whose days hold a payment, the
// one of the latest session takes all of it, and of sessions on one day the one with
// the highest code. As many answers as claims.
std::vector<Claimed> Attribute(std::span<const Claim> claims, std::span<const NetPayment> payments);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_DIALOGUES_RULES_ATTRIBUTION_H_
