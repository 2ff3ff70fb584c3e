#include "services/target/programmes/counts/completeness.h"

#include <algorithm>
#include <map>
#include <utility>

#include "services/target/programmes/counts/programme_areas.h"

namespace baophu::target {
namespace {

// How near states are to being done, the nearest first.
int RankOf(ProgrammeState state) {
  switch (state) {
    case ProgrammeState::kDone:
      return 0;
    case ProgrammeState::kDoneLate:
      return 1;
    case ProgrammeState::kContractEnded:
      return 2;
    case ProgrammeState::kEnded:
      return 3;
    case ProgrammeState::kOverdue:
      return 4;
    case ProgrammeState::kPlanned:
      return 5;
  }
  return 6;
}

MissingReason ReasonOf(ProgrammeState state) {
  switch (state) {
    case ProgrammeState::kContractEnded:
      return MissingReason::kContractEnded;
    case ProgrammeState::kEnded:
      return MissingReason::kEnded;
    case ProgrammeState::kOverdue:
      return MissingReason::kOverdue;
    default:
      return MissingReason::kPlanned;
  }
}

AreaLevel AreaLevelOf(ProgrammeLevel level) {
  switch (level) {
    case ProgrammeLevel::kProvince:
      return AreaLevel::kProvince;
    case ProgrammeLevel::kDistrict:
      return AreaLevel::kDistrict;
    default:
      return AreaLevel::kCommune;
  }
}

// What the records say of one area or point.
struct AreaEvidence {
  const AreaRecord* area = nullptr;
  const Programme* nearest = nullptr;  // To being done.
  ProgrammeState state = ProgrammeState::kPlanned;
  const Programme* reformed = nullptr;  // Done in the area that had the code before.

  void Take(const Programme& programme, ProgrammeState taken) {
    if (nearest != nullptr && RankOf(state) <= RankOf(taken)) return;
    nearest = &programme;
    state = taken;
  }
};

class CompletenessCounter {
 public:
  explicit CompletenessCounter(const CompletenessQuestion& question)
      : question_(question), month_(question.day.month()) {}

  Completeness Count(const std::vector<Programme>& programmes) {
    if (question_.level != ProgrammeLevel::kPoint) AddAreas();
    for (const Programme& programme : programmes) Take(programme);
    Completeness answer;
    for (const auto& [key, evidence] : evidence_) Add(key.second, evidence, answer);
    return answer;
  }

 private:
  // Area and point.
  using Key = std::pair<AreaCode, std::string>;

  void AddAreas() {
    const AreaLevel level = AreaLevelOf(question_.level);
    for (const AreaRecord& area : question_.areas.records()) {
      if (area.level != level || !area.Holds(month_)) continue;
      if (!IsUnder(question_.areas, area, month_, question_.root)) continue;
      evidence_[{area.code, ""}].area = &area;
    }
  }

  // Whether a record says something of the day: it has begun, and in its year if the
  // kind is yearly.
  bool Speaks(const Programme& programme) const {
    if (programme.kind != question_.kind.code || !programme.withdrawal.empty()) return false;
    const bool done = programme.done_day <= question_.day;
    if (!done && question_.day < programme.first_day) return false;
    if (!question_.kind.yearly) return true;
    const int year = month_.year();
    return done ? programme.done_day.month().year() == year
                : programme.first_day.month().year() <= year &&
                      year <= programme.last_day.month().year();
  }

  void Take(const Programme& programme) {
    if (!Speaks(programme)) return;
    const AreaRecord* const now = question_.areas.Find(programme.area, month_);
    if (now == nullptr) return;
    const bool same = AreaOf(question_.areas, programme) == now;
    const ProgrammeState state = StateOf(programme, question_.day);
    if (question_.level != ProgrammeLevel::kPoint) {
      const auto found = evidence_.find({programme.area, ""});
      if (found == evidence_.end()) return;
      if (same) {
        found->second.Take(programme, state);
      } else if (IsDone(state)) {
        found->second.reformed = &programme;
      }
      return;
    }
    if (programme.point.empty() || !same) return;
    if (!IsUnder(question_.areas, *now, month_, question_.root)) return;
    AreaEvidence& evidence = evidence_[{programme.area, programme.point}];
    evidence.area = now;
    evidence.Take(programme, state);
  }

  void Add(const std::string& point, const AreaEvidence& evidence, Completeness& answer) const {
    if (evidence.nearest == nullptr && question_.scope == ProgrammeScope::kPlanned) return;
    ++answer.total_count;
    CompletenessItem item{evidence.area->code, evidence.area->name, point, "",
                          MissingReason::kNotRecorded};
    if (evidence.nearest != nullptr) {
      item.programme_id = evidence.nearest->programme_id;
      item.reason = ReasonOf(evidence.state);
      if (IsDone(evidence.state)) {
        ++answer.done_count;
        if (evidence.state == ProgrammeState::kDone) {
          ++answer.in_time_count;
        } else {
          answer.late.push_back(std::move(item));
        }
        return;
      }
    } else if (evidence.reformed != nullptr) {
      item.programme_id = evidence.reformed->programme_id;
      item.reason = MissingReason::kAreaReformed;
    }
    answer.missing.push_back(std::move(item));
  }

  const CompletenessQuestion& question_;
  const Month month_;
  std::map<Key, AreaEvidence> evidence_;
};

}  // namespace

const char* MissingReasonText(MissingReason reason) {
  switch (reason) {
    case MissingReason::kNotRecorded:
      return "NOT_RECORDED";
    case MissingReason::kPlanned:
      return "PLANNED";
    case MissingReason::kOverdue:
      return "OVERDUE";
    case MissingReason::kEnded:
      return "ENDED";
    case MissingReason::kContractEnded:
      return "CONTRACT_ENDED";
    case MissingReason::kAreaReformed:
      return "AREA_REFORMED";
  }
  return "";
}

Completeness CompletenessOf(const CompletenessQuestion& question,
                            const std::vector<Programme>& programmes) {
  return CompletenessCounter(question).Count(programmes);
}

}  // namespace baophu::target
