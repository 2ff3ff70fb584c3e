#ifndef BAOPHU_SERVICES_PARTICIPANT_AREAS_AREA_SERVICE_H_
#define BAOPHU_SERVICES_PARTICIPANT_AREAS_AREA_SERVICE_H_

#include <baophu/participant/v1/area_service.grpc.pb.h>

#include "services/participant/context.h"

namespace baophu::participant {

// Serves the area catalogue.
class AreaServiceImpl final : public v1::AreaService::CallbackService {
 public:
  explicit AreaServiceImpl(const Context& context) : context_(context) {}

  grpc::ServerUnaryReactor* GetArea(grpc::CallbackServerContext* call,
                                    const v1::GetAreaRequest* request, v1::Area* response) override;
  grpc::ServerUnaryReactor* ListAreas(grpc::CallbackServerContext* call,
                                      const v1::ListAreasRequest* request,
                                      v1::ListAreasResponse* response) override;

 private:
  const Context& context_;
};

// Reads "areas/{code}". INVALID_ARGUMENT for anything else.
absl::StatusOr<AreaCode> ParseAreaName(std::string_view name);

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_AREAS_AREA_SERVICE_H_
