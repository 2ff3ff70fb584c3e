#ifndef BAOPHU_SERVICES_CONTRIBUTION_RECOVERY_LETTER_H_
#define BAOPHU_SERVICES_CONTRIBUTION_RECOVERY_LETTER_H_

#include <cstdint>
#include <string>

#include "services/contribution/ageing/employer_debt.h"
#include "services/contribution/recovery/legal_step.h"

// Letters to employers about what they owe, in Vietnamese. Pure.
namespace baophu::contribution {

struct LetterContent {
  const LegalStepRule* step = nullptr;  // Which letter it is.
  std::string addressee;
  Day day;
  int32_t reply_days = 0;    // To pay within, after it arrived; 0: none is named.
  int32_t evasion_days = 0;  // After which a debt is evasion; 0: the law knows none.
};

// `debt` has something that fell due by the letter's day. Number, signature and the
// agency's head are left to whoever prints it.
std::string LetterText(const LetterContent& content, const EmployerDebt& debt);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_RECOVERY_LETTER_H_
