// Indicators as callers read them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/time/clock.h"
#include "tests/integration/target/world/target_server.h"

namespace baophu::target {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class IndicatorServiceTest : public testing::Test {
 protected:
  grpc::Status Get(const std::string& name, v1::Indicator& indicator) {
    v1::GetIndicatorRequest request;
    request.set_name(name);
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(10)));
    return target_->indicators().GetIndicator(&context, request, &indicator);
  }
  grpc::Status List(const v1::ListIndicatorsRequest& request,
                    v1::ListIndicatorsResponse& response) {
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(10)));
    return target_->indicators().ListIndicators(&context, request, &response);
  }

  TargetWorld world_;
  std::unique_ptr<TargetServer> target_ = world_.Serve();
};

TEST_F(IndicatorServiceTest, AnIndicatorHasTheNamesAndUnitOfItsRow) {
  v1::Indicator indicator;
  ASSERT_TRUE(Get("indicators/AMOUNT_COLLECTED", indicator).ok());
  EXPECT_EQ(indicator.name(), "indicators/AMOUNT_COLLECTED");
  EXPECT_EQ(indicator.code(), "AMOUNT_COLLECTED");
  EXPECT_EQ(indicator.unit(), "VND");
  EXPECT_EQ(indicator.period(), "YEAR_TO_DATE");
  EXPECT_FALSE(indicator.display_name_vi().empty());
  EXPECT_FALSE(indicator.display_name_en().empty());
  EXPECT_THAT(indicator.bases(), ElementsAre("COLLECTION_PLAN", "AMOUNT_ASSESSED"));

  const grpc::Status unknown = Get("indicators/WEALTH", indicator);
  EXPECT_EQ(unknown.error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_THAT(unknown.error_message(), HasSubstr("name: "));
  EXPECT_EQ(Get("WEALTH", indicator).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_F(IndicatorServiceTest, PagesHoldAllInTheOrderOfReports) {
  const auto report = target_->Report();
  ASSERT_TRUE(report.ok()) << report.status();
  std::vector<std::string> of_report;
  for (const v1::IndicatorValue& each : report->indicators()) of_report.push_back(each.indicator());
  std::vector<std::string> listed;
  v1::ListIndicatorsRequest request;
  request.set_page_size(4);
  do {
    v1::ListIndicatorsResponse page;
    ASSERT_TRUE(List(request, page).ok());
    EXPECT_LE(page.indicators_size(), 4);
    for (const v1::Indicator& each : page.indicators()) listed.push_back(each.code());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_EQ(listed, of_report);

  v1::ListIndicatorsResponse page;
  request.set_page_token("x");
  EXPECT_EQ(List(request, page).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_F(IndicatorServiceTest, BasesAndComparisonsAreListed) {
  grpc::ClientContext of_bases, of_comparisons;
  of_bases.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(10)));
  of_comparisons.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(10)));
  v1::ListBasesResponse bases;
  ASSERT_TRUE(target_->indicators().ListBases(&of_bases, {}, &bases).ok());
  ASSERT_GT(bases.bases_size(), 0);
  EXPECT_EQ(bases.bases(0).name(), "bases/LABOUR_FORCE");
  EXPECT_EQ(bases.bases(0).unit(), "PEOPLE");
  EXPECT_EQ(bases.bases(0).decimals(), 2);
  v1::ListComparisonsResponse comparisons;
  ASSERT_TRUE(target_->indicators().ListComparisons(&of_comparisons, {}, &comparisons).ok());
  ASSERT_EQ(comparisons.comparisons_size(), 3);
  EXPECT_EQ(comparisons.comparisons(2).code(), "SAME_MONTH_LAST_YEAR");
  EXPECT_EQ(comparisons.comparisons(2).rule(), "MONTHS_BACK");
  EXPECT_EQ(comparisons.comparisons(2).count(), 12);
}

}  // namespace
}  // namespace baophu::target
