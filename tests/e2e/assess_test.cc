// `baophu assess`, as scripts see it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "tests/e2e/suite/suite.h"

namespace baophu::e2e {
namespace {

using testing::HasSubstr;

constexpr int kUsage = 1;
constexpr int kServiceFailed = 3;
constexpr int kProblems = 7;

std::string Contents(const std::string& path) {
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

TEST(Assess, RunAgainChangesNothing) {
  Suite suite({.data = LoadedData()});
  const int64_t before = suite.Revision(Part::kContribution);
  EXPECT_EQ(suite.RunBaophu(kAssessSample), 0);
  EXPECT_EQ(suite.RunBaophu({"assess"}), 0);
  EXPECT_EQ(suite.Revision(Part::kContribution), before);
  EXPECT_THAT(Contents(suite.folder().File("log/baophu.log")),
              HasSubstr("assessed from wages: 2022-01 to 2024-12"));
}

TEST(Assess, SaysWhatIsWrongWithMonths) {
  Suite suite({.data = LoadedData()});
  EXPECT_EQ(suite.RunBaophu({"assess", "--from", "2024-13"}), kUsage);
  EXPECT_EQ(suite.RunBaophu({"assess", "--from", "2024-01"}), kServiceFailed);
  const std::string log = Contents(suite.folder().File("log/baophu.log"));
  EXPECT_THAT(log, HasSubstr("--from: not a month"));
  EXPECT_THAT(log, HasSubstr("first_month: is later than before"));
}

TEST(Assess, EndsWithProblemsWhereTheLawHasNoRule) {
  Suite suite({.data = LoadedData()});
  const auto import = [&](const std::string& kind, const std::string& rows) {
    const std::string file = suite.folder().File(kind + ".csv");
    std::ofstream(file) << rows;
    EXPECT_EQ(suite.RunBaophu({"import", kind, file}), 0) << kind;
  };
  import("employers",
         "unit_code,name,area,funding_type,status,status_from\n"
         "ZZ0001Z,Công ty thử,11296,ENTERPRISE,ACTIVE,2024-01\n");
  import("people",
         "insurance_number,full_name,birth_date,sex,residence_area\n"
         "3299999991,Người Thử,1990,F,11296\n");
  // A workplace without a region of minimum wages in those years.
  import("wages",
         "person,employer,from_month,through_month,wage_vnd,rate_class,workplace_area\n"
         "3299999991,ZZ0001Z,2024-01,2024-02,9000000,WORKER,10507\n");
  EXPECT_EQ(suite.RunBaophu({"assess", "--through", "2024-12"}), kProblems);
  EXPECT_EQ(suite.RunBaophu({"assess", "--json"}), kProblems);
  const std::string log = Contents(suite.folder().File("log/baophu.log"));
  EXPECT_THAT(log, HasSubstr("1 employers cannot be computed"));
  EXPECT_THAT(log, HasSubstr("10507"));
  EXPECT_THAT(log, HasSubstr("\"problemCount\":\"1\""));
}

}  // namespace
}  // namespace baophu::e2e
