#include "services/target/plans/plan_rules.h"

#include <algorithm>
#include <cctype>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/money/percent.h"
#include "common/text/normalise.h"

namespace baophu::target {
namespace {

constexpr size_t kMaxDecisionBytes = 200;
constexpr size_t kMaxSourceBytes = 500;
constexpr size_t kMaxHolderBytes = 64;
constexpr int64_t kFirstYear = 1900;
constexpr int64_t kLastYear = 2999;
// Ten million billion đồng is far above any plan, and sums of such still fit.
constexpr int64_t kMaxValue = 10'000'000'000'000'000;

template <typename Row>
std::string Codes(const std::vector<Row>& rows) {
  return absl::StrJoin(rows, ", ",
                       [](std::string* out, const Row& row) { absl::StrAppend(out, row.code); });
}

void CheckArea(std::string_view text, AreaCode& area, std::vector<Problem>& problems) {
  const absl::StatusOr<AreaCode> parsed = AreaCode::Parse(text);
  if (parsed.ok()) {
    area = *parsed;
  } else {
    problems.push_back({"area", "INVALID_AREA", "is no area code", "write 2, 3 or 5 digits"});
  }
}

bool CheckMonth(std::string_view text, Month& month, std::vector<Problem>& problems) {
  const absl::StatusOr<Month> parsed = Month::Parse(text);
  if (parsed.ok()) {
    month = *parsed;
    return true;
  }
  problems.push_back({"valid_from", "INVALID_MONTH", "is no month",
                      "write YYYY-MM with a month from 01 to 12, such as 2024-07"});
  return false;
}

void CheckText(std::string_view field, std::string_view text, size_t max_bytes, std::string& out,
               std::vector<Problem>& problems) {
  const absl::StatusOr<std::string> normal = NormaliseText(text, max_bytes);
  if (normal.ok()) {
    out = *normal;
  } else {
    problems.push_back(
        {std::string(field), "INVALID_TEXT", "is not plain text, or too long",
         absl::StrCat("write at most ", max_bytes, " bytes of UTF-8 without control characters")});
  }
}

void CheckValue(int64_t value, int64_t least, std::vector<Problem>& problems) {
  if (value >= least && value <= kMaxValue) return;
  problems.push_back({"value", value < 0 ? "NEGATIVE_VALUE" : "INVALID_VALUE",
                      absl::StrCat("is ", value),
                      absl::StrCat("write a whole number from ", least, " to ", kMaxValue)});
}

// Whose plan it is: an officer or organisation, which contribution knows.
bool IsHolder(std::string_view holder) {
  const size_t slash = holder.find('/');
  const std::string_view kind = holder.substr(0, slash);
  if (kind != "officers" && kind != "organisations") return false;
  const std::string_view code = holder.substr(std::min(slash, holder.size() - 1) + 1);
  return !code.empty() && code.size() <= kMaxHolderBytes &&
         std::all_of(code.begin(), code.end(), [](unsigned char c) {
           return std::isalnum(c) != 0 || c == '-' || c == '_' || c == '.';
         });
}

// A ratio is of a base that the indicator's row names: others are of another scope.
void CheckRatio(const PlanDraft& draft, const IndicatorCatalogue& catalogue, PlanVersion& plan,
                std::vector<Problem>& problems) {
  plan.base = draft.base;
  const Indicator* indicator = catalogue.FindIndicator(draft.indicator);
  if (indicator != nullptr && std::find(indicator->bases.begin(), indicator->bases.end(),
                                        plan.base) == indicator->bases.end()) {
    problems.push_back(
        {"base", "INCOMPATIBLE_BASE", absl::StrCat("is no base of ", indicator->code),
         indicator->bases.empty()
             ? std::string("write a number: this indicator has no ratios")
             : absl::StrCat("write one of ", absl::StrJoin(indicator->bases, ", "))});
  }
  if (draft.value != 0) {
    problems.push_back({"value", "VALUE_AND_BASE", "stands beside a base",
                        "leave it out, or leave base and percent out"});
  }
  const absl::StatusOr<int64_t> ppm = ParsePercentPpm(draft.percent);
  if (ppm.ok()) {
    plan.value = *ppm;
  } else {
    problems.push_back({"percent", "INVALID_PERCENT", "is no percentage",
                        "write a number from 0 to 1000 with at most four decimals behind a point, "
                        "such as 94 or 31.5"});
  }
}

}  // namespace

std::string_view PlanKindText(PlanKind kind) {
  return kind == PlanKind::kAssigned ? "ASSIGNED" : "COMMITMENT";
}

std::vector<Problem> CheckPlan(const PlanDraft& draft, const IndicatorCatalogue& catalogue,
                               PlanVersion& plan) {
  std::vector<Problem> problems;
  plan.assigner = draft.assigner;
  if (catalogue.FindAssigner(draft.assigner) == nullptr) {
    problems.push_back({"assigner", "UNKNOWN_ASSIGNER", "is not in the catalogue",
                        absl::StrCat("write one of ", Codes(catalogue.assigners()))});
  }
  CheckText("decision", draft.decision, kMaxDecisionBytes, plan.decision, problems);
  if (draft.year < kFirstYear || draft.year > kLastYear) {
    problems.push_back({"year", "INVALID_YEAR", absl::StrCat("is ", draft.year),
                        "write four digits, such as 2024"});
  } else {
    plan.year = static_cast<int>(draft.year);
  }
  CheckArea(draft.area, plan.area, problems);
  plan.indicator = draft.indicator;
  if (catalogue.FindIndicator(draft.indicator) == nullptr) {
    problems.push_back({"indicator", "UNKNOWN_INDICATOR", "is not in the catalogue",
                        absl::StrCat("write one of ", Codes(catalogue.indicators()))});
  }
  if (draft.kind == PlanKindText(PlanKind::kAssigned)) {
    plan.kind = PlanKind::kAssigned;
  } else if (draft.kind == PlanKindText(PlanKind::kCommitment)) {
    plan.kind = PlanKind::kCommitment;
  } else {
    problems.push_back(
        {"kind", "UNKNOWN_KIND", "is no kind of plan", "write ASSIGNED or COMMITMENT"});
  }
  if (!draft.base.empty()) {
    CheckRatio(draft, catalogue, plan, problems);
  } else if (!draft.percent.empty()) {
    problems.push_back({"percent", "PERCENT_WITHOUT_BASE", "stands without a base",
                        "name the base that it is of, or leave it out"});
  } else {
    CheckValue(draft.value, 0, problems);
    plan.value = draft.value;
  }
  plan.holder = draft.holder;
  if (!plan.holder.empty() && !IsHolder(plan.holder)) {
    problems.push_back({"holder", "INVALID_HOLDER", "is nobody who can hold a plan",
                        "write officers/{code} or organisations/{code} with letters, digits, "
                        "'-', '_' and '.', or leave it out for the area itself"});
  }
  if (CheckMonth(draft.valid_from, plan.valid_from, problems) && plan.year != 0 &&
      plan.valid_from.year() != plan.year) {
    problems.push_back({"valid_from", "MONTH_NOT_IN_YEAR",
                        absl::StrCat("is not in the plan's year ", plan.year),
                        absl::StrCat("write ", plan.year, "-01 to ", plan.year, "-12")});
  }
  return problems;
}

std::vector<Problem> CheckDenominator(const DenominatorDraft& draft,
                                      const IndicatorCatalogue& catalogue,
                                      Denominator& denominator) {
  std::vector<Problem> problems;
  denominator.base = draft.base;
  const Base* base = catalogue.FindBase(draft.base);
  if (base == nullptr || base->source != Base::Source::kDenominator) {
    std::vector<std::string> codes;
    for (const Base& each : catalogue.bases()) {
      if (each.source == Base::Source::kDenominator) codes.push_back(each.code);
    }
    problems.push_back({"base", "UNKNOWN_BASE", "is not a base that is loaded",
                        absl::StrCat("write one of ", absl::StrJoin(codes, ", "))});
  }
  CheckArea(draft.area, denominator.area, problems);
  CheckValue(draft.value, 1, problems);
  denominator.value = draft.value;
  CheckMonth(draft.valid_from, denominator.valid_from, problems);
  CheckText("source", draft.source, kMaxSourceBytes, denominator.source, problems);
  return problems;
}

Problem UnknownArea(AreaCode area, Month month) {
  return {"area", "UNKNOWN_AREA",
          absl::StrCat("code ", area.ToString(), " is no area in ", month.ToString()),
          "write the code that the area had in that month, or load the area first"};
}

}  // namespace baophu::target
