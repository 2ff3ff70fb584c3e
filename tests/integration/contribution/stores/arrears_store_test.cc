// What ageing reads of the ledger, the same on SQLite and PostgreSQL: what was
// known at a moment, and that it agrees with the totals of areas.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <limits>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/month/moment.h"
#include "services/contribution/ageing/arrears_reader.h"
#include "services/contribution/participants/status_writer.h"
#include "services/contribution/settlement/settlement.h"
#include "tests/integration/contribution/stores/store_fixture.h"

namespace baophu::contribution {
namespace {

using arrears_store::KnownAt;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr int64_t kNow = std::numeric_limits<int64_t>::max();

Day D(const std::string& text) { return *Day::Parse(text); }

LedgerRow RowOf(int id, TransactionKind kind, PayerId payer, std::string_view area, Day day,
                int64_t recorded_us) {
  LedgerRow row = Row(absl::StrCat(id), payer, area, day);
  row.kind = kind;
  row.recorded_us = recorded_us;
  return row;
}

class Ledger : public Store {
 public:
  using Store::Store;

  void SetStatuses(const EmployerStatuses& statuses, int64_t now_us) {
    InCommit([&](Commit& commit) {
      soci::session& session = commit.session();
      totals_store::Apply(session, *catalogues_.Get(session),
                          WriteStatuses(session, statuses, now_us));
    });
  }

  std::shared_ptr<const ArrearsPicture> Picture(Day as_of, int64_t known_us = kNow) {
    const auto picture = reader_.Read({as_of, known_us});
    EXPECT_EQ(picture.status().message(), "");
    return *picture;
  }

 private:
  ArrearsReader reader_{law_, database_.get(), catalogues_};
};

class ArrearsStoreTest : public testing::TestWithParam<sql::Engine> {
 protected:
  ArrearsStoreTest() : ledger_(GetParam()) {}

  int Pick(int least, int most) { return std::uniform_int_distribution<int>(least, most)(random_); }

  // Rows that were recorded in the order of `recorded_us`, some long after their day.
  std::vector<LedgerRow> AnyRows(int count) {
    const char* areas[] = {"11284", "11287", "304", "31"};
    std::vector<LedgerRow> rows;
    for (int i = 0; i < count; ++i) {
      // People and households are in the ledger too, and are no employers.
      const PayerId payer = Pick(0, 9) == 0 ? PayerId::FromNumber(4 * Pick(1, 9) + 2)
                                            : PayerId::Employer(Pick(1, 450));
      const Day day = Day::FromNumber(Day::FirstOf(M(2022, 11)).number() + Pick(0, 500));
      const int64_t recorded_us = EndOfVietnamDayUs(day) + Pick(0, 200) * kDayUs;
      LedgerRow row =
          RowOf(i, TransactionKind::kAssessment, payer, areas[Pick(0, 3)], day, recorded_us);
      switch (Pick(0, 3)) {
        case 0:
        case 1:
          row.month = day.month() - Pick(0, 3);
          row.funds = {Vnd(Pick(-20, 90)), Vnd(), Vnd(), Vnd(Pick(0, 9)), Vnd(Pick(0, 5))};
          break;
        case 2:
          row.kind = TransactionKind::kPayment;
          row.amount = Vnd(Pick(1, 150));
          break;
        default:
          row.kind = TransactionKind::kPenalty;
          row.amount = Vnd(Pick(1, 20));
      }
      rows.push_back(row);
      if (row.kind != TransactionKind::kPayment || Pick(0, 4) != 0) continue;
      // It bounces, and that becomes known no earlier.
      row.kind = TransactionKind::kReversal;
      row.external_id = absl::StrCat("bounced ", i);
      row.reference = ReferenceOf(row.source, row.external_id);
      row.day = Day::FromNumber(day.number() + Pick(0, 40));
      row.month = row.day.month();
      row.recorded_us += Pick(0, 50) * kDayUs;
      rows.push_back(std::move(row));
    }
    return rows;
  }

