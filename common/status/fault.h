#ifndef BAOPHU_COMMON_STATUS_FAULT_H_
#define BAOPHU_COMMON_STATUS_FAULT_H_

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace baophu {

// What an error is about, beside its message: a stable reason and the field at
// fault. It travels inside the absl::Status and becomes google.rpc.ErrorInfo
// and BadRequest at the edge.
struct Fault {
  std::string reason;  // UPPER_SNAKE_CASE.
  std::string field;   // Empty when no field is at fault.
};

// A status with its fault. The message says what is wrong and what would be
// right: "<problem>; <remedy>".
absl::Status FaultStatus(absl::StatusCode code, std::string_view reason, std::string_view field,
                         std::string_view problem, std::string_view remedy);

// INVALID_ARGUMENT with reason INVALID_FIELD.
absl::Status InvalidField(std::string_view field, std::string_view problem,
                          std::string_view remedy);

// The fault of a status; nothing when it has none.
std::optional<Fault> FaultOf(const absl::Status& status);

// The same status with the field set, keeping its reason or INVALID_FIELD.
absl::Status WithField(const absl::Status& status, std::string_view field);

}  // namespace baophu

#endif  // BAOPHU_COMMON_STATUS_FAULT_H_
