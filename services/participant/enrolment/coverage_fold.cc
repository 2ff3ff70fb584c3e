#include "services/participant/enrolment/coverage_fold.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace baophu::participant {
namespace {

auto RecordedOrder(const Movement& m) { return std::tie(m.effective, m.recorded_us, m.id); }

bool IsNewer(const Movement& a, const Movement& b) { return RecordedOrder(a) > RecordedOrder(b); }

// From `from` on, these apply.
struct Attributes {
  Month from;
  AreaCode area;
  Category category;
  const Movement* by;
};

// One cover that a JOIN or PAID_THROUGH began, in one scheme.
struct Cover {
  const Movement* origin;
  Month from;
  Month end;  // First month not covered; after Month::Max() while open.
  std::vector<Attributes> attributes;
  const Movement* ended_by = nullptr;  // The leave; null while open or lapsed.

  bool Covers(Month month) const { return from <= month && month < end; }
  void EndBy(const Movement& leave) {
    if (leave.effective > end) return;
    // Of leaves of one month the newest says why.
    if (leave.effective == end && ended_by != nullptr && IsNewer(*ended_by, leave)) return;
    end = leave.effective;
    ended_by = &leave;
  }
  const Attributes& At(Month month) const {
    auto later = std::upper_bound(attributes.begin(), attributes.end(), month,
                                  [](Month m, const Attributes& a) { return m < a.from; });
    return *std::prev(later);
  }
};

constexpr Month kNever = Month::Max() + 1;

// All that is known while one scheme is folded.
class SchemeFold {
 public:
  SchemeFold(Scheme scheme, const std::vector<const Movement*>& movements,
             const std::vector<Wage>& wages, const Categories& categories,
             std::vector<Finding>& findings)
      : scheme_(scheme), wages_(wages), categories_(categories), findings_(findings) {
    std::vector<const Movement*> leaves, changes;
    for (const Movement* movement : movements) {
      if (!movement->schemes.Has(scheme)) continue;
      switch (movement->kind) {
        case MovementKind::kJoin:
          Begin(*movement, kNever);
          break;
        case MovementKind::kPaidThrough:
          Begin(*movement, movement->through + 1);
          break;
        case MovementKind::kLeave:
          leaves.push_back(movement);
          break;
        case MovementKind::kTransfer:
        case MovementKind::kAdjust:
          changes.push_back(movement);
          break;
        case MovementKind::kAnnul:
          break;
      }
    }
    for (const Movement* leave : leaves) Leave(*leave);
    std::sort(changes.begin(), changes.end(), [](const Movement* a, const Movement* b) {
      return RecordedOrder(*a) < RecordedOrder(*b);
    });
    for (const Movement* change : changes) Change(*change);
  }

  const std::vector<Cover>& covers() const { return covers_; }

  // Months at which the answer may change, sorted.
  std::vector<Month> Breakpoints() const {
    std::vector<Month> points;
    for (const Cover& cover : covers_) {
      if (cover.from >= cover.end) continue;
      points.push_back(cover.from);
      points.push_back(cover.end);
      for (const Attributes& attributes : cover.attributes) points.push_back(attributes.from);
    }
    if (scheme_ == Scheme::kHealth && !points.empty()) {
      for (const Wage& wage : wages_) {
        points.push_back(wage.from);
        points.push_back(wage.through + 1);
      }
    }
    std::sort(points.begin(), points.end());
    points.erase(std::unique(points.begin(), points.end()), points.end());
    return points;
  }

  // The cover that counts in a month; null when none covers it.
  const Cover* Counting(Month month) const {
    const Cover* best = nullptr;
    for (const Cover& cover : covers_) {
      if (!cover.Covers(month)) continue;
      if (best == nullptr || CountsBefore(cover, *best, month)) best = &cover;
    }
    return best;
  }

  int EmployersIn(Month month) const {
    std::set<EmployerId> employers;
    for (const Cover& cover : covers_) {
      if (cover.Covers(month) && cover.origin->employer) employers.insert(cover.origin->employer);
    }
    return static_cast<int>(employers.size());
  }

 private:
  void Begin(const Movement& movement, Month end) {
    covers_.push_back({&movement,
                       movement.effective,
                       end,
                       {{movement.effective, movement.area, movement.category, &movement}}});
  }

