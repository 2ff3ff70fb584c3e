#include "services/contribution/dialogues/dialogue_import_service.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/ingest/row_errors.h"
#include "common/month/moment.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "services/contribution/changes/change_entries_service.h"
#include "services/contribution/dialogues/dialogue_request_service.h"
#include "services/contribution/dialogues/paper_writer.h"
#include "services/contribution/dialogues/rules/invitation_rules.h"
#include "services/contribution/dialogues/store/dialogue_store.h"
#include "services/contribution/requests/day_request_service.h"

namespace baophu::contribution {
namespace {

constexpr int kMaxRowsPerChunk = 10'000;
// How long a row may wait for an area that participant has and we do not yet.
constexpr absl::Duration kCatchUpTime = absl::Seconds(10);

// Faults by the place of their row in the chunk.
using Faults = std::map<size_t, absl::Status>;

absl::Status TooManyRows() {
  return InvalidField("chunk.rows", "holds more than 10,000 rows", "send them in several chunks");
}

absl::Status OtherContent(const char* field, const std::string& stored) {
  return FaultStatus(absl::StatusCode::kAlreadyExists, "DUPLICATE_WITH_OTHER_CONTENT", field,
                     absl::StrCat("differs from what is stored, ", stored),
                     "correct the row, or annul what is stored");
}

// Writes what went well and tells of the rest.
void Answer(int64_t first_row_number, const Faults& faults, int64_t accepted, int64_t unchanged,
            type::v1::ImportAck& ack) {
  RowErrors errors(first_row_number);
  for (const auto& [place, status] : faults) errors.Refuse(place, status);
  errors.AppendTo(ack);
  ack.set_accepted_count(accepted);
  ack.set_unchanged_count(unchanged);
}

// What a row of a session that is stored changes; nothing: it is the same.
absl::StatusOr<std::optional<Dialogue>> Merge(const Dialogue& stored, const Dialogue& row,
                                              Day today) {
  Dialogue merged = row;
  if (row.minutes_number.empty()) {
    merged.minutes_number = stored.minutes_number;
    merged.minutes_day = stored.minutes_day;
  }
  merged.minutes_summary = stored.minutes_summary;
  merged.cancelled = stored.cancelled;
  merged.cancel_reason = stored.cancel_reason;
  merged.recorded_us = stored.recorded_us;
  merged.revision = stored.revision;
  if (merged == stored) return std::optional<Dialogue>();
  Dialogue before_minutes = merged;
  before_minutes.minutes_number = stored.minutes_number;
  before_minutes.minutes_day = stored.minutes_day;
  if (before_minutes != stored || !stored.minutes_number.empty()) {
    return OtherContent("dialogue", absl::StrCat("dialogues/", stored.code));
  }
  BAOPHU_TRY(CheckMinutes(merged, today));
  return std::optional<Dialogue>(merged);
}

class PreparedDialogues final : public PreparedChunk {
 public:
  PreparedDialogues(const DialogueImportParts& parts, int64_t first_row_number)
      : parts_(parts), first_row_number_(first_row_number) {}

  absl::Status Apply(Commit& commit, type::v1::ImportAck& ack) override {
    const Day today = VietnamDay(commit.now_us());
    Faults all = faults;
    int64_t accepted = 0;
    int64_t unchanged = 0;
    for (const auto& [place, row] : rows) {
      absl::StatusOr<std::optional<Dialogue>> entered = Entered(commit, row, today);
      if (!entered.ok()) {
        all.emplace(place, entered.status());
      } else if (!entered->has_value()) {
        ++unchanged;
      } else {
        Dialogue& dialogue = **entered;
        dialogue.recorded_us = commit.now_us();
        dialogue.revision = commit.revision();
        dialogue_store::AddVersion(commit.session(), dialogue);
        AddDialogueEntry(commit, dialogue.code, dialogue.area);
        ++accepted;
      }
    }
    Answer(first_row_number_, all, accepted, unchanged, ack);
    return absl::OkStatus();
  }

  std::map<size_t, Dialogue> rows;  // By place in the chunk.
  Faults faults;

