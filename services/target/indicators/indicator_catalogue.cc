#include "services/target/indicators/indicator_catalogue.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/csv/csv_place.h"
#include "common/csv/csv_table.h"
#include "common/status/try.h"
#include "common/text/fnv1a.h"

namespace baophu::target {
namespace {

constexpr char kIndicatorsFile[] = "indicators.csv";
constexpr char kBasesFile[] = "bases.csv";
constexpr char kComparisonsFile[] = "comparisons.csv";
constexpr char kAssignersFile[] = "assigners.csv";
constexpr char kCategoriesFile[] = "categories.csv";

constexpr std::array<std::string_view, 5> kSchemes = {"SOCIAL_COMPULSORY", "SOCIAL_VOLUNTARY",
                                                      "HEALTH", "UNEMPLOYMENT", "ANY"};

const CsvWords<Unit>& UnitNames() {
  static const auto* const kNames = new CsvWords<Unit>{
      {"PEOPLE", Unit::kPeople}, {"EMPLOYERS", Unit::kEmployers}, {"VND", Unit::kVnd}};
  return *kNames;
}

const CsvWords<Period>& PeriodNames() {
  static const auto* const kNames =
      new CsvWords<Period>{{"STOCK", Period::kStock}, {"YEAR_TO_DATE", Period::kYearToDate}};
  return *kNames;
}

const CsvWords<LedgerMeasure>& LedgerNames() {
  static const auto* const kNames =
      new CsvWords<LedgerMeasure>{{"COLLECTED", LedgerMeasure::kCollected},
                                  {"ASSESSED", LedgerMeasure::kAssessed},
                                  {"OUTSTANDING", LedgerMeasure::kOutstanding},
                                  {"EMPLOYERS_IN_ARREARS", LedgerMeasure::kEmployersInArrears}};
  return *kNames;
}

const CsvWords<Measure::Source>& MeasureSourceNames() {
  static const auto* const kNames =
      new CsvWords<Measure::Source>{{"COVERAGE", Measure::Source::kCoverage},
                                    {"EMPLOYERS", Measure::Source::kEmployers},
                                    {"LEDGER", Measure::Source::kLedger}};
  return *kNames;
}

const CsvWords<Base::Source>& BaseSourceNames() {
  static const auto* const kNames =
      new CsvWords<Base::Source>{{"DENOMINATOR", Base::Source::kDenominator},
                                 {"NATIONAL_PLAN", Base::Source::kNationalPlan},
                                 {"LEDGER", Base::Source::kLedger}};
  return *kNames;
}

const CsvWords<Comparison::Rule>& ComparisonRuleNames() {
  static const auto* const kNames =
      new CsvWords<Comparison::Rule>{{"MONTHS_BACK", Comparison::Rule::kMonthsBack},
                                     {"DECEMBERS_BACK", Comparison::Rule::kDecembersBack}};
  return *kNames;
}

// A whole number from `least` to `most`.
absl::StatusOr<int> ReadCount(const CsvPlace& place, const char* column, const std::string& text,
                              int least, int most) {
  int count = 0;
  if (absl::SimpleAtoi(text, &count) && count >= least && count <= most) return count;
  return place.Fault(absl::StrCat(column, " is \"", text, "\""),
                     absl::StrCat("write a whole number from ", least, " to ", most));
}

// More would not be exact in the integers that percentages are computed in.
constexpr int kMostDecimals = 4;

// What a ledger's measure is counted in.
Unit UnitOf(LedgerMeasure measure) {
  return measure == LedgerMeasure::kEmployersInArrears ? Unit::kEmployers : Unit::kVnd;
}

absl::Status CheckCode(const CsvPlace& place, const std::string& code) {
  const bool valid =
      !code.empty() && code.size() <= 64 && std::all_of(code.begin(), code.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
      });
  if (valid) return absl::OkStatus();
  return place.Fault(absl::StrCat("code is \"", code, "\""), "write 1 to 64 of A-Z, 0-9 and '_'");
}

template <typename Row>
const Row* Find(const std::vector<Row>& rows, std::string_view code) {
  const auto found =
      std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.code == code; });
  return found == rows.end() ? nullptr : &*found;
}

// The name of one of the values that names are given for.
template <typename Value>
const std::string& NameOf(Value value, const CsvWords<Value>& names) {
  return std::find_if(names.begin(), names.end(),
                      [value](const auto& each) { return each.second == value; })
      ->first;
}

