#ifndef BAOPHU_SERVICES_PARTICIPANT_ENROLMENT_FOLD_SCHEME_FOLD_H_
#define BAOPHU_SERVICES_PARTICIPANT_ENROLMENT_FOLD_SCHEME_FOLD_H_

#include <cstdint>
#include <string_view>
#include <tuple>
#include <vector>

#include "services/participant/enrolment/categories.h"
#include "services/participant/enrolment/fold/cover.h"
#include "services/participant/enrolment/fold/coverage.h"
#include "services/participant/enrolment/movement.h"

namespace baophu::participant::fold {

// A person's covers of one scheme, as joins and paid periods begin them and leaves and changes
// alter them. What it finds odd on the way goes to `findings`. Keeps pointers into the movements
// and wages, which must outlive it.
class SchemeFold {
 public:
  SchemeFold(Scheme scheme, const std::vector<const Movement*>& movements,
             const std::vector<Wage>& wages, const Categories& categories,
             std::vector<Finding>& findings);

  const std::vector<Cover>& covers() const { return covers_; }

  // Months at which the answer may change, sorted.
  std::vector<Month> Breakpoints() const;

  // The cover that counts in a month; null when none covers it.
  const Cover* Counting(Month month) const;

  // How many employers' covers include the month.
  int EmployersIn(Month month) const;

 private:
  void Begin(const Movement& movement, Month end);
  void Leave(const Movement& leave);
  void Change(const Movement& change);
  void Report(FindingKind kind, const Movement& movement);
  int64_t WageIn(EmployerId employer, Month month) const;

  // The earliest contract with an employer among the covers of a month, so that
  // registering a job anew does not make it a later contract.
  std::tuple<Day, int64_t, std::string_view> FirstContract(EmployerId employer, Month month) const;
  bool CountsBefore(const Cover& a, const Cover& b, Month month) const;

  const Scheme scheme_;
  const std::vector<Wage>& wages_;
  const Categories& categories_;
  std::vector<Finding>& findings_;
  std::vector<Cover> covers_;
};

}  // namespace baophu::participant::fold

#endif  // BAOPHU_SERVICES_PARTICIPANT_ENROLMENT_FOLD_SCHEME_FOLD_H_
