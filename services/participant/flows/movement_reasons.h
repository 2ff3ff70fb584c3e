#ifndef BAOPHU_SERVICES_PARTICIPANT_FLOWS_MOVEMENT_REASONS_H_
#define BAOPHU_SERVICES_PARTICIPANT_FLOWS_MOVEMENT_REASONS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "common/month/month.h"

namespace baophu::participant {

// A reason of movements by its place in the list; 0 where none is stated. Its
// code, not this number, is what is stored.
struct MovementReason {
  uint8_t number = 0;

  friend auto operator<=>(MovementReason, MovementReason) = default;
  template <typename H>
  friend H AbslHashValue(H h, MovementReason reason) {
    return H::combine(std::move(h), reason.number);
  }
};

// Reasons by which people are reported to join and leave
// (deploy/config/movement_reasons.csv: code, name_vi, name_en, valid_from,
// valid_to). Movements state a reason as any text; one that is no code in force in
// its month is OTHER. Immutable, safe to share between threads.
class MovementReasons {
 public:
  struct Entry {
    std::string code;  // Empty for no reason.
    std::string name_vi;
    std::string name_en;
    Month valid_from;
    Month valid_to;  // Month::Max() while it holds.
  };

  // INVALID_ARGUMENT with the line at fault, or when there is no OTHER.
  static absl::StatusOr<MovementReasons> Load(const std::string& path);

  // What a text that a movement of this month states is reported as.
  MovementReason Find(std::string_view text, Month month) const;
  // What a stored code stands for; OTHER for one that is not in the list.
  MovementReason OfCode(std::string_view code) const;
  const Entry& entry(MovementReason reason) const { return entries_[reason.number]; }

  // Differs between lists that sort texts into codes differently.
  std::string Digest() const;

 private:
  std::vector<Entry> entries_ = {Entry{}};
  absl::flat_hash_map<std::string, MovementReason> by_code_;
  MovementReason other_;
};

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_FLOWS_MOVEMENT_REASONS_H_
