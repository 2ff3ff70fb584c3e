#include "services/cli/statement/statement_command.h"

#include <chrono>
#include <cstdio>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "common/month/month.h"
#include "common/status/try.h"
#include "services/cli/answer/answer.h"
#include "services/cli/statement/notice.h"
#include "services/cli/statement/notice_text.h"
#include "services/cli/statement/notice_workbook.h"
#include "services/cli/statement/payer_reference.h"
#include "services/cli/statement/statement_calls.h"
#include "services/cli/terminal/output.h"

namespace baophu::cli {
namespace {

// What was asked, checked.
struct Question {
  PayerReference payer;
  Month month;
};

// What was answered.
struct Answer {
  contribution::v1::Statement statement;
  Addressee addressee;
};

absl::StatusOr<Question> Check(const StatementRequest& request) {
  Question question;
  BAOPHU_ASSIGN(question.payer, ReadPayerReference(request.payer));
  const absl::StatusOr<Month> month = Month::Parse(request.month);
  if (!month.ok()) {
    return absl::InvalidArgumentError(absl::StrCat("--month: ", month.status().message()));
  }
  question.month = *month;
  if (const absl::Status day = Day::Parse(request.as_known).status();
      !request.as_known.empty() && !day.ok()) {
    return absl::InvalidArgumentError(absl::StrCat("--as-known: ", day.message()));
  }
  if (request.format == "xlsx" && request.out.empty()) {
    return absl::InvalidArgumentError("--out: a workbook is not printed; write the file's name");
  }
  return question;
}

absl::StatusOr<Answer> Ask(const StatementRequest& request, const Question& question) {
  const StatementCalls calls(request.server, std::chrono::seconds(request.timeout_s));
  BAOPHU_ASSIGN(const std::string payer, calls.NameOf(question.payer));
  Answer answer;
  BAOPHU_ASSIGN(answer.addressee, calls.WhoIs(payer));
  BAOPHU_ASSIGN(answer.statement, calls.Statement(payer, question.month, request.as_known));
  if (request.format != "json") {
    BAOPHU_TRY(calls.AddArea(answer.statement.area(), question.month, answer.addressee));
  }
  return answer;
}

ExitCode Fail(const absl::Status& status, ExitCode code) {
  std::fprintf(stderr, "%s\n", std::string(status.message()).c_str());
  return code;
}

}  // namespace

ExitCode RunStatement(const StatementRequest& request) {
  const absl::StatusOr<Question> question = Check(request);
  if (!question.ok()) return Fail(question.status(), kUsage);
  absl::StatusOr<Notice> notice = Notice();
  const absl::StatusOr<Answer> answer = Ask(request, *question);
  if (answer.ok() && request.format != "json") {
    notice = MakeNotice(answer->statement, answer->addressee);
  }
  if (const absl::Status status = answer.ok() ? notice.status() : answer.status(); !status.ok()) {
    return SayFailure(request.server, status);
  }
  if (request.format == "xlsx") {
    const absl::Status saved = SaveNotice(*notice, request.out);
    return saved.ok() ? kDone : Fail(saved, kOutputFailed);
  }
  const std::string text =
      request.format == "json" ? JsonText(answer->statement) : NoticeText(*notice);
  if (request.out.empty()) return PrintResult(text, kDone);
  const absl::Status saved = SaveText(text, request.out);
  return saved.ok() ? kDone : Fail(saved, kOutputFailed);
}

}  // namespace baophu::cli
