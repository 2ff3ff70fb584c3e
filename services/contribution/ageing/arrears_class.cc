#include "services/contribution/ageing/arrears_class.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/csv/csv_place.h"
#include "common/status/try.h"

namespace baophu::contribution {
namespace {

constexpr int64_t kMostMonths = 1'200;
constexpr int64_t kMostDays = 36'500;

// From the least strict on; classes of statuses come last.
bool LessStrict(const ArrearsClass* a, const ArrearsClass* b) {
  return std::tie(a->status, a->from_months, a->over_days, a->needs_reminder) <
         std::tie(b->status, b->from_months, b->over_days, b->needs_reminder);
}

absl::StatusOr<ArrearsClass> ReadClass(const RuleRow& row) {
  static const auto* const kYesNo = new CsvWords<bool>{{"YES", true}, {"NO", false}};
  ArrearsClass read;
  read.code = row.cells[0];
  read.status = row.cells[1];
  BAOPHU_ASSIGN(const int64_t months,
                WholeNumber(row.place, "from_months", row.cells[2], 0, kMostMonths));
  BAOPHU_ASSIGN(const int64_t days,
                WholeNumber(row.place, "over_days", row.cells[3], -1, kMostDays));
  BAOPHU_ASSIGN(read.needs_reminder,
                ChooseWord(row.place, "needs_reminder", row.cells[4], *kYesNo));
  read.from_months = static_cast<int32_t>(months);
  read.over_days = static_cast<int32_t>(days);
  read.name = row.cells[5];
  read.other_name = row.cells[6];
  return read;
}

}  // namespace

ClassesOfMonth::ClassesOfMonth(std::vector<const ArrearsClass*> classes)
    : classes_(std::move(classes)) {
  std::sort(classes_.begin(), classes_.end(), LessStrict);
}

const ArrearsClass* ClassesOfMonth::ClassOf(Day due, Day as_of, std::string_view status,
                                            std::span<const Day> reminders) const {
  const Age age = AgeOf(due, as_of);
  const bool reminded = std::any_of(reminders.begin(), reminders.end(),
                                    [&](Day day) { return due < day && day <= as_of; });
  const ArrearsClass* found = nullptr;
  for (const ArrearsClass* each : classes_) {
    if (!each->status.empty()) {
      if (each->status == status) return each;
      continue;
    }
    if (age.months < each->from_months || age.days <= each->over_days) continue;
    if (each->needs_reminder && !reminded) continue;
    found = each;
  }
  return found;
}

absl::StatusOr<ArrearsClasses> ArrearsClasses::Build(const std::vector<RuleFile>& files) {
  std::vector<Table::Row> rows;
  for (const RuleFile& file : files) {
    if (file.table != "arrears_classes") continue;
    for (const RuleRow& row : file.rows) {
      BAOPHU_ASSIGN(ArrearsClass read, ReadClass(row));
      std::string code = read.code;
      rows.push_back({row.place, std::move(code), std::move(read), row.validity});
    }
  }
  BAOPHU_ASSIGN(Table table, Table::Build(std::move(rows)));
  return ArrearsClasses(std::move(table));
}

absl::StatusOr<ClassesOfMonth> ArrearsClasses::Of(Month month) const {
  std::vector<const ArrearsClass*> classes;
  for (const auto& [code, rows] : table_.rows()) {
    const auto* row = table_.Find(code, month);
    if (row != nullptr) classes.push_back(&row->value);
  }
  if (classes.empty()) {
    return absl::FailedPreconditionError(absl::StrCat(
        "arrears_classes.csv has no row for ", month.ToString(), "; add one with its source"));
  }
  return ClassesOfMonth(std::move(classes));
}

}  // namespace baophu::contribution
