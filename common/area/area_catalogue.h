#ifndef BAOPHU_COMMON_AREA_AREA_CATALOGUE_H_
#define BAOPHU_COMMON_AREA_AREA_CATALOGUE_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "common/area/area_code.h"
#include "common/month/month.h"

namespace baophu {

enum class AreaLevel { kProvince = 1, kDistrict = 2, kCommune = 3 };

// PROVINCE, DISTRICT or COMMUNE; INVALID_ARGUMENT for anything else.
absl::StatusOr<AreaLevel> ParseAreaLevel(std::string_view text);
std::string_view AreaLevelText(AreaLevel level);

// Whether a code has as many digits as the codes of a level.
bool FitsLevel(const AreaCode& code, AreaLevel level);

// One meaning of a code, from a month through a month (Month::Max() while it
// holds).
struct AreaRecord {
  AreaCode code;
  AreaLevel level = AreaLevel::kCommune;
  std::string name;
  AreaCode parent;  // Empty for a province.
  Month valid_from;
  Month valid_to;

  // Whether the meaning holds in a month.
  bool Holds(Month month) const { return valid_from <= month && month <= valid_to; }
};

// The months in which people who hang on one code count for the same list of
// areas: the area itself, where it is in force, and every area above it.
struct AncestorSpan {
  Month from;
  Month through;
  std::vector<AreaCode> areas;  // Lowest first.
};

// All areas of all eras. Immutable once built, so safe to share between
// threads.
//
// People who hang on a code after its last month (a commune that was abolished
// and whose movements to its successors are not recorded yet) keep counting
// for the areas above it as long as these are in force, so that no province
// loses anybody in a reform.
class AreaCatalogue {
 public:
  AreaCatalogue() = default;
  explicit AreaCatalogue(std::vector<AreaRecord> records);

  // The meaning of a code in a month; null when it has none.
  const AreaRecord* Find(AreaCode code, Month month) const;
  // The newest meaning of a code; null for an unknown code.
  const AreaRecord* FindNewest(AreaCode code) const;

  // By month, without gaps from Month::Min() to Month::Max(): which areas count
  // a person who hangs on `code`. Spans in which none does have no areas. Empty
  // for an unknown code.
  const std::vector<AncestorSpan>& AncestorSpans(AreaCode code) const;

  // By code and valid_from.
  const std::vector<AreaRecord>& records() const { return records_; }

 private:
  std::vector<AncestorSpan> BuildSpans(AreaCode code) const;

  std::vector<AreaRecord> records_;
  // First and one-past-last position in records_ of a code's meanings.
  absl::flat_hash_map<AreaCode, std::pair<size_t, size_t>> by_code_;
  absl::flat_hash_map<AreaCode, std::vector<AncestorSpan>> ancestor_spans_;
};

}  // namespace baophu

#endif  // BAOPHU_COMMON_AREA_AREA_CATALOGUE_H_
