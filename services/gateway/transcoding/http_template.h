#ifndef BAOPHU_SERVICES_GATEWAY_TRANSCODING_HTTP_TEMPLATE_H_
#define BAOPHU_SERVICES_GATEWAY_TRANSCODING_HTTP_TEMPLATE_H_

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "services/gateway/transcoding/url_path.h"

namespace baophu::gateway {

// A path template of google.api.http, such as
//
//   /v1/{name=areas/*/coverageReports/*}
//   /v1/{name=people/*}:merge
//
// Its parts are literals, `*` (one segment), `**` (all the rest, only last),
// variables that capture some of these, and a verb. Immutable.
class HttpTemplate {
 public:
  enum class Kind { kLiteral = 0, kOne = 1, kRest = 2 };
  struct Segment {
    Kind kind;
    std::string literal;  // Of a kLiteral.
    friend bool operator==(const Segment&, const Segment&) = default;
  };
  // A field path as written in the template, and the text it captured.
  using Capture = std::pair<std::string, std::string>;

  // INVALID_ARGUMENT says where the template breaks the grammar.
  static absl::StatusOr<HttpTemplate> Parse(std::string_view text);

  // What the variables capture, in their order; nothing when the path is not
  // of this template. A path with a verb matches only templates with it.
  std::optional<std::vector<Capture>> Match(const UrlPath& path) const;

  // Whether both match the same paths.
  bool IsSameShape(const HttpTemplate& other) const {
    return segments_ == other.segments_ && verb_ == other.verb_;
  }
  // Whether this must be tried before the other: a verb before none, then
  // from the left literals before `*` before `**`.
  bool IsMoreSpecificThan(const HttpTemplate& other) const;

  std::vector<std::string> FieldPaths() const;
  const std::string& text() const { return text_; }

 private:
  struct Variable {
    std::string field_path;
    size_t first;  // Index of its first segment.
    size_t count;  // Number of its segments.
  };

  std::string text_;
  std::vector<Segment> segments_;
  std::vector<Variable> variables_;
  std::string verb_;
};

}  // namespace baophu::gateway

#endif  // BAOPHU_SERVICES_GATEWAY_TRANSCODING_HTTP_TEMPLATE_H_
