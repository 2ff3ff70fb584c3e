#ifndef BAOPHU_SERVICES_TARGET_PERIOD_REPORT_FIELD_WORK_SERVICE_H_
#define BAOPHU_SERVICES_TARGET_PERIOD_REPORT_FIELD_WORK_SERVICE_H_

#include <baophu/contribution/v1/dialogue_service.grpc.pb.h>
#include <baophu/contribution/v1/scorecard_service.grpc.pb.h>
#include <baophu/participant/v1/retention_service.grpc.pb.h>
#include <baophu/target/v1/period_report_service.pb.h>
#include <grpcpp/grpcpp.h>

#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/area/area_code.h"
#include "common/month/month.h"
#include "services/target/period_report/period_rules.h"
#include "services/target/programmes/counts/programme_report_service.h"

namespace baophu::target {

// Reads what was done on the ground: sessions with late employers and what collectors kept
// and won from contribution, who went on paying from participant, programmes from here.
// Thread-safe; blocks.
class FieldWorkReader {
 public:
  // `programmes` must outlive the reader.
  FieldWorkReader(const std::shared_ptr<grpc::Channel>& participant,
                  const std::shared_ptr<grpc::Channel>& contribution,
                  const ProgrammeReportService& programmes)
      : retention_(participant::v1::RetentionService::NewStub(participant)),
        dialogues_(contribution::v1::DialogueService::NewStub(contribution)),
        scorecards_(contribution::v1::ScorecardService::NewStub(contribution)),
        programmes_(programmes) {}

  // Of an area that is in force in the period's last month, as things stand at the end of
  // the period, or of `today` while it lasts. UNAVAILABLE, naming the service, when one cannot be
  // reached in time.
  absl::Status Read(AreaCode area, const ReportPeriod& period, Day today, absl::Time deadline,
                    v1::FieldWork& work) const;

 private:
  absl::Status ReadDialogues(AreaCode area, Day from, Day as_of, absl::Time deadline,
                             v1::DialoguePeriod& dialogues) const;

  // Months before that of `open_from` are over.
  absl::Status ReadNetwork(AreaCode area, const ReportPeriod& period, Day open_from,
                           absl::Time deadline, v1::NetworkPeriod& network) const;
  absl::StatusOr<contribution::v1::ListScorecardsResponse> CallScorecards(
      contribution::v1::ListScorecardsRequest request, absl::Time deadline) const;
  absl::Status ReadRetention(AreaCode area, const ReportPeriod& period, absl::Time deadline,
                             v1::RetentionPeriod& retention) const;

  const std::unique_ptr<participant::v1::RetentionService::Stub> retention_;
  const std::unique_ptr<contribution::v1::DialogueService::Stub> dialogues_;
  const std::unique_ptr<contribution::v1::ScorecardService::Stub> scorecards_;
  const ProgrammeReportService& programmes_;
};

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_PERIOD_REPORT_FIELD_WORK_SERVICE_H_
