#include "services/contribution/assessment/assessor.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/status/try.h"

namespace baophu::contribution {

FundAssessments SumOfLines(std::span<const AssessmentLine> lines) {
  FundAssessments sums;
  for (const AssessmentLine& line : lines) {
    for (size_t fund = 0; fund < kFundCount; ++fund) {
      if (!line.counted[fund]) continue;
      ++sums[fund].worker_count;
      sums[fund].counted_wages += line.contribution[fund].counted_wage;
      sums[fund].employer += line.contribution[fund].employer;
      sums[fund].employee += line.contribution[fund].employee;
    }
  }
  return sums;
}

FundAmounts TotalsOf(const FundAssessments& parts) {
  FundAmounts amounts;
  for (size_t fund = 0; fund < kFundCount; ++fund) amounts[fund] = parts[fund].total();
  return amounts;
}

absl::StatusOr<std::vector<AssessmentLine>> Assessor::Assess(PayerId employer, FundingType funding,
                                                             std::span<const JobWage> jobs,
                                                             Month month) {
  std::vector<AssessmentLine> lines;
  for (auto first = jobs.begin(); first != jobs.end();) {
    const auto end = std::find_if(
        first, jobs.end(), [&](const JobWage& job) { return job.person_id != first->person_id; });
    const std::span<const JobWage> of_person(first, end);
    const auto here = std::find_if(first, end, [&](const JobWage& job) {
      return job.employer == employer && job.Holds(month);
    });
    first = end;
    if (here == end) continue;
    AssessmentLine line;
    line.person_id = here->person_id;
    line.wage = here->wage;
    line.rate_class = here->rate_class;
    line.workplace = here->workplace;
    BAOPHU_ASSIGN(const Rule* rule, RuleOf({here->rate_class, funding, here->workplace, month}));
    line.region = rule->region;
    line.counted = FundsOfJob(of_person, employer, month);
    line.contribution = ContributionOf(here->wage, rule->wage);
    for (size_t fund = 0; fund < kFundCount; ++fund) {
      // A fund that does not insure the class counts nobody of it.
      line.counted[fund] = line.counted[fund] && !rule->wage.funds[fund].rate_source.empty();
      if (!line.counted[fund]) line.contribution[fund] = FundContribution();
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

absl::StatusOr<const Assessor::Rule*> Assessor::RuleOf(RuleKey key) {
  const auto known = rules_.find(key);
  if (known != rules_.end()) return &known->second;
  Rule rule;
  BAOPHU_ASSIGN(rule.region, RegionOfWorkplace(law_, areas_, key.workplace, key.month));
  BAOPHU_ASSIGN(rule.wage, law_.WageRuleOf({key.rate_class, key.funding, rule.region}, key.month));
  return &rules_.emplace(std::move(key), std::move(rule)).first->second;
}

absl::StatusOr<WageRegion> RegionOfWorkplace(const Law& law, const AreaCatalogue& areas,
                                             AreaCode workplace, Month month) {
  for (const AncestorSpan& span : areas.AncestorSpans(workplace)) {
    if (span.from <= month && month <= span.through && !span.areas.empty()) {
      return law.RegionOf(span.areas, month);
    }
  }
  return absl::FailedPreconditionError(
      absl::StrCat("workplace ", workplace.ToString(), " is no area in ", month.ToString(),
                   "; import the area, or correct the wage's workplace"));
}

}  // namespace baophu::contribution
