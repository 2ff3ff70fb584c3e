#include "services/cli/report/report_command.h"

#include <baophu/target/v1/coverage_report_service.grpc.pb.h>

#include <chrono>
#include <cstdio>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "common/month/month.h"
#include "common/rpc/server.h"
#include "common/rpc/status.h"
#include "common/status/try.h"
#include "services/cli/answer/answer.h"
#include "services/cli/report/report_revisions.h"
#include "services/cli/report/report_text.h"
#include "services/cli/terminal/output.h"

namespace baophu::cli {
namespace {

absl::StatusOr<target::v1::GetCoverageReportRequest> CallOf(const ReportRequest& request) {
  const absl::StatusOr<Month> month = Month::Parse(request.month);
  if (!month.ok()) {
    return absl::InvalidArgumentError(absl::StrCat("--month: ", month.status().message()));
  }
  target::v1::GetCoverageReportRequest call;
  call.set_name(absl::StrCat("areas/", request.area, "/coverageReports/", month->ToString()));
  call.set_allow_unconfirmed(request.allow_unconfirmed);
  BAOPHU_TRY(SetMinRevisions(request.min_revisions, *call.mutable_min_revisions()));
  return call;
}

}  // namespace

ExitCode RunReport(const ReportRequest& request) {
  const absl::StatusOr<target::v1::GetCoverageReportRequest> call = CallOf(request);
  if (!call.ok()) {
    std::fprintf(stderr, "%s\n", std::string(call.status().message()).c_str());
    return kUsage;
  }
  const std::shared_ptr<grpc::Channel> channel = rpc::Connect(request.server);
  const auto stub = target::v1::CoverageReportService::NewStub(channel);
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(request.timeout_s));
  target::v1::CoverageReport report;
  const absl::Status status = rpc::FromGrpc(stub->GetCoverageReport(&context, *call, &report));
  if (!status.ok()) {
    return SayFailure(request.server, status);
  }
  std::string text;
  if (request.format == "json") {
    text = JsonText(report);
  } else if (request.format == "csv") {
    text = ReportCsv(report);
  } else {
    text = ReportText(report, request.language == "en" ? Language::kEnglish : Language::kVietnamese,
                      ServedNames::For(report, channel, request.timeout_s));
  }
  return PrintResult(text, kDone);
}

}  // namespace baophu::cli
