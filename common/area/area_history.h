#ifndef BAOPHU_COMMON_AREA_AREA_HISTORY_H_
#define BAOPHU_COMMON_AREA_AREA_HISTORY_H_

#include <compare>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "common/area/area_catalogue.h"

namespace baophu {

// One arrow of a reform: the area that `predecessor` was in the month before
// became, or gave a part of itself to, the area that `successor` is from then on.
struct AreaSuccession {
  AreaCode predecessor;
  AreaCode successor;
  Month effective_from;

  friend auto operator<=>(const AreaSuccession&, const AreaSuccession&) = default;
};

// Months in which somebody who hangs on a code is counted by an area that is
// divided later, so that where the person was counted after the reform tells
// which part they belong to.
struct DividedSpan {
  AreaCode area;  // That is divided: the code itself or an area above it.
  Month from;
  Month through;
  Month by;  // The reform as of which its people are placed.
  // The first reform that divides the area, at `by` or before, and what it became in it, by code.
  Month divided;
  std::vector<AreaCode> parts;
};

// The catalogue with what became of each area. Immutable once built, so safe to
// share between threads.
//
// An area became what its arrows name. Without any, a district or commune became
// what its code names next; not so a province, whose code went to another one
// more than once. A commune that vanished without an arrow became one of the
// communes that its district, or what became of the district, has after the
// reform: which one is not known, so all of them are candidates. Any other area
// that vanished without an arrow has become nothing.
class AreaHistory {
 public:
  AreaHistory() = default;
  AreaHistory(std::vector<AreaRecord> records, std::vector<AreaSuccession> successions);

  const AreaCatalogue& catalogue() const { return catalogue_; }
  // By predecessor, successor and month.
  const std::vector<AreaSuccession>& successions() const { return successions_; }

  // First months of a new order, in which some area became another or ended.
  const std::vector<Month>& reforms() const { return reforms_; }
  bool HasReform(Month after, Month through) const;
  // The first of the months around this one in which all areas are the same.
  Month EraOf(Month month) const;

  // What the area that a code is in the month before `reform` became in it, by
  // code: itself where nothing happened to it, several where it was divided.
  std::vector<AreaCode> Next(AreaCode code, Month reform) const;
  // The first reform after `month`, up to `through`, in which something happened
  // to the area; Month::Max() when there is none.
  Month FirstReformOf(AreaCode code, Month month, Month through) const;

  // What the area that a code is in `month` is in the later month `by`, by code:
  // one area where all of it is there, none where it has no successor.
  std::vector<AreaCode> Successors(AreaCode code, Month month, Month by) const;

  // The successor as of `span.by` that a person of a divided area belongs to: through
  // each reform in which the area, or what the person's part of it became, was divided,
  // by `counting`, which tells the areas that counted the person in a month. An empty
  // code when no division leaves one area only.
  AreaCode Place(const DividedSpan& span,
                 const std::function<std::span<const AreaCode>(Month)>& counting) const;

  // Where counting somebody who hangs on `code` means that they must be placed.
  const std::vector<DividedSpan>& DividedSpans(AreaCode code) const;
  // The reform as of which the area that a code is in `month` is placed when seen
  // from `by`; Month::Min() when it is not divided until then.
  Month PlacedBy(AreaCode code, Month month, Month by) const;

  // Differs wherever Place or DividedSpans would answer otherwise; 0 where no area
  // is divided.
  int64_t DivisionDigest() const;

 private:
  void FindReforms();
  std::vector<AreaCode> FindNext(const AreaRecord& record, Month reform) const;
  void FindDivided();
  // From the month before a reform to the reform; false where nothing happened to
  // these areas in it.
  bool Advance(std::vector<AreaCode>& areas, Month reform) const;

  AreaCatalogue catalogue_;
  std::vector<AreaSuccession> successions_;
  std::vector<Month> reforms_;
  std::vector<Month> eras_;  // First months, from Month::Min() on.
  // By reform: what became of the areas to which something happened in it.
  std::map<Month, absl::flat_hash_map<AreaCode, std::vector<AreaCode>>> next_;
  // By the code that people hang on.
  absl::flat_hash_map<AreaCode, std::vector<DividedSpan>> divided_;
};

}  // namespace baophu

#endif  // BAOPHU_COMMON_AREA_AREA_HISTORY_H_
