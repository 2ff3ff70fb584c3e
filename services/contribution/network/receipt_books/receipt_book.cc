#include "services/contribution/network/receipt_books/receipt_book.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/status/fault.h"

namespace baophu::contribution {
namespace {

constexpr size_t kMostSeriesChars = 20;
constexpr int64_t kHighestNumber = 9'999'999'999;
// A book of more is several books; it bounds what a reconciliation reads.
constexpr int64_t kMostNumbers = 100'000;
constexpr std::string_view kBooks = "receiptBooks/";

bool IsSeries(std::string_view text) {
  return !text.empty() && text.size() <= kMostSeriesChars &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) {
           return absl::ascii_isupper(c) || absl::ascii_isdigit(c) || c == '.' || c == '-' ||
                  c == '_';
         });
}

}  // namespace

std::string Holder::ToName() const {
  return absl::StrCat(
      kind == HolderKind::kOrganisation ? "collectionOrganisations/" : "collectors/", code);
}

bool Handover::Covers(const CollectedReceipt& receipt) const {
  const std::string& code =
      holder.kind == HolderKind::kOrganisation ? receipt.organisation : receipt.collector;
  return code == holder.code && series == receipt.series && receipt.paid <= day &&
         (numbers.last == 0 || numbers.Holds(receipt.number));
}

absl::Status CheckSeries(const std::string& field, const std::string& series) {
  if (IsSeries(series)) return absl::OkStatus();
  return InvalidField(field, "is no series of receipts",
                      "write 1 to 20 capital letters, digits, dots, dashes and low lines, as AA24");
}

absl::Status CheckNumbers(const std::string& field, const NumberRange& numbers) {
  if (numbers.first < 1 || numbers.last < numbers.first || numbers.last > kHighestNumber) {
    return InvalidField(field, "is no range of numbers",
                        "write a first and a last number from 1 to 9999999999, in order");
  }
  if (numbers.count() <= kMostNumbers) return absl::OkStatus();
  return InvalidField(field, absl::StrCat("holds ", numbers.count(), " numbers"),
                      absl::StrCat("write at most ", kMostNumbers, " in one row"));
}

std::string BookName(const std::string& series, int64_t first_number) {
  return absl::StrCat("receiptBooks/", series, ".", first_number);
}

absl::StatusOr<BookKey> ReadBookName(const std::string& field, const std::string& name) {
  BookKey key;
  if (name.starts_with(kBooks)) {
    const std::string id = name.substr(kBooks.size());
    const size_t dot = id.rfind('.');
    if (dot != std::string::npos && IsSeries(id.substr(0, dot)) &&
        absl::SimpleAtoi(id.substr(dot + 1), &key.first_number) && key.first_number > 0) {
      key.series = id.substr(0, dot);
      return key;
    }
  }
  return InvalidField(field, "is not the name of a book",
                      "send receiptBooks/, a series, a dot and the book's first number");
}

}  // namespace baophu::contribution
