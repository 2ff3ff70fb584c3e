#ifndef BAOPHU_SERVICES_CLI_IMPORT_ROWS_COLUMN_MAP_H_
#define BAOPHU_SERVICES_CLI_IMPORT_ROWS_COLUMN_MAP_H_

#include <google/protobuf/message.h>
#include <google/protobuf/timestamp.pb.h>

#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"

namespace baophu::cli {

// Why a row of a file cannot be sent.
struct RowProblem {
  std::string field;
  std::string reason;  // UPPER_SNAKE_CASE, like those of the services.
  std::string problem;
  std::string remedy;
};

// Turns rows of text into messages: the columns of a header are bound to the
// fields of a row message once, by name, and each row is then filled in by
// reflection. Texts are handed over as they are: what they mean is for the
// service to judge. Not thread-safe.
class ColumnMap {
 public:
  // INVALID_ARGUMENT for a column that the message does not have, one that
  // comes twice, or a required one that is missing (see ImportKind).
  static absl::StatusOr<ColumnMap> Bind(const google::protobuf::Descriptor& row,
                                        const std::vector<std::string>& header,
                                        const std::vector<std::string>& required_columns);

  // Sets the fields of `row`, which is empty; an empty text leaves its field
  // unset. False with the first problem when the row cannot be expressed.
  bool Fill(const std::vector<std::string_view>& fields, google::protobuf::Message& row,
            RowProblem& problem);

 private:
  enum class Kind { kText, kTextList, kInt32, kInt64, kEnum, kEnumList, kTimestamp };
  struct Column {
    const google::protobuf::FieldDescriptor* field;
    Kind kind;
    // Values by name without prefix; enums only.
    absl::flat_hash_map<std::string, int> values;
    std::string value_names;
  };

  static absl::StatusOr<Column> BindColumn(const google::protobuf::FieldDescriptor& field);

  bool Set(const Column& column, std::string_view text, google::protobuf::Message& row,
           RowProblem& problem);
  bool SetTime(const Column& column, std::string_view text, google::protobuf::Message& row,
               RowProblem& problem);

  std::vector<Column> columns_;
  // Neighbouring rows often have the same time.
  std::string last_time_text_;
  google::protobuf::Timestamp last_time_;
};

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_IMPORT_ROWS_COLUMN_MAP_H_