  const uint32_t seed_ = std::random_device()();
  const testing::ScopedTrace trace_{__FILE__, __LINE__, absl::StrCat("seed ", seed_)};
  std::mt19937 random_{seed_};
  Ledger ledger_;
};

TEST_P(ArrearsStoreTest, WhatWasKnownIsWhatALedgerOfOnlyThatSays) {
  const std::vector<LedgerRow> rows = AnyRows(3'000);
  ledger_.Write(rows);
  const Day known_day = Day::FromNumber(Day::FirstOf(M(2023, 5)).number() + Pick(0, 300));
  const int64_t known_us = EndOfVietnamDayUs(known_day);
  std::vector<LedgerRow> known;
  for (const LedgerRow& row : rows) {
    if (row.recorded_us <= known_us) known.push_back(row);
  }
  Ledger replay(GetParam());
  replay.Write(known);
  for (const Day as_of : {known_day, Day::FromNumber(known_day.number() - Pick(1, 90))}) {
    const auto picture = ledger_.Picture(as_of, known_us);
    EXPECT_EQ(picture->debts, replay.Picture(as_of)->debts);
    EXPECT_EQ(picture->assessed, replay.Picture(as_of)->assessed);
    EXPECT_GT(picture->debts.size(), 30u);
  }
}

TEST_P(ArrearsStoreTest, EachEmployerOwesWhatItsAccountSays) {
  ledger_.Write(AnyRows(2'000));
  const Day as_of = Day::FromNumber(Day::FirstOf(M(2023, 1)).number() + Pick(0, 400));
  std::map<PayerId, std::vector<OpenItem>> owed;
  ledger_.Read([&](soci::session& session) {
    for (int64_t id = 1; id <= 450; ++id) {
      const auto all = ledger_store::ListKnown(session, PayerId::Employer(id), kNow);
      const AccountHistory history =
          *FoldAccount(AccountOf(all, {}), ledger_.law_, std::nullopt, as_of);
      for (const ItemState& state : history.state.items) {
        if (state.open() == FundAmounts()) continue;
        owed[PayerId::Employer(id)].push_back({state.item.period, state.item.due, state.open()});
      }
    }
  });
  std::map<PayerId, std::vector<OpenItem>> read;
  for (const EmployerDebt& debt : ledger_.Picture(as_of)->debts) {
    if (!debt.items.empty()) read[debt.employer] = debt.items;
  }
  EXPECT_EQ(read, owed);
}

TEST_P(ArrearsStoreTest, AgreesWithTheTotalsOfAreasAtMonthsEnds) {
  // Employers alone: totals hold what other payers owe too.
  std::vector<LedgerRow> rows = AnyRows(2'000);
  std::erase_if(rows, [](const LedgerRow& row) { return !row.payer.is_employer(); });
  ledger_.Write(rows);
  EmployerStatuses statuses;
  for (int i = 0; i < 60; ++i) {
    const char* names[] = {"FROZEN", "SUSPENDED", "DISSOLVED", "MISSING"};
    const Month from = M(2022, 12) + Pick(0, 12);
    statuses[PayerId::Employer(Pick(1, 450))] = {
        {M(2020, 1), "ACTIVE"}, {from, names[Pick(0, 3)]}, {from + Pick(1, 9), "ACTIVE"}};
  }
  ledger_.SetStatuses(statuses, 1);
  for (Month month = M(2022, 12); month <= M(2024, 4); month = month + 1) {
    const auto picture = ledger_.Picture(Day::LastOf(month));
    for (const char* area : {"31", "303", "304", "11284", "11287"}) {
      Vnd owed;
      int64_t employers = 0;
      for (const EmployerDebt& debt : picture->debts) {
        if (!picture->Counts(debt.area, Code(area)) || StatusIsExcluded(debt.status)) continue;
        const Vnd overdue = Sum(debt.Overdue(Day::LastOf(month)));
        owed += overdue;
        if (overdue > Vnd()) ++employers;
      }
      Vnd outstanding;
      int64_t in_arrears = 0;
      ledger_.Read([&](soci::session& session) {
        for (const auto& change : totals_store::ReadArea(session, Code(area), month)) {
          outstanding += change.amounts.outstanding_change;
          in_arrears += change.amounts.in_arrears_change;
        }
      });
      EXPECT_EQ(owed, outstanding) << area << " " << month.ToString();
      EXPECT_EQ(employers, in_arrears) << area << " " << month.ToString();
    }
  }
}

TEST_P(ArrearsStoreTest, StatusesAreKnownFromWhenTheyCame) {
  const PayerId employer = PayerId::Employer(7);
  ledger_.Write({[&] {
    LedgerRow row = RowOf(1, TransactionKind::kAssessment, employer, "11287", D("2023-01-31"), 1);
    row.funds[kHealth] = Vnd(100);
    return row;
  }()});
  const auto status = [&](const std::string& as_of, int64_t known_us) {
    return ledger_.Picture(D(as_of), known_us)->debts.at(0).status;
  };
  EXPECT_EQ(status("2023-12-31", kNow), "");
  ledger_.SetStatuses({{employer, {{M(2020, 1), "ACTIVE"}}}}, 100);
  ledger_.SetStatuses({{employer, {{M(2020, 1), "ACTIVE"}}}}, 150);
  ledger_.SetStatuses({{employer, {{M(2020, 1), "ACTIVE"}, {M(2023, 6), "FROZEN"}}}}, 200);
  ledger_.SetStatuses({{employer, {}}}, 300);
  EXPECT_EQ(status("2023-12-31", 99), "");
  EXPECT_EQ(status("2023-12-31", 199), "ACTIVE");
  EXPECT_EQ(status("2023-05-31", 299), "ACTIVE");
  EXPECT_EQ(status("2023-06-01", 200), "FROZEN");
  EXPECT_EQ(status("2023-06-01", kNow), "");
  // Told again, it is not remembered again.
  ledger_.Read([&](soci::session& session) {
    int rows = 0;
    session << "SELECT COUNT(*) FROM payer_status_known", soci::into(rows);
    EXPECT_EQ(rows, 4);
  });
}

TEST_P(ArrearsStoreTest, StepsAndAssignmentsAreKnownFromWhenTheyCame) {
  LegalStep step;
  step.employer = PayerId::Employer(7);
  step.kind = LegalStepKind::kReminder;
  step.day = D("2025-10-01");
  step.delivered = D("2025-10-03");
  step.recorded_us = 100;
  step.number = "12/CV";
  step.note = "thư bảo đảm";
  ledger_.InCommit([&](Commit& commit) {
    step.step_id = evidence_store::AddStep(commit.session(), step);
    LegalStep annulment = step;
    annulment.annuls = step.step_id;
    annulment.recorded_us = 200;
    evidence_store::AddStep(commit.session(), annulment);
    evidence_store::AddAssignment(commit.session(),
                                  {0, PayerId(), Code("304"), D("2025-01-01"), 150, "CQ01"});
  });
  ledger_.Read([&](soci::session& session) {
    EXPECT_THAT(evidence_store::ReadSteps(session, 99), IsEmpty());
    const auto steps = evidence_store::ReadStepsOf(session, step.employer, 199);
    ASSERT_THAT(steps, SizeIs(1));
    EXPECT_EQ(steps[0].step_id, step.step_id);
    EXPECT_EQ(steps[0].delivered, step.delivered);
    EXPECT_EQ(steps[0].number, step.number);
    EXPECT_EQ(steps[0].note, step.note);
    EXPECT_THAT(RemindersOf(StepsInForce(steps, D("2025-12-31"))), ElementsAre(step.day));
    EXPECT_THAT(
        StepsInForce(evidence_store::ReadStepsOf(session, step.employer, 200), D("2025-12-31")),
        IsEmpty());
    EXPECT_THAT(evidence_store::ReadAssignments(session, 149), IsEmpty());
    EXPECT_THAT(evidence_store::ReadAssignments(session, 150), SizeIs(1));
  });
}

INSTANTIATE_TEST_SUITE_P(Engines, ArrearsStoreTest,
                         testing::Values(sql::Engine::kSqlite, sql::Engine::kPostgresql),
                         EngineName);

}  // namespace
}  // namespace baophu::contribution
