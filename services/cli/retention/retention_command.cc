#include "services/cli/retention/retention_command.h"

#include <baophu/participant/v1/retention_service.grpc.pb.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "common/rpc/server.h"
#include "common/rpc/status.h"
#include "common/status/try.h"
#include "services/cli/answer/answer.h"
#include "services/cli/retention/retention_text.h"
#include "services/cli/terminal/output.h"

namespace baophu::cli {
namespace {

namespace pb = participant::v1;

constexpr int kPageSize = 1'000;

std::string ListCode(const std::string& word) {
  if (word == "ending") return "ENDING";
  if (word == "lapsed") return "LAPSED";
  if (word == "uncovered") return "UNCOVERED_HOUSEHOLD_MEMBER";
  return "LEFT_WORK";
}

class RetentionAsker {
 public:
  explicit RetentionAsker(const RetentionRequest& request)
      : request_(request),
        language_(request.language == "en" ? Language::kEnglish : Language::kVietnamese),
        stub_(pb::RetentionService::NewStub(rpc::Connect(request.server))) {}

  absl::StatusOr<std::string> Ask() {
    pb::ListRetentionCodesResponse codes;
    BAOPHU_TRY(rpc::FromGrpc(stub_->ListRetentionCodes(Context().get(), {}, &codes)));
    const RetentionWords words(language_, codes);
    if (request_.summary) return Summary(words);
    return request_.decrease ? Decrease(words) : List(words);
  }

 private:
  std::unique_ptr<grpc::ClientContext> Context() const {
    auto context = std::make_unique<grpc::ClientContext>();
    context->set_deadline(std::chrono::system_clock::now() +
                          std::chrono::seconds(request_.timeout_s));
    return context;
  }

  absl::StatusOr<std::string> List(const RetentionWords& words) const {
    pb::ListRetentionCasesRequest call;
    call.set_parent("areas/" + request_.area);
    call.set_list(ListCode(request_.list));
    call.set_day(request_.day);
    call.set_within_days(request_.days);
    call.set_within_months(request_.months);
    call.set_kind(request_.kind);
    call.set_assignee(request_.assignee);
    call.set_state(request_.state);
    std::vector<pb::RetentionCase> cases;
    pb::ListRetentionCasesResponse page;
    do {
      call.set_page_size(std::min(kPageSize, request_.limit - static_cast<int>(cases.size())));
      call.set_page_token(page.next_page_token());
      page.Clear();
      BAOPHU_TRY(rpc::FromGrpc(stub_->ListRetentionCases(Context().get(), call, &page)));
      cases.insert(cases.end(), page.retention_cases().begin(), page.retention_cases().end());
    } while (!page.next_page_token().empty() && static_cast<int>(cases.size()) < request_.limit);
    if (request_.format == "csv") return RetentionListCsv(cases);
    if (request_.format == "text") {
      return RetentionListText(call.list(), cases, !page.next_page_token().empty(), words);
    }
    std::string lines;
    for (const pb::RetentionCase& each : cases) lines += JsonLine(each);
    return lines;
  }

  absl::StatusOr<std::string> Summary(const RetentionWords& words) const {
    pb::SummarizeRetentionRequest call;
    call.set_parent("areas/" + request_.area);
    call.set_day(request_.day);
    call.set_within_days(request_.days);
    call.set_within_months(request_.months);
    pb::SummarizeRetentionResponse summary;
    BAOPHU_TRY(rpc::FromGrpc(stub_->SummarizeRetention(Context().get(), call, &summary)));
    if (request_.format == "csv") return RetentionSummaryCsv(summary);
    return request_.format == "json" ? JsonLine(summary) : RetentionSummaryText(summary, words);
  }

  absl::StatusOr<std::string> Decrease(const RetentionWords& words) const {
    pb::ReportDecreaseRequest call;
    call.set_parent("areas/" + request_.area);
    call.set_from_month(request_.from);
    call.set_through_month(request_.through);
    pb::ReportDecreaseResponse report;
    BAOPHU_TRY(rpc::FromGrpc(stub_->ReportDecrease(Context().get(), call, &report)));
    if (request_.format == "csv") return DecreaseCsv(report);
    return request_.format == "json" ? JsonLine(report)
                                     : DecreaseText(report, request_.from, request_.through, words);
  }

  const RetentionRequest& request_;
  const Language language_;
  const std::unique_ptr<pb::RetentionService::Stub> stub_;
};

}  // namespace

ExitCode RunRetention(const RetentionRequest& request) {
  const int questions = (request.list.empty() ? 0 : 1) + request.summary + request.decrease;
  const bool months = !request.from.empty() && !request.through.empty();
  const char* const wrong = questions != 1 ? "one of --list, --summary and --decrease is required"
                            : request.decrease && !months
                                ? "--decrease: --from and --through are required"
                                : nullptr;
  if (wrong != nullptr) {
    std::fprintf(stderr, "%s\n", wrong);
    return kUsage;
  }
  const absl::StatusOr<std::string> text = RetentionAsker(request).Ask();
  return PrintAnswer(request.server, text);
}

}  // namespace baophu::cli
