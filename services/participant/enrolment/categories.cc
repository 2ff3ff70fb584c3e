#include "services/participant/enrolment/categories.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/csv/csv_table.h"
#include "common/status/try.h"

namespace baophu::participant {
namespace {

absl::StatusOr<Scheme> ParseScheme(std::string_view text) {
  for (const Scheme scheme : kMovementSchemes) {
    if (SchemeText(scheme) == text) return scheme;
  }
  return absl::InvalidArgumentError("unknown scheme");
}

}  // namespace

std::string_view SchemeText(Scheme scheme) {
  switch (scheme) {
    case Scheme::kCompulsory:
      return "SOCIAL_COMPULSORY";
    case Scheme::kVoluntary:
      return "SOCIAL_VOLUNTARY";
    case Scheme::kHealth:
      return "HEALTH";
    case Scheme::kUnemployment:
      return "UNEMPLOYMENT";
    case Scheme::kAny:
      break;
  }
  return "";
}

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

std::vector<RankedCategory> Categories::Ranked() const {
  std::vector<RankedCategory> ranked;
  for (const auto& [key, entry] : entries_) {
    ranked.push_back(
        {static_cast<Scheme>(key.first), codes_[static_cast<size_t>(key.second)], entry.rank});
  }
  std::sort(ranked.begin(), ranked.end());
  return ranked;
}

Categories::Entry Categories::EntryOf(Scheme scheme, Category category) const {
  const auto found = entries_.find({static_cast<int>(scheme), category.number});
  return found == entries_.end() ? Entry{} : found->second;
}

}  // namespace baophu::participant
