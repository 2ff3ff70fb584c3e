#include "services/participant/flows/movement_reasons.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/csv/csv_table.h"
#include "common/status/try.h"
#include "common/text/fnv1a.h"
#include "common/text/view.h"

namespace baophu::participant {
namespace {

constexpr char kOther[] = "OTHER";

}  // namespace

absl::StatusOr<MovementReasons> MovementReasons::Load(const std::string& path) {
  BAOPHU_ASSIGN(const std::string text, ReadTextFile(path));
  BAOPHU_ASSIGN(const std::vector<CsvRow> rows,
                ParseCsv(path, text, {"code", "name_vi", "name_en", "valid_from", "valid_to"}));
  MovementReasons reasons;
  for (const CsvRow& row : rows) {
    const absl::StatusOr<Month> from = Month::Parse(row.cells[3]);
    const absl::StatusOr<Month> to =
        row.cells[4].empty() ? Month::Max() : Month::Parse(row.cells[4]);
    if (row.cells[0].empty() || !from.ok() || !to.ok() || *to < *from) {
      return absl::InvalidArgumentError(absl::StrCat(
          path, " line ", row.line,
          ": needs a code, valid_from as YYYY-MM and valid_to empty or not before it"));
    }
    if (reasons.entries_.size() > 255) {
      return absl::InvalidArgumentError(absl::StrCat(path, ": more than 255 reasons"));
    }
    const MovementReason reason{static_cast<uint8_t>(reasons.entries_.size())};
    if (!reasons.by_code_.emplace(row.cells[0], reason).second) {
      return absl::InvalidArgumentError(
          absl::StrCat(path, " line ", row.line, ": ", row.cells[0],
                       " is there twice; a code has one meaning for ever"));
    }
    reasons.entries_.push_back({row.cells[0], row.cells[1], row.cells[2], *from, *to});
  }
  const auto other = reasons.by_code_.find(kOther);
  if (other == reasons.by_code_.end()) {
    return absl::InvalidArgumentError(
        absl::StrCat(path, ": has no code OTHER, which reasons that are not listed count as"));
  }
  reasons.other_ = other->second;
  return reasons;
}

MovementReason MovementReasons::Find(std::string_view text, Month month) const {
  if (text.empty()) return {};
  const MovementReason reason = OfCode(text);
  const Entry& found = entry(reason);
  return found.valid_from <= month && month <= found.valid_to ? reason : other_;
}

MovementReason MovementReasons::OfCode(std::string_view code) const {
  if (code.empty()) return {};
  const auto found = by_code_.find(View(code));
  return found == by_code_.end() ? other_ : found->second;
}

std::string MovementReasons::Digest() const {
  Fnv1a digest;
  for (const Entry& entry : entries_) {
    digest.AddText(absl::StrCat(entry.code, ",", entry.valid_from.number(), ",",
                                entry.valid_to.number(), "\n"));
  }
  return absl::StrCat(absl::Hex(digest.hash(), absl::kZeroPad16));
}

}  // namespace baophu::participant
