// The verdicts on figures that were really published, and on invented reports.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/target/figure_check/stated_file.h"

namespace baophu::target {
namespace {

// A check of a file and a finding are about the same if they rest on the same figures.
// Two checks may be about the same figures; then it is enough that one is inconsistent.
class StatedFiles : public testing::TestWithParam<const char*> {};

TEST_P(StatedFiles, GiveTheVerdictsThatTheyExpectAndNoOther) {
  const StatedFile file = ReadStatedFile(GetParam());
  const auto response = CheckRequest(file.request);
  ASSERT_TRUE(response.ok()) << response.status();
  std::set<std::set<std::string>> expected;
  for (const Check& check : file.checks) {
    if (check.inconsistent()) expected.insert(check.figures);
  }
  EXPECT_EQ(FiguresOf(*response, "INCONSISTENT"), expected);
  const auto consistent = FiguresOf(*response, "CONSISTENT");
  for (const Check& check : file.checks) {
    if (check.verdict == "CONSISTENT") {
      EXPECT_TRUE(consistent.contains(check.figures)) << check.id;
    }
  }
  EXPECT_EQ(response->omitted_finding_count(), 0);
  for (const v1::Finding& finding : response->findings()) {
    EXPECT_FALSE(finding.explanation_vi().empty());
    EXPECT_FALSE(finding.explanation_en().empty());
  }
}

INSTANTIATE_TEST_SUITE_P(All, StatedFiles,
                         testing::Values("published.json", "invented_consistent.json",
                                         "invented_contradictory.json"));

}  // namespace
}  // namespace baophu::target
