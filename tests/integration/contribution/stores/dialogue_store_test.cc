// Sessions with late employers in the stores, the same on SQLite and PostgreSQL.

#include "services/contribution/dialogues/store/dialogue_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/contribution/dialogues/debt_reader.h"
#include "services/contribution/dialogues/paper_writer.h"
#include "services/contribution/dialogues/store/money_store.h"
#include "services/contribution/recovery/evidence_store.h"
#include "tests/integration/contribution/stores/payment_fixture.h"

namespace baophu::contribution {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class DialogueStoreTest : public PaymentStoreTest {
 protected:
  static Dialogue SessionOf(const std::string& code, Day held) {
    Dialogue dialogue;
    dialogue.code = code;
    dialogue.area = Code("303");
    dialogue.held = held;
    dialogue.place = "Hội trường \"A\", tầng 2";
    dialogue.display_name = "Hội nghị, đợt 1";
    dialogue.organisers = {"BHXH quận A", "UBND quận A"};
    dialogue.partners = {"POLICE", "INSPECTORATE"};
    dialogue.recorded_us = 7;
    dialogue.revision = 3;
    return dialogue;
  }

  static Invitation InvitationTo(const std::string& dialogue, PayerId employer) {
    Invitation invitation;
    invitation.dialogue = dialogue;
    invitation.employer = employer;
    invitation.invited = D("2024-03-01");
    invitation.debt = {D("2024-03-01"), Vnd(100), D("2024-01-31"), Code("304"), "STANDING",
                       "CQ01",          12};
    invitation.recorded_us = 8;
    invitation.revision = 4;
    return invitation;
  }

