// The stores of the contribution service, the same on SQLite and PostgreSQL.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/contribution/arrears/payer_store.h"
#include "services/contribution/importing/ledger_writer.h"
#include "services/contribution/jobs/job_store.h"
#include "services/contribution/ledger/ledger_store.h"
#include "services/contribution/participants/status_writer.h"
#include "tests/integration/contribution/stores/store_fixture.h"

namespace baophu::contribution {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST_P(StoreTest, ListsAPayersTransactionsById) {
  const PayerId payer = PayerId::Employer(1);
  const Day day = Day::FirstOf(M(2024, 1));
  Write({AssessmentOf("a", payer, "11284", day, 5, 7), PaymentOf("b", payer, "11287", day, 3),
         PaymentOf("c", PayerId::Employer(2), "11287", day, 4)});
  Write({PaymentOf("d", payer, "11284", day, 1)});
  Read([&](soci::session& session) {
    const auto all = ledger_store::ListOfPayer(session, payer, 0, 10);
    ASSERT_THAT(all, SizeIs(3));
    EXPECT_EQ(all[0].external_id, "a");
    EXPECT_EQ(all[0].postings, MakePostings(TransactionKind::kAssessment,
                                            {Vnd(5), Vnd(), Vnd(), Vnd(7), Vnd()}, Vnd(), false));
    EXPECT_EQ(all[1].postings, MakePostings(TransactionKind::kPayment, {}, Vnd(3), false));
    EXPECT_EQ(all[2].external_id, "d");
    EXPECT_LT(all[0].key.transaction_id, all[1].key.transaction_id);
    const auto rest = ledger_store::ListOfPayer(session, payer, all[0].key.transaction_id, 1);
    ASSERT_THAT(rest, SizeIs(1));
    EXPECT_EQ(rest[0].external_id, "b");
    EXPECT_THAT(ledger_store::ListOfPayer(session, PayerId::Employer(3), 0, 10), IsEmpty());
  });
}

TEST_P(StoreTest, ATransactionKeepsWhenItWasRecorded) {
  LedgerRow old = PaymentOf("a", PayerId::Employer(1), "11287", Day::FirstOf(M(2024, 1)), 5);
  old.recorded_us = -1'500'000;
  Write({old, PaymentOf("b", PayerId::Employer(1), "11287", Day::FirstOf(M(2024, 1)), 5)});
  Read([&](soci::session& session) {
    const auto listed = ledger_store::ListOfPayer(session, PayerId::Employer(1), 0, 9);
    ASSERT_THAT(listed, SizeIs(2));
    EXPECT_EQ(listed[0].recorded_us, -1'500'000);
    EXPECT_GT(listed[1].recorded_us, 0) << "when it was committed";
  });
}

TEST_P(StoreTest, PagesHoldEveryTransactionOnceWithItsPostings) {
  std::vector<LedgerRow> rows;
  for (int i = 0; i < 25; ++i) {
    rows.push_back(PaymentOf(absl::StrCat(i), PayerId::Employer(1 + i % 4), "11287",
                             Day::FirstOf(M(2024, 1)), 1 + i));
  }
  Write(rows);
  Read([&](soci::session& session) {
    for (const int64_t limit : {1, 5, 7, 25, 26}) {
      std::vector<int64_t> ids;
      ledger_store::TransactionKey after;
      for (;;) {
        const auto page = ledger_store::ReadPage(session, after, limit);
        EXPECT_THAT(page.orphans, IsEmpty());
        for (const auto& transaction : page.transactions) {
          EXPECT_LT(after, transaction.key);
          EXPECT_THAT(transaction.postings, SizeIs(2));
          after = transaction.key;
          ids.push_back(transaction.key.transaction_id);
        }
        if (static_cast<int64_t>(page.transactions.size()) < limit) break;
      }
      EXPECT_THAT(ids, SizeIs(25)) << limit;
    }
  });
}

TEST_P(StoreTest, KnowsItsRowsAgain) {
  const LedgerRow row =
      PaymentOf("quote\"back\\slash", PayerId::Employer(1), "11287", Day::FirstOf(M(2024, 1)), 1);
  LedgerRow other = row;
  other.digest = {1, 2};
  EXPECT_EQ(Write({row}).accepted_count, 1);
  const WriteOutcome again = Write({row, other, row});
  EXPECT_EQ(again.accepted_count, 0);
  EXPECT_THAT(again.unchanged, SizeIs(2));
  EXPECT_THAT(again.conflicting, ElementsAre(1));
  EXPECT_THAT(again.touched, IsEmpty());
  EXPECT_EQ(At("31", M(2024, 12)).collected, Vnd(1));
}

TEST_P(StoreTest, AMonthHasDataOnceSomethingFallsDueInIt) {
  LedgerRow december =
      AssessmentOf("a", PayerId::Employer(1), "11287", Day::FirstOf(M(2026, 1)), 9);
  december.month = M(2025, 12);
  const WriteOutcome outcome = Write({december});
  Read([&](soci::session& session) {
    const totals_store::MonthCounts counts = totals_store::ReadMonthCounts(session);
    EXPECT_FALSE(totals_store::HasData(counts, M(2025, 11)));
    EXPECT_TRUE(totals_store::HasData(counts, M(2025, 12)));
    EXPECT_TRUE(totals_store::HasData(counts, M(2026, 1)));
    EXPECT_FALSE(totals_store::HasData(counts, M(2027, 1)));
  });
  EXPECT_EQ(outcome.touched.at(Code("303")), M(2025, 12)) << "has data as well from then on";
  EXPECT_THAT(Check().differences, IsEmpty());
}

TEST_P(StoreTest, DueMonthsOfAnEarlierSchemaAreCounted) {
  std::vector<LedgerRow> rows;
  for (const char* day : {"2024-02-29", "2024-03-01", "2025-12-31", "2026-01-01", "2100-02-28"}) {
    rows.push_back(AssessmentOf(day, PayerId::Employer(1), "11287", Day::Parse(day).value(), 9));
    rows.back().month = M(2023, 12);
  }
  Write(rows);
  InCommit([&](Commit& commit) {
    commit.session() << "DELETE FROM ledger_month";
    const long long own_month = M(2023, 12).number();
    commit.session() << "INSERT INTO ledger_month (month, transaction_count) VALUES (:m, 5)",
        soci::use(own_month);
    commit.session() << SchemaStep("0103_due_months.sql");
  });
  EXPECT_THAT(Check().differences, IsEmpty());
}

TEST_P(StoreTest, ARowThatSumsCouldNotTakeIsRefusedAlone) {
  constexpr int64_t kHalf = kMaxLedgerVolume.amount_vnd() / 2;
  const PayerId payer = PayerId::Employer(1);
  const Day day = Day::FirstOf(M(2024, 1));
  Write({AssessmentOf("a", payer, "11284", day, kHalf, -1)});
  const WriteOutcome outcome = Write({PaymentOf("b", payer, "11284", day, kHalf),
                                      AssessmentOf("c", payer, "11284", day, -3, 4),
                                      PaymentOf("d", payer, "11284", day, kHalf - 8)});
  EXPECT_EQ(outcome.accepted_count, 2);
  EXPECT_THAT(outcome.too_much, ElementsAre(0));
  EXPECT_THAT(Write({PaymentOf("e", payer, "11284", day, 1)}).too_much, ElementsAre(0));
  EXPECT_EQ(At("31", M(2024, 1)).outstanding_change, Vnd(8));
  EXPECT_THAT(Check().differences, IsEmpty());
}

TEST_P(StoreTest, TheVolumeOfAnEarlierSchemaIsAddedUp) {
  const PayerId payer = PayerId::Employer(1);
  const Day day = Day::FirstOf(M(2024, 1));
  Write({AssessmentOf("a", payer, "11284", day, 5, -7), PaymentOf("b", payer, "11284", day, 11)});
  InCommit([&](Commit& commit) {
    commit.session() << "DROP TABLE ledger_volume";
    const std::vector<std::string> statements =
        absl::StrSplit(SchemaStep("0104_ledger_volume.sql"), ";\n", absl::SkipWhitespace());
    for (const std::string& statement : statements) commit.session() << statement;
    EXPECT_EQ(ledger_store::ReadVolume(commit.session()), Vnd(23));
  });
}

TEST_P(StoreTest, StatusesAreReplacedForTheirEmployersOnly) {
  const PayerId first = PayerId::Employer(1);
  const PayerId second = PayerId::Employer(2);
  InCommit([&](Commit& commit) {
    payer_store::ReplaceStatuses(
        commit.session(), {{first, {{M(2024, 1), "FROZEN"}}}, {second, {{M(2024, 2), "ACTIVE"}}}});
  });
  InCommit([&](Commit& commit) {
    payer_store::ReplaceStatuses(commit.session(),
                                 {{first, {{M(2024, 3), "ACTIVE"}, {M(2024, 5), "MISSING"}}}});
  });
  Read([&](soci::session& session) {
    const auto histories =
        payer_store::Load(session, std::vector<int64_t>{first.number(), second.number(), 99});
    ASSERT_THAT(histories, SizeIs(2));
    EXPECT_THAT(histories.at(first).exclusions,
                ElementsAre(ExclusionChange{M(2024, 3), false}, ExclusionChange{M(2024, 5), true}));
    EXPECT_THAT(histories.at(second).exclusions, ElementsAre(ExclusionChange{M(2024, 2), false}));
  });
}

TEST_P(StoreTest, ANewCatalogueIsSeenByTheCacheAndRebuildsTotals) {
  Write({AssessmentOf("a", PayerId::Employer(1), "11284", Day::FirstOf(M(2023, 2)), 10)});
  EXPECT_EQ(At("303", M(2023, 6)).outstanding_change, Vnd(10));
  EXPECT_EQ(At("303", M(2023, 7)).outstanding_change, Vnd(0));
  EXPECT_EQ(At("304", M(2023, 7)).outstanding_change, Vnd(10));

  std::vector<AreaRecord> areas = Areas();
  areas[3].parent = Code("304");
  InCommit([&](Commit& commit) {
    EXPECT_TRUE(catalogue_store::ReplaceAreas(commit.session(), areas));
    EXPECT_FALSE(catalogue_store::ReplaceAreas(commit.session(), areas));
    totals_store::Rebuild(commit.session(), *catalogues_.Get(commit.session()));
  });
  EXPECT_EQ(At("303", M(2023, 6)).outstanding_change, Vnd(0));
  EXPECT_EQ(At("304", M(2023, 2)).outstanding_change, Vnd(10));
  EXPECT_THAT(Check().differences, IsEmpty());
}

TEST_P(StoreTest, RandomBatchesAndStatusesLeaveNothingToCorrect) {
  std::mt19937 random(7);
  const auto draw = [&](int low, int high) {
    return std::uniform_int_distribution<int>(low, high)(random);
  };
  const char* areas[] = {"11284", "11287", "304", "31"};
  int id = 0;
  for (int batch = 0; batch < 12; ++batch) {
    std::vector<LedgerRow> rows;
    for (int i = 0; i < 60; ++i) {
      // Some ids come again.
      const std::string external_id = absl::StrCat(draw(0, 9) == 0 ? draw(0, id) : id++);
      const PayerId payer = PayerId::FromNumber(4 * draw(1, 6) + draw(1, 3));
      const Day day = Day::FromNumber(Day::FirstOf(M(2022, 11)).number() + draw(0, 600));
      const char* area = areas[draw(0, 3)];
      rows.push_back(draw(0, 1) == 0
                         ? AssessmentOf(external_id, payer, area, day, draw(-20, 90), draw(0, 9))
                         : PaymentOf(external_id, payer, area, day, draw(1, 90)));
    }
    Write(rows);
    EmployerStatuses statuses;
    for (int i = draw(0, 3); i > 0; --i) {
      std::vector<payer_store::StatusSpan>& spans = statuses[PayerId::Employer(draw(1, 6))];
      spans.clear();
      Month from = M(2022, 6);
      for (const char* status : {"ACTIVE", "FROZEN", "ACTIVE", "MISSING"}) {
        spans.push_back({from, status});
        from = from + draw(1, 9);
      }
    }
    InCommit([&](Commit& commit) {
      soci::session& session = commit.session();
      totals_store::Apply(session, *catalogues_.Get(session),
                          WriteStatuses(session, statuses, commit.now_us()));
    });
  }
  EXPECT_THAT(Check().differences, IsEmpty());
  EXPECT_GT(Check().total_count, 500);
}

TEST_P(StoreTest, JobsOfAnEmployersWorkersHoldTheirOtherJobsToo) {
  const PayerId here = PayerId::Employer(7);
  const PayerId there = PayerId::Employer(3);
  const auto job = [](PayerId employer, int64_t person, Month from, Month through, int64_t wage) {
    return JobWage{employer, person, from, through, Vnd(wage), "WORKER", Code("11284")};
  };
  InCommit([&](Commit& commit) {
    job_store::SaveJobs(commit.session(),
                        std::vector<JobWage>{job(here, 1, M(2023, 1), Month::Max(), 10),
                                             job(there, 1, M(2022, 1), M(2022, 6), 20),
                                             job(here, 2, M(2023, 1), M(2023, 3), 30),
                                             job(there, 3, M(2023, 1), Month::Max(), 40)});
    job_store::SaveTerms(commit.session(), {{here, {Code("11284"), "BUDGET"}}});
  });
  InCommit([&](Commit& commit) {
    // The span ends now, and a raise follows it; sent twice, the last one stays.
    job_store::SaveJobs(commit.session(),
                        std::vector<JobWage>{job(here, 1, M(2023, 1), M(2023, 4), 99),
                                             job(here, 1, M(2023, 1), M(2023, 4), 10),
                                             job(here, 1, M(2023, 5), Month::Max(), 11)});
    job_store::SaveTerms(commit.session(), {{here, {Code("11287"), "ENTERPRISE"}}});
  });
  Read([&](soci::session& session) {
    EXPECT_THAT(job_store::JobsOfWorkers(session, here, M(2023, 5), M(2023, 5)),
                ElementsAre(job(there, 1, M(2022, 1), M(2022, 6), 20),
                            job(here, 1, M(2023, 1), M(2023, 4), 10),
                            job(here, 1, M(2023, 5), Month::Max(), 11)));
    EXPECT_THAT(job_store::JobsOfWorkers(session, here, M(2023, 3), M(2023, 3)), SizeIs(4));
    EXPECT_THAT(job_store::JobsOfWorkers(session, here, M(2022, 11), M(2022, 12)), IsEmpty());
    EXPECT_EQ(job_store::ReadTerms(session, here),
              (job_store::EmployerTerms{Code("11287"), "ENTERPRISE"}));
    EXPECT_THAT(job_store::EmployersOf(session, std::vector<int64_t>{1, 9}),
                testing::UnorderedElementsAre(here, there));
    EXPECT_EQ(job_store::ReadTerms(session, there), std::nullopt);
  });
  InCommit([&](Commit& commit) { job_store::Clear(commit.session()); });
  Read([&](soci::session& session) {
    EXPECT_THAT(job_store::JobsOfWorkers(session, here, M(2023, 5), M(2023, 5)), IsEmpty());
    EXPECT_EQ(job_store::ReadTerms(session, here), std::nullopt);
  });
}

TEST_P(StoreTest, AssessmentsOfAMonthAddUpByFund) {
  const PayerId payer = PayerId::Employer(7);
  Write({AssessmentOf("a", payer, "11284", Day::LastOf(M(2023, 5)), 100, 7),
         AssessmentOf("b", payer, "11284", Day::LastOf(M(2023, 5)), -30, 0),
         AssessmentOf("c", payer, "11284", Day::LastOf(M(2023, 6)), 1000, 70),
         PaymentOf("d", payer, "11284", Day::LastOf(M(2023, 5)), 50)});
  Read([&](soci::session& session) {
    EXPECT_EQ(ledger_store::AssessedFor(session, payer, M(2023, 5)),
              (FundAmounts{Vnd(70), Vnd(), Vnd(), Vnd(7), Vnd()}));
    EXPECT_EQ(ledger_store::AssessedFor(session, payer, M(2023, 7)), FundAmounts());
  });
}

TEST_P(StoreTest, SixteenWritersOnTheSamePayersEndWithWhatTheLedgerSays) {
  constexpr int kWriters = 16;
  constexpr int kBatches = 6;
  constexpr int kRows = 20;
  std::vector<std::thread> writers;
  for (int writer = 0; writer < kWriters; ++writer) {
    writers.emplace_back([&, writer] {
      for (int batch = 0; batch < kBatches; ++batch) {
        std::vector<LedgerRow> rows;
        for (int i = 0; i < kRows; ++i) {
          // Two writers each send the same rows.
          const std::string id = absl::StrCat(writer / 2, "-", batch, "-", i);
          const PayerId payer = PayerId::Employer(1 + i % 5);
          const Day day = Day::FirstOf(M(2023, 1 + (i + batch) % 12));
          rows.push_back(i % 3 == 0 ? PaymentOf(id, payer, "11287", day, 50)
                                    : AssessmentOf(id, payer, "11284", day, 30, 5));
        }
        Write(rows);
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  const CheckState check = Check();
  EXPECT_THAT(check.differences, IsEmpty());
  EXPECT_EQ(check.total_count, kWriters / 2 * kBatches * kRows);
}

INSTANTIATE_TEST_SUITE_P(Engines, StoreTest,
                         testing::Values(sql::Engine::kSqlite, sql::Engine::kPostgresql),
                         EngineName);

}  // namespace
}  // namespace baophu::contribution
