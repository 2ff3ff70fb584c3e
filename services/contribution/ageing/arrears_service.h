#ifndef BAOPHU_SERVICES_CONTRIBUTION_AGEING_ARREARS_SERVICE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_AGEING_ARREARS_SERVICE_H_

#include <baophu/contribution/v1/arrears_service.grpc.pb.h>

#include "common/keys/key_ring.h"
#include "common/rpc/executor.h"
#include "services/contribution/ageing/ageing.h"
#include "services/contribution/ageing/arrears_class.h"
#include "services/contribution/ageing/arrears_reader.h"
#include "services/contribution/law/law.h"
#include "services/contribution/recovery/legal_step.h"

namespace baophu::contribution {

// Serves what employers owe by age and class; see arrears_service.proto.
class ArrearsServiceImpl final : public v1::ArrearsService::CallbackService {
 public:
  // All must outlive the service.
  struct Parts {
    const Law& law;
    const ArrearsClasses& classes;
    const LegalStepRules& steps;
    const KeyRing& keys;
    rpc::Executor& executor;
    ArrearsReader& reader;
  };

  explicit ArrearsServiceImpl(const Parts& parts) : parts_(parts) {}

  grpc::ServerUnaryReactor* QueryAgeing(grpc::CallbackServerContext* context,
                                        const v1::QueryAgeingRequest* request,
                                        v1::Ageing* response) override;
  grpc::ServerUnaryReactor* ListLateEmployers(grpc::CallbackServerContext* context,
                                              const v1::ListLateEmployersRequest* request,
                                              v1::ListLateEmployersResponse* response) override;

 private:
  absl::Status Query(const v1::QueryAgeingRequest& request, v1::Ageing& response) const;
  absl::Status List(const v1::ListLateEmployersRequest& request,
                    v1::ListLateEmployersResponse& response) const;

  const Parts parts_;
};

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_AGEING_ARREARS_SERVICE_H_
