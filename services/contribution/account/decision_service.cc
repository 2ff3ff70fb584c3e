// Decisions on accounts: interest that need not be paid, days without interest,
// and fines. Part of AccountServiceImpl.

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/feed/committer.h"
#include "common/month/moment.h"
#include "common/rpc/unary.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "common/text/normalise.h"
#include "services/contribution/account/account_service.h"
#include "services/contribution/requests/decision_request_service.h"
#include "services/contribution/account/known_payer.h"
#include "services/contribution/changes/change_entries_service.h"
#include "services/contribution/importing/ledger_writer.h"
#include "services/contribution/jobs/job_store.h"
#include "services/contribution/jobs/unknown_employer.h"
#include "services/contribution/settlement/account_store.h"

namespace baophu::contribution {
namespace {

constexpr char kDecisionSource[] = "DECISION";
// Enters one row; true when the ledger had it already.
absl::StatusOr<bool> Enter(Commit& commit, const AreaCatalogue& areas, LedgerRow row) {
  row.source = kDecisionSource;
  row.reference = ReferenceOf(row.source, row.external_id);
  // What a decision says is in its reference and in these.
  row.digest = ReferenceOf(absl::StrCat(row.amount.amount_vnd(), "/", Sum(row.funds).amount_vnd()),
                           absl::StrCat(row.payer.ToName(), "/", row.day.ToString()));
  const WriteOutcome outcome =
      WriteRows(commit.session(), areas, {&row, 1}, commit.revision(), commit.now_us());
  if (!outcome.conflicting.empty()) {
    return FaultStatus(absl::StatusCode::kAlreadyExists, "DUPLICATE_WITH_OTHER_CONTENT",
                       "decision_number", "is entered with another content",
                       "check the number of the decision");
  }
  if (!outcome.too_much.empty()) {
    return FaultStatus(absl::StatusCode::kOutOfRange, "SUM_OUT_OF_RANGE", "amount_vnd",
                       "would take the amounts of the ledger past what it may hold",
                       "check the amount");
  }
  AddAreaMonthEntries(commit, outcome.touched);
  return outcome.unchanged.empty() ? false : true;
}

// `amount` of what is open, by fund in order; all of it where `amount` is zero.
FundAmounts TakeOf(const FundAmounts& open, Vnd amount) {
  FundAmounts taken;
  Vnd left = amount == Vnd() ? Sum(open) : amount;
  for (size_t f = 0; f < kFundCount; ++f) {
    taken[f] = std::min(left, open[f]);
    left = left - taken[f];
  }
  return taken;
}

}  // namespace

grpc::ServerUnaryReactor* AccountServiceImpl::WaiveInterest(grpc::CallbackServerContext* context,
                                                            const v1::WaiveInterestRequest* request,
                                                            v1::DecisionOutcome* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return Waive(*request, *response); });
}

grpc::ServerUnaryReactor* AccountServiceImpl::PauseInterest(grpc::CallbackServerContext* context,
                                                            const v1::PauseInterestRequest* request,
                                                            v1::DecisionOutcome* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return Pause(*request, *response); });
}

grpc::ServerUnaryReactor* AccountServiceImpl::SetPenalty(grpc::CallbackServerContext* context,
                                                         const v1::SetPenaltyRequest* request,
                                                         v1::DecisionOutcome* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return Fine(*request, *response); });
}

absl::Status AccountServiceImpl::Decide(
    v1::DecisionOutcome& response,
    const std::function<absl::StatusOr<bool>(Commit&)>& decide) const {
  bool unchanged = false;
  BAOPHU_ASSIGN(const int64_t revision,
                parts_.committer.Run([&](Commit& commit) -> absl::StatusOr<bool> {
                  BAOPHU_ASSIGN(unchanged, decide(commit));
                  return !unchanged;
                }));
  response.set_unchanged(unchanged);
  response.set_revision(revision);
  return absl::OkStatus();
}

