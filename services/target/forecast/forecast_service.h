#ifndef BAOPHU_SERVICES_TARGET_FORECAST_FORECAST_SERVICE_H_
#define BAOPHU_SERVICES_TARGET_FORECAST_FORECAST_SERVICE_H_

#include <baophu/target/v1/forecast_service.grpc.pb.h>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "absl/time/time.h"
#include "common/feed/revision_clock.h"
#include "common/rpc/executor.h"
#include "services/target/area_table/area_figures_service.h"
#include "services/target/area_table/area_month_name.h"
#include "services/target/area_table/asked_plan.h"
#include "services/target/forecast/forecast_rules.h"
#include "services/target/indicators/indicator_catalogue.h"
#include "services/target/plans/plan_rules.h"

namespace baophu::target {

// Serves forecasts and their ranks; see forecast_service.proto. Thread-safe.
class ForecastService final : public v1::ForecastService::CallbackService {
 public:
  // All must outlive the server.
  ForecastService(const AreaFiguresReader& figures, const IndicatorCatalogue& catalogue,
                  RevisionClock& clock, rpc::Executor& executor, std::string sample_scale)
      : figures_(figures),
        catalogue_(catalogue),
        clock_(clock),
        executor_(executor),
        sample_scale_(std::move(sample_scale)) {}

  grpc::ServerUnaryReactor* GetForecast(grpc::CallbackServerContext* context,
                                        const v1::GetForecastRequest* request,
                                        v1::Forecast* response) override;
  grpc::ServerUnaryReactor* RankForecasts(grpc::CallbackServerContext* context,
                                          const v1::RankForecastsRequest* request,
                                          v1::RankForecastsResponse* response) override;

 private:
  // What is asked about.
  struct Asked {
    AskedPlan plan;
    int32_t confidence_percent = 0;
    Revisions need;
  };
  // Of one area.
  struct AreaForecast {
    ForecastSeries series;
    ForecastAnswer answer;
    const PlanVersion* plan = nullptr;  // Null when it has none.
    std::optional<int64_t> plan_value;  // Nothing without a plan, or the base of a ratio.
  };

  // Both requests ask by the same fields.
  template <typename Request>
  absl::StatusOr<Asked> Read(const Request& request) const;
  absl::StatusOr<AreaForecast> ForecastOf(const ReportInput& input, const Asked& asked) const;

  // All but the months, the sample's scale and the revisions.
  static void Fill(const AreaMonthName& name, const AreaCatalogue& areas, const Asked& asked,
                   const AreaForecast& forecast, v1::Forecast& message);

  absl::Status Get(const v1::GetForecastRequest& request, absl::Time deadline,
                   v1::Forecast& response) const;
  absl::Status Rank(const v1::RankForecastsRequest& request, absl::Time deadline,
                    v1::RankForecastsResponse& response) const;

  const AreaFiguresReader& figures_;
  const IndicatorCatalogue& catalogue_;
  RevisionClock& clock_;
  rpc::Executor& executor_;
  const std::string sample_scale_;
};

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_FORECAST_FORECAST_SERVICE_H_
