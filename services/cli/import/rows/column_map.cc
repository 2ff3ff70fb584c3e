#include "services/cli/import/rows/column_map.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/time/time.h"
#include "common/status/try.h"
#include "common/text/view.h"

namespace baophu::cli {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

std::string FieldNames(const Descriptor& row) {
  std::vector<std::string> names;
  for (int i = 0; i < row.field_count(); ++i) names.push_back(row.field(i)->name());
  return absl::StrJoin(names, ", ");
}

// "MOVEMENT_KIND_" of an enum whose zero value is MOVEMENT_KIND_UNSPECIFIED.
size_t PrefixBytes(const EnumDescriptor& type) {
  constexpr std::string_view kUnspecified = "UNSPECIFIED";
  const std::string& zero = type.value(0)->name();
  return zero.ends_with(kUnspecified) ? zero.size() - kUnspecified.size() : 0;
}

bool Wrong(RowProblem& problem, const FieldDescriptor& field, std::string what,
           std::string remedy) {
  problem = {field.name(), "INVALID_FIELD", std::move(what), std::move(remedy)};
  return false;
}

template <typename Int>
bool ParseInt(std::string_view text, Int& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}

absl::Status CheckRequired(const std::vector<std::string>& header,
                           const std::vector<std::string>& required_columns) {
  for (const std::string& required : required_columns) {
    const std::vector<std::string> names = absl::StrSplit(required, '|');
    const bool found = std::any_of(names.begin(), names.end(), [&](const std::string& name) {
      return std::find(header.begin(), header.end(), name) != header.end();
    });
    if (found) continue;
    if (names.size() == 1) {
      return absl::InvalidArgumentError(
          absl::StrCat("the column ", required, " is missing; add it to the header line"));
    }
    return absl::InvalidArgumentError(
        absl::StrCat("none of the columns ", absl::StrJoin(names, ", "),
                     " is there; add at least one of them to the header line"));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<ColumnMap> ColumnMap::Bind(const Descriptor& row,
                                          const std::vector<std::string>& header,
                                          const std::vector<std::string>& required_columns) {
  if (header.size() == 1 && header[0].find_first_of(";\t") != std::string::npos) {
    return absl::InvalidArgumentError(
        "the header line has no comma; separate columns by commas, not by semicolons or tabs");
  }
  ColumnMap map;
  for (size_t i = 0; i < header.size(); ++i) {
    const FieldDescriptor* field = row.FindFieldByName(header[i]);
    if (field == nullptr) {
      return absl::InvalidArgumentError(
          absl::StrCat("column ", i + 1, " (\"", header[i],
                       "\") is not known; remove it or write one of: ", FieldNames(row)));
    }
    const auto first = std::find(header.begin(), header.end(), header[i]);
    if (first != header.begin() + static_cast<std::ptrdiff_t>(i)) {
      return absl::InvalidArgumentError(
          absl::StrCat("the column ", header[i], " comes twice, as columns ",
                       first - header.begin() + 1, " and ", i + 1, "; remove one"));
    }
    BAOPHU_ASSIGN(Column column, BindColumn(*field));
    map.columns_.push_back(std::move(column));
  }
  BAOPHU_TRY(CheckRequired(header, required_columns));
  return map;
}

absl::StatusOr<ColumnMap::Column> ColumnMap::BindColumn(const FieldDescriptor& field) {
  Column column{&field, Kind::kText, {}, {}};
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      if (field.is_repeated()) column.kind = Kind::kTextList;
      return column;
    case FieldDescriptor::CPPTYPE_INT32:
      column.kind = Kind::kInt32;
      return column;
    case FieldDescriptor::CPPTYPE_INT64:
      column.kind = Kind::kInt64;
      return column;
    case FieldDescriptor::CPPTYPE_ENUM: {
      column.kind = field.is_repeated() ? Kind::kEnumList : Kind::kEnum;
      const EnumDescriptor& type = *field.enum_type();
      std::vector<std::string> names;
      for (int i = 1; i < type.value_count(); ++i) {
        names.push_back(type.value(i)->name().substr(PrefixBytes(type)));
        column.values[names.back()] = type.value(i)->number();
      }
      column.value_names = absl::StrJoin(names, ", ");
      return column;
    }
    case FieldDescriptor::CPPTYPE_MESSAGE:
      if (field.message_type() != google::protobuf::Timestamp::descriptor()) break;
      column.kind = Kind::kTimestamp;
      return column;
    default:
      break;
  }
  return absl::InternalError(
      absl::StrCat(field.full_name(), " has a type that a CSV column cannot hold"));
}

bool ColumnMap::Fill(const std::vector<std::string_view>& fields, Message& row,
                     RowProblem& problem) {
  if (fields.size() != columns_.size()) {
    problem = {
        "", "COLUMN_COUNT",
        absl::StrCat("has ", fields.size(), " columns where the header has ", columns_.size()),
        "write as many, and quote a field that has a comma in it"};
    return false;
  }
  for (size_t i = 0; i < fields.size(); ++i) {
    if (!fields[i].empty() && !Set(columns_[i], fields[i], row, problem)) return false;
  }
  return true;
}

bool ColumnMap::Set(const Column& column, std::string_view text, Message& row,
                    RowProblem& problem) {
  const Reflection& reflection = *row.GetReflection();
  const FieldDescriptor* const field = column.field;
  switch (column.kind) {
    case Kind::kText:
      reflection.SetString(&row, field, std::string(text));
      return true;
    case Kind::kTextList:
      for (const absl::string_view part : absl::StrSplit(View(text), '+')) {
        reflection.AddString(&row, field, std::string(part));
      }
      return true;
    case Kind::kInt32: {
      int32_t value = 0;
      if (!ParseInt(text, value)) {
        return Wrong(problem, *field, "is not a whole number in range",
                     "write digits only, such as 2024");
      }
      reflection.SetInt32(&row, field, value);
      return true;
    }
    case Kind::kInt64: {
      int64_t value = 0;
      if (!ParseInt(text, value)) {
        return Wrong(problem, *field, "is not a whole number in range",
                     "write digits only, without separators or decimals, such as 5000000");
      }
      reflection.SetInt64(&row, field, value);
      return true;
    }
    case Kind::kEnum: {
      const auto found = column.values.find(View(text));
      if (found == column.values.end()) {
        return Wrong(problem, *field, "is not one of the codes",
                     absl::StrCat("write one of: ", column.value_names));
      }
      reflection.SetEnumValue(&row, field, found->second);
      return true;
    }
    case Kind::kEnumList: {
      while (true) {
        const size_t plus = text.find('+');
        const auto found = column.values.find(View(text.substr(0, plus)));
        if (found == column.values.end()) {
          return Wrong(problem, *field, "has a part that is not one of the codes",
                       absl::StrCat("write codes joined by '+', of: ", column.value_names));
        }
        reflection.AddEnumValue(&row, field, found->second);
        if (plus == std::string_view::npos) return true;
        text.remove_prefix(plus + 1);
      }
    }
    case Kind::kTimestamp:
      return SetTime(column, text, row, problem);
  }
  return true;
}

bool ColumnMap::SetTime(const Column& column, std::string_view text, Message& row,
                        RowProblem& problem) {
  if (text != last_time_text_) {
    absl::Time time;
    std::string error;
    // Abseil would also take "infinite-future".
    if (!absl::ascii_isdigit(static_cast<unsigned char>(text[0])) ||
        !absl::ParseTime(absl::RFC3339_full, View(text), &time, &error)) {
      return Wrong(problem, *column.field, "is not a time in the form of RFC 3339",
                   "write it like 2022-01-05T00:00:00Z");
    }
    last_time_text_ = std::string(text);
    const int64_t seconds = absl::ToUnixSeconds(time);
    last_time_.set_seconds(seconds);
    last_time_.set_nanos(
        static_cast<int32_t>((time - absl::FromUnixSeconds(seconds)) / absl::Nanoseconds(1)));
  }
  auto* const value = static_cast<google::protobuf::Timestamp*>(
      row.GetReflection()->MutableMessage(&row, column.field));
  value->CopyFrom(last_time_);
  return true;
}

}  // namespace baophu::cli