  std::vector<MoneyMove> MovesOf(PayerId employer) {
    MovesByEmployer moves;
    Read([&](soci::session& session) { moves = money_store::ReadMoves(session, {&employer, 1}); });
    return moves[employer];
  }
};

TEST_P(DialogueStoreTest, TheNewestVersionHoldsAndNoneIsLost) {
  Dialogue dialogue = SessionOf("HN-01", D("2024-03-10"));
  const Dialogue other = SessionOf("HN-02", D("2024-04-10"));
  Invitation first = InvitationTo("HN-01", kEmployer);
  Invitation walk_in = InvitationTo("HN-01", PayerId::Employer(8));
  walk_in.invited.reset();
  walk_in.debt.oldest_due.reset();
  Must([&](LedgerWrite& write) {
    dialogue_store::AddVersion(write.session, dialogue);
    dialogue_store::AddVersion(write.session, other);
    std::vector<Invitation> both = {first, walk_in};
    dialogue_store::AddVersions(write.session, both);
    first = both[0];
    walk_in = both[1];
    return absl::OkStatus();
  });
  EXPECT_GT(first.invitation_id, 0);
  EXPECT_NE(first.invitation_id, walk_in.invitation_id);
  const Invitation before = first;
  dialogue.minutes_number = "5/BB";
  dialogue.minutes_day = D("2024-03-11");
  first.attendance = Attendance::kAttended;
  first.commitment = Commitment{Vnd(90), D("2024-03-10"), D("2024-04-10")};
  first.note = "dòng một";
  Must([&](LedgerWrite& write) {
    dialogue_store::AddVersion(write.session, dialogue);
    dialogue_store::AddVersions(write.session, {&first, 1});
    return absl::OkStatus();
  });
  EXPECT_EQ(first.invitation_id, before.invitation_id);
  Read([&](soci::session& session) {
    const auto all = dialogue_store::ReadDialogues(session);
    ASSERT_THAT(all, SizeIs(2));
    EXPECT_EQ(all.at("HN-01"), dialogue);
    EXPECT_EQ(all.at("HN-02"), other);
    EXPECT_EQ(dialogue_store::FindDialogue(session, "HN-01"), dialogue);
    EXPECT_EQ(dialogue_store::FindDialogue(session, "HN-03"), std::nullopt);
    EXPECT_THAT(dialogue_store::ReadInvitations(session), ElementsAre(first, walk_in));
    EXPECT_THAT(dialogue_store::ReadInvitationsTo(session, "HN-01"), ElementsAre(first, walk_in));
    EXPECT_THAT(dialogue_store::ReadInvitationsTo(session, "HN-02"), IsEmpty());
    EXPECT_THAT(dialogue_store::ReadInvitationsOf(session, {&walk_in.employer, 1}),
                ElementsAre(walk_in));
    EXPECT_EQ(dialogue_store::FindInvitation(session, "HN-01", first.invitation_id), first);
    EXPECT_EQ(dialogue_store::FindInvitation(session, "HN-02", first.invitation_id), std::nullopt);
    EXPECT_EQ(dialogue_store::FindInvitationOf(session, "HN-01", kEmployer), first);
    int rows = 0;
    session << "SELECT COUNT(*) FROM dialogue_invitation", soci::into(rows);
    EXPECT_EQ(rows, 3);
  });
  first.annulled = true;
  Must([&](LedgerWrite& write) {
    dialogue_store::AddVersions(write.session, {&first, 1});
    return absl::OkStatus();
  });
  Read([&](soci::session& session) {
    EXPECT_EQ(dialogue_store::FindInvitationOf(session, "HN-01", kEmployer), std::nullopt);
    EXPECT_THAT(dialogue_store::ReadInvitationsTo(session, "HN-01"), ElementsAre(first, walk_in));
  });
}

TEST_P(DialogueStoreTest, AReminderIsALegalStepOnce) {
  Invitation invitation = InvitationTo("HN-01", kEmployer);
  Must([&](LedgerWrite& write) {
    dialogue_store::AddVersions(write.session, {&invitation, 1});
    return absl::OkStatus();
  });
  const auto enter = [&](bool reminder, const std::string& number, std::optional<Day> delivered) {
    bool entered = false;
    Must([&](LedgerWrite& write) {
      InvitationLetter letter;
      letter.reminder = reminder;
      letter.number = number;
      letter.day = D("2025-10-02");
      letter.delivered = delivered;
      entered = EnterLetter(write.session, invitation, letter, write.now_us);
      return absl::OkStatus();
    });
    return entered;
  };
  const auto in_force = [&] {
    std::vector<LegalStep> steps;
    Read([&](soci::session& session) {
      steps =
          StepsInForce(evidence_store::ReadStepsOf(session, kEmployer, INT64_MAX), D("2025-12-31"));
    });
    return steps;
  };
  EXPECT_TRUE(enter(false, "1/GM", std::nullopt));
  EXPECT_THAT(in_force(), IsEmpty());
  EXPECT_TRUE(enter(true, "2/CV", std::nullopt));
  EXPECT_FALSE(enter(true, "2/CV", std::nullopt));
  ASSERT_THAT(in_force(), SizeIs(1));
  EXPECT_EQ(in_force()[0].kind, LegalStepKind::kReminder);
  EXPECT_EQ(in_force()[0].number, "2/CV");
  EXPECT_EQ(in_force()[0].note, "dialogues/HN-01");
  // Delivered, the same letter takes the place of what it was.
  EXPECT_TRUE(enter(true, "2/CV", D("2025-10-04")));
  ASSERT_THAT(in_force(), SizeIs(1));
  EXPECT_EQ(in_force()[0].delivered, D("2025-10-04"));
  Read([&](soci::session& session) {
    const auto letters = dialogue_store::ReadLetters(session, "HN-01", invitation.invitation_id);
    ASSERT_THAT(letters, SizeIs(3));
    EXPECT_EQ(letters[2].legal_step, in_force()[0].step_id);
    EXPECT_THAT(dialogue_store::ReadLetters(session, "HN-01"), SizeIs(3));
  });
}

TEST_P(DialogueStoreTest, AStepIsALegalStepOnceItIsTaken) {
  Invitation invitation = InvitationTo("HN-01", kEmployer);
  invitation.invitation_id = 9;
  DialogueStepRule rule;
  rule.kind = "UNSCHEDULED_INSPECTION";
  rule.legal_step = LegalStepKind::kInspection;
  InvitationStep step;
  step.kind = rule.kind;
  step.officer = "CQ01";
  step.due = D("2025-11-30");
  const auto enter = [&] {
    Must([&](LedgerWrite& write) {
      EnterStep(write.session, invitation, rule, step, write.now_us);
      return absl::OkStatus();
    });
  };
  enter();
  step.taken = D("2025-11-20");
  step.number = "7/QĐ";
  step.team = "BHXH; Liên đoàn Lao động";
  enter();
  step.findings = "trốn đóng 2 lao động";
  step.amount = Vnd(5'000'000);
  step.deadline = D("2025-12-20");
  step.result = "đã nộp";
  enter();
  Read([&](soci::session& session) {
    const auto steps = dialogue_store::ReadSteps(session, "HN-01", 9);
    ASSERT_THAT(steps, SizeIs(3));
    EXPECT_EQ(steps[0].legal_step, 0);
    EXPECT_EQ(steps[0].taken, std::nullopt);
    EXPECT_NE(steps[1].legal_step, 0);
    EXPECT_EQ(steps[2].legal_step, steps[1].legal_step);
    EXPECT_EQ(steps[2].findings, step.findings);
    EXPECT_EQ(steps[2].amount, step.amount);
    EXPECT_EQ(steps[2].deadline, step.deadline);
    EXPECT_EQ(steps[2].team, step.team);
    EXPECT_EQ(steps[2].result, step.result);
    const auto legal = evidence_store::ReadStepsOf(session, kEmployer, INT64_MAX);
    ASSERT_THAT(legal, SizeIs(1));
    EXPECT_EQ(legal[0].kind, LegalStepKind::kInspection);
  });
}

TEST_P(DialogueStoreTest, MovesTellWhichPaymentBouncedAndWhatWentBack) {
  Send({Paid("1", kEmployer, D("2024-03-05"), 100), Paid("2", kEmployer, D("2024-03-20"), 100),
        Paid("3", PayerId::Employer(8), D("2024-03-06"), 9), Parked("4", D("2024-03-07"), 50)});
  EXPECT_EQ(Assign(1, kEmployer), absl::OkStatus());
  Send({Bounced("5", "1", D("2024-03-25"), 100), Bounced("6", "4", D("2024-03-26"), 50)});
  const std::vector<MoneyMove> moves = MovesOf(kEmployer);
  ASSERT_THAT(moves, SizeIs(5));
  EXPECT_EQ(moves[0].day, D("2024-03-05"));
  EXPECT_TRUE(moves[0].has_bounced);
  EXPECT_EQ(moves[1].amount, Vnd(50));
  EXPECT_TRUE(moves[1].has_bounced) << "money that was in suspense first";
  EXPECT_FALSE(moves[2].has_bounced);
  EXPECT_EQ(moves[3].kind, MoneyMove::Kind::kBounced);
  EXPECT_THAT(NetPayments(moves, D("2024-03-31")),
              ElementsAre(NetPayment{D("2024-03-20"), Vnd(100)}));
  EXPECT_EQ(RefundPayer(kEmployer, D("2024-03-30"), 40), absl::OkStatus());
  EXPECT_THAT(NetPayments(MovesOf(kEmployer), D("2024-03-31")),
              ElementsAre(NetPayment{D("2024-03-20"), Vnd(60)}));
  EXPECT_EQ(CashOf(kEmployer), Vnd(60));
}

// Of any statements, bounces and refunds, what is left of payments is what the ledger
// has in cash.
TEST_P(DialogueStoreTest, NetPaymentsAreTheLedgersCash) {
  const uint32_t seed = std::random_device()();
  SCOPED_TRACE(absl::StrCat("seed ", seed));
  std::mt19937 random(seed);
  const auto pick = [&](int least, int most) {
    return std::uniform_int_distribution<int>(least, most)(random);
  };
  int id = 0;
  for (int round = 0; round < 40; ++round) {
    const Day day = Day::FromNumber(D("2024-01-01").number() + pick(0, 90));
    const int64_t amount = pick(1, 5) * 10;
    const PayerId employer = PayerId::Employer(pick(1, 3));
    const std::string reference = absl::StrCat(++id);
    Send({Paid(reference, employer, day, amount)});
    if (pick(0, 3) == 0) {
      Send({Bounced(absl::StrCat(++id), reference, Day::FromNumber(day.number() + pick(0, 9)),
                    amount)});
    }
    // Refused where less is in hand.
    if (pick(0, 5) == 0) (void)RefundPayer(employer, D("2024-06-01"), pick(1, 30), reference);
  }
  for (int employer = 1; employer <= 3; ++employer) {
    Vnd sum;
    for (const NetPayment& payment :
         NetPayments(MovesOf(PayerId::Employer(employer)), D("2024-12-31"))) {
      sum += payment.amount;
    }
    EXPECT_EQ(sum, CashOf(PayerId::Employer(employer)));
  }
}

TEST_P(DialogueStoreTest, DebtsAreReadAsOfTheDay) {
  Assess(kEmployer, "1", D("2024-01-31"), 100);
  Send({Paid("1", kEmployer, D("2024-02-20"), 100)});
  const ArrearsClasses classes = *ArrearsClasses::Build(law_.files());
  const LegalStepRules steps = *LegalStepRules::Build(law_.files());
  ArrearsReader arrears(law_, database_->get(), *catalogues_);
  const DebtReader debts({classes, steps, database_->get(), arrears});
  const absl::StatusOr<FrozenDebt> late = debts.ReadOne(kEmployer, D("2024-02-10"));
  ASSERT_TRUE(late.ok()) << late.status();
  EXPECT_EQ(late->owed, Vnd(100));
  EXPECT_EQ(late->oldest_due, D("2024-01-31"));
  EXPECT_EQ(late->area, Code("303"));
  EXPECT_GT(late->revision, 0);
  EXPECT_EQ(debts.ReadOne(kEmployer, D("2024-01-31"))->owed, Vnd()) << "due, and not late";
  EXPECT_EQ(debts.ReadOne(kEmployer, D("2024-02-20"))->owed, Vnd());
  EXPECT_EQ(*debts.OwedWithInterest(kEmployer, D("2024-02-10")), Vnd(100));
}

INSTANTIATE_TEST_SUITE_P(Engines, DialogueStoreTest,
                         testing::Values(sql::Engine::kSqlite, sql::Engine::kPostgresql),
                         EngineName);

}  // namespace
}  // namespace baophu::contribution
