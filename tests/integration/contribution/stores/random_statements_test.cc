// Whatever becomes of payments of bank statements, in whatever order it is told, the
// balances are the same on SQLite and PostgreSQL.

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
#include "tests/integration/contribution/stores/payment_fixture.h"

namespace baophu::contribution {
namespace {

using ::testing::IsEmpty;

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

INSTANTIATE_TEST_SUITE_P(Engines, RandomStatements,
                         testing::Values(sql::Engine::kSqlite, sql::Engine::kPostgresql),
                         EngineName);

}  // namespace
}  // namespace baophu::contribution
