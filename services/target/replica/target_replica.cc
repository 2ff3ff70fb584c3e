#include "services/target/replica/target_replica.h"

#include <optional>
#include <stop_token>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/feed/committer.h"
#include "common/feed/feed_log.h"
#include "common/feed/revision_clock.h"
#include "common/keys/key_ring.h"
#include "common/redis/client.h"
#include "common/rpc/executor.h"
#include "common/rpc/server.h"
#include "common/sql/database.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "services/target/area_table/area_figures_service.h"
#include "services/target/area_table/table_service.h"
#include "services/target/areas/known_areas_service.h"
#include "services/target/changes/change_service.h"
#include "services/target/closing/closing_service.h"
#include "services/target/closing/report_snapshot_service.h"
#include "services/target/coverage_report/report_maker.h"
#include "services/target/coverage_report/report_message_service.h"
#include "services/target/coverage_report/report_service.h"
#include "services/target/coverage_report/upstream_service.h"
#include "services/target/figure_check/figure_check_service.h"
#include "services/target/figure_check/rules/check_rules.h"
#include "services/target/forecast/forecast_service.h"
#include "services/target/freshness/feeds_service.h"
#include "services/target/indicators/indicator_catalogue.h"
#include "services/target/indicators/indicator_service.h"
#include "services/target/pace/pace_service.h"
#include "services/target/period_report/flow_upstream_service.h"
#include "services/target/period_report/period_report_service.h"
#include "services/target/plans/import_service.h"
#include "services/target/plans/milestones/milestone_service.h"
#include "services/target/plans/plan_service.h"
#include "services/target/programmes/counts/programme_report_service.h"
#include "services/target/programmes/programme_service.h"
#include "services/target/programmes/records/programme_catalogue.h"
#include "services/target/replica/housekeeper.h"
#include "services/target/report_cache/cache_lineage.h"
#include "services/target/report_cache/report_store.h"
#include "services/target/restatement/change_reasons_service.h"
#include "services/target/restatement/restatement_service.h"
#include "target_schema.h"

namespace baophu::target {
namespace {

// Calls that may wait for a thread; beyond that the service says so.
constexpr int kMaxWaiting = 2000;
constexpr int kMinThreads = 2;
// Threads of calls that wait for other services or for reports: tables, paces, forecasts,
// closings, checks of them, restatements. Reports are never computed on them.
constexpr int kLongWorkThreads = 4;
constexpr int kMaxWaitingLongWork = 16;

// Whatever decides about a report's bytes besides the figures and revisions.
std::string KeyPrefix(const IndicatorCatalogue& catalogue, const std::string& lineage,
                      const std::string& sample_scale) {
  return absl::StrCat("baophu:report:", kReportFormat, ":", catalogue.digest(), ":", lineage, ":",
                      sample_scale);
}

}  // namespace

// In the order of creation; each uses only what stands before it.
struct TargetReplica::Parts {
  Parts(const ReplicaOptions& options, KeyRing key_ring,
        std::unique_ptr<const IndicatorCatalogue> indicators, CheckRules check_rules,
        ProgrammeCatalogue programme_kinds, std::unique_ptr<sql::Database> opened,
        std::unique_ptr<CacheLineage> cache_lineage, std::optional<redis::Endpoint> redis_endpoint,
        const std::string& sample_scale)
      : keys(std::move(key_ring)),
        indicators_owner(std::move(indicators)),
        catalogue(*indicators_owner),
        figure_rules(std::move(check_rules)),
        programme_catalogue(std::move(programme_kinds)),
        database(std::move(opened)),
        lineage(std::move(cache_lineage)),
        redis(redis_endpoint.has_value() ? std::make_unique<redis::Client>(*redis_endpoint)
                                         : nullptr),
        clock(*database),
        committer(*database, clock),
        log(*database),
        executor(options.threads, kMaxWaiting),
        long_work(kLongWorkThreads, kMaxWaitingLongWork),
        participant(rpc::Connect(options.participant_address)),
        contribution(rpc::Connect(options.contribution_address)),
        freshness(lineage->reach()),
        areas(participant, freshness),
        upstreams(participant, contribution),
        store({options.memory_cache_bytes, redis.get(),
               KeyPrefix(catalogue, lineage->text(), sample_scale), lineage.get()},
              keys),
        maker({*database, catalogue, areas, freshness, upstreams, store, executor, counters,
               sample_scale}),
        upstream_feeds(participant, contribution, freshness, lag),
        own_feed(log, clock, freshness, lag),
        report_service(freshness, store, maker, clock, counters),
        area_figures({*database, areas, freshness, upstreams, catalogue}),
        table_service(area_figures, catalogue, clock, long_work, counters, sample_scale),
        pace_service(area_figures, catalogue, clock, long_work),
        forecast_service(area_figures, catalogue, clock, long_work, sample_scale),
        figure_check_service(figure_rules, freshness, maker, clock, executor),
        plan_sources{*database, committer, keys, executor, catalogue, areas},
        indicator_service(catalogue, keys, executor),
        plan_service(plan_sources),
        milestone_service(plan_sources),
        programme_sources{*database, committer, keys, executor, programme_catalogue, areas},
        programme_service(programme_sources),
        programme_report_service(programme_sources),
        flow_upstream(participant),
        field_work(participant, contribution, programme_report_service),
        period_report_service({area_figures, flow_upstream, pace_service, field_work, catalogue,
                               clock, long_work, sample_scale}),
        import_service(plan_sources, programme_sources, stopping.get_token()),
        change_service({log, clock, executor, stopping.get_token()}),
        snapshots(catalogue, freshness, areas, store, maker, clock),
        change_reasons(participant, contribution, *database),
        restatements(*database, keys, snapshots, change_reasons),
        closing_service({*database, committer, keys, executor, long_work, snapshots, restatements,
                         stopping.get_token()}),
        housekeeper(*lineage, freshness, store, counters, lag) {}

