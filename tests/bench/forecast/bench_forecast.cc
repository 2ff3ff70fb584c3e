// How well forecasts fare on the history that a target service holds: the back-tests of
// the province, its districts and communes, as the service itself states them. Prints for
// each level and indicator how many series and forecasts there were, and their mean
// absolute errors, as lines
//   forecast INDICATOR LEVEL MONTHS_AHEAD SERIES ORIGINS METHOD LAST_VALUE SAME_GROWTH
// errors in the indicator's unit, summed over the series of the level. Also prints how
// long a call took: rank_us=..., the mean of all rankings.

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "baophu/target/v1/forecast_service.grpc.pb.h"
#include "baophu/target/v1/indicator_service.grpc.pb.h"
#include "grpcpp/grpcpp.h"

ABSL_FLAG(std::string, address, "", "Target or the gateway: unix:/path or host:port");
ABSL_FLAG(std::string, province, "31", "The province");
ABSL_FLAG(std::vector<std::string>, months, std::vector<std::string>({"2024-06", "2024-09"}),
          "Months from which December is forecast");

namespace baophu::bench {
namespace {

using Clock = std::chrono::steady_clock;

void Check(const grpc::Status& status, const std::string& what) {
  if (status.ok()) return;
  std::fprintf(stderr, "%s: %s\n", what.c_str(), status.error_message().c_str());
  std::exit(1);
}

struct Errors {
  int64_t series = 0;
  int64_t origins = 0;
  // Sums may pass int64 only with more than a thousand series of 10^16 đồng.
  int64_t method = 0;
  int64_t last_value = 0;
  int64_t same_growth = 0;
};

class Bench {
 public:
  Bench() {
    const auto channel =
        grpc::CreateChannel(absl::GetFlag(FLAGS_address), grpc::InsecureChannelCredentials());
    forecasts_ = target::v1::ForecastService::NewStub(channel);
    indicators_ = target::v1::IndicatorService::NewStub(channel);
  }

  void Run() {
    for (const std::string& indicator : Indicators()) {
      for (const std::string& month : absl::GetFlag(FLAGS_months)) Test(indicator, month);
    }
    for (const auto& [key, errors] : errors_) {
      const auto& [indicator, level, ahead] = key;
      std::printf("forecast %s %s %d %lld %lld %lld %lld %lld\n", indicator.c_str(), level.c_str(),
                  ahead, static_cast<long long>(errors.series),
                  static_cast<long long>(errors.origins), static_cast<long long>(errors.method),
                  static_cast<long long>(errors.last_value),
                  static_cast<long long>(errors.same_growth));
    }
    std::printf("rank_us=%.1f\n", rank_us_ / rank_count_);
  }

 private:
  static void SetDeadline(grpc::ClientContext& context) {
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
  }

  std::vector<std::string> Indicators() {
    grpc::ClientContext context;
    SetDeadline(context);
    target::v1::ListIndicatorsResponse response;
    Check(indicators_->ListIndicators(&context, {}, &response), "indicators");
    std::vector<std::string> codes;
    for (const auto& indicator : response.indicators()) codes.push_back(indicator.code());
    return codes;
  }

  void Test(const std::string& indicator, const std::string& month) {
    const std::string& province = absl::GetFlag(FLAGS_province);
    grpc::ClientContext context;
    SetDeadline(context);
    target::v1::GetForecastRequest request;
    request.set_name(absl::StrCat("areas/", province, "/forecasts/", month));
    request.set_indicator(indicator);
    target::v1::Forecast forecast;
    Check(forecasts_->GetForecast(&context, request, &forecast), request.name());
    Count(forecast, "PROVINCE");
    for (const std::string& district : Below(indicator, month, province, "DISTRICT")) {
      Below(indicator, month, district, "COMMUNE");
    }
  }

  // Counts the areas directly below one and returns their codes.
  std::vector<std::string> Below(const std::string& indicator, const std::string& month,
                                 const std::string& area, const std::string& level) {
    grpc::ClientContext context;
    SetDeadline(context);
    target::v1::RankForecastsRequest request;
    request.set_name(absl::StrCat("areas/", area, "/forecastRanking/", month));
    request.set_indicator(indicator);
    target::v1::RankForecastsResponse ranking;
    const Clock::time_point begin = Clock::now();
    Check(forecasts_->RankForecasts(&context, request, &ranking), request.name());
    rank_us_ += std::chrono::duration<double, std::micro>(Clock::now() - begin).count();
    ++rank_count_;
    std::vector<std::string> codes;
    for (const target::v1::Forecast& forecast : ranking.forecasts()) {
      const std::vector<std::string> parts = absl::StrSplit(forecast.name(), '/');
      codes.push_back(parts[1]);
      Count(forecast, level);
    }
    return codes;
  }

  void Count(const target::v1::Forecast& forecast, const std::string& level) {
    const target::v1::ForecastBackTest& test = forecast.back_test();
    if (!test.has_same_growth_mean_absolute_error()) return;
    Errors& errors = errors_[{forecast.indicator(), level, test.months_ahead()}];
    ++errors.series;
    errors.origins += test.origin_count();
    errors.method += test.mean_absolute_error();
    errors.last_value += test.last_value_mean_absolute_error();
    errors.same_growth += test.same_growth_mean_absolute_error();
  }

  std::unique_ptr<target::v1::ForecastService::Stub> forecasts_;
  std::unique_ptr<target::v1::IndicatorService::Stub> indicators_;
  std::map<std::tuple<std::string, std::string, int>, Errors> errors_;
  double rank_us_ = 0;
  int rank_count_ = 0;
};

}  // namespace
}  // namespace baophu::bench

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  baophu::bench::Bench().Run();
  return 0;
}
