#include "services/cli/import/stream/import_stream.h"

#include <baophu/contribution/v1/import_service.grpc.pb.h>
#include <baophu/participant/v1/import_service.grpc.pb.h>
#include <baophu/target/v1/import_service.grpc.pb.h>

namespace baophu::cli {
namespace {

template <typename Request>
class Stream final : public ImportStream {
 public:
  template <typename Stub>
  explicit Stream(Stub& stub) : stream_(stub.ImportRows(&context_)) {}

  bool Write(const google::protobuf::Message& request) override {
    return stream_->Write(static_cast<const Request&>(request));
  }
  void WritesDone() override { stream_->WritesDone(); }
  bool Read(type::v1::ImportAck& ack) override { return stream_->Read(&ack); }
  void Cancel() override { context_.TryCancel(); }
  grpc::Status Finish() override { return stream_->Finish(); }

 private:
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReaderWriter<Request, type::v1::ImportAck>> stream_;
};

template <typename ImportService, typename Request>
class Endpoint final : public ImportEndpoint {
 public:
  explicit Endpoint(const std::shared_ptr<grpc::Channel>& channel)
      : stub_(ImportService::NewStub(channel)) {}

  std::unique_ptr<ImportStream> Open() override {
    return std::make_unique<Stream<Request>>(*stub_);
  }
  std::unique_ptr<google::protobuf::Message> NewRequest() const override {
    return std::make_unique<Request>();
  }

 private:
  std::unique_ptr<typename ImportService::Stub> stub_;
};

}  // namespace

std::unique_ptr<ImportEndpoint> ConnectImport(Service service,
                                              const std::shared_ptr<grpc::Channel>& channel) {
  switch (service) {
    case Service::kParticipant:
      return std::make_unique<
          Endpoint<participant::v1::ImportService, participant::v1::ImportRowsRequest>>(channel);
    case Service::kContribution:
      return std::make_unique<
          Endpoint<contribution::v1::ImportService, contribution::v1::ImportRowsRequest>>(channel);
    case Service::kTarget:
      return std::make_unique<Endpoint<target::v1::ImportService, target::v1::ImportRowsRequest>>(
          channel);
  }
  return nullptr;
}

}  // namespace baophu::cli
