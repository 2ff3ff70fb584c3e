#include "services/cli/interest/interest_command.h"

#include <baophu/contribution/v1/account_service.grpc.pb.h>
#include <google/protobuf/util/json_util.h>

#include <cstdio>

#include "absl/strings/str_cat.h"
#include "common/month/month.h"
#include "common/rpc/server.h"
#include "common/status/try.h"
#include "services/cli/answer/answer.h"
#include "services/cli/terminal/output.h"
#include "services/cli/terminal/progress.h"
#include "services/cli/wait/wait.h"

namespace baophu::cli {
namespace {

using contribution::v1::AccountService;
using contribution::v1::ChargeInterestRequest;
using contribution::v1::Settlement;

absl::Status Read(AccountService::Stub& stub, absl::Duration longest, Settlement& settlement) {
  return CallAgain(longest, [&](grpc::ClientContext& context) {
    return stub.GetSettlement(&context, {}, &settlement);
  });
}

absl::Status Work(const InterestRequest& request, Settlement& settlement) {
  const auto stub = AccountService::NewStub(rpc::Connect(request.server));
  const absl::Duration longest = absl::Seconds(request.retry_s);
  if (request.through.empty()) return Read(*stub, longest, settlement);
  // Charging through the same month again changes nothing.
  BAOPHU_TRY(CallAgain(longest, [&](grpc::ClientContext& context) {
    ChargeInterestRequest call;
    call.set_through_month(request.through);
    return stub->ChargeInterest(&context, call, &settlement);
  }));
  return AwaitNothingLeft("settle", "payers", longest, [&]() -> absl::StatusOr<int64_t> {
    BAOPHU_TRY(Read(*stub, longest, settlement));
    return settlement.waiting_count();
  });
}

}  // namespace

std::string SettlementText(const Settlement& settlement) {
  std::string text =
      settlement.charged_through_month().empty()
          ? "no interest is charged yet; write --through"
          : absl::StrCat("interest charged through ", settlement.charged_through_month());
  if (settlement.waiting_count() == 0) {
    absl::StrAppend(&text, ", nothing waits");
  } else {
    absl::StrAppend(&text, ", ", Grouped(settlement.waiting_count()), " payers wait to be settled");
  }
  return absl::StrCat(text, ", at revision ", settlement.revision());
}

ExitCode RunInterest(const InterestRequest& request) {
  if (const absl::Status month = Month::Parse(request.through).status();
      !request.through.empty() && !month.ok()) {
    std::fprintf(stderr, "--through: %s\n", std::string(month.message()).c_str());
    return kUsage;
  }
  Settlement settlement;
  if (const absl::Status status = Work(request, settlement); !status.ok()) {
    return SayFailure(request.server, status);
  }
  std::string text = SettlementText(settlement);
  if (request.json) {
    text.clear();
    google::protobuf::util::JsonPrintOptions options;
    options.always_print_primitive_fields = true;
    // A settlement has nothing in it that JSON cannot express.
    (void)google::protobuf::util::MessageToJsonString(settlement, &text, options);
  }
  return PrintResult(text + "\n", kDone);
}

}  // namespace baophu::cli