  void Leave(const Movement& leave) {
    bool found = false;
    for (Cover& cover : covers_) {
      const Movement& origin = *cover.origin;
      if (!leave.names.empty()) {
        if (origin.id != leave.names) continue;
        found = true;
        if (leave.effective < origin.effective) {
          Report(FindingKind::kLeaveBeforeJoin, leave);
        } else {
          cover.EndBy(leave);
        }
      } else if (origin.employer == leave.employer && cover.from < leave.effective) {
        found = true;
        cover.EndBy(leave);
      }
    }
    if (!found) Report(FindingKind::kLeaveWithoutJoin, leave);
  }

  void Change(const Movement& change) {
    bool found = false;
    for (Cover& cover : covers_) {
      const bool meant = change.names.empty() ? cover.origin->employer == change.employer
                                              : cover.origin->id == change.names;
      if (!meant || !cover.Covers(change.effective)) continue;
      found = true;
      Attributes attributes = cover.attributes.back();
      if (!change.area.empty()) attributes.area = change.area;
      if (change.category) attributes.category = change.category;
      attributes.by = &change;
      if (attributes.from == change.effective) {
        cover.attributes.back() = attributes;
      } else {
        attributes.from = change.effective;
        cover.attributes.push_back(attributes);
      }
    }
    if (!found) Report(FindingKind::kChangeWithoutJoin, change);
  }

  void Report(FindingKind kind, const Movement& movement) {
    findings_.push_back({kind, scheme_, movement.effective, movement.id});
  }

  int64_t WageIn(EmployerId employer, Month month) const {
    for (const Wage& wage : wages_) {
      if (wage.employer == employer && wage.from <= month && month <= wage.through) {
        return wage.wage_vnd;
      }
    }
    return 0;
  }

  // The earliest contract with an employer among the covers of a month, so that
  // registering a job anew does not make it a later contract.
  std::tuple<Day, int64_t, std::string_view> FirstContract(EmployerId employer, Month month) const {
    std::tuple<Day, int64_t, std::string_view> first;
    bool any = false;
    for (const Cover& cover : covers_) {
      const Movement& origin = *cover.origin;
      if (origin.employer != employer || !cover.Covers(month)) continue;
      std::tuple<Day, int64_t, std::string_view> contract{origin.contract_date, origin.recorded_us,
                                                          origin.id};
      if (!any || contract < first) first = contract;
      any = true;
    }
    return first;
  }

  bool CountsBefore(const Cover& a, const Cover& b, Month month) const {
    const EmployerId employer_a = a.origin->employer;
    const EmployerId employer_b = b.origin->employer;
    if (scheme_ == Scheme::kHealth) {
      const int rank_a = categories_.rank(scheme_, a.At(month).category);
      const int rank_b = categories_.rank(scheme_, b.At(month).category);
      if (rank_a != rank_b) return rank_a < rank_b;
    }
    // Of covers of the same employer, or of none, the newest says what holds.
    if (employer_a == employer_b) return IsNewer(*a.origin, *b.origin);
    // Cover from a job comes before cover without one.
    if (!employer_a || !employer_b) return static_cast<bool>(employer_a);
    if (scheme_ == Scheme::kHealth) {
      const int64_t wage_a = WageIn(employer_a, month);
      const int64_t wage_b = WageIn(employer_b, month);
      if (wage_a != wage_b) return wage_a > wage_b;
    }
    return FirstContract(employer_a, month) < FirstContract(employer_b, month);
  }

