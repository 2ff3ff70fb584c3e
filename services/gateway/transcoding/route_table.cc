#include "services/gateway/transcoding/route_table.h"

#include <google/api/annotations.pb.h>
#include <google/api/http.pb.h>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "services/gateway/json/json_codec.h"
#include "services/gateway/transcoding/field_binding.h"

namespace baophu::gateway {
namespace {

using google::api::HttpRule;
using google::protobuf::FieldDescriptor;

absl::StatusOr<std::pair<std::string, std::string>> MethodAndPath(const HttpRule& rule) {
  switch (rule.pattern_case()) {
    case HttpRule::kGet:
      return std::pair("GET", rule.get());
    case HttpRule::kPost:
      return std::pair("POST", rule.post());
    case HttpRule::kPut:
      return std::pair("PUT", rule.put());
    case HttpRule::kPatch:
      return std::pair("PATCH", rule.patch());
    case HttpRule::kDelete:
      return std::pair("DELETE", rule.delete_());
    case HttpRule::kCustom:
    case HttpRule::PATTERN_NOT_SET:
      break;
  }
  return absl::FailedPreconditionError("it has no get, post, put, patch or delete");
}

absl::StatusOr<Route> BuildRoute(const Method& method, const HttpRule& rule) {
  if (!rule.response_body().empty()) {
    return absl::FailedPreconditionError("response_body is not supported");
  }
  const google::protobuf::Descriptor& request = *method.descriptor->input_type();
  Route route{.method = &method,
              .http_method = {},
              .path = {},
              .body_kind = BodyKind::kNone,
              .body_field = {},
              .bound_paths = {}};
  std::string path;
  BAOPHU_ASSIGN(std::tie(route.http_method, path), MethodAndPath(rule));
  BAOPHU_ASSIGN(route.path, HttpTemplate::Parse(path));
  for (const std::string& field_path : route.path.FieldPaths()) {
    BAOPHU_ASSIGN(const auto fields, ResolveFieldPath(request, field_path));
    if (fields.back()->is_repeated() || fields.back()->message_type() != nullptr) {
      return absl::FailedPreconditionError(
          absl::StrCat("the path binds ", field_path, ", which is not a single plain value"));
    }
    route.bound_paths.push_back(CanonicalFieldPath(fields));
  }
  if (rule.body() == "*") {
    route.body_kind = BodyKind::kWhole;
  } else if (!rule.body().empty()) {
    route.body_kind = BodyKind::kField;
    route.body_field = rule.body();
    const FieldDescriptor* field = request.FindFieldByName(rule.body());
    if (field == nullptr || field->is_repeated() || field->message_type() == nullptr) {
      return absl::FailedPreconditionError(
          absl::StrCat("body is ", rule.body(), ", which is no message field of the request"));
    }
  }
  if (route.body_kind != BodyKind::kNone &&
      (route.http_method == "GET" || route.http_method == "DELETE")) {
    return absl::FailedPreconditionError("GET and DELETE take no body");
  }
  return route;
}

bool IsWithin(std::string_view path, std::string_view field) {
  return path == field ||
         (path.size() > field.size() && path.starts_with(field) && path[field.size()] == '.');
}

absl::Status CheckQueryParameter(const Route& route, std::string_view name) {
  BAOPHU_ASSIGN(const auto fields, ResolveFieldPath(*route.method->descriptor->input_type(), name));
  const std::string path = CanonicalFieldPath(fields);
  if (route.body_kind == BodyKind::kWhole) {
    return InvalidField(name, "is not taken from the query here", "put it into the JSON body");
  }
  if (route.body_kind == BodyKind::kField && IsWithin(path, route.body_field)) {
    return InvalidField(name, "is what the JSON body gives", "put it there");
  }
  for (const std::string& bound : route.bound_paths) {
    if (path == bound) {
      return InvalidField(name, "is what the path gives", "leave it out of the query");
    }
  }
  return absl::OkStatus();
}

absl::Status ReadBody(const Route& route, std::string_view body,
                      google::protobuf::Message& request) {
  if (route.body_kind == BodyKind::kNone) {
    if (body.empty()) return absl::OkStatus();
    return InvalidField("body", "is not taken by this method", "use query parameters");
  }
  if (route.body_kind == BodyKind::kWhole) {
    // An empty body stands for a request with nothing set.
    return body.empty() ? absl::OkStatus() : ReadJson(body, request);
  }
  if (body.empty()) {
    return InvalidField("body", "is empty", absl::StrCat("send a ", route.body_field));
  }
  const FieldDescriptor* field = request.GetDescriptor()->FindFieldByName(route.body_field);
  return ReadJson(body, *request.GetReflection()->MutableMessage(&request, field));
}

}  // namespace

absl::StatusOr<RouteTable> RouteTable::Build(const MethodCatalogue& catalogue) {
  RouteTable table;
  for (const Method& method : catalogue.methods()) {
    const auto& options = method.descriptor->options();
    if (!options.HasExtension(google::api::http)) {
      return absl::FailedPreconditionError(
          absl::StrCat(method.path, ": has no google.api.http annotation"));
    }
    const HttpRule& rule = options.GetExtension(google::api::http);
    std::vector<const HttpRule*> rules = {&rule};
    for (const HttpRule& more : rule.additional_bindings()) rules.push_back(&more);
    for (const HttpRule* one : rules) {
      absl::StatusOr<Route> route = BuildRoute(method, *one);
      if (!route.ok()) {
        return absl::FailedPreconditionError(absl::StrCat(
            method.path, ": google.api.http: ", std::string(route.status().message())));
      }
      for (const Route& other : table.routes_) {
        if (other.http_method == route->http_method && other.path.IsSameShape(route->path)) {
          return absl::FailedPreconditionError(
              absl::StrCat(method.path, ": google.api.http: ", other.method->path,
                           " has the same route ", route->http_method, " ", route->path.text()));
        }
      }
      table.routes_.push_back(*std::move(route));
    }
  }
  std::stable_sort(table.routes_.begin(), table.routes_.end(), [](const Route& a, const Route& b) {
    return a.path.IsMoreSpecificThan(b.path);
  });
  return table;
}

RouteMatch RouteTable::Find(std::string_view http_method, const UrlPath& path) const {
  RouteMatch match;
  const HttpTemplate* matched = nullptr;
  for (const Route& route : routes_) {
    // Less specific routes do not add to a path that a more specific one has.
    if (matched != nullptr && !route.path.IsSameShape(*matched)) continue;
    std::optional<std::vector<HttpTemplate::Capture>> captures = route.path.Match(path);
    if (!captures.has_value()) continue;
    matched = &route.path;
    match.allowed_methods.push_back(route.http_method);
    if (route.http_method == http_method) {
      match.route = &route;
      match.captures = *std::move(captures);
    }
  }
  return match;
}

absl::StatusOr<std::unique_ptr<google::protobuf::Message>> BuildRequest(const RouteMatch& match,
                                                                        std::string_view query,
                                                                        std::string_view body) {
  const Route& route = *match.route;
  const google::protobuf::Descriptor* type = route.method->descriptor->input_type();
  std::unique_ptr<google::protobuf::Message> request(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(type)->New());
  BAOPHU_TRY(ReadBody(route, body, *request));

  // The path wins over the body, as google.api.http has it; a body that says
  // otherwise would be misunderstood by somebody, so it is refused.
  for (const auto& [field_path, value] : match.captures) {
    BAOPHU_ASSIGN(const auto fields, ResolveFieldPath(*type, field_path));
    if (route.body_kind == BodyKind::kWhole && fields.size() == 1 &&
        fields[0]->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
      const std::string in_body = request->GetReflection()->GetString(*request, fields[0]);
      if (!in_body.empty() && in_body != value) {
        return InvalidField(field_path, "differs between the path and the body",
                            "leave it out of the body");
      }
    }
  }
  FieldBinder binder(*request);
  for (const auto& [field_path, value] : match.captures) {
    BAOPHU_TRY(binder.Bind(field_path, value));
  }
  BAOPHU_ASSIGN(const auto parameters, ParseUrlQuery(query));
  for (const auto& [name, value] : parameters) {
    BAOPHU_TRY(CheckQueryParameter(route, name));
    BAOPHU_TRY(binder.Bind(name, value));
  }
  return request;
}

}  // namespace baophu::gateway
