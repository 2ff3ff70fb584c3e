#ifndef BAOPHU_SERVICES_CONTRIBUTION_NETWORK_RECEIPT_BOOKS_RECEIPT_BOOK_H_
#define BAOPHU_SERVICES_CONTRIBUTION_NETWORK_RECEIPT_BOOKS_RECEIPT_BOOK_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "common/keys/key_ring.h"
#include "common/money/vnd.h"
#include "common/month/month.h"
#include "services/contribution/network/registry/network.h"

// Books of numbered receipts (quyển biên lai thu tiền), what became of their numbers, and
// the money handed over for them. Pure.
namespace baophu::contribution {

// Numbers of receipts, both included; a number is 1 to 9,999,999,999.
struct NumberRange {
  int64_t first = 0;
  int64_t last = 0;

  int64_t count() const { return last - first + 1; }
  bool Holds(int64_t number) const { return first <= number && number <= last; }
  bool Meets(const NumberRange& other) const { return first <= other.last && other.first <= last; }

  friend auto operator<=>(const NumberRange&, const NumberRange&) = default;
};

// Who has books, or hands money over. Numbered as in the database.
enum class HolderKind { kCollector = 1, kOrganisation = 2 };

struct Holder {
  HolderKind kind = HolderKind::kCollector;
  std::string code;

  // `collectors/{code}` or `collectionOrganisations/{code}`.
  std::string ToName() const;
  friend auto operator<=>(const Holder&, const Holder&) = default;
};

// A book, named by its series and first number.
struct ReceiptBook {
  std::string series;
  NumberRange numbers;
  Day issued;
  Holder holder;
  Recorded recorded;
};

// Numbers that will never be used: spoilt, lost, or given back.
struct ReceiptVoid {
  std::string series;
  NumberRange numbers;
  Day day;
  std::string reason;
  Recorded recorded;
};

// A receipt that a collector wrote.
struct CollectedReceipt {
  std::string series;
  int64_t number = 0;
  KeyedHash reference;  // Of the receipt in the ledger.
  Day paid;
  Vnd amount;
  std::string collector;
  std::string organisation;  // The collector's on the day of payment.
  int64_t handover_id = 0;   // Of the handover of its money; 0: the collector has it.
};

// Money handed over for receipts of a series: those in `numbers`, or all where it is 0 to 0.
struct Handover {
  std::string code;
  int64_t handover_id = 0;
  Holder holder;
  Day day;
  Vnd amount;
  Vnd expected;  // What the receipts come to that it was given for.
  std::string series;
  NumberRange numbers;
  Recorded recorded;

  // Whether it was given for a receipt: one of the holder's and the series, paid by then.
  bool Covers(const CollectedReceipt& receipt) const;
};

// 1 to 20 capital letters, digits, dots, dashes and low lines.
absl::Status CheckSeries(const std::string& field, const std::string& series);
absl::Status CheckNumbers(const std::string& field, const NumberRange& numbers);

// `receiptBooks/{series}.{first number}`, and back: the number follows the last dot.
std::string BookName(const std::string& series, int64_t first_number);
struct BookKey {
  std::string series;
  int64_t first_number = 0;
};
absl::StatusOr<BookKey> ReadBookName(const std::string& field, const std::string& name);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_NETWORK_RECEIPT_BOOKS_RECEIPT_BOOK_H_
