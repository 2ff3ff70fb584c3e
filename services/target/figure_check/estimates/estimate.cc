#include "services/target/figure_check/estimates/estimate.h"

#include <algorithm>
#include <utility>

namespace baophu::target {
namespace {

Finding Judge(Relation relation, const Estimate& left, const Estimate& right,
              std::set<Doubt> doubts, bool usual_meets, bool widest_meets) {
  Finding finding;
  finding.relation = relation;
  finding.left = left;
  finding.right = right;
  doubts.insert(left.doubts.begin(), left.doubts.end());
  doubts.insert(right.doubts.begin(), right.doubts.end());
  const bool says_something = !left.reading.usual.unbounded() && !right.reading.usual.unbounded();
  if (usual_meets) {
    finding.verdict = says_something ? Verdict::kConsistent : Verdict::kUndetermined;
  } else if (widest_meets) {
    finding.careless = true;
  } else if (doubts.empty()) {
    finding.verdict = Verdict::kInconsistent;
  } else {
    finding.doubts = std::move(doubts);
  }
  return finding;
}

}  // namespace

const char* VerdictText(Verdict verdict) {
  switch (verdict) {
    case Verdict::kConsistent:
      return "CONSISTENT";
    case Verdict::kInconsistent:
      return "INCONSISTENT";
    case Verdict::kUndetermined:
      break;
  }
  return "UNDETERMINED";
}

const char* RelationText(Relation relation) {
  switch (relation) {
    case Relation::kSameFigure:
      return "SAME_FIGURE";
    case Relation::kSamePlan:
      return "SAME_PLAN";
    case Relation::kSameBase:
      return "SAME_BASE";
    case Relation::kSameRatio:
      return "SAME_RATIO";
    case Relation::kRemaining:
      return "REMAINING";
    case Relation::kSumOfParts:
      return "SUM_OF_PARTS";
    case Relation::kPartOfWhole:
      return "PART_OF_WHOLE";
    case Relation::kPossibleChange:
      return "POSSIBLE_CHANGE";
    case Relation::kAmountDue:
      return "AMOUNT_DUE";
    case Relation::kAmountPerHead:
      return "AMOUNT_PER_HEAD";
    case Relation::kOwnData:
      break;
  }
  return "OWN_DATA";
}

std::vector<size_t> Union(std::vector<size_t> a, const std::vector<size_t>& b) {
  a.insert(a.end(), b.begin(), b.end());
  std::sort(a.begin(), a.end());
  a.erase(std::unique(a.begin(), a.end()), a.end());
  return a;
}

std::vector<size_t> Finding::figures() const {
  std::vector<size_t> all = Union(left.figures, right.figures);
  // Where the two prove something, they need no third.
  const bool rests_on_also = also.has_value() && verdict == Verdict::kUndetermined;
  return rests_on_also ? Union(std::move(all), also->figures) : all;
}

Finding CompareEqual(Relation relation, const Estimate& left, const Estimate& right,
                     std::set<Doubt> doubts) {
  return Judge(relation, left, right, std::move(doubts),
               left.reading.usual.Meets(right.reading.usual),
               left.reading.widest.Meets(right.reading.widest));
}

Finding CompareAtMost(Relation relation, const Estimate& left, const Estimate& right,
                      std::set<Doubt> doubts) {
  return Judge(relation, left, right, std::move(doubts),
               !left.reading.usual.IsAbove(right.reading.usual),
               !left.reading.widest.IsAbove(right.reading.widest));
}

}  // namespace baophu::target
