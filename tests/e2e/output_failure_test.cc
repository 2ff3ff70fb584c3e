// Commands whose standard output cannot be written say so.

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/e2e/suite/suite.h"

namespace baophu::e2e {
namespace {

constexpr int kOutputFailed = 6;

TEST(FullDisk, EveryCommandSaysThatItsOutputIsNotComplete) {
  Suite suite({.data = LoadedData()});
  const std::string rows = suite.folder().File("rows.csv");
  std::ofstream(rows) << "base,area,value,valid_from\nPOPULATION,31,1,2024-06\n";
  for (const std::string& command :
       {std::string("report --area 31 --month 2024-09"), std::string("recount"),
        std::string("statement 1 --month 2024-09"), std::string("interest"),
        std::string("verify --json"), std::string("assess"),
        absl::StrCat("import --json denominators ", rows), std::string("watch target --once")}) {
    SCOPED_TRACE(command);
    const std::string log = suite.folder().File("log/full.log");
    EXPECT_EQ(RunProgram({"sh", "-c",
                          absl::StrCat("exec ", BAOPHU_BIN_DIR, "/baophu --server ",
                                       suite.Address(Part::kGateway), " ", command, " >/dev/full")},
                         log),
              kOutputFailed);
    std::stringstream text;
    text << std::ifstream(log).rdbuf();
    EXPECT_TRUE(absl::StrContains(text.str(), "standard output cannot be written")) << text.str();
  }
}

}  // namespace
}  // namespace baophu::e2e
