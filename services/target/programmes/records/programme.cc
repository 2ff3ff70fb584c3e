#include "services/target/programmes/records/programme.h"

#include <tuple>

namespace baophu::target {
namespace {

auto ContentOf(const Programme& each) {
  return std::tie(each.programme_id, each.kind, each.area, each.title, each.first_day,
                  each.last_day, each.done_day, each.deadline_day, each.end_day, each.part_of,
                  each.party, each.number, each.regulation_number, each.regulation_day, each.point,
                  each.contract_number, each.contract_end_day, each.beneficiaries, each.figures,
                  each.members, each.meetings, each.withdrawal);
}

}  // namespace

bool SameProgramme(const Programme& a, const Programme& b) { return ContentOf(a) == ContentOf(b); }

const char* ProgrammeStateText(ProgrammeState state) {
  switch (state) {
    case ProgrammeState::kPlanned:
      return "PLANNED";
    case ProgrammeState::kOverdue:
      return "OVERDUE";
    case ProgrammeState::kDone:
      return "DONE";
    case ProgrammeState::kDoneLate:
      return "DONE_LATE";
    case ProgrammeState::kEnded:
      return "ENDED";
    case ProgrammeState::kContractEnded:
      return "CONTRACT_ENDED";
  }
  return "";
}

bool IsDone(ProgrammeState state) {
  return state == ProgrammeState::kDone || state == ProgrammeState::kDoneLate;
}

ProgrammeState StateOf(const Programme& programme, Day day) {
  if (day < programme.done_day) {
    return programme.deadline_day < day ? ProgrammeState::kOverdue : ProgrammeState::kPlanned;
  }
  if (programme.contract_end_day < day) return ProgrammeState::kContractEnded;
  if (programme.end_day < day) return ProgrammeState::kEnded;
  return programme.deadline_day < programme.done_day ? ProgrammeState::kDoneLate
                                                     : ProgrammeState::kDone;
}

}  // namespace baophu::target
