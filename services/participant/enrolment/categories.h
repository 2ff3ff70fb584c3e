#ifndef BAOPHU_SERVICES_PARTICIPANT_ENROLMENT_CATEGORIES_H_
#define BAOPHU_SERVICES_PARTICIPANT_ENROLMENT_CATEGORIES_H_

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "services/participant/enrolment/scheme.h"

namespace baophu::participant {

// A category by its place in the catalogue; 0 is none. Its code, not this
// number, is what is stored.
struct Category {
  uint8_t number = 0;

  explicit operator bool() const { return number != 0; }
  friend auto operator<=>(Category, Category) = default;
  template <typename H>
  friend H AbslHashValue(H h, Category c) {
    return H::combine(std::move(h), c.number);
  }
};

// A category of a scheme with its place in the scheme's order.
struct RankedCategory {
  Scheme scheme = Scheme::kCompulsory;
  std::string code;
  int rank = 0;

  friend auto operator<=>(const RankedCategory&, const RankedCategory&) = default;
};

// SOCIAL_COMPULSORY, SOCIAL_VOLUNTARY, HEALTH or UNEMPLOYMENT, as
// categories.csv names a scheme of movements.
std::string_view SchemeText(Scheme scheme);

// The categories of each scheme with their order (deploy/config/categories.csv:
// scheme, code, rank, paid_ahead, name_vi, name_en). Of several kinds of health cover in
// one month the lowest rank counts: employment, paid by the insurance fund,
// paid by the budget, supported by the budget, household (decree 146/2018, art.
// 7(4)). Immutable, safe to share between threads.
class Categories {
 public:
  // INVALID_ARGUMENT with the line at fault.
  static absl::StatusOr<Categories> Load(const std::string& path);

  // None for an unknown code.
  Category Find(std::string_view code) const;
  const std::string& code(Category category) const { return codes_[category.number]; }
  bool Allowed(Scheme scheme, Category category) const;
  // True where cover is paid for months ahead and ends with them, so that nobody
  // joins it without an end.
  bool PaidAhead(Scheme scheme, Category category) const;
  // Lower counts first. Categories that the scheme does not list come last.
  int rank(Scheme scheme, Category category) const;
  // Every line of the file, by scheme and code.
  std::vector<RankedCategory> Ranked() const;

 private:
  static constexpr int kLastRank = 1'000'000;

  struct Entry {
    int rank = kLastRank;
    bool paid_ahead = false;
  };
  Entry EntryOf(Scheme scheme, Category category) const;

  std::vector<std::string> codes_ = {""};
  absl::flat_hash_map<std::string, Category> by_code_;
  absl::flat_hash_map<std::pair<int, int>, Entry> entries_;  // By scheme and number.
};

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_ENROLMENT_CATEGORIES_H_
