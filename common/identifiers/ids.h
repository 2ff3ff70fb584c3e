#ifndef BAOPHU_COMMON_IDENTIFIERS_IDS_H_
#define BAOPHU_COMMON_IDENTIFIERS_IDS_H_

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace baophu {

// A number that names a record of one kind and cannot be mixed up with a
// number of another kind. 0 names nothing. Tag has `kCollection`, the
// collection of resource names.
template <typename Tag>
class RecordId {
 public:
  constexpr RecordId() = default;
  explicit constexpr RecordId(int64_t value) : value_(value) {}

  // Reads "<collection>/<value>"; nothing for anything else.
  static std::optional<RecordId> FromName(std::string_view name) {
    constexpr std::string_view kCollection = Tag::kCollection;
    if (name.size() <= kCollection.size() + 1 || !name.starts_with(kCollection) ||
        name[kCollection.size()] != '/') {
      return std::nullopt;
    }
    name.remove_prefix(kCollection.size() + 1);
    int64_t value = 0;
    // SimpleAtoi would pass over spaces and signs.
    if (name[0] == '0' || name.find_first_not_of("0123456789") != std::string_view::npos ||
        !absl::SimpleAtoi(absl::string_view(name.data(), name.size()), &value)) {
      return std::nullopt;
    }
    return RecordId(value);
  }

  // "<collection>/<value>"; empty for 0.
  std::string ToName() const {
    return value_ == 0 ? std::string() : absl::StrCat(Tag::kCollection, "/", value_);
  }

  constexpr int64_t value() const { return value_; }
  explicit constexpr operator bool() const { return value_ != 0; }

  friend constexpr auto operator<=>(RecordId, RecordId) = default;

  template <typename H>
  friend H AbslHashValue(H h, RecordId id) {
    return H::combine(std::move(h), id.value_);
  }

 private:
  int64_t value_ = 0;
};

struct PersonTag {
  static constexpr char kCollection[] = "people";
};
struct EmployerTag {
  static constexpr char kCollection[] = "employers";
};
struct HouseholdTag {
  static constexpr char kCollection[] = "households";
};

using PersonId = RecordId<PersonTag>;
using EmployerId = RecordId<EmployerTag>;
using HouseholdId = RecordId<HouseholdTag>;

}  // namespace baophu

#endif  // BAOPHU_COMMON_IDENTIFIERS_IDS_H_
