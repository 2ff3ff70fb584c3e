#ifndef BAOPHU_SERVICES_TARGET_FIGURE_CHECK_FIGURE_CHECK_SERVICE_H_
#define BAOPHU_SERVICES_TARGET_FIGURE_CHECK_FIGURE_CHECK_SERVICE_H_

#include <baophu/target/v1/figure_check_service.grpc.pb.h>

#include <memory>

#include "common/feed/revision_clock.h"
#include "common/rpc/executor.h"
#include "services/target/coverage_report/report_maker.h"
#include "services/target/figure_check/rules/check_rules.h"
#include "services/target/freshness/freshness.h"

namespace baophu::target {

// Serves figure_check_service.proto. Stores nothing. Thread-safe.
class FigureCheckService final : public v1::FigureCheckService::CallbackService {
 public:
  // All must outlive the server.
  FigureCheckService(const CheckRules& rules, Freshness& freshness, ReportMaker& maker,
                     RevisionClock& clock, rpc::Executor& executor)
      : rules_(rules), freshness_(freshness), maker_(maker), clock_(clock), executor_(executor) {}

  grpc::ServerUnaryReactor* CheckFigures(grpc::CallbackServerContext* context,
                                         const v1::CheckFiguresRequest* request,
                                         v1::CheckFiguresResponse* response) override;

 private:
  // A call that is compared with reports of the suite.
  struct OwnDataCall;
  using CallPtr = std::shared_ptr<OwnDataCall>;

  // The steps of such a call; each ends it or leads to the next, and none but the first
  // and last blocks.
  absl::Status Read(const CallPtr& call) const;
  void AwaitRevisions(const CallPtr& call);
  void MakeReports(const CallPtr& call);
  void Conclude(const CallPtr& call);

  const CheckRules& rules_;
  Freshness& freshness_;
  ReportMaker& maker_;
  RevisionClock& clock_;
  rpc::Executor& executor_;
};

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_FIGURE_CHECK_FIGURE_CHECK_SERVICE_H_
