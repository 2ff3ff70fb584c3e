#include "services/participant/people/held_identifier.h"

#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace baophu::participant {
namespace {

constexpr char kWithdrawn[] = "W";

}  // namespace

// One text: "1:0123456789 2:031085123456:2021-04-01::", of each number its kind
// and value and, where one of them is known, valid_from, valid_to and a mark.
std::string SealIdentifiers(const KeyRing& keys, const std::vector<HeldIdentifier>& identifiers) {
  return keys.Seal(absl::StrJoin(identifiers, " ", [](std::string* out, const HeldIdentifier& one) {
    absl::StrAppend(out, static_cast<int>(one.identifier.kind), ":", one.identifier.value);
    if (one.valid_from.empty() && one.valid_to.empty() && !one.withdrawn) return;
    absl::StrAppend(out, ":", one.valid_from, ":", one.valid_to, ":",
                    one.withdrawn ? kWithdrawn : "");
  }));
}

absl::StatusOr<std::vector<HeldIdentifier>> OpenIdentifiers(const KeyRing& keys,
                                                            const std::string& sealed) {
  const absl::StatusOr<std::string> joined = keys.Open(sealed);
  if (!joined.ok()) {
    return absl::DataLossError(
        "stored identifiers cannot be decrypted; check that the key file is this database's");
  }
  std::vector<HeldIdentifier> identifiers;
  for (const absl::string_view one : absl::StrSplit(*joined, ' ', absl::SkipEmpty())) {
    std::vector<std::string> parts = absl::StrSplit(one, ':');
    parts.resize(5);
    const auto kind = static_cast<PersonIdentifierKind>(parts[0].empty() ? 0 : parts[0][0] - '0');
    identifiers.push_back({{kind, parts[1]}, parts[2], parts[3], parts[4] == kWithdrawn});
  }
  return identifiers;
}

HeldIdentifier* FindHeld(std::vector<HeldIdentifier>& identifiers,
                         const PersonIdentifier& identifier) {
  const auto found =
      std::find_if(identifiers.begin(), identifiers.end(),
                   [&](const HeldIdentifier& one) { return one.identifier == identifier; });
  return found == identifiers.end() ? nullptr : &*found;
}

}  // namespace baophu::participant
