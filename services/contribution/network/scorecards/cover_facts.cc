#include "services/contribution/network/scorecards/cover_facts.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace baophu::contribution {
namespace {

CoverKind KindOf(const CollectionLaw& law, const PaidCover* before, Month from) {
  if (before == nullptr) return CoverKind::kWon;
  const int32_t without = from - before->through - 1;
  if (without == 0) return CoverKind::kContinued;
  const std::optional<int32_t> won_after = law.WonAfter(from);
  return won_after.has_value() && without >= *won_after ? CoverKind::kWon : CoverKind::kReturned;
}

void Count(CoverKind kind, Vnd amount, Facts& facts) {
  switch (kind) {
    case CoverKind::kWon:
      ++facts.won;
      facts.won_money += amount;
      return;
    case CoverKind::kReturned:
      ++facts.returned;
      facts.returned_money += amount;
      return;
    case CoverKind::kContinued:
      ++facts.continued;
      facts.continued_money += amount;
      return;
  }
}

}  // namespace

Facts& Facts::operator+=(const Facts& other) {
  due += other.due;
  renewed += other.renewed;
  won += other.won;
  returned += other.returned;
  continued += other.continued;
  won_money += other.won_money;
  returned_money += other.returned_money;
  continued_money += other.continued_money;
  return *this;
}

Facts Facts::operator-() const {
  Facts negative;
  negative.due = -due;
  negative.renewed = -renewed;
  negative.won = -won;
  negative.returned = -returned;
  negative.continued = -continued;
  negative.won_money = -won_money;
  negative.returned_money = -returned_money;
  negative.continued_money = -continued_money;
  return negative;
}

Vnd Facts::money_of(CoverKind kind) const {
  switch (kind) {
    case CoverKind::kWon:
      return won_money;
    case CoverKind::kReturned:
      return returned_money;
    case CoverKind::kContinued:
      break;
  }
  return continued_money;
}

void FactChanges::Add(const FactChanges& other, int sign) {
  for (const auto& [key, each] : other.facts) facts[key] += sign < 0 ? -each : each;
  for (const auto& [key, count] : other.lapses) lapses[key] += sign * count;
}

void FactChanges::EraseZeros() {
  std::erase_if(facts, [](const auto& each) { return each.second == Facts(); });
  std::erase_if(lapses, [](const auto& each) { return each.second == 0; });
}

FactChanges FactsOf(const CollectionLaw& law, std::span<const PaidCover> covers,
                    std::span<const LapseReason> reasons) {
  std::vector<const PaidCover*> sorted;
  for (const PaidCover& cover : covers) sorted.push_back(&cover);
  std::sort(sorted.begin(), sorted.end(), [](const PaidCover* a, const PaidCover* b) {
    return std::tie(a->scheme, a->from) < std::tie(b->scheme, b->from);
  });
  FactChanges made;
  for (size_t i = 0; i < sorted.size(); ++i) {
    const PaidCover& cover = *sorted[i];
    const PaidCover* const before =
        i > 0 && sorted[i - 1]->scheme == cover.scheme ? sorted[i - 1] : nullptr;
    const PaidCover* const after =
        i + 1 < sorted.size() && sorted[i + 1]->scheme == cover.scheme ? sorted[i + 1] : nullptr;
    const FactKey ends{cover.through, cover.collector, cover.area, cover.scheme};
    Facts& at_end = made.facts[ends];
    ++at_end.due;
    if (after != nullptr && after->from == cover.through + 1) {
      ++at_end.renewed;
    } else {
      for (const LapseReason& reason : reasons) {
        if (reason.person_id != cover.person_id || reason.scheme != cover.scheme ||
            reason.through != cover.through) {
          continue;
        }
        ++made.lapses[{ends, reason.reason}];
        break;
      }
    }
    Count(KindOf(law, before, cover.from), cover.amount,
          made.facts[{cover.paid.month(), cover.collector, cover.area, cover.scheme}]);
  }
  return made;
}

}  // namespace baophu::contribution
