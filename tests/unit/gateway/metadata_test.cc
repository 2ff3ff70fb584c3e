#include "services/gateway/upstream/metadata.h"

#include <gtest/gtest.h>

namespace baophu::gateway {
namespace {

TEST(IsForwarded, WhatTheApplicationSetsGoesThrough) {
  for (const char* key : {"x-agency", "x-purpose", "authorization", "traceparent", "custom-bin",
                          "grpc-trace-bin", "grpc-retry-pushback-ms"}) {
    EXPECT_TRUE(IsForwarded(key)) << key;
  }
}

TEST(IsForwarded, WhatDescribesOneHopDoesNot) {
  for (const char* key :
       {"", ":path", ":authority", "te", "content-type", "user-agent", "host", "connection",
        "transfer-encoding", "grpc-timeout", "grpc-encoding", "grpc-accept-encoding", "grpc-status",
        "grpc-message", "grpc-status-details-bin"}) {
    EXPECT_FALSE(IsForwarded(key)) << key;
  }
}

}  // namespace
}  // namespace baophu::gateway
