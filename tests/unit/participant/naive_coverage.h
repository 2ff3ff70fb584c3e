#ifndef BAOPHU_TESTS_UNIT_PARTICIPANT_NAIVE_COVERAGE_H_
#define BAOPHU_TESTS_UNIT_PARTICIPANT_NAIVE_COVERAGE_H_

#include <algorithm>
#include <optional>
#include <tuple>
#include <vector>

#include "services/participant/enrolment/movement.h"

namespace baophu::participant {

// What one person's movements mean in one month, worked out month by month from
// the words of the rules, without spans. Slow on purpose.
class NaiveCoverage {
 public:
  struct Counted {
    AreaCode area;
    Category category;
    EmployerId employer;
    friend bool operator==(const Counted&, const Counted&) = default;
  };

  NaiveCoverage(const std::vector<Movement>& movements, const std::vector<Wage>& wages,
                const Categories& categories)
      : wages_(wages), categories_(categories) {
    for (const Movement& movement : movements) {
      const bool annulled =
          movement.kind != MovementKind::kAnnul &&
          std::any_of(movements.begin(), movements.end(), [&](const Movement& other) {
            return other.kind == MovementKind::kAnnul && other.names == movement.id;
          });
      if (!annulled) movements_.push_back(movement);
    }
  }

  std::optional<Counted> In(Scheme scheme, Month month) const {
    if (scheme == Scheme::kAny) {
      for (const Scheme one :
           {Scheme::kHealth, Scheme::kCompulsory, Scheme::kVoluntary, Scheme::kUnemployment}) {
        if (auto counted = In(one, month)) return Counted{counted->area, {}, {}};
      }
      return std::nullopt;
    }
    const Movement* best = Counting(scheme, month);
    if (best == nullptr) return std::nullopt;
    return At(*best, scheme, month);
  }

  // What began the cover that counts in a month; null for none.
  const Movement* Counting(Scheme scheme, Month month) const {
    if (scheme == Scheme::kVoluntary && In(Scheme::kCompulsory, month)) return nullptr;
    const Movement* best = nullptr;
    for (const Movement& begin : movements_) {
      if (!Covers(begin, scheme, month)) continue;
      if (best == nullptr || Before(begin, *best, scheme, month)) best = &begin;
    }
    return best;
  }

  // The newest leave that ends a cover in just this month; null for none.
  const Movement* LeaveOf(const Movement& begin, Scheme scheme, Month month) const {
    const Movement* newest = nullptr;
    for (const Movement& leave : movements_) {
      if (leave.effective != month || !Ends(leave, begin, scheme)) continue;
      if (newest == nullptr || Order(*newest) < Order(leave)) newest = &leave;
    }
    return newest;
  }

  // The newest movement by which a cover has its area and category since just this
  // month; null for none.
  const Movement* ChangeOf(const Movement& begin, Scheme scheme, Month month) const {
    const Movement* newest = begin.effective == month ? &begin : nullptr;
    for (const Movement* change : Changes(begin, scheme, month)) {
      if (change->effective == month) newest = change;
    }
    return newest;
  }

  bool WorksAt(EmployerId employer, Month month) const {
    return std::any_of(movements_.begin(), movements_.end(), [&](const Movement& begin) {
      return begin.employer == employer && Covers(begin, Scheme::kCompulsory, month);
    });
  }

 private:
  bool Covers(const Movement& begin, Scheme scheme, Month month) const {
    if (!begin.schemes.Has(scheme) || month < begin.effective) return false;
    if (begin.kind == MovementKind::kPaidThrough) {
      if (month > begin.through) return false;
    } else if (begin.kind != MovementKind::kJoin) {
      return false;
    }
    return std::none_of(movements_.begin(), movements_.end(), [&](const Movement& leave) {
      return leave.effective <= month && Ends(leave, begin, scheme);
    });
  }

  static std::tuple<Month, int64_t, std::string> Order(const Movement& m) {
    return {m.effective, m.recorded_us, m.id};
  }

  static bool Ends(const Movement& leave, const Movement& begin, Scheme scheme) {
    if (leave.kind != MovementKind::kLeave || !leave.schemes.Has(scheme)) return false;
    return leave.names.empty()
               ? leave.employer == begin.employer && begin.effective < leave.effective
               : leave.names == begin.id && begin.effective <= leave.effective;
  }

  // Transfers and adjustments of a cover up to a month, in order.
  std::vector<const Movement*> Changes(const Movement& begin, Scheme scheme, Month month) const {
    std::vector<const Movement*> changes;
    for (const Movement& change : movements_) {
      if (change.kind != MovementKind::kTransfer && change.kind != MovementKind::kAdjust) continue;
      if (!change.schemes.Has(scheme) || change.effective > month) continue;
      const bool meant =
          change.names.empty() ? change.employer == begin.employer : change.names == begin.id;
      if (meant && Covers(begin, scheme, change.effective)) changes.push_back(&change);
    }
    std::sort(changes.begin(), changes.end(),
              [](const Movement* a, const Movement* b) { return Order(*a) < Order(*b); });
    return changes;
  }

  Counted At(const Movement& begin, Scheme scheme, Month month) const {
    Counted counted{begin.area, begin.category, begin.employer};
    for (const Movement* change : Changes(begin, scheme, month)) {
      if (!change->area.empty()) counted.area = change->area;
      if (change->category) counted.category = change->category;
    }
    return counted;
  }

  int64_t WageAt(EmployerId employer, Month month) const {
    for (const Wage& wage : wages_) {
      if (wage.employer == employer && wage.from <= month && month <= wage.through) {
        return wage.wage_vnd;
      }
    }
    return 0;
  }

  auto Contract(EmployerId employer, Scheme scheme, Month month) const {
    std::vector<std::tuple<Day, int64_t, std::string>> contracts;
    for (const Movement& begin : movements_) {
      if (begin.employer == employer && Covers(begin, scheme, month)) {
        contracts.emplace_back(begin.contract_date, begin.recorded_us, begin.id);
      }
    }
    return *std::min_element(contracts.begin(), contracts.end());
  }

  bool Before(const Movement& a, const Movement& b, Scheme scheme, Month month) const {
    if (scheme == Scheme::kHealth) {
      const int rank_a = categories_.rank(scheme, At(a, scheme, month).category);
      const int rank_b = categories_.rank(scheme, At(b, scheme, month).category);
      if (rank_a != rank_b) return rank_a < rank_b;
    }
    if (a.employer == b.employer) {
      return Order(a) > Order(b);
    }
    if (!a.employer || !b.employer) return static_cast<bool>(a.employer);
    if (scheme == Scheme::kHealth && WageAt(a.employer, month) != WageAt(b.employer, month)) {
      return WageAt(a.employer, month) > WageAt(b.employer, month);
    }
    return Contract(a.employer, scheme, month) < Contract(b.employer, scheme, month);
  }

  std::vector<Movement> movements_;
  const std::vector<Wage>& wages_;
  const Categories& categories_;
};

}  // namespace baophu::participant

#endif  // BAOPHU_TESTS_UNIT_PARTICIPANT_NAIVE_COVERAGE_H_
