#include "services/participant/retention/household_refresh.h"

#include <map>
#include <utility>
#include <vector>

#include "services/participant/enrolment/enrolment_store.h"

namespace baophu::participant {
namespace {

constexpr int64_t kHouseholdsPerPage = 2'000;

// What the movements of these households say. Wages are left out: they decide between jobs,
// which are one category of health insurance.
gap_store::Gaps GapsOfHouseholds(soci::session& session, const HouseholdRules& rules,
                                 const std::vector<gap_store::Member>& members) {
  std::vector<int64_t> people;
  people.reserve(members.size());
  for (const gap_store::Member& member : members) people.push_back(member.person.value());
  const MovementsByPerson movements =
      enrolment_store::ReadMovements(session, people, rules.categories);
  std::map<HouseholdId, std::vector<HouseholdMember>> households;
  for (const gap_store::Member& member : members) {
    HouseholdMember told{member.person, BirthMonth(member.birth_date), {}};
    if (const auto found = movements.find(member.person); found != movements.end()) {
      std::vector<Movement> own;
      for (const StoredMovement& stored : found->second) own.push_back(stored.movement);
      told.coverage = FoldCoverage(own, {}, rules.categories);
    }
    households[member.household].push_back(std::move(told));
  }
  gap_store::Gaps gaps;
  for (auto& [household, together] : households) {
    gaps.merge(GapsOf(std::move(together), rules.categories, rules.reasons));
  }
  return gaps;
}

}  // namespace

void RefreshHouseholds(soci::session& session, const HouseholdRules& rules,
                       std::span<const int64_t> people, const std::set<int64_t>& paying,
                       std::span<const int64_t> households) {
  std::set<int64_t> candidates(households.begin(), households.end());
  std::set<int64_t> newly_paying;
  for (const gap_store::Member& member : gap_store::ReadHouseholds(session, people)) {
    candidates.insert(member.household.value());
    if (paying.contains(member.person.value())) newly_paying.insert(member.household.value());
  }
  gap_store::AddPaying(session, std::vector<int64_t>(newly_paying.begin(), newly_paying.end()));
  const std::vector<int64_t> concerned =
      gap_store::PayingOf(session, std::vector<int64_t>(candidates.begin(), candidates.end()));
  const std::vector<gap_store::Member> members = gap_store::ReadMembers(session, concerned);
  // Who has left such a household is among `people` only.
  std::set<int64_t> touched(people.begin(), people.end());
  for (const gap_store::Member& member : members) touched.insert(member.person.value());
  const std::vector<int64_t> list(touched.begin(), touched.end());
  gap_store::Write(session, list, gap_store::Read(session, list),
                   GapsOfHouseholds(session, rules, members));
}

void RebuildHouseholds(soci::session& session, const HouseholdRules& rules) {
  gap_store::DeleteAll(session);
  gap_store::FindPaying(session, rules.categories);
  ScanHouseholds(session, rules, [&](std::span<const int64_t> people, const gap_store::Gaps& gaps) {
    gap_store::Write(session, people, {}, gaps);
  });
}

void ScanHouseholds(
    soci::session& session, const HouseholdRules& rules,
    const std::function<void(std::span<const int64_t> people, const gap_store::Gaps&)>& check) {
  int64_t after = 0;
  for (;;) {
    const std::vector<int64_t> page = gap_store::PayingAfter(session, after, kHouseholdsPerPage);
    if (page.empty()) return;
    after = page.back();
    const std::vector<gap_store::Member> members = gap_store::ReadMembers(session, page);
    std::vector<int64_t> people;
    for (const gap_store::Member& member : members) people.push_back(member.person.value());
    check(people, GapsOfHouseholds(session, rules, members));
  }
}

}  // namespace baophu::participant