absl::StatusOr<std::vector<CategoryName>> ParseCategories(const std::string& text) {
  BAOPHU_ASSIGN(const std::vector<CsvRow> rows,
                ParseCsv(kCategoriesFile, text,
                         {"scheme", "code", "rank", "paid_ahead", "name_vi", "name_en"}));
  std::vector<CategoryName> categories;
  for (const CsvRow& row : rows) {
    categories.push_back({row.cells[0], row.cells[1], row.cells[4], row.cells[5]});
  }
  return categories;
}

absl::StatusOr<Measure> ParseMeasure(const CsvPlace& place, const std::string& source,
                                     const std::string& text,
                                     const std::vector<CategoryName>& categories) {
  Measure measure;
  BAOPHU_ASSIGN(measure.source, ChooseWord(place, "source", source, MeasureSourceNames()));
  if (measure.source == Measure::Source::kLedger) {
    BAOPHU_ASSIGN(measure.ledger, ChooseWord(place, "measure", text, LedgerNames()));
    return measure;
  }
  if (measure.source == Measure::Source::kEmployers) {
    if (text == "PARTICIPATING") return measure;
    return place.Fault(absl::StrCat("measure is \"", text, "\""), "write PARTICIPATING");
  }
  for (const absl::string_view part : absl::StrSplit(text, '+')) {
    const std::pair<std::string, std::string> term = absl::StrSplit(part, absl::MaxSplits(':', 1));
    if (std::find(kSchemes.begin(), kSchemes.end(), term.first) == kSchemes.end()) {
      return place.Fault(
          absl::StrCat("measure has the scheme \"", term.first, "\""),
          absl::StrCat("write SCHEME or SCHEME:CATEGORY, joined by '+', of ",
                       absl::StrJoin(kSchemes, ", ", [](std::string* out, std::string_view each) {
                         out->append(each);
                       })));
    }
    const bool known = std::any_of(categories.begin(), categories.end(), [&](const auto& each) {
      return each.scheme == term.first && each.code == term.second;
    });
    if (!term.second.empty() && !known) {
      return place.Fault(
          absl::StrCat("measure has the category \"", term.second, "\" of ", term.first),
          absl::StrCat("write a code that ", kCategoriesFile, " has of that scheme"));
    }
    measure.terms.push_back({term.first, term.second});
  }
  return measure;
}

absl::StatusOr<std::vector<Base>> ParseBases(const std::string& text) {
  BAOPHU_ASSIGN(const std::vector<CsvRow> rows, ParseCsv(kBasesFile, text,
                                                         {"code", "source", "measure", "period",
                                                          "decimals", "name_vi", "name_en"}));
  std::vector<Base> bases;
  for (const CsvRow& row : rows) {
    const CsvPlace place{kBasesFile, row.line};
    Base base;
    base.code = row.cells[0];
    BAOPHU_TRY(CheckCode(place, base.code));
    if (Find(bases, base.code) != nullptr) {
      return place.Fault(absl::StrCat("code ", base.code, " comes twice"), "keep one");
    }
    BAOPHU_ASSIGN(base.source, ChooseWord(place, "source", row.cells[1], BaseSourceNames()));
    if (base.source == Base::Source::kLedger) {
      BAOPHU_ASSIGN(base.ledger, ChooseWord(place, "measure", row.cells[2], LedgerNames()));
      base.unit = UnitOf(base.ledger);
    } else if (base.source == Base::Source::kNationalPlan) {
      base.plan_indicator = row.cells[2];
    } else if (row.cells[2] != base.code) {
      return place.Fault("measure of a DENOMINATOR is not its code",
                         absl::StrCat("write ", base.code));
    }
    BAOPHU_ASSIGN(base.period, ChooseWord(place, "period", row.cells[3], PeriodNames()));
    BAOPHU_ASSIGN(base.decimals, ReadCount(place, "decimals", row.cells[4], 0, kMostDecimals));
    base.name_vi = row.cells[5];
    base.name_en = row.cells[6];
    bases.push_back(std::move(base));
  }
  return bases;
}

