// What must hold of deploy/config/areas, whatever reforms are added.

#include <gtest/gtest.h>

#include "common/area/area_catalogue.h"
#include "common/area/area_draft.h"
#include "common/csv/csv_table.h"

namespace baophu {
namespace {

constexpr char kFolder[] = "deploy/config/areas/";

std::vector<CsvRow> Rows(const std::string& file, const std::vector<std::string>& columns) {
  return ParseCsv(file, ReadTextFile(kFolder + file).value(), columns).value();
}

AreaCatalogue Areas() {
  std::vector<AreaRecord> records;
  for (const CsvRow& row :
       Rows("areas.csv", {"code", "level", "name", "parent_code", "valid_from", "valid_to"})) {
    AreaRecord record;
    record.code = AreaCode::Parse(row.cells[0]).value();
    record.level = ParseAreaLevel(row.cells[1]).value();
    record.name = row.cells[2];
    if (!row.cells[3].empty()) record.parent = AreaCode::Parse(row.cells[3]).value();
    record.valid_from = Month::Parse(row.cells[4]).value();
    record.valid_to = row.cells[5].empty() ? Month::Max() : Month::Parse(row.cells[5]).value();
    records.push_back(std::move(record));
  }
  EXPECT_EQ(AreaDraft(records).Check(), absl::OkStatus());
  return AreaCatalogue(std::move(records));
}

// Figures are compared where a code means one area, so a code whose territory
// changes must begin a new meaning in that month.
TEST(AreaConfigTest, ACodeMeansAnotherAreaFromEachReformOn) {
  const AreaCatalogue areas = Areas();
  for (const CsvRow& row :
       Rows("area_successions.csv", {"predecessor_code", "successor_code", "effective_from"})) {
    const Month from = Month::Parse(row.cells[2]).value();
    const AreaRecord* successor = areas.Find(AreaCode::Parse(row.cells[1]).value(), from);
    ASSERT_NE(successor, nullptr) << "line " << row.line;
    EXPECT_EQ(successor->valid_from, from) << "line " << row.line;
    const AreaRecord* predecessor = areas.Find(AreaCode::Parse(row.cells[0]).value(), from - 1);
    ASSERT_NE(predecessor, nullptr) << "line " << row.line;
    EXPECT_EQ(predecessor->valid_to, from - 1) << "line " << row.line;
  }
}

}  // namespace
}  // namespace baophu
