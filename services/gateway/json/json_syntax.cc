#include "services/gateway/json/json_syntax.h"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/src.hpp>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/status/fault.h"

namespace baophu::gateway {
namespace {

namespace json = boost::json;

// The JSON name of a field that is called `name` in JSON or in the proto:
// page_size and pageSize are one.
std::string JsonName(std::string_view name) {
  std::string json_name;
  bool after_underscore = false;
  for (const char c : name) {
    if (c != '_') json_name += after_underscore ? absl::ascii_toupper(c) : c;
    after_underscore = c == '_';
  }
  return json_name;
}

// Looks at the members' names only; values pass by.
struct MemberNames {
  static constexpr size_t max_object_size = static_cast<size_t>(-1);
  static constexpr size_t max_array_size = static_cast<size_t>(-1);
  static constexpr size_t max_key_size = static_cast<size_t>(-1);
  static constexpr size_t max_string_size = static_cast<size_t>(-1);
  using Error = boost::system::error_code;
  using Text = json::string_view;

  bool on_document_begin(Error&) { return true; }
  bool on_document_end(Error&) { return true; }
  bool on_object_begin(Error&) {
    open_objects.emplace_back();
    return true;
  }
  bool on_object_end(size_t, Error&) {
    open_objects.pop_back();
    return true;
  }
  bool on_array_begin(Error&) { return true; }
  bool on_array_end(size_t, Error&) { return true; }
  bool on_key_part(Text part, size_t, Error&) {
    key.append(part.data(), part.size());
    return true;
  }
  bool on_key(Text part, size_t, Error& error) {
    key.append(part.data(), part.size());
    if (!open_objects.back().insert(JsonName(key)).second) {
      duplicate = key;
      error = json::error::exception;
      return false;
    }
    key.clear();
    return true;
  }
  bool on_string_part(Text, size_t, Error&) { return true; }
  bool on_string(Text, size_t, Error&) { return true; }
  bool on_number_part(Text, Error&) { return true; }
  bool on_int64(int64_t, Text, Error&) { return true; }
  bool on_uint64(uint64_t, Text, Error&) { return true; }
  bool on_double(double, Text, Error&) { return true; }
  bool on_bool(bool, Error&) { return true; }
  bool on_null(Error&) { return true; }
  bool on_comment_part(Text, Error&) { return true; }
  bool on_comment(Text, Error&) { return true; }

  std::string key;
  std::string duplicate;
  // JSON names of the members so far.
  std::vector<std::set<std::string>> open_objects;
};

absl::Status Invalid(std::string_view problem, std::string_view remedy) {
  return FaultStatus(absl::StatusCode::kInvalidArgument, "INVALID_JSON", "body", problem, remedy);
}

}  // namespace

absl::Status CheckJsonObject(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos || text[first] != '{') {
    return Invalid("is not a JSON object", "begin it with {");
  }
  json::parse_options options;
  options.max_depth = 32;
  json::basic_parser<MemberNames> parser(options);
  boost::system::error_code error;
  const size_t read = parser.write_some(false, text.data(), text.size(), error);
  if (!parser.handler().duplicate.empty()) {
    return Invalid(absl::StrCat("names ", parser.handler().duplicate, " twice in one object"),
                   "name it once");
  }
  if (error) {
    return Invalid(absl::StrCat("is not JSON at byte ", read, ": ", error.message()),
                   "correct it there");
  }
  if (text.find_first_not_of(" \t\r\n", read) != std::string_view::npos) {
    return Invalid(absl::StrCat("goes on behind the object, at byte ", read),
                   "send one object only");
  }
  return absl::OkStatus();
}

}  // namespace baophu::gateway
