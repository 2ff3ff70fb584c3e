#ifndef BAOPHU_TESTS_INTEGRATION_PARTICIPANT_TEST_SERVICE_H_
#define BAOPHU_TESTS_INTEGRATION_PARTICIPANT_TEST_SERVICE_H_

#include <baophu/participant/v1/area_service.grpc.pb.h>
#include <baophu/participant/v1/change_service.grpc.pb.h>
#include <baophu/participant/v1/coverage_flow_service.grpc.pb.h>
#include <baophu/participant/v1/coverage_service.grpc.pb.h>
#include <baophu/participant/v1/employer_service.grpc.pb.h>
#include <baophu/participant/v1/import_service.grpc.pb.h>
#include <baophu/participant/v1/person_service.grpc.pb.h>
#include <grpcpp/grpcpp.h>

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "services/participant/areas/area_service.h"
#include "services/participant/changes/change_service.h"
#include "services/participant/context.h"
#include "services/participant/coverage/coverage_service.h"
#include "services/participant/employers/employer_service.h"
#include "services/participant/flows/flow_service.h"
#include "services/participant/ingest/import_service.h"
#include "services/participant/people/person_service.h"
#include "services/participant/retention/retention_service.h"
#include "services/participant/self_paid/contribution_feed_service.h"
#include "tests/support/test_database.h"

namespace baophu::participant {

// One replica of the real service, with its own connections to the database and
// on a port of its own.
class Replica {
 public:
  Replica(const std::string& url, const std::string& key_file);
  ~Replica();

  std::shared_ptr<grpc::Channel> channel() const { return channel_; }
  // As rpc::Connect reads it.
  const std::string& address() const { return address_; }
  // Lets it follow the contribution service at an address, from now on.
  void FollowContribution(const std::string& address);
  void StopFollowing() { contribution_feed_.reset(); }

 private:
  std::stop_source stopping_;
  std::unique_ptr<sql::Database> database_;
  KeyRing keys_;
  Categories categories_;
  MovementReasons reasons_;
  RetentionCodes retention_;
  RevisionClock clock_;
  Committer committer_;
  FeedLog feed_;
  rpc::Executor executor_;
  rpc::Executor long_work_;
  AreaRegistry areas_;
  Context context_;
  AreaServiceImpl area_service_;
  ChangeServiceImpl change_service_;
  CoverageFlowServiceImpl coverage_flow_service_;
  CoverageServiceImpl coverage_service_;
  EmployerServiceImpl employer_service_;
  ImportServiceImpl import_service_;
  PersonServiceImpl person_service_;
  RetentionServiceImpl retention_service_;
  std::unique_ptr<grpc::Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
  std::string address_;
  std::unique_ptr<ContributionFeed> contribution_feed_;
};

// A database with a replica of the service, a small province and helpers to
// talk to it.
class TestService {
 public:
  explicit TestService(sql::Engine engine);
  ~TestService();

  std::shared_ptr<grpc::Channel> channel() const { return replica_->channel(); }
  // Of the database, for connections that go past the service.
  const std::string& url() const { return database_.url(); }
  const std::string& key_file() const { return key_file_; }
  Replica& replica() { return *replica_; }
  // Another replica on the same database.
  std::unique_ptr<Replica> AnotherReplica();

  // Sends chunks under an import id and returns their acknowledgements; the
  // test fails when the stream does.
  std::vector<type::v1::ImportAck> Import(const std::string& import_id,
                                          const std::vector<v1::ImportChunk>& chunks,
                                          std::shared_ptr<grpc::Channel> channel = nullptr);
  // The status with which a stream of these messages ends.
  grpc::Status ImportStatus(const std::vector<v1::ImportRowsRequest>& messages);

  // Province 31 with district 303, communes 11296 and 11299, and district 318
  // without communes; employers 0100233488 and 0100112437; `people` people
  // with insurance numbers 3199000001 and up.
  void LoadProvince(int people);

  v1::QueryCoverageResponse Coverage(const std::string& area, std::vector<std::string> months);
  v1::QueryCoverageFlowsResponse Flows(const std::string& area, const std::string& from,
                                       const std::string& through);
  // People of a scheme in an area and month.
  int64_t Count(const std::string& area, const std::string& month, type::v1::Scheme scheme);
  // The differences that a recount finds.
  std::vector<std::string> Recount();
  v1::Person Lookup(const std::string& identifier);

 private:
  TestDatabase database_;
  std::string key_file_;
  std::unique_ptr<Replica> replica_;
};

// A deadline for one call of a test.
void SetDeadline(grpc::ClientContext& context);
std::string InsuranceNumber(int person);
// A chunk of movements; `fill` is called for each row.
v1::ImportChunk MovementChunk(int64_t number, const std::vector<v1::MovementRow>& rows);
v1::MovementRow MovementOf(const std::string& id, int person, v1::MovementKind kind,
                           const std::string& month);
// A job's join with compulsory, health and unemployment insurance.
v1::MovementRow JobJoin(const std::string& id, int person, const std::string& month,
                        const std::string& employer, const std::string& area);

}  // namespace baophu::participant

#endif  // BAOPHU_TESTS_INTEGRATION_PARTICIPANT_TEST_SERVICE_H_
