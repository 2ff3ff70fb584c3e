#include "services/target/restatement/change_reasons_service.h"

#include <baophu/contribution/v1/change_service.grpc.pb.h>
#include <baophu/contribution/v1/ledger_service.grpc.pb.h>
#include <baophu/participant/v1/change_service.grpc.pb.h>
#include <baophu/participant/v1/coverage_service.grpc.pb.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/feed/feed_log.h"
#include "common/rpc/status.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "services/target/plans/plan_store.h"

namespace baophu::target {
namespace {

// Reasons of one service that are told of one area; the oldest come first.
constexpr size_t kMaxReasons = 100;
// A revision of an import may have ten thousand records to look through.
constexpr size_t kRevisionsPerCall = 20;

using ReasonsByArea = std::map<AreaCode, ChangeReasons>;

absl::Status Failed(Source source, const grpc::Status& status) {
  return FaultStatus(absl::StatusCode::kUnavailable, "DEPENDENCY_UNAVAILABLE", "",
                     absl::StrCat(SourceName(source), " did not tell its changes (",
                                  absl::StatusCodeToString(rpc::FromGrpc(status).code()), ")"),
                     "try again");
}

struct ParticipantProto {
  static constexpr Source kSource = Source::kParticipant;
  using WatchRequest = participant::v1::WatchChangesRequest;
  using WatchResponse = participant::v1::WatchChangesResponse;
  using RecordsRequest = participant::v1::ListCoverageChangesRequest;
  using RecordsResponse = participant::v1::ListCoverageChangesResponse;
};

struct ContributionProto {
  static constexpr Source kSource = Source::kContribution;
  using WatchRequest = contribution::v1::WatchChangesRequest;
  using WatchResponse = contribution::v1::WatchChangesResponse;
  using RecordsRequest = contribution::v1::ListTotalsChangesRequest;
  using RecordsResponse = contribution::v1::ListTotalsChangesResponse;
};

// Reads one service's feed and collects what touched the areas.
template <typename Proto>
class FeedReader {
 public:
  FeedReader(Month month, int64_t after, int64_t through, ReasonsByArea& reasons)
      : month_(month), after_(after), through_(through), reasons_(reasons) {}

  template <typename Stub>
  absl::Status Read(Stub& stub, absl::Time deadline) {
    typename Proto::WatchRequest request;
    request.set_after_revision(after_);
    request.add_types("area_month");
    request.add_types("catalogue");
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(deadline));
    const auto stream = stub.WatchChanges(&context, request);
    typename Proto::WatchResponse response;
    while (stream->Read(&response)) {
      if (Take(response)) continue;
      context.TryCancel();
      (void)stream->Finish();
      return absl::OkStatus();
    }
    const grpc::Status finished = stream->Finish();
    if (finished.error_code() != grpc::StatusCode::OUT_OF_RANGE) {
      return Failed(Proto::kSource, finished);
    }
    for (auto& [area, of_area] : reasons_) of_area.more = true;
    return absl::OkStatus();
  }

 private:
  // False when everything up to `through_` has come.
  bool Take(const typename Proto::WatchResponse& response) {
    switch (response.event_case()) {
      case Proto::WatchResponse::kAreaMonth: {
        const absl::StatusOr<AreaCode> area = AreaCode::Parse(response.area_month().area());
        const absl::StatusOr<Month> from = Month::Parse(response.area_month().from_month());
        if (!area.ok() || !from.ok() || *from > month_) return true;
        if (const auto of_area = reasons_.find(*area); of_area != reasons_.end()) {
          Add(response.revision(), from->ToString(), of_area->second);
        }
        return true;
      }
      case Proto::WatchResponse::kCatalogue:
        for (auto& [area, of_area] : reasons_) Add(response.revision(), "", of_area);
        return true;
      case Proto::WatchResponse::kRevisionEnd:
        for (auto& [area, of_area] : reasons_) {
          if (of_area.reasons.empty()) continue;
          ChangeReason& last = of_area.reasons.back();
          if (last.source == Proto::kSource && last.revision == response.revision()) {
            last.committed_us = response.revision_end().committed_us();
          }
        }
        return response.revision() < through_;
      case Proto::WatchResponse::kProgress:
        return response.revision() < through_;
      default:
        return true;
    }
  }

