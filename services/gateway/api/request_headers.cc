#include "services/gateway/api/request_headers.h"

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <iterator>
#include <string_view>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "common/status/fault.h"
#include "common/text/view.h"
#include "services/gateway/upstream/metadata.h"

namespace baophu::gateway {
namespace {

using Milliseconds = std::chrono::milliseconds;

constexpr std::string_view kForwardedHeaders[] = {
    "accept-language", "authorization",  "traceparent",       "tracestate",   "x-agency",
    "x-purpose",       "x-request-hash", "x-consent-receipt", "x-request-id",
};
constexpr std::string_view kMetadataPrefix = "grpc-metadata-";

// gRPC's format reaches 11,000 years; a clock in nanoseconds ends before that.
constexpr Milliseconds kLongestTimeout = std::chrono::hours(24 * 365);

absl::Status BadHeader(std::string_view name, std::string_view problem, std::string_view remedy) {
  return FaultStatus(absl::StatusCode::kInvalidArgument, "INVALID_HEADER", name, problem, remedy);
}

// At most 8 digits, as gRPC limits them, and more than zero.
std::optional<int64_t> PositiveCount(std::string_view digits) {
  int64_t count;
  if (digits.empty() || digits.size() > 8 ||
      digits.find_first_not_of("0123456789") != std::string_view::npos ||
      !absl::SimpleAtoi(View(digits), &count) || count == 0) {
    return std::nullopt;
  }
  return count;
}

std::optional<Milliseconds> ParseGrpcTimeout(std::string_view text) {
  if (text.empty()) return std::nullopt;
  const std::optional<int64_t> count = PositiveCount(text.substr(0, text.size() - 1));
  if (!count.has_value()) return std::nullopt;
  switch (text.back()) {
    case 'H':
      return std::chrono::hours(*count);
    case 'M':
      return std::chrono::minutes(*count);
    case 'S':
      return std::chrono::seconds(*count);
    case 'm':
      return Milliseconds(*count);
    case 'u':
      return std::chrono::ceil<Milliseconds>(std::chrono::microseconds(*count));
    case 'n':
      return std::chrono::ceil<Milliseconds>(std::chrono::nanoseconds(*count));
    default:
      return std::nullopt;
  }
}

bool IsMetadataKey(std::string_view key) {
  return !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
  });
}

bool IsPrintableAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c <= 0x7e; });
}

// Whether "host", "host:port" or "[address]:port" names this machine.
bool IsLoopbackAuthority(std::string_view authority) {
  std::string host;
  if (authority.starts_with("[")) {
    host = std::string(authority.substr(1, authority.find(']') - 1));
  } else {
    host = std::string(authority.substr(0, authority.rfind(':')));
  }
  host = absl::AsciiStrToLower(host);
  if (host == "localhost" || host.ends_with(".localhost")) return true;
  boost::system::error_code error;
  const auto address = boost::asio::ip::make_address(host, error);
  return !error && address.is_loopback();
}

}  // namespace

absl::StatusOr<std::optional<Milliseconds>> TimeoutOf(const HttpRequest& request) {
  std::optional<Milliseconds> shortest;
  const auto take = [&shortest](Milliseconds timeout) {
    shortest = std::min(shortest.value_or(kLongestTimeout), timeout);
  };
  for (const std::string_view text : request.Header("grpc-timeout")) {
    const std::optional<Milliseconds> timeout = ParseGrpcTimeout(text);
    if (!timeout.has_value()) {
      return BadHeader("grpc-timeout", "is no time",
                       "write 1 to 8 digits and one of H, M, S, m, u, n, such as 30S");
    }
    take(*timeout);
  }
  for (const std::string_view text : request.Header("x-timeout-ms")) {
    const std::optional<int64_t> count = PositiveCount(text);
    if (!count.has_value()) {
      return BadHeader("x-timeout-ms", "is no time",
                       "write milliseconds in 1 to 8 digits, more than 0");
    }
    take(Milliseconds(*count));
  }
  return shortest;
}

absl::StatusOr<std::vector<std::pair<std::string, std::string>>> MetadataOf(
    const HttpRequest& request) {
  std::vector<std::pair<std::string, std::string>> metadata;
  for (const auto& [name, value] : request.headers) {
    std::string key;
    if (std::find(std::begin(kForwardedHeaders), std::end(kForwardedHeaders), name) !=
        std::end(kForwardedHeaders)) {
      key = name;
    } else if (name.starts_with(kMetadataPrefix)) {
      key = name.substr(kMetadataPrefix.size());
      if (!IsMetadataKey(key) || !IsForwarded(key)) {
        return BadHeader(name, "names metadata that callers cannot set", "leave it out");
      }
    } else {
      continue;
    }
    if (key.ends_with("-bin")) {
      std::string bytes;
      if (!absl::Base64Unescape(value, &bytes)) {
        return BadHeader(name, "is not base64", "encode the bytes as base64");
      }
      metadata.emplace_back(std::move(key), std::move(bytes));
      continue;
    }
    if (!IsPrintableAscii(value)) {
      return BadHeader(name, "is not printable ASCII",
                       "use a key that ends in -bin, whose value is base64, for other text");
    }
    metadata.emplace_back(std::move(key), value);
  }
  return metadata;
}

absl::Status CheckSameMachine(const HttpRequest& request) {
  const auto refuse = [](std::string_view header) {
    return FaultStatus(absl::StatusCode::kPermissionDenied, "FOREIGN_ORIGIN", header,
                       "names another machine",
                       "until callers have identities, only this machine's own are answered");
  };
  for (const std::string_view host : request.Header("host")) {
    if (!host.empty() && !IsLoopbackAuthority(host)) return refuse("host");
  }
  for (const std::string_view origin : request.Header("origin")) {
    const size_t scheme = origin.find("://");
    // "null" is what pages without an origin of their own send.
    if (scheme == std::string_view::npos || !IsLoopbackAuthority(origin.substr(scheme + 3))) {
      return refuse("origin");
    }
  }
  return absl::OkStatus();
}

absl::Status CheckJsonBody(const HttpRequest& request) {
  if (request.body.empty()) return absl::OkStatus();
  for (const std::string_view encoding : request.Header("content-encoding")) {
    if (!absl::EqualsIgnoreCase(View(encoding), "identity")) {
      return BadHeader("content-encoding", "is not identity", "send the body uncompressed");
    }
  }
  for (const std::string_view type : request.Header("content-type")) {
    const std::string_view essence = type.substr(0, type.find(';'));
    if (!absl::EqualsIgnoreCase(absl::StripAsciiWhitespace(View(essence)), "application/json")) {
      return BadHeader("content-type", "is not application/json", "send JSON and say so");
    }
  }
  return absl::OkStatus();
}

}  // namespace baophu::gateway