  const Scheme scheme_;
  const std::vector<Wage>& wages_;
  const Categories& categories_;
  std::vector<Finding>& findings_;
  std::vector<Cover> covers_;
};

// Movements without those annulled; reports annuls that hit nothing.
std::vector<const Movement*> WithoutAnnulled(const std::vector<Movement>& movements,
                                             std::vector<Finding>& findings) {
  std::vector<const Movement*> kept;
  kept.reserve(movements.size());
  std::set<std::string_view> annulled;
  for (const Movement& movement : movements) {
    if (movement.kind == MovementKind::kAnnul) annulled.insert(movement.names);
  }
  if (annulled.empty()) {
    for (const Movement& movement : movements) kept.push_back(&movement);
    return kept;
  }
  std::set<std::string_view> hit;
  for (const Movement& movement : movements) {
    if (movement.kind == MovementKind::kAnnul) continue;
    if (annulled.contains(movement.id)) {
      hit.insert(movement.id);
    } else {
      kept.push_back(&movement);
    }
  }
  for (const Movement& movement : movements) {
    if (movement.kind != MovementKind::kAnnul || hit.contains(movement.names)) continue;
    for (const Scheme scheme : kMovementSchemes) {
      if (!movement.schemes.Has(scheme)) continue;
      findings.push_back(
          {FindingKind::kAnnulWithoutMovement, scheme, movement.effective, movement.id});
    }
  }
  return kept;
}

// Appends a span, joining it to the one before when nothing but the month
// differs.
void Append(std::vector<CoverageSpan>& spans, const CoverageSpan& span) {
  if (!spans.empty()) {
    CoverageSpan& last = spans.back();
    if (last.scheme == span.scheme && last.through + 1 == span.from && last.area == span.area &&
        last.category == span.category && last.employer == span.employer) {
      last.through = span.through;
      return;
    }
  }
  spans.push_back(span);
}

Month LastMonthBefore(Month end) { return end > Month::Max() ? Month::Max() : end - 1; }

bool CoveredIn(const std::vector<CoverageSpan>& spans, Scheme scheme, Month month) {
  return std::any_of(spans.begin(), spans.end(), [&](const CoverageSpan& span) {
    return span.scheme == scheme && span.from <= month && month <= span.through;
  });
}

void AddSpanEdges(const std::vector<CoverageSpan>& spans, std::vector<Month>& points) {
  for (const CoverageSpan& span : spans) {
    points.push_back(span.from);
    points.push_back(span.through + 1);
  }
  std::sort(points.begin(), points.end());
  points.erase(std::unique(points.begin(), points.end()), points.end());
}

// Goes through the months of one scheme piece by piece and tells who comes, goes
// and moves.
class FlowTracker {
 public:
  FlowTracker(Scheme scheme, const Categories& categories, Coverage& coverage)
      : scheme_(scheme),
        categories_(categories),
        flows_(coverage.flows),
        renewals_(coverage.renewals) {}

  // `cover` is what counts from `month` on, null for none; `replaced` tells that
  // compulsory insurance counts in its place.
  void Next(Month month, const Cover* cover, bool replaced) {
    if (month > Month::Max()) return;
    if (cover != nullptr && before_ == nullptr) {
      Add(month, JoinKind(*cover, month), *cover, month,
          cover->from == month ? cover->origin->reason : "");
      known_ = true;
    } else if (cover == nullptr && before_ != nullptr) {
      const Movement* leave = before_->end == month ? before_->ended_by : nullptr;
      const FlowKind kind = replaced           ? FlowKind::kReplaced
                            : leave != nullptr ? FlowKind::kLeave
                                               : FlowKind::kLapsed;
      Add(month, kind, *before_, month - 1, leave != nullptr ? leave->reason : "");
    } else if (cover != nullptr) {
      Renew(month, *cover);
      Move(month, *cover);
    }
    before_ = cover;
  }

 private:
  FlowKind JoinKind(const Cover& cover, Month month) const {
    if (cover.from < month) return FlowKind::kResumed;
    if (cover.origin->kind == MovementKind::kPaidThrough) {
      return known_ ? FlowKind::kPaidAgain : FlowKind::kNewPayment;
    }
    return known_ ? FlowKind::kReturn : FlowKind::kNewJoin;
  }

  void Renew(Month month, const Cover& cover) {
    if (before_ == &cover || before_->end != month || before_->ended_by != nullptr ||
        before_->origin->kind != MovementKind::kPaidThrough) {
      return;
    }
    const Attributes& attributes = before_->At(month - 1);
    if (!categories_.PaidAhead(scheme_, attributes.category)) return;
    renewals_.push_back(
        {scheme_, month, FlowKind::kRenewed, attributes.area, {}, attributes.category, ""});
  }

  void Move(Month month, const Cover& cover) {
    const Attributes& now = cover.At(month);
    const AreaCode from = before_->At(month - 1).area;
    if (now.area == from) return;
    const std::string reason = now.from == month ? now.by->reason : "";
    Add(month, FlowKind::kMovedOut, *before_, month - 1, reason).other_area = now.area;
    Add(month, FlowKind::kMovedIn, cover, month, reason).other_area = from;
  }

  // With area and category of a cover in a month.
  CoverageFlow& Add(Month month, FlowKind kind, const Cover& cover, Month counted,
                    const std::string& reason) {
    const Attributes& attributes = cover.At(counted);
    return flows_.emplace_back(
        CoverageFlow{scheme_, month, kind, attributes.area, {}, attributes.category, reason});
  }

