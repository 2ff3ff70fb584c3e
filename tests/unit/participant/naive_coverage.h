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
    if (scheme == Scheme::kVoluntary && In(Scheme::kCompulsory, month)) return std::nullopt;
    const Movement* best = nullptr;
    for (const Movement& begin : movements_) {
      if (!Covers(begin, scheme, month)) continue;
      if (best == nullptr || Before(begin, *best, scheme, month)) best = &begin;
    }
    if (best == nullptr) return std::nullopt;
    return At(*best, scheme, month);
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
    for (const Movement& leave : movements_) {
      if (leave.kind != MovementKind::kLeave || !leave.schemes.Has(scheme)) continue;
      const bool meant = leave.names.empty()
                             ? leave.employer == begin.employer && begin.effective < leave.effective
                             : leave.names == begin.id && begin.effective <= leave.effective;
      if (meant && leave.effective <= month) return false;
    }
    return true;
  }

  Counted At(const Movement& begin, Scheme scheme, Month month) const {
    Counted counted{begin.area, begin.category, begin.employer};
    std::vector<const Movement*> changes;
    for (const Movement& change : movements_) {
      if (change.kind != MovementKind::kTransfer && change.kind != MovementKind::kAdjust) continue;
      if (!change.schemes.Has(scheme) || change.effective > month) continue;
      const bool meant =
          change.names.empty() ? change.employer == begin.employer : change.names == begin.id;
      if (meant && Covers(begin, scheme, change.effective)) changes.push_back(&change);
    }
    std::sort(changes.begin(), changes.end(), [](const Movement* a, const Movement* b) {
      return std::tie(a->effective, a->recorded_us, a->id) <
             std::tie(b->effective, b->recorded_us, b->id);
    });
    for (const Movement* change : changes) {
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
      return std::tie(a.effective, a.recorded_us, a.id) >
             std::tie(b.effective, b.recorded_us, b.id);
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
