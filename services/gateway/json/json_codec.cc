#include "services/gateway/json/json_codec.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/io/zero_copy_stream.h>
#include <google/protobuf/message.h>
#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <memory>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "services/gateway/json/json_syntax.h"

namespace baophu::gateway {
namespace {

// Protobuf writes "(plan.value): invalid value \"x\" for type TYPE_INT64" or
// "(plan): x: Cannot find field." Takes out where it is and what is wrong.
absl::Status Explain(std::string_view text) {
  std::string_view where;
  if (!text.empty() && text.front() == '(') {
    const size_t close = text.find(')');
    if (close != std::string_view::npos) {
      where = text.substr(1, close - 1);
      text.remove_prefix(std::min(text.find_first_not_of("): ", close), text.size()));
    }
  }
  constexpr std::string_view kUnknown = "Cannot find field.";
  if (text.ends_with(kUnknown)) {
    std::string member(where);
    if (text.size() > kUnknown.size() + 2) {
      const auto name = text.substr(0, text.size() - kUnknown.size() - 2);
      member = absl::StrCat(member, member.empty() ? "" : ".", std::string(name));
    }
    return FaultStatus(absl::StatusCode::kInvalidArgument, "UNKNOWN_FIELD", member,
                       "the message has no such field", "leave it out or correct its name");
  }
  const size_t type = text.rfind("for type TYPE_");
  const std::string expected = absl::AsciiStrToLower(
      type == std::string_view::npos ? "" : std::string(text.substr(type + 14)));
  return InvalidField(
      where.empty() ? "body" : where, "has a value of another kind",
      absl::StrCat("write ", expected.empty() ? "what its type takes" : "one of type ", expected,
                   ", as canonical JSON has it"));
}

}  // namespace

absl::Status ReadJson(std::string_view json, google::protobuf::Message& message) {
  BAOPHU_TRY(CheckJsonObject(json));
  google::protobuf::util::JsonParseOptions options;
  options.ignore_unknown_fields = false;
  const auto status =
      google::protobuf::util::JsonStringToMessage({json.data(), json.size()}, &message, options);
  if (status.ok()) return absl::OkStatus();
  const auto text = status.message();
  return Explain({text.data(), text.size()});
}

absl::StatusOr<std::string> WriteJson(const google::protobuf::Descriptor& type,
                                      google::protobuf::io::ZeroCopyInputStream& bytes) {
  // Protobuf converts bytes without a message too, but takes garbage for an
  // empty one.
  const std::unique_ptr<google::protobuf::Message> message(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(&type)->New());
  std::string json;
  if (!message->ParseFromZeroCopyStream(&bytes) ||
      !google::protobuf::util::MessageToJsonString(*message, &json).ok()) {
    return absl::InternalError(
        absl::StrCat("the service's answer is not a valid ", type.name(), " message"));
  }
  return json;
}

}  // namespace baophu::gateway
