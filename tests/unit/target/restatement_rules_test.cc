#include "services/target/restatement/restatement_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>

#include "absl/strings/str_cat.h"

namespace baophu::target {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Optional;

ReportFigure Value(const char* indicator, int64_t value) {
  return {{indicator, "VALUE", ""}, value};
}

TEST(CompareFigures, TellsWhatDiffersAndWhatOnlyOneHas) {
  const FigureKey plan{"A", "PLAN", "VSS ASSIGNED"};
  EXPECT_THAT(CompareFigures({Value("B", 1), Value("A", 2), Value("C", 3)},
                             {Value("A", 5), Value("B", 1), {plan, 7}}),
              ElementsAre(FigureDifference{{"A", "VALUE", ""}, 2, 5},
                          FigureDifference{{"C", "VALUE", ""}, 3, std::nullopt},
                          FigureDifference{plan, std::nullopt, 7}));
}

// What is told, applied to the closed figures, gives the current ones; and nothing
// is told that is the same.
TEST(CompareFigures, DifferencesLeadFromOneToTheOther) {
  const uint32_t seed = std::random_device()();
  SCOPED_TRACE(absl::StrCat("seed ", seed));
  std::mt19937 random(seed);
  const auto number = [&](int64_t most) {
    return std::uniform_int_distribution<int64_t>(0, most)(random);
  };
  const auto report = [&] {
    std::map<FigureKey, int64_t> figures;
    for (int i = 0; i < 12; ++i) {
      figures[{absl::StrCat(number(3)), number(1) == 0 ? "VALUE" : "BASE",
               absl::StrCat(number(1))}] = number(2);
    }
    return figures;
  };
  const auto list = [](const std::map<FigureKey, int64_t>& report) {
    std::vector<ReportFigure> figures;
    for (const auto& [key, value] : report) figures.push_back({key, value});
    return figures;
  };
  for (int i = 0; i < 500; ++i) {
    const std::map<FigureKey, int64_t> closed = report();
    const std::map<FigureKey, int64_t> current = report();
    EXPECT_THAT(CompareFigures(list(closed), list(closed)), IsEmpty());
    std::map<FigureKey, int64_t> applied = closed;
    for (const FigureDifference& difference : CompareFigures(list(closed), list(current))) {
      EXPECT_NE(difference.closed, difference.current);
      if (difference.current.has_value()) {
        applied[difference.key] = *difference.current;
      } else {
        applied.erase(difference.key);
      }
    }
    ASSERT_EQ(applied, current) << "pair " << i;
  }
}

TEST(HundredthsOf, ReadsWhatReportsState) {
  EXPECT_THAT(HundredthsOf("93.79"), Optional(9379));
  EXPECT_THAT(HundredthsOf("0.05"), Optional(5));
  EXPECT_THAT(HundredthsOf("-1.50"), Optional(-150));
  EXPECT_THAT(HundredthsOf("113.00"), Optional(11300));
  for (const char* text : {"", "93", "93.7", "93.795", ".", "x.yz", "93,79"}) {
    EXPECT_EQ(HundredthsOf(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace baophu::target
