// Payments of bank statements, suspense and refunds in the stores, the same on SQLite
// and PostgreSQL.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <functional>
#include <map>
#include <random>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/feed/committer.h"
#include "contribution_schema.h"
#include "services/contribution/importing/ledger_writer.h"
#include "services/contribution/ledger/ledger_store.h"
#include "services/contribution/participants/catalogue_store.h"
#include "services/contribution/payments/statement_writer.h"
#include "services/contribution/settlement/account_store.h"
#include "services/contribution/settlement/account_writer.h"
#include "services/contribution/suspense/suspense_store.h"
#include "services/contribution/suspense/suspense_writer.h"
#include "services/contribution/verify/ledger_check.h"
#include "tests/support/test_database.h"

namespace baophu::contribution {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

AreaCode Code(std::string_view text) { return AreaCode::FromTrusted(text); }
Day D(std::string_view text) { return *Day::Parse(text); }

std::vector<AreaRecord> Areas() {
  const Month first = Month::FromYearMonth(2019, 1);
  return {{Code("31"), AreaLevel::kProvince, "", AreaCode(), first, Month::Max()},
          {Code("303"), AreaLevel::kDistrict, "", Code("31"), first, Month::Max()},
          {Code("304"), AreaLevel::kDistrict, "", Code("31"), first, Month::Max()}};
}

MatchedLine Line(TransactionKind kind, const std::string& reference, Day day, int64_t amount_vnd,
                 std::string_view area = "303") {
  MatchedLine line;
  line.row.kind = kind;
  line.row.source = "VCB";
  line.row.external_id = reference;
  line.row.reference = ReferenceOf("VCB", reference);
  line.row.digest = {amount_vnd, day.number()};
  line.row.area = Code(area);
  line.row.day = day;
  line.row.month = day.month();
  line.row.amount = Vnd(amount_vnd);
  return line;
}

MatchedLine Paid(const std::string& reference, PayerId payer, Day day, int64_t amount_vnd) {
  MatchedLine line = Line(TransactionKind::kPayment, reference, day, amount_vnd);
  line.match.payer = payer;
  return line;
}

MatchedLine Parked(const std::string& reference, Day day, int64_t amount_vnd) {
  MatchedLine line = Line(TransactionKind::kPayment, reference, day, amount_vnd);
  line.match.reason = ParkReason::kUnknownPayer;
  line.sealed_text = "sealed";
  return line;
}

MatchedLine Bounced(const std::string& reference, const std::string& reverses, Day day,
                    int64_t amount_vnd) {
  MatchedLine line = Line(TransactionKind::kReversal, reference, day, amount_vnd);
  line.reverses = ReferenceOf("VCB", reverses);
  return line;
}

const PayerId kEmployer = PayerId::Employer(7);

class PaymentStoreTest : public testing::TestWithParam<sql::Engine> {
 protected:
  PaymentStoreTest() { Begin(); }

  // With an empty ledger of its own.
  void Begin() {
    committer_.reset();
    clock_.reset();
    catalogues_ = std::make_unique<catalogue_store::CatalogueCache>();
    database_ = std::make_unique<TestDatabase>(GetParam(), ContributionMigrations());
    clock_ = std::make_unique<RevisionClock>(database_->get());
    committer_ = std::make_unique<Committer>(database_->get(), *clock_);
    Must([](LedgerWrite& write) {
      catalogue_store::ReplaceAreas(write.session, Areas());
      return absl::OkStatus();
    });
  }

  absl::Status Write(const std::function<absl::Status(LedgerWrite&)>& work) {
    return committer_
        ->Run([&](Commit& commit) -> absl::StatusOr<bool> {
          const auto catalogue = catalogues_->Get(commit.session());
          LedgerWrite write{commit.session(),  *catalogue,      law_,
                            commit.revision(), commit.now_us(), {}};
          if (absl::Status status = work(write); !status.ok()) return status;
          return true;
        })
        .status();
  }

