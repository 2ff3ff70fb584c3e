#include "services/target/plans/import_service.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/ingest/row_errors.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "services/target/plans/milestones/milestone_import.h"
#include "services/target/programmes/programme_import.h"

namespace baophu::target {
namespace {

constexpr int kMaxRowsPerChunk = 10'000;
// How long a chunk waits for participant to tell its newest areas.
constexpr absl::Duration kAreasTimeout = absl::Seconds(10);

void Refuse(RowErrors& errors, size_t index, const Problem& problem) {
  errors.Refuse(index, problem.field, problem.reason, problem.problem, problem.remedy);
}

std::vector<Problem> Check(const v1::PlanRow& row, const IndicatorCatalogue& catalogue,
                           PlanVersion& plan) {
  return CheckPlan(
      {row.assigner(), row.decision(), row.area(), row.indicator(), row.kind(), row.valid_from(),
       row.year(), row.value(), row.base(), row.percent(), row.holder()},
      catalogue, plan);
}

std::vector<Problem> Check(const v1::DenominatorRow& row, const IndicatorCatalogue& catalogue,
                           Denominator& denominator) {
  return CheckDenominator({row.base(), row.area(), row.valid_from(), row.source(), row.value()},
                          catalogue, denominator);
}

// Rows that were checked and wait for their transaction, with their places in the chunk.
template <typename Value>
using PlacedRows = std::vector<std::pair<size_t, Value>>;

// Takes those plans that go with the stored ones and with each other: by month, and
// wholes before parts, so that the order of a file's rows does not matter.
std::vector<PlanVersion> Admit(Commit& commit, const AreaCatalogue& areas,
                               PlacedRows<PlanVersion> rows, RowErrors& errors) {
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
    const auto rank = [](const PlanVersion& plan) {
      return std::tuple(plan.valid_from, plan.area.text().size(), plan.holder.empty() ? 0 : 1);
    };
    return rank(a.second) < rank(b.second);
  });
  std::vector<PlanVersion> plans;
  for (const auto& [index, plan] : rows) plans.push_back(plan);
  PlanBook book = plan_store::BookFor(commit.session(), areas, plans);
  plans.clear();
  for (const auto& [index, plan] : rows) {
    const std::optional<Problem> problem = book.Admit(plan);
    if (problem.has_value()) {
      Refuse(errors, index, *problem);
    } else {
      plans.push_back(plan);
    }
  }
  return plans;
}

std::vector<Denominator> Admit(Commit&, const AreaCatalogue&, const PlacedRows<Denominator>& rows,
                               RowErrors&) {
  std::vector<Denominator> denominators;
  for (const auto& [index, row] : rows) denominators.push_back(row);
  return denominators;
}

template <typename Value>
class PreparedRows final : public PreparedChunk {
 public:
  PreparedRows(std::shared_ptr<const AreaCatalogue> areas, PlacedRows<Value> rows, RowErrors errors)
      : areas_(std::move(areas)), rows_(std::move(rows)), errors_(std::move(errors)) {}

  absl::Status Apply(Commit& commit, type::v1::ImportAck& ack) override {
    RowErrors errors = errors_;
    const plan_store::Outcome outcome =
        plan_store::Put(commit.session(), commit.revision(), Admit(commit, *areas_, rows_, errors));
    AddAreaEntries(commit, outcome);
    ack.set_accepted_count(outcome.changed_count);
    ack.set_unchanged_count(outcome.unchanged_count);
    errors.AppendTo(ack);
    return absl::OkStatus();
  }

 private:
  const std::shared_ptr<const AreaCatalogue> areas_;
  const PlacedRows<Value> rows_;
  const RowErrors errors_;
};

// Checks all rows; each of a row's problems is an error.
template <typename Value, typename Rows>
absl::StatusOr<std::unique_ptr<PreparedChunk>> PrepareRows(const Rows& rows,
                                                           int64_t first_row_number,
                                                           const PlanSources& sources) {
  RowErrors errors(first_row_number);
  PlacedRows<Value> sound;
  std::vector<std::pair<AreaCode, Month>> areas;
  std::vector<std::pair<size_t, Problem>> refused;
  for (int i = 0; i < rows.size(); ++i) {
    Value value;
    const std::vector<Problem> problems = Check(rows[i], sources.catalogue, value);
    for (const Problem& problem : problems) refused.emplace_back(i, problem);
    if (!problems.empty()) continue;
    areas.emplace_back(value.area, value.valid_from);
    sound.emplace_back(i, std::move(value));
  }
  const absl::Time deadline = absl::Now() + kAreasTimeout;
  BAOPHU_ASSIGN(const std::vector<size_t> unknown, sources.areas.FindUnknown(areas, deadline));
  BAOPHU_ASSIGN(const KnownAreas::Reading reading, sources.areas.Read(deadline));
  PlacedRows<Value> rows_known;
  auto next_unknown = unknown.begin();
  for (size_t i = 0; i < sound.size(); ++i) {
    if (next_unknown != unknown.end() && *next_unknown == i) {
      ++next_unknown;
      refused.emplace_back(sound[i].first, UnknownArea(areas[i].first, areas[i].second));
    } else {
      rows_known.push_back(std::move(sound[i]));
    }
  }
  std::stable_sort(refused.begin(), refused.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [index, problem] : refused) Refuse(errors, index, problem);
  return std::make_unique<PreparedRows<Value>>(reading.areas, std::move(rows_known),
                                               std::move(errors));
}

}  // namespace

ImportService::ImportService(PlanSources sources, ProgrammeSources programme_sources,
                             std::stop_token stopping)
    : sources_(sources),
      programme_sources_(programme_sources),
      import_sources_{sources.database,
                      sources.committer,
                      sources.keys,
                      sources.executor,
                      [this](const v1::ImportChunk& chunk) { return Prepare(chunk); },
                      stopping} {}

grpc::ServerBidiReactor<v1::ImportRowsRequest, type::v1::ImportAck>* ImportService::ImportRows(
    grpc::CallbackServerContext*) {
  return ImportReactor<v1::ImportRowsRequest, v1::ImportChunk>::Start(import_sources_);
}

absl::StatusOr<std::unique_ptr<PreparedChunk>> ImportService::Prepare(
    const v1::ImportChunk& chunk) {
  const int row_count = chunk.has_plans()          ? chunk.plans().rows_size()
                        : chunk.has_denominators() ? chunk.denominators().rows_size()
                        : chunk.has_milestones()   ? chunk.milestones().rows_size()
                        : chunk.has_programmes()   ? chunk.programmes().rows_size()
                                                   : 0;
  if (row_count == 0) {
    return InvalidField("chunk.rows", "is empty",
                        "send plans, denominators, milestones or programmes");
  }
  if (row_count > kMaxRowsPerChunk) {
    return InvalidField("chunk.rows", absl::StrCat("has ", row_count, " rows"),
                        absl::StrCat("send at most ", kMaxRowsPerChunk, " in a chunk"));
  }
  if (chunk.has_plans()) {
    return PrepareRows<PlanVersion>(chunk.plans().rows(), chunk.first_row_number(), sources_);
  }
  if (chunk.has_milestones()) {
    return PrepareMilestones(chunk.milestones(), chunk.first_row_number());
  }
  if (chunk.has_programmes()) {
    return PrepareProgrammes(chunk.programmes(), chunk.first_row_number(), programme_sources_,
                             absl::Now() + kAreasTimeout);
  }
  return PrepareRows<Denominator>(chunk.denominators().rows(), chunk.first_row_number(), sources_);
}

}  // namespace baophu::target
