// What is posted of allocations and interest, the same on SQLite and PostgreSQL.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/contribution/participants/status_writer.h"
#include "services/contribution/settlement/account_store.h"
#include "services/contribution/settlement/settlement.h"
#include "tests/integration/contribution/stores/store_fixture.h"

namespace baophu::contribution {
namespace {

using ::testing::IsEmpty;

std::vector<ledger_store::StoredTransaction> TransactionsOf(Store& store, PayerId payer) {
  std::vector<ledger_store::StoredTransaction> all;
  store.Read([&](soci::session& session) {
    all = ledger_store::ListOfPayers(session, {&payer, 1});
  });
  return all;
}

DerivedAmounts PostedOf(Store& store, PayerId payer) {
  const absl::StatusOr<Settlement> settlement =
      Settle(TransactionsOf(store, payer), {}, store.law_, std::nullopt);
  return settlement->posted;
}

void ChargeThrough(Store& store, Month month) {
  store.InCommit([&](Commit& commit) {
    account_store::SaveChargedThrough(commit.session(), month, commit.now_us());
    account_store::EnqueueAll(commit.session());
  });
}

class SettlementStoreTest : public StoreTest {};

TEST_P(SettlementStoreTest, PostsOnceAndOnlyWhatDiffers) {
  const PayerId payer = PayerId::Employer(1);
  Write({AssessmentOf("a", payer, "11287", Day::LastOf(M(2024, 1)), 100),
         PaymentOf("b", payer, "11287", Day::LastOf(M(2024, 2)), 60)});
  SettleAll();
  ASSERT_EQ(TransactionsOf(*this, payer).size(), 3u);
  EXPECT_EQ(At("31", M(2024, 2)).allocated[kRetirement], Vnd(60));
  EXPECT_EQ(At("31", M(2024, 1)).fund_outstanding_change[kRetirement], Vnd(100));
  EXPECT_EQ(At("31", M(2024, 2)).fund_outstanding_change[kRetirement], Vnd(40));

  // A correction of a month before takes the money, by lines of their own.
  LedgerRow december = AssessmentOf("c", payer, "11287", Day::LastOf(M(2023, 12)), 50);
  Write({december});
  SettleAll();
  EXPECT_EQ(TransactionsOf(*this, payer).size(), 6u);
  EXPECT_EQ(At("31", M(2024, 2)).allocated[kRetirement], Vnd(60));
  EXPECT_EQ(At("31", M(2024, 2)).fund_outstanding_change[kRetirement], Vnd(90));
  SettleAll();
  EXPECT_EQ(TransactionsOf(*this, payer).size(), 6u) << "nothing waits";
  EXPECT_THAT(Check().differences, IsEmpty());
}

TEST_P(SettlementStoreTest, AFrozenEmployersDebtByFundIsLeftOut) {
  const PayerId payer = PayerId::Employer(1);
  Write({AssessmentOf("a", payer, "11287", Day::LastOf(M(2024, 1)), 100, 7)});
  InCommit([&](Commit& commit) {
    soci::session& session = commit.session();
    totals_store::Apply(
        session, *catalogues_.Get(session),
        WriteStatuses(session, {{payer, {{M(2023, 1), "ACTIVE"}, {M(2024, 3), "FROZEN"}}}},
                      commit.now_us()));
  });
  SettleAll();
  EXPECT_EQ(At("31", M(2024, 2)).fund_outstanding_change[kHealth], Vnd(7));
  EXPECT_EQ(At("31", M(2024, 3)).fund_outstanding_change[kHealth], Vnd());
  EXPECT_THAT(Check().differences, IsEmpty());
}

TEST_P(SettlementStoreTest, InterestIsPostedForTheMonthsThatAreCharged) {
  const PayerId payer = PayerId::Employer(1);
  Write({AssessmentOf("a", payer, "11287", Day::LastOf(M(2025, 8)), 100'000'000)});
  SettleAll();
  EXPECT_EQ(At("31", M(2025, 12)).interest[kRetirement], Vnd());
  ChargeThrough(*this, M(2025, 9));
  SettleAll();
  EXPECT_EQ(At("31", M(2025, 12)).interest[kRetirement], Vnd(900'000));
  // It becomes known that it was paid ten days earlier than the month's end.
  Write({PaymentOf("b", payer, "11287", Day::Parse("2025-09-21").value(), 100'100'000)});
  SettleAll();
  EXPECT_EQ(At("31", M(2025, 12)).interest[kRetirement], Vnd(600'000));
  EXPECT_EQ(At("31", M(2025, 12)).interest_paid[kRetirement], Vnd(100'000));
  EXPECT_THAT(Check().differences, IsEmpty());
}

TEST_P(SettlementStoreTest, APayerThatTheLawDoesNotReachHoldsUpNobody) {
  const PayerId old = PayerId::Employer(1);
  const PayerId other = PayerId::Employer(2);
  // No interest is known of 1999, and no order of funds.
  Write({AssessmentOf("a", old, "11287", Day::LastOf(M(1999, 1)), 100),
         AssessmentOf("b", other, "11287", Day::LastOf(M(2024, 1)), 100),
         PaymentOf("c", other, "11287", Day::LastOf(M(2024, 1)), 60)});
  SettleAll();
  EXPECT_EQ(TransactionsOf(*this, other).size(), 3u);
  Read([&](soci::session& session) {
    EXPECT_EQ(account_store::CountWaiting(session), 0);
    EXPECT_EQ(account_store::WithProblem(session), std::vector<PayerId>{old});
  });
  EXPECT_THAT(Check().differences, IsEmpty());
}

TEST_P(SettlementStoreTest, TheCheckNamesAPayerWhoseAllocationsAreNotThoseOfTheLaw) {
  const PayerId payer = PayerId::Employer(1);
  Write({AssessmentOf("a", payer, "11287", Day::LastOf(M(2024, 1)), 100),
         PaymentOf("b", payer, "11287", Day::LastOf(M(2024, 1)), 60)});
  SettleAll();
  InCommit([&](Commit& commit) {
    commit.session() << "UPDATE ledger_transaction SET month = month - 1 WHERE kind = 5";
  });
  EXPECT_THAT(Check().differences,
              testing::Contains(testing::HasSubstr("employers/1 lacks or has too much")));
}

// Whatever the order of rows, their batches and the moments at which payers are
// settled in between, what is posted in the end is what all rows together make.
TEST_P(SettlementStoreTest, AnyOrderAndBatchesEndWithTheSameBalances) {
  const uint32_t seed = std::random_device()();
  SCOPED_TRACE(seed);
  std::mt19937 random(seed);
  const auto draw = [&](int low, int high) {
    return std::uniform_int_distribution<int>(low, high)(random);
  };
  std::vector<LedgerRow> rows;
  for (int i = 0; i < 250; ++i) {
    const PayerId payer = PayerId::FromNumber(4 * draw(1, 4) + draw(1, 3));
    const Day day = Day::FromNumber(Day::FirstOf(M(2024, 8)).number() + draw(0, 600));
    const char* area = draw(0, 3) == 0 ? "11284" : "11287";
    rows.push_back(draw(0, 1) == 0
                       ? AssessmentOf(absl::StrCat(i), payer, area, Day::LastOf(day.month()),
                                      draw(-2'000'000, 9'000'000), draw(0, 900'000))
                       : PaymentOf(absl::StrCat(i), payer, area, day, draw(1, 9'000'000)));
  }
  const auto load = [&](Store& store, std::vector<LedgerRow> shuffled) {
    std::shuffle(shuffled.begin(), shuffled.end(), random);
    for (size_t first = 0; first < shuffled.size();) {
      const size_t count = std::min(shuffled.size() - first, static_cast<size_t>(draw(1, 60)));
      store.Write({shuffled.begin() + static_cast<ptrdiff_t>(first),
                   shuffled.begin() + static_cast<ptrdiff_t>(first + count)});
      first += count;
      if (draw(0, 1) == 0) store.SettleAll();
    }
    store.SettleAll();
  };
  Store other(GetParam());
  for (Store* store : {static_cast<Store*>(this), &other}) {
    ChargeThrough(*store, M(2025, 10));
    load(*store, rows);
    EXPECT_THAT(store->Check().differences, IsEmpty());
  }
  std::set<PayerId> payers;
  for (const LedgerRow& row : rows) payers.insert(row.payer);
  for (const PayerId payer : payers) {
    EXPECT_EQ(PostedOf(*this, payer), PostedOf(other, payer)) << payer.ToName();
  }
  for (const int month : {1, 6, 12}) {
    EXPECT_EQ(At("31", M(2025, month)), other.At("31", M(2025, month)));
  }
}

INSTANTIATE_TEST_SUITE_P(Engines, SettlementStoreTest,
                         testing::Values(sql::Engine::kSqlite, sql::Engine::kPostgresql),
                         EngineName);

}  // namespace
}  // namespace baophu::contribution
