#ifndef BAOPHU_SERVICES_GATEWAY_API_HTTP_ANSWERS_H_
#define BAOPHU_SERVICES_GATEWAY_API_HTTP_ANSWERS_H_

#include <grpcpp/client_context.h>
#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/status.h>

#include "absl/status/status.h"
#include "services/gateway/http/http_message.h"

namespace google::protobuf {
class Message;
}

namespace baophu::gateway {

// google.rpc.Status as JSON with the HTTP status of its code, and the headers
// that some statuses call for.
HttpResponse ErrorAnswer(const grpc::Status& status);
// The same for an error found here; `http_status` 0: that of its code.
HttpResponse ErrorAnswer(const absl::Status& status, int http_status = 0);

// What the service sent as initial metadata, as headers `grpc-metadata-<key>`.
HttpHeaders MetadataHeaders(const grpc::ClientContext& context);

grpc::ByteBuffer ToByteBuffer(const google::protobuf::Message& message);

}  // namespace baophu::gateway

#endif  // BAOPHU_SERVICES_GATEWAY_API_HTTP_ANSWERS_H_
