// Who joined and left, and why; the same on SQLite and PostgreSQL. That they are
// those of a model is in model_test.cc.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>

#include "absl/strings/str_cat.h"
#include "services/participant/flows/flow_rebuild.h"
#include "tests/integration/participant/test_service.h"

namespace baophu::participant {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using type::v1::SCHEME_HEALTH;

constexpr char kEmployer[] = "0100233488";       // In 11296.
constexpr char kOtherEmployer[] = "0100112437";  // In 11299.

class FlowsTest : public testing::TestWithParam<sql::Engine> {
 protected:
  void Import(const std::vector<v1::MovementRow>& rows) {
    const auto acks = service_.Import(absl::StrCat("f", ++import_), {MovementChunk(1, rows)});
    EXPECT_EQ(acks.back().accepted_count(), static_cast<int64_t>(rows.size()));
  }

  // "flow kind reason people" of a scheme.
  std::vector<std::string> Flows(const std::string& area, const std::string& from,
                                 const std::string& through, type::v1::Scheme scheme) {
    std::vector<std::string> texts;
    const v1::QueryCoverageFlowsResponse response = service_.Flows(area, from, through);
    for (const v1::CoverageFlow& flow : response.flows()) {
      if (flow.scheme() != scheme) continue;
      texts.push_back(
          absl::StrCat(flow.flow(), " ", flow.kind(), " ", flow.reason(), " ", flow.people()));
    }
    return texts;
  }

  // Two people join, one leaves for a reason and one for a text, one is paid for.
  void LoadComingAndGoing() {
    service_.LoadProvince(3);
    v1::MovementRow paid = MovementOf("paid", 3, v1::MOVEMENT_KIND_PAID_THROUGH, "2024-02");
    paid.add_schemes(SCHEME_HEALTH);
    paid.set_through_month("2024-04");
    paid.set_area("11299");
    paid.set_category("HOUSEHOLD");
    Import({JobJoin("a", 1, "2024-01", kEmployer, "11296"),
            JobJoin("b", 2, "2024-01", kOtherEmployer, "11299"), paid,
            Leave("c", 1, "2024-03", kEmployer, "DEATH"),
            Leave("d", 2, "2024-05", kOtherEmployer, "theo đơn")});
  }

  static v1::MovementRow Leave(const std::string& id, int person, const std::string& month,
                               const std::string& employer, const std::string& reason) {
    v1::MovementRow row = MovementOf(id, person, v1::MOVEMENT_KIND_LEAVE, month);
    for (const auto scheme :
         {type::v1::SCHEME_SOCIAL_COMPULSORY, SCHEME_HEALTH, type::v1::SCHEME_UNEMPLOYMENT}) {
      row.add_schemes(scheme);
    }
    row.set_employer(employer);
    row.set_reason(reason);
    return row;
  }

