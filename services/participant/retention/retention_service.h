#ifndef BAOPHU_SERVICES_PARTICIPANT_RETENTION_RETENTION_SERVICE_H_
#define BAOPHU_SERVICES_PARTICIPANT_RETENTION_RETENTION_SERVICE_H_

#include <baophu/participant/v1/retention_service.grpc.pb.h>

#include "services/participant/context.h"

namespace baophu::participant {

// Serves work lists of whom to keep, what was done about them, and who left; see
// retention_service.proto. A write whose request id was answered before says so by the
// trailing metadata baophu-replayed.
class RetentionServiceImpl final : public v1::RetentionService::CallbackService {
 public:
  explicit RetentionServiceImpl(const Context& context) : context_(context) {}

  grpc::ServerUnaryReactor* ListRetentionCases(grpc::CallbackServerContext* call,
                                               const v1::ListRetentionCasesRequest* request,
                                               v1::ListRetentionCasesResponse* response) override;
  grpc::ServerUnaryReactor* GetRetentionCase(grpc::CallbackServerContext* call,
                                             const v1::GetRetentionCaseRequest* request,
                                             v1::RetentionCase* response) override;
  grpc::ServerUnaryReactor* SummarizeRetention(grpc::CallbackServerContext* call,
                                               const v1::SummarizeRetentionRequest* request,
                                               v1::SummarizeRetentionResponse* response) override;
  grpc::ServerUnaryReactor* AssignRetentionCase(grpc::CallbackServerContext* call,
                                                const v1::AssignRetentionCaseRequest* request,
                                                v1::RetentionCase* response) override;
  grpc::ServerUnaryReactor* RecordRetentionContact(grpc::CallbackServerContext* call,
                                                   const v1::RecordRetentionContactRequest* request,
                                                   v1::RetentionCase* response) override;
  grpc::ServerUnaryReactor* ReportDecrease(grpc::CallbackServerContext* call,
                                           const v1::ReportDecreaseRequest* request,
                                           v1::ReportDecreaseResponse* response) override;
  grpc::ServerUnaryReactor* ListRetentionCodes(grpc::CallbackServerContext* call,
                                               const v1::ListRetentionCodesRequest* request,
                                               v1::ListRetentionCodesResponse* response) override;

 private:
  absl::Status List(const v1::ListRetentionCasesRequest& request,
                    v1::ListRetentionCasesResponse& response) const;
  absl::Status Get(const v1::GetRetentionCaseRequest& request, v1::RetentionCase& response) const;
  absl::Status Summarize(const v1::SummarizeRetentionRequest& request,
                         v1::SummarizeRetentionResponse& response) const;
  absl::Status Assign(const v1::AssignRetentionCaseRequest& request, bool& replayed,
                      v1::RetentionCase& response) const;
  absl::Status Contact(const v1::RecordRetentionContactRequest& request, bool& replayed,
                       v1::RetentionCase& response) const;
  absl::Status Report(const v1::ReportDecreaseRequest& request,
                      v1::ReportDecreaseResponse& response) const;

  const Context& context_;
};

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_RETENTION_RETENTION_SERVICE_H_
