// What RetentionServiceImpl reports of who left.

#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/month/moment.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "services/participant/areas/area_service.h"
#include "services/participant/flows/flow_store.h"
#include "services/participant/retention/retention_service.h"
#include "services/participant/retention/rules/decrease.h"
#include "services/participant/retention/store/decrease_store.h"

namespace baophu::participant {
namespace {

constexpr int32_t kMostMonths = 12;

void Fill(const Decrease& decrease, const MovementReasons& reasons, v1::AreaDecrease& message) {
  for (const auto& [key, people] : decrease.left) {
    const auto& [scheme, kind, reason] = key;
    if (people == 0) continue;
    v1::DecreaseByReason& told = *message.add_left();
    told.set_scheme(static_cast<type::v1::Scheme>(scheme));
    told.set_kind(std::string(FlowKindText(kind)));
    told.set_reason(reasons.entry(reason).code);
    told.set_people(people);
  }
  for (const auto& [kind, periods] : decrease.periods) {
    v1::PaidPeriodDecrease& told = *message.add_paid_periods();
    told.set_kind(std::string(RetentionKindText(kind)));
    told.set_due(periods.due());
    told.set_renewed_on_time(periods.renewed_on_time);
    told.set_pending(periods.pending);
    told.set_lapsed(periods.lapsed);
    told.set_covered_again(periods.covered_again);
    told.set_contacted(periods.contacted);
    told.set_renewed_of_contacted(periods.renewed_of_contacted);
    for (const auto& [reason, people] : periods.lapsed_by_reason) {
      v1::LapsedByReason& by_reason = *told.add_lapsed_by_reason();
      by_reason.set_reason(reason);
      by_reason.set_people(people);
    }
  }
}

}  // namespace

absl::Status RetentionServiceImpl::Report(const v1::ReportDecreaseRequest& request,
                                          v1::ReportDecreaseResponse& response) const {
  const absl::StatusOr<AreaCode> area = ParseAreaName(request.parent());
  if (!area.ok()) return WithField(area.status(), "parent");
  const absl::StatusOr<Month> from = Month::Parse(request.from_month());
  if (!from.ok()) return WithField(from.status(), "from_month");
  const absl::StatusOr<Month> through = Month::Parse(request.through_month());
  if (!through.ok()) return WithField(through.status(), "through_month");
  if (*through < *from || *through - *from >= kMostMonths) {
    return InvalidField("through_month", "is before from_month, or more than 11 months after it",
                        "ask for 1 to 12 months");
  }
  std::shared_ptr<const AreaCatalogue> catalogue;
  std::vector<AreaCode> areas;
  DecreaseCounts counts;
  BAOPHU_TRY(context_.database.Read([&](soci::session& session) -> absl::Status {
    response.set_revision(ReadFeedBounds(session).revision);
    catalogue = context_.areas.In(session);
    if (catalogue->FindNewest(*area) == nullptr) {
      return FaultStatus(absl::StatusCode::kNotFound, "UNKNOWN_AREA", "parent",
                         absl::StrCat("no area has the code ", area->ToString()),
                         "list areas to see the codes");
    }
    areas = WithThoseBelow(*area, *through, *catalogue);
    const FlowCodes codes = {context_.categories, context_.reasons};
    const std::vector<AreaCode> counting = AreasCountingFor(*area, *from, *through + 1, *catalogue);
    counts.left = flow_store::ReadOf(session, counting, *from, *through, codes);
    // A period's last month is the one before that of its flow.
    counts.renewals = flow_store::ReadOf(session, counting, *from + 1, *through + 1, codes);
    counts.lapsed = decrease_store::ReadLapsed(session, counting, *from, *through);
    counts.contacted = decrease_store::ReadContacted(session, counting, *from, *through);
    return absl::OkStatus();
  }));
  const std::map<AreaCode, Decrease> report =
      DecreaseOf(areas, counts, *catalogue, VietnamDay(absl::ToUnixMicros(absl::Now())).month());
  for (const AreaCode code : areas) {
    v1::AreaDecrease& message = *response.add_areas();
    message.set_area(code.ToString());
    const AreaRecord* const record = catalogue->Find(code, *through);
    if (record != nullptr) message.set_display_name(record->name);
    Fill(report.at(code), context_.reasons, message);
  }
  return absl::OkStatus();
}

}  // namespace baophu::participant
