#ifndef BAOPHU_SERVICES_CONTRIBUTION_ASSESSMENT_ASSESSOR_H_
#define BAOPHU_SERVICES_CONTRIBUTION_ASSESSMENT_ASSESSOR_H_

#include <cstdint>
#include <span>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "common/area/area_catalogue.h"
#include "common/month/month.h"
#include "services/contribution/jobs/job.h"
#include "services/contribution/law/law.h"
#include "services/contribution/law/wage_contribution.h"

// What an employer owes for a month by its workers' wages. Pure.
namespace baophu::contribution {

// One worker of an employer in a month: a line of the explanation.
struct AssessmentLine {
  int64_t person_id = 0;
  Vnd wage;
  std::string rate_class;
  AreaCode workplace;
  WageRegion region = 1;
  CountedFunds counted{};         // Funds that count this job.
  WageContribution contribution;  // Zero where a fund does not count it.
};

// One fund's part of an employer's month.
struct FundAssessment {
  int64_t worker_count = 0;  // Workers whom the fund counts here.
  Vnd counted_wages;         // Their wages, each up to the cap.
  Vnd employer;
  Vnd employee;

  Vnd total() const { return employer + employee; }
  friend bool operator==(const FundAssessment&, const FundAssessment&) = default;
};

using FundAssessments = std::array<FundAssessment, kFundCount>;

// Sums of an employer's lines.
FundAssessments SumOfLines(std::span<const AssessmentLine> lines);

// Both parties' parts by fund.
FundAmounts TotalsOf(const FundAssessments& parts);

// Asks the law for each class, region and month once. Not thread-safe. Law and
// catalogue must outlive it.
class Assessor {
 public:
  Assessor(const Law& law, const AreaCatalogue& areas) : law_(law), areas_(areas) {}

  // The lines of `employer` for `month`, by person, from all spans of all its
  // workers, theirs with other employers too, in the order of (person, employer,
  // from). FAILED_PRECONDITION names a class, area or month without a rule.
  absl::StatusOr<std::vector<AssessmentLine>> Assess(PayerId employer, FundingType funding,
                                                     std::span<const JobWage> jobs, Month month);

 private:
  struct RuleKey {
    std::string rate_class;
    FundingType funding;
    AreaCode workplace;
    Month month;

    friend bool operator==(const RuleKey&, const RuleKey&) = default;
    template <typename H>
    friend H AbslHashValue(H h, const RuleKey& key) {
      return H::combine(std::move(h), key.rate_class, key.funding, key.workplace, key.month);
    }
  };
  struct Rule {
    WageRegion region = 1;
    WageRule wage;
  };

  absl::StatusOr<const Rule*> RuleOf(RuleKey key);

  const Law& law_;
  const AreaCatalogue& areas_;
  absl::flat_hash_map<RuleKey, Rule> rules_;
};

// The region of minimum wages of a workplace in a month: that of the lowest area
// with a row, of the area itself and those above it. FAILED_PRECONDITION when
// the area was not in force or none has a row.
absl::StatusOr<WageRegion> RegionOfWorkplace(const Law& law, const AreaCatalogue& areas,
                                             AreaCode workplace, Month month);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_ASSESSMENT_ASSESSOR_H_
