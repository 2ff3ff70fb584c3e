#include "services/contribution/verify/ledger_check.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <string_view>

#include "absl/container/btree_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "common/feed/feed_log.h"
#include "common/status/try.h"
#include "common/text/view.h"
#include "services/contribution/arrears/payer_store.h"
#include "services/contribution/ledger/ledger_store.h"
#include "services/contribution/settlement/account_store.h"
#include "services/contribution/settlement/settlement.h"
#include "services/contribution/suspense/suspense_store.h"
#include "services/contribution/totals/totals_store.h"
#include "services/contribution/verify/network_check.h"

namespace baophu::contribution {
namespace {

using ledger_store::LedgerPage;
using ledger_store::StoredTransaction;
using payer_store::PayerHistories;
using payer_store::PayerHistory;

constexpr int64_t kTransactionsPerPage = 5000;
// As many as CheckProgress carries.
constexpr size_t kMaxDifferences = 100;
constexpr int64_t kLastPayer = std::numeric_limits<int64_t>::max();

class Checker {
 public:
  Checker(soci::session& session, const Law& law, CheckState& state)
      : session_(session), law_(law), state_(state) {}

  absl::Status Run(const AreaCatalogue& catalogue, const CheckProgressCallback& progress) {
    state_.revision = ReadFeedBounds(session_).revision;
    state_.total_count = ledger_store::CountTransactions(session_);
    for (const PayerId payer : account_store::Waiting(session_, kLastPayer)) {
      waiting_.insert(payer);
    }
    for (const PayerId payer : account_store::WithProblem(session_)) waiting_.insert(payer);
    decisions_ = account_store::ReadAllDecisions(session_, kLastPayer);
    charged_through_ = account_store::ReadChargedThrough(session_, kLastPayer);
    debts_ = account_store::ReadAllDebts(session_);
    BAOPHU_TRY(progress(state_));
    ledger_store::TransactionKey after;
    for (bool last_page = false; !last_page;) {
      const LedgerPage page = ledger_store::ReadPage(session_, after, kTransactionsPerPage);
      last_page = static_cast<int64_t>(page.transactions.size()) < kTransactionsPerPage;
      for (const ledger_store::TransactionKey& orphan : page.orphans) {
        Differ(absl::StrCat("postings of transaction ", orphan.transaction_id,
                            " belong to no transaction of their payer"));
      }
      CheckReferences(page.transactions);
      for (const StoredTransaction& transaction : page.transactions) Take(transaction);
      // The last payer of a page may go on in the next one.
      const PayerId last =
          last_page ? PayerId::FromNumber(kLastPayer)
                    : PayerId::FromNumber(page.transactions.back().key.payer.number() - 1);
      BAOPHU_TRY(FinishPayers(last));
      if (!page.transactions.empty()) after = page.transactions.back().key;
      state_.done_count += static_cast<int64_t>(page.transactions.size());
      BAOPHU_TRY(progress(state_));
    }
    CompareTotals(catalogue);
    for (std::string& difference : CheckNetwork(session_, law_.collection())) {
      Differ(std::move(difference));
    }
    return absl::OkStatus();
  }

 private:
  void Differ(std::string difference) {
    ++state_.difference_count;
    if (state_.differences.size() < kMaxDifferences) {
      state_.differences.push_back(std::move(difference));
    }
  }

  void CheckReferences(const std::vector<StoredTransaction>& transactions) {
    std::vector<KeyedHash> references;
    std::vector<int64_t> ids;
    for (const StoredTransaction& transaction : transactions) {
      if (IsDerived(transaction.kind)) continue;
      references.push_back(ReferenceOf(transaction.source, transaction.external_id));
      ids.push_back(transaction.key.transaction_id);
    }
    reference_count_ += static_cast<int64_t>(references.size());
    const auto known = ledger_store::FindReferences(session_, references);
    for (size_t i = 0; i < references.size(); ++i) {
      if (known.contains(references[i])) continue;
      Differ(
          absl::StrCat("transaction ", ids[i], " has no reference of its source and external id"));
    }
  }

  void Take(const StoredTransaction& transaction) {
    if (!Balances(transaction.kind, transaction.postings)) {
      Differ(absl::StrCat("transaction ", transaction.key.transaction_id,
                          " does not balance: its postings add up to ",
                          TotalOf(transaction).amount_vnd(), " đồng or differ by fund"));
    }
    if (!IsDerived(transaction.kind)) volume_ += VolumeOf(transaction.postings);
    for (const PostingLine& line : transaction.postings) {
      if (line.account == Account::kSuspense) suspense_ += line.total();
    }
    const PostedAmounts amounts = AmountsOf(transaction.kind, transaction.postings);
    PayerHistory& history = computed_[transaction.key.payer];
    history.At(transaction.day.month())
        .Add(amounts.due, amounts.paid, transaction.day, transaction.area);
    own_[{transaction.area, FlowMonth(transaction.kind, transaction.month, transaction.day)}] +=
        FlowsOf(amounts);
    if (!IsDerived(transaction.kind)) {
      totals_store::Count(transaction.month, transaction.day, month_counts_);
    }
    transactions_[transaction.key.payer].push_back(transaction);
  }

  static Vnd TotalOf(const StoredTransaction& transaction) {
    Vnd total;
    for (const PostingLine& line : transaction.postings) total += line.total();
    return total;
  }