absl::StatusOr<std::vector<Indicator>> ParseIndicators(
    const std::string& text, const std::vector<Base>& bases,
    const std::vector<CategoryName>& categories) {
  BAOPHU_ASSIGN(
      const std::vector<CsvRow> rows,
      ParseCsv(kIndicatorsFile, text,
               {"code", "rank", "source", "measure", "unit", "period", "bases", "plan_decimals",
                "name_vi", "name_en", "definition_vi", "definition_en"}));
  std::vector<std::pair<int64_t, Indicator>> ranked;
  std::vector<Indicator> indicators;
  for (const CsvRow& row : rows) {
    const CsvPlace place{kIndicatorsFile, row.line};
    Indicator indicator;
    indicator.code = row.cells[0];
    BAOPHU_TRY(CheckCode(place, indicator.code));
    int64_t rank = 0;
    if (!absl::SimpleAtoi(row.cells[1], &rank)) {
      return place.Fault(absl::StrCat("rank is \"", row.cells[1], "\""), "write a whole number");
    }
    const bool taken = std::any_of(ranked.begin(), ranked.end(), [&](const auto& other) {
      return other.first == rank || other.second.code == indicator.code;
    });
    if (taken) return place.Fault("code or rank comes twice", "give each row its own");
    BAOPHU_ASSIGN(indicator.measure, ParseMeasure(place, row.cells[2], row.cells[3], categories));
    BAOPHU_ASSIGN(indicator.unit, ChooseWord(place, "unit", row.cells[4], UnitNames()));
    BAOPHU_ASSIGN(indicator.period, ChooseWord(place, "period", row.cells[5], PeriodNames()));
    for (const absl::string_view base : absl::StrSplit(row.cells[6], '+', absl::SkipEmpty())) {
      indicator.bases.emplace_back(base);
      if (Find(bases, indicator.bases.back()) == nullptr) {
        return place.Fault(absl::StrCat("base \"", base, "\" is unknown"),
                           absl::StrCat("write codes of ", kBasesFile, " joined by '+'"));
      }
    }
    BAOPHU_ASSIGN(indicator.plan_decimals,
                  ReadCount(place, "plan_decimals", row.cells[7], 0, kMostDecimals));
    indicator.name_vi = row.cells[8];
    indicator.name_en = row.cells[9];
    indicator.definition_vi = row.cells[10];
    indicator.definition_en = row.cells[11];
    ranked.emplace_back(rank, std::move(indicator));
  }
  std::sort(ranked.begin(), ranked.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  for (auto& [rank, indicator] : ranked) indicators.push_back(std::move(indicator));
  return indicators;
}

absl::StatusOr<std::vector<Comparison>> ParseComparisons(const std::string& text) {
  // Figures of more years back are not asked for.
  constexpr int kMostCount = 36;
  BAOPHU_ASSIGN(const std::vector<CsvRow> rows,
                ParseCsv(kComparisonsFile, text, {"code", "rule", "count", "name_vi", "name_en"}));
  std::vector<Comparison> comparisons;
  for (const CsvRow& row : rows) {
    const CsvPlace place{kComparisonsFile, row.line};
    Comparison comparison;
    comparison.code = row.cells[0];
    BAOPHU_TRY(CheckCode(place, comparison.code));
    if (Find(comparisons, comparison.code) != nullptr) {
      return place.Fault(absl::StrCat("code ", comparison.code, " comes twice"), "keep one");
    }
    BAOPHU_ASSIGN(comparison.rule, ChooseWord(place, "rule", row.cells[1], ComparisonRuleNames()));
    BAOPHU_ASSIGN(comparison.count, ReadCount(place, "count", row.cells[2], 1, kMostCount));
    comparison.name_vi = row.cells[3];
    comparison.name_en = row.cells[4];
    comparisons.push_back(std::move(comparison));
  }
  return comparisons;
}

absl::StatusOr<std::vector<Assigner>> ParseAssigners(const std::string& text) {
  BAOPHU_ASSIGN(const std::vector<CsvRow> rows,
                ParseCsv(kAssignersFile, text, {"code", "name_vi", "name_en", "national"}));
  std::vector<Assigner> assigners;
  for (const CsvRow& row : rows) {
    const CsvPlace place{kAssignersFile, row.line};
    BAOPHU_TRY(CheckCode(place, row.cells[0]));
    if (Find(assigners, row.cells[0]) != nullptr) {
      return place.Fault(absl::StrCat("code ", row.cells[0], " comes twice"), "keep one");
    }
    if (row.cells[3] != "0" && row.cells[3] != "1") {
      return place.Fault(absl::StrCat("national is \"", row.cells[3], "\""), "write 0 or 1");
    }
    assigners.push_back({row.cells[0], row.cells[3] == "1", row.cells[1], row.cells[2]});
  }
  const auto nationals = std::count_if(assigners.begin(), assigners.end(),
                                       [](const Assigner& a) { return a.national; });
  if (nationals != 1) {
    return absl::InvalidArgumentError(absl::StrCat(
        kAssignersFile, ": ", nationals, " rows are national; mark exactly one with national = 1"));
  }
  return assigners;
}

// A ratio of people and đồng would mean nothing.
absl::Status CheckScopes(const IndicatorCatalogue& catalogue) {
  for (const Indicator& indicator : catalogue.indicators()) {
    for (const std::string& code : indicator.bases) {
      const Base& base = *catalogue.FindBase(code);
      if (base.unit == indicator.unit) continue;
      return absl::InvalidArgumentError(
          absl::StrCat(kIndicatorsFile, ": ", indicator.code, " is counted in ",
                       UnitText(indicator.unit), " and its base ", base.code, " in ",
                       UnitText(base.unit), "; take a base of the same unit"));
    }
  }
  return absl::OkStatus();
}

std::string Digest(const IndicatorCatalogue::Texts& texts) {
  Fnv1a hash;
  for (const std::string* text :
       {&texts.indicators, &texts.bases, &texts.comparisons, &texts.assigners}) {
    hash.AddText(*text);
    hash.Add(0xff);
  }
  return absl::StrCat(absl::Hex(hash.hash(), absl::kZeroPad16));
}

}  // namespace

