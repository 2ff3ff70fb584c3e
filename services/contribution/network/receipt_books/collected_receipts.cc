#include "services/contribution/network/receipt_books/collected_receipts.h"

#include <algorithm>
#include <utility>

#include "services/contribution/network/receipt_books/receipt_book_store.h"
#include "services/contribution/network/receipt_books/receipt_gate.h"
#include "services/contribution/network/registry/network_store.h"

namespace baophu::contribution {

CollectedReceipts::CollectedReceipts(soci::session& session, const AreaCatalogue& catalogue,
                                     std::span<const Receipt> receipts)
    : session_(session), catalogue_(catalogue) {
  std::map<std::string, std::vector<int64_t>> numbers;
  for (const Receipt& receipt : receipts) {
    if (receipt.collected.collector.empty()) continue;
    numbers[receipt.collected.series].push_back(receipt.collected.number);
  }
  if (numbers.empty()) return;
  network_ = network_store::ReadNetwork(session);
  for (auto& [name, of_series] : numbers) {
    std::sort(of_series.begin(), of_series.end());
    of_series.erase(std::unique(of_series.begin(), of_series.end()), of_series.end());
    Series& series = series_[name];
    series.books = receipt_book_store::ReadBooks(session, name);
    series.voids = receipt_book_store::ReadVoids(session, name);
    series.handovers = receipt_book_store::ReadHandovers(session, name);
    series.used = receipt_book_store::UsedOf(session, name, of_series);
  }
}

absl::Status CollectedReceipts::Check(const Receipt& receipt) const {
  const CollectedReceipt& collected = receipt.collected;
  if (collected.collector.empty()) return absl::OkStatus();
  const Series& series = series_.at(collected.series);
  NumberState state;
  for (const ReceiptBook& book : series.books) {
    if (book.numbers.Holds(collected.number)) state.book = &book;
  }
  state.used = series.used.contains(collected.number);
  state.voided =
      std::any_of(series.voids.begin(), series.voids.end(),
                  [&](const ReceiptVoid& mark) { return mark.numbers.Holds(collected.number); });
  return CheckCollected(collected, {receipt.cover_area, receipt.first}, network_, catalogue_,
                        state);
}

void CollectedReceipts::Take(const Receipt& receipt) {
  if (receipt.collected.collector.empty()) return;
  CollectedReceipt collected = receipt.collected;
  collected.reference = receipt.payment.reference;
  collected.organisation =
      network_.collectors.On(collected.collector, collected.paid)->organisation;
  Series& series = series_.at(collected.series);
  series.used.insert(collected.number);
  // Money may be handed over before the receipt is known here.
  const auto handover = std::find_if(series.handovers.begin(), series.handovers.end(),
                                     [&](const Handover& each) { return each.Covers(collected); });
  if (handover != series.handovers.end()) collected.handover_id = handover->handover_id;
  taken_.push_back(std::move(collected));
}

void CollectedReceipts::Flush() {
  if (taken_.empty()) return;
  receipt_book_store::AddReceipts(session_, taken_);
  std::map<int64_t, Vnd> more;
  for (const CollectedReceipt& receipt : taken_) {
    if (receipt.handover_id != 0) more[receipt.handover_id] += receipt.amount;
  }
  for (const auto& [handover_id, amount] : more) {
    receipt_book_store::ExpectMore(session_, handover_id, amount);
  }
  taken_.clear();
}

}  // namespace baophu::contribution
