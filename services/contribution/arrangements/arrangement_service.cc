#include "services/contribution/arrangements/arrangement_service.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/feed/feed_log.h"
#include "common/month/moment.h"
#include "common/rpc/unary.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "services/contribution/account/account_fold.h"
#include "services/contribution/requests/day_request_service.h"
#include "services/contribution/requests/decision_request_service.h"
#include "services/contribution/account/known_payer.h"
#include "services/contribution/arrangements/arrangement_store.h"
#include "services/contribution/assessment/assessment_store.h"
#include "services/contribution/assessment/assessor.h"
#include "services/contribution/jobs/job_store.h"

namespace baophu::contribution {
namespace {

absl::StatusOr<Arrangement> ReadArrangement(const v1::Arrangement& message) {
  Arrangement arrangement;
  if (message.kind() < v1::Arrangement::KIND_MONTHLY ||
      message.kind() > v1::Arrangement::KIND_RETIREMENT_RESUMED) {
    return InvalidField("arrangement.kind", "is not a kind",
                        "send KIND_MONTHLY, KIND_QUARTERLY, KIND_HALF_YEARLY, "
                        "KIND_RETIREMENT_SUSPENDED or KIND_RETIREMENT_RESUMED");
  }
  arrangement.kind = static_cast<ArrangementKind>(message.kind());
  const absl::StatusOr<Month> from = Month::Parse(message.from_month());
  if (!from.ok()) return WithField(from.status(), "arrangement.from_month");
  arrangement.from = *from;
  if (!message.through_month().empty()) {
    const absl::StatusOr<Month> through = Month::Parse(message.through_month());
    if (!through.ok()) return WithField(through.status(), "arrangement.through_month");
    arrangement.through = *through;
  } else if (arrangement.kind == ArrangementKind::kRetirementSuspended) {
    return InvalidField("arrangement.through_month", "is empty",
                        "send the last month of the suspension");
  }
  if (arrangement.through < arrangement.from) {
    return InvalidField("arrangement.through_month", "is before from_month", "swap them");
  }
  BAOPHU_ASSIGN(arrangement.decision_number, ReadDecisionNumber(message.decision_number()));
  return arrangement;
}

void ToMessage(const Arrangement& arrangement, v1::Arrangement& message) {
  message.set_kind(static_cast<v1::Arrangement::Kind>(arrangement.kind));
  message.set_from_month(arrangement.from.ToString());
  if (arrangement.through != Month::Max()) {
    message.set_through_month(arrangement.through.ToString());
  }
  message.set_decision_number(arrangement.decision_number);
  message.set_revision(arrangement.revision);
}

absl::Status DecidedOtherwise() {
  return FaultStatus(absl::StatusCode::kAlreadyExists, "DUPLICATE_WITH_OTHER_CONTENT",
                     "decision_number", "is entered with another content",
                     "check the number of the decision");
}

bool SameContent(const Arrangement& a, const Arrangement& b) {
  return a.kind == b.kind && a.from == b.from && a.through == b.through;
}

absl::StatusOr<int64_t> ReadPerson(const std::string& name) {
  const std::optional<PayerId> person = PayerId::FromName(name);
  if (person.has_value() && person->kind() == PayerId::Kind::kPerson) return person->id();
  return InvalidField("person", "is not the name of a person", "send people/ and an id");
}

// The funds' parts of one worker's line; zero where the employer has none.
FundAmounts OfWorker(const std::vector<AssessmentLine>& lines, int64_t person_id) {
  FundAmounts amounts;
  for (const AssessmentLine& line : lines) {
    if (line.person_id != person_id) continue;
    for (size_t f = 0; f < kFundCount; ++f) amounts[f] += line.contribution[f].total();
  }
  return amounts;
}

Day Today() { return VietnamDay(absl::ToUnixMicros(absl::Now())); }

}  // namespace

grpc::ServerUnaryReactor* ArrangementServiceImpl::CreateArrangement(
    grpc::CallbackServerContext* context, const v1::CreateArrangementRequest* request,
    v1::Arrangement* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return Create(*request, *response); });
}

grpc::ServerUnaryReactor* ArrangementServiceImpl::ListArrangements(
    grpc::CallbackServerContext* context, const v1::ListArrangementsRequest* request,
    v1::ListArrangementsResponse* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return List(*request, *response); });
}

