#ifndef BAOPHU_SERVICES_CONTRIBUTION_AGEING_LATE_EMPLOYER_H_
#define BAOPHU_SERVICES_CONTRIBUTION_AGEING_LATE_EMPLOYER_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/contribution/ageing/ageing.h"
#include "services/contribution/ageing/arrears_class.h"
#include "services/contribution/ageing/arrears_reader.h"
#include "services/contribution/recovery/legal_step.h"

// Employers of a picture that are late, with what is to be done about them. Pure.
namespace baophu::contribution {

// Where a row stands in its list; no two of one list are the same.
using SortKey = std::array<int64_t, 3>;

struct LateEmployer {
  const EmployerDebt* debt = nullptr;  // Of the picture.
  const ArrearsClass* arrears_class = nullptr;
  Day oldest_due;
  Vnd overdue;
  int32_t item_count = 0;  // Months that fell due.
  std::string officer;
  std::optional<NextLegalStep> next;
  SortKey sort_key{};
};

enum class LateOrder { kDebt, kAge, kNextStep };

struct LateFilter {
  AreaCode area;                     // Empty: all.
  std::string officer;               // Empty: all.
  std::vector<std::string> classes;  // Empty: all.
  int32_t min_days = 1;
  Vnd min_debt;
  bool for_publication = false;  // No classes of statuses, no officer, no next step.
};

// Those that a filter leaves, in order. Points into the picture and the rules.
absl::StatusOr<std::vector<LateEmployer>> ListLate(const ArrearsPicture& picture,
                                                   const ArrearsClasses& classes,
                                                   const LegalStepRules& steps,
                                                   const LateFilter& filter, LateOrder order);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_AGEING_LATE_EMPLOYER_H_
