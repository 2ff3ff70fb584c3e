#ifndef BAOPHU_SERVICES_TARGET_COVERAGE_REPORT_UPSTREAM_SERVICE_H_
#define BAOPHU_SERVICES_TARGET_COVERAGE_REPORT_UPSTREAM_SERVICE_H_

#include <grpcpp/grpcpp.h>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/area/area_code.h"
#include "common/month/month.h"
#include "services/target/coverage_report/report_rules.h"

namespace baophu::target {

// Figures of areas in the months that have data, all at one revision of their
// service; every area that was asked for is there.
template <typename Figures>
struct UpstreamBatch {
  std::map<AreaCode, std::map<Month, Figures>> areas;
  int64_t revision = 0;
};

// What a failed call to a service means for our own caller.
absl::Status UpstreamFailure(const char* service, const grpc::Status& status);

// Asks participant and contribution for figures, without blocking. Errors name
// the service. Thread-safe.
class Upstreams {
 public:
  Upstreams(std::shared_ptr<grpc::Channel> participant,
            std::shared_ptr<grpc::Channel> contribution);
  ~Upstreams();

  template <typename Figures>
  using Done = std::function<void(absl::StatusOr<UpstreamBatch<Figures>>)>;

  // Up to 1,000 areas, and up to 25,000 with each month counted. With `placed_by`,
  // people of areas that were divided until then are placed. `done` runs once, on a thread
  // that must not be blocked. The answer reflects at least `min_revision`.
  void QueryCoverage(const std::vector<AreaCode>& areas, const std::vector<Month>& months,
                     std::optional<Month> placed_by, int64_t min_revision, absl::Time deadline,
                     Done<CoverageFigures> done);
  void QueryTotals(const std::vector<AreaCode>& areas, const std::vector<Month>& months,
                   int64_t min_revision, absl::Time deadline, Done<LedgerFigures> done);

 private:
  struct Stubs;
  const std::unique_ptr<Stubs> stubs_;
};

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_COVERAGE_REPORT_UPSTREAM_SERVICE_H_
