// An import that is run again tells again which of its rows were refused.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/e2e/suite/suite.h"

namespace baophu::e2e {
namespace {

using testing::HasSubstr;

constexpr int kRowsRefused = 2;
constexpr int kRows = 600;
constexpr int kFirstRefusedRow = 5;
constexpr int kLastRefusedRow = 590;

std::string Contents(const std::string& path) {
  std::ifstream in(path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

// Denominators of the province, a value after the other; two rows name no area.
void WriteRows(const std::string& path) {
  std::ofstream out(path);
  out << "base,area,value,valid_from\n";
  for (int row = 2; row < kRows + 2; ++row) {
    const bool refused = row == kFirstRefusedRow || row == kLastRefusedRow;
    out << absl::StrCat("POPULATION,", refused ? "99" : "31", ",", row, ",2024-06\n");
  }
}

TEST(ImportRunAgain, NamesTheRowsRefusedBeforeAndEndsAsThen) {
  Suite suite({.data = LoadedData()});
  const std::string rows = suite.folder().File("rows.csv");
  const std::string errors = suite.folder().File("errors.csv");
  WriteRows(rows);
  // Every chunk a row, so that the kill comes between two.
  const std::vector<std::string> command = {
      "import", "denominators", rows, "--errors", errors, "--chunk-rows", "1", "--in-flight", "1"};
  const int64_t at_first = suite.Revision(Part::kTarget);
  {
    const std::unique_ptr<Process> import = suite.Baophu(command);
    ASSERT_TRUE(suite.AwaitRevision(Part::kTarget, at_first + kFirstRefusedRow, *import));
    import->Signal(SIGKILL);
    ASSERT_EQ(import->Wait(absl::Minutes(1)), -SIGKILL) << "the import ended before the kill";
  }
  ASSERT_LT(suite.Revision(Part::kTarget), at_first + kRows / 2);

  EXPECT_EQ(suite.RunBaophu(command), kRowsRefused);
  const std::string resumed = Contents(errors);
  EXPECT_THAT(resumed, HasSubstr(absl::StrCat("\n", kFirstRefusedRow, ",area,")));
  EXPECT_THAT(resumed, HasSubstr(absl::StrCat("\n", kLastRefusedRow, ",area,")));
  EXPECT_EQ(std::count(resumed.begin(), resumed.end(), '\n'), 3) << resumed;
  const int64_t at_last = suite.Revision(Part::kTarget);

  EXPECT_EQ(suite.RunBaophu(command), kRowsRefused);
  EXPECT_EQ(Contents(errors), resumed);
  EXPECT_EQ(suite.Revision(Part::kTarget), at_last) << "rows were written twice";
}

}  // namespace
}  // namespace baophu::e2e
