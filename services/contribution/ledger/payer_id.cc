#include "services/contribution/ledger/payer_id.h"

#include "common/identifiers/ids.h"

namespace baophu::contribution {
namespace {

// Ids above this would not fit beside the kind.
constexpr int64_t kMaxId = (int64_t{1} << 61) - 1;

}  // namespace

std::optional<PayerId> PayerId::FromName(std::string_view name) {
  const auto pack = [](int64_t id, Kind kind) -> std::optional<PayerId> {
    if (id > kMaxId) return std::nullopt;
    return PayerId(id * 4 + static_cast<int64_t>(kind));
  };
  if (const auto id = EmployerId::FromName(name)) return pack(id->value(), Kind::kEmployer);
  if (const auto id = PersonId::FromName(name)) return pack(id->value(), Kind::kPerson);
  if (const auto id = HouseholdId::FromName(name)) return pack(id->value(), Kind::kHousehold);
  return std::nullopt;
}

std::string PayerId::ToName() const {
  const int64_t id = number_ / 4;
  switch (kind()) {
    case Kind::kSuspense:
      return "suspense";
    case Kind::kEmployer:
      return EmployerId(id).ToName();
    case Kind::kPerson:
      return PersonId(id).ToName();
    case Kind::kHousehold:
      return HouseholdId(id).ToName();
  }
  return "";
}

}  // namespace baophu::contribution
