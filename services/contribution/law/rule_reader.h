#ifndef BAOPHU_SERVICES_CONTRIBUTION_LAW_RULE_READER_H_
#define BAOPHU_SERVICES_CONTRIBUTION_LAW_RULE_READER_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "common/csv/csv_place.h"
#include "common/money/vnd.h"
#include "common/month/month.h"
#include "common/status/try.h"
#include "services/contribution/law/dated_table.h"
#include "services/contribution/law/rule_file.h"

// How the files of the law become dated tables.
namespace baophu::contribution {

// No amount of the law exceeds what products of int64 bear.
inline constexpr int64_t kMostRuleAmountVnd = 1'000'000'000'000;

// One row of a file, asked by column.
class RowReader {
 public:
  RowReader(const RuleFile& file, const RuleRow& row) : file_(file), row_(row) {}

  const std::string& Text(std::string_view column) const {
    for (size_t i = 0; i < file_.columns.size(); ++i) {
      if (file_.columns[i] == column) return row_.cells[i];
    }
    static const std::string kNone;
    return kNone;
  }
  absl::StatusOr<int64_t> Number(const std::string& column, int64_t least, int64_t most) const {
    return WholeNumber(row_.place, column, Text(column), least, most);
  }
  template <typename Value>
  absl::StatusOr<Value> Word(const std::string& column, const CsvWords<Value>& words) const {
    return ChooseWord(row_.place, column, Text(column), words);
  }
  absl::StatusOr<Vnd> Amount(const std::string& column = "amount_vnd") const {
    BAOPHU_ASSIGN(const int64_t amount_vnd, Number(column, 1, kMostRuleAmountVnd));
    return Vnd(amount_vnd);
  }

 private:
  const RuleFile& file_;
  const RuleRow& row_;
};

// The file of a table; an empty one where there is none.
inline const RuleFile& FileOf(const std::vector<RuleFile>& files, std::string_view table) {
  static const auto* const kNone = new RuleFile;
  for (const RuleFile& file : files) {
    if (file.table == table) return file;
  }
  return *kNone;
}

// Builds the table of one file. `key_of` and `value_of` read a row of it.
template <typename Key, typename Value, typename KeyOf, typename ValueOf>
absl::Status Fill(DatedTable<Key, Value>& table, const RuleFile& file, KeyOf key_of,
                  ValueOf value_of) {
  std::vector<typename DatedTable<Key, Value>::Row> rows;
  rows.reserve(file.rows.size());
  for (const RuleRow& row : file.rows) {
    const RowReader reader(file, row);
    BAOPHU_ASSIGN(Key key, key_of(reader));
    BAOPHU_ASSIGN(Value value, value_of(reader));
    rows.push_back({row.place, std::move(key), std::move(value), row.validity});
  }
  BAOPHU_ASSIGN(table, (DatedTable<Key, Value>::Build(std::move(rows))));
  return absl::OkStatus();
}

// Of a table whose rows follow each other without a key.
inline absl::StatusOr<int> OnlyKey(const RowReader&) { return 0; }
inline absl::StatusOr<Vnd> AmountOf(const RowReader& row) { return row.Amount(); }

// FAILED_PRECONDITION: no row holds for `what` in a month.
inline absl::Status NoRow(const std::string& file, const std::string& what, Month month) {
  return absl::FailedPreconditionError(absl::StrCat(file, " has no row for ", what, " in ",
                                                    month.ToString(), "; add one with its source"));
}

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_LAW_RULE_READER_H_
