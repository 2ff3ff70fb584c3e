#include "tests/integration/contribution/fake_participant.h"

#include <algorithm>
#include <chrono>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/month/month.h"

namespace baophu::contribution {

namespace pb = participant::v1;

class FakeParticipant::Areas final : public pb::AreaService::Service {
 public:
  explicit Areas(FakeParticipant& owner) : owner_(owner) {}

  // Two areas a page, so that paging is used.
  grpc::Status ListAreas(grpc::ServerContext*, const pb::ListAreasRequest* request,
                         pb::ListAreasResponse* response) override {
    const std::lock_guard lock(owner_.mutex_);
    size_t at = 0;
    if (!request->page_token().empty()) at = std::stoul(request->page_token());
    const size_t end = std::min(at + 2, owner_.areas_.size());
    for (; at < end; ++at) {
      const AreaRow& row = owner_.areas_[at];
      pb::Area* area = response->add_areas();
      area->set_name("areas/" + row.code);
      area->set_code(row.code);
      area->set_level(row.level);
      area->set_parent(row.parent);
      area->set_valid_from(row.valid_from);
      area->set_valid_to(row.valid_to);
    }
    if (end < owner_.areas_.size()) response->set_next_page_token(absl::StrCat(end));
    return grpc::Status::OK;
  }

 private:
  FakeParticipant& owner_;
};

class FakeParticipant::Employers final : public pb::EmployerService::Service {
 public:
  explicit Employers(FakeParticipant& owner) : owner_(owner) {}

  grpc::Status ListEmployers(grpc::ServerContext*, const pb::ListEmployersRequest*,
                             pb::ListEmployersResponse* response) override {
    const std::lock_guard lock(owner_.mutex_);
    for (const auto& [id, known] : owner_.employers_) {
      pb::Employer* employer = response->add_employers();
      employer->set_name(absl::StrCat("employers/", id));
      employer->set_funding_type(known.funding_type);
      employer->set_area(known.area);
      for (const StatusRow& status : known.statuses) {
        pb::EmployerStatus* out = employer->add_statuses();
        out->set_status(status.status);
        out->set_from_month(status.from_month);
      }
    }
    return grpc::Status::OK;
  }

  grpc::Status ResolvePayers(grpc::ServerContext*, const pb::ResolvePayersRequest* request,
                             pb::ResolvePayersResponse* response) override {
    const std::lock_guard lock(owner_.mutex_);
    ++owner_.resolve_calls_;
    for (const std::string& code : request->codes()) {
      if (const auto found = owner_.payers_.find(code); found != owner_.payers_.end()) {
        response->add_payers(found->second);
        continue;
      }
      const size_t colon = code.find(':');
      const std::string kind = code.substr(0, colon);
      int64_t id = 0;
      const bool known = absl::SimpleAtoi(code.substr(colon + 1), &id) && id >= 1 && id <= 999'999;
      response->add_payers(known ? absl::StrCat(kind == "employer" ? "employers"
                                                : kind == "person" ? "people"
                                                                   : "households",
                                                "/", id)
                                 : "");
    }
    response->set_revision(static_cast<int64_t>(owner_.revisions_.size()));
    return grpc::Status::OK;
  }

 private:
  FakeParticipant& owner_;
};

class FakeParticipant::People final : public pb::PersonService::Service {
 public:
  explicit People(FakeParticipant& owner) : owner_(owner) {}

  // One span a page, so that paging is used.
  grpc::Status ListWageSpans(grpc::ServerContext*, const pb::ListWageSpansRequest* request,
                             pb::ListWageSpansResponse* response) override {
    const std::lock_guard lock(owner_.mutex_);
    size_t at = 0;
    if (!request->page_token().empty()) at = std::stoul(request->page_token());
    if (at < owner_.wages_.size()) *response->add_wage_spans() = owner_.wages_[at];
    if (at + 1 < owner_.wages_.size()) response->set_next_page_token(absl::StrCat(at + 1));
    return grpc::Status::OK;
  }

 private:
  FakeParticipant& owner_;
};

class FakeParticipant::Changes final : public pb::ChangeService::Service {
 public:
  explicit Changes(FakeParticipant& owner) : owner_(owner) {}

  grpc::Status GetFeedState(grpc::ServerContext*, const pb::GetFeedStateRequest*,
                            pb::FeedState* response) override {
    const std::lock_guard lock(owner_.mutex_);
    response->set_revision(static_cast<int64_t>(owner_.revisions_.size()));
    response->set_compacted_revision(owner_.compacted_);
    return grpc::Status::OK;
  }

