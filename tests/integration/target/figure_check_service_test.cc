// Checks of stated figures against the suite's own data.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "tests/integration/target/world/target_server.h"

namespace baophu::target {
namespace {

using testing::HasSubstr;
using testing::UnorderedElementsAre;

constexpr char kCompulsory[] = "PARTICIPANTS_SOCIAL_COMPULSORY";

class FigureCheckServiceTest : public testing::Test {
 protected:
  grpc::Status Check(const v1::CheckFiguresRequest& request, v1::CheckFiguresResponse& response,
                     bool with_deadline = true) {
    grpc::ClientContext context;
    if (with_deadline) context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(10)));
    return target_->figures().CheckFigures(&context, request, &response);
  }

  // People in compulsory insurance of Hải Phòng at a month's end, against own data.
  static v1::CheckFiguresRequest Compulsory(const std::string& as_of, int64_t value) {
    v1::CheckFiguresRequest request;
    v1::StatedFigure& figure = *request.add_figures();
    figure.set_id("A");
    figure.set_as_of(as_of);
    figure.set_place_code("31");
    figure.set_indicator("so_nguoi_tham_gia");
    figure.set_scheme("BHXH_BB");
    figure.mutable_value()->set_number_value(static_cast<double>(value));
    figure.set_unit("người");
    figure.set_exactness("exact");
    request.mutable_against()->set_area_code("31");
    return request;
  }

  // Verdicts of the findings about own data, by the quantity that they are of.
  static std::vector<std::string> OwnData(const v1::CheckFiguresResponse& response) {
    std::vector<std::string> verdicts;
    for (const v1::Finding& finding : response.findings()) {
      if (finding.relation() != "OWN_DATA") continue;
      verdicts.push_back(absl::StrCat(finding.intervals(0).quantity(), " ", finding.verdict()));
    }
    return verdicts;
  }

  TargetWorld world_;
  std::unique_ptr<TargetServer> target_ = world_.Serve();
};

TEST_F(FigureCheckServiceTest, ValuePlanAndEarlierValueAreComparedAtTheReportsRevisions) {
  target_->CreatePlan("31", kCompulsory, "2024-01", 2000);
  const auto report = target_->Report();
  ASSERT_TRUE(report.ok()) << report.status();
  v1::CheckFiguresRequest request = Compulsory("hết tháng 9/2024", 1000);
  v1::StatedRatio& ratio = *request.mutable_figures(0)->add_ratios();
  ratio.set_of("ke_hoach_nam_BHXHVN");
  ratio.mutable_percent()->set_string_value("50,00");
  v1::StatedChange& change = *request.mutable_figures(0)->add_changes();
  change.set_vs("cung_ky_nam_truoc");
  change.mutable_delta()->set_number_value(-999'000);
  v1::CheckFiguresResponse response;
  const grpc::Status status = Check(request, response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_THAT(OwnData(response),
              UnorderedElementsAre("VALUE CONSISTENT", "PLAN CONSISTENT", "VALUE INCONSISTENT"));
  for (const v1::Finding& finding : response.findings()) {
    if (finding.relation() != "OWN_DATA") continue;
    EXPECT_EQ(finding.report(), "areas/31/coverageReports/2024-09");
    EXPECT_EQ(finding.revisions().SerializeAsString(), report->revisions().SerializeAsString());
    EXPECT_THAT(finding.explanation_en(), HasSubstr("areas/31/coverageReports/2024-09"));
  }
  ASSERT_EQ(response.own_reports_size(), 1);
  EXPECT_EQ(response.own_reports(0).indicator_count(), report->indicators_size());
}

TEST_F(FigureCheckServiceTest, WhatIsWrongIsSaidToBe) {
  v1::CheckFiguresResponse response;
  ASSERT_TRUE(Check(Compulsory("30/9/2024", 1001), response).ok());
  EXPECT_THAT(OwnData(response), UnorderedElementsAre("VALUE INCONSISTENT"));
  response.Clear();
  ASSERT_TRUE(Check(Compulsory("19/9/2024", 1001), response).ok());
  EXPECT_THAT(OwnData(response), testing::IsEmpty());
  EXPECT_THAT(response.unchecked_figures(), testing::ElementsAre("A"));
}

TEST_F(FigureCheckServiceTest, AnAnswerReflectsTheRevisionsThatAreAskedFor) {
  world_.participant().Add(AreaCode::FromTrusted("31"), *Month::Parse("2024-03"), 7);
  v1::CheckFiguresRequest request = Compulsory("2024-09", 1007);
  request.mutable_against()->mutable_min_revisions()->set_participant(
      world_.participant().revision());
  v1::CheckFiguresResponse response;
  const grpc::Status status = Check(request, response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_THAT(OwnData(response), UnorderedElementsAre("VALUE CONSISTENT"));
  EXPECT_GE(response.own_reports(0).revisions().participant(), world_.participant().revision());
}

TEST_F(FigureCheckServiceTest, MistakesAreNamed) {
  v1::CheckFiguresResponse response;
  v1::CheckFiguresRequest request = Compulsory("2024-09", 5);
  EXPECT_EQ(Check(request, response, false).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  request.mutable_against()->set_area_code("x");
  grpc::Status status = Check(request, response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(status.error_message(), HasSubstr("against.area_code"));
  request.mutable_against()->set_area_code("77");
  request.mutable_figures(0)->set_place_code("77");
  EXPECT_EQ(Check(request, response).error_code(), grpc::StatusCode::NOT_FOUND);
  request = Compulsory("2024-09", 5);
  request.mutable_against()->mutable_min_revisions()->set_target(-1);
  EXPECT_EQ(Check(request, response).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  request = Compulsory("2024-09", -5);
  status = Check(request, response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(status.error_message(), HasSubstr("figures[A].value"));
  request = {};
  for (int month = 0; month < 25; ++month) {
    *request.add_figures() =
        Compulsory((*Month::Parse("2022-01") + month).ToString(), 5).figures(0);
    request.mutable_figures(month)->set_id(absl::StrCat(month));
  }
  request.mutable_against()->set_area_code("31");
  status = Check(request, response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(status.error_message(), HasSubstr("25 months"));
}

TEST_F(FigureCheckServiceTest, WithoutAServiceThereIsNoOwnDataButStillACheck) {
  world_.upstreams().StopContribution();
  target_->AwaitConfirmed(false);
  v1::CheckFiguresRequest request = Compulsory("2024-09", 1000);
  v1::CheckFiguresResponse response;
  const grpc::Status status = Check(request, response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_THAT(status.error_message(), HasSubstr("contribution"));
  request.clear_against();
  EXPECT_TRUE(Check(request, response).ok());
}

TEST_F(FigureCheckServiceTest, ASampleProvesNothing) {
  ReplicaOptions options = world_.Options();
  options.sample_scale = "0.05";
  target_ = world_.Serve(options);
  v1::CheckFiguresResponse response;
  const grpc::Status status = Check(Compulsory("2024-09", 1001), response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_THAT(OwnData(response), UnorderedElementsAre("VALUE UNDETERMINED"));
  EXPECT_EQ(response.own_reports(0).sample_scale(), "0.05");
}

}  // namespace
}  // namespace baophu::target
