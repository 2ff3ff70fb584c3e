#include "services/contribution/payments/statement_rules.h"

#include <algorithm>
#include <charconv>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/text/normalise.h"
#include "common/text/view.h"

namespace baophu::contribution {
namespace {

constexpr size_t kMaxTextBytes = 1000;
// No bank's field for a code is longer; what is, is no code.
constexpr size_t kMaxCodeBytes = 100;
// Any more digits may not fit into 64 bits.
constexpr size_t kMaxDigits = 18;
constexpr std::string_view kDong = "VND";

bool AllDigits(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)); });
}

RowFault NotAnAmount() {
  return {"amount", "INVALID_AMOUNT", "is not an amount",
          "write digits without separators between thousands, as 2944000 or 2944000.00"};
}

// Three digits after a '.' are more likely thousands than a fraction: refused as
// what they are not, so that 1.000 never becomes one đồng.
std::optional<RowFault> CheckAmount(std::string_view text, int64_t max_amount_vnd, Vnd& amount) {
  const bool negative = text.starts_with("-");
  if (negative) text.remove_prefix(1);
  const size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view fraction =
      point == std::string_view::npos ? std::string_view("0") : text.substr(point + 1);
  if (whole.empty() || !AllDigits(whole) || fraction.empty() || fraction.size() > 2 ||
      !AllDigits(fraction)) {
    return NotAnAmount();
  }
  if (fraction.find_first_not_of('0') != std::string_view::npos) {
    return RowFault{"amount", "FRACTION_OF_DONG", "holds a fraction of a đồng",
                    "write whole đồng, as the bank booked them"};
  }
  const size_t first = std::min(whole.find_first_not_of('0'), whole.size());
  const std::string_view digits = whole.substr(first);
  if (negative || digits.empty()) {
    return RowFault{"amount", "INVALID_AMOUNT", "is zero or below",
                    "write the amount received in đồng, more than zero; a bounce is a row of "
                    "kind REVERSAL"};
  }
  int64_t amount_vnd = 0;
  if (digits.size() > kMaxDigits) return OverLimit("amount", max_amount_vnd);
  std::from_chars(digits.data(), digits.data() + digits.size(), amount_vnd);
  if (amount_vnd > max_amount_vnd) return OverLimit("amount", max_amount_vnd);
  amount = Vnd(amount_vnd);
  return std::nullopt;
}

std::optional<RowFault> CheckMoney(const StatementInput& input, const StatementLimits& limits,
                                   LedgerRow& row) {
  if (input.currency != kDong) {
    return RowFault{"currency", "OTHER_CURRENCY",
                    input.currency.empty() ? "is missing" : "is not VND",
                    "write VND; other money enters as the đồng that the bank booked for it"};
  }
  if (auto fault = CheckAmount(input.amount, limits.max_amount_vnd, row.amount)) return fault;
  const absl::StatusOr<Day> day = Day::Parse(input.value_date);
  if (!day.ok()) {
    return RowFault{"value_date", "INVALID_DATE", "is not a date",
                    "write YYYY-MM-DD with a day that exists"};
  }
  row.day = *day;
  row.month = day->month();
  return CheckNotFuture("value_date", row.day, limits.today);
}

// Control characters of a bank's lines, as line ends, part words as spaces do.
std::string WithoutControls(std::string_view text) {
  std::string spaced(text);
  for (char& c : spaced) {
    if (absl::ascii_iscntrl(static_cast<unsigned char>(c))) c = ' ';
  }
  return spaced;
}

