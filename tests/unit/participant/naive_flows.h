#ifndef BAOPHU_TESTS_UNIT_PARTICIPANT_NAIVE_FLOWS_H_
#define BAOPHU_TESTS_UNIT_PARTICIPANT_NAIVE_FLOWS_H_

#include <optional>
#include <string>
#include <vector>

#include "services/participant/flows/coverage_flows.h"
#include "tests/unit/participant/naive_counts.h"

namespace baophu::participant {

// Who joined, left and moved, worked out person by person and month by month from
// the words of the rules. Slow on purpose.
class NaiveFlows {
 public:
  NaiveFlows(const AreaCatalogue& areas, const MovementReasons& reasons)
      : areas_(areas), reasons_(reasons) {}

  void AddPerson(const std::vector<Movement>& movements, const std::vector<Wage>& wages,
                 const Categories& categories) {
    const NaiveCoverage naive(movements, wages, categories);
    for (int series = 1; series <= 5; ++series) AddScheme(naive, static_cast<Scheme>(series));
  }

  // Of the area, all areas below it included, in months from `from` through
  // `through`.
  AreaFlows In(AreaCode area, Month from, Month through) const {
    AreaFlows flows;
    for (const Event& event : events_) {
      if (event.month < from || through < event.month) continue;
      const bool now = event.now.has_value() && CountsFor(area, *event.now, event.month);
      const bool before =
          event.before.has_value() && CountsFor(area, *event.before, event.month - 1);
      const bool moved = event.now.has_value() && event.before.has_value();
      // A move within the area is none.
      if (now && before) continue;
      if (now) ++flows[KeyOf(event, moved ? FlowKind::kMovedIn : event.kind, event.category)];
      if (before) {
        ++flows[KeyOf(event, moved ? FlowKind::kMovedOut : event.kind, event.category_before)];
      }
    }
    return flows;
  }

 private:
  struct Event {
    Scheme scheme;
    Month month;
    std::optional<AreaCode> before, now;
    Category category_before, category;
    FlowKind kind = FlowKind::kMovedIn;
    std::string reason;
  };

  // The scheme by which a person counts; itself but for Scheme::kAny.
  static Scheme CountedBy(const NaiveCoverage& naive, Scheme scheme, Month month) {
    if (scheme != Scheme::kAny) return scheme;
    for (const Scheme one : {Scheme::kHealth, Scheme::kCompulsory, Scheme::kVoluntary}) {
      if (naive.In(one, month)) return one;
    }
    return Scheme::kUnemployment;
  }

  void AddScheme(const NaiveCoverage& naive, Scheme scheme) {
    bool known = false;
    for (int i = 0; i < NaiveCounts::kMonths; ++i) {
      const Month month = RandomHistory::First() + i;
      const auto before = naive.In(scheme, month - 1);
      const auto now = naive.In(scheme, month);
      known |= before.has_value();
      if (!before.has_value() && !now.has_value()) continue;
      Event event;
      event.scheme = scheme;
      event.month = month;
      if (before.has_value()) event.before = before->area;
      if (now.has_value()) event.now = now->area;
      if (before.has_value()) event.category_before = before->category;
      if (now.has_value()) event.category = now->category;
      const Scheme by_now = CountedBy(naive, scheme, month);
      const Scheme by_before = CountedBy(naive, scheme, month - 1);
      if (!before.has_value()) {
        Join(naive, by_now, known, event);
      } else if (!now.has_value()) {
        Leave(naive, by_before, event);
      } else if (before->area == now->area) {
        continue;
      } else if (by_now == by_before) {
        const Movement* change = naive.ChangeOf(*naive.Counting(by_now, month), by_now, month);
        if (change != nullptr) event.reason = change->reason;
      }
      events_.push_back(event);
    }
  }

  static void Join(const NaiveCoverage& naive, Scheme scheme, bool known, Event& event) {
    const Movement& begin = *naive.Counting(scheme, event.month);
    const bool paid = begin.kind == MovementKind::kPaidThrough;
    event.kind = paid ? (known ? FlowKind::kPaidAgain : FlowKind::kNewPayment)
                      : (known ? FlowKind::kReturn : FlowKind::kNewJoin);
    if (begin.effective < event.month) {
      event.kind = FlowKind::kResumed;
    } else {
      event.reason = begin.reason;
    }
  }

  static void Leave(const NaiveCoverage& naive, Scheme scheme, Event& event) {
    const Movement& begin = *naive.Counting(scheme, event.month - 1);
    const Movement* leave = naive.LeaveOf(begin, scheme, event.month);
    event.kind = leave != nullptr ? FlowKind::kLeave : FlowKind::kLapsed;
    if (leave != nullptr) event.reason = leave->reason;
    if (scheme == Scheme::kVoluntary && naive.In(Scheme::kCompulsory, event.month)) {
      event.kind = FlowKind::kReplaced;
    }
  }

  AreaFlowKey KeyOf(const Event& event, FlowKind kind, Category category) const {
    return {event.scheme, category, kind, reasons_.Find(event.reason, event.month)};
  }

  // Whether an area counts a person who hangs on `code` in a month.
  bool CountsFor(AreaCode area, AreaCode code, Month month) const {
    for (AreaCode at = code; !at.empty();) {
      const AreaRecord* record = areas_.Find(at, month);
      if (record != nullptr && at == area) return true;
      if (record == nullptr) record = areas_.FindNewest(at);
      at = record->parent;
    }
    return false;
  }

  const AreaCatalogue& areas_;
  const MovementReasons& reasons_;
  std::vector<Event> events_;
};

}  // namespace baophu::participant

#endif  // BAOPHU_TESTS_UNIT_PARTICIPANT_NAIVE_FLOWS_H_
