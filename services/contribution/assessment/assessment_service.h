#ifndef BAOPHU_SERVICES_CONTRIBUTION_ASSESSMENT_ASSESSMENT_SERVICE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_ASSESSMENT_ASSESSMENT_SERVICE_H_

#include <baophu/contribution/v1/assessment_service.grpc.pb.h>

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/feed/committer.h"
#include "common/keys/key_ring.h"
#include "common/rpc/executor.h"
#include "common/sql/database.h"
#include "services/contribution/arrangements/arrangement.h"
#include "services/contribution/assessment/assessment_runner_service.h"
#include "services/contribution/assessment/assessor.h"
#include "services/contribution/law/law.h"
#include "services/contribution/participants/catalogue_store.h"
#include "services/contribution/participants/participant_feed_service.h"

namespace baophu::contribution {

// Computes and explains employers' months; see assessment_service.proto.
class AssessmentServiceImpl final : public v1::AssessmentService::CallbackService {
 public:
  // All must outlive the service.
  struct Parts {
    const Law& law;
    sql::Database& database;
    const KeyRing& keys;
    rpc::Executor& executor;
    catalogue_store::CatalogueCache& catalogues;
    Committer& committer;
    AssessmentRunner& runner;
    const ParticipantFeed& participant;
  };

  explicit AssessmentServiceImpl(const Parts& parts) : parts_(parts) {}

  grpc::ServerUnaryReactor* GetEmployerAssessment(grpc::CallbackServerContext* context,
                                                  const v1::GetEmployerAssessmentRequest* request,
                                                  v1::EmployerAssessment* response) override;
  grpc::ServerUnaryReactor* ListAssessmentLines(grpc::CallbackServerContext* context,
                                                const v1::ListAssessmentLinesRequest* request,
                                                v1::ListAssessmentLinesResponse* response) override;
  grpc::ServerUnaryReactor* GetAssessmentPeriod(grpc::CallbackServerContext* context,
                                                const v1::GetAssessmentPeriodRequest* request,
                                                v1::AssessmentPeriod* response) override;
  grpc::ServerUnaryReactor* ExtendAssessmentPeriod(grpc::CallbackServerContext* context,
                                                   const v1::ExtendAssessmentPeriodRequest* request,
                                                   v1::AssessmentPeriod* response) override;
  grpc::ServerUnaryReactor* ListAssessmentProblems(
      grpc::CallbackServerContext* context, const v1::ListAssessmentProblemsRequest* request,
      v1::ListAssessmentProblemsResponse* response) override;

 private:
  struct EmployerMonth {
    PayerId employer;
    Month month;
    FundingType funding = FundingType::kEnterprise;
    std::vector<AssessmentLine> lines;
    FundAmounts posted;
    std::vector<Arrangement> arrangements;
    int64_t revision = 0;
    int64_t participant_revision = 0;
  };

  // Computes what `name`, given in `field`, names: all at one revision.
  absl::StatusOr<EmployerMonth> Compute(const std::string& field, const std::string& name) const;

  absl::Status Get(const v1::GetEmployerAssessmentRequest& request,
                   v1::EmployerAssessment& response) const;
  absl::Status List(const v1::ListAssessmentLinesRequest& request,
                    v1::ListAssessmentLinesResponse& response) const;
  absl::Status Extend(const v1::ExtendAssessmentPeriodRequest& request) const;
  absl::Status ReadPeriod(v1::AssessmentPeriod& response) const;
  absl::Status List(const v1::ListAssessmentProblemsRequest& request,
                    v1::ListAssessmentProblemsResponse& response) const;

  const Parts parts_;
};

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_ASSESSMENT_ASSESSMENT_SERVICE_H_