grpc::ServerUnaryReactor* ArrangementServiceImpl::SettleLeaverFirst(
    grpc::CallbackServerContext* context, const v1::SettleLeaverFirstRequest* request,
    v1::ListLeaversResponse* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return Settle(*request, *response); });
}

grpc::ServerUnaryReactor* ArrangementServiceImpl::ListLeavers(grpc::CallbackServerContext* context,
                                                              const v1::ListLeaversRequest* request,
                                                              v1::ListLeaversResponse* response) {
  return rpc::RunUnary(context, parts_.executor, [this, request, response]() -> absl::Status {
    BAOPHU_ASSIGN(const PayerId employer, ReadEmployer(request->parent()));
    Day as_of = Today();
    if (!request->as_of().empty()) {
      BAOPHU_ASSIGN(as_of, ReadDay("as_of", request->as_of()));
    }
    return ListParts(employer, as_of, *response);
  });
}

absl::Status ArrangementServiceImpl::Create(const v1::CreateArrangementRequest& request,
                                            v1::Arrangement& response) const {
  BAOPHU_ASSIGN(const PayerId employer, ReadEmployer(request.parent()));
  BAOPHU_ASSIGN(Arrangement arrangement, ReadArrangement(request.arrangement()));
  BAOPHU_TRY(parts_.committer
                 .Run([&](Commit& commit) -> absl::StatusOr<bool> {
                   soci::session& session = commit.session();
                   BAOPHU_TRY(AreaOf(session, employer).status());
                   std::vector<Arrangement> known = arrangement_store::List(session, employer);
                   for (const Arrangement& one : known) {
                     if (one.decision_number != arrangement.decision_number) continue;
                     if (!SameContent(one, arrangement)) return DecidedOtherwise();
                     arrangement.revision = one.revision;
                     return false;
                   }
                   arrangement.revision = commit.revision();
                   known.push_back(arrangement);
                   BAOPHU_ASSIGN(const int64_t most_months,
                                 parts_.law.MostSuspendedMonths(arrangement.from));
                   if (SuspendedMonths(known, arrangement.from) > most_months) {
                     return InvalidField(
                         "arrangement.through_month",
                         absl::StrCat("would suspend more than ", most_months, " months in a row"),
                         "send an earlier month");
                   }
                   arrangement_store::Insert(session, employer, arrangement, commit.now_us());
                   assessment_store::Enqueue(session, {&employer, 1});
                   return true;
                 })
                 .status());
  parts_.assessments.Wake();
  ToMessage(arrangement, response);
  return absl::OkStatus();
}

absl::Status ArrangementServiceImpl::List(const v1::ListArrangementsRequest& request,
                                          v1::ListArrangementsResponse& response) const {
  BAOPHU_ASSIGN(const PayerId employer, ReadEmployer(request.parent()));
  return parts_.database.Read([&](soci::session& session) -> absl::Status {
    BAOPHU_TRY(AreaOf(session, employer).status());
    for (const Arrangement& one : arrangement_store::List(session, employer)) {
      ToMessage(one, *response.add_arrangements());
    }
    response.set_revision(ReadFeedBounds(session).revision);
    return absl::OkStatus();
  });
}

absl::Status ArrangementServiceImpl::Settle(const v1::SettleLeaverFirstRequest& request,
                                            v1::ListLeaversResponse& response) const {
  Leaver leaver;
  BAOPHU_ASSIGN(leaver.employer, ReadEmployer(request.parent()));
  BAOPHU_ASSIGN(leaver.person_id, ReadPerson(request.person()));
  BAOPHU_ASSIGN(leaver.decision_number, ReadDecisionNumber(request.decision_number()));
  const absl::StatusOr<Month> through = Month::Parse(request.through_month());
  if (!through.ok()) return WithField(through.status(), "through_month");
  leaver.through = *through;
  BAOPHU_TRY(
      parts_.committer
          .Run([&](Commit& commit) -> absl::StatusOr<bool> {
            soci::session& session = commit.session();
            BAOPHU_ASSIGN(leaver.decided,
                          ReadPastDay("decided_date", request.decided_date(), commit.now_us()));
            BAOPHU_TRY(AreaOf(session, leaver.employer).status());
            for (const auto& known : account_store::ListLeavers(session, leaver.employer)) {
              if (known.part.person_id != leaver.person_id ||
                  known.decision_number != leaver.decision_number) {
                continue;
              }
              if (known.part.decided != leaver.decided) return DecidedOtherwise();
              return false;
            }
            BAOPHU_ASSIGN(const auto parts, PartsOf(session, leaver, VietnamDay(commit.now_us())));
            account_store::AddLeavers(session, leaver.employer, parts, commit.now_us());
            account_store::Enqueue(session, {&leaver.employer, 1});
            return true;
          })
          .status());
  return ListParts(leaver.employer, Today(), response);
}

