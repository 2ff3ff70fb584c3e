#include "services/gateway/transcoding/field_binding.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <google/protobuf/util/json_util.h>

#include <optional>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "common/text/view.h"

namespace baophu::gateway {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

const FieldDescriptor* FindField(const Descriptor& message, std::string_view name) {
  for (int i = 0; i < message.field_count(); ++i) {
    const FieldDescriptor* field = message.field(i);
    if (field->name() == name || field->json_name() == name) return field;
  }
  return nullptr;
}

absl::Status WrongValue(std::string_view path, std::string_view expected) {
  return InvalidField(path, "has a value of another kind", absl::StrCat("write ", View(expected)));
}

// absl::SimpleAtoi takes spaces around a number; a parameter may not have any.
template <class Integer>
std::optional<Integer> ParseInteger(std::string_view text) {
  Integer value;
  if (text.empty() || text.find_first_not_of("-0123456789") != std::string_view::npos ||
      !absl::SimpleAtoi(View(text), &value)) {
    return std::nullopt;
  }
  return value;
}

std::optional<double> ParseReal(std::string_view text) {
  double value;
  if (text.empty() || text.find_first_not_of("+-.0123456789eE") != std::string_view::npos ||
      !absl::SimpleAtod(View(text), &value)) {
    return std::nullopt;
  }
  return value;
}

// Sets or, for a repeated field, appends.
#define BAOPHU_PUT(Type, value)                                        \
  (field.is_repeated() ? reflection.Add##Type(&message, &field, value) \
                       : reflection.Set##Type(&message, &field, value))

absl::Status PutEnum(Message& message, const FieldDescriptor& field, std::string_view path,
                     std::string_view text) {
  const Reflection& reflection = *message.GetReflection();
  const auto* value = field.enum_type()->FindValueByName(std::string(text));
  if (value == nullptr) {
    if (const auto number = ParseInteger<int32_t>(text)) {
      value = field.enum_type()->FindValueByNumber(*number);
    }
  }
  if (value == nullptr) {
    std::vector<std::string> names;
    for (int i = 0; i < field.enum_type()->value_count(); ++i) {
      names.push_back(field.enum_type()->value(i)->name());
    }
    return WrongValue(path, absl::StrCat("one of ", absl::StrJoin(names, ", ")));
  }
  BAOPHU_PUT(Enum, value);
  return absl::OkStatus();
}

absl::Status PutWellKnownType(Message& message, const FieldDescriptor& field, std::string_view path,
                              std::string_view text) {
  const Descriptor& type = *field.message_type();
  if (type.file()->package() != "google.protobuf" || field.is_map() ||
      type.well_known_type() == Descriptor::WELLKNOWNTYPE_UNSPECIFIED) {
    return InvalidField(path, "is a message and has no value of its own",
                        absl::StrCat("name a field of it, such as ", View(path), ".",
                                     type.field_count() > 0 ? type.field(0)->json_name() : ""));
  }
  Message* inner = field.is_repeated() ? message.GetReflection()->AddMessage(&message, &field)
                                       : message.GetReflection()->MutableMessage(&message, &field);
  // JSON writes these as a string or, for wrappers of numbers, also bare.
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  quoted += '"';
  for (const std::string& json : {quoted, std::string(text)}) {
    inner->Clear();
    if (google::protobuf::util::JsonStringToMessage(json, inner).ok()) return absl::OkStatus();
  }
  return WrongValue(path, absl::StrCat("a ", type.name(), " as JSON writes it"));
}

absl::Status PutText(Message& message, const FieldDescriptor& field, std::string_view path,
                     std::string_view text) {
  const Reflection& reflection = *message.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      if (const auto value = ParseInteger<int32_t>(text)) {
        BAOPHU_PUT(Int32, *value);
        return absl::OkStatus();
      }
      return WrongValue(path, "a whole number of 32 bits");
    case FieldDescriptor::CPPTYPE_INT64:
      if (const auto value = ParseInteger<int64_t>(text)) {
        BAOPHU_PUT(Int64, *value);
        return absl::OkStatus();
      }
      return WrongValue(path, "a whole number of 64 bits");
    case FieldDescriptor::CPPTYPE_UINT32:
      if (const auto value = ParseInteger<uint32_t>(text)) {
        BAOPHU_PUT(UInt32, *value);
        return absl::OkStatus();
      }
      return WrongValue(path, "a whole number of 32 bits, zero or more");
    case FieldDescriptor::CPPTYPE_UINT64:
      if (const auto value = ParseInteger<uint64_t>(text)) {
        BAOPHU_PUT(UInt64, *value);
        return absl::OkStatus();
      }
      return WrongValue(path, "a whole number of 64 bits, zero or more");
    case FieldDescriptor::CPPTYPE_DOUBLE:
      if (const auto value = ParseReal(text)) {
        BAOPHU_PUT(Double, *value);
        return absl::OkStatus();
      }
      return WrongValue(path, "a number");
    case FieldDescriptor::CPPTYPE_FLOAT:
      if (const auto value = ParseReal(text)) {
        BAOPHU_PUT(Float, static_cast<float>(*value));
        return absl::OkStatus();
      }
      return WrongValue(path, "a number");
    case FieldDescriptor::CPPTYPE_BOOL:
      if (text == "true" || text == "false") {
        BAOPHU_PUT(Bool, text == "true");
        return absl::OkStatus();
      }
      return WrongValue(path, "true or false");
    case FieldDescriptor::CPPTYPE_ENUM:
      return PutEnum(message, field, path, text);
    case FieldDescriptor::CPPTYPE_STRING: {
      if (field.type() != FieldDescriptor::TYPE_BYTES) {
        BAOPHU_PUT(String, std::string(text));
        return absl::OkStatus();
      }
      std::string bytes;
      if (!absl::Base64Unescape(View(text), &bytes) &&
          !absl::WebSafeBase64Unescape(View(text), &bytes)) {
        return WrongValue(path, "base64");
      }
      BAOPHU_PUT(String, std::move(bytes));
      return absl::OkStatus();
    }
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return PutWellKnownType(message, field, path, text);
  }
  return absl::InternalError("a field is of a type that protobuf does not have");
}

#undef BAOPHU_PUT

}  // namespace

