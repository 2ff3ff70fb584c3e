#include "services/contribution/dialogues/dialogue_service.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/feed/feed_log.h"
#include "common/rpc/page.h"
#include "common/rpc/unary.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "services/contribution/account/known_payer.h"
#include "services/contribution/ageing/arrears_request_service.h"
#include "services/contribution/dialogues/dialogue_message_service.h"
#include "services/contribution/dialogues/dialogue_request_service.h"
#include "services/contribution/dialogues/store/dialogue_store.h"
#include "services/contribution/dialogues/store/money_store.h"

namespace baophu::contribution {
namespace {

constexpr std::string_view kTotalsSuffix = "/dialogueTotals";

bool IsIn(const AreaCatalogue& areas, AreaCode area, AreaCode in, Month month) {
  const auto over = AreasOver(areas, area, month);
  return std::find(over.begin(), over.end(), in) != over.end();
}

absl::StatusOr<Day> ReadAsOf(const std::string& as_of) {
  BAOPHU_ASSIGN(const arrears_store::KnownAt at, ReadKnownAt(as_of, ""));
  return at.as_of;
}

bool IsBroken(CommitmentState state) {
  return state == CommitmentState::kPartly || state == CommitmentState::kBroken;
}

std::vector<PayerId> EmployersOf(const std::vector<Invitation>& invitations) {
  std::set<PayerId> employers;
  for (const Invitation& invitation : invitations) employers.insert(invitation.employer);
  return {employers.begin(), employers.end()};
}

struct Period {
  Day from;
  Day through;
};
absl::StatusOr<Period> ReadPeriod(const std::string& from, const std::string& through, Day as_of) {
  BAOPHU_ASSIGN(const std::optional<Day> last, ReadOptionalDay("through_date", through));
  BAOPHU_ASSIGN(const std::optional<Day> first, ReadOptionalDay("from_date", from));
  Period period;
  period.through = last.value_or(as_of);
  period.from = first.value_or(Day::FirstOf(period.through.month().January()));
  if (period.through < period.from) {
    return InvalidField("from_date", "is after through_date", "swap them");
  }
  return period;
}

}  // namespace

absl::StatusOr<Dialogue> FindDialogue(soci::session& session, const std::string& field,
                                      const std::string& code) {
  std::optional<Dialogue> dialogue = dialogue_store::FindDialogue(session, code);
  if (dialogue.has_value()) return *std::move(dialogue);
  return FaultStatus(absl::StatusCode::kNotFound, "UNKNOWN_DIALOGUE", field,
                     "no session has this code", "send the code of one that is listed");
}

absl::StatusOr<Invitation> FindInvitation(soci::session& session, const std::string& dialogue,
                                          int64_t invitation_id) {
  std::optional<Invitation> invitation =
      dialogue_store::FindInvitation(session, dialogue, invitation_id);
  if (invitation.has_value()) return *std::move(invitation);
  return FaultStatus(absl::StatusCode::kNotFound, "UNKNOWN_INVITATION", "name",
                     "the session has no such invitation", "send the name of one that is listed");
}

grpc::ServerUnaryReactor* DialogueServiceImpl::GetDialogue(grpc::CallbackServerContext* context,
                                                           const v1::GetDialogueRequest* request,
                                                           v1::Dialogue* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return Get(*request, *response); });
}

grpc::ServerUnaryReactor* DialogueServiceImpl::ListDialogues(
    grpc::CallbackServerContext* context, const v1::ListDialoguesRequest* request,
    v1::ListDialoguesResponse* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return List(*request, *response); });
}

grpc::ServerUnaryReactor* DialogueServiceImpl::GetInvitation(
    grpc::CallbackServerContext* context, const v1::GetInvitationRequest* request,
    v1::DialogueInvitation* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return GetOne(*request, *response); });
}

grpc::ServerUnaryReactor* DialogueServiceImpl::ListInvitations(
    grpc::CallbackServerContext* context, const v1::ListInvitationsRequest* request,
    v1::ListInvitationsResponse* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return ListThose(*request, *response); });
}

grpc::ServerUnaryReactor* DialogueServiceImpl::GetDialogueTotals(
    grpc::CallbackServerContext* context, const v1::GetDialogueTotalsRequest* request,
    v1::DialogueTotals* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return GetTotals(*request, *response); });
}

void DialogueServiceImpl::ReadFrame(soci::session& session, View& view) const {
  view.revision = ReadFeedBounds(session).revision;
  view.areas = parts_.catalogues.Get(session);
  view.assignments = evidence_store::ReadAssignments(session, kKnownNow);
  view.book.dialogues = dialogue_store::ReadDialogues(session);
}

