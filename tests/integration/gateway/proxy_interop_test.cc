// gRPC's interoperability test descriptions, through the proxy.

#include <gmock/gmock.h>

#include <thread>
#include <vector>

#include "tests/integration/gateway/proxy_fixture.h"

namespace baophu::gateway {
namespace {

using grpc::testing::Empty;
using grpc::testing::SimpleRequest;
using grpc::testing::SimpleResponse;
using grpc::testing::StreamingInputCallRequest;
using grpc::testing::StreamingInputCallResponse;
using grpc::testing::StreamingOutputCallRequest;
using grpc::testing::StreamingOutputCallResponse;
using testing::ElementsAre;

using ProxyInterop = ProxyTest;

std::string InitialMetadata(const grpc::ClientContext& context, const char* key) {
  const auto found = context.GetServerInitialMetadata().find(key);
  if (found == context.GetServerInitialMetadata().end()) return "(none)";
  return {found->second.data(), found->second.size()};
}

std::vector<std::string> TrailingMetadata(const grpc::ClientContext& context, const char* key) {
  std::vector<std::string> values;
  const auto [begin, end] = context.GetServerTrailingMetadata().equal_range(key);
  for (auto at = begin; at != end; ++at) {
    values.emplace_back(at->second.data(), at->second.size());
  }
  return values;
}

TEST_F(ProxyInterop, EmptyUnary) {
  grpc::ClientContext context;
  SetDeadline(context);
  Empty response;
  EXPECT_TRUE(proxy_.stub->EmptyCall(&context, Empty(), &response).ok());
  EXPECT_EQ(response.ByteSizeLong(), 0u);
}

TEST_F(ProxyInterop, LargeUnary) {
  grpc::ClientContext context;
  SetDeadline(context);
  SimpleRequest request;
  request.set_response_size(314159);
  request.mutable_payload()->set_body(std::string(271828, '\0'));
  SimpleResponse response;
  ASSERT_TRUE(proxy_.stub->UnaryCall(&context, request, &response).ok());
  EXPECT_EQ(response.payload().body().size(), 314159u);
  EXPECT_EQ(response.username(), "271828");
}

TEST_F(ProxyInterop, ClientStreaming) {
  grpc::ClientContext context;
  SetDeadline(context);
  StreamingInputCallResponse response;
  const auto writer = proxy_.stub->StreamingInputCall(&context, &response);
  for (const size_t size : {27182u, 8u, 1828u, 45904u}) {
    StreamingInputCallRequest request;
    request.mutable_payload()->set_body(std::string(size, 'i'));
    ASSERT_TRUE(writer->Write(request));
  }
  writer->WritesDone();
  ASSERT_TRUE(writer->Finish().ok());
  EXPECT_EQ(response.aggregated_payload_size(), 74922);
}

TEST_F(ProxyInterop, ServerStreaming) {
  grpc::ClientContext context;
  StreamingOutputCallRequest request;
  for (const int size : {31415, 9, 2653, 58979}) request.add_response_parameters()->set_size(size);
  const auto reader = proxy_.stub->StreamingOutputCall(&context, request);
  StreamingOutputCallResponse response;
  std::vector<size_t> sizes;
  while (reader->Read(&response)) sizes.push_back(response.payload().body().size());
  EXPECT_TRUE(reader->Finish().ok());
  EXPECT_THAT(sizes, ElementsAre(31415u, 9u, 2653u, 58979u));
}

TEST_F(ProxyInterop, PingPong) {
  grpc::ClientContext context;
  const auto stream = proxy_.stub->FullDuplexCall(&context);
  for (const int size : {31415, 9, 2653, 58979}) {
    StreamingOutputCallRequest request;
    request.add_response_parameters()->set_size(size);
    ASSERT_TRUE(stream->Write(request));
    StreamingOutputCallResponse response;
    ASSERT_TRUE(stream->Read(&response));
    EXPECT_EQ(response.payload().body().size(), static_cast<size_t>(size));
  }
  stream->WritesDone();
  StreamingOutputCallResponse response;
  EXPECT_FALSE(stream->Read(&response));
  EXPECT_TRUE(stream->Finish().ok());
}

TEST_F(ProxyInterop, EmptyStream) {
  grpc::ClientContext context;
  const auto stream = proxy_.stub->FullDuplexCall(&context);
  stream->WritesDone();
  StreamingOutputCallResponse response;
  EXPECT_FALSE(stream->Read(&response));
  EXPECT_TRUE(stream->Finish().ok());
}

TEST_F(ProxyInterop, CustomMetadataOfAUnaryCall) {
  grpc::ClientContext context;
  SetDeadline(context);
  const std::string bytes("\xab\xab\x00\xab", 4);
  context.AddMetadata(InteropBackend::kEchoInitial, "initial value");
  context.AddMetadata(InteropBackend::kEchoTrailing, bytes);
  SimpleResponse response;
  ASSERT_TRUE(proxy_.stub->UnaryCall(&context, SimpleRequest(), &response).ok());
  EXPECT_EQ(InitialMetadata(context, InteropBackend::kEchoInitial), "initial value");
  EXPECT_THAT(TrailingMetadata(context, InteropBackend::kEchoTrailing), ElementsAre(bytes));
}

TEST_F(ProxyInterop, CustomMetadataOfAStream) {
  grpc::ClientContext context;
  const std::string bytes("\xab\xab\x00\xab", 4);
  context.AddMetadata(InteropBackend::kEchoInitial, "initial value");
  context.AddMetadata(InteropBackend::kEchoTrailing, bytes);
  const auto stream = proxy_.stub->FullDuplexCall(&context);
  StreamingOutputCallRequest request;
  request.add_response_parameters()->set_size(1);
  ASSERT_TRUE(stream->Write(request));
  stream->WaitForInitialMetadata();
  EXPECT_EQ(InitialMetadata(context, InteropBackend::kEchoInitial), "initial value");
  stream->WritesDone();
  StreamingOutputCallResponse response;
  while (stream->Read(&response)) {
  }
  ASSERT_TRUE(stream->Finish().ok());
  EXPECT_THAT(TrailingMetadata(context, InteropBackend::kEchoTrailing), ElementsAre(bytes));
}

TEST_F(ProxyInterop, InitialMetadataComesBeforeTheFirstMessage) {
  grpc::ClientContext context;
  context.AddMetadata(InteropBackend::kEchoInitial, "early");
  StreamingOutputCallRequest request;
  request.mutable_payload()->set_body("hang");
  const auto reader = proxy_.stub->StreamingOutputCall(&context, request);
  reader->WaitForInitialMetadata();
  EXPECT_EQ(InitialMetadata(context, InteropBackend::kEchoInitial), "early");
  context.TryCancel();
  EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::CANCELLED);
}

TEST_F(ProxyInterop, StatusMessageAndDetailsOfAUnaryCall) {
  grpc::ClientContext context;
  SetDeadline(context);
  SimpleRequest request;
  request.mutable_response_status()->set_code(9);
  request.mutable_response_status()->set_message("\t\ntest with whitespace\r\nand 🎉\t\n");
  SimpleResponse response;
  const grpc::Status status = proxy_.stub->UnaryCall(&context, request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(status.error_message(), request.response_status().message());
  EXPECT_EQ(status.error_details(), "details\n\x01");
  EXPECT_EQ(TrailingMetadata(context, "grpc-status-details-bin").size(), 1u);
}

TEST_F(ProxyInterop, StatusMessageAndDetailsOfAStream) {
  grpc::ClientContext context;
  const auto stream = proxy_.stub->FullDuplexCall(&context);
  StreamingOutputCallRequest request;
  request.mutable_response_status()->set_code(2);
  request.mutable_response_status()->set_message("test status message");
  ASSERT_TRUE(stream->Write(request));
  // The caller has not closed its side: the service ends first.
  const grpc::Status status = stream->Finish();
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNKNOWN);
  EXPECT_EQ(status.error_message(), "test status message");
  EXPECT_EQ(status.error_details(), "details\n\x01");
}

TEST_F(ProxyInterop, UnimplementedByTheService) {
  grpc::ClientContext context;
  SetDeadline(context);
  Empty response;
  EXPECT_EQ(proxy_.stub->UnimplementedCall(&context, Empty(), &response).error_code(),
            grpc::StatusCode::UNIMPLEMENTED);
}

TEST_F(ProxyInterop, UnimplementedService) {
  const auto stub = grpc::testing::UnimplementedService::NewStub(proxy_.channel);
  grpc::ClientContext context;
  SetDeadline(context);
  Empty response;
  const grpc::Status status = stub->UnimplementedCall(&context, Empty(), &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNIMPLEMENTED);
  EXPECT_THAT(status.error_message(), testing::HasSubstr("UnimplementedService"));
}

TEST_F(ProxyInterop, CancelAfterBegin) {
  grpc::ClientContext context;
  StreamingInputCallResponse response;
  const auto writer = proxy_.stub->StreamingInputCall(&context, &response);
  context.TryCancel();
  EXPECT_EQ(writer->Finish().error_code(), grpc::StatusCode::CANCELLED);
}

TEST_F(ProxyInterop, CancelAfterFirstResponse) {
  grpc::ClientContext context;
  const auto stream = proxy_.stub->FullDuplexCall(&context);
  StreamingOutputCallRequest request;
  request.add_response_parameters()->set_size(31415);
  ASSERT_TRUE(stream->Write(request));
  StreamingOutputCallResponse response;
  ASSERT_TRUE(stream->Read(&response));
  context.TryCancel();
  EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::CANCELLED);
  backend_.WaitForCancelled(1);
}

