// The collection network in the tables, the same on SQLite and PostgreSQL.

#include "services/contribution/network/registry/network_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/contribution/network/receipt_books/receipt_book_store.h"
#include "services/contribution/network/scorecards/fact_store.h"
#include "services/contribution/network/scorecards/quota_store.h"
#include "services/contribution/receipts/receipt_writer.h"
#include "services/contribution/receipts/self_paid_store.h"
#include "tests/integration/contribution/stores/store_fixture.h"

namespace baophu::contribution {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

Day D(std::string_view text) { return *Day::Parse(text); }

class NetworkStoreTest : public StoreTest {
 protected:
  NetworkStoreTest() {
    InCommit([&](Commit& commit) {
      soci::session& session = commit.session();
      CollectionOrganisation organisation;
      organisation.code = "BD";
      organisation.valid_from = organisation.contract_from = D("2019-01-01");
      organisation.display_name = "Bưu điện";
      organisation.kind = "POST";
      organisation.contract_number = "1/HĐ";
      network_store::Add(session, organisation);
      CollectionPoint point;
      point.code = "11287001";
      point.valid_from = D("2019-01-01");
      point.organisation = "BD";
      point.commune = Code("11287");
      point.code_scheme = "COMMUNE_NUMBER";
      point.number = "001";
      network_store::Add(session, point);
      for (const char* const code : {"A1", "A2"}) {
        Collector collector;
        collector.code = code;
        collector.valid_from = collector.card_from = D("2019-01-01");
        collector.card_through = D("2029-12-31");
        collector.organisation = "BD";
        collector.point = "11287001";
        collector.village_role = "NONE";
        collector.card_number = code;
        collector.areas = {Code("31")};
        network_store::Add(session, collector);
      }
      receipt_book_store::AddBook(
          session, {"AA", {1, 500}, D("2019-01-02"), {HolderKind::kOrganisation, "BD"}, {}});
    });
  }