  // Compares and drops all payers up to `through`.
  absl::Status FinishPayers(PayerId through) {
    if (through <= finished_) return absl::OkStatus();
    PayerHistories stored = payer_store::LoadRange(session_, finished_, through);
    for (const auto& [payer, history] : stored) {
      if (!history.months.empty() && !computed_.contains(payer)) {
        Differ(absl::StrCat(payer.ToName(), " has months but no transactions"));
      }
    }
    for (auto at = computed_.begin(); at != computed_.end() && at->first <= through;) {
      PayerHistory& kept = stored[at->first];
      if (kept.months != at->second.months) {
        Differ(absl::StrCat("the months kept of ", at->first.ToName(),
                            " are not those of its transactions"));
      }
      at->second.exclusions = kept.exclusions;
      AddArrears(at->second.Fold(), at->first.is_employer(), 1, own_);
      BAOPHU_TRY(CheckSettlement(at->first, at->second));
      transactions_.erase(at->first);
      at = computed_.erase(at);
    }
    finished_ = through;
    return absl::OkStatus();
  }

  // Compares what is posted of a payer's allocations and interest with what its
  // other transactions and the law make.
  absl::Status CheckSettlement(PayerId payer, const PayerHistory& history) {
    const auto kept = debts_.find(payer);
    const std::vector<DebtStep> steps =
        kept == debts_.end() ? std::vector<DebtStep>() : kept->second;
    AddDebts(steps, 1, own_);
    if (payer.is_suspense() || waiting_.contains(payer)) return absl::OkStatus();
    BAOPHU_ASSIGN(const Settlement settlement,
                  Settle(transactions_[payer], decisions_[payer], law_, charged_through_));
    const DerivedAmounts missing = settlement.Missing();
    if (!missing.empty()) {
      const DerivedKey& first = missing.begin()->first;
      const std::string_view kind = TransactionKindText(first.kind);
      Differ(absl::StrCat(payer.ToName(), " lacks or has too much of ", missing.size(),
                          " derived amounts, first of ", View(kind), " for ",
                          first.month.ToString(), " on ", first.day.ToString()));
    }
    if (SplitByFund(history.Fold(), settlement.debts) != steps) {
      Differ(absl::StrCat("the debts kept of ", payer.ToName(),
                          " by fund are not those of its transactions"));
    }
    return absl::OkStatus();
  }

  void CompareTotals(const AreaCatalogue& catalogue) {
    EraseZeros(own_);
    Compare("the transactions of area ", own_, totals_store::ReadOwn(session_));
    Compare("area ", SpreadToAncestors(catalogue, own_), totals_store::ReadTotals(session_));
    totals_store::MonthCounts stored_counts = totals_store::ReadMonthCounts(session_);
    for (const auto& [month, count] : month_counts_) {
      if (stored_counts[month] != count) {
        Differ(absl::StrCat(month.ToString(), " is kept with ", stored_counts[month],
                            " transactions and has ", count));
      }
      stored_counts.erase(month);
    }
    for (const auto& [month, count] : stored_counts) {
      Differ(absl::StrCat(month.ToString(), " is kept with ", count, " transactions and has none"));
    }
    const Vnd stored_volume = ledger_store::ReadVolume(session_);
    if (stored_volume != volume_) {
      Differ(absl::StrCat("the ledger's volume is kept as ", stored_volume.amount_vnd(),
                          " đồng and is ", volume_.amount_vnd()));
    }
    if (const Vnd open = suspense_store::SumOpen(session_); open != -suspense_) {
      Differ(absl::StrCat("open suspense items come to ", open.amount_vnd(),
                          " đồng, and the suspense account to ", (-suspense_).amount_vnd()));
    }
    const int64_t reference_count = ledger_store::CountReferences(session_);
    if (reference_count != reference_count_) {
      Differ(absl::StrCat(reference_count, " references are kept of ", reference_count_,
                          " transactions"));
    }
  }

  void Compare(std::string_view what, const AreaMonthAmounts& computed,
               const AreaMonthAmounts& stored) {
    AreaMonthAmounts differences = stored;
    for (const auto& [key, amounts] : computed) differences[key] += -amounts;
    EraseZeros(differences);
    for (const auto& [key, amounts] : differences) {
      Differ(absl::StrCat(
          absl::string_view(what.data(), what.size()), key.area.ToString(), " in ",
          key.month.ToString(), ": kept amounts exceed the postings' by ",
          Sum(amounts.assessed).amount_vnd(), " assessed, ", amounts.collected.amount_vnd(),
          " collected, ", amounts.outstanding_change.amount_vnd(), " outstanding, ",
          Sum(amounts.allocated).amount_vnd(), " allocated, ", Sum(amounts.interest).amount_vnd(),
          " interest, ", Sum(amounts.interest_paid).amount_vnd(), " interest paid, ",
          Sum(amounts.fund_outstanding_change).amount_vnd(), " outstanding by fund (đồng), ",
          amounts.in_arrears_change, " employers, or differ by fund"));
    }
  }

  soci::session& session_;
  const Law& law_;
  CheckState& state_;
  absl::flat_hash_set<PayerId> waiting_;
  std::optional<Month> charged_through_;
  account_store::DebtSteps debts_;
  account_store::Decisions decisions_;
  // Payers that are not finished, and the last one that is.
  PayerHistories computed_;
  absl::btree_map<PayerId, std::vector<StoredTransaction>> transactions_;
  PayerId finished_;
  AreaMonthAmounts own_;
  totals_store::MonthCounts month_counts_;
  int64_t reference_count_ = 0;
  Vnd volume_;
  Vnd suspense_;  // Of the suspense account, below zero while it holds money.
};

}  // namespace

absl::Status CheckLedger(soci::session& session, const Law& law,
                         catalogue_store::CatalogueCache& catalogues,
                         const CheckProgressCallback& progress, CheckState& state) {
  state = CheckState();
  const std::shared_ptr<const AreaCatalogue> catalogue = catalogues.Get(session);
  return Checker(session, law, state).Run(*catalogue, progress);
}

}  // namespace baophu::contribution
