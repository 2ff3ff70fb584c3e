#include "services/target/pace/pace_service.h"

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/money/percent.h"
#include "common/rpc/unary.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "services/target/area_table/area_month_name.h"
#include "services/target/coverage_report/report_message_service.h"

namespace baophu::target {
namespace {

// An area of a month, which may have none below it, and those directly below.
std::vector<AreaCode> WithChildren(const AreaCatalogue& areas, const AreaMonthName& parent) {
  std::vector<AreaCode> codes = {parent.area};
  for (const AreaRecord& record : areas.records()) {
    if (record.parent == parent.area && record.Holds(parent.month)) codes.push_back(record.code);
  }
  return codes;
}

void ToMessage(const AreaMonthName& name, const std::string& area_name, const Pace& pace,
               const PlanVersion& plan, v1::Pace& message) {
  message.set_name(absl::StrCat("areas/", name.area.ToString(), "/pace/", name.month.ToString()));
  message.set_area_display_name(area_name);
  message.set_plan_value(plan.value);
  message.set_decision(plan.decision);
  message.set_start_value(pace.start_value);
  message.set_value(pace.value);
  message.set_milestone(pace.milestone);
  message.set_difference(pace.difference());
  if (pace.milestone > 0) {
    message.set_percent_of_milestone(PercentText({pace.value, pace.milestone}));
  }
  message.set_remaining(pace.remaining);
  message.set_needed_per_month(pace.needed_per_month);
  message.set_months_left(pace.months_left);
}

void AddMilestones(const Pace& pace, v1::Pace& message) {
  for (const PaceMonth& month : pace.months) {
    v1::PaceMonth* each = message.add_months();
    each->set_month(month.month.ToString());
    each->set_milestone(month.milestone);
    if (month.value.has_value()) each->set_value(*month.value);
  }
  for (const PaceWeek& week : pace.weeks) {
    v1::PaceWeek* each = message.add_weeks();
    each->set_last_date(week.last.ToString());
    each->set_milestone(week.milestone);
  }
}

}  // namespace

grpc::ServerUnaryReactor* PaceService::GetPace(grpc::CallbackServerContext* context,
                                               const v1::GetPaceRequest* request,
                                               v1::Pace* response) {
  return rpc::RunUnary(context, executor_, [this, context, request, response] {
    return Get(*request, rpc::DeadlineOf(*context), *response);
  });
}

grpc::ServerUnaryReactor* PaceService::RankPace(grpc::CallbackServerContext* context,
                                                const v1::RankPaceRequest* request,
                                                v1::RankPaceResponse* response) {
  return rpc::RunUnary(context, executor_, [this, context, request, response] {
    return Rank(*request, rpc::DeadlineOf(*context), *response);
  });
}

grpc::ServerUnaryReactor* PaceService::ListPlanParts(grpc::CallbackServerContext* context,
                                                     const v1::ListPlanPartsRequest* request,
                                                     v1::ListPlanPartsResponse* response) {
  return rpc::RunUnary(context, executor_, [this, context, request, response] {
    return List(*request, rpc::DeadlineOf(*context), *response);
  });
}

absl::StatusOr<PaceService::Wanted> PaceService::Read(const v1::PacePlan& plan) const {
  Wanted wanted;
  wanted.indicator = catalogue_.FindIndicator(plan.indicator());
  if (wanted.indicator == nullptr) {
    return InvalidField("plan.indicator", "is no indicator",
                        "send a code that GET /v1/indicators lists");
  }
  wanted.assigner = plan.assigner();
  for (const Assigner& assigner : catalogue_.assigners()) {
    if (plan.assigner().empty() && assigner.national) wanted.assigner = assigner.code;
  }
  if (catalogue_.FindAssigner(wanted.assigner) == nullptr) {
    return InvalidField("plan.assigner", "is no assigner",
                        "send a code of assigners.csv, or leave it out for the national agency");
  }
  if (plan.kind() == PlanKindText(PlanKind::kCommitment)) {
    wanted.kind = PlanKind::kCommitment;
  } else if (!plan.kind().empty() && plan.kind() != PlanKindText(PlanKind::kAssigned)) {
    return InvalidField("plan.kind", "is no kind of plan", "send ASSIGNED or COMMITMENT");
  }
  switch (plan.method()) {
    case v1::PACE_METHOD_UNSPECIFIED:
    case v1::PACE_METHOD_EVEN:
      break;
    case v1::PACE_METHOD_LAST_YEAR_SHAPE:
      wanted.method = PaceMethod::kLastYearShape;
      break;
    default:
      return InvalidField("plan.method", "is no method",
                          "send PACE_METHOD_EVEN or PACE_METHOD_LAST_YEAR_SHAPE");
  }
  return wanted;
}

const PlanVersion* PaceService::PlanOf(const ReportInput& input, const Wanted& wanted) const {
  for (const PlanVersion* plan :
       ValidPlans(input, catalogue_, wanted.indicator->code, input.month)) {
    if (plan->assigner == wanted.assigner && plan->kind == wanted.kind) return plan;
  }
  return nullptr;
}

absl::StatusOr<PaceService::AreaPace> PaceService::PaceOf(const ReportInput& input,
                                                          const Wanted& wanted,
                                                          const PlanVersion& plan) const {
  PaceQuestion question{wanted.indicator->period, wanted.method, input.month, plan.value, {}};
  for (const Month month : PaceMonths(input.month)) {
    const std::optional<int64_t> value = ValueOf(input, catalogue_, *wanted.indicator, month);
    // A shape is not drawn from figures of which a reform left a remainder.
    const bool exact = RemainderOf(input, *wanted.indicator, month) == 0;
    if (value.has_value() && exact) question.values[month] = *value;
  }
  BAOPHU_ASSIGN(Pace pace, MakePace(question));
  return AreaPace{std::move(pace), &plan};
}

Revisions PaceService::Need(const Revisions& asked) const {
  // A caller sees what it wrote here.
  Revisions need = asked;
  need[Source::kTarget] = std::max(need[Source::kTarget], clock_.newest());
  return need;
}

absl::Status PaceService::Get(const v1::GetPaceRequest& request, absl::Time deadline,
                              v1::Pace& response) const {
  BAOPHU_ASSIGN(const AreaMonthName name, ReadAreaMonthName(request.name(), "pace"));
  BAOPHU_ASSIGN(const Wanted wanted, Read(request.plan()));
  BAOPHU_ASSIGN(const Revisions asked, ReadMinRevisions(request.min_revisions()));
  BAOPHU_ASSIGN(AreaFigures figures,
                figures_.Read(
                    [&](const AreaCatalogue& areas) -> absl::StatusOr<std::vector<AreaCode>> {
                      BAOPHU_TRY(CheckArea(areas, name));
                      return std::vector<AreaCode>{name.area};
                    },
                    name.month, PaceMonths(name.month), Need(asked), deadline));
  const ReportInput& input = figures.inputs[name.area];
  const PlanVersion* plan = PlanOf(input, wanted);
  if (plan == nullptr) {
    return FaultStatus(
        absl::StatusCode::kNotFound, "NO_PLAN", "plan",
        absl::StrCat(wanted.assigner, " has no such plan of ", wanted.indicator->code,
                     " for the area in ", name.month.ToString()),
        "list plans to see which there are");
  }
  BAOPHU_ASSIGN(const AreaPace pace, PaceOf(input, wanted, *plan));
  ToMessage(name, figures.areas->Find(name.area, name.month)->name, pace.pace, *plan, response);
  AddMilestones(pace.pace, response);
  ToMessage(figures.revisions, *response.mutable_revisions());
  return absl::OkStatus();
}

absl::Status PaceService::Rank(const v1::RankPaceRequest& request, absl::Time deadline,
                               v1::RankPaceResponse& response) const {
  BAOPHU_ASSIGN(const AreaMonthName name, ReadAreaMonthName(request.name(), "paceRanking"));
  BAOPHU_ASSIGN(const Wanted wanted, Read(request.plan()));
  BAOPHU_ASSIGN(const Revisions asked, ReadMinRevisions(request.min_revisions()));
  const bool by_share = request.order_by() == "SHARE";
  if (!by_share && !request.order_by().empty() && request.order_by() != "AMOUNT") {
    return InvalidField("order_by", "is no order", "send AMOUNT or SHARE");
  }
  std::vector<AreaCode> areas_below;
  BAOPHU_ASSIGN(AreaFigures figures,
                figures_.Read(
                    [&](const AreaCatalogue& areas) -> absl::StatusOr<std::vector<AreaCode>> {
                      BAOPHU_TRY(CheckArea(areas, name));
                      areas_below = WithChildren(areas, name);
                      return areas_below;
                    },
                    name.month, PaceMonths(name.month), Need(asked), deadline));
  areas_below.erase(areas_below.begin());
  std::vector<std::pair<AreaCode, AreaPace>> paces;
  for (const AreaCode area : areas_below) {
    const ReportInput& input = figures.inputs[area];
    const PlanVersion* plan = PlanOf(input, wanted);
    if (plan == nullptr) {
      response.add_areas_without_plan(area.ToString());
      continue;
    }
    absl::StatusOr<AreaPace> pace = PaceOf(input, wanted, *plan);
    if (pace.ok()) {
      paces.emplace_back(area, *std::move(pace));
    } else {
      response.add_areas_without_figures(area.ToString());
    }
  }
  std::stable_sort(paces.begin(), paces.end(), [&](const auto& a, const auto& b) {
    return by_share ? BehindByShare(a.second.pace, b.second.pace)
                    : BehindByAmount(a.second.pace, b.second.pace);
  });
  for (const auto& [area, pace] : paces) {
    ToMessage({area, name.month}, figures.areas->Find(area, name.month)->name, pace.pace,
              *pace.plan, *response.add_paces());
  }
  ToMessage(figures.revisions, *response.mutable_revisions());
  return absl::OkStatus();
}

absl::Status PaceService::List(const v1::ListPlanPartsRequest& request, absl::Time deadline,
                               v1::ListPlanPartsResponse& response) const {
  BAOPHU_ASSIGN(const AreaMonthName name, ReadAreaMonthName(request.name(), "planParts"));
  std::vector<AreaCode> areas_below;
  BAOPHU_ASSIGN(AreaFigures figures,
                figures_.ReadPlans(
                    [&](const AreaCatalogue& areas) -> absl::StatusOr<std::vector<AreaCode>> {
                      BAOPHU_TRY(CheckArea(areas, name));
                      areas_below = WithChildren(areas, name);
                      return areas_below;
                    },
                    name.month, deadline));
  areas_below.erase(areas_below.begin());
  for (const Indicator& indicator : catalogue_.indicators()) {
    for (const PlanVersion* whole :
         ValidPlans(figures.inputs[name.area], catalogue_, indicator.code, name.month)) {
      v1::PlanParts parts;
      parts.set_indicator(indicator.code);
      parts.set_assigner(whole->assigner);
      parts.set_kind(std::string(PlanKindText(whole->kind)));
      parts.set_decision(whole->decision);
      parts.set_value(whole->value);
      int64_t sum = 0;
      for (const AreaCode area : areas_below) {
        const PlanVersion* part =
            PlanOf(figures.inputs[area], {&indicator, whole->assigner, whole->kind});
        if (part == nullptr) {
          parts.add_areas_without_part(area.ToString());
          continue;
        }
        sum += part->value;
        parts.set_part_count(parts.part_count() + 1);
      }
      parts.set_parts_value(sum);
      parts.set_difference(sum - whole->value);
      parts.set_state(PartsState(whole->value, sum, static_cast<size_t>(parts.part_count()),
                                 static_cast<size_t>(parts.areas_without_part_size())));
      if (!request.only_gaps() || parts.state() != "ADDS_UP") *response.add_plans() = parts;
    }
  }
  ToMessage(figures.revisions, *response.mutable_revisions());
  return absl::OkStatus();
}

}  // namespace baophu::target
