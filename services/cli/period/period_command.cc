#include "services/cli/period/period_command.h"

#include <baophu/target/v1/period_report_service.grpc.pb.h>

#include <chrono>
#include <cstdio>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "common/rpc/server.h"
#include "common/rpc/status.h"
#include "common/status/try.h"
#include "services/cli/answer/answer.h"
#include "services/cli/period/period_csv.h"
#include "services/cli/period/period_text.h"
#include "services/cli/period/period_workbook.h"
#include "services/cli/report/report_revisions.h"
#include "services/cli/terminal/output.h"

namespace baophu::cli {
namespace {

absl::StatusOr<target::v1::GetPeriodReportRequest> CallOf(const PeriodReportRequest& request) {
  if (request.format == "xlsx" && request.out.empty()) {
    return absl::InvalidArgumentError("--out: a workbook is not printed; write the file's name");
  }
  target::v1::GetPeriodReportRequest call;
  call.set_name(absl::StrCat("areas/", request.area, "/periodReports/", request.period));
  BAOPHU_TRY(SetMinRevisions(request.min_revisions, *call.mutable_min_revisions()));
  return call;
}

ExitCode Fail(const absl::Status& status, ExitCode code) {
  std::fprintf(stderr, "%s\n", std::string(status.message()).c_str());
  return code;
}

}  // namespace

ExitCode RunPeriodReport(const PeriodReportRequest& request) {
  const absl::StatusOr<target::v1::GetPeriodReportRequest> call = CallOf(request);
  if (!call.ok()) return Fail(call.status(), kUsage);
  const auto stub = target::v1::PeriodReportService::NewStub(rpc::Connect(request.server));
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(request.timeout_s));
  target::v1::PeriodReport report;
  const absl::Status status = rpc::FromGrpc(stub->GetPeriodReport(&context, *call, &report));
  if (!status.ok()) {
    return SayFailure(request.server, status);
  }
  const Language language = request.language == "en" ? Language::kEnglish : Language::kVietnamese;
  if (request.format == "xlsx") {
    const absl::Status saved = SavePeriodReport(report, language, request.link_base, request.out);
    return saved.ok() ? kDone : Fail(saved, kOutputFailed);
  }
  const std::string text = request.format == "json" ? JsonText(report)
                           : request.format == "csv"
                               ? PeriodCsv(report, language, request.link_base)
                               : PeriodReportText(report, language, request.link_base);
  if (request.out.empty()) return PrintResult(text, kDone);
  const absl::Status saved = SaveText(text, request.out);
  return saved.ok() ? kDone : Fail(saved, kOutputFailed);
}

}  // namespace baophu::cli
