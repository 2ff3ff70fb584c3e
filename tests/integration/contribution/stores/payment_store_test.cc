// Payments of bank statements, suspense and refunds in the stores, the same on SQLite
// and PostgreSQL.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <vector>

#include "tests/integration/contribution/stores/payment_fixture.h"

namespace baophu::contribution {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

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

INSTANTIATE_TEST_SUITE_P(Engines, PaymentStoreTest,
                         testing::Values(sql::Engine::kSqlite, sql::Engine::kPostgresql),
                         EngineName);

}  // namespace
}  // namespace baophu::contribution
