#include "services/gateway/upstream/rpc_status.h"

#include <google/rpc/error_info.pb.h>
#include <google/rpc/status.pb.h>

#include <string>

#include "absl/strings/str_cat.h"

namespace baophu::gateway {
namespace {

grpc::Status Unavailable(const std::string& message, const google::rpc::ErrorInfo& info) {
  google::rpc::Status details;
  details.set_code(static_cast<int>(grpc::StatusCode::UNAVAILABLE));
  details.set_message(message);
  details.add_details()->PackFrom(info);
  return grpc::Status(grpc::StatusCode::UNAVAILABLE, message, details.SerializeAsString());
}

}  // namespace

grpc::Status UnreachableStatus(std::string_view service) {
  google::rpc::ErrorInfo info;
  info.set_reason("SERVICE_UNREACHABLE");
  info.set_domain("baophu");
  (*info.mutable_metadata())["service"] = std::string(service);
  return Unavailable(absl::StrCat("the ", std::string(service),
                                  " service cannot be reached; try again in a moment"),
                     info);
}

grpc::Status StreamEndedStatus(std::string_view reason, std::string_view message) {
  google::rpc::ErrorInfo info;
  info.set_reason(std::string(reason));
  info.set_domain("baophu");
  return Unavailable(std::string(message), info);
}

grpc::Status StoppingStatus() {
  return StreamEndedStatus("GATEWAY_STOPPING",
                           "the gateway is stopping; open the stream again in a moment");
}

}  // namespace baophu::gateway