const std::string& UnitText(Unit unit) { return NameOf(unit, UnitNames()); }

const std::string& PeriodText(Period period) { return NameOf(period, PeriodNames()); }

const std::string& ComparisonRuleText(Comparison::Rule rule) {
  return NameOf(rule, ComparisonRuleNames());
}

Month Comparison::EarlierThan(Month month) const {
  if (rule == Rule::kMonthsBack) return month - count;
  return month.PreviousDecember() - 12 * (count - 1);
}

absl::StatusOr<IndicatorCatalogue> IndicatorCatalogue::Load(const std::string& config_dir) {
  Texts texts;
  BAOPHU_ASSIGN(texts.indicators, ReadTextFile(absl::StrCat(config_dir, "/", kIndicatorsFile)));
  BAOPHU_ASSIGN(texts.bases, ReadTextFile(absl::StrCat(config_dir, "/", kBasesFile)));
  BAOPHU_ASSIGN(texts.comparisons, ReadTextFile(absl::StrCat(config_dir, "/", kComparisonsFile)));
  BAOPHU_ASSIGN(texts.assigners, ReadTextFile(absl::StrCat(config_dir, "/", kAssignersFile)));
  BAOPHU_ASSIGN(texts.categories, ReadTextFile(absl::StrCat(config_dir, "/", kCategoriesFile)));
  return Parse(texts);
}

absl::StatusOr<IndicatorCatalogue> IndicatorCatalogue::Parse(const Texts& texts) {
  IndicatorCatalogue catalogue;
  BAOPHU_ASSIGN(catalogue.bases_, ParseBases(texts.bases));
  BAOPHU_ASSIGN(catalogue.categories_, ParseCategories(texts.categories));
  BAOPHU_ASSIGN(catalogue.indicators_,
                ParseIndicators(texts.indicators, catalogue.bases_, catalogue.categories_));
  BAOPHU_ASSIGN(catalogue.comparisons_, ParseComparisons(texts.comparisons));
  BAOPHU_ASSIGN(catalogue.assigners_, ParseAssigners(texts.assigners));
  for (Base& base : catalogue.bases_) {
    if (base.source != Base::Source::kNationalPlan) continue;
    const Indicator* indicator = catalogue.FindIndicator(base.plan_indicator);
    if (indicator == nullptr) {
      return absl::InvalidArgumentError(absl::StrCat(
          kBasesFile, ": base ", base.code, " takes the plan of \"", base.plan_indicator,
          "\", which is no indicator; write a code of ", kIndicatorsFile));
    }
    base.unit = indicator->unit;
  }
  BAOPHU_TRY(CheckScopes(catalogue));
  catalogue.digest_ = Digest(texts);
  return catalogue;
}

const Indicator* IndicatorCatalogue::FindIndicator(std::string_view code) const {
  return Find(indicators_, code);
}

const Base* IndicatorCatalogue::FindBase(std::string_view code) const { return Find(bases_, code); }

const Assigner* IndicatorCatalogue::FindAssigner(std::string_view code) const {
  return Find(assigners_, code);
}

}  // namespace baophu::target
