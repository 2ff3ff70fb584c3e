#include "services/target/figure_check/reading/subject_reader.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/target/figure_check/words/folded_text.h"

namespace baophu::target {
namespace {

// The schemes whose contributions are collected; together they are the total.
constexpr std::array<const char*, 4> kCollectedSchemes = {"SOCIAL_COMPULSORY", "SOCIAL_VOLUNTARY",
                                                          "HEALTH", "UNEMPLOYMENT"};

const std::vector<std::pair<std::string, LedgerMeasure>>& LedgerMeasures() {
  static const auto* const kMeasures = new std::vector<std::pair<std::string, LedgerMeasure>>{
      {"COLLECTED", LedgerMeasure::kCollected},
      {"ASSESSED", LedgerMeasure::kAssessed},
      {"OUTSTANDING", LedgerMeasure::kOutstanding},
      {"EMPLOYERS_IN_ARREARS", LedgerMeasure::kEmployersInArrears}};
  return *kMeasures;
}

CountUnit UnitOf(const Indicator& indicator) {
  switch (indicator.unit) {
    case Unit::kPeople:
      return CountUnit::kPeople;
    case Unit::kEmployers:
      return CountUnit::kEmployers;
    case Unit::kVnd:
      return CountUnit::kVnd;
  }
  return CountUnit::kOther;
}

// The schemes of an indicator of people; none when it counts categories.
std::set<std::string> SchemesOf(const Indicator& indicator) {
  std::set<std::string> schemes;
  for (const CoverageTerm& term : indicator.measure.terms) {
    if (!term.category.empty()) return {};
    schemes.insert(term.scheme);
  }
  return schemes;
}

const Indicator* FindLedger(const IndicatorCatalogue& catalogue, LedgerMeasure measure) {
  for (const Indicator& indicator : catalogue.indicators()) {
    if (indicator.measure.source == Measure::Source::kLedger &&
        indicator.measure.ledger == measure) {
      return &indicator;
    }
  }
  return nullptr;
}

const Indicator* FindMeasure(const IndicatorCatalogue& catalogue, const std::string& measure,
                             const std::set<std::string>& schemes) {
  if (measure == "PARTICIPANTS") {
    for (const Indicator& indicator : catalogue.indicators()) {
      if (indicator.measure.source == Measure::Source::kCoverage && !schemes.empty() &&
          SchemesOf(indicator) == schemes) {
        return &indicator;
      }
    }
    return nullptr;
  }
  if (measure == "EMPLOYERS_PARTICIPATING") {
    for (const Indicator& indicator : catalogue.indicators()) {
      if (indicator.measure.source == Measure::Source::kEmployers) return &indicator;
    }
    return nullptr;
  }
  for (const auto& [name, ledger] : LedgerMeasures()) {
    if (name == measure) return FindLedger(catalogue, ledger);
  }
  return nullptr;
}

Subject SubjectOf(const Indicator& indicator) {
  Subject subject;
  subject.key = indicator.code;
  subject.indicator = &indicator;
  subject.unit = UnitOf(indicator);
  subject.name_vi = indicator.name_vi;
  subject.name_en = indicator.name_en;
  return subject;
}

// Restricts an amount to some schemes, unless they are all of them.
void Restrict(Subject& subject, const std::set<std::string>& schemes) {
  const bool all = schemes.empty() || schemes.contains("ANY") || IsEveryCollectedScheme(schemes);
  if (all) return;
  subject.schemes = schemes;
  const std::string joined = absl::StrJoin(schemes, "+");
  absl::StrAppend(&subject.key, ":", joined);
  absl::StrAppend(&subject.name_vi, " (", joined, ")");
  absl::StrAppend(&subject.name_en, " (", joined, ")");
}

}  // namespace

bool IsEveryCollectedScheme(const std::set<std::string>& schemes) {
  return std::all_of(kCollectedSchemes.begin(), kCollectedSchemes.end(),
                     [&](const char* scheme) { return schemes.contains(scheme); });
}

std::string RatioBase::Key() const {
  switch (kind) {
    case Kind::kPlan:
      return absl::StrCat("plan ", subject.key, " ", assigner, " ", revision);
    case Kind::kValue:
      return absl::StrCat("value ", subject.key);
    case Kind::kDenominator:
      return absl::StrCat("base ", code, " ", revision);
    case Kind::kNamed:
      break;
  }
  return absl::StrCat("name ", code, " ", revision);
}

std::optional<Subject> SubjectReader::Find(const NameMeaning& meaning,
                                           const std::set<std::string>& schemes,
                                           CountUnit unit) const {
  const IndicatorCatalogue& catalogue = vocabulary_.catalogue();
  const Indicator* indicator = nullptr;
  if (!meaning.code.empty()) {
    indicator = catalogue.FindIndicator(meaning.code);
    const std::set<std::string> own = SchemesOf(*indicator);
    // A scheme that says more than the name: BHXH_BB of participants in BHXH.
    if (!schemes.empty() && !own.empty() && schemes != own) {
      if (!std::includes(own.begin(), own.end(), schemes.begin(), schemes.end())) {
        return std::nullopt;
      }
      indicator = FindMeasure(catalogue, "PARTICIPANTS", schemes);
    }
  } else {
    std::string measure = meaning.measure;
    if (measure.empty() && unit == CountUnit::kPeople) measure = "PARTICIPANTS";
    if (measure.empty() && unit == CountUnit::kVnd && meaning.plan) measure = "COLLECTED";
    indicator = FindMeasure(catalogue, measure, schemes);
  }
  if (indicator == nullptr) return std::nullopt;
  Subject subject = SubjectOf(*indicator);
  const bool social_only =
      std::all_of(schemes.begin(), schemes.end(),
                  [](const std::string& scheme) { return scheme.starts_with("SOCIAL_"); });
  if (subject.unit == CountUnit::kEmployers && !social_only && schemes.size() < 3) {
    return std::nullopt;
  }
  if (subject.unit == CountUnit::kVnd) Restrict(subject, schemes);
  return subject;
}

Subject SubjectReader::PlannedFor(const Subject& subject) const {
  const bool collected = subject.indicator == nullptr || subject.unit != CountUnit::kVnd ||
                         subject.indicator->measure.ledger == LedgerMeasure::kCollected;
  const Indicator* const indicator =
      collected ? nullptr : FindLedger(vocabulary_.catalogue(), LedgerMeasure::kCollected);
  if (indicator == nullptr) return subject;
  Subject planned = SubjectOf(*indicator);
  Restrict(planned, subject.schemes);
  return planned;
}

RatioBase SubjectReader::PlanOf(const NameMeaning& meaning, const Subject& subject, int year) {
  RatioBase plan;
  plan.kind = RatioBase::Kind::kPlan;
  plan.subject = subject;
  plan.assigner = meaning.assigner;
  plan.revision = meaning.revised ? "revised" : "";
  plan.year = meaning.year != 0 ? meaning.year : year;
  return plan;
}

std::optional<RatioBase> SubjectReader::UsualBase(const Subject& subject, int year) const {
  if (subject.indicator == nullptr || subject.indicator->bases.empty() ||
      subject.unit != CountUnit::kPeople) {
    return std::nullopt;
  }
  const Base* const base = vocabulary_.catalogue().FindBase(subject.indicator->bases.front());
  if (base->source != Base::Source::kDenominator) return std::nullopt;
  RatioBase usual;
  usual.kind = RatioBase::Kind::kDenominator;
  usual.code = base->code;
  usual.name_vi = base->name_vi;
  usual.name_en = base->name_en;
  usual.year = year;
  return usual;
}

std::optional<RatioBase> SubjectReader::FindBase(const NameMeaning& meaning, const Subject& subject,
                                                 int year) const {
  if (!meaning.understood || meaning.remaining || meaning.ratio) return std::nullopt;
  const IndicatorCatalogue& catalogue = vocabulary_.catalogue();
  const Base* const base = meaning.base.empty() ? nullptr : catalogue.FindBase(meaning.base);
  if (base != nullptr && base->source == Base::Source::kNationalPlan) {
    // Of amounts of some schemes the plan is theirs too.
    const bool amount = subject.indicator != nullptr && subject.unit == CountUnit::kVnd;
    return PlanOf(
        meaning,
        amount ? PlannedFor(subject) : SubjectOf(*catalogue.FindIndicator(base->plan_indicator)),
        year);
  }
  if (meaning.plan && base == nullptr) {
    const bool names_subject =
        !meaning.code.empty() || !meaning.measure.empty() || !meaning.schemes.empty();
    if (!names_subject) return PlanOf(meaning, PlannedFor(subject), year);
    // Words that the plan leaves out are those of what it is the base of.
    NameMeaning complete = meaning;
    if (complete.code.empty() && complete.measure.empty() && subject.indicator != nullptr) {
      complete.measure = subject.unit == CountUnit::kPeople ? "PARTICIPANTS" : "COLLECTED";
    }
    std::set<std::string> schemes = meaning.schemes;
    if (schemes.empty() && subject.indicator != nullptr) {
      schemes =
          subject.unit == CountUnit::kPeople ? SchemesOf(*subject.indicator) : subject.schemes;
    }
    const std::optional<Subject> named = Find(complete, schemes, subject.unit);
    if (!named.has_value()) return std::nullopt;
    return PlanOf(meaning, *named, year);
  }
  if (meaning.plan) return std::nullopt;
  if (base != nullptr && base->source == Base::Source::kDenominator) {
    if (!meaning.code.empty() || !meaning.measure.empty() || !meaning.schemes.empty()) {
      return std::nullopt;
    }
    RatioBase denominator;
    denominator.kind = RatioBase::Kind::kDenominator;
    denominator.code = base->code;
    denominator.name_vi = base->name_vi;
    denominator.name_en = base->name_en;
    denominator.revision = meaning.revised ? "revised" : "";
    denominator.year = meaning.year != 0 ? meaning.year : year;
    return denominator;
  }
  std::optional<Subject> value;
  if (base != nullptr) {
    if (const Indicator* const ledger = FindLedger(catalogue, base->ledger)) {
      value = SubjectOf(*ledger);
    }
  } else {
    value = Find(meaning, meaning.schemes, subject.unit);
  }
  if (!value.has_value()) return std::nullopt;
  RatioBase out;
  out.kind = RatioBase::Kind::kValue;
  out.subject = *std::move(value);
  return out;
}

RatioBase SubjectReader::ReadBase(const std::string& of, const Subject& subject, int year) const {
  const NameMeaning meaning = vocabulary_.ReadName(of, year);
  if (std::optional<RatioBase> base = FindBase(meaning, subject, year)) return *std::move(base);
  RatioBase named;
  named.code = meaning.folded.empty() ? FoldedTextWithRemarks(of) : meaning.folded;
  named.name_vi = of;
  named.name_en = of;
  named.year = year;
  return named;
}

NamedFigure SubjectReader::ReadFigure(const std::string& indicator, const std::string& scheme,
                                      const UnitMeaning& unit, int year) const {
  NamedFigure named;
  named.subject.key =
      absl::StrCat("name ", FoldedText(indicator), " | ", FoldedText(scheme), " | ", unit.text);
  named.subject.unit = unit.unit;
  named.subject.unit_text = unit.text;
  named.subject.only_name = FoldedText(indicator);
  named.subject.name_vi = indicator;
  named.subject.name_en = indicator;

  const NameMeaning meaning = vocabulary_.ReadName(indicator, year);
  if (!meaning.understood) return named;
  std::set<std::string> schemes = meaning.schemes;
  if (!FoldedTextWithRemarks(scheme).empty()) {
    const std::optional<std::set<std::string>> stated = vocabulary_.ReadSchemes(scheme, year);
    if (!stated.has_value() || stated->empty()) {
      named.unclear_scheme = true;
    } else if (schemes.empty() ||
               std::includes(schemes.begin(), schemes.end(), stated->begin(), stated->end())) {
      schemes = *stated;
    } else if (!std::includes(stated->begin(), stated->end(), schemes.begin(), schemes.end())) {
      return named;
    }
  }
  // Planned ratios have no relation that proves anything; they are compared by name.
  if (meaning.plan_of_ratio) return named;
  if (meaning.ratio) {
    // The unit is that of the ratio. A scheme's coverage is that of people.
    const std::optional<Subject> subject = Find(meaning, schemes, CountUnit::kPeople);
    if (!subject.has_value() || unit.unit != CountUnit::kPercent) return named;
    NameMeaning of = meaning.of != nullptr ? *meaning.of : meaning;
    if (meaning.of == nullptr) {
      of.ratio = false;
      of.schemes.clear();
      of.measure.clear();
      of.code.clear();
    }
    const bool names_base = meaning.of != nullptr || of.plan || !of.base.empty();
    const std::optional<RatioBase> base =
        names_base ? FindBase(of, *subject, year) : UsualBase(*subject, year);
    if (!base.has_value()) return named;
    named.kind = Figure::Kind::kRatio;
    named.subject = *subject;
    named.base = *base;
    return named;
  }
  const bool names_subject =
      !meaning.code.empty() || !meaning.measure.empty() || !schemes.empty() || meaning.plan;
  const Base* const base =
      meaning.base.empty() ? nullptr : vocabulary_.catalogue().FindBase(meaning.base);
  if (base != nullptr && base->source == Base::Source::kDenominator) {
    const bool alone = !meaning.remaining && !names_subject && unit.unit == CountUnit::kPeople;
    const std::optional<RatioBase> of =
        alone ? FindBase(meaning, named.subject, year) : std::nullopt;
    if (!of.has_value()) return named;
    named.kind = Figure::Kind::kDenominator;
    named.base = *of;
    return named;
  }
  std::optional<Subject> subject;
  bool plan = meaning.plan;
  if (base != nullptr && base->source == Base::Source::kNationalPlan) {
    plan = true;
    subject = SubjectOf(*vocabulary_.catalogue().FindIndicator(base->plan_indicator));
    Restrict(*subject, schemes);
  } else {
    subject = Find(meaning, schemes, unit.unit);
  }
  // An amount in people, or people in communes, is something else.
  if (!subject.has_value() || (unit.stated && unit.unit != subject->unit)) return named;
  named.subject = *std::move(subject);
  named.base = PlanOf(meaning, named.subject, year);
  if (meaning.remaining) {
    named.kind = Figure::Kind::kRemaining;
  } else if (plan) {
    named.kind = Figure::Kind::kPlan;
  }
  return named;
}

}  // namespace baophu::target
