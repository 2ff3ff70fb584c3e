#include "services/participant/enrolment/fold/flow_tracker.h"

namespace baophu::participant::fold {
void FlowTracker::Next(Month month, const Cover* cover, bool replaced) {
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

FlowKind FlowTracker::JoinKind(const Cover& cover, Month month) const {
  if (cover.from < month) return FlowKind::kResumed;
  if (cover.origin->kind == MovementKind::kPaidThrough) {
    return known_ ? FlowKind::kPaidAgain : FlowKind::kNewPayment;
  }
  return known_ ? FlowKind::kReturn : FlowKind::kNewJoin;
}

void FlowTracker::Renew(Month month, const Cover& cover) {
  if (before_ == &cover || before_->end != month || before_->ended_by != nullptr ||
      before_->origin->kind != MovementKind::kPaidThrough) {
    return;
  }
  const Attributes& attributes = before_->At(month - 1);
  if (!categories_.PaidAhead(scheme_, attributes.category)) return;
  renewals_.push_back(
      {scheme_, month, FlowKind::kRenewed, attributes.area, {}, attributes.category, ""});
}

void FlowTracker::Move(Month month, const Cover& cover) {
  const Attributes& now = cover.At(month);
  const AreaCode from = before_->At(month - 1).area;
  if (now.area == from) return;
  const std::string reason = now.from == month ? now.by->reason : "";
  Add(month, FlowKind::kMovedOut, *before_, month - 1, reason).other_area = now.area;
  Add(month, FlowKind::kMovedIn, cover, month, reason).other_area = from;
}

CoverageFlow& FlowTracker::Add(Month month, FlowKind kind, const Cover& cover, Month counted,
                               const std::string& reason) {
  const Attributes& attributes = cover.At(counted);
  return flows_.emplace_back(
      CoverageFlow{scheme_, month, kind, attributes.area, {}, attributes.category, reason});
}

}  // namespace baophu::participant::fold
