#ifndef BAOPHU_SERVICES_PARTICIPANT_RETENTION_RULES_COVER_END_H_
#define BAOPHU_SERVICES_PARTICIPANT_RETENTION_RULES_COVER_END_H_

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/area/area_code.h"
#include "common/month/month.h"
#include "services/participant/enrolment/categories.h"
#include "services/participant/enrolment/coverage_flow.h"

// Ends of cover that somebody should care about, from what a person's movements amount to.
// Pure.
namespace baophu::participant {

// What a case of retention is about. Numbered as in the database, in the order of lists.
enum class RetentionKind : uint8_t {
  kVoluntary = 1,  // Voluntary social insurance ends.
  kHousehold = 2,  // Health insurance that people pay for themselves ends.
  kUncovered = 3,  // No health insurance, in a household where somebody pays for it.
  kLeftWork = 4,   // Compulsory social insurance ended.
};

// VOLUNTARY, HOUSEHOLD, UNCOVERED or LEFT_WORK.
std::string_view RetentionKindText(RetentionKind kind);
std::optional<RetentionKind> RetentionKindOf(std::string_view text);
// The scheme that ends, or is missing.
Scheme SchemeOf(RetentionKind kind);

// An end of cover of one person that no cover followed in the next month.
struct CoverEnd {
  RetentionKind kind = RetentionKind::kVoluntary;
  Month last;  // The last month covered.
  AreaCode area;
  // The first month with cover again; Month() while there is none. Of VOLUNTARY and
  // LEFT_WORK compulsory or voluntary insurance is cover again, of HOUSEHOLD any health
  // insurance.
  Month again;
  FlowKind ended_by = FlowKind::kLapsed;  // kLeave or kLapsed.
  std::string reason;                     // As the movement states it; empty where none is.

  friend bool operator==(const CoverEnd&, const CoverEnd&) = default;
};

// The ends among a person's flows, by kind and month. Voluntary cover that compulsory
// insurance replaces does not end, nor does compulsory insurance that voluntary cover
// follows at once, nor household cover that other health insurance follows.
std::vector<CoverEnd> EndsOf(const std::vector<CoverageFlow>& flows, const Categories& categories);

// Where a person counted in `month`, if cover of the kind ended with it and other cover
// followed at once, so that it is no end of EndsOf: paid on, or work in its place. Of
// UNCOVERED always nothing.
std::optional<AreaCode> AreaOfFollowedEnd(const std::vector<CoverageFlow>& flows,
                                          const std::vector<CoverageFlow>& renewals,
                                          const Categories& categories, RetentionKind kind,
                                          Month month);

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_RETENTION_RULES_COVER_END_H_
