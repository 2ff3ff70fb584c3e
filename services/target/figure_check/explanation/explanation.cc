#include "services/target/figure_check/explanation/explanation.h"

#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace baophu::target {
namespace {

// A code for programs and words in both languages.
struct Words {
  const char* code;
  const char* vi;
  const char* en;

  const char* In(TextLanguage language) const {
    return language == TextLanguage::kVietnamese ? vi : en;
  }
};

// In the order of the enumerations.
constexpr std::array<Words, 12> kAssumptions = {{
    {"PRINTED_DIGITS",
     "số in ra được làm tròn đến chữ số cuối; \"trên\", \"gần\", \"khoảng\" lệch không quá một đơn "
     "vị "
     "của chữ số có nghĩa cuối",
     "printed numbers are rounded to their last digit; \"over\", \"nearly\" and \"about\" keep "
     "within "
     "one unit of the last significant digit"},
    {"ONE_PLAN", "trong một năm mỗi cấp giao chỉ có một kế hoạch, trừ khi nêu rõ là điều chỉnh",
     "an assigner has one plan for a year unless a revision is stated"},
    {"UNNAMED_ASSIGNER", "kế hoạch không nêu cấp giao được so với từng cấp giao có nêu",
     "a plan whose assigner is not named is compared with that of each named one"},
    {"ONE_BASE",
     "trong một năm dương lịch mỗi mẫu số chỉ có một giá trị, trừ khi nêu rõ là điều chỉnh",
     "a base is one number within a calendar year unless a revision is stated"},
    {"NOT_RESTATED", "số liệu kỳ trước không được đính chính sau khi công bố",
     "what earlier reports printed has not been corrected since"},
    {"SAME_NAME", "tên giống nhau chỉ cùng một chỉ tiêu", "equal names mean the same"},
    {"REMAINING_IS_TO_PLAN", "số còn phải thực hiện là kế hoạch năm trừ đi số đã đạt",
     "what remains is the year's plan less the value"},
    {"SCHEMES_EXCLUDE", "một người không tham gia đồng thời hai loại hình này",
     "nobody is counted in two of the parts"},
    {"DUE_IS_PAID_AND_OWED",
     "theo kinh nghiệm (không phải quy định), số phải thu xấp xỉ số đã thu cộng số chậm đóng",
     "heuristic: amounts due are about what is collected plus what is owed"},
    {"USUAL_PER_HEAD",
     "theo kinh nghiệm (không phải quy định), số thu bình quân một người một tháng nằm trong "
     "khoảng "
     "thường gặp",
     "heuristic: the amount collected for each participant and month is within usual limits"},
    {"USUAL_PART", "theo kinh nghiệm (không phải quy định), số thứ nhất là một phần của số thứ hai",
     "heuristic: the first is as a rule a part of the second"},
    {"OWN_DATA_COMPLETE", "dữ liệu của hệ thống đã đầy đủ tại phiên bản được nêu",
     "the suite's own data is complete at the stated revisions"},
}};

constexpr std::array<Words, 10> kDoubts = {{
    {"UNCLEAR_SCHEME", "không rõ loại hình bảo hiểm", "the scheme is unclear"},
    {"REVISION_STATED", "có nêu điều chỉnh, nên có thể là hai phiên bản",
     "a revision is stated, so these may be two versions"},
    {"OTHER_ASSIGNER", "số này khớp với kế hoạch của cấp giao khác",
     "it fits the plan of another assigner"},
    {"TERRITORY_REFORM",
     "giữa hai thời điểm có sắp xếp đơn vị hành chính, phạm vi có thể khác nhau",
     "a reform of territories lies between, so the areas may differ"},
    {"UNCLEAR_DATE", "không rõ có cùng thời điểm hay không", "they may be of different times"},
    {"UNCLEAR_CHANGE", "mức tăng giảm có thể được hiểu theo cách khác",
     "the change may be meant otherwise"},
    {"OTHER_TIME", "mẫu số chỉ biết theo tên và ở thời điểm khác",
     "the base is known by its name alone, and at another time"},
    {"OTHER_BASE", "tỷ lệ này khớp nếu tính trên kế hoạch năm",
     "the ratio fits if it was taken of the annual plan"},
    {"HEURISTIC", "quan hệ này chỉ là kinh nghiệm", "the relation is usual and no law"},
    {"SAMPLE", "dữ liệu của hệ thống là dữ liệu mẫu", "the suite holds the data of a sample"},
}};

constexpr std::array<Words, 14> kDerivations = {{
    {"STATED", "nêu", "states"},
    {"FRACTION", "theo phân số đã in là", "by its printed fraction says"},
    {"VALUE_OVER_RATIO", "suy ra (giá trị chia tỷ lệ)", "implies (value / ratio)"},
    {"BASE_TIMES_RATIO", "suy ra (mẫu số nhân tỷ lệ)", "implies (base x ratio)"},
    {"VALUE_MINUS_CHANGE", "suy ra (giá trị trừ mức tăng)", "implies (value - change)"},
    {"VALUE_OVER_GROWTH", "suy ra (giá trị chia một cộng tốc độ tăng)",
     "implies (value / (1 + growth))"},
    {"CHANGE_OVER_GROWTH", "suy ra (mức tăng chia tốc độ tăng)", "implies (change / growth)"},
    {"RATIO_MINUS_POINTS", "suy ra (tỷ lệ trừ số điểm phần trăm)", "implies (ratio - points)"},
    {"VALUE_TIMES_REMAINDER", "suy ra (giá trị x (1 / tỷ lệ - 1))",
     "implies (value x (1 / ratio - 1))"},
    {"PLAN_MINUS_VALUE", "suy ra (kế hoạch trừ giá trị)", "implies (plan - value)"},
    {"SUM", "cộng lại là", "add up to"},
    {"COLLECTED_PLUS_OWED", "đã thu cộng chậm đóng, kể cả dung sai, là",
     "collected plus owed, tolerance included, say"},
    {"AMOUNT_PER_HEAD", "bình quân một người một tháng là", "for each participant and month say"},
    {"OWN_DATA", "dữ liệu của hệ thống là", "the suite's own data says"},
}};
constexpr Words kLimit = {"LIMIT", "chỉ có thể là", "it can only be"};

const Words& WordsOf(Derivation derivation) {
  return derivation == Derivation::kLimit ? kLimit : kDerivations[static_cast<size_t>(derivation)];
}

constexpr std::array<Words, 11> kRelations = {{
    {"", "Một số liệu được nêu nhiều lần", "One figure, stated or implied more than once"},
    {"", "Một kế hoạch được nêu hoặc suy ra nhiều lần",
     "One plan, stated or implied more than once"},
    {"", "Một mẫu số được nêu hoặc suy ra nhiều lần", "One base, stated or implied more than once"},
    {"", "Một tỷ lệ được nêu hoặc suy ra nhiều lần", "One ratio, stated or implied more than once"},
    {"", "Số còn phải thực hiện so với kế hoạch", "What remains to the plan"},
    {"", "Tổng so với các thành phần", "A whole and the sum of its parts"},
    {"", "Bộ phận không lớn hơn tổng thể", "A part is at most its whole"},
    {"", "Số kỳ trước không thể âm", "An earlier value cannot be below zero"},
    {"", "Số phải thu so với số đã thu và số chậm đóng", "Amount due, collected and owed"},
    {"", "Số thu bình quân đầu người", "Amount collected for each participant"},
    {"", "So với dữ liệu của hệ thống", "Against the suite's own data"},
}};

std::string Ids(const std::vector<size_t>& places, const std::vector<Figure>& figures) {
  return absl::StrJoin(places, ", ", [&](std::string* out, size_t place) {
    absl::StrAppend(out, figures[place].id);
  });
}

bool IsPoint(const Interval& interval) {
  return interval.lower().has_value() && interval.upper().has_value() &&
         interval.lower()->at == interval.upper()->at;
}

bool SameBounds(const Interval& a, const Interval& b) {
  const auto same = [](const auto& x, const auto& y) {
    return x.has_value() == y.has_value() && (!x.has_value() || x->at == y->at);
  };
  return same(a.lower(), b.lower()) && same(a.upper(), b.upper());
}

// "S3-08 suy ra (giá trị chia tỷ lệ) 519.024..519.078 người (rộng nhất ...)".
std::string SideText(const Estimate& side, const std::vector<Figure>& figures,
                     TextLanguage language) {
  const std::string ids = Ids(side.figures, figures);
  std::string text =
      absl::StrCat(ids, ids.empty() ? "" : " ", WordsOf(side.derivation).In(language), " ",
                   IntervalText(side.reading.usual, side, language));
  if (!SameBounds(side.reading.usual, side.reading.widest)) {
    absl::StrAppend(&text,
                    language == TextLanguage::kVietnamese ? " (rộng nhất " : " (at the widest ",
                    IntervalText(side.reading.widest, side, language), ")");
  }
  return text;
}

std::string Conclusion(const Finding& finding, TextLanguage language) {
  const bool vi = language == TextLanguage::kVietnamese;
  switch (finding.verdict) {
    case Verdict::kConsistent:
      return vi ? "Các số này khớp nhau." : "They agree.";
    case Verdict::kInconsistent:
      return vi ? "Hai bên không có giá trị chung nào, nên các số này không thể cùng đúng."
                : "The two have no value in common, so these figures cannot all be true.";
    case Verdict::kUndetermined:
      break;
  }
  if (finding.careless) {
    return vi ? "Chỉ khớp nếu có số không được làm tròn theo cách thông thường, nên chưa kết luận."
              : "They agree only if a number was not rounded in the usual way, so nothing is "
                "concluded.";
  }
  const std::string reasons =
      absl::StrJoin(finding.doubts, "; ", [&](std::string* out, Doubt doubt) {
        absl::StrAppend(out, kDoubts[static_cast<size_t>(doubt)].In(language));
      });
  if (reasons.empty()) {
    return vi ? "Không đủ căn cứ để kết luận." : "They say too little to conclude anything.";
  }
  return absl::StrCat(vi ? "Hai bên không khớp nhưng chưa thể kết luận là mâu thuẫn: "
                         : "The two do not meet, which proves nothing: ",
                      reasons, ".");
}

}  // namespace

