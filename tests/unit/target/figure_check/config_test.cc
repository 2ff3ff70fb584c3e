// The files of deploy/config/figures: what is wrong in them is told with its line.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/csv/csv_table.h"
#include "services/target/figure_check/rules/check_rules.h"

namespace baophu::target {
namespace {

using testing::HasSubstr;

class CheckRulesTest : public testing::Test {
 protected:
  static std::string File(const std::string& name) {
    return *ReadTextFile("deploy/config/figures/" + name);
  }
  absl::Status Parse() const { return CheckRules::Parse(texts_, catalogue_).status(); }
  void ExpectFault(const std::string& fault) const {
    const absl::Status status = Parse();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(status.message()), HasSubstr(fault));
  }

  const IndicatorCatalogue catalogue_ = *IndicatorCatalogue::Load("deploy/config");
  CheckRules::Texts texts_ = {File("words.csv"), File("tolerances.csv"), File("relations.csv"),
                              File("territory_reforms.csv")};
};

TEST_F(CheckRulesTest, TheProjectsFilesAreRight) { EXPECT_TRUE(Parse().ok()) << Parse(); }

TEST_F(CheckRulesTest, WordsNeedAMeaningThatThereIs) {
  const std::string header = "phrase,part,meaning,valid_from,valid_to\n";
  for (const auto& [row, fault] : std::vector<std::pair<std::string, std::string>>{
           {"dân số,BASES,POPULATION,1995-01,", "words.csv line 2: part is \"BASES\""},
           {"dân số,BASE,PEOPLE,1995-01,", "bases.csv"},
           {"thu,MEASURE,EARNED,1995-01,", "meaning is \"EARNED\""},
           {"BHXH,SCHEME,SOCIAL,1995-01,", "meaning is \"SOCIAL\""},
           {"UBND,ASSIGNER,MAYOR,1995-01,", "assigners.csv"},
           {"hơn,EXACTNESS,MORE,1995-01,", "meaning is \"MORE\""},
           {"tỷ,SCALE,many,1995-01,", "whole number"},
           {"!,FILLER,FILLER,1995-01,", "phrase has no words"},
           {"thu,MEASURE,COLLECTED,1995,", "valid_from is \"1995\""},
           {"thu,MEASURE,COLLECTED,1995-02,1995-01", "valid_to is before valid_from"},
           {"thủ,MEASURE,COLLECTED,1995-01,\nTHU,MEASURE,COLLECTED,1995-01,",
            "words.csv line 3: \"THU\" has a meaning for MEASURE already"}}) {
    texts_.words = header + row + "\n";
    ExpectFault(fault);
  }
}

TEST_F(CheckRulesTest, EveryToleranceNeedsARowWithItsSource) {
  texts_.tolerances = "tolerance,value,valid_from,valid_to,source\nDUE_BP,1000,1995-01,,\n";
  ExpectFault("tolerances.csv line 2: source is empty");
  texts_.tolerances = "tolerance,value,valid_from,valid_to,source\nDUE_BP,-1,1995-01,,assumed\n";
  ExpectFault("tolerances.csv line 2: value is \"-1\"");
  texts_.tolerances = "tolerance,value,valid_from,valid_to,source\nDUE,1,1995-01,,assumed\n";
  ExpectFault("tolerance is \"DUE\"");
  texts_.tolerances = "tolerance,value,valid_from,valid_to,source\nDUE_BP,1,1995-01,,assumed\n";
  ExpectFault("has no row; add one with its source");
}

TEST_F(CheckRulesTest, RelationsAreOfIndicators) {
  const std::string header = "part,whole,strength,valid_from,valid_to,source\n";
  texts_.relations = header + "PEOPLE,PARTICIPANTS_ANY,PROOF,1995-01,,x\n";
  ExpectFault("relations.csv line 2: part is \"PEOPLE\"");
  texts_.relations = header + "PARTICIPANTS_HEALTH,PARTICIPANTS_ANY,SURE,1995-01,,x\n";
  ExpectFault("strength is \"SURE\"");
  texts_.territory_reforms = "effective_from,source\nsoon,x\n";
  texts_.relations = header;
  ExpectFault("territory_reforms.csv line 2: effective_from is \"soon\"");
}

TEST_F(CheckRulesTest, TolerancesAreDated) {
  const auto rules = CheckRules::Parse(texts_, catalogue_);
  ASSERT_TRUE(rules.ok());
  EXPECT_LT(rules->least_per_head_vnd(*Month::Parse("2010-01")),
            rules->least_per_head_vnd(*Month::Parse("2024-01")));
  EXPECT_TRUE(rules->ReformBetween(*Day::Parse("2025-06-30"), *Day::Parse("2025-07-01")));
  EXPECT_FALSE(rules->ReformBetween(*Day::Parse("2025-07-01"), *Day::Parse("2025-12-31")));
}

}  // namespace
}  // namespace baophu::target