absl::Status AccountServiceImpl::Waive(const v1::WaiveInterestRequest& request,
                                       v1::DecisionOutcome& response) const {
  BAOPHU_ASSIGN(const PayerId employer, ReadEmployer(request.parent()));
  BAOPHU_ASSIGN(const std::string number, ReadDecisionNumber(request.decision_number()));
  const absl::StatusOr<Month> month = Month::Parse(request.month());
  if (!month.ok()) return WithField(month.status(), "month");
  if (request.amount_vnd() < 0) {
    return InvalidField("amount_vnd", "is below zero", "send 0 for all of it, or an amount");
  }
  return Decide(response, [&](Commit& commit) -> absl::StatusOr<bool> {
    soci::session& session = commit.session();
    LedgerRow row;
    row.kind = TransactionKind::kInterestWaiver;
    row.payer = employer;
    row.month = *month;
    row.external_id = absl::StrCat(number, "/", employer.number(), "/", month->ToString());
    BAOPHU_ASSIGN(row.day, ReadPastDay("decided_date", request.decided_date(), commit.now_us()));
    BAOPHU_ASSIGN(row.area, AreaOf(session, employer));
    const KeyedHash reference = ReferenceOf(kDecisionSource, row.external_id);
    if (!ledger_store::FindReferences(session, {&reference, 1}).empty()) return true;

    const KnownPayer known = ReadKnownPayer(session, employer, kKnownNow);
    BAOPHU_ASSIGN(const AccountHistory history,
                  FoldAccount(known.account(), parts_.law, known.charged_through,
                              VietnamDay(commit.now_us())));
    FundAmounts open;
    for (const InterestItem& item : history.state.interest) {
      if (item.month == *month) open = item.open();
    }
    row.funds = TakeOf(open, Vnd(request.amount_vnd()));
    if (Sum(row.funds) == Vnd() || Sum(row.funds) < Vnd(request.amount_vnd())) {
      return FaultStatus(absl::StatusCode::kFailedPrecondition, "NOT_SO_MUCH_OPEN", "amount_vnd",
                         absl::StrCat("is more than the ", Sum(open).amount_vnd(),
                                      " đồng of interest that is charged in this month and open"),
                         "send at most that, or another month");
    }
    return Enter(commit, *parts_.catalogues.Get(session), std::move(row));
  });
}

absl::Status AccountServiceImpl::Pause(const v1::PauseInterestRequest& request,
                                       v1::DecisionOutcome& response) const {
  BAOPHU_ASSIGN(const PayerId employer, ReadEmployer(request.parent()));
  account_store::StoredPause pause;
  pause.payer = employer;
  BAOPHU_ASSIGN(pause.decision_number, ReadDecisionNumber(request.decision_number()));
  const absl::StatusOr<Day> from = Day::Parse(request.from_date());
  if (!from.ok()) return WithField(from.status(), "from_date");
  const absl::StatusOr<Day> through = Day::Parse(request.through_date());
  if (!through.ok()) return WithField(through.status(), "through_date");
  if (*through < *from) {
    return InvalidField("through_date", "is before from_date", "swap them");
  }
  pause.pause = {*from, *through};
  return Decide(response, [&](Commit& commit) -> absl::StatusOr<bool> {
    BAOPHU_TRY(AreaOf(commit.session(), employer).status());
    if (!account_store::AddPause(commit.session(), pause, commit.now_us())) return true;
    account_store::Enqueue(commit.session(), {&employer, 1});
    return false;
  });
}

absl::Status AccountServiceImpl::Fine(const v1::SetPenaltyRequest& request,
                                      v1::DecisionOutcome& response) const {
  BAOPHU_ASSIGN(const PayerId employer, ReadEmployer(request.parent()));
  BAOPHU_ASSIGN(const std::string number, ReadDecisionNumber(request.decision_number()));
  if (request.amount_vnd() <= 0 || request.amount_vnd() > parts_.max_amount_vnd) {
    return InvalidField("amount_vnd", "is not an amount of a fine",
                        absl::StrCat("send đồng from 1 to ", parts_.max_amount_vnd));
  }
  return Decide(response, [&](Commit& commit) -> absl::StatusOr<bool> {
    LedgerRow row;
    row.kind = TransactionKind::kPenalty;
    row.payer = employer;
    row.amount = Vnd(request.amount_vnd());
    row.external_id = absl::StrCat(number, "/", employer.number());
    BAOPHU_ASSIGN(row.day, ReadPastDay("decided_date", request.decided_date(), commit.now_us()));
    row.month = row.day.month();
    BAOPHU_ASSIGN(row.area, AreaOf(commit.session(), employer));
    return Enter(commit, *parts_.catalogues.Get(commit.session()), std::move(row));
  });
}

}  // namespace baophu::contribution