absl::StatusOr<std::vector<const FieldDescriptor*>> ResolveFieldPath(const Descriptor& message,
                                                                     std::string_view path) {
  std::vector<const FieldDescriptor*> fields;
  const Descriptor* at = &message;
  for (const absl::string_view part : absl::StrSplit(View(path), '.')) {
    const FieldDescriptor* field =
        at == nullptr ? nullptr : FindField(*at, {part.data(), part.size()});
    if (field == nullptr) {
      return FaultStatus(absl::StatusCode::kInvalidArgument, "UNKNOWN_FIELD", path,
                         absl::StrCat(message.name(), " has no such field"),
                         "leave it out or correct its name");
    }
    fields.push_back(field);
    // Only a single message can be gone into.
    at = field->is_repeated() ? nullptr : field->message_type();
  }
  return fields;
}

std::string CanonicalFieldPath(const std::vector<const FieldDescriptor*>& path) {
  return absl::StrJoin(path, ".", [](std::string* out, const FieldDescriptor* field) {
    absl::StrAppend(out, field->name());
  });
}

absl::Status FieldBinder::Bind(std::string_view path, std::string_view value) {
  BAOPHU_ASSIGN(const std::vector<const FieldDescriptor*> fields,
                ResolveFieldPath(*message_.GetDescriptor(), path));
  const FieldDescriptor& leaf = *fields.back();
  if (!leaf.is_repeated() && !bound_.insert(CanonicalFieldPath(fields)).second) {
    return InvalidField(path, "is given twice", "give it once");
  }
  Message* holder = &message_;
  for (size_t i = 0; i < fields.size(); ++i) {
    const FieldDescriptor& field = *fields[i];
    const auto* oneof = field.real_containing_oneof();
    if (oneof != nullptr) {
      const Reflection& reflection = *holder->GetReflection();
      const auto* set = reflection.GetOneofFieldDescriptor(*holder, oneof);
      if (set != nullptr && set != &field) {
        return InvalidField(path, absl::StrCat("excludes ", set->json_name(), ", given as well"),
                            "give one of them");
      }
    }
    if (i + 1 < fields.size()) {
      holder = holder->GetReflection()->MutableMessage(holder, &field);
    }
  }
  return PutText(*holder, leaf, path, value);
}

}  // namespace baophu::gateway
