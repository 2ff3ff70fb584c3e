// The contribution service's program: flags and wiring.

#include <absl/flags/flag.h>
#include <absl/flags/parse.h>
#include <absl/flags/usage.h>

#include <memory>
#include <string>

#include "common/rpc/server.h"
#include "services/contribution/wiring.h"

ABSL_FLAG(std::string, address, "127.0.0.1:9092",
          "where to listen: a loopback address and port, or unix:/path/to/socket");
ABSL_FLAG(std::string, database, "sqlite:contribution.sqlite",
          "sqlite:/path/to/file, or postgresql: and a libpq connection string");
ABSL_FLAG(std::string, key_file, "contribution.key",
          "file of this service's secret key; it is made when it does not exist");
ABSL_FLAG(std::string, participant_address, "127.0.0.1:9091",
          "where the participant service listens");
ABSL_FLAG(std::string, config_dir, "deploy/config",
          "folder of the configuration; the law is in its folder contribution");
ABSL_FLAG(int, threads, 8, "threads for database work, 1 to 256");
ABSL_FLAG(int64_t, max_amount_vnd, 10'000'000'000'000,
          "imported rows with an amount above this many đồng are refused; at most 10^15");

namespace {

constexpr char kProgram[] = "contribution";
// A row's five amounts together stay far below what the whole ledger may hold.
constexpr int64_t kHighestMaxAmountVnd = 1'000'000'000'000'000;

absl::Status CheckFlags() {
  const int threads = absl::GetFlag(FLAGS_threads);
  if (threads < 1 || threads > 256) {
    return absl::InvalidArgumentError("--threads is out of range; give 1 to 256");
  }
  const int64_t max_amount_vnd = absl::GetFlag(FLAGS_max_amount_vnd);
  if (max_amount_vnd < 1 || max_amount_vnd > kHighestMaxAmountVnd) {
    return absl::InvalidArgumentError("--max_amount_vnd is out of range; give 1 to 10^15");
  }
  return baophu::rpc::CheckLocalAddress(absl::GetFlag(FLAGS_address));
}

}  // namespace

int main(int argc, char** argv) {
  absl::SetProgramUsageMessage("Keeps the ledger of assessments and payments.");
  absl::ParseCommandLine(argc, argv);
  baophu::rpc::BlockStopSignals();
  if (const absl::Status flags = CheckFlags(); !flags.ok()) baophu::rpc::Die(kProgram, flags);

  auto contribution = baophu::contribution::Contribution::Start(
      {absl::GetFlag(FLAGS_database), absl::GetFlag(FLAGS_key_file),
       absl::GetFlag(FLAGS_participant_address), absl::GetFlag(FLAGS_config_dir) + "/contribution",
       absl::GetFlag(FLAGS_threads), absl::GetFlag(FLAGS_max_amount_vnd)});
  if (!contribution.ok()) baophu::rpc::Die(kProgram, contribution.status());

  baophu::rpc::ServerOptions options;
  options.program = kProgram;
  options.address = absl::GetFlag(FLAGS_address);
  const absl::Status served = baophu::rpc::RunUntilSignal(options, (*contribution)->services(),
                                                          [&] { (*contribution)->Stop(); });
  if (!served.ok()) baophu::rpc::Die(kProgram, served);
  return 0;
}
