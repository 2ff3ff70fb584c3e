#include "services/cli/forecast/forecast_command.h"

#include <baophu/target/v1/forecast_service.grpc.pb.h>

#include <chrono>
#include <cstdio>
#include <memory>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "common/month/month.h"
#include "common/rpc/server.h"
#include "common/rpc/status.h"
#include "common/status/try.h"
#include "services/cli/answer/answer.h"
#include "services/cli/forecast/forecast_text.h"
#include "services/cli/terminal/output.h"

namespace baophu::cli {
namespace {

namespace pb = target::v1;

class ForecastAsker {
 public:
  ForecastAsker(const ForecastRequest& request, Month month)
      : request_(request),
        month_(month),
        stub_(pb::ForecastService::NewStub(rpc::Connect(request.server))) {}

  absl::StatusOr<std::string> Ask() {
    context_.set_deadline(std::chrono::system_clock::now() +
                          std::chrono::seconds(request_.timeout_s));
    if (request_.below) {
      pb::RankForecastsResponse ranking;
      BAOPHU_TRY(rpc::FromGrpc(stub_->RankForecasts(
          &context_, Call<pb::RankForecastsRequest>("forecastRanking"), &ranking)));
      return request_.json ? JsonText(ranking)
                           : ForecastRankingText(ranking, month_, request_.indicator, Spoken());
    }
    pb::Forecast forecast;
    BAOPHU_TRY(rpc::FromGrpc(
        stub_->GetForecast(&context_, Call<pb::GetForecastRequest>("forecasts"), &forecast)));
    return request_.json ? JsonText(forecast) : ForecastText(forecast, month_, Spoken());
  }

 private:
  Language Spoken() const {
    return request_.language == "en" ? Language::kEnglish : Language::kVietnamese;
  }

  template <typename Request>
  Request Call(const char* collection) const {
    Request call;
    call.set_name(absl::StrCat("areas/", request_.area, "/", collection, "/", month_.ToString()));
    call.set_indicator(request_.indicator);
    call.set_assigner(request_.assigner);
    call.set_kind(request_.kind);
    call.set_base(request_.base);
    call.set_confidence_percent(request_.confidence);
    return call;
  }

  const ForecastRequest& request_;
  const Month month_;
  const std::unique_ptr<pb::ForecastService::Stub> stub_;
  grpc::ClientContext context_;
};

}  // namespace

ExitCode RunForecast(const ForecastRequest& request) {
  const absl::StatusOr<Month> month = Month::Parse(request.month);
  if (!month.ok()) {
    std::fprintf(stderr, "--month: %s\n", std::string(month.status().message()).c_str());
    return kUsage;
  }
  const absl::StatusOr<std::string> text = ForecastAsker(request, *month).Ask();
  return PrintAnswer(request.server, text);
}

}  // namespace baophu::cli
