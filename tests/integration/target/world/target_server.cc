#include "tests/integration/target/world/target_server.h"

#include <gtest/gtest.h>

#include <chrono>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/rpc/status.h"

namespace baophu::target {
namespace {

constexpr absl::Duration kPollInterval = absl::Milliseconds(2);
constexpr absl::Duration kPatience = absl::Seconds(20);

void Await(const std::function<bool()>& reached, const char* what) {
  const absl::Time end = absl::Now() + kPatience;
  while (!reached()) {
    ASSERT_LT(absl::Now(), end) << "not reached: " << what;
    absl::SleepFor(kPollInterval);
  }
}

}  // namespace

TargetServer::TargetServer(const ReplicaOptions& options, const std::string& folder,
                           const std::string& name) {
  absl::StatusOr<std::unique_ptr<TargetReplica>> replica = TargetReplica::Create(options);
  if (!replica.ok()) {
    ADD_FAILURE() << replica.status();
    abort();
  }
  replica_ = *std::move(replica);
  const std::string address = absl::StrCat("unix:", folder, "/", name);
  grpc::ServerBuilder builder;
  builder.AddListeningPort(address, grpc::InsecureServerCredentials());
  for (grpc::Service* service : replica_->services()) builder.RegisterService(service);
  server_ = builder.BuildAndStart();
  const auto channel = grpc::CreateChannel(address, grpc::InsecureChannelCredentials());
  reports_ = v1::CoverageReportService::NewStub(channel);
  tables_ = v1::CoverageTableService::NewStub(channel);
  milestones_ = v1::MilestoneService::NewStub(channel);
  paces_ = v1::PaceService::NewStub(channel);
  forecasts_ = v1::ForecastService::NewStub(channel);
  period_reports_ = v1::PeriodReportService::NewStub(channel);
  plans_ = v1::PlanService::NewStub(channel);
  indicators_ = v1::IndicatorService::NewStub(channel);
  changes_ = v1::ChangeService::NewStub(channel);
  imports_ = v1::ImportService::NewStub(channel);
  figures_ = v1::FigureCheckService::NewStub(channel);
  closings_ = v1::ClosingService::NewStub(channel);
  programmes_ = v1::ProgrammeService::NewStub(channel);
  programme_reports_ = v1::ProgrammeReportService::NewStub(channel);
}

TargetServer::~TargetServer() {
  replica_->Stop();
  server_->Shutdown(std::chrono::system_clock::now() + std::chrono::seconds(5));
  server_->Wait();
}

absl::StatusOr<v1::CoverageReport> TargetServer::Report(const Ask& ask) {
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + ask.timeout));
  v1::GetCoverageReportRequest request;
  request.set_name(absl::StrCat("areas/", ask.area, "/coverageReports/", ask.month));
  *request.mutable_min_revisions() = ask.min_revisions;
  request.set_allow_unconfirmed(ask.allow_unconfirmed);
  v1::CoverageReport report;
  const grpc::Status status = reports_->GetCoverageReport(&context, request, &report);
  if (!status.ok()) return rpc::FromGrpc(status);
  return report;
}

int64_t TargetServer::CreatePlan(const std::string& area, const std::string& indicator,
                                 const std::string& valid_from, int64_t value) {
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + kPatience));
  v1::CreatePlanRequest request;
  v1::Plan& plan = *request.mutable_plan();
  plan.set_assigner("VSS");
  plan.set_decision(absl::StrCat("decision ", value));
  plan.set_year(std::stoi(valid_from));
  plan.set_area(area);
  plan.set_indicator(indicator);
  plan.set_kind("ASSIGNED");
  plan.set_value(value);
  plan.set_valid_from(valid_from);
  v1::Plan created;
  const grpc::Status status = plans_->CreatePlan(&context, request, &created);
  EXPECT_TRUE(status.ok()) << status.error_message();
  grpc::ClientContext state_context;
  state_context.set_deadline(absl::ToChronoTime(absl::Now() + kPatience));
  v1::FeedState state;
  EXPECT_TRUE(changes_->GetFeedState(&state_context, {}, &state).ok());
  return state.revision();
}

