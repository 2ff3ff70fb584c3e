// The target service: flags and wiring.

#include <cstdint>
#include <string>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "common/rpc/server.h"
#include "services/target/replica/target_replica.h"

ABSL_FLAG(std::string, address, "127.0.0.1:9093",
          "Where to listen: 127.0.0.1:PORT, [::1]:PORT or unix:/path");
ABSL_FLAG(std::string, database, "", "sqlite:/path/to/file or postgresql:CONNECTION STRING");
ABSL_FLAG(std::string, key_file, "", "File of the service's secret; made when it is missing");
ABSL_FLAG(std::string, participant_address, "127.0.0.1:9091", "Address of participant");
ABSL_FLAG(std::string, contribution_address, "127.0.0.1:9092", "Address of contribution");
ABSL_FLAG(std::string, redis, "", "unix:/path/to/socket or host:port; empty: no Redis");
ABSL_FLAG(std::string, config_dir, "deploy/config",
          "Folder of indicators.csv, bases.csv, assigners.csv, categories.csv, programmes.csv, "
          "programme_figures.csv and figures/");
ABSL_FLAG(std::string, sample_scale, "",
          "Scale of the sample that is loaded, such as 0.05, for reports to state; empty or 1: "
          "none");
ABSL_FLAG(int, threads, 4, "Threads for work that blocks");
ABSL_FLAG(int64_t, memory_cache_bytes, 64 * 1024 * 1024,
          "Memory for finished reports; 0: keep none");

int main(int argc, char** argv) {
  baophu::rpc::BlockStopSignals();
  absl::SetProgramUsageMessage("Plans, denominators and coverage reports.");
  absl::ParseCommandLine(argc, argv);

  baophu::target::ReplicaOptions options;
  options.database = absl::GetFlag(FLAGS_database);
  options.key_file = absl::GetFlag(FLAGS_key_file);
  options.participant_address = absl::GetFlag(FLAGS_participant_address);
  options.contribution_address = absl::GetFlag(FLAGS_contribution_address);
  options.redis = absl::GetFlag(FLAGS_redis);
  options.config_dir = absl::GetFlag(FLAGS_config_dir);
  options.sample_scale = absl::GetFlag(FLAGS_sample_scale);
  options.threads = absl::GetFlag(FLAGS_threads);
  options.memory_cache_bytes = absl::GetFlag(FLAGS_memory_cache_bytes);

  auto replica = baophu::target::TargetReplica::Create(options);
  if (!replica.ok()) baophu::rpc::Die("target", replica.status());
  const absl::Status served =
      baophu::rpc::RunUntilSignal({.program = "target", .address = absl::GetFlag(FLAGS_address)},
                                  (*replica)->services(), [&] { (*replica)->Stop(); });
  if (!served.ok()) baophu::rpc::Die("target", served);
  return 0;
}