  const Scheme scheme_;
  const Categories& categories_;
  std::vector<CoverageFlow>& flows_;
  std::vector<CoverageFlow>& renewals_;
  const Cover* before_ = nullptr;  // What counted the month before.
  bool known_ = false;             // Whether the person was ever covered.
};

// Remembers runs of months in which something holds, and reports each once.
class RunReporter {
 public:
  RunReporter(FindingKind kind, Scheme scheme, std::vector<Finding>& findings)
      : kind_(kind), scheme_(scheme), findings_(findings) {}

  // Called for each piece of months in order.
  void Holds(bool holds, Month from) {
    if (holds && !running_) findings_.push_back({kind_, scheme_, from, ""});
    running_ = holds;
  }

 private:
  const FindingKind kind_;
  const Scheme scheme_;
  std::vector<Finding>& findings_;
  bool running_ = false;
};

void AddJobs(const SchemeFold& compulsory, std::vector<JobSpan>& jobs) {
  std::map<EmployerId, std::vector<std::pair<Month, Month>>> by_employer;
  for (const Cover& cover : compulsory.covers()) {
    if (cover.origin->employer && cover.from < cover.end) {
      by_employer[cover.origin->employer].emplace_back(cover.from, cover.end);
    }
  }
  for (auto& [employer, ranges] : by_employer) {
    std::sort(ranges.begin(), ranges.end());
    for (size_t i = 0; i < ranges.size();) {
      auto [from, end] = ranges[i];
      for (++i; i < ranges.size() && ranges[i].first <= end; ++i) {
        end = std::max(end, ranges[i].second);
      }
      jobs.push_back({employer, from, LastMonthBefore(end)});
    }
  }
}

// The flow of a scheme in a month that `of` takes; null when there is none.
const CoverageFlow* FindFlow(const std::vector<CoverageFlow>& flows, Scheme scheme, Month month,
                             bool (*of)(FlowKind)) {
  const auto found = std::find_if(flows.begin(), flows.end(), [&](const CoverageFlow& flow) {
    return flow.scheme == scheme && flow.month == month && of(flow.kind);
  });
  return found == flows.end() ? nullptr : &*found;
}

// What a join of a scheme is to a person who was covered by some scheme before.
FlowKind Again(FlowKind kind) {
  if (kind == FlowKind::kNewJoin) return FlowKind::kReturn;
  return kind == FlowKind::kNewPayment ? FlowKind::kPaidAgain : kind;
}

// Adds what it means for Scheme::kAny that from `month` on `now` counts the person
// in the place of `before`; null for none.
void AddAnyFlows(Month month, const CoverageSpan* before, const CoverageSpan* now, bool known,
                 std::vector<CoverageFlow>& flows) {
  CoverageFlow flow;
  if (before == nullptr) {
    flow = *FindFlow(flows, now->scheme, month, IsJoined);
    if (known) flow.kind = Again(flow.kind);
  } else if (now == nullptr) {
    flow = *FindFlow(flows, before->scheme, month, IsLeft);
  } else if (before->area != now->area) {
    const CoverageFlow* moved = FindFlow(flows, now->scheme, month,
                                         [](FlowKind kind) { return kind == FlowKind::kMovedIn; });
    if (moved != nullptr && before->scheme == now->scheme) flow.reason = moved->reason;
    flow.month = month;
    flow.kind = FlowKind::kMovedOut;
    flow.area = before->area;
    flow.other_area = now->area;
  } else {
    return;
  }
  flow.scheme = Scheme::kAny;
  flow.category = {};
  flows.push_back(flow);
  if (flow.kind != FlowKind::kMovedOut) return;
  flow.kind = FlowKind::kMovedIn;
  std::swap(flow.area, flow.other_area);
  flows.push_back(flow);
}

// Each person once: counted where health insurance does, else where compulsory,
// voluntary or unemployment insurance does. `step` is told of each month in which the
// span that counts may be another: the month, the span before, the one now, and
// whether any came before.
template <typename Step>
std::vector<CoverageSpan> AnyOf(const std::vector<CoverageSpan>& spans, Step step) {
  static constexpr Scheme kOrder[] = {Scheme::kHealth, Scheme::kCompulsory, Scheme::kVoluntary,
                                      Scheme::kUnemployment};
  std::vector<Month> points;
  AddSpanEdges(spans, points);
  std::vector<CoverageSpan> any;
  const CoverageSpan* before = nullptr;
  for (size_t i = 0; i < points.size() && points[i] <= Month::Max(); ++i) {
    const CoverageSpan* now = nullptr;
    for (const Scheme scheme : kOrder) {
      const auto found = std::find_if(spans.begin(), spans.end(), [&](const CoverageSpan& span) {
        return span.scheme == scheme && span.from <= points[i] && points[i] <= span.through;
      });
      if (found == spans.end()) continue;
      now = &*found;
      break;
    }
    if (before != nullptr || now != nullptr) step(points[i], before, now, !any.empty());
    if (now != nullptr) {
      Append(any, {Scheme::kAny, points[i], LastMonthBefore(points[i + 1]), now->area, {}, {}});
    }
    before = now;
  }
  return any;
}

// With the flows of it.
void AddAny(Coverage& coverage) {
  const std::vector<CoverageSpan> any = AnyOf(
      coverage.spans, [&](Month month, const CoverageSpan* before, const CoverageSpan* now,
                          bool known) { AddAnyFlows(month, before, now, known, coverage.flows); });
  coverage.spans.insert(coverage.spans.end(), any.begin(), any.end());
}

}  // namespace

