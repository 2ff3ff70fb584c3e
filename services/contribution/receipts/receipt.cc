#include "services/contribution/receipts/receipt.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/status/fault.h"
#include "common/text/view.h"
#include "services/contribution/network/registry/registry_rules.h"

namespace baophu::contribution {
namespace {

constexpr size_t kMaxMemberChars = 60;
constexpr int64_t kMostIncomeVnd = 1'000'000'000'000;

bool IsPersonCode(std::string_view text) {
  return !text.empty() && text.size() <= kMaxMemberChars &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
}

ReceiptFault Wrong(std::string field, std::string problem, std::string remedy) {
  return {std::move(field), "INVALID_FIELD", std::move(problem), std::move(remedy)};
}

// A field that says nothing in this row, so that whoever filled it in meant
// something else.
ReceiptFault NotHere(std::string field, const std::string& row) {
  return Wrong(std::move(field), absl::StrCat("does not belong to ", row), "leave it empty");
}

std::optional<ReceiptFault> CheckAnnulment(const ReceiptInput& input, Receipt& receipt) {
  static constexpr char kRow[] = "a row that annuls a receipt";
  if (!input.scheme.empty()) return NotHere("scheme", kRow);
  if (!input.from_month.empty()) return NotHere("from_month", kRow);
  if (input.months != 0) return NotHere("months", kRow);
  if (input.income_vnd != 0) return NotHere("income_vnd", kRow);
  if (!input.support_group.empty()) return NotHere("support_group", kRow);
  if (!input.members.empty()) return NotHere("members", kRow);
  if (input.first_rank != 0) return NotHere("first_rank", kRow);
  if (!input.cover_area.empty()) return NotHere("cover_area", kRow);
  if (!input.collector.empty()) return NotHere("collector", kRow);
  if (!input.receipt_series.empty()) return NotHere("receipt_series", kRow);
  if (input.receipt_number != 0) return NotHere("receipt_number", kRow);
  if (input.annuls == input.payment.external_id) {
    return Wrong("annuls", "names its own row", "write the external_id of the receipt meant");
  }
  receipt.annuls = ReferenceOf(receipt.payment.source, input.annuls);
  return std::nullopt;
}

std::optional<ReceiptFault> CheckPeriod(const ReceiptInput& input, Receipt& receipt) {
  const absl::StatusOr<SelfPaidScheme> scheme = ParseSelfPaidScheme(input.scheme);
  if (!scheme.ok()) return FaultOfStatus(WithField(scheme.status(), "scheme"));
  receipt.scheme = *scheme;
  const absl::StatusOr<Month> first = Month::Parse(input.from_month);
  if (!first.ok()) {
    return Wrong("from_month", "is not a month", "write YYYY-MM with a month from 01 to 12");
  }
  receipt.first = *first;
  if (input.months < 1 || input.months > 240) {
    return Wrong("months", "is no number of months that one pays for", "write 1 to 60");
  }
  receipt.months = input.months;
  return std::nullopt;
}

std::optional<ReceiptFault> CheckPayer(const ReceiptInput& input, Receipt& receipt) {
  const bool household_scheme = receipt.scheme == SelfPaidScheme::kHouseholdHealth;
  const bool household = input.payment.payer.starts_with("household:");
  if (input.payment.payer.starts_with("employer:") || (household && !household_scheme)) {
    return Wrong(
        "payer", "is none that pays this scheme alone",
        household_scheme ? "write household: or person: and a code" : "write person: and a number");
  }
  if (!household) {
    if (!input.members.empty()) return NotHere("members", "a payer who is a person");
    if (input.first_rank != 0) return NotHere("first_rank", "a payer who is a person");
    return std::nullopt;
  }
  if (input.members.empty() || input.members.size() > kMostHouseholdMembers) {
    return Wrong("members", absl::StrCat("has ", input.members.size(), " people"),
                 absl::StrCat("name 1 to ", kMostHouseholdMembers, " members who get cover"));
  }
  if (!std::all_of(input.members.begin(), input.members.end(), IsPersonCode)) {
    return Wrong("members", "has a part that is no number of a person",
                 "write any number of each member, joined by '+'");
  }
  receipt.first_rank = input.first_rank == 0 ? 1 : input.first_rank;
  if (receipt.first_rank < 1 || receipt.first_rank > kMostHouseholdMembers) {
    return Wrong("first_rank", "is no place in a household",
                 absl::StrCat("write 1 to ", kMostHouseholdMembers));
  }
  return std::nullopt;
}

std::optional<ReceiptFault> CheckIncome(const ReceiptInput& input, Receipt& receipt) {
  const std::string& scheme = SelfPaidSchemeText(receipt.scheme);
  if (receipt.scheme == SelfPaidScheme::kHouseholdHealth) {
    if (input.income_vnd != 0) return NotHere("income_vnd", scheme);
  } else if (input.income_vnd <= 0 || input.income_vnd > kMostIncomeVnd) {
    return Wrong("income_vnd", "is not an income of a month", "write the income chosen in đồng");
  }
  receipt.income = Vnd(input.income_vnd);
  if (receipt.scheme == SelfPaidScheme::kVoluntary) {
    if (input.support_group.empty()) {
      return Wrong("support_group", "is empty", "write a group of voluntary_support.csv, as OTHER");
    }
    receipt.group = input.support_group;
  } else if (!input.support_group.empty()) {
    return NotHere("support_group", scheme);
  }
  return std::nullopt;
}

std::optional<ReceiptFault> CheckCoverArea(const ReceiptInput& input,
                                           const AreaCatalogue& catalogue, Receipt& receipt) {
  const bool own = !input.cover_area.empty();
  const absl::StatusOr<AreaCode> area =
      AreaCode::Parse(own ? input.cover_area : input.payment.area);
  if (!area.ok()) {
    return ReceiptFault{"cover_area", "INVALID_AREA", "is not an area code",
                        "write the 2, 3 or 5 digits of an area, leading zeros included"};
  }
  if (catalogue.Find(*area, receipt.first) == nullptr) {
    return ReceiptFault{
        "cover_area", std::string(kUnknownArea),
        absl::StrCat(own ? "no area has this code in " : "is empty, and area names none in ",
                     receipt.first.ToString()),
        "write the code of the area that counts the people in from_month"};
  }
  receipt.cover_area = *area;
  return std::nullopt;
}

// Series and number go with a collector, and with nobody else.
std::optional<ReceiptFault> CheckCollector(const ReceiptInput& input, Receipt& receipt) {
  if (input.collector.empty()) {
    if (!input.receipt_series.empty()) return NotHere("receipt_series", "a row without collector");
    if (input.receipt_number != 0) return NotHere("receipt_number", "a row without collector");
    return std::nullopt;
  }
  CollectedReceipt& collected = receipt.collected;
  collected.collector = input.collector;
  collected.series = input.receipt_series;
  collected.number = input.receipt_number;
  absl::Status status = CheckNetworkCode("collector", collected.collector);
  if (status.ok()) status = CheckSeries("receipt_series", collected.series);
  if (status.ok()) {
    status = CheckNumbers("receipt_number", {collected.number, collected.number});
  }
  if (!status.ok()) return FaultOfStatus(status);
  collected.paid = receipt.payment.day;
  collected.amount = receipt.payment.amount;
  return std::nullopt;
}

}  // namespace

ReceiptFault FaultOfRow(const RowFault& fault) {
  return {std::string(fault.field), std::string(fault.reason), fault.problem, fault.remedy};
}

ReceiptFault FaultOfStatus(const absl::Status& status) {
  ReceiptFault fault;
  std::string_view message(status.message().data(), status.message().size());
  if (const std::optional<Fault> about = FaultOf(status)) {
    fault.field = about->field;
    fault.reason = about->reason;
    if (!about->field.empty()) message.remove_prefix(about->field.size() + 2);
  } else {
    fault.reason = "NO_RULE";
  }
  const size_t end = message.find("; ");
  fault.problem = message.substr(0, end);
  if (end != std::string_view::npos) fault.remedy = message.substr(end + 2);
  return fault;
}

std::optional<ReceiptFault> CheckReceipt(const ReceiptInput& input, const AreaCatalogue& catalogue,
                                         int64_t max_amount_vnd, Day today, Receipt& receipt) {
  receipt = Receipt();
  if (auto fault = CheckRow(input.payment, catalogue, max_amount_vnd, receipt.payment)) {
    return FaultOfRow(*fault);
  }
  if (!input.currency.empty() && input.currency != "VND") {
    return ReceiptFault{"currency", "INVALID_CURRENCY", "is not VND",
                        "write the amount in đồng, and VND or nothing"};
  }
  if (receipt.payment.day > today) {
    return ReceiptFault{"paid_date", "DATE_IN_FUTURE", "is after today",
                        "send the receipt once it is paid"};
  }
  if (!input.annuls.empty()) return CheckAnnulment(input, receipt);
  if (auto fault = CheckPeriod(input, receipt)) return fault;
  if (auto fault = CheckPayer(input, receipt)) return fault;
  if (auto fault = CheckIncome(input, receipt)) return fault;
  if (auto fault = CheckCollector(input, receipt)) return fault;
  return CheckCoverArea(input, catalogue, receipt);
}

std::string ContentOf(const ReceiptInput& input, const Receipt& receipt) {
  std::string content = ContentOf(input.payment, receipt.payment);
  // Each text with its length, so that no two rows make one content.
  const auto add = [&](std::string_view text) {
    absl::StrAppend(&content, "\n", text.size(), ":", View(text));
  };
  absl::StrAppend(&content, "\n", input.months, "\n", input.income_vnd, "\n", input.first_rank);
  for (const std::string_view text : {input.scheme, input.from_month, input.support_group,
                                      input.currency, input.cover_area, input.annuls}) {
    add(text);
  }
  for (const std::string_view member : input.members) add(member);
  // Rows of before there were collectors keep their content.
  if (!input.collector.empty()) {
    add(input.collector);
    add(input.receipt_series);
    absl::StrAppend(&content, "\n", input.receipt_number);
  }
  return content;
}

}  // namespace baophu::contribution
