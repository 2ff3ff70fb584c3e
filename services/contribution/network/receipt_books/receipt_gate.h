#ifndef BAOPHU_SERVICES_CONTRIBUTION_NETWORK_RECEIPT_BOOKS_RECEIPT_GATE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_NETWORK_RECEIPT_BOOKS_RECEIPT_GATE_H_

#include <span>

#include "absl/status/status.h"
#include "common/area/area_catalogue.h"
#include "services/contribution/network/receipt_books/receipt_book.h"
#include "services/contribution/network/registry/network.h"

// Which receipts of collectors are taken, and which books and voids. Pure.
namespace baophu::contribution {

// What is known of a receipt's number.
struct NumberState {
  const ReceiptBook* book = nullptr;  // That holds it; null: none.
  bool used = false;
  bool voided = false;
};

// The area that counts the people of a receipt, and the month from which its code means it:
// the first one paid for. A code that a reform brings is not there yet when people pay ahead.
struct CoverArea {
  AreaCode code;
  Month month;
};

// Whether a collector could write this receipt for people of `area` on its day: known
// (UNKNOWN_COLLECTOR), with a valid card (CARD_NOT_VALID), of an organisation whose contract
// is in force (CONTRACT_NOT_IN_FORCE), inside its areas (OUTSIDE_AREA), with a number of a
// book that was issued to it or its organisation by then (NUMBER_NOT_ISSUED,
// BOOK_OF_ANOTHER), and that is neither used (NUMBER_USED) nor void (NUMBER_VOID).
absl::Status CheckCollected(const CollectedReceipt& receipt, CoverArea area, const Network& network,
                            const AreaCatalogue& areas, const NumberState& number);

// A book whose holder is known and has a contract on the day of issue, and none of whose
// numbers is in another book (`of_series`).
absl::Status CheckBook(const ReceiptBook& book, const Network& network,
                       std::span<const ReceiptBook> of_series);

// Numbers of one book, after its issue, none of them used or void yet.
absl::Status CheckVoid(const ReceiptVoid& mark, std::span<const ReceiptBook> of_series,
                       std::span<const ReceiptVoid> voids, bool any_used);

// A handover by someone known on its day; its numbers are in books of the series.
absl::Status CheckHandover(const Handover& handover, const Network& network,
                           std::span<const ReceiptBook> of_series);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_NETWORK_RECEIPT_BOOKS_RECEIPT_GATE_H_
