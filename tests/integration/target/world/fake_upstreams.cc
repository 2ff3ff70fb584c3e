#include "tests/integration/target/world/fake_upstreams.h"

#include <baophu/contribution/v1/change_service.grpc.pb.h>
#include <baophu/contribution/v1/ledger_service.grpc.pb.h>
#include <baophu/participant/v1/area_service.grpc.pb.h>
#include <baophu/participant/v1/change_service.grpc.pb.h>
#include <baophu/participant/v1/coverage_flow_service.grpc.pb.h>
#include <baophu/participant/v1/coverage_service.grpc.pb.h>

#include <chrono>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "tests/integration/target/world/fake_field_work.h"

namespace baophu::target {
namespace {

constexpr auto kFeedWait = std::chrono::milliseconds(100);

AreaCode AreaOf(const std::string& name) { return AreaCode::FromTrusted(name.substr(6)); }

// WatchChanges of either service.
template <typename Response>
grpc::Status Watch(const FakeHistory& history, int64_t after, grpc::ServerContext* context,
                   grpc::ServerWriter<Response>* writer) {
  while (!context->IsCancelled()) {
    if (after < history.compacted()) {
      return grpc::Status(grpc::StatusCode::OUT_OF_RANGE, "history is gone");
    }
    const std::vector<FakeHistory::Change> changes = history.After(after);
    if (changes.empty()) {
      Response progress;
      progress.set_revision(after);
      progress.mutable_progress()->set_observed_us(absl::ToUnixMicros(absl::Now()));
      if (!writer->Write(progress)) break;
    }
    for (const FakeHistory::Change& change : changes) {
      Response entry;
      entry.set_revision(change.revision);
      entry.set_ordinal(1);
      if (change.area.empty()) {
        entry.mutable_catalogue();
      } else {
        entry.mutable_area_month()->set_area(change.area.ToString());
        entry.mutable_area_month()->set_from_month(change.from.ToString());
      }
      Response end;
      end.set_revision(change.revision);
      end.mutable_revision_end()->set_committed_us(absl::ToUnixMicros(absl::Now()));
      if (!writer->Write(entry) || !writer->Write(end)) return grpc::Status::CANCELLED;
      after = change.revision;
    }
  }
  return grpc::Status::CANCELLED;
}

// Records of revisions: each has one, unless it only follows from others.
template <typename Request, typename Response>
grpc::Status Records(const FakeHistory& history, const char* record, const Request& request,
                     Response& response) {
  for (const int64_t revision : request.revisions()) {
    type::v1::RevisionRecords& change = *response.add_changes();
    change.set_revision(revision);
    change.set_only_derived(history.IsDerived(revision));
    if (!change.only_derived()) change.add_records(absl::StrCat(record, revision));
  }
  return grpc::Status::OK;
}

// What every query does before it reads.
grpc::Status Enter(FakeHistory& history, int64_t min_revision, const grpc::ServerContext& context) {
  if (history.query_fault != grpc::StatusCode::OK) {
    return grpc::Status(history.query_fault, "as the test wants it");
  }
  if (!history.AwaitRevision(min_revision, context)) return grpc::Status::CANCELLED;
  return grpc::Status::OK;
}

// What every query does when its answer is ready.
grpc::Status Leave(FakeHistory& history, const grpc::ServerContext& context) {
  ++history.query_count;
  history.AwaitUnpaused(context);
  return grpc::Status::OK;
}

template <typename Base, typename State, typename Watches, typename Event>
class FakeChanges final : public Base {
 public:
  explicit FakeChanges(FakeHistory& history) : history_(history) {}

  grpc::Status GetFeedState(grpc::ServerContext*, const State*,
                            typename Watches::State* state) override {
    state->set_revision(history_.revision());
    state->set_compacted_revision(history_.compacted());
    return grpc::Status::OK;
  }
  grpc::Status WatchChanges(grpc::ServerContext* context, const typename Watches::Request* request,
                            grpc::ServerWriter<Event>* writer) override {
    return Watch(history_, request->after_revision(), context, writer);
  }

