// How many streams contribution keeps open, and for how long.

#include <gtest/gtest.h>

#include <memory>
#include <thread>
#include <vector>

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

}  // namespace
}  // namespace baophu::contribution
