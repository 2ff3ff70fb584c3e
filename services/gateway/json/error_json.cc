#include "services/gateway/json/error_json.h"

#include <google/protobuf/util/json_util.h>
#include <google/rpc/error_details.pb.h>
#include <google/rpc/error_info.pb.h>
#include <google/rpc/status.pb.h>
#include <utf8proc.h>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace baophu::gateway {
namespace {

// A quoted JSON string; bytes that are not UTF-8 become U+FFFD.
std::string Quote(const std::string& text) {
  std::string quoted = "\"";
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  auto left = static_cast<utf8proc_ssize_t>(text.size());
  while (left > 0) {
    utf8proc_int32_t code_point;
    utf8proc_ssize_t length = utf8proc_iterate(bytes, left, &code_point);
    if (length < 0) {
      quoted += "\xef\xbf\xbd";
      length = 1;
    } else if (code_point == '"' || code_point == '\\') {
      quoted += '\\';
      quoted += static_cast<char>(code_point);
    } else if (code_point < 0x20) {
      constexpr char kHex[] = "0123456789abcdef";
      absl::StrAppend(&quoted, "\\u00", std::string(1, kHex[code_point / 16]),
                      std::string(1, kHex[code_point % 16]));
    } else {
      quoted.append(reinterpret_cast<const char*>(bytes), static_cast<size_t>(length));
    }
    bytes += length;
    left -= length;
  }
  return quoted + '"';
}

std::string DetailJson(const google::protobuf::Any& detail) {
  std::string json;
  if (google::protobuf::util::MessageToJsonString(detail, &json).ok()) return json;
  return absl::StrCat("{\"@type\":", Quote(detail.type_url()), ",\"value\":\"",
                      absl::Base64Escape(detail.value()), "\"}");
}

google::rpc::Status Details(const grpc::Status& status) {
  // A message of each file that has detail types, so that the linker keeps them.
  google::rpc::BadRequest::descriptor();
  google::rpc::ErrorInfo::descriptor();
  google::rpc::Status details;
  if (!details.ParseFromString(status.error_details())) details.Clear();
  return details;
}

}  // namespace

int HttpStatusOf(grpc::StatusCode code) {
  switch (code) {
    case grpc::StatusCode::OK:
      return 200;
    case grpc::StatusCode::CANCELLED:
      return 499;
    case grpc::StatusCode::INVALID_ARGUMENT:
    case grpc::StatusCode::FAILED_PRECONDITION:
    case grpc::StatusCode::OUT_OF_RANGE:
      return 400;
    case grpc::StatusCode::UNAUTHENTICATED:
      return 401;
    case grpc::StatusCode::PERMISSION_DENIED:
      return 403;
    case grpc::StatusCode::NOT_FOUND:
      return 404;
    case grpc::StatusCode::ALREADY_EXISTS:
    case grpc::StatusCode::ABORTED:
      return 409;
    case grpc::StatusCode::RESOURCE_EXHAUSTED:
      return 429;
    case grpc::StatusCode::UNIMPLEMENTED:
      return 501;
    case grpc::StatusCode::UNAVAILABLE:
      return 503;
    case grpc::StatusCode::DEADLINE_EXCEEDED:
      return 504;
    case grpc::StatusCode::UNKNOWN:
    case grpc::StatusCode::INTERNAL:
    case grpc::StatusCode::DATA_LOSS:
    default:
      return 500;
  }
}

std::string ErrorJson(const grpc::Status& status) {
  const google::rpc::Status details = Details(status);
  const std::string list = absl::StrJoin(details.details(), ",",
                                         [](std::string* out, const google::protobuf::Any& detail) {
                                           absl::StrAppend(out, DetailJson(detail));
                                         });
  return absl::StrCat("{\"code\":", static_cast<int>(status.error_code()),
                      ",\"message\":", Quote(status.error_message()), ",\"details\":[", list, "]}");
}

std::optional<int64_t> RetryAfterSeconds(const grpc::Status& status) {
  const google::rpc::Status details = Details(status);
  for (const google::protobuf::Any& detail : details.details()) {
    google::rpc::RetryInfo retry;
    if (!detail.UnpackTo(&retry)) continue;
    return retry.retry_delay().seconds() + (retry.retry_delay().nanos() > 0 ? 1 : 0);
  }
  return std::nullopt;
}

}  // namespace baophu::gateway
