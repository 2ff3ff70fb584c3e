#include "services/participant/enrolment/fold/coverage_fold.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "tests/unit/participant/naive_coverage.h"
#include "tests/unit/participant/random_history.h"

namespace baophu::participant {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const Categories& TheCategories() {
  static const auto* const kCategories =
      new Categories(Categories::Load("deploy/config/categories.csv").value());
  return *kCategories;
}

Month M(const char* text) { return Month::Parse(text).value(); }

Movement Job(const char* id, MovementKind kind, const char* month, int employer,
             const char* area = "11311") {
  Movement movement;
  movement.id = id;
  movement.kind = kind;
  movement.schemes.Add(Scheme::kCompulsory);
  movement.effective = M(month);
  movement.area = AreaCode::FromTrusted(area);
  movement.category = TheCategories().Find("EMPLOYMENT");
  movement.employer = EmployerId(employer);
  movement.contract_date = Day::FirstOf(movement.effective);
  return movement;
}

Movement Voluntary(const char* id, const char* from, const char* through) {
  Movement movement;
  movement.id = id;
  movement.kind = MovementKind::kPaidThrough;
  movement.schemes.Add(Scheme::kVoluntary);
  movement.effective = M(from);
  movement.through = M(through);
  movement.area = AreaCode::FromTrusted("11311");
  movement.category = TheCategories().Find("OTHER");
  return movement;
}

std::vector<CoverageSpan> SpansOf(const Coverage& coverage, Scheme scheme) {
  std::vector<CoverageSpan> spans;
  for (const CoverageSpan& span : coverage.spans) {
    if (span.scheme == scheme) spans.push_back(span);
  }
  return spans;
}

Coverage Fold(const std::vector<Movement>& movements, const std::vector<Wage>& wages = {}) {
  return FoldCoverage(movements, wages, TheCategories());
}

TEST(CoverageFold, JoinCoversUntilTheMonthOfTheLeave) {
  const Coverage coverage = Fold(
      {Job("a", MovementKind::kJoin, "2024-01", 1), Job("b", MovementKind::kLeave, "2024-04", 1)});
  const auto spans = SpansOf(coverage, Scheme::kCompulsory);
  ASSERT_THAT(spans, SizeIs(1));
  EXPECT_EQ(spans[0].from, M("2024-01"));
  EXPECT_EQ(spans[0].through, M("2024-03"));
  EXPECT_THAT(coverage.findings, IsEmpty());
}

TEST(CoverageFold, TwoJobsCountOnceByTheFirstContract) {
  const Coverage coverage = Fold({Job("a", MovementKind::kJoin, "2024-01", 1, "11311"),
                                  Job("b", MovementKind::kJoin, "2024-03", 2, "11314"),
                                  Job("c", MovementKind::kLeave, "2024-06", 1)});
  EXPECT_THAT(SpansOf(coverage, Scheme::kCompulsory),
              ElementsAre(Field(&CoverageSpan::employer, EmployerId(1)),
                          Field(&CoverageSpan::employer, EmployerId(2))));
  EXPECT_EQ(SpansOf(coverage, Scheme::kCompulsory)[1].from, M("2024-06"));
  ASSERT_THAT(coverage.findings, SizeIs(1));
  EXPECT_EQ(coverage.findings[0].kind, FindingKind::kSecondEmployer);
  EXPECT_EQ(coverage.findings[0].from, M("2024-03"));
}

TEST(CoverageFold, HealthIsCountedByTheHighestWage) {
  Movement first = Job("a", MovementKind::kJoin, "2024-01", 1, "11311");
  Movement second = Job("b", MovementKind::kJoin, "2024-01", 2, "11314");
  first.schemes.Add(Scheme::kHealth);
  second.schemes.Add(Scheme::kHealth);
  const std::vector<Wage> wages = {{EmployerId(1), M("2024-01"), Month::Max(), 6'000'000},
                                   {EmployerId(2), M("2024-01"), M("2024-04"), 5'000'000},
                                   {EmployerId(2), M("2024-05"), Month::Max(), 7'000'000}};
  const auto spans = SpansOf(Fold({first, second}, wages), Scheme::kHealth);
  ASSERT_THAT(spans, SizeIs(2));
  EXPECT_EQ(spans[0].employer, EmployerId(1));
  EXPECT_EQ(spans[1].employer, EmployerId(2));
  EXPECT_EQ(spans[1].from, M("2024-05"));
}

TEST(CoverageFold, AMonthInBothCountsAsCompulsoryAndIsAFinding) {
  const Coverage coverage =
      Fold({Voluntary("a", "2024-01", "2024-12"), Job("b", MovementKind::kJoin, "2024-05", 1),
            Job("c", MovementKind::kLeave, "2024-07", 1)});
  const auto spans = SpansOf(coverage, Scheme::kVoluntary);
  ASSERT_THAT(spans, SizeIs(2));
  EXPECT_EQ(spans[0].through, M("2024-04"));
  EXPECT_EQ(spans[1].from, M("2024-07"));
  EXPECT_EQ(spans[1].through, M("2024-12"));
  ASSERT_THAT(coverage.findings, SizeIs(1));
  EXPECT_EQ(coverage.findings[0].kind, FindingKind::kCompulsoryAndVoluntary);
}

TEST(CoverageFold, ALeaveWithoutItsJoinIsAFindingUntilTheJoinComes) {
  const Movement leave = Job("b", MovementKind::kLeave, "2024-04", 1);
  const Coverage before = Fold({leave});
  ASSERT_THAT(before.findings, SizeIs(1));
  EXPECT_EQ(before.findings[0].kind, FindingKind::kLeaveWithoutJoin);
  const Coverage after = Fold({leave, Job("a", MovementKind::kJoin, "2024-01", 1)});
  EXPECT_THAT(after.findings, IsEmpty());
  EXPECT_EQ(SpansOf(after, Scheme::kCompulsory)[0].through, M("2024-03"));
}

TEST(CoverageFold, ALeaveBeforeTheJoinItNamesHasNoEffectAndIsAFinding) {
  Movement leave = Job("b", MovementKind::kLeave, "2023-12", 1);
  leave.names = "a";
  const Coverage coverage = Fold({Job("a", MovementKind::kJoin, "2024-01", 1), leave});
  ASSERT_THAT(coverage.findings, SizeIs(1));
  EXPECT_EQ(coverage.findings[0].kind, FindingKind::kLeaveBeforeJoin);
  EXPECT_EQ(SpansOf(coverage, Scheme::kCompulsory)[0].through, Month::Max());
}

TEST(CoverageFold, AnAnnulledMovementHasNoEffect) {
  Movement annul = Job("c", MovementKind::kAnnul, "2024-05", 1);
  annul.names = "b";
  const Coverage coverage = Fold({Job("a", MovementKind::kJoin, "2024-01", 1),
                                  Job("b", MovementKind::kLeave, "2024-04", 1), annul});
  EXPECT_EQ(SpansOf(coverage, Scheme::kCompulsory)[0].through, Month::Max());
  EXPECT_THAT(coverage.findings, IsEmpty());
}

TEST(CoverageFold, ATransferChangesTheAreaFromItsMonthOn) {
  const auto spans = SpansOf(Fold({Job("a", MovementKind::kJoin, "2024-01", 1, "11311"),
                                   Job("b", MovementKind::kTransfer, "2024-03", 1, "11314")}),
                             Scheme::kCompulsory);
  ASSERT_THAT(spans, SizeIs(2));
  EXPECT_EQ(spans[0].through, M("2024-02"));
  EXPECT_EQ(spans[1].area.text(), "11314");
}

// The property that everything rests on: the fold of any history in any order
// is what the rules say month by month.
TEST(CoverageFold, EqualsTheNaiveModelOnRandomHistoriesInAnyOrder) {
  const uint64_t seed = std::random_device()();
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937_64 order(seed);
  for (int round = 0; round < 3000; ++round) {
    RandomHistory history(seed + static_cast<uint64_t>(round), TheCategories());
    std::vector<Movement> movements = history.Movements(1 + history.Pick(12));
    std::vector<Wage> wages = history.Wages();
    if (history.Pick(3) == 0) {
      // Another record of the same person, merged into this one.
      RandomHistory other(seed + static_cast<uint64_t>(round) + 1'000'000, TheCategories(), "N");
      for (Movement& one : other.Movements(1 + history.Pick(6), movements)) {
        movements.push_back(std::move(one));
      }
      for (const Wage& wage : other.Wages()) wages.push_back(wage);
    }
    const Coverage coverage = Fold(movements, wages);
    const NaiveCoverage naive(movements, wages, TheCategories());
    for (int i = 0; i < RandomHistory::kMonths + 10; ++i) {
      const Month month = RandomHistory::First() + i;
      for (const Scheme scheme : {Scheme::kCompulsory, Scheme::kVoluntary, Scheme::kHealth,
                                  Scheme::kUnemployment, Scheme::kAny}) {
        std::optional<NaiveCoverage::Counted> folded;
        for (const CoverageSpan& span : coverage.spans) {
          if (span.scheme != scheme || month < span.from || month > span.through) continue;
          ASSERT_FALSE(folded.has_value()) << "overlapping spans, round " << round;
          folded = {span.area, span.category, span.employer};
        }
        ASSERT_EQ(folded, naive.In(scheme, month))
            << "round " << round << ", scheme " << static_cast<int>(scheme) << ", "
            << month.ToString();
      }
      for (int employer = 1; employer <= 3; ++employer) {
        const bool folded =
            std::any_of(coverage.jobs.begin(), coverage.jobs.end(), [&](const JobSpan& job) {
              return job.employer == EmployerId(employer) && job.from <= month &&
                     month <= job.through;
            });
        ASSERT_EQ(folded, naive.WorksAt(EmployerId(employer), month));
      }
    }
    std::shuffle(movements.begin(), movements.end(), order);
    ASSERT_EQ(Fold(movements, wages), coverage) << "another order, round " << round;
  }
}

}  // namespace
}  // namespace baophu::participant
