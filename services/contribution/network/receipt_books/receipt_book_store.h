#ifndef BAOPHU_SERVICES_CONTRIBUTION_NETWORK_RECEIPT_BOOKS_RECEIPT_BOOK_STORE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_NETWORK_RECEIPT_BOOKS_RECEIPT_BOOK_STORE_H_

#include <soci/soci.h>

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "services/contribution/network/receipt_books/receipt_book.h"
#include "services/contribution/network/receipt_books/reconciliation.h"

// Tables receipt_book, receipt_void, collected_receipt and collection_handover. Functions
// run inside a read or write of the database.
namespace baophu::contribution::receipt_book_store {

// Of a series, by first number.
std::vector<ReceiptBook> ReadBooks(soci::session& session, const std::string& series);
// Of all series, by series and first number.
std::vector<ReceiptBook> ReadAllBooks(soci::session& session);
void AddBook(soci::session& session, const ReceiptBook& book);

std::vector<ReceiptVoid> ReadVoids(soci::session& session, const std::string& series);
void AddVoid(soci::session& session, const ReceiptVoid& mark);

// Receipts of a series whose numbers lie in a range, by number.
std::vector<UsedNumber> ReadUsed(soci::session& session, const std::string& series,
                                 const NumberRange& numbers);
// Which of these numbers of a series have a receipt.
std::set<int64_t> UsedOf(soci::session& session, const std::string& series,
                         std::span<const int64_t> numbers);
void AddReceipts(soci::session& session, std::span<const CollectedReceipt> receipts);
// Marks the receipt of a collector; nothing happens where the receipt is none.
void AnnulReceipt(soci::session& session, const KeyedHash& reference, Day day);

// Handovers for receipts of a series, in the order in which they claim them: by day and id.
std::vector<Handover> ReadHandovers(soci::session& session, const std::string& series);
std::optional<Handover> FindHandover(soci::session& session, const std::string& code);
// Enters one, and gives it to the receipts that it covers and that no other has; sets its id
// and what was expected.
void AddHandover(soci::session& session, Handover& handover);
// Adds to what a handover was given for.
void ExpectMore(soci::session& session, int64_t handover_id, Vnd amount);

// Money of receipts in force that a collector has not handed over, by collector and day.
struct OpenMoney {
  std::string collector;
  Day paid;
  int64_t receipt_count = 0;
  Vnd amount;
};
std::vector<OpenMoney> ReadOpenMoney(soci::session& session);
// Handovers of another amount than their receipts', by holder and day. With `all`, of
// whatever amount.
std::vector<Handover> ReadDifferences(soci::session& session, bool all = false);

// What receipts come to that each handover claims, by id.
std::vector<std::pair<int64_t, Vnd>> SumOfHandovers(soci::session& session);
// Numbers whose receipt is annulled here and not in the ledger, is the other way round, or
// is missing there.
int64_t CountUnmatchedReceipts(soci::session& session);

}  // namespace baophu::contribution::receipt_book_store

#endif  // BAOPHU_SERVICES_CONTRIBUTION_NETWORK_RECEIPT_BOOKS_RECEIPT_BOOK_STORE_H_
