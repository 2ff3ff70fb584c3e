#include "services/participant/enrolment/categories.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/csv/csv_table.h"
#include "common/status/try.h"

namespace baophu::participant {
namespace {

absl::StatusOr<Scheme> ParseScheme(std::string_view text) {
  if (text == "SOCIAL_COMPULSORY") return Scheme::kCompulsory;
  if (text == "SOCIAL_VOLUNTARY") return Scheme::kVoluntary;
  if (text == "HEALTH") return Scheme::kHealth;
  if (text == "UNEMPLOYMENT") return Scheme::kUnemployment;
  return absl::InvalidArgumentError("unknown scheme");
}

}  // namespace

absl::StatusOr<Categories> Categories::Load(const std::string& path) {
  BAOPHU_ASSIGN(const std::string text, ReadTextFile(path));
  BAOPHU_ASSIGN(
      const std::vector<CsvRow> rows,
      ParseCsv(path, text, {"scheme", "code", "rank", "paid_ahead", "name_vi", "name_en"}));
  Categories categories;
  for (const CsvRow& row : rows) {
    const absl::StatusOr<Scheme> scheme = ParseScheme(row.cells[0]);
    const std::string& code = row.cells[1];
    int rank = 0;
    const std::string& paid_ahead = row.cells[3];
    if (!scheme.ok() || code.empty() || !absl::SimpleAtoi(row.cells[2], &rank) ||
        (paid_ahead != "0" && paid_ahead != "1")) {
      return absl::InvalidArgumentError(
          absl::StrCat(path, " line ", row.line,
                       ": needs a scheme, a code, a whole-number rank and paid_ahead 0 or 1"));
    }
    Category& category = categories.by_code_[code];
    if (!category) {
      if (categories.codes_.size() > 255) {
        return absl::InvalidArgumentError(absl::StrCat(path, ": more than 255 categories"));
      }
      category.number = static_cast<uint8_t>(categories.codes_.size());
      categories.codes_.push_back(code);
    }
    categories.entries_[{static_cast<int>(*scheme), category.number}] = {rank, paid_ahead == "1"};
  }
  return categories;
}

Category Categories::Find(std::string_view code) const {
  const auto found = by_code_.find(absl::string_view(code.data(), code.size()));
  return found == by_code_.end() ? Category{} : found->second;
}

bool Categories::Allowed(Scheme scheme, Category category) const {
  return entries_.contains({static_cast<int>(scheme), category.number});
}

bool Categories::PaidAhead(Scheme scheme, Category category) const {
  return EntryOf(scheme, category).paid_ahead;
}

int Categories::rank(Scheme scheme, Category category) const {
  return EntryOf(scheme, category).rank;
}

Categories::Entry Categories::EntryOf(Scheme scheme, Category category) const {
  const auto found = entries_.find({static_cast<int>(scheme), category.number});
  return found == entries_.end() ? Entry{} : found->second;
}

}  // namespace baophu::participant