void DialogueServiceImpl::ReadOutcomes(soci::session& session, const AttributionWindow& window,
                                       Day as_of, std::vector<Invitation> invitations, View& view) {
  const std::vector<PayerId> employers = EmployersOf(invitations);
  view.book.invitations = std::move(invitations);
  view.outcomes = OutcomesOf(view.book, money_store::ReadMoves(session, employers), window, as_of);
}

absl::Status DialogueServiceImpl::ReadSession(soci::session& session, const std::string& field,
                                              const std::string& code,
                                              const AttributionWindow& window, Day as_of,
                                              View& view) const {
  BAOPHU_TRY(FindDialogue(session, field, code).status());
  ReadFrame(session, view);
  const std::vector<PayerId> employers =
      EmployersOf(dialogue_store::ReadInvitationsTo(session, code));
  ReadOutcomes(session, window, as_of, dialogue_store::ReadInvitationsOf(session, employers), view);
  return absl::OkStatus();
}

void DialogueServiceImpl::WriteWithOutcome(const View& view, const Officers& officers,
                                           const Invitation& invitation,
                                           std::span<const InvitationStep> steps, Day as_of,
                                           v1::DialogueInvitation& message) const {
  WriteInvitation(invitation, message);
  const auto outcome = view.outcomes.find(invitation.invitation_id);
  if (outcome == view.outcomes.end()) return;
  std::vector<NextDialogueStep> next;
  if (IsBroken(outcome->second.state)) {
    next = parts_.law.Next(invitation.commitment->by, NewestSteps(steps), as_of);
  }
  WriteOutcome(outcome->second, next, officers.Of(invitation.employer, invitation.debt.area),
               *message.mutable_outcome());
}

absl::Status DialogueServiceImpl::Get(const v1::GetDialogueRequest& request,
                                      v1::Dialogue& response) const {
  BAOPHU_ASSIGN(const std::string code, ReadDialogueName("name", request.name()));
  BAOPHU_ASSIGN(const AttributionWindow window,
                ReadWindow(request.window(), request.window_days()));
  BAOPHU_ASSIGN(const Day as_of, ReadAsOf(request.as_of()));
  View view;
  BAOPHU_TRY(parts_.database.Read([&](soci::session& session) {
    return ReadSession(session, "name", code, window, as_of, view);
  }));
  const Dialogue& dialogue = view.book.dialogues.at(code);
  const DialogueTotals totals = TotalsOf(view.book, view.outcomes, {&dialogue},
                                         [](const Dialogue&, const Invitation&) { return true; });
  WriteDialogue(dialogue, response);
  WriteFigures(totals.all.invited, *response.mutable_invited());
  WriteFigures(totals.all.walk_ins, *response.mutable_walk_ins());
  WriteWindow(window, as_of, *response.mutable_window());
  response.set_revision(view.revision);
  return absl::OkStatus();
}

absl::Status DialogueServiceImpl::List(const v1::ListDialoguesRequest& request,
                                       v1::ListDialoguesResponse& response) const {
  AreaCode area;
  if (!request.area().empty()) {
    BAOPHU_ASSIGN(area, ReadAreaName("area", request.area()));
  }
  BAOPHU_ASSIGN(const std::optional<Day> from, ReadOptionalDay("from_date", request.from_date()));
  BAOPHU_ASSIGN(const std::optional<Day> through,
                ReadOptionalDay("through_date", request.through_date()));
  const std::string query = absl::StrCat("dialogues:", request.area(), ":", request.from_date(),
                                         ":", request.through_date());
  BAOPHU_ASSIGN(const rpc::Page page, rpc::Page::Open(parts_.keys, query, request));
  std::vector<Dialogue> listed;
  BAOPHU_TRY(parts_.database.Read([&](soci::session& session) -> absl::Status {
    response.set_revision(ReadFeedBounds(session).revision);
    const auto areas = parts_.catalogues.Get(session);
    if (!area.empty()) BAOPHU_TRY(CheckAreaKnown(*areas, area, "area"));
    for (auto& [code, dialogue] : dialogue_store::ReadDialogues(session)) {
      if (code <= page.after()) continue;
      if (from.has_value() && dialogue.held < *from) continue;
      if (through.has_value() && dialogue.held > *through) continue;
      if (!area.empty() && !IsIn(*areas, dialogue.area, area, dialogue.held.month())) continue;
      listed.push_back(dialogue);
      if (static_cast<int64_t>(listed.size()) == page.limit()) break;
    }
    return absl::OkStatus();
  }));
  response.set_next_page_token(
      page.Cut(listed, [](const Dialogue& dialogue) { return dialogue.code; }));
  for (const Dialogue& dialogue : listed) WriteDialogue(dialogue, *response.add_dialogues());
  return absl::OkStatus();
}

