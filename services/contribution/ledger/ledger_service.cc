#include "services/contribution/ledger/ledger_service.h"

#include <google/protobuf/util/time_util.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/feed/at_revision.h"
#include "common/feed/feed_log.h"
#include "common/rpc/page.h"
#include "common/rpc/unary.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "services/contribution/ledger/ledger_store.h"
#include "services/contribution/settlement/account_store.h"
#include "services/contribution/totals/totals_changes.h"
#include "services/contribution/totals/totals_store.h"

namespace baophu::contribution {
namespace {

constexpr int kMaxMonths = 64;
constexpr int kMaxAreas = 1000;
constexpr int kMaxAreaMonths = 40'000;
constexpr int kMaxRevisions = 100;
// Stands for the payer of a row whose payer a request names by its id.
constexpr std::string_view kNamedPayer = "employer:by-id";

void AddPosting(Account account, std::string_view fund, Vnd amount,
                v1::LedgerTransaction& transaction) {
  if (amount == Vnd()) return;
  v1::Posting* posting = transaction.add_postings();
  posting->set_account(std::string(AccountText(account)));
  posting->set_fund(std::string(fund));
  posting->set_amount_vnd(amount.amount_vnd());
}

void ToMessage(const ledger_store::StoredTransaction& stored, v1::LedgerTransaction& message) {
  message.set_transaction_id(stored.key.transaction_id);
  message.set_kind(std::string(TransactionKindText(stored.kind)));
  message.set_area(stored.area.ToString());
  message.set_month(stored.month.ToString());
  message.set_date(stored.day.ToString());
  message.set_source(stored.source);
  message.set_external_id(stored.external_id);
  *message.mutable_recorded_time() =
      google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(stored.recorded_us);
  for (const PostingLine& line : stored.postings) {
    for (size_t i = 0; i < kFundCount; ++i) {
      AddPosting(line.account, FundText(i), line.funds[i], message);
    }
    AddPosting(line.account, "", line.unallocated, message);
  }
}

absl::StatusOr<AreaCode> ParseAreaName(std::string_view name) {
  constexpr std::string_view kPrefix = "areas/";
  if (name.starts_with(kPrefix)) {
    const absl::StatusOr<AreaCode> code = AreaCode::Parse(name.substr(kPrefix.size()));
    if (code.ok()) return code;
  }
  return InvalidField("name", "is not the name of an area", "send areas/ and a code, as areas/31");
}

absl::StatusOr<std::vector<Month>> ParseMonths(
    const google::protobuf::RepeatedPtrField<std::string>& texts) {
  if (texts.empty() || texts.size() > kMaxMonths) {
    return InvalidField("months", absl::StrCat("holds ", texts.size(), " months"), "send 1 to 64");
  }
  std::vector<Month> months;
  for (const std::string& text : texts) {
    const absl::StatusOr<Month> month = Month::Parse(text);
    if (!month.ok()) return WithField(month.status(), "months");
    months.push_back(*month);
  }
  return months;
}

type::v1::CheckProgress ToMessage(const CheckState& state) {
  type::v1::CheckProgress message;
  message.set_done_count(state.done_count);
  message.set_total_count(state.total_count);
  message.set_difference_count(state.difference_count);
  message.set_revision(state.revision);
  return message;
}

// What is known at the end of `month` of an area with these changes: levels of all
// months up to it, and what happened from January on.
void SumUpTo(Month month, const std::vector<totals_store::MonthAmounts>& changes,
             v1::AreaMonthTotals& totals) {
  AreaAmounts levels, flows;
  for (const totals_store::MonthAmounts& change : changes) {
    if (change.month > month) break;
    levels += change.amounts;
    if (change.month >= month.January()) flows += change.amounts;
  }
  totals.set_assessed_vnd(Sum(flows.assessed).amount_vnd());
  totals.set_collected_vnd(flows.collected.amount_vnd());
  totals.set_outstanding_vnd(levels.outstanding_change.amount_vnd());
  totals.set_employers_in_arrears(levels.in_arrears_change);
  for (size_t f = 0; f < kFundCount; ++f) {
    v1::FundMonthTotals* fund = totals.add_funds();
    fund->set_fund(std::string(FundText(f)));
    fund->set_scheme(std::string(SchemeTextOfFund(f)));
    fund->set_assessed_vnd(flows.assessed[f].amount_vnd());
    fund->set_allocated_vnd(flows.allocated[f].amount_vnd());
    fund->set_outstanding_vnd(levels.fund_outstanding_change[f].amount_vnd());
    fund->set_interest_vnd(flows.interest[f].amount_vnd());
    fund->set_interest_paid_vnd(flows.interest_paid[f].amount_vnd());
  }
}

}  // namespace

grpc::ServerUnaryReactor* LedgerServiceImpl::ListTransactions(
    grpc::CallbackServerContext* context, const v1::ListTransactionsRequest* request,
    v1::ListTransactionsResponse* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return List(*request, *response); });
}

