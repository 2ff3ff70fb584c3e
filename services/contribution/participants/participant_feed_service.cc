#include "services/contribution/participants/participant_feed_service.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/status/try.h"
#include "services/contribution/assessment/assessment_store.h"
#include "services/contribution/changes/change_entries_service.h"
#include "services/contribution/network/scorecards/fact_store.h"
#include "services/contribution/participants/payer_directory_service.h"
#include "services/contribution/totals/totals_store.h"

namespace baophu::contribution {
namespace {

constexpr absl::Duration kCallDeadline = absl::Seconds(10);
constexpr int kPageSize = 1000;
// Most revisions of participant bring nothing for us. They are stored as
// applied only once so many have passed, because each store is a commit of its
// own; after a restart at most that many are read again.
constexpr int64_t kMaxUnsavedRevisions = 1000;

absl::StatusOr<Month> ReadMonth(const std::string& text, Month if_empty) {
  if (text.empty()) return if_empty;
  return Month::Parse(text);
}

// Reads Employer or EmployerChange, which name their statuses alike.
template <typename Statuses>
absl::StatusOr<std::vector<payer_store::StatusSpan>> ReadStatuses(const Statuses& statuses) {
  std::vector<payer_store::StatusSpan> spans;
  for (const auto& status : statuses) {
    BAOPHU_ASSIGN(const Month from, ReadMonth(status.from_month(), Month::Min()));
    spans.push_back({from, status.status()});
  }
  std::stable_sort(spans.begin(), spans.end(),
                   [](const auto& a, const auto& b) { return a.from < b.from; });
  return spans;
}

absl::StatusOr<AreaRecord> ReadArea(const participant::v1::Area& area) {
  AreaRecord record;
  BAOPHU_ASSIGN(record.code, AreaCode::Parse(area.code()));
  if (!area.parent().empty()) {
    BAOPHU_ASSIGN(record.parent, AreaCode::Parse(area.parent()));
  }
  BAOPHU_ASSIGN(record.valid_from, ReadMonth(area.valid_from(), Month::Min()));
  BAOPHU_ASSIGN(record.valid_to, ReadMonth(area.valid_to(), Month::Max()));
  record.level = static_cast<AreaLevel>(area.level());
  return record;
}

// Reads Employer or EmployerChange.
template <typename Employer>
absl::StatusOr<job_store::EmployerTerms> ReadTerms(const Employer& employer) {
  job_store::EmployerTerms terms;
  if (!employer.area().empty()) {
    BAOPHU_ASSIGN(terms.area, AreaCode::Parse(employer.area()));
  }
  terms.funding_type = employer.funding_type();
  return terms;
}

absl::StatusOr<JobWage> ReadJob(const participant::v1::WageSpan& span) {
  JobWage job;
  job.employer = PayerId::Employer(span.employer_id());
  job.person_id = span.person_id();
  job.from = Month::FromNumber(span.from_month_number());
  job.through = span.through_month_number() == 0 ? Month::Max()
                                                 : Month::FromNumber(span.through_month_number());
  job.wage = Vnd(span.wage_vnd());
  job.rate_class = span.rate_class();
  BAOPHU_ASSIGN(job.workplace, AreaCode::Parse(span.workplace_area()));
  return job;
}

// Nothing for cover that no receipt of those who pay alone is for.
absl::StatusOr<std::optional<LapseReason>> ReadLapse(
    const participant::v1::RetentionOutcomeChange& change) {
  LapseReason lapse;
  switch (change.scheme()) {
    case type::v1::SCHEME_SOCIAL_VOLUNTARY:
      lapse.scheme = SelfPaidScheme::kVoluntary;
      break;
    case type::v1::SCHEME_HEALTH:
      lapse.scheme = SelfPaidScheme::kHouseholdHealth;
      break;
    default:
      return std::nullopt;
  }
  lapse.person_id = change.person_id();
  BAOPHU_ASSIGN(lapse.through, Month::Parse(change.through_month()));
  lapse.reason = change.reason().empty() ? change.outcome() : change.reason();
  BAOPHU_ASSIGN(lapse.contacted, Day::Parse(change.contacted_date()));
  return lapse;
}

void SetDeadline(grpc::ClientContext& context, absl::Time deadline) {
  context.set_deadline(absl::ToChronoTime(deadline));
}

}  // namespace

ParticipantFeed::ParticipantFeed(const CollectionLaw& law, sql::Database& database,
                                 Committer& committer, catalogue_store::CatalogueCache& catalogues,
                                 AssessmentRunner& assessments,
                                 std::shared_ptr<grpc::Channel> channel)
    : law_(law),
      database_(database),
      committer_(committer),
      catalogues_(catalogues),
      assessments_(assessments),
      areas_(participant::v1::AreaService::NewStub(channel)),
      employers_(participant::v1::EmployerService::NewStub(channel)),
      people_(participant::v1::PersonService::NewStub(channel)),
      changes_(participant::v1::ChangeService::NewStub(channel)),
      follower_(channel, {"employer", "catalogue", "wage_spans", "retention_outcome"},
                {[this] { return Position(); },
                 [this](const Response& response) { return Take(response); },
                 [this](const absl::Status& status) { Broken(status); }}) {}

absl::Status ParticipantFeed::CatchUp(absl::Time deadline) {
  BAOPHU_ASSIGN(const int64_t revision, NewestRevision(deadline));
  std::unique_lock lock(mutex_);
  const bool reached = reached_changed_.wait_until(lock, absl::ToChronoTime(deadline),
                                                   [&] { return reached_ >= revision; });
  if (reached) return absl::OkStatus();
  return ParticipantAway(grpc::Status(grpc::StatusCode::DEADLINE_EXCEEDED, ""));
}

int64_t ParticipantFeed::reached() const {
  const std::lock_guard lock(mutex_);
  return reached_;
}

absl::StatusOr<int64_t> ParticipantFeed::Position() {
  pending_ = Changes();
  if (needs_snapshot_) {
    BAOPHU_TRY(TakeSnapshot());
    needs_snapshot_ = false;
  }
  int64_t revision = 0;
  BAOPHU_TRY(database_.Read([&](soci::session& session) {
    revision = catalogue_store::ReadPosition(session);
    return absl::OkStatus();
  }));
  saved_revision_ = revision;
  {
    // Not more than is stored, in case participant has gone back.
    const std::lock_guard lock(mutex_);
    reached_ = revision;
  }
  reached_changed_.notify_all();
  return revision;
}

absl::Status ParticipantFeed::Take(const Response& response) {
  if (!connected_) spdlog::info("the feed of participant is followed again");
  connected_ = true;
  switch (response.event_case()) {
    case Response::kEmployer: {
      const PayerId payer = PayerId::Employer(response.employer().employer_id());
      BAOPHU_ASSIGN(pending_.statuses[payer], ReadStatuses(response.employer().statuses()));
      BAOPHU_ASSIGN(pending_.terms[payer], ReadTerms(response.employer()));
      return absl::OkStatus();
    }
    case Response::kWageSpans:
      for (const participant::v1::WageSpan& span : response.wage_spans().spans()) {
        BAOPHU_ASSIGN(pending_.jobs.emplace_back(), ReadJob(span));
      }
      return absl::OkStatus();
    case Response::kRetentionOutcome: {
      BAOPHU_ASSIGN(std::optional<LapseReason> lapse, ReadLapse(response.retention_outcome()));
      if (lapse.has_value()) pending_.lapse_reasons.push_back(*std::move(lapse));
      return absl::OkStatus();
    }
    case Response::kCatalogue:
      pending_.catalogue = true;
      return absl::OkStatus();
    case Response::kRevisionEnd: {
      const bool changed = pending_.catalogue || !pending_.statuses.empty() ||
                           !pending_.jobs.empty() || !pending_.lapse_reasons.empty();
      if (changed || response.revision() - saved_revision_ >= kMaxUnsavedRevisions) {
        BAOPHU_TRY(Apply(pending_, response.revision()));
        pending_ = Changes();
      }
      Reach(response.revision());
      return absl::OkStatus();
    }
    case Response::kProgress:
      Reach(response.revision());
      return absl::OkStatus();
    default:
      return absl::OkStatus();
  }
}

void ParticipantFeed::Broken(const absl::Status& status) {
  if (absl::IsOutOfRange(status)) {
    needs_snapshot_ = true;
    spdlog::warn("participant's feed cannot be continued: {}; reading all of it again",
                 std::string(status.message()));
  }
  if (connected_) {
    spdlog::warn("the feed of participant broke: {}; following again as soon as it is back",
                 std::string(status.message()));
  }
  connected_ = false;
}

absl::Status ParticipantFeed::TakeSnapshot() {
  // The revision first: what is committed meanwhile comes again by the feed.
  BAOPHU_ASSIGN(const int64_t revision, NewestRevision(absl::Now() + kCallDeadline));
  Changes changes;
  changes.catalogue = true;
  changes.snapshot = true;
  BAOPHU_TRY(ListEmployers(changes));
  BAOPHU_TRY(CopyJobs());
  return Apply(changes, revision);
}

absl::Status ParticipantFeed::Apply(const Changes& changes, int64_t revision) {
  std::vector<AreaRecord> records;
  if (changes.catalogue) {
    BAOPHU_ASSIGN(records, ListAreas());
  }
  const absl::StatusOr<int64_t> applied =
      committer_.Run([&](Commit& commit) -> absl::StatusOr<bool> {
        soci::session& session = commit.session();
        if (!changes.snapshot && catalogue_store::ReadPosition(session) >= revision) return false;
        if (changes.catalogue && catalogue_store::ReplaceAreas(session, records)) {
          totals_store::Rebuild(session, AreaCatalogue(records));
          AddCatalogueEntry(commit);
        }
        EmployerStatuses statuses = changes.statuses;
        if (changes.snapshot) {
          for (const PayerId payer : payer_store::PayersWithStatuses(session)) statuses[payer];
        }
        if (!statuses.empty()) {
          const AreaMonthAmounts own = WriteStatuses(session, statuses, commit.now_us());
          AddAreaMonthEntries(commit, totals_store::Apply(session, *catalogues_.Get(session), own));
        }
        job_store::SaveTerms(session, changes.terms);
        job_store::SaveJobs(session, changes.jobs);
        QueueAssessments(session, changes);
        fact_store::WriteReasons(session, law_, changes.lapse_reasons, commit.revision());
        catalogue_store::SavePosition(session, revision);
        return true;
      });
  if (!applied.ok()) return applied.status();
  saved_revision_ = revision;
  assessments_.Wake();
  return absl::OkStatus();
}

void ParticipantFeed::QueueAssessments(soci::session& session, const Changes& changes) {
  if (!assessment_store::ReadPeriod(session).has_value()) return;
  if (changes.snapshot || changes.catalogue) {
    assessment_store::EnqueueAll(session);
    return;
  }
  // A job of one employer decides on what funds count of those with others.
  std::vector<int64_t> people;
  for (const JobWage& job : changes.jobs) people.push_back(job.person_id);
  std::sort(people.begin(), people.end());
  people.erase(std::unique(people.begin(), people.end()), people.end());
  std::vector<PayerId> employers = job_store::EmployersOf(session, people);
  for (const auto& [employer, terms] : changes.terms) employers.push_back(employer);
  assessment_store::Enqueue(session, employers);
}

void ParticipantFeed::Reach(int64_t revision) {
  {
    const std::lock_guard lock(mutex_);
    reached_ = std::max(reached_, revision);
  }
  reached_changed_.notify_all();
}

absl::StatusOr<int64_t> ParticipantFeed::NewestRevision(absl::Time deadline) {
  grpc::ClientContext context;
  SetDeadline(context, deadline);
  participant::v1::FeedState state;
  const grpc::Status called = changes_->GetFeedState(&context, {}, &state);
  if (!called.ok()) return ParticipantAway(called);
  return state.revision();
}

absl::StatusOr<std::vector<AreaRecord>> ParticipantFeed::ListAreas() {
  std::vector<AreaRecord> records;
  participant::v1::ListAreasRequest request;
  request.set_page_size(kPageSize);
  do {
    grpc::ClientContext context;
    SetDeadline(context, absl::Now() + kCallDeadline);
    participant::v1::ListAreasResponse response;
    const grpc::Status called = areas_->ListAreas(&context, request, &response);
    if (!called.ok()) return ParticipantAway(called);
    for (const participant::v1::Area& area : response.areas()) {
      BAOPHU_ASSIGN(AreaRecord record, ReadArea(area));
      records.push_back(std::move(record));
    }
    request.set_page_token(response.next_page_token());
  } while (!request.page_token().empty());
  return records;
}

absl::Status ParticipantFeed::ListEmployers(Changes& changes) {
  participant::v1::ListEmployersRequest request;
  request.set_page_size(kPageSize);
  do {
    grpc::ClientContext context;
    SetDeadline(context, absl::Now() + kCallDeadline);
    participant::v1::ListEmployersResponse response;
    const grpc::Status called = employers_->ListEmployers(&context, request, &response);
    if (!called.ok()) return ParticipantAway(called);
    for (const participant::v1::Employer& employer : response.employers()) {
      const std::optional<PayerId> payer = PayerId::FromName(employer.name());
      if (!payer.has_value()) {
        return absl::InternalError("participant lists an employer whose name cannot be read");
      }
      BAOPHU_ASSIGN(changes.statuses[*payer], ReadStatuses(employer.statuses()));
      BAOPHU_ASSIGN(changes.terms[*payer], ReadTerms(employer));
    }
    request.set_page_token(response.next_page_token());
  } while (!request.page_token().empty());
  return absl::OkStatus();
}

absl::Status ParticipantFeed::CopyJobs() {
  // In steps, as there may be millions. Until the last one the position is not
  // saved, so a copy that breaks off begins again.
  bool first = true;
  participant::v1::ListWageSpansRequest request;
  request.set_parent("people/-");
  request.set_page_size(kPageSize);
  do {
    grpc::ClientContext context;
    SetDeadline(context, absl::Now() + kCallDeadline);
    participant::v1::ListWageSpansResponse response;
    const grpc::Status called = people_->ListWageSpans(&context, request, &response);
    if (!called.ok()) return ParticipantAway(called);
    std::vector<JobWage> jobs;
    for (const participant::v1::WageSpan& span : response.wage_spans()) {
      BAOPHU_ASSIGN(jobs.emplace_back(), ReadJob(span));
    }
    const absl::StatusOr<int64_t> written =
        committer_.Run([&](Commit& commit) -> absl::StatusOr<bool> {
          if (first) job_store::Clear(commit.session());
          job_store::SaveJobs(commit.session(), jobs);
          return true;
        });
    if (!written.ok()) return written.status();
    first = false;
    request.set_page_token(response.next_page_token());
  } while (!request.page_token().empty());
  return absl::OkStatus();
}

}  // namespace baophu::contribution