std::optional<RowFault> CheckTexts(const StatementInput& input, StatementLine& line) {
  const struct {
    std::string_view field;
    std::string_view sent;
    size_t max_bytes;
    std::string& kept;
  } texts[] = {{"payer_code", input.payer_code, kMaxCodeBytes, line.payer_code},
               {"tax_code", input.tax_code, kMaxCodeBytes, line.tax_code},
               {"text", input.text, kMaxTextBytes, line.text}};
  for (const auto& text : texts) {
    absl::StatusOr<std::string> normal = NormaliseText(WithoutControls(text.sent), text.max_bytes);
    if (!normal.ok()) {
      return RowFault{
          text.field, "INVALID_TEXT",
          absl::StrCat("is longer than ", text.max_bytes, " bytes or holds no readable text"),
          "shorten it, or take out what cannot be read"};
    }
    text.kept = *std::move(normal);
  }
  return std::nullopt;
}

std::optional<RowFault> CheckReverses(const StatementInput& input, StatementLine& line) {
  if (!input.reversal) {
    if (input.reverses.empty()) return std::nullopt;
    return RowFault{"reverses", "NOT_A_REVERSAL", "names a line although this one is a PAYMENT",
                    "write REVERSAL as its kind, or leave reverses empty"};
  }
  line.reverses = ReadExternalId(input.reverses);
  if (!line.reverses.empty()) return std::nullopt;
  return RowFault{"reverses", "MISSING_REVERSED", "does not name the line that bounced",
                  "write the reference that this bank gave it"};
}

}  // namespace

std::optional<RowFault> CheckStatementLine(const StatementInput& input,
                                           const AreaCatalogue& catalogue,
                                           const StatementLimits& limits, StatementLine& line) {
  line = StatementLine();
  LedgerRow& row = line.row;
  row.kind = input.reversal  ? TransactionKind::kReversal
             : input.penalty ? TransactionKind::kPenaltyPayment
                             : TransactionKind::kPayment;
  if (auto fault = CheckReference(input.source, input.reference, row)) {
    if (fault->field == "external_id") fault->field = "reference";
    return fault;
  }
  if (auto fault = CheckMoney(input, limits, row)) return fault;
  if (auto fault = CheckRecordedTime(input.recorded_seconds, input.recorded_nanos, row)) {
    return fault;
  }
  if (auto fault = CheckReverses(input, line)) return fault;
  if (auto fault = CheckTexts(input, line)) return fault;
  return CheckArea(input.area, catalogue, row);
}

std::string ContentOf(const StatementLine& line) {
  const LedgerRow& row = line.row;
  // No part can hold a line end: all of them are in normal form.
  return absl::StrCat(static_cast<int>(row.kind), "\n", row.source, "\n", row.external_id, "\n",
                      row.area.ToString(), "\n", row.day.ToString(), "\n", row.amount.amount_vnd(),
                      "\n", line.payer_code, "\n", line.tax_code, "\n", line.text, "\n",
                      line.reverses, "\n", row.recorded_us);
}

std::optional<RowFault> CheckReversal(const LedgerRow& reversal,
                                      const std::optional<ReversedPayment>& payment) {
  if (!payment.has_value()) {
    return RowFault{"reverses", "UNKNOWN_PAYMENT",
                    "no line of this source's statements has this reference",
                    "send that line first, or correct the reference"};
  }
  if (payment->reversed) {
    return RowFault{"reverses", "REVERSED_BEFORE", "that line has bounced already",
                    "leave this row out, or correct the reference"};
  }
  if (payment->refunded) {
    return RowFault{"reverses", "REFUNDED_BEFORE", "the money of that line went back to its sender",
                    "settle with the bank which of the two holds"};
  }
  if (payment->amount != reversal.amount) {
    return RowFault{"amount", "REVERSAL_OF_OTHER_AMOUNT",
                    absl::StrCat("is not that of the line that bounced, ",
                                 payment->amount.amount_vnd(), " đồng"),
                    "a line bounces wholly; correct the amount or the reference"};
  }
  if (reversal.day < payment->day) {
    return RowFault{
        "value_date", "REVERSAL_TOO_EARLY",
        absl::StrCat("is before that of the line that bounced, ", payment->day.ToString()),
        "correct the date or the reference"};
  }
  return std::nullopt;
}

}  // namespace baophu::contribution
