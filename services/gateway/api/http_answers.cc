#include "services/gateway/api/http_answers.h"

#include <google/protobuf/message.h>
#include <grpcpp/support/slice.h>

#include <optional>

#include "absl/strings/str_cat.h"
#include "common/rpc/status.h"
#include "services/gateway/json/error_json.h"
#include "services/gateway/upstream/metadata.h"

namespace baophu::gateway {

HttpResponse ErrorAnswer(const grpc::Status& status) {
  HttpResponse response;
  response.status = HttpStatusOf(status.error_code());
  response.body = ErrorJson(status);
  if (response.status == 401) response.headers.emplace_back("WWW-Authenticate", "Bearer");
  if (const std::optional<int64_t> seconds = RetryAfterSeconds(status)) {
    response.headers.emplace_back("Retry-After", absl::StrCat(*seconds));
  }
  return response;
}

HttpResponse ErrorAnswer(const absl::Status& status, int http_status) {
  HttpResponse response = ErrorAnswer(rpc::ToGrpc(status));
  if (http_status != 0) response.status = http_status;
  return response;
}

HttpHeaders MetadataHeaders(const grpc::ClientContext& context) {
  HttpHeaders headers;
  for (const auto& [key, value] : context.GetServerInitialMetadata()) {
    const std::string name(key.data(), key.size());
    if (!IsForwarded(name) || name.ends_with("-bin")) continue;
    headers.emplace_back(absl::StrCat("Grpc-Metadata-", name),
                         std::string(value.data(), value.size()));
  }
  return headers;
}

grpc::ByteBuffer ToByteBuffer(const google::protobuf::Message& message) {
  const grpc::Slice slice(message.SerializeAsString());
  return grpc::ByteBuffer(&slice, 1);
}

}  // namespace baophu::gateway
