#include "services/cli/report/served_names.h"

#include <baophu/target/v1/indicator_service.grpc.pb.h>

#include <algorithm>
#include <chrono>

namespace baophu::cli {
namespace {

// More than any catalogue has.
constexpr int kPageSize = 1000;

bool IsKnown(const std::string& code) {
  return IndicatorName(code, Language::kEnglish) != code ||
         BaseName(code, Language::kEnglish) != code;
}

bool HasUnknownCodes(const target::v1::CoverageReport& report) {
  return std::any_of(report.indicators().begin(), report.indicators().end(), [](const auto& each) {
    return !IsKnown(each.indicator()) ||
           std::any_of(each.bases().begin(), each.bases().end(),
                       [](const auto& base) { return !IsKnown(base.base()); });
  });
}

Unit UnitNamed(const std::string& text) {
  if (text == "PEOPLE") return Unit::kPeople;
  if (text == "EMPLOYERS") return Unit::kEmployers;
  return text == "VND" ? Unit::kAmount : Unit::kOther;
}

}  // namespace

template <typename Message>
void ServedNames::Add(const Message& message, Rows& rows) {
  rows[message.code()] = {message.display_name_vi(), message.display_name_en(),
                          UnitNamed(message.unit())};
}

ServedNames ServedNames::For(const target::v1::CoverageReport& report,
                             const std::shared_ptr<grpc::Channel>& channel, int timeout_s) {
  ServedNames names;
  if (!HasUnknownCodes(report)) return names;
  const auto stub = target::v1::IndicatorService::NewStub(channel);
  const auto deadline = std::chrono::system_clock::now() + std::chrono::seconds(timeout_s);
  grpc::ClientContext of_indicators, of_bases;
  of_indicators.set_deadline(deadline);
  of_bases.set_deadline(deadline);
  target::v1::ListIndicatorsRequest ask_indicators;
  target::v1::ListBasesRequest ask_bases;
  ask_indicators.set_page_size(kPageSize);
  ask_bases.set_page_size(kPageSize);
  target::v1::ListIndicatorsResponse indicators;
  target::v1::ListBasesResponse bases;
  if (stub->ListIndicators(&of_indicators, ask_indicators, &indicators).ok()) {
    for (const auto& each : indicators.indicators()) Add(each, names.indicators_);
  }
  if (stub->ListBases(&of_bases, ask_bases, &bases).ok()) {
    for (const auto& each : bases.bases()) Add(each, names.bases_);
  }
  return names;
}

std::string ServedNames::Indicator(std::string_view code, Language language) const {
  const std::string known = IndicatorName(code, language);
  const auto served = indicators_.find(code);
  if (known != code || served == indicators_.end()) return known;
  return language == Language::kVietnamese ? served->second.vietnamese : served->second.english;
}

std::string ServedNames::Base(std::string_view code, Language language) const {
  const std::string known = BaseName(code, language);
  const auto served = bases_.find(code);
  if (known != code || served == bases_.end()) return known;
  return language == Language::kVietnamese ? served->second.vietnamese : served->second.english;
}

Unit ServedNames::UnitOf(std::string_view indicator) const {
  const auto served = indicators_.find(indicator);
  return served == indicators_.end() ? UnitOfIndicator(indicator) : served->second.unit;
}

Unit ServedNames::UnitOfBase(std::string_view base) const {
  const auto served = bases_.find(base);
  return served == bases_.end() ? cli::UnitOfBase(base) : served->second.unit;
}

}  // namespace baophu::cli
