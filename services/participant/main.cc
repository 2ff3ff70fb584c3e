// participant: people, employers, enrolment movements and what they amount to.

#include <absl/flags/flag.h>
#include <absl/flags/parse.h>
#include <absl/flags/usage.h>

#include <optional>
#include <stop_token>

#include "common/rpc/server.h"
#include "participant_schema.h"
#include "services/participant/areas/area_service.h"
#include "services/participant/changes/change_service.h"
#include "services/participant/context.h"
#include "services/participant/coverage/coverage_service.h"
#include "services/participant/employers/employer_service.h"
#include "services/participant/flows/flow_rebuild.h"
#include "services/participant/flows/flow_service.h"
#include "services/participant/ingest/import_service.h"
#include "services/participant/people/person_service.h"
#include "services/participant/placement/place_people.h"
#include "services/participant/retention/retention_service.h"
#include "services/participant/self_paid/contribution_feed_service.h"
#include "services/participant/startup/startup_check.h"

ABSL_FLAG(std::string, address, "127.0.0.1:9091", "where to listen: 127.0.0.1:PORT or unix:/PATH");
ABSL_FLAG(std::string, database, "", "sqlite:/path/to/file or postgresql:host=... dbname=...");
ABSL_FLAG(std::string, key_file, "",
          "file of 32 secret bytes; made for a database that has none yet");
ABSL_FLAG(std::string, config_dir, "deploy/config", "folder of the dated legal data");
ABSL_FLAG(std::string, contribution_address, "",
          "where the contribution service listens, whose paid periods become cover here; "
          "empty: it is not followed");
ABSL_FLAG(int, threads, 6, "threads for database work; as many reads may run at once");
ABSL_FLAG(int, long_work_threads, 4, "threads for imports and recounts; reads never wait for them");
ABSL_FLAG(int, max_waiting, 512, "calls that may wait for a thread before they are refused");
ABSL_FLAG(int, grace_ms, 10000, "how long work in flight may take after SIGTERM");

namespace baophu::participant {
namespace {

absl::Status Run() {
  if (absl::GetFlag(FLAGS_database).empty() || absl::GetFlag(FLAGS_key_file).empty()) {
    return absl::InvalidArgumentError("--database and --key_file are needed");
  }
  BAOPHU_TRY(rpc::CheckLocalAddress(absl::GetFlag(FLAGS_address)));
  const int threads = absl::GetFlag(FLAGS_threads);
  const int long_work_threads = absl::GetFlag(FLAGS_long_work_threads);
  const std::string categories_path = absl::GetFlag(FLAGS_config_dir) + "/categories.csv";
  BAOPHU_ASSIGN(const Categories categories, Categories::Load(categories_path));
  BAOPHU_ASSIGN(const MovementReasons reasons,
                MovementReasons::Load(absl::GetFlag(FLAGS_config_dir) + "/movement_reasons.csv"));
  BAOPHU_ASSIGN(const RetentionCodes retention,
                RetentionCodes::Load(absl::GetFlag(FLAGS_config_dir), reasons));
  BAOPHU_ASSIGN(const std::unique_ptr<sql::Database> database,
                sql::Database::Open(absl::GetFlag(FLAGS_database), threads + long_work_threads));
  BAOPHU_TRY(database->Migrate(ParticipantSchema()));
  BAOPHU_ASSIGN(const KeyRing keys, LoadKeys(*database, absl::GetFlag(FLAGS_key_file)));
  BAOPHU_TRY(SealTaxCodes(*database, keys));
  BAOPHU_TRY(CheckCategories(*database, categories, categories_path));
  BAOPHU_TRY(RebuildFlowsIfStale(*database, {categories, reasons}).status());

  std::stop_source stopping;
  RevisionClock clock(*database);
  Committer committer(*database, clock);
  FeedLog feed(*database);
  rpc::Executor executor(threads, absl::GetFlag(FLAGS_max_waiting));
  rpc::Executor long_work(long_work_threads, absl::GetFlag(FLAGS_max_waiting));
  AreaRegistry areas;
  const Context context{*database, clock,      committer, feed,      keys,  executor,
                        long_work, categories, reasons,   retention, areas, stopping.get_token()};

  BAOPHU_TRY(PlacePeopleAtStart(context));

  std::optional<ContributionFeed> contribution_feed;
  if (!absl::GetFlag(FLAGS_contribution_address).empty()) {
    contribution_feed.emplace(context, rpc::Connect(absl::GetFlag(FLAGS_contribution_address)));
  }

  AreaServiceImpl area_service(context);
  ChangeServiceImpl change_service(
      {feed, clock, executor, stopping.get_token()},
      contribution_feed.has_value() ? TellContributionRevision(*database) : nullptr);
  CoverageFlowServiceImpl coverage_flow_service(context);
  CoverageServiceImpl coverage_service(context);
  EmployerServiceImpl employer_service(context);
  ImportServiceImpl import_service(context);
  PersonServiceImpl person_service(context);
  RetentionServiceImpl retention_service(context);
  return rpc::RunUntilSignal(
      {.program = "participant",
       .address = absl::GetFlag(FLAGS_address),
       .grace_ms = absl::GetFlag(FLAGS_grace_ms)},
      {&area_service, &change_service, &coverage_flow_service, &coverage_service, &employer_service,
       &import_service, &person_service, &retention_service},
      [&] { stopping.request_stop(); });
}

}  // namespace
}  // namespace baophu::participant

int main(int argc, char** argv) {
  baophu::rpc::BlockStopSignals();
  absl::SetProgramUsageMessage("Serves people, employers, movements and counts of cover.");
  absl::ParseCommandLine(argc, argv);
  if (const absl::Status status = baophu::participant::Run(); !status.ok()) {
    baophu::rpc::Die("participant", status);
  }
  return 0;
}