const char* AssumptionText(Assumption assumption) {
  return kAssumptions[static_cast<size_t>(assumption)].code;
}

const char* DoubtText(Doubt doubt) { return kDoubts[static_cast<size_t>(doubt)].code; }

const char* DerivationText(Derivation derivation) { return WordsOf(derivation).code; }

std::set<Assumption> AssumptionsOf(const Finding& finding) {
  std::set<Assumption> assumptions;
  for (const Estimate* side : {&finding.left, &finding.right}) {
    if (!IsPoint(side->reading.usual) && side->derivation != Derivation::kLimit) {
      assumptions.insert(Assumption::kPrintedDigits);
    }
    if (side->from_change) assumptions.insert(Assumption::kNotRestated);
    const bool only_name =
        (side->quantity.kind == Quantity::Kind::kValue && side->subject.indicator == nullptr) ||
        (side->base.has_value() && side->base->kind == RatioBase::Kind::kNamed);
    if (only_name) assumptions.insert(Assumption::kSameName);
  }
  switch (finding.relation) {
    case Relation::kSamePlan:
      assumptions.insert(Assumption::kOnePlan);
      if (finding.left.base->assigner.empty() || finding.right.base->assigner.empty()) {
        assumptions.insert(Assumption::kUnnamedAssigner);
      }
      break;
    case Relation::kSameBase:
      assumptions.insert(Assumption::kOneBase);
      break;
    case Relation::kRemaining:
      assumptions.insert(Assumption::kRemainingIsToPlan);
      break;
    case Relation::kSumOfParts:
      assumptions.insert(Assumption::kSchemesExclude);
      break;
    case Relation::kAmountDue:
      assumptions.insert(Assumption::kDueIsPaidAndOwed);
      break;
    case Relation::kAmountPerHead:
      assumptions.insert(Assumption::kUsualPerHead);
      break;
    case Relation::kPartOfWhole:
      if (finding.heuristic) assumptions.insert(Assumption::kUsualPart);
      break;
    case Relation::kOwnData:
      assumptions.insert(Assumption::kOwnDataComplete);
      break;
    default:
      break;
  }
  return assumptions;
}

