#ifndef BAOPHU_SERVICES_CONTRIBUTION_ACCOUNT_ACCOUNT_H_
#define BAOPHU_SERVICES_CONTRIBUTION_ACCOUNT_ACCOUNT_H_

#include <algorithm>
#include <compare>
#include <cstdint>
#include <span>
#include <vector>

#include "common/money/vnd.h"
#include "common/month/month.h"
#include "services/contribution/ledger/fund.h"
#include "services/contribution/ledger/posting.h"

// One payer's account, as its transactions make it. Pure.
namespace baophu::contribution {

// The contributions of one month that are due on one day, by fund: the sum of
// their assessments. An amount below zero is owed to the payer.
struct AssessedItem {
  Month period;
  Day due;
  FundAmounts amounts;

  // The first day on which money can be given to it: that of its month, or the
  // due date where that is earlier.
  Day effective() const { return std::min(due, Day::FirstOf(period)); }
  friend bool operator==(const AssessedItem&, const AssessedItem&) = default;
};

// Money that came in on a day; below zero when it went back or bounced.
struct MoneyEvent {
  Day day;
  Vnd amount;
};

// Interest of a month that need not be paid, from a day on.
struct InterestWaiver {
  Month month;
  Day day;
  FundAmounts amounts;
};

// Days, both included, in which nothing bears interest: what the law counts by the
// day, or charges on a day of them.
struct InterestPause {
  Day from;
  Day through;
};

// What is owed for a worker who left, of one month: money that comes in from a day
// on pays it first once it is due.
struct LeaverPart {
  Day decided;
  int64_t person_id = 0;
  Month month;
  FundAmounts amounts;

  friend auto operator<=>(const LeaverPart&, const LeaverPart&) = default;
};

// What was decided on an account beside its transactions.
struct AccountDecisions {
  std::vector<InterestPause> pauses;
  std::vector<LeaverPart> leavers;  // By day, worker and month.
};

// What a payer's account is computed from. Fines stand apart: no money in hand is
// given to them.
struct PayerAccount {
  std::vector<AssessedItem> items;  // In the order in which money is given to them.
  std::vector<MoneyEvent> money;    // By day.
  std::vector<InterestWaiver> waivers;
  AccountDecisions decisions;
  Vnd penalties;       // Fines that were set.
  Vnd penalties_paid;  // Money that came in for them.
};

// Takes entries in any order; derived ones are left out.
class AccountBuilder {
 public:
  void Add(TransactionKind kind, Month month, Day day, std::span<const PostingLine> postings);
  // May be called once.
  PayerAccount Build();

 private:
  PayerAccount account_;
};

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_ACCOUNT_ACCOUNT_H_
