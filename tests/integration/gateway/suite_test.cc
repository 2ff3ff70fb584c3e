// The gRPC side of the whole gateway: pass-through of the suite's methods,
// health, reflection, starting and stopping.

#include <gmock/gmock.h>
#include <google/protobuf/descriptor.pb.h>

#include <set>
#include <thread>

#include "baophu/participant/v1/area_service.grpc.pb.h"
#include "baophu/participant/v1/change_service.grpc.pb.h"
#include "baophu/participant/v1/coverage_service.grpc.pb.h"
#include "baophu/participant/v1/import_service.grpc.pb.h"
#include "baophu/target/v1/plan_service.grpc.pb.h"
#include "grpc/health/v1/health.grpc.pb.h"
#include "grpc/reflection/v1/reflection.grpc.pb.h"
#include "tests/integration/gateway/http_client.h"
#include "tests/integration/gateway/suite_fixture.h"

namespace baophu::gateway {
namespace {

using grpc::health::v1::HealthCheckRequest;
using grpc::health::v1::HealthCheckResponse;
using grpc::reflection::v1::ServerReflectionRequest;
using grpc::reflection::v1::ServerReflectionResponse;
using testing::HasSubstr;
using testing::IsSupersetOf;

class Suite : public SuiteTest {
 protected:
  grpc::Status CheckHealth(const std::string& name, HealthCheckResponse* response) {
    grpc::ClientContext context;
    HealthCheckRequest request;
    request.set_service(name);
    return grpc::health::v1::Health::NewStub(channel_)->Check(&context, request, response);
  }
};

TEST_F(Suite, EachPackageGoesToItsService) {
  {
    grpc::ClientContext context;
    SetDeadline(context);
    participant::v1::GetAreaRequest request;
    request.set_name("areas/31");
    participant::v1::Area area;
    ASSERT_TRUE(
        participant::v1::AreaService::NewStub(channel_)->GetArea(&context, request, &area).ok());
    EXPECT_EQ(area.display_name(), "Thành phố Hải Phòng");
  }
  {
    grpc::ClientContext context;
    SetDeadline(context);
    target::v1::CreatePlanRequest request;
    request.mutable_plan()->set_value(5);
    target::v1::Plan plan;
    ASSERT_TRUE(
        target::v1::PlanService::NewStub(channel_)->CreatePlan(&context, request, &plan).ok());
    EXPECT_EQ(plan.name(), "plans/made");
  }
}

TEST_F(Suite, AnImportGoesThroughChunkByChunk) {
  grpc::ClientContext context;
  const auto stub = participant::v1::ImportService::NewStub(channel_);
  const auto stream = stub->ImportRows(&context);
  for (int64_t number = 1; number <= 100; ++number) {
    participant::v1::ImportRowsRequest request;
    request.mutable_chunk()->set_chunk_number(number);
    ASSERT_TRUE(stream->Write(request));
    type::v1::ImportAck ack;
    ASSERT_TRUE(stream->Read(&ack));
    EXPECT_EQ(ack.chunk_number(), number);
  }
  stream->WritesDone();
  EXPECT_TRUE(stream->Finish().ok());
}

TEST_F(Suite, StreamsNeedNoDeadlineAndUnaryCallsDo) {
  grpc::ClientContext stream_context;
  const auto reader = participant::v1::CoverageService::NewStub(channel_)->Recount(
      &stream_context, participant::v1::RecountRequest());
  type::v1::CheckProgress progress;
  while (reader->Read(&progress)) {
  }
  EXPECT_TRUE(reader->Finish().ok());
  EXPECT_TRUE(progress.finished());
  grpc::ClientContext context;
  participant::v1::Area area;
  EXPECT_EQ(participant::v1::AreaService::NewStub(channel_)
                ->GetArea(&context, participant::v1::GetAreaRequest(), &area)
                .error_code(),
            grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_F(Suite, HealthFollowsTheServices) {
  grpc::ClientContext context;
  const auto stub = grpc::health::v1::Health::NewStub(channel_);
  const auto watcher = stub->Watch(&context, HealthCheckRequest());
  HealthCheckResponse response;
  ASSERT_TRUE(watcher->Read(&response));
  if (response.status() == HealthCheckResponse::NOT_SERVING) {
    ASSERT_TRUE(watcher->Read(&response));
  }
  EXPECT_EQ(response.status(), HealthCheckResponse::SERVING);
  EXPECT_EQ(HttpCall(http_port(), "GET", "/readyz").status, 200);

  backend_.SetServing("target", false);
  ASSERT_TRUE(watcher->Read(&response));
  EXPECT_EQ(response.status(), HealthCheckResponse::NOT_SERVING);
  ASSERT_TRUE(CheckHealth("baophu.target.v1.PlanService", &response).ok());
  EXPECT_EQ(response.status(), HealthCheckResponse::NOT_SERVING);
  ASSERT_TRUE(CheckHealth("baophu.participant.v1", &response).ok());
  EXPECT_EQ(response.status(), HealthCheckResponse::SERVING);
  const HttpReply ready = HttpCall(http_port(), "GET", "/readyz");
  EXPECT_EQ(ready.status, 503);
  EXPECT_EQ(ready.body, R"({"status":"NOT_SERVING","services":{"participant":"SERVING",)"
                        R"("contribution":"SERVING","target":"NOT_SERVING"}})");
  EXPECT_EQ(HttpCall(http_port(), "GET", "/healthz").status, 200);

  backend_.SetServing("target", true);
  ASSERT_TRUE(watcher->Read(&response));
  EXPECT_EQ(response.status(), HealthCheckResponse::SERVING);
  backend_.Stop("contribution");
  ASSERT_TRUE(watcher->Read(&response));
  EXPECT_EQ(response.status(), HealthCheckResponse::NOT_SERVING);
  context.TryCancel();
  watcher->Finish();
}

TEST_F(Suite, HealthOfAnUnknownName) {
  HealthCheckResponse response;
  EXPECT_EQ(CheckHealth("bogus", &response).error_code(), grpc::StatusCode::NOT_FOUND);
  grpc::ClientContext context;
  HealthCheckRequest request;
  request.set_service("bogus");
  const auto stub = grpc::health::v1::Health::NewStub(channel_);
  const auto watcher = stub->Watch(&context, request);
  ASSERT_TRUE(watcher->Read(&response));
  EXPECT_EQ(response.status(), HealthCheckResponse::SERVICE_UNKNOWN);
  context.TryCancel();
  watcher->Finish();
}

class Reflection : public Suite {
 protected:
  // Asks on one stream, in order, and returns the answers.
  std::vector<ServerReflectionResponse> Ask(const std::vector<ServerReflectionRequest>& requests) {
    grpc::ClientContext context;
    const auto stub = grpc::reflection::v1::ServerReflection::NewStub(channel_);
    const auto stream = stub->ServerReflectionInfo(&context);
    std::vector<ServerReflectionResponse> responses;
    for (const auto& request : requests) {
      stream->Write(request);
      if (!stream->Read(&responses.emplace_back())) break;
    }
    stream->WritesDone();
    EXPECT_TRUE(stream->Finish().ok());
    return responses;
  }
};

TEST_F(Reflection, ListsTheServicesOfTheSuite) {
  ServerReflectionRequest request;
  request.set_list_services("");
  std::set<std::string> names;
  const auto response = Ask({request})[0];
  for (const auto& service : response.list_services_response().service()) {
    names.insert(service.name());
  }
  EXPECT_THAT(names, IsSupersetOf({"baophu.participant.v1.PersonService",
                                   "baophu.contribution.v1.LedgerService",
                                   "baophu.target.v1.CoverageReportService",
                                   "grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection",
                                   "grpc.reflection.v1alpha.ServerReflection"}));
}

TEST_F(Reflection, GivesEverythingThatASymbolNeeds) {
  for (const char* symbol :
       {"baophu.target.v1.CoverageReportService",
        "baophu.target.v1.CoverageReportService.GetCoverageReport",
        "baophu.target.v1.CoverageReport", "baophu.target.v1.CoverageReport.indicators"}) {
    ServerReflectionRequest request;
    request.set_file_containing_symbol(symbol);
    const auto response = Ask({request})[0];
    google::protobuf::DescriptorPool pool;
    const auto& files = response.file_descriptor_response().file_descriptor_proto();
    // What a file imports comes after it, at the latest last.
    for (int i = 0; i < files.size(); ++i) {
      for (const std::string& bytes : files) {
        google::protobuf::FileDescriptorProto file;
        ASSERT_TRUE(file.ParseFromString(bytes));
        bool has_imports = pool.FindFileByName(file.name()) == nullptr;
        for (const std::string& import : file.dependency()) {
          has_imports = has_imports && pool.FindFileByName(import) != nullptr;
        }
        if (has_imports) pool.BuildFile(file);
      }
    }
    EXPECT_NE(pool.FindServiceByName("baophu.target.v1.CoverageReportService"), nullptr) << symbol;
  }
}

TEST_F(Reflection, IsTheSameByItsOlderName) {
  // The messages of both versions are the same, so v1's stub can ask v1alpha.
  const grpc::internal::RpcMethod method(
      "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
      grpc::internal::RpcMethod::BIDI_STREAMING);
  grpc::ClientContext context;
  const std::unique_ptr<grpc::ClientReaderWriter<ServerReflectionRequest, ServerReflectionResponse>>
      stream(grpc::internal::ClientReaderWriterFactory<
             ServerReflectionRequest, ServerReflectionResponse>::Create(channel_.get(), method,
                                                                        &context));
  ServerReflectionRequest request;
  request.set_file_containing_symbol("baophu.target.v1.PlanService");
  stream->Write(request);
  ServerReflectionResponse response;
  ASSERT_TRUE(stream->Read(&response));
  EXPECT_GT(response.file_descriptor_response().file_descriptor_proto_size(), 0);
  request.set_file_containing_symbol("grpc.reflection.v1alpha.ServerReflection");
  stream->Write(request);
  ASSERT_TRUE(stream->Read(&response));
  EXPECT_GT(response.file_descriptor_response().file_descriptor_proto_size(), 0);
  stream->WritesDone();
  EXPECT_TRUE(stream->Finish().ok());
}

TEST_F(Reflection, GivesAFileOnceOnAStream) {
  ServerReflectionRequest request;
  request.set_file_by_filename("baophu/target/v1/plan_service.proto");
  const auto responses = Ask({request, request});
  EXPECT_GT(responses[0].file_descriptor_response().file_descriptor_proto_size(), 1);
  EXPECT_EQ(responses[1].file_descriptor_response().file_descriptor_proto_size(), 1);
}

TEST_F(Reflection, KnowsExtensions) {
  ServerReflectionRequest numbers;
  numbers.set_all_extension_numbers_of_type("google.protobuf.MethodOptions");
  ServerReflectionRequest extension;
  extension.mutable_file_containing_extension()->set_containing_type(
      "google.protobuf.MethodOptions");
  extension.mutable_file_containing_extension()->set_extension_number(72295728);
  const auto responses = Ask({numbers, extension});
  EXPECT_THAT(responses[0].all_extension_numbers_response().extension_number(),
              testing::Contains(72295728));
  EXPECT_GT(responses[1].file_descriptor_response().file_descriptor_proto_size(), 0);
}

TEST_F(Reflection, AnswersWhatItDoesNotKnowWithAnError) {
  std::vector<ServerReflectionRequest> requests(5);
  requests[0].set_file_by_filename("bogus.proto");
  requests[1].set_file_containing_symbol("bogus.Symbol");
  requests[2].set_all_extension_numbers_of_type("bogus.Type");
  requests[3].mutable_file_containing_extension()->set_containing_type("bogus.Type");
  const auto responses = Ask(requests);
  ASSERT_EQ(responses.size(), 5u);
  for (int i = 0; i < 4; ++i) EXPECT_EQ(responses[i].error_response().error_code(), 5);
  EXPECT_EQ(responses[4].error_response().error_code(), 3);
}

TEST_F(Suite, StoppingLetsCallsEndAndEndsFeeds) {
  // A feed by gRPC, a feed by HTTP, and a call by HTTP under way.
  grpc::ClientContext feed_context;
  const auto stub = participant::v1::ChangeService::NewStub(channel_);
  const auto feed = stub->WatchChanges(&feed_context, participant::v1::WatchChangesRequest());
  participant::v1::WatchChangesResponse change;
  ASSERT_TRUE(feed->Read(&change));
  HttpConnection http_feed(http_port());
  http_feed.Send("GET /v1/participant/changes HTTP/1.1\r\nHost: localhost\r\n\r\n");
  ASSERT_EQ(http_feed.ReadHead().status, 200);
  http_feed.ReadChunk();
  HttpConnection idle(http_port());

  grpc::ClientContext watch_context;
  const auto health_stub = grpc::health::v1::Health::NewStub(channel_);
  HealthCheckRequest liveness;
  liveness.set_service("baophu.target.v1");
  const auto watcher = health_stub->Watch(&watch_context, liveness);
  HealthCheckResponse health;
  ASSERT_TRUE(watcher->Read(&health));

  std::thread stopper(
      [&] { gateway_->Shutdown(std::chrono::milliseconds(0), std::chrono::minutes(5)); });
  while (watcher->Read(&health)) {
  }
  EXPECT_EQ(health.status(), HealthCheckResponse::NOT_SERVING);
  watcher->Finish();
  EXPECT_TRUE(idle.IsAtEnd());
  EXPECT_FALSE(feed->Read(&change));
  const grpc::Status status = feed->Finish();
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_THAT(status.error_message(), HasSubstr("stopping"));
  EXPECT_THAT(http_feed.ReadChunk(), HasSubstr(R"({"error":{"code":14,)"));
  stopper.join();
  EXPECT_TRUE(http_feed.IsAtEnd() || http_feed.ReadChunk().empty());
}

TEST_F(Suite, StoppingCutsOffWhatDoesNotEnd) {
  HttpConnection connection(http_port());
  connection.Send("GET /v1/areas/hang HTTP/1.1\r\nHost: localhost\r\n\r\n");
  backend_.WaitForHanging(1);
  gateway_->Shutdown(std::chrono::milliseconds(0), std::chrono::milliseconds(0));
  backend_.WaitForCancelled(1);
}

TEST_F(Suite, AnAddressInUseIsSaidInOneSentence) {
  GatewayOptions options = Options();
  options.http.address = "127.0.0.1:" + std::to_string(http_port());
  absl::Status status = Gateway::Start(options).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(status.message()), HasSubstr("in use"));
  EXPECT_THAT(std::string(status.message()), HasSubstr("--http_address"));
  options = Options();
  options.grpc_address = "127.0.0.1:" + std::to_string(gateway_->grpc_port());
  status = Gateway::Start(options).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(status.message()), HasSubstr("--grpc_address"));
}

TEST_F(Suite, OnlyThisMachineIsListenedTo) {
  GatewayOptions options = Options();
  options.grpc_address = "0.0.0.0:0";
  EXPECT_EQ(Gateway::Start(options).status().code(), absl::StatusCode::kFailedPrecondition);
  options = Options();
  options.http.address = "0.0.0.0:0";
  EXPECT_EQ(Gateway::Start(options).status().code(), absl::StatusCode::kFailedPrecondition);
}

TEST_F(Suite, IdleStreamsAreEnded) {
  GatewayOptions options = Options();
  options.stream_max_idle = std::chrono::milliseconds(30);
  StartGateway(options);
  grpc::ClientContext context;
  const auto stub = participant::v1::ChangeService::NewStub(channel_);
  const auto feed = stub->WatchChanges(&context, participant::v1::WatchChangesRequest());
  participant::v1::WatchChangesResponse change;
  while (feed->Read(&change)) {
  }
  const grpc::Status status = feed->Finish();
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_THAT(status.error_details(), HasSubstr("STREAM_IDLE"));
}

}  // namespace
}  // namespace baophu::gateway
