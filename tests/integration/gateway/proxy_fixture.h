#ifndef BAOPHU_TESTS_INTEGRATION_GATEWAY_PROXY_FIXTURE_H_
#define BAOPHU_TESTS_INTEGRATION_GATEWAY_PROXY_FIXTURE_H_

#include <google/protobuf/descriptor.h>
#include <grpc/grpc.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server_builder.h>
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>

#include "grpc/testing/empty.pb.h"
#include "services/gateway/proxy/proxy_service.h"
#include "tests/integration/gateway/interop_backend.h"

namespace baophu::gateway {

// The real proxy on a port of its own, in front of one upstream.
struct ProxyUnderTest {
  static constexpr int kMaxMessageBytes = 4 * 1024 * 1024;

  explicit ProxyUnderTest(const std::string& upstream_address, int64_t max_calls = 1000)
      : catalogue(*MethodCatalogue::Build(
            {google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(
                "grpc.testing.TestService")},
            {"testing"})),
        upstreams({{"testing", upstream_address}}, kMaxMessageBytes),
        calls(max_calls),
        proxy(catalogue, upstreams, calls) {
    int port = 0;
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    builder.SetMaxReceiveMessageSize(kMaxMessageBytes);
    builder.SetMaxSendMessageSize(-1);
    builder.RegisterCallbackGenericService(&proxy);
    server = builder.BuildAndStart();
    grpc::ChannelArguments arguments;
    arguments.SetMaxReceiveMessageSize(-1);
    channel = grpc::CreateCustomChannel("127.0.0.1:" + std::to_string(port),
                                        grpc::InsecureChannelCredentials(), arguments);
    stub = grpc::testing::TestService::NewStub(channel);
  }

  ~ProxyUnderTest() {
    server->Shutdown(std::chrono::system_clock::now());
    calls.WaitUntilNone(ActiveStream::Clock::time_point::max());
  }

  const MethodCatalogue catalogue;
  Upstreams upstreams;
  ActiveCalls calls;
  ProxyService proxy;
  std::unique_ptr<grpc::Server> server;
  std::shared_ptr<grpc::Channel> channel;
  std::unique_ptr<grpc::testing::TestService::Stub> stub;
};

class ProxyTest : public testing::Test {
 protected:
  // gRPC shuts itself down with the last object of it, which may wait ten
  // seconds for a thread that polls for writes long done. So it is kept.
  static void SetUpTestSuite() { grpc_init(); }

  // Long enough for a loaded machine; no test waits for it.
  static void SetDeadline(grpc::ClientContext& context) {
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
  }

  InteropBackend backend_;
  ProxyUnderTest proxy_{backend_.address()};
};

}  // namespace baophu::gateway

#endif  // BAOPHU_TESTS_INTEGRATION_GATEWAY_PROXY_FIXTURE_H_