  void Add(int64_t revision, std::string from_month, ChangeReasons& of_area) {
    if (revision > through_) return;
    const auto of_service =
        std::count_if(of_area.reasons.begin(), of_area.reasons.end(),
                      [](const ChangeReason& each) { return each.source == Proto::kSource; });
    const bool known = of_service > 0 && of_area.reasons.back().revision == revision;
    if (known) {
      // A change of the catalogue says more than one of a month.
      if (from_month.empty()) of_area.reasons.back().from_month.clear();
    } else if (static_cast<size_t>(of_service) == kMaxReasons) {
      of_area.more = true;
    } else {
      of_area.reasons.push_back({Proto::kSource, revision, 0, std::move(from_month), {}, false});
    }
  }

  const Month month_;
  const int64_t after_;
  const int64_t through_;
  ReasonsByArea& reasons_;
};

// Asks for the records behind one service's reasons. `call` sends a request.
template <typename Proto, typename Call>
absl::Status FillRecords(AreaCode area, Month month, absl::Time deadline, Call call,
                         std::vector<ChangeReason>& reasons) {
  std::vector<ChangeReason*> of_service;
  for (ChangeReason& reason : reasons) {
    if (reason.source == Proto::kSource) of_service.push_back(&reason);
  }
  std::vector<int64_t> dropped;
  for (size_t first = 0; first < of_service.size(); first += kRevisionsPerCall) {
    const size_t end = std::min(first + kRevisionsPerCall, of_service.size());
    typename Proto::RecordsRequest request;
    request.set_name(absl::StrCat("areas/", area.ToString()));
    request.set_through_month(month.ToString());
    for (size_t i = first; i < end; ++i) request.add_revisions(of_service[i]->revision);
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(deadline));
    typename Proto::RecordsResponse response;
    const grpc::Status status = call(&context, request, &response);
    if (!status.ok()) return Failed(Proto::kSource, status);
    for (size_t i = first; i < end && i - first < static_cast<size_t>(response.changes_size());
         ++i) {
      const type::v1::RevisionRecords& change = response.changes(static_cast<int>(i - first));
      of_service[i]->records.assign(change.records().begin(), change.records().end());
      of_service[i]->more_records = change.more_records();
      if (change.only_derived()) dropped.push_back(change.revision());
    }
  }
  std::erase_if(reasons, [&](const ChangeReason& reason) {
    return reason.source == Proto::kSource &&
           std::find(dropped.begin(), dropped.end(), reason.revision) != dropped.end();
  });
  return absl::OkStatus();
}

// Plans and denominators of an area that the report of a month may hold and that
// were recorded in between.
void AddOwnReasons(soci::session& session, AreaCode area, Month month, int64_t after,
                   int64_t through, ChangeReasons& out) {
  std::map<int64_t, ChangeReason> by_revision;
  const auto add = [&](int64_t revision, Month valid_from, std::string name) {
    if (revision <= after || revision > through || valid_from > month) return;
    ChangeReason& reason = by_revision[revision];
    if (reason.from_month.empty() || valid_from.ToString() < reason.from_month) {
      reason.from_month = valid_from.ToString();
    }
    reason.records.push_back(std::move(name));
  };
  for (const PlanVersion& plan :
       plan_store::PlansOf(session, {&area, 1}, month.year() - 1, month.year())) {
    add(plan.revision, plan.valid_from, absl::StrCat("plans/", plan.plan_id));
  }
  for (const Denominator& row : plan_store::DenominatorsOf(session, {&area, 1})) {
    add(row.revision, row.valid_from, absl::StrCat("denominators/", row.denominator_id));
  }
  for (auto& [revision, reason] : by_revision) {
    reason.source = Source::kTarget;
    reason.revision = revision;
    reason.committed_us = ReadCommittedUs(session, revision);
    out.reasons.push_back(std::move(reason));
  }
}

// Adds reasons of an area to those of another whose figures rest on it. Both are
// by service and revision.
void Merge(const ChangeReasons& from, ChangeReasons& into) {
  const auto before = [](const ChangeReason& a, const ChangeReason& b) {
    return std::tie(a.source, a.revision) < std::tie(b.source, b.revision);
  };
  into.more |= from.more;
  for (const ChangeReason& reason : from.reasons) {
    const auto at = std::lower_bound(into.reasons.begin(), into.reasons.end(), reason, before);
    if (at == into.reasons.end() || before(reason, *at)) {
      into.reasons.insert(at, reason);
      continue;
    }
    at->from_month = std::min(at->from_month, reason.from_month);  // Empty: maybe any.
    at->committed_us = std::max(at->committed_us, reason.committed_us);
    at->more_records |= reason.more_records;
    for (const std::string& record : reason.records) {
      if (std::find(at->records.begin(), at->records.end(), record) == at->records.end()) {
        at->records.push_back(record);
      }
    }
  }
}

