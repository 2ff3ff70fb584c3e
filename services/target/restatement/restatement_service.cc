#include "services/target/restatement/restatement_service.h"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/rpc/page.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "services/target/closing/closing_message_service.h"
#include "services/target/closing/closing_store.h"
#include "services/target/coverage_report/report_message_service.h"
#include "services/target/restatement/restatement_rules.h"

namespace baophu::target {
namespace {

// Areas whose reports are compared together.
constexpr size_t kAreasPerStep = 32;
// Areas that one page looks at, at most: after a restart each may have to be
// computed anew.
constexpr size_t kMaxAreasPerPage = 512;

constexpr const char* kServices[] = {"participant", "contribution", "target"};

std::vector<ReportFigure> FiguresOf(const v1::CoverageReport& report) {
  std::vector<ReportFigure> figures;
  for (const v1::IndicatorValue& indicator : report.indicators()) {
    const auto add = [&](const char* figure, std::string detail, int64_t value) {
      figures.push_back({{indicator.indicator(), figure, std::move(detail)}, value});
    };
    const auto add_plan = [&](const v1::PlanComparison& plan) {
      add("PLAN", absl::StrCat(plan.assigner(), " ", plan.kind()), plan.value());
    };
    add("VALUE", "", indicator.value());
    if (indicator.has_plan()) add_plan(indicator.plan());
    for (const v1::PlanComparison& plan : indicator.other_plans()) add_plan(plan);
    for (const v1::BaseComparison& base : indicator.bases()) {
      add("BASE", base.base(), base.value());
      for (const v1::PointChange& change : base.changes()) {
        const std::optional<int64_t> hundredths = HundredthsOf(change.prior_percent());
        if (!hundredths.has_value()) continue;
        add("PRIOR_PERCENT", absl::StrCat(base.base(), " ", change.against()), *hundredths);
      }
    }
    for (const v1::Change& change : indicator.changes()) {
      add("PRIOR", change.against(), change.prior());
      if (change.remainder() != 0) add("PRIOR_REMAINDER", change.against(), change.remainder());
    }
  }
  return figures;
}

void Fill(const FigureDifference& difference, v1::RestatedFigure& out) {
  out.set_indicator(difference.key.indicator);
  out.set_figure(difference.key.figure);
  out.set_detail(difference.key.detail);
  if (difference.closed.has_value()) out.set_closed_value(*difference.closed);
  if (difference.current.has_value()) out.set_current_value(*difference.current);
  if (difference.closed.has_value() && difference.current.has_value()) {
    out.set_difference(*difference.current - *difference.closed);
  }
}

void Fill(const ChangeReason& reason, v1::RestatementReason& out) {
  out.set_service(kServices[static_cast<size_t>(reason.source)]);
  out.set_revision(reason.revision);
  out.set_committed_us(reason.committed_us);
  out.set_from_month(reason.from_month);
  for (const std::string& record : reason.records) out.add_records(record);
  out.set_more_records(reason.more_records);
}

// A closing with the areas whose reports it froze.
struct Closed {
  ClosingEntry entry;
  std::set<AreaCode> areas;
};

absl::StatusOr<Closed> ReadClosed(sql::Database& database, int64_t closing_id) {
  Closed closed;
  BAOPHU_TRY(database.Read([&](soci::session& session) -> absl::Status {
    const std::optional<StoredClosing> found = closing_store::Find(session, closing_id);
    if (!found.has_value()) return UnknownClosing("parent", closing_id);
    closed.entry = found->closed.entry;
    for (const ReportDigest& digest : closing_store::DigestsOf(session, closing_id)) {
      closed.areas.insert(digest.area);
    }
    return absl::OkStatus();
  }));
  return closed;
}

absl::StatusOr<v1::CoverageReport> ReportOf(std::string_view bytes) {
  v1::CoverageReport report;
  if (report.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return report;
  return absl::DataLossError("a frozen report cannot be read; verify the closing");
}

// Compares the areas of one step; those that differ are added to the answer, and
// the revisions of their reports to `through`.
class Step {
 public:
  Step(sql::Database& database, ReportSnapshots& snapshots, const Closed& closed,
       const ReportTerritories& territories, absl::Time deadline)
      : database_(database),
        snapshots_(snapshots),
        closed_(closed),
        territories_(territories),
        deadline_(deadline) {}

  absl::Status Run(const std::vector<AreaCode>& areas, v1::ListRestatementsResponse& response,
                   Revisions& through) {
    std::vector<AreaCode> touched;
    for (const AreaCode area : areas) {
      if (!closed_.areas.contains(area) ||
          !snapshots_.IsUntouchedSince(area, closed_.entry.month, territories_.Watched(area),
                                       closed_.entry.revisions)) {
        touched.push_back(area);
      }
    }
    if (touched.empty()) return absl::OkStatus();
    BAOPHU_ASSIGN(const auto current, snapshots_.Current(touched, closed_.entry.month, deadline_));
    for (const AreaCode area : touched) {
      v1::CoverageReport now;
      const absl::StatusOr<StoredReport>& made = current.at(area);
      if (made.ok()) {
        BAOPHU_ASSIGN(now, ReportOf({reinterpret_cast<const char*>(made->bytes.begin()),
                                     made->bytes.size()}));
      } else if (!absl::IsNotFound(made.status())) {
        return made.status();
      }
      BAOPHU_ASSIGN(const v1::CoverageReport before, Frozen(area));
      const std::vector<FigureDifference> differences =
          CompareFigures(FiguresOf(before), FiguresOf(now));
      if (differences.empty()) continue;
      v1::AreaRestatement& restated = *response.add_area_restatements();
      restated.set_area(area.ToString());
      restated.set_area_display_name(made.ok() ? now.area_display_name()
                                               : before.area_display_name());
      for (const FigureDifference& difference : differences) {
        Fill(difference, *restated.add_figures());
      }
      if (made.ok()) through = Revisions::Max(through, made->revisions);
    }
    return absl::OkStatus();
  }

 private:
  // Empty for an area that had no report when the month was closed.
  absl::StatusOr<v1::CoverageReport> Frozen(AreaCode area) {
    std::vector<FrozenReport> reports;
    BAOPHU_TRY(database_.Read([&](soci::session& session) {
      reports = closing_store::ReportsOf(session, closed_.entry.entry_id, area.ToString(), "", 1);
      return absl::OkStatus();
    }));
    if (reports.empty()) return v1::CoverageReport();
    return ReportOf(reports.front().bytes);
  }

  sql::Database& database_;
  ReportSnapshots& snapshots_;
  const Closed& closed_;
  const ReportTerritories& territories_;
  const absl::Time deadline_;
};

}  // namespace

absl::Status RestatementReader::List(const v1::ListRestatementsRequest& request,
                                     absl::Time deadline, v1::ListRestatementsResponse& response) {
  BAOPHU_ASSIGN(const int64_t closing_id, ClosingIdOf("parent", request.parent()));
  BAOPHU_ASSIGN(
      const rpc::Page page,
      rpc::Page::Open(keys_, absl::StrCat("restatements:", closing_id, ":", request.area()),
                      request));
  BAOPHU_ASSIGN(const Closed closed, ReadClosed(database_, closing_id));
  const Month month = closed.entry.month;

  // An area that is in force now and was not known then would be published too.
  BAOPHU_ASSIGN(const std::vector<AreaCode> in_force, snapshots_.AreasInForce(month, deadline));
  std::set<AreaCode> all = closed.areas;
  all.insert(in_force.begin(), in_force.end());
  std::vector<AreaCode> areas(all.begin(), all.end());
  if (!request.area().empty()) {
    const absl::StatusOr<AreaCode> area = AreaCode::Parse(request.area());
    if (!area.ok()) {
      return InvalidField("area", "is no area code", "write 2, 3 or 5 digits, or leave it out");
    }
    if (!all.contains(*area)) return NoReportOf("area", closed.entry, *area);
    areas = {*area};
  }

  BAOPHU_ASSIGN(const Revisions now, snapshots_.Applied(deadline));
  Revisions through = Revisions::Max(closed.entry.revisions, now);
  BAOPHU_ASSIGN(const ReportTerritories territories, snapshots_.TerritoriesOf(month, deadline));
  Step step(database_, snapshots_, closed, territories, deadline);
  auto at = std::find_if(areas.begin(), areas.end(),
                         [&](AreaCode area) { return area.text() > page.after(); });
  const auto wanted = static_cast<size_t>(page.limit() - 1);
  size_t looked_at = 0;
  while (at != areas.end() && looked_at < kMaxAreasPerPage &&
         static_cast<size_t>(response.area_restatements_size()) < wanted) {
    const size_t left = wanted - static_cast<size_t>(response.area_restatements_size());
    const auto end =
        at + std::min<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(std::min(kAreasPerStep, left)),
                                      std::distance(at, areas.end()));
    BAOPHU_TRY(step.Run({at, end}, response, through));
    looked_at += static_cast<size_t>(end - at);
    at = end;
  }
  if (at != areas.end()) response.set_next_page_token(page.TokenAfter(std::prev(at)->text()));
  Fill(now, *response.mutable_revisions());

  std::map<AreaCode, std::vector<AreaCode>> restated;
  for (const v1::AreaRestatement& each : response.area_restatements()) {
    const AreaCode area = AreaCode::FromTrusted(each.area());
    restated[area] = territories.Watched(area);
  }
  BAOPHU_ASSIGN(const auto reasons,
                reasons_.Find(restated, month, closed.entry.revisions, through, deadline));
  for (v1::AreaRestatement& each : *response.mutable_area_restatements()) {
    const ChangeReasons& of_area = reasons.at(AreaCode::FromTrusted(each.area()));
    for (const ChangeReason& reason : of_area.reasons) Fill(reason, *each.add_reasons());
    each.set_more_reasons(of_area.more);
  }
  return absl::OkStatus();
}

}  // namespace baophu::target
