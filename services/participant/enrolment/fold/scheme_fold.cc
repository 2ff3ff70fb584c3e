#include "services/participant/enrolment/fold/scheme_fold.h"

#include <algorithm>
#include <set>

namespace baophu::participant::fold {
namespace {

constexpr Month kNever = Month::Max() + 1;

}  // namespace

SchemeFold::SchemeFold(Scheme scheme, const std::vector<const Movement*>& movements,
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

std::vector<Month> SchemeFold::Breakpoints() const {
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

const Cover* SchemeFold::Counting(Month month) const {
  const Cover* best = nullptr;
  for (const Cover& cover : covers_) {
    if (!cover.Covers(month)) continue;
    if (best == nullptr || CountsBefore(cover, *best, month)) best = &cover;
  }
  return best;
}

int SchemeFold::EmployersIn(Month month) const {
  std::set<EmployerId> employers;
  for (const Cover& cover : covers_) {
    if (cover.Covers(month) && cover.origin->employer) employers.insert(cover.origin->employer);
  }
  return static_cast<int>(employers.size());
}

void SchemeFold::Begin(const Movement& movement, Month end) {
  covers_.push_back({&movement,
                     movement.effective,
                     end,
                     {{movement.effective, movement.area, movement.category, &movement}}});
}

void SchemeFold::Leave(const Movement& leave) {
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

void SchemeFold::Change(const Movement& change) {
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

void SchemeFold::Report(FindingKind kind, const Movement& movement) {
  findings_.push_back({kind, scheme_, movement.effective, movement.id});
}

int64_t SchemeFold::WageIn(EmployerId employer, Month month) const {
  for (const Wage& wage : wages_) {
    if (wage.employer == employer && wage.from <= month && month <= wage.through) {
      return wage.wage_vnd;
    }
  }
  return 0;
}

std::tuple<Day, int64_t, std::string_view> SchemeFold::FirstContract(EmployerId employer,
                                                                     Month month) const {
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

bool SchemeFold::CountsBefore(const Cover& a, const Cover& b, Month month) const {
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

}  // namespace baophu::participant::fold
