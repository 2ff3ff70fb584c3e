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

void ToMessage(const AreaMonthName& name, const std::string& area_name, const Pace& pace,
               int64_t plan_value, const PlanVersion& plan, v1::Pace& message) {
  message.set_name(absl::StrCat("areas/", name.area.ToString(), "/pace/", name.month.ToString()));
  message.set_area_display_name(area_name);
  message.set_plan_value(plan_value);
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
  BAOPHU_ASSIGN(
      wanted.plan,
      ReadAskedPlan(catalogue_, {plan.indicator(), plan.assigner(), plan.kind(), plan.base()},
                    "plan."));
  switch (plan.method()) {
    case v1::PACE_METHOD_UNSPECIFIED:
    case v1::PACE_METHOD_EVEN:
      break;
    case v1::PACE_METHOD_LAST_YEAR_SHAPE:
      wanted.method = PaceMethod::kLastYearShape;
      break;
    case v1::PACE_METHOD_GIVEN:
      wanted.method = PaceMethod::kGiven;
      break;
    default:
      return InvalidField(
          "plan.method", "is no method",
          "send PACE_METHOD_EVEN, PACE_METHOD_LAST_YEAR_SHAPE or PACE_METHOD_GIVEN");
  }
  return wanted;
}

absl::StatusOr<PaceService::AreaPace> PaceService::PaceOf(const AreaFigures& figures,
                                                          const ReportInput& input,
                                                          const Wanted& wanted,
                                                          const PlanVersion& plan) const {
  const std::optional<int64_t> plan_value = PlanValueOf(input, catalogue_, plan, input.month);
  if (!plan_value.has_value()) {
    return FaultStatus(absl::StatusCode::kFailedPrecondition, "NO_BASE", "plan.base",
                       absl::StrCat("is not known of the area in ", input.month.ToString()),
                       "load it, or ask for the plan that is a number");
  }
  PaceQuestion question{
      wanted.plan.indicator->period, wanted.method, input.month, *plan_value, {}, {}};
  if (const auto given = figures.milestones.find(plan.plan_id); given != figures.milestones.end()) {
    question.given = given->second;
  }
  for (const Month month : PaceMonths(input.month)) {
    const std::optional<int64_t> value = ValueOf(input, catalogue_, *wanted.plan.indicator, month);
    // A shape is not drawn from figures of which a reform left a remainder.
    const bool exact = RemainderOf(input, *wanted.plan.indicator, month) == 0;
    if (value.has_value() && exact) question.values[month] = *value;
  }
  BAOPHU_ASSIGN(Pace pace, MakePace(question));
  return AreaPace{std::move(pace), *plan_value, &plan};
}

