#include "services/target/period_report/flow_upstream_service.h"

#include "absl/strings/str_cat.h"
#include "services/target/coverage_report/upstream_service.h"

namespace baophu::target {

absl::StatusOr<participant::v1::QueryCoverageFlowsResponse> FlowUpstream::Query(
    AreaCode area, Month from, Month through, int64_t min_revision, absl::Time deadline) const {
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(deadline));
  participant::v1::QueryCoverageFlowsRequest request;
  request.set_name(absl::StrCat("areas/", area.ToString()));
  request.set_from_month(from.ToString());
  request.set_through_month(through.ToString());
  request.set_min_revision(min_revision);
  participant::v1::QueryCoverageFlowsResponse response;
  const grpc::Status status = stub_->QueryCoverageFlows(&context, request, &response);
  if (!status.ok()) return UpstreamFailure("participant", status);
  return response;
}

}  // namespace baophu::target