std::string QuantityText(const Estimate& estimate, const IndicatorCatalogue& catalogue,
                         TextLanguage language) {
  const bool vi = language == TextLanguage::kVietnamese;
  const std::string& subject = vi ? estimate.subject.name_vi : estimate.subject.name_en;
  const Quantity& quantity = estimate.quantity;
  const std::string as_of = quantity.as_of.ToString();
  const auto plan_of = [&](const RatioBase& base) {
    std::string text = absl::StrCat(vi ? "kế hoạch" : "plan");
    if (base.assigner.empty())
      return text + (vi ? " (không nêu cấp giao)" : " (assigner not named)");
    const Assigner* const assigner = catalogue.FindAssigner(base.assigner);
    const std::string name =
        assigner == nullptr ? base.assigner : (vi ? assigner->name_vi : assigner->name_en);
    return absl::StrCat(text, vi ? " do " : " of ", name, vi ? " giao" : "");
  };
  switch (quantity.kind) {
    case Quantity::Kind::kPlan:
      return absl::StrCat(plan_of(*estimate.base), vi ? " năm " : " for ", quantity.year, ": ",
                          subject);
    case Quantity::Kind::kBase:
      return absl::StrCat(vi ? estimate.base->name_vi : estimate.base->name_en,
                          vi ? " năm " : " in ", quantity.year);
    case Quantity::Kind::kRemaining:
      return absl::StrCat(vi ? "còn phải thực hiện đến hết " : "remaining to the plan of ",
                          quantity.year, ": ", subject);
    case Quantity::Kind::kRatio: {
      std::string base = "?";
      if (estimate.base.has_value()) {
        const RatioBase& of = *estimate.base;
        const Subject& whole = of.subject;
        base = of.kind == RatioBase::Kind::kPlan ? plan_of(of) : (vi ? of.name_vi : of.name_en);
        if (of.kind == RatioBase::Kind::kValue) base = vi ? whole.name_vi : whole.name_en;
      }
      return absl::StrCat(vi ? "tỷ lệ " : "ratio of ", subject, vi ? " trên " : " to ", base, ", ",
                          as_of);
    }
    case Quantity::Kind::kValue:
      break;
  }
  return absl::StrCat(subject, ", ", as_of);
}

