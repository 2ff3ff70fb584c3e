#include "services/target/figure_check/figure_check_service.h"

#include <algorithm>
#include <atomic>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "common/area/area_code.h"
#include "common/rpc/status.h"
#include "common/rpc/unary.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "services/target/figure_check/figure_message_service.h"
#include "services/target/figure_check/reading/figure_reader.h"
#include "services/target/figure_check/rules/figure_check.h"

namespace baophu::target {
namespace {

// Each is a report that may have to be computed.
constexpr size_t kMaxMonths = 24;

// A report that cannot be made or confirmed, told to a caller who can do without it.
absl::Status WithoutOwnData(const absl::Status& status) {
  if (!absl::IsUnavailable(status)) return status;
  // It names the service; its remedy is that of another call.
  const std::string message(status.message());
  return FaultStatus(absl::StatusCode::kUnavailable, "DEPENDENCY_UNAVAILABLE", "against",
                     message.substr(0, message.find(';')),
                     "try again, or leave it out to compare figures with each other alone");
}

}  // namespace

struct FigureCheckService::OwnDataCall {
  grpc::ServerUnaryReactor* reactor = nullptr;
  absl::Time deadline;
  const v1::CheckFiguresRequest* request = nullptr;
  v1::CheckFiguresResponse* response = nullptr;

  std::vector<Figure> figures;
  AreaCode area;
  Revisions need;
  std::vector<Month> months;
  // By month; each is written by one report and read when all are there.
  std::vector<absl::StatusOr<StoredReport>> made;
  std::atomic<size_t> unmade = 0;
};

grpc::ServerUnaryReactor* FigureCheckService::CheckFigures(grpc::CallbackServerContext* context,
                                                           const v1::CheckFiguresRequest* request,
                                                           v1::CheckFiguresResponse* response) {
  if (!request->has_against()) {
    return rpc::RunUnary(context, executor_, [this, request, response]() -> absl::Status {
      BAOPHU_ASSIGN(
          const std::vector<Figure> figures,
          ReadFigures(ReadStated(*request), rules_.vocabulary(), rules_.careless_units()));
      FillCheck(target::CheckFigures(figures, rules_), figures, rules_, {}, *response);
      return absl::OkStatus();
    });
  }
  if (absl::Status status = rpc::RequireDeadline(*context); !status.ok()) {
    return rpc::FinishWith(*context, status);
  }
  const auto call = std::make_shared<OwnDataCall>();
  call->reactor = context->DefaultReactor();
  call->deadline = rpc::DeadlineOf(*context);
  call->request = request;
  call->response = response;
  const bool admitted = executor_.TryRun([this, call] {
    if (absl::Status status = Read(call); !status.ok()) {
      call->reactor->Finish(rpc::ToGrpc(status));
    } else {
      AwaitRevisions(call);
    }
  });
  if (!admitted) call->reactor->Finish(rpc::ToGrpc(rpc::Overloaded()));
  return call->reactor;
}

absl::Status FigureCheckService::Read(const CallPtr& call) const {
  const v1::OwnDataOption& against = call->request->against();
  const absl::StatusOr<AreaCode> area = AreaCode::Parse(against.area_code());
  if (!area.ok()) {
    return InvalidField("against.area_code", "is no area code", "write 2, 3 or 5 digits");
  }
  call->area = *area;
  const type::v1::Revisions& min = against.min_revisions();
  if (min.participant() < 0 || min.contribution() < 0 || min.target() < 0) {
    return InvalidField("against.min_revisions", "has a negative revision",
                        "write 0 for none, or a revision that an answer stated");
  }
  call->need = {{min.participant(), min.contribution(), min.target()}};
  call->need[Source::kTarget] = std::max(call->need[Source::kTarget], clock_.newest());
  BAOPHU_ASSIGN(call->figures, ReadFigures(ReadStated(*call->request), rules_.vocabulary(),
                                           rules_.careless_units()));
  call->months = MonthsToCompare(call->figures, against.area_code());
  if (call->months.size() > kMaxMonths) {
    return InvalidField("figures",
                        absl::StrCat("are of ", call->months.size(), " months of the area"),
                        absl::StrCat("compare with own data at most ", kMaxMonths, " at once"));
  }
  return absl::OkStatus();
}

void FigureCheckService::AwaitRevisions(const CallPtr& call) {
  freshness_.WaitFor(call->need, call->deadline, [this, call](const absl::Status& status) {
    if (!status.ok()) {
      call->reactor->Finish(rpc::ToGrpc(WithoutOwnData(status)));
    } else {
      MakeReports(call);
    }
  });
}

void FigureCheckService::MakeReports(const CallPtr& call) {
  call->made.assign(call->months.size(), absl::UnknownError(""));
  call->unmade = call->months.size() + 1;
  const auto made_one = [this, call] {
    if (call->unmade.fetch_sub(1) == 1) executor_.Run([this, call] { Conclude(call); });
  };
  for (size_t i = 0; i < call->months.size(); ++i) {
    const Freshness::View view = freshness_.Look(call->area, call->months[i]);
    if (view.doubt.has_value()) {
      call->made[i] = DoubtStatus(view.doubt->source);
      made_one();
      continue;
    }
    // What has touched the report by now must be in it.
    maker_.Make({call->area, call->months[i], view.setback_count},
                Revisions::Max(call->need, view.touched),
                [call, i, made_one](const absl::StatusOr<StoredReport>& made) {
                  call->made[i] = made;
                  made_one();
                });
  }
  made_one();
}

void FigureCheckService::Conclude(const CallPtr& call) {
  std::vector<OwnReport> reports;
  absl::Status unknown;
  for (size_t i = 0; i < call->months.size(); ++i) {
    const absl::StatusOr<StoredReport>& made = call->made[i];
    if (absl::IsNotFound(made.status())) {
      // The code meant no area in that month; it may have in others.
      unknown = made.status();
      continue;
    }
    v1::CoverageReport message;
    if (!made.ok() ||
        !message.ParseFromArray(made->bytes.begin(), static_cast<int>(made->bytes.size()))) {
      call->reactor->Finish(
          rpc::ToGrpc(made.ok() ? absl::InternalError("a report that was made cannot be read")
                                : WithoutOwnData(made.status())));
      return;
    }
    reports.push_back(ReadOwnReport(message, call->months[i]));
  }
  if (reports.empty() && !unknown.ok()) {
    call->reactor->Finish(rpc::ToGrpc(WithField(unknown, "against.area_code")));
    return;
  }
  std::vector<SuiteReport> suite;
  for (const OwnReport& each : reports) suite.push_back(each.report);
  const FigureCheck check =
      target::CheckFigures(call->figures, rules_, call->request->against().area_code(), suite);
  FillCheck(check, call->figures, rules_, reports, *call->response);
  call->reactor->Finish(grpc::Status::OK);
}

}  // namespace baophu::target
