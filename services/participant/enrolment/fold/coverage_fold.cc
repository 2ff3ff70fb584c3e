#include "services/participant/enrolment/fold/coverage_fold.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "services/participant/enrolment/fold/any_cover.h"
#include "services/participant/enrolment/fold/coverage_spans.h"
#include "services/participant/enrolment/fold/flow_tracker.h"
#include "services/participant/enrolment/fold/scheme_fold.h"

namespace baophu::participant {
namespace {

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

void AddJobs(const fold::SchemeFold& compulsory, std::vector<JobSpan>& jobs) {
  std::map<EmployerId, std::vector<std::pair<Month, Month>>> by_employer;
  for (const fold::Cover& cover : compulsory.covers()) {
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
      jobs.push_back({employer, from, fold::LastMonthBefore(end)});
    }
  }
}

}  // namespace

Coverage FoldCoverage(const std::vector<Movement>& movements, const std::vector<Wage>& wages,
                      const Categories& categories) {
  Coverage coverage;
  const std::vector<const Movement*> kept = WithoutAnnulled(movements, coverage.findings);

  // Compulsory comes first in kMovementSchemes: voluntary depends on it.
  for (const Scheme scheme : kMovementSchemes) {
    const fold::SchemeFold fold(scheme, kept, wages, categories, coverage.findings);
    if (fold.covers().empty()) continue;
    std::vector<Month> points = fold.Breakpoints();
    if (scheme == Scheme::kVoluntary) fold::AddSpanEdges(coverage.spans, points);

    RunReporter second_employer(FindingKind::kSecondEmployer, scheme, coverage.findings);
    RunReporter overlap(FindingKind::kCompulsoryAndVoluntary, scheme, coverage.findings);
    fold::FlowTracker flows(scheme, categories, coverage);
    for (size_t i = 0; i < points.size(); ++i) {
      const Month month = points[i];
      const fold::Cover* counting = fold.Counting(month);
      second_employer.Holds(counting != nullptr && fold.EmployersIn(month) > 1, month);
      const bool compulsory = scheme == Scheme::kVoluntary &&
                              fold::CoveredIn(coverage.spans, Scheme::kCompulsory, month);
      const bool compulsory_too = counting != nullptr && compulsory;
      flows.Next(month, compulsory ? nullptr : counting, compulsory);
      overlap.Holds(compulsory_too, month);
      if (counting == nullptr || compulsory_too) continue;
      const fold::Attributes& attributes = counting->At(month);
      fold::Append(coverage.spans,
                   {scheme, month, fold::LastMonthBefore(points[i + 1]), attributes.area,
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
