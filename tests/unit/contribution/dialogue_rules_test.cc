// Which money counts for which session, commitments, figures and steps: the published
// figures, and what must hold of any sessions.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/money/percent.h"
#include "services/contribution/dialogues/rules/attribution.h"
#include "services/contribution/dialogues/rules/commitment.h"
#include "services/contribution/dialogues/rules/dialogue_law.h"
#include "services/contribution/dialogues/rules/invitation_rules.h"
#include "services/contribution/dialogues/rules/outcome.h"
#include "services/contribution/law/law.h"

namespace baophu::contribution {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Kind = MoneyMove::Kind;

Day D(const std::string& text) { return *Day::Parse(text); }
Day Later(Day day, int32_t days) { return Day::FromNumber(day.number() + days); }

const DialogueLaw& TheDialogueLaw() {
  static const auto* const kLaw =
      new DialogueLaw(*DialogueLaw::Build(Law::Load("deploy/config/contribution")->files()));
  return *kLaw;
}

MoneyMove Move(Kind kind, const std::string& day, int64_t amount_vnd, bool has_bounced = false) {
  return {kind, D(day), Vnd(amount_vnd), has_bounced};
}
NetPayment Net(const std::string& day, int64_t amount_vnd) { return {D(day), Vnd(amount_vnd)}; }

// Runs a check under many seeds, which it prints when it fails.
void ForAnySessions(const std::function<void(std::mt19937&)>& check) {
  for (int round = 0; round < 200 && !testing::Test::HasFailure(); ++round) {
    const uint32_t seed = std::random_device()();
    SCOPED_TRACE(absl::StrCat("seed ", seed));
    std::mt19937 random(seed);
    check(random);
  }
}

int PickOf(std::mt19937& random, int least, int most) {
  return std::uniform_int_distribution<int>(least, most)(random);
}

TEST(NetPayments, LeaveOutWhatBouncedOrWentBack) {
  EXPECT_THAT(
      NetPayments(
          {Move(Kind::kPaid, "2024-03-01", 100), Move(Kind::kPaid, "2024-03-05", 40),
           Move(Kind::kBounced, "2024-03-07", 100), Move(Kind::kRefunded, "2024-03-09", 10)},
          D("2024-03-31")),
      ElementsAre(Net("2024-03-05", 30)));
  // As of a day before, nothing had gone back.
  EXPECT_THAT(
      NetPayments({Move(Kind::kPaid, "2024-03-01", 100), Move(Kind::kBounced, "2024-03-07", 100)},
                  D("2024-03-06")),
      ElementsAre(Net("2024-03-01", 100)));
}

TEST(NetPayments, OfTwoAlikeTheOneThatTheBankTookBackIsTakenOff) {
  EXPECT_THAT(
      NetPayments({Move(Kind::kPaid, "2024-03-01", 100, true), Move(Kind::kPaid, "2024-03-20", 100),
                   Move(Kind::kBounced, "2024-03-25", 100)},
                  D("2024-03-31")),
      ElementsAre(Net("2024-03-20", 100)));
  EXPECT_THAT(
      NetPayments({Move(Kind::kPaid, "2024-03-01", 100), Move(Kind::kPaid, "2024-03-20", 100),
                   Move(Kind::kBounced, "2024-03-25", 100)},
                  D("2024-03-31")),
      ElementsAre(Net("2024-03-01", 100)));
}

TEST(Attribution, ThePaymentIsTheLatestSessionsAndTheOtherIsToldSo) {
  const std::vector<Claim> claims = {
      {"A", D("2024-03-10"), D("2024-03-10"), D("2024-04-09")},
      {"B", D("2024-03-20"), D("2024-03-20"), D("2024-04-19")},
      {"C", D("2024-03-20"), D("2024-03-20"), D("2024-04-19")},
  };
  const std::vector<Claimed> claimed =
      Attribute(claims, std::vector<NetPayment>{Net("2024-03-09", 1), Net("2024-03-10", 20),
                                                Net("2024-03-20", 300), Net("2024-04-19", 4'000),
                                                Net("2024-04-20", 50'000)});
  EXPECT_THAT(claimed, ElementsAre(Claimed{Vnd(20), Vnd(300)}, Claimed{Vnd(), Vnd(4'300)},
                                   Claimed{Vnd(4'300), Vnd()}));
}

TEST(Attribution, BeforeAndAfterBeginsWithTheInvitation) {
  Dialogue dialogue;
  dialogue.code = "A";
  dialogue.held = D("2024-03-10");
  Invitation invitation;
  invitation.invited = D("2024-03-01");
  const Claim after = ClaimOf({WindowKind::kAfterSession, 30}, dialogue, invitation);
  EXPECT_EQ(after.from, D("2024-03-10"));
  EXPECT_EQ(after.through, D("2024-04-09"));
  EXPECT_EQ(ClaimOf({WindowKind::kBeforeAndAfter, 30}, dialogue, invitation).from, D("2024-03-01"));
  invitation.invited.reset();
  EXPECT_EQ(ClaimOf({WindowKind::kBeforeAndAfter, 30}, dialogue, invitation).from, D("2024-03-10"));
}

TEST(Commitments, MoneyKeepsTheOneThatFallsDueFirst) {
  const std::vector<Commitment> commitments = {{Vnd(100), D("2024-03-15"), D("2024-04-30")},
                                               {Vnd(100), D("2024-03-01"), D("2024-03-31")}};
  EXPECT_THAT(PaidOf(commitments, std::vector<NetPayment>{Net("2024-03-20", 150)}),
              ElementsAre(Vnd(50), Vnd(100)));
  // Money of a day after the first one's is the second one's alone.
  EXPECT_THAT(PaidOf(commitments, std::vector<NetPayment>{Net("2024-04-01", 150)}),
              ElementsAre(Vnd(100), Vnd()));
}

TEST(Commitments, AreKeptPartlyOrBrokenOnlyOnceTheirDayHasPassed) {
  const Commitment commitment{Vnd(100), D("2024-03-01"), D("2024-03-31")};
  EXPECT_EQ(StateOf(commitment, Vnd(), D("2024-03-31")), CommitmentState::kOpen);
  EXPECT_EQ(StateOf(commitment, Vnd(100), D("2024-03-10")), CommitmentState::kKept);
  EXPECT_EQ(StateOf(commitment, Vnd(99), D("2024-04-01")), CommitmentState::kPartly);
  EXPECT_EQ(StateOf(commitment, Vnd(), D("2024-04-01")), CommitmentState::kBroken);
}

// The figures of 31 August 2023: 49 sessions, 1,280 invited that owed 214 thousand
// million, 583 came, 903 paid 119 thousand million. Most who paid did not come.
TEST(Figures, PayersNeedNotHaveCome) {
  constexpr int64_t kOwed = 214'000'000'000;
  constexpr int64_t kPaid = 119'000'000'000;
  DialogueBook book;
  MovesByEmployer moves;
  for (int i = 0; i < 49; ++i) {
    Dialogue& dialogue = book.dialogues[absl::StrCat("HN", i)];
    dialogue.code = absl::StrCat("HN", i);
    dialogue.held = Later(D("2023-01-15"), 4 * i);
  }
  for (int i = 0; i < 1'280; ++i) {
    Invitation invitation;
    invitation.invitation_id = i + 1;
    invitation.dialogue = absl::StrCat("HN", i % 49);
    invitation.employer = PayerId::Employer(i + 1);
    const Day held = book.dialogues[invitation.dialogue].held;
    invitation.invited = Later(held, -10);
    invitation.debt.owed = Vnd(kOwed / 1'280 + (i < kOwed % 1'280 ? 1 : 0));
    invitation.attendance = i < 583 ? Attendance::kAttended : Attendance::kAbsent;
    book.invitations.push_back(invitation);
    // Those that pay begin in the middle of those that came.
    if (i < 300 || i >= 1'203) continue;
    const int64_t paid = kPaid / 903 + (i - 300 < kPaid % 903 ? 1 : 0);
    moves[invitation.employer] = {{Kind::kPaid, Later(held, 3), Vnd(paid)}};
  }
  const OutcomesById outcomes =
      OutcomesOf(book, moves, {WindowKind::kAfterSession, 30}, D("2023-08-31"));
  std::vector<const Dialogue*> sessions;
  for (const auto& [code, dialogue] : book.dialogues) sessions.push_back(&dialogue);
  const DialogueTotals totals =
      TotalsOf(book, outcomes, sessions, [](const auto&, const auto&) { return true; });
  const DialogueFigures& figures = totals.all.invited;
  EXPECT_EQ(totals.by_session.size(), 49u);
  EXPECT_EQ(figures.employer_count, 1'280);
  EXPECT_EQ(figures.owed, Vnd(kOwed));
  EXPECT_EQ(figures.attended_count, 583);
  EXPECT_EQ(figures.payer_count, 903);
  EXPECT_EQ(figures.collected, Vnd(kPaid));
  EXPECT_EQ(PercentText({figures.attended_count, figures.employer_count}), "45.55");
  EXPECT_EQ(PercentText({figures.payer_count, figures.employer_count}), "70.55");
  EXPECT_EQ(PercentText({figures.recovered.amount_vnd(), figures.owed.amount_vnd()}), "55.61");
  EXPECT_EQ(totals.all.walk_ins, DialogueFigures());
}

TEST(Figures, AnEmployerInvitedTwiceOwesOnceAndRecoversNoMoreThanItOwes) {
  DialogueBook book;
  for (const char* code : {"A", "B"}) {
    book.dialogues[code].code = code;
    book.dialogues[code].held = D(*code == 'A' ? "2024-03-10" : "2024-06-10");
    Invitation invitation;
    invitation.invitation_id = *code;
    invitation.dialogue = code;
    invitation.employer = PayerId::Employer(1);
    invitation.invited = Later(book.dialogues[code].held, -5);
    invitation.debt.owed = Vnd(*code == 'A' ? 100 : 80);
    invitation.debt.officer = *code == 'A' ? "CQ01" : "CQ02";
    book.invitations.push_back(invitation);
  }
  const MovesByEmployer moves = {
      {PayerId::Employer(1),
       {Move(Kind::kPaid, "2024-03-12", 60), Move(Kind::kPaid, "2024-06-12", 90)}}};
  const OutcomesById outcomes = OutcomesOf(book, moves, {}, D("2024-12-31"));
  EXPECT_EQ(outcomes.at('B').collected, Vnd(90));
  EXPECT_EQ(outcomes.at('B').recovered, Vnd(80));
  const DialogueTotals totals =
      TotalsOf(book, outcomes, {&book.dialogues["A"], &book.dialogues["B"]},
               [](const auto&, const auto&) { return true; });
  EXPECT_EQ(totals.all.invited.invitation_count, 2);
  EXPECT_EQ(totals.all.invited.employer_count, 1);
  EXPECT_EQ(totals.all.invited.owed, Vnd(100));
  EXPECT_EQ(totals.all.invited.collected, Vnd(150));
  EXPECT_EQ(totals.all.invited.recovered, Vnd(100));
  EXPECT_EQ(totals.by_officer.at("CQ01").invited.collected, Vnd(60));
  EXPECT_EQ(totals.by_officer.at("CQ02").invited.recovered, Vnd(80));
}

// Sessions, invitations and money without any order.
struct AnyBook {
  DialogueBook book;
  MovesByEmployer moves;
};
AnyBook MakeAnyBook(std::mt19937& random) {
  AnyBook any;
  const Day first = D("2024-01-01");
  for (int i = 0; i < PickOf(random, 1, 6); ++i) {
    const std::string code = absl::StrCat("S", i);
    Dialogue& dialogue = any.book.dialogues[code];
    dialogue.code = code;
    dialogue.held = Later(first, PickOf(random, 0, 90));
    dialogue.cancelled = PickOf(random, 0, 9) == 0;
    for (int employer = 1; employer <= 6; ++employer) {
      if (PickOf(random, 0, 2) == 0) continue;
      Invitation invitation;
      invitation.invitation_id = static_cast<int64_t>(any.book.invitations.size()) + 1;
      invitation.dialogue = code;
      invitation.employer = PayerId::Employer(employer);
      if (PickOf(random, 0, 4) != 0) {
        invitation.invited = Later(dialogue.held, -PickOf(random, 0, 30));
      }
      invitation.debt.owed = Vnd(PickOf(random, 0, 100));
      invitation.debt.officer = absl::StrCat("CQ", PickOf(random, 0, 2));
      invitation.annulled = PickOf(random, 0, 9) == 0;
      invitation.attendance = static_cast<Attendance>(PickOf(random, 0, 2));
      if (PickOf(random, 0, 1) == 0) {
        const Day made = Later(dialogue.held, PickOf(random, 0, 3));
        invitation.commitment =
            Commitment{Vnd(PickOf(random, 1, 80)), made, Later(made, PickOf(random, 0, 60))};
      }
      any.book.invitations.push_back(invitation);
    }
  }
  for (int employer = 1; employer <= 6; ++employer) {
    std::vector<MoneyMove>& moves = any.moves[PayerId::Employer(employer)];
    for (int i = 0; i < PickOf(random, 0, 12); ++i) {
      const Day day = Later(first, PickOf(random, -20, 150));
      const Vnd amount(PickOf(random, 1, 40));
      const bool bounces = PickOf(random, 0, 4) == 0;
      moves.push_back({Kind::kPaid, day, amount, bounces});
      if (bounces) moves.push_back({Kind::kBounced, Later(day, PickOf(random, 0, 20)), amount});
    }
    // No more goes back than is there: the ledger sees to that.
    if (PickOf(random, 0, 2) == 0 && !moves.empty()) {
      Vnd net;
      Day last = first;
      for (const MoneyMove& move : moves) {
        net = move.kind == Kind::kPaid ? net + move.amount : net - move.amount;
        last = std::max(last, move.day);
      }
      if (net > Vnd()) {
        moves.push_back(
            {Kind::kRefunded, last, Vnd(PickOf(random, 1, static_cast<int>(net.amount_vnd())))});
      }
    }
    std::shuffle(moves.begin(), moves.end(), random);
  }
  return any;
}

Vnd NetOf(const std::vector<MoneyMove>& moves, Day as_of) {
  Vnd net;
  for (const MoneyMove& move : moves) {
    if (move.day > as_of) continue;
    net = move.kind == Kind::kPaid ? net + move.amount : net - move.amount;
  }
  return net;
}

TEST(AnySessions, NetPaymentsAreWhatCameInLessWhatWentBack) {
  ForAnySessions([](std::mt19937& random) {
    const AnyBook any = MakeAnyBook(random);
    const Day as_of = Later(D("2024-01-01"), PickOf(random, 0, 200));
    for (const auto& [employer, moves] : any.moves) {
      Vnd sum;
      for (const NetPayment& payment : NetPayments(moves, as_of)) {
        EXPECT_GT(payment.amount, Vnd());
        sum += payment.amount;
      }
      EXPECT_EQ(sum, NetOf(moves, as_of));
    }
  });
}

// A count that goes through every đồng of every payment and asks each session.
TEST(AnySessions, EachPaymentCountsForOneSessionAndNoMoreThanWasPaid) {
  ForAnySessions([](std::mt19937& random) {
    const AnyBook any = MakeAnyBook(random);
    const AttributionWindow window{
        PickOf(random, 0, 1) == 0 ? WindowKind::kAfterSession : WindowKind::kBeforeAndAfter,
        PickOf(random, 1, 60)};
    const Day as_of = Later(D("2024-01-01"), PickOf(random, 0, 200));
    const OutcomesById outcomes = OutcomesOf(any.book, any.moves, window, as_of);
    std::map<int64_t, Vnd> naive;
    std::map<int64_t, Vnd> naive_elsewhere;
    for (const auto& [employer, moves] : any.moves) {
      for (const NetPayment& payment : NetPayments(moves, as_of)) {
        std::vector<const Invitation*> holding;
        for (const Invitation& invitation : any.book.invitations) {
          const Dialogue& dialogue = any.book.dialogues.at(invitation.dialogue);
          if (invitation.employer != employer || invitation.annulled || dialogue.cancelled) {
            continue;
          }
          if (invitation.invited.value_or(dialogue.held) > as_of) continue;
          const Day from = window.kind == WindowKind::kAfterSession
                               ? dialogue.held
                               : invitation.invited.value_or(dialogue.held);
          if (payment.day < from || payment.day > Later(dialogue.held, window.days_after)) {
            continue;
          }
          holding.push_back(&invitation);
        }
        std::sort(holding.begin(), holding.end(), [&](const auto* a, const auto* b) {
          const Day of_a = any.book.dialogues.at(a->dialogue).held;
          const Day of_b = any.book.dialogues.at(b->dialogue).held;
          return of_a != of_b ? of_a > of_b : a->dialogue > b->dialogue;
        });
        for (size_t i = 0; i < holding.size(); ++i) {
          (i == 0 ? naive : naive_elsewhere)[holding[i]->invitation_id] += payment.amount;
        }
      }
    }
    std::map<PayerId, Vnd> collected;
    std::map<PayerId, Vnd> kept;
    for (const Invitation& invitation : any.book.invitations) {
      const auto outcome = outcomes.find(invitation.invitation_id);
      if (outcome == outcomes.end()) continue;
      EXPECT_EQ(outcome->second.collected, naive[invitation.invitation_id]);
      EXPECT_EQ(outcome->second.claimed_elsewhere, naive_elsewhere[invitation.invitation_id]);
      EXPECT_LE(outcome->second.recovered, invitation.debt.owed);
      collected[invitation.employer] += outcome->second.collected;
      kept[invitation.employer] += outcome->second.commitment_paid;
      if (outcome->second.state != CommitmentState::kNone) {
        EXPECT_LE(outcome->second.commitment_paid, invitation.commitment->amount);
      }
    }
    for (const auto& [employer, sum] : collected) {
      EXPECT_LE(sum, NetOf(any.moves.at(employer), as_of));
      EXPECT_LE(kept[employer], NetOf(any.moves.at(employer), as_of));
    }
  });
}

// Each payment counts once per statistic: money by session and by officer adds up to
// the whole, and employers are counted as a set of them.
TEST(AnySessions, FiguresAddUpAndCountEachEmployerOnce) {
  ForAnySessions([](std::mt19937& random) {
    const AnyBook any = MakeAnyBook(random);
    const Day as_of = Later(D("2024-01-01"), PickOf(random, 0, 200));
    const OutcomesById outcomes = OutcomesOf(any.book, any.moves, {}, as_of);
    std::vector<const Dialogue*> sessions;
    std::set<std::string> chosen;
    for (const auto& [code, dialogue] : any.book.dialogues) {
      if (PickOf(random, 0, 2) == 0) continue;
      sessions.push_back(&dialogue);
      chosen.insert(code);
    }
    const DialogueTotals totals =
        TotalsOf(any.book, outcomes, sessions, [](const auto&, const auto&) { return true; });
    Vnd by_session;
    Vnd by_officer;
    int64_t invitations = 0;
    for (const auto& [code, both] : totals.by_session) {
      by_session += both.invited.collected + both.walk_ins.collected;
      invitations += both.invited.invitation_count + both.walk_ins.invitation_count;
    }
    for (const auto& [officer, both] : totals.by_officer) {
      by_officer += both.invited.collected + both.walk_ins.collected;
    }
    const Vnd all = totals.all.invited.collected + totals.all.walk_ins.collected;
    EXPECT_EQ(by_session, all);
    EXPECT_EQ(by_officer, all);
    Vnd paid;
    for (const auto& [employer, moves] : any.moves) paid += NetOf(moves, as_of);
    EXPECT_LE(all, paid);
    std::set<PayerId> invited;
    std::set<PayerId> payers;
    for (const Invitation& invitation : any.book.invitations) {
      const auto outcome = outcomes.find(invitation.invitation_id);
      if (!chosen.contains(invitation.dialogue) || outcome == outcomes.end()) continue;
      --invitations;
      if (invitation.walk_in()) continue;
      invited.insert(invitation.employer);
      if (outcome->second.collected > Vnd()) payers.insert(invitation.employer);
    }
    EXPECT_EQ(invitations, 0);
    EXPECT_EQ(totals.all.invited.employer_count, static_cast<int64_t>(invited.size()));
    EXPECT_EQ(totals.all.invited.payer_count, static_cast<int64_t>(payers.size()));
    const DialogueFigures& figures = totals.all.invited;
    EXPECT_EQ(figures.open_count + figures.kept_count + figures.partly_count + figures.broken_count,
              figures.commitment_count);
    EXPECT_LE(figures.recovered, std::min(figures.owed, figures.collected));
  });
}

Dialogue Session(const std::string& held = "2025-09-10") {
  Dialogue dialogue;
  dialogue.code = "HN-01";
  dialogue.area = AreaCode::FromTrusted("303");
  dialogue.held = D(held);
  return dialogue;
}
FrozenDebt Owed(int64_t owed_vnd) {
  FrozenDebt debt;
  debt.owed = Vnd(owed_vnd);
  return debt;
}

TEST(InvitationRules, NeedADebtAndADayUpToTheSession) {
  const Day today = D("2025-10-01");
  const auto invite = [&](const Dialogue& dialogue, int64_t owed_vnd, const std::string& invited) {
    return std::string(Invite(dialogue, PayerId::Employer(1), Owed(owed_vnd), D(invited), today)
                           .status()
                           .message());
  };
  EXPECT_EQ(invite(Session(), 5, "2025-09-10"), "");
  EXPECT_THAT(invite(Session(), 0, "2025-09-01"), HasSubstr("were late on 2025-09-01"));
  EXPECT_THAT(invite(Session(), 5, "2025-09-11"), HasSubstr("is after the session"));
  EXPECT_THAT(invite(Session("2025-12-01"), 5, "2025-10-02"), HasSubstr("is after today"));
  Dialogue cancelled = Session();
  cancelled.cancelled = true;
  EXPECT_THAT(invite(cancelled, 5, "2025-09-01"), HasSubstr("cancelled"));
  // Who comes uninvited may owe nothing, and cannot have been absent.
  absl::StatusOr<Invitation> walk_in =
      ComeUninvited(Session(), PayerId::Employer(1), Owed(0), today);
  ASSERT_TRUE(walk_in.ok());
  EXPECT_TRUE(walk_in->walk_in());
  EXPECT_EQ(walk_in->attendance, Attendance::kAttended);
  EXPECT_THAT(std::string(SetAttendance(Session(), Attendance::kAbsent, today, *walk_in).message()),
              HasSubstr("was not invited"));
  EXPECT_THAT(std::string(ComeUninvited(Session("2025-12-01"), PayerId::Employer(1), Owed(0), today)
                              .status()
                              .message()),
              HasSubstr("the session is on 2025-12-01"));
}

TEST(InvitationRules, ACommitmentIsNoMoreThanTheDebtOfThenOrNow) {
  const Day today = D("2025-10-01");
  Invitation invitation =
      *Invite(Session(), PayerId::Employer(1), Owed(100), D("2025-09-01"), today);
  const auto undertake = [&](int64_t amount_vnd, const std::string& made, const std::string& by,
                             int64_t owed_then_vnd) {
    return std::string(SetCommitment(Session(), {Vnd(amount_vnd), D(made), D(by)},
                                     Vnd(owed_then_vnd), today, invitation)
                           .message());
  };
  EXPECT_EQ(undertake(100, "2025-09-10", "2025-10-31", 0), "");
  EXPECT_EQ(undertake(130, "2025-09-10", "2025-10-31", 130), "");
  EXPECT_EQ(invitation.commitment->amount, Vnd(130));
  EXPECT_THAT(undertake(131, "2025-09-10", "2025-10-31", 130), HasSubstr("more than the 130"));
  EXPECT_THAT(undertake(101, "2025-09-10", "2025-10-31", 20), HasSubstr("more than the 100"));
  EXPECT_THAT(undertake(0, "2025-09-10", "2025-10-31", 0), HasSubstr("committed_vnd"));
  EXPECT_THAT(undertake(5, "2025-08-31", "2025-10-31", 0), HasSubstr("before the invitation"));
  EXPECT_THAT(undertake(5, "2025-09-10", "2025-09-09", 0), HasSubstr("commit_by_date"));
  EXPECT_EQ(invitation.commitment->amount, Vnd(130)) << "what was refused has changed it";
}

InvitationStep StepOf(const std::string& kind, const std::string& due, const std::string& taken) {
  InvitationStep step;
  static int64_t next_id = 0;
  step.step_id = ++next_id;
  step.kind = kind;
  step.officer = "CQ07";
  step.due = D(due);
  if (!taken.empty()) {
    step.taken = D(taken);
    step.number = "5/QĐ";
    step.team = "BHXH, Liên đoàn Lao động";
  }
  return step;
}

TEST(NextSteps, FollowTheStagesFromTheDayOfTheCommitment) {
  const auto next = [](const std::vector<InvitationStep>& steps) {
    std::vector<std::string> texts;
    for (const NextDialogueStep& step :
         TheDialogueLaw().Next(D("2025-10-31"), NewestSteps(steps), D("2026-06-30"))) {
      texts.push_back(absl::StrCat(step.rule->kind, " ", step.due.ToString(), " ", step.officer));
    }
    return texts;
  };
  EXPECT_THAT(next({}), ElementsAre("REMINDER 2025-11-07 "));
  const InvitationStep planned = StepOf("REMINDER", "2025-11-20", "");
  EXPECT_THAT(next({planned}), ElementsAre("REMINDER 2025-11-20 CQ07"));
  const InvitationStep reminded = StepOf("REMINDER", "2025-11-20", "2025-11-18");
  EXPECT_THAT(next({planned, reminded}), ElementsAre("SPECIALISED_INSPECTION 2025-12-03 ",
                                                     "UNSCHEDULED_INSPECTION 2025-12-03 "));
  const InvitationStep inspected = StepOf("UNSCHEDULED_INSPECTION", "2025-12-03", "2025-12-10");
  EXPECT_THAT(next({reminded, inspected}), ElementsAre("REFERRAL 2026-01-09 "));
  EXPECT_THAT(next({reminded, inspected, StepOf("REFERRAL", "2026-01-09", "2026-01-09"),
                    StepOf("PUBLICATION", "2026-01-24", "2026-01-20")}),
              IsEmpty());
}

TEST(StepRules, SayWhatIsMissing) {
  const auto check = [](const InvitationStep& step) {
    return std::string(CheckStep(step, TheDialogueLaw(), D("2026-01-31")).message());
  };
  EXPECT_EQ(check(StepOf("UNSCHEDULED_INSPECTION", "2025-12-03", "")), "");
  EXPECT_EQ(check(StepOf("UNSCHEDULED_INSPECTION", "2025-12-03", "2025-12-10")), "");
  EXPECT_THAT(check(StepOf("VISIT", "2025-12-03", "")), HasSubstr("REMINDER"));
  InvitationStep step = StepOf("SPECIALISED_INSPECTION", "2025-12-03", "2025-12-10");
  step.team = "";
  EXPECT_THAT(check(step), HasSubstr("team"));
  step = StepOf("REFERRAL", "2025-12-03", "");
  step.findings = "nợ 12 tháng";
  EXPECT_THAT(check(step), HasSubstr("date"));
  EXPECT_THAT(check(StepOf("REFERRAL", "2025-12-03", "2026-02-01")), HasSubstr("after today"));
}

TEST(DialogueLawFiles, AreChecked) {
  std::vector<RuleFile> files = Law::Load("deploy/config/contribution")->files();
  for (RuleFile& file : files) {
    if (file.table == "dialogue_steps") file.rows[0].cells[3] = "VISIT";
  }
  EXPECT_THAT(std::string(DialogueLaw::Build(files).status().message()),
              HasSubstr("legal_step is \"VISIT\""));
  EXPECT_TRUE(TheDialogueLaw().HasPartner("POLICE", *Month::Parse("2024-03")));
  EXPECT_FALSE(TheDialogueLaw().HasPartner("NOBODY", *Month::Parse("2024-03")));
}

}  // namespace
}  // namespace baophu::contribution
