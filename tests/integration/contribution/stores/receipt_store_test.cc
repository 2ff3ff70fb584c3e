// Receipts of those who pay alone in the tables, the same on SQLite and PostgreSQL.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/feed/committer.h"
#include "contribution_schema.h"
#include "services/contribution/participants/catalogue_store.h"
#include "services/contribution/receipts/receipt_writer.h"
#include "services/contribution/receipts/self_paid_store.h"
#include "services/contribution/verify/ledger_check.h"
#include "tests/support/test_database.h"

namespace baophu::contribution {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

const Law& TheLaw() {
  static const auto* const kLaw = new Law(*Law::Load("deploy/config/contribution"));
  return *kLaw;
}

Month M(int year, int month) { return Month::FromYearMonth(year, month); }
AreaCode Code(std::string_view text) { return AreaCode::FromTrusted(text); }

Receipt Row(const std::string& id, int64_t person_id, Month first, int64_t amount_vnd) {
  Receipt receipt;
  receipt.payment.kind = TransactionKind::kPayment;
  receipt.payment.source = "VNPOST";
  receipt.payment.external_id = id;
  receipt.payment.reference = ReferenceOf("VNPOST", id);
  receipt.payment.digest = {1, 1};
  receipt.payment.payer = *PayerId::FromName(absl::StrCat("people/", person_id));
  receipt.payment.area = Code("303");
  receipt.payment.day = Day::FirstOf(first);
  receipt.payment.month = first;
  receipt.payment.amount = Vnd(amount_vnd);
  receipt.cover_area = Code("303");
  return receipt;
}

Receipt Voluntary(const std::string& id, int64_t person_id, Month first, int64_t months) {
  Receipt receipt = Row(id, person_id, first, 297'000 * months);
  receipt.first = first;
  receipt.months = months;
  receipt.income = Vnd(1'500'000);
  receipt.group = "OTHER";
  receipt.people = {person_id};
  return receipt;
}

Receipt Annulment(const std::string& id, const Receipt& receipt) {
  Receipt row = Row(id, receipt.payment.payer.id(), receipt.payment.month + 1,
                    receipt.payment.amount.amount_vnd());
  row.annuls = receipt.payment.reference;
  return row;
}

class ReceiptStoreTest : public testing::TestWithParam<sql::Engine> {
 protected:
  ReceiptStoreTest() : clock_(database_.get()), committer_(database_.get(), clock_) {
    InCommit([&](Commit& commit) {
      catalogue_store::ReplaceAreas(
          commit.session(),
          {{Code("31"), AreaLevel::kProvince, "", AreaCode(), M(2019, 1), Month::Max()},
           {Code("303"), AreaLevel::kDistrict, "", Code("31"), M(2019, 1), Month::Max()}});
    });
  }

  void InCommit(const std::function<void(Commit&)>& work) {
    EXPECT_EQ(committer_
                  .Run([&](Commit& commit) -> absl::StatusOr<bool> {
                    work(commit);
                    return true;
                  })
                  .status()
                  .message(),
              "");
  }
  ReceiptOutcome Write(const std::vector<Receipt>& receipts) {
    ReceiptOutcome outcome;
    InCommit([&](Commit& commit) {
      outcome = WriteReceipts(commit.session(), TheLaw(), *catalogues_.Get(commit.session()),
                              receipts, commit.revision(), commit.now_us());
    });
    return outcome;
  }
  void Read(const std::function<void(soci::session&)>& work) {
    EXPECT_EQ(database_.get()
                  .Read([&](soci::session& session) {
                    work(session);
                    return absl::OkStatus();
                  })
                  .message(),
              "");
  }
  std::vector<PaidCover> CoversOf(std::vector<int64_t> people) {
    std::vector<PaidCover> covers;
    Read(
        [&](soci::session& session) { covers = self_paid_store::CoversOfPeople(session, people); });
    return covers;
  }
  int64_t Differences() {
    CheckState state;
    Read([&](soci::session& session) {
      EXPECT_EQ(CheckLedger(
                    session, TheLaw(), catalogues_,
                    [](const CheckState&) { return absl::OkStatus(); }, state),
                absl::OkStatus());
    });
    return static_cast<int64_t>(state.differences.size());
  }

  TestDatabase database_{GetParam(), ContributionMigrations()};
  RevisionClock clock_;
  Committer committer_;
  catalogue_store::CatalogueCache catalogues_;
};

TEST_P(ReceiptStoreTest, CoversAreReadAsTheyWereWritten) {
  const ReceiptOutcome outcome =
      Write({Voluntary("1", 5, M(2024, 9), 3), Voluntary("2", 6, M(2024, 10), 1)});
  EXPECT_EQ(outcome.accepted_count, 2);
  ASSERT_THAT(outcome.covers, SizeIs(2));
  const std::vector<PaidCover> covers = CoversOf({5, 6, 7});
  ASSERT_THAT(covers, SizeIs(2));
  EXPECT_EQ(covers[0], outcome.covers[0].cover);
  EXPECT_EQ(covers[1], outcome.covers[1].cover);
  EXPECT_LT(covers[0].cover_id, covers[1].cover_id);
  EXPECT_EQ(Differences(), 0);
}

TEST_P(ReceiptStoreTest, WhatIsAnnulledIsNotInForceButListed) {
  const Receipt receipt = Voluntary("1", 5, M(2024, 9), 3);
  Write({receipt});
  const ReceiptOutcome outcome = Write({Annulment("2", receipt)});
  EXPECT_THAT(outcome.faults, IsEmpty());
  ASSERT_THAT(outcome.covers, SizeIs(1));
  EXPECT_TRUE(outcome.covers[0].annulled);
  EXPECT_THAT(CoversOf({5}), IsEmpty());
  Read([&](soci::session& session) {
    const auto listed = self_paid_store::ListCovers(session, 0, 10);
    ASSERT_THAT(listed, SizeIs(1));
    EXPECT_TRUE(listed[0].annulled);
    EXPECT_THAT(self_paid_store::ListCovers(session, listed[0].cover.cover_id, 10), IsEmpty());
    EXPECT_TRUE(self_paid_store::FindReceipt(session, receipt.payment.reference)->annulled);
  });
  EXPECT_EQ(Differences(), 0);
}

// Whatever comes in which order and how often: no month of a person is paid twice,
// the sums are those of the rows that were taken, and a batch is what its rows one
// by one are.
TEST_P(ReceiptStoreTest, RandomReceiptsNeverPayAMonthTwice) {
  std::random_device device;
  const unsigned seed = device();
  RecordProperty("seed", std::to_string(seed));
  std::mt19937 random(seed);
  const auto any = [&](int64_t least, int64_t most) {
    return std::uniform_int_distribution<int64_t>(least, most)(random);
  };
  std::vector<Receipt> rows;
  for (int i = 0; i < 60; ++i) {
    if (i > 0 && any(0, 3) == 0) {
      const Receipt& earlier = rows[static_cast<size_t>(any(0, i - 1))];
      if (!earlier.annuls.has_value()) {
        rows.push_back(Annulment(absl::StrCat(i), earlier));
        continue;
      }
    }
    const Month first = M(2023, 1) + static_cast<int32_t>(any(0, 17));
    rows.push_back(Voluntary(absl::StrCat(i), any(1, 4), first, any(0, 1) == 0 ? 1 : 3));
  }
  int64_t accepted = 0;
  for (size_t at = 0; at < rows.size();) {
    const size_t count = std::min(static_cast<size_t>(any(1, 12)), rows.size() - at);
    accepted += Write({rows.begin() + static_cast<std::ptrdiff_t>(at),
                       rows.begin() + static_cast<std::ptrdiff_t>(at + count)})
                    .accepted_count;
    at += count;
  }
  EXPECT_GT(accepted, 0);
  std::vector<PaidCover> covers = CoversOf({1, 2, 3, 4});
  for (size_t a = 0; a < covers.size(); ++a) {
    for (size_t b = a + 1; b < covers.size(); ++b) {
      const bool apart = covers[a].through < covers[b].from || covers[b].through < covers[a].from;
      EXPECT_TRUE(apart || covers[a].person_id != covers[b].person_id) << "seed " << seed;
    }
  }
  EXPECT_EQ(Differences(), 0) << "seed " << seed;

  // The same rows again: those that were taken change nothing.
  int64_t again = 0;
  for (const Receipt& row : rows) again += Write({row}).unchanged_count;
  EXPECT_GE(again, accepted) << "seed " << seed;

  TestDatabase other(GetParam(), ContributionMigrations());
  RevisionClock clock(other.get());
  Committer committer(other.get(), clock);
  catalogue_store::CatalogueCache catalogues;
  std::vector<PaidCover> one_by_one;
  EXPECT_TRUE(committer
                  .Run([&](Commit& commit) -> absl::StatusOr<bool> {
                    for (const Receipt& row : rows) {
                      WriteReceipts(commit.session(), TheLaw(), *catalogues.Get(commit.session()),
                                    {&row, 1}, commit.revision(), commit.now_us());
                    }
                    one_by_one = self_paid_store::CoversOfPeople(commit.session(),
                                                                 std::vector<int64_t>{1, 2, 3, 4});
                    return true;
                  })
                  .ok());
  EXPECT_EQ(covers, one_by_one) << "seed " << seed;
}

INSTANTIATE_TEST_SUITE_P(Engines, ReceiptStoreTest,
                         testing::Values(sql::Engine::kSqlite, sql::Engine::kPostgresql),
                         [](const testing::TestParamInfo<sql::Engine>& engine) {
                           return engine.param == sql::Engine::kSqlite ? "Sqlite" : "Postgresql";
                         });

}  // namespace
}  // namespace baophu::contribution