absl::Status LedgerServiceImpl::List(const v1::ListTransactionsRequest& request,
                                     v1::ListTransactionsResponse& response) {
  const std::optional<PayerId> payer = PayerId::FromName(request.parent());
  if (!payer.has_value()) {
    return InvalidField("parent", "is not the name of a payer",
                        "send employers/, people/ or households/ and an id");
  }
  BAOPHU_ASSIGN(
      const rpc::Page page,
      rpc::Page::Open(parts_.keys, absl::StrCat("transactions of ", payer->number()), request));
  BAOPHU_ASSIGN(const int64_t after, page.after_id());
  std::vector<ledger_store::StoredTransaction> transactions;
  BAOPHU_TRY(parts_.database.Read([&](soci::session& session) {
    response.set_revision(ReadFeedBounds(session).revision);
    transactions = ledger_store::ListOfPayer(session, *payer, after, page.limit());
    return absl::OkStatus();
  }));
  response.set_next_page_token(
      page.Cut(transactions, [](const ledger_store::StoredTransaction& transaction) {
        return transaction.key.transaction_id;
      }));
  for (const ledger_store::StoredTransaction& transaction : transactions) {
    ToMessage(transaction, *response.add_transactions());
  }
  return absl::OkStatus();
}

grpc::ServerUnaryReactor* LedgerServiceImpl::CreatePayment(grpc::CallbackServerContext* context,
                                                           const v1::CreatePaymentRequest* request,
                                                           v1::CreatePaymentResponse* response) {
  if (absl::Status status = rpc::RequireDeadline(*context); !status.ok()) {
    return rpc::FinishWith(*context, status);
  }
  const std::optional<PayerId> payer = PayerId::FromName(request->parent());
  if (!payer.has_value() || !payer->is_employer()) {
    return rpc::FinishWith(*context, InvalidField("parent", "is not the name of an employer",
                                                  "send employers/ and an id"));
  }
  const v1::PaymentRow& row = request->payment();
  RowInput input;
  input.kind = TransactionKind::kPayment;
  input.source = row.source();
  input.external_id = row.external_id();
  // Checked for its form only; the employer is the one that the name tells.
  input.payer = kNamedPayer;
  input.area = row.area();
  input.date = row.paid_date();
  input.amount_vnd = row.amount_vnd();
  input.recorded_seconds = row.recorded_time().seconds();
  input.recorded_nanos = row.recorded_time().nanos();
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  parts_.poster.Post(*payer, input,
                     [reactor, response](const absl::StatusOr<PostedPayment>& posted) {
                       if (posted.ok()) {
                         response->set_unchanged(posted->unchanged);
                         response->set_revision(posted->revision);
                       }
                       reactor->Finish(rpc::ToGrpc(posted.status()));
                     });
  return reactor;
}

grpc::ServerUnaryReactor* LedgerServiceImpl::QueryTotals(grpc::CallbackServerContext* context,
                                                         const v1::QueryTotalsRequest* request,
                                                         v1::QueryTotalsResponse* response) {
  if (request->min_revision() < 0) {
    return rpc::FinishWith(
        *context, InvalidField("min_revision", "is negative", "send a revision or leave it out"));
  }
  return rpc::RunUnaryAtRevision(context, parts_.executor, parts_.clock, request->min_revision(),
                                 [this, request, response] { return Query(*request, *response); });
}

grpc::ServerUnaryReactor* LedgerServiceImpl::BatchQueryTotals(
    grpc::CallbackServerContext* context, const v1::BatchQueryTotalsRequest* request,
    v1::BatchQueryTotalsResponse* response) {
  return rpc::RunUnaryAtRevision(context, parts_.executor, parts_.clock, request->min_revision(),
                                 [this, request, response] { return Query(*request, *response); });
}

template <typename Response>
absl::Status LedgerServiceImpl::SumUp(
    const Question& question, Response& response,
    const std::function<v1::AreaMonthTotals*(size_t)>& add_month) const {
  return parts_.database.Read([&](soci::session& session) -> absl::Status {
    const auto catalogue = parts_.catalogues.Get(session);
    for (const AreaCode area : question.areas) {
      if (catalogue->FindNewest(area) != nullptr) continue;
      return FaultStatus(absl::StatusCode::kNotFound, "AREA_NOT_FOUND", question.field,
                         absl::StrCat("no area has the code ", area.ToString()),
                         "send the code of an area that participant lists");
    }
    response.set_revision(ReadFeedBounds(session).revision);
    const Month last = *std::max_element(question.months.begin(), question.months.end());
    totals_store::AreaHistories histories = totals_store::ReadAreas(session, question.areas, last);
    const totals_store::MonthCounts counts = totals_store::ReadMonthCounts(session);
    response.set_waiting_count(account_store::CountWaiting(session));
    for (size_t area = 0; area < question.areas.size(); ++area) {
      for (const Month month : question.months) {
        v1::AreaMonthTotals* totals = add_month(area);
        totals->set_month(month.ToString());
        totals->set_has_data(totals_store::HasData(counts, month));
        SumUpTo(month, histories[question.areas[area]], *totals);
      }
    }
    return absl::OkStatus();
  });
}