absl::StatusOr<std::vector<account_store::StoredLeaverPart>> ArrangementServiceImpl::PartsOf(
    soci::session& session, const Leaver& leaver, Day today) const {
  const KnownPayer known = ReadKnownPayer(session, leaver.employer, kKnownNow);
  const PayerAccount account = known.account();
  BAOPHU_ASSIGN(const AccountHistory history,
                FoldAccount(account, parts_.law, known.charged_through, today));
  const std::optional<job_store::EmployerTerms> terms =
      job_store::ReadTerms(session, leaver.employer);
  BAOPHU_ASSIGN(const FundingType funding, ParseFundingType(terms->funding_type));
  const std::shared_ptr<const AreaCatalogue> areas = parts_.catalogues.Get(session);
  Assessor assessor(parts_.law, *areas);
  std::vector<account_store::StoredLeaverPart> parts;
  for (const ItemState& item : history.state.items) {
    const Month month = item.item.period;
    const auto is_known = [&](const LeaverPart& part) {
      return part.person_id == leaver.person_id && part.month == month;
    };
    const auto is_new = [&](const auto& stored) { return is_known(stored.part); };
    if (month > leaver.through || item.open() == FundAmounts() ||
        std::any_of(account.decisions.leavers.begin(), account.decisions.leavers.end(), is_known) ||
        std::any_of(parts.begin(), parts.end(), is_new)) {
      continue;
    }
    const std::vector<JobWage> jobs =
        job_store::JobsOfWorkers(session, leaver.employer, month, month);
    BAOPHU_ASSIGN(const std::vector<AssessmentLine> lines,
                  assessor.Assess(leaver.employer, funding, jobs, month));
    const FundAmounts amounts = OfWorker(lines, leaver.person_id);
    if (amounts == FundAmounts()) continue;
    parts.push_back({{leaver.decided, leaver.person_id, month, amounts}, leaver.decision_number});
  }
  if (parts.empty()) {
    return FaultStatus(absl::StatusCode::kFailedPrecondition, "NOTHING_OPEN", "person",
                       "has no month up to through_month that the employer owes contributions of",
                       "check the worker and the month, or whether it is decided already");
  }
  return parts;
}

absl::Status ArrangementServiceImpl::ListParts(PayerId employer, Day as_of,
                                               v1::ListLeaversResponse& response) const {
  return parts_.database.Read([&](soci::session& session) -> absl::Status {
    BAOPHU_TRY(AreaOf(session, employer).status());
    const KnownPayer known = ReadKnownPayer(session, employer, kKnownNow);
    BAOPHU_ASSIGN(const AccountHistory history,
                  FoldAccount(known.account(), parts_.law, known.charged_through, as_of));
    const std::vector<account_store::StoredLeaverPart> stored =
        account_store::ListLeavers(session, employer);
    for (size_t i = 0; i < stored.size(); ++i) {
      if (stored[i].part.decided > as_of) continue;
      v1::LeaverPart* message = response.add_parts();
      message->set_person(absl::StrCat("people/", stored[i].part.person_id));
      message->set_month(stored[i].part.month.ToString());
      message->set_amount_vnd(Sum(stored[i].part.amounts).amount_vnd());
      message->set_paid_vnd(Sum(history.state.leavers_paid[i]).amount_vnd());
      message->set_decided_date(stored[i].part.decided.ToString());
      message->set_decision_number(stored[i].decision_number);
    }
    response.set_revision(ReadFeedBounds(session).revision);
    return absl::OkStatus();
  });
}

}  // namespace baophu::contribution
