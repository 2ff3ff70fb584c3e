#ifndef BAOPHU_TESTS_INTEGRATION_CONTRIBUTION_TEST_SERVICE_H_
#define BAOPHU_TESTS_INTEGRATION_CONTRIBUTION_TEST_SERVICE_H_

#include <baophu/contribution/v1/account_service.grpc.pb.h>
#include <baophu/contribution/v1/change_service.grpc.pb.h>
#include <baophu/contribution/v1/import_service.grpc.pb.h>
#include <baophu/contribution/v1/ledger_service.grpc.pb.h>
#include <grpcpp/grpcpp.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "services/contribution/wiring.h"
#include "tests/integration/contribution/fake_participant.h"

namespace baophu::contribution {

// A folder of its own that is removed at the end.
class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// The contribution service in this process behind a real server on a unix
// socket, with a client. Restarting keeps its database.
class TestService {
 public:
  TestService(std::string folder, std::string participant_address);
  ~TestService() { Stop(); }

  void Start();
  void Stop();

  // Taken at the next Start.
  absl::Duration longest_idle_import = absl::Minutes(10);

  std::string database_path() const { return folder_ + "/contribution.sqlite"; }

  std::unique_ptr<v1::ImportService::Stub> import() const;
  std::unique_ptr<v1::LedgerService::Stub> ledger() const;
  std::unique_ptr<v1::ChangeService::Stub> changes() const;

  // Totals of one area and month; the status of a failed call goes to `status`
  // where it is given and fails the test otherwise.
  v1::AreaMonthTotals Totals(const std::string& area, const std::string& month,
                             grpc::Status* status = nullptr);
  // To the service, for calls that have no helper here.
  const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }

  // Waits until allocations and interest are posted.
  v1::Settlement Settle();

  // The last message of a check.
  type::v1::CheckProgress Verify();

 private:
  const std::string folder_;
  const std::string participant_address_;
  std::unique_ptr<Contribution> contribution_;
  std::unique_ptr<grpc::Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
};

// One ImportRows call.
class ImportCall {
 public:
  ImportCall(const TestService& service, const std::string& import_id, bool validate_only = false);

  // The answer to the start: the chunk after which to resume.
  int64_t resume_after() const { return resume_after_; }

  // Sends a chunk and waits for its answer; false when the stream has ended.
  bool Send(const v1::ImportChunk& chunk, type::v1::ImportAck& ack);
  // Ends the stream.
  grpc::Status Finish();

 private:
  std::unique_ptr<v1::ImportService::Stub> stub_;
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReaderWriter<v1::ImportRowsRequest, type::v1::ImportAck>> stream_;
  int64_t resume_after_ = -1;
};

v1::AssessmentRow Assessment(const std::string& id, const std::string& payer,
                             const std::string& area, const std::string& period_month,
                             const std::string& due_date, int64_t retirement_vnd,
                             int64_t health_vnd);
v1::PaymentRow Payment(const std::string& id, const std::string& payer, const std::string& area,
                       const std::string& paid_date, int64_t amount_vnd);
v1::ImportChunk Chunk(int64_t number, const std::vector<v1::AssessmentRow>& rows);
v1::ImportChunk Chunk(int64_t number, const std::vector<v1::PaymentRow>& rows);

// Imports one chunk as an import of its own and returns its answer.
type::v1::ImportAck ImportOne(const TestService& service, const std::string& import_id,
                              const v1::ImportChunk& chunk);

// Calls `condition` until it holds, at most ten seconds; then fails the test.
void Eventually(const std::function<bool()>& condition);

}  // namespace baophu::contribution

#endif  // BAOPHU_TESTS_INTEGRATION_CONTRIBUTION_TEST_SERVICE_H_