  Receipt Voluntary(const std::string& id, int64_t person_id, Month first, int64_t months,
                    const std::string& collector = "", int64_t number = 0) {
    Receipt receipt;
    receipt.payment =
        Row(id, *PayerId::FromName(absl::StrCat("people/", person_id)), "304", Day::FirstOf(first));
    receipt.payment.kind = TransactionKind::kPayment;
    receipt.payment.amount = Vnd(297'000 * months);
    receipt.first = first;
    receipt.months = months;
    receipt.income = Vnd(1'500'000);
    receipt.group = "OTHER";
    receipt.people = {person_id};
    receipt.cover_area = Code("11287");
    if (!collector.empty()) {
      receipt.collected = {"AA",      number, {}, receipt.payment.day, receipt.payment.amount,
                           collector, "",     0};
    }
    return receipt;
  }
  Receipt Annulment(const std::string& id, const Receipt& receipt) {
    Receipt row;
    row.payment = Row(id, receipt.payment.payer, "304", Day::LastOf(receipt.payment.month + 1));
    row.payment.kind = TransactionKind::kPayment;
    row.payment.amount = receipt.payment.amount;
    row.annuls = receipt.payment.reference;
    return row;
  }
  ReceiptOutcome Write(const std::vector<Receipt>& receipts) {
    ReceiptOutcome outcome;
    InCommit([&](Commit& commit) {
      outcome = WriteReceipts(commit.session(), law_, *catalogues_.Get(commit.session()), receipts,
                              commit.revision(), commit.now_us());
    });
    return outcome;
  }
  std::string ReasonOf(const Receipt& receipt) {
    const ReceiptOutcome outcome = Write({receipt});
    return outcome.faults.empty() ? "" : outcome.faults.begin()->second.reason;
  }
  Handover HandOver(const std::string& code, const Holder& holder, std::string_view day,
                    int64_t amount_vnd, NumberRange numbers) {
    Handover handover;
    handover.code = code;
    handover.holder = holder;
    handover.day = D(day);
    handover.amount = Vnd(amount_vnd);
    handover.series = "AA";
    handover.numbers = numbers;
    InCommit([&](Commit& commit) { receipt_book_store::AddHandover(commit.session(), handover); });
    return handover;
  }
  Vnd Expected(const std::string& code) {
    Vnd expected;
    Read([&](soci::session& session) {
      expected = receipt_book_store::FindHandover(session, code)->expected;
    });
    return expected;
  }
  FactChanges Facts() {
    FactChanges facts;
    Read([&](soci::session& session) {
      facts = fact_store::Read(session, Month::Min(), Month::Max());
    });
    return facts;
  }
  bool Tell(const std::vector<LapseReason>& reasons) {
    bool changed = false;
    InCommit([&](Commit& commit) {
      changed =
          fact_store::WriteReasons(commit.session(), law_.collection(), reasons, commit.revision());
    });
    return changed;
  }
};

TEST_P(NetworkStoreTest, RecordsAreReadAsTheyWereWritten) {
  CooperativeInvitation invitation;
  invitation.code = "M-1";
  invitation.cooperative = "HTX mẫu";
  invitation.area = Code("11287");
  invitation.invited = D("2024-01-10");
  OrganisationSession meeting;
  meeting.code = "S-1";
  meeting.organisation = "BD";
  meeting.held = D("2024-02-01");
  meeting.causes = {{"MOVED_AWAY", 12}, {"NO_MONEY", 3}};
  meeting.quotas = {{QuotaGoal::kKeep, SelfPaidScheme::kVoluntary, 120},
                    {QuotaGoal::kWin, std::nullopt, 7}};
  meeting.new_points = 2;
  const Quota quota{
      {QuotaHolder::kCollector, "A1", QuotaGoal::kWin, std::nullopt, M(2024, 1), M(2024, 12)},
      9,
      {}};
  InCommit([&](Commit& commit) {
    network_store::Add(commit.session(), invitation);
    network_store::Add(commit.session(), meeting);
    quota_store::Add(commit.session(), quota);
  });
  // A later version holds.
  invitation.answer = InvitationAnswer::kDeclined;
  invitation.answered = D("2024-01-20");
  InCommit([&](Commit& commit) { network_store::Add(commit.session(), invitation); });
  Read([&](soci::session& session) {
    const Network network = network_store::ReadNetwork(session);
    EXPECT_EQ(network.organisations.On("BD", D("2024-01-01"))->display_name, "Bưu điện");
    EXPECT_EQ(network.points.On("11287001", D("2024-01-01"))->commune, Code("11287"));
    EXPECT_EQ(network.collectors.On("A2", D("2024-01-01"))->areas, std::vector{Code("31")});
    EXPECT_TRUE(SameContent(network_store::ReadInvitations(session).at("M-1"), invitation));
    EXPECT_TRUE(SameContent(network_store::ReadSessions(session).at("S-1"), meeting));
    EXPECT_EQ(quota_store::Read(session, {M(2024, 3), M(2024, 3)}).at(quota.key), 9);
    EXPECT_THAT(quota_store::Read(session, {M(2025, 1), M(2025, 1)}), IsEmpty());
  });
}

TEST_P(NetworkStoreTest, ANumberIsUsedOnceAlsoWithinABatchAndAfterAnAnnulment) {
  const Receipt first = Voluntary("1", 5, M(2024, 9), 3, "A1", 7);
  const ReceiptOutcome batch = Write({first, Voluntary("2", 6, M(2024, 9), 3, "A1", 7)});
  ASSERT_THAT(batch.faults, SizeIs(1));
  EXPECT_EQ(batch.faults.at(1).reason, "NUMBER_USED");
  Write({Annulment("3", first)});
  EXPECT_EQ(ReasonOf(Voluntary("4", 5, M(2024, 9), 3, "A1", 7)), "NUMBER_USED");
  EXPECT_EQ(ReasonOf(Voluntary("5", 5, M(2024, 9), 3, "A1", 501)), "NUMBER_NOT_ISSUED");
  EXPECT_EQ(ReasonOf(Voluntary("6", 5, M(2024, 9), 3, "A2", 8)), "");
  InCommit([&](Commit& commit) {
    receipt_book_store::AddVoid(commit.session(), {"AA", {9, 12}, D("2024-09-02"), "hỏng", {}});
  });
  EXPECT_EQ(ReasonOf(Voluntary("7", 7, M(2024, 9), 3, "A2", 10)), "NUMBER_VOID");
  Read([&](soci::session& session) {
    const auto used = receipt_book_store::ReadUsed(session, "AA", {1, 500});
    ASSERT_THAT(used, SizeIs(2));
    EXPECT_TRUE(used[0].annulled);
    EXPECT_FALSE(used[1].annulled);
  });
  EXPECT_THAT(Check().differences, IsEmpty());
}

TEST_P(NetworkStoreTest, WhatAReceiptBringsAnAnnulmentTakesBack) {
  Write({Voluntary("1", 5, M(2024, 6), 3, "A1", 1)});
  const FactChanges before = Facts();
  const Receipt renewal = Voluntary("2", 5, M(2024, 9), 3, "A2", 2);
  Write({renewal});
  const FactKey ends{M(2024, 8), "A1", Code("11287"), SelfPaidScheme::kVoluntary};
  EXPECT_EQ(Facts().facts.at(ends).renewed, 1);
  Write({Annulment("3", renewal)});
  EXPECT_EQ(Facts().facts, before.facts);
  EXPECT_EQ(Facts().facts.at(ends).renewed, 0);
}

TEST_P(NetworkStoreTest, AReasonCountsWhileTheCoverIsNotRenewed) {
  const LapseReason reason{5, SelfPaidScheme::kVoluntary, M(2024, 8), "NO_MONEY", D("2024-09-10")};
  EXPECT_TRUE(Tell({reason})) << "before the cover is known";
  Write({Voluntary("1", 5, M(2024, 6), 3, "A1", 1)});
  ASSERT_THAT(Facts().lapses, SizeIs(1));
  EXPECT_FALSE(Tell({reason})) << "the same again";
  LapseReason other = reason;
  other.reason = "MOVED_AWAY";
  EXPECT_TRUE(Tell({other}));
  ASSERT_THAT(Facts().lapses, SizeIs(1));
  EXPECT_EQ(Facts().lapses.begin()->first.reason, "MOVED_AWAY");
  EXPECT_THAT(Check().differences, IsEmpty());
  Write({Voluntary("2", 5, M(2024, 9), 3, "A1", 2)});
  EXPECT_THAT(Facts().lapses, IsEmpty());
  EXPECT_THAT(Check().differences, IsEmpty());
}

TEST_P(NetworkStoreTest, AHandoverIsForReceiptsOfItsNumbersWheneverTheyAreKnown) {
  Write({Voluntary("1", 5, M(2024, 9), 1, "A1", 1), Voluntary("2", 6, M(2024, 9), 1, "A2", 2)});
  HandOver("H-1", {HolderKind::kCollector, "A1"}, "2024-09-05", 600'000, {1, 3});
  EXPECT_EQ(Expected("H-1"), Vnd(297'000)) << "number 2 is another's";
  Write({Voluntary("3", 7, M(2024, 9), 1, "A1", 3)});
  EXPECT_EQ(Expected("H-1"), Vnd(594'000)) << "it was known later";
  HandOver("H-2", {HolderKind::kOrganisation, "BD"}, "2024-09-06", 297'000, {0, 0});
  EXPECT_EQ(Expected("H-2"), Vnd(297'000)) << "what no earlier one was for";
  Read([&](soci::session& session) {
    EXPECT_THAT(receipt_book_store::ReadOpenMoney(session), IsEmpty());
    const auto differences = receipt_book_store::ReadDifferences(session);
    ASSERT_THAT(differences, SizeIs(1));
    EXPECT_EQ(differences[0].code, "H-1");
  });
  Write({Voluntary("4", 8, M(2024, 10), 1, "A1", 4)});
  Read([&](soci::session& session) {
    const auto open = receipt_book_store::ReadOpenMoney(session);
    ASSERT_THAT(open, SizeIs(1));
    EXPECT_EQ(open[0].collector, "A1");
    EXPECT_EQ(open[0].amount, Vnd(297'000));
  });
  EXPECT_THAT(Check().differences, IsEmpty());
}

TEST_P(NetworkStoreTest, TotalsThatAreWrongAreFoundAndCountedAgain) {
  Write({Voluntary("1", 5, M(2024, 6), 3, "A1", 1)});
  const FactChanges right = Facts();
  InCommit([&](Commit& commit) {
    commit.session() << "UPDATE collection_fact SET due_count = due_count + 1";
    commit.session() << "UPDATE collection_fact_state SET rules_version = 0";
  });
  EXPECT_THAT(Check().differences, SizeIs(2));
  InCommit([&](Commit& commit) {
    EXPECT_TRUE(fact_store::RebuildUnlessCurrent(commit.session(), law_.collection()));
    EXPECT_FALSE(fact_store::RebuildUnlessCurrent(commit.session(), law_.collection()));
  });
  EXPECT_EQ(Facts().facts, right.facts);
  EXPECT_THAT(Check().differences, IsEmpty());
}

// Whatever receipts, annulments, reasons and handovers come in whatever order and batches:
// what is kept is what counting all again gives, and each receipt counts once.
TEST_P(NetworkStoreTest, OfRandomHistoriesKeptTotalsAreWhatTheRecordsSay) {
  const unsigned seed = std::random_device()();
  RecordProperty("seed", std::to_string(seed));
  std::mt19937 random(seed);
  const auto any = [&](int64_t least, int64_t most) {
    return std::uniform_int_distribution<int64_t>(least, most)(random);
  };
  std::vector<Receipt> rows;
  for (int step = 0; step < 60; ++step) {
    const int64_t what = any(0, 9);
    if (what == 0) {
      Tell({{any(1, 5), SelfPaidScheme::kVoluntary, M(2023, 1) + static_cast<int32_t>(any(0, 20)),
             any(0, 1) == 0 ? "NO_MONEY" : "DEATH", D("2024-01-01")}});
    } else if (what == 1) {
      const int64_t first = any(1, 60);
      HandOver(absl::StrCat("H-", step), {HolderKind::kCollector, any(0, 1) == 0 ? "A1" : "A2"},
               Day::LastOf(M(2023, 1) + static_cast<int32_t>(any(0, 20))).ToString(), 297'000,
               any(0, 3) == 0 ? NumberRange{0, 0} : NumberRange{first, first + any(0, 20)});
    } else {
      std::vector<Receipt> batch;
      for (int64_t i = any(1, 4); i > 0; --i) {
        const std::string id = absl::StrCat(step, "-", i);
        if (!rows.empty() && any(0, 3) == 0) {
          const Receipt& earlier =
              rows[static_cast<size_t>(any(0, static_cast<int64_t>(rows.size()) - 1))];
          batch.push_back(Annulment(id, earlier));
          continue;
        }
        const Month first = M(2023, 1) + static_cast<int32_t>(any(0, 17));
        const char* const collector = any(0, 2) == 0 ? "" : any(0, 1) == 0 ? "A1" : "A2";
        batch.push_back(
            Voluntary(id, any(1, 5), first, any(0, 1) == 0 ? 1 : 3, collector, any(1, 80)));
        rows.push_back(batch.back());
      }
      Write(batch);
    }
  }
  const CheckState state = Check();
  EXPECT_THAT(state.differences, IsEmpty()) << "seed " << seed;
  int64_t due = 0, paid = 0, covers = 0;
  for (const auto& [key, facts] : Facts().facts) {
    due += facts.due;
    paid += facts.paid();
  }
  Read([&](soci::session& session) {
    covers = static_cast<int64_t>(
        self_paid_store::CoversOfPeople(session, std::vector<int64_t>{1, 2, 3, 4, 5}).size());
  });
  EXPECT_GT(covers, 0);
  EXPECT_EQ(due, covers) << "seed " << seed;
  EXPECT_EQ(paid, covers) << "seed " << seed;
}

// What a scorecard reads is rows of totals: as many whatever the people are.
TEST_P(NetworkStoreTest, ThereAreAsManyRowsOfTotalsForTenTimesThePeople) {
  const auto row_count = [&] {
    long long count = 0;
    Read([&](soci::session& session) {
      session << "SELECT COUNT(*) FROM collection_fact", soci::into(count);
    });
    return count;
  };
  const auto pay = [&](int64_t from, int64_t count) {
    std::vector<Receipt> receipts;
    for (int64_t i = from; i < from + count; ++i) {
      receipts.push_back(Voluntary(absl::StrCat(i), i, M(2024, 9), 3, i % 2 == 0 ? "A1" : "A2", i));
    }
    EXPECT_THAT(Write(receipts).faults, IsEmpty());
  };
  pay(1, 20);
  const long long before = row_count();
  EXPECT_EQ(before, 4) << "two collectors, the month of payment and the last one";
  pay(21, 180);
  EXPECT_EQ(row_count(), before);
  EXPECT_THAT(Check().differences, IsEmpty());
}

// Covers of before there were scorecards count from the first start on.
TEST_P(NetworkStoreTest, CoversOfBeforeAreCounted) {
  TestDatabase database(GetParam(), [] {
    std::vector<sql::Migration> steps = ContributionMigrations();
    std::erase_if(steps, [](const sql::Migration& step) { return step.name.starts_with("02"); });
    return steps;
  }());
  const absl::Status filled = database.get().Write([&](soci::session& session) {
    session << "INSERT INTO self_paid_receipt (reference_high, reference_low, payer_id, scheme, "
               "from_month, months, paid_day, retirement_vnd, sickness_vnd, accident_vnd, "
               "health_vnd, unemployment_vnd, support_vnd, annulled, voluntary_retirement_vnd) "
               "VALUES (1, 2, 6, 2, 24296, 3, 20000, 0, 0, 0, 537030, 0, 0, 0, 0)";
    for (const int person : {1, 2}) {
      session << absl::StrCat(
          "INSERT INTO self_paid_cover (person_id, cover_id, scheme, from_month, through_month, "
          "payer_id, household_rank, supported_months, reference_high, reference_low, annulled, "
          "area, category) VALUES (",
          person, ", ", person, ", 2, 24296, 24298, 6, ", person,
          ", 0, 1, 2, 0, '304', "
          "'HOUSEHOLD')");
    }
    return absl::OkStatus();
  });
  ASSERT_EQ(filled.message(), "");
  ASSERT_EQ(database.get().Migrate(ContributionMigrations()).message(), "");
  FactChanges facts;
  const absl::Status counted = database.get().Write([&](soci::session& session) {
    EXPECT_TRUE(fact_store::RebuildUnlessCurrent(session, law_.collection()));
    facts = fact_store::Read(session, Month::Min(), Month::Max());
    return absl::OkStatus();
  });
  ASSERT_EQ(counted.message(), "");
  contribution::Facts sum;
  for (const auto& [key, each] : facts.facts) {
    EXPECT_EQ(key.collector, "");
    sum += each;
  }
  EXPECT_EQ(sum.due, 2);
  EXPECT_EQ(sum.won, 2);
  EXPECT_EQ(sum.money(), Vnd(537'030)) << "the receipt's amount counts once";
}

INSTANTIATE_TEST_SUITE_P(Engines, NetworkStoreTest,
                         testing::Values(sql::Engine::kSqlite, sql::Engine::kPostgresql),
                         EngineName);

}  // namespace
}  // namespace baophu::contribution
