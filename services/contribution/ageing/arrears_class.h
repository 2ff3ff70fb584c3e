#ifndef BAOPHU_SERVICES_CONTRIBUTION_AGEING_ARREARS_CLASS_H_
#define BAOPHU_SERVICES_CONTRIBUTION_AGEING_ARREARS_CLASS_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/month/month.h"
#include "services/contribution/account/age.h"
#include "services/contribution/law/dated_table.h"
#include "services/contribution/law/rule_file.h"

// Classes of debts by the procedure and the law in force on a day, as
// arrears_classes.csv dates them. Pure.
namespace baophu::contribution {

// What makes a class. A class with a status takes all debts of employers in that
// status, whatever their age. Of the others a debt is in the strictest one whose
// conditions it meets.
struct ArrearsClass {
  std::string code;             // As EVADING.
  std::string status;           // As FROZEN; empty: for all other employers.
  int32_t from_months = 0;      // At least so many whole months old.
  int32_t over_days = 0;        // More than so many days old; -1: also what is not late.
  bool needs_reminder = false;  // Urged in writing after the due date.
  // What the procedure in force calls it, and what the other vocabulary does: one
  // says "nợ", the one since Decision 490/QĐ-BHXH "chậm đóng".
  std::string name;
  std::string other_name;
};

// The classes of one month.
class ClassesOfMonth {
 public:
  explicit ClassesOfMonth(std::vector<const ArrearsClass*> classes);

  // `reminders` are the days of written reminders, in any order; those up to
  // `as_of` count. Null when no class takes the debt.
  const ArrearsClass* ClassOf(Day due, Day as_of, std::string_view status,
                              std::span<const Day> reminders) const;
  // The least strict first, then those of statuses.
  const std::vector<const ArrearsClass*>& all() const { return classes_; }

 private:
  std::vector<const ArrearsClass*> classes_;
};

// All classes by month. Immutable, so safe to share between threads.
class ArrearsClasses {
 public:
  // Reads arrears_classes.csv among `files`.
  static absl::StatusOr<ArrearsClasses> Build(const std::vector<RuleFile>& files);

  // They live as long as this. FAILED_PRECONDITION for a month without classes.
  absl::StatusOr<ClassesOfMonth> Of(Month month) const;

 private:
  using Table = DatedTable<std::string, ArrearsClass>;

  explicit ArrearsClasses(Table table) : table_(std::move(table)) {}

  Table table_;
};

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_AGEING_ARREARS_CLASS_H_