  grpc::Status WatchChanges(grpc::ServerContext* context, const pb::WatchChangesRequest* request,
                            grpc::ServerWriter<pb::WatchChangesResponse>* writer) override {
    size_t position = static_cast<size_t>(request->after_revision());
    std::unique_lock lock(owner_.mutex_);
    if (request->after_revision() < owner_.compacted_) {
      return grpc::Status(grpc::StatusCode::OUT_OF_RANGE, "that history is gone");
    }
    if (position > owner_.revisions_.size()) {
      return grpc::Status(grpc::StatusCode::OUT_OF_RANGE, "there is no such revision");
    }
    while (!owner_.stopping_ && !context->IsCancelled()) {
      std::vector<pb::WatchChangesResponse> ready;
      for (; position < owner_.revisions_.size(); ++position) {
        const auto& entries = owner_.revisions_[position].entries;
        ready.insert(ready.end(), entries.begin(), entries.end());
        pb::WatchChangesResponse& end = ready.emplace_back();
        end.mutable_revision_end();
        end.set_revision(static_cast<int64_t>(position) + 1);
      }
      pb::WatchChangesResponse& progress = ready.emplace_back();
      progress.mutable_progress();
      progress.set_revision(static_cast<int64_t>(position));
      lock.unlock();
      for (const pb::WatchChangesResponse& event : ready) {
        if (!writer->Write(event)) return grpc::Status::CANCELLED;
      }
      lock.lock();
      owner_.changed_.wait_for(lock, std::chrono::milliseconds(100), [&] {
        return owner_.stopping_ || position < owner_.revisions_.size();
      });
    }
    return grpc::Status(grpc::StatusCode::UNAVAILABLE, "stopping");
  }

 private:
  FakeParticipant& owner_;
};

FakeParticipant::FakeParticipant(const std::string& address)
    : address_(address),
      area_service_(std::make_unique<Areas>(*this)),
      employer_service_(std::make_unique<Employers>(*this)),
      person_service_(std::make_unique<People>(*this)),
      change_service_(std::make_unique<Changes>(*this)) {
  Serve();
}

FakeParticipant::~FakeParticipant() { StopServing(); }

void FakeParticipant::Serve() {
  stopping_ = false;
  grpc::ServerBuilder builder;
  builder.AddListeningPort(address_, grpc::InsecureServerCredentials());
  builder.RegisterService(area_service_.get());
  builder.RegisterService(employer_service_.get());
  builder.RegisterService(person_service_.get());
  builder.RegisterService(change_service_.get());
  server_ = builder.BuildAndStart();
}

void FakeParticipant::StopServing() {
  if (server_ == nullptr) return;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  server_->Shutdown(std::chrono::system_clock::now() + std::chrono::seconds(2));
  server_->Wait();
  server_.reset();
}

void FakeParticipant::SetAreas(std::vector<AreaRow> areas) {
  {
    const std::lock_guard lock(mutex_);
    areas_ = std::move(areas);
  }
  pb::WatchChangesResponse entry;
  entry.mutable_catalogue();
  Commit(std::move(entry));
}

void FakeParticipant::SetEmployer(int64_t employer_id, std::vector<StatusRow> statuses,
                                  const std::string& funding_type, const std::string& area) {
  pb::WatchChangesResponse entry;
  entry.mutable_employer()->set_employer_id(employer_id);
  entry.mutable_employer()->set_funding_type(funding_type);
  entry.mutable_employer()->set_area(area);
  for (const StatusRow& status : statuses) {
    pb::EmployerStatusSpan* span = entry.mutable_employer()->add_statuses();
    span->set_status(status.status);
    span->set_from_month(status.from_month);
  }
  {
    const std::lock_guard lock(mutex_);
    employers_[employer_id] = {std::move(statuses), funding_type, area};
  }
  Commit(std::move(entry));
}

void FakeParticipant::AddWages(const std::vector<WageRow>& wages) {
  pb::WatchChangesResponse entry;
  for (const WageRow& wage : wages) {
    pb::WageSpan* span = entry.mutable_wage_spans()->add_spans();
    span->set_person_id(wage.person_id);
    span->set_employer_id(wage.employer_id);
    span->set_from_month_number(Month::Parse(wage.from_month)->number());
    if (!wage.through_month.empty()) {
      span->set_through_month_number(Month::Parse(wage.through_month)->number());
    }
    span->set_wage_vnd(wage.wage_vnd);
    span->set_rate_class("WORKER");
    span->set_workplace_area(wage.workplace_area);
  }
  {
    const std::lock_guard lock(mutex_);
    for (const pb::WageSpan& span : entry.wage_spans().spans()) wages_.push_back(span);
  }
  Commit(std::move(entry));
}

void FakeParticipant::AddPayer(const std::string& code, const std::string& name) {
  const std::lock_guard lock(mutex_);
  payers_[code] = name;
}

void FakeParticipant::Compact() {
  const std::lock_guard lock(mutex_);
  compacted_ = static_cast<int64_t>(revisions_.size());
}

void FakeParticipant::Clear() {
  const std::lock_guard lock(mutex_);
  areas_.clear();
  employers_.clear();
  wages_.clear();
  revisions_.clear();
  compacted_ = 0;
}

int FakeParticipant::resolve_calls() const {
  const std::lock_guard lock(mutex_);
  return resolve_calls_;
}

int64_t FakeParticipant::revision() const {
  const std::lock_guard lock(mutex_);
  return static_cast<int64_t>(revisions_.size());
}

void FakeParticipant::Commit(pb::WatchChangesResponse entry) {
  {
    const std::lock_guard lock(mutex_);
    entry.set_revision(static_cast<int64_t>(revisions_.size()) + 1);
    entry.set_ordinal(1);
    revisions_.push_back({{std::move(entry)}});
  }
  changed_.notify_all();
}

}  // namespace baophu::contribution
