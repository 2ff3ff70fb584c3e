#include "services/target/indicators/indicator_service.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/rpc/page.h"
#include "common/rpc/unary.h"
#include "common/status/fault.h"
#include "common/status/try.h"

namespace baophu::target {
namespace {

void Fill(const Indicator& indicator, v1::Indicator& out) {
  out.set_name(absl::StrCat("indicators/", indicator.code));
  out.set_code(indicator.code);
  out.set_display_name_vi(indicator.name_vi);
  out.set_display_name_en(indicator.name_en);
  out.set_unit(UnitText(indicator.unit));
  out.set_period(PeriodText(indicator.period));
  for (const std::string& base : indicator.bases) out.add_bases(base);
}

}  // namespace

grpc::ServerUnaryReactor* IndicatorService::GetIndicator(grpc::CallbackServerContext* context,
                                                         const v1::GetIndicatorRequest* request,
                                                         v1::Indicator* response) {
  return rpc::RunUnary(context, executor_, [this, request, response]() -> absl::Status {
    absl::string_view code = request->name();
    if (!absl::ConsumePrefix(&code, "indicators/") || code.empty()) {
      return InvalidField("name", "is no indicator",
                          "write indicators/{code}, such as indicators/PARTICIPANTS_HEALTH");
    }
    const Indicator* indicator =
        catalogue_.FindIndicator(std::string_view(code.data(), code.size()));
    if (indicator == nullptr) {
      return FaultStatus(absl::StatusCode::kNotFound, "UNKNOWN_INDICATOR", "name",
                         "no indicator has this code", "list indicators to see the codes");
    }
    Fill(*indicator, *response);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* IndicatorService::ListIndicators(grpc::CallbackServerContext* context,
                                                           const v1::ListIndicatorsRequest* request,
                                                           v1::ListIndicatorsResponse* response) {
  return rpc::RunUnary(context, executor_, [this, request, response]() -> absl::Status {
    // Places in a list hold only while the list is the same.
    BAOPHU_ASSIGN(
        const rpc::Page page,
        rpc::Page::Open(keys_, absl::StrCat("indicators:", catalogue_.digest()), *request));
    BAOPHU_ASSIGN(const int64_t after, page.after_id());
    struct Place {
      int64_t number;
      const Indicator* indicator;
    };
    std::vector<Place> places;
    for (const Indicator& indicator : catalogue_.indicators()) {
      places.push_back({static_cast<int64_t>(places.size()) + 1, &indicator});
    }
    places.erase(places.begin(),
                 places.begin() + std::min(after, static_cast<int64_t>(places.size())));
    response->set_next_page_token(
        page.Cut(places, [](const Place& place) { return place.number; }));
    for (const Place& place : places) Fill(*place.indicator, *response->add_indicators());
    return absl::OkStatus();
  });
}

}  // namespace baophu::target
