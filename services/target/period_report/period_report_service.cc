#include "services/target/period_report/period_report_service.h"

#include <algorithm>
#include <set>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "common/month/moment.h"
#include "common/rpc/unary.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "services/target/area_table/area_month_name.h"
#include "services/target/coverage_report/report_message_service.h"
#include "services/target/pace/pace_rules.h"

namespace baophu::target {
namespace {

// Each reads anew because participant was written to between its two answers.
constexpr int kMaxAttempts = 3;

struct PeriodName {
  AreaCode area;
  ReportPeriod period;
};

absl::StatusOr<PeriodName> ReadPeriodName(const std::string& name) {
  const std::vector<std::string> parts = absl::StrSplit(name, '/');
  if (parts.size() == 4 && parts[0] == "areas" && parts[2] == "periodReports") {
    const absl::StatusOr<AreaCode> area = AreaCode::Parse(parts[1]);
    const absl::StatusOr<ReportPeriod> period = ReportPeriod::Parse(parts[3]);
    if (area.ok() && period.ok()) return PeriodName{*area, *period};
  }
  return InvalidField("name", "is no period report",
                      "write areas/{code}/periodReports/{period} with a period such as 2024-09, "
                      "2024-Q3, 2024-H1 or 2024");
}

// The months whose figures a report needs: the last, those that the coverage report and
// the paces look at, and the one before the period.
std::vector<Month> MonthsOf(const ReportPeriod& period, const IndicatorCatalogue& catalogue) {
  std::set<Month> months = {period.first - 1};
  for (const Month month : ReportMonths(catalogue, period.last)) months.insert(month);
  for (const Month month : PaceMonths(period.last)) months.insert(month);
  return {months.begin(), months.end()};
}

}  // namespace

grpc::ServerUnaryReactor* PeriodReportService::GetPeriodReport(
    grpc::CallbackServerContext* context, const v1::GetPeriodReportRequest* request,
    v1::PeriodReport* response) {
  return rpc::RunUnary(context, parts_.executor, [this, context, request, response] {
    return Get(*request, rpc::DeadlineOf(*context), *response);
  });
}

absl::Status PeriodReportService::Get(const v1::GetPeriodReportRequest& request,
                                      absl::Time deadline, v1::PeriodReport& response) const {
  BAOPHU_ASSIGN(const PeriodName name, ReadPeriodName(request.name()));
  BAOPHU_ASSIGN(Revisions need, ReadMinRevisions(request.min_revisions()));
  // A caller sees what it wrote here.
  need[Source::kTarget] = std::max(need[Source::kTarget], parts_.clock.newest());
  BAOPHU_ASSIGN(PeriodFigures figures, Read(name.area, name.period, need, deadline));
  const Day today = VietnamDay(absl::ToUnixMicros(absl::Now()));
  figures.in_progress = Day::LastOf(name.period.last) >= today;
  response.set_name(request.name());
  ToMessage(figures.figures.revisions, *response.mutable_revisions());
  response.set_flow_revision(figures.flows.revision());
  response.set_sample_scale(parts_.sample_scale);
  ToMessage(figures, parts_.catalogue, parts_.paces, response);
  // Of a period that has not begun there is no work on the ground either.
  if (today < Day::FirstOf(name.period.first)) return absl::OkStatus();
  return parts_.field_work.Read(name.area, name.period, today, deadline,
                                *response.mutable_field_work());
}

absl::StatusOr<PeriodFigures> PeriodReportService::Read(AreaCode area, const ReportPeriod& period,
                                                        Revisions need, absl::Time deadline) const {
  const std::vector<Month> months = MonthsOf(period, parts_.catalogue);
  PeriodFigures read;
  read.area = area;
  read.period = period;
  for (int attempt = 0; attempt < kMaxAttempts; ++attempt) {
    BAOPHU_ASSIGN(read.figures,
                  parts_.figures.Read(
                      [&](const AreaCatalogue& areas) -> absl::StatusOr<std::vector<AreaCode>> {
                        const AreaMonthName last{area, period.last};
                        BAOPHU_TRY(CheckArea(areas, last));
                        read.areas_below = AreasDirectlyBelow(areas, last);
                        std::vector<AreaCode> all = read.areas_below;
                        all.push_back(area);
                        return all;
                      },
                      period.last, months, need, deadline));
    // Where the code stood for another area when the period began, its people are others.
    const Month valid_from = read.figures.areas->Find(area, period.last)->valid_from;
    read.flows_from = std::max(period.first, valid_from);
    const int64_t revision = read.figures.revisions[Source::kParticipant];
    BAOPHU_ASSIGN(read.flows,
                  parts_.flows.Query(area, read.flows_from, period.last, revision, deadline));
    if (read.flows.revision() == revision) break;
    need[Source::kParticipant] = read.flows.revision();
  }
  return read;
}

}  // namespace baophu::target
