// How many streams contribution keeps open, and for how long.

#include <gtest/gtest.h>

#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "common/rpc/check_stream.h"
#include "common/rpc/server.h"
#include "tests/integration/contribution/test_service.h"

namespace baophu::contribution {
namespace {

constexpr int kMoreThanAnyLimit = 1000;

class StreamLimitsTest : public testing::Test {
 protected:
  // Nothing listens there.
  std::string participant() const { return "unix:" + folder_.path() + "/participant.sock"; }

  TempFolder folder_;
};

// One stream that stays open until it is destroyed.
struct OpenImport {
  explicit OpenImport(const TestService& service, int number)
      : stub(service.import()), stream(stub->ImportRows(&context)) {
    v1::ImportRowsRequest request;
    request.mutable_start()->set_import_id(absl::StrCat("import-", number));
    type::v1::ImportAck ack;
    open = stream->Write(request) && stream->Read(&ack);
  }
  ~OpenImport() {
    if (!open) return;
    stream->WritesDone();
    EXPECT_TRUE(stream->Finish().ok());
  }

  std::unique_ptr<v1::ImportService::Stub> stub;
  grpc::ClientContext context;
  std::unique_ptr<grpc::ClientReaderWriter<v1::ImportRowsRequest, type::v1::ImportAck>> stream;
  bool open = false;
};

TEST_F(StreamLimitsTest, TooManyImportsAreRefusedUntilOneEnds) {
  TestService service(folder_.path(), participant());
  std::vector<std::unique_ptr<OpenImport>> imports;
  while (imports.size() < kMoreThanAnyLimit && (imports.empty() || imports.back()->open)) {
    imports.push_back(std::make_unique<OpenImport>(service, static_cast<int>(imports.size())));
  }
  ASSERT_FALSE(imports.back()->open);
  EXPECT_EQ(imports.back()->stream->Finish().error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_GT(imports.size(), 16u) << "enough for those who import at once";
  imports.clear();
  Eventually([&] { return OpenImport(service, 0).open; });
}

TEST_F(StreamLimitsTest, TooManyWatchesAreRefused) {
  TestService service(folder_.path(), participant());
  const auto stub = service.changes();
  struct Watch {
    grpc::ClientContext context;
    std::unique_ptr<grpc::ClientReader<v1::WatchChangesResponse>> reader;
  };
  std::vector<std::unique_ptr<Watch>> watches;
  bool open = true;
  while (open && watches.size() < kMoreThanAnyLimit) {
    Watch& watch = *watches.emplace_back(std::make_unique<Watch>());
    watch.reader = stub->WatchChanges(&watch.context, {});
    v1::WatchChangesResponse event;
    open = watch.reader->Read(&event);
  }
  ASSERT_FALSE(open);
  EXPECT_EQ(watches.back()->reader->Finish().error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  watches.pop_back();
  for (const auto& watch : watches) {
    watch->context.TryCancel();
    watch->reader->Finish();
  }
}

TEST_F(StreamLimitsTest, AnImportOnWhichNothingComesIsEnded) {
  TestService service(folder_.path(), participant());
  service.Stop();
  service.longest_idle_import = absl::Milliseconds(50);
  service.Start();
  OpenImport import(service, 1);
  type::v1::ImportAck ack;
  EXPECT_FALSE(import.stream->Read(&ack));
  const grpc::Status ended = import.stream->Finish();
  import.open = false;
  EXPECT_EQ(ended.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_NE(ended.error_message().find("resume the import"), std::string::npos)
      << ended.error_message();
}

// Serves a check that lasts until it is let go.
class LongCheck final : public v1::LedgerService::CallbackService {
 public:
  grpc::ServerWriteReactor<type::v1::CheckProgress>* VerifyLedger(
      grpc::CallbackServerContext*, const v1::VerifyLedgerRequest*) override {
    return rpc::CheckStream::Start(
        executor_, running_,
        [this](const rpc::CheckStream::Report& report) -> absl::StatusOr<type::v1::CheckProgress> {
          report({});
          go_on.WaitForNotification();
          return type::v1::CheckProgress();
        });
  }

  absl::Notification go_on;

 private:
  rpc::StreamLimit running_{1};
  rpc::Executor executor_{2, 8};
};

TEST_F(StreamLimitsTest, OneCheckRunsAtATime) {
  LongCheck service;
  grpc::ServerBuilder builder;
  const std::string address = "unix:" + folder_.path() + "/check.sock";
  builder.AddListeningPort(address, grpc::InsecureServerCredentials());
  builder.RegisterService(&service);
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  const auto stub = v1::LedgerService::NewStub(rpc::Connect(address));

  grpc::ClientContext first_context, second_context, third_context;
  type::v1::CheckProgress progress;
  const auto first = stub->VerifyLedger(&first_context, {});
  ASSERT_TRUE(first->Read(&progress)) << "it runs now";
  const auto second = stub->VerifyLedger(&second_context, {});
  EXPECT_FALSE(second->Read(&progress));
  const grpc::Status refused = second->Finish();
  EXPECT_EQ(refused.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_NE(refused.error_message().find("another check is running"), std::string::npos);

  service.go_on.Notify();
  while (first->Read(&progress)) {
  }
  EXPECT_TRUE(progress.finished());
  EXPECT_TRUE(first->Finish().ok());
  const auto third = stub->VerifyLedger(&third_context, {});
  while (third->Read(&progress)) {
  }
  EXPECT_TRUE(third->Finish().ok()) << "the first has made room";
}

}  // namespace
}  // namespace baophu::contribution
