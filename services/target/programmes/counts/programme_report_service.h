#ifndef BAOPHU_SERVICES_TARGET_PROGRAMMES_COUNTS_PROGRAMME_REPORT_SERVICE_H_
#define BAOPHU_SERVICES_TARGET_PROGRAMMES_COUNTS_PROGRAMME_REPORT_SERVICE_H_

#include <baophu/target/v1/programme_report_service.grpc.pb.h>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/target/programmes/programme_service.h"

namespace baophu::target {

// Tells what programmes come to; see programme_report_service.proto. Thread-safe.
class ProgrammeReportService final : public v1::ProgrammeReportService::CallbackService {
 public:
  explicit ProgrammeReportService(ProgrammeSources sources) : sources_(sources) {}

  grpc::ServerUnaryReactor* GetCompleteness(grpc::CallbackServerContext* context,
                                            const v1::GetCompletenessRequest* request,
                                            v1::Completeness* response) override;
  grpc::ServerUnaryReactor* GetProgrammeTotals(grpc::CallbackServerContext* context,
                                               const v1::GetProgrammeTotalsRequest* request,
                                               v1::ProgrammeTotals* response) override;

  // What the two calls answer.
  absl::Status Complete(const v1::GetCompletenessRequest& request, absl::Time deadline,
                        v1::Completeness& response) const;
  absl::Status Total(const v1::GetProgrammeTotalsRequest& request, absl::Time deadline,
                     v1::ProgrammeTotals& response) const;

 private:
  const ProgrammeSources sources_;
};

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_PROGRAMMES_COUNTS_PROGRAMME_REPORT_SERVICE_H_
