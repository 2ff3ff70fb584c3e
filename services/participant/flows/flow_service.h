#ifndef BAOPHU_SERVICES_PARTICIPANT_FLOWS_FLOW_SERVICE_H_
#define BAOPHU_SERVICES_PARTICIPANT_FLOWS_FLOW_SERVICE_H_

#include <baophu/participant/v1/coverage_flow_service.grpc.pb.h>

#include "services/participant/context.h"

namespace baophu::participant {

// Serves who joined and left, and why; see coverage_flow_service.proto.
class CoverageFlowServiceImpl final : public v1::CoverageFlowService::CallbackService {
 public:
  explicit CoverageFlowServiceImpl(const Context& context) : context_(context) {}

  grpc::ServerUnaryReactor* QueryCoverageFlows(grpc::CallbackServerContext* call,
                                               const v1::QueryCoverageFlowsRequest* request,
                                               v1::QueryCoverageFlowsResponse* response) override;

 private:
  absl::Status Answer(const v1::QueryCoverageFlowsRequest& request,
                      v1::QueryCoverageFlowsResponse& response) const;

  const Context& context_;
};

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_FLOWS_FLOW_SERVICE_H_
