#include "services/contribution/account/account_service.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "common/feed/feed_log.h"
#include "common/month/moment.h"
#include "common/rpc/unary.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "services/contribution/account/age.h"
#include "services/contribution/requests/day_request_service.h"
#include "services/contribution/account/known_payer.h"
#include "services/contribution/account/statement.h"
#include "services/contribution/ledger/ledger_store.h"
#include "services/contribution/settlement/account_store.h"

namespace baophu::contribution {
namespace {

using ledger_store::StoredTransaction;

absl::StatusOr<PayerId> ReadPayer(const std::string& name, const std::string& rest) {
  const std::optional<PayerId> payer = PayerId::FromName(name);
  if (payer.has_value()) return *payer;
  return InvalidField("name", "does not name a payer's account",
                      absl::StrCat("send employers/, people/ or households/, an id and /", rest));
}

void ToMessage(const ItemState& state, Day as_of, v1::OpenItem& message) {
  message.set_month(state.item.period.ToString());
  message.set_due_date(state.item.due.ToString());
  for (size_t f = 0; f < kFundCount; ++f) {
    if (state.item.amounts[f] == Vnd()) continue;
    v1::OpenFund* fund = message.add_funds();
    fund->set_fund(std::string(FundText(f)));
    fund->set_assessed_vnd(state.item.amounts[f].amount_vnd());
    fund->set_allocated_vnd(state.allocated[f].amount_vnd());
  }
  message.set_open_vnd(Sum(state.open()).amount_vnd());
  const Age age = AgeOf(state.item.due, as_of);
  message.set_days_late(age.days);
  message.set_months_late(age.months);
}

void ToMessage(const AccountState& state, const PayerAccount& account, v1::Account& response) {
  Vnd overdue, not_yet_due, interest;
  for (const ItemState& item : state.items) {
    const Vnd open = Sum(item.open());
    if (open == Vnd()) continue;
    (item.item.due <= state.as_of ? overdue : not_yet_due) += open;
    ToMessage(item, state.as_of, *response.add_open_items());
  }
  for (const InterestItem& item : state.interest) {
    const Vnd open = Sum(item.open());
    if (open == Vnd()) continue;
    interest += open;
    v1::InterestItem* message = response.add_interest_items();
    message->set_month(item.month.ToString());
    message->set_charged_vnd(Sum(item.charged).amount_vnd());
    message->set_waived_vnd(Sum(item.waived).amount_vnd());
    message->set_paid_vnd(Sum(item.paid).amount_vnd());
  }
  response.set_overdue_vnd(overdue.amount_vnd());
  response.set_not_yet_due_vnd(not_yet_due.amount_vnd());
  response.set_interest_vnd(interest.amount_vnd());
  response.set_accrued_interest_vnd(Sum(state.accrued).amount_vnd());
  response.set_penalty_vnd((account.penalties - account.penalties_paid).amount_vnd());
  response.set_in_hand_vnd(state.in_hand.amount_vnd());
}

void ToMessage(const std::string& name, const StatementFund& fund, v1::StatementFund& message) {
  message.set_fund(name);
  message.set_opening_vnd(fund.opening.amount_vnd());
  message.set_assessed_vnd(fund.assessed.amount_vnd());
  message.set_adjusted_vnd(fund.adjusted.amount_vnd());
  message.set_allocated_vnd(fund.allocated.amount_vnd());
  message.set_closing_vnd(fund.closing.amount_vnd());
}

void ToMessage(const Statement& statement, v1::Statement& response) {
  response.set_area(statement.area.ToString());
  for (size_t f = 0; f < kFundCount; ++f) {
    ToMessage(std::string(FundText(f)), statement.funds[f], *response.add_funds());
  }
  ToMessage("", statement.total(), *response.mutable_total());
  v1::StatementInterest* interest = response.mutable_interest();
  interest->set_opening_vnd(statement.interest.opening.amount_vnd());
  interest->set_charged_vnd(statement.interest.charged.amount_vnd());
  interest->set_waived_vnd(statement.interest.waived.amount_vnd());
  interest->set_paid_vnd(statement.interest.paid.amount_vnd());
  interest->set_closing_vnd(statement.interest.closing.amount_vnd());
  interest->set_accrued_vnd(statement.interest.accrued.amount_vnd());
  response.set_opening_in_hand_vnd(statement.opening_in_hand.amount_vnd());
  response.set_closing_in_hand_vnd(statement.closing_in_hand.amount_vnd());
  for (const StoredTransaction* transaction : statement.money) {
    v1::StatementMoney* money = response.add_money();
    money->set_kind(std::string(TransactionKindText(transaction->kind)));
    money->set_date(transaction->day.ToString());
    money->set_amount_vnd(
        AmountsOf(transaction->kind, transaction->postings).collected.amount_vnd());
    money->set_source(transaction->source);
    money->set_external_id(transaction->external_id);
  }
  for (const DerivedLine& line : statement.allocations) {
    v1::StatementAllocation* allocation = response.add_allocations();
    allocation->set_kind(std::string(TransactionKindText(line.kind)));
    allocation->set_date(line.day.ToString());
    allocation->set_month(line.month.ToString());
    allocation->set_amount_vnd(Sum(line.amounts).amount_vnd());
  }
  response.set_penalty_vnd(statement.penalty.amount_vnd());
  response.set_overdue_vnd(statement.overdue.amount_vnd());
}

}  // namespace

grpc::ServerUnaryReactor* AccountServiceImpl::GetAccount(grpc::CallbackServerContext* context,
                                                         const v1::GetAccountRequest* request,
                                                         v1::Account* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return Get(*request, *response); });
}

