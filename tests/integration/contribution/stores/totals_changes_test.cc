// Which records changed an area's amounts, the same on SQLite and PostgreSQL.

#include "services/contribution/totals/totals_changes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "common/feed/feed_log.h"
#include "services/contribution/participants/status_writer.h"
#include "tests/integration/contribution/stores/store_fixture.h"

namespace baophu::contribution {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class TotalsChangesTest : public StoreTest {
 protected:
  int64_t Revision() {
    int64_t revision = 0;
    Read([&](soci::session& session) { revision = ReadFeedBounds(session).revision; });
    return revision;
  }

  int64_t WriteOne(const LedgerRow& row) {
    Write({row});
    return Revision();
  }

  TotalsChanges Changes(std::string_view area, Month through, int64_t revision) {
    TotalsChanges changes;
    Read([&](soci::session& session) {
      changes =
          FindTotalsChanges(session, *catalogues_.Get(session), Code(area), through, revision);
    });
    return changes;
  }

  const PayerId payer_ = PayerId::Employer(1);
};

TEST_P(TotalsChangesTest, NamesTransactionsOfTheAreaByTheMonth) {
  Write({AssessmentOf("a", payer_, "11287", Day::LastOf(M(2024, 1)), 100),
         AssessmentOf("b", PayerId::Employer(2), "11284", Day::LastOf(M(2024, 3)), 100)});
  const int64_t revision = Revision();
  EXPECT_THAT(Changes("31", M(2024, 12), revision).records,
              ElementsAre("employers/1/transactions/1", "employers/2/transactions/2"));
  EXPECT_THAT(Changes("31", M(2024, 2), revision).records,
              ElementsAre("employers/1/transactions/1"));
  EXPECT_THAT(Changes("11284", M(2024, 12), revision).records,
              ElementsAre("employers/2/transactions/2"));
  EXPECT_THAT(Changes("304", M(2024, 12), revision).records,
              ElementsAre("employers/1/transactions/1", "employers/2/transactions/2"))
      << "11284 belongs to it in that month";
  EXPECT_THAT(Changes("303", M(2024, 12), revision).records, IsEmpty());
  EXPECT_THAT(Changes("31", M(2023, 12), revision).records, IsEmpty());
  EXPECT_FALSE(Changes("31", M(2023, 12), revision).only_derived);
}

// A debt counts where its payer's latest transaction is, wherever it is paid.
TEST_P(TotalsChangesTest, APaymentElsewhereBearsOnTheAreaOfTheDebt) {
  Write({AssessmentOf("a", payer_, "11287", Day::LastOf(M(2024, 1)), 100)});
  const int64_t paid = WriteOne(PaymentOf("b", payer_, "11284", Day::LastOf(M(2024, 2)), 60));
  EXPECT_THAT(Changes("11287", M(2024, 2), paid).records,
              ElementsAre("employers/1/transactions/2"));
  EXPECT_THAT(Changes("11287", M(2024, 1), paid).records, IsEmpty());
}

TEST_P(TotalsChangesTest, WhatOnlyFollowsIsSaidToFollow) {
  Write({AssessmentOf("a", payer_, "11287", Day::LastOf(M(2024, 1)), 100),
         PaymentOf("b", payer_, "11287", Day::LastOf(M(2024, 2)), 60)});
  const int64_t entered = Revision();
  SettleAll();
  const int64_t allocated = entered + 1;
  EXPECT_THAT(Changes("31", M(2024, 12), allocated).records, IsEmpty());
  EXPECT_TRUE(Changes("31", M(2024, 12), allocated).only_derived);
  EXPECT_FALSE(Changes("31", M(2024, 12), entered).only_derived);
}

TEST_P(TotalsChangesTest, AStatusIsNamedByItsEmployer) {
  Write({AssessmentOf("a", payer_, "11287", Day::LastOf(M(2024, 1)), 100),
         AssessmentOf("b", PayerId::Employer(2), "11284", Day::LastOf(M(2024, 1)), 100)});
  InCommit([&](Commit& commit) {
    soci::session& session = commit.session();
    totals_store::Apply(
        session, *catalogues_.Get(session),
        WriteStatuses(session, {{payer_, {{M(2023, 1), "ACTIVE"}, {M(2024, 3), "FROZEN"}}}},
                      commit.now_us()));
  });
  const int64_t frozen = Revision();
  EXPECT_THAT(Changes("304", M(2024, 12), frozen).records, ElementsAre("employers/1"));
  EXPECT_THAT(Changes("11284", M(2024, 12), frozen).records, IsEmpty());
}

TEST_P(TotalsChangesTest, TellsSoManyAndThatThereAreMore) {
  std::vector<LedgerRow> rows;
  for (int i = 0; i < 60; ++i) {
    rows.push_back(AssessmentOf(std::to_string(i), PayerId::Employer(i + 1), "11287",
                                Day::LastOf(M(2024, 1)), 100));
  }
  Write(rows);
  const TotalsChanges changes = Changes("31", M(2024, 1), Revision());
  EXPECT_EQ(changes.records.size(), TotalsChanges::kMaxRecords);
  EXPECT_TRUE(changes.more);
}

INSTANTIATE_TEST_SUITE_P(Engines, TotalsChangesTest,
                         testing::Values(sql::Engine::kSqlite, sql::Engine::kPostgresql),
                         EngineName);

}  // namespace
}  // namespace baophu::contribution
