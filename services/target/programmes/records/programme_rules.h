#ifndef BAOPHU_SERVICES_TARGET_PROGRAMMES_RECORDS_PROGRAMME_RULES_H_
#define BAOPHU_SERVICES_TARGET_PROGRAMMES_RECORDS_PROGRAMME_RULES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/target/plans/plan_rules.h"
#include "services/target/programmes/records/programme.h"
#include "services/target/programmes/records/programme_catalogue.h"

namespace baophu::target {

struct MeetingDraft {
  std::string date, number, subject;
  int64_t attended_count = 0;
};

// A programme as somebody wrote it; texts as in Programme, days as YYYY-MM-DD or empty.
struct ProgrammeDraft {
  std::string programme_id, kind, area, title;
  std::string first_date, last_date, done_date, deadline, end_date;
  std::string part_of;  // `programmes/{programme_id}`.
  std::string party, number, regulation_number, regulation_date;
  std::string point, contract_number, contract_end_date, beneficiaries, withdrawal;
  std::vector<ProgrammeFigure> figures;
  std::vector<CommitteeMember> members;
  std::vector<MeetingDraft> meetings;
  // Which content was sent; nothing where the kind alone says it.
  std::optional<ProgrammeContent> content;
};

// Fills `programme` and returns nothing, or says all that is wrong. `today` is the last
// day on which something can have been done. Whether the area and the record that it is
// a part of exist is not looked at.
std::vector<Problem> CheckProgramme(const ProgrammeDraft& draft,
                                    const ProgrammeCatalogue& catalogue, Day today,
                                    Programme& programme);

// Whether a text can be the id of a programme: 1 to 63 of a-z, 0-9, '-', '_' and '.',
// beginning with a letter or digit.
bool IsProgrammeId(std::string_view text);

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_PROGRAMMES_RECORDS_PROGRAMME_RULES_H_
