#include "services/target/plans/plan_service.h"

#include <baophu/target/v1/change_service.pb.h>

#include <optional>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/feed/feed_log.h"
#include "common/feed/remembered_write.h"
#include "common/feed/request_log.h"
#include "common/feed/run_write.h"
#include "common/money/percent.h"
#include "common/rpc/page.h"
#include "common/rpc/unary.h"
#include "common/status/fault.h"
#include "common/status/try.h"

namespace baophu::target {
namespace {

void Fill(const PlanVersion& plan, v1::Plan& out) {
  out.set_name(absl::StrCat("plans/", plan.plan_id));
  out.set_assigner(plan.assigner);
  out.set_decision(plan.decision);
  out.set_year(plan.year);
  out.set_area(plan.area.ToString());
  out.set_indicator(plan.indicator);
  out.set_kind(std::string(PlanKindText(plan.kind)));
  out.set_base(plan.base);
  out.set_holder(plan.holder);
  if (plan.base.empty()) {
    out.set_value(plan.value);
  } else {
    out.set_percent(PercentTextOfPpm(plan.value));
  }
  out.set_valid_from(plan.valid_from.ToString());
  out.set_revision(plan.revision);
}

void Fill(const Denominator& denominator, v1::Denominator& out) {
  out.set_name(absl::StrCat("denominators/", denominator.denominator_id));
  out.set_base(denominator.base);
  out.set_area(denominator.area.ToString());
  out.set_value(denominator.value);
  out.set_valid_from(denominator.valid_from.ToString());
  out.set_source(denominator.source);
  out.set_revision(denominator.revision);
}

// The id in a name such as plans/17; `kind` is "plan", and `plural` "plans".
absl::StatusOr<int64_t> IdOf(const std::string& name, absl::string_view kind,
                             absl::string_view plural) {
  absl::string_view rest = name;
  int64_t id = 0;
  if (absl::ConsumePrefix(&rest, plural) && absl::ConsumePrefix(&rest, "/") &&
      absl::SimpleAtoi(rest, &id) && id > 0) {
    return id;
  }
  return InvalidField("name", absl::StrCat("is no ", kind),
                      absl::StrCat("write ", plural, "/{", kind, "_id}, such as ", plural, "/17"));
}

absl::Status CheckAreaFilter(const std::string& area) {
  if (area.empty() || AreaCode::Parse(area).ok()) return absl::OkStatus();
  return InvalidField("area", "is no area code", "write 2, 3 or 5 digits, or leave it out");
}

}  // namespace

void AddAreaEntries(Commit& commit, const plan_store::Outcome& outcome) {
  for (const auto& [area, from] : outcome.touched) {
    v1::WatchChangesResponse event;
    event.mutable_area_month()->set_area(area.ToString());
    event.mutable_area_month()->set_from_month(from.ToString());
    commit.AddEntry("area_month", event.SerializeAsString());
  }
}

grpc::ServerUnaryReactor* PlanService::GetPlan(grpc::CallbackServerContext* context,
                                               const v1::GetPlanRequest* request,
                                               v1::Plan* response) {
  return rpc::RunUnary(context, sources_.executor, [this, request, response]() -> absl::Status {
    BAOPHU_ASSIGN(const int64_t plan_id, IdOf(request->name(), "plan", "plans"));
    std::optional<PlanVersion> plan;
    BAOPHU_TRY(sources_.database.Read([&](soci::session& session) {
      plan = plan_store::Find(session, plan_id);
      return absl::OkStatus();
    }));
    if (!plan.has_value()) {
      return FaultStatus(absl::StatusCode::kNotFound, "UNKNOWN_PLAN", "name",
                         absl::StrCat("there is no plan ", plan_id), "list plans to find its id");
    }
    Fill(*plan, *response);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* PlanService::ListPlans(grpc::CallbackServerContext* context,
                                                 const v1::ListPlansRequest* request,
                                                 v1::ListPlansResponse* response) {
  return rpc::RunUnary(context, sources_.executor, [this, request, response]() -> absl::Status {
    BAOPHU_TRY(CheckAreaFilter(request->area()));
    if (request->year() < 0) {
      return InvalidField("year", "is negative", "write four digits, or leave it out");
    }
    const std::string query = absl::StrCat("plans:", request->area(), ":", request->year());
    BAOPHU_ASSIGN(const rpc::Page page, rpc::Page::Open(sources_.keys, query, *request));
    BAOPHU_ASSIGN(const int64_t after, page.after_id());
    std::vector<PlanVersion> plans;
    BAOPHU_TRY(sources_.database.Read([&](soci::session& session) {
      response->set_revision(ReadFeedBounds(session).revision);
      plans = plan_store::List(session, {request->area(), request->year()}, after, page.limit());
      return absl::OkStatus();
    }));
    response->set_next_page_token(
        page.Cut(plans, [](const PlanVersion& plan) { return plan.plan_id; }));
    for (const PlanVersion& plan : plans) Fill(plan, *response->add_plans());
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* PlanService::GetDenominator(grpc::CallbackServerContext* context,
                                                      const v1::GetDenominatorRequest* request,
                                                      v1::Denominator* response) {
  return rpc::RunUnary(context, sources_.executor, [this, request, response]() -> absl::Status {
    BAOPHU_ASSIGN(const int64_t id, IdOf(request->name(), "denominator", "denominators"));
    std::optional<Denominator> denominator;
    BAOPHU_TRY(sources_.database.Read([&](soci::session& session) {
      denominator = plan_store::FindDenominator(session, id);
      return absl::OkStatus();
    }));
    if (!denominator.has_value()) {
      return FaultStatus(absl::StatusCode::kNotFound, "UNKNOWN_DENOMINATOR", "name",
                         absl::StrCat("there is no denominator ", id),
                         "list denominators to find its id");
    }
    Fill(*denominator, *response);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* PlanService::ListDenominators(grpc::CallbackServerContext* context,
                                                        const v1::ListDenominatorsRequest* request,
                                                        v1::ListDenominatorsResponse* response) {
  return rpc::RunUnary(context, sources_.executor, [this, request, response]() -> absl::Status {
    BAOPHU_TRY(CheckAreaFilter(request->area()));
    const std::string query = absl::StrCat("denominators:", request->area());
    BAOPHU_ASSIGN(const rpc::Page page, rpc::Page::Open(sources_.keys, query, *request));
    BAOPHU_ASSIGN(const int64_t after, page.after_id());
    std::vector<Denominator> denominators;
    BAOPHU_TRY(sources_.database.Read([&](soci::session& session) {
      response->set_revision(ReadFeedBounds(session).revision);
      denominators =
          plan_store::ListDenominators(session, {request->area(), 0}, after, page.limit());
      return absl::OkStatus();
    }));
    response->set_next_page_token(
        page.Cut(denominators, [](const Denominator& each) { return each.denominator_id; }));
    for (const Denominator& each : denominators) Fill(each, *response->add_denominators());
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* PlanService::CreatePlan(grpc::CallbackServerContext* context,
                                                  const v1::CreatePlanRequest* request,
                                                  v1::Plan* response) {
  return rpc::RunWrite(context, sources_.executor,
                       [this, context, request, response](bool& replayed) {
                         return Create(*request, rpc::DeadlineOf(*context), replayed, *response);
                       });
}

absl::Status PlanService::Create(const v1::CreatePlanRequest& request, absl::Time deadline,
                                 bool& replayed, v1::Plan& response) {
  BAOPHU_TRY(request_log::CheckRequestId(request.request_id()));
  if (!request.has_plan()) {
    return InvalidField("plan", "is missing", "send the version that is to be recorded");
  }
  const v1::Plan& draft = request.plan();
  PlanVersion plan;
  const std::vector<Problem> problems =
      CheckPlan({draft.assigner(), draft.decision(), draft.area(), draft.indicator(), draft.kind(),
                 draft.valid_from(), draft.year(), draft.value(), draft.base(), draft.percent(),
                 draft.holder()},
                sources_.catalogue, plan);
  if (!problems.empty()) {
    const Problem& first = problems.front();
    return FaultStatus(absl::StatusCode::kInvalidArgument, first.reason,
                       absl::StrCat("plan.", first.field), first.problem, first.remedy);
  }
  BAOPHU_ASSIGN(const std::vector<size_t> unknown,
                sources_.areas.FindUnknown({{plan.area, plan.valid_from}}, deadline));
  if (!unknown.empty()) {
    const Problem problem = UnknownArea(plan.area, plan.valid_from);
    return FaultStatus(absl::StatusCode::kInvalidArgument, problem.reason, "plan.area",
                       problem.problem, problem.remedy);
  }
  BAOPHU_ASSIGN(const KnownAreas::Reading reading, sources_.areas.Read(deadline));
  v1::Plan normal = draft;
  normal.clear_name();
  normal.clear_revision();
  return RememberedWrite(
      sources_.committer, sources_.keys, request.request_id(), normal.SerializeAsString(), replayed,
      response, [&](Commit& commit) -> absl::StatusOr<bool> {
        if (const std::optional<PlanVersion> same = plan_store::FindVersion(commit.session(), plan);
            same.has_value()) {
          return FaultStatus(absl::StatusCode::kAlreadyExists, "PLAN_EXISTS", "plan",
                             absl::StrCat("is recorded as plans/", same->plan_id),
                             "choose another valid_from, or import the row to replace it");
        }
        PlanBook book = plan_store::BookFor(commit.session(), *reading.areas, {plan});
        if (const std::optional<Problem> problem = book.Admit(plan); problem.has_value()) {
          return FaultStatus(absl::StatusCode::kFailedPrecondition, problem->reason,
                             absl::StrCat("plan.", problem->field), problem->problem,
                             problem->remedy);
        }
        const plan_store::Outcome outcome =
            plan_store::Put(commit.session(), commit.revision(), {plan});
        Fill(*plan_store::FindVersion(commit.session(), plan), response);
        if (request.validate_only()) {
          response.clear_name();
          response.clear_revision();
          return false;
        }
        AddAreaEntries(commit, outcome);
        return true;
      });
}

}  // namespace baophu::target
