#include "services/contribution/dialogues/debt_reader.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/status/try.h"
#include "services/contribution/account/known_payer.h"
#include "services/contribution/jobs/job_store.h"

namespace baophu::contribution {

FrozenDebt FreezeDebt(const LateEmployer& late, const ArrearsPicture& picture) {
  FrozenDebt debt;
  debt.day = picture.at.as_of;
  debt.owed = late.overdue;
  debt.oldest_due = late.oldest_due;
  debt.area = late.debt->area;
  if (late.arrears_class != nullptr) debt.arrears_class = late.arrears_class->code;
  debt.officer = late.officer;
  debt.revision = picture.revision;
  return debt;
}

absl::StatusOr<DebtReader::Debts> DebtReader::Read(std::span<const PayerId> employers,
                                                   Day day) const {
  BAOPHU_ASSIGN(const auto picture, parts_.arrears.ReadSome(employers, {day, kKnownNow}));
  BAOPHU_ASSIGN(const std::vector<LateEmployer> late,
                ListLate(*picture, parts_.classes, parts_.steps, LateFilter(), LateOrder::kDebt));
  Debts debts;
  for (const LateEmployer& each : late) {
    debts.emplace(each.debt->employer, FreezeDebt(each, *picture));
  }
  for (const NotComputed& each : picture->not_computed) {
    debts.emplace(each.employer, absl::FailedPreconditionError(each.problem));
  }
  const Officers officers(picture->assignments, *picture->areas, day);
  BAOPHU_TRY(parts_.database.Read([&](soci::session& session) {
    for (const PayerId employer : employers) {
      if (debts.contains(employer)) continue;
      FrozenDebt nothing;
      nothing.day = day;
      nothing.revision = picture->revision;
      const std::optional<job_store::EmployerTerms> terms = job_store::ReadTerms(session, employer);
      if (terms.has_value()) nothing.area = terms->area;
      nothing.officer = officers.Of(employer, nothing.area);
      debts.emplace(employer, std::move(nothing));
    }
    return absl::OkStatus();
  }));
  return debts;
}

absl::StatusOr<FrozenDebt> DebtReader::ReadOne(PayerId employer, Day day) const {
  BAOPHU_ASSIGN(Debts debts, Read({&employer, 1}, day));
  return std::move(debts.at(employer));
}

absl::StatusOr<Vnd> DebtReader::OwedWithInterest(PayerId employer, Day day) const {
  BAOPHU_ASSIGN(const ReadEmployer read, parts_.arrears.ReadOne(employer, {day, kKnownNow}));
  return Sum(read.debt.Overdue(day)) + read.debt.interest + read.debt.accrued_interest;
}

}  // namespace baophu::contribution
