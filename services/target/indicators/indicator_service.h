#ifndef BAOPHU_SERVICES_TARGET_INDICATORS_INDICATOR_SERVICE_H_
#define BAOPHU_SERVICES_TARGET_INDICATORS_INDICATOR_SERVICE_H_

#include <baophu/target/v1/indicator_service.grpc.pb.h>

#include "common/keys/key_ring.h"
#include "common/rpc/executor.h"
#include "services/target/indicators/indicator_catalogue.h"

namespace baophu::target {

// Serves the catalogue's indicators, bases and comparisons; see indicator_service.proto.
// Thread-safe.
class IndicatorService final : public v1::IndicatorService::CallbackService {
 public:
  // All must outlive the server.
  IndicatorService(const IndicatorCatalogue& catalogue, const KeyRing& keys,
                   rpc::Executor& executor)
      : catalogue_(catalogue), keys_(keys), executor_(executor) {}

  grpc::ServerUnaryReactor* GetIndicator(grpc::CallbackServerContext* context,
                                         const v1::GetIndicatorRequest* request,
                                         v1::Indicator* response) override;
  grpc::ServerUnaryReactor* ListIndicators(grpc::CallbackServerContext* context,
                                           const v1::ListIndicatorsRequest* request,
                                           v1::ListIndicatorsResponse* response) override;
  grpc::ServerUnaryReactor* ListBases(grpc::CallbackServerContext* context,
                                      const v1::ListBasesRequest* request,
                                      v1::ListBasesResponse* response) override;
  grpc::ServerUnaryReactor* ListComparisons(grpc::CallbackServerContext* context,
                                            const v1::ListComparisonsRequest* request,
                                            v1::ListComparisonsResponse* response) override;

 private:
  const IndicatorCatalogue& catalogue_;
  const KeyRing& keys_;
  rpc::Executor& executor_;
};

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_INDICATORS_INDICATOR_SERVICE_H_
