#include "services/contribution/ageing/arrears_request_service.h"

#include <algorithm>
#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "common/month/moment.h"
#include "common/status/fault.h"
#include "common/status/try.h"

namespace baophu::contribution {
namespace {

constexpr size_t kMostOfficerBytes = 40;

absl::StatusOr<SortKey> ReadKey(const std::string& text) {
  const std::vector<std::string> parts = absl::StrSplit(text, ',');
  SortKey key{};
  bool valid = parts.size() == key.size();
  for (size_t i = 0; valid && i < key.size(); ++i) valid = absl::SimpleAtoi(parts[i], &key[i]);
  if (valid) return key;
  return InvalidField("page_token", "is not a token of this list", "begin with an empty one");
}

}  // namespace

absl::StatusOr<arrears_store::KnownAt> ReadKnownAt(const std::string& as_of,
                                                   const std::string& as_known) {
  const Day today = VietnamDay(absl::ToUnixMicros(absl::Now()));
  arrears_store::KnownAt at{today, 0};
  if (!as_of.empty()) {
    BAOPHU_ASSIGN(at.as_of, ReadDay("as_of", as_of));
  }
  if (at.as_of > today) {
    return InvalidField("as_of", "is in the future", "send today or an earlier day");
  }
  BAOPHU_ASSIGN(at.known_us, ReadKnown(as_known));
  return at;
}

absl::StatusOr<AreaCode> ReadAreaName(const std::string& field, const std::string& name) {
  constexpr std::string_view kPrefix = "areas/";
  if (name.starts_with(kPrefix)) {
    const absl::StatusOr<AreaCode> code = AreaCode::Parse(name.substr(kPrefix.size()));
    if (code.ok()) return code;
  }
  return InvalidField(field, "is not the name of an area", "send areas/ and a code, as areas/31");
}

absl::StatusOr<PayerId> ReadEmployerName(const std::string& field, const std::string& name) {
  const std::optional<PayerId> payer = PayerId::FromName(name);
  if (payer.has_value() && payer->is_employer()) return *payer;
  return InvalidField(field, "is not the name of an employer", "send employers/ and an id");
}

absl::StatusOr<std::string> ReadOfficerName(const std::string& field, const std::string& name) {
  constexpr std::string_view kPrefix = "officers/";
  if (name.starts_with(kPrefix)) {
    std::string code = name.substr(kPrefix.size());
    const bool valid = !code.empty() && code.size() <= kMostOfficerBytes &&
                       std::all_of(code.begin(), code.end(), [](unsigned char c) {
                         return absl::ascii_isalnum(c) || c == '.' || c == '-' || c == '_';
                       });
    if (valid) return code;
  }
  return InvalidField(field, "is not the name of an officer",
                      "send officers/ and a code of 1 to 40 letters, digits, dots, dashes and "
                      "low lines");
}

absl::Status CheckAreaKnown(const AreaCatalogue& areas, AreaCode area, const std::string& field) {
  if (areas.FindNewest(area) != nullptr) return absl::OkStatus();
  return FaultStatus(absl::StatusCode::kNotFound, "AREA_NOT_FOUND", field, "no area has this code",
                     "send the code of an area that participant lists");
}

void WriteFunds(const FundAmounts& debt,
                google::protobuf::RepeatedPtrField<v1::FundDebt>& messages) {
  for (size_t f = 0; f < kFundCount; ++f) {
    if (debt[f] == Vnd()) continue;
    v1::FundDebt* message = messages.Add();
    message->set_fund(std::string(FundText(f)));
    message->set_debt_vnd(debt[f].amount_vnd());
  }
}

void WriteLate(const LateEmployer& late, Day as_of, v1::LateEmployer& message) {
  const EmployerDebt& debt = *late.debt;
  message.set_employer(debt.employer.ToName());
  message.set_area(debt.area.ToString());
  if (late.arrears_class != nullptr) {
    message.set_arrears_class(late.arrears_class->code);
    message.set_display_name(late.arrears_class->name);
    message.set_other_display_name(late.arrears_class->other_name);
  }
  message.set_oldest_due_date(late.oldest_due.ToString());
  const Age age = AgeOf(late.oldest_due, as_of);
  message.set_days_late(age.days);
  message.set_months_late(age.months);
  WriteFunds(debt.Overdue(as_of), *message.mutable_funds());
  message.set_debt_vnd(late.overdue.amount_vnd());
  message.set_item_count(late.item_count);
  message.set_not_yet_due_vnd(Sum(debt.NotYetDue(as_of)).amount_vnd());
  message.set_interest_vnd(debt.interest.amount_vnd());
  message.set_accrued_interest_vnd(debt.accrued_interest.amount_vnd());
  message.set_penalty_vnd(debt.penalty.amount_vnd());
  message.set_officer(late.officer.empty() ? "" : "officers/" + late.officer);
  if (late.next.has_value()) {
    v1::NextStep* next = message.mutable_next_step();
    next->set_kind(std::string(LegalStepKindText(late.next->rule->kind)));
    next->set_display_name(late.next->rule->name);
    next->set_date(late.next->day.ToString());
  }
}

absl::StatusOr<std::string> CutPage(const rpc::Page& page, std::vector<LateEmployer>& late) {
  auto first = late.begin();
  if (!page.after().empty()) {
    BAOPHU_ASSIGN(const SortKey after, ReadKey(page.after()));
    first = std::upper_bound(
        late.begin(), late.end(), after,
        [](const SortKey& key, const LateEmployer& each) { return key < each.sort_key; });
  }
  const auto count = std::min<int64_t>(page.limit(), late.end() - first);
  std::vector<LateEmployer> rows(first, first + count);
  late = std::move(rows);
  return page.Cut(late, [](const LateEmployer& each) { return absl::StrJoin(each.sort_key, ","); });
}

}  // namespace baophu::contribution
