#include "services/cli/closing/closing_command.h"

#include <baophu/target/v1/closing_service.grpc.pb.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "common/month/month.h"
#include "common/rpc/server.h"
#include "common/rpc/status.h"
#include "common/status/try.h"
#include "services/cli/answer/answer.h"
#include "services/cli/closing/closing_text.h"
#include "services/cli/terminal/output.h"
#include "services/cli/terminal/progress.h"

namespace baophu::cli {
namespace {

namespace pb = target::v1;

constexpr int kPageSize = 1'000;
// Areas of one call: each may have to be computed anew, and its changes looked up.
constexpr int kAreasPerCall = 50;

class Caller {
 public:
  explicit Caller(const ClosingRequest& request)
      : request_(request), stub_(pb::ClosingService::NewStub(rpc::Connect(request.server))) {}

  absl::StatusOr<std::string> Run() {
    switch (request_.action) {
      case ClosingAction::kClose:
        return Close();
      case ClosingAction::kReopen:
        return Reopen();
      case ClosingAction::kList:
        return List();
      case ClosingAction::kRestatements:
        return Restatements();
    }
    return std::string();
  }

 private:
  struct Call {
    explicit Call(int timeout_s) {
      context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(timeout_s));
    }
    grpc::ClientContext context;
  };

  std::string Print(const std::vector<pb::Closing>& closings) const {
    return request_.json ? JsonLines(closings) : ClosingsText(closings);
  }

  absl::StatusOr<std::string> Close() {
    pb::CloseMonthRequest call;
    call.set_month(request_.month);
    call.set_note(request_.note);
    grpc::ClientContext context;
    const auto stream = stub_->CloseMonth(&context, call);
    pb::CloseMonthResponse last;
    {
      std::atomic<int64_t> done = 0;
      std::atomic<int64_t> total = 0;
      Progress progress("reports", [&] { return ProgressState{"close", done, total}; });
      pb::CloseMonthResponse message;
      while (stream->Read(&message)) {
        done = message.done_count();
        total = message.total_count();
        last = message;
      }
    }
    BAOPHU_TRY(rpc::FromGrpc(stream->Finish()));
    if (!last.finished()) {
      return absl::UnavailableError(
          "the answer broke off; look whether the month is closed with: baophu closings");
    }
    return Print({last.closing()});
  }

  // All closings of the month that was asked for, or of all months.
  absl::StatusOr<std::vector<pb::Closing>> Closings() {
    std::vector<pb::Closing> closings;
    pb::ListClosingsRequest call;
    call.set_month(request_.month);
    call.set_page_size(kPageSize);
    do {
      Call one(request_.timeout_s);
      pb::ListClosingsResponse page;
      BAOPHU_TRY(rpc::FromGrpc(stub_->ListClosings(&one.context, call, &page)));
      closings.insert(closings.end(), page.closings().begin(), page.closings().end());
      call.set_page_token(page.next_page_token());
    } while (!call.page_token().empty());
    return closings;
  }

  absl::StatusOr<pb::Closing> Newest() {
    BAOPHU_ASSIGN(const std::vector<pb::Closing> closings, Closings());
    if (!closings.empty()) return closings.back();
    return absl::NotFoundError(absl::StrCat(request_.month, " was never closed"));
  }

  absl::StatusOr<std::string> List() {
    BAOPHU_ASSIGN(const std::vector<pb::Closing> closings, Closings());
    return Print(closings);
  }

  absl::StatusOr<std::string> Reopen() {
    BAOPHU_ASSIGN(const pb::Closing newest, Newest());
    pb::ReopenClosingRequest call;
    call.set_name(newest.name());
    call.set_reason(request_.reason);
    Call one(request_.timeout_s);
    pb::Closing reopened;
    BAOPHU_TRY(rpc::FromGrpc(stub_->ReopenClosing(&one.context, call, &reopened)));
    return Print({reopened});
  }

  absl::StatusOr<std::string> Restatements() {
    BAOPHU_ASSIGN(const pb::Closing newest, Newest());
    std::vector<pb::AreaRestatement> restatements;
    pb::ListRestatementsRequest call;
    call.set_parent(newest.name());
    call.set_area(request_.area);
    call.set_page_size(kAreasPerCall);
    do {
      Call one(request_.timeout_s);
      pb::ListRestatementsResponse page;
      BAOPHU_TRY(rpc::FromGrpc(stub_->ListRestatements(&one.context, call, &page)));
      restatements.insert(restatements.end(), page.area_restatements().begin(),
                          page.area_restatements().end());
      call.set_page_token(page.next_page_token());
    } while (!call.page_token().empty());
    return request_.json ? JsonLines(restatements) : RestatementsText(newest, restatements);
  }

  const ClosingRequest& request_;
  const std::unique_ptr<pb::ClosingService::Stub> stub_;
};

}  // namespace

ExitCode RunClosing(const ClosingRequest& request) {
  if (!request.month.empty() && !Month::Parse(request.month).ok()) {
    std::fprintf(stderr, "MONTH: %s\n",
                 std::string(Month::Parse(request.month).status().message()).c_str());
    return kUsage;
  }
  const absl::StatusOr<std::string> text = Caller(request).Run();
  return PrintAnswer(request.server, text);
}

}  // namespace baophu::cli