  void Must(const std::function<absl::Status(LedgerWrite&)>& work) {
    EXPECT_EQ(Write(work), absl::OkStatus());
  }

  StatementOutcome Send(const std::vector<MatchedLine>& lines) {
    StatementOutcome outcome;
    EXPECT_EQ(Write([&](LedgerWrite& write) {
                outcome = WriteStatement(write.session, write.catalogue, lines, write.revision,
                                         write.now_us);
                return absl::OkStatus();
              }),
              absl::OkStatus());
    return outcome;
  }

  absl::Status Assign(int64_t item, PayerId payer) {
    return Write([&](LedgerWrite& write) { return AssignItem(write, item, payer, "").status(); });
  }
  absl::Status RefundItemOn(int64_t item, Day day, const std::string& reason = "MISPOSTING") {
    return Write([&](LedgerWrite& write) {
      return RefundItem(write, item, {day, reason, "1/QD", ""}).status();
    });
  }
  absl::Status RefundPayer(PayerId payer, Day day, int64_t amount_vnd,
                           const std::string& decision = "2/QD",
                           const std::string& reason = "OVERPAID", std::string_view area = "") {
    return Write([&](LedgerWrite& write) {
      PayerRefund refund;
      refund.payer = payer;
      refund.day = day;
      refund.amount = Vnd(amount_vnd);
      refund.decision = decision;
      refund.reason = reason;
      refund.area = Code(area);
      return RefundInHand(write, refund);
    });
  }

  void Assess(PayerId payer, const std::string& id, Day due, int64_t retirement_vnd) {
    LedgerRow row;
    row.source = "payroll";
    row.external_id = id;
    row.reference = ReferenceOf(row.source, row.external_id);
    row.payer = payer;
    row.area = Code("303");
    row.day = due;
    row.month = due.month();
    row.funds[0] = Vnd(retirement_vnd);
    Must([&](LedgerWrite& write) {
      WriteRows(write.session, write.catalogue, {&row, 1}, write.revision, write.now_us);
      return absl::OkStatus();
    });
  }

  void Settle() {
    EXPECT_EQ(Write([&](LedgerWrite& write) {
                SettleWaiting(write.session, law_, write.catalogue, 1000, write.revision,
                              write.now_us);
                return absl::OkStatus();
              }),
              absl::OkStatus());
  }

  void Read(const std::function<void(soci::session&)>& work) {
    EXPECT_EQ(database_->get().Read([&](soci::session& session) {
      work(session);
      return absl::OkStatus();
    }),
              absl::OkStatus());
  }

  std::vector<std::string> Differences() {
    CheckState state;
    Read([&](soci::session& session) {
      EXPECT_EQ(CheckLedger(
                    session, law_, *catalogues_, [](const CheckState&) { return absl::OkStatus(); },
                    state),
                absl::OkStatus());
    });
    return state.differences;
  }

  std::vector<SuspenseItem> Items() {
    std::vector<SuspenseItem> items;
    Read([&](soci::session& session) { items = suspense_store::List(session, {}, 0, 1000); });
    return items;
  }

  // What came in for a payer, less what went back.
  Vnd CashOf(PayerId payer) {
    Vnd sum;
    Read([&](soci::session& session) {
      for (const auto& transaction : ledger_store::ListOfPayers(session, {&payer, 1})) {
        for (const PostingLine& line : transaction.postings) {
          if (line.account == Account::kCash) sum += line.total();
        }
      }
    });
    return sum;
  }

  Vnd Collected(std::string_view area, std::string_view month) {
    Vnd sum;
    Read([&](soci::session& session) {
      for (const auto& at : totals_store::ReadArea(session, Code(area), *Month::Parse(month))) {
        sum += at.amounts.collected;
      }
    });
    return sum;
  }

