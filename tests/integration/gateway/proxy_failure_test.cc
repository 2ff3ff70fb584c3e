// What the proxy itself decides: deadlines, limits, cancellation, and how calls
// end when one side goes away.

#include <gmock/gmock.h>
#include <unistd.h>

#include <filesystem>
#include <thread>

#include "services/gateway/upstream/rpc_status.h"
#include "tests/integration/gateway/proxy_fixture.h"

namespace baophu::gateway {
namespace {

using grpc::testing::SimpleRequest;
using grpc::testing::SimpleResponse;
using grpc::testing::StreamingInputCallRequest;
using grpc::testing::StreamingInputCallResponse;
using grpc::testing::StreamingOutputCallRequest;
using grpc::testing::StreamingOutputCallResponse;
using testing::HasSubstr;
using testing::Not;

using ProxyFailure = ProxyTest;

SimpleRequest Hang() {
  SimpleRequest request;
  request.mutable_payload()->set_body("hang");
  return request;
}

TEST_F(ProxyFailure, AUnaryCallWithoutADeadlineIsRefused) {
  grpc::ClientContext context;
  SimpleResponse response;
  const grpc::Status status = proxy_.stub->UnaryCall(&context, SimpleRequest(), &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(status.error_message(), HasSubstr("deadline"));
}

TEST_F(ProxyFailure, TheServiceSeesTheDeadlineOfTheCaller) {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
  SimpleResponse response;
  ASSERT_TRUE(proxy_.stub->UnaryCall(&context, SimpleRequest(), &response).ok());
  ASSERT_TRUE(backend_.last_time_left().has_value());
  // gRPC rounds up what it sends, by a percent at most.
  EXPECT_LE(*backend_.last_time_left(), std::chrono::milliseconds(30'300));
  EXPECT_GT(*backend_.last_time_left(), std::chrono::seconds(15));
}

TEST_F(ProxyFailure, ADeadlineThatPassesCancelsTheService) {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::milliseconds(100));
  SimpleResponse response;
  EXPECT_EQ(proxy_.stub->UnaryCall(&context, Hang(), &response).error_code(),
            grpc::StatusCode::DEADLINE_EXCEEDED);
  // On a loaded machine the call may have expired before it got there.
  if (backend_.last_time_left().has_value()) backend_.WaitForCancelled(1);
}

TEST_F(ProxyFailure, ACallerThatCancelsAUnaryCallCancelsTheService) {
  grpc::ClientContext context;
  SetDeadline(context);
  SimpleResponse response;
  std::thread canceller([&] {
    backend_.WaitForHanging(1);
    context.TryCancel();
  });
  EXPECT_EQ(proxy_.stub->UnaryCall(&context, Hang(), &response).error_code(),
            grpc::StatusCode::CANCELLED);
  backend_.WaitForCancelled(1);
  canceller.join();
}

TEST_F(ProxyFailure, ACallerThatDisconnectsCancelsTheService) {
  StreamingOutputCallRequest request;
  request.mutable_payload()->set_body("hang");
  {
    grpc::ClientContext context;
    const auto reader = proxy_.stub->StreamingOutputCall(&context, request);
    backend_.WaitForHanging(1);
    context.TryCancel();
    reader->Finish();
  }
  backend_.WaitForCancelled(1);
}

TEST_F(ProxyFailure, ACancelledUploadIsNotTakenForACompleteOne) {
  grpc::ClientContext context;
  StreamingInputCallResponse response;
  const auto writer = proxy_.stub->StreamingInputCall(&context, &response);
  StreamingInputCallRequest request;
  request.mutable_payload()->set_body("part");
  ASSERT_TRUE(writer->Write(request));
  // So that the service has the message before the call is cancelled.
  grpc::ClientContext other;
  SetDeadline(other);
  SimpleResponse other_response;
  ASSERT_TRUE(proxy_.stub->UnaryCall(&other, SimpleRequest(), &other_response).ok());
  context.TryCancel();
  EXPECT_EQ(writer->Finish().error_code(), grpc::StatusCode::CANCELLED);
  backend_.WaitForCancelled(1);
}

TEST_F(ProxyFailure, AReaderThatDoesNotReadSlowsTheService) {
  grpc::ClientContext context;
  StreamingOutputCallRequest request;
  request.mutable_payload()->set_body("flood");
  const auto reader = proxy_.stub->StreamingOutputCall(&context, request);
  StreamingOutputCallResponse response;
  ASSERT_TRUE(reader->Read(&response));
  // Other calls pass meanwhile: the flood is held back, not the proxy.
  for (int i = 0; i < 200; ++i) {
    grpc::ClientContext other;
    SetDeadline(other);
    SimpleResponse other_response;
    ASSERT_TRUE(proxy_.stub->UnaryCall(&other, SimpleRequest(), &other_response).ok());
  }
  // A few messages fill the windows of two connections; without backpressure
  // there would be thousands.
  EXPECT_LT(backend_.flood_count(), 400);
  context.TryCancel();
  reader->Finish();
  backend_.WaitForCancelled(1);
}

TEST_F(ProxyFailure, MessagesUpToTheLimitPass) {
  grpc::ClientContext context;
  SetDeadline(context);
  SimpleRequest request;
  request.set_response_size(ProxyUnderTest::kMaxMessageBytes - 100);
  request.mutable_payload()->set_body(std::string(ProxyUnderTest::kMaxMessageBytes - 100, 'x'));
  SimpleResponse response;
  ASSERT_TRUE(proxy_.stub->UnaryCall(&context, request, &response).ok());
  EXPECT_EQ(response.payload().body().size(),
            static_cast<size_t>(ProxyUnderTest::kMaxMessageBytes - 100));
}

TEST_F(ProxyFailure, ALargerMessageFromTheCallerEndsItsCall) {
  SimpleRequest request;
  request.mutable_payload()->set_body(std::string(ProxyUnderTest::kMaxMessageBytes + 1, 'x'));
  SimpleResponse response;
  grpc::ClientContext unary;
  SetDeadline(unary);
  EXPECT_EQ(proxy_.stub->UnaryCall(&unary, request, &response).error_code(),
            grpc::StatusCode::RESOURCE_EXHAUSTED);

  grpc::ClientContext upload;
  StreamingInputCallResponse upload_response;
  const auto writer = proxy_.stub->StreamingInputCall(&upload, &upload_response);
  StreamingInputCallRequest part;
  *part.mutable_payload() = request.payload();
  writer->Write(part);
  writer->WritesDone();
  EXPECT_EQ(writer->Finish().error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
}

TEST_F(ProxyFailure, ALargerMessageFromTheServiceEndsItsCall) {
  SimpleRequest request;
  request.set_response_size(ProxyUnderTest::kMaxMessageBytes + 1);
  SimpleResponse response;
  grpc::ClientContext unary;
  SetDeadline(unary);
  EXPECT_EQ(proxy_.stub->UnaryCall(&unary, request, &response).error_code(),
            grpc::StatusCode::RESOURCE_EXHAUSTED);

  grpc::ClientContext context;
  StreamingOutputCallRequest stream_request;
  stream_request.add_response_parameters()->set_size(ProxyUnderTest::kMaxMessageBytes + 1);
  const auto reader = proxy_.stub->StreamingOutputCall(&context, stream_request);
  EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
}

TEST_F(ProxyFailure, TheServiceMayEndWhileTheCallerStillSends) {
  for (int round = 0; round < 50; ++round) {
    grpc::ClientContext context;
    const auto stream = proxy_.stub->FullDuplexCall(&context);
    StreamingOutputCallRequest last;
    last.mutable_response_status()->set_code(10);
    ASSERT_TRUE(stream->Write(last));
    StreamingOutputCallRequest more;
    more.mutable_payload()->set_body(std::string(10000, 'm'));
    while (stream->Write(more)) {
    }
    EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::ABORTED);
  }
}

TEST_F(ProxyFailure, CallsBeyondTheLimitAreRefused) {
  ProxyUnderTest narrow(backend_.address(), /*max_calls=*/1);
  grpc::ClientContext hanging;
  StreamingOutputCallRequest request;
  request.mutable_payload()->set_body("hang");
  const auto reader = narrow.stub->StreamingOutputCall(&hanging, request);
  backend_.WaitForHanging(1);
  grpc::ClientContext refused;
  SetDeadline(refused);
  SimpleResponse response;
  EXPECT_EQ(narrow.stub->UnaryCall(&refused, SimpleRequest(), &response).error_code(),
            grpc::StatusCode::RESOURCE_EXHAUSTED);
  hanging.TryCancel();
  reader->Finish();
  EXPECT_TRUE(narrow.calls.WaitUntilNone(ActiveStream::Clock::time_point::max()));
  grpc::ClientContext taken;
  SetDeadline(taken);
  EXPECT_TRUE(narrow.stub->UnaryCall(&taken, SimpleRequest(), &response).ok());
}

TEST_F(ProxyFailure, TheServiceThatIsDownIsNamedAndItsAddressIsNot) {
  ProxyUnderTest proxy("127.0.0.1:1");
  grpc::ClientContext context;
  SetDeadline(context);
  SimpleResponse response;
  const grpc::Status unary = proxy.stub->UnaryCall(&context, SimpleRequest(), &response);
  EXPECT_EQ(unary.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_THAT(unary.error_message(), HasSubstr("testing service"));
  EXPECT_THAT(unary.error_message(), Not(HasSubstr("127.0.0.1")));
  EXPECT_THAT(unary.error_details(), HasSubstr("SERVICE_UNREACHABLE"));

  grpc::ClientContext stream_context;
  const auto stream = proxy.stub->FullDuplexCall(&stream_context);
  const grpc::Status status = stream->Finish();
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_THAT(status.error_message(), HasSubstr("testing service"));
}

TEST_F(ProxyFailure, WhatTheServiceSaysItselfIsNotReworded) {
  grpc::ClientContext context;
  SetDeadline(context);
  SimpleRequest request;
  request.mutable_response_status()->set_code(14);
  request.mutable_response_status()->set_message("participant is behind");
  SimpleResponse response;
  const grpc::Status status = proxy_.stub->UnaryCall(&context, request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(status.error_message(), "participant is behind");
}

TEST_F(ProxyFailure, AServiceThatGoesAwayInMidCallIsNamed) {
  auto backend = std::make_unique<InteropBackend>();
  ProxyUnderTest proxy(backend->address());
  grpc::ClientContext context;
  StreamingOutputCallRequest request;
  request.mutable_payload()->set_body("hang");
  const auto reader = proxy.stub->StreamingOutputCall(&context, request);
  backend->WaitForHanging(1);
  backend.reset();
  const grpc::Status status = reader->Finish();
  // A server that shuts down cancels its calls before it closes connections.
  EXPECT_THAT(status.error_code(),
              testing::AnyOf(grpc::StatusCode::UNAVAILABLE, grpc::StatusCode::CANCELLED));
}

TEST_F(ProxyFailure, AServiceThatComesBackIsUsedAgain) {
  const std::string socket =
      (std::filesystem::temp_directory_path() / ("baophu_proxy_" + std::to_string(getpid())))
          .string();
  ProxyUnderTest proxy("unix:" + socket);
  SimpleResponse response;
  for (int round = 0; round < 3; ++round) {
    {
      const InteropBackend backend("unix:" + socket);
      grpc::ClientContext context;
      SetDeadline(context);
      // The gateway fails calls to a service that it has not reached yet; it
      // tries again by itself, so the caller may too.
      while (true) {
        grpc::ClientContext attempt;
        SetDeadline(attempt);
        const grpc::Status status = proxy.stub->UnaryCall(&attempt, SimpleRequest(), &response);
        if (status.ok()) break;
        ASSERT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE);
      }
    }
    grpc::ClientContext context;
    SetDeadline(context);
    EXPECT_EQ(proxy.stub->UnaryCall(&context, SimpleRequest(), &response).error_code(),
              grpc::StatusCode::UNAVAILABLE);
  }
  std::filesystem::remove(socket);
}

TEST_F(ProxyFailure, EndingAllStreamsGivesThemTheReason) {
  grpc::ClientContext context;
  StreamingOutputCallRequest request;
  request.mutable_payload()->set_body("hang");
  const auto reader = proxy_.stub->StreamingOutputCall(&context, request);
  backend_.WaitForHanging(1);
  proxy_.calls.EndAll(StoppingStatus());
  const grpc::Status status = reader->Finish();
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_THAT(status.error_details(), HasSubstr("GATEWAY_STOPPING"));
  backend_.WaitForCancelled(1);
}

TEST_F(ProxyFailure, AStreamWhoseCallerDoesNotReadCanBeEnded) {
  grpc::ClientContext context;
  StreamingOutputCallRequest request;
  request.mutable_payload()->set_body("flood");
  const auto reader = proxy_.stub->StreamingOutputCall(&context, request);
  StreamingOutputCallResponse response;
  ASSERT_TRUE(reader->Read(&response));
  proxy_.calls.EndAll(StoppingStatus());
  backend_.WaitForCancelled(1);
  EXPECT_TRUE(proxy_.calls.WaitUntilNone(ActiveStream::Clock::time_point::max()));
  context.TryCancel();
  reader->Finish();
}

}  // namespace
}  // namespace baophu::gateway