grpc::ServerUnaryReactor* AccountServiceImpl::GetStatement(grpc::CallbackServerContext* context,
                                                           const v1::GetStatementRequest* request,
                                                           v1::Statement* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return Get(*request, *response); });
}

grpc::ServerUnaryReactor* AccountServiceImpl::GetSettlement(grpc::CallbackServerContext* context,
                                                            const v1::GetSettlementRequest*,
                                                            v1::Settlement* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, response] { return ReadSettlement(*response); });
}

grpc::ServerUnaryReactor* AccountServiceImpl::ChargeInterest(
    grpc::CallbackServerContext* context, const v1::ChargeInterestRequest* request,
    v1::Settlement* response) {
  return rpc::RunUnary(context, parts_.executor, [this, request, response]() -> absl::Status {
    BAOPHU_TRY(Charge(*request));
    return ReadSettlement(*response);
  });
}

absl::Status AccountServiceImpl::Get(const v1::GetAccountRequest& request,
                                     v1::Account& response) const {
  std::string name = request.name();
  const bool of_account = name.ends_with("/account");
  if (of_account) name.resize(name.size() - std::string("/account").size());
  BAOPHU_ASSIGN(const PayerId payer, ReadPayer(of_account ? name : "", "account"));
  Day as_of = VietnamDay(absl::ToUnixMicros(absl::Now()));
  if (!request.as_of().empty()) {
    BAOPHU_ASSIGN(as_of, ReadDay("as_of", request.as_of()));
  }
  BAOPHU_ASSIGN(const int64_t known_us, ReadKnown(request.as_known()));
  KnownPayer known;
  BAOPHU_TRY(parts_.database.Read([&](soci::session& session) {
    response.set_revision(ReadFeedBounds(session).revision);
    known = ReadKnownPayer(session, payer, known_us);
    return absl::OkStatus();
  }));
  const PayerAccount account = known.account();
  BAOPHU_ASSIGN(const AccountHistory history,
                FoldAccount(account, parts_.law, known.charged_through, as_of));
  response.set_name(request.name());
  response.set_as_of(as_of.ToString());
  response.set_as_known(request.as_known());
  ToMessage(history.state, account, response);
  return absl::OkStatus();
}

absl::Status AccountServiceImpl::Get(const v1::GetStatementRequest& request,
                                     v1::Statement& response) const {
  const std::vector<std::string> parts = absl::StrSplit(request.name(), '/');
  const bool whole = parts.size() == 4 && parts[2] == "statements";
  BAOPHU_ASSIGN(const PayerId payer, ReadPayer(whole ? absl::StrCat(parts[0], "/", parts[1]) : "",
                                               "statements/ and a month as 2024-09"));
  const absl::StatusOr<Month> month = Month::Parse(parts[3]);
  if (!month.ok()) return WithField(month.status(), "name");
  BAOPHU_ASSIGN(const int64_t known_us, ReadKnown(request.as_known()));
  const int64_t known_before_us =
      request.as_known().empty() ? known_us
                                 : std::min(known_us, EndOfVietnamDayUs(Day::LastOf(*month - 1)));

  KnownPayer now, before;
  BAOPHU_TRY(parts_.database.Read([&](soci::session& session) {
    response.set_revision(ReadFeedBounds(session).revision);
    now = ReadKnownPayer(session, payer, known_us);
    if (known_before_us != known_us) before = ReadKnownPayer(session, payer, known_before_us);
    return absl::OkStatus();
  }));
  const KnownAccount known_before = before.view();
  BAOPHU_ASSIGN(const Statement statement,
                MakeStatement(now.view(), known_before_us == known_us ? nullptr : &known_before,
                              parts_.law, *month));
  response.set_name(request.name());
  response.set_as_known(request.as_known());
  ToMessage(statement, response);
  return absl::OkStatus();
}

absl::Status AccountServiceImpl::ReadSettlement(v1::Settlement& response) const {
  return parts_.database.Read([&](soci::session& session) {
    response.set_revision(ReadFeedBounds(session).revision);
    const std::optional<Month> through = account_store::ReadChargedThrough(session, kKnownNow);
    if (through.has_value()) response.set_charged_through_month(through->ToString());
    response.set_waiting_count(account_store::CountWaiting(session));
    response.set_problem_count(static_cast<int64_t>(account_store::WithProblem(session).size()));
    return absl::OkStatus();
  });
}

absl::Status AccountServiceImpl::Charge(const v1::ChargeInterestRequest& request) const {
  const absl::StatusOr<Month> month = Month::Parse(request.through_month());
  if (!month.ok()) return WithField(month.status(), "through_month");
  return parts_.committer
      .Run([&](Commit& commit) -> absl::StatusOr<bool> {
        if (Day::LastOf(*month) >= VietnamDay(commit.now_us())) {
          return InvalidField("through_month", "is not over yet",
                              "send the last month that has ended");
        }
        soci::session& session = commit.session();
        const std::optional<Month> before = account_store::ReadChargedThrough(session, kKnownNow);
        if (before.has_value() && *month < *before) {
          return InvalidField(
              "through_month",
              absl::StrCat("is before ", before->ToString(), ", through which interest is charged"),
              "send a later month, or waive what need not be paid");
        }
        if (before == *month) return false;
        account_store::SaveChargedThrough(session, *month, commit.now_us());
        account_store::EnqueueAll(session);
        return true;
      })
      .status();
}

}  // namespace baophu::contribution
