#include "services/gateway/catalogue/method_catalogue.h"

#include <google/protobuf/descriptor.h>

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace baophu::gateway {

absl::StatusOr<MethodCatalogue> MethodCatalogue::Build(
    const std::vector<const google::protobuf::ServiceDescriptor*>& services,
    std::vector<std::string> upstream_names) {
  MethodCatalogue catalogue;
  catalogue.services_ = services;
  catalogue.upstream_names_ = std::move(upstream_names);
  const std::vector<std::string>& names = catalogue.upstream_names_;
  for (const google::protobuf::ServiceDescriptor* service : services) {
    const std::vector<std::string> package = absl::StrSplit(service->file()->package(), '.');
    const auto name =
        package.size() < 2 ? names.end() : std::find(names.begin(), names.end(), package[1]);
    if (name == names.end()) {
      return absl::FailedPreconditionError(absl::StrCat(
          "service ", service->full_name(),
          ": no upstream is named after its package; upstreams are ", absl::StrJoin(names, ", ")));
    }
    const size_t upstream = static_cast<size_t>(name - names.begin());
    catalogue.service_upstreams_.push_back(upstream);
    for (int i = 0; i < service->method_count(); ++i) {
      const google::protobuf::MethodDescriptor* method = service->method(i);
      std::string path = absl::StrCat("/", service->full_name(), "/", method->name());
      catalogue.by_path_.emplace(path, catalogue.methods_.size());
      catalogue.methods_.push_back(Method{.descriptor = method,
                                          .path = std::move(path),
                                          .upstream = upstream,
                                          .is_client_streaming = method->client_streaming(),
                                          .is_server_streaming = method->server_streaming()});
    }
  }
  return catalogue;
}

const Method* MethodCatalogue::Find(std::string_view path) const {
  const auto found = by_path_.find(std::string(path));
  return found == by_path_.end() ? nullptr : &methods_[found->second];
}

}  // namespace baophu::gateway
