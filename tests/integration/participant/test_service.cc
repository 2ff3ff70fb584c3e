#include "tests/integration/participant/test_service.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <chrono>
#include <filesystem>

#include "absl/strings/str_cat.h"
#include "common/rpc/server.h"
#include "participant_schema.h"

namespace baophu::participant {
namespace {

constexpr int kThreads = 4;
constexpr int kLongWorkThreads = 4;
constexpr int kMaxWaiting = 512;

v1::AreaRow Area(const std::string& code, const std::string& level, const std::string& parent) {
  v1::AreaRow row;
  row.set_code(code);
  row.set_level(level);
  row.set_name(absl::StrCat("Khu vực ", code));
  row.set_parent_code(parent);
  row.set_valid_from("2019-01");
  return row;
}

v1::EmployerRow Employer(const std::string& tax_code, const std::string& area) {
  v1::EmployerRow row;
  row.set_tax_code(tax_code);
  row.set_name(absl::StrCat("Công ty mẫu ", tax_code));
  row.set_area(area);
  row.set_funding_type("ENTERPRISE");
  row.set_status("ACTIVE");
  row.set_status_from("2019-01");
  return row;
}

}  // namespace

Replica::Replica(const std::string& url, const std::string& key_file)
    : database_(sql::Database::Open(url, kThreads + kLongWorkThreads).value()),
      keys_(KeyRing::LoadOrCreate(key_file).value()),
      categories_(Categories::Load("deploy/config/categories.csv").value()),
      reasons_(MovementReasons::Load("deploy/config/movement_reasons.csv").value()),
      retention_(RetentionCodes::Load("deploy/config", reasons_).value()),
      clock_(*database_),
      committer_(*database_, clock_),
      feed_(*database_),
      executor_(kThreads, kMaxWaiting),
      long_work_(kLongWorkThreads, kMaxWaiting),
      context_{*database_, clock_,      committer_, feed_,      keys_,  executor_,
               long_work_, categories_, reasons_,   retention_, areas_, stopping_.get_token()},
      area_service_(context_),
      change_service_({feed_, clock_, executor_, stopping_.get_token()}),
      coverage_flow_service_(context_),
      coverage_service_(context_),
      employer_service_(context_),
      import_service_(context_),
      person_service_(context_),
      retention_service_(context_) {
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  for (grpc::Service* service : std::initializer_list<grpc::Service*>{
           &area_service_, &change_service_, &coverage_flow_service_, &coverage_service_,
           &employer_service_, &import_service_, &person_service_, &retention_service_}) {
    builder.RegisterService(service);
  }
  server_ = builder.BuildAndStart();
  address_ = absl::StrCat("127.0.0.1:", port);
  channel_ = grpc::CreateChannel(address_, grpc::InsecureChannelCredentials());
}

void Replica::FollowContribution(const std::string& address) {
  contribution_feed_ = std::make_unique<ContributionFeed>(context_, rpc::Connect(address));
}

Replica::~Replica() {
  contribution_feed_.reset();
  stopping_.request_stop();
  server_->Shutdown(std::chrono::system_clock::now() + std::chrono::seconds(5));
  server_->Wait();
}

TestService::TestService(sql::Engine engine) : database_(engine, ParticipantSchema()) {
  std::string pattern = (std::filesystem::temp_directory_path() / "key.XXXXXX").string();
  key_file_ = std::string(mkdtemp(pattern.data())) + "/key";
  replica_ = std::make_unique<Replica>(database_.url(), key_file_);
}

TestService::~TestService() {
  replica_.reset();
  std::filesystem::remove_all(std::filesystem::path(key_file_).parent_path());
}

std::unique_ptr<Replica> TestService::AnotherReplica() {
  return std::make_unique<Replica>(database_.url(), key_file_);
}

std::vector<type::v1::ImportAck> TestService::Import(const std::string& import_id,
                                                     const std::vector<v1::ImportChunk>& chunks,
                                                     std::shared_ptr<grpc::Channel> channel) {
  const auto stub = v1::ImportService::NewStub(channel == nullptr ? replica_->channel() : channel);
  grpc::ClientContext context;
  const auto stream = stub->ImportRows(&context);
  v1::ImportRowsRequest message;
  message.mutable_start()->set_import_id(import_id);
  stream->Write(message);
  std::vector<type::v1::ImportAck> acks(1);
  EXPECT_TRUE(stream->Read(&acks[0]));
  for (const v1::ImportChunk& chunk : chunks) {
    *message.mutable_chunk() = chunk;
    EXPECT_TRUE(stream->Write(message));
    type::v1::ImportAck ack;
    if (!stream->Read(&ack)) break;
    acks.push_back(ack);
  }
  stream->WritesDone();
  const grpc::Status status = stream->Finish();
  EXPECT_TRUE(status.ok()) << status.error_message();
  return acks;
}

grpc::Status TestService::ImportStatus(const std::vector<v1::ImportRowsRequest>& messages) {
  const auto stub = v1::ImportService::NewStub(replica_->channel());
  grpc::ClientContext context;
  const auto stream = stub->ImportRows(&context);
  for (const v1::ImportRowsRequest& message : messages) stream->Write(message);
  stream->WritesDone();
  type::v1::ImportAck ack;
  while (stream->Read(&ack)) {
  }
  return stream->Finish();
}

void TestService::LoadProvince(int people) {
  v1::ImportChunk areas, employers, persons;
  areas.set_chunk_number(1);
  *areas.mutable_areas()->add_rows() = Area("31", "PROVINCE", "");
  *areas.mutable_areas()->add_rows() = Area("303", "DISTRICT", "31");
  *areas.mutable_areas()->add_rows() = Area("318", "DISTRICT", "31");
  *areas.mutable_areas()->add_rows() = Area("11296", "COMMUNE", "303");
  *areas.mutable_areas()->add_rows() = Area("11299", "COMMUNE", "303");
  employers.set_chunk_number(2);
  *employers.mutable_employers()->add_rows() = Employer("0100233488", "11296");
  *employers.mutable_employers()->add_rows() = Employer("0100112437", "11299");
  persons.set_chunk_number(3);
  persons.mutable_people();
  for (int person = 1; person <= people; ++person) {
    v1::PersonRow& row = *persons.mutable_people()->add_rows();
    row.set_insurance_number(InsuranceNumber(person));
    row.set_full_name("Nguyễn Văn Mẫu");
    row.set_birth_date("1990");
    row.set_sex("M");
    row.set_residence_area("11296");
  }
  const auto acks = Import("province", {areas, employers, persons});
  ASSERT_EQ(acks.size(), 4u);
  EXPECT_EQ(acks[3].accepted_count(), people);
}

v1::QueryCoverageResponse TestService::Coverage(const std::string& area,
                                                std::vector<std::string> months) {
  const auto stub = v1::CoverageService::NewStub(replica_->channel());
  grpc::ClientContext context;
  SetDeadline(context);
  v1::QueryCoverageRequest request;
  request.set_name("areas/" + area);
  for (const std::string& month : months) request.add_months(month);
  v1::QueryCoverageResponse response;
  const grpc::Status status = stub->QueryCoverage(&context, request, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return response;
}

v1::QueryCoverageFlowsResponse TestService::Flows(const std::string& area, const std::string& from,
                                                  const std::string& through) {
  grpc::ClientContext context;
  SetDeadline(context);
  v1::QueryCoverageFlowsRequest request;
  request.set_name("areas/" + area);
  request.set_from_month(from);
  request.set_through_month(through);
  v1::QueryCoverageFlowsResponse response;
  const grpc::Status status = v1::CoverageFlowService::NewStub(replica_->channel())
                                  ->QueryCoverageFlows(&context, request, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return response;
}

int64_t TestService::Count(const std::string& area, const std::string& month,
                           type::v1::Scheme scheme) {
  int64_t people = 0;
  const v1::QueryCoverageResponse response = Coverage(area, {month});
  for (const v1::CategoryCount& count : response.area_months(0).counts()) {
    if (count.scheme() == scheme) people += count.people();
  }
  return people;
}

std::vector<std::string> TestService::Recount() {
  const auto stub = v1::CoverageService::NewStub(replica_->channel());
  grpc::ClientContext context;
  const auto reader = stub->Recount(&context, {});
  type::v1::CheckProgress progress;
  bool finished = false;
  while (reader->Read(&progress)) finished = progress.finished();
  const grpc::Status status = reader->Finish();
  EXPECT_TRUE(status.ok() && finished) << status.error_message();
  return {progress.differences().begin(), progress.differences().end()};
}

v1::Person TestService::Lookup(const std::string& identifier) {
  const auto stub = v1::PersonService::NewStub(replica_->channel());
  grpc::ClientContext context;
  SetDeadline(context);
  v1::LookupPersonRequest request;
  request.set_identifier(identifier);
  v1::Person person;
  const grpc::Status status = stub->LookupPerson(&context, request, &person);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return person;
}

void SetDeadline(grpc::ClientContext& context) {
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(20));
}

std::string InsuranceNumber(int person) { return absl::StrCat(3'199'000'000LL + person); }

v1::ImportChunk MovementChunk(int64_t number, const std::vector<v1::MovementRow>& rows) {
  v1::ImportChunk chunk;
  chunk.set_chunk_number(number);
  chunk.set_first_row_number(2);
  for (const v1::MovementRow& row : rows) *chunk.mutable_movements()->add_rows() = row;
  return chunk;
}

v1::MovementRow MovementOf(const std::string& id, int person, v1::MovementKind kind,
                           const std::string& month) {
  v1::MovementRow row;
  row.set_movement_id(id);
  row.set_person(InsuranceNumber(person));
  row.set_kind(kind);
  row.set_effective_month(month);
  return row;
}

v1::MovementRow JobJoin(const std::string& id, int person, const std::string& month,
                        const std::string& employer, const std::string& area) {
  v1::MovementRow row = MovementOf(id, person, v1::MOVEMENT_KIND_JOIN, month);
  row.add_schemes(type::v1::SCHEME_SOCIAL_COMPULSORY);
  row.add_schemes(type::v1::SCHEME_HEALTH);
  row.add_schemes(type::v1::SCHEME_UNEMPLOYMENT);
  row.set_area(area);
  row.set_category("EMPLOYMENT");
  row.set_employer(employer);
  return row;
}

}  // namespace baophu::participant