absl::Status LedgerServiceImpl::Query(const v1::QueryTotalsRequest& request,
                                      v1::QueryTotalsResponse& response) const {
  Question question{"name", {}, {}};
  BAOPHU_ASSIGN(const AreaCode area, ParseAreaName(request.name()));
  question.areas.push_back(area);
  BAOPHU_ASSIGN(question.months, ParseMonths(request.months()));
  return SumUp(question, response, [&](size_t) { return response.add_area_months(); });
}

absl::Status LedgerServiceImpl::Query(const v1::BatchQueryTotalsRequest& request,
                                      v1::BatchQueryTotalsResponse& response) const {
  Question question{"names", {}, {}};
  BAOPHU_ASSIGN(question.months, ParseMonths(request.months()));
  if (request.names_size() == 0 || request.names_size() > kMaxAreas ||
      request.names_size() * request.months_size() > kMaxAreaMonths) {
    return InvalidField("names", "is empty or asks for too much",
                        "send 1 to 1,000 areas, and up to 40,000 amounts of an area and month");
  }
  for (const std::string& name : request.names()) {
    const absl::StatusOr<AreaCode> area = ParseAreaName(name);
    if (!area.ok()) return WithField(area.status(), "names");
    question.areas.push_back(*area);
    response.add_areas()->set_name(name);
  }
  return SumUp(question, response, [&](size_t area) {
    return response.mutable_areas(static_cast<int>(area))->add_area_months();
  });
}

grpc::ServerUnaryReactor* LedgerServiceImpl::ListTotalsChanges(
    grpc::CallbackServerContext* context, const v1::ListTotalsChangesRequest* request,
    v1::ListTotalsChangesResponse* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return ListChanges(*request, *response); });
}

absl::Status LedgerServiceImpl::ListChanges(const v1::ListTotalsChangesRequest& request,
                                            v1::ListTotalsChangesResponse& response) {
  BAOPHU_ASSIGN(const AreaCode area, ParseAreaName(request.name()));
  const absl::StatusOr<Month> through = Month::Parse(request.through_month());
  if (!through.ok()) return WithField(through.status(), "through_month");
  if (request.revisions_size() == 0 || request.revisions_size() > kMaxRevisions) {
    return InvalidField("revisions", absl::StrCat("holds ", request.revisions_size(), " revisions"),
                        "send 1 to 100");
  }
  return parts_.database.Read([&](soci::session& session) {
    const auto catalogue = parts_.catalogues.Get(session);
    for (const int64_t revision : request.revisions()) {
      const TotalsChanges found = FindTotalsChanges(session, *catalogue, area, *through, revision);
      type::v1::RevisionRecords* change = response.add_changes();
      change->set_revision(revision);
      for (const std::string& record : found.records) change->add_records(record);
      change->set_more_records(found.more);
      change->set_only_derived(found.only_derived);
    }
    return absl::OkStatus();
  });
}

grpc::ServerWriteReactor<type::v1::CheckProgress>* LedgerServiceImpl::VerifyLedger(
    grpc::CallbackServerContext*, const v1::VerifyLedgerRequest*) {
  return rpc::CheckStream::Start(
      parts_.executor, checks_,
      [this](const rpc::CheckStream::Report& report) -> absl::StatusOr<type::v1::CheckProgress> {
        CheckState state;
        BAOPHU_TRY(parts_.database.Read([&](soci::session& session) {
          return CheckLedger(
              session, parts_.law, parts_.catalogues,
              [&](const CheckState& step) { return ReportStep(step, report); }, state);
        }));
        type::v1::CheckProgress last = ToMessage(state);
        for (const std::string& difference : state.differences) last.add_differences(difference);
        return last;
      });
}

absl::Status LedgerServiceImpl::ReportStep(const CheckState& step,
                                           const rpc::CheckStream::Report& report) const {
  if (parts_.stopping.stop_requested()) {
    return absl::UnavailableError("the service is stopping; start the check again");
  }
  if (!report(ToMessage(step))) return absl::CancelledError("the caller is gone");
  return absl::OkStatus();
}

}  // namespace baophu::contribution
