#ifndef BAOPHU_COMMON_AREA_AREA_DRAFT_H_
#define BAOPHU_COMMON_AREA_AREA_DRAFT_H_

#include <map>
#include <set>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "common/area/area_catalogue.h"

namespace baophu {

// Records of areas while they are changed one by one. Sound means that no two
// meanings of one code overlap, that every area but a province has a parent of a
// higher level in each of its months, and that valid_to is not before
// valid_from. Not thread-safe.
class AreaDraft {
 public:
  // Takes the records as they are, sound or not.
  explicit AreaDraft(const std::vector<AreaRecord>& records);

  // INVALID_ARGUMENT names a record that is not sound, and the remedy.
  absl::Status Check() const;

  // Puts a record in place of the one with its code and valid_from, if any. When
  // its code or an area below it is not sound then, nothing is changed and the
  // status is INVALID_ARGUMENT. Takes the time of these few records only.
  absl::Status Put(const AreaRecord& record);

 private:
  using Key = std::pair<AreaCode, Month>;

  absl::Status CheckOne(const AreaRecord& record) const;
  absl::Status CheckParent(const AreaRecord& record) const;
  absl::Status CheckAround(AreaCode code) const;
  const AreaRecord* Find(AreaCode code, Month month) const;
  void Insert(const AreaRecord& record);
  void Erase(const Key& key);

  std::map<Key, AreaRecord> records_;
  std::map<AreaCode, std::set<Key>> children_;  // By parent.
};

}  // namespace baophu

#endif  // BAOPHU_COMMON_AREA_AREA_DRAFT_H_