 private:
  absl::StatusOr<std::optional<Dialogue>> Entered(Commit& commit, const Dialogue& row, Day today) {
    const std::optional<Dialogue> stored = dialogue_store::FindDialogue(commit.session(), row.code);
    if (stored.has_value()) return Merge(*stored, row, today);
    const auto areas = parts_.catalogues.Get(commit.session());
    BAOPHU_TRY(CheckDialogue(row, *areas, parts_.law));
    if (!row.minutes_number.empty() || row.minutes_day.has_value()) {
      BAOPHU_TRY(CheckMinutes(row, today));
    }
    return std::optional<Dialogue>(row);
  }

  const DialogueImportParts parts_;
  const int64_t first_row_number_;
};

// A row of an invitation as far as it can be read alone.
struct InvitationInput {
  std::string dialogue;
  PayerId employer;
  std::optional<Day> invited;
  Vnd stated;  // What it says was owed; 0: nothing.
  FrozenDebt debt;
  std::optional<InvitationLetter> letter;
  Attendance attendance = Attendance::kUnknown;
  std::optional<Commitment> commitment;
  bool made_at_session = false;  // The day of the commitment is that of the session.
  Vnd owed_then;                 // On that day, with interest.
};

absl::StatusOr<InvitationInput> ReadRow(const v1::DialogueInvitationRow& row) {
  InvitationInput input;
  BAOPHU_TRY(CheckDialogueCode("dialogue", row.dialogue()));
  input.dialogue = row.dialogue();
  BAOPHU_ASSIGN(input.invited, ReadOptionalDay("invited_date", row.invited_date()));
  if (row.owed_vnd() < 0) {
    return InvalidField("owed_vnd", "is below zero", "write an amount in đồng, or nothing");
  }
  input.stated = Vnd(row.owed_vnd());
  if (!row.letter_number().empty()) {
    const std::string& date = row.letter_date().empty() ? row.invited_date() : row.letter_date();
    BAOPHU_ASSIGN(input.letter, ReadLetter({row.letter_kind(), row.letter_number(), date,
                                            row.letter_delivered_date()}));
  }
  const std::optional<Attendance> attendance = ParseAttendance(row.attendance());
  if (!attendance.has_value()) {
    return InvalidField("attendance", absl::StrCat("\"", row.attendance(), "\" is unknown"),
                        "write ATTENDED or ABSENT, or nothing");
  }
  input.attendance = *attendance;
  if (row.committed_vnd() == 0) return input;
  BAOPHU_ASSIGN(const std::optional<Day> made,
                ReadOptionalDay("committed_date", row.committed_date()));
  BAOPHU_ASSIGN(const Day by, ReadDay("commit_by_date", row.commit_by_date()));
  input.made_at_session = !made.has_value();
  input.commitment = Commitment{Vnd(row.committed_vnd()), made.value_or(Day()), by};
  return input;
}

// What is stored of one session while a chunk is written.
struct SessionState {
  Dialogue dialogue;
  std::map<PayerId, Invitation> there;  // That are not annulled.
};

class PreparedInvitations final : public PreparedChunk {
 public:
  explicit PreparedInvitations(int64_t first_row_number) : first_row_number_(first_row_number) {}

  absl::Status Apply(Commit& commit, type::v1::ImportAck& ack) override {
    Faults all = faults;
    int64_t accepted = 0;
    int64_t unchanged = 0;
    std::map<std::string, SessionState> sessions;
    std::set<std::string> touched;
    for (const auto& [place, input] : rows) {
      const absl::StatusOr<bool> changed = Enter(commit, input, sessions);
      if (!changed.ok()) {
        all.emplace(place, changed.status());
      } else if (*changed) {
        touched.insert(input.dialogue);
        ++accepted;
      } else {
        ++unchanged;
      }
    }
    for (const std::string& code : touched) {
      AddDialogueEntry(commit, code, sessions.at(code).dialogue.area);
    }
    Answer(first_row_number_, all, accepted, unchanged, ack);
    return absl::OkStatus();
  }

  std::map<size_t, InvitationInput> rows;  // By place in the chunk.
  Faults faults;

 private:
  static absl::StatusOr<SessionState*> Find(Commit& commit, const std::string& code,
                                            std::map<std::string, SessionState>& sessions) {
    const auto known = sessions.find(code);
    if (known != sessions.end()) return &known->second;
    std::optional<Dialogue> dialogue = dialogue_store::FindDialogue(commit.session(), code);
    if (!dialogue.has_value()) {
      return FaultStatus(absl::StatusCode::kNotFound, "UNKNOWN_DIALOGUE", "dialogue",
                         "no session has this code", "load the session first");
    }
    SessionState& state = sessions[code];
    state.dialogue = *std::move(dialogue);
    for (Invitation& invitation : dialogue_store::ReadInvitationsTo(commit.session(), code)) {
      if (!invitation.annulled) state.there.emplace(invitation.employer, std::move(invitation));
    }
    return &state;
  }

