#include "services/contribution/importing/row_rules.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/month/moment.h"
#include "common/text/normalise.h"

namespace baophu::contribution {
namespace {

constexpr size_t kMaxSourceChars = 40;
constexpr size_t kMaxExternalIdChars = 60;
// UTF-8 takes up to four bytes for a character.
constexpr size_t kMaxExternalIdBytes = kMaxExternalIdChars * 4;
constexpr size_t kMaxPayerCodeChars = 60;

bool IsVisibleAscii(char c) { return c > ' ' && c <= '~'; }

bool IsSource(std::string_view text) {
  return !text.empty() && text.size() <= kMaxSourceChars &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                  c == '-' || c == '.';
         });
}

std::optional<RowFault> CheckIds(const RowInput& input, LedgerRow& row) {
  if (auto fault = CheckReference(input.source, input.external_id, row)) return fault;
  if (!IsPayerCode(input.payer)) {
    return RowFault{"payer", "INVALID_PAYER", "is not a code of a payer",
                    "write employer:, person: or household: and a code right after it"};
  }
  return std::nullopt;
}

std::optional<RowFault> CheckDates(const RowInput& input, LedgerRow& row) {
  const bool assessment = input.kind == TransactionKind::kAssessment;
  const absl::StatusOr<Day> day = Day::Parse(input.date);
  if (!day.ok()) {
    return RowFault{assessment ? "due_date" : "paid_date", "INVALID_DATE", "is not a date",
                    "write YYYY-MM-DD with a day that exists"};
  }
  row.day = *day;
  row.month = day->month();
  if (assessment) {
    const absl::StatusOr<Month> month = Month::Parse(input.period_month);
    if (!month.ok()) {
      return RowFault{"period_month", "INVALID_MONTH", "is not a month",
                      "write YYYY-MM with a month from 01 to 12"};
    }
    row.month = *month;
  }
  return CheckRecordedTime(input.recorded_seconds, input.recorded_nanos, row);
}

std::optional<RowFault> CheckAmounts(const RowInput& input, int64_t max_amount_vnd,
                                     LedgerRow& row) {
  if (input.kind == TransactionKind::kPayment) {
    if (input.amount_vnd <= 0) {
      return RowFault{"amount_vnd", "INVALID_AMOUNT", "is zero or below",
                      "write the amount received in đồng, more than zero"};
    }
    if (input.amount_vnd > max_amount_vnd) return OverLimit("amount_vnd", max_amount_vnd);
    row.amount = Vnd(input.amount_vnd);
    return std::nullopt;
  }
  bool any = false;
  for (size_t i = 0; i < kFundCount; ++i) {
    const int64_t amount_vnd = input.fund_amounts_vnd[i];
    if (amount_vnd > max_amount_vnd || amount_vnd < -max_amount_vnd) {
      return OverLimit(kFundColumns[i], max_amount_vnd);
    }
    any = any || amount_vnd != 0;
    row.funds[i] = Vnd(amount_vnd);
  }
  if (!any) {
    return RowFault{"", "NO_AMOUNT", "all amounts are zero",
                    "write the amount of at least one fund, or leave the row out"};
  }
  return std::nullopt;
}

}  // namespace

bool IsPayerCode(std::string_view text) {
  for (const std::string_view prefix : {"employer:", "person:", "household:"}) {
    if (!text.starts_with(prefix)) continue;
    text.remove_prefix(prefix.size());
    return !text.empty() && text.size() <= kMaxPayerCodeChars &&
           std::all_of(text.begin(), text.end(), IsVisibleAscii);
  }
  return false;
}

std::string ReadExternalId(std::string_view text) {
  if (std::all_of(text.begin(), text.end(), IsVisibleAscii)) {
    return text.size() <= kMaxExternalIdChars ? std::string(text) : std::string();
  }
  const absl::StatusOr<std::string> normal = NormaliseText(text, kMaxExternalIdBytes);
  if (!normal.ok() || normal->find(' ') != std::string::npos) return "";
  const auto chars =
      std::count_if(normal->begin(), normal->end(), [](char c) { return (c & 0xC0) != 0x80; });
  return chars <= static_cast<ptrdiff_t>(kMaxExternalIdChars) ? *normal : std::string();
}

