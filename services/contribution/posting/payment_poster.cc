#include "services/contribution/posting/payment_poster.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "common/month/moment.h"
#include "common/status/fault.h"
#include "services/contribution/changes/change_entries_service.h"
#include "services/contribution/importing/ledger_writer.h"
#include "services/contribution/jobs/job_store.h"
#include "services/contribution/jobs/unknown_employer.h"

namespace baophu::contribution {
namespace {

// More would hold the revision for longer than other writers should wait.
constexpr size_t kMostAtOnce = 256;
// Those who were just answered often have another payment at once. Without a wait
// for them, callers fall into two halves that wait for each other's transaction,
// and each transaction costs the same whatever it holds.
constexpr std::chrono::microseconds kGather{1000};
constexpr size_t kMostWaiting = 10'000;

absl::Status FaultOf(const RowFault& fault) {
  return FaultStatus(absl::StatusCode::kInvalidArgument, fault.reason, fault.field, fault.problem,
                     fault.remedy);
}

}  // namespace

PaymentPoster::PaymentPoster(const Parts& parts) : parts_(parts), thread_([this] { Loop(); }) {}

PaymentPoster::~PaymentPoster() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void PaymentPoster::Post(PayerId employer, const RowInput& input, Done done) {
  {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() < kMostWaiting) {
      waiting_.push_back({employer, input, std::move(done), PostedPayment()});
      wake_.notify_one();
      return;
    }
  }
  done(FaultStatus(absl::StatusCode::kResourceExhausted, "OVERLOADED", "",
                   "the service has as much work as it can do", "try again in a second"));
}

void PaymentPoster::Loop() {
  std::unique_lock lock(mutex_);
  size_t callers = 0;
  for (;;) {
    wake_.wait(lock, [&] { return stopping_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    wake_.wait_for(lock, kGather, [&] { return stopping_ || waiting_.size() >= callers; });
    std::vector<Pending> batch;
    const size_t count = std::min(waiting_.size(), kMostAtOnce);
    const auto end = waiting_.begin() + static_cast<ptrdiff_t>(count);
    batch.assign(std::make_move_iterator(waiting_.begin()), std::make_move_iterator(end));
    waiting_.erase(waiting_.begin(), end);
    lock.unlock();
    PostAll(batch);
    lock.lock();
    callers = std::min(count + waiting_.size(), kMostAtOnce);
  }
}

void PaymentPoster::PostAll(std::vector<Pending>& batch) {
  const absl::StatusOr<int64_t> revision =
      parts_.committer.Run([&](Commit& commit) { return PostIn(commit, batch); });
  for (Pending& pending : batch) {
    if (!revision.ok()) {
      pending.outcome = revision.status();
    } else if (pending.outcome.ok()) {
      pending.outcome->revision = *revision;
    }
    pending.done(pending.outcome);
  }
}

absl::StatusOr<bool> PaymentPoster::PostIn(Commit& commit, std::vector<Pending>& batch) {
  soci::session& session = commit.session();
  const std::shared_ptr<const AreaCatalogue> catalogue = parts_.catalogues.Get(session);
  std::vector<int64_t> employers;
  for (const Pending& pending : batch) employers.push_back(pending.employer.number());
  const absl::flat_hash_set<int64_t> known = job_store::KnownEmployers(session, employers);
  const Day today = VietnamDay(commit.now_us());
  std::vector<LedgerRow> rows;
  std::vector<size_t> places;
  for (size_t i = 0; i < batch.size(); ++i) {
    Pending& pending = batch[i];
    pending.outcome = PostedPayment();
    LedgerRow row;
    auto fault = CheckRow(pending.input, *catalogue, parts_.max_amount_vnd, row);
    if (!fault.has_value()) fault = CheckNotFuture("paid_date", row.day, today);
    if (fault.has_value()) {
      pending.outcome = FaultOf(*fault);
      continue;
    }
    if (!known.contains(pending.employer.number())) {
      pending.outcome = UnknownEmployer("parent");
      continue;
    }
    row.payer = pending.employer;
    row.reference = ReferenceOf(row.source, row.external_id);
    row.digest =
        parts_.keys.Hash(absl::StrCat(ContentOf(pending.input, row), "\n", row.payer.number()));
    rows.push_back(std::move(row));
    places.push_back(i);
  }
  const WriteOutcome outcome =
      WriteRows(session, *catalogue, rows, commit.revision(), commit.now_us());
  for (const size_t at : outcome.unchanged) batch[places[at]].outcome->unchanged = true;
  for (const size_t at : outcome.conflicting) {
    batch[places[at]].outcome = FaultStatus(
        absl::StatusCode::kAlreadyExists, "DUPLICATE_WITH_OTHER_CONTENT", "payment.external_id",
        "the ledger has a row of this source and id with another content",
        "send a correction as a row of its own, with an id of its own");
  }
  for (const size_t at : outcome.too_much) {
    batch[places[at]].outcome = FaultStatus(
        absl::StatusCode::kOutOfRange, "SUM_OUT_OF_RANGE", "payment.amount_vnd",
        "would take the amounts of the ledger past what it may hold", "check the amount");
  }
  AddAreaMonthEntries(commit, outcome.touched);
  return outcome.accepted_count > 0;
}

}  // namespace baophu::contribution
