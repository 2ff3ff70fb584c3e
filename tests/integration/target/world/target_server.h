#ifndef BAOPHU_TESTS_INTEGRATION_TARGET_WORLD_TARGET_SERVER_H_
#define BAOPHU_TESTS_INTEGRATION_TARGET_WORLD_TARGET_SERVER_H_

#include <baophu/target/v1/change_service.grpc.pb.h>
#include <baophu/target/v1/closing_service.grpc.pb.h>
#include <baophu/target/v1/coverage_report_service.grpc.pb.h>
#include <baophu/target/v1/coverage_table_service.grpc.pb.h>
#include <baophu/target/v1/figure_check_service.grpc.pb.h>
#include <baophu/target/v1/forecast_service.grpc.pb.h>
#include <baophu/target/v1/import_service.grpc.pb.h>
#include <baophu/target/v1/indicator_service.grpc.pb.h>
#include <baophu/target/v1/milestone_service.grpc.pb.h>
#include <baophu/target/v1/pace_service.grpc.pb.h>
#include <baophu/target/v1/period_report_service.grpc.pb.h>
#include <baophu/target/v1/plan_service.grpc.pb.h>
#include <baophu/target/v1/programme_report_service.grpc.pb.h>
#include <baophu/target/v1/programme_service.grpc.pb.h>
#include <grpcpp/grpcpp.h>

#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/target/replica/target_replica.h"
#include "tests/integration/target/world/fake_upstreams.h"
#include "tests/integration/target/world/test_files.h"

namespace baophu::target {

// One replica of the target service in this process behind a real server, with
// a client.
class TargetServer {
 public:
  // `name` tells the replicas of one folder apart.
  TargetServer(const ReplicaOptions& options, const std::string& folder, const std::string& name);
  ~TargetServer();

  // A report, asked for with ten seconds of time unless said otherwise.
  struct Ask {
    std::string area = "31";
    std::string month = "2024-09";
    type::v1::Revisions min_revisions;
    bool allow_unconfirmed = false;
    absl::Duration timeout = absl::Seconds(10);
  };
  absl::StatusOr<v1::CoverageReport> Report(const Ask& ask);
  absl::StatusOr<v1::CoverageReport> Report() { return Report(Ask()); }

  // Creates a plan of the national agency; returns the target's revision.
  int64_t CreatePlan(const std::string& area, const std::string& indicator,
                     const std::string& valid_from, int64_t value);

  // Imports chunks (numbered 1, 2, ...) and returns their answers.
  std::vector<type::v1::ImportAck> Import(const std::string& import_id,
                                          std::vector<v1::ImportChunk> chunks,
                                          grpc::Status* status = nullptr);

  // Until all feeds are confirmed, or one is not.
  void AwaitConfirmed(bool confirmed = true);
  // Until everything that the fakes have done so far is applied.
  void AwaitApplied(const FakeUpstreams& upstreams);

  TargetReplica& replica() { return *replica_; }
  const ReportCounters& counters() const { return replica_->counters(); }
  v1::PlanService::Stub& plans() { return *plans_; }
  v1::IndicatorService::Stub& indicators() { return *indicators_; }
  v1::ChangeService::Stub& changes() { return *changes_; }
  v1::CoverageReportService::Stub& reports() { return *reports_; }
  v1::PaceService::Stub& paces() { return *paces_; }
  v1::MilestoneService::Stub& milestones() { return *milestones_; }
  v1::ForecastService::Stub& forecasts() { return *forecasts_; }
  v1::PeriodReportService::Stub& period_reports() { return *period_reports_; }
  v1::CoverageTableService::Stub& tables() { return *tables_; }
  v1::FigureCheckService::Stub& figures() { return *figures_; }
  v1::ClosingService::Stub& closings() { return *closings_; }
  v1::ProgrammeService::Stub& programmes() { return *programmes_; }
  v1::ProgrammeReportService::Stub& programme_reports() { return *programme_reports_; }

 private:
  std::unique_ptr<TargetReplica> replica_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<v1::CoverageReportService::Stub> reports_;
  std::unique_ptr<v1::CoverageTableService::Stub> tables_;
  std::unique_ptr<v1::PaceService::Stub> paces_;
  std::unique_ptr<v1::MilestoneService::Stub> milestones_;
  std::unique_ptr<v1::ForecastService::Stub> forecasts_;
  std::unique_ptr<v1::PeriodReportService::Stub> period_reports_;
  std::unique_ptr<v1::PlanService::Stub> plans_;
  std::unique_ptr<v1::IndicatorService::Stub> indicators_;
  std::unique_ptr<v1::ChangeService::Stub> changes_;
  std::unique_ptr<v1::ImportService::Stub> imports_;
  std::unique_ptr<v1::FigureCheckService::Stub> figures_;
  std::unique_ptr<v1::ClosingService::Stub> closings_;
  std::unique_ptr<v1::ProgrammeService::Stub> programmes_;
  std::unique_ptr<v1::ProgrammeReportService::Stub> programme_reports_;
};

// The areas that the fakes begin with: Hải Phòng (31) with a district (303), and
// 24 and 27, which have other names from 2025-07.
std::vector<AreaRecord> TestAreas();

// Upstreams with those areas and some figures, and options for replicas.
class TargetWorld {
 public:
  TargetWorld();

  ReplicaOptions Options() const;
  std::unique_ptr<TargetServer> Serve(const ReplicaOptions& options);
  std::unique_ptr<TargetServer> Serve() { return Serve(Options()); }

  FakeUpstreams& upstreams() { return upstreams_; }
  FakeHistory& participant() { return upstreams_.participant(); }
  FakeHistory& contribution() { return upstreams_.contribution(); }
  const TestFolder& folder() const { return folder_; }

 private:
  TestFolder folder_;
  FakeUpstreams upstreams_;
  int next_ = 1;
};

// The value of an indicator; nothing when it is left out.
std::optional<int64_t> ValueOf(const v1::CoverageReport& report, const std::string& indicator);

}  // namespace baophu::target

#endif  // BAOPHU_TESTS_INTEGRATION_TARGET_WORLD_TARGET_SERVER_H_
