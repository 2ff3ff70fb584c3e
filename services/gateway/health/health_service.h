#ifndef BAOPHU_SERVICES_GATEWAY_HEALTH_HEALTH_SERVICE_H_
#define BAOPHU_SERVICES_GATEWAY_HEALTH_HEALTH_SERVICE_H_

#include "grpc/health/v1/health.grpc.pb.h"
#include "services/gateway/health/health_board.h"

namespace baophu::gateway {

// grpc.health.v1.Health over the board: Check answers NOT_FOUND for a name
// that nobody has; Watch sends the state at once and then each change of it,
// and ends when the gateway stops, after the change to NOT_SERVING.
class HealthService final : public grpc::health::v1::Health::CallbackService {
 public:
  // The board must outlive the server that this is registered with.
  explicit HealthService(HealthBoard& board) : board_(board) {}

  grpc::ServerUnaryReactor* Check(grpc::CallbackServerContext* context,
                                  const grpc::health::v1::HealthCheckRequest* request,
                                  grpc::health::v1::HealthCheckResponse* response) override;
  grpc::ServerWriteReactor<grpc::health::v1::HealthCheckResponse>* Watch(
      grpc::CallbackServerContext* context,
      const grpc::health::v1::HealthCheckRequest* request) override;

 private:
  HealthBoard& board_;
};

}  // namespace baophu::gateway

#endif  // BAOPHU_SERVICES_GATEWAY_HEALTH_HEALTH_SERVICE_H_
