#ifndef BAOPHU_TESTS_INTEGRATION_CONTRIBUTION_STORES_STORE_FIXTURE_H_
#define BAOPHU_TESTS_INTEGRATION_CONTRIBUTION_STORES_STORE_FIXTURE_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "common/feed/committer.h"
#include "contribution_schema.h"
#include "services/contribution/importing/ledger_writer.h"
#include "services/contribution/ledger/ledger_row.h"
#include "services/contribution/participants/catalogue_store.h"
#include "services/contribution/settlement/account_writer.h"
#include "services/contribution/verify/ledger_check.h"
#include "tests/support/test_database.h"

// A contribution database with some areas, for tests of what is kept in it.
namespace baophu::contribution {

inline AreaCode Code(std::string_view text) { return AreaCode::FromTrusted(text); }
inline Month M(int year, int month) { return Month::FromYearMonth(year, month); }

inline std::vector<AreaRecord> Areas() {
  const Month first = M(2019, 1);
  return {
      {Code("31"), AreaLevel::kProvince, "", AreaCode(), first, Month::Max()},
      {Code("303"), AreaLevel::kDistrict, "", Code("31"), first, M(2023, 6)},
      {Code("304"), AreaLevel::kDistrict, "", Code("31"), first, Month::Max()},
      {Code("11284"), AreaLevel::kCommune, "", Code("303"), first, M(2023, 6)},
      {Code("11284"), AreaLevel::kCommune, "", Code("304"), M(2023, 7), Month::Max()},
      {Code("11287"), AreaLevel::kCommune, "", Code("304"), first, Month::Max()},
  };
}

inline LedgerRow Row(const std::string& id, PayerId payer, std::string_view area, Day day) {
  LedgerRow row;
  row.source = "test";
  row.external_id = id;
  row.reference = ReferenceOf(row.source, row.external_id);
  row.digest = {1, 1};
  row.payer = payer;
  row.area = Code(area);
  row.day = day;
  row.month = day.month();
  return row;
}

inline LedgerRow AssessmentOf(const std::string& id, PayerId payer, std::string_view area, Day day,
                              int64_t retirement_vnd, int64_t health_vnd = 0) {
  LedgerRow row = Row(id, payer, area, day);
  row.kind = TransactionKind::kAssessment;
  row.funds = {Vnd(retirement_vnd), Vnd(), Vnd(), Vnd(health_vnd)};
  return row;
}

inline LedgerRow PaymentOf(const std::string& id, PayerId payer, std::string_view area, Day day,
                           int64_t amount_vnd) {
  LedgerRow row = Row(id, payer, area, day);
  row.kind = TransactionKind::kPayment;
  row.amount = Vnd(amount_vnd);
  return row;
}

inline std::string SchemaStep(std::string_view name) {
  for (const sql::Migration& step : ContributionMigrations()) {
    if (step.name == name) return step.text;
  }
  ADD_FAILURE() << "there is no step " << name;
  return "";
}

// An empty ledger with these areas in a database of its own.
class Store {
 public:
  explicit Store(sql::Engine engine)
      : database_(engine, ContributionMigrations()),
        clock_(database_.get()),
        committer_(database_.get(), clock_) {
    InCommit([&](Commit& commit) { catalogue_store::ReplaceAreas(commit.session(), Areas()); });
  }

  void InCommit(const std::function<void(Commit&)>& work) {
    const absl::StatusOr<int64_t> revision =
        committer_.Run([&](Commit& commit) -> absl::StatusOr<bool> {
          work(commit);
          return true;
        });
    EXPECT_EQ(revision.status().message(), "");
  }

  WriteOutcome Write(const std::vector<LedgerRow>& rows) {
    WriteOutcome outcome;
    InCommit([&](Commit& commit) {
      outcome = WriteRows(commit.session(), *catalogues_.Get(commit.session()), rows,
                          commit.revision(), commit.now_us());
    });
    return outcome;
  }

  void Read(const std::function<void(soci::session&)>& work) {
    const absl::Status read = database_.get().Read([&](soci::session& session) {
      work(session);
      return absl::OkStatus();
    });
    EXPECT_EQ(read.message(), "");
  }

  CheckState Check() {
    CheckState state;
    Read([&](soci::session& session) {
      EXPECT_EQ(CheckLedger(
                    session, law_, catalogues_, [](const CheckState&) { return absl::OkStatus(); },
                    state),
                absl::OkStatus());
    });
    return state;
  }

  // Settles all payers that wait.
  void SettleAll() {
    for (int64_t settled = 1; settled > 0;) {
      InCommit([&](Commit& commit) {
        const SettleOutcome outcome =
            SettleWaiting(commit.session(), law_, *catalogues_.Get(commit.session()), 3,
                          commit.revision(), commit.now_us());
        settled = outcome.payer_count;
      });
    }
  }

  // The level or yearly sum of one area at a month's end.
  AreaAmounts At(std::string_view area, Month month) {
    AreaAmounts sum;
    Read([&](soci::session& session) {
      for (const auto& change : totals_store::ReadArea(session, Code(area), month)) {
        sum += change.amounts;
      }
    });
    return sum;
  }

  TestDatabase database_;
  RevisionClock clock_;
  Committer committer_;
  catalogue_store::CatalogueCache catalogues_;
  const Law law_ = *Law::Load("deploy/config/contribution");
};

class StoreTest : public testing::TestWithParam<sql::Engine>, public Store {
 protected:
  StoreTest() : Store(GetParam()) {}
};

inline std::string EngineName(const testing::TestParamInfo<sql::Engine>& engine) {
  return engine.param == sql::Engine::kSqlite ? "Sqlite" : "Postgresql";
}

}  // namespace baophu::contribution

#endif  // BAOPHU_TESTS_INTEGRATION_CONTRIBUTION_STORES_STORE_FIXTURE_H_