  // Whether the row changed anything. All of it is checked before any of it is written.
  absl::StatusOr<bool> Enter(Commit& commit, const InvitationInput& input,
                             std::map<std::string, SessionState>& sessions) {
    const Day today = VietnamDay(commit.now_us());
    BAOPHU_ASSIGN(SessionState* const state, Find(commit, input.dialogue, sessions));
    const Dialogue& dialogue = state->dialogue;
    const auto stored = state->there.find(input.employer);
    Invitation invitation;
    if (stored != state->there.end()) {
      invitation = stored->second;
      if (invitation.invited != input.invited) {
        return OtherContent("invited_date", ToName(invitation));
      }
      if (input.stated > Vnd() && invitation.debt.owed != input.stated) {
        return OtherContent("owed_vnd", ToName(invitation));
      }
    } else if (input.invited.has_value()) {
      BAOPHU_ASSIGN(invitation,
                    Invite(dialogue, input.employer, input.debt, *input.invited, today));
    } else {
      BAOPHU_ASSIGN(invitation, ComeUninvited(dialogue, input.employer, input.debt, today));
    }
    if (input.attendance != Attendance::kUnknown && input.attendance != invitation.attendance) {
      BAOPHU_TRY(SetAttendance(dialogue, input.attendance, today, invitation));
    }
    if (input.commitment.has_value()) {
      Commitment commitment = *input.commitment;
      if (input.made_at_session) commitment.made = dialogue.held;
      if (commitment != invitation.commitment) {
        BAOPHU_TRY(SetCommitment(dialogue, commitment, input.owed_then, today, invitation));
      }
    }
    if (input.letter.has_value()) BAOPHU_TRY(CheckLetter(*input.letter, today));

    bool changed = false;
    if (stored == state->there.end() || invitation != stored->second) {
      invitation.recorded_us = commit.now_us();
      invitation.revision = commit.revision();
      dialogue_store::AddVersions(commit.session(), {&invitation, 1});
      state->there.insert_or_assign(invitation.employer, invitation);
      changed = true;
    }
    if (input.letter.has_value()) {
      changed |= EnterLetter(commit.session(), invitation, *input.letter, commit.now_us());
    }
    return changed;
  }

