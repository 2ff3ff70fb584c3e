#ifndef BAOPHU_SERVICES_TARGET_FIGURE_CHECK_READING_SUBJECT_READER_H_
#define BAOPHU_SERVICES_TARGET_FIGURE_CHECK_READING_SUBJECT_READER_H_

#include <optional>
#include <set>
#include <string>

#include "services/target/figure_check/reading/figure.h"
#include "services/target/figure_check/words/vocabulary.h"

namespace baophu::target {

// What a figure's name, scheme and unit say that it is of.
struct NamedFigure {
  Figure::Kind kind = Figure::Kind::kValue;
  Subject subject;
  RatioBase base;
  bool unclear_scheme = false;
};

// Whether contributions of these schemes together are all that is collected.
bool IsEveryCollectedScheme(const std::set<std::string>& schemes);

// Gives names a meaning in the catalogue; those without one stand for themselves.
class SubjectReader {
 public:
  explicit SubjectReader(const Vocabulary& vocabulary) : vocabulary_(vocabulary) {}

  // `year` is that of the figure; 0: not known.
  NamedFigure ReadFigure(const std::string& indicator, const std::string& scheme,
                         const UnitMeaning& unit, int year) const;

  // What `of` means as the base of a ratio of `subject`.
  RatioBase ReadBase(const std::string& of, const Subject& subject, int year) const;

 private:
  // The catalogue's subject of a name; nothing without an indicator for it.
  std::optional<Subject> Find(const NameMeaning& meaning, const std::set<std::string>& schemes,
                              CountUnit unit) const;
  std::optional<RatioBase> FindBase(const NameMeaning& meaning, const Subject& subject,
                                    int year) const;
  static RatioBase PlanOf(const NameMeaning& meaning, const Subject& subject, int year);
  // Whose plan a subject is measured by where only "the plan" is said: what is owed by
  // that of what is to be collected.
  Subject PlannedFor(const Subject& subject) const;
  // The base that the catalogue has a coverage ratio of.
  std::optional<RatioBase> UsualBase(const Subject& subject, int year) const;

  const Vocabulary& vocabulary_;
};

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_FIGURE_CHECK_READING_SUBJECT_READER_H_