  std::stop_source stopping;
  const KeyRing keys;
  // The rules of figures point at it, so it may not move.
  const std::unique_ptr<const IndicatorCatalogue> indicators_owner;
  const IndicatorCatalogue& catalogue;
  const CheckRules figure_rules;
  const ProgrammeCatalogue programme_catalogue;
  const std::unique_ptr<sql::Database> database;
  const std::unique_ptr<CacheLineage> lineage;
  ReportCounters counters;
  FeedLag lag;
  const std::unique_ptr<redis::Client> redis;
  RevisionClock clock;
  Committer committer;
  FeedLog log;
  rpc::Executor executor;
  rpc::Executor long_work;
  const std::shared_ptr<grpc::Channel> participant;
  const std::shared_ptr<grpc::Channel> contribution;
  Freshness freshness;
  KnownAreas areas;
  Upstreams upstreams;
  ReportStore store;
  ReportMaker maker;
  UpstreamFeeds upstream_feeds;
  OwnFeed own_feed;
  ReportService report_service;
  AreaFiguresReader area_figures;
  TableService table_service;
  PaceService pace_service;
  ForecastService forecast_service;
  FigureCheckService figure_check_service;
  const PlanSources plan_sources;
  IndicatorService indicator_service;
  PlanService plan_service;
  MilestoneService milestone_service;
  const ProgrammeSources programme_sources;
  ProgrammeService programme_service;
  ProgrammeReportService programme_report_service;
  FlowUpstream flow_upstream;
  FieldWorkReader field_work;
  PeriodReportService period_report_service;
  ImportService import_service;
  ChangeServiceImpl change_service;
  ReportSnapshots snapshots;
  ChangeReasonsReader change_reasons;
  RestatementReader restatements;
  ClosingService closing_service;
  Housekeeper housekeeper;
};

absl::StatusOr<std::unique_ptr<TargetReplica>> TargetReplica::Create(
    const ReplicaOptions& options) {
  if (options.threads < kMinThreads) {
    return InvalidField("threads", absl::StrCat("is ", options.threads),
                        absl::StrCat("write at least ", kMinThreads));
  }
  if (options.memory_cache_bytes < 0) {
    return InvalidField("memory_cache_bytes", "is negative", "write 0 for none");
  }
  const std::string sample_scale = options.sample_scale == "1" ? "" : options.sample_scale;
  std::optional<redis::Endpoint> redis_endpoint;
  if (!options.redis.empty()) {
    BAOPHU_ASSIGN(redis_endpoint, redis::Endpoint::Parse(options.redis));
  }
  BAOPHU_ASSIGN(KeyRing keys, KeyRing::LoadOrCreate(options.key_file));
  BAOPHU_ASSIGN(IndicatorCatalogue loaded, IndicatorCatalogue::Load(options.config_dir));
  auto catalogue = std::make_unique<const IndicatorCatalogue>(std::move(loaded));
  BAOPHU_ASSIGN(CheckRules figure_rules, CheckRules::Load(options.config_dir, *catalogue));
  BAOPHU_ASSIGN(ProgrammeCatalogue programme_kinds, ProgrammeCatalogue::Load(options.config_dir));
  // One more reader than threads: this service's own feed reads as well.
  BAOPHU_ASSIGN(std::unique_ptr<sql::Database> database,
                sql::Database::Open(options.database, options.threads + kLongWorkThreads + 1));
  BAOPHU_TRY(database->Migrate(TargetMigrations()));
  BAOPHU_ASSIGN(std::unique_ptr<CacheLineage> lineage, CacheLineage::Open(*database));
  auto parts = std::make_unique<Parts>(options, std::move(keys), std::move(catalogue),
                                       std::move(figure_rules), std::move(programme_kinds),
                                       std::move(database), std::move(lineage),
                                       std::move(redis_endpoint), sample_scale);
  return std::unique_ptr<TargetReplica>(new TargetReplica(std::move(parts)));
}

TargetReplica::TargetReplica(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

TargetReplica::~TargetReplica() { Stop(); }

std::vector<grpc::Service*> TargetReplica::services() {
  return {&parts_->report_service,       &parts_->table_service,
          &parts_->figure_check_service, &parts_->pace_service,
          &parts_->forecast_service,     &parts_->closing_service,
          &parts_->indicator_service,    &parts_->plan_service,
          &parts_->milestone_service,    &parts_->import_service,
          &parts_->change_service,       &parts_->period_report_service,
          &parts_->programme_service,    &parts_->programme_report_service};
}

void TargetReplica::Stop() { parts_->stopping.request_stop(); }

const ReportCounters& TargetReplica::counters() const { return parts_->counters; }

const Freshness& TargetReplica::freshness() const { return parts_->freshness; }

bool TargetReplica::redis_connected() const {
  return parts_->redis != nullptr && parts_->redis->connected();
}

int64_t TargetReplica::redis_failure_count() const { return parts_->store.redis_failure_count(); }

int64_t TargetReplica::redis_garbage_count() const { return parts_->store.garbage_count(); }

}  // namespace baophu::target
