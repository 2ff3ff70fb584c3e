// Forecasts as they are printed.

#include "services/cli/forecast/forecast_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace baophu::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const Month kSeptember = Month::FromYearMonth(2024, 9);

target::v1::Forecast Forecast() {
  target::v1::Forecast forecast;
  forecast.set_indicator("PARTICIPANTS_SOCIAL_VOLUNTARY");
  forecast.set_area_display_name("Thành phố Hải Phòng");
  forecast.set_value(36'520);
  for (int k = 10; k <= 12; ++k) {
    target::v1::ForecastMonth& month = *forecast.add_months();
    month.set_month("2024-" + std::to_string(k));
    month.set_value(39'000 + 1'000 * k);
    month.set_low(38'000 + 1'000 * k);
    month.set_high(40'000 + 1'000 * k);
  }
  *forecast.mutable_year_end() = forecast.months(2);
  forecast.set_confidence_percent(80);
  forecast.set_method(target::v1::FORECAST_METHOD_AIRLINE);
  forecast.set_theta("0.3");
  forecast.set_seasonal_theta("0.0");
  forecast.mutable_history()->set_first_month("2022-01");
  forecast.mutable_history()->set_month_count(33);
  forecast.mutable_history()->set_state(target::v1::FORECAST_HISTORY_STATE_SUFFICIENT);
  forecast.set_error_count(57);
  target::v1::ForecastPlan& plan = *forecast.mutable_plan();
  plan.set_assigner("VSS");
  plan.set_kind("ASSIGNED");
  plan.set_value(52'000);
  plan.set_difference(-1'000);
  plan.set_chance_percent("31.58");
  target::v1::ForecastBackTest& test = *forecast.mutable_back_test();
  test.set_months_ahead(3);
  test.set_origin_count(18);
  test.set_mean_absolute_error(1'900);
  test.set_last_value_mean_absolute_error(3'100);
  test.set_same_growth_mean_absolute_error(2'000);
  return forecast;
}

TEST(ForecastText, TellsMonthsPlanAndWorthInVietnamese) {
  const std::string text = ForecastText(Forecast(), kSeptember, Language::kVietnamese);
  EXPECT_THAT(text, HasSubstr("DỰ BÁO CUỐI NĂM 2024: Số người tham gia BHXH tự nguyện"));
  EXPECT_THAT(text, HasSubstr("Thành phố Hải Phòng, đến hết tháng 9/2024: 36.520 người"));
  EXPECT_THAT(text, HasSubstr("tháng 12/2024  51.000  50.000  52.000"));
  EXPECT_THAT(text, HasSubstr("Kế hoạch BHXH Việt Nam giao: 52.000 người, dự báo thiếu 1.000 "
                              "người; khả năng đạt 31,58%"));
  EXPECT_THAT(text, HasSubstr("θ = 0,3, Θ = 0,0; từ lịch sử 33 tháng, kể từ tháng 1/2022."));
  EXPECT_THAT(text, HasSubstr("sai số bình quân 1.900 người; nếu giữ mức tháng cuối 3.100 người; "
                              "nếu tăng như năm trước 2.000 người."));
  EXPECT_THAT(text, Not(HasSubstr("mẫu")));
}

TEST(ForecastText, SaysOfASampleThatItProvesThePartsOnly) {
  target::v1::Forecast forecast = Forecast();
  forecast.set_sample_scale("0.05");
  EXPECT_THAT(ForecastText(forecast, kSeptember, Language::kVietnamese),
              HasSubstr("Lịch sử của số liệu mẫu là tự tạo"));
  const std::string text = ForecastText(forecast, kSeptember, Language::kEnglish);
  EXPECT_THAT(text, HasSubstr("A sample's history is invented"));
  EXPECT_THAT(text, HasSubstr("chance of reaching it 31.58%"));
}

TEST(ForecastText, SaysWhatAShortHistoryCannotTell) {
  target::v1::Forecast forecast = Forecast();
  for (target::v1::ForecastMonth& month : *forecast.mutable_months()) {
    month.clear_low();
    month.clear_high();
  }
  forecast.mutable_year_end()->clear_low();
  forecast.mutable_plan()->clear_chance_percent();
  forecast.clear_back_test();
  forecast.set_method(target::v1::FORECAST_METHOD_LAST_VALUE);
  forecast.mutable_history()->set_month_count(3);
  forecast.mutable_history()->set_state(target::v1::FORECAST_HISTORY_STATE_TOO_SHORT);
  const std::string text = ForecastText(forecast, kSeptember, Language::kEnglish);
  EXPECT_THAT(text, HasSubstr("too few errors"));
  EXPECT_THAT(text, HasSubstr("too little data for a chance"));
  EXPECT_THAT(text, HasSubstr("the last month is repeated, for want of 13 months; from a history "
                              "of 3 months, too short"));
  EXPECT_THAT(text, Not(HasSubstr("Tested by")));
}

TEST(ForecastRankingText, HasARowForEachAreaAndNamesTheOthers) {
  target::v1::RankForecastsResponse ranking;
  *ranking.add_forecasts() = Forecast();
  ranking.mutable_forecasts(0)->set_area_display_name("Quận Hồng Bàng");
  ranking.add_areas_without_plan("304");
  ranking.add_areas_without_figures("305");
  const std::string text = ForecastRankingText(ranking, kSeptember, "PARTICIPANTS_SOCIAL_VOLUNTARY",
                                               Language::kVietnamese);
  EXPECT_THAT(text, HasSubstr("Quận Hồng Bàng"));
  EXPECT_THAT(text, HasSubstr("31,58%"));
  EXPECT_THAT(text, HasSubstr("Không có kế hoạch: 304"));
  EXPECT_THAT(text, HasSubstr("Không có số liệu: 305"));
}

}  // namespace
}  // namespace baophu::cli
