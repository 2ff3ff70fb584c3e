#ifndef BAOPHU_SERVICES_PARTICIPANT_COVERAGE_COVERAGE_SERVICE_H_
#define BAOPHU_SERVICES_PARTICIPANT_COVERAGE_COVERAGE_SERVICE_H_

#include <baophu/participant/v1/coverage_service.grpc.pb.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "common/rpc/stream_limit.h"
#include "services/participant/context.h"

namespace baophu::participant {

// Serves counts and their check.
class CoverageServiceImpl final : public v1::CoverageService::CallbackService {
 public:
  explicit CoverageServiceImpl(const Context& context) : context_(context) {}

  grpc::ServerUnaryReactor* QueryCoverage(grpc::CallbackServerContext* call,
                                          const v1::QueryCoverageRequest* request,
                                          v1::QueryCoverageResponse* response) override;
  grpc::ServerUnaryReactor* BatchQueryCoverage(grpc::CallbackServerContext* call,
                                               const v1::BatchQueryCoverageRequest* request,
                                               v1::BatchQueryCoverageResponse* response) override;
  grpc::ServerUnaryReactor* ListCoverageChanges(grpc::CallbackServerContext* call,
                                                const v1::ListCoverageChangesRequest* request,
                                                v1::ListCoverageChangesResponse* response) override;
  grpc::ServerWriteReactor<type::v1::CheckProgress>* Recount(
      grpc::CallbackServerContext* call, const v1::RecountRequest* request) override;

 private:
  struct Question {
    std::string field;  // That names the areas.
    std::vector<AreaCode> areas;
    std::vector<Month> months;
    std::optional<Month> placed_by;
  };
  // Adds each area's months in order.
  absl::Status Count(const Question& question,
                     const std::function<v1::AreaMonthCoverage*(size_t)>& add_month,
                     const std::function<void(int64_t)>& set_revision) const;
  absl::Status Answer(const v1::BatchQueryCoverageRequest& request,
                      v1::BatchQueryCoverageResponse& response) const;
  absl::Status Answer(const v1::QueryCoverageRequest& request,
                      v1::QueryCoverageResponse& response) const;
  absl::Status ListChanges(const v1::ListCoverageChangesRequest& request,
                           v1::ListCoverageChangesResponse& response) const;

  const Context& context_;
  rpc::StreamLimit recounts_{1};
};

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_COVERAGE_COVERAGE_SERVICE_H_
