#include "common/area/area_history.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/text/fnv1a.h"

namespace baophu {
namespace {

// Changes with the rules of Place, so that what was placed by others is counted
// anew.
constexpr int kPlacingRules = 1;

void SortUnique(std::vector<AreaCode>& codes) {
  std::sort(codes.begin(), codes.end());
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
}

}  // namespace

AreaHistory::AreaHistory(std::vector<AreaRecord> records, std::vector<AreaSuccession> successions)
    : catalogue_(std::move(records)), successions_(std::move(successions)) {
  std::sort(successions_.begin(), successions_.end());
  FindReforms();
  FindDivided();
}

void AreaHistory::FindReforms() {
  // Something happens to an area where its record ends or an arrow begins.
  std::map<Month, std::set<AreaCode>> happens;
  std::set<Month> eras = {Month::Min()};
  for (const AreaRecord& record : catalogue_.records()) {
    eras.insert(record.valid_from);
    if (record.valid_to < Month::Max()) happens[record.valid_to + 1].insert(record.code);
  }
  for (const AreaSuccession& arrow : successions_) {
    if (catalogue_.Find(arrow.predecessor, arrow.effective_from - 1) != nullptr) {
      happens[arrow.effective_from].insert(arrow.predecessor);
    }
  }
  for (const auto& [reform, codes] : happens) {
    reforms_.push_back(reform);
    eras.insert(reform);
    auto& next = next_[reform];
    // Districts before communes: what became of a commune may follow from what
    // became of its district. Codes of higher areas are shorter.
    std::vector<AreaCode> in_order(codes.begin(), codes.end());
    std::stable_sort(in_order.begin(), in_order.end(), [](const AreaCode& a, const AreaCode& b) {
      return a.text().size() < b.text().size();
    });
    for (const AreaCode code : in_order) {
      next[code] = FindNext(*catalogue_.Find(code, reform - 1), reform);
    }
  }
  eras_.assign(eras.begin(), eras.end());
}

std::vector<AreaCode> AreaHistory::FindNext(const AreaRecord& record, Month reform) const {
  std::vector<AreaCode> next;
  const auto first = std::lower_bound(
      successions_.begin(), successions_.end(), record.code,
      [](const AreaSuccession& arrow, const AreaCode& code) { return arrow.predecessor < code; });
  for (auto arrow = first; arrow != successions_.end() && arrow->predecessor == record.code;
       ++arrow) {
    if (arrow->effective_from == reform && catalogue_.Find(arrow->successor, reform) != nullptr) {
      next.push_back(arrow->successor);
    }
  }
  if (!next.empty()) return next;
  const bool keeps_code = record.level == AreaLevel::kProvince
                              ? record.Holds(reform)
                              : catalogue_.Find(record.code, reform) != nullptr;
  if (keeps_code) return {record.code};
  if (record.level != AreaLevel::kCommune) return {};
  for (const AreaCode parent : Next(record.parent, reform)) {
    for (const AreaRecord& other : catalogue_.records()) {
      if (other.parent == parent && other.level == AreaLevel::kCommune && other.Holds(reform)) {
        next.push_back(other.code);
      }
    }
  }
  SortUnique(next);
  return next;
}

bool AreaHistory::HasReform(Month after, Month through) const {
  const auto first = std::upper_bound(reforms_.begin(), reforms_.end(), after);
  return first != reforms_.end() && *first <= through;
}

Month AreaHistory::EraOf(Month month) const {
  const auto after = std::upper_bound(eras_.begin(), eras_.end(), month);
  return after == eras_.begin() ? Month::Min() : *std::prev(after);
}

std::vector<AreaCode> AreaHistory::Next(AreaCode code, Month reform) const {
  if (const auto of_reform = next_.find(reform); of_reform != next_.end()) {
    if (const auto next = of_reform->second.find(code); next != of_reform->second.end()) {
      return next->second;
    }
  }
  if (catalogue_.Find(code, reform - 1) == nullptr) return {};
  return {code};
}

Month AreaHistory::FirstReformOf(AreaCode code, Month month, Month through) const {
  for (auto reform = next_.upper_bound(month); reform != next_.end() && reform->first <= through;
       ++reform) {
    if (reform->second.contains(code)) return reform->first;
  }
  return Month::Max();
}

bool AreaHistory::Advance(std::vector<AreaCode>& areas, Month reform) const {
  const auto of_reform = next_.find(reform);
  const bool happens = of_reform != next_.end() &&
                       std::any_of(areas.begin(), areas.end(), [&](const AreaCode& code) {
                         return of_reform->second.contains(code);
                       });
  if (!happens) return false;
  std::vector<AreaCode> after;
  for (const AreaCode code : areas) {
    if (const auto next = of_reform->second.find(code); next != of_reform->second.end()) {
      after.insert(after.end(), next->second.begin(), next->second.end());
    } else if (catalogue_.Find(code, reform - 1) != nullptr) {
      after.push_back(code);
    }
  }
  SortUnique(after);
  areas = std::move(after);
  return true;
}

std::vector<AreaCode> AreaHistory::Successors(AreaCode code, Month month, Month by) const {
  if (catalogue_.Find(code, month) == nullptr) return {};
  std::vector<AreaCode> now = {code};
  for (auto reform = next_.upper_bound(month); reform != next_.end() && reform->first <= by;
       ++reform) {
    Advance(now, reform->first);
  }
  return now;
}

AreaCode AreaHistory::Place(const DividedSpan& span,
                            const std::function<std::span<const AreaCode>(Month)>& counting) const {
  std::vector<AreaCode> now = span.parts;
  const auto keep_counting = [&](Month reform) {
    const std::span<const AreaCode> areas = counting(reform);
    const auto known = std::find_first_of(now.begin(), now.end(), areas.begin(), areas.end());
    if (known != now.end()) now = {*known};
  };
  keep_counting(span.divided);
  for (auto reform = next_.upper_bound(span.divided);
       reform != next_.end() && reform->first <= span.by; ++reform) {
    if (Advance(now, reform->first) && now.size() > 1) keep_counting(reform->first);
  }
  return now.size() == 1 ? now.front() : AreaCode();
}

void AreaHistory::FindDivided() {
  std::map<AreaCode, std::vector<DividedSpan>> divided;  // By the divided area.
  for (const AreaRecord& record : catalogue_.records()) {
    // Between reforms of its own, all months of an area have the same successors.
    for (Month from = record.valid_from; from <= record.valid_to;) {
      const Month reform = FirstReformOf(record.code, from, Month::Max());
      if (reform == Month::Max()) break;
      const Month through = std::min(record.valid_to, reform - 1);
      std::vector<AreaCode> now = {record.code};
      DividedSpan span = {record.code, from, through, {}, {}, {}};
      for (auto at = next_.lower_bound(reform); at != next_.end(); ++at) {
        if (!Advance(now, at->first) || now.size() < 2) continue;
        span.by = at->first;
        if (span.parts.empty()) {
          span.divided = at->first;
          span.parts = now;
        }
        divided[record.code].push_back(span);
      }
      from = through + 1;
    }
  }
  if (divided.empty()) return;
  for (const AreaRecord& record : catalogue_.records()) {
    if (divided_.contains(record.code)) continue;
    std::vector<DividedSpan> spans;
    for (const AncestorSpan& ancestors : catalogue_.AncestorSpans(record.code)) {
      for (const AreaCode area : ancestors.areas) {
        const auto of_area = divided.find(area);
        if (of_area == divided.end()) continue;
        for (const DividedSpan& each : of_area->second) {
          DividedSpan span = each;
          span.from = std::max(each.from, ancestors.from);
          span.through = std::min(each.through, ancestors.through);
          if (span.from <= span.through) spans.push_back(std::move(span));
        }
      }
    }
    if (!spans.empty()) divided_.emplace(record.code, std::move(spans));
  }
}

const std::vector<DividedSpan>& AreaHistory::DividedSpans(AreaCode code) const {
  static const std::vector<DividedSpan>* const kNone = new std::vector<DividedSpan>();
  const auto found = divided_.find(code);
  return found == divided_.end() ? *kNone : found->second;
}

Month AreaHistory::PlacedBy(AreaCode code, Month month, Month by) const {
  Month placed_by = Month::Min();
  if (Successors(code, month, by).size() < 2) return placed_by;
  for (const DividedSpan& span : DividedSpans(code)) {
    if (span.area == code && span.from <= month && month <= span.through && span.by <= by) {
      placed_by = std::max(placed_by, span.by);
    }
  }
  return placed_by;
}

int64_t AreaHistory::DivisionDigest() const {
  if (divided_.empty()) return 0;
  Fnv1a hash;
  hash.Add(kPlacingRules);
  for (const AreaRecord& record : catalogue_.records()) {
    hash.AddText(absl::StrCat("|", record.code.ToString(), " ", static_cast<int>(record.level), " ",
                              record.parent.ToString(), " ", record.valid_from.number(), " ",
                              record.valid_to.number()));
  }
  for (const AreaSuccession& arrow : successions_) {
    hash.AddText(absl::StrCat("|", arrow.predecessor.ToString(), ">", arrow.successor.ToString(),
                              " ", arrow.effective_from.number()));
  }
  return std::max<int64_t>(1, static_cast<int64_t>(hash.hash() >> 1));
}

}  // namespace baophu
