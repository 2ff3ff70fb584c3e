#include "common/area/area_catalogue.h"

#include <algorithm>
#include <set>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace baophu {

absl::StatusOr<AreaLevel> ParseAreaLevel(std::string_view text) {
  if (text == "PROVINCE") return AreaLevel::kProvince;
  if (text == "DISTRICT") return AreaLevel::kDistrict;
  if (text == "COMMUNE") return AreaLevel::kCommune;
  return absl::InvalidArgumentError("not a level; write PROVINCE, DISTRICT or COMMUNE");
}

std::string_view AreaLevelText(AreaLevel level) {
  switch (level) {
    case AreaLevel::kProvince:
      return "PROVINCE";
    case AreaLevel::kDistrict:
      return "DISTRICT";
    case AreaLevel::kCommune:
      return "COMMUNE";
  }
  return "";
}

bool FitsLevel(const AreaCode& code, AreaLevel level) {
  switch (level) {
    case AreaLevel::kProvince:
      return code.text().size() == 2;
    case AreaLevel::kDistrict:
      return code.text().size() == 3;
    case AreaLevel::kCommune:
      return code.text().size() == 5;
  }
  return false;
}

AreaCatalogue::AreaCatalogue(std::vector<AreaRecord> records) : records_(std::move(records)) {
  std::sort(records_.begin(), records_.end(), [](const AreaRecord& a, const AreaRecord& b) {
    return std::tie(a.code, a.valid_from) < std::tie(b.code, b.valid_from);
  });
  for (size_t i = 0; i < records_.size();) {
    size_t end = i;
    while (end < records_.size() && records_[end].code == records_[i].code) ++end;
    by_code_[records_[i].code] = {i, end};
    i = end;
  }
  for (const auto& [code, range] : by_code_) ancestor_spans_[code] = BuildSpans(code);
}

const AreaRecord* AreaCatalogue::Find(AreaCode code, Month month) const {
  const auto found = by_code_.find(code);
  if (found == by_code_.end()) return nullptr;
  for (size_t i = found->second.first; i < found->second.second; ++i) {
    if (records_[i].Holds(month)) return &records_[i];
  }
  return nullptr;
}

const AreaRecord* AreaCatalogue::FindNewest(AreaCode code) const {
  const auto found = by_code_.find(code);
  return found == by_code_.end() ? nullptr : &records_[found->second.second - 1];
}

const std::vector<AncestorSpan>& AreaCatalogue::AncestorSpans(AreaCode code) const {
  static const std::vector<AncestorSpan>* const kNone = new std::vector<AncestorSpan>();
  const auto found = ancestor_spans_.find(code);
  return found == ancestor_spans_.end() ? *kNone : found->second;
}

std::vector<AncestorSpan> AreaCatalogue::BuildSpans(AreaCode code) const {
  // The list can change only where a meaning of the code or of any code that
  // was ever above it begins or ends.
  std::set<AreaCode> above = {code};
  std::vector<AreaCode> pending = {code};
  std::set<Month> starts = {Month::Min()};
  while (!pending.empty()) {
    const auto found = by_code_.find(pending.back());
    pending.pop_back();
    if (found == by_code_.end()) continue;
    for (size_t i = found->second.first; i < found->second.second; ++i) {
      const AreaRecord& record = records_[i];
      starts.insert(record.valid_from);
      if (record.valid_to < Month::Max()) starts.insert(record.valid_to + 1);
      if (!record.parent.empty() && above.insert(record.parent).second) {
        pending.push_back(record.parent);
      }
    }
  }

  const auto areas_in = [&](Month month) {
    std::vector<AreaCode> areas;
    AreaCode at = code;
    while (!at.empty()) {
      const AreaRecord* record = Find(at, month);
      if (record != nullptr) {
        areas.push_back(at);
        at = record->parent;
        continue;
      }
      // Not in force: go on from the parent of its last meaning before.
      const auto [first, end] =
          by_code_.contains(at) ? by_code_.at(at) : std::pair<size_t, size_t>();
      AreaCode parent;
      for (size_t i = first; i < end; ++i) {
        if (records_[i].valid_to < month) parent = records_[i].parent;
      }
      at = parent;
    }
    return areas;
  };

  std::vector<AncestorSpan> spans;
  for (const Month start : starts) {
    std::vector<AreaCode> areas = areas_in(start);
    if (!spans.empty() && spans.back().areas == areas) continue;
    if (!spans.empty()) spans.back().through = start - 1;
    spans.push_back({start, Month::Max(), std::move(areas)});
  }
  return spans;
}

}  // namespace baophu
