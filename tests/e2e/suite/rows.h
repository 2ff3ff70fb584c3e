#ifndef BAOPHU_TESTS_E2E_SUITE_ROWS_H_
#define BAOPHU_TESTS_E2E_SUITE_ROWS_H_

#include <baophu/contribution/v1/import_service.grpc.pb.h>
#include <baophu/participant/v1/import_service.grpc.pb.h>
#include <baophu/target/v1/import_service.grpc.pb.h>
#include <baophu/type/v1/import.pb.h>
#include <grpcpp/grpcpp.h>

#include <memory>
#include <string>
#include <vector>

namespace baophu::e2e {

// One import, spoken by hand. The stream stays open until Finish.
template <typename Service, typename Request>
class ImportCall {
 public:
  ImportCall(const std::shared_ptr<grpc::Channel>& channel, const std::string& import_id)
      : stub_(Service::NewStub(channel)), stream_(stub_->ImportRows(&context_)) {
    Request request;
    request.mutable_start()->set_import_id(import_id);
    ok_ = stream_->Write(request) && stream_->Read(&started_);
  }
  // The answer to the start.
  const type::v1::ImportAck& started() const { return started_; }
  // False once the stream has broken.
  bool ok() const { return ok_; }

  // Sends a chunk and waits until it is durable.
  type::v1::ImportAck Send(const Request& request) {
    type::v1::ImportAck ack;
    ok_ = ok_ && stream_->Write(request) && stream_->Read(&ack);
    return ack;
  }

  grpc::Status Finish() {
    stream_->WritesDone();
    type::v1::ImportAck ack;
    while (stream_->Read(&ack)) {
    }
    return stream_->Finish();
  }

 private:
  grpc::ClientContext context_;
  std::unique_ptr<typename Service::Stub> stub_;
  std::unique_ptr<grpc::ClientReaderWriter<Request, type::v1::ImportAck>> stream_;
  type::v1::ImportAck started_;
  bool ok_ = false;
};

using ParticipantImport =
    ImportCall<participant::v1::ImportService, participant::v1::ImportRowsRequest>;
using ContributionImport =
    ImportCall<contribution::v1::ImportService, contribution::v1::ImportRowsRequest>;
using TargetImport = ImportCall<target::v1::ImportService, target::v1::ImportRowsRequest>;

// People that the sample does not have; a person is known by a number from 0 on.
std::string InsuranceNumber(int person);
participant::v1::ImportRowsRequest PeopleChunk(int first, int count);

// Health insurance of a household, paid for September 2024, of people counted
// by areas in turn. They are covered by nothing else.
participant::v1::ImportRowsRequest CoverChunk(int first, int count,
                                              const std::vector<std::string>& areas);

// Chunks of one row each.
contribution::v1::ImportRowsRequest PaymentChunk();
target::v1::ImportRowsRequest DenominatorChunk();

}  // namespace baophu::e2e

#endif  // BAOPHU_TESTS_E2E_SUITE_ROWS_H_
