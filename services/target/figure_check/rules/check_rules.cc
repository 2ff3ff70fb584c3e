#include "services/target/figure_check/rules/check_rules.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/csv/csv_table.h"
#include "common/status/try.h"

namespace baophu::target {
namespace {

constexpr char kTolerancesFile[] = "tolerances.csv";
constexpr char kRelationsFile[] = "relations.csv";
constexpr char kReformsFile[] = "territory_reforms.csv";

constexpr char kCareless[] = "CARELESS_ROUNDING_HUNDREDTHS";
constexpr char kDue[] = "DUE_BP";
constexpr char kLeastPerHead[] = "LEAST_PER_HEAD_VND";
constexpr char kMostPerHead[] = "MOST_PER_HEAD_VND";
constexpr std::array<const char*, 4> kTolerances = {kCareless, kDue, kLeastPerHead, kMostPerHead};

// No tolerance is larger; products with amounts stay far from 128 bits.
constexpr int64_t kMostTolerance = 1'000'000'000'000;

absl::Status CheckSource(const DatedRow& row) {
  if (!row.cells.back().empty()) return absl::OkStatus();
  return row.place.Fault("source is empty", "say where the row comes from, or what is assumed");
}

}  // namespace

absl::StatusOr<CheckRules> CheckRules::Load(const std::string& config_dir,
                                            const IndicatorCatalogue& catalogue) {
  const std::string folder = absl::StrCat(config_dir, "/figures/");
  Texts texts;
  BAOPHU_ASSIGN(texts.words, ReadTextFile(folder + "words.csv"));
  BAOPHU_ASSIGN(texts.tolerances, ReadTextFile(folder + kTolerancesFile));
  BAOPHU_ASSIGN(texts.relations, ReadTextFile(folder + kRelationsFile));
  BAOPHU_ASSIGN(texts.territory_reforms, ReadTextFile(folder + kReformsFile));
  return Parse(texts, catalogue);
}

absl::StatusOr<CheckRules> CheckRules::Parse(const Texts& texts,
                                             const IndicatorCatalogue& catalogue) {
  BAOPHU_ASSIGN(Vocabulary vocabulary, Vocabulary::Parse(texts.words, catalogue));
  CheckRules rules(std::move(vocabulary));

  BAOPHU_ASSIGN(const std::vector<DatedRow> tolerances,
                ReadDatedRows(kTolerancesFile, texts.tolerances,
                              {"tolerance", "value", "valid_from", "valid_to", "source"}));
  for (const DatedRow& row : tolerances) {
    if (std::find(kTolerances.begin(), kTolerances.end(), row.cells[0]) == kTolerances.end()) {
      return row.place.Fault(absl::StrCat("tolerance is \"", row.cells[0], "\""),
                             absl::StrCat("write one of ", absl::StrJoin(kTolerances, ", ")));
    }
    BAOPHU_ASSIGN(const int64_t value,
                  WholeNumber(row.place, "value", row.cells[1], 0, kMostTolerance));
    BAOPHU_TRY(CheckSource(row));
    rules.tolerances_[row.cells[0]].push_back({value, row.months});
  }
  for (const char* tolerance : kTolerances) {
    if (rules.tolerances_.contains(tolerance)) continue;
    return absl::InvalidArgumentError(
        absl::StrCat(kTolerancesFile, ": ", tolerance, " has no row; add one with its source"));
  }

  BAOPHU_ASSIGN(const std::vector<DatedRow> relations,
                ReadDatedRows(kRelationsFile, texts.relations,
                              {"part", "whole", "strength", "valid_from", "valid_to", "source"}));
  for (const DatedRow& row : relations) {
    for (size_t i = 0; i < 2; ++i) {
      if (catalogue.FindIndicator(row.cells[i]) == nullptr) {
        return row.place.Fault(
            absl::StrCat(i == 0 ? "part" : "whole", " is \"", row.cells[i], "\""),
            "write a code of indicators.csv");
      }
    }
    BAOPHU_ASSIGN(const bool proof,
                  ChooseWord(row.place, "strength", row.cells[2],
                             CsvWords<bool>{{"PROOF", true}, {"HEURISTIC", false}}));
    BAOPHU_TRY(CheckSource(row));
    rules.part_relations_.push_back({row.cells[0], row.cells[1], proof, row.months});
  }

  BAOPHU_ASSIGN(const std::vector<CsvRow> reforms,
                ParseCsv(kReformsFile, texts.territory_reforms, {"effective_from", "source"}));
  for (const CsvRow& row : reforms) {
    const absl::StatusOr<Month> month = Month::Parse(row.cells[0]);
    if (!month.ok()) {
      return CsvPlace{kReformsFile, row.line}.Fault(
          absl::StrCat("effective_from is \"", row.cells[0], "\""), "write a month as 2025-07");
    }
    rules.reforms_.push_back(*month);
  }
  return rules;
}

Rational CheckRules::At(const std::string& tolerance, Month month) const {
  const std::vector<Tolerance>& rows = tolerances_.at(tolerance);
  for (const Tolerance& row : rows) {
    if (row.months.Holds(month)) return row.value;
  }
  return rows.front().value;
}

Rational CheckRules::careless_units() const {
  return At(kCareless, Month::Max()) * Rational::Of(1, 100);
}

Rational CheckRules::due_tolerance(Month month) const {
  return At(kDue, month) * Rational::Of(1, 10'000);
}

Rational CheckRules::least_per_head_vnd(Month month) const { return At(kLeastPerHead, month); }

Rational CheckRules::most_per_head_vnd(Month month) const { return At(kMostPerHead, month); }

bool CheckRules::ReformBetween(Day a, Day b) const {
  const Day first = std::min(a, b);
  const Day last = std::max(a, b);
  return std::any_of(reforms_.begin(), reforms_.end(), [&](Month reform) {
    const Day begin = Day::FirstOf(reform);
    return first < begin && begin <= last;
  });
}

}  // namespace baophu::target
