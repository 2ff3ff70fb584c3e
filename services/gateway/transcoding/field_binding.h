#ifndef BAOPHU_SERVICES_GATEWAY_TRANSCODING_FIELD_BINDING_H_
#define BAOPHU_SERVICES_GATEWAY_TRANSCODING_FIELD_BINDING_H_

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace google::protobuf {
class Descriptor;
class FieldDescriptor;
class Message;
}  // namespace google::protobuf

namespace baophu::gateway {

// The fields from a message to one inside it, for "min_revisions.target" or
// "minRevisions.target". INVALID_ARGUMENT names the part that no field has.
absl::StatusOr<std::vector<const google::protobuf::FieldDescriptor*>> ResolveFieldPath(
    const google::protobuf::Descriptor& message, std::string_view path);

// The names from .proto joined by dots, however the path was written.
std::string CanonicalFieldPath(const std::vector<const google::protobuf::FieldDescriptor*>& path);

// Puts texts of a path and a query into the fields of one message: numbers,
// true and false, enum names, strings, base64 bytes, and the well-known types
// that JSON writes as one string or number. A repeated field takes every
// value; any other takes one, and only one member of a oneof may be named.
class FieldBinder {
 public:
  explicit FieldBinder(google::protobuf::Message& message) : message_(message) {}

  // Errors are INVALID_ARGUMENT and name the field as `path` has it; they do
  // not repeat the value.
  absl::Status Bind(std::string_view path, std::string_view value);

 private:
  google::protobuf::Message& message_;
  std::set<std::string> bound_;
};

}  // namespace baophu::gateway

#endif  // BAOPHU_SERVICES_GATEWAY_TRANSCODING_FIELD_BINDING_H_
