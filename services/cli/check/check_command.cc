#include "services/cli/check/check_command.h"

#include <baophu/contribution/v1/ledger_service.grpc.pb.h>
#include <baophu/participant/v1/coverage_service.grpc.pb.h>
#include <baophu/target/v1/closing_service.grpc.pb.h>

#include <atomic>
#include <cstdio>

#include "absl/strings/str_cat.h"
#include "common/rpc/server.h"
#include "common/rpc/status.h"
#include "common/text/grouped.h"
#include "services/cli/answer/answer.h"
#include "services/cli/terminal/output.h"
#include "services/cli/terminal/progress.h"

namespace baophu::cli {
namespace {

const char* NameOf(Check check) {
  switch (check) {
    case Check::kRecount:
      return "recount";
    case Check::kVerify:
      return "verify";
    case Check::kVerifyClosings:
      return "verify-closings";
  }
  return "";
}

// Reads the stream to its end and keeps its last message.
absl::Status Read(grpc::ClientReader<type::v1::CheckProgress>& stream, const char* label,
                  type::v1::CheckProgress& result) {
  std::atomic<int64_t> done = 0;
  std::atomic<int64_t> total = 0;
  Progress progress("records", [&] { return ProgressState{label, done, total}; });
  type::v1::CheckProgress message;
  while (stream.Read(&message)) {
    done = message.done_count();
    total = message.total_count();
    result = message;
  }
  return rpc::FromGrpc(stream.Finish());
}

absl::Status Call(const CheckRequest& request, type::v1::CheckProgress& result) {
  const auto channel = rpc::Connect(request.server);
  grpc::ClientContext context;
  if (request.check == Check::kRecount) {
    const auto stub = participant::v1::CoverageService::NewStub(channel);
    return Read(*stub->Recount(&context, {}), NameOf(request.check), result);
  }
  if (request.check == Check::kVerifyClosings) {
    const auto stub = target::v1::ClosingService::NewStub(channel);
    target::v1::VerifyClosingRequest call;
    call.set_name("closings/-");
    return Read(*stub->VerifyClosing(&context, call), NameOf(request.check), result);
  }
  const auto stub = contribution::v1::LedgerService::NewStub(channel);
  return Read(*stub->VerifyLedger(&context, {}), NameOf(request.check), result);
}

}  // namespace

ExitCode RunCheck(const CheckRequest& request) {
  type::v1::CheckProgress result;
  absl::Status status = Call(request, result);
  if (status.ok() && !result.finished()) {
    status = absl::UnavailableError("the check broke off before its end; run it again");
  }
  if (!status.ok()) {
    return SayFailure(request.server, status);
  }
  std::string text;
  if (request.json) {
    text = JsonLine(result);
  } else {
    for (const std::string& difference : result.differences()) {
      absl::StrAppend(&text, difference, "\n");
    }
    absl::StrAppend(&text, NameOf(request.check), ": ", Grouped(result.done_count()),
                    " records at revision ", result.revision(), ", ",
                    result.difference_count() == 0
                        ? "no difference"
                        : absl::StrCat(Grouped(result.difference_count()), " differences"),
                    "\n");
  }
  return PrintResult(text, result.difference_count() == 0 ? kDone : kDifferences);
}

}  // namespace baophu::cli
