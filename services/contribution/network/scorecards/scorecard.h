#ifndef BAOPHU_SERVICES_CONTRIBUTION_NETWORK_SCORECARDS_SCORECARD_H_
#define BAOPHU_SERVICES_CONTRIBUTION_NETWORK_SCORECARDS_SCORECARD_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "common/area/area_catalogue.h"
#include "services/contribution/network/law/collection_law.h"
#include "services/contribution/network/registry/network.h"
#include "services/contribution/network/scorecards/cover_facts.h"
#include "services/contribution/network/scorecards/quota.h"

// Scorecards from kept facts (phiếu theo dõi chỉ tiêu). Pure: what they cost grows with
// collectors, areas and months, not with people.
namespace baophu::contribution {

// Why a cover lapsed of which no contact is known.
inline constexpr char kNotContacted[] = "NOT_CONTACTED";

// Whom a scorecard is of. kArea is one area of any level, with all below it.
enum class ScoreLevel { kCollector, kPoint, kOrganisation, kCommune, kDistrict, kArea };
// COLLECTOR, POINT, ORGANISATION, COMMUNE, DISTRICT or AREA.
std::string_view ScoreLevelText(ScoreLevel level);
// Of all but AREA.
std::optional<ScoreLevel> ParseScoreLevel(std::string_view text);

struct ScoreFigures {
  Facts facts;
  int64_t lapsed = 0;   // Due, not renewed, and the month is over.
  int64_t pending = 0;  // Due, not renewed, and the month is not over.
  Vnd commission;
  std::map<std::string, int64_t> lapses;  // Of `lapsed`, by reason; kNotContacted: the rest.
  std::optional<int64_t> keep_quota;
  std::optional<int64_t> win_quota;

  int64_t keep_shortfall() const;
  int64_t win_shortfall() const;
};

// The code that what the agency's own desk took stands under.
inline constexpr char kOwnDesk[] = "-";

struct Scorecard {
  std::string code;          // Of the collector, point, organisation or area.
  std::string organisation;  // That a collector or point is of at the period's end.
  std::string point;         // The same of a collector.
  ScoreFigures total;
  std::map<SelfPaidScheme, ScoreFigures> schemes;
  int64_t shortfall = 0;  // Of all quotas: a surplus of one scheme makes up for no other.
};

struct ScoreQuestion {
  ScoreLevel level = ScoreLevel::kCollector;
  MonthRange months;
  AreaCode area;             // Empty: every area.
  std::string organisation;  // Only its collectors and points; empty: all.
  std::optional<SelfPaidScheme> scheme;
  std::string only;  // One code; empty: all.
  Month first_open;  // The first month that is not over.
};

// By code. Who has a place in the network in these months has a scorecard, also without
// figures; so has each area. FAILED_PRECONDITION where no commission rate holds.
absl::StatusOr<std::vector<Scorecard>> MakeScorecards(
    const ScoreQuestion& question, const CollectionLaw& law, const Network& network,
    const AreaCatalogue& areas, const FactChanges& facts, const Quotas& quotas);

// All together, without quotas.
ScoreFigures SumOf(const std::vector<Scorecard>& scorecards);

// Keeps those below quota, the largest shortfall first, then by code.
void KeepBelowQuota(std::vector<Scorecard>& scorecards);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_NETWORK_SCORECARDS_SCORECARD_H_
