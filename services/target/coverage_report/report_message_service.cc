#include "services/target/coverage_report/report_message_service.h"

#include <baophu/target/v1/coverage_report_service.pb.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "common/money/percent.h"
#include "common/status/fault.h"
#include "common/status/try.h"

namespace baophu::target {
namespace {

// A name, three numbers and a flag; a longer request is not one of ours.
constexpr size_t kMaxRequestBytes = 4096;

void Fill(const PlanReport& report, v1::PlanComparison& out) {
  out.set_assigner(report.plan.assigner);
  out.set_decision(report.plan.decision);
  out.set_kind(std::string(PlanKindText(report.plan.kind)));
  out.set_value(report.value.value_or(0));
  out.set_percent(report.percent);
  out.set_remaining(report.remaining);
  out.set_above_hundred(report.above_hundred);
  if (report.plan.base.empty()) return;
  out.set_base(report.plan.base);
  out.set_base_value(report.base_value);
  out.set_base_percent(PercentTextOfPpm(report.plan.value));
}

void Fill(const BaseReport& report, v1::BaseComparison& out) {
  out.set_base(report.base);
  out.set_value(report.value);
  out.set_percent(report.percent);
  for (const PointChangeReport& change : report.changes) {
    v1::PointChange& each = *out.add_changes();
    each.set_against(change.against);
    each.set_month(change.month.ToString());
    each.set_prior_percent(change.prior_percent);
    each.set_delta_points(change.delta_points);
    each.set_reaggregated(change.reaggregated);
    each.set_remainder(change.remainder);
  }
  out.set_source(report.source);
  out.set_above_hundred(report.above_hundred);
  for (const std::string& against : report.uncompared) out.add_uncompared(against);
}

void Fill(const IndicatorReport& report, v1::IndicatorValue& out) {
  out.set_indicator(report.indicator);
  out.set_value(report.value);
  if (report.plan.has_value()) Fill(*report.plan, *out.mutable_plan());
  for (const PlanReport& plan : report.other_plans) Fill(plan, *out.add_other_plans());
  for (const BaseReport& base : report.bases) Fill(base, *out.add_bases());
  for (const ChangeReport& change : report.changes) {
    v1::Change& each = *out.add_changes();
    each.set_against(change.against);
    each.set_month(change.month.ToString());
    each.set_delta(change.delta);
    each.set_prior(change.prior);
    each.set_reaggregated(change.reaggregated);
    each.set_remainder(change.remainder);
  }
}

absl::Status BadName() {
  return InvalidField("name", "is no coverage report",
                      "write areas/{code}/coverageReports/{YYYY-MM}, such as "
                      "areas/31/coverageReports/2024-09");
}

}  // namespace

void Fill(const Revisions& revisions, type::v1::Revisions& out) {
  out.set_participant(revisions[Source::kParticipant]);
  out.set_contribution(revisions[Source::kContribution]);
  out.set_target(revisions[Source::kTarget]);
}

absl::StatusOr<ReportRequest> ReadReportRequest(const grpc::ByteBuffer& buffer) {
  if (buffer.Length() > kMaxRequestBytes) {
    return InvalidField("name", "is too long", "write areas/{code}/coverageReports/{YYYY-MM}");
  }
  grpc::Slice slice;
  v1::GetCoverageReportRequest message;
  if (buffer.Length() > 0 &&
      (!buffer.DumpToSingleSlice(&slice).ok() ||
       !message.ParseFromArray(slice.begin(), static_cast<int>(slice.size())))) {
    return InvalidField("", "the request is no GetCoverageReportRequest",
                        "send one as the service's protos describe it");
  }
  const std::vector<absl::string_view> parts = absl::StrSplit(message.name(), '/');
  if (parts.size() != 4 || parts[0] != "areas" || parts[2] != "coverageReports") {
    return BadName();
  }
  ReportRequest request;
  const absl::StatusOr<AreaCode> area =
      AreaCode::Parse(std::string_view(parts[1].data(), parts[1].size()));
  if (!area.ok()) {
    return InvalidField("name", "has an area code that is none", "write 2, 3 or 5 digits");
  }
  const absl::StatusOr<Month> month =
      Month::Parse(std::string_view(parts[3].data(), parts[3].size()));
  if (!month.ok()) {
    return InvalidField("name", "has a month that is none",
                        "write YYYY-MM with a month from 01 to 12, such as 2024-09");
  }
  request.area = *area;
  request.month = *month;
  BAOPHU_ASSIGN(request.min_revisions, ReadMinRevisions(message.min_revisions()));
  request.allow_unconfirmed = message.allow_unconfirmed();
  return request;
}

absl::StatusOr<Revisions> ReadMinRevisions(const type::v1::Revisions& message) {
  if (message.participant() < 0 || message.contribution() < 0 || message.target() < 0) {
    return InvalidField("min_revisions", "has a negative revision",
                        "write 0 for none, or a revision that an answer stated");
  }
  return Revisions{{message.participant(), message.contribution(), message.target()}};
}

void ToMessage(const Revisions& revisions, type::v1::Revisions& message) {
  message.set_participant(revisions[Source::kParticipant]);
  message.set_contribution(revisions[Source::kContribution]);
  message.set_target(revisions[Source::kTarget]);
}

void ToMessage(const ReportHead& head, const std::vector<IndicatorReport>& indicators,
               v1::CoverageReport& report) {
  report.set_name(
      absl::StrCat("areas/", head.area.ToString(), "/coverageReports/", head.month.ToString()));
  report.set_area_display_name(head.area_display_name);
  for (const IndicatorReport& indicator : indicators) Fill(indicator, *report.add_indicators());
  for (const auto& [month, parts] : head.reaggregations) {
    v1::Reaggregation& reaggregation = *report.add_reaggregations();
    reaggregation.set_month(month.ToString());
    for (const ReportHead::Part& each : parts) {
      v1::EarlierArea& area = *reaggregation.add_areas();
      area.set_area(each.part.area.ToString());
      area.set_area_display_name(each.display_name);
      area.set_share(std::string(TerritoryShareText(each.part.share)));
      if (each.part.reform < Month::Max()) {
        area.set_effective_from(each.part.reform.ToString());
      }
      for (const AreaCode into : each.part.into) area.add_into(into.ToString());
    }
  }
}

ReportHead HeadOf(const AreaRecord& area, const ReportInput& input, const AreaCatalogue& areas) {
  ReportHead head;
  head.area = area.code;
  head.month = input.month;
  head.area_display_name = area.name;
  for (const auto& [month, reaggregated] : input.reaggregated) {
    for (const TerritoryPart& part : reaggregated.parts) {
      head.reaggregations[month].push_back({areas.Find(part.area, month)->name, part});
    }
  }
  return head;
}

std::string ReportBytes(const ReportHead& head, const std::vector<IndicatorReport>& indicators) {
  v1::CoverageReport report;
  ToMessage(head, indicators, report);
  ToMessage(head.revisions, *report.mutable_revisions());
  report.set_sample_scale(head.sample_scale);
  return report.SerializeAsString();
}

std::string RevisionsSuffix(const Revisions& revisions) {
  v1::CoverageReport suffix;
  ToMessage(revisions, *suffix.mutable_revisions());
  return suffix.SerializeAsString();
}

std::string UnconfirmedSuffix(int64_t since_us) {
  v1::CoverageReport suffix;
  suffix.set_unconfirmed_since_us(since_us);
  return suffix.SerializeAsString();
}

}  // namespace baophu::target
