#include "services/contribution/dialogues/store/dialogue_store.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/sql/cursor.h"
#include "common/sql/row_batch.h"

namespace baophu::contribution::dialogue_store {
namespace {

constexpr char kDialogueColumns[] =
    "SELECT held_day, cancelled, minutes_day, recorded_us, revision, code, area, place, "
    "display_name, organisers, partners, cancel_reason, minutes_number, minutes_summary "
    "FROM dialogue ";
constexpr char kInvitationColumns[] =
    "i.invitation_id, i.payer_id, i.invited_day, i.debt_day, i.owed_vnd, i.oldest_due_day, "
    "i.ledger_revision, i.attendance, i.committed_vnd, i.committed_day, i.commit_by_day, "
    "i.annulled, i.recorded_us, i.revision, i.dialogue, i.area, i.arrears_class, i.officer, "
    "i.note";
constexpr char kInOrder[] = " ORDER BY i.dialogue, i.invitation_id, i.version_id";

Day DayOf(int64_t number) { return Day::FromNumber(static_cast<int32_t>(number)); }
std::optional<Day> DayOrNone(int64_t number) {
  if (number == 0) return std::nullopt;
  return DayOf(number);
}
int64_t NumberOf(const std::optional<Day>& day) { return day.has_value() ? day->number() : 0; }

// Names never hold line ends.
std::string InLines(const std::vector<std::string>& names) { return absl::StrJoin(names, "\n"); }
std::vector<std::string> FromLines(const std::string& text) {
  return absl::StrSplit(text, '\n', absl::SkipEmpty());
}

int64_t TakeIds(soci::session& session, int64_t count) {
  long long id = 0;
  session << "SELECT next_id FROM dialogue_sequence WHERE id = 1", soci::into(id);
  const long long next = id + count;
  session << "UPDATE dialogue_sequence SET next_id = :n WHERE id = 1", soci::use(next);
  return id;
}

// The newest version of each code that a query gives, in the order of versions.
std::map<std::string, Dialogue> DialoguesOf(sql::Cursor& cursor) {
  std::map<std::string, Dialogue> dialogues;
  while (cursor.Next()) {
    Dialogue dialogue;
    dialogue.held = DayOf(cursor.number(0));
    dialogue.cancelled = cursor.number(1) != 0;
    dialogue.minutes_day = DayOrNone(cursor.number(2));
    dialogue.recorded_us = cursor.number(3);
    dialogue.revision = cursor.number(4);
    dialogue.code = cursor.text(0);
    dialogue.area = AreaCode::FromTrusted(cursor.text(1));
    dialogue.place = cursor.text(2);
    dialogue.display_name = cursor.text(3);
    dialogue.organisers = FromLines(cursor.text(4));
    dialogue.partners = FromLines(cursor.text(5));
    dialogue.cancel_reason = cursor.text(6);
    dialogue.minutes_number = cursor.text(7);
    dialogue.minutes_summary = cursor.text(8);
    std::string code = dialogue.code;
    dialogues.insert_or_assign(std::move(code), std::move(dialogue));
  }
  return dialogues;
}

// The newest version of each invitation that a query gives in kInOrder.
std::vector<Invitation> InvitationsOf(soci::session& session, const std::string& from,
                                      const std::vector<std::string>& parameters) {
  std::vector<Invitation> invitations;
  sql::Cursor cursor(session, absl::StrCat("SELECT ", kInvitationColumns, from, kInOrder),
                     parameters, 14, 5);
  while (cursor.Next()) {
    Invitation invitation;
    invitation.invitation_id = cursor.number(0);
    invitation.employer = PayerId::FromNumber(cursor.number(1));
    invitation.invited = DayOrNone(cursor.number(2));
    invitation.debt.day = DayOf(cursor.number(3));
    invitation.debt.owed = Vnd(cursor.number(4));
    invitation.debt.oldest_due = DayOrNone(cursor.number(5));
    invitation.debt.revision = cursor.number(6);
    invitation.attendance = static_cast<Attendance>(cursor.number(7));
    if (cursor.number(8) != 0) {
      invitation.commitment =
          Commitment{Vnd(cursor.number(8)), DayOf(cursor.number(9)), DayOf(cursor.number(10))};
    }
    invitation.annulled = cursor.number(11) != 0;
    invitation.recorded_us = cursor.number(12);
    invitation.revision = cursor.number(13);
    invitation.dialogue = cursor.text(0);
    invitation.debt.area = AreaCode::FromTrusted(cursor.text(1));
    invitation.debt.arrears_class = cursor.text(2);
    invitation.debt.officer = cursor.text(3);
    invitation.note = cursor.text(4);
    if (!invitations.empty() && invitations.back().invitation_id == invitation.invitation_id) {
      invitations.back() = std::move(invitation);
    } else {
      invitations.push_back(std::move(invitation));
    }
  }
  return invitations;
}

// The condition on the invitation of a letter or step, and its parameters.
std::string OfInvitation(const std::string& dialogue, std::optional<int64_t> invitation_id,
                         std::vector<std::string>& parameters) {
  parameters = {dialogue};
  if (!invitation_id.has_value()) return " WHERE dialogue = :d";
  parameters.push_back(absl::StrCat(*invitation_id));
  return " WHERE dialogue = :d AND invitation_id = CAST(:i AS BIGINT)";
}

}  // namespace

std::map<std::string, Dialogue> ReadDialogues(soci::session& session) {
  sql::Cursor cursor(session, absl::StrCat(kDialogueColumns, "ORDER BY code, version_id"), {}, 5,
                     9);
  return DialoguesOf(cursor);
}

std::optional<Dialogue> FindDialogue(soci::session& session, const std::string& code) {
  sql::Cursor cursor(session, absl::StrCat(kDialogueColumns, "WHERE code = :c ORDER BY version_id"),
                     {code}, 5, 9);
  std::map<std::string, Dialogue> dialogues = DialoguesOf(cursor);
  if (dialogues.empty()) return std::nullopt;
  return std::move(dialogues.begin()->second);
}

void AddVersion(soci::session& session, const Dialogue& dialogue) {
  sql::RowBatch rows("dialogue",
                     {"code", "version_id", "held_day", "cancelled", "minutes_day", "recorded_us",
                      "revision", "area", "place", "display_name", "organisers", "partners",
                      "cancel_reason", "minutes_number", "minutes_summary"});
  rows.Add(dialogue.code)
      .Add(TakeIds(session, 1))
      .Add(dialogue.held.number())
      .Add(dialogue.cancelled ? 1 : 0)
      .Add(NumberOf(dialogue.minutes_day))
      .Add(dialogue.recorded_us)
      .Add(dialogue.revision)
      .Add(dialogue.area.text())
      .Add(dialogue.place)
      .Add(dialogue.display_name)
      .Add(InLines(dialogue.organisers))
      .Add(InLines(dialogue.partners))
      .Add(dialogue.cancel_reason)
      .Add(dialogue.minutes_number)
      .Add(dialogue.minutes_summary);
  rows.InsertInto(session);
}

std::vector<Invitation> ReadInvitations(soci::session& session) {
  return InvitationsOf(session, " FROM dialogue_invitation i", {});
}

std::vector<Invitation> ReadInvitationsTo(soci::session& session, const std::string& dialogue) {
  return InvitationsOf(session, " FROM dialogue_invitation i WHERE i.dialogue = :d", {dialogue});
}

std::vector<Invitation> ReadInvitationsOf(soci::session& session,
                                          std::span<const PayerId> employers) {
  std::vector<int64_t> ids;
  for (const PayerId employer : employers) ids.push_back(employer.number());
  if (ids.empty()) return {};
  return InvitationsOf(
      session,
      absl::StrCat(" FROM ", sql::IdTable(session, ":ids"),
                   " k CROSS JOIN dialogue_invitation i WHERE i.payer_id = k.value"),
      {sql::IdList(ids)});
}

std::optional<Invitation> FindInvitation(soci::session& session, const std::string& dialogue,
                                         int64_t invitation_id) {
  std::vector<Invitation> found = InvitationsOf(session,
                                                " FROM dialogue_invitation i WHERE i.dialogue = :d "
                                                "AND i.invitation_id = CAST(:i AS BIGINT)",
                                                {dialogue, absl::StrCat(invitation_id)});
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::optional<Invitation> FindInvitationOf(soci::session& session, const std::string& dialogue,
                                           PayerId employer) {
  for (Invitation& invitation : ReadInvitationsOf(session, {&employer, 1})) {
    if (invitation.dialogue == dialogue && !invitation.annulled) return std::move(invitation);
  }
  return std::nullopt;
}

void AddVersions(soci::session& session, std::span<Invitation> invitations) {
  if (invitations.empty()) return;
  int64_t id = TakeIds(session, 2 * static_cast<int64_t>(invitations.size()));
  sql::RowBatch rows(
      "dialogue_invitation",
      {"dialogue",      "invitation_id", "version_id",     "payer_id",        "invited_day",
       "debt_day",      "owed_vnd",      "oldest_due_day", "ledger_revision", "attendance",
       "committed_vnd", "committed_day", "commit_by_day",  "annulled",        "recorded_us",
       "revision",      "area",          "arrears_class",  "officer",         "note"});
  for (Invitation& invitation : invitations) {
    if (invitation.invitation_id == 0) invitation.invitation_id = id++;
    const Commitment commitment = invitation.commitment.value_or(Commitment());
    rows.Add(invitation.dialogue)
        .Add(invitation.invitation_id)
        .Add(id++)
        .Add(invitation.employer.number())
        .Add(NumberOf(invitation.invited))
        .Add(invitation.debt.day.number())
        .Add(invitation.debt.owed.amount_vnd())
        .Add(NumberOf(invitation.debt.oldest_due))
        .Add(invitation.debt.revision)
        .Add(static_cast<int64_t>(invitation.attendance))
        .Add(commitment.amount.amount_vnd())
        .Add(commitment.made.number())
        .Add(commitment.by.number())
        .Add(invitation.annulled ? 1 : 0)
        .Add(invitation.recorded_us)
        .Add(invitation.revision)
        .Add(invitation.debt.area.text())
        .Add(invitation.debt.arrears_class)
        .Add(invitation.debt.officer)
        .Add(invitation.note);
  }
  rows.InsertInto(session);
}

std::vector<InvitationLetter> ReadLetters(soci::session& session, const std::string& dialogue,
                                          std::optional<int64_t> invitation_id) {
  std::vector<std::string> parameters;
  const std::string condition = OfInvitation(dialogue, invitation_id, parameters);
  sql::Cursor cursor(session,
                     absl::StrCat("SELECT letter_id, invitation_id, reminder, day, delivered_day, "
                                  "legal_step, recorded_us, dialogue, number FROM dialogue_letter",
                                  condition, " ORDER BY letter_id"),
                     parameters, 7, 2);
  std::vector<InvitationLetter> letters;
  while (cursor.Next()) {
    InvitationLetter& letter = letters.emplace_back();
    letter.letter_id = cursor.number(0);
    letter.invitation_id = cursor.number(1);
    letter.reminder = cursor.number(2) != 0;
    letter.day = DayOf(cursor.number(3));
    letter.delivered = DayOrNone(cursor.number(4));
    letter.legal_step = cursor.number(5);
    letter.recorded_us = cursor.number(6);
    letter.dialogue = cursor.text(0);
    letter.number = cursor.text(1);
  }
  return letters;
}

std::vector<InvitationStep> ReadSteps(soci::session& session, const std::string& dialogue,
                                      std::optional<int64_t> invitation_id) {
  std::vector<std::string> parameters;
  const std::string condition = OfInvitation(dialogue, invitation_id, parameters);
  sql::Cursor cursor(
      session,
      absl::StrCat("SELECT step_id, invitation_id, due_day, taken_day, amount_vnd, deadline_day, "
                   "legal_step, recorded_us, dialogue, kind, officer, number, team, findings, "
                   "result FROM dialogue_step",
                   condition, " ORDER BY step_id"),
      parameters, 8, 7);
  std::vector<InvitationStep> steps;
  while (cursor.Next()) {
    InvitationStep& step = steps.emplace_back();
    step.step_id = cursor.number(0);
    step.invitation_id = cursor.number(1);
    step.due = DayOf(cursor.number(2));
    step.taken = DayOrNone(cursor.number(3));
    step.amount = Vnd(cursor.number(4));
    step.deadline = DayOrNone(cursor.number(5));
    step.legal_step = cursor.number(6);
    step.recorded_us = cursor.number(7);
    step.dialogue = cursor.text(0);
    step.kind = cursor.text(1);
    step.officer = cursor.text(2);
    step.number = cursor.text(3);
    step.team = cursor.text(4);
    step.findings = cursor.text(5);
    step.result = cursor.text(6);
  }
  return steps;
}

void AddLetter(soci::session& session, InvitationLetter& letter) {
  letter.letter_id = TakeIds(session, 1);
  sql::RowBatch rows("dialogue_letter",
                     {"dialogue", "invitation_id", "letter_id", "reminder", "day", "delivered_day",
                      "legal_step", "recorded_us", "number"});
  rows.Add(letter.dialogue)
      .Add(letter.invitation_id)
      .Add(letter.letter_id)
      .Add(letter.reminder ? 1 : 0)
      .Add(letter.day.number())
      .Add(NumberOf(letter.delivered))
      .Add(letter.legal_step)
      .Add(letter.recorded_us)
      .Add(letter.number);
  rows.InsertInto(session);
}

void AddStep(soci::session& session, InvitationStep& step) {
  step.step_id = TakeIds(session, 1);
  sql::RowBatch rows(
      "dialogue_step",
      {"dialogue", "invitation_id", "step_id", "due_day", "taken_day", "amount_vnd", "deadline_day",
       "legal_step", "recorded_us", "kind", "officer", "number", "team", "findings", "result"});
  rows.Add(step.dialogue)
      .Add(step.invitation_id)
      .Add(step.step_id)
      .Add(step.due.number())
      .Add(NumberOf(step.taken))
      .Add(step.amount.amount_vnd())
      .Add(NumberOf(step.deadline))
      .Add(step.legal_step)
      .Add(step.recorded_us)
      .Add(step.kind)
      .Add(step.officer)
      .Add(step.number)
      .Add(step.team)
      .Add(step.findings)
      .Add(step.result);
  rows.InsertInto(session);
}

}  // namespace baophu::contribution::dialogue_store