 private:
  FakeHistory& history_;
};

struct ParticipantTypes {
  using State = participant::v1::FeedState;
  using Request = participant::v1::WatchChangesRequest;
};
struct ContributionTypes {
  using State = contribution::v1::FeedState;
  using Request = contribution::v1::WatchChangesRequest;
};

class FakeAreas final : public participant::v1::AreaService::Service {
 public:
  void Set(std::vector<AreaRecord> areas, std::vector<AreaSuccession> successions) {
    const std::lock_guard lock(mutex_);
    areas_ = std::move(areas);
    successions_ = std::move(successions);
  }

  // Pages of one, so that whoever reads them must go on.
  grpc::Status ListAreas(grpc::ServerContext*, const participant::v1::ListAreasRequest* request,
                         participant::v1::ListAreasResponse* response) override {
    std::unique_lock lock(mutex_);
    const size_t at = request->page_token().empty() ? 0 : std::stoul(request->page_token());
    if (at < areas_.size()) {
      const AreaRecord& record = areas_[at];
      participant::v1::Area& area = *response->add_areas();
      area.set_name(absl::StrCat("areas/", record.code.ToString()));
      area.set_code(record.code.ToString());
      area.set_level(static_cast<participant::v1::AreaLevel>(record.level));
      area.set_display_name(record.name);
      area.set_parent(record.parent.ToString());
      area.set_valid_from(record.valid_from.ToString());
      if (record.valid_to != Month::Max()) area.set_valid_to(record.valid_to.ToString());
      for (const AreaSuccession& arrow : successions_) {
        if (arrow.predecessor != record.code || !record.Holds(arrow.effective_from - 1)) continue;
        participant::v1::AreaSuccession& successor = *area.add_successors();
        successor.set_area(arrow.successor.ToString());
        successor.set_effective_from(arrow.effective_from.ToString());
      }
    }
    if (at + 1 < areas_.size()) {
      response->set_next_page_token(std::to_string(at + 1));
      return grpc::Status::OK;
    }
    ++waiting_;
    wake_.wait(lock, [this] { return !paused_; });
    --waiting_;
    return grpc::Status::OK;
  }

  void Pause(bool paused) {
    const std::lock_guard lock(mutex_);
    paused_ = paused;
    wake_.notify_all();
  }
  int waiting() {
    const std::lock_guard lock(mutex_);
    return waiting_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable wake_;
  bool paused_ = false;
  int waiting_ = 0;
  std::vector<AreaRecord> areas_;
  std::vector<AreaSuccession> successions_;
};

class FakeCoverageService final : public participant::v1::CoverageService::Service {
 public:
  explicit FakeCoverageService(FakeHistory& history) : history_(history) {}

  grpc::Status QueryCoverage(grpc::ServerContext* context,
                             const participant::v1::QueryCoverageRequest* request,
                             participant::v1::QueryCoverageResponse* response) override {
    const grpc::Status entered = Enter(history_, request->min_revision(), *context);
    if (!entered.ok()) return entered;
    const int64_t revision = history_.revision();
    response->set_revision(revision);
    for (const std::string& month : request->months()) {
      Fill(request->name(), month, revision, *response->add_area_months());
    }
    return Leave(history_, *context);
  }

  grpc::Status BatchQueryCoverage(grpc::ServerContext* context,
                                  const participant::v1::BatchQueryCoverageRequest* request,
                                  participant::v1::BatchQueryCoverageResponse* response) override {
    const grpc::Status entered = Enter(history_, request->min_revision(), *context);
    if (!entered.ok()) return entered;
    const int64_t revision = history_.revision();
    response->set_revision(revision);
    for (const std::string& name : request->names()) {
      participant::v1::AreaCoverage& area = *response->add_areas();
      area.set_name(name);
      for (const std::string& month : request->months()) {
        participant::v1::AreaMonthCoverage& each = *area.add_area_months();
        Fill(name, month, revision, each);
        if (!request->placed_by().empty()) FillPlaced(name, month, revision, each);
      }
    }
    return Leave(history_, *context);
  }

  grpc::Status ListCoverageChanges(
      grpc::ServerContext*, const participant::v1::ListCoverageChangesRequest* request,
      participant::v1::ListCoverageChangesResponse* response) override {
    return Records(history_, "people/1/movements/M-", *request, *response);
  }

