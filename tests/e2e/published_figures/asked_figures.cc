#include "tests/e2e/published_figures/asked_figures.h"

#include <baophu/contribution/v1/arrears_service.grpc.pb.h>
#include <baophu/contribution/v1/dialogue_service.grpc.pb.h>
#include <baophu/participant/v1/coverage_flow_service.grpc.pb.h>
#include <baophu/target/v1/coverage_report_service.grpc.pb.h>
#include <baophu/target/v1/plan_service.grpc.pb.h>
#include <baophu/target/v1/programme_report_service.grpc.pb.h>

#include <chrono>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "common/status/try.h"

namespace baophu::e2e {
namespace {

using Channel = std::shared_ptr<grpc::Channel>;

// Calls `method` of a new stub of `Service`.
template <typename Service, typename Request, typename Response>
absl::StatusOr<Response> Call(const Channel& channel,
                              grpc::Status (Service::Stub::*method)(grpc::ClientContext*,
                                                                    const Request&, Response*),
                              const Request& request) {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
  Response response;
  const auto stub = Service::NewStub(channel);
  const grpc::Status status = ((*stub).*method)(&context, request, &response);
  if (!status.ok()) {
    return absl::Status(static_cast<absl::StatusCode>(status.error_code()), status.error_message());
  }
  return response;
}

absl::Status Missing() { return absl::NotFoundError("the answer does not have the figure"); }

std::pair<std::string, std::string> FirstAndLast(const std::string& period) {
  return absl::StrSplit(period, absl::MaxSplits('/', 1));
}

// Of a plan, whichever of the two kinds it is of.
absl::StatusOr<std::string> OfPlan(const target::v1::IndicatorValue& value,
                                   const FigurePlace& place) {
  if (value.plan().assigner() != place.against) return Missing();
  return place.what == "REMAINING" ? absl::StrCat(value.plan().remaining())
                                   : value.plan().percent();
}

absl::StatusOr<std::string> OfChange(const target::v1::IndicatorValue& value,
                                     const FigurePlace& place) {
  for (const target::v1::Change& change : value.changes()) {
    if (change.against() != place.against) continue;
    if (place.what == "DELTA") return absl::StrCat(change.delta());
    const int64_t hundredths = (change.delta() * 10'000 + change.prior() / 2) / change.prior();
    return absl::StrFormat("%d.%02d", hundredths / 100, hundredths % 100);
  }
  return Missing();
}

absl::StatusOr<std::string> OfBase(const target::v1::IndicatorValue& value,
                                   const FigurePlace& place) {
  for (const target::v1::BaseComparison& base : value.bases()) {
    if (place.what == "BASE_PERCENT" && base.base() == place.against) return base.percent();
    // Published points are of the collection plan.
    if (place.what != "POINTS" || base.base() != "COLLECTION_PLAN") continue;
    for (const target::v1::PointChange& change : base.changes()) {
      if (change.against() == place.against) return change.delta_points();
    }
  }
  return Missing();
}

absl::StatusOr<std::string> AskReport(const Channel& channel, const FigurePlace& place) {
  target::v1::GetCoverageReportRequest request;
  request.set_name(absl::StrCat("areas/", place.area, "/coverageReports/", place.period));
  using Service = target::v1::CoverageReportService;
  BAOPHU_ASSIGN(const target::v1::CoverageReport report,
                (Call<Service>(channel, &Service::Stub::GetCoverageReport, request)));
  for (const target::v1::IndicatorValue& value : report.indicators()) {
    if (value.indicator() != place.indicator) continue;
    if (place.what == "VALUE") return absl::StrCat(value.value());
    if (place.what == "PLAN_PERCENT" || place.what == "REMAINING") return OfPlan(value, place);
    if (place.what == "DELTA" || place.what == "CHANGE_PERCENT") return OfChange(value, place);
    return OfBase(value, place);
  }
  return Missing();
}

absl::StatusOr<std::string> AskPlan(const Channel& channel, const FigurePlace& place) {
  target::v1::ListPlansRequest request;
  request.set_area(place.area);
  int year = 0;
  if (!absl::SimpleAtoi(place.period, &year)) return Missing();
  request.set_year(year);
  using Service = target::v1::PlanService;
  BAOPHU_ASSIGN(const target::v1::ListPlansResponse plans,
                (Call<Service>(channel, &Service::Stub::ListPlans, request)));
  for (const target::v1::Plan& plan : plans.plans()) {
    if (plan.indicator() != place.indicator || plan.kind() != place.against) continue;
    return place.what == "PERCENT" ? plan.percent() : absl::StrCat(plan.value());
  }
  return Missing();
}

absl::StatusOr<std::string> AskDialogues(const Channel& channel, const FigurePlace& place) {
  const auto [first, last] = FirstAndLast(place.period);
  contribution::v1::GetDialogueTotalsRequest request;
  request.set_name(absl::StrCat("areas/", place.area, "/dialogueTotals"));
  request.set_from_date(first);
  request.set_through_date(last);
  // What was known when it was published.
  request.set_as_of(last);
  request.set_window(place.against);
  using Service = contribution::v1::DialogueService;
  BAOPHU_ASSIGN(const contribution::v1::DialogueTotals totals,
                (Call<Service>(channel, &Service::Stub::GetDialogueTotals, request)));
  const contribution::v1::DialogueFigures& figures = totals.invited();
  if (place.what == "SESSIONS") return absl::StrCat(totals.dialogue_count());
  if (place.what == "INVITED") return absl::StrCat(figures.employer_count());
  if (place.what == "OWED") return absl::StrCat(figures.owed_vnd());
  if (place.what == "ATTENDED") return absl::StrCat(figures.attended_count());
  if (place.what == "ATTENDED_PERCENT") return figures.attended_percent();
  if (place.what == "PAYERS") return absl::StrCat(figures.payer_count());
  if (place.what == "COLLECTED") return absl::StrCat(figures.collected_vnd());
  return Missing();
}

absl::StatusOr<std::string> AskCompleteness(const Channel& channel, const FigurePlace& place) {
  target::v1::GetCompletenessRequest request;
  request.set_name(absl::StrCat("areas/", place.area, "/completeness/", place.period));
  request.set_kind(place.indicator);
  request.set_level(place.against);
  using Service = target::v1::ProgrammeReportService;
  BAOPHU_ASSIGN(const target::v1::Completeness completeness,
                (Call<Service>(channel, &Service::Stub::GetCompleteness, request)));
  if (completeness.rows().empty()) return Missing();
  const target::v1::CompletenessRow& row = completeness.rows(0);
  if (place.what == "DONE") return absl::StrCat(row.done_count());
  if (place.what == "DONE_PERCENT") return row.done_percent();
  if (place.what == "IN_TIME_PERCENT") return row.in_time_percent();
  return Missing();
}

absl::StatusOr<std::string> AskProgrammes(const Channel& channel, const FigurePlace& place) {
  target::v1::GetProgrammeTotalsRequest request;
  request.set_name(absl::StrCat("areas/", place.area, "/programmeTotals/", place.period));
  request.set_kind(place.indicator);
  using Service = target::v1::ProgrammeReportService;
  BAOPHU_ASSIGN(const target::v1::ProgrammeTotals totals,
                (Call<Service>(channel, &Service::Stub::GetProgrammeTotals, request)));
  if (totals.totals().empty()) return Missing();
  if (place.what == "RECORDS") return absl::StrCat(totals.totals(0).record_count());
  for (const target::v1::ProgrammeSum& sum : totals.totals(0).sums()) {
    if (sum.counted().figure() == place.against) return absl::StrCat(sum.planned());
  }
  return Missing();
}

absl::StatusOr<std::string> AskAgeing(const Channel& channel, const FigurePlace& place) {
  contribution::v1::QueryAgeingRequest request;
  request.set_name("areas/" + place.area);
  request.set_as_of(place.period);
  request.add_buckets("1m");
  request.add_buckets("6m");
  using Service = contribution::v1::ArrearsService;
  BAOPHU_ASSIGN(const contribution::v1::Ageing ageing,
                (Call<Service>(channel, &Service::Stub::QueryAgeing, request)));
  for (const contribution::v1::AgeingBucket& bucket : ageing.buckets()) {
    if (bucket.from() != place.indicator) continue;
    return absl::StrCat(place.what == "EMPLOYERS" ? bucket.total().employer_count()
                                                  : bucket.total().debt_vnd());
  }
  return Missing();
}

absl::StatusOr<std::string> AskFlows(const Channel& channel, const FigurePlace& place) {
  const auto [first, last] = FirstAndLast(place.period);
  participant::v1::QueryCoverageFlowsRequest request;
  request.set_name("areas/" + place.area);
  request.set_from_month(first);
  request.set_through_month(last);
  using Service = participant::v1::CoverageFlowService;
  BAOPHU_ASSIGN(const participant::v1::QueryCoverageFlowsResponse response,
                (Call<Service>(channel, &Service::Stub::QueryCoverageFlows, request)));
  int64_t people = 0;
  for (const participant::v1::CoverageFlow& flow : response.flows()) {
    if (type::v1::Scheme_Name(flow.scheme()) == place.indicator && flow.flow() == place.what) {
      people += flow.people();
    }
  }
  return absl::StrCat(people);
}

}  // namespace

absl::StatusOr<std::string> AskFigure(const Channel& gateway, const FigurePlace& place) {
  using Ask = absl::StatusOr<std::string> (*)(const Channel&, const FigurePlace&);
  constexpr std::pair<const char*, Ask> kSources[] = {{"REPORT", AskReport},
                                                      {"PLAN", AskPlan},
                                                      {"DIALOGUES", AskDialogues},
                                                      {"COMPLETENESS", AskCompleteness},
                                                      {"PROGRAMMES", AskProgrammes},
                                                      {"AGEING", AskAgeing},
                                                      {"FLOWS", AskFlows}};
  for (const auto& [source, ask] : kSources) {
    if (place.source == source) return ask(gateway, place);
  }
  return absl::InvalidArgumentError(absl::StrCat("source: ", place.source, " is unknown"));
}

}  // namespace baophu::e2e
