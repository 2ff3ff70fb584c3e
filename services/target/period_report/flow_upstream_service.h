#ifndef BAOPHU_SERVICES_TARGET_PERIOD_REPORT_FLOW_UPSTREAM_SERVICE_H_
#define BAOPHU_SERVICES_TARGET_PERIOD_REPORT_FLOW_UPSTREAM_SERVICE_H_

#include <baophu/participant/v1/coverage_flow_service.grpc.pb.h>
#include <grpcpp/grpcpp.h>

#include <memory>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/area/area_code.h"
#include "common/month/month.h"

namespace baophu::target {

// Asks participant who joined, left and moved. Thread-safe; blocks.
class FlowUpstream {
 public:
  explicit FlowUpstream(const std::shared_ptr<grpc::Channel>& participant)
      : stub_(participant::v1::CoverageFlowService::NewStub(participant)) {}

  // Of months from `from` through `through`, reflecting at least `min_revision`.
  // UNAVAILABLE, naming participant, when it cannot be reached in time.
  absl::StatusOr<participant::v1::QueryCoverageFlowsResponse> Query(AreaCode area, Month from,
                                                                    Month through,
                                                                    int64_t min_revision,
                                                                    absl::Time deadline) const;

 private:
  const std::unique_ptr<participant::v1::CoverageFlowService::Stub> stub_;
};

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_PERIOD_REPORT_FLOW_UPSTREAM_SERVICE_H_