 private:
  void Fill(const std::string& name, const std::string& month, int64_t revision,
            participant::v1::AreaMonthCoverage& each) const {
    each.set_month(month);
    each.set_has_data(history_.HasData(*Month::Parse(month), revision, false));
    if (!each.has_data()) return;
    const CoverageFigures figures =
        FakeCoverage(history_.Value(AreaOf(name), *Month::Parse(month), revision));
    each.set_employers_participating(figures.employers_participating);
    for (const auto& [key, people] : figures.people) {
      participant::v1::CategoryCount& count = *each.add_counts();
      count.set_scheme(SchemeOf(key.first));
      count.set_category(key.second);
      count.set_people(people);
    }
  }

  void FillPlaced(const std::string& name, const std::string& month, int64_t revision,
                  participant::v1::AreaMonthCoverage& each) const {
    for (const auto& [successor, value] :
         history_.Placed(AreaOf(name), *Month::Parse(month), revision)) {
      for (const auto& [key, people] : FakeCoverage(value).people) {
        participant::v1::PlacedCount& count = *each.add_placed();
        count.set_successor(successor.ToString());
        count.set_scheme(SchemeOf(key.first));
        count.set_category(key.second);
        count.set_people(people);
      }
    }
  }

  static type::v1::Scheme SchemeOf(const std::string& text) {
    type::v1::Scheme scheme = type::v1::SCHEME_UNSPECIFIED;
    type::v1::Scheme_Parse("SCHEME_" + text, &scheme);
    return scheme;
  }

  FakeHistory& history_;
};

// Every rise of a count is new joins, every fall deaths.
class FakeFlowService final : public participant::v1::CoverageFlowService::Service {
 public:
  explicit FakeFlowService(FakeHistory& history) : history_(history) {}

  grpc::Status QueryCoverageFlows(grpc::ServerContext* context,
                                  const participant::v1::QueryCoverageFlowsRequest* request,
                                  participant::v1::QueryCoverageFlowsResponse* response) override {
    const grpc::Status entered = Enter(history_, request->min_revision(), *context);
    if (!entered.ok()) return entered;
    const int64_t revision = history_.revision();
    response->set_revision(revision);
    const AreaCode area = AreaOf(request->name());
    const Month last = *Month::Parse(request->through_month());
    for (Month month = *Month::Parse(request->from_month()); month <= last; month = month + 1) {
      const CoverageFigures before = FakeCoverage(history_.Value(area, month - 1, revision));
      for (const auto& [key, people] : FakeCoverage(history_.Value(area, month, revision)).people) {
        const int64_t rise = people - before.people.at(key);
        if (rise != 0) Add(key.first, key.second, rise, *response);
      }
    }
    participant::v1::FlowReason& reason = *response->add_reasons();
    reason.set_code("DEATH");
    reason.set_display_name_vi("Chết");
    reason.set_display_name_en("Death");
    return Leave(history_, *context);
  }

 private:
  static void Add(const std::string& scheme_text, const std::string& category, int64_t rise,
                  participant::v1::QueryCoverageFlowsResponse& response) {
    type::v1::Scheme scheme = type::v1::SCHEME_UNSPECIFIED;
    type::v1::Scheme_Parse("SCHEME_" + scheme_text, &scheme);
    participant::v1::CoverageFlow& flow = *response.add_flows();
    flow.set_scheme(scheme);
    flow.set_category(category);
    flow.set_flow(rise > 0 ? "JOINED" : "LEFT");
    flow.set_kind(rise > 0 ? "NEW_JOIN" : "LEAVE");
    if (rise < 0) flow.set_reason("DEATH");
    flow.set_people(rise > 0 ? rise : -rise);
  }

  FakeHistory& history_;
};

class FakeLedgerService final : public contribution::v1::LedgerService::Service {
 public:
  explicit FakeLedgerService(FakeHistory& history) : history_(history) {}

  grpc::Status QueryTotals(grpc::ServerContext* context,
                           const contribution::v1::QueryTotalsRequest* request,
                           contribution::v1::QueryTotalsResponse* response) override {
    const grpc::Status entered = Enter(history_, request->min_revision(), *context);
    if (!entered.ok()) return entered;
    const int64_t revision = history_.revision();
    response->set_revision(revision);
    for (const std::string& month : request->months()) {
      Fill(request->name(), month, revision, *response->add_area_months());
    }
    return Leave(history_, *context);
  }