std::vector<type::v1::ImportAck> TargetServer::Import(const std::string& import_id,
                                                      std::vector<v1::ImportChunk> chunks,
                                                      grpc::Status* status) {
  grpc::ClientContext context;
  const auto stream = imports_->ImportRows(&context);
  v1::ImportRowsRequest request;
  request.mutable_start()->set_import_id(import_id);
  stream->Write(request);
  type::v1::ImportAck ack;
  stream->Read(&ack);
  std::vector<type::v1::ImportAck> acks;
  int64_t number = 0;
  for (v1::ImportChunk& chunk : chunks) {
    chunk.set_chunk_number(++number);
    if (chunk.first_row_number() == 0) chunk.set_first_row_number(1);
    *request.mutable_chunk() = std::move(chunk);
    if (!stream->Write(request) || !stream->Read(&ack)) break;
    acks.push_back(ack);
  }
  stream->WritesDone();
  const grpc::Status finished = stream->Finish();
  if (status != nullptr) {
    *status = finished;
  } else {
    EXPECT_TRUE(finished.ok()) << finished.error_message();
  }
  return acks;
}

void TargetServer::AwaitConfirmed(bool confirmed) {
  Await([&] { return replica_->freshness().doubt().has_value() != confirmed; },
        confirmed ? "all feeds are confirmed" : "a feed is in doubt");
}

void TargetServer::AwaitApplied(const FakeUpstreams& upstreams) {
  auto& fakes = const_cast<FakeUpstreams&>(upstreams);
  Await(
      [&] {
        return replica_->freshness().applied().Covers(
            {{fakes.participant().revision(), fakes.contribution().revision(), 0}});
      },
      "what the fakes have done is applied");
}

std::vector<AreaRecord> TestAreas() {
  const Month begin = Month::FromYearMonth(2019, 1);
  const Month reform = Month::FromYearMonth(2025, 7);
  const auto area = [](const char* code, AreaLevel level, const char* name, const char* parent,
                       Month from, Month through) {
    return AreaRecord{AreaCode::FromTrusted(code),   level, name,
                      AreaCode::FromTrusted(parent), from,  through};
  };
  return {area("24", AreaLevel::kProvince, "Tỉnh Bắc Giang", "", begin, reform - 1),
          area("24", AreaLevel::kProvince, "Tỉnh Bắc Ninh", "", reform, Month::Max()),
          area("31", AreaLevel::kProvince, "Thành phố Hải Phòng", "", begin, Month::Max()),
          area("303", AreaLevel::kDistrict, "Quận Hồng Bàng", "31", begin, reform - 1)};
}

TargetWorld::TargetWorld() : upstreams_(folder_.File("")) {
  upstreams_.SetAreas(TestAreas());
  for (const char* code : {"24", "31", "303"}) {
    const AreaCode area = AreaCode::FromTrusted(code);
    participant().Add(area, Month::FromYearMonth(2022, 1), 1000);
    for (const int year : {2022, 2023, 2024, 2025}) {
      contribution().Add(area, Month::FromYearMonth(year, 1), 5000);
    }
  }
}

ReplicaOptions TargetWorld::Options() const {
  ReplicaOptions options;
  options.database = absl::StrCat("sqlite:", folder_.File("target.sqlite"));
  options.key_file = folder_.File("key");
  options.participant_address = upstreams_.participant_address();
  options.contribution_address = upstreams_.contribution_address();
  options.config_dir = "deploy/config";
  return options;
}

std::unique_ptr<TargetServer> TargetWorld::Serve(const ReplicaOptions& options) {
  auto server =
      std::make_unique<TargetServer>(options, folder_.File(""), absl::StrCat("target", next_++));
  server->AwaitConfirmed();
  return server;
}

std::optional<int64_t> ValueOf(const v1::CoverageReport& report, const std::string& indicator) {
  for (const v1::IndicatorValue& each : report.indicators()) {
    if (each.indicator() == indicator) return each.value();
  }
  return std::nullopt;
}

}  // namespace baophu::target
