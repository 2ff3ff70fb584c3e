#include "services/contribution/network/receipt_books/receipt_gate.h"

#include <algorithm>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "services/contribution/network/registry/registry_rules.h"

namespace baophu::contribution {
namespace {

absl::Status Refuse(std::string_view reason, std::string_view field, const std::string& problem,
                    const std::string& remedy) {
  return FaultStatus(absl::StatusCode::kInvalidArgument, reason, field, problem, remedy);
}

absl::Status CheckCollectorKnown(const Network& network, const std::string& field,
                                 const std::string& code, Day day) {
  if (network.collectors.On(code, day) != nullptr) return absl::OkStatus();
  return Refuse("UNKNOWN_COLLECTOR", field,
                absl::StrCat("no collector has this code on ", day.ToString()),
                "write the code of one that is known by then, or load it first");
}

absl::Status CheckHolder(const Network& network, const Holder& holder, Day day) {
  if (holder.kind == HolderKind::kOrganisation) {
    return CheckContractOn(network, "organisation", holder.code, day);
  }
  BAOPHU_TRY(CheckCollectorKnown(network, "collector", holder.code, day));
  return CheckContractOn(network, "collector",
                         network.collectors.On(holder.code, day)->organisation, day);
}

std::string RangeText(const NumberRange& range) {
  return absl::StrCat(range.first, " to ", range.last);
}

}  // namespace

absl::Status CheckCollected(const CollectedReceipt& receipt, CoverArea area, const Network& network,
                            const AreaCatalogue& areas, const NumberState& number) {
  const Day day = receipt.paid;
  BAOPHU_TRY(CheckCollectorKnown(network, "collector", receipt.collector, day));
  const Collector& collector = *network.collectors.On(receipt.collector, day);
  if (!collector.HasCardOn(day)) {
    return Refuse(
        "CARD_NOT_VALID", "collector",
        absl::StrCat("has a card that is valid from ", collector.card_from.ToString(), " through ",
                     collector.card_through.ToString(), ", not on ", day.ToString()),
        "load the renewed card first, or correct collector or paid_date");
  }
  BAOPHU_TRY(CheckContractOn(network, "collector", collector.organisation, day));
  if (!IsWithin(areas, area.code, collector.areas, day.month()) &&
      !IsWithin(areas, area.code, collector.areas, area.month)) {
    return Refuse(
        "OUTSIDE_AREA", "collector",
        absl::StrCat("may not collect in the area ", area.code.ToString(), " on ", day.ToString()),
        "correct cover_area or collector, or load the collector's areas first");
  }
  if (number.book == nullptr || number.book->issued > day) {
    return Refuse("NUMBER_NOT_ISSUED", "receipt_number",
                  number.book == nullptr
                      ? "is in no book of the series"
                      : absl::StrCat("is in a book that was issued on ",
                                     number.book->issued.ToString(), ", after paid_date"),
                  "correct series, number or day, or load the book first");
  }
  const Holder& holder = number.book->holder;
  const bool own = holder.kind == HolderKind::kOrganisation ? holder.code == collector.organisation
                                                            : holder.code == receipt.collector;
  if (!own) {
    return Refuse("BOOK_OF_ANOTHER", "receipt_number",
                  absl::StrCat("is in a book of ", holder.ToName()),
                  "correct the number, or the collector");
  }
  if (number.used) {
    return Refuse("NUMBER_USED", "receipt_number", "is that of a receipt that was taken before",
                  "correct the number; a number is used once, even if its receipt was annulled");
  }
  if (number.voided) {
    return Refuse("NUMBER_VOID", "receipt_number", "was declared void",
                  "correct the number; a void number cannot be used");
  }
  return absl::OkStatus();
}

absl::Status CheckBook(const ReceiptBook& book, const Network& network,
                       std::span<const ReceiptBook> of_series) {
  BAOPHU_TRY(CheckHolder(network, book.holder, book.issued));
  for (const ReceiptBook& other : of_series) {
    if (!other.numbers.Meets(book.numbers)) continue;
    return FaultStatus(absl::StatusCode::kAlreadyExists, "NUMBERS_TAKEN", "first_number",
                       absl::StrCat("meets the book ", RangeText(other.numbers), " of the series"),
                       "write numbers that are in no other book");
  }
  return absl::OkStatus();
}

absl::Status CheckVoid(const ReceiptVoid& mark, std::span<const ReceiptBook> of_series,
                       std::span<const ReceiptVoid> voids, bool any_used) {
  const auto book = std::find_if(of_series.begin(), of_series.end(), [&](const ReceiptBook& each) {
    return each.numbers.Holds(mark.numbers.first) && each.numbers.Holds(mark.numbers.last);
  });
  if (book == of_series.end() || book->issued > mark.day) {
    return Refuse("NUMBER_NOT_ISSUED", "number", "is in no book of the series that day",
                  "write numbers of one book, after it was issued");
  }
  if (any_used) {
    return Refuse("NUMBER_USED", "number", "has a receipt",
                  "leave numbers of receipts out; to take a receipt back, send a row that annuls");
  }
  for (const ReceiptVoid& other : voids) {
    if (!other.numbers.Meets(mark.numbers)) continue;
    return FaultStatus(absl::StatusCode::kAlreadyExists, "NUMBER_VOID", "number",
                       absl::StrCat("is void already with ", RangeText(other.numbers)),
                       "leave it out");
  }
  return absl::OkStatus();
}

absl::Status CheckHandover(const Handover& handover, const Network& network,
                           std::span<const ReceiptBook> of_series) {
  BAOPHU_TRY(CheckNetworkCode("handover", handover.code));
  // Money comes in after a contract has ended too.
  if (handover.holder.kind == HolderKind::kCollector) {
    BAOPHU_TRY(CheckCollectorKnown(network, "collector", handover.holder.code, handover.day));
  } else if (network.organisations.On(handover.holder.code, handover.day) == nullptr) {
    return Refuse("UNKNOWN_ORGANISATION", "organisation", "is not known on that day",
                  "write the code of one that is known by then, or load it first");
  }
  if (handover.amount <= Vnd()) {
    return InvalidField("amount_vnd", "is not above zero", "write what was handed over, in đồng");
  }
  const bool in_book =
      std::any_of(of_series.begin(), of_series.end(), [&](const ReceiptBook& each) {
        return handover.numbers.last == 0 || each.numbers.Meets(handover.numbers);
      });
  if (in_book) return absl::OkStatus();
  return Refuse("NUMBER_NOT_ISSUED", "series", "has no book with these numbers",
                "correct series or numbers, or load the book first");
}

}  // namespace baophu::contribution
