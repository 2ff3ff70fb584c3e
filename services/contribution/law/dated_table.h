#ifndef BAOPHU_SERVICES_CONTRIBUTION_LAW_DATED_TABLE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_LAW_DATED_TABLE_H_

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "common/csv/csv_place.h"
#include "common/month/month.h"

namespace baophu::contribution {

// The months in which a row of the law holds, both included, and the text that
// it follows.
struct Validity {
  Month from;
  Month through = Month::Max();
  std::string source;

  bool Holds(Month month) const { return from <= month && month <= through; }
};

// What holds for each key from month to month. The rows of one key follow each
// other without a gap and without overlapping, so there is one answer for every
// month from a key's first row to its last. Immutable once built.
template <typename Key, typename Value>
class DatedTable {
 public:
  struct Row {
    CsvPlace place;
    Key key;
    Value value;
    Validity validity;
  };

  // INVALID_ARGUMENT names two rows of one key with a gap or an overlap.
  static absl::StatusOr<DatedTable> Build(std::vector<Row> rows) {
    DatedTable table;
    for (Row& row : rows) table.rows_[row.key].push_back(std::move(row));
    for (auto& [key, of_key] : table.rows_) {
      std::sort(of_key.begin(), of_key.end(),
                [](const Row& a, const Row& b) { return a.validity.from < b.validity.from; });
      for (size_t i = 1; i < of_key.size(); ++i) {
        const Row& before = of_key[i - 1];
        const Row& row = of_key[i];
        if (row.validity.from == before.validity.through + 1) continue;
        const bool overlaps = row.validity.from <= before.validity.through;
        return row.place.Fault(
            absl::StrCat(overlaps ? "holds in months in which line " : "leaves a gap after line ",
                         before.place.line, overlaps ? " holds for the same too" : ""),
            absl::StrCat("let line ", before.place.line, " hold through ",
                         (row.validity.from - 1).ToString(), ", or begin this one later"));
      }
    }
    return table;
  }

  // The row of a key that holds in a month; null when none does. Lives as long
  // as the table.
  const Row* Find(const Key& key, Month month) const {
    const auto found = rows_.find(key);
    if (found == rows_.end()) return nullptr;
    for (const Row& row : found->second) {
      if (row.validity.Holds(month)) return &row;
    }
    return nullptr;
  }

  const absl::btree_map<Key, std::vector<Row>>& rows() const { return rows_; }

 private:
  absl::btree_map<Key, std::vector<Row>> rows_;
};

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_LAW_DATED_TABLE_H_
