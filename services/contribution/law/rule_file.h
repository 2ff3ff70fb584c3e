#ifndef BAOPHU_SERVICES_CONTRIBUTION_LAW_RULE_FILE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_LAW_RULE_FILE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/csv/csv_place.h"
#include "services/contribution/law/dated_table.h"

// The files of the law as they were written: what is shown of them.
namespace baophu::contribution {

// One row of a file of deploy/config/contribution.
struct RuleRow {
  CsvPlace place;
  std::vector<std::string> cells;  // Those of RuleFile::columns.
  Validity validity;
};

// One file: its own columns stand before valid_from, valid_to and source, which
// every file has.
struct RuleFile {
  std::string table;  // The name without ".csv": rates.
  std::string file;
  std::vector<std::string> columns;
  std::vector<RuleRow> rows;  // In the order of the file.
};

// The tables that make up the law, without rows.
const std::vector<RuleFile>& RuleTables();

// Reads every file of RuleTables() from `folder`. FAILED_PRECONDITION for a
// file that cannot be read, INVALID_ARGUMENT for one with other columns, an
// impossible month or a row without source.
absl::StatusOr<std::vector<RuleFile>> ReadRuleFiles(const std::string& folder);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_LAW_RULE_FILE_H_
