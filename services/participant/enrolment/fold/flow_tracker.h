#ifndef BAOPHU_SERVICES_PARTICIPANT_ENROLMENT_FOLD_FLOW_TRACKER_H_
#define BAOPHU_SERVICES_PARTICIPANT_ENROLMENT_FOLD_FLOW_TRACKER_H_

#include <string>
#include <vector>

#include "services/participant/enrolment/categories.h"
#include "services/participant/enrolment/coverage_flow.h"
#include "services/participant/enrolment/fold/cover.h"
#include "services/participant/enrolment/fold/coverage.h"

namespace baophu::participant::fold {

// Goes through the months of one scheme piece by piece and adds to a coverage who comes, goes,
// moves and renews.
class FlowTracker {
 public:
  FlowTracker(Scheme scheme, const Categories& categories, Coverage& coverage)
      : scheme_(scheme),
        categories_(categories),
        flows_(coverage.flows),
        renewals_(coverage.renewals) {}

  // `cover` is what counts from `month` on, null for none; `replaced` tells that
  // compulsory insurance counts in its place. Months must come in order.
  void Next(Month month, const Cover* cover, bool replaced);

 private:
  FlowKind JoinKind(const Cover& cover, Month month) const;
  void Renew(Month month, const Cover& cover);
  void Move(Month month, const Cover& cover);

  // With area and category of a cover in a month.
  CoverageFlow& Add(Month month, FlowKind kind, const Cover& cover, Month counted,
                    const std::string& reason);

  const Scheme scheme_;
  const Categories& categories_;
  std::vector<CoverageFlow>& flows_;
  std::vector<CoverageFlow>& renewals_;
  const Cover* before_ = nullptr;  // What counted the month before.
  bool known_ = false;             // Whether the person was ever covered.
};

}  // namespace baophu::participant::fold

#endif  // BAOPHU_SERVICES_PARTICIPANT_ENROLMENT_FOLD_FLOW_TRACKER_H_