  grpc::Status BatchQueryTotals(grpc::ServerContext* context,
                                const contribution::v1::BatchQueryTotalsRequest* request,
                                contribution::v1::BatchQueryTotalsResponse* response) override {
    const grpc::Status entered = Enter(history_, request->min_revision(), *context);
    if (!entered.ok()) return entered;
    const int64_t revision = history_.revision();
    response->set_revision(revision);
    for (const std::string& name : request->names()) {
      contribution::v1::AreaTotals& area = *response->add_areas();
      area.set_name(name);
      for (const std::string& month : request->months()) {
        Fill(name, month, revision, *area.add_area_months());
      }
    }
    return Leave(history_, *context);
  }

  grpc::Status ListTotalsChanges(grpc::ServerContext*,
                                 const contribution::v1::ListTotalsChangesRequest* request,
                                 contribution::v1::ListTotalsChangesResponse* response) override {
    return Records(history_, "employers/1/transactions/", *request, *response);
  }

 private:
  void Fill(const std::string& name, const std::string& month, int64_t revision,
            contribution::v1::AreaMonthTotals& each) const {
    each.set_month(month);
    each.set_has_data(history_.HasData(*Month::Parse(month), revision, true));
    if (!each.has_data()) return;
    const LedgerFigures figures =
        FakeLedger(history_.Value(AreaOf(name), *Month::Parse(month), revision));
    each.set_assessed_vnd(figures.assessed_vnd);
    each.set_collected_vnd(figures.collected_vnd);
    each.set_outstanding_vnd(figures.outstanding_vnd);
    each.set_employers_in_arrears(figures.employers_in_arrears);
  }

  FakeHistory& history_;
};

std::unique_ptr<grpc::Server> Serve(const std::string& address,
                                    const std::vector<grpc::Service*>& services) {
  grpc::ServerBuilder builder;
  builder.AddListeningPort(address, grpc::InsecureServerCredentials());
  for (grpc::Service* service : services) builder.RegisterService(service);
  return builder.BuildAndStart();
}

void Stop(std::unique_ptr<grpc::Server>& server) {
  if (server == nullptr) return;
  server->Shutdown(std::chrono::system_clock::now());
  server->Wait();
  server.reset();
}

}  // namespace

int64_t FakeHistory::Add(AreaCode area, Month from, int64_t amount) {
  const std::lock_guard lock(mutex_);
  changes_.push_back({++revision_, area, from, amount});
  wake_.notify_all();
  return revision_;
}

int64_t FakeHistory::Place(AreaCode area, AreaCode successor, Month from, int64_t amount) {
  const std::lock_guard lock(mutex_);
  changes_.push_back({++revision_, area, from, amount, successor});
  wake_.notify_all();
  return revision_;
}

int64_t FakeHistory::AddDerived(AreaCode area, Month from) {
  const int64_t revision = Add(area, from, 0);
  const std::lock_guard lock(mutex_);
  derived_.insert(revision);
  return revision;
}

bool FakeHistory::IsDerived(int64_t revision) const {
  const std::lock_guard lock(mutex_);
  return derived_.contains(revision);
}

int64_t FakeHistory::ChangeCatalogue() { return Add(AreaCode(), Month(), 0); }

int64_t FakeHistory::revision() const {
  const std::lock_guard lock(mutex_);
  return revision_;
}

void FakeHistory::Compact() {
  const std::lock_guard lock(mutex_);
  compacted_ = revision_;
}

void FakeHistory::Clear() {
  const std::lock_guard lock(mutex_);
  changes_.clear();
  revision_ = 0;
  compacted_ = 0;
}

int64_t FakeHistory::Value(AreaCode area, Month month, int64_t at_revision) const {
  const std::lock_guard lock(mutex_);
  int64_t value = 0;
  for (const Change& change : changes_) {
    if (change.revision <= at_revision && change.area == area && change.from <= month &&
        change.successor.empty()) {
      value += change.amount;
    }
  }
  return value;
}

std::map<AreaCode, int64_t> FakeHistory::Placed(AreaCode area, Month month,
                                                int64_t at_revision) const {
  const std::lock_guard lock(mutex_);
  std::map<AreaCode, int64_t> placed;
  for (const Change& change : changes_) {
    if (change.revision <= at_revision && change.area == area && change.from <= month &&
        !change.successor.empty()) {
      placed[change.successor] += change.amount;
    }
  }
  return placed;
}

bool FakeHistory::HasData(Month month, int64_t at_revision, bool of_year) const {
  const std::lock_guard lock(mutex_);
  for (const Change& change : changes_) {
    if (change.revision <= at_revision && !change.area.empty() && change.from <= month &&
        (!of_year || change.from.year() == month.year())) {
      return true;
    }
  }
  return false;
}

int64_t FakeHistory::compacted() const {
  const std::lock_guard lock(mutex_);
  return compacted_;
}

std::vector<FakeHistory::Change> FakeHistory::After(int64_t revision) const {
  std::unique_lock lock(mutex_);
  wake_.wait_for(lock, kFeedWait, [&] { return revision_ > revision; });
  std::vector<Change> changes;
  for (const Change& change : changes_) {
    if (change.revision > revision) changes.push_back(change);
  }
  return changes;
}

bool FakeHistory::AwaitRevision(int64_t revision, const grpc::ServerContext& context) const {
  std::unique_lock lock(mutex_);
  while (revision_ < revision && !context.IsCancelled()) wake_.wait_for(lock, kFeedWait);
  return revision_ >= revision;
}

void FakeHistory::Pause(bool paused) {
  const std::lock_guard lock(mutex_);
  paused_ = paused;
  wake_.notify_all();
}

void FakeHistory::AwaitUnpaused(const grpc::ServerContext& context) const {
  std::unique_lock lock(mutex_);
  while (paused_ && !context.IsCancelled()) wake_.wait_for(lock, kFeedWait);
}

CoverageFigures FakeCoverage(int64_t value) {
  CoverageFigures figures;
  figures.people = {{{"SOCIAL_COMPULSORY", "EMPLOYMENT"}, value},
                    {{"SOCIAL_VOLUNTARY", "OTHER"}, value / 10},
                    {{"HEALTH", "EMPLOYMENT"}, value},
                    {{"HEALTH", "HOUSEHOLD"}, value * 2},
                    {{"UNEMPLOYMENT", "EMPLOYMENT"}, value - value / 20},
                    {{"ANY", ""}, value * 3}};
  figures.employers_participating = value / 50;
  return figures;
}

LedgerFigures FakeLedger(int64_t value) {
  return {value * 1000, value * 900, value * 100, value / 7};
}

struct FakeUpstreams::Services {
  Services(FakeHistory& participant, FakeHistory& contribution)
      : participant_changes(participant),
        coverage(participant),
        flows(participant),
        contribution_changes(contribution),
        ledger(contribution) {}

