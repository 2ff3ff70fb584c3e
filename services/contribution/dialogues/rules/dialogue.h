#ifndef BAOPHU_SERVICES_CONTRIBUTION_DIALOGUES_RULES_DIALOGUE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_DIALOGUES_RULES_DIALOGUE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/area/area_code.h"
#include "common/money/vnd.h"
#include "common/month/month.h"
#include "services/contribution/ledger/payer_id.h"

// Sessions in which the agency and its partners meet employers that are late (hội
// nghị đôn đốc, đối thoại), and what is known of those that were invited. Pure.
namespace baophu::contribution {

// A session. Its code is the agency's own and never given to another one.
struct Dialogue {
  std::string code;
  AreaCode area;  // Whose office holds it.
  Day held;       // May be to come.
  std::string place;
  std::string display_name;
  std::vector<std::string> organisers;  // Offices that hold it, as they are called.
  std::vector<std::string> partners;    // Codes of dialogue_partners.csv.
  bool cancelled = false;
  std::string cancel_reason;
  std::string minutes_number;  // Empty while there are no minutes.
  std::optional<Day> minutes_day;
  std::string minutes_summary;
  int64_t recorded_us = 0;  // When this version was; since 1970-01-01 UTC.
  int64_t revision = 0;     // With which this version was entered.

  friend bool operator==(const Dialogue&, const Dialogue&) = default;
};

// Numbered as in table dialogue_invitation.
enum class Attendance { kUnknown = 0, kAbsent = 1, kAttended = 2 };

// ABSENT or ATTENDED; empty while it is not known.
std::string_view AttendanceText(Attendance attendance);
std::optional<Attendance> ParseAttendance(std::string_view text);

// What an employer owed at the end of a day, kept as it was read then.
struct FrozenDebt {
  Day day;
  Vnd owed;  // Contributions that were late.
  std::optional<Day> oldest_due;
  AreaCode area;  // That the employer counted in.
  std::string arrears_class;
  std::string officer;   // In charge of it then; may be empty.
  int64_t revision = 0;  // Of the ledger that it was read at; 0: stated by who imported it.

  friend bool operator==(const FrozenDebt&, const FrozenDebt&) = default;
};

// What an employer undertook to pay.
struct Commitment {
  Vnd amount;
  Day made;
  Day by;

  friend bool operator==(const Commitment&, const Commitment&) = default;
};

// An employer's place in a session.
struct Invitation {
  int64_t invitation_id = 0;
  std::string dialogue;  // Its code.
  PayerId employer;
  std::optional<Day> invited;  // Nothing: it came without being invited.
  FrozenDebt debt;             // Of the day of the invitation; of a walk-in, of the session.
  Attendance attendance = Attendance::kUnknown;
  std::optional<Commitment> commitment;
  bool annulled = false;  // It was entered by mistake: it stays on file and never counts.
  std::string note;
  int64_t recorded_us = 0;  // When this version was; since 1970-01-01 UTC.
  int64_t revision = 0;     // With which this version was entered.

  bool walk_in() const { return !invited.has_value(); }
  friend bool operator==(const Invitation&, const Invitation&) = default;
};

// A letter to an invited employer. The newest of a kind and number holds: the same
// letter is entered again once it is delivered.
struct InvitationLetter {
  int64_t letter_id = 0;
  std::string dialogue;
  int64_t invitation_id = 0;
  bool reminder = false;  // The written reminder that evasion needs; else the invitation.
  std::string number;
  Day day;
  std::optional<Day> delivered;
  int64_t legal_step = 0;   // Of table legal_step; 0: none.
  int64_t recorded_us = 0;  // Since 1970-01-01 UTC.
};

// A step after a session: planned until it has a day. The newest of a kind holds.
struct InvitationStep {
  int64_t step_id = 0;
  std::string dialogue;
  int64_t invitation_id = 0;
  std::string kind;     // Of dialogue_steps.csv.
  std::string officer;  // Who does it.
  Day due;              // By when.
  std::optional<Day> taken;
  std::string number;  // Of the decision or document.
  std::string team;    // Of an inspection: offices, not people.
  std::string findings;
  Vnd amount;  // To be paid by what was found.
  std::optional<Day> deadline;
  std::string result;
  int64_t legal_step = 0;   // Of table legal_step; 0: none.
  int64_t recorded_us = 0;  // Since 1970-01-01 UTC.
};

// Sessions by code, and invitations. What is computed of an employer is right when
// all invitations of that employer are here.
struct DialogueBook {
  std::map<std::string, Dialogue> dialogues;
  std::vector<Invitation> invitations;  // By session and id.
};

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_DIALOGUES_RULES_DIALOGUE_H_
