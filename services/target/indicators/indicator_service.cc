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
  out.set_definition_vi(indicator.definition_vi);
  out.set_definition_en(indicator.definition_en);
  out.set_plan_decimals(indicator.plan_decimals);
}

void Fill(const Base& base, v1::Base& out) {
  out.set_name(absl::StrCat("bases/", base.code));
  out.set_code(base.code);
  out.set_display_name_vi(base.name_vi);
  out.set_display_name_en(base.name_en);
  out.set_unit(UnitText(base.unit));
  out.set_decimals(base.decimals);
}

void Fill(const Comparison& comparison, v1::Comparison& out) {
  out.set_name(absl::StrCat("comparisons/", comparison.code));
  out.set_code(comparison.code);
  out.set_display_name_vi(comparison.name_vi);
  out.set_display_name_en(comparison.name_en);
  out.set_rule(ComparisonRuleText(comparison.rule));
  out.set_count(comparison.count);
}

// A page of the catalogue's rows, each filled into what `add` adds. Places in a list
// hold only while the list is the same.
template <typename Row, typename Request, typename Response, typename Add>
absl::Status ListRows(const IndicatorCatalogue& catalogue, const KeyRing& keys, const char* list,
                      const std::vector<Row>& rows, const Request& request, Response& response,
                      Add add) {
  BAOPHU_ASSIGN(const rpc::Page page,
                rpc::Page::Open(keys, absl::StrCat(list, ":", catalogue.digest()), request));
  BAOPHU_ASSIGN(const int64_t after, page.after_id());
  struct Place {
    int64_t number;
    const Row* row;
  };
  std::vector<Place> places;
  for (const Row& row : rows) {
    places.push_back({static_cast<int64_t>(places.size()) + 1, &row});
  }
  places.erase(places.begin(),
               places.begin() + std::min(after, static_cast<int64_t>(places.size())));
  response.set_next_page_token(page.Cut(places, [](const Place& place) { return place.number; }));
  for (const Place& place : places) Fill(*place.row, *add());
  return absl::OkStatus();
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
  return rpc::RunUnary(context, executor_, [this, request, response] {
    return ListRows(catalogue_, keys_, "indicators", catalogue_.indicators(), *request, *response,
                    [&] { return response->add_indicators(); });
  });
}

grpc::ServerUnaryReactor* IndicatorService::ListBases(grpc::CallbackServerContext* context,
                                                      const v1::ListBasesRequest* request,
                                                      v1::ListBasesResponse* response) {
  return rpc::RunUnary(context, executor_, [this, request, response] {
    return ListRows(catalogue_, keys_, "bases", catalogue_.bases(), *request, *response,
                    [&] { return response->add_bases(); });
  });
}

grpc::ServerUnaryReactor* IndicatorService::ListComparisons(
    grpc::CallbackServerContext* context, const v1::ListComparisonsRequest* request,
    v1::ListComparisonsResponse* response) {
  return rpc::RunUnary(context, executor_, [this, request, response] {
    return ListRows(catalogue_, keys_, "comparisons", catalogue_.comparisons(), *request, *response,
                    [&] { return response->add_comparisons(); });
  });
}

}  // namespace baophu::target
