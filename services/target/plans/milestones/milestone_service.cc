#include "services/target/plans/milestones/milestone_service.h"

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/feed/feed_log.h"
#include "common/feed/remembered_write.h"
#include "common/feed/run_write.h"
#include "common/rpc/unary.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "services/target/plans/milestones/milestone_store.h"
#include "services/target/plans/milestones/milestones.h"

namespace baophu::target {
namespace {

absl::StatusOr<int64_t> PlanIdOf(absl::string_view name) {
  int64_t id = 0;
  if (absl::ConsumePrefix(&name, "plans/") && absl::ConsumeSuffix(&name, "/milestones") &&
      absl::SimpleAtoi(name, &id) && id > 0) {
    return id;
  }
  return InvalidField("name", "is no plan's milestones",
                      "write plans/{plan_id}/milestones, such as plans/17/milestones");
}

absl::Status NoPlan(int64_t plan_id) {
  return FaultStatus(absl::StatusCode::kNotFound, "UNKNOWN_PLAN", "name",
                     absl::StrCat("there is no plan ", plan_id), "list plans to find its id");
}

void Fill(int64_t plan_id, const std::vector<Milestone>& milestones, v1::Milestones& out) {
  out.set_name(absl::StrCat("plans/", plan_id, "/milestones"));
  for (const Milestone& each : milestones) {
    v1::MilestonePoint* point = out.add_points();
    point->set_date(each.last.ToString());
    point->set_value(each.value);
  }
}

}  // namespace

grpc::ServerUnaryReactor* MilestoneService::GetMilestones(grpc::CallbackServerContext* context,
                                                          const v1::GetMilestonesRequest* request,
                                                          v1::Milestones* response) {
  return rpc::RunUnary(context, sources_.executor, [this, request, response]() -> absl::Status {
    BAOPHU_ASSIGN(const int64_t plan_id, PlanIdOf(request->name()));
    return sources_.database.Read([&](soci::session& session) -> absl::Status {
      response->Clear();
      if (!plan_store::Find(session, plan_id).has_value()) return NoPlan(plan_id);
      response->set_revision(ReadFeedBounds(session).revision);
      Fill(plan_id, milestone_store::MilestonesOf(session, {plan_id})[plan_id], *response);
      return absl::OkStatus();
    });
  });
}

grpc::ServerUnaryReactor* MilestoneService::SetMilestones(grpc::CallbackServerContext* context,
                                                          const v1::SetMilestonesRequest* request,
                                                          v1::Milestones* response) {
  return rpc::RunWrite(context, sources_.executor, [this, request, response](bool& replayed) {
    return Set(*request, replayed, *response);
  });
}

absl::Status MilestoneService::Set(const v1::SetMilestonesRequest& request, bool& replayed,
                                   v1::Milestones& response) {
  BAOPHU_ASSIGN(const int64_t plan_id, PlanIdOf(request.name()));
  std::vector<MilestoneDraft> drafts;
  v1::SetMilestonesRequest content;
  content.set_name(request.name());
  *content.mutable_points() = request.points();
  for (const v1::MilestonePoint& point : request.points()) {
    drafts.push_back({point.date(), point.value()});
  }
  return RememberedWrite(
      sources_.committer, sources_.keys, request.request_id(), content.SerializeAsString(),
      replayed, response, [&](Commit& commit) -> absl::StatusOr<bool> {
        const std::optional<PlanVersion> plan = plan_store::Find(commit.session(), plan_id);
        if (!plan.has_value()) return NoPlan(plan_id);
        std::vector<Milestone> milestones;
        const std::vector<Problem> problems = CheckMilestones(*plan, drafts, milestones);
        if (!problems.empty()) {
          const Problem& first = problems.front();
          return FaultStatus(absl::StatusCode::kInvalidArgument, first.reason, first.field,
                             first.problem, first.remedy);
        }
        Fill(plan_id, milestones, response);
        if (request.validate_only()) return false;
        milestone_store::Put(commit.session(), plan_id, milestones);
        response.set_revision(commit.revision());
        return true;
      });
}

}  // namespace baophu::target
