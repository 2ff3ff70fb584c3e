#ifndef BAOPHU_SERVICES_PARTICIPANT_RETENTION_RULES_DECREASE_H_
#define BAOPHU_SERVICES_PARTICIPANT_RETENTION_RULES_DECREASE_H_

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "common/area/area_catalogue.h"
#include "services/participant/flows/coverage_flows.h"
#include "services/participant/retention/rules/cover_end.h"

// Who left and what became of paid periods, by area. Pure.
namespace baophu::participant {

// Periods of one area's own code that end with one month and are not renewed.
struct LapsedCount {
  AreaCode area;
  RetentionKind kind = RetentionKind::kVoluntary;
  Month last;
  bool covered_again = false;
  std::string reason;  // What the newest contact says; empty without any.
  int64_t people = 0;
};

// Periods likewise that ended and that somebody was contacted about.
struct ContactedCount {
  AreaCode area;
  RetentionKind kind = RetentionKind::kVoluntary;
  Month last;
  bool went_on = false;  // At once or later.
  int64_t people = 0;
};

// What became of paid periods of one kind.
struct PaidPeriods {
  int64_t renewed_on_time = 0;
  int64_t pending = 0;  // Not over and not renewed yet.
  int64_t lapsed = 0;
  int64_t covered_again = 0;  // Of the lapsed.
  int64_t contacted = 0;      // Of both.
  int64_t renewed_of_contacted = 0;
  // Of the lapsed without cover again; "NOT_CONTACTED" without any contact.
  std::map<std::string, int64_t> lapsed_by_reason;

  int64_t due() const { return renewed_on_time + pending + lapsed; }
};

// Of one area, those below it included.
struct Decrease {
  // Who left by a movement, or by compulsory insurance in the place of voluntary.
  std::map<std::tuple<Scheme, FlowKind, MovementReason>, int64_t> left;
  std::map<RetentionKind, PaidPeriods> periods;
};

// What is counted, by the codes that people hang on. Flows and periods count for the areas
// above in the last month covered.
struct DecreaseCounts {
  std::vector<std::pair<FlowKey, int64_t>> left;      // LEFT alone; others are passed over.
  std::vector<std::pair<FlowKey, int64_t>> renewals;  // RENEWED alone, likewise.
  std::vector<LapsedCount> lapsed;
  std::vector<ContactedCount> contacted;
};

// Of each of these areas, also where all is zero. Periods whose last month is `this_month` or
// later are not over.
std::map<AreaCode, Decrease> DecreaseOf(std::span<const AreaCode> areas,
                                        const DecreaseCounts& counts,
                                        const AreaCatalogue& catalogue, Month this_month);

// An area and the areas directly below it in a month, the area first, then by code.
std::vector<AreaCode> WithThoseBelow(AreaCode area, Month month, const AreaCatalogue& catalogue);

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_RETENTION_RULES_DECREASE_H_
