#ifndef BAOPHU_SERVICES_GATEWAY_REFLECTION_DESCRIPTOR_FILES_H_
#define BAOPHU_SERVICES_GATEWAY_REFLECTION_DESCRIPTOR_FILES_H_

#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace baophu::gateway {

// Look-ups in the descriptors that are compiled into this program, for one
// reflection stream: a file that the stream has been given already is not
// given again, because everything that a file imports comes with it. For one
// thread at a time.
//
// Files are serialized google.protobuf.FileDescriptorProto, the one that was
// asked for first. NOT_FOUND when there is no such thing.
class DescriptorFiles {
 public:
  absl::StatusOr<std::vector<std::string>> ByName(const std::string& file_name);
  // `symbol`: full name of a message, field, enum, service or method.
  absl::StatusOr<std::vector<std::string>> BySymbol(const std::string& symbol);
  absl::StatusOr<std::vector<std::string>> ByExtension(const std::string& message, int number);

  // Numbers of the extensions of a message.
  static absl::StatusOr<std::vector<int>> ExtensionNumbers(const std::string& message);

 private:
  std::vector<std::string> WithImports(const std::string& file_name);

  std::set<std::string> given_;
};

}  // namespace baophu::gateway

#endif  // BAOPHU_SERVICES_GATEWAY_REFLECTION_DESCRIPTOR_FILES_H_
