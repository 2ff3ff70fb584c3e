#ifndef BAOPHU_SERVICES_TARGET_PLANS_PLAN_BOOK_H_
#define BAOPHU_SERVICES_TARGET_PLANS_PLAN_BOOK_H_

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "common/area/area_catalogue.h"
#include "services/target/plans/plan_rules.h"

namespace baophu::target {

// What plans of areas are split into: the plans of the areas directly below, or those
// of the officers or organisations that work in the area. Each split is a whole of its own.
enum class PlanSplit { kAreas, kOfficers, kOrganisations };

// AREAS, OFFICERS or ORGANISATIONS.
const char* PlanSplitText(PlanSplit split);

// The split that a plan is a part in.
PlanSplit SplitOf(const PlanVersion& plan);

// Plans of one year side by side, so that a new version can be held against those that
// are there. Pure.
//
// What it refuses (the plan flow of QĐ 595/QĐ-BHXH: the whole is assigned first, then
// split):
// - a revision dated before the first version of its plan;
// - an assigned number by which the parts of a plan would exceed the whole in a month in
//   which both hold. A whole that is lowered below its parts is taken: the parts are
//   revised after it, and ListPlanParts tells of them until then. Parts of promises and
//   of ratios do not add up and are not held against a whole.
class PlanBook {
 public:
  // `areas` must outlive the book. `stored`: at least all plans of AreasBeside(areas,
  // areas of the versions that will be admitted), of their years.
  PlanBook(const AreaCatalogue& areas, const std::vector<PlanVersion>& stored);

  // Takes a version, which may replace the one of the same key; or says what is wrong
  // with it and stays as it is.
  std::optional<Problem> Admit(const PlanVersion& plan);

 private:
  // What parts and whole have in common: indicator, year, assigner, kind, base.
  using Series = std::tuple<std::string, int, std::string, PlanKind, std::string>;
  // Whose: area and holder.
  using Owner = std::pair<AreaCode, std::string>;
  // Values by the month from which they hold.
  using Versions = std::map<Month, int64_t>;

  void Add(const PlanVersion& plan);
  std::optional<int64_t> ValueAt(const Series& series, const Owner& owner, Month month) const;
  // The area whose plan this one is a part of; nothing for a province's own.
  std::optional<AreaCode> WholeOf(const PlanVersion& plan, Month month) const;
  // Sum of the parts that hold in a month.
  int64_t PartsAt(const Series& series, AreaCode whole, PlanSplit split, Month month);

  const AreaCatalogue& areas_;
  std::map<Series, std::map<Owner, Versions>> plans_;
  // As far as it was asked for, kept up to date.
  std::map<std::tuple<Series, AreaCode, PlanSplit, Month>, int64_t> parts_;
};

// The areas themselves, the areas directly above them in any month of the year, and all that are
// directly below those.
std::set<AreaCode> AreasBeside(const AreaCatalogue& areas, const std::set<AreaCode>& of, int year);

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_PLANS_PLAN_BOOK_H_
