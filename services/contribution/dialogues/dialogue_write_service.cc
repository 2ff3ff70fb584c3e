// What DialogueServiceImpl writes.

#include <algorithm>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/feed/run_write.h"
#include "common/month/moment.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "services/contribution/account/known_payer.h"
#include "services/contribution/ageing/arrears_request_service.h"
#include "services/contribution/changes/change_entries_service.h"
#include "services/contribution/dialogues/dialogue_message_service.h"
#include "services/contribution/dialogues/dialogue_request_service.h"
#include "services/contribution/dialogues/dialogue_service.h"
#include "services/contribution/dialogues/paper_writer.h"
#include "services/contribution/dialogues/rules/invitation_rules.h"
#include "services/contribution/dialogues/store/dialogue_store.h"
#include "services/contribution/jobs/unknown_employer.h"
#include "services/contribution/requests/remembered_write_service.h"

namespace baophu::contribution {
namespace {

constexpr int kDefaultInvited = 100;
constexpr int kMostInvited = 1'000;
constexpr size_t kMostPlaceBytes = 300;
constexpr size_t kMostNumberBytes = 100;
constexpr size_t kMostReasonBytes = 1'000;
constexpr size_t kMostSummaryBytes = 4'000;

Day Today() { return VietnamDay(absl::ToUnixMicros(absl::Now())); }
Day TodayOf(const Commit& commit) { return VietnamDay(commit.now_us()); }

// The same fault of a field of a message within the request.
absl::Status Within(const std::string& message, const absl::Status& status) {
  const std::optional<Fault> fault = FaultOf(status);
  if (status.ok() || !fault.has_value() || fault->field.empty()) return status;
  std::string text(status.message());
  if (const std::string own = fault->field + ": "; text.starts_with(own)) text.erase(0, own.size());
  return FaultStatus(status.code(), fault->reason, absl::StrCat(message, ".", fault->field), text,
                     "");
}

// The day of an invitation, which has come; today where none is sent.
absl::StatusOr<Day> ReadInvitedDay(const std::string& text) {
  BAOPHU_ASSIGN(const std::optional<Day> day, ReadOptionalDay("invited_date", text));
  const Day today = Today();
  if (day.value_or(today) <= today) return day.value_or(today);
  return InvalidField("invited_date", absl::StrCat("is after today in Vietnam, ", today.ToString()),
                      "send a day that has come");
}

absl::Status CheckNotThere(soci::session& session, const std::string& dialogue, PayerId employer) {
  const std::optional<Invitation> known =
      dialogue_store::FindInvitationOf(session, dialogue, employer);
  if (!known.has_value()) return absl::OkStatus();
  return FaultStatus(
      absl::StatusCode::kAlreadyExists, "ALREADY_INVITED", "employer",
      absl::StrCat(known->walk_in() ? "came without being invited: " : "is invited already: ",
                   ToName(*known)),
      "use that, or annul it first");
}

void Enter(Commit& commit, const Dialogue& dialogue, std::span<Invitation> invitations) {
  for (Invitation& invitation : invitations) {
    invitation.recorded_us = commit.now_us();
    invitation.revision = commit.revision();
  }
  dialogue_store::AddVersions(commit.session(), invitations);
  AddDialogueEntry(commit, dialogue.code, dialogue.area);
}

void Enter(Commit& commit, Dialogue& dialogue) {
  dialogue.recorded_us = commit.now_us();
  dialogue.revision = commit.revision();
  dialogue_store::AddVersion(commit.session(), dialogue);
  AddDialogueEntry(commit, dialogue.code, dialogue.area);
}

}  // namespace

grpc::ServerUnaryReactor* DialogueServiceImpl::CreateDialogue(
    grpc::CallbackServerContext* context, const v1::CreateDialogueRequest* request,
    v1::Dialogue* response) {
  return rpc::RunWrite(context, parts_.executor, [this, request, response](bool& replayed) {
    return Create(*request, replayed, *response);
  });
}

grpc::ServerUnaryReactor* DialogueServiceImpl::RescheduleDialogue(
    grpc::CallbackServerContext* context, const v1::RescheduleDialogueRequest* request,
    v1::Dialogue* response) {
  return rpc::RunWrite(context, parts_.executor, [this, request, response](bool& replayed) {
    return Reschedule(*request, replayed, *response);
  });
}

grpc::ServerUnaryReactor* DialogueServiceImpl::CancelDialogue(
    grpc::CallbackServerContext* context, const v1::CancelDialogueRequest* request,
    v1::Dialogue* response) {
  return rpc::RunWrite(context, parts_.executor, [this, request, response](bool& replayed) {
    return Cancel(*request, replayed, *response);
  });
}

grpc::ServerUnaryReactor* DialogueServiceImpl::RecordMinutes(
    grpc::CallbackServerContext* context, const v1::RecordMinutesRequest* request,
    v1::Dialogue* response) {
  return rpc::RunWrite(context, parts_.executor, [this, request, response](bool& replayed) {
    return Minute(*request, replayed, *response);
  });
}

grpc::ServerUnaryReactor* DialogueServiceImpl::CreateInvitation(
    grpc::CallbackServerContext* context, const v1::CreateInvitationRequest* request,
    v1::DialogueInvitation* response) {
  return rpc::RunWrite(context, parts_.executor, [this, request, response](bool& replayed) {
    return InviteOne(*request, replayed, *response);
  });
}

grpc::ServerUnaryReactor* DialogueServiceImpl::InviteFromAgeing(
    grpc::CallbackServerContext* context, const v1::InviteFromAgeingRequest* request,
    v1::InviteFromAgeingResponse* response) {
  return rpc::RunWrite(context, parts_.executor, [this, request, response](bool& replayed) {
    return InviteMany(*request, replayed, *response);
  });
}

grpc::ServerUnaryReactor* DialogueServiceImpl::RecordWalkIn(grpc::CallbackServerContext* context,
                                                            const v1::RecordWalkInRequest* request,
                                                            v1::DialogueInvitation* response) {
  return rpc::RunWrite(context, parts_.executor, [this, request, response](bool& replayed) {
    return WalkIn(*request, replayed, *response);
  });
}

grpc::ServerUnaryReactor* DialogueServiceImpl::AnnulInvitation(
    grpc::CallbackServerContext* context, const v1::AnnulInvitationRequest* request,
    v1::DialogueInvitation* response) {
  return rpc::RunWrite(
      context, parts_.executor, [this, request, response](bool& replayed) -> absl::Status {
        BAOPHU_ASSIGN(const std::string note, ReadText("note", request->note(), kMostReasonBytes));
        return ChangeInvitation(*request, replayed, *response,
                                [&](Commit&, const Dialogue&, Invitation& invitation) {
                                  return Annul(note, invitation);
                                });
      });
}

grpc::ServerUnaryReactor* DialogueServiceImpl::RecordAttendance(
    grpc::CallbackServerContext* context, const v1::RecordAttendanceRequest* request,
    v1::DialogueInvitation* response) {
  return rpc::RunWrite(
      context, parts_.executor, [this, request, response](bool& replayed) -> absl::Status {
        const std::optional<Attendance> attendance = ParseAttendance(request->attendance());
        if (!attendance.has_value()) {
          return InvalidField("attendance",
                              absl::StrCat("\"", request->attendance(), "\" is unknown"),
                              "send ATTENDED or ABSENT");
        }
        return ChangeInvitation(
            *request, replayed, *response,
            [&](Commit& commit, const Dialogue& dialogue, Invitation& invitation) {
              return SetAttendance(dialogue, *attendance, TodayOf(commit), invitation);
            });
      });
}

grpc::ServerUnaryReactor* DialogueServiceImpl::RecordCommitment(
    grpc::CallbackServerContext* context, const v1::RecordCommitmentRequest* request,
    v1::DialogueInvitation* response) {
  return rpc::RunWrite(context, parts_.executor, [this, request, response](bool& replayed) {
    return Undertake(*request, replayed, *response);
  });
}

grpc::ServerUnaryReactor* DialogueServiceImpl::RecordLetter(grpc::CallbackServerContext* context,
                                                            const v1::RecordLetterRequest* request,
                                                            v1::DialogueInvitation* response) {
  return rpc::RunWrite(
      context, parts_.executor, [this, request, response](bool& replayed) -> absl::Status {
        BAOPHU_ASSIGN(const InvitationLetter letter,
                      ReadLetter({request->letter_kind(), request->letter_number(),
                                  request->letter_date(), request->letter_delivered_date()}));
        return ChangeInvitation(
            *request, replayed, *response,
            [&](Commit& commit, const Dialogue&, Invitation& invitation) -> absl::Status {
              BAOPHU_TRY(CheckLetter(letter, TodayOf(commit)));
              EnterLetter(commit.session(), invitation, letter, commit.now_us());
              return absl::OkStatus();
            });
      });
}

grpc::ServerUnaryReactor* DialogueServiceImpl::RecordStep(grpc::CallbackServerContext* context,
                                                          const v1::RecordStepRequest* request,
                                                          v1::DialogueInvitation* response) {
  return rpc::RunWrite(
      context, parts_.executor, [this, request, response](bool& replayed) -> absl::Status {
        const absl::StatusOr<InvitationStep> step = ReadStep(request->step());
        if (!step.ok()) return Within("step", step.status());
        return ChangeInvitation(
            *request, replayed, *response,
            [&](Commit& commit, const Dialogue&, Invitation& invitation) -> absl::Status {
              const Day today = TodayOf(commit);
              BAOPHU_TRY(Within("step", CheckStep(*step, parts_.law, today)));
              const DialogueStepRule& rule =
                  *parts_.law.FindStep(step->kind, step->taken.value_or(today).month());
              EnterStep(commit.session(), invitation, rule, *step, commit.now_us());
              return absl::OkStatus();
            });
      });
}

template <typename Request>
absl::Status DialogueServiceImpl::ChangeDialogue(
    const Request& request, bool& replayed, v1::Dialogue& response,
    const std::function<absl::Status(Commit&, Dialogue&)>& change) const {
  BAOPHU_ASSIGN(const std::string code, ReadDialogueName("name", request.name()));
  return RememberedWrite(parts_.committer, parts_.keys, request, replayed, response,
                         [&](Commit& commit) -> absl::Status {
                           BAOPHU_ASSIGN(Dialogue dialogue,
                                         FindDialogue(commit.session(), "name", code));
                           BAOPHU_TRY(change(commit, dialogue));
                           Enter(commit, dialogue);
                           WriteDialogue(dialogue, response);
                           response.set_revision(commit.revision());
                           return absl::OkStatus();
                         });
}

template <typename Request>
absl::Status DialogueServiceImpl::ChangeInvitation(
    const Request& request, bool& replayed, v1::DialogueInvitation& response,
    const std::function<absl::Status(Commit&, const Dialogue&, Invitation&)>& change) const {
  BAOPHU_ASSIGN(const InvitationName name, ReadInvitationName(request.name()));
  return RememberedWrite(
      parts_.committer, parts_.keys, request, replayed, response,
      [&](Commit& commit) -> absl::Status {
        BAOPHU_ASSIGN(const Dialogue dialogue,
                      FindDialogue(commit.session(), "name", name.dialogue));
        BAOPHU_ASSIGN(Invitation invitation,
                      FindInvitation(commit.session(), name.dialogue, name.invitation_id));
        const Invitation before = invitation;
        BAOPHU_TRY(change(commit, dialogue, invitation));
        // A letter or step stands beside the invitation and leaves it as it is.
        Enter(commit, dialogue, {&invitation, invitation == before ? size_t{0} : size_t{1}});
        WriteInvitation(invitation, response);
        response.set_revision(commit.revision());
        return absl::OkStatus();
      });
}

absl::Status DialogueServiceImpl::Create(const v1::CreateDialogueRequest& request, bool& replayed,
                                         v1::Dialogue& response) const {
  BAOPHU_TRY(CheckDialogueCode("dialogue_id", request.dialogue_id()));
  absl::StatusOr<Dialogue> read = ReadDialogue(request.dialogue());
  if (!read.ok()) return Within("dialogue", read.status());
  read->code = request.dialogue_id();
  return RememberedWrite(
      parts_.committer, parts_.keys, request, replayed, response,
      [&](Commit& commit) -> absl::Status {
        const auto areas = parts_.catalogues.Get(commit.session());
        BAOPHU_TRY(Within("dialogue", CheckDialogue(*read, *areas, parts_.law)));
        if (dialogue_store::FindDialogue(commit.session(), read->code).has_value()) {
          return FaultStatus(absl::StatusCode::kAlreadyExists, "DIALOGUE_EXISTS", "dialogue_id",
                             "another session has this code", "send a code of its own");
        }
        Dialogue dialogue = *read;
        Enter(commit, dialogue);
        WriteDialogue(dialogue, response);
        response.set_revision(commit.revision());
        return absl::OkStatus();
      });
}

absl::Status DialogueServiceImpl::Reschedule(const v1::RescheduleDialogueRequest& request,
                                             bool& replayed, v1::Dialogue& response) const {
  BAOPHU_ASSIGN(const std::optional<Day> held, ReadOptionalDay("held_date", request.held_date()));
  BAOPHU_ASSIGN(const std::string place, ReadText("place", request.place(), kMostPlaceBytes));
  return ChangeDialogue(
      request, replayed, response, [&](Commit& commit, Dialogue& dialogue) -> absl::Status {
        if (dialogue.cancelled || dialogue.held < TodayOf(commit)) {
          return FaultStatus(
              absl::StatusCode::kFailedPrecondition, "NOT_TO_COME", "name",
              dialogue.cancelled ? "the session was cancelled" : "the session was held already",
              "create another session");
        }
        if (!place.empty()) dialogue.place = place;
        if (!held.has_value()) return absl::OkStatus();
        for (const Invitation& invitation :
             dialogue_store::ReadInvitationsTo(commit.session(), dialogue.code)) {
          if (invitation.annulled) continue;
          if (invitation.invited.value_or(dialogue.held) > *held ||
              invitation.attendance != Attendance::kUnknown) {
            return InvalidField("held_date",
                                absl::StrCat("does not go with ", ToName(invitation),
                                             ", which is of a later day or was attended"),
                                "send a later day, or annul the invitation");
          }
        }
        dialogue.held = *held;
        return CheckDialogue(dialogue, *parts_.catalogues.Get(commit.session()), parts_.law);
      });
}

absl::Status DialogueServiceImpl::Cancel(const v1::CancelDialogueRequest& request, bool& replayed,
                                         v1::Dialogue& response) const {
  BAOPHU_ASSIGN(const std::string reason, ReadText("reason", request.reason(), kMostReasonBytes));
  return ChangeDialogue(
      request, replayed, response, [&](Commit&, Dialogue& dialogue) -> absl::Status {
        if (dialogue.cancelled) {
          return FaultStatus(absl::StatusCode::kFailedPrecondition, "DIALOGUE_CANCELLED", "name",
                             "the session is cancelled already", "nothing is to be done");
        }
        dialogue.cancelled = true;
        dialogue.cancel_reason = reason;
        return absl::OkStatus();
      });
}

absl::Status DialogueServiceImpl::Minute(const v1::RecordMinutesRequest& request, bool& replayed,
                                         v1::Dialogue& response) const {
  BAOPHU_ASSIGN(const std::string number,
                ReadText("minutes_number", request.minutes_number(), kMostNumberBytes));
  BAOPHU_ASSIGN(const std::optional<Day> day,
                ReadOptionalDay("minutes_date", request.minutes_date()));
  BAOPHU_ASSIGN(const std::string summary,
                ReadText("minutes_summary", request.minutes_summary(), kMostSummaryBytes));
  return ChangeDialogue(request, replayed, response,
                        [&](Commit& commit, Dialogue& dialogue) -> absl::Status {
                          dialogue.minutes_number = number;
                          dialogue.minutes_day = day;
                          dialogue.minutes_summary = summary;
                          return CheckMinutes(dialogue, TodayOf(commit));
                        });
}

absl::Status DialogueServiceImpl::InviteOne(const v1::CreateInvitationRequest& request,
                                            bool& replayed,
                                            v1::DialogueInvitation& response) const {
  BAOPHU_ASSIGN(const std::string code, ReadDialogueName("parent", request.parent()));
  BAOPHU_ASSIGN(const PayerId employer, ReadEmployerName("employer", request.employer()));
  BAOPHU_ASSIGN(const Day invited, ReadInvitedDay(request.invited_date()));
  BAOPHU_ASSIGN(const FrozenDebt debt, parts_.debts.ReadOne(employer, invited));
  return RememberedWrite(
      parts_.committer, parts_.keys, request, replayed, response,
      [&](Commit& commit) -> absl::Status {
        soci::session& session = commit.session();
        BAOPHU_ASSIGN(const Dialogue dialogue, FindDialogue(session, "parent", code));
        if (!arrears_store::KnowsEmployer(session, employer)) return UnknownEmployer("employer");
        BAOPHU_TRY(CheckNotThere(session, code, employer));
        BAOPHU_ASSIGN(Invitation invitation,
                      Invite(dialogue, employer, debt, invited, TodayOf(commit)));
        Enter(commit, dialogue, {&invitation, 1});
        WriteInvitation(invitation, response);
        response.set_revision(commit.revision());
        return absl::OkStatus();
      });
}

absl::Status DialogueServiceImpl::InviteMany(const v1::InviteFromAgeingRequest& request,
                                             bool& replayed,
                                             v1::InviteFromAgeingResponse& response) const {
  BAOPHU_ASSIGN(const std::string code, ReadDialogueName("parent", request.parent()));
  BAOPHU_ASSIGN(const Day invited, ReadInvitedDay(request.invited_date()));
  if (request.min_debt_vnd() < 0) {
    return InvalidField("min_debt_vnd", "is negative", "send 0 or an amount in đồng");
  }
  if (request.min_days() < 0) {
    return InvalidField("min_days", "is negative", "send 0 or a number of days");
  }
  if (request.limit() < 0 || request.limit() > kMostInvited) {
    return InvalidField("limit", absl::StrCat("is ", request.limit()),
                        absl::StrCat("send 1 to ", kMostInvited, ", or 0 for ", kDefaultInvited));
  }
  const auto limit = static_cast<size_t>(request.limit() == 0 ? kDefaultInvited : request.limit());
  LateFilter filter;
  filter.classes.assign(request.classes().begin(), request.classes().end());
  filter.min_debt = Vnd(request.min_debt_vnd());
  filter.min_days = request.min_days();
  if (!request.officer().empty()) {
    BAOPHU_ASSIGN(filter.officer, ReadOfficerName("officer", request.officer()));
  }
  if (!request.area().empty()) {
    BAOPHU_ASSIGN(filter.area, ReadAreaName("area", request.area()));
  } else {
    BAOPHU_TRY(parts_.database.Read([&](soci::session& session) -> absl::Status {
      BAOPHU_ASSIGN(const Dialogue dialogue, FindDialogue(session, "parent", code));
      filter.area = dialogue.area;
      return absl::OkStatus();
    }));
  }
  BAOPHU_ASSIGN(const auto picture, parts_.arrears.Read({invited, kKnownNow}));
  BAOPHU_TRY(CheckAreaKnown(*picture->areas, filter.area, "area"));
  BAOPHU_ASSIGN(const std::vector<LateEmployer> late,
                ListLate(*picture, parts_.classes, parts_.steps, filter, LateOrder::kDebt));

  // Whom it invites, as a read or write of the database sees who is invited already.
  std::vector<Invitation> invitations;
  const auto choose = [&](soci::session& session, const Dialogue& dialogue,
                          Day today) -> absl::Status {
    std::set<PayerId> there;
    for (const Invitation& known : dialogue_store::ReadInvitationsTo(session, code)) {
      if (!known.annulled) there.insert(known.employer);
    }
    response.Clear();
    invitations.clear();
    Vnd owed;
    for (const LateEmployer& each : late) {
      const PayerId employer = each.debt->employer;
      if (there.contains(employer)) {
        response.set_already_invited_count(response.already_invited_count() + 1);
      } else if (invitations.size() == limit) {
        response.set_left_count(response.left_count() + 1);
      } else {
        BAOPHU_ASSIGN(Invitation invitation,
                      Invite(dialogue, employer, FreezeDebt(each, *picture), invited, today));
        owed += invitation.debt.owed;
        invitations.push_back(std::move(invitation));
      }
    }
    response.set_owed_vnd(owed.amount_vnd());
    return absl::OkStatus();
  };
  const auto write = [&](int64_t revision) {
    for (const Invitation& invitation : invitations) {
      WriteInvitation(invitation, *response.add_invitations());
    }
    response.set_revision(revision);
  };
  if (request.validate_only()) {
    BAOPHU_TRY(parts_.database.Read([&](soci::session& session) -> absl::Status {
      BAOPHU_ASSIGN(const Dialogue dialogue, FindDialogue(session, "parent", code));
      return choose(session, dialogue, Today());
    }));
    write(picture->revision);
    return absl::OkStatus();
  }
  return RememberedWrite(parts_.committer, parts_.keys, request, replayed, response,
                         [&](Commit& commit) -> absl::Status {
                           BAOPHU_ASSIGN(const Dialogue dialogue,
                                         FindDialogue(commit.session(), "parent", code));
                           BAOPHU_TRY(choose(commit.session(), dialogue, TodayOf(commit)));
                           Enter(commit, dialogue, invitations);
                           write(commit.revision());
                           return absl::OkStatus();
                         });
}

absl::Status DialogueServiceImpl::WalkIn(const v1::RecordWalkInRequest& request, bool& replayed,
                                         v1::DialogueInvitation& response) const {
  BAOPHU_ASSIGN(const std::string code, ReadDialogueName("parent", request.parent()));
  BAOPHU_ASSIGN(const PayerId employer, ReadEmployerName("employer", request.employer()));
  Day held;
  BAOPHU_TRY(parts_.database.Read([&](soci::session& session) -> absl::Status {
    BAOPHU_ASSIGN(const Dialogue dialogue, FindDialogue(session, "parent", code));
    held = dialogue.held;
    return absl::OkStatus();
  }));
  BAOPHU_ASSIGN(const FrozenDebt debt, parts_.debts.ReadOne(employer, std::min(held, Today())));
  return RememberedWrite(parts_.committer, parts_.keys, request, replayed, response,
                         [&](Commit& commit) -> absl::Status {
                           soci::session& session = commit.session();
                           BAOPHU_ASSIGN(const Dialogue dialogue,
                                         FindDialogue(session, "parent", code));
                           if (!arrears_store::KnowsEmployer(session, employer))
                             return UnknownEmployer("employer");
                           BAOPHU_TRY(CheckNotThere(session, code, employer));
                           BAOPHU_ASSIGN(Invitation invitation,
                                         ComeUninvited(dialogue, employer, debt, TodayOf(commit)));
                           Enter(commit, dialogue, {&invitation, 1});
                           WriteInvitation(invitation, response);
                           response.set_revision(commit.revision());
                           return absl::OkStatus();
                         });
}

absl::Status DialogueServiceImpl::Undertake(const v1::RecordCommitmentRequest& request,
                                            bool& replayed,
                                            v1::DialogueInvitation& response) const {
  BAOPHU_ASSIGN(const InvitationName name, ReadInvitationName(request.name()));
  BAOPHU_ASSIGN(const std::optional<Day> made,
                ReadOptionalDay("committed_date", request.committed_date()));
  const absl::StatusOr<Day> by = Day::Parse(request.commit_by_date());
  if (!by.ok()) return WithField(by.status(), "commit_by_date");
  Dialogue dialogue;
  PayerId employer;
  BAOPHU_TRY(parts_.database.Read([&](soci::session& session) -> absl::Status {
    BAOPHU_ASSIGN(dialogue, FindDialogue(session, "name", name.dialogue));
    BAOPHU_ASSIGN(const Invitation invitation,
                  FindInvitation(session, name.dialogue, name.invitation_id));
    employer = invitation.employer;
    return absl::OkStatus();
  }));
  const Day today = Today();
  const Commitment commitment{Vnd(request.committed_vnd()),
                              made.value_or(std::min(dialogue.held, today)), *by};
  BAOPHU_ASSIGN(const Vnd owed_then,
                parts_.debts.OwedWithInterest(employer, std::min(commitment.made, today)));
  return ChangeInvitation(
      request, replayed, response, [&](Commit& commit, const Dialogue& of, Invitation& invitation) {
        return SetCommitment(of, commitment, owed_then, TodayOf(commit), invitation);
      });
}

}  // namespace baophu::contribution
