#include "services/target/programmes/counts/programme_report_service.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/feed/feed_log.h"
#include "common/money/percent.h"
#include "common/rpc/unary.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "services/target/period_report/period_rules.h"
#include "services/target/programmes/counts/completeness.h"
#include "services/target/programmes/counts/programme_areas.h"
#include "services/target/programmes/counts/programme_totals.h"
#include "services/target/programmes/programme_message_service.h"
#include "services/target/programmes/records/programme_store.h"

namespace baophu::target {
namespace {

std::string PercentOf(int64_t part, int64_t whole) {
  return whole == 0 ? "" : PercentText({part, whole});
}

// `areas/{code}/{collection}/{when}`.
struct AreaName {
  AreaCode area;
  std::string when;
};

std::optional<AreaName> ReadAreaName(const std::string& name, const char* collection) {
  const std::vector<std::string> parts = absl::StrSplit(name, '/');
  if (parts.size() != 4 || parts[0] != "areas" || parts[2] != collection) return std::nullopt;
  const absl::StatusOr<AreaCode> area = AreaCode::Parse(parts[1]);
  if (!area.ok()) return std::nullopt;
  return AreaName{*area, parts[3]};
}

// A day, or the last one of a month.
std::optional<Day> ReadDay(const std::string& text) {
  if (const absl::StatusOr<Day> day = Day::Parse(text); day.ok()) return *day;
  if (const absl::StatusOr<Month> month = Month::Parse(text); month.ok()) {
    return Day::LastOf(*month);
  }
  return std::nullopt;
}

absl::Status NoArea(const AreaName& name) {
  return FaultStatus(absl::StatusCode::kNotFound, "UNKNOWN_AREA", "name",
                     absl::StrCat("code ", name.area.ToString(), " is no area in ", name.when),
                     "write the code that the area had then");
}

// A code that no kind has is no kind without records.
absl::Status CheckKind(const ProgrammeCatalogue& catalogue, const std::string& code) {
  const auto has_code = [&](const ProgrammeKind& kind) { return kind.code == code; };
  if (code.empty() || std::any_of(catalogue.kinds().begin(), catalogue.kinds().end(), has_code)) {
    return absl::OkStatus();
  }
  return InvalidField("kind", "is no kind of programmes",
                      "list programme kinds to see the codes, or leave it out");
}

// The kinds that hold in a month, by code.
std::map<std::string, const ProgrammeKind*> KindsIn(const ProgrammeCatalogue& catalogue,
                                                    const std::string& code, Month month) {
  std::map<std::string, const ProgrammeKind*> kinds;
  for (const ProgrammeKind& kind : catalogue.kinds()) {
    if (kind.Holds(month) && (code.empty() || kind.code == code)) kinds[kind.code] = &kind;
  }
  return kinds;
}

void Fill(const CompletenessItem& item, const char* reason, v1::CompletenessItem& out) {
  out.set_area(item.area.ToString());
  out.set_area_display_name(item.area_name);
  out.set_point(item.point);
  if (!item.programme_id.empty()) {
    out.set_programme(absl::StrCat("programmes/", item.programme_id));
  }
  out.set_reason(reason);
}

void Fill(const CompletenessQuestion& question, const Completeness& answer,
          v1::CompletenessRow& out) {
  out.set_kind(question.kind.code);
  out.set_display_name_vi(question.kind.name_vi);
  out.set_display_name_en(question.kind.name_en);
  out.set_level(ProgrammeLevelText(question.level));
  out.set_scope(ProgrammeScopeText(question.scope));
  out.set_total_count(answer.total_count);
  out.set_done_count(answer.done_count);
  out.set_in_time_count(answer.in_time_count);
  out.set_done_percent(PercentOf(answer.done_count, answer.total_count));
  out.set_in_time_percent(PercentOf(answer.in_time_count, answer.total_count));
  for (const CompletenessItem& item : answer.missing) {
    Fill(item, MissingReasonText(item.reason), *out.add_missing());
  }
  for (const CompletenessItem& item : answer.late) {
    Fill(item, ProgrammeStateText(ProgrammeState::kDoneLate), *out.add_late());
  }
}

void Fill(const ProgrammeKind& kind, const KindTotals& totals, const ProgrammeCatalogue& catalogue,
          v1::ProgrammeTotal& out) {
  out.set_kind(kind.code);
  out.set_display_name_vi(kind.name_vi);
  out.set_display_name_en(kind.name_en);
  out.set_record_count(totals.record_count);
  out.set_done_record_count(totals.done_record_count);
  out.set_partly_outside_count(totals.partly_outside_count);
  for (const std::string& figure : kind.figures) {
    const auto found = totals.figures.find(figure);
    if (found == totals.figures.end()) continue;
    v1::ProgrammeSum* const sum = out.add_sums();
    ToMessage(*catalogue.FindFigure(figure), *sum->mutable_counted());
    sum->set_planned(found->second.planned);
    sum->set_done(found->second.done);
    sum->set_percent(PercentOf(found->second.done, found->second.planned));
  }
}

}  // namespace

grpc::ServerUnaryReactor* ProgrammeReportService::GetCompleteness(
    grpc::CallbackServerContext* context, const v1::GetCompletenessRequest* request,
    v1::Completeness* response) {
  return rpc::RunUnary(context, sources_.executor, [this, context, request, response] {
    return Complete(*request, rpc::DeadlineOf(*context), *response);
  });
}

grpc::ServerUnaryReactor* ProgrammeReportService::GetProgrammeTotals(
    grpc::CallbackServerContext* context, const v1::GetProgrammeTotalsRequest* request,
    v1::ProgrammeTotals* response) {
  return rpc::RunUnary(context, sources_.executor, [this, context, request, response] {
    return Total(*request, rpc::DeadlineOf(*context), *response);
  });
}

absl::Status ProgrammeReportService::Complete(const v1::GetCompletenessRequest& request,
                                              absl::Time deadline,
                                              v1::Completeness& response) const {
  const std::optional<AreaName> name = ReadAreaName(request.name(), "completeness");
  const std::optional<Day> day = name.has_value() ? ReadDay(name->when) : std::nullopt;
  if (!day.has_value()) {
    return InvalidField("name", "is no completeness",
                        "write areas/{code}/completeness/{YYYY-MM-DD or YYYY-MM}, such as "
                        "areas/31/completeness/2024-10-20");
  }
  BAOPHU_TRY(CheckKind(sources_.catalogue, request.kind()));
  std::optional<ProgrammeLevel> level;
  if (!request.level().empty()) {
    const absl::StatusOr<ProgrammeLevel> parsed = ParseProgrammeLevel(request.level());
    if (!parsed.ok()) return WithField(parsed.status(), "level");
    level = *parsed;
  }
  BAOPHU_ASSIGN(const KnownAreas::Reading areas, sources_.areas.Read(deadline));
  const AreaRecord* const root = areas.areas->Find(name->area, day->month());
  if (root == nullptr) return NoArea(*name);
  std::vector<Programme> programmes;
  BAOPHU_TRY(sources_.database.Read([&](soci::session& session) {
    response.set_revision(ReadFeedBounds(session).revision);
    programmes = programme_store::CountedOf(session, request.kind());
    return absl::OkStatus();
  }));
  response.set_name(request.name());
  response.set_area_display_name(root->name);
  for (const auto& [code, kind] : KindsIn(sources_.catalogue, request.kind(), day->month())) {
    for (const auto& [of_level, scope] : kind->complete_of) {
      if (level.has_value() && *level != of_level) continue;
      const CompletenessQuestion question{*areas.areas, *root, *day, *kind, of_level, scope};
      const Completeness answer = CompletenessOf(question, programmes);
      // Nothing of nothing is an answer only to who asks for just that.
      const bool asked = level.has_value() && !request.kind().empty();
      if (answer.total_count == 0 && !asked) continue;
      Fill(question, answer, *response.add_rows());
    }
  }
  return absl::OkStatus();
}

absl::Status ProgrammeReportService::Total(const v1::GetProgrammeTotalsRequest& request,
                                           absl::Time deadline,
                                           v1::ProgrammeTotals& response) const {
  const std::optional<AreaName> name = ReadAreaName(request.name(), "programmeTotals");
  if (!name.has_value()) {
    return InvalidField("name", "is none of programmeTotals",
                        "write areas/{code}/programmeTotals/{period}, such as "
                        "areas/31/programmeTotals/2024-Q3");
  }
  const absl::StatusOr<ReportPeriod> period = ReportPeriod::Parse(name->when);
  if (!period.ok()) return WithField(period.status(), "name");
  BAOPHU_TRY(CheckKind(sources_.catalogue, request.kind()));
  BAOPHU_ASSIGN(const KnownAreas::Reading areas, sources_.areas.Read(deadline));
  const AreaRecord* const root = NewestIn(*areas.areas, name->area, period->first, period->last);
  if (root == nullptr) return NoArea(*name);
  std::vector<Programme> programmes;
  ProgrammeLinks links;
  BAOPHU_TRY(sources_.database.Read([&](soci::session& session) {
    response.set_revision(ReadFeedBounds(session).revision);
    programmes =
        programme_store::CountedIn(session, Day::FirstOf(period->first), Day::LastOf(period->last));
    std::vector<std::string> wholes;
    for (const Programme& each : programmes) wholes.push_back(each.part_of);
    links = programme_store::LinksOf(session, std::move(wholes));
    return absl::OkStatus();
  }));
  const std::map<std::string, KindTotals> totals =
      TotalsOf(*areas.areas, *root, *period, programmes, links);
  response.set_name(request.name());
  response.set_area_display_name(root->name);
  for (const auto& [code, kind_totals] : totals) {
    if (!request.kind().empty() && code != request.kind()) continue;
    // The newest row of the kind that holds in the period.
    const ProgrammeKind* kind = nullptr;
    for (Month month = period->last; kind == nullptr && period->first <= month; month = month - 1) {
      kind = sources_.catalogue.FindKind(code, month);
    }
    if (kind != nullptr) Fill(*kind, kind_totals, sources_.catalogue, *response.add_totals());
  }
  return absl::OkStatus();
}

}  // namespace baophu::target
