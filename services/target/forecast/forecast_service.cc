#include "services/target/forecast/forecast_service.h"

#include <algorithm>
#include <map>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/money/percent.h"
#include "common/rpc/unary.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "services/target/area_table/area_month_name.h"
#include "services/target/coverage_report/report_message_service.h"

namespace baophu::target {
namespace {

constexpr int32_t kUsualConfidence = 80;
constexpr int32_t kLeastConfidence = 50;
constexpr int32_t kMostConfidence = 95;

v1::ForecastMethod ToMessage(ForecastMethod method) {
  return method == ForecastMethod::kAirline ? v1::FORECAST_METHOD_AIRLINE
                                            : v1::FORECAST_METHOD_LAST_VALUE;
}

v1::ForecastHistoryState ToMessage(HistoryState state) {
  switch (state) {
    case HistoryState::kSufficient:
      return v1::FORECAST_HISTORY_STATE_SUFFICIENT;
    case HistoryState::kShort:
      return v1::FORECAST_HISTORY_STATE_SHORT;
    case HistoryState::kTooShort:
      return v1::FORECAST_HISTORY_STATE_TOO_SHORT;
  }
  return v1::FORECAST_HISTORY_STATE_UNSPECIFIED;
}

std::string TenthsText(int32_t tenths) { return absl::StrCat(tenths / 10, ".", tenths % 10); }

void ToMessage(const ForecastPoint& point, v1::ForecastMonth& message) {
  message.set_month(point.month.ToString());
  message.set_value(point.value);
  if (point.low.has_value()) message.set_low(*point.low);
  if (point.high.has_value()) message.set_high(*point.high);
}

void ToMessage(const ForecastBackTest& test, v1::ForecastBackTest& message) {
  message.set_origin_count(test.origin_count);
  message.set_mean_absolute_error(test.method);
  message.set_last_value_mean_absolute_error(test.last_value);
  if (test.same_growth.has_value()) {
    message.set_same_growth_mean_absolute_error(*test.same_growth);
  }
}

void ToMessage(const ForecastSeries& series, const ForecastAnswer& answer, v1::Forecast& message) {
  message.set_value(series.value);
  ToMessage(answer.months.back(), *message.mutable_year_end());
  message.set_method(ToMessage(answer.method));
  if (answer.method == ForecastMethod::kAirline) {
    message.set_theta(TenthsText(answer.parameters.theta));
    message.set_seasonal_theta(TenthsText(answer.parameters.seasonal_theta));
  }
  v1::ForecastHistory& history = *message.mutable_history();
  history.set_first_month(series.first.ToString());
  history.set_month_count(static_cast<int32_t>(series.amounts.size()));
  history.set_state(ToMessage(answer.history));
  message.set_error_count(answer.error_count);
  if (!answer.back_test.has_value()) return;
  message.mutable_back_test()->set_months_ahead(static_cast<int32_t>(answer.months.size()));
  ToMessage(*answer.back_test, *message.mutable_back_test());
}

void ToMessage(const PlanVersion& plan, int64_t value, const ForecastAnswer& answer,
               v1::ForecastPlan& message) {
  message.set_assigner(plan.assigner);
  message.set_kind(std::string(PlanKindText(plan.kind)));
  message.set_decision(plan.decision);
  message.set_base(plan.base);
  message.set_value(value);
  message.set_difference(answer.months.back().value - value);
  if (answer.chance.has_value()) message.set_chance_percent(PercentText(*answer.chance));
}

absl::Status CheckCount(size_t area_count) {
  if (area_count <= kMostForecastAreas) return absl::OkStatus();
  return FaultStatus(absl::StatusCode::kOutOfRange, "TOO_MANY_AREAS", "name",
                     absl::StrCat("has ", area_count - 1, " areas directly below it"),
                     "ask for their forecasts one by one");
}

// Whether the plan of `a` is less likely reached than that of `b`; both have a chance.
bool LessLikely(const ForecastAnswer& a, int64_t plan_of_a, const ForecastAnswer& b,
                int64_t plan_of_b) {
  const __int128 chance_a = static_cast<__int128>(a.chance->numerator) * b.chance->denominator;
  const __int128 chance_b = static_cast<__int128>(b.chance->numerator) * a.chance->denominator;
  if (chance_a != chance_b) return chance_a < chance_b;
  return static_cast<__int128>(a.months.back().value) * plan_of_b <
         static_cast<__int128>(b.months.back().value) * plan_of_a;
}

}  // namespace

grpc::ServerUnaryReactor* ForecastService::GetForecast(grpc::CallbackServerContext* context,
                                                       const v1::GetForecastRequest* request,
                                                       v1::Forecast* response) {
  return rpc::RunUnary(context, executor_, [this, context, request, response] {
    return Get(*request, rpc::DeadlineOf(*context), *response);
  });
}

grpc::ServerUnaryReactor* ForecastService::RankForecasts(grpc::CallbackServerContext* context,
                                                         const v1::RankForecastsRequest* request,
                                                         v1::RankForecastsResponse* response) {
  return rpc::RunUnary(context, executor_, [this, context, request, response] {
    return Rank(*request, rpc::DeadlineOf(*context), *response);
  });
}

template <typename Request>
absl::StatusOr<ForecastService::Asked> ForecastService::Read(const Request& request) const {
  Asked asked;
  BAOPHU_ASSIGN(
      asked.plan,
      ReadAskedPlan(catalogue_,
                    {request.indicator(), request.assigner(), request.kind(), request.base()}, ""));
  asked.confidence_percent =
      request.confidence_percent() == 0 ? kUsualConfidence : request.confidence_percent();
  if (asked.confidence_percent < kLeastConfidence || asked.confidence_percent > kMostConfidence) {
    return InvalidField("confidence_percent", absl::StrCat("is ", asked.confidence_percent),
                        absl::StrCat("send ", kLeastConfidence, " to ", kMostConfidence,
                                     ", or 0 for ", kUsualConfidence));
  }
  BAOPHU_ASSIGN(asked.need, ReadMinRevisions(request.min_revisions()));
  // A caller sees what it wrote here.
  asked.need[Source::kTarget] = std::max(asked.need[Source::kTarget], clock_.newest());
  return asked;
}

absl::StatusOr<ForecastService::AreaForecast> ForecastService::ForecastOf(
    const ReportInput& input, const Asked& asked) const {
  std::map<Month, int64_t> values;
  for (const Month month : ForecastMonths(input.month)) {
    // Debts of before the agency's people were recorded are not what a year brings.
    if (!input.coverage.contains(month)) continue;
    // Nor is a history drawn from figures of which a reform left a remainder.
    if (RemainderOf(input, *asked.plan.indicator, month) != 0) continue;
    const std::optional<int64_t> value = ValueOf(input, catalogue_, *asked.plan.indicator, month);
    if (value.has_value()) values[month] = *value;
  }
  AreaForecast forecast;
  BAOPHU_ASSIGN(forecast.series,
                MakeForecastSeries(asked.plan.indicator->period, input.month, values));
  forecast.plan = FindAskedPlan(input, catalogue_, asked.plan);
  if (forecast.plan != nullptr) {
    forecast.plan_value = PlanValueOf(input, catalogue_, *forecast.plan, input.month);
  }
  BAOPHU_ASSIGN(forecast.answer,
                MakeForecast({forecast.series, asked.confidence_percent, forecast.plan_value}));
  return forecast;
}

absl::Status ForecastService::Get(const v1::GetForecastRequest& request, absl::Time deadline,
                                  v1::Forecast& response) const {
  BAOPHU_ASSIGN(const AreaMonthName name, ReadAreaMonthName(request.name(), "forecasts"));
  BAOPHU_ASSIGN(const Asked asked, Read(request));
  BAOPHU_ASSIGN(AreaFigures figures,
                figures_.Read(
                    [&](const AreaCatalogue& areas) -> absl::StatusOr<std::vector<AreaCode>> {
                      BAOPHU_TRY(CheckArea(areas, name));
                      return std::vector<AreaCode>{name.area};
                    },
                    name.month, ForecastMonths(name.month), asked.need, deadline));
  BAOPHU_ASSIGN(const AreaForecast forecast, ForecastOf(figures.inputs[name.area], asked));
  Fill(name, *figures.areas, asked, forecast, response);
  for (const ForecastPoint& point : forecast.answer.months) {
    ToMessage(point, *response.add_months());
  }
  response.set_sample_scale(sample_scale_);
  ToMessage(figures.revisions, *response.mutable_revisions());
  return absl::OkStatus();
}

absl::Status ForecastService::Rank(const v1::RankForecastsRequest& request, absl::Time deadline,
                                   v1::RankForecastsResponse& response) const {
  BAOPHU_ASSIGN(const AreaMonthName name, ReadAreaMonthName(request.name(), "forecastRanking"));
  BAOPHU_ASSIGN(const Asked asked, Read(request));
  std::vector<AreaCode> below;
  BAOPHU_ASSIGN(AreaFigures figures,
                figures_.Read(
                    [&](const AreaCatalogue& areas) -> absl::StatusOr<std::vector<AreaCode>> {
                      BAOPHU_TRY(CheckArea(areas, name));
                      below = AreasDirectlyBelow(areas, name);
                      std::vector<AreaCode> all = below;
                      all.push_back(name.area);
                      BAOPHU_TRY(CheckCount(all.size()));
                      return all;
                    },
                    name.month, ForecastMonths(name.month), asked.need, deadline));
  std::vector<std::pair<AreaCode, AreaForecast>> ranked;
  for (const AreaCode area : below) {
    const ReportInput& input = figures.inputs[area];
    absl::StatusOr<AreaForecast> forecast = ForecastOf(input, asked);
    if (forecast.ok()) {
      if (!forecast->plan_value.has_value()) response.add_areas_without_plan(area.ToString());
      ranked.emplace_back(area, *std::move(forecast));
    } else if (FaultOf(forecast.status())->reason == "NO_FIGURE") {
      response.add_areas_without_figures(area.ToString());
    } else {
      return forecast.status();
    }
  }
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) {
    const bool known = b.second.answer.chance.has_value();
    if (!a.second.answer.chance.has_value() || !known) {
      return a.second.answer.chance.has_value() && !known;
    }
    return LessLikely(a.second.answer, *a.second.plan_value, b.second.answer, *b.second.plan_value);
  });
  for (const auto& [area, forecast] : ranked) {
    Fill({area, name.month}, *figures.areas, asked, forecast, *response.add_forecasts());
  }
  response.set_sample_scale(sample_scale_);
  ToMessage(figures.revisions, *response.mutable_revisions());
  return absl::OkStatus();
}

void ForecastService::Fill(const AreaMonthName& name, const AreaCatalogue& areas,
                           const Asked& asked, const AreaForecast& forecast,
                           v1::Forecast& message) {
  message.set_name(
      absl::StrCat("areas/", name.area.ToString(), "/forecasts/", name.month.ToString()));
  message.set_area_display_name(areas.Find(name.area, name.month)->name);
  message.set_indicator(asked.plan.indicator->code);
  message.set_confidence_percent(asked.confidence_percent);
  ToMessage(forecast.series, forecast.answer, message);
  if (forecast.plan_value.has_value()) {
    ToMessage(*forecast.plan, *forecast.plan_value, forecast.answer, *message.mutable_plan());
  }
}

}  // namespace baophu::target
