#include "services/cli/programmes/programmes_command.h"

#include <baophu/target/v1/programme_report_service.grpc.pb.h>

#include <chrono>
#include <cstdio>
#include <memory>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "common/rpc/server.h"
#include "common/rpc/status.h"
#include "common/status/try.h"
#include "services/cli/answer/answer.h"
#include "services/cli/programmes/programmes_text.h"
#include "services/cli/terminal/output.h"

namespace baophu::cli {
namespace {

namespace pb = target::v1;

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
      text += request_.json ? JsonText(answer) : CompletenessText(answer, language_);
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
      text += request_.json ? JsonText(answer) : ProgrammeTotalsText(answer, language_);
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
  return PrintAnswer(request.server, text);
}

}  // namespace baophu::cli
