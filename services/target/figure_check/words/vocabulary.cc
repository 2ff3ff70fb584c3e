#include "services/target/figure_check/words/vocabulary.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/status/try.h"
#include "services/target/figure_check/words/folded_text.h"

namespace baophu::target {
namespace {

constexpr char kWordsFile[] = "words.csv";

// Meanings that words.csv may give; other parts take their codes from the catalogue.
constexpr std::array<const char*, 6> kMeasures = {
    "PARTICIPANTS", "EMPLOYERS_PARTICIPATING", "EMPLOYERS_IN_ARREARS", "COLLECTED", "ASSESSED",
    "OUTSTANDING"};
constexpr std::array<const char*, 4> kTypes = {"PLAN", "REMAINING", "REMAINING_COLLECTED", "RATIO"};
constexpr std::array<const char*, 5> kSchemes = {"SOCIAL_COMPULSORY", "SOCIAL_VOLUNTARY", "HEALTH",
                                                 "UNEMPLOYMENT", "ANY"};

const CsvWords<Exactness>& ExactnessCodes() {
  static const auto* const kCodes = new CsvWords<Exactness>{
      {"EXACT", Exactness::kExact},          {"ABOVE", Exactness::kAbove},
      {"NEAR_BELOW", Exactness::kNearBelow}, {"UNDER", Exactness::kUnder},
      {"AT_LEAST", Exactness::kAtLeast},     {"AT_MOST", Exactness::kAtMost},
      {"ABOUT", Exactness::kAbout},          {"ROUNDED", Exactness::kRounded},
      {"TARGET", Exactness::kTarget},        {"NOT_PUBLISHED", Exactness::kNotPublished}};
  return *kCodes;
}

const CsvWords<Versus>& VersusCodes() {
  static const auto* const kCodes =
      new CsvWords<Versus>{{"PREVIOUS_MONTH", Versus::kPreviousMonth},
                           {"PREVIOUS_QUARTER", Versus::kPreviousQuarter},
                           {"PREVIOUS_DECEMBER", Versus::kPreviousDecember},
                           {"SAME_MONTH_LAST_YEAR", Versus::kSameDayLastYear}};
  return *kCodes;
}

const CsvWords<CountUnit>& UnitCodes() {
  static const auto* const kCodes = new CsvWords<CountUnit>{{"PEOPLE", CountUnit::kPeople},
                                                            {"EMPLOYERS", CountUnit::kEmployers},
                                                            {"VND", CountUnit::kVnd},
                                                            {"PERCENT", CountUnit::kPercent},
                                                            {"POINTS", CountUnit::kPoints}};
  return *kCodes;
}

// What was checked when the file was read.
template <typename Value>
Value ValueOf(const CsvWords<Value>& codes, const std::string& code) {
  return std::find_if(codes.begin(), codes.end(),
                      [&](const auto& each) { return each.first == code; })
      ->second;
}

template <size_t size>
absl::Status CheckOneOf(const CsvPlace& place, const std::array<const char*, size>& codes,
                        const std::string& meaning) {
  if (std::find(codes.begin(), codes.end(), meaning) != codes.end()) return absl::OkStatus();
  return place.Fault(absl::StrCat("meaning is \"", meaning, "\""),
                     absl::StrCat("write one of ", absl::StrJoin(codes, ", ")));
}

// A year that stands in a name; 0 for any other word.
int YearOf(const std::string& word) {
  int year = 0;
  return word.size() == 4 && absl::SimpleAtoi(word, &year) && year >= 1990 && year < 2200 ? year
                                                                                          : 0;
}

}  // namespace

absl::StatusOr<Vocabulary> Vocabulary::Parse(const std::string& words,
                                             const IndicatorCatalogue& catalogue) {
  Vocabulary vocabulary(catalogue);
  BAOPHU_ASSIGN(
      const std::vector<DatedRow> rows,
      ReadDatedRows(kWordsFile, words, {"phrase", "part", "meaning", "valid_from", "valid_to"}));
  for (const DatedRow& row : rows) BAOPHU_TRY(vocabulary.Add(row));
  vocabulary.AddCatalogue();
  return vocabulary;
}

absl::Status Vocabulary::Add(const DatedRow& row) {
  static const auto* const kParts =
      new CsvWords<Part>{{"MEASURE", Part::kMeasure},   {"SCHEME", Part::kScheme},
                         {"BASE", Part::kBase},         {"TYPE", Part::kType},
                         {"ASSIGNER", Part::kAssigner}, {"OTHER_ASSIGNER", Part::kAssigner},
                         {"UNNAMED", Part::kUnnamed},   {"DECISION", Part::kDecision},
                         {"REVISION", Part::kRevision}, {"NEGATION", Part::kNegation},
                         {"FILLER", Part::kFiller},     {"OF", Part::kOf},
                         {"VERSUS", Part::kVersus},     {"EXACTNESS", Part::kExactness},
                         {"UNIT", Part::kUnit},         {"SCALE", Part::kScale}};
  Word word;
  BAOPHU_ASSIGN(word.part, ChooseWord(row.place, "part", row.cells[1], *kParts));
  word.meaning = row.cells[2];
  word.months = row.months;
  switch (word.part) {
    case Part::kMeasure:
      BAOPHU_TRY(CheckOneOf(row.place, kMeasures, word.meaning));
      break;
    case Part::kType:
      BAOPHU_TRY(CheckOneOf(row.place, kTypes, word.meaning));
      break;
    case Part::kScheme:
      for (const std::string& scheme :
           std::vector<std::string>(absl::StrSplit(word.meaning, '+'))) {
        BAOPHU_TRY(CheckOneOf(row.place, kSchemes, scheme));
      }
      break;
    case Part::kBase:
      if (catalogue_->FindBase(word.meaning) == nullptr) {
        return row.place.Fault(absl::StrCat("meaning is \"", word.meaning, "\""),
                               "write a code of bases.csv");
      }
      break;
    case Part::kAssigner:
      // Others assign plans too that no report of the suite has.
      if (row.cells[1] == "ASSIGNER" && catalogue_->FindAssigner(word.meaning) == nullptr) {
        return row.place.Fault(absl::StrCat("meaning is \"", word.meaning, "\""),
                               "write a code of assigners.csv");
      }
      break;
    case Part::kVersus:
      BAOPHU_TRY(ChooseWord(row.place, "meaning", word.meaning, VersusCodes()).status());
      break;
    case Part::kExactness:
      BAOPHU_TRY(ChooseWord(row.place, "meaning", word.meaning, ExactnessCodes()).status());
      break;
    case Part::kUnit:
      BAOPHU_TRY(ChooseWord(row.place, "meaning", word.meaning, UnitCodes()).status());
      break;
    case Part::kScale:
      BAOPHU_TRY(
          WholeNumber(row.place, "meaning", word.meaning, 1, int64_t{1'000'000'000'000}).status());
      break;
    default:
      break;
  }
  const std::vector<std::string> words = FoldedWords(row.cells[0]);
  if (words.empty())
    return row.place.Fault("phrase has no words", "write one or leave the row out");
  std::vector<Word>& of_phrase = phrases_[absl::StrJoin(words, " ")];
  const bool taken = std::any_of(of_phrase.begin(), of_phrase.end(), [&](const Word& other) {
    return other.part == word.part && other.months.from <= word.months.through &&
           word.months.from <= other.months.through;
  });
  if (taken) {
    return row.place.Fault(
        absl::StrCat("\"", row.cells[0], "\" has a meaning for ", row.cells[1], " already"),
        "keep one; case and accents do not tell phrases apart");
  }
  of_phrase.push_back(std::move(word));
  longest_ = std::max(longest_, words.size());
  return absl::OkStatus();
}

void Vocabulary::AddCatalogue() {
  const auto add = [this](const std::string& phrase, Part part, const std::string& meaning) {
    const std::vector<std::string> words = FoldedWords(phrase);
    if (words.empty()) return;
    // A row of words.csv comes first.
    phrases_[absl::StrJoin(words, " ")].push_back({part, meaning, RowMonths()});
    longest_ = std::max(longest_, words.size());
  };
  for (const Indicator& indicator : catalogue_->indicators()) {
    for (const std::string& name : {indicator.code, indicator.name_vi, indicator.name_en}) {
      add(name, Part::kCode, indicator.code);
    }
  }
  for (const Base& base : catalogue_->bases()) {
    for (const std::string& name : {base.code, base.name_vi, base.name_en}) {
      add(name, Part::kBase, base.code);
    }
  }
  for (const Assigner& assigner : catalogue_->assigners()) {
    for (const std::string& name : {assigner.code, assigner.name_vi, assigner.name_en}) {
      add(name, Part::kAssigner, assigner.code);
    }
  }
}

const Vocabulary::Word* Vocabulary::Find(const std::vector<std::string>& words, size_t at,
                                         const std::set<Part>& parts, int year,
                                         size_t& length) const {
  for (length = std::min(longest_, words.size() - at); length > 0; --length) {
    const auto first = words.begin() + static_cast<std::ptrdiff_t>(at);
    const auto found =
        phrases_.find(absl::StrJoin(first, first + static_cast<std::ptrdiff_t>(length), " "));
    if (found == phrases_.end()) continue;
    for (const Word& word : found->second) {
      if (parts.contains(word.part) && word.months.HoldsIn(year)) return &word;
    }
  }
  return nullptr;
}

const Vocabulary::Word* Vocabulary::FindWhole(std::string_view text, Part part) const {
  const std::vector<std::string> words = FoldedWords(text);
  if (words.empty()) return nullptr;
  size_t length = 0;
  const Word* const word = Find(words, 0, {part}, 0, length);
  return length == words.size() ? word : nullptr;
}

bool Vocabulary::Take(const Word& word, NameMeaning& meaning) {
  const auto set = [&](std::string& field) {
    const bool agrees = field.empty() || field == word.meaning;
    field = word.meaning;
    return agrees;
  };
  switch (word.part) {
    case Part::kMeasure:
      return set(meaning.measure);
    case Part::kCode:
      return set(meaning.code);
    case Part::kBase:
      return set(meaning.base);
    case Part::kAssigner:
      return set(meaning.assigner);
    case Part::kScheme:
      for (const absl::string_view scheme : absl::StrSplit(word.meaning, '+')) {
        meaning.schemes.emplace(scheme);
      }
      return true;
    case Part::kRevision:
      meaning.revised = true;
      return true;
    case Part::kType:
      if (word.meaning == "PLAN") {
        meaning.plan = true;
      } else if (word.meaning == "RATIO") {
        meaning.plan_of_ratio = meaning.plan;
        meaning.ratio = true;
      } else {
        meaning.remaining = true;
        if (word.meaning == "REMAINING_COLLECTED") meaning.measure = "COLLECTED";
      }
      return true;
    default:
      return true;
  }
}

NameMeaning Vocabulary::ReadName(std::string_view text, int year) const {
  static const auto* const kParts =
      new std::set<Part>{Part::kMeasure,  Part::kScheme,   Part::kCode,   Part::kBase, Part::kType,
                         Part::kAssigner, Part::kRevision, Part::kFiller, Part::kOf};
  const std::vector<std::string> words = FoldedWords(text);
  NameMeaning meaning;
  meaning.folded = absl::StrJoin(words, " ");
  meaning.understood = !words.empty();
  for (size_t at = 0; at < words.size() && meaning.understood;) {
    size_t length = 0;
    const Word* const word = Find(words, at, *kParts, year, length);
    if (word == nullptr) {
      const int named_year = YearOf(words[at]);
      meaning.understood = named_year != 0 && meaning.year == 0;
      meaning.year = named_year;
      ++at;
      continue;
    }
    at += length;
    if (word->part != Part::kOf) {
      meaning.understood = Take(*word, meaning);
      continue;
    }
    // In names of ratios alone; "number of people" has the word too.
    if (!meaning.ratio || meaning.of != nullptr) continue;
    const auto rest = words.begin() + static_cast<std::ptrdiff_t>(at);
    NameMeaning of = ReadName(absl::StrJoin(rest, words.end(), " "), year);
    meaning.understood = of.understood;
    meaning.of = std::make_shared<const NameMeaning>(std::move(of));
    break;
  }
  return meaning;
}

std::optional<std::set<std::string>> Vocabulary::ReadSchemes(std::string_view text,
                                                             int year) const {
  const std::vector<std::string> words = FoldedWords(text);
  std::set<std::string> schemes;
  for (size_t at = 0; at < words.size();) {
    size_t length = 0;
    const Word* const word = Find(words, at, {Part::kScheme, Part::kFiller}, year, length);
    if (word == nullptr) return std::nullopt;
    if (word->part == Part::kScheme) {
      for (const absl::string_view scheme : absl::StrSplit(word->meaning, '+')) {
        schemes.emplace(scheme);
      }
    }
    at += length;
  }
  return schemes;
}

std::string Vocabulary::ReadAssigner(std::string_view text, std::string& decision) const {
  static const auto* const kParts =
      new std::set<Part>{Part::kAssigner, Part::kUnnamed, Part::kDecision,
                         Part::kFiller,   Part::kType,    Part::kRevision};
  const std::vector<std::string> words = FoldedWords(text);
  std::string code;
  for (size_t at = 0; at < words.size();) {
    size_t length = 0;
    const Word* const word = Find(words, at, *kParts, 0, length);
    const bool other = word == nullptr ||
                       (word->part == Part::kAssigner && !code.empty() && code != word->meaning);
    if (other) return absl::StrJoin(words, " ");
    if (word->part == Part::kDecision) {
      decision = absl::StrJoin(words.begin() + static_cast<std::ptrdiff_t>(at), words.end(), " ");
      return code;
    }
    if (word->part == Part::kAssigner) code = word->meaning;
    at += length;
  }
  return code;
}

UnitMeaning Vocabulary::ReadUnit(std::string_view text) const {
  const std::vector<std::string> words = FoldedWords(text);
  UnitMeaning meaning;
  meaning.text = absl::StrJoin(words, " ");
  UnitMeaning known = meaning;
  for (size_t at = 0; at < words.size();) {
    size_t length = 0;
    const Word* const word = Find(words, at, {Part::kUnit, Part::kScale}, 0, length);
    if (word == nullptr || (word->part == Part::kUnit && known.stated)) {
      meaning.stated = true;
      return meaning;
    }
    if (word->part == Part::kUnit) {
      known.unit = ValueOf(UnitCodes(), word->meaning);
      known.stated = true;
    } else {
      int64_t scale = 1;
      (void)absl::SimpleAtoi(word->meaning, &scale);
      known.scale = known.scale * scale;
    }
    at += length;
  }
  return known;
}

std::optional<Exactness> Vocabulary::ReadExactness(std::string_view text) const {
  const Word* const word = FindWhole(text, Part::kExactness);
  if (word == nullptr) return std::nullopt;
  return ValueOf(ExactnessCodes(), word->meaning);
}

std::optional<Versus> Vocabulary::ReadVersus(std::string_view text, int& year) const {
  std::vector<std::string> words = FoldedWords(text);
  if (words.size() > 2 && words[0] == "so" && words[1] == "voi") {
    words.erase(words.begin(), words.begin() + 2);
  }
  year = words.empty() ? 0 : YearOf(words.back());
  if (year != 0) {
    words.pop_back();
    if (!words.empty() && words.back() == "nam") words.pop_back();
  }
  const Word* const word = FindWhole(absl::StrJoin(words, " "), Part::kVersus);
  if (word == nullptr) return std::nullopt;
  return ValueOf(VersusCodes(), word->meaning);
}

bool Vocabulary::StatesRevision(std::string_view text) const {
  // How many words before a revision may deny it: "không được điều chỉnh".
  constexpr size_t kReach = 3;
  const std::vector<std::string> words =
      absl::StrSplit(FoldedTextWithRemarks(text), ' ', absl::SkipEmpty());
  size_t denied_through = 0;
  for (size_t at = 0; at < words.size();) {
    size_t length = 0;
    const Word* const word = Find(words, at, {Part::kRevision, Part::kNegation}, 0, length);
    if (word == nullptr) {
      ++at;
      continue;
    }
    at += length;
    if (word->part == Part::kNegation) {
      denied_through = at + kReach;
    } else if (at > denied_through) {
      return true;
    }
  }
  return false;
}

std::string Vocabulary::ExactnessWords() const {
  std::vector<std::string> words;
  for (const auto& [phrase, meanings] : phrases_) {
    if (std::any_of(meanings.begin(), meanings.end(),
                    [](const Word& word) { return word.part == Part::kExactness; })) {
      words.push_back(phrase);
    }
  }
  return absl::StrJoin(words, ", ");
}

}  // namespace baophu::target
