#include "services/target/plans/milestones/milestone_import.h"

#include <optional>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/ingest/row_errors.h"
#include "services/target/plans/milestones/milestone_store.h"
#include "services/target/plans/plan_store.h"

namespace baophu::target {
namespace {

class PreparedMilestones final : public PreparedChunk {
 public:
  PreparedMilestones(const v1::MilestoneRows& rows, int64_t first_row_number)
      : rows_(rows), first_row_number_(first_row_number) {}

  absl::Status Apply(Commit& commit, type::v1::ImportAck& ack) override {
    RowErrors errors(first_row_number_);
    for (int i = 0; i < rows_.rows_size(); ++i) {
      const std::optional<bool> changed =
          Write(commit.session(), rows_.rows(i), static_cast<size_t>(i), errors);
      if (!changed.has_value()) continue;
      if (*changed) {
        ack.set_accepted_count(ack.accepted_count() + 1);
      } else {
        ack.set_unchanged_count(ack.unchanged_count() + 1);
      }
    }
    errors.AppendTo(ack);
    return absl::OkStatus();
  }

 private:
  // Whether the row changed something; nothing when it is refused.
  static std::optional<bool> Write(soci::session& session, const v1::MilestoneRow& row,
                                   size_t index, RowErrors& errors) {
    const absl::StatusOr<Day> day = Day::Parse(row.date());
    if (!day.ok()) {
      errors.Refuse(index, "date", "INVALID_DATE", "is no day", "write YYYY-MM-DD");
      return std::nullopt;
    }
    const absl::StatusOr<AreaCode> area = AreaCode::Parse(row.area());
    if (!area.ok()) {
      errors.Refuse(index, "area", "INVALID_AREA", "is no area code", "write 2, 3 or 5 digits");
      return std::nullopt;
    }
    const std::optional<PlanVersion> plan = PlanOf(session, row, *area, day->month());
    if (!plan.has_value()) {
      errors.Refuse(index, "indicator", "UNKNOWN_PLAN", "has no such plan that holds on the day",
                    "load the plan first; assigner, area, indicator, kind and holder name it");
      return std::nullopt;
    }
    std::vector<Milestone> milestones;
    const std::vector<Problem> problems =
        CheckMilestones(*plan, {{row.date(), row.value()}}, milestones);
    for (const Problem& problem : problems) {
      const absl::string_view field = absl::StripPrefix(problem.field, "points[0].");
      errors.Refuse(index, std::string_view(field.data(), field.size()), problem.reason,
                    problem.problem, problem.remedy);
    }
    if (!problems.empty()) return std::nullopt;
    return milestone_store::PutOne(session, plan->plan_id, milestones.front());
  }

  // The version that holds on a day: the newest of those that begin before it.
  static std::optional<PlanVersion> PlanOf(soci::session& session, const v1::MilestoneRow& row,
                                           AreaCode area, Month month) {
    std::optional<PlanVersion> newest;
    for (PlanVersion& plan : plan_store::PlansOf(session, {&area, 1}, month.year(), month.year())) {
      if (plan.assigner == row.assigner() && plan.indicator == row.indicator() &&
          PlanKindText(plan.kind) == row.kind() && plan.holder == row.holder() &&
          plan.base.empty() && plan.valid_from <= month &&
          (!newest.has_value() || newest->valid_from < plan.valid_from)) {
        newest = std::move(plan);
      }
    }
    return newest;
  }

  const v1::MilestoneRows rows_;
  const int64_t first_row_number_;
};

}  // namespace

std::unique_ptr<PreparedChunk> PrepareMilestones(const v1::MilestoneRows& rows,
                                                 int64_t first_row_number) {
  return std::make_unique<PreparedMilestones>(rows, first_row_number);
}

}  // namespace baophu::target
