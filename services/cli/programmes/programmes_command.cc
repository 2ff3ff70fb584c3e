#include "services/cli/programmes/programmes_command.h"

#include <baophu/target/v1/programme_report_service.grpc.pb.h>
#include <google/protobuf/util/json_util.h>

#include <chrono>
#include <cstdio>
#include <memory>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "common/rpc/server.h"
#include "common/rpc/status.h"
#include "common/status/try.h"
#include "services/cli/programmes/programmes_text.h"
#include "services/cli/terminal/output.h"

namespace baophu::cli {
namespace {

namespace pb = target::v1;

std::string JsonOf(const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  std::string text;
  // Neither answer has anything in it that JSON cannot express.
  (void)google::protobuf::util::MessageToJsonString(message, &text, options);
  return text;
}

class ProgrammesAsker {
 public:
  explicit ProgrammesAsker(const ProgrammesRequest& request)
      : request_(request),
        language_(request.language == "en" ? Language::kEnglish : Language::kVietnamese),
        stub_(pb::ProgrammeReportService::NewStub(rpc::Connect(request.server))) {}

  absl::StatusOr<std::string> Ask() {
    std::string text;
    if (!request_.on.empty()) {
      pb::GetCompletenessRequest call;
      call.set_name(absl::StrCat("areas/", request_.area, "/completeness/", request_.on));
      call.set_kind(request_.kind);
      call.set_level(request_.level);
      pb::Completeness answer;
      grpc::ClientContext context;
      SetDeadline(context);
      BAOPHU_TRY(rpc::FromGrpc(stub_->GetCompleteness(&context, call, &answer)));
      text += request_.json ? JsonOf(answer) : CompletenessText(answer, language_);
    }
    if (!request_.period.empty()) {
      pb::GetProgrammeTotalsRequest call;
      call.set_name(absl::StrCat("areas/", request_.area, "/programmeTotals/", request_.period));
      call.set_kind(request_.kind);
      pb::ProgrammeTotals answer;
      grpc::ClientContext context;
      SetDeadline(context);
      BAOPHU_TRY(rpc::FromGrpc(stub_->GetProgrammeTotals(&context, call, &answer)));
      if (!text.empty() && !request_.json) text += "\n";
      text += request_.json ? JsonOf(answer) : ProgrammeTotalsText(answer, language_);
    }
    return text;
  }

 private:
  void SetDeadline(grpc::ClientContext& context) const {
    context.set_deadline(std::chrono::system_clock::now() +
                         std::chrono::seconds(request_.timeout_s));
  }

  const ProgrammesRequest& request_;
  const Language language_;
  const std::unique_ptr<pb::ProgrammeReportService::Stub> stub_;
};

}  // namespace

ExitCode RunProgrammes(const ProgrammesRequest& request) {
  if (request.on.empty() && request.period.empty()) {
    std::fprintf(stderr, "--on or --period is required\n");
    return kUsage;
  }
  const absl::StatusOr<std::string> text = ProgrammesAsker(request).Ask();
  if (!text.ok()) {
    std::fprintf(stderr, "%s: %s (%s)\n", request.server.c_str(),
                 std::string(text.status().message()).c_str(),
                 absl::StatusCodeToString(text.status().code()).c_str());
    return kServiceFailed;
  }
  return PrintResult(*text, kDone);
}

}  // namespace baophu::cli
