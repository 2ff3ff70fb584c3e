#ifndef BAOPHU_TESTS_INTEGRATION_GATEWAY_SUITE_FIXTURE_H_
#define BAOPHU_TESTS_INTEGRATION_GATEWAY_SUITE_FIXTURE_H_

#include <grpc/grpc.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>

#include "services/gateway/gateway.h"
#include "tests/integration/gateway/suite_backend.h"

namespace baophu::gateway {

// The whole gateway on ports of its own in front of the stand-ins.
class SuiteTest : public testing::Test {
 protected:
  // gRPC shuts itself down with the last object of it, which may wait ten
  // seconds for a thread that polls for writes long done. So it is kept.
  static void SetUpTestSuite() { grpc_init(); }

  SuiteTest() { StartGateway(Options()); }

  GatewayOptions Options() const {
    GatewayOptions options;
    options.grpc_address = "127.0.0.1:0";
    options.http.address = "127.0.0.1:0";
    options.upstreams = backend_.addresses();
    options.health_interval = std::chrono::milliseconds(20);
    return options;
  }

  void StartGateway(const GatewayOptions& options) {
    gateway_.reset();
    gateway_ = *Gateway::Start(options);
    channel_ = grpc::CreateChannel("127.0.0.1:" + std::to_string(gateway_->grpc_port()),
                                   grpc::InsecureChannelCredentials());
  }

  int http_port() const { return gateway_->http_port(); }

  // Long enough for a loaded machine; no test waits for it.
  static void SetDeadline(grpc::ClientContext& context) {
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
  }

  SuiteBackend backend_;
  std::unique_ptr<Gateway> gateway_;
  std::shared_ptr<grpc::Channel> channel_;
};

}  // namespace baophu::gateway

#endif  // BAOPHU_TESTS_INTEGRATION_GATEWAY_SUITE_FIXTURE_H_
