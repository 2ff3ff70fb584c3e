#ifndef BAOPHU_SERVICES_CONTRIBUTION_DIALOGUES_DEBT_READER_H_
#define BAOPHU_SERVICES_CONTRIBUTION_DIALOGUES_DEBT_READER_H_

#include <span>

#include "absl/container/btree_map.h"
#include "absl/status/statusor.h"
#include "common/sql/database.h"
#include "services/contribution/ageing/arrears_class.h"
#include "services/contribution/ageing/arrears_reader.h"
#include "services/contribution/ageing/late_employer.h"
#include "services/contribution/dialogues/rules/dialogue.h"
#include "services/contribution/recovery/legal_step.h"

namespace baophu::contribution {

// What a late employer of a picture owed at the end of its day.
FrozenDebt FreezeDebt(const LateEmployer& late, const ArrearsPicture& picture);

// Reads what is kept of debts with an invitation, as the ledger holds them now. Blocks;
// thread-safe.
class DebtReader {
 public:
  // All must outlive the reader.
  struct Parts {
    const ArrearsClasses& classes;
    const LegalStepRules& steps;
    sql::Database& database;
    ArrearsReader& arrears;
  };

  explicit DebtReader(const Parts& parts) : parts_(parts) {}

  // At the end of a day; of one that was not late then, nothing is owed. The status of
  // an employer is FAILED_PRECONDITION where the law does not reach its debts.
  using Debts = absl::btree_map<PayerId, absl::StatusOr<FrozenDebt>>;
  absl::StatusOr<Debts> Read(std::span<const PayerId> employers, Day day) const;
  absl::StatusOr<FrozenDebt> ReadOne(PayerId employer, Day day) const;

  // Contributions that were late, and all interest borne by then.
  absl::StatusOr<Vnd> OwedWithInterest(PayerId employer, Day day) const;

 private:
  const Parts parts_;
};

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_DIALOGUES_DEBT_READER_H_
