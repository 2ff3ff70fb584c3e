#include "services/participant/coverage/coverage_service.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/feed/at_revision.h"
#include "common/rpc/check_stream.h"
#include "common/rpc/unary.h"
#include "common/status/try.h"
#include "services/participant/areas/area_service.h"
#include "services/participant/coverage/coverage_changes.h"
#include "services/participant/coverage/coverage_counts.h"
#include "services/participant/coverage/coverage_store.h"
#include "services/participant/coverage/recount.h"
#include "services/participant/placement/placement_store.h"

namespace baophu::participant {
namespace {

constexpr int kMaxMonths = 64;
constexpr int kMaxAreas = 1000;
constexpr int kMaxAreaMonths = 40'000;
constexpr int kMaxRevisions = 100;

void Fill(Month month, Month start, const MonthCounts& counts, const Categories& categories,
          v1::AreaMonthCoverage* out) {
  out->set_month(month.ToString());
  out->set_has_data(start <= month);
  for (const auto& [key, count] : counts) {
    const auto& [series, category] = key;
    if (series == kEmployersSeries) {
      out->set_employers_participating(count.people);
      continue;
    }
    if (count.zero()) continue;
    v1::CategoryCount* row = out->add_counts();
    row->set_scheme(static_cast<type::v1::Scheme>(series));
    row->set_category(categories.code(category));
    row->set_people(count.people);
    row->set_joined(count.joined);
    row->set_left(count.left);
  }
}

void Fill(const PlacedCounts& placed, const Categories& categories, v1::AreaMonthCoverage* out) {
  for (const auto& [key, people] : placed) {
    if (people == 0) continue;
    v1::PlacedCount* row = out->add_placed();
    row->set_successor(key.successor.ToString());
    row->set_scheme(static_cast<type::v1::Scheme>(key.series));
    row->set_category(categories.code(key.category));
    row->set_people(people);
  }
}

absl::StatusOr<std::optional<Month>> ReadPlacedBy(const std::string& text) {
  if (text.empty()) return std::nullopt;
  const absl::StatusOr<Month> month = Month::Parse(text);
  if (!month.ok()) return WithField(month.status(), "placed_by");
  return *month;
}

absl::StatusOr<std::vector<Month>> ReadMonths(
    const google::protobuf::RepeatedPtrField<std::string>& texts) {
  if (texts.empty() || texts.size() > kMaxMonths) {
    return InvalidField("months", "is empty or has more than 64 entries", "send 1 to 64 months");
  }
  std::vector<Month> months;
  for (const std::string& text : texts) {
    const absl::StatusOr<Month> month = Month::Parse(text);
    if (!month.ok()) return WithField(month.status(), "months");
    months.push_back(*month);
  }
  return months;
}

}  // namespace

absl::Status CoverageServiceImpl::Count(
    const Question& question, const std::function<v1::AreaMonthCoverage*(size_t)>& add_month,
    const std::function<void(int64_t)>& set_revision) const {
  return context_.database.Read([&](soci::session& session) -> absl::Status {
    set_revision(ReadFeedBounds(session).revision);
    const std::shared_ptr<const AreaHistory> history = context_.areas.HistoryIn(session);
    for (const AreaCode area : question.areas) {
      if (history->catalogue().FindNewest(area) != nullptr) continue;
      return FaultStatus(absl::StatusCode::kNotFound, "UNKNOWN_AREA", question.field,
                         absl::StrCat("no area has the code ", area.ToString()),
                         "list areas to see the codes");
    }
    const Month last = *std::max_element(question.months.begin(), question.months.end());
    const Month start = coverage_store::ReadStart(session);
    coverage_store::AreaTotals totals =
        coverage_store::ReadTotalsOf(session, question.areas, last, context_.categories);
    placement_store::AreaPlacements placements;
    if (question.placed_by.has_value()) {
      placements = placement_store::ReadOf(session, question.areas, last, context_.categories);
    }
    for (size_t area = 0; area < question.areas.size(); ++area) {
      const AreaCode code = question.areas[area];
      const std::vector<MonthCounts> counts = CountMonths(totals[code], question.months);
      for (size_t i = 0; i < counts.size(); ++i) {
        const Month month = question.months[i];
        v1::AreaMonthCoverage* out = add_month(area);
        Fill(month, start, counts[i], context_.categories, out);
        if (const auto placed = placements.find(code); placed != placements.end()) {
          Fill(CountPlaced(placed->second, month,
                           history->PlacedBy(code, month, *question.placed_by)),
               context_.categories, out);
        }
      }
    }
    return absl::OkStatus();
  });
}

absl::Status CoverageServiceImpl::Answer(const v1::QueryCoverageRequest& request,
                                         v1::QueryCoverageResponse& response) const {
  Question question;
  question.field = "name";
  BAOPHU_ASSIGN(const AreaCode area, ParseAreaName(request.name()));
  question.areas.push_back(area);
  BAOPHU_ASSIGN(question.months, ReadMonths(request.months()));
  BAOPHU_ASSIGN(question.placed_by, ReadPlacedBy(request.placed_by()));
  return Count(
      question, [&](size_t) { return response.add_area_months(); },
      [&](int64_t revision) { response.set_revision(revision); });
}

absl::Status CoverageServiceImpl::Answer(const v1::BatchQueryCoverageRequest& request,
                                         v1::BatchQueryCoverageResponse& response) const {
  Question question;
  question.field = "names";
  BAOPHU_ASSIGN(question.months, ReadMonths(request.months()));
  BAOPHU_ASSIGN(question.placed_by, ReadPlacedBy(request.placed_by()));
  if (request.names_size() == 0 || request.names_size() > kMaxAreas ||
      request.names_size() * request.months_size() > kMaxAreaMonths) {
    return InvalidField("names", "is empty or asks for too much",
                        "send 1 to 1,000 areas, and up to 40,000 counts of an area and month");
  }
  for (const std::string& name : request.names()) {
    const absl::StatusOr<AreaCode> area = ParseAreaName(name);
    if (!area.ok()) return WithField(area.status(), "names");
    question.areas.push_back(*area);
    response.add_areas()->set_name(name);
  }
  return Count(
      question,
      [&](size_t area) {
        return response.mutable_areas(static_cast<int>(area))->add_area_months();
      },
      [&](int64_t revision) { response.set_revision(revision); });
}

grpc::ServerUnaryReactor* CoverageServiceImpl::BatchQueryCoverage(
    grpc::CallbackServerContext* call, const v1::BatchQueryCoverageRequest* request,
    v1::BatchQueryCoverageResponse* response) {
  return rpc::RunUnaryAtRevision(call, context_.executor, context_.clock, request->min_revision(),
                                 [this, request, response] { return Answer(*request, *response); });
}

grpc::ServerUnaryReactor* CoverageServiceImpl::QueryCoverage(
    grpc::CallbackServerContext* call, const v1::QueryCoverageRequest* request,
    v1::QueryCoverageResponse* response) {
  return rpc::RunUnaryAtRevision(call, context_.executor, context_.clock, request->min_revision(),
                                 [this, request, response] { return Answer(*request, *response); });
}

absl::Status CoverageServiceImpl::ListChanges(const v1::ListCoverageChangesRequest& request,
                                              v1::ListCoverageChangesResponse& response) const {
  BAOPHU_ASSIGN(const AreaCode area, ParseAreaName(request.name()));
  const absl::StatusOr<Month> through = Month::Parse(request.through_month());
  if (!through.ok()) return WithField(through.status(), "through_month");
  if (request.revisions_size() == 0 || request.revisions_size() > kMaxRevisions) {
    return InvalidField("revisions", "is empty or has more than 100 entries",
                        "send 1 to 100 revisions");
  }
  return context_.database.Read([&](soci::session& session) -> absl::Status {
    for (const int64_t revision : request.revisions()) {
      const CoverageChanges found =
          FindCoverageChanges(session, context_, area, *through, revision);
      type::v1::RevisionRecords* change = response.add_changes();
      change->set_revision(revision);
      change->set_more_records(found.more);
      for (const CoverageChanges::Record& record : found.movements) {
        change->add_records(
            absl::StrCat(record.person.ToName(), "/movements/", record.movement_id));
      }
    }
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* CoverageServiceImpl::ListCoverageChanges(
    grpc::CallbackServerContext* call, const v1::ListCoverageChangesRequest* request,
    v1::ListCoverageChangesResponse* response) {
  // It may fold all people of an import's chunk, so reads do not wait for it.
  return rpc::RunUnary(call, context_.long_work,
                       [this, request, response] { return ListChanges(*request, *response); });
}

grpc::ServerWriteReactor<type::v1::CheckProgress>* CoverageServiceImpl::Recount(
    grpc::CallbackServerContext*, const v1::RecountRequest*) {
  return rpc::CheckStream::Start(
      context_.long_work, recounts_,
      [this](const rpc::CheckStream::Report& report) -> absl::StatusOr<type::v1::CheckProgress> {
        BAOPHU_ASSIGN(
            const RecountResult result,
            participant::Recount(context_, [&](int64_t done, int64_t total, int64_t differences) {
              type::v1::CheckProgress progress;
              progress.set_done_count(done);
              progress.set_total_count(total);
              progress.set_difference_count(differences);
              return report(progress);
            }));
        type::v1::CheckProgress last;
        last.set_done_count(result.movement_count);
        last.set_total_count(result.movement_count);
        last.set_difference_count(result.difference_count);
        last.set_revision(result.revision);
        for (const std::string& difference : result.differences) last.add_differences(difference);
        return last;
      });
}

}  // namespace baophu::participant