  const int64_t first_row_number_;
};

// Fills in the employers; rows whose employer is not known become faults.
absl::Status Resolve(PayerDirectory& directory, const v1::DialogueInvitationRows& rows,
                     PreparedInvitations& prepared) {
  std::vector<size_t> places;
  std::vector<std::string> codes;
  for (const auto& [place, input] : prepared.rows) {
    places.push_back(place);
    codes.push_back(absl::StrCat("employer:", rows.rows(static_cast<int>(place)).employer()));
  }
  if (codes.empty()) return absl::OkStatus();
  BAOPHU_ASSIGN(const std::vector<std::optional<PayerId>> payers, directory.Resolve(codes));
  for (size_t i = 0; i < places.size(); ++i) {
    if (payers[i].has_value() && payers[i]->is_employer()) {
      prepared.rows.at(places[i]).employer = *payers[i];
      continue;
    }
    prepared.faults.emplace(places[i],
                            FaultStatus(absl::StatusCode::kNotFound, "UNKNOWN_EMPLOYER", "employer",
                                        "participant knows no employer with this code",
                                        "check the code, or load the employer there first"));
    prepared.rows.erase(places[i]);
  }
  return absl::OkStatus();
}

// Days of sessions by code.
absl::StatusOr<std::map<std::string, Day>> ReadDays(sql::Database& database) {
  std::map<std::string, Day> days;
  BAOPHU_TRY(database.Read([&](soci::session& session) {
    for (const auto& [code, dialogue] : dialogue_store::ReadDialogues(session)) {
      days.emplace(code, dialogue.held);
    }
    return absl::OkStatus();
  }));
  return days;
}

// Fills in what employers owed on the days that rows name. Days to come stay without a
// debt: what is written then refuses them.
absl::Status ReadDebts(const DialogueImportParts& parts, PreparedInvitations& prepared) {
  BAOPHU_ASSIGN(const auto held, ReadDays(parts.database));
  const Day today = VietnamDay(absl::ToUnixMicros(absl::Now()));
  const auto day_of = [&](const InvitationInput& input) -> std::optional<Day> {
    const auto session = held.find(input.dialogue);
    if (session == held.end()) return std::nullopt;
    const Day day = input.invited.value_or(session->second);
    if (day > today) return std::nullopt;
    return day;
  };
  std::map<Day, std::set<PayerId>> asked;
  for (const auto& [place, input] : prepared.rows) {
    if (const std::optional<Day> day = day_of(input)) asked[*day].insert(input.employer);
  }
  std::map<Day, DebtReader::Debts> debts;
  for (const auto& [day, employers] : asked) {
    const std::vector<PayerId> ids(employers.begin(), employers.end());
    BAOPHU_ASSIGN(debts[day], parts.debts.Read(ids, day));
  }
  std::vector<size_t> not_computed;
  for (auto& [place, input] : prepared.rows) {
    const std::optional<Day> day = day_of(input);
    if (!day.has_value()) continue;
    const absl::StatusOr<FrozenDebt>& debt = debts.at(*day).at(input.employer);
    if (debt.ok()) {
      input.debt = *debt;
    } else if (input.stated == Vnd()) {
      prepared.faults.emplace(
          place, FaultStatus(absl::StatusCode::kFailedPrecondition, "NOT_COMPUTED", "owed_vnd",
                             std::string(debt.status().message()), "state what was owed"));
      not_computed.push_back(place);
      continue;
    }
    if (input.stated > Vnd()) {
      input.debt.day = *day;
      input.debt.owed = input.stated;
      input.debt.revision = 0;
    }
    if (!input.commitment.has_value() || input.commitment->amount <= input.debt.owed) continue;
    const Day made = input.made_at_session ? held.at(input.dialogue) : input.commitment->made;
    const absl::StatusOr<Vnd> owed =
        parts.debts.OwedWithInterest(input.employer, std::min(made, today));
    // Where the law does not reach, what is stated is all that is known.
    input.owed_then = owed.ok() ? *owed : Vnd();
  }
  for (const size_t place : not_computed) prepared.rows.erase(place);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::unique_ptr<PreparedChunk>> PrepareDialogues(const DialogueImportParts& parts,
                                                                const v1::ImportChunk& chunk) {
  const v1::DialogueRows& rows = chunk.dialogues();
  if (rows.rows_size() > kMaxRowsPerChunk) return TooManyRows();
  auto prepared = std::make_unique<PreparedDialogues>(parts, chunk.first_row_number());
  for (int i = 0; i < rows.rows_size(); ++i) {
    absl::StatusOr<Dialogue> dialogue = ReadDialogue(rows.rows(i));
    if (dialogue.ok()) {
      prepared->rows.emplace(i, *std::move(dialogue));
    } else {
      prepared->faults.emplace(i, dialogue.status());
    }
  }
  // Participant may have taken an area in a moment ago.
  bool unknown = false;
  BAOPHU_TRY(parts.database.Read([&](soci::session& session) {
    const auto areas = parts.catalogues.Get(session);
    for (const auto& [place, dialogue] : prepared->rows) {
      unknown |= areas->Find(dialogue.area, dialogue.held.month()) == nullptr;
    }
    return absl::OkStatus();
  }));
  if (unknown) BAOPHU_TRY(parts.feed.CatchUp(absl::Now() + kCatchUpTime));
  return prepared;
}

absl::StatusOr<std::unique_ptr<PreparedChunk>> PrepareDialogueInvitations(
    const DialogueImportParts& parts, const v1::ImportChunk& chunk) {
  const v1::DialogueInvitationRows& rows = chunk.dialogue_invitations();
  if (rows.rows_size() > kMaxRowsPerChunk) return TooManyRows();
  auto prepared = std::make_unique<PreparedInvitations>(chunk.first_row_number());
  for (int i = 0; i < rows.rows_size(); ++i) {
    absl::StatusOr<InvitationInput> input = ReadRow(rows.rows(i));
    if (input.ok()) {
      prepared->rows.emplace(i, *std::move(input));
    } else {
      prepared->faults.emplace(i, input.status());
    }
  }
  BAOPHU_TRY(Resolve(parts.payers, rows, *prepared));
  BAOPHU_TRY(ReadDebts(parts, *prepared));
  return prepared;
}

}  // namespace baophu::contribution
