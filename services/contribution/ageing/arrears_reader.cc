#include "services/contribution/ageing/arrears_reader.h"

#include <algorithm>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "common/feed/feed_log.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "services/contribution/settlement/account_store.h"

namespace baophu::contribution {
namespace {

constexpr int64_t kEmployersPerPage = 200;
constexpr size_t kMostKept = 4;
// More would hold the threads that other calls need.
constexpr int kMostWaiting = 3;

}  // namespace

std::vector<LegalStep> ArrearsPicture::StepsOf(PayerId employer) const {
  const auto found = steps.find(employer);
  if (found == steps.end()) return {};
  return StepsInForce(found->second, at.as_of);
}

bool ArrearsPicture::Counts(AreaCode of, AreaCode in) const {
  const auto over = AreasOver(*areas, of, at.as_of.month());
  return std::find(over.begin(), over.end(), in) != over.end();
}

absl::StatusOr<std::shared_ptr<const ArrearsPicture>> ArrearsReader::Read(
    const arrears_store::KnownAt& at) {
  const absl::Cleanup leave = [this] { --waiting_; };
  if (++waiting_ > kMostWaiting) {
    return FaultStatus(absl::StatusCode::kResourceExhausted, "OVERLOADED", "",
                       "debts of all employers are being computed for others",
                       "try again in a few seconds");
  }
  const std::lock_guard lock(mutex_);
  int64_t revision = 0;
  BAOPHU_TRY(database_.Read([&](soci::session& session) {
    revision = ReadFeedBounds(session).revision;
    return absl::OkStatus();
  }));
  std::shared_ptr<const ArrearsPicture> picture = Find(at, revision);
  if (picture != nullptr) return picture;
  BAOPHU_ASSIGN(picture, Compute(at));
  kept_.push_front(picture);
  if (kept_.size() > kMostKept) kept_.pop_back();
  return picture;
}

std::shared_ptr<const ArrearsPicture> ArrearsReader::Find(const arrears_store::KnownAt& at,
                                                          int64_t revision) const {
  for (const auto& picture : kept_) {
    if (picture->at.as_of == at.as_of && picture->at.known_us == at.known_us &&
        picture->revision == revision) {
      return picture;
    }
  }
  return nullptr;
}

absl::StatusOr<ReadEmployer> ArrearsReader::ReadOne(PayerId employer,
                                                    const arrears_store::KnownAt& at) {
  ReadEmployer read;
  BAOPHU_TRY(database_.Read([&](soci::session& session) -> absl::Status {
    read.revision = ReadFeedBounds(session).revision;
    std::vector<EmployerDebt> debts;
    std::vector<NotComputed> not_computed;
    AppendDebts(session, PayerId::FromNumber(employer.number() - 1), employer, at,
                account_store::ReadChargedThrough(session, at.known_us), debts, not_computed);
    if (!not_computed.empty()) return absl::FailedPreconditionError(not_computed.front().problem);
    if (!debts.empty()) read.debt = std::move(debts.front());
    return absl::OkStatus();
  }));
  return read;
}

absl::StatusOr<std::shared_ptr<const ArrearsPicture>> ArrearsReader::ReadSome(
    std::span<const PayerId> employers, const arrears_store::KnownAt& at) {
  auto picture = std::make_shared<ArrearsPicture>();
  picture->at = at;
  BAOPHU_TRY(database_.Read([&](soci::session& session) -> absl::Status {
    picture->revision = ReadFeedBounds(session).revision;
    picture->areas = catalogues_.Get(session);
    picture->assignments = evidence_store::ReadAssignments(session, at.known_us);
    const std::optional<Month> charged_through =
        account_store::ReadChargedThrough(session, at.known_us);
    for (const PayerId employer : employers) {
      picture->steps[employer] = evidence_store::ReadStepsOf(session, employer, at.known_us);
      AppendDebts(session, PayerId::FromNumber(employer.number() - 1), employer, at,
                  charged_through, picture->debts, picture->not_computed);
    }
    return absl::OkStatus();
  }));
  return picture;
}

void ArrearsReader::AppendDebts(soci::session& session, PayerId after, PayerId through,
                                const arrears_store::KnownAt& at,
                                std::optional<Month> charged_through,
                                std::vector<EmployerDebt>& debts,
                                std::vector<NotComputed>& not_computed) const {
  auto statuses =
      arrears_store::ReadStatuses(session, after, through, at.as_of.month(), at.known_us);
  std::vector<arrears_store::KnownEmployer> employers =
      arrears_store::ReadEmployers(session, after, through, at);
  std::vector<PayerId> payers;
  for (const auto& employer : employers) payers.push_back(employer.employer);
  account_store::Decisions decisions = account_store::ReadDecisions(session, payers, at.known_us);
  for (auto& employer : employers) {
    employer.account.decisions = std::move(decisions[employer.employer]);
    absl::StatusOr<EmployerDebt> debt = DebtOf(employer.account, law_, charged_through, at.as_of);
    if (!debt.ok()) {
      not_computed.push_back(
          {employer.employer, employer.area, std::string(debt.status().message())});
      continue;
    }
    if (debt->owes_nothing()) continue;
    debt->employer = employer.employer;
    debt->area = employer.area;
    debt->status = std::move(statuses[employer.employer]);
    debts.push_back(*std::move(debt));
  }
}

absl::StatusOr<std::shared_ptr<const ArrearsPicture>> ArrearsReader::Compute(
    const arrears_store::KnownAt& at) {
  auto picture = std::make_shared<ArrearsPicture>();
  picture->at = at;
  BAOPHU_TRY(database_.Read([&](soci::session& session) -> absl::Status {
    picture->revision = ReadFeedBounds(session).revision;
    picture->areas = catalogues_.Get(session);
    picture->steps = evidence_store::ReadSteps(session, at.known_us);
    picture->assignments = evidence_store::ReadAssignments(session, at.known_us);
    const Month month = at.as_of.month();
    picture->assessed = arrears_store::ReadAssessed(session, month.January(), month, at.known_us);
    const std::optional<Month> charged_through =
        account_store::ReadChargedThrough(session, at.known_us);
    PayerId after = PayerId::Suspense();
    while (true) {
      const PayerId through = arrears_store::EndOfPage(session, after, kEmployersPerPage);
      if (through == after) return absl::OkStatus();
      AppendDebts(session, after, through, at, charged_through, picture->debts,
                  picture->not_computed);
      after = through;
    }
  }));
  return picture;
}

}  // namespace baophu::contribution
