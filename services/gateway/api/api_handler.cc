#include "services/gateway/api/api_handler.h"

#include <google/protobuf/message.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/status/fault.h"
#include "services/gateway/api/http_answers.h"
#include "services/gateway/api/http_call.h"
#include "services/gateway/api/request_headers.h"

namespace baophu::gateway {
namespace {

HttpResponse NoContent(std::vector<std::string> allowed_methods) {
  HttpResponse response;
  response.status = 204;
  allowed_methods.push_back("OPTIONS");
  response.headers.emplace_back("Allow", absl::StrJoin(allowed_methods, ", "));
  return response;
}

// HEAD is a GET without the body. A stream's headers are known only once it
// runs, so HEAD is not offered for it.
std::vector<std::string> WithHead(std::vector<std::string> methods, bool is_stream) {
  const bool has_get = std::find(methods.begin(), methods.end(), "GET") != methods.end();
  if (has_get && !is_stream) methods.push_back("HEAD");
  return methods;
}

HttpResponse MethodNotAllowed(const std::vector<std::string>& allowed_methods) {
  const std::string list = absl::StrJoin(allowed_methods, ", ");
  HttpResponse response = ErrorAnswer(
      FaultStatus(absl::StatusCode::kUnimplemented, "METHOD_NOT_ALLOWED", "",
                  "this path is not called with this HTTP method", absl::StrCat("use ", list)),
      405);
  response.headers.emplace_back("Allow", list);
  return response;
}

}  // namespace

HttpResponse ApiHandler::RefuseMalformed(int status, std::string_view problem) {
  const auto code = status == 413 || status == 431 ? absl::StatusCode::kResourceExhausted
                                                   : absl::StatusCode::kInvalidArgument;
  return ErrorAnswer(FaultStatus(code, "MALFORMED_REQUEST", "", problem, "send less or correct it"),
                     status);
}

bool ApiHandler::AnswerHealth(const HttpRequest& request, HttpExchange& exchange) const {
  const bool asks_liveness = request.path == "/healthz";
  if (!asks_liveness && request.path != "/readyz") return false;
  if (request.method == "OPTIONS") {
    exchange.Respond(NoContent({"GET", "HEAD"}));
    return true;
  }
  if (request.method != "GET" && request.method != "HEAD") {
    exchange.Respond(MethodNotAllowed({"GET", "HEAD"}));
    return true;
  }
  const bool is_serving = health_.IsServing(asks_liveness ? "liveness" : "readiness").value();
  const auto state = [](bool serves) { return serves ? "\"SERVING\"" : "\"NOT_SERVING\""; };
  HttpResponse response;
  response.status = is_serving ? 200 : 503;
  response.body = absl::StrCat("{\"status\":", state(is_serving));
  if (!asks_liveness) {
    const std::string services = absl::StrJoin(
        health_.Upstreams(), ",", [&](std::string* out, const std::pair<std::string, bool>& one) {
          absl::StrAppend(out, "\"", one.first, "\":", state(one.second));
        });
    absl::StrAppend(&response.body, ",\"services\":{", services, "}");
  }
  response.body += '}';
  exchange.Respond(std::move(response));
  return true;
}

void ApiHandler::Handle(HttpRequest request, std::shared_ptr<HttpExchange> exchange) {
  if (const absl::Status status = CheckSameMachine(request); !status.ok()) {
    return exchange->Respond(ErrorAnswer(status));
  }
  if (AnswerHealth(request, *exchange)) return;
  if (request.method == "OPTIONS" && request.path == "*") {
    return exchange->Respond(NoContent({"GET", "HEAD", "POST"}));
  }
  const absl::StatusOr<UrlPath> path = ParseUrlPath(request.path);
  if (!path.ok()) return exchange->Respond(ErrorAnswer(path.status()));

  const bool is_head = request.method == "HEAD";
  const RouteMatch match = routes_.Find(is_head ? "GET" : request.method, *path);
  if (match.allowed_methods.empty()) {
    return exchange->Respond(ErrorAnswer(FaultStatus(absl::StatusCode::kNotFound, "UNKNOWN_PATH",
                                                     "", "nothing has this path",
                                                     "paths begin with /v1/, such as /v1/areas")));
  }
  const bool is_stream = match.route != nullptr && match.route->method->is_server_streaming;
  const std::vector<std::string> allowed = WithHead(match.allowed_methods, is_stream);
  if (request.method == "OPTIONS") return exchange->Respond(NoContent(allowed));
  if (match.route == nullptr || (is_head && is_stream)) {
    return exchange->Respond(MethodNotAllowed(allowed));
  }
  if (match.route->method->is_client_streaming) {
    return exchange->Respond(
        ErrorAnswer(FaultStatus(absl::StatusCode::kUnimplemented, "GRPC_ONLY", "",
                                "this method takes a stream of requests, which JSON cannot send",
                                absl::StrCat("call it by gRPC: ", match.route->method->path))));
  }
  if (const absl::Status status = CheckJsonBody(request); !status.ok()) {
    return exchange->Respond(ErrorAnswer(status, 415));
  }
  Call(match, request, exchange);
}

void ApiHandler::Call(const RouteMatch& match, const HttpRequest& request,
                      const std::shared_ptr<HttpExchange>& exchange) {
  const auto message = BuildRequest(match, request.query, request.body);
  if (!message.ok()) return exchange->Respond(ErrorAnswer(message.status()));
  const auto timeout = TimeoutOf(request);
  if (!timeout.ok()) return exchange->Respond(ErrorAnswer(timeout.status()));
  auto metadata = MetadataOf(request);
  if (!metadata.ok()) return exchange->Respond(ErrorAnswer(metadata.status()));

  PreparedCall call{.method = match.route->method,
                    .request = ToByteBuffer(**message),
                    .metadata = *std::move(metadata),
                    .deadline = std::nullopt};
  const auto now = std::chrono::system_clock::now();
  const bool is_unary = call.method->is_unary();
  if (is_unary) {
    call.deadline =
        now + std::min(timeout->value_or(options_.default_deadline), options_.default_deadline);
  } else if (timeout->has_value()) {
    call.deadline = now + **timeout;
  }
  std::optional<ActiveCalls::Place> place = calls_.Enter();
  if (!place.has_value()) {
    return exchange->Respond(ErrorAnswer(
        FaultStatus(absl::StatusCode::kResourceExhausted, "TOO_MANY_CALLS", "",
                    "the gateway has as many calls under way as it may", "try again in a moment")));
  }
  if (is_unary) {
    StartUnaryHttpCall(*std::move(place), std::move(call), upstreams_, exchange);
  } else {
    StartStreamHttpCall(*std::move(place), std::move(call), upstreams_, calls_, exchange);
  }
}

}  // namespace baophu::gateway
