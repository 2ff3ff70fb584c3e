#ifndef BAOPHU_SERVICES_GATEWAY_TRANSCODING_ROUTE_TABLE_H_
#define BAOPHU_SERVICES_GATEWAY_TRANSCODING_ROUTE_TABLE_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/gateway/catalogue/method_catalogue.h"
#include "services/gateway/transcoding/http_template.h"

namespace google::protobuf {
class Message;
}

namespace baophu::gateway {

// What of a request's message comes from the body.
enum class BodyKind { kNone, kField, kWhole };

// One binding of google.api.http: an HTTP method and path template that call
// a gRPC method.
struct Route {
  const Method* method;
  std::string http_method;  // "GET"
  HttpTemplate path;
  BodyKind body_kind;
  std::string body_field;                // Of a kField: a field of the request.
  std::vector<std::string> bound_paths;  // Canonical paths bound by the path.
};

// Where a request goes.
struct RouteMatch {
  const Route* route = nullptr;  // Null when no route has this path and method.
  std::vector<HttpTemplate::Capture> captures;
  // Methods that routes of this path have; empty: the path is nobody's.
  std::vector<std::string> allowed_methods;
};

// All routes of the suite, read from the annotations of its methods at start.
// Immutable after building, so any thread may read it.
class RouteTable {
 public:
  // The catalogue must outlive the table. Fails, naming the method, when an
  // annotation is missing or wrong, when it uses what is not supported
  // (response_body, custom verbs other than HTTP's own, a body field that is
  // not a message), and when two routes match the same requests.
  static absl::StatusOr<RouteTable> Build(const MethodCatalogue& catalogue);

  // A path with a verb that some route has is never read as a plain name.
  RouteMatch Find(std::string_view http_method, const UrlPath& path) const;

  const std::vector<Route>& routes() const { return routes_; }

 private:
  std::vector<Route> routes_;
};

// Makes the request message of a matched route from the path, the query and
// the body. `query` and `body` are as they came. INVALID_ARGUMENT names the
// parameter or member at fault.
absl::StatusOr<std::unique_ptr<google::protobuf::Message>> BuildRequest(const RouteMatch& match,
                                                                        std::string_view query,
                                                                        std::string_view body);

}  // namespace baophu::gateway

#endif  // BAOPHU_SERVICES_GATEWAY_TRANSCODING_ROUTE_TABLE_H_
