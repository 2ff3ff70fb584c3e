#ifndef BAOPHU_SERVICES_TARGET_PROGRAMMES_RECORDS_PROGRAMME_H_
#define BAOPHU_SERVICES_TARGET_PROGRAMMES_RECORDS_PROGRAMME_H_

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "common/area/area_code.h"
#include "common/month/month.h"

namespace baophu::target {

// A day that does not come: of what is not done, has no deadline or no end. It is
// after every day that can be written, so days compare without a case for it.
inline constexpr Day kNever = Day::FromNumber(std::numeric_limits<int32_t>::max());

// How much of something was to be done, and was.
struct ProgrammeFigure {
  std::string figure;  // Code of CountedFigure.
  int64_t planned = 0;
  int64_t done = 0;

  friend bool operator==(const ProgrammeFigure&, const ProgrammeFigure&) = default;
};

// Somebody on a committee, by office and not as an insured person.
struct CommitteeMember {
  std::string name;
  std::string position;  // Elsewhere, such as "Chủ tịch UBND xã".
  std::string duty;      // On the committee, such as "Trưởng ban".

  friend bool operator==(const CommitteeMember&, const CommitteeMember&) = default;
};

struct CommitteeMeeting {
  Day day;
  std::string number;  // Of its minutes; may be empty.
  std::string subject;
  int64_t attended_count = 0;

  friend bool operator==(const CommitteeMeeting&, const CommitteeMeeting&) = default;
};

// One record of something done on the ground: a committee, a directive, an agreement
// and so on, as its kind says. Which texts may be there depends on the kind's content;
// one row of a table holds them all.
struct Programme {
  std::string programme_id;  // The caller's, such as "bcd-31-2024".
  std::string kind;          // Code of ProgrammeKind.
  AreaCode area;
  std::string title;
  // The period that it belongs to in totals, and that its figures are of.
  Day first_day;
  Day last_day;
  Day done_day = kNever;      // Established, issued, signed, held, handed over, founded.
  Day deadline_day = kNever;  // By which it is to be done.
  Day end_day = kNever;       // Last day on which it stands.
  std::string part_of;        // Id of the record whose plan this is a part of; empty: none.

  std::string party;   // Founder, issuer, collector, organiser or donor.
  std::string number;  // Of the decision, directive or agreement.
  std::string regulation_number;
  Day regulation_day = kNever;
  std::string point;  // Code of the collection point.
  std::string contract_number;
  Day contract_end_day = kNever;  // Last day of the collector's contract.
  std::string beneficiaries;
  std::vector<ProgrammeFigure> figures;  // By code.
  std::vector<CommitteeMember> members;
  std::vector<CommitteeMeeting> meetings;  // By day.

  std::string withdrawal;     // Why it is not to count; empty: it counts.
  int64_t revision = 0;       // That recorded it as it is.
  int64_t next_revision = 0;  // That replaced it; 0: it is the current version.

  bool current() const { return next_revision == 0; }
  // The month whose meaning of the area's code is the one that is meant: that in which
  // it was done or, until then, that in which it is to begin.
  Month area_month() const { return (done_day == kNever ? first_day : done_day).month(); }
};

// Whether two versions say the same.
bool SameProgramme(const Programme& a, const Programme& b);

// What became of a record by the end of a day.
enum class ProgrammeState {
  kPlanned,        // Not done, and not late.
  kOverdue,        // Not done, and the deadline is over.
  kDone,           // Done by the deadline.
  kDoneLate,       // Done after the deadline.
  kEnded,          // Was done, and does not stand any more.
  kContractEnded,  // Was signed, and the collector's contract is over.
};

// PLANNED, OVERDUE and so on.
const char* ProgrammeStateText(ProgrammeState state);
bool IsDone(ProgrammeState state);

ProgrammeState StateOf(const Programme& programme, Day day);

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_PROGRAMMES_RECORDS_PROGRAMME_H_
