#include "services/target/areas/known_areas_service.h"

#include <baophu/participant/v1/area_service.grpc.pb.h>
#include <baophu/participant/v1/change_service.grpc.pb.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "common/rpc/status.h"
#include "common/status/fault.h"
#include "common/status/try.h"

namespace baophu::target {
namespace {

constexpr int kPageSize = 1000;

absl::Status ParticipantFailed(const grpc::Status& status) {
  return FaultStatus(absl::StatusCode::kUnavailable, "DEPENDENCY_UNAVAILABLE", "",
                     absl::StrCat("participant did not give its areas (",
                                  absl::StatusCodeToString(rpc::FromGrpc(status).code()), ")"),
                     "try again");
}

absl::StatusOr<AreaRecord> RecordOf(const participant::v1::Area& area) {
  AreaRecord record;
  BAOPHU_ASSIGN(record.code, AreaCode::Parse(area.code()));
  record.level = static_cast<AreaLevel>(area.level());
  record.name = area.display_name();
  if (!area.parent().empty()) {
    BAOPHU_ASSIGN(record.parent, AreaCode::Parse(area.parent()));
  }
  BAOPHU_ASSIGN(record.valid_from, Month::Parse(area.valid_from()));
  record.valid_to = Month::Max();
  if (!area.valid_to().empty()) {
    BAOPHU_ASSIGN(record.valid_to, Month::Parse(area.valid_to()));
  }
  return record;
}

std::vector<size_t> Missing(const AreaCatalogue& areas,
                            const std::vector<std::pair<AreaCode, Month>>& wanted) {
  std::vector<size_t> missing;
  for (size_t i = 0; i < wanted.size(); ++i) {
    if (areas.Find(wanted[i].first, wanted[i].second) == nullptr) missing.push_back(i);
  }
  return missing;
}

}  // namespace

struct KnownAreas::Stubs {
  explicit Stubs(const std::shared_ptr<grpc::Channel>& channel)
      : areas(participant::v1::AreaService::NewStub(channel)),
        changes(participant::v1::ChangeService::NewStub(channel)) {}

  const std::unique_ptr<participant::v1::AreaService::Stub> areas;
  const std::unique_ptr<participant::v1::ChangeService::Stub> changes;
};

KnownAreas::KnownAreas(std::shared_ptr<grpc::Channel> participant, Freshness& freshness)
    : stubs_(new Stubs(participant)), freshness_(freshness) {}

KnownAreas::~KnownAreas() = default;

bool KnownAreas::IsCurrent(const Reading& reading) const {
  return reading.areas != nullptr && reading.setback_count == freshness_.setback_count() &&
         freshness_.catalogue_revision() <= reading.read_from;
}

KnownAreas::Reading KnownAreas::Current() {
  const std::lock_guard lock(mutex_);
  return IsCurrent(reading_) ? reading_ : Reading();
}

absl::StatusOr<KnownAreas::Reading> KnownAreas::Read(absl::Time deadline) {
  if (Reading reading = Current(); reading.areas != nullptr) return reading;

  const std::lock_guard load(loading_);
  if (Reading reading = Current(); reading.areas != nullptr) return reading;
  Reading reading;
  // Before the revision, so that a setback between the two makes this outdated.
  reading.setback_count = freshness_.setback_count();
  reading.read_from = freshness_.applied()[Source::kParticipant];
  BAOPHU_ASSIGN(reading.history, Load(deadline));
  reading.areas = {reading.history, &reading.history->catalogue()};
  const std::lock_guard lock(mutex_);
  reading_ = reading;
  return reading;
}

absl::StatusOr<std::shared_ptr<const AreaHistory>> KnownAreas::Load(absl::Time deadline) {
  std::vector<AreaRecord> records;
  std::vector<AreaSuccession> successions;
  participant::v1::ListAreasRequest request;
  request.set_page_size(kPageSize);
  do {
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(deadline));
    participant::v1::ListAreasResponse page;
    const grpc::Status status = stubs_->areas->ListAreas(&context, request, &page);
    if (!status.ok()) return ParticipantFailed(status);
    for (const participant::v1::Area& area : page.areas()) {
      BAOPHU_ASSIGN(AreaRecord record, RecordOf(area));
      for (const participant::v1::AreaSuccession& each : area.successors()) {
        AreaSuccession& arrow = successions.emplace_back();
        arrow.predecessor = record.code;
        BAOPHU_ASSIGN(arrow.successor, AreaCode::Parse(each.area()));
        BAOPHU_ASSIGN(arrow.effective_from, Month::Parse(each.effective_from()));
      }
      records.push_back(std::move(record));
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return std::make_shared<const AreaHistory>(std::move(records), std::move(successions));
}

absl::Status KnownAreas::CatchUp(absl::Time deadline) {
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(deadline));
  participant::v1::FeedState state;
  const grpc::Status status = stubs_->changes->GetFeedState(&context, {}, &state);
  if (!status.ok()) return ParticipantFailed(status);
  // Participant alone is waited for: plans may be loaded while contribution is
  // away.
  Revisions need;
  need[Source::kParticipant] = state.revision();
  if (freshness_.Await(need, deadline).ok()) return absl::OkStatus();
  // What is waited for is no field of the caller's.
  return FaultStatus(absl::StatusCode::kUnavailable, "DEPENDENCY_UNAVAILABLE", "",
                     absl::StrCat("participant's areas as of revision ", state.revision(),
                                  " have not arrived here"),
                     "try again");
}

absl::StatusOr<std::vector<size_t>> KnownAreas::FindUnknown(
    const std::vector<std::pair<AreaCode, Month>>& wanted, absl::Time deadline) {
  Reading known = Current();
  if (known.areas != nullptr && Missing(*known.areas, wanted).empty()) return std::vector<size_t>();
  BAOPHU_TRY(CatchUp(deadline));
  BAOPHU_ASSIGN(known, Read(deadline));
  return Missing(*known.areas, wanted);
}

}  // namespace baophu::target
