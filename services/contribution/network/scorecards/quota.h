#ifndef BAOPHU_SERVICES_CONTRIBUTION_NETWORK_SCORECARDS_QUOTA_H_
#define BAOPHU_SERVICES_CONTRIBUTION_NETWORK_SCORECARDS_QUOTA_H_

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "common/area/area_catalogue.h"
#include "services/contribution/network/registry/network.h"

// How many people somebody is to keep or to win (chỉ tiêu). Pure.
namespace baophu::contribution {

// Numbered as in the database.
enum class QuotaHolder { kCollector = 1, kOrganisation = 2, kPoint = 3, kArea = 4 };
// COLLECTOR, ORGANISATION, POINT or AREA.
std::string_view QuotaHolderText(QuotaHolder holder);
std::optional<QuotaHolder> ParseQuotaHolder(std::string_view text);

struct QuotaKey {
  QuotaHolder holder_kind = QuotaHolder::kCollector;
  std::string holder;
  QuotaGoal goal = QuotaGoal::kKeep;
  std::optional<SelfPaidScheme> scheme;  // Nothing: all together.
  Month from;                            // A month, or January to
  Month through;                         // December of a year.

  friend auto operator<=>(const QuotaKey&, const QuotaKey&) = default;
};

struct Quota {
  QuotaKey key;
  int64_t people = 0;
  Recorded recorded;
};

// People by what the quota is for.
using Quotas = std::map<QuotaKey, int64_t>;

// Reads a month, YYYY-MM, or a year, YYYY, into first and last month. INVALID_ARGUMENT for
// anything else.
struct MonthRange {
  Month from;
  Month through;
};
absl::StatusOr<MonthRange> ReadPeriod(const std::string& field, const std::string& text);

// A quota whose holder is known in its last month.
absl::Status CheckQuota(const Quota& quota, const Network& network, const AreaCatalogue& areas);

// The quota of a period: the one that is for just this period, or else the sum of those of
// its months where each has one. Months of `key` are left out. A year's quota is not split:
// nobody says that each month has a twelfth of it.
std::optional<int64_t> QuotaOf(const Quotas& quotas, QuotaKey key, MonthRange period);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_NETWORK_SCORECARDS_QUOTA_H_
