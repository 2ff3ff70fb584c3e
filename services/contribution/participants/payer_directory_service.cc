#include "services/contribution/participants/payer_directory_service.h"

#include <grpcpp/grpcpp.h>

#include <chrono>

#include "absl/strings/str_cat.h"
#include "common/status/fault.h"

namespace baophu::contribution {
namespace {

constexpr auto kDeadline = std::chrono::seconds(10);

}  // namespace

absl::Status ParticipantAway(const grpc::Status& status) {
  return FaultStatus(absl::StatusCode::kUnavailable, "PARTICIPANT_UNAVAILABLE", "",
                     absl::StrCat("the participant service does not answer (gRPC code ",
                                  static_cast<int>(status.error_code()), ")"),
                     "see that it runs and try again");
}

PayerDirectory::PayerDirectory(std::shared_ptr<grpc::Channel> channel)
    : stub_(participant::v1::EmployerService::NewStub(channel)) {}

absl::StatusOr<std::vector<std::optional<PayerId>>> PayerDirectory::Resolve(
    const std::vector<std::string>& codes) {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + kDeadline);
  participant::v1::ResolvePayersRequest request;
  for (const std::string& code : codes) request.add_codes(code);
  participant::v1::ResolvePayersResponse response;
  const grpc::Status called = stub_->ResolvePayers(&context, request, &response);
  if (!called.ok()) return ParticipantAway(called);
  if (response.payers_size() != static_cast<int>(codes.size())) {
    return absl::InternalError(absl::StrCat("participant answered ", response.payers_size(),
                                            " payers for ", codes.size(), " codes"));
  }
  std::vector<std::optional<PayerId>> payers;
  payers.reserve(codes.size());
  for (const std::string& name : response.payers()) {
    payers.push_back(PayerId::FromName(name));
    if (!name.empty() && !payers.back().has_value()) {
      return absl::InternalError("participant answered a payer whose name cannot be read");
    }
  }
  return payers;
}

}  // namespace baophu::contribution
