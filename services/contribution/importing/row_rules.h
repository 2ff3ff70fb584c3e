#ifndef BAOPHU_SERVICES_CONTRIBUTION_IMPORTING_ROW_RULES_H_
#define BAOPHU_SERVICES_CONTRIBUTION_IMPORTING_ROW_RULES_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/area/area_catalogue.h"
#include "services/contribution/ledger/ledger_row.h"

// Which rows the ledger takes. Pure.
namespace baophu::contribution {

// Why a row is refused, as in RowError. Nothing here repeats a payer's code.
struct RowFault {
  std::string_view field;
  std::string_view reason;
  std::string problem;
  std::string remedy;
};

inline constexpr std::string_view kUnknownArea = "UNKNOWN_AREA";

// A row as it was sent.
struct RowInput {
  TransactionKind kind = TransactionKind::kAssessment;
  std::string_view source;
  std::string_view external_id;
  std::string_view payer;
  std::string_view area;
  std::string_view period_month;                       // Of an assessment.
  std::string_view date;                               // due_date or paid_date.
  std::array<int64_t, kFundCount> fund_amounts_vnd{};  // Of an assessment.
  int64_t amount_vnd = 0;                              // Of a payment.
  int64_t recorded_seconds = 0;                        // Since 1970; with nanos 0 and 0: not set.
  int32_t recorded_nanos = 0;
};

// Parts of CheckRow, for rows of other forms. Each fills its part of `row`, or says
// what is wrong.
std::optional<RowFault> CheckReference(std::string_view source, std::string_view external_id,
                                       LedgerRow& row);
std::optional<RowFault> CheckRecordedTime(int64_t seconds, int32_t nanos, LedgerRow& row);
// In the row's month.
std::optional<RowFault> CheckArea(std::string_view area, const AreaCatalogue& catalogue,
                                  LedgerRow& row);

// Money cannot have come in after today in Vietnam.
std::optional<RowFault> CheckNotFuture(std::string_view field, Day day, Day today);
// Of an amount above what a single one may be.
RowFault OverLimit(std::string_view field, int64_t max_amount_vnd);
// The same source and id with another content.
RowFault OtherContent(std::string_view field);
// Of a row that the ledger's sums could not take.
RowFault SumOutOfRange(std::string_view field);

// A text of a source that is 1 to 60 visible characters, in normal form; empty when
// it is none.
std::string ReadExternalId(std::string_view text);
// Whether a text is the code of some payer, as employer:HA0004B.
bool IsPayerCode(std::string_view text);

// Fills `row`, except payer, reference and digest, or says why it is refused.
// `max_amount_vnd` is what no single amount may exceed in either direction.
std::optional<RowFault> CheckRow(const RowInput& input, const AreaCatalogue& catalogue,
                                 int64_t max_amount_vnd, LedgerRow& row);

// The whole content of a row that CheckRow took, as one text, the same for the
// same content only.
std::string ContentOf(const RowInput& input, const LedgerRow& row);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_IMPORTING_ROW_RULES_H_
