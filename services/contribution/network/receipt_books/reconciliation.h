#ifndef BAOPHU_SERVICES_CONTRIBUTION_NETWORK_RECEIPT_BOOKS_RECONCILIATION_H_
#define BAOPHU_SERVICES_CONTRIBUTION_NETWORK_RECEIPT_BOOKS_RECONCILIATION_H_

#include <cstdint>
#include <span>
#include <vector>

#include "common/month/month.h"
#include "services/contribution/network/receipt_books/receipt_book.h"

// What became of the numbers of a book (quyết toán biên lai). Pure.
namespace baophu::contribution {

// A number that a receipt has.
struct UsedNumber {
  int64_t number = 0;
  Day paid;
  bool annulled = false;  // The receipt was taken back; its number stays used.
};

// Ranges are in order, and as long as they can be.
struct Reconciliation {
  int64_t issued_count = 0;
  int64_t used_count = 0;
  int64_t annulled_count = 0;  // Of those used.
  int64_t void_count = 0;
  int64_t gap_count = 0;
  int64_t unused_count = 0;
  std::vector<NumberRange> used;
  std::vector<NumberRange> voids;
  std::vector<NumberRange> gaps;    // Below the highest used number, neither used nor void.
  std::vector<NumberRange> unused;  // Above it.
};

// At the end of a day: receipts paid and voids entered by then. used + voids + gaps + unused
// are the numbers of the book, each once. What lies outside the book does not count, and a
// number both used and void, which is refused when it is entered, counts as used.
Reconciliation Reconcile(const NumberRange& book, std::span<const UsedNumber> used,
                         std::span<const ReceiptVoid> voids, Day as_of);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_NETWORK_RECEIPT_BOOKS_RECONCILIATION_H_
