#include "services/participant/flows/coverage_flows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <tuple>

#include "services/participant/coverage/coverage_counts.h"
#include "services/participant/enrolment/fold/coverage_fold.h"
#include "tests/unit/participant/naive_flows.h"
#include "tests/unit/participant/random_history.h"

namespace baophu::participant {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const Categories& FlowCategories() {
  static const auto* const kCategories =
      new Categories(Categories::Load("deploy/config/categories.csv").value());
  return *kCategories;
}

const MovementReasons& Reasons() {
  static const auto* const kReasons =
      new MovementReasons(MovementReasons::Load("deploy/config/movement_reasons.csv").value());
  return *kReasons;
}

Month MonthOf(const char* text) { return Month::Parse(text).value(); }
AreaCode Area(const char* text) { return AreaCode::FromTrusted(text); }

Movement MovementOf(const char* id, MovementKind kind, Scheme scheme, const char* month) {
  Movement movement;
  movement.id = id;
  movement.kind = kind;
  movement.schemes.Add(scheme);
  movement.effective = MonthOf(month);
  movement.area = kind == MovementKind::kLeave ? AreaCode() : Area("11311");
  movement.category = FlowCategories().Find(scheme == Scheme::kVoluntary ? "OTHER" : "HOUSEHOLD");
  return movement;
}

// "month kind area reason" of a scheme's flows.
std::vector<std::string> TextsOf(const std::vector<Movement>& movements, Scheme scheme) {
  std::vector<std::string> texts;
  for (const CoverageFlow& flow : FoldCoverage(movements, {}, FlowCategories()).flows) {
    if (flow.scheme != scheme) continue;
    texts.push_back(absl::StrCat(flow.month.ToString(), " ", std::string(FlowKindText(flow.kind)),
                                 " ", flow.area.ToString(), flow.reason.empty() ? "" : " ",
                                 flow.reason));
  }
  return texts;
}

TEST(CoverageFlows, APaidPeriodLapsesAndIsPaidAgain) {
  Movement first = MovementOf("a", MovementKind::kPaidThrough, Scheme::kHealth, "2024-01");
  first.through = MonthOf("2024-03");
  Movement again = MovementOf("b", MovementKind::kPaidThrough, Scheme::kHealth, "2024-05");
  again.through = MonthOf("2024-12");
  Movement death = MovementOf("c", MovementKind::kLeave, Scheme::kHealth, "2024-07");
  death.reason = "DEATH";
  EXPECT_THAT(TextsOf({death, again, first}, Scheme::kHealth),
              ElementsAre("2024-01 NEW_PAYMENT 11311", "2024-04 LAPSED 11311",
                          "2024-05 PAID_AGAIN 11311", "2024-07 LEAVE 11311 DEATH"));
  EXPECT_THAT(TextsOf({death, again, first}, Scheme::kAny),
              ElementsAre("2024-01 NEW_PAYMENT 11311", "2024-04 LAPSED 11311",
                          "2024-05 PAID_AGAIN 11311", "2024-07 LEAVE 11311 DEATH"));
}

TEST(CoverageFlows, PeriodsWithoutAGapAreNoFlow) {
  Movement first = MovementOf("a", MovementKind::kPaidThrough, Scheme::kHealth, "2024-01");
  first.through = MonthOf("2024-03");
  const Movement next = MovementOf("b", MovementKind::kJoin, Scheme::kHealth, "2024-04");
  EXPECT_THAT(TextsOf({first, next}, Scheme::kHealth), ElementsAre("2024-01 NEW_PAYMENT 11311"));
}

TEST(CoverageFlows, CompulsoryInsuranceReplacesVoluntaryCoverWhichResumes) {
  Movement paid = MovementOf("a", MovementKind::kPaidThrough, Scheme::kVoluntary, "2024-01");
  paid.through = MonthOf("2024-12");
  Movement job = MovementOf("b", MovementKind::kJoin, Scheme::kCompulsory, "2024-03");
  job.category = FlowCategories().Find("EMPLOYMENT");
  job.area = Area("11317");
  Movement leave = MovementOf("c", MovementKind::kLeave, Scheme::kCompulsory, "2024-06");
  leave.reason = "CONTRACT_ENDED";
  const std::vector<Movement> all = {paid, job, leave};
  EXPECT_THAT(TextsOf(all, Scheme::kVoluntary),
              ElementsAre("2024-01 NEW_PAYMENT 11311", "2024-03 REPLACED 11311",
                          "2024-06 RESUMED 11311", "2025-01 LAPSED 11311"));
  EXPECT_THAT(TextsOf(all, Scheme::kCompulsory),
              ElementsAre("2024-03 NEW_JOIN 11317", "2024-06 LEAVE 11317 CONTRACT_ENDED"));
  EXPECT_THAT(
      TextsOf(all, Scheme::kAny),
      ElementsAre("2024-01 NEW_PAYMENT 11311", "2024-03 TRANSFER 11311", "2024-03 TRANSFER 11317",
                  "2024-06 TRANSFER 11317", "2024-06 TRANSFER 11311", "2025-01 LAPSED 11311"));
}

TEST(CoverageFlows, AMoveIsNoneOfAnAreaThatHoldsBothSides) {
  const Movement join = MovementOf("a", MovementKind::kJoin, Scheme::kHealth, "2023-03");
  Movement move = MovementOf("b", MovementKind::kTransfer, Scheme::kHealth, "2023-06");
  move.area = Area("11317");
  move.category = {};
  move.reason = "RESIDENCE";
  FlowMap counts;
  AddFlows(FoldCoverage({join, move}, {}, FlowCategories()).flows, +1, Reasons(), counts);
  const std::vector<std::pair<FlowKey, int64_t>> rows(counts.begin(), counts.end());
  const AreaCatalogue areas = ReformedAreas();
  const auto moves = [&](const char* area) {
    std::vector<std::string> texts;
    for (const auto& [key, people] : FlowsOf(Area(area), rows, areas)) {
      if (key.scheme != Scheme::kHealth || IsJoined(key.kind)) continue;
      texts.push_back(std::string(FlowText(key.kind)) + " " + Reasons().entry(key.reason).code);
    }
    return texts;
  };
  EXPECT_THAT(moves("11311"), ElementsAre("MOVED_OUT RESIDENCE"));
  EXPECT_THAT(moves("11317"), ElementsAre("MOVED_IN RESIDENCE"));
  EXPECT_THAT(moves("303"), IsEmpty()) << "both communes lie in it";
  EXPECT_THAT(moves("31"), IsEmpty());
}

// Flows of random people are those that the words of the rules give person by
// person and month by month, and joined and left are those of the counts.
TEST(CoverageFlows, AreThoseOfTheNaiveModelAndAddUpToJoinedAndLeft) {
  const uint64_t seed = std::random_device()();
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  const AreaCatalogue areas = ReformedAreas();
  const Month first = RandomHistory::First();
  size_t kinds = 0;
  for (int round = 0; round < 150; ++round) {
    RandomHistory random(seed + static_cast<uint64_t>(round), FlowCategories());
    FlowMap counts;
    DeltaMap direct;
    NaiveFlows model(areas, Reasons());
    for (int person = 0; person < 4; ++person) {
      const std::vector<Movement> movements = random.Movements(12);
      const std::vector<Wage> wages = random.Wages();
      const Coverage coverage = FoldCoverage(movements, wages, FlowCategories());
      AddFlows(coverage.flows, +1, Reasons(), counts);
      AddSpanDeltas(coverage.spans, +1, direct);
      model.AddPerson(movements, wages, FlowCategories());
    }
    const DeltaMap totals = ExpandToAncestors(direct, areas);
    for (const char* code : {"31", "303", "304", "318", "11311", "11314", "11317"}) {
      const Month from = first + random.Pick(NaiveCounts::kMonths);
      const Month through = from + random.Pick(first + NaiveCounts::kMonths - from);
      std::vector<std::pair<FlowKey, int64_t>> rows;
      const std::vector<AreaCode> below = AreasCountingFor(Area(code), from, through, areas);
      for (const auto& [key, people] : counts) {
        if (key.month < from || through < key.month) continue;
        if (std::find(below.begin(), below.end(), key.area) != below.end()) {
          rows.emplace_back(key, people);
        }
      }
      const AreaFlows flows = FlowsOf(Area(code), rows, areas);
      kinds = std::max(kinds, flows.size());
      ASSERT_EQ(flows, model.In(Area(code), from, through)) << "round " << round << " " << code;

      std::map<std::pair<int, Category>, std::pair<int64_t, int64_t>> by_reason, counted;
      for (const auto& [key, people] : flows) {
        auto& [joined, left] = by_reason[{static_cast<int>(key.scheme), key.category}];
        if (IsJoined(key.kind)) joined += people;
        if (IsLeft(key.kind)) left += people;
      }
      for (const auto& [key, delta] : totals) {
        if (key.area != Area(code) || key.month < from || through < key.month) continue;
        auto& [joined, left] = counted[{key.series, key.category}];
        joined += delta.joined;
        left += delta.left;
      }
      const auto none = [](const auto& each) {
        return each.second == std::pair<int64_t, int64_t>();
      };
      std::erase_if(by_reason, none);
      std::erase_if(counted, none);
      ASSERT_EQ(by_reason, counted) << "round " << round << " " << code;
    }
  }
  EXPECT_GT(kinds, 10u) << "the histories hold too little";
}

// The order in which movements arrive does not matter.
TEST(CoverageFlows, DoNotDependOnTheOrderOfMovements) {
  const uint64_t seed = std::random_device()();
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937_64 shuffle(seed);
  for (int round = 0; round < 300; ++round) {
    RandomHistory random(seed + static_cast<uint64_t>(round), FlowCategories());
    std::vector<Movement> movements = random.Movements(15);
    const std::vector<Wage> wages = random.Wages();
    const Coverage before = FoldCoverage(movements, wages, FlowCategories());
    std::shuffle(movements.begin(), movements.end(), shuffle);
    ASSERT_EQ(before.flows, FoldCoverage(movements, wages, FlowCategories()).flows);
  }
}

TEST(MovementReasons, AReasonThatIsNotListedIsOther) {
  const Month month = MonthOf("2024-01");
  EXPECT_EQ(Reasons().entry(Reasons().Find("DEATH", month)).name_vi, "Chết");
  EXPECT_EQ(Reasons().entry(Reasons().Find("no such code", month)).code, "OTHER");
  EXPECT_EQ(Reasons().entry(Reasons().Find("DEATH", MonthOf("2015-12"))).code, "OTHER")
      << "not in force yet";
  EXPECT_EQ(Reasons().entry(Reasons().Find("", month)).code, "");
}

TEST(MovementReasons, AFaultyFileNamesTheLine) {
  const std::string path = testing::TempDir() + "/reasons.csv";
  const auto problem = [&](const char* rows) {
    std::FILE* file = std::fopen(path.c_str(), "w");
    std::fputs("code,name_vi,name_en,valid_from,valid_to\n", file);
    std::fputs(rows, file);
    std::fclose(file);
    return std::string(MovementReasons::Load(path).status().message());
  };
  EXPECT_THAT(problem("OTHER,a,b,2024-01,2023-12\n"), HasSubstr("line 2"));
  EXPECT_THAT(problem("OTHER,a,b,2024-01,\nOTHER,a,b,2024-01,\n"), HasSubstr("line 3"));
  EXPECT_THAT(problem("DEATH,a,b,2024-01,\n"), HasSubstr("OTHER"));
}

}  // namespace
}  // namespace baophu::participant
