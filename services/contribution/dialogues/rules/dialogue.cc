#include "services/contribution/dialogues/rules/dialogue.h"

namespace baophu::contribution {

std::string_view AttendanceText(Attendance attendance) {
  switch (attendance) {
    case Attendance::kUnknown:
      break;
    case Attendance::kAbsent:
      return "ABSENT";
    case Attendance::kAttended:
      return "ATTENDED";
  }
  return "";
}

std::optional<Attendance> ParseAttendance(std::string_view text) {
  for (const Attendance each : {Attendance::kUnknown, Attendance::kAbsent, Attendance::kAttended}) {
    if (AttendanceText(each) == text) return each;
  }
  return std::nullopt;
}

}  // namespace baophu::contribution
