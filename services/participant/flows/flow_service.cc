#include "services/participant/flows/flow_service.h"

#include <set>

#include "absl/strings/str_cat.h"
#include "common/feed/at_revision.h"
#include "common/status/try.h"
#include "services/participant/areas/area_service.h"
#include "services/participant/flows/coverage_flows.h"
#include "services/participant/flows/flow_store.h"

namespace baophu::participant {
namespace {

constexpr int32_t kMaxMonths = 64;

void Fill(const AreaFlows& flows, const Categories& categories, const MovementReasons& reasons,
          v1::QueryCoverageFlowsResponse& response) {
  std::set<MovementReason> named;
  for (const auto& [key, people] : flows) {
    if (key.kind == FlowKind::kRenewed) continue;
    v1::CoverageFlow* flow = response.add_flows();
    flow->set_scheme(static_cast<type::v1::Scheme>(key.scheme));
    flow->set_category(categories.code(key.category));
    flow->set_flow(std::string(FlowText(key.kind)));
    flow->set_kind(std::string(FlowKindText(key.kind)));
    flow->set_reason(reasons.entry(key.reason).code);
    flow->set_people(people);
    if (key.reason != MovementReason()) named.insert(key.reason);
  }
  for (const MovementReason reason : named) {
    const MovementReasons::Entry& entry = reasons.entry(reason);
    v1::FlowReason* name = response.add_reasons();
    name->set_code(entry.code);
    name->set_display_name_vi(entry.name_vi);
    name->set_display_name_en(entry.name_en);
  }
}

}  // namespace

absl::Status CoverageFlowServiceImpl::Answer(const v1::QueryCoverageFlowsRequest& request,
                                             v1::QueryCoverageFlowsResponse& response) const {
  BAOPHU_ASSIGN(const AreaCode area, ParseAreaName(request.name()));
  const absl::StatusOr<Month> from = Month::Parse(request.from_month());
  if (!from.ok()) return WithField(from.status(), "from_month");
  const absl::StatusOr<Month> through = Month::Parse(request.through_month());
  if (!through.ok()) return WithField(through.status(), "through_month");
  if (*through < *from || *through - *from >= kMaxMonths) {
    return InvalidField("through_month", "is before from_month, or more than 63 months after it",
                        "ask for 1 to 64 months");
  }
  return context_.database.Read([&](soci::session& session) -> absl::Status {
    response.set_revision(ReadFeedBounds(session).revision);
    const auto catalogue = context_.areas.In(session);
    if (catalogue->FindNewest(area) == nullptr) {
      return FaultStatus(absl::StatusCode::kNotFound, "UNKNOWN_AREA", "name",
                         absl::StrCat("no area has the code ", area.ToString()),
                         "list areas to see the codes");
    }
    const std::vector<AreaCode> areas = AreasCountingFor(area, *from, *through, *catalogue);
    Fill(FlowsOf(area,
                 flow_store::ReadOf(session, areas, *from, *through,
                                    {context_.categories, context_.reasons}),
                 *catalogue),
         context_.categories, context_.reasons, response);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* CoverageFlowServiceImpl::QueryCoverageFlows(
    grpc::CallbackServerContext* call, const v1::QueryCoverageFlowsRequest* request,
    v1::QueryCoverageFlowsResponse* response) {
  return rpc::RunUnaryAtRevision(call, context_.executor, context_.clock, request->min_revision(),
                                 [this, request, response] { return Answer(*request, *response); });
}

}  // namespace baophu::participant
