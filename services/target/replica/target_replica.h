#ifndef BAOPHU_SERVICES_TARGET_REPLICA_TARGET_REPLICA_H_
#define BAOPHU_SERVICES_TARGET_REPLICA_TARGET_REPLICA_H_

#include <grpcpp/grpcpp.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/target/coverage_report/report_counters.h"
#include "services/target/freshness/freshness.h"

namespace baophu::target {

// How one replica of the service is set up.
struct ReplicaOptions {
  std::string database;             // As in sql::Database::Open.
  std::string key_file;             // As in KeyRing::LoadOrCreate.
  std::string participant_address;  // As in rpc::Connect.
  std::string contribution_address;
  std::string redis;         // As in redis::Endpoint::Parse; empty: none.
  std::string config_dir;    // As in IndicatorCatalogue::Load.
  std::string sample_scale;  // Stated in reports; empty or "1" for a real province.
  int threads = 4;           // For work that blocks, and as many database readers.
  int64_t memory_cache_bytes = 64 * 1024 * 1024;
};

// One replica of the target service, all but its server: several may run in one
// process. It follows its upstreams from its creation to its end, which must
// come after the server's.
class TargetReplica {
 public:
  static absl::StatusOr<std::unique_ptr<TargetReplica>> Create(const ReplicaOptions& options);
  ~TargetReplica();

  // To be registered with a server.
  std::vector<grpc::Service*> services();

  // Ends streams; to be called before the server is shut down.
  void Stop();

  // For tests and figures of operation.
  const ReportCounters& counters() const;
  const Freshness& freshness() const;
  bool redis_connected() const;
  int64_t redis_failure_count() const;
  int64_t redis_garbage_count() const;

 private:
  struct Parts;
  explicit TargetReplica(std::unique_ptr<Parts> parts);

  const std::unique_ptr<Parts> parts_;
};

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_REPLICA_TARGET_REPLICA_H_
