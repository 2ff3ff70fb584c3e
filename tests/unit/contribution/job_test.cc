// Which of a person's jobs a fund counts, and what an employer's workers add up to.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <tuple>
#include <vector>

#include "services/contribution/assessment/assessor.h"

namespace baophu::contribution {
namespace {

constexpr PayerId kFirst = PayerId::Employer(5);
constexpr PayerId kSecond = PayerId::Employer(3);

Month M(int month) { return Month::FromYearMonth(2024, month); }

JobWage Job(int64_t person_id, PayerId employer, int from, int through, int64_t wage_vnd) {
  return {employer,
          person_id,
          M(from),
          M(through),
          Vnd(wage_vnd),
          "WORKER",
          AreaCode::FromTrusted("303")};
}

std::vector<JobWage> Sorted(std::vector<JobWage> jobs) {
  std::sort(jobs.begin(), jobs.end(), [](const JobWage& a, const JobWage& b) {
    return std::tie(a.person_id, a.employer, a.from) < std::tie(b.person_id, b.employer, b.from);
  });
  return jobs;
}

CountedFunds Social(bool social, bool health) {
  CountedFunds counted{};
  counted[kRetirement] = counted[kSickness] = counted[kUnemployment] = social;
  counted[kAccident] = true;
  counted[kHealth] = health;
  return counted;
}

TEST(FundsOfJob, OneJobCountsForAllFunds) {
  const std::vector<JobWage> jobs = {Job(1, kFirst, 1, 12, 10)};
  EXPECT_EQ(FundsOfJob(jobs, kFirst, M(3)), Social(true, true));
}

TEST(FundsOfJob, SocialFollowsTheFirstContractAndHealthTheHighestWage) {
  const std::vector<JobWage> jobs = Sorted({Job(1, kFirst, 1, 12, 10), Job(1, kSecond, 3, 12, 20)});
  EXPECT_EQ(FundsOfJob(jobs, kFirst, M(2)), Social(true, true));
  EXPECT_EQ(FundsOfJob(jobs, kFirst, M(3)), Social(true, false));
  EXPECT_EQ(FundsOfJob(jobs, kSecond, M(3)), Social(false, true));
}

TEST(FundsOfJob, ARaiseDoesNotBeginAContractButAGapDoes) {
  const std::vector<JobWage> raised =
      Sorted({Job(1, kFirst, 1, 5, 10), Job(1, kFirst, 6, 12, 11), Job(1, kSecond, 4, 12, 5)});
  EXPECT_EQ(FundsOfJob(raised, kFirst, M(7)), Social(true, true));
  const std::vector<JobWage> back =
      Sorted({Job(1, kFirst, 1, 5, 10), Job(1, kFirst, 8, 12, 11), Job(1, kSecond, 4, 12, 5)});
  EXPECT_EQ(FundsOfJob(back, kFirst, M(9)), Social(false, true));
  EXPECT_EQ(FundsOfJob(back, kSecond, M(9)), Social(true, false));
}

TEST(Assessor, EachFundCountsEachPersonOnceAmongAllEmployers) {
  const uint32_t seed = std::random_device()();
  SCOPED_TRACE(seed);
  std::mt19937 random(seed);
  const Law law = *Law::Load("deploy/config/contribution");
  const AreaCatalogue areas({{AreaCode::FromTrusted("303"), AreaLevel::kProvince, "", AreaCode(),
                              Month::FromYearMonth(2019, 1), Month::Max()}});
  for (int round = 0; round < 50; ++round) {
    std::vector<JobWage> jobs;
    for (int64_t person = 1; person <= 20; ++person) {
      for (int64_t employer = 1; employer <= 4; ++employer) {
        for (int month = 1; month <= 12;) {
          const int through = std::min(12, month + static_cast<int>(random() % 6));
          if (random() % 2) {
            jobs.push_back(Job(person, PayerId::Employer(employer), month, through,
                               static_cast<int64_t>(random() % 90'000'000)));
          }
          month = through + 1;
        }
      }
    }
    jobs = Sorted(std::move(jobs));
    const Month month = M(1 + static_cast<int>(random() % 12));
    Assessor assessor(law, areas);
    std::vector<int64_t> working;
    FundAssessments sums;
    for (int64_t employer = 1; employer <= 4; ++employer) {
      const PayerId payer = PayerId::Employer(employer);
      const auto lines = *assessor.Assess(payer, FundingType::kEnterprise, jobs, month);
      const FundAssessments parts = SumOfLines(lines);
      for (size_t fund = 0; fund < kFundCount; ++fund) {
        sums[fund].worker_count += parts[fund].worker_count;
      }
      int64_t jobs_here = 0;
      for (const JobWage& job : jobs) {
        if (job.employer == payer && job.Holds(month)) ++jobs_here;
      }
      ASSERT_EQ(static_cast<int64_t>(lines.size()), jobs_here);
      ASSERT_EQ(parts[kAccident].worker_count, jobs_here);
    }
    for (const JobWage& job : jobs) {
      if (job.Holds(month)) working.push_back(job.person_id);
    }
    working.erase(std::unique(working.begin(), working.end()), working.end());
    for (const size_t fund : {kRetirement, kSickness, kHealth, kUnemployment}) {
      ASSERT_EQ(sums[fund].worker_count, static_cast<int64_t>(working.size())) << FundText(fund);
    }
  }
}

TEST(Assessor, AWorkplaceThatIsNoAreaIsNamed) {
  const Law law = *Law::Load("deploy/config/contribution");
  const AreaCatalogue areas;
  Assessor assessor(law, areas);
  const std::vector<JobWage> jobs = {Job(1, kFirst, 1, 12, 10)};
  EXPECT_THAT(assessor.Assess(kFirst, FundingType::kEnterprise, jobs, M(3)).status().message(),
              ::testing::HasSubstr("workplace 303 is no area in 2024-03"));
}

}  // namespace
}  // namespace baophu::contribution
