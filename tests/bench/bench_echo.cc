// The least that a gRPC server of the callback kind can do: it answers
// GetCoverageReport with a fixed number of bytes, which it neither parses nor
// makes.

#include <string>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "baophu/target/v1/coverage_report_service.grpc.pb.h"
#include "common/rpc/server.h"

ABSL_FLAG(std::string, address, "", "Where to listen: unix:/path");
ABSL_FLAG(int, bytes, 1000, "Size of an answer");

namespace baophu::bench {
namespace {

using Base = target::v1::CoverageReportService::WithRawCallbackMethod_GetCoverageReport<
    target::v1::CoverageReportService::Service>;

class Echo final : public Base {
 public:
  explicit Echo(int bytes)
      : slice_(std::string(static_cast<size_t>(bytes), '\0')), answer_(&slice_, 1) {}

  grpc::ServerUnaryReactor* GetCoverageReport(grpc::CallbackServerContext* context,
                                              const grpc::ByteBuffer*,
                                              grpc::ByteBuffer* response) override {
    *response = answer_;
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }

 private:
  const grpc::Slice slice_;
  const grpc::ByteBuffer answer_;
};

}  // namespace
}  // namespace baophu::bench

int main(int argc, char** argv) {
  baophu::rpc::BlockStopSignals();
  absl::ParseCommandLine(argc, argv);
  baophu::bench::Echo echo(absl::GetFlag(FLAGS_bytes));
  const absl::Status served = baophu::rpc::RunUntilSignal(
      {.program = "echo", .address = absl::GetFlag(FLAGS_address)}, {&echo}, [] {});
  if (!served.ok()) baophu::rpc::Die("echo", served);
  return 0;
}
