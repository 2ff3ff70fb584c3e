#ifndef BAOPHU_SERVICES_GATEWAY_CATALOGUE_METHOD_CATALOGUE_H_
#define BAOPHU_SERVICES_GATEWAY_CATALOGUE_METHOD_CATALOGUE_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "absl/status/statusor.h"

namespace google::protobuf {
class MethodDescriptor;
class ServiceDescriptor;
}  // namespace google::protobuf

namespace baophu::gateway {

// One method that callers may call.
struct Method {
  const google::protobuf::MethodDescriptor* descriptor;
  std::string path;          // "/baophu.target.v1.PlanService/GetPlan".
  size_t upstream;           // Index into MethodCatalogue::upstream_names().
  bool is_client_streaming;  // More than one message may go up.
  bool is_server_streaming;  // More than one message may come down.

  bool is_unary() const { return !is_client_streaming && !is_server_streaming; }
};

// What may be called, and which service of the suite answers it. Immutable
// after building, so any thread may read it.
class MethodCatalogue {
 public:
  // A service belongs to the upstream whose name is the second part of its
  // package: `baophu.<upstream>.v1`. Fails when there is no such upstream.
  static absl::StatusOr<MethodCatalogue> Build(
      const std::vector<const google::protobuf::ServiceDescriptor*>& services,
      std::vector<std::string> upstream_names);

  // Null for a path that is no method's.
  const Method* Find(std::string_view path) const;

  const std::vector<Method>& methods() const { return methods_; }
  const std::vector<std::string>& upstream_names() const { return upstream_names_; }
  const std::vector<const google::protobuf::ServiceDescriptor*>& services() const {
    return services_;
  }
  // The upstream of each of services(), in the same order.
  const std::vector<size_t>& service_upstreams() const { return service_upstreams_; }

 private:
  std::vector<const google::protobuf::ServiceDescriptor*> services_;
  std::vector<size_t> service_upstreams_;
  std::vector<std::string> upstream_names_;
  std::vector<Method> methods_;
  std::unordered_map<std::string, size_t> by_path_;
};

}  // namespace baophu::gateway

#endif  // BAOPHU_SERVICES_GATEWAY_CATALOGUE_METHOD_CATALOGUE_H_
