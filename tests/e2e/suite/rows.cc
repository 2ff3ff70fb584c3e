#include "tests/e2e/suite/rows.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace baophu::e2e {

std::string InsuranceNumber(int person) { return absl::StrFormat("317%07d", person); }

participant::v1::ImportRowsRequest PeopleChunk(int first, int count) {
  participant::v1::ImportRowsRequest request;
  request.mutable_chunk()->set_chunk_number(1);
  request.mutable_chunk()->set_first_row_number(2);
  for (int person = first; person < first + count; ++person) {
    participant::v1::PersonRow& row = *request.mutable_chunk()->mutable_people()->add_rows();
    row.set_insurance_number(InsuranceNumber(person));
    row.set_full_name("Nguyễn Văn An");
    row.set_birth_date("1980-05-12");
    row.set_sex("M");
  }
  return request;
}

participant::v1::ImportRowsRequest CoverChunk(int first, int count,
                                              const std::vector<std::string>& areas) {
  participant::v1::ImportRowsRequest request;
  request.mutable_chunk()->set_chunk_number(1);
  request.mutable_chunk()->set_first_row_number(2);
  for (int person = first; person < first + count; ++person) {
    participant::v1::MovementRow& row = *request.mutable_chunk()->mutable_movements()->add_rows();
    row.set_movement_id(absl::StrCat("COVER-", person));
    row.set_person(InsuranceNumber(person));
    row.set_kind(participant::v1::MOVEMENT_KIND_PAID_THROUGH);
    row.add_schemes(type::v1::SCHEME_HEALTH);
    row.set_effective_month("2024-09");
    row.set_through_month("2024-09");
    row.set_area(areas[static_cast<size_t>(person) % areas.size()]);
    row.set_category("HOUSEHOLD");
  }
  return request;
}

contribution::v1::ImportRowsRequest PaymentChunk() {
  contribution::v1::ImportRowsRequest request;
  request.mutable_chunk()->set_chunk_number(1);
  request.mutable_chunk()->set_first_row_number(2);
  contribution::v1::PaymentRow& row = *request.mutable_chunk()->mutable_payments()->add_rows();
  row.set_source("E2E");
  row.set_external_id("P1");
  row.set_payer(absl::StrCat("person:", InsuranceNumber(0)));
  row.set_area("11296");
  row.set_paid_date("2024-09-12");
  row.set_amount_vnd(1'263'600);
  return request;
}

target::v1::ImportRowsRequest DenominatorChunk() {
  target::v1::ImportRowsRequest request;
  request.mutable_chunk()->set_chunk_number(1);
  request.mutable_chunk()->set_first_row_number(2);
  target::v1::DenominatorRow& row = *request.mutable_chunk()->mutable_denominators()->add_rows();
  row.set_base("POPULATION");
  row.set_area("31");
  row.set_value(21'300);
  row.set_valid_from("2024-12");
  row.set_source("estimate");
  return request;
}

}  // namespace baophu::e2e