absl::Status DialogueServiceImpl::GetOne(const v1::GetInvitationRequest& request,
                                         v1::DialogueInvitation& response) const {
  BAOPHU_ASSIGN(const InvitationName name, ReadInvitationName(request.name()));
  BAOPHU_ASSIGN(const AttributionWindow window,
                ReadWindow(request.window(), request.window_days()));
  BAOPHU_ASSIGN(const Day as_of, ReadAsOf(request.as_of()));
  View view;
  Invitation invitation;
  std::vector<InvitationLetter> letters;
  std::vector<InvitationStep> steps;
  BAOPHU_TRY(parts_.database.Read([&](soci::session& session) -> absl::Status {
    BAOPHU_ASSIGN(invitation, FindInvitation(session, name.dialogue, name.invitation_id));
    letters = dialogue_store::ReadLetters(session, name.dialogue, name.invitation_id);
    steps = dialogue_store::ReadSteps(session, name.dialogue, name.invitation_id);
    ReadFrame(session, view);
    ReadOutcomes(session, window, as_of,
                 dialogue_store::ReadInvitationsOf(session, {&invitation.employer, 1}), view);
    return absl::OkStatus();
  }));
  const Officers officers(view.assignments, *view.areas, as_of);
  WriteWithOutcome(view, officers, invitation, steps, as_of, response);
  for (const InvitationLetter& letter : letters) {
    WriteLetter(invitation, letter, *response.add_letters());
  }
  for (const InvitationStep& step : steps) WriteStep(invitation, step, *response.add_steps());
  response.set_revision(view.revision);
  return absl::OkStatus();
}

absl::Status DialogueServiceImpl::ListThose(const v1::ListInvitationsRequest& request,
                                            v1::ListInvitationsResponse& response) const {
  BAOPHU_ASSIGN(const std::string code, ReadDialogueName("parent", request.parent()));
  BAOPHU_ASSIGN(const AttributionWindow window,
                ReadWindow(request.window(), request.window_days()));
  BAOPHU_ASSIGN(const Day as_of, ReadAsOf(request.as_of()));
  const std::string& state = request.commitment_state();
  BAOPHU_ASSIGN(
      const rpc::Page page,
      rpc::Page::Open(parts_.keys,
                      absl::StrCat("invitations:", code, ":", request.window(), ":",
                                   request.window_days(), ":", as_of.ToString(), ":", state),
                      request));
  BAOPHU_ASSIGN(const int64_t after, page.after_id());
  View view;
  std::map<int64_t, std::vector<InvitationStep>> steps;
  BAOPHU_TRY(parts_.database.Read([&](soci::session& session) -> absl::Status {
    for (InvitationStep& step : dialogue_store::ReadSteps(session, code)) {
      steps[step.invitation_id].push_back(std::move(step));
    }
    return ReadSession(session, "parent", code, window, as_of, view);
  }));
  std::vector<const Invitation*> listed;
  for (const Invitation& invitation : view.book.invitations) {
    if (invitation.dialogue != code || invitation.invitation_id <= after) continue;
    if (!state.empty()) {
      const auto outcome = view.outcomes.find(invitation.invitation_id);
      if (outcome == view.outcomes.end()) continue;
      const std::string_view its = CommitmentStateText(outcome->second.state);
      if (its != std::string_view(state)) continue;
    }
    listed.push_back(&invitation);
    if (static_cast<int64_t>(listed.size()) == page.limit()) break;
  }
  response.set_next_page_token(
      page.Cut(listed, [](const Invitation* invitation) { return invitation->invitation_id; }));
  const Officers officers(view.assignments, *view.areas, as_of);
  for (const Invitation* invitation : listed) {
    WriteWithOutcome(view, officers, *invitation, steps[invitation->invitation_id], as_of,
                     *response.add_invitations());
  }
  WriteWindow(window, as_of, *response.mutable_window());
  response.set_revision(view.revision);
  return absl::OkStatus();
}

