#include "services/gateway/transcoding/http_template.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/status/try.h"

namespace baophu::gateway {
namespace {

bool IsLiteral(std::string_view text) {
  return !text.empty() && text.find_first_of("{}*=:/%?#") == std::string_view::npos;
}

bool IsFieldPath(std::string_view text) {
  const auto is_field_char = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
  };
  return !text.empty() && std::all_of(text.begin(), text.end(), is_field_char) &&
         text.front() != '.' && text.back() != '.' && text.find("..") == std::string_view::npos;
}

}  // namespace

absl::StatusOr<HttpTemplate> HttpTemplate::Parse(std::string_view text) {
  const auto error = [&](std::string_view problem) {
    return absl::InvalidArgumentError(
        absl::StrCat("path template ", std::string(text), ": ", std::string(problem)));
  };
  HttpTemplate result;
  result.text_ = std::string(text);
  const auto add_segment = [&](std::string_view segment) -> absl::Status {
    if (!result.segments_.empty() && result.segments_.back().kind == Kind::kRest) {
      return error("nothing may follow **");
    }
    if (segment == "*") {
      result.segments_.push_back({Kind::kOne, ""});
    } else if (segment == "**") {
      result.segments_.push_back({Kind::kRest, ""});
    } else if (IsLiteral(segment)) {
      result.segments_.push_back({Kind::kLiteral, std::string(segment)});
    } else {
      return error("a segment must be a literal, *, ** or a variable in braces");
    }
    return absl::OkStatus();
  };

  if (text.empty() || text.front() != '/') return error("it must begin with a slash");
  std::string_view rest = text.substr(1);
  // A verb stands behind the last colon outside of braces.
  const size_t colon = rest.rfind(':');
  if (colon != std::string_view::npos && rest.find('}', colon) == std::string_view::npos) {
    result.verb_ = std::string(rest.substr(colon + 1));
    if (!IsLiteral(result.verb_)) return error("the verb behind the colon must be a literal");
    rest = rest.substr(0, colon);
  }
  while (true) {
    if (!rest.empty() && rest.front() == '{') {
      const size_t close = rest.find('}');
      if (close == std::string_view::npos) return error("a brace is not closed");
      const std::string_view inside = rest.substr(1, close - 1);
      const size_t equals = inside.find('=');
      const std::string_view field_path = inside.substr(0, equals);
      if (!IsFieldPath(field_path)) return error("a variable must begin with a field path");
      const size_t first = result.segments_.size();
      std::string_view pattern = equals == std::string_view::npos ? "*" : inside.substr(equals + 1);
      while (true) {
        const size_t slash = pattern.find('/');
        BAOPHU_TRY(add_segment(pattern.substr(0, slash)));
        if (slash == std::string_view::npos) break;
        pattern.remove_prefix(slash + 1);
      }
      result.variables_.push_back(
          {std::string(field_path), first, result.segments_.size() - first});
      rest.remove_prefix(close + 1);
    } else {
      const size_t slash = rest.find('/');
      BAOPHU_TRY(add_segment(rest.substr(0, slash)));
      rest = slash == std::string_view::npos ? std::string_view() : rest.substr(slash);
    }
    if (rest.empty()) break;
    if (rest.front() != '/') return error("a slash must stand between segments");
    rest.remove_prefix(1);
  }
  for (size_t i = 0; i < result.variables_.size(); ++i) {
    for (size_t j = 0; j < i; ++j) {
      if (result.variables_[i].field_path == result.variables_[j].field_path) {
        return error("a field is bound twice");
      }
    }
  }
  return result;
}

std::optional<std::vector<HttpTemplate::Capture>> HttpTemplate::Match(const UrlPath& path) const {
  const std::vector<std::string>& segments = path.segments;
  const bool uses_verb = !verb_.empty();
  if (uses_verb && !(path.has_verb && path.verb == verb_)) return std::nullopt;
  const auto segment = [&](size_t i) -> const std::string& {
    return uses_verb && i + 1 == segments.size() ? path.last_before_verb : segments[i];
  };
  const bool has_rest = !segments_.empty() && segments_.back().kind == Kind::kRest;
  if (has_rest ? segments.size() + 1 < segments_.size() : segments.size() != segments_.size()) {
    return std::nullopt;
  }
  for (size_t i = 0; i < segments_.size(); ++i) {
    switch (segments_[i].kind) {
      case Kind::kLiteral:
        if (segment(i) != segments_[i].literal) return std::nullopt;
        break;
      case Kind::kOne:
        if (segment(i).empty()) return std::nullopt;
        break;
      case Kind::kRest:
        break;
    }
  }
  std::vector<Capture> captures;
  for (const Variable& variable : variables_) {
    const bool takes_rest = has_rest && variable.first + variable.count == segments_.size();
    const size_t end = takes_rest ? segments.size() : variable.first + variable.count;
    std::string value;
    for (size_t i = variable.first; i < end; ++i) {
      absl::StrAppend(&value, i == variable.first ? "" : "/", segment(i));
    }
    captures.emplace_back(variable.field_path, std::move(value));
  }
  return captures;
}

bool HttpTemplate::IsMoreSpecificThan(const HttpTemplate& other) const {
  if (verb_.empty() != other.verb_.empty()) return !verb_.empty();
  return std::lexicographical_compare(
      segments_.begin(), segments_.end(), other.segments_.begin(), other.segments_.end(),
      [](const Segment& a, const Segment& b) { return a.kind < b.kind; });
}

std::vector<std::string> HttpTemplate::FieldPaths() const {
  std::vector<std::string> paths;
  for (const Variable& variable : variables_) paths.push_back(variable.field_path);
  return paths;
}

}  // namespace baophu::gateway
