#include "services/target/area_table/table_service.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/rpc/unary.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "services/target/area_table/area_month_name.h"
#include "services/target/coverage_report/report_message_service.h"

namespace baophu::target {
namespace {

// Beyond it, an upstream call would be refused.
constexpr size_t kMaxAreas = 1000;

absl::StatusOr<std::set<std::string>> ReadLevels(const v1::GetCoverageTableRequest& request) {
  std::set<std::string> levels;
  for (const std::string& level : request.levels()) {
    if (!ParseAreaLevel(level).ok()) {
      return InvalidField("levels", "holds a level that is none",
                          "send PROVINCE, DISTRICT or COMMUNE");
    }
    levels.insert(level);
  }
  return levels;
}

// An area of a month and all below it, each before those below it, by code.
absl::StatusOr<std::vector<AreaCode>> AreasFrom(const AreaCatalogue& areas, AreaCode root,
                                                Month month) {
  BAOPHU_TRY(CheckArea(areas, {root, month}));
  std::vector<std::vector<AreaCode>> paths;  // From the root down.
  for (const AreaRecord& record : areas.records()) {
    if (!record.Holds(month)) continue;
    std::vector<AreaCode> path;
    for (const AreaRecord* at = &record; at != nullptr; at = areas.Find(at->parent, month)) {
      path.insert(path.begin(), at->code);
      if (at->code == root || at->parent.empty()) break;
    }
    if (path.front() == root) paths.push_back(std::move(path));
  }
  std::sort(paths.begin(), paths.end());
  std::vector<AreaCode> codes;
  for (const std::vector<AreaCode>& path : paths) codes.push_back(path.back());
  if (codes.size() > kMaxAreas) {
    return FaultStatus(absl::StatusCode::kOutOfRange, "TOO_MANY_AREAS", "name",
                       absl::StrCat("has ", codes.size(), " areas below it"),
                       "ask for the areas below it one by one");
  }
  return codes;
}

}  // namespace

grpc::ServerUnaryReactor* TableService::GetCoverageTable(grpc::CallbackServerContext* context,
                                                         const v1::GetCoverageTableRequest* request,
                                                         v1::CoverageTable* response) {
  return rpc::RunUnary(context, executor_, [this, context, request, response] {
    return Get(*request, rpc::DeadlineOf(*context), *response);
  });
}

absl::Status TableService::Get(const v1::GetCoverageTableRequest& request, absl::Time deadline,
                               v1::CoverageTable& response) {
  BAOPHU_ASSIGN(const AreaMonthName name, ReadAreaMonthName(request.name(), "coverageTables"));
  BAOPHU_ASSIGN(const std::set<std::string> levels, ReadLevels(request));
  BAOPHU_ASSIGN(Revisions need, ReadMinRevisions(request.min_revisions()));
  // A caller sees what it wrote here.
  need[Source::kTarget] = std::max(need[Source::kTarget], clock_.newest());
  BAOPHU_ASSIGN(const auto table, Share(name.area, name.month, need, deadline));
  response.set_name(request.name());
  *response.mutable_revisions() = table->revisions();
  response.set_sample_scale(table->sample_scale());
  for (const v1::CoverageTableRow& row : table->rows()) {
    if (levels.empty() || levels.contains(row.level())) *response.add_rows() = row;
  }
  return absl::OkStatus();
}

TableService::Answer TableService::Share(AreaCode area, Month month, const Revisions& need,
                                         absl::Time deadline) {
  std::promise<Answer> promise;
  Flight flight;
  bool mine = false;
  {
    const std::lock_guard lock(mutex_);
    const auto found = flights_.find({area, month});
    if (found != flights_.end() && found->second.need.Covers(need)) {
      flight = found->second;
    } else {
      flight = {need, promise.get_future().share()};
      flights_.insert_or_assign({area, month}, flight);
      mine = true;
    }
  }
  if (!mine) {
    ++counters_.joined_count;
    return flight.answer.get();
  }
  promise.set_value(Compute(area, month, need, deadline));
  {
    const std::lock_guard lock(mutex_);
    const auto found = flights_.find({area, month});
    // Another may have begun since, for somebody who needs newer revisions.
    if (found != flights_.end() && found->second.need == need) flights_.erase(found);
  }
  return flight.answer.get();
}

TableService::Answer TableService::Compute(AreaCode area, Month month, const Revisions& need,
                                           absl::Time deadline) const {
  std::vector<AreaCode> order;
  BAOPHU_ASSIGN(AreaFigures figures,
                figures_.Read(
                    [&](const AreaCatalogue& areas) -> absl::StatusOr<std::vector<AreaCode>> {
                      BAOPHU_ASSIGN(order, AreasFrom(areas, area, month));
                      return order;
                    },
                    month, ReportMonths(catalogue_, month), need, deadline));
  auto table = std::make_shared<v1::CoverageTable>();
  ToMessage(figures.revisions, *table->mutable_revisions());
  table->set_sample_scale(sample_scale_);
  for (const AreaCode code : order) {
    const AreaRecord& record = *figures.areas->Find(code, month);
    v1::CoverageTableRow* row = table->add_rows();
    row->set_area(code.ToString());
    row->set_level(std::string(AreaLevelText(record.level)));
    row->set_parent(record.parent.ToString());
    const ReportInput& input = figures.inputs.at(code);
    ToMessage(HeadOf(record, input, *figures.areas), MakeReport(input, catalogue_),
              *row->mutable_report());
  }
  return table;
}

}  // namespace baophu::target
