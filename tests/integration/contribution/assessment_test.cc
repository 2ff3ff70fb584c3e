// What employers owe by their workers' wages, as participant's feed tells of them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>

#include "baophu/contribution/v1/assessment_service.grpc.pb.h"
#include "tests/integration/contribution/test_service.h"

namespace baophu::contribution {
namespace {

using ::testing::HasSubstr;

class AssessmentTest : public testing::Test {
 protected:
  AssessmentTest()
      : participant_("unix:" + folder_.path() + "/participant.sock"),
        service_(folder_.path(), "unix:" + folder_.path() + "/participant.sock") {
    Fill();
  }

  void Fill() {
    participant_.SetAreas({{"31", participant::v1::AREA_LEVEL_PROVINCE, "", "2019-01", ""},
                           {"303", participant::v1::AREA_LEVEL_DISTRICT, "31", "2019-01", ""}});
    participant_.SetEmployer(7, {});
    participant_.SetEmployer(8, {}, "BUDGET");
  }

  grpc::Status Get(const std::string& name, v1::EmployerAssessment& response) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
    v1::GetEmployerAssessmentRequest request;
    request.set_name(name);
    return v1::AssessmentService::NewStub(service_.channel())
        ->GetEmployerAssessment(&context, request, &response);
  }
  grpc::Status List(const v1::ListAssessmentLinesRequest& request,
                    v1::ListAssessmentLinesResponse& response) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
    return v1::AssessmentService::NewStub(service_.channel())
        ->ListAssessmentLines(&context, request, &response);
  }

  // The employer's month once it has so many workers.
  v1::EmployerAssessment Await(const std::string& name, int64_t worker_count) {
    v1::EmployerAssessment assessment;
    Eventually(
        [&] { return Get(name, assessment).ok() && assessment.worker_count() == worker_count; });
    return assessment;
  }

  TempFolder folder_;
  FakeParticipant participant_;
  TestService service_;
};

TEST_F(AssessmentTest, WagesOfTheFeedBecomeWhatIsOwedBesideWhatIsPosted) {
  participant_.AddWages(
      {{1, 7, "2024-01", "", 10'000'000, "303"}, {2, 7, "2024-03", "2024-05", 60'000'000, "303"}});
  const v1::EmployerAssessment february = Await("employers/7/assessments/2024-02", 1);
  EXPECT_EQ(february.total_vnd(), 3'200'000);
  EXPECT_EQ(february.posted_vnd(), 0);
  EXPECT_EQ(february.due_date(), "2024-02-29");
  const v1::EmployerAssessment march = Await("employers/7/assessments/2024-03", 2);
  ASSERT_EQ(march.funds_size(), 6);
  // The base salary was 1,800,000 until June 2024.
  EXPECT_EQ(march.funds(0).counted_wages_vnd(), 46'000'000);
  EXPECT_EQ(march.funds(4).counted_wages_vnd(), 70'000'000);
  EXPECT_EQ(Await("employers/7/assessments/2024-06", 1).total_vnd(), 3'200'000);

  ASSERT_EQ(ImportOne(service_, "a",
                      Chunk(1, {Assessment("1", "employer:7", "303", "2024-02", "2024-02-29",
                                           2'200'000, 450'000)}))
                .refused_count(),
            0);
  v1::EmployerAssessment posted;
  ASSERT_TRUE(Get("employers/7/assessments/2024-02", posted).ok());
  EXPECT_EQ(posted.posted_vnd(), 2'650'000);
  EXPECT_EQ(posted.funds(0).posted_vnd(), posted.funds(0).total_vnd());
  EXPECT_EQ(posted.funds(3).posted_vnd(), posted.funds(3).total_vnd());
}

TEST_F(AssessmentTest, ASecondJobPaysForAccidentsOnly) {
  participant_.AddWages(
      {{1, 7, "2024-01", "", 10'000'000, "303"}, {1, 8, "2024-02", "", 4'000'000, "303"}});
  const v1::EmployerAssessment second = Await("employers/8/assessments/2024-02", 1);
  EXPECT_EQ(second.funding_type(), "BUDGET");
  EXPECT_EQ(second.total_vnd(), 20'000);
  v1::ListAssessmentLinesRequest request;
  request.set_parent("employers/8/assessments/2024-02");
  v1::ListAssessmentLinesResponse response;
  ASSERT_TRUE(List(request, response).ok());
  ASSERT_EQ(response.lines_size(), 1);
  EXPECT_EQ(response.lines(0).person(), "people/1");
  ASSERT_EQ(response.lines(0).funds_size(), 1);
  EXPECT_EQ(response.lines(0).funds(0).fund(), "ACCIDENT");
}

TEST_F(AssessmentTest, LinesComeInPagesAndAddUp) {
  std::vector<FakeParticipant::WageRow> wages;
  for (int64_t person = 1; person <= 7; ++person) {
    wages.push_back({person, 7, "2024-01", "", 5'000'000 + person, "303"});
  }
  participant_.AddWages(wages);
  const v1::EmployerAssessment whole = Await("employers/7/assessments/2024-01", 7);
  v1::ListAssessmentLinesRequest request;
  request.set_parent(whole.name());
  request.set_page_size(3);
  int64_t total_vnd = 0;
  int count = 0;
  do {
    v1::ListAssessmentLinesResponse response;
    ASSERT_TRUE(List(request, response).ok());
    for (const v1::AssessmentLine& line : response.lines()) {
      EXPECT_EQ(line.person(), "people/" + std::to_string(++count));
      total_vnd += line.total_vnd();
    }
    request.set_page_token(response.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_EQ(count, 7);
  EXPECT_EQ(total_vnd, whole.total_vnd());
}

TEST_F(AssessmentTest, AParticipantThatWasPutBackTakesItsWagesWithIt) {
  participant_.AddWages(
      {{1, 7, "2024-01", "", 10'000'000, "303"}, {2, 7, "2024-01", "", 10'000'000, "303"}});
  participant_.SetEmployer(9, {});
  Await("employers/7/assessments/2024-01", 2);
  participant_.StopServing();
  participant_.Clear();
  Fill();
  participant_.AddWages({{3, 7, "2024-01", "", 8'000'000, "303"}});
  participant_.Serve();
  EXPECT_EQ(Await("employers/7/assessments/2024-01", 1).total_vnd(), 2'560'000);
}

TEST_F(AssessmentTest, WhatCannotBeComputedIsNamed) {
  v1::EmployerAssessment response;
  for (const char* name : {"employers/7", "employers/x/assessments/2024-01",
                           "employers/7/assessments/2024-13", "people/7/assessments/2024-01"}) {
    EXPECT_EQ(Get(name, response).error_code(), grpc::StatusCode::INVALID_ARGUMENT) << name;
  }
  EXPECT_EQ(Get("employers/77/assessments/2024-01", response).error_code(),
            grpc::StatusCode::NOT_FOUND);
  participant_.AddWages({{1, 7, "2010-01", "", 10'000'000, "303"}});
  Await("employers/7/assessments/2024-01", 1);
  const grpc::Status status = Get("employers/7/assessments/2010-01", response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_THAT(status.error_message(), HasSubstr("2010-01"));
}

}  // namespace
}  // namespace baophu::contribution