  const Law law_ = *Law::Load("deploy/config/contribution");
  std::unique_ptr<catalogue_store::CatalogueCache> catalogues_;
  std::unique_ptr<TestDatabase> database_;
  std::unique_ptr<RevisionClock> clock_;
  std::unique_ptr<Committer> committer_;
};

TEST_P(PaymentStoreTest, MoneyWithoutAPayerWaitsAndIsCollectedAllTheSame) {
  const StatementOutcome outcome =
      Send({Paid("1", kEmployer, D("2024-03-05"), 100), Parked("2", D("2024-03-06"), 40)});
  EXPECT_EQ(outcome.accepted_count, 2);
  EXPECT_THAT(outcome.faults, IsEmpty());
  EXPECT_EQ(CashOf(kEmployer), Vnd(100));
  EXPECT_EQ(CashOf(PayerId::Suspense()), Vnd(40));
  EXPECT_EQ(Collected("31", "2024-03"), Vnd(140));
  ASSERT_THAT(Items(), SizeIs(1));
  const SuspenseItem item = Items()[0];
  EXPECT_EQ(item.state, SuspenseState::kOpen);
  EXPECT_EQ(item.reason, ParkReason::kUnknownPayer);
  EXPECT_EQ(item.reference, "2");
  EXPECT_EQ(item.amount, Vnd(40));
  EXPECT_EQ(item.day, D("2024-03-06"));
  EXPECT_EQ(item.sealed_text, "sealed");
  EXPECT_THAT(Differences(), IsEmpty());
}

TEST_P(PaymentStoreTest, TheSameLineCountsOnceAndOtherContentIsRefused) {
  const MatchedLine paid = Paid("1", kEmployer, D("2024-03-05"), 100);
  const MatchedLine parked = Parked("2", D("2024-03-06"), 40);
  const MatchedLine bounced = Bounced("3", "1", D("2024-03-07"), 100);
  const MatchedLine other = Paid("1", kEmployer, D("2024-03-05"), 101);
  StatementOutcome outcome = Send({bounced, paid, parked, paid, other, bounced});
  EXPECT_EQ(outcome.accepted_count, 3);
  EXPECT_EQ(outcome.unchanged_count, 2);
  ASSERT_THAT(outcome.faults, SizeIs(1));
  EXPECT_EQ(outcome.faults.at(4).reason, "DUPLICATE_WITH_OTHER_CONTENT");
  EXPECT_EQ(outcome.faults.at(4).field, "reference");

  // Found by then, it is the same line.
  MatchedLine found = parked;
  found.match.payer = kEmployer;
  outcome = Send({bounced, paid, found, other});
  EXPECT_EQ(outcome.accepted_count, 0);
  EXPECT_EQ(outcome.unchanged_count, 3);
  EXPECT_THAT(outcome.faults, SizeIs(1));
  EXPECT_EQ(CashOf(kEmployer), Vnd());
  EXPECT_THAT(Items(), SizeIs(1));
  EXPECT_THAT(Differences(), IsEmpty());
}

TEST_P(PaymentStoreTest, ABounceThatDoesNotFitIsRefusedAndLeavesNothing) {
  Send({Paid("1", kEmployer, D("2024-03-05"), 100)});
  const auto reason = [&](const MatchedLine& line) {
    const StatementOutcome outcome = Send({line});
    EXPECT_EQ(outcome.accepted_count, outcome.faults.empty() ? 1 : 0);
    return outcome.faults.empty() ? "" : std::string(outcome.faults.at(0).reason);
  };
  EXPECT_EQ(reason(Bounced("2", "9", D("2024-03-07"), 100)), "UNKNOWN_PAYMENT");
  EXPECT_EQ(reason(Bounced("2", "1", D("2024-03-07"), 99)), "REVERSAL_OF_OTHER_AMOUNT");
  EXPECT_EQ(reason(Bounced("2", "1", D("2024-03-04"), 100)), "REVERSAL_TOO_EARLY");
  // The reference is free: what was refused is not in the ledger.
  EXPECT_EQ(reason(Bounced("2", "1", D("2024-03-07"), 100)), "");
  EXPECT_EQ(reason(Bounced("3", "1", D("2024-03-07"), 100)), "REVERSED_BEFORE");
  // A bounce does not bounce.
  EXPECT_EQ(reason(Bounced("4", "2", D("2024-03-08"), 100)), "UNKNOWN_PAYMENT");
  // Both in one chunk: the first holds, and the same one again shares its fate.
  Send({Paid("5", kEmployer, D("2024-03-05"), 7)});
  const StatementOutcome both =
      Send({Bounced("6", "5", D("2024-03-07"), 7), Bounced("7", "5", D("2024-03-07"), 7),
            Bounced("7", "5", D("2024-03-07"), 7)});
  EXPECT_EQ(both.accepted_count, 1);
  EXPECT_EQ(both.unchanged_count, 0);
  EXPECT_EQ(both.faults.at(1).reason, "REVERSED_BEFORE");
  EXPECT_EQ(both.faults.at(2).reason, "REVERSED_BEFORE");
  EXPECT_EQ(CashOf(kEmployer), Vnd());
  EXPECT_THAT(Differences(), IsEmpty());
}

TEST_P(PaymentStoreTest, AnAssignedItemIsPaidOnItsValueDate) {
  Assess(kEmployer, "1", D("2024-02-29"), 100);
  Assess(PayerId::Employer(8), "2", D("2024-02-29"), 100);
  Must([&](LedgerWrite& write) {
    account_store::SaveChargedThrough(write.session, *Month::Parse("2024-06"), write.now_us);
    account_store::EnqueueAll(write.session);
    return absl::OkStatus();
  });
  Send({Parked("1", D("2024-02-20"), 100)});
  Settle();
  EXPECT_EQ(Collected("303", "2024-02"), Vnd(100));
  EXPECT_EQ(Assign(1, kEmployer), absl::OkStatus());
  Settle();
  // It came in in time, so no interest is borne by it, and it was collected then.
  const auto interest = [&](PayerId payer) {
    Vnd sum;
    Read([&](soci::session& session) {
      for (const auto& transaction : ledger_store::ListOfPayers(session, {&payer, 1})) {
        if (transaction.kind != TransactionKind::kInterest) continue;
        sum += transaction.postings[0].total();
      }
    });
    return sum;
  };
  EXPECT_EQ(interest(kEmployer), Vnd());
  EXPECT_NE(interest(PayerId::Employer(8)), Vnd());
  EXPECT_EQ(Collected("303", "2024-02"), Vnd(100));
  EXPECT_EQ(CashOf(PayerId::Suspense()), Vnd());
  EXPECT_EQ(Items()[0].state, SuspenseState::kAssigned);
  EXPECT_EQ(Items()[0].payer, kEmployer);

  const absl::Status again = Assign(1, PayerId::Employer(8));
  EXPECT_EQ(again.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(again.message()), ::testing::HasSubstr("assigned to employers/7"));
  EXPECT_EQ(RefundItemOn(1, D("2024-03-01")).code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(Assign(2, kEmployer).code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(Differences(), IsEmpty());
}

TEST_P(PaymentStoreTest, ABounceTakesMoneyFromWhereItIsNow) {
  Send({Parked("1", D("2024-02-20"), 100), Parked("2", D("2024-02-20"), 50)});
  EXPECT_EQ(Assign(1, kEmployer), absl::OkStatus());
  EXPECT_EQ(CashOf(kEmployer), Vnd(100));
  EXPECT_EQ(Send({Bounced("3", "1", D("2024-03-02"), 100), Bounced("4", "2", D("2024-03-02"), 50)})
                .accepted_count,
            2);
  EXPECT_EQ(CashOf(kEmployer), Vnd());
  EXPECT_EQ(CashOf(PayerId::Suspense()), Vnd());
  EXPECT_EQ(Collected("31", "2024-02"), Vnd(150));
  EXPECT_EQ(Collected("31", "2024-03"), Vnd());
  for (const SuspenseItem& item : Items()) EXPECT_EQ(item.state, SuspenseState::kReversed);
  EXPECT_EQ(Items()[0].payer, kEmployer);
  const absl::Status gone = Assign(2, kEmployer);
  EXPECT_EQ(gone.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(gone.message()), ::testing::HasSubstr("bounced"));
  EXPECT_THAT(Differences(), IsEmpty());
}

TEST_P(PaymentStoreTest, AFineIsPaidAndBouncesAsAFine) {
  const auto fine = [](MatchedLine line) {
    line.row.kind = TransactionKind::kPenaltyPayment;
    return line;
  };
  Send({fine(Paid("1", kEmployer, D("2024-02-20"), 100)), fine(Parked("2", D("2024-02-21"), 30))});
  EXPECT_EQ(Items()[0].kind, TransactionKind::kPenaltyPayment);
  EXPECT_EQ(Assign(1, kEmployer), absl::OkStatus());
  EXPECT_EQ(CashOf(kEmployer), Vnd(130));
  // Fines are not contributions collected.
  EXPECT_EQ(Collected("31", "2024-12"), Vnd());
  Send({Bounced("3", "1", D("2024-03-02"), 100), Bounced("4", "2", D("2024-03-02"), 30)});
  EXPECT_EQ(CashOf(kEmployer), Vnd());
  Read([&](soci::session& session) {
    for (const auto& transaction : ledger_store::ListOfPayers(session, {&kEmployer, 1})) {
      EXPECT_EQ(transaction.kind, TransactionKind::kPenaltyPayment);
    }
  });
  EXPECT_THAT(Differences(), IsEmpty());
}

TEST_P(PaymentStoreTest, AnItemGoesBackOnceAndDoesNotBounceThen) {
  Send({Parked("1", D("2024-02-20"), 100)});
  EXPECT_EQ(RefundItemOn(1, D("2024-02-19")).code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(RefundItemOn(1, D("2999-01-01")).code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(RefundItemOn(1, D("2024-02-21"), "BECAUSE").code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(RefundItemOn(1, D("2024-03-21")), absl::OkStatus());
  EXPECT_EQ(RefundItemOn(1, D("2024-03-21")).code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(Assign(1, kEmployer).code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(Send({Bounced("2", "1", D("2024-04-02"), 100)}).faults.at(0).reason, "REFUNDED_BEFORE");
  EXPECT_EQ(CashOf(PayerId::Suspense()), Vnd());
  EXPECT_EQ(Collected("31", "2024-02"), Vnd(100));
  EXPECT_EQ(Collected("31", "2024-03"), Vnd());
  EXPECT_EQ(Items()[0].decision, "1/QD");
  EXPECT_THAT(Differences(), IsEmpty());
}

TEST_P(PaymentStoreTest, NoMoreGoesBackThanIsInHandThenAndNow) {
  Assess(kEmployer, "1", D("2024-02-29"), 100);
  Assess(kEmployer, "2", D("2024-03-31"), 30);
  Send({Paid("1", kEmployer, D("2024-02-10"), 170)});
  const auto code = [&](std::string_view day, int64_t amount_vnd) {
    return RefundPayer(kEmployer, D(day), amount_vnd).code();
  };
  EXPECT_EQ(code("2024-02-09", 1), absl::StatusCode::kFailedPrecondition);
  // On 15 February 70 are in hand, but 30 are for March since.
  EXPECT_EQ(code("2024-02-15", 41), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(code("2024-02-15", 40), absl::StatusCode::kOk);
  EXPECT_EQ(RefundPayer(kEmployer, D("2024-04-15"), 1, "2/QD").code(),
            absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(RefundPayer(kEmployer, D("2024-04-15"), 1, "3/QD").code(),
            absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(RefundPayer(kEmployer, D("2999-01-01"), 1, "3/QD").code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(RefundPayer(kEmployer, D("2024-04-15"), 1, "3/QD", "OVERPAID", "99").code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(RefundPayer(PayerId::Employer(9), D("2024-04-15"), 1).code(),
            absl::StatusCode::kFailedPrecondition);
  Settle();
  EXPECT_EQ(CashOf(kEmployer), Vnd(130));
  Read([&](soci::session& session) {
    const auto refunds = refund_store::List(session, kEmployer, "", 10);
    ASSERT_THAT(refunds, SizeIs(1));
    EXPECT_EQ(refunds[0].amount, Vnd(40));
    EXPECT_EQ(refunds[0].area, Code("303"));
    EXPECT_EQ(refunds[0].reason, "OVERPAID");
  });
  EXPECT_THAT(Differences(), IsEmpty());
}

TEST_P(PaymentStoreTest, TheCheckFindsAnItemThatWasTamperedWith) {
  Send({Parked("1", D("2024-02-20"), 100)});
  EXPECT_THAT(Differences(), IsEmpty());
  Must([](LedgerWrite& write) {
    write.session << "UPDATE suspense_item SET amount_vnd = 99";
    return absl::OkStatus();
  });
  EXPECT_THAT(Differences(), SizeIs(1));
}

TEST_P(PaymentStoreTest, ItemsAreListedByStateAndArea) {
  MatchedLine elsewhere = Parked("3", D("2024-02-20"), 3);
  elsewhere.row.area = Code("304");
  Send({Parked("1", D("2024-02-20"), 1), Parked("2", D("2024-02-20"), 2), elsewhere});
  EXPECT_EQ(Assign(1, kEmployer), absl::OkStatus());
  const auto ids = [&](suspense_store::Filter filter, int64_t after, int64_t limit) {
    std::vector<int64_t> found;
    Read([&](soci::session& session) {
      for (const SuspenseItem& item : suspense_store::List(session, filter, after, limit)) {
        found.push_back(item.id);
      }
    });
    return found;
  };
  EXPECT_THAT(ids({}, 0, 10), testing::ElementsAre(1, 2, 3));
  EXPECT_THAT(ids({}, 1, 1), testing::ElementsAre(2));
  EXPECT_THAT(ids({SuspenseState::kOpen, {}}, 0, 10), testing::ElementsAre(2, 3));
  EXPECT_THAT(ids({SuspenseState::kOpen, Code("304")}, 0, 10), testing::ElementsAre(3));
  EXPECT_THAT(ids({std::nullopt, Code("303")}, 0, 10), testing::ElementsAre(1, 2));
}

// What happens to one payment, in this order: it comes in; where it is parked it may
// be assigned or go back; it may bounce, or its payer may get it back.
struct Story {
  MatchedLine payment;
  bool parked = false;
  PayerId assigned_to;  // PayerId(): to nobody.
  bool item_refunded = false;
  bool refunded = false;
  bool bounced = false;
  Day bounce_day;
};

class RandomStatements : public PaymentStoreTest {
 protected:
  static std::vector<Story> MakeStories(std::mt19937& random) {
    const auto draw = [&](int low, int high) {
      return std::uniform_int_distribution<int>(low, high)(random);
    };
    std::vector<Story> stories;
    for (int i = 0; i < 30; ++i) {
      Story story;
      const Day day = Day::FromNumber(D("2024-01-05").number() + draw(0, 200));
      const PayerId payer = PayerId::Employer(draw(1, 4));
      story.parked = draw(0, 1) == 1;
      story.payment = story.parked ? Parked(absl::StrCat("P", i), day, draw(1, 500))
                                   : Paid(absl::StrCat("P", i), payer, day, draw(1, 500));
      if (draw(0, 4) == 0) story.payment.row.kind = TransactionKind::kPenaltyPayment;
      if (draw(0, 3) == 0) story.payment.row.area = Code("304");
      const int fate = draw(0, 3);
      if (story.parked && fate == 1) story.item_refunded = true;
      if (story.parked && fate >= 2) story.assigned_to = payer;
      story.bounce_day = Day::FromNumber(day.number() + draw(0, 40));
      story.bounced = !story.item_refunded && draw(0, 2) == 0;
      // Employer 4 is assessed for nothing, so what it pays and keeps is in hand.
      story.refunded = !story.parked && payer == PayerId::Employer(4) && !story.bounced &&
                       story.payment.row.kind == TransactionKind::kPayment && draw(0, 1) == 1;
      stories.push_back(story);
    }
    return stories;
  }

  int64_t ItemOf(const Story& story) {
    for (const SuspenseItem& item : Items()) {
      if (item.reference == story.payment.row.external_id) return item.id;
    }
    return 0;
  }

  // Lets all stories happen in a random order that keeps each of them in its own,
  // lines in random batches and some of them again.
  void Happen(const std::vector<Story>& stories, std::mt19937& random) {
    const auto draw = [&](int low, int high) {
      return std::uniform_int_distribution<int>(low, high)(random);
    };
    std::vector<MatchedLine> batch;
    std::vector<MatchedLine> sent;
    const auto flush = [&] {
      if (!sent.empty() && draw(0, 2) == 0) {
        batch.push_back(sent[static_cast<size_t>(draw(0, static_cast<int>(sent.size()) - 1))]);
      }
      std::shuffle(batch.begin(), batch.end(), random);
      EXPECT_THAT(Send(batch).faults, IsEmpty());
      sent.insert(sent.end(), batch.begin(), batch.end());
      batch.clear();
      if (draw(0, 3) == 0) Settle();
    };
    const auto send = [&](const MatchedLine& line) {
      batch.push_back(line);
      if (draw(0, 4) == 0) flush();
    };
    std::vector<std::deque<std::function<void()>>> steps;
    for (size_t i = 0; i < stories.size(); ++i) {
      const Story& story = stories[i];
      auto& own = steps.emplace_back();
      own.push_back([&, i] { send(stories[i].payment); });
      if (story.assigned_to != PayerId()) {
        own.push_back([&, i] {
          flush();
          EXPECT_EQ(Assign(ItemOf(stories[i]), stories[i].assigned_to), absl::OkStatus());
          EXPECT_FALSE(Assign(ItemOf(stories[i]), kEmployer).ok());
        });
      }
      if (story.item_refunded) {
        own.push_back([&, i] {
          flush();
          EXPECT_EQ(RefundItemOn(ItemOf(stories[i]), stories[i].bounce_day), absl::OkStatus());
        });
      }
      if (story.refunded) {
        own.push_back([&, i] {
          flush();
          const LedgerRow& row = stories[i].payment.row;
          EXPECT_EQ(RefundPayer(PayerId::Employer(4), stories[i].bounce_day,
                                row.amount.amount_vnd(), row.external_id, "OVERPAID", "303"),
                    absl::OkStatus());
        });
      }
      if (story.bounced) {
        own.push_back([&, i] {
          const LedgerRow& row = stories[i].payment.row;
          send(Bounced("B" + row.external_id, row.external_id, stories[i].bounce_day,
                       row.amount.amount_vnd()));
        });
      }
    }
    std::vector<size_t> order;
    for (size_t i = 0; i < steps.size(); ++i) order.insert(order.end(), steps[i].size(), i);
    std::shuffle(order.begin(), order.end(), random);
    for (const size_t i : order) {
      steps[i].front()();
      steps[i].pop_front();
    }
    flush();
    Settle();
  }

  // All that the ledger and the work list say, whatever the order in which they were
  // told.
  std::map<std::string, int64_t> Balances() {
    std::map<std::string, int64_t> balances;
    Read([&](soci::session& session) {
      std::vector<PayerId> payers = {PayerId::Suspense()};
      for (int id = 1; id <= 4; ++id) payers.push_back(PayerId::Employer(id));
      for (const auto& transaction : ledger_store::ListOfPayers(session, payers)) {
        for (const PostingLine& line : transaction.postings) {
          const std::string key = absl::StrCat(
              transaction.key.payer.ToName(), " ",
              std::string(TransactionKindText(transaction.kind)), " ", transaction.month.ToString(),
              " ", transaction.day.ToString(), " ", transaction.area.ToString(), " ",
              std::string(AccountText(line.account)));
          for (size_t fund = 0; fund < kFundCount; ++fund) {
            balances[absl::StrCat(key, " ", fund)] += line.funds[fund].amount_vnd();
          }
          balances[key] += line.unallocated.amount_vnd();
        }
      }
      for (const auto& [key, amounts] : totals_store::ReadTotals(session)) {
        const std::string at = absl::StrCat(key.area.ToString(), " ", key.month.ToString());
        balances[at + " collected"] = amounts.collected.amount_vnd();
        balances[at + " outstanding"] = amounts.outstanding_change.amount_vnd();
      }
    });
    for (const SuspenseItem& item : Items()) {
      balances[absl::StrCat("item ", item.reference, " ",
                            std::string(SuspenseStateText(item.state)), " ", item.payer.number())] =
          item.amount.amount_vnd();
    }
    std::erase_if(balances, [](const auto& entry) { return entry.second == 0; });
    return balances;
  }

  void BeginWithAssessments() {
    Begin();
    for (int id = 1; id <= 3; ++id) {
      for (const char* due : {"2024-01-31", "2024-03-31", "2024-05-31"}) {
        Assess(PayerId::Employer(id), absl::StrCat(id, due), D(due), 700 * id);
      }
    }
    Must([&](LedgerWrite& write) {
      account_store::SaveChargedThrough(write.session, *Month::Parse("2024-09"), write.now_us);
      account_store::EnqueueAll(write.session);
      return absl::OkStatus();
    });
  }
};

TEST_P(RandomStatements, AnyOrderAndBatchingEndInTheSameBalances) {
  for (const unsigned seed : {1u, 2u}) {
    SCOPED_TRACE(absl::StrCat("seed ", seed));
    std::mt19937 random(seed);
    const std::vector<Story> stories = MakeStories(random);
    BeginWithAssessments();
    Happen(stories, random);
    const auto first = Balances();
    EXPECT_THAT(Differences(), IsEmpty());
    BeginWithAssessments();
    Happen(stories, random);
    EXPECT_EQ(Balances(), first);
    EXPECT_THAT(Differences(), IsEmpty());

    // And in those that the stories tell of.
    std::map<PayerId, Vnd> cash;
    for (const Story& story : stories) {
      if (story.bounced || story.refunded || story.item_refunded) continue;
      const PayerId payer = story.assigned_to != PayerId()
                                ? story.assigned_to
                                : story.payment.match.payer.value_or(PayerId::Suspense());
      cash[payer] += story.payment.row.amount;
    }
    for (int id = 1; id <= 4; ++id) {
      EXPECT_EQ(CashOf(PayerId::Employer(id)), cash[PayerId::Employer(id)]);
    }
    EXPECT_EQ(CashOf(PayerId::Suspense()), cash[PayerId::Suspense()]);
  }
}

std::string EngineName(const testing::TestParamInfo<sql::Engine>& engine) {
  return engine.param == sql::Engine::kSqlite ? "Sqlite" : "Postgresql";
}
INSTANTIATE_TEST_SUITE_P(Engines, PaymentStoreTest,
                         testing::Values(sql::Engine::kSqlite, sql::Engine::kPostgresql),
                         EngineName);
INSTANTIATE_TEST_SUITE_P(Engines, RandomStatements,
                         testing::Values(sql::Engine::kSqlite, sql::Engine::kPostgresql),
                         EngineName);

}  // namespace
}  // namespace baophu::contribution
