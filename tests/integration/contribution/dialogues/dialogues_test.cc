// Sessions with late employers as their callers see them: from the ageing report over
// reminders and commitments to what was recovered, and what is refused on the way.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/integration/contribution/dialogues/dialogues_fixture.h"

namespace baophu::contribution {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST_F(DialoguesTest, FromTheAgeingReportToWhatWasRecovered) {
  Owes("1", "2025-07", "2025-08-31", 1'000);
  Owes("2", "2025-07", "2025-08-31", 300);
  Owes("3", "2025-07", "2025-08-31", 20);
  Owes("4", "2025-07", "2025-08-31", 5'000, "304");
  const auto collection = v1::CollectionService::NewStub(service_.channel());
  v1::AssignOfficerRequest assign;
  assign.mutable_officer_assignment()->set_officer("officers/CQ01");
  assign.mutable_officer_assignment()->set_subject("areas/303");
  assign.mutable_officer_assignment()->set_from_date("2025-01-01");
  v1::OfficerAssignment assigned;
  ASSERT_TRUE(
      CallOf(*collection, &v1::CollectionService::Stub::AssignOfficer, assign, assigned).ok());
  EXPECT_EQ(Create("HN-01", "2025-10-10").name(), "dialogues/HN-01");

  // Whom it would invite, and whom it does: those that owe most of the session's area.
  v1::InviteFromAgeingRequest invite;
  invite.set_parent("dialogues/HN-01");
  invite.set_invited_date("2025-10-01");
  invite.set_limit(2);
  invite.set_validate_only(true);
  v1::InviteFromAgeingResponse would = Call(&Stub::InviteFromAgeing, invite);
  ASSERT_EQ(would.invitations_size(), 2);
  EXPECT_EQ(would.invitations(0).name(), "");
  EXPECT_EQ(would.owed_vnd(), 1'300);
  EXPECT_EQ(would.left_count(), 1);
  invite.set_validate_only(false);
  invite.set_request_id("00000000-0000-4000-8000-000000000001");
  const v1::InviteFromAgeingResponse invited = Call(&Stub::InviteFromAgeing, invite);
  ASSERT_EQ(invited.invitations_size(), 2);
  const v1::DialogueInvitation& first = invited.invitations(0);
  EXPECT_EQ(first.employer(), "employers/1");
  EXPECT_EQ(first.owed_vnd(), 1'000);
  EXPECT_EQ(first.oldest_due_date(), "2025-08-31");
  EXPECT_EQ(first.arrears_class(), "LATE");
  EXPECT_EQ(first.officer(), "officers/CQ01");
  EXPECT_GT(first.ledger_revision(), 0);
  EXPECT_LT(first.ledger_revision(), invited.revision());
  bool replayed = false;
  v1::InviteFromAgeingResponse again;
  ASSERT_TRUE(CallOf(*stub_, &Stub::InviteFromAgeing, invite, again, &replayed).ok());
  EXPECT_TRUE(replayed);
  EXPECT_EQ(again.SerializeAsString(), invited.SerializeAsString());
  invite.clear_request_id();
  invite.set_limit(1);
  again = Call(&Stub::InviteFromAgeing, invite);
  EXPECT_EQ(again.already_invited_count(), 2);
  ASSERT_EQ(again.invitations_size(), 1);
  EXPECT_EQ(again.invitations(0).employer(), "employers/3");
  const std::string one = first.name();
  const std::string two = invited.invitations(1).name();

  // The reminder that evasion needs changes the employer's class.
  EXPECT_EQ(ClassOn("1", "2025-10-31"), "LATE");
  Call(&Stub::RecordLetter, LetterRequest(one, "REMINDER", "2025-10-02"));
  EXPECT_EQ(ClassOn("1", "2025-10-31"), "EVADING");
  Call(&Stub::RecordLetter, LetterRequest(two, "", "2025-10-02"));
  EXPECT_EQ(ClassOn("2", "2025-10-31"), "LATE");
  v1::DialogueInvitation got = Get(one, "2025-10-31");
  ASSERT_EQ(got.letters_size(), 1);
  EXPECT_THAT(got.letters(0).legal_step(), HasSubstr("employers/1/legalSteps/"));

  Attend(one, "ATTENDED");
  Attend(two, "ABSENT");
  v1::RecordWalkInRequest walk_in;
  walk_in.set_parent("dialogues/HN-01");
  walk_in.set_employer("employers/4");
  EXPECT_EQ(Call(&Stub::RecordWalkIn, walk_in).owed_vnd(), 5'000);
  Call(&Stub::RecordCommitment, CommitmentRequest(one, 900, "2025-11-10"));
  Call(&Stub::RecordCommitment, CommitmentRequest(two, 300, "2025-10-31"));
  v1::RecordMinutesRequest minutes;
  minutes.set_name("dialogues/HN-01");
  minutes.set_minutes_number("9/BB");
  minutes.set_minutes_date("2025-10-10");
  EXPECT_EQ(Call(&Stub::RecordMinutes, minutes).minutes_number(), "9/BB");

  // The bank's file: before the session, after it, one that bounces, one of a walk-in.
  v1::BankStatementRow bounce = BankLine("B1", "", "2025-10-22", 500);
  bounce.set_kind(v1::BANK_STATEMENT_KIND_REVERSAL);
  bounce.set_reverses("P3");
  Pays({BankLine("P1", "1", "2025-10-05", 100), BankLine("P2", "1", "2025-10-15", 800),
        BankLine("P3", "1", "2025-10-20", 500), BankLine("P4", "4", "2025-10-12", 70), bounce});
  EXPECT_EQ(Get(one, "2025-10-21").outcome().collected_vnd(), 1'300);
  got = Get(one, "2025-11-20");
  EXPECT_EQ(got.outcome().collected_vnd(), 800);
  EXPECT_EQ(got.outcome().commitment_state(), "PARTLY");
  EXPECT_EQ(got.outcome().commitment_paid_vnd(), 800);
  ASSERT_EQ(got.outcome().next_steps_size(), 1);
  EXPECT_EQ(got.outcome().next_steps(0).kind(), "REMINDER");
  EXPECT_EQ(got.outcome().next_steps(0).due_date(), "2025-11-17");
  EXPECT_EQ(got.outcome().next_steps(0).officer(), "officers/CQ01");
  EXPECT_EQ(got.owed_vnd(), 1'000) << "what was owed at the invitation stays";
  EXPECT_EQ(Get(one, "2025-11-20", "BEFORE_AND_AFTER").outcome().collected_vnd(), 900);
  EXPECT_EQ(Get(two, "2025-10-31").outcome().commitment_state(), "OPEN");
  EXPECT_EQ(Get(two, "2025-11-01").outcome().commitment_state(), "BROKEN");

  const v1::DialogueTotals totals =
      Call(&Stub::GetDialogueTotals, TotalsRequest("31", "2025-01-01", "2025-11-20"));
  EXPECT_EQ(totals.dialogue_count(), 1);
  EXPECT_EQ(totals.window().window(), "AFTER_SESSION");
  EXPECT_EQ(totals.window().window_days(), 30);
  EXPECT_EQ(totals.invited().employer_count(), 3);
  EXPECT_EQ(totals.invited().owed_vnd(), 1'320);
  EXPECT_EQ(totals.invited().attended_count(), 1);
  EXPECT_EQ(totals.invited().payer_count(), 1);
  EXPECT_EQ(totals.invited().collected_vnd(), 800);
  EXPECT_EQ(totals.invited().recovery_percent(), "60.61");
  EXPECT_EQ(totals.invited().partly_count(), 1);
  EXPECT_EQ(totals.invited().broken_count(), 1);
  EXPECT_EQ(totals.walk_ins().employer_count(), 1);
  EXPECT_EQ(totals.walk_ins().collected_vnd(), 70);
  ASSERT_EQ(totals.sessions_size(), 1);
  EXPECT_EQ(totals.sessions(0).invited().collected_vnd(), 800);
  ASSERT_EQ(totals.officers_size(), 2);
  EXPECT_EQ(totals.officers(0).officer(), "");
  EXPECT_EQ(totals.officers(0).walk_ins().collected_vnd(), 70);
  EXPECT_EQ(totals.officers(1).officer(), "officers/CQ01");
  EXPECT_EQ(totals.officers(1).invited().recovered_vnd(), 800);
  // By the employers' own area.
  v1::GetDialogueTotalsRequest of_employers = TotalsRequest("304", "2025-01-01", "2025-11-20");
  EXPECT_EQ(Call(&Stub::GetDialogueTotals, of_employers).dialogue_count(), 0);
  of_employers.set_scope("EMPLOYER");
  const v1::DialogueTotals of_area = Call(&Stub::GetDialogueTotals, of_employers);
  EXPECT_EQ(of_area.dialogue_count(), 1);
  EXPECT_EQ(of_area.invited().employer_count(), 0);
  EXPECT_EQ(of_area.walk_ins().collected_vnd(), 70);

  // Paid whole, it is no longer late, and the session's answer says so too.
  Pays({BankLine("P9", "1", "2025-11-08", 100), BankLine("P10", "2", "2025-11-02", 300)});
  EXPECT_EQ(ClassOn("1", "2025-11-20"), "");
  got = Get(one, "2025-11-20");
  EXPECT_EQ(got.outcome().commitment_state(), "KEPT");
  EXPECT_EQ(got.outcome().next_steps_size(), 0);
  // Paid after its day: what was undertaken is broken all the same.
  EXPECT_EQ(Get(two, "2025-11-20").outcome().commitment_state(), "BROKEN");
  EXPECT_EQ(Get(two, "2025-11-20").outcome().collected_vnd(), 300);
  v1::ListInvitationsRequest list;
  list.set_parent("dialogues/HN-01");
  list.set_as_of("2025-11-20");
  list.set_commitment_state("BROKEN");
  const v1::ListInvitationsResponse broken = Call(&Stub::ListInvitations, list);
  ASSERT_EQ(broken.invitations_size(), 1);
  EXPECT_EQ(broken.invitations(0).name(), two);
  EXPECT_EQ(service_.Verify().difference_count(), 0);
}

TEST_F(DialoguesTest, APaymentCountsForTheLatestSessionAndTheOtherIsToldSo) {
  Owes("1", "2024-01", "2024-01-31", 1'000);
  Create("A", "2024-03-10");
  Create("B", "2024-03-20", "304");
  const std::string a = Invite("A", "1", "2024-03-01").name();
  const std::string b = Invite("B", "1", "2024-03-12").name();
  Pays({BankLine("1", "1", "2024-03-15", 40), BankLine("2", "1", "2024-03-25", 100)});
  EXPECT_EQ(Get(a, "2024-06-30").outcome().collected_vnd(), 40);
  EXPECT_EQ(Get(a, "2024-06-30").outcome().claimed_elsewhere_vnd(), 100);
  EXPECT_EQ(Get(b, "2024-06-30").outcome().collected_vnd(), 100);
  EXPECT_EQ(Get(b, "2024-06-30", "BEFORE_AND_AFTER").outcome().collected_vnd(), 140);
  EXPECT_EQ(Get(a, "2024-06-30", "BEFORE_AND_AFTER").outcome().collected_vnd(), 0);
  // A statistic of one area does not count what is the other's.
  const auto collected = [&](const std::string& area) {
    return Call(&Stub::GetDialogueTotals, TotalsRequest(area, "2024-01-01", "2024-06-30"))
        .invited()
        .collected_vnd();
  };
  EXPECT_EQ(collected("303"), 40);
  EXPECT_EQ(collected("304"), 100);
  EXPECT_EQ(collected("31"), 140);
  // Cancelled, a session claims nothing any more.
  v1::CancelDialogueRequest cancel;
  cancel.set_name("dialogues/B");
  cancel.set_reason("bão");
  EXPECT_TRUE(Call(&Stub::CancelDialogue, cancel).cancelled());
  EXPECT_EQ(collected("303"), 140);
  EXPECT_EQ(collected("31"), 140);
  // As does an invitation that is taken back.
  v1::AnnulInvitationRequest annul;
  annul.set_name(a);
  annul.set_note("mời nhầm");
  EXPECT_TRUE(Call(&Stub::AnnulInvitation, annul).annulled());
  EXPECT_EQ(collected("31"), 0);
  EXPECT_FALSE(Get(a, "2024-06-30").has_outcome());
  EXPECT_THAT(Fault(&Stub::AnnulInvitation, annul), HasSubstr("was taken back"));
  EXPECT_EQ(Invite("A", "1", "2024-03-02").owed_vnd(), 1'000);
}

TEST_F(DialoguesTest, WhatCannotBeIsRefusedWithTheReason) {
  Owes("1", "2024-01", "2024-01-31", 1'000);
  Owes("2", "2024-01", "2024-01-31", 50);
  Pays({BankLine("1", "2", "2024-02-05", 50)});
  Create("A", "2024-03-10");
  Create("LATER", "2999-03-10");
  EXPECT_THAT(Fault(&Stub::CreateInvitation, InviteRequest("A", "2", "2024-03-01")),
              HasSubstr("owes no contributions that were late on 2024-03-01"));
  EXPECT_THAT(Fault(&Stub::CreateInvitation, InviteRequest("A", "77", "2024-03-01")),
              HasSubstr("no such employer"));
  EXPECT_THAT(Fault(&Stub::CreateInvitation, InviteRequest("X", "1", "2024-03-01")),
              HasSubstr("no session has this code"));
  EXPECT_THAT(Fault(&Stub::CreateInvitation, InviteRequest("A", "1", "2024-03-11")),
              HasSubstr("after the session"));
  EXPECT_THAT(Fault(&Stub::CreateInvitation, InviteRequest("A", "1", "2999-03-11")),
              HasSubstr("after today"));
  const std::string one = Invite("A", "1", "2024-03-01").name();
  EXPECT_THAT(Fault(&Stub::CreateInvitation, InviteRequest("A", "1", "2024-03-02")),
              HasSubstr("is invited already"));
  // One that owes nothing may come all the same, once.
  v1::RecordWalkInRequest walk_in;
  walk_in.set_parent("dialogues/A");
  walk_in.set_employer("employers/2");
  const v1::DialogueInvitation came = Call(&Stub::RecordWalkIn, walk_in);
  EXPECT_TRUE(came.walk_in());
  EXPECT_EQ(came.owed_vnd(), 0);
  EXPECT_THAT(Fault(&Stub::RecordWalkIn, walk_in), HasSubstr("came without being invited"));
  EXPECT_THAT(Fault(&Stub::RecordCommitment, CommitmentRequest(came.name(), 1, "2024-04-01")),
              HasSubstr("more than the 0"));
  EXPECT_THAT(Fault(&Stub::RecordCommitment, CommitmentRequest(one, 1'100, "2024-04-01")),
              HasSubstr("đồng that the employer owed, interest included"));
  EXPECT_THAT(Fault(&Stub::RecordCommitment, CommitmentRequest(one, 100, "2024-03-09")),
              HasSubstr("commit_by_date"));
  EXPECT_THAT(Fault(&Stub::RecordCommitment, CommitmentRequest(one, 100, "")),
              HasSubstr("commit_by_date"));
  walk_in.set_parent("dialogues/LATER");
  EXPECT_THAT(Fault(&Stub::RecordWalkIn, walk_in), HasSubstr("the session is on 2999-03-10"));
  v1::RecordMinutesRequest minutes;
  minutes.set_name("dialogues/LATER");
  minutes.set_minutes_number("1/BB");
  minutes.set_minutes_date("2999-03-10");
  EXPECT_THAT(Fault(&Stub::RecordMinutes, minutes), HasSubstr("the session is on"));
  v1::RecordAttendanceRequest attend;
  attend.set_name(one);
  attend.set_attendance("MAYBE");
  EXPECT_THAT(Fault(&Stub::RecordAttendance, attend), HasSubstr("ATTENDED or ABSENT"));
  attend.set_name("dialogues/A/invitations/999");
  attend.set_attendance("ATTENDED");
  EXPECT_THAT(Fault(&Stub::RecordAttendance, attend), HasSubstr("no such invitation"));
  v1::RecordLetterRequest letter = LetterRequest(one, "REMINDER", "2024-03-02");
  letter.set_letter_delivered_date("2024-03-01");
  EXPECT_THAT(Fault(&Stub::RecordLetter, letter), HasSubstr("before letter_date"));
  v1::RecordStepRequest step;
  step.set_name(one);
  step.mutable_step()->set_kind("VISIT");
  step.mutable_step()->set_officer("officers/CQ01");
  step.mutable_step()->set_due_date("2024-05-01");
  EXPECT_THAT(Fault(&Stub::RecordStep, step), HasSubstr("step.kind"));
  v1::CreateDialogueRequest create;
  create.set_dialogue_id("A");
  create.mutable_dialogue()->set_area("303");
  create.mutable_dialogue()->set_held_date("2024-03-10");
  EXPECT_THAT(Fault(&Stub::CreateDialogue, create), HasSubstr("another session has this code"));
  create.set_dialogue_id("B/1");
  EXPECT_THAT(Fault(&Stub::CreateDialogue, create), HasSubstr("dialogue_id"));
  create.set_dialogue_id("B");
  create.mutable_dialogue()->add_partners("NOBODY");
  EXPECT_THAT(Fault(&Stub::CreateDialogue, create), HasSubstr("dialogue.partners"));
  create.mutable_dialogue()->clear_partners();
  create.mutable_dialogue()->set_area("305");
  EXPECT_THAT(Fault(&Stub::CreateDialogue, create), HasSubstr("dialogue.area"));
  v1::GetDialogueTotalsRequest totals = TotalsRequest("99", "2024-01-01", "2024-06-30");
  EXPECT_THAT(Fault(&Stub::GetDialogueTotals, totals), HasSubstr("no area has this code"));
  totals = TotalsRequest("31", "2024-07-01", "2024-06-30");
  EXPECT_THAT(Fault(&Stub::GetDialogueTotals, totals), HasSubstr("after through_date"));
  totals = TotalsRequest("31", "2024-01-01", "2024-06-30");
  totals.set_window("EVER");
  EXPECT_THAT(Fault(&Stub::GetDialogueTotals, totals), HasSubstr("BEFORE_AND_AFTER"));
  totals.clear_window();
  totals.set_window_days(400);
  EXPECT_THAT(Fault(&Stub::GetDialogueTotals, totals), HasSubstr("window_days"));
}

TEST_F(DialoguesTest, StepsFollowAndInspectionsAreLegalSteps) {
  Owes("1", "2025-07", "2025-08-31", 1'000);
  Create("A", "2025-09-20");
  const std::string one = Invite("A", "1", "2025-09-10").name();
  Call(&Stub::RecordCommitment, CommitmentRequest(one, 1'000, "2025-10-01"));
  v1::RecordStepRequest step;
  step.set_name(one);
  step.mutable_step()->set_kind("REMINDER");
  step.mutable_step()->set_officer("officers/CQ01");
  step.mutable_step()->set_due_date("2025-10-15");
  Call(&Stub::RecordStep, step);
  const auto next = [&] {
    std::vector<std::string> texts;
    const v1::DialogueInvitation invitation = Get(one, "2026-03-31");
    for (const auto& each : invitation.outcome().next_steps()) {
      texts.push_back(absl::StrCat(each.kind(), " ", each.due_date(), " ", each.officer()));
    }
    return texts;
  };
  EXPECT_THAT(next(), ElementsAre("REMINDER 2025-10-15 officers/CQ01"));
  EXPECT_EQ(ClassOn("1", "2025-11-30"), "LATE");
  step.mutable_step()->set_date("2025-10-10");
  step.mutable_step()->set_number("3/CV");
  Call(&Stub::RecordStep, step);
  EXPECT_EQ(ClassOn("1", "2025-11-30"), "EVADING");
  EXPECT_THAT(next(), ElementsAre("SPECIALISED_INSPECTION 2025-10-25 ",
                                  "UNSCHEDULED_INSPECTION 2025-10-25 "));
  step.mutable_step()->set_kind("UNSCHEDULED_INSPECTION");
  step.mutable_step()->set_date("2025-11-05");
  step.mutable_step()->set_number("7/QĐ-BHXH");
  EXPECT_THAT(Fault(&Stub::RecordStep, step), HasSubstr("step.team"));
  step.mutable_step()->set_team("BHXH, Công an");
  step.mutable_step()->set_findings("chậm đóng 3 tháng");
  step.mutable_step()->set_amount_vnd(1'000);
  step.mutable_step()->set_deadline_date("2025-12-05");
  Call(&Stub::RecordStep, step);
  EXPECT_THAT(next(), ElementsAre("REFERRAL 2025-12-05 "));
  const v1::DialogueInvitation got = Get(one, "2026-03-31");
  ASSERT_EQ(got.steps_size(), 3);
  EXPECT_EQ(got.steps(2).amount_vnd(), 1'000);
  const auto collection = v1::CollectionService::NewStub(service_.channel());
  v1::ListLegalStepsRequest list;
  list.set_parent("employers/1");
  v1::ListLegalStepsResponse legal;
  ASSERT_TRUE(CallOf(*collection, &v1::CollectionService::Stub::ListLegalSteps, list, legal).ok());
  ASSERT_EQ(legal.legal_steps_size(), 2);
  EXPECT_EQ(legal.legal_steps(1).kind(), "INSPECTION");
  EXPECT_EQ(legal.legal_steps(1).name(), got.steps(2).legal_step());
}

TEST_F(DialoguesTest, SessionsAreListedMovedAndFollowedInTheFeed) {
  // An import waits for participant's areas; a session takes those that are known.
  Owes("1", "2024-01", "2024-01-31", 1'000);
  Create("A", "2024-03-10");
  Create("B", "2024-05-10", "304");
  const v1::Dialogue later = Create("C", "2999-03-10");
  v1::RescheduleDialogueRequest move;
  move.set_name("dialogues/C");
  move.set_held_date("2999-04-10");
  EXPECT_EQ(Call(&Stub::RescheduleDialogue, move).held_date(), "2999-04-10");
  move.set_name("dialogues/A");
  EXPECT_THAT(Fault(&Stub::RescheduleDialogue, move), HasSubstr("held already"));
  const auto codes = [&](const std::function<void(v1::ListDialoguesRequest&)>& change) {
    v1::ListDialoguesRequest request;
    request.set_page_size(1);
    change(request);
    std::vector<std::string> names;
    do {
      const v1::ListDialoguesResponse page = Call(&Stub::ListDialogues, request);
      for (const v1::Dialogue& dialogue : page.dialogues()) names.push_back(dialogue.name());
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return names;
  };
  EXPECT_THAT(codes([](auto&) {}), ElementsAre("dialogues/A", "dialogues/B", "dialogues/C"));
  EXPECT_THAT(codes([](auto& r) { r.set_area("areas/303"); }),
              ElementsAre("dialogues/A", "dialogues/C"));
  EXPECT_THAT(codes([](auto& r) {
                r.set_area("areas/31");
                r.set_through_date("2024-12-31");
              }),
              ElementsAre("dialogues/A", "dialogues/B"));

  const auto changes = service_.changes();
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(20));
  v1::WatchChangesRequest watch;
  watch.set_after_revision(later.revision() - 1);
  watch.add_types("dialogue");
  const auto reader = changes->WatchChanges(&context, watch);
  v1::WatchChangesResponse change;
  std::vector<std::string> seen;
  while (seen.size() < 2 && reader->Read(&change)) {
    if (change.has_dialogue()) {
      seen.push_back(absl::StrCat(change.dialogue().dialogue(), " ", change.dialogue().area()));
    }
  }
  EXPECT_THAT(seen, ElementsAre("C 303", "C 303"));
  context.TryCancel();
}

TEST_F(DialoguesTest, AllIsThereAfterARestart) {
  Owes("1", "2024-01", "2024-01-31", 1'000);
  Create("A", "2024-03-10");
  const std::string one = Invite("A", "1", "2024-03-01").name();
  Attend(one, "ATTENDED");
  // Debts are settled in the background, so the revision that is reflected may rise.
  const auto content = [&] {
    v1::DialogueInvitation invitation = Get(one, "2024-06-30");
    EXPECT_GT(invitation.revision(), 0);
    invitation.clear_revision();
    return invitation.SerializeAsString();
  };
  const std::string before = content();
  service_.Stop();
  service_.Start();
  stub_ = v1::DialogueService::NewStub(service_.channel());
  EXPECT_EQ(content(), before);
}

}  // namespace
}  // namespace baophu::contribution
