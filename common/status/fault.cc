#include "common/status/fault.h"

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "common/text/view.h"

namespace baophu {
namespace {

constexpr char kReasonKey[] = "baophu/reason";
constexpr char kFieldKey[] = "baophu/field";

std::string Payload(const absl::Status& status, const char* key) {
  const auto payload = status.GetPayload(key);
  return payload.has_value() ? std::string(*payload) : std::string();
}

}  // namespace

absl::Status FaultStatus(absl::StatusCode code, std::string_view reason, std::string_view field,
                         std::string_view problem, std::string_view remedy) {
  absl::Status status(code, absl::StrCat(View(field), field.empty() ? "" : ": ", View(problem),
                                         remedy.empty() ? "" : "; ", View(remedy)));
  status.SetPayload(kReasonKey, absl::Cord(View(reason)));
  if (!field.empty()) status.SetPayload(kFieldKey, absl::Cord(View(field)));
  return status;
}

absl::Status InvalidField(std::string_view field, std::string_view problem,
                          std::string_view remedy) {
  return FaultStatus(absl::StatusCode::kInvalidArgument, "INVALID_FIELD", field, problem, remedy);
}

std::optional<Fault> FaultOf(const absl::Status& status) {
  Fault fault{Payload(status, kReasonKey), Payload(status, kFieldKey)};
  if (fault.reason.empty()) return std::nullopt;
  return fault;
}

absl::Status WithField(const absl::Status& status, std::string_view field) {
  if (status.ok()) return status;
  const std::string reason = Payload(status, kReasonKey);
  return FaultStatus(status.code(), reason.empty() ? "INVALID_FIELD" : reason, field,
                     std::string(status.message()), "");
}

}  // namespace baophu