void AddAny(std::vector<CoverageSpan>& spans) {
  const std::vector<CoverageSpan> any =
      AnyOf(spans, [](Month, const CoverageSpan*, const CoverageSpan*, bool) {});
  spans.insert(spans.end(), any.begin(), any.end());
}

std::string_view FindingKindText(FindingKind kind) {
  switch (kind) {
    case FindingKind::kSecondEmployer:
      return "SECOND_EMPLOYER";
    case FindingKind::kCompulsoryAndVoluntary:
      return "COMPULSORY_AND_VOLUNTARY";
    case FindingKind::kLeaveWithoutJoin:
      return "LEAVE_WITHOUT_JOIN";
    case FindingKind::kLeaveBeforeJoin:
      return "LEAVE_BEFORE_JOIN";
    case FindingKind::kChangeWithoutJoin:
      return "CHANGE_WITHOUT_JOIN";
    case FindingKind::kAnnulWithoutMovement:
      return "ANNUL_WITHOUT_MOVEMENT";
  }
  return "";
}

std::optional<FindingKind> FindingKindOf(std::string_view text) {
  for (int kind = 1; kind <= static_cast<int>(FindingKind::kAnnulWithoutMovement); ++kind) {
    if (FindingKindText(static_cast<FindingKind>(kind)) == text) {
      return static_cast<FindingKind>(kind);
    }
  }
  return std::nullopt;
}

Coverage FoldCoverage(const std::vector<Movement>& movements, const std::vector<Wage>& wages,
                      const Categories& categories) {
  Coverage coverage;
  const std::vector<const Movement*> kept = WithoutAnnulled(movements, coverage.findings);

  // Compulsory comes first in kMovementSchemes: voluntary depends on it.
  for (const Scheme scheme : kMovementSchemes) {
    const SchemeFold fold(scheme, kept, wages, categories, coverage.findings);
    if (fold.covers().empty()) continue;
    std::vector<Month> points = fold.Breakpoints();
    if (scheme == Scheme::kVoluntary) AddSpanEdges(coverage.spans, points);

    RunReporter second_employer(FindingKind::kSecondEmployer, scheme, coverage.findings);
    RunReporter overlap(FindingKind::kCompulsoryAndVoluntary, scheme, coverage.findings);
    FlowTracker flows(scheme, categories, coverage);
    for (size_t i = 0; i < points.size(); ++i) {
      const Month month = points[i];
      const Cover* counting = fold.Counting(month);
      second_employer.Holds(counting != nullptr && fold.EmployersIn(month) > 1, month);
      const bool compulsory =
          scheme == Scheme::kVoluntary && CoveredIn(coverage.spans, Scheme::kCompulsory, month);
      const bool compulsory_too = counting != nullptr && compulsory;
      flows.Next(month, compulsory ? nullptr : counting, compulsory);
      overlap.Holds(compulsory_too, month);
      if (counting == nullptr || compulsory_too) continue;
      const Attributes& attributes = counting->At(month);
      Append(coverage.spans, {scheme, month, LastMonthBefore(points[i + 1]), attributes.area,
                              attributes.category, counting->origin->employer});
    }
    if (scheme == Scheme::kCompulsory) AddJobs(fold, coverage.jobs);
  }
  AddAny(coverage);
  std::sort(coverage.findings.begin(), coverage.findings.end());
  coverage.findings.erase(std::unique(coverage.findings.begin(), coverage.findings.end()),
                          coverage.findings.end());
  return coverage;
}

}  // namespace baophu::participant
