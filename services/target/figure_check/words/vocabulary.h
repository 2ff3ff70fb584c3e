#ifndef BAOPHU_SERVICES_TARGET_FIGURE_CHECK_WORDS_VOCABULARY_H_
#define BAOPHU_SERVICES_TARGET_FIGURE_CHECK_WORDS_VOCABULARY_H_

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/target/figure_check/numbers/printed_number.h"
#include "services/target/figure_check/words/as_of.h"
#include "services/target/figure_check/words/dated_rows.h"
#include "services/target/indicators/indicator_catalogue.h"

namespace baophu::target {

// What a figure is counted in. kOther: anything that the vocabulary does not know, such
// as communes or meetings.
enum class CountUnit { kPeople, kEmployers, kVnd, kPercent, kPoints, kOther };

// A unit that was read.
struct UnitMeaning {
  CountUnit unit = CountUnit::kOther;
  bool stated = false;  // A unit, and not only "million".
  Rational scale = 1;   // 1000000000 for "tỷ đồng".
  std::string text;     // Folded.
};

// What the words of an indicator's or base's name mean. Only a name of which every
// word is known is understood: a name with one more word may be of something else.
struct NameMeaning {
  bool understood = false;
  std::string folded;
  std::string code;               // Of an indicator.
  std::string measure;            // PARTICIPANTS, COLLECTED ...
  std::set<std::string> schemes;  // SOCIAL_COMPULSORY ...
  std::string base;               // LABOUR_FORCE ...
  bool plan = false;
  bool remaining = false;
  bool ratio = false;
  bool plan_of_ratio = false;  // A planned ratio: the plan was named first.
  std::string assigner;
  bool revised = false;
  int year = 0;                           // Of a plan or base; 0: not named.
  std::shared_ptr<const NameMeaning> of;  // What stands behind "of".
};

// What names, units, and words of exactness and comparison mean: the rows of words.csv,
// and codes and names of the catalogue. Immutable, safe to share between threads.
class Vocabulary {
 public:
  // `words` is the text of words.csv. INVALID_ARGUMENT, naming the line. The catalogue
  // must outlive the vocabulary.
  static absl::StatusOr<Vocabulary> Parse(const std::string& words,
                                          const IndicatorCatalogue& catalogue);

  // Only words that hold in that year count; in year 0 all.
  NameMeaning ReadName(std::string_view text, int year) const;
  // Schemes of a text such as "BHXH_BB"; nothing unless every word is known.
  std::optional<std::set<std::string>> ReadSchemes(std::string_view text, int year) const;
  // The code of an assigner, or the folded text where it is not known; empty when none
  // is named. `decision` is what is said of the decision, which tells versions apart.
  std::string ReadAssigner(std::string_view text, std::string& decision) const;
  UnitMeaning ReadUnit(std::string_view text) const;
  // Nothing when the word is not known.
  std::optional<Exactness> ReadExactness(std::string_view text) const;
  // `year` is the earlier year where one is named ("cùng kỳ năm 2023"); otherwise 0.
  std::optional<Versus> ReadVersus(std::string_view text, int& year) const;
  // Whether a text, remarks in brackets included, says that something was revised, and
  // not that it was not.
  bool StatesRevision(std::string_view text) const;
  // Words that exactness may be stated by.
  std::string ExactnessWords() const;

  const IndicatorCatalogue& catalogue() const { return *catalogue_; }

 private:
  enum class Part {
    kMeasure,
    kScheme,
    kCode,
    kBase,
    kType,
    kAssigner,
    kUnnamed,
    kDecision,
    kRevision,
    kNegation,
    kFiller,
    kOf,
    kVersus,
    kExactness,
    kUnit,
    kScale,
  };
  struct Word {
    Part part;
    std::string meaning;
    RowMonths months;
  };

  explicit Vocabulary(const IndicatorCatalogue& catalogue) : catalogue_(&catalogue) {}

  absl::Status Add(const DatedRow& row);
  void AddCatalogue();
  // The longest phrase that begins at `at` and has a meaning of one of `parts` in that
  // year; `length` is the number of its words.
  const Word* Find(const std::vector<std::string>& words, size_t at, const std::set<Part>& parts,
                   int year, size_t& length) const;
  // The meaning of a whole text as one phrase; null when it has none.
  const Word* FindWhole(std::string_view text, Part part) const;
  // Takes one word's meaning in; false when it contradicts what was read.
  static bool Take(const Word& word, NameMeaning& meaning);

  const IndicatorCatalogue* catalogue_;
  std::map<std::string, std::vector<Word>> phrases_;  // By folded text.
  size_t longest_ = 1;                                // Words of the longest phrase.
};

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_FIGURE_CHECK_WORDS_VOCABULARY_H_
