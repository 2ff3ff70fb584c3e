#include "common/area/area_draft.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "common/status/try.h"

namespace baophu {
namespace {

std::string Describe(const AreaRecord& record) {
  return absl::StrCat("area ", record.code.ToString(), " from ", record.valid_from.ToString());
}

}  // namespace

AreaDraft::AreaDraft(const std::vector<AreaRecord>& records) {
  for (const AreaRecord& record : records) Insert(record);
}

absl::Status AreaDraft::Check() const {
  for (const auto& [key, record] : records_) BAOPHU_TRY(CheckOne(record));
  return absl::OkStatus();
}

absl::Status AreaDraft::Put(const AreaRecord& record) {
  const Key key{record.code, record.valid_from};
  std::optional<AreaRecord> before;
  if (const auto found = records_.find(key); found != records_.end()) before = found->second;
  Erase(key);
  Insert(record);
  absl::Status sound = CheckAround(record.code);
  if (!sound.ok()) {
    Erase(key);
    if (before.has_value()) Insert(*before);
  }
  return sound;
}

absl::Status AreaDraft::CheckAround(AreaCode code) const {
  for (auto at = records_.lower_bound({code, Month::Min()});
       at != records_.end() && at->first.first == code; ++at) {
    BAOPHU_TRY(CheckOne(at->second));
  }
  if (const auto found = children_.find(code); found != children_.end()) {
    for (const Key& child : found->second) BAOPHU_TRY(CheckParent(records_.at(child)));
  }
  return absl::OkStatus();
}

absl::Status AreaDraft::CheckOne(const AreaRecord& record) const {
  if (record.valid_to < record.valid_from) {
    return absl::InvalidArgumentError(absl::StrCat(
        Describe(record), " ends before it begins; give a valid_to not before valid_from"));
  }
  const auto at = records_.find({record.code, record.valid_from});
  if (at != records_.begin()) {
    const AreaRecord& previous = std::prev(at)->second;
    if (previous.code == record.code && previous.valid_to >= record.valid_from) {
      return absl::InvalidArgumentError(absl::StrCat(
          Describe(record), " overlaps its meaning from ", previous.valid_from.ToString(),
          "; end that one before, with the same code and valid_from and an earlier valid_to"));
    }
  }
  return CheckParent(record);
}

absl::Status AreaDraft::CheckParent(const AreaRecord& record) const {
  if (record.parent.empty()) {
    if (record.level == AreaLevel::kProvince) return absl::OkStatus();
    return absl::InvalidArgumentError(
        absl::StrCat(Describe(record), " has no parent_code; only a province has none"));
  }
  for (Month month = record.valid_from; month <= record.valid_to;) {
    const AreaRecord* parent = Find(record.parent, month);
    if (parent == nullptr || parent->level >= record.level) {
      return absl::InvalidArgumentError(
          absl::StrCat(Describe(record), " lies under ", record.parent.ToString(),
                       ", which is no higher area in ", month.ToString(), "; load that one first"));
    }
    month = parent->valid_to + 1;
  }
  return absl::OkStatus();
}

const AreaRecord* AreaDraft::Find(AreaCode code, Month month) const {
  auto after = records_.upper_bound({code, month});
  if (after == records_.begin()) return nullptr;
  const AreaRecord& record = std::prev(after)->second;
  return record.code == code && month <= record.valid_to ? &record : nullptr;
}

void AreaDraft::Insert(const AreaRecord& record) {
  const Key key{record.code, record.valid_from};
  records_[key] = record;
  if (!record.parent.empty()) children_[record.parent].insert(key);
}

void AreaDraft::Erase(const Key& key) {
  const auto found = records_.find(key);
  if (found == records_.end()) return;
  if (!found->second.parent.empty()) children_[found->second.parent].erase(key);
  records_.erase(found);
}

}  // namespace baophu
