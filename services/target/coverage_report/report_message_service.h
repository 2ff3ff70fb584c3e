#ifndef BAOPHU_SERVICES_TARGET_COVERAGE_REPORT_REPORT_MESSAGE_SERVICE_H_
#define BAOPHU_SERVICES_TARGET_COVERAGE_REPORT_REPORT_MESSAGE_SERVICE_H_

#include <baophu/target/v1/coverage_report_service.pb.h>
#include <baophu/type/v1/change.pb.h>
#include <grpcpp/support/byte_buffer.h>

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/area/area_catalogue.h"
#include "common/month/month.h"
#include "services/target/coverage_report/report_rules.h"
#include "services/target/freshness/revisions.h"

namespace baophu::target {

// Increase it whenever ReportBytes would write other bytes for the same
// figures, so that reports of an older program are not taken from Redis.
inline constexpr int kReportFormat = 4;

// A GetCoverageReportRequest that was read.
struct ReportRequest {
  AreaCode area;
  Month month;
  Revisions min_revisions;
  bool allow_unconfirmed = false;
};

// INVALID_ARGUMENT, naming the field.
absl::StatusOr<ReportRequest> ReadReportRequest(const grpc::ByteBuffer& buffer);

// What stands in a report beside its indicators.
struct ReportHead {
  AreaCode area;
  Month month;
  std::string area_display_name;
  Revisions revisions;
  std::string sample_scale;
  // What made up the area in earlier months that a reform lies between.
  struct Part {
    std::string display_name;  // In the earlier month.
    TerritoryPart part;
  };
  std::map<Month, std::vector<Part>> reaggregations;
};

// The head of the report of an area that is made of `input`, without revisions and
// scale.
ReportHead HeadOf(const AreaRecord& area, const ReportInput& input, const AreaCatalogue& areas);

// Revisions as messages state them.
void Fill(const Revisions& revisions, type::v1::Revisions& out);

// A serialised CoverageReport.
std::string ReportBytes(const ReportHead& head, const std::vector<IndicatorReport>& indicators);

// The report's name, the area's, and its indicators, into a message.
void ToMessage(const ReportHead& head, const std::vector<IndicatorReport>& indicators,
               v1::CoverageReport& report);
void ToMessage(const Revisions& revisions, type::v1::Revisions& message);

// INVALID_ARGUMENT for `min_revisions` with one below zero.
absl::StatusOr<Revisions> ReadMinRevisions(const type::v1::Revisions& message);

// Bytes that, sent behind a serialised CoverageReport, replace its revisions or
// set unconfirmed_since_us: of a field that comes twice the last one counts, and
// messages are merged.
std::string RevisionsSuffix(const Revisions& revisions);
std::string UnconfirmedSuffix(int64_t since_us);

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_COVERAGE_REPORT_REPORT_MESSAGE_SERVICE_H_
