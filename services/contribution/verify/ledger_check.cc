#include "services/contribution/verify/ledger_check.h"

#include <algorithm>
#include <limits>

#include "absl/strings/str_cat.h"
#include "common/feed/feed_log.h"
#include "common/status/try.h"
#include "services/contribution/arrears/payer_store.h"
#include "services/contribution/ledger/ledger_store.h"
#include "services/contribution/totals/totals_store.h"

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
  Checker(soci::session& session, CheckState& state) : session_(session), state_(state) {}

  absl::Status Run(const AreaCatalogue& catalogue, const CheckProgressCallback& progress) {
    state_.revision = ReadFeedBounds(session_).revision;
    state_.total_count = ledger_store::CountTransactions(session_);
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
      FinishPayers(last);
      if (!page.transactions.empty()) after = page.transactions.back().key;
      state_.done_count += static_cast<int64_t>(page.transactions.size());
      BAOPHU_TRY(progress(state_));
    }
    CompareTotals(catalogue);
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
    for (const StoredTransaction& transaction : transactions) {
      references.push_back(ReferenceOf(transaction.source, transaction.external_id));
    }
    const auto known = ledger_store::FindReferences(session_, references);
    for (size_t i = 0; i < transactions.size(); ++i) {
      if (known.contains(references[i])) continue;
      Differ(absl::StrCat("transaction ", transactions[i].key.transaction_id,
                          " has no reference of its source and external id"));
    }
  }

  void Take(const StoredTransaction& transaction) {
    if (!Balances(transaction.kind, transaction.postings)) {
      Differ(absl::StrCat("transaction ", transaction.key.transaction_id,
                          " does not balance: its postings add up to ",
                          TotalOf(transaction).amount_vnd(), " đồng or differ by fund"));
    }
    volume_ += VolumeOf(transaction.postings);
    const PostedAmounts amounts = AmountsOf(transaction.kind, transaction.postings);
    PayerHistory& history = computed_[transaction.key.payer];
    history.At(transaction.day.month())
        .Add(amounts.due, amounts.paid, transaction.day, transaction.area);
    AreaAmounts flows;
    flows.assessed = amounts.assessed;
    flows.collected = amounts.collected;
    own_[{transaction.area, transaction.month}] += flows;
    totals_store::Count(transaction.month, transaction.day, month_counts_);
  }

  static Vnd TotalOf(const StoredTransaction& transaction) {
    Vnd total;
    for (const PostingLine& line : transaction.postings) total += line.total();
    return total;
  }

  // Compares and drops all payers up to `through`.
  void FinishPayers(PayerId through) {
    if (through <= finished_) return;
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
      at = computed_.erase(at);
    }
    finished_ = through;
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
    const int64_t reference_count = ledger_store::CountReferences(session_);
    if (reference_count != state_.done_count) {
      Differ(absl::StrCat(reference_count, " references are kept of ", state_.done_count,
                          " transactions"));
    }
  }

  void Compare(std::string_view what, const AreaMonthAmounts& computed,
               const AreaMonthAmounts& stored) {
    AreaMonthAmounts differences = stored;
    for (const auto& [key, amounts] : computed) differences[key] += -amounts;
    EraseZeros(differences);
    for (const auto& [key, amounts] : differences) {
      Differ(absl::StrCat(absl::string_view(what.data(), what.size()), key.area.ToString(), " in ",
                          key.month.ToString(), ": kept amounts exceed the postings' by ",
                          Sum(amounts.assessed).amount_vnd(), " assessed, ",
                          amounts.collected.amount_vnd(), " collected, ",
                          amounts.outstanding_change.amount_vnd(), " outstanding (đồng), ",
                          amounts.in_arrears_change, " employers"));
    }
  }

  soci::session& session_;
  CheckState& state_;
  // Payers that are not finished, and the last one that is.
  PayerHistories computed_;
  PayerId finished_;
  AreaMonthAmounts own_;
  totals_store::MonthCounts month_counts_;
  Vnd volume_;
};

}  // namespace

absl::Status CheckLedger(soci::session& session, catalogue_store::CatalogueCache& catalogues,
                         const CheckProgressCallback& progress, CheckState& state) {
  state = CheckState();
  const std::shared_ptr<const AreaCatalogue> catalogue = catalogues.Get(session);
  return Checker(session, state).Run(*catalogue, progress);
}

}  // namespace baophu::contribution
