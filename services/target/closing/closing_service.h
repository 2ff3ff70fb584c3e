#ifndef BAOPHU_SERVICES_TARGET_CLOSING_CLOSING_SERVICE_H_
#define BAOPHU_SERVICES_TARGET_CLOSING_CLOSING_SERVICE_H_

#include <baophu/target/v1/closing_service.grpc.pb.h>

#include <stop_token>

#include "common/feed/committer.h"
#include "common/keys/key_ring.h"
#include "common/keys/signing_key.h"
#include "common/rpc/check_stream.h"
#include "common/rpc/executor.h"
#include "common/rpc/stream_limit.h"
#include "common/sql/database.h"
#include "services/target/closing/closing_store.h"
#include "services/target/closing/report_snapshot_service.h"
#include "services/target/restatement/restatement_service.h"

namespace baophu::target {

// What the service of closings needs. All must outlive the server.
struct ClosingSources {
  sql::Database& database;
  Committer& committer;
  const KeyRing& keys;
  rpc::Executor& executor;
  // For work that waits for reports: never the threads that these are made on.
  rpc::Executor& long_work;
  ReportSnapshots& snapshots;
  RestatementReader& restatements;
  std::stop_token stopping;
};

// Closes months, opens them again and tells what stands in the chain.
// Thread-safe.
class ClosingService final : public v1::ClosingService::CallbackService {
 public:
  explicit ClosingService(ClosingSources sources);

  grpc::ServerWriteReactor<v1::CloseMonthResponse>* CloseMonth(
      grpc::CallbackServerContext* context, const v1::CloseMonthRequest* request) override;
  grpc::ServerUnaryReactor* GetClosing(grpc::CallbackServerContext* context,
                                       const v1::GetClosingRequest* request,
                                       v1::Closing* response) override;
  grpc::ServerUnaryReactor* ListClosings(grpc::CallbackServerContext* context,
                                         const v1::ListClosingsRequest* request,
                                         v1::ListClosingsResponse* response) override;
  grpc::ServerUnaryReactor* GetClosedReport(grpc::CallbackServerContext* context,
                                            const v1::GetClosedReportRequest* request,
                                            v1::CoverageReport* response) override;
  grpc::ServerWriteReactor<type::v1::CheckProgress>* VerifyClosing(
      grpc::CallbackServerContext* context, const v1::VerifyClosingRequest* request) override;
  grpc::ServerUnaryReactor* ReopenClosing(grpc::CallbackServerContext* context,
                                          const v1::ReopenClosingRequest* request,
                                          v1::Closing* response) override;
  grpc::ServerUnaryReactor* ListRestatements(grpc::CallbackServerContext* context,
                                             const v1::ListRestatementsRequest* request,
                                             v1::ListRestatementsResponse* response) override;
  grpc::ServerUnaryReactor* GetPublicKey(grpc::CallbackServerContext* context,
                                         const v1::GetPublicKeyRequest* request,
                                         v1::PublicKey* response) override;

 private:
  using CloseStream = rpc::ProgressStream<v1::CloseMonthResponse>;

  absl::StatusOr<v1::CloseMonthResponse> Close(const v1::CloseMonthRequest& request,
                                               const CloseStream::Report& report);
  absl::StatusOr<type::v1::CheckProgress> Verify(const v1::VerifyClosingRequest& request,
                                                 const rpc::CheckStream::Report& report);
  absl::Status Reopen(const v1::ReopenClosingRequest& request, bool& replayed,
                      v1::Closing& response);

  const ClosingSources sources_;
  const SigningKey signing_key_;
  rpc::StreamLimit closings_{1};
  rpc::StreamLimit checks_{1};
};

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_CLOSING_CLOSING_SERVICE_H_
