#include "services/participant/retention/rules/retention_codes.h"

#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"
#include "common/csv/csv_table.h"
#include "common/status/try.h"

namespace baophu::participant {
namespace {

absl::Status AtLine(const std::string& path, const CsvRow& row, std::string_view problem) {
  return absl::InvalidArgumentError(
      absl::StrCat(path, " line ", row.line, ": ", std::string(problem)));
}

// Codes stand in statements and in results, so they are plain.
bool IsCode(std::string_view text) {
  return !text.empty() && text.size() <= 40 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

absl::StatusOr<std::vector<RetentionCode>> LoadCodes(const std::string& path, bool outcomes) {
  std::vector<std::string> columns = {"code", "name_vi", "name_en"};
  if (outcomes) columns.emplace_back("closes");
  for (const char* column : {"valid_from", "valid_to", "source"}) columns.emplace_back(column);
  BAOPHU_ASSIGN(const std::string text, ReadTextFile(path));
  BAOPHU_ASSIGN(const std::vector<CsvRow> rows, ParseCsv(path, text, columns));
  std::vector<RetentionCode> codes;
  for (const CsvRow& row : rows) {
    const size_t dates = outcomes ? 4 : 3;
    const absl::StatusOr<Month> from = Month::Parse(row.cells[dates]);
    const absl::StatusOr<Month> to =
        row.cells[dates + 1].empty() ? Month::Max() : Month::Parse(row.cells[dates + 1]);
    if (!IsCode(row.cells[0]) || !from.ok() || !to.ok() || *to < *from) {
      return AtLine(path, row,
                    "needs a code of capitals, digits and '_', valid_from as YYYY-MM and valid_to "
                    "empty or not before it");
    }
    if (outcomes && row.cells[3] != "0" && row.cells[3] != "1") {
      return AtLine(path, row, "closes is 0 or 1");
    }
    for (const RetentionCode& other : codes) {
      if (other.code == row.cells[0]) return AtLine(path, row, "the code is there twice");
    }
    codes.push_back(
        {row.cells[0], row.cells[1], row.cells[2], outcomes && row.cells[3] == "1", *from, *to});
  }
  return codes;
}

const RetentionCode* FindIn(const std::vector<RetentionCode>& codes, std::string_view code) {
  const auto found = std::find_if(codes.begin(), codes.end(),
                                  [&](const RetentionCode& each) { return each.code == code; });
  return found == codes.end() ? nullptr : &*found;
}

}  // namespace

absl::StatusOr<RetentionCodes> RetentionCodes::Load(const std::string& folder,
                                                    const MovementReasons& movement_reasons) {
  RetentionCodes codes;
  BAOPHU_ASSIGN(codes.outcomes_, LoadCodes(folder + "/retention_outcomes.csv", true));
  BAOPHU_ASSIGN(codes.reasons_, LoadCodes(folder + "/retention_reasons.csv", false));
  const std::string path = folder + "/retention_exclusions.csv";
  BAOPHU_ASSIGN(const std::string text, ReadTextFile(path));
  BAOPHU_ASSIGN(const std::vector<CsvRow> rows,
                ParseCsv(path, text, {"kind", "movement_reason", "source"}));
  for (const CsvRow& row : rows) {
    const std::optional<RetentionKind> kind = RetentionKindOf(row.cells[0]);
    if (!kind.has_value()) {
      return AtLine(path, row, "kind is VOLUNTARY, HOUSEHOLD, UNCOVERED or LEFT_WORK");
    }
    const std::string& reason = row.cells[1];
    if (!IsCode(reason) || movement_reasons.entry(movement_reasons.OfCode(reason)).code != reason) {
      return AtLine(path, row, "movement_reason is no code of movement_reasons.csv");
    }
    codes.exclusions_[*kind].push_back(reason);
  }
  return codes;
}

const RetentionCode* RetentionCodes::FindOutcome(std::string_view code) const {
  return FindIn(outcomes_, code);
}

const RetentionCode* RetentionCodes::FindReason(std::string_view code) const {
  return FindIn(reasons_, code);
}

bool RetentionCodes::Closes(std::string_view outcome) const {
  const RetentionCode* const found = FindOutcome(outcome);
  return found != nullptr && found->closes;
}

const std::vector<std::string>& RetentionCodes::Exclusions(RetentionKind kind) const {
  static const auto* const kNone = new std::vector<std::string>();
  const auto found = exclusions_.find(kind);
  return found == exclusions_.end() ? *kNone : found->second;
}

}  // namespace baophu::participant
