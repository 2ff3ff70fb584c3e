#ifndef BAOPHU_TESTS_UNIT_PARTICIPANT_RANDOM_HISTORY_H_
#define BAOPHU_TESTS_UNIT_PARTICIPANT_RANDOM_HISTORY_H_

#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/participant/enrolment/movement.h"

namespace baophu::participant {

// Random movements of one person within two years, dense enough that jobs
// overlap, covers lapse, leaves miss their joins and annuls hit.
class RandomHistory {
 public:
  static constexpr int kMonths = 24;
  static Month First() { return Month::FromYearMonth(2023, 1); }

  // `prefix` begins every movement's id, to tell histories apart.
  RandomHistory(uint64_t seed, const Categories& categories, std::string prefix = "M")
      : random_(seed), categories_(categories), prefix_(std::move(prefix)) {}

  // New movements; of those that name another, some name one of `known`.
  std::vector<Movement> Movements(int count, const std::vector<Movement>& known = {}) {
    std::vector<Movement> movements, nameable = known;
    for (int i = 0; i < count; ++i) {
      movements.push_back(One(nameable));
      nameable.push_back(movements.back());
    }
    std::shuffle(movements.begin(), movements.end(), random_);
    return movements;
  }

  std::vector<Wage> Wages() {
    std::vector<Wage> wages;
    for (int employer = 1; employer <= 3; ++employer) {
      const int change = Pick(kMonths - 1) + 1;
      wages.push_back({EmployerId(employer), First(), First() + change - 1, 1'000'000 * Pick(9)});
      wages.push_back({EmployerId(employer), First() + change, Month::Max(), 1'000'000 * Pick(9)});
    }
    return wages;
  }

  int Pick(int below) { return std::uniform_int_distribution<int>(0, below - 1)(random_); }

 private:
  static constexpr const char* kAreas[] = {"11311", "11314", "11317", "318"};

  Movement One(const std::vector<Movement>& before) {
    static constexpr MovementKind kKinds[] = {
        MovementKind::kJoin,       MovementKind::kJoin,  MovementKind::kJoin,
        MovementKind::kLeave,      MovementKind::kLeave, MovementKind::kTransfer,
        MovementKind::kAdjust,     MovementKind::kAnnul, MovementKind::kPaidThrough,
        MovementKind::kPaidThrough};
    Movement movement;
    movement.id = absl::StrCat(prefix_, next_number_++);
    movement.kind = kKinds[Pick(std::size(kKinds))];
    movement.effective = First() + Pick(kMonths);
    movement.through = movement.effective + Pick(8);
    movement.area = AreaCode::FromTrusted(kAreas[Pick(std::size(kAreas))]);
    movement.recorded_us = Pick(5);
    movement.contract_date = Day::FromNumber(Day::FirstOf(movement.effective).number() - Pick(40));
    const bool job = Pick(2) == 0;
    if (job) {
      movement.employer = EmployerId(1 + Pick(3));
      movement.schemes.Add(Scheme::kCompulsory);
      movement.schemes.Add(Scheme::kHealth);
      if (Pick(3) > 0) movement.schemes.Add(Scheme::kUnemployment);
      movement.category = categories_.Find("EMPLOYMENT");
    } else if (Pick(2) == 0) {
      movement.schemes.Add(Scheme::kVoluntary);
      movement.category = categories_.Find(Pick(2) == 0 ? "POOR" : "OTHER");
    } else {
      static constexpr const char* kGroups[] = {"INSURANCE_FUND", "BUDGET", "BUDGET_SUPPORTED",
                                                "HOUSEHOLD"};
      movement.schemes.Add(Scheme::kHealth);
      movement.category = categories_.Find(kGroups[Pick(4)]);
    }
    static constexpr const char* kReasons[] = {"", "DEATH", "RESIDENCE", "no such code"};
    movement.reason = kReasons[Pick(std::size(kReasons))];
    const bool begins =
        movement.kind == MovementKind::kJoin || movement.kind == MovementKind::kPaidThrough;
    if (movement.kind == MovementKind::kTransfer) movement.category = {};
    if (movement.kind == MovementKind::kAdjust && Pick(2) == 0) movement.area = {};
    if (movement.kind == MovementKind::kLeave) movement.area = {};
    if (movement.kind == MovementKind::kAnnul || (!begins && Pick(3) == 0)) {
      movement.names = before.empty() || Pick(5) == 0
                           ? "M999"
                           : before[static_cast<size_t>(Pick(static_cast<int>(before.size())))].id;
    }
    return movement;
  }

  std::mt19937_64 random_;
  const Categories& categories_;
  const std::string prefix_;
  int next_number_ = 0;
};

}  // namespace baophu::participant

#endif  // BAOPHU_TESTS_UNIT_PARTICIPANT_RANDOM_HISTORY_H_