absl::Status DialogueServiceImpl::GetTotals(const v1::GetDialogueTotalsRequest& request,
                                            v1::DialogueTotals& response) const {
  std::string area_name = request.name();
  if (!area_name.ends_with(kTotalsSuffix)) {
    return InvalidField("name", "is not of an area's totals",
                        "send areas/, a code and /dialogueTotals");
  }
  area_name.resize(area_name.size() - kTotalsSuffix.size());
  BAOPHU_ASSIGN(const AreaCode area, ReadAreaName("name", area_name));
  BAOPHU_ASSIGN(const AttributionWindow window,
                ReadWindow(request.window(), request.window_days()));
  BAOPHU_ASSIGN(const Day as_of, ReadAsOf(request.as_of()));
  BAOPHU_ASSIGN(const Period period,
                ReadPeriod(request.from_date(), request.through_date(), as_of));
  if (!request.scope().empty() && request.scope() != "DIALOGUE" && request.scope() != "EMPLOYER") {
    return InvalidField("scope", absl::StrCat("\"", request.scope(), "\" is unknown"),
                        "send DIALOGUE or EMPLOYER");
  }
  const bool of_employers = request.scope() == "EMPLOYER";
  View view;
  const auto matters = [&](const Dialogue& dialogue, const Invitation& invitation) {
    if (dialogue.cancelled || dialogue.held < period.from || dialogue.held > period.through) {
      return false;
    }
    if (of_employers) {
      return IsIn(*view.areas, invitation.debt.area, area, invitation.debt.day.month());
    }
    return IsIn(*view.areas, dialogue.area, area, dialogue.held.month());
  };
  BAOPHU_TRY(parts_.database.Read([&](soci::session& session) -> absl::Status {
    ReadFrame(session, view);
    BAOPHU_TRY(CheckAreaKnown(*view.areas, area, "name"));
    std::vector<Invitation> invitations = dialogue_store::ReadInvitations(session);
    std::set<PayerId> employers;
    for (const Invitation& invitation : invitations) {
      if (matters(view.book.dialogues.at(invitation.dialogue), invitation)) {
        employers.insert(invitation.employer);
      }
    }
    std::erase_if(invitations, [&](const Invitation& invitation) {
      return !employers.contains(invitation.employer);
    });
    ReadOutcomes(session, window, as_of, std::move(invitations), view);
    return absl::OkStatus();
  }));

  std::set<std::string> invited_to;
  for (const Invitation& invitation : view.book.invitations) {
    const Dialogue& dialogue = view.book.dialogues.at(invitation.dialogue);
    if (matters(dialogue, invitation) && CountsOn(dialogue, invitation, as_of)) {
      invited_to.insert(dialogue.code);
    }
  }
  std::vector<const Dialogue*> sessions;
  for (const auto& [code, dialogue] : view.book.dialogues) {
    // A session matters by its own area also where it has no invitations.
    if (of_employers ? invited_to.contains(code) : matters(dialogue, Invitation())) {
      sessions.push_back(&dialogue);
    }
  }
  std::sort(sessions.begin(), sessions.end(), [](const Dialogue* a, const Dialogue* b) {
    return std::tie(a->held, a->code) < std::tie(b->held, b->code);
  });
  const DialogueTotals totals = TotalsOf(view.book, view.outcomes, sessions, matters);

  response.set_name(request.name());
  response.set_from_date(period.from.ToString());
  response.set_through_date(period.through.ToString());
  response.set_scope(of_employers ? "EMPLOYER" : "DIALOGUE");
  WriteWindow(window, as_of, *response.mutable_window());
  response.set_dialogue_count(static_cast<int64_t>(sessions.size()));
  WriteFigures(totals.all.invited, *response.mutable_invited());
  WriteFigures(totals.all.walk_ins, *response.mutable_walk_ins());
  for (const Dialogue* dialogue : sessions) {
    const BothFigures& figures = totals.by_session.at(dialogue->code);
    v1::DialogueSessionTotals* message = response.add_sessions();
    message->set_dialogue("dialogues/" + dialogue->code);
    message->set_display_name(dialogue->display_name);
    message->set_area(dialogue->area.ToString());
    message->set_held_date(dialogue->held.ToString());
    WriteFigures(figures.invited, *message->mutable_invited());
    WriteFigures(figures.walk_ins, *message->mutable_walk_ins());
  }
  for (const auto& [officer, figures] : totals.by_officer) {
    v1::DialogueOfficerTotals* message = response.add_officers();
    if (!officer.empty()) message->set_officer("officers/" + officer);
    WriteFigures(figures.invited, *message->mutable_invited());
    WriteFigures(figures.walk_ins, *message->mutable_walk_ins());
  }
  response.set_revision(view.revision);
  return absl::OkStatus();
}

}  // namespace baophu::contribution
