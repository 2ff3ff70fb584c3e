#include "services/contribution/network/scorecards/quota.h"

#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "common/status/fault.h"
#include "common/status/try.h"

namespace baophu::contribution {
namespace {

constexpr std::array kHolders = {QuotaHolder::kCollector, QuotaHolder::kOrganisation,
                                 QuotaHolder::kPoint, QuotaHolder::kArea};
constexpr int64_t kMostPeople = 100'000'000;
constexpr size_t kYearChars = 4;

bool IsKnown(const QuotaKey& key, const Network& network, const AreaCatalogue& areas) {
  const Day last = Day::LastOf(key.through);
  switch (key.holder_kind) {
    case QuotaHolder::kCollector:
      return network.collectors.On(key.holder, last) != nullptr;
    case QuotaHolder::kOrganisation:
      return network.organisations.On(key.holder, last) != nullptr;
    case QuotaHolder::kPoint:
      return network.points.On(key.holder, last) != nullptr;
    case QuotaHolder::kArea:
      break;
  }
  const absl::StatusOr<AreaCode> area = AreaCode::Parse(key.holder);
  if (!area.ok()) return false;
  return std::any_of(areas.records().begin(), areas.records().end(), [&](const AreaRecord& each) {
    return each.code == *area && each.valid_from <= key.through && key.from <= each.valid_to;
  });
}

}  // namespace

std::string_view QuotaHolderText(QuotaHolder holder) {
  switch (holder) {
    case QuotaHolder::kCollector:
      return "COLLECTOR";
    case QuotaHolder::kOrganisation:
      return "ORGANISATION";
    case QuotaHolder::kPoint:
      return "POINT";
    case QuotaHolder::kArea:
      break;
  }
  return "AREA";
}

std::optional<QuotaHolder> ParseQuotaHolder(std::string_view text) {
  for (const QuotaHolder holder : kHolders) {
    if (QuotaHolderText(holder) == text) return holder;
  }
  return std::nullopt;
}

absl::StatusOr<MonthRange> ReadPeriod(const std::string& field, const std::string& text) {
  if (text.size() == kYearChars) {
    const absl::StatusOr<Month> january = Month::Parse(text + "-01");
    if (january.ok()) return MonthRange{*january, *january + 11};
  } else if (const absl::StatusOr<Month> month = Month::Parse(text); month.ok()) {
    return MonthRange{*month, *month};
  }
  return InvalidField(field, "is neither a month nor a year", "write 2024-09 or 2024");
}

absl::Status CheckQuota(const Quota& quota, const Network& network, const AreaCatalogue& areas) {
  if (quota.people < 0 || quota.people > kMostPeople) {
    return InvalidField("people", "is no number of people", "write 0 to 100,000,000");
  }
  if (IsKnown(quota.key, network, areas)) return absl::OkStatus();
  return FaultStatus(absl::StatusCode::kNotFound, "UNKNOWN_HOLDER", "holder",
                     "is not known at the end of the period",
                     "correct holder_kind or holder, or load the holder first");
}

std::optional<int64_t> QuotaOf(const Quotas& quotas, QuotaKey key, MonthRange period) {
  key.from = period.from;
  key.through = period.through;
  if (const auto exact = quotas.find(key); exact != quotas.end()) return exact->second;
  int64_t sum = 0;
  for (Month month = period.from; month <= period.through; month = month + 1) {
    key.from = key.through = month;
    const auto of_month = quotas.find(key);
    if (of_month == quotas.end()) return std::nullopt;
    sum += of_month->second;
  }
  return sum;
}

}  // namespace baophu::contribution
