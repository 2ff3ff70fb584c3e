#ifndef BAOPHU_TESTS_UNIT_TARGET_PROGRAMMES_SAMPLE_PROGRAMME_H_
#define BAOPHU_TESTS_UNIT_TARGET_PROGRAMMES_SAMPLE_PROGRAMME_H_

#include <string>

#include "services/target/programmes/records/programme.h"
#include "services/target/programmes/records/programme_catalogue.h"

namespace baophu::target {

inline const ProgrammeCatalogue& ProgrammeKinds() {
  static const auto* const kCatalogue =
      new ProgrammeCatalogue(*ProgrammeCatalogue::Load("deploy/config"));
  return *kCatalogue;
}

inline const ProgrammeKind& KindNamed(const char* code) {
  return *ProgrammeKinds().FindKind(code, Month::FromYearMonth(2024, 1));
}

inline Day DayNamed(const std::string& text) { return text.empty() ? kNever : *Day::Parse(text); }

// A record of 2024 that was done on a day, or is planned only.
inline Programme SampleProgramme(const std::string& id, const char* kind, const char* area,
                                 const std::string& done = "") {
  Programme programme;
  programme.programme_id = id;
  programme.kind = kind;
  programme.area = AreaCode::FromTrusted(area);
  programme.title = id;
  programme.first_day = DayNamed("2024-01-01");
  programme.last_day = DayNamed("2024-12-31");
  programme.done_day = DayNamed(done);
  return programme;
}

}  // namespace baophu::target

#endif  // BAOPHU_TESTS_UNIT_TARGET_PROGRAMMES_SAMPLE_PROGRAMME_H_
