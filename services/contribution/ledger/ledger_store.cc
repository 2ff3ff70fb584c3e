#include "services/contribution/ledger/ledger_store.h"

#include <limits>

#include "absl/strings/str_cat.h"
#include "common/sql/cursor.h"
#include "common/sql/row_batch.h"
#include "common/sql/write.h"

namespace baophu::contribution::ledger_store {
namespace {

constexpr char kTransactionColumns[] =
    "SELECT payer_id, transaction_id, kind, month, day, recorded_us, area, source, external_id "
    "FROM ledger_transaction ";

constexpr int kFundsRead = static_cast<int>(kFundCount);

// Takes `count` ids that follow each other; returns the first.
int64_t TakeTransactionIds(soci::session& session, int64_t count) {
  sql::Cursor next(session,
                   "UPDATE ledger_sequence SET next_transaction_id = next_transaction_id + "
                   "CAST(:n AS BIGINT) WHERE id = 1 RETURNING next_transaction_id",
                   {absl::StrCat(count)}, 1, 0);
  next.Next();
  return next.number(0) - count;
}

std::vector<StoredTransaction> ReadTransactions(soci::session& session, const std::string& where,
                                                const std::vector<std::string>& parameters) {
  std::vector<StoredTransaction> transactions;
  sql::Cursor cursor(session, absl::StrCat(kTransactionColumns, where), parameters, 6, 3);
  while (cursor.Next()) {
    transactions.push_back({{PayerId::FromNumber(cursor.number(0)), cursor.number(1)},
                            static_cast<TransactionKind>(cursor.number(2)),
                            AreaCode::FromTrusted(cursor.text(0)),
                            Month::FromNumber(static_cast<int32_t>(cursor.number(3))),
                            Day::FromNumber(static_cast<int32_t>(cursor.number(4))),
                            cursor.text(1),
                            cursor.text(2),
                            cursor.number(5),
                            {}});
  }
  return transactions;
}

// Reads postings, which come in the order of transactions, into theirs.
// Returns the keys of postings that have none.
std::vector<TransactionKey> ReadPostings(soci::session& session, const std::string& where,
                                         const std::vector<std::string>& parameters,
                                         std::vector<StoredTransaction>& transactions) {
  std::vector<TransactionKey> orphans;
  auto at = transactions.begin();
  sql::Cursor cursor(session,
                     absl::StrCat("SELECT payer_id, transaction_id, account, ", FundColumnList(""),
                                  ", unallocated_vnd FROM ledger_posting ", where),
                     parameters, 4 + kFundsRead, 0);
  while (cursor.Next()) {
    const TransactionKey key{PayerId::FromNumber(cursor.number(0)), cursor.number(1)};
    while (at != transactions.end() && at->key < key) ++at;
    if (at == transactions.end() || at->key != key) {
      if (orphans.empty() || orphans.back() != key) orphans.push_back(key);
      continue;
    }
    PostingLine line;
    line.account = static_cast<Account>(cursor.number(2));
    for (size_t i = 0; i < kFundCount; ++i) {
      line.funds[i] = Vnd(cursor.number(static_cast<int>(i) + 3));
    }
    line.unallocated = Vnd(cursor.number(3 + kFundsRead));
    at->postings.push_back(line);
  }
  return orphans;
}

int64_t Count(soci::session& session, const char* table) {
  long long count = 0;
  session << "SELECT COUNT(*) FROM " << table, soci::into(count);
  return count;
}

// Assessments of a payer in some months for which `condition` on `parameters` holds.
AssessedByDue SumAssessments(soci::session& session, PayerId payer, Month first, Month through,
                             const std::string& condition, std::vector<std::string> parameters) {
  parameters.insert(parameters.begin(), {absl::StrCat(payer.number()), absl::StrCat(first.number()),
                                         absl::StrCat(through.number())});
  std::string sums;
  for (const char* column : kFundColumns) {
    absl::StrAppend(&sums, ", CAST(SUM(p.", column, ") AS BIGINT)");
  }
  sql::Cursor cursor(
      session,
      absl::StrCat("SELECT t.month, t.day", sums,
                   " FROM ledger_transaction t JOIN ledger_posting p ON p.payer_id = t.payer_id "
                   "AND p.transaction_id = t.transaction_id WHERE t.payer_id = CAST(:p AS BIGINT) "
                   "AND t.month BETWEEN CAST(:f AS BIGINT) AND CAST(:t AS BIGINT) AND t.kind = ",
                   static_cast<int64_t>(TransactionKind::kAssessment), condition,
                   " AND p.account = ", static_cast<int64_t>(Account::kReceivable),
                   " GROUP BY t.month, t.day"),
      parameters, 2 + static_cast<int>(kFundCount), 0);
  AssessedByDue by_month;
  while (cursor.Next()) {
    FundAmounts& amounts = by_month[Month::FromNumber(static_cast<int32_t>(cursor.number(0)))]
                                   [Day::FromNumber(static_cast<int32_t>(cursor.number(1)))];
    for (size_t fund = 0; fund < kFundCount; ++fund) {
      amounts[fund] = Vnd(cursor.number(static_cast<int>(fund) + 2));
    }
  }
  return by_month;
}

}  // namespace

absl::flat_hash_map<KeyedHash, KeyedHash> FindReferences(soci::session& session,
                                                         std::span<const KeyedHash> references) {
  absl::flat_hash_map<KeyedHash, KeyedHash> digests;
  if (references.empty()) return digests;
  std::vector<int64_t> keys;
  keys.reserve(references.size());
  for (const KeyedHash& reference : references) keys.push_back(reference.high);
  // Half of a hash may find a row too many; the map is of whole ones.
  sql::Cursor cursor(
      session,
      absl::StrCat("SELECT r.reference_high, r.reference_low, r.digest_high, r.digest_low FROM ",
                   sql::IdTable(session, ":ids"),
                   " k CROSS JOIN ledger_reference r WHERE r.reference_high = k.value"),
      {sql::IdList(keys)}, 4, 0);
  while (cursor.Next()) {
    digests[KeyedHash{cursor.number(0), cursor.number(1)}] =
        KeyedHash{cursor.number(2), cursor.number(3)};
  }
  return digests;
}

void Insert(soci::session& session, std::span<const LedgerRow* const> rows, int64_t revision,
            int64_t now_us) {
  if (rows.empty()) return;
  sql::RowBatch transactions(
      "ledger_transaction", {"payer_id", "transaction_id", "kind", "area", "month", "day", "source",
                             "external_id", "recorded_us", "revision"});
  sql::RowBatch postings(
      "ledger_posting",
      WithFundColumns({"payer_id", "transaction_id", "account"}, {"unallocated_vnd"}));
  sql::RowBatch references("ledger_reference",
                           {"reference_high", "reference_low", "digest_high", "digest_low"});
  int64_t id = TakeTransactionIds(session, static_cast<int64_t>(rows.size()));
  for (const LedgerRow* row : rows) {
    transactions.Add(row->payer.number())
        .Add(id)
        .Add(static_cast<int64_t>(row->kind))
        .Add(row->area.text())
        .Add(row->month.number())
        .Add(row->day.number())
        .Add(row->source)
        .Add(row->external_id)
        .Add(row->recorded_us == 0 ? now_us : row->recorded_us)
        .Add(revision);
    for (const PostingLine& line : PostingsOf(*row)) {
      postings.Add(row->payer.number()).Add(id).Add(static_cast<int64_t>(line.account));
      for (const Vnd amount : line.funds) postings.Add(amount.amount_vnd());
      postings.Add(line.unallocated.amount_vnd());
    }
    ++id;
    if (IsDerived(row->kind)) continue;
    references.Add(row->reference.high)
        .Add(row->reference.low)
        .Add(row->digest.high)
        .Add(row->digest.low);
  }
  transactions.InsertInto(session);
  postings.InsertInto(session);
  references.InsertInto(session);
}

std::vector<StoredTransaction> ListOfPayer(soci::session& session, PayerId payer,
                                           int64_t after_transaction_id, int64_t limit) {
  const std::string payer_number = absl::StrCat(payer.number());
  const std::string after = absl::StrCat(after_transaction_id);
  std::vector<StoredTransaction> transactions = ReadTransactions(
      session,
      "WHERE payer_id = CAST(:p AS BIGINT) AND transaction_id > CAST(:a AS BIGINT) "
      "ORDER BY payer_id, transaction_id LIMIT CAST(:n AS BIGINT)",
      {payer_number, after, absl::StrCat(limit)});
  if (transactions.empty()) return transactions;
  ReadPostings(session,
               "WHERE payer_id = CAST(:p AS BIGINT) AND transaction_id > CAST(:a AS BIGINT) "
               "AND transaction_id <= CAST(:l AS BIGINT) "
               "ORDER BY payer_id, transaction_id, account",
               {payer_number, after, absl::StrCat(transactions.back().key.transaction_id)},
               transactions);
  return transactions;
}

std::vector<StoredTransaction> ListOfPayers(soci::session& session,
                                            std::span<const PayerId> payers) {
  std::vector<int64_t> ids;
  ids.reserve(payers.size());
  for (const PayerId payer : payers) ids.push_back(payer.number());
  const std::string condition =
      absl::StrCat("WHERE payer_id IN (SELECT value FROM ", sql::IdTable(session, ":ids"),
                   " k) ORDER BY payer_id, transaction_id");
  const std::string list = sql::IdList(ids);
  std::vector<StoredTransaction> transactions = ReadTransactions(session, condition, {list});
  ReadPostings(session, absl::StrCat(condition, ", account"), {list}, transactions);
  return transactions;
}

std::vector<StoredTransaction> ListKnown(soci::session& session, PayerId payer, int64_t known_us) {
  std::vector<StoredTransaction> transactions;
  sql::Cursor cursor(
      session,
      absl::StrCat("SELECT t.transaction_id, t.kind, t.month, t.day, t.recorded_us, p.account, ",
                   FundColumnList("p."),
                   ", p.unallocated_vnd, t.area, t.source, t.external_id "
                   "FROM ledger_transaction t CROSS JOIN ledger_posting p "
                   "WHERE t.payer_id = CAST(:p AS BIGINT) AND t.recorded_us <= CAST(:k AS BIGINT) "
                   "AND t.kind NOT IN (5, 6, 7) AND p.payer_id = t.payer_id "
                   "AND p.transaction_id = t.transaction_id "
                   "AND p.account = CASE t.kind WHEN 1 THEN 1 WHEN 8 THEN 5 WHEN 9 THEN 6 ELSE 3 "
                   "END ORDER BY t.payer_id, t.transaction_id"),
      {absl::StrCat(payer.number()), absl::StrCat(known_us)}, 7 + kFundsRead, 3);
  while (cursor.Next()) {
    StoredTransaction& transaction = transactions.emplace_back();
    transaction.key = {payer, cursor.number(0)};
    transaction.kind = static_cast<TransactionKind>(cursor.number(1));
    transaction.month = Month::FromNumber(static_cast<int32_t>(cursor.number(2)));
    transaction.day = Day::FromNumber(static_cast<int32_t>(cursor.number(3)));
    transaction.recorded_us = cursor.number(4);
    transaction.area = AreaCode::FromTrusted(cursor.text(0));
    transaction.source = cursor.text(1);
    transaction.external_id = cursor.text(2);
    PostingLine& line = transaction.postings.emplace_back();
    line.account = static_cast<Account>(cursor.number(5));
    for (size_t f = 0; f < kFundCount; ++f) {
      line.funds[f] = Vnd(cursor.number(6 + static_cast<int>(f)));
    }
    line.unallocated = Vnd(cursor.number(6 + kFundsRead));
  }
  return transactions;
}

FundAmounts AssessedFor(soci::session& session, PayerId payer, Month month) {
  FundAmounts sum;
  for (const auto& [of_month, by_due] : SumAssessments(session, payer, month, month, "", {})) {
    for (const auto& [due, amounts] : by_due) {
      for (size_t fund = 0; fund < kFundCount; ++fund) sum[fund] += amounts[fund];
    }
  }
  return sum;
}

AssessedByDue AssessedBySource(soci::session& session, PayerId payer, const std::string& source,
                               Month first, Month through) {
  return SumAssessments(session, payer, first, through, " AND t.source = :s", {source});
}

LedgerPage ReadPage(soci::session& session, TransactionKey after, int64_t limit) {
  LedgerPage page;
  const std::string payer = absl::StrCat(after.payer.number());
  const std::string id = absl::StrCat(after.transaction_id);
  page.transactions = ReadTransactions(
      session,
      "WHERE (payer_id, transaction_id) > (CAST(:p AS BIGINT), CAST(:t AS BIGINT)) "
      "ORDER BY payer_id, transaction_id LIMIT CAST(:n AS BIGINT)",
      {payer, id, absl::StrCat(limit)});
  // The last page takes all postings that are left, so that none is missed.
  constexpr int64_t kMax = std::numeric_limits<int64_t>::max();
  const bool last_page = static_cast<int64_t>(page.transactions.size()) < limit;
  const TransactionKey last =
      last_page ? TransactionKey{PayerId::FromNumber(kMax), kMax} : page.transactions.back().key;
  page.orphans = ReadPostings(
      session,
      "WHERE (payer_id, transaction_id) > (CAST(:p AS BIGINT), CAST(:t AS BIGINT)) "
      "AND (payer_id, transaction_id) <= (CAST(:lp AS BIGINT), CAST(:lt AS BIGINT)) "
      "ORDER BY payer_id, transaction_id, account",
      {payer, id, absl::StrCat(last.payer.number()), absl::StrCat(last.transaction_id)},
      page.transactions);
  return page;
}

Vnd ReadVolume(soci::session& session) {
  long long volume_vnd = 0;
  session << "SELECT volume_vnd FROM ledger_volume WHERE id = 1", soci::into(volume_vnd);
  return Vnd(volume_vnd);
}

void SaveVolume(soci::session& session, Vnd volume) {
  sql::Execute(session, "UPDATE ledger_volume SET volume_vnd = CAST(:v AS BIGINT) WHERE id = 1",
               {absl::StrCat(volume.amount_vnd())});
}

int64_t CountTransactions(soci::session& session) { return Count(session, "ledger_transaction"); }
int64_t CountReferences(soci::session& session) { return Count(session, "ledger_reference"); }

}  // namespace baophu::contribution::ledger_store
