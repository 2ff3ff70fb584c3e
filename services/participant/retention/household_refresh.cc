#include "services/participant/retention/household_refresh.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "services/participant/enrolment/enrolment_store.h"
#include "services/participant/enrolment/refold.h"

namespace baophu::participant {
namespace {

constexpr int64_t kHouseholdsPerPage = 2'000;

// What the movements of these households say. Only those who are not folded already are
// read.
gap_store::Gaps GapsOfHouseholds(soci::session& session, const HouseholdRules& rules,
                                 const std::vector<gap_store::Member>& members,
                                 const FoldedPeople& folded) {
  std::vector<int64_t> unread;
  for (const gap_store::Member& member : members) {
    if (!folded.contains(member.person)) unread.push_back(member.person.value());
  }
  absl::flat_hash_map<PersonId, Coverage> read;
  for (const auto& [person, stored] :
       enrolment_store::ReadMovements(session, unread, rules.categories)) {
    read[person] = FoldPerson(session, rules.categories, person, stored);
  }
  std::map<HouseholdId, std::vector<HouseholdMember>> households;
  for (const gap_store::Member& member : members) {
    HouseholdMember told{member.person, BirthMonth(member.birth_date)};
    if (const auto known = folded.find(member.person); known != folded.end()) {
      told.coverage = known->second;
    } else if (const auto found = read.find(member.person); found != read.end()) {
      told.coverage = &found->second;
    }
    households[member.household].push_back(told);
  }
  gap_store::Gaps gaps;
  for (auto& [household, together] : households) {
    gaps.merge(GapsOf(std::move(together), rules.categories, rules.reasons));
  }
  return gaps;
}

void Refresh(soci::session& session, const HouseholdRules& rules,
             std::span<const int64_t> households, std::span<const int64_t> people,
             const FoldedPeople& folded) {
  const std::vector<int64_t> paying = gap_store::PayingOf(session, households);
  if (paying.empty() && people.empty()) return;
  const std::vector<gap_store::Member> members = gap_store::ReadMembers(session, paying);
  std::vector<int64_t> touched(people.begin(), people.end());
  for (const gap_store::Member& member : members) touched.push_back(member.person.value());
  std::sort(touched.begin(), touched.end());
  touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
  gap_store::Write(session, touched, gap_store::Read(session, touched),
                   GapsOfHouseholds(session, rules, members, folded));
}

}  // namespace

void RefreshHouseholdsOf(soci::session& session, const HouseholdRules& rules,
                         const FoldedPeople& folded) {
  std::vector<int64_t> people;
  for (const auto& [person, coverage] : folded) people.push_back(person.value());
  std::sort(people.begin(), people.end());
  std::vector<int64_t> households, paying;
  for (const gap_store::Member& member : gap_store::ReadHouseholds(session, people)) {
    households.push_back(member.household.value());
    if (PaysForHealth(folded.at(member.person)->spans, rules.categories)) {
      paying.push_back(member.household.value());
    }
  }
  for (std::vector<int64_t>* const ids : {&households, &paying}) {
    std::sort(ids->begin(), ids->end());
    ids->erase(std::unique(ids->begin(), ids->end()), ids->end());
  }
  gap_store::AddPaying(session, paying);
  Refresh(session, rules, households, {}, folded);
}

void RefreshHouseholds(soci::session& session, const HouseholdRules& rules,
                       std::span<const int64_t> households, std::span<const int64_t> people) {
  std::vector<int64_t> paying;
  const std::vector<int64_t> payers = gap_store::PayersAmong(session, people, rules.categories);
  for (const gap_store::Member& member : gap_store::ReadHouseholds(session, payers)) {
    paying.push_back(member.household.value());
  }
  gap_store::AddPaying(session, paying);
  Refresh(session, rules, households, people, {});
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
    check(people, GapsOfHouseholds(session, rules, members, {}));
  }
}

}  // namespace baophu::participant
