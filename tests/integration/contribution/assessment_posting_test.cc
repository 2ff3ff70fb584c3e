// Assessments that the ledger takes from wages and law by itself.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "baophu/contribution/v1/assessment_service.grpc.pb.h"
#include "tests/integration/contribution/test_service.h"

namespace baophu::contribution {
namespace {

using ::testing::HasSubstr;

class AssessmentPostingTest : public testing::Test {
 protected:
  AssessmentPostingTest()
      : participant_("unix:" + folder_.path() + "/participant.sock"),
        service_(folder_.path(), "unix:" + folder_.path() + "/participant.sock") {
    participant_.SetAreas({{"31", participant::v1::AREA_LEVEL_PROVINCE, "", "2019-01", ""},
                           {"303", participant::v1::AREA_LEVEL_DISTRICT, "31", "2019-01", ""}});
    participant_.SetEmployer(7, {});
    participant_.SetEmployer(8, {}, "BUDGET");
  }

  std::unique_ptr<v1::AssessmentService::Stub> stub() {
    return v1::AssessmentService::NewStub(service_.channel());
  }
  static void SetDeadline(grpc::ClientContext& context) {
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
  }

  grpc::Status Extend(const std::string& first, const std::string& through) {
    grpc::ClientContext context;
    SetDeadline(context);
    v1::ExtendAssessmentPeriodRequest request;
    request.set_first_month(first);
    request.set_through_month(through);
    v1::AssessmentPeriod response;
    return stub()->ExtendAssessmentPeriod(&context, request, &response);
  }
  v1::AssessmentPeriod Period() {
    grpc::ClientContext context;
    SetDeadline(context);
    v1::AssessmentPeriod response;
    EXPECT_TRUE(stub()->GetAssessmentPeriod(&context, {}, &response).ok());
    return response;
  }
  grpc::Status TryGet(int64_t employer, const std::string& month,
                      v1::EmployerAssessment& response) {
    grpc::ClientContext context;
    SetDeadline(context);
    v1::GetEmployerAssessmentRequest request;
    request.set_name(absl::StrCat("employers/", employer, "/assessments/", month));
    return stub()->GetEmployerAssessment(&context, request, &response);
  }
  v1::EmployerAssessment Get(int64_t employer, const std::string& month) {
    v1::EmployerAssessment response;
    const grpc::Status status = TryGet(employer, month, response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }
  std::vector<v1::LedgerTransaction> Transactions(int64_t employer) {
    grpc::ClientContext context;
    SetDeadline(context);
    v1::ListTransactionsRequest request;
    request.set_parent(absl::StrCat("employers/", employer));
    request.set_page_size(1000);
    v1::ListTransactionsResponse response;
    EXPECT_TRUE(service_.ledger()->ListTransactions(&context, request, &response).ok());
    return {response.transactions().begin(), response.transactions().end()};
  }
  // Participant's employers and wages arrive by its feed.
  void AwaitPosted(int64_t employer, const std::string& month, int64_t posted_vnd) {
    Eventually([&] {
      v1::EmployerAssessment assessment;
      return TryGet(employer, month, assessment).ok() && assessment.posted_vnd() == posted_vnd;
    });
  }

  TempFolder folder_;
  FakeParticipant participant_;
  TestService service_;
};

TEST_F(AssessmentPostingTest, TheLedgerFollowsWagesAndPostsOnlyWhatDiffers) {
  participant_.AddWages({{1, 7, "2024-01", "", 10'000'000, "303"}});
  ASSERT_TRUE(Extend("2024-01", "2024-03").ok());
  AwaitPosted(7, "2024-03", 3'200'000);
  EXPECT_EQ(service_.Totals("31", "2024-03").assessed_vnd(), 9'600'000);
  EXPECT_EQ(service_.Totals("303", "2024-03").outstanding_vnd(), 9'600'000);
  ASSERT_EQ(Transactions(7).size(), 3u);

  // A raise that becomes known late: two months get the difference, the first none.
  participant_.AddWages(
      {{1, 7, "2024-01", "2024-01", 10'000'000, "303"}, {1, 7, "2024-02", "", 11'000'000, "303"}});
  AwaitPosted(7, "2024-03", 3'520'000);
  const std::vector<v1::LedgerTransaction> transactions = Transactions(7);
  ASSERT_EQ(transactions.size(), 5u);
  EXPECT_EQ(transactions[3].month(), "2024-02");
  EXPECT_EQ(transactions[3].date(), "2024-02-29");
  EXPECT_EQ(transactions[4].month(), "2024-03");
  EXPECT_EQ(service_.Totals("31", "2024-03").assessed_vnd(), 3'200'000 + 2 * 3'520'000);

  // One who left without anybody knowing: what was posted is taken back.
  participant_.AddWages({{1, 7, "2024-02", "2024-02", 11'000'000, "303"}});
  AwaitPosted(7, "2024-03", 0);
  EXPECT_EQ(service_.Totals("31", "2024-03").assessed_vnd(), 3'200'000 + 3'520'000);
  EXPECT_EQ(service_.Verify().difference_count(), 0);
}

TEST_F(AssessmentPostingTest, ThePeriodGrowsAndNeverShrinks) {
  participant_.AddWages({{1, 7, "2024-01", "", 10'000'000, "303"}});
  EXPECT_EQ(Period().first_month(), "");
  EXPECT_EQ(Extend("", "2024-03").error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(Extend("2024-03", "2024-02").error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(Extend("1990-01", "2024-02").error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  ASSERT_TRUE(Extend("2024-02", "2024-02").ok());
  AwaitPosted(7, "2024-02", 3'200'000);
  EXPECT_EQ(Get(7, "2024-03").posted_vnd(), 0);
  EXPECT_EQ(Extend("2024-03", "").error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(Extend("", "2024-01").error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  ASSERT_TRUE(Extend("", "2024-03").ok());
  AwaitPosted(7, "2024-03", 3'200'000);
  EXPECT_EQ(Period().first_month(), "2024-02");
  EXPECT_EQ(Period().through_month(), "2024-03");
  Eventually([&] { return Period().waiting_count() == 0; });
  EXPECT_EQ(Transactions(7).size(), 2u);
}

TEST_F(AssessmentPostingTest, APeriodThatGrowsLosesNothingThatChangedBefore) {
  const uint32_t seed = std::random_device()();
  SCOPED_TRACE(seed);
  std::mt19937 random(seed);
  participant_.AddWages({{1, 7, "2024-01", "", 10'000'000, "303"}});
  ASSERT_TRUE(Extend("2024-05", "2024-05").ok());
  std::vector<std::pair<std::string, std::string>> periods = {
      {"", "2024-06"}, {"2024-04", ""}, {"2024-02", "2024-08"}, {"2024-01", ""}, {"", "2024-09"}};
  for (const auto& [first, through] : periods) {
    // Told before, at the same time as or after the period grows, of any month, and
    // now and then of a workplace that cannot be computed, which is corrected later.
    const int month = 1 + static_cast<int>(random() % 9);
    const std::string workplace = random() % 3 == 0 ? "304" : "303";
    const auto wage_vnd = static_cast<int64_t>(5'000'000 + random() % 20'000'000);
    participant_.AddWages({{2, 7, absl::StrCat("2024-0", month), absl::StrCat("2024-0", month),
                            wage_vnd, workplace}});
    ASSERT_TRUE(Extend(first, through).ok());
    if (workplace == "304") {
      participant_.AddWages(
          {{2, 7, absl::StrCat("2024-0", month), absl::StrCat("2024-0", month), wage_vnd, "303"}});
    }
  }
  const int64_t newest = participant_.revision();
  Eventually([&] {
    const v1::AssessmentPeriod period = Period();
    return period.participant_revision() >= newest && period.waiting_count() == 0;
  });
  EXPECT_EQ(Period().problem_count(), 0);
  for (int month = 1; month <= 9; ++month) {
    const v1::EmployerAssessment assessment = Get(7, absl::StrCat("2024-0", month));
    EXPECT_GT(assessment.posted_vnd(), 0);
    for (const v1::FundAssessment& fund : assessment.funds()) {
      EXPECT_EQ(fund.posted_vnd(), fund.total_vnd()) << assessment.name() << " " << fund.fund();
    }
  }
  EXPECT_EQ(service_.Verify().difference_count(), 0);
}

TEST_F(AssessmentPostingTest, OnceParticipantIsKnownNothingMoreOfItIsOnTheWay) {
  ASSERT_TRUE(Extend("2024-01", "2024-01").ok());
  for (int64_t person = 1; person <= 20; ++person) {
    participant_.AddWages({{person, 7, "2024-01", "", 10'000'000, "303"}});
    const int64_t newest = participant_.revision();
    v1::AssessmentPeriod period;
    Eventually([&] {
      period = Period();
      return period.participant_revision() >= newest && period.waiting_count() == 0;
    });
    EXPECT_EQ(Get(7, "2024-01").posted_vnd(), 3'200'000 * person);
  }
}

TEST_F(AssessmentPostingTest, WhatCannotBeComputedWaitsWithItsReason) {
  participant_.AddWages(
      {{1, 7, "2024-01", "", 10'000'000, "304"}, {2, 8, "2024-01", "", 10'000'000, "303"}});
  ASSERT_TRUE(Extend("2024-01", "2024-01").ok());
  AwaitPosted(8, "2024-01", 3'200'000);
  Eventually([&] { return Period().problem_count() == 1; });
  grpc::ClientContext context;
  SetDeadline(context);
  v1::ListAssessmentProblemsResponse problems;
  ASSERT_TRUE(stub()->ListAssessmentProblems(&context, {}, &problems).ok());
  ASSERT_EQ(problems.problems_size(), 1);
  EXPECT_EQ(problems.problems(0).employer(), "employers/7");
  EXPECT_THAT(problems.problems(0).problem(), HasSubstr("workplace 304 is no area"));

  participant_.AddWages({{1, 7, "2024-01", "", 10'000'000, "303"}});
  AwaitPosted(7, "2024-01", 3'200'000);
  EXPECT_EQ(Period().problem_count(), 0);
}

TEST_F(AssessmentPostingTest, AnyOrderOfWagesEndsWithWhatTheLawSays) {
  const uint32_t seed = std::random_device()();
  SCOPED_TRACE(seed);
  std::mt19937 random(seed);
  // Jobs that are told of again and again, across restarts of the service.
  std::vector<FakeParticipant::WageRow> rows;
  for (int i = 0; i < 60; ++i) {
    const int month = 1 + static_cast<int>(random() % 6);
    rows.push_back({static_cast<int64_t>(1 + random() % 5), static_cast<int64_t>(7 + random() % 2),
                    absl::StrCat("2024-0", month), absl::StrCat("2024-0", month),
                    static_cast<int64_t>(random() % 80'000'000), "303"});
  }
  ASSERT_TRUE(Extend("2024-01", "2024-06").ok());
  for (size_t at = 0; at < rows.size(); at += 5) {
    participant_.AddWages(
        {rows.begin() + static_cast<ptrdiff_t>(at), rows.begin() + static_cast<ptrdiff_t>(at + 5)});
    if (at % 20 == 15) {
      service_.Stop();
      service_.Start();
    }
  }
  // The last job is known when all before it are.
  participant_.SetEmployer(9, {});
  participant_.AddWages({{99, 9, "2024-06", "2024-06", 5'000'000, "303"}});
  AwaitPosted(9, "2024-06", 1'600'000);
  Eventually([&] { return Period().waiting_count() == 0; });
  int64_t total_vnd = 0;
  for (const int64_t employer : {7, 8, 9}) {
    for (int month = 1; month <= 6; ++month) {
      const v1::EmployerAssessment assessment = Get(employer, absl::StrCat("2024-0", month));
      for (const v1::FundAssessment& fund : assessment.funds()) {
        EXPECT_EQ(fund.posted_vnd(), fund.total_vnd()) << assessment.name() << " " << fund.fund();
      }
      total_vnd += assessment.posted_vnd();
    }
  }
  EXPECT_EQ(service_.Totals("31", "2024-06").assessed_vnd(), total_vnd);
  EXPECT_EQ(service_.Verify().difference_count(), 0);
}

}  // namespace
}  // namespace baophu::contribution
