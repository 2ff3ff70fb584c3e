#include "services/contribution/network/receipt_books/reconciliation.h"

#include <algorithm>
#include <set>

namespace baophu::contribution {
namespace {

// Appends numbers that follow those appended before.
void Append(int64_t first, int64_t last, std::vector<NumberRange>& ranges, int64_t& count) {
  if (first > last) return;
  count += last - first + 1;
  if (!ranges.empty() && ranges.back().last + 1 == first) {
    ranges.back().last = last;
  } else {
    ranges.push_back({first, last});
  }
}

}  // namespace

Reconciliation Reconcile(const NumberRange& book, std::span<const UsedNumber> used,
                         std::span<const ReceiptVoid> voids, Day as_of) {
  Reconciliation result;
  result.issued_count = book.count();
  std::set<int64_t> taken;
  for (const UsedNumber& each : used) {
    if (each.paid > as_of || !book.Holds(each.number)) continue;
    if (taken.insert(each.number).second && each.annulled) ++result.annulled_count;
  }
  for (const int64_t number : taken) Append(number, number, result.used, result.used_count);

  std::vector<NumberRange> marked;
  for (const ReceiptVoid& each : voids) {
    if (each.day > as_of || !book.Meets(each.numbers)) continue;
    marked.push_back(
        {std::max(each.numbers.first, book.first), std::min(each.numbers.last, book.last)});
  }
  std::sort(marked.begin(), marked.end());

  // What lies between used numbers, in order: void, or else a gap or unused.
  const auto rest = [&](int64_t first, int64_t last, bool below) {
    std::vector<NumberRange>& ranges = below ? result.gaps : result.unused;
    int64_t& count = below ? result.gap_count : result.unused_count;
    int64_t at = first;
    for (const NumberRange& range : marked) {
      const int64_t from = std::max(range.first, at);
      const int64_t through = std::min(range.last, last);
      if (from > through) continue;
      Append(at, from - 1, ranges, count);
      Append(from, through, result.voids, result.void_count);
      at = through + 1;
    }
    Append(at, last, ranges, count);
  };
  int64_t at = book.first;
  for (const NumberRange& range : result.used) {
    rest(at, range.first - 1, true);
    at = range.last + 1;
  }
  rest(at, book.last, false);
  return result;
}

}  // namespace baophu::contribution
