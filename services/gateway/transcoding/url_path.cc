#include "services/gateway/transcoding/url_path.h"

#include <utf8proc.h>

#include <optional>

#include "common/status/fault.h"
#include "common/status/try.h"

namespace baophu::gateway {
namespace {

std::optional<int> HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return std::nullopt;
}

absl::Status Invalid(std::string_view part, std::string_view problem, std::string_view remedy) {
  return FaultStatus(absl::StatusCode::kInvalidArgument, "INVALID_URL", part, problem, remedy);
}

absl::Status CheckText(std::string_view part, std::string_view text) {
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  auto left = static_cast<utf8proc_ssize_t>(text.size());
  while (left > 0) {
    utf8proc_int32_t code_point;
    const utf8proc_ssize_t length = utf8proc_iterate(bytes, left, &code_point);
    if (length < 0) return Invalid(part, "is not UTF-8", "encode it as UTF-8");
    if (code_point < 0x20 || code_point == 0x7f) {
      return Invalid(part, "has a control character", "leave it out");
    }
    bytes += length;
    left -= length;
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> Decode(std::string_view part, std::string_view text,
                                   bool plus_is_space) {
  std::string decoded;
  decoded.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_space) {
      decoded += ' ';
    } else if (text[i] != '%') {
      decoded += text[i];
    } else {
      const std::optional<int> high = i + 2 < text.size() ? HexDigit(text[i + 1]) : std::nullopt;
      const std::optional<int> low = i + 2 < text.size() ? HexDigit(text[i + 2]) : std::nullopt;
      if (!high.has_value() || !low.has_value()) {
        return Invalid(part, "has a percent sign without two hexadecimal digits",
                       "write a percent sign as %25");
      }
      decoded += static_cast<char>(*high * 16 + *low);
      i += 2;
    }
  }
  BAOPHU_TRY(CheckText(part, decoded));
  return decoded;
}

absl::StatusOr<std::string> DecodeSegment(std::string_view text) {
  BAOPHU_ASSIGN(std::string segment, Decode("path", text, /*plus_is_space=*/false));
  if (segment.find('/') != std::string::npos) {
    return Invalid("path", "has an encoded slash (%2F)", "no name of the suite has one");
  }
  if (segment == "." || segment == "..") {
    return Invalid("path", "has a segment of dots", "write the whole path");
  }
  return segment;
}

}  // namespace

absl::StatusOr<UrlPath> ParseUrlPath(std::string_view path) {
  if (path.empty() || path.front() != '/') {
    return Invalid("path", "does not begin with a slash", "write it as /v1/areas");
  }
  path.remove_prefix(1);
  UrlPath parsed;
  while (true) {
    const size_t slash = path.find('/');
    const std::string_view segment = path.substr(0, slash);
    BAOPHU_ASSIGN(std::string decoded, DecodeSegment(segment));
    parsed.segments.push_back(std::move(decoded));
    if (slash != std::string_view::npos) {
      path.remove_prefix(slash + 1);
      continue;
    }
    const size_t colon = segment.rfind(':');
    if (colon != std::string_view::npos) {
      parsed.has_verb = true;
      BAOPHU_ASSIGN(parsed.last_before_verb, DecodeSegment(segment.substr(0, colon)));
      BAOPHU_ASSIGN(parsed.verb, DecodeSegment(segment.substr(colon + 1)));
    }
    return parsed;
  }
}

absl::StatusOr<std::vector<std::pair<std::string, std::string>>> ParseUrlQuery(
    std::string_view query) {
  std::vector<std::pair<std::string, std::string>> parameters;
  while (!query.empty()) {
    const size_t end = query.find('&');
    const std::string_view parameter = query.substr(0, end);
    query = end == std::string_view::npos ? std::string_view() : query.substr(end + 1);
    if (parameter.empty()) continue;
    const size_t equals = parameter.find('=');
    BAOPHU_ASSIGN(std::string name,
                  Decode("query", parameter.substr(0, equals), /*plus_is_space=*/true));
    if (name.empty()) {
      return Invalid("query", "has a value without a name", "write name=value");
    }
    std::string value;
    if (equals != std::string_view::npos) {
      BAOPHU_ASSIGN(value, Decode(name, parameter.substr(equals + 1), /*plus_is_space=*/true));
    }
    parameters.emplace_back(std::move(name), std::move(value));
  }
  return parameters;
}

}  // namespace baophu::gateway
