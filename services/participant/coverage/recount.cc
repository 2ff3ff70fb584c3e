#include "services/participant/coverage/recount.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/text/view.h"
#include "services/participant/coverage/coverage_deltas.h"
#include "services/participant/coverage/coverage_store.h"
#include "services/participant/employers/employer_store.h"
#include "services/participant/enrolment/enrolment_store.h"
#include "services/participant/enrolment/refold.h"
#include "services/participant/flows/flow_store.h"
#include "services/participant/placement/placement_store.h"
#include "services/participant/retention/household_refresh.h"
#include "services/participant/retention/store/case_store.h"
#include "services/participant/retention/store/end_store.h"

namespace baophu::participant {
namespace {

constexpr int64_t kPeoplePerPage = 5000;
constexpr size_t kMaxDifferences = 100;

class Recounter {
 public:
  Recounter(soci::session& session, const Context& context, RecountResult& result)
      : session_(session),
        context_(context),
        result_(result),
        areas_(context.areas.HistoryIn(session)) {}

  absl::Status Run(const std::function<bool(int64_t, int64_t, int64_t)>& progress) {
    const int64_t total = enrolment_store::CountMovements(session_);
    const int64_t last = enrolment_store::MaxPersonId(session_);
    for (int64_t after = 0; after < last; after += kPeoplePerPage) {
      CheckPage(after, std::min(last, after + kPeoplePerPage));
      if (!progress(result_.movement_count, total, result_.difference_count)) {
        return absl::CancelledError("the caller is gone");
      }
    }
    CheckHeadcounts();
    CheckCounts();
    CheckFlows();
    CheckPlacements();
    CheckHouseholds();
    return absl::OkStatus();
  }

 private:
  void CheckPage(int64_t after, int64_t through) {
    auto stored = enrolment_store::ReadCoverage(session_, after, through, context_.categories);
    auto ends = end_store::Read(session_, after, through);
    CheckWork(after, through, ends);
    enrolment_store::ScanMovements(
        session_, after, through, context_.categories,
        [&](PersonId person, std::vector<StoredMovement>& movements) {
          result_.movement_count += static_cast<int64_t>(movements.size());
          Coverage expected = FoldPerson(session_, context_.categories, person, movements);
          AddSpanDeltas(expected.spans, +1, direct_);
          AddFlows(expected.flows, +1, context_.reasons, flows_);
          AddFlows(expected.renewals, +1, context_.reasons, flows_);
          AddPlacements(expected.spans, +1, *areas_, placements_);
          AddJobs(expected.jobs, +1, headcounts_);
          if (end_store::WithCodes(EndsOf(expected.flows, context_.categories), context_.reasons) !=
              ends[person]) {
            Differ(absl::StrCat(person.ToName(), ": stored ends are not those of its cover"));
          }
          ends.erase(person);
          std::erase_if(expected.spans,
                        [](const CoverageSpan& span) { return span.scheme == Scheme::kAny; });
          expected.jobs.clear();
          expected.flows.clear();
          expected.renewals.clear();
          if (!(expected == stored[person])) {
            Differ(absl::StrCat(person.ToName(), ": stored cover is not what the movements say"));
          }
          stored.erase(person);
        });
    for (const auto& [person, coverage] : stored) {
      Differ(absl::StrCat(person.ToName(), ": cover is stored but there are no movements"));
    }
    for (const auto& [person, one] : ends) {
      Differ(absl::StrCat(person.ToName(), ": ends are stored but there are no movements"));
    }
  }

  // What was recorded about cases must come to what is kept of it, at the area of the end
  // that it is about.
  void CheckWork(int64_t after, int64_t through,
                 const absl::flat_hash_map<PersonId, std::vector<CoverEnd>>& ends) {
    std::vector<int64_t> people;
    const std::vector<case_store::Work> works = case_store::ReadWork(session_, after, through);
    for (const case_store::Work& work : works) {
      if (people.empty() || people.back() != work.key.person.value()) {
        people.push_back(work.key.person.value());
      }
    }
    const case_store::Records records = case_store::Read(session_, people);
    for (const case_store::Work& work : works) {
      const auto record = records.find(work.key);
      bool right = record != records.end() && WorkOf(record->second) == work.work;
      if (const auto own = ends.find(work.key.person); own != ends.end()) {
        for (const CoverEnd& end : own->second) {
          if (end.kind == work.key.kind && end.last == work.key.month && end.area != work.area) {
            right = false;
          }
        }
      }
      if (!right) Differ(absl::StrCat(CaseName(work.key), ": is not what was recorded about it"));
    }
  }

  void CheckHeadcounts() {
    const Headcounts stored = coverage_store::ReadAllHeadcounts(session_);
    for (auto& [employer, months] : headcounts_) {
      std::erase_if(months, [](const auto& entry) { return entry.second == 0; });
    }
    absl::erase_if(headcounts_, [](const auto& entry) { return entry.second.empty(); });
    std::vector<int64_t> ids;
    for (const auto& [employer, months] : headcounts_) ids.push_back(employer.value());
    const auto areas = employer_store::ReadAreas(session_, ids);
    for (const auto& [employer, months] : headcounts_) {
      AddEmployerDeltas(areas.at(employer.value()), {months.begin(), months.end()}, +1, direct_);
      const auto found = stored.find(employer);
      if (found == stored.end() || found->second != months) {
        Differ(absl::StrCat(employer.ToName(), ": stored head-counts are not those of its jobs"));
      }
    }
    if (stored.size() > headcounts_.size()) {
      Differ(absl::StrCat(stored.size() - headcounts_.size(),
                          " employers have head-counts stored but no jobs"));
    }
  }

