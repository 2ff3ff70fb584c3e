#include "services/participant/enrolment/categories.h"

#include <csv.h>

#include <fstream>
#include <iterator>
#include <memory>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace baophu::participant {
namespace {

using Rows = std::vector<std::vector<std::string>>;

void EndField(void* text, size_t size, void* rows) {
  static_cast<Rows*>(rows)->back().emplace_back(static_cast<const char*>(text), size);
}
void EndRow(int, void* rows) { static_cast<Rows*>(rows)->emplace_back(); }

absl::StatusOr<Rows> ReadCsv(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file) return absl::NotFoundError(absl::StrCat("cannot read ", path));
  Rows rows(1);
  csv_parser parser;
  csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI);
  const bool parsed =
      csv_parse(&parser, text.data(), text.size(), EndField, EndRow, &rows) == text.size() &&
      csv_fini(&parser, EndField, EndRow, &rows) == 0;
  csv_free(&parser);
  if (!parsed) {
    return absl::InvalidArgumentError(absl::StrCat(path, " is not CSV at line ", rows.size()));
  }
  rows.pop_back();
  return rows;
}

absl::StatusOr<Scheme> ParseScheme(std::string_view text) {
  if (text == "SOCIAL_COMPULSORY") return Scheme::kCompulsory;
  if (text == "SOCIAL_VOLUNTARY") return Scheme::kVoluntary;
  if (text == "HEALTH") return Scheme::kHealth;
  if (text == "UNEMPLOYMENT") return Scheme::kUnemployment;
  return absl::InvalidArgumentError("unknown scheme");
}

}  // namespace

absl::StatusOr<Categories> Categories::Load(const std::string& path) {
  const absl::StatusOr<Rows> rows = ReadCsv(path);
  if (!rows.ok()) return rows.status();
  Categories categories;
  for (size_t i = 1; i < rows->size(); ++i) {
    const std::vector<std::string>& row = (*rows)[i];
    int rank = 0;
    const absl::StatusOr<Scheme> scheme =
        row.size() >= 3 ? ParseScheme(row[0]) : absl::InvalidArgumentError("too few columns");
    if (!scheme.ok() || row[1].empty() || !absl::SimpleAtoi(row[2], &rank)) {
      return absl::InvalidArgumentError(
          absl::StrCat(path, " line ", i + 1, ": needs a scheme, a code and a whole-number rank"));
    }
    Category& category = categories.by_code_[row[1]];
    if (!category) {
      if (categories.codes_.size() > 255) {
        return absl::InvalidArgumentError(absl::StrCat(path, ": more than 255 categories"));
      }
      category.number = static_cast<uint8_t>(categories.codes_.size());
      categories.codes_.push_back(row[1]);
    }
    categories.ranks_[{static_cast<int>(*scheme), category.number}] = rank;
  }
  return categories;
}

Category Categories::Find(std::string_view code) const {
  const auto found = by_code_.find(absl::string_view(code.data(), code.size()));
  return found == by_code_.end() ? Category{} : found->second;
}

bool Categories::Allowed(Scheme scheme, Category category) const {
  return ranks_.contains({static_cast<int>(scheme), category.number});
}

int Categories::rank(Scheme scheme, Category category) const {
  const auto found = ranks_.find({static_cast<int>(scheme), category.number});
  return found == ranks_.end() ? kLastRank : found->second;
}

}  // namespace baophu::participant
