#ifndef BAOPHU_SERVICES_PARTICIPANT_EMPLOYERS_EMPLOYER_SERVICE_H_
#define BAOPHU_SERVICES_PARTICIPANT_EMPLOYERS_EMPLOYER_SERVICE_H_

#include <baophu/participant/v1/employer_service.grpc.pb.h>

#include "services/participant/context.h"

namespace baophu::participant {

// Serves employers, and the ids behind payers' codes.
class EmployerServiceImpl final : public v1::EmployerService::CallbackService {
 public:
  explicit EmployerServiceImpl(const Context& context) : context_(context) {}

  grpc::ServerUnaryReactor* GetEmployer(grpc::CallbackServerContext* call,
                                        const v1::GetEmployerRequest* request,
                                        v1::Employer* response) override;
  grpc::ServerUnaryReactor* ListEmployers(grpc::CallbackServerContext* call,
                                          const v1::ListEmployersRequest* request,
                                          v1::ListEmployersResponse* response) override;
  grpc::ServerUnaryReactor* ResolvePayers(grpc::CallbackServerContext* call,
                                          const v1::ResolvePayersRequest* request,
                                          v1::ResolvePayersResponse* response) override;

 private:
  absl::Status Resolve(const v1::ResolvePayersRequest& request,
                       v1::ResolvePayersResponse& response) const;

  const Context& context_;
};

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_EMPLOYERS_EMPLOYER_SERVICE_H_
