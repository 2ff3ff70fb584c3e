// Texts from outside must be refused or understood, never crash, and what was
// accepted must be accepted again unchanged.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "common/area/area_code.h"
#include "common/identifiers/employer_code.h"
#include "common/identifiers/ids.h"
#include "common/identifiers/person_identifier.h"
#include "common/month/month.h"
#include "common/text/normalise.h"

namespace {

void Require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace baophu;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto month = Month::Parse(text); month.ok()) Require(month->ToString() == text);
  if (const auto day = Day::Parse(text); day.ok()) Require(day->ToString() == text);
  if (const auto code = AreaCode::Parse(text); code.ok()) Require(code->text() == text);
  if (const auto code = ParseTaxCode(text); code.ok()) Require(*ParseTaxCode(*code) == *code);
  if (const auto code = ParseUnitCode2025(text); code.ok()) Require(*code == text);
  if (const auto id = PersonId::FromName(text); id.has_value()) Require(id->ToName() == text);
  if (const auto id = ParsePersonIdentifier(text); id.ok() && id->value.size() == 12) {
    ReadCitizenNumber(id->value);
  }
  MaskIdentifier(text);
  if (const auto normal = NormaliseText(text, 200); normal.ok()) {
    const auto again = NormaliseText(*normal, 200);
    Require(again.ok() && *again == *normal);
  }
  return 0;
}
