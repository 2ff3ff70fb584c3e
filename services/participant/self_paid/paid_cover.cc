#include "services/participant/self_paid/paid_cover.h"

#include "absl/strings/str_cat.h"

namespace baophu::participant {

std::vector<Movement> MovementsOf(const PaidCover& cover, const Categories& categories) {
  Movement paid;
  paid.id = absl::StrCat("paid:", cover.cover_id);
  paid.kind = MovementKind::kPaidThrough;
  paid.schemes = cover.schemes;
  paid.effective = cover.from;
  paid.through = cover.through;
  paid.area = cover.area;
  paid.category = categories.Find(cover.category);
  paid.contract_date = Day::FirstOf(cover.from);
  if (!cover.annulled) return {paid};
  Movement annul;
  annul.id = absl::StrCat(paid.id, ":annulled");
  annul.kind = MovementKind::kAnnul;
  annul.schemes = cover.schemes;
  annul.effective = cover.from;
  annul.contract_date = paid.contract_date;
  annul.names = paid.id;
  return {paid, annul};
}

std::optional<std::string> ProblemOf(const PaidCover& cover, const AreaCatalogue& areas,
                                     const Categories& categories) {
  if (areas.Find(cover.area, cover.from) == nullptr) {
    return absl::StrCat("no area has the code ", cover.area.ToString(), " in ",
                        cover.from.ToString());
  }
  const Category category = categories.Find(cover.category);
  for (const Scheme scheme : kMovementSchemes) {
    if (cover.schemes.Has(scheme) && !categories.Allowed(scheme, category)) {
      return absl::StrCat("categories.csv has no ", cover.category, " for one of its schemes");
    }
  }
  if (cover.schemes.empty() || cover.through < cover.from) return "it covers nothing";
  return std::nullopt;
}

}  // namespace baophu::participant
