#include "services/cli/assess/assess_command.h"

#include <baophu/contribution/v1/account_service.grpc.pb.h>
#include <baophu/contribution/v1/assessment_service.grpc.pb.h>
#include <baophu/participant/v1/change_service.grpc.pb.h>
#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "common/month/month.h"
#include "common/rpc/server.h"
#include "common/status/try.h"
#include "services/cli/answer/answer.h"
#include "services/cli/terminal/output.h"
#include "services/cli/terminal/progress.h"
#include "services/cli/wait/wait.h"

namespace baophu::cli {
namespace {

using contribution::v1::AssessmentPeriod;
using contribution::v1::Settlement;

constexpr int kProblemsShown = 50;

absl::Status CheckMonth(const char* option, const std::string& text) {
  if (text.empty()) return absl::OkStatus();
  const absl::Status parsed = Month::Parse(text).status();
  if (parsed.ok()) return parsed;
  return absl::InvalidArgumentError(absl::StrCat(option, ": ", parsed.message()));
}

class Assessing {
 public:
  explicit Assessing(const AssessRequest& request)
      : request_(request),
        channel_(rpc::Connect(request.server)),
        assessments_(contribution::v1::AssessmentService::NewStub(channel_)),
        accounts_(contribution::v1::AccountService::NewStub(channel_)),
        changes_(participant::v1::ChangeService::NewStub(channel_)) {}

  ExitCode Run() {
    const bool asks_only = request_.from.empty() && request_.through.empty();
    if (const absl::Status status = asks_only ? Ask() : Work(); !status.ok()) {
      return SayFailure(request_.server, status);
    }
    const ExitCode code = period_.problem_count() == 0 ? kDone : kProblems;
    if (!request_.json)
      return PrintResult(absl::StrCat(PeriodText(period_, settlement_), "\n"), code);
    std::string text;
    google::protobuf::util::JsonPrintOptions options;
    options.always_print_primitive_fields = true;
    // A period has nothing in it that JSON cannot express.
    (void)google::protobuf::util::MessageToJsonString(period_, &text, options);
    text += '\n';
    return PrintResult(text, code);
  }

 private:
  absl::Status Call(const std::function<grpc::Status(grpc::ClientContext&)>& call) {
    return CallAgain(absl::Seconds(request_.retry_s), call);
  }

  absl::Status ReadPeriod() {
    return Call([this](grpc::ClientContext& context) {
      return assessments_->GetAssessmentPeriod(&context, {}, &period_);
    });
  }

  absl::Status ReadSettlement() {
    return Call([this](grpc::ClientContext& context) {
      return accounts_->GetSettlement(&context, {}, &settlement_);
    });
  }

  absl::Status Ask() {
    BAOPHU_TRY(ReadPeriod());
    BAOPHU_TRY(ReadSettlement());
    return ShowProblems();
  }

  absl::Status Work() {
    participant::v1::FeedState newest;
    BAOPHU_TRY(Call([&](grpc::ClientContext& context) {
      return changes_->GetFeedState(&context, {}, &newest);
    }));
    // What was imported just now may still be on its way to contribution; computed
    // before it is there, most would be computed twice.
    BAOPHU_TRY(Await("read", "revisions", [&]() -> absl::StatusOr<int64_t> {
      BAOPHU_TRY(ReadPeriod());
      return std::max<int64_t>(newest.revision() - period_.participant_revision(), 0);
    }));
    BAOPHU_TRY(Call([this](grpc::ClientContext& context) {
      contribution::v1::ExtendAssessmentPeriodRequest call;
      call.set_first_month(request_.from);
      call.set_through_month(request_.through);
      return assessments_->ExtendAssessmentPeriod(&context, call, &period_);
    }));
    BAOPHU_TRY(Await("assess", "employers", [this]() -> absl::StatusOr<int64_t> {
      BAOPHU_TRY(ReadPeriod());
      return period_.waiting_count();
    }));
    BAOPHU_TRY(Await("settle", "payers", [this]() -> absl::StatusOr<int64_t> {
      BAOPHU_TRY(ReadSettlement());
      return settlement_.waiting_count();
    }));
    // Settling took revisions of its own.
    BAOPHU_TRY(ReadPeriod());
    return ShowProblems();
  }

  absl::Status Await(const char* label, const char* unit,
                     const std::function<absl::StatusOr<int64_t>()>& ask) {
    return AwaitNothingLeft(label, unit, absl::Seconds(request_.retry_s), ask);
  }

  absl::Status ShowProblems() {
    if (period_.problem_count() == 0) return absl::OkStatus();
    contribution::v1::ListAssessmentProblemsResponse problems;
    BAOPHU_TRY(Call([&](grpc::ClientContext& context) {
      contribution::v1::ListAssessmentProblemsRequest call;
      call.set_page_size(kProblemsShown);
      return assessments_->ListAssessmentProblems(&context, call, &problems);
    }));
    for (const contribution::v1::AssessmentProblem& problem : problems.problems()) {
      std::fprintf(stderr, "%s: %s\n", problem.employer().c_str(), problem.problem().c_str());
    }
    if (!problems.next_page_token().empty()) {
      std::fprintf(stderr, "... and more: GET /v1/assessmentProblems lists all\n");
    }
    return absl::OkStatus();
  }

  const AssessRequest& request_;
  const std::shared_ptr<grpc::Channel> channel_;
  const std::unique_ptr<contribution::v1::AssessmentService::Stub> assessments_;
  const std::unique_ptr<contribution::v1::AccountService::Stub> accounts_;
  const std::unique_ptr<participant::v1::ChangeService::Stub> changes_;
  AssessmentPeriod period_;
  Settlement settlement_;
};

}  // namespace

std::string PeriodText(const AssessmentPeriod& period, const Settlement& settlement) {
  std::vector<std::string> parts;
  if (period.first_month().empty()) {
    parts.push_back("no months are assessed from wages yet; write --from and --through");
  } else {
    parts.push_back(absl::StrCat("assessed from wages: ", period.first_month(), " to ",
                                 period.through_month(), " at revision ", period.revision()));
  }
  const auto add = [&](int64_t count, const char* what) {
    if (count > 0) parts.push_back(absl::StrCat(Grouped(count), what));
  };
  add(period.waiting_count(), " employers wait to be assessed");
  add(settlement.waiting_count(), " payers wait to be settled");
  if (parts.size() == 1) parts.push_back("nothing waits");
  add(period.problem_count(), " employers cannot be computed");
  return absl::StrJoin(parts, ", ");
}

ExitCode RunAssess(const AssessRequest& request) {
  absl::Status months = CheckMonth("--from", request.from);
  months.Update(CheckMonth("--through", request.through));
  if (!months.ok()) {
    std::fprintf(stderr, "%s\n", std::string(months.message()).c_str());
    return kUsage;
  }
  return Assessing(request).Run();
}

}  // namespace baophu::cli
