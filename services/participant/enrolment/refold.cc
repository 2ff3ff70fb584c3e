#include "services/participant/enrolment/refold.h"

#include <baophu/participant/v1/change_service.pb.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "services/participant/employers/employer_store.h"
#include "services/participant/enrolment/fold/coverage_fold.h"
#include "services/participant/flows/flow_store.h"
#include "services/participant/people/person_store.h"
#include "services/participant/placement/placement_store.h"
#include "services/participant/retention/household_refresh.h"
#include "services/participant/retention/store/end_store.h"

namespace baophu::participant {
namespace {

std::vector<std::pair<Month, int64_t>> Sorted(const std::map<Month, int64_t>& months) {
  return {months.begin(), months.end()};
}

// Turns changes of head-counts into changes of how many employers take part.
void AddEmployers(soci::session& session, Headcounts& changes, DeltaMap& direct) {
  std::vector<int64_t> ids;
  for (auto& [employer, months] : changes) {
    std::erase_if(months, [](const auto& entry) { return entry.second == 0; });
    if (!months.empty()) ids.push_back(employer.value());
  }
  const Headcounts before = coverage_store::ReadHeadcounts(session, ids);
  const auto areas = employer_store::ReadAreas(session, ids);
  for (const int64_t id : ids) {
    const EmployerId employer(id);
    const auto found = before.find(employer);
    std::map<Month, int64_t> after =
        found == before.end() ? std::map<Month, int64_t>() : found->second;
    const AreaCode area = areas.at(id);
    AddEmployerDeltas(area, Sorted(after), -1, direct);
    for (const auto& [month, people] : changes.at(employer)) after[month] += people;
    AddEmployerDeltas(area, Sorted(after), +1, direct);
  }
  coverage_store::AddHeadcounts(session, changes);
}

void AddFeedEntries(Commit& commit, const DeltaMap& totals, const PlacementMap& placements) {
  std::map<AreaCode, Month> touched;
  const auto touch = [&](AreaCode area, Month month) {
    const auto [at, added] = touched.try_emplace(area, month);
    if (!added) at->second = std::min(at->second, month);
  };
  for (const auto& [key, delta] : totals) touch(key.area, key.month);
  // Two people who change places leave every count as it is, but not who was
  // placed where.
  for (const auto& [key, people] : placements) {
    if (people != 0) touch(key.area, key.month);
  }
  for (const auto& [area, month] : touched) {
    v1::WatchChangesResponse event;
    event.mutable_area_month()->set_area(area.ToString());
    event.mutable_area_month()->set_from_month(month.ToString());
    commit.AddEntry("area_month", event.SerializeAsString());
  }
}

// Whether who else of a household lacks cover may be others now.
bool ChangesHealth(const Coverage& before, const Coverage& after) {
  const auto spans_of = [](const Coverage& coverage) {
    std::vector<std::tuple<Month, Month, AreaCode, Category>> spans;
    for (const CoverageSpan& span : coverage.spans) {
      if (span.scheme != Scheme::kHealth) continue;
      spans.emplace_back(span.from, span.through, span.area, span.category);
    }
    return spans;
  };
  const auto flows_of = [](const Coverage& coverage) {
    std::vector<CoverageFlow> flows;
    for (const CoverageFlow& flow : coverage.flows) {
      if (flow.scheme == Scheme::kHealth) flows.push_back(flow);
    }
    return flows;
  };
  return spans_of(before) != spans_of(after) || flows_of(before) != flows_of(after);
}

}  // namespace

Coverage FoldPerson(soci::session& session, const Categories& categories, PersonId person,
                    const std::vector<StoredMovement>& stored) {
  std::vector<Movement> movements;
  movements.reserve(stored.size());
  for (const StoredMovement& one : stored) movements.push_back(one.movement);
  std::vector<Wage> wages;
  if (NeedsWages(movements)) wages = ReadWagesOf(session, {person})[person];
  return FoldCoverage(movements, wages, categories);
}

void AddJobs(const std::vector<JobSpan>& jobs, int sign, Headcounts& changes) {
  for (const JobSpan& job : jobs) {
    std::map<Month, int64_t>& months = changes[job.employer];
    months[job.from] += sign;
    if (job.through < Month::Max()) months[job.through + 1] -= sign;
  }
}

void ApplyDeltas(Commit& commit, const Context& context, const AreaCatalogue& areas,
                 DeltaMap& direct, const PlacementMap& placements) {
  absl::erase_if(direct, [](const auto& entry) { return entry.second.zero(); });
  const DeltaMap totals = ExpandToAncestors(direct, areas);
  if (!direct.empty()) {
    coverage_store::AddCounts(commit.session(), direct, totals, context.categories);
  }
  placement_store::Add(commit.session(), placements, context.categories);
  AddFeedEntries(commit, totals, placements);
}

void ApplyChanges(Commit& commit, const Context& context, const AreaHistory& areas,
                  const std::vector<PersonChange>& changes) {
  std::vector<enrolment_store::CoverageChange> folded;
  folded.reserve(changes.size());
  DeltaMap direct;
  PlacementMap placements;
  Headcounts headcounts;
  FlowMap flows;
  std::vector<end_store::Change> ends;
  FoldedPeople health_changed;
  for (const PersonChange& change : changes) {
    folded.push_back({change.person,
                      FoldCoverage(change.before, change.wages_before, context.categories),
                      FoldCoverage(change.after, change.wages_after, context.categories)});
    const Coverage& before = folded.back().before;
    const Coverage& after = folded.back().after;
    if (before.spans != after.spans) {
      AddSpanDeltas(before.spans, -1, direct);
      AddSpanDeltas(after.spans, +1, direct);
      AddPlacements(before.spans, -1, areas, placements);
      AddPlacements(after.spans, +1, areas, placements);
    }
    AddFlows(before.renewals, -1, context.reasons, flows);
    AddFlows(after.renewals, +1, context.reasons, flows);
    if (before.flows != after.flows) {
      AddFlows(before.flows, -1, context.reasons, flows);
      AddFlows(after.flows, +1, context.reasons, flows);
      ends.push_back({change.person, EndsOf(before.flows, context.categories),
                      EndsOf(after.flows, context.categories)});
    }
    if (ChangesHealth(before, after)) health_changed[change.person] = &after;
    if (before.jobs != after.jobs) {
      AddJobs(before.jobs, -1, headcounts);
      AddJobs(after.jobs, +1, headcounts);
    }
  }
  enrolment_store::WriteCoverage(commit.session(), folded, context.categories);
  flow_store::Add(commit.session(), flows, {context.categories, context.reasons});
  end_store::Write(commit.session(), ends, context.reasons);
  RefreshHouseholdsOf(commit.session(), {context.categories, context.reasons}, health_changed);
  AddEmployers(commit.session(), headcounts, direct);
  ApplyDeltas(commit, context, areas.catalogue(), direct, placements);
}

bool NeedsWages(const std::vector<Movement>& movements) {
  EmployerId first;
  for (const Movement& movement : movements) {
    if (!movement.employer || !movement.schemes.Has(Scheme::kHealth)) continue;
    if (first && first != movement.employer) return true;
    first = movement.employer;
  }
  return false;
}

absl::flat_hash_map<PersonId, std::vector<Wage>> ReadWagesOf(soci::session& session,
                                                             const std::vector<PersonId>& people) {
  absl::flat_hash_map<PersonId, std::vector<Wage>> wages;
  if (people.empty()) return wages;
  std::vector<int64_t> owners, records;
  for (const PersonId person : people) owners.push_back(person.value());
  const auto owner_of = person_store::ReadRecords(session, owners);
  for (const auto& [record, owner] : owner_of) records.push_back(record);
  std::sort(records.begin(), records.end());
  for (const WageRecord& wage : EndWagesAtNext(enrolment_store::ReadWages(session, records))) {
    wages[PersonId(owner_of.at(wage.person.value()))].push_back(
        {wage.employer, wage.from, wage.through, wage.wage_vnd});
  }
  return wages;
}

}  // namespace baophu::participant
