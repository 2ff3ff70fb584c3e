#ifndef BAOPHU_COMMON_AREA_TERRITORY_H_
#define BAOPHU_COMMON_AREA_TERRITORY_H_

#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "common/area/area_history.h"

namespace baophu {

// How much of an earlier area lies in a later one.
enum class TerritoryShare {
  kWhole,    // All of it.
  kPart,     // Some: it was divided, and where its people went tells how many.
  kWithout,  // None, though another earlier area that contains it counts as whole.
};

// WHOLE, PART or WITHOUT.
std::string_view TerritoryShareText(TerritoryShare share);

// One earlier area of a later one.
struct TerritoryPart {
  AreaCode area;  // As the code was meant in the earlier month.
  TerritoryShare share = TerritoryShare::kWhole;
  // The first reform in which something happened to the area; Month::Max() when
  // nothing did.
  Month reform;
  // Of an area that was divided: its successors that are the later area or lie in
  // it. By code.
  std::vector<AreaCode> into;

  friend bool operator==(const TerritoryPart&, const TerritoryPart&) = default;
};

// What made up the areas of one month in an earlier one. The figure of an area
// in the earlier month is the sum of its WHOLE areas, less the WITHOUT ones, and
// of what is placed of its PARTs; an area may be both WITHOUT and PART. Over all
// areas of one level, each earlier area of the level is whole in one, or a part
// in each that it was divided into.
//
// An area above communes follows the arrows of its own level. Communes that went
// elsewhere than the rest of it are taken off, and added where they went.
// Refers to the history. Immutable once built.
class Territories {
 public:
  // `earlier` is not after `month`.
  Territories(const AreaHistory& history, Month month, Month earlier);

  // Of an area that is in force in the month; by code, then by share. Empty when
  // nothing is known of it in the earlier month.
  std::vector<TerritoryPart> PartsOf(AreaCode area) const;

  // Whether these parts are the area itself, of which nothing was taken and to
  // which nothing was added since: figures need no adding up.
  bool IsUnchanged(AreaCode area, const std::vector<TerritoryPart>& parts) const;

 private:
  // An area with none below it in the earlier month, which may have gone elsewhere
  // than the areas above it.
  struct Leaf {
    AreaCode area;
    std::vector<AreaCode> above;  // In the earlier month.
    // Never empty; each with the areas above it in the later month.
    std::vector<std::pair<AreaCode, std::vector<AreaCode>>> successors;
  };

  TerritoryPart PartOf(AreaCode area, TerritoryShare share, std::vector<AreaCode> into) const;
  // The leaf's successors that are `area` or lie in it.
  static std::vector<AreaCode> Inside(AreaCode area, const Leaf& leaf);

  const AreaHistory& history_;
  const Month month_;
  const Month earlier_;
  const bool reformed_;  // Whether there is a reform between the two.
  absl::flat_hash_map<AreaCode, std::vector<AreaCode>> successors_;
  absl::flat_hash_map<AreaCode, std::vector<AreaCode>> predecessors_;
  std::vector<Leaf> leaves_;
};

}  // namespace baophu

#endif  // BAOPHU_COMMON_AREA_TERRITORY_H_