// Keeps the oldest reasons of each service.
void Trim(ChangeReasons& reasons) {
  std::map<Source, size_t> kept;
  const size_t dropped = std::erase_if(reasons.reasons, [&](const ChangeReason& reason) {
    return ++kept[reason.source] > kMaxReasons;
  });
  reasons.more |= dropped > 0;
}

}  // namespace

struct ChangeReasonsReader::Stubs {
  Stubs(const std::shared_ptr<grpc::Channel>& participant,
        const std::shared_ptr<grpc::Channel>& contribution)
      : participant_changes(participant::v1::ChangeService::NewStub(participant)),
        coverage(participant::v1::CoverageService::NewStub(participant)),
        contribution_changes(contribution::v1::ChangeService::NewStub(contribution)),
        ledger(contribution::v1::LedgerService::NewStub(contribution)) {}

  const std::unique_ptr<participant::v1::ChangeService::Stub> participant_changes;
  const std::unique_ptr<participant::v1::CoverageService::Stub> coverage;
  const std::unique_ptr<contribution::v1::ChangeService::Stub> contribution_changes;
  const std::unique_ptr<contribution::v1::LedgerService::Stub> ledger;
};

ChangeReasonsReader::ChangeReasonsReader(std::shared_ptr<grpc::Channel> participant,
                                         std::shared_ptr<grpc::Channel> contribution,
                                         sql::Database& database)
    : stubs_(new Stubs(participant, contribution)), database_(database) {}

ChangeReasonsReader::~ChangeReasonsReader() = default;

absl::StatusOr<ReasonsByArea> ChangeReasonsReader::Find(
    const std::map<AreaCode, std::vector<AreaCode>>& areas, Month month, const Revisions& after,
    const Revisions& through, absl::Time deadline) const {
  std::set<AreaCode> all;
  for (const auto& [area, watched] : areas) all.insert(watched.begin(), watched.end());
  BAOPHU_ASSIGN(const ReasonsByArea of_each, FindOfEach(all, month, after, through, deadline));
  ReasonsByArea reasons;
  for (const auto& [area, watched] : areas) {
    for (const AreaCode each : watched) Merge(of_each.at(each), reasons[area]);
    Trim(reasons[area]);
  }
  return reasons;
}

absl::StatusOr<ReasonsByArea> ChangeReasonsReader::FindOfEach(const std::set<AreaCode>& areas,
                                                              Month month, const Revisions& after,
                                                              const Revisions& through,
                                                              absl::Time deadline) const {
  ReasonsByArea reasons;
  for (const AreaCode area : areas) reasons.try_emplace(area);
  if (areas.empty()) return reasons;
  if (after[Source::kParticipant] < through[Source::kParticipant]) {
    BAOPHU_TRY(FeedReader<ParticipantProto>(month, after[Source::kParticipant],
                                            through[Source::kParticipant], reasons)
                   .Read(*stubs_->participant_changes, deadline));
  }
  if (after[Source::kContribution] < through[Source::kContribution]) {
    BAOPHU_TRY(FeedReader<ContributionProto>(month, after[Source::kContribution],
                                             through[Source::kContribution], reasons)
                   .Read(*stubs_->contribution_changes, deadline));
  }
  for (auto& [area, of_area] : reasons) {
    BAOPHU_TRY(FillRecords<ParticipantProto>(
        area, month, deadline,
        [this](auto* context, const auto& request, auto* response) {
          return stubs_->coverage->ListCoverageChanges(context, request, response);
        },
        of_area.reasons));
    BAOPHU_TRY(FillRecords<ContributionProto>(
        area, month, deadline,
        [this](auto* context, const auto& request, auto* response) {
          return stubs_->ledger->ListTotalsChanges(context, request, response);
        },
        of_area.reasons));
  }
  BAOPHU_TRY(database_.Read([&](soci::session& session) {
    for (auto& [area, of_area] : reasons) {
      AddOwnReasons(session, area, month, after[Source::kTarget], through[Source::kTarget],
                    of_area);
    }
    return absl::OkStatus();
  }));
  return reasons;
}

}  // namespace baophu::target
