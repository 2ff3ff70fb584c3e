// What a forecast is made from.

#include "services/target/forecast/forecast_series.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

namespace baophu::target {
namespace {

Month M(const std::string& text) { return *Month::Parse(text); }

TEST(ForecastSeries, LevelsAreTakenAsTheyStand) {
  const ForecastSeries series = *MakeForecastSeries(
      Period::kStock, M("2024-02"), {{M("2023-12"), 10}, {M("2024-01"), 7}, {M("2024-02"), 8}});
  EXPECT_THAT(series.amounts, testing::ElementsAre(10, 7, 8));
  EXPECT_EQ(series.first, M("2023-12"));
  EXPECT_EQ(series.last(), M("2024-02"));
  EXPECT_EQ(series.value, 8);
}

TEST(ForecastSeries, WhatRunsFromJanuaryIsTakenMonthByMonth) {
  const ForecastSeries series = *MakeForecastSeries(
      Period::kYearToDate, M("2024-02"),
      {{M("2023-11"), 100}, {M("2023-12"), 130}, {M("2024-01"), 9}, {M("2024-02"), 21}});
  // What November added is not known without October.
  EXPECT_THAT(series.amounts, testing::ElementsAre(30, 9, 12));
  EXPECT_EQ(series.first, M("2023-12"));
  EXPECT_EQ(series.value, 21);
}

TEST(ForecastSeries, EndsAtAGapAndHasNoMonthsBeforeTheFirstRecord) {
  const std::map<Month, int64_t> gap = {{M("2023-10"), 5}, {M("2023-12"), 6}, {M("2024-01"), 7}};
  EXPECT_THAT(MakeForecastSeries(Period::kStock, M("2024-01"), gap)->amounts,
              testing::ElementsAre(6, 7));
  const std::map<Month, int64_t> begins = {
      {M("2023-10"), 0}, {M("2023-11"), 0}, {M("2023-12"), 6}, {M("2024-01"), 0}};
  EXPECT_THAT(MakeForecastSeries(Period::kStock, M("2024-01"), begins)->amounts,
              testing::ElementsAre(6, 0));
  const std::map<Month, int64_t> nothing = {{M("2023-12"), 0}, {M("2024-01"), 0}};
  EXPECT_THAT(MakeForecastSeries(Period::kStock, M("2024-01"), nothing)->amounts,
              testing::ElementsAre(0));
}

TEST(ForecastSeries, SaysThatTheMonthHasNoFigure) {
  const auto series = MakeForecastSeries(Period::kStock, M("2024-02"), {{M("2024-01"), 7}});
  EXPECT_EQ(series.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(series.status().message(), testing::HasSubstr("2024-02"));
}

TEST(ForecastSeries, ReadsFiveYearsButAMonth) {
  const std::vector<Month> months = ForecastMonths(M("2024-09"));
  EXPECT_EQ(months.size(), 59U);
  EXPECT_EQ(months.front(), M("2019-11"));
  EXPECT_EQ(months.back(), M("2024-09"));
}

}  // namespace
}  // namespace baophu::target