TEST_F(ProxyInterop, TimeoutOnSleepingServer) {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::milliseconds(50));
  StreamingOutputCallRequest request;
  request.mutable_payload()->set_body("hang");
  const auto reader = proxy_.stub->StreamingOutputCall(&context, request);
  EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::DEADLINE_EXCEEDED);
}

TEST_F(ProxyInterop, ManyCallsAtOnce) {
  constexpr int kCallers = 64;
  constexpr int kCallsEach = 20;
  std::atomic<int> good_count{0};
  std::vector<std::thread> callers;
  for (int i = 0; i < kCallers; ++i) {
    callers.emplace_back([&, i] {
      for (int j = 0; j < kCallsEach; ++j) {
        grpc::ClientContext context;
        SetDeadline(context);
        if (i % 2 == 0) {
          SimpleRequest request;
          request.set_response_size(i * 100 + j);
          SimpleResponse response;
          if (proxy_.stub->UnaryCall(&context, request, &response).ok() &&
              response.payload().body().size() == static_cast<size_t>(i * 100 + j)) {
            good_count.fetch_add(1);
          }
          continue;
        }
        const auto stream = proxy_.stub->FullDuplexCall(&context);
        StreamingOutputCallRequest request;
        request.add_response_parameters()->set_size(i * 100 + j);
        stream->Write(request);
        StreamingOutputCallResponse response;
        const bool has_read = stream->Read(&response);
        stream->WritesDone();
        if (stream->Finish().ok() && has_read &&
            response.payload().body().size() == static_cast<size_t>(i * 100 + j)) {
          good_count.fetch_add(1);
        }
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(good_count.load(), kCallers * kCallsEach);
}

}  // namespace
}  // namespace baophu::gateway
