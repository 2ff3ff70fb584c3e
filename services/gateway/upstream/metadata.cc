#include "services/gateway/upstream/metadata.h"

#include <algorithm>
#include <iterator>
#include <string>

namespace baophu::gateway {
namespace {

constexpr std::string_view kHopKeys[] = {
    "connection", "content-length", "content-type", "host",       "keep-alive",
    "te",         "trailer",        "upgrade",      "user-agent", "transfer-encoding",
};

// Of the keys that gRPC keeps for itself, those that belong to the application.
constexpr std::string_view kForwardedGrpcKeys[] = {
    "grpc-retry-pushback-ms",
    "grpc-tags-bin",
    "grpc-trace-bin",
};

bool Contains(const auto& keys, std::string_view key) {
  return std::find(std::begin(keys), std::end(keys), key) != std::end(keys);
}

std::string ToString(grpc::string_ref text) { return {text.data(), text.size()}; }

}  // namespace

bool IsForwarded(std::string_view key) {
  if (key.empty() || key.front() == ':') return false;
  if (key.substr(0, 5) == "grpc-") return Contains(kForwardedGrpcKeys, key);
  return !Contains(kHopKeys, key);
}

void ForwardRequestMetadata(const grpc::ServerContextBase& from, grpc::ClientContext& to) {
  for (const auto& [key, value] : from.client_metadata()) {
    if (IsForwarded({key.data(), key.size()})) to.AddMetadata(ToString(key), ToString(value));
  }
}

void ForwardInitialMetadata(const grpc::ClientContext& from, grpc::ServerContextBase& to) {
  for (const auto& [key, value] : from.GetServerInitialMetadata()) {
    if (IsForwarded({key.data(), key.size()})) {
      to.AddInitialMetadata(ToString(key), ToString(value));
    }
  }
}

void ForwardTrailingMetadata(const grpc::ClientContext& from, grpc::ServerContextBase& to) {
  for (const auto& [key, value] : from.GetServerTrailingMetadata()) {
    if (IsForwarded({key.data(), key.size()})) {
      to.AddTrailingMetadata(ToString(key), ToString(value));
    }
  }
}

}  // namespace baophu::gateway