  FakeAreas areas;
  FakeChanges<participant::v1::ChangeService::Service, participant::v1::GetFeedStateRequest,
              ParticipantTypes, participant::v1::WatchChangesResponse>
      participant_changes;
  FakeCoverageService coverage;
  FakeFlowService flows;
  FakeChanges<contribution::v1::ChangeService::Service, contribution::v1::GetFeedStateRequest,
              ContributionTypes, contribution::v1::WatchChangesResponse>
      contribution_changes;
  FakeLedgerService ledger;
  FakeDialogueService dialogues;
  FakeScorecardService scorecards;
  FakeRetentionService retention;
};

FakeUpstreams::FakeUpstreams(const std::string& folder)
    : folder_(folder), services_(new Services(participant_history_, contribution_history_)) {
  StartParticipant();
  StartContribution();
}

FakeUpstreams::~FakeUpstreams() {
  StopParticipant();
  StopContribution();
}

void FakeUpstreams::StartParticipant() {
  participant_server_ = Serve(participant_address(),
                              {&services_->areas, &services_->participant_changes,
                               &services_->coverage, &services_->flows, &services_->retention});
}

void FakeUpstreams::StopParticipant() { Stop(participant_server_); }

void FakeUpstreams::StartContribution() {
  contribution_server_ =
      Serve(contribution_address(), {&services_->contribution_changes, &services_->ledger,
                                     &services_->dialogues, &services_->scorecards});
}

void FakeUpstreams::StopContribution() { Stop(contribution_server_); }

void FakeUpstreams::PauseAreas(bool paused) { services_->areas.Pause(paused); }

int FakeUpstreams::waiting_area_lists() const { return services_->areas.waiting(); }

void FakeUpstreams::SetAreas(std::vector<AreaRecord> areas,
                             std::vector<AreaSuccession> successions) {
  services_->areas.Set(std::move(areas), std::move(successions));
  participant_history_.ChangeCatalogue();
}

}  // namespace baophu::target