std::string Explain(const Finding& finding, const std::vector<Figure>& figures,
                    const CheckRules& rules, const std::vector<SuiteReport>& reports,
                    TextLanguage language) {
  const bool vi = language == TextLanguage::kVietnamese;
  const std::string quantity = QuantityText(finding.left, rules.catalogue(), language);
  const std::string other = QuantityText(finding.right, rules.catalogue(), language);
  std::string text =
      absl::StrCat(kRelations[static_cast<size_t>(finding.relation)].In(language), " - ", quantity);
  if (other != quantity) absl::StrAppend(&text, " / ", other);
  if (!finding.left.place_name.empty()) absl::StrAppend(&text, " (", finding.left.place_name, ")");
  absl::StrAppend(&text, ": ", SideText(finding.left, figures, language), "; ",
                  SideText(finding.right, figures, language), ". ");
  if (finding.also.has_value()) {
    absl::StrAppend(&text, QuantityText(*finding.also, rules.catalogue(), language), ": ",
                    SideText(*finding.also, figures, language), ". ");
  }
  absl::StrAppend(&text, Conclusion(finding, language));
  if (finding.relation == Relation::kOwnData) {
    absl::StrAppend(&text, vi ? " Báo cáo: " : " Report: ", reports[finding.suite_report].name,
                    ".");
  }
  const std::set<Assumption> assumptions = AssumptionsOf(finding);
  if (assumptions.empty()) return text;
  return absl::StrCat(
      text, vi ? " Giả định: " : " Assumed: ",
      absl::StrJoin(assumptions, "; ",
                    [&](std::string* out, Assumption assumption) {
                      absl::StrAppend(out,
                                      kAssumptions[static_cast<size_t>(assumption)].In(language));
                    }),
      ".");
}

}  // namespace baophu::target