  TestService service_{GetParam()};
  int import_ = 0;
};

INSTANTIATE_TEST_SUITE_P(Engines, FlowsTest,
                         testing::Values(sql::Engine::kSqlite, sql::Engine::kPostgresql),
                         [](const auto& info) {
                           return info.param == sql::Engine::kSqlite ? "Sqlite" : "Postgresql";
                         });

TEST_P(FlowsTest, TellWhyPeopleJoinedAndLeft) {
  LoadComingAndGoing();
  EXPECT_THAT(Flows("31", "2024-01", "2024-12", SCHEME_HEALTH),
              ElementsAre("JOINED NEW_JOIN  2", "LEFT LEAVE DEATH 1", "LEFT LEAVE OTHER 1",
                          "JOINED NEW_PAYMENT  1", "LEFT LAPSED  1"));
  EXPECT_THAT(Flows("31", "2024-02", "2024-03", SCHEME_HEALTH),
              ElementsAre("LEFT LEAVE DEATH 1", "JOINED NEW_PAYMENT  1"));
  EXPECT_THAT(Flows("11296", "2024-01", "2024-12", SCHEME_HEALTH),
              ElementsAre("JOINED NEW_JOIN  1", "LEFT LEAVE DEATH 1"));
  EXPECT_THAT(Flows("318", "2024-01", "2024-12", SCHEME_HEALTH), IsEmpty());
  const v1::QueryCoverageFlowsResponse response = service_.Flows("31", "2024-01", "2024-12");
  ASSERT_EQ(response.reasons_size(), 2);
  EXPECT_EQ(response.reasons(0).code(), "DEATH");
  EXPECT_EQ(response.reasons(0).display_name_vi(), "Chết");
  EXPECT_EQ(response.reasons(1).display_name_en(), "Other reason");
  EXPECT_EQ(response.revision(), service_.Coverage("31", {"2024-01"}).revision());
}

TEST_P(FlowsTest, AnAnnulledMovementIsNoFlow) {
  LoadComingAndGoing();
  v1::MovementRow undo = MovementOf("undo", 1, v1::MOVEMENT_KIND_ANNUL, "2024-03");
  undo.add_schemes(SCHEME_HEALTH);
  undo.set_names_movement("c");
  Import({undo});
  EXPECT_THAT(Flows("31", "2024-03", "2024-03", SCHEME_HEALTH), IsEmpty());
  EXPECT_THAT(service_.Recount(), IsEmpty());
}

// A database of before there were flows, or of another list of reasons, is counted
// anew once.
TEST_P(FlowsTest, AreCountedAnewWhenTheListOfReasonsIsAnother) {
  LoadComingAndGoing();
  const std::string path = testing::TempDir() + "/other_reasons.csv";
  std::ofstream(path) << "code,name_vi,name_en,valid_from,valid_to\n"
                         "theo đơn,Theo đơn,On request,2016-01,\n"
                         "OTHER,Lý do khác,Other reason,2016-01,\n";
  const auto database = sql::Database::Open(service_.url(), 2).value();
  const Categories categories = Categories::Load("deploy/config/categories.csv").value();
  const MovementReasons others = MovementReasons::Load(path).value();
  EXPECT_TRUE(RebuildFlowsIfStale(*database, {categories, others}).value());
  EXPECT_FALSE(RebuildFlowsIfStale(*database, {categories, others}).value());
  std::map<std::string, int64_t> leaves;
  ASSERT_TRUE(
      database
          ->Read([&](soci::session& session) {
            for (const auto& [key, people] : flow_store::ReadAll(session, {categories, others})) {
              if (key.kind == FlowKind::kLeave && key.scheme == Scheme::kHealth) {
                leaves[others.entry(key.reason).code] += people;
              }
            }
            return absl::OkStatus();
          })
          .ok());
  EXPECT_EQ(leaves, (std::map<std::string, int64_t>{{"OTHER", 1}, {"theo đơn", 1}}));

  const MovementReasons usual = MovementReasons::Load("deploy/config/movement_reasons.csv").value();
  EXPECT_TRUE(RebuildFlowsIfStale(*database, {categories, usual}).value());
  EXPECT_THAT(service_.Recount(), IsEmpty());
}

TEST_P(FlowsTest, ARecountFindsAFlowThatIsOff) {
  LoadComingAndGoing();
  const auto database = sql::Database::Open(service_.url(), 2).value();
  ASSERT_TRUE(database
                  ->Write([&](soci::session& session) {
                    session << "UPDATE coverage_flow SET people = 5 WHERE reason = 'DEATH' AND "
                               "scheme = 3";
                    return absl::OkStatus();
                  })
                  .ok());
  EXPECT_THAT(service_.Recount(), ElementsAre(HasSubstr("LEAVE DEATH of area 11296")));
}

TEST_P(FlowsTest, BadRequestsNameTheField) {
  service_.LoadProvince(0);
  v1::QueryCoverageFlowsRequest request;
  const auto message = [&](grpc::StatusCode code) {
    grpc::ClientContext context;
    SetDeadline(context);
    v1::QueryCoverageFlowsResponse response;
    const grpc::Status status = v1::CoverageFlowService::NewStub(service_.channel())
                                    ->QueryCoverageFlows(&context, request, &response);
    EXPECT_EQ(status.error_code(), code) << status.error_message();
    return status.error_message();
  };
  EXPECT_THAT(message(grpc::StatusCode::INVALID_ARGUMENT), HasSubstr("name"));
  request.set_name("areas/31");
  EXPECT_THAT(message(grpc::StatusCode::INVALID_ARGUMENT), HasSubstr("from_month"));
  request.set_from_month("2024-02");
  EXPECT_THAT(message(grpc::StatusCode::INVALID_ARGUMENT), HasSubstr("through_month"));
  request.set_through_month("2024-01");
  EXPECT_THAT(message(grpc::StatusCode::INVALID_ARGUMENT), HasSubstr("through_month"));
  request.set_through_month("2029-06");
  EXPECT_THAT(message(grpc::StatusCode::INVALID_ARGUMENT), HasSubstr("64"));
  request.set_through_month("2024-12");
  request.set_name("areas/99");
  EXPECT_THAT(message(grpc::StatusCode::NOT_FOUND), HasSubstr("99"));
}

}  // namespace
}  // namespace baophu::participant