std::optional<RowFault> CheckReference(std::string_view source, std::string_view external_id,
                                       LedgerRow& row) {
  if (!IsSource(source)) {
    return RowFault{"source", "INVALID_SOURCE", "is not a name of a source",
                    "write 1 to 40 of A-Z, a-z, 0-9, '-' and '.'"};
  }
  row.source = source;
  row.external_id = ReadExternalId(external_id);
  if (row.external_id.empty()) {
    return RowFault{"external_id", "INVALID_EXTERNAL_ID", "is not an id of the source",
                    "write 1 to 60 visible characters without spaces"};
  }
  return std::nullopt;
}

std::optional<RowFault> CheckRecordedTime(int64_t seconds, int32_t nanos, LedgerRow& row) {
  const std::optional<int64_t> recorded_us = MomentUs(seconds, nanos);
  if (!recorded_us.has_value()) {
    return RowFault{"recorded_time", "INVALID_TIME", "is not a moment",
                    "write a time from year 1 to 9999, or leave it empty"};
  }
  row.recorded_us = *recorded_us;
  return std::nullopt;
}

std::optional<RowFault> CheckArea(std::string_view text, const AreaCatalogue& catalogue,
                                  LedgerRow& row) {
  const absl::StatusOr<AreaCode> area = AreaCode::Parse(text);
  if (!area.ok()) {
    return RowFault{"area", "INVALID_AREA", "is not an area code",
                    "write the 2, 3 or 5 digits of an area, leading zeros included"};
  }
  if (catalogue.Find(*area, row.month) == nullptr) {
    return RowFault{"area", kUnknownArea,
                    absl::StrCat("no area has this code in ", row.month.ToString()),
                    "write the code of an area in that month, or load the area first"};
  }
  row.area = *area;
  return std::nullopt;
}

std::optional<RowFault> CheckNotFuture(std::string_view field, Day day, Day today) {
  if (day <= today) return std::nullopt;
  return RowFault{field, "DATE_IN_FUTURE",
                  absl::StrCat("is after today in Vietnam, ", today.ToString()),
                  "correct the date, or send the row when the day has come"};
}

RowFault OverLimit(std::string_view field, int64_t max_amount_vnd) {
  return RowFault{field, "AMOUNT_OVER_LIMIT",
                  absl::StrCat("is more than the ", max_amount_vnd, " đồng that one row may have"),
                  "check the amount and its unit, or start the service with a higher limit"};
}

RowFault OtherContent(std::string_view field) {
  return {field, "DUPLICATE_WITH_OTHER_CONTENT",
          "the ledger has a row of this source and id with another content",
          "send a correction as a row of its own, with an id of its own"};
}

RowFault SumOutOfRange(std::string_view field) {
  return {field, "SUM_OUT_OF_RANGE",
          absl::StrCat("would take the amounts of the ledger, added up without their signs, past ",
                       kMaxLedgerVolume.amount_vnd(), " đồng"),
          "check the amounts of the import and their unit"};
}

std::optional<RowFault> CheckRow(const RowInput& input, const AreaCatalogue& catalogue,
                                 int64_t max_amount_vnd, LedgerRow& row) {
  row = LedgerRow();
  row.kind = input.kind;
  if (std::optional<RowFault> fault = CheckIds(input, row)) return fault;
  if (std::optional<RowFault> fault = CheckDates(input, row)) return fault;
  if (std::optional<RowFault> fault = CheckAmounts(input, max_amount_vnd, row)) return fault;
  return CheckArea(input.area, catalogue, row);
}

std::string ContentOf(const RowInput& input, const LedgerRow& row) {
  const auto view = [](std::string_view text) {
    return absl::string_view(text.data(), text.size());
  };
  // No part can hold a line end: checked rows hold visible characters only.
  std::string content = absl::StrCat(static_cast<int>(input.kind), "\n", row.source, "\n",
                                     row.external_id, "\n", view(input.payer), "\n");
  absl::StrAppend(&content, view(input.area), "\n", view(input.period_month), "\n",
                  view(input.date), "\n", input.amount_vnd, "\n", input.recorded_seconds, ".",
                  input.recorded_nanos);
  for (const int64_t amount_vnd : input.fund_amounts_vnd) {
    absl::StrAppend(&content, "\n", amount_vnd);
  }
  return content;
}

}  // namespace baophu::contribution
