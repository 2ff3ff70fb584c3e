#ifndef BAOPHU_SERVICES_GATEWAY_JSON_JSON_CODEC_H_
#define BAOPHU_SERVICES_GATEWAY_JSON_JSON_CODEC_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace google::protobuf {
class Descriptor;
class Message;
namespace io {
class ZeroCopyInputStream;
}
}  // namespace google::protobuf

namespace baophu::gateway {

// Reads canonical proto3 JSON into a message. Members that the message does
// not have are refused. INVALID_ARGUMENT names the member at fault; the error
// does not repeat values, which may be personal.
absl::Status ReadJson(std::string_view json, google::protobuf::Message& message);

// Writes a serialized message of this type as canonical proto3 JSON: names in
// lowerCamelCase, 64-bit integers as strings, fields at their default left
// out. INTERNAL when the bytes are not such a message.
absl::StatusOr<std::string> WriteJson(const google::protobuf::Descriptor& type,
                                      google::protobuf::io::ZeroCopyInputStream& bytes);

}  // namespace baophu::gateway

#endif  // BAOPHU_SERVICES_GATEWAY_JSON_JSON_CODEC_H_
