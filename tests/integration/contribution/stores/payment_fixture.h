#ifndef BAOPHU_TESTS_INTEGRATION_CONTRIBUTION_STORES_PAYMENT_FIXTURE_H_
#define BAOPHU_TESTS_INTEGRATION_CONTRIBUTION_STORES_PAYMENT_FIXTURE_H_

#include <gtest/gtest.h>

#include <functional>
#include <string>
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
#include "tests/integration/contribution/stores/store_fixture.h"
#include "tests/support/test_database.h"

// Payments in the stores of one engine, and lines of statements.
namespace baophu::contribution {

inline Day D(std::string_view text) { return *Day::Parse(text); }

// Areas that stay as they are in all months.
inline std::vector<AreaRecord> StandingAreas() {
  const Month first = Month::FromYearMonth(2019, 1);
  return {{Code("31"), AreaLevel::kProvince, "", AreaCode(), first, Month::Max()},
          {Code("303"), AreaLevel::kDistrict, "", Code("31"), first, Month::Max()},
          {Code("304"), AreaLevel::kDistrict, "", Code("31"), first, Month::Max()}};
}

inline MatchedLine Line(TransactionKind kind, const std::string& reference, Day day,
                        int64_t amount_vnd, std::string_view area = "303") {
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

inline MatchedLine Paid(const std::string& reference, PayerId payer, Day day, int64_t amount_vnd) {
  MatchedLine line = Line(TransactionKind::kPayment, reference, day, amount_vnd);
  line.match.payer = payer;
  return line;
}

inline MatchedLine Parked(const std::string& reference, Day day, int64_t amount_vnd) {
  MatchedLine line = Line(TransactionKind::kPayment, reference, day, amount_vnd);
  line.match.reason = ParkReason::kUnknownPayer;
  line.sealed_text = "sealed";
  return line;
}

inline MatchedLine Bounced(const std::string& reference, const std::string& reverses, Day day,
                           int64_t amount_vnd) {
  MatchedLine line = Line(TransactionKind::kReversal, reference, day, amount_vnd);
  line.reverses = ReferenceOf("VCB", reverses);
  return line;
}

inline const PayerId kEmployer = PayerId::Employer(7);

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
      catalogue_store::ReplaceAreas(write.session, StandingAreas());
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

}  // namespace baophu::contribution

#endif  // BAOPHU_TESTS_INTEGRATION_CONTRIBUTION_STORES_PAYMENT_FIXTURE_H_