absl::StatusOr<v1::Pace> PaceService::Tell(const AreaFigures& figures, const AreaMonthName& name,
                                           const v1::PacePlan& asked) const {
  BAOPHU_ASSIGN(const Wanted wanted, Read(asked));
  const ReportInput& input = figures.inputs.at(name.area);
  const PlanVersion* plan = FindAskedPlan(input, catalogue_, wanted.plan);
  if (plan == nullptr) {
    return FaultStatus(
        absl::StatusCode::kNotFound, "NO_PLAN", "plan",
        absl::StrCat(wanted.plan.assigner, " has no such plan of ", wanted.plan.indicator->code,
                     " for the area in ", name.month.ToString()),
        "list plans to see which there are");
  }
  BAOPHU_ASSIGN(const AreaPace pace, PaceOf(figures, input, wanted, *plan));
  v1::Pace message;
  ToMessage(name, figures.areas->Find(name.area, name.month)->name, pace.pace, pace.plan_value,
            *plan, message);
  AddMilestones(pace.pace, message);
  return message;
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
  BAOPHU_TRY(Read(request.plan()).status());
  BAOPHU_ASSIGN(const Revisions asked, ReadMinRevisions(request.min_revisions()));
  BAOPHU_ASSIGN(const AreaFigures figures,
                figures_.Read(
                    [&](const AreaCatalogue& areas) -> absl::StatusOr<std::vector<AreaCode>> {
                      BAOPHU_TRY(CheckArea(areas, name));
                      return std::vector<AreaCode>{name.area};
                    },
                    name.month, PaceMonths(name.month), Need(asked), deadline));
  BAOPHU_ASSIGN(response, Tell(figures, name, request.plan()));
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
                      areas_below = AreasDirectlyBelow(areas, name);
                      std::vector<AreaCode> all = areas_below;
                      all.push_back(name.area);
                      return all;
                    },
                    name.month, PaceMonths(name.month), Need(asked), deadline));
  std::vector<std::pair<AreaCode, AreaPace>> paces;
  for (const AreaCode area : areas_below) {
    const ReportInput& input = figures.inputs[area];
    const PlanVersion* plan = FindAskedPlan(input, catalogue_, wanted.plan);
    if (plan == nullptr) {
      response.add_areas_without_plan(area.ToString());
      continue;
    }
    absl::StatusOr<AreaPace> pace = PaceOf(figures, input, wanted, *plan);
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
              pace.plan_value, *pace.plan, *response.add_paces());
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
                      areas_below = AreasDirectlyBelow(areas, name);
                      std::vector<AreaCode> all = areas_below;
                      all.push_back(name.area);
                      return all;
                    },
                    name.month, deadline));
  for (const Indicator& indicator : catalogue_.indicators()) {
    for (const PlanVersion* whole :
         ValidPlans(figures.inputs[name.area], catalogue_, indicator.code, name.month)) {
      for (const PlanSplit split :
           {PlanSplit::kAreas, PlanSplit::kOfficers, PlanSplit::kOrganisations}) {
        v1::PlanParts parts = PartsOf(figures, *whole, split, areas_below, name.month);
        // Whether an area should be split among people as well is its own affair.
        if (split != PlanSplit::kAreas && parts.part_count() == 0) continue;
        if (!request.only_gaps() || parts.state() != "ADDS_UP") {
          *response.add_plans() = std::move(parts);
        }
      }
    }
  }
  ToMessage(figures.revisions, *response.mutable_revisions());
  return absl::OkStatus();
}

v1::PlanParts PaceService::PartsOf(const AreaFigures& figures, const PlanVersion& whole,
                                   PlanSplit split, const std::vector<AreaCode>& areas_below,
                                   Month month) const {
  v1::PlanParts parts;
  parts.set_indicator(whole.indicator);
  parts.set_assigner(whole.assigner);
  parts.set_kind(std::string(PlanKindText(whole.kind)));
  parts.set_decision(whole.decision);
  parts.set_base(whole.base);
  parts.set_split(PlanSplitText(split));
  bool bases_known = true;
  int64_t sum = 0;
  const auto value_of = [&](const ReportInput& input, const PlanVersion& plan) {
    const std::optional<int64_t> value = PlanValueOf(input, catalogue_, plan, month);
    bases_known = bases_known && value.has_value();
    return value.value_or(0);
  };
  const auto add = [&](const ReportInput& input, const PlanVersion& plan) {
    sum += value_of(input, plan);
    parts.set_part_count(parts.part_count() + 1);
  };
  const ReportInput& own = figures.inputs.at(whole.area);
  parts.set_value(value_of(own, whole));
  if (split == PlanSplit::kAreas) {
    const AskedPlan wanted{catalogue_.FindIndicator(whole.indicator), whole.assigner, whole.kind,
                           whole.base};
    for (const AreaCode area : areas_below) {
      const ReportInput& input = figures.inputs.at(area);
      if (const PlanVersion* part = FindAskedPlan(input, catalogue_, wanted); part != nullptr) {
        add(input, *part);
      } else {
        parts.add_areas_without_part(area.ToString());
      }
    }
  } else {
    for (const PlanVersion* part : HeldParts(own, whole, split, month)) add(own, *part);
  }
  parts.set_parts_value(sum);
  parts.set_difference(sum - parts.value());
  parts.set_state(bases_known
                      ? PartsState(parts.value(), sum, static_cast<size_t>(parts.part_count()),
                                   static_cast<size_t>(parts.areas_without_part_size()))
                      : "NO_BASE");
  return parts;
}

}  // namespace baophu::target
