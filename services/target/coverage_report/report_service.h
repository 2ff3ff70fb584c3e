#ifndef BAOPHU_SERVICES_TARGET_COVERAGE_REPORT_REPORT_SERVICE_H_
#define BAOPHU_SERVICES_TARGET_COVERAGE_REPORT_REPORT_SERVICE_H_

#include <baophu/target/v1/coverage_report_service.grpc.pb.h>
#include <grpcpp/grpcpp.h>

#include <atomic>
#include <cstdint>
#include <memory>

#include "common/feed/revision_clock.h"
#include "services/target/coverage_report/report_counters.h"
#include "services/target/coverage_report/report_maker.h"
#include "services/target/freshness/freshness.h"
#include "services/target/report_cache/report_store.h"

namespace baophu::target {

// GetCoverageReport: a stored report if the feeds confirm it, otherwise one
// that is made now. It is a raw method, so that stored bytes go out as they
// are, without being parsed or copied. Thread-safe.
class ReportService final
    : public v1::CoverageReportService::WithRawCallbackMethod_GetCoverageReport<
          v1::CoverageReportService::Service> {
 public:
  // All must outlive the server that this is registered with.
  ReportService(Freshness& freshness, ReportStore& store, ReportMaker& maker, RevisionClock& clock,
                ReportCounters& counters);
  // Waits for steps of finished calls that are still running on other threads.
  ~ReportService() override;

  grpc::ServerUnaryReactor* GetCoverageReport(grpc::CallbackServerContext* context,
                                              const grpc::ByteBuffer* request,
                                              grpc::ByteBuffer* response) override;

 private:
  struct Call;
  using CallPtr = std::shared_ptr<Call>;

  // The steps of a call; each ends it or leads to the next, and none blocks.
  void Begin(const CallPtr& call);
  void AwaitMinRevisions(const CallPtr& call);
  void TryRedis(const CallPtr& call);
  void Compute(const CallPtr& call);
  void AnswerUnconfirmed(const CallPtr& call, const absl::Status& why, int64_t since_us);

  // Answers with a stored report if the feeds confirm it; false otherwise.
  bool AnswerIfConfirmed(const CallPtr& call, const StoredReport& report);
  void Fail(const CallPtr& call, const absl::Status& status);

  Freshness& freshness_;
  ReportStore& store_;
  ReportMaker& maker_;
  RevisionClock& clock_;
  ReportCounters& counters_;
  std::atomic<int> open_calls_ = 0;
};

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_COVERAGE_REPORT_REPORT_SERVICE_H_