  void CheckCounts() {
    absl::erase_if(direct_, [](const auto& entry) { return entry.second.zero(); });
    Compare("direct count", direct_, coverage_store::ReadDirect(session_, context_.categories));
    Compare("total count", ExpandToAncestors(direct_, areas_->catalogue()),
            coverage_store::ReadTotals(session_, context_.categories));
  }

  void CheckFlows() {
    absl::erase_if(flows_, [](const auto& entry) { return entry.second == 0; });
    FlowMap stored = flow_store::ReadAll(session_, {context_.categories, context_.reasons});
    for (const auto& [key, people] : flows_) {
      const auto found = stored.find(key);
      const int64_t kept = found == stored.end() ? 0 : found->second;
      if (found != stored.end()) stored.erase(found);
      if (kept != people)
        Differ(absl::StrCat(Describe(key), ": stored ", kept, ", counted ", people));
    }
    for (const auto& [key, people] : stored) {
      Differ(absl::StrCat(Describe(key), ": stored ", people, ", counted 0"));
    }
  }

  std::string Describe(const FlowKey& key) const {
    return absl::StrCat(View(FlowKindText(key.kind)), " ", context_.reasons.entry(key.reason).code,
                        " of area ", key.area.ToString(), ", series ", static_cast<int>(key.scheme),
                        " ", context_.categories.code(key.category), ", ", key.month.ToString());
  }

  void CheckPlacements() {
    PlacementMap stored = placement_store::ReadAll(session_, context_.categories);
    for (const auto& [key, people] : placements_) stored[key] -= people;
    for (const auto& [key, difference] : stored) {
      if (difference == 0) continue;
      Differ(absl::StrCat("people of area ", key.area.ToString(), " placed in ",
                          key.successor.ToString(), " by ", key.placed_by.ToString(), ", series ",
                          key.series, " ", context_.categories.code(key.category), ", ",
                          key.month.ToString(), ": stored ", difference, " more than counted"));
    }
  }

  void CheckHouseholds() {
    int64_t unseen = gap_store::CountAll(session_);
    ScanHouseholds(session_, {context_.categories, context_.reasons},
                   [&](std::span<const int64_t> people, gap_store::Gaps expected) {
                     gap_store::Gaps stored = gap_store::Read(session_, people);
                     for (const auto& [person, gaps] : stored) {
                       unseen -= static_cast<int64_t>(gaps.size());
                     }
                     if (stored == expected) return;
                     for (const int64_t person : people) {
                       if (stored[PersonId(person)] == expected[PersonId(person)]) continue;
                       Differ(absl::StrCat(PersonId(person).ToName(),
                                           ": stored time without cover in a household is not "
                                           "what its members' movements say"));
                     }
                   });
    if (unseen != 0) {
      Differ(absl::StrCat(unseen,
                          " times without cover are stored of people whose household "
                          "pays for none"));
    }
    if (const int64_t missing = gap_store::CountMissing(session_, context_.categories);
        missing != 0) {
      Differ(absl::StrCat(missing, " covers are paid for in households not known to pay"));
    }
  }

  void Compare(std::string_view what, const DeltaMap& expected, DeltaMap stored) {
    for (const auto& [key, delta] : expected) {
      const Delta kept = stored.contains(key) ? stored.at(key) : Delta{};
      stored.erase(key);
      if (kept.people == delta.people && kept.joined == delta.joined && kept.left == delta.left) {
        continue;
      }
      Differ(
          absl::StrCat(Describe(what, key), ": stored ", kept.people, ", counted ", delta.people));
    }
    for (const auto& [key, delta] : stored) {
      Differ(absl::StrCat(Describe(what, key), ": stored ", delta.people, ", counted 0"));
    }
  }

  std::string Describe(std::string_view what, const DeltaKey& key) const {
    return absl::StrCat(std::string(what), " of area ", key.area.ToString(), ", series ",
                        key.series, " ", context_.categories.code(key.category), ", ",
                        key.month.ToString());
  }

  void Differ(std::string text) {
    ++result_.difference_count;
    if (result_.differences.size() < kMaxDifferences) {
      result_.differences.push_back(std::move(text));
    }
  }

  soci::session& session_;
  const Context& context_;
  RecountResult& result_;
  const std::shared_ptr<const AreaHistory> areas_;
  DeltaMap direct_;
  FlowMap flows_;
  PlacementMap placements_;
  Headcounts headcounts_;
};

}  // namespace

absl::StatusOr<RecountResult> Recount(
    const Context& context, const std::function<bool(int64_t, int64_t, int64_t)>& progress) {
  RecountResult result;
  const absl::Status done = context.database.Read([&](soci::session& session) -> absl::Status {
    result.revision = ReadFeedBounds(session).revision;
    return Recounter(session, context, result).Run(progress);
  });
  if (!done.ok()) return done;
  return result;
}

}  // namespace baophu::participant
