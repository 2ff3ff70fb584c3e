#ifndef BAOPHU_TESTS_INTEGRATION_TARGET_CLOSING_CLOSING_CLIENT_H_
#define BAOPHU_TESTS_INTEGRATION_TARGET_CLOSING_CLOSING_CLIENT_H_

#include <baophu/target/v1/closing_service.grpc.pb.h>
#include <grpcpp/grpcpp.h>

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/clock.h"
#include "common/rpc/status.h"

namespace baophu::target {

// Calls of the service of closings, each with twenty seconds of time.
class ClosingClient {
 public:
  explicit ClosingClient(v1::ClosingService::Stub& stub) : stub_(stub) {}

  absl::StatusOr<v1::CloseMonthResponse> Close(const std::string& month,
                                               const std::string& request_id = "",
                                               const std::string& note = "") {
    v1::CloseMonthRequest request;
    request.set_month(month);
    request.set_request_id(request_id);
    request.set_note(note);
    Call call;
    const auto stream = stub_.CloseMonth(&call.context, request);
    return Last<v1::CloseMonthResponse>(*stream);
  }

  absl::StatusOr<type::v1::CheckProgress> Verify(const std::string& name) {
    v1::VerifyClosingRequest request;
    request.set_name(name);
    Call call;
    const auto stream = stub_.VerifyClosing(&call.context, request);
    return Last<type::v1::CheckProgress>(*stream);
  }

  absl::StatusOr<v1::Closing> Get(const std::string& name) {
    v1::GetClosingRequest request;
    request.set_name(name);
    return Unary<v1::Closing>(&v1::ClosingService::Stub::GetClosing, request);
  }

  absl::StatusOr<v1::CoverageReport> Report(const std::string& name) {
    v1::GetClosedReportRequest request;
    request.set_name(name);
    return Unary<v1::CoverageReport>(&v1::ClosingService::Stub::GetClosedReport, request);
  }

  absl::StatusOr<v1::Closing> Reopen(const std::string& name, const std::string& reason,
                                     const std::string& request_id = "") {
    v1::ReopenClosingRequest request;
    request.set_name(name);
    request.set_reason(reason);
    request.set_request_id(request_id);
    return Unary<v1::Closing>(&v1::ClosingService::Stub::ReopenClosing, request);
  }

  absl::StatusOr<v1::ListClosingsResponse> List(const v1::ListClosingsRequest& request) {
    return Unary<v1::ListClosingsResponse>(&v1::ClosingService::Stub::ListClosings, request);
  }

  absl::StatusOr<v1::ListRestatementsResponse> Restatements(
      const v1::ListRestatementsRequest& request) {
    return Unary<v1::ListRestatementsResponse>(&v1::ClosingService::Stub::ListRestatements,
                                               request);
  }

  absl::StatusOr<v1::PublicKey> PublicKey() {
    return Unary<v1::PublicKey>(&v1::ClosingService::Stub::GetPublicKey, v1::GetPublicKeyRequest());
  }

 private:
  struct Call {
    Call() { context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(20))); }
    grpc::ClientContext context;
  };

  template <typename Response, typename Request>
  absl::StatusOr<Response> Unary(grpc::Status (v1::ClosingService::Stub::*method)(
                                     grpc::ClientContext*, const Request&, Response*),
                                 const Request& request) {
    Call call;
    Response response;
    const grpc::Status status = (stub_.*method)(&call.context, request, &response);
    if (!status.ok()) return rpc::FromGrpc(status);
    return response;
  }

  template <typename Response>
  static absl::StatusOr<Response> Last(grpc::ClientReader<Response>& stream) {
    Response last;
    Response message;
    while (stream.Read(&message)) last = message;
    const grpc::Status status = stream.Finish();
    if (!status.ok()) return rpc::FromGrpc(status);
    return last;
  }

  v1::ClosingService::Stub& stub_;
};

}  // namespace baophu::target

#endif  // BAOPHU_TESTS_INTEGRATION_TARGET_CLOSING_CLOSING_CLIENT_H_
