// What participant makes of rows that correct, contradict or repeat others; the
// same on SQLite and PostgreSQL.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/integration/participant/test_service.h"

namespace baophu::participant {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;
using type::v1::SCHEME_SOCIAL_COMPULSORY;
using type::v1::SCHEME_SOCIAL_VOLUNTARY;

constexpr char kEmployer[] = "0100233488";

class CorrectionsTest : public testing::TestWithParam<sql::Engine> {
 protected:
  // The acknowledgement of one chunk under an import id of its own.
  type::v1::ImportAck ImportOne(const std::string& import_id, v1::ImportChunk chunk) {
    chunk.set_chunk_number(1);
    chunk.set_first_row_number(1);
    const auto acks = service_.Import(import_id, {chunk});
    EXPECT_THAT(acks, SizeIs(2));
    return acks.empty() ? type::v1::ImportAck() : acks.back();
  }

  TestService service_{GetParam()};
};

INSTANTIATE_TEST_SUITE_P(Engines, CorrectionsTest,
                         testing::Values(sql::Engine::kSqlite, sql::Engine::kPostgresql),
                         [](const auto& info) {
                           return info.param == sql::Engine::kSqlite ? "Sqlite" : "Postgresql";
                         });

TEST_P(CorrectionsTest, TheIdOfARefusedMovementIsFreeForItsCorrection) {
  service_.LoadProvince(1);
  const auto acks =
      service_.Import("m", {MovementChunk(1, {JobJoin("a", 1, "2024-01", kEmployer, "99999"),
                                              JobJoin("a", 1, "2024-01", kEmployer, "11296")})});
  ASSERT_THAT(acks, SizeIs(2));
  EXPECT_EQ(acks[1].refused_count(), 1);
  EXPECT_EQ(acks[1].accepted_count(), 1);
  EXPECT_EQ(service_.Count("31", "2024-01", SCHEME_SOCIAL_COMPULSORY), 1);
}

TEST_P(CorrectionsTest, CoverThatIsPaidAheadCannotBeJoinedWithoutAnEnd) {
  service_.LoadProvince(1);
  v1::MovementRow join = MovementOf("a", 1, v1::MOVEMENT_KIND_JOIN, "2024-01");
  join.add_schemes(SCHEME_SOCIAL_VOLUNTARY);
  join.set_area("11296");
  join.set_category("OTHER");
  const auto acks = service_.Import("m", {MovementChunk(1, {join})});
  ASSERT_EQ(acks[1].errors_size(), 1);
  EXPECT_EQ(acks[1].errors(0).field(), "kind");
  EXPECT_THAT(acks[1].errors(0).remedy(), HasSubstr("PAID_THROUGH"));
}

TEST_P(CorrectionsTest, AnAnnulledFirstMonthIsNoDataAgain) {
  service_.LoadProvince(2);
  v1::MovementRow annul = MovementOf("c", 1, v1::MOVEMENT_KIND_ANNUL, "2019-01");
  annul.add_schemes(SCHEME_SOCIAL_COMPULSORY);
  annul.set_names_movement("a");
  service_.Import("m", {MovementChunk(1, {JobJoin("a", 1, "2019-01", kEmployer, "11296"),
                                          JobJoin("b", 2, "2024-01", kEmployer, "11296")})});
  EXPECT_TRUE(service_.Coverage("31", {"2020-01"}).area_months(0).has_data());
  service_.Import("n", {MovementChunk(1, {annul})});
  const v1::QueryCoverageResponse after =
      service_.Coverage("31", {"2020-01", "2023-12", "2024-01"});
  EXPECT_FALSE(after.area_months(0).has_data());
  EXPECT_FALSE(after.area_months(1).has_data());
  EXPECT_TRUE(after.area_months(2).has_data());
}

TEST_P(CorrectionsTest, ARowWithTheNumbersOfTwoMergedRecordsIsTheirPersons) {
  service_.LoadProvince(1);
  v1::ImportChunk with_citizen_number;
  v1::PersonRow& other = *with_citizen_number.mutable_people()->add_rows();
  other.set_citizen_number("031090000001");
  other.set_full_name("Nguyễn Văn Mẫu");
  other.set_birth_date("1990");
  other.set_sex("M");
  ImportOne("p", with_citizen_number);

  v1::ImportChunk with_both = with_citizen_number;
  with_both.mutable_people()->mutable_rows(0)->set_insurance_number(InsuranceNumber(1));
  const type::v1::ImportAck before = ImportOne("q", with_both);
  ASSERT_EQ(before.errors_size(), 1);
  EXPECT_EQ(before.errors(0).reason(), "IDENTIFIERS_OF_TWO_PEOPLE");

  const v1::Person first = service_.Lookup(InsuranceNumber(1));
  v1::MergePersonRequest merge;
  merge.set_name(service_.Lookup("031090000001").name());
  merge.set_into_person(first.name());
  grpc::ClientContext context;
  SetDeadline(context);
  v1::Person merged;
  ASSERT_TRUE(
      v1::PersonService::NewStub(service_.channel())->MergePerson(&context, merge, &merged).ok());

  with_both.mutable_people()->mutable_rows(0)->set_full_name("Nguyễn Văn Mẫu Hai");
  EXPECT_EQ(ImportOne("r", with_both).accepted_count(), 1);
  EXPECT_EQ(service_.Lookup(InsuranceNumber(1)).full_name(), "Nguyễn Văn Mẫu Hai");
}

TEST_P(CorrectionsTest, OfTwoAreasUnderOneCodeAndMonthTheLaterRowHolds) {
  service_.LoadProvince(0);
  v1::ImportChunk chunk;
  for (const char* name : {"Huyện Một", "Huyện Hai"}) {
    v1::AreaRow& row = *chunk.mutable_areas()->add_rows();
    row.set_code("304");
    row.set_level("DISTRICT");
    row.set_name(name);
    row.set_parent_code("31");
    row.set_valid_from("2019-01");
  }
  const type::v1::ImportAck ack = ImportOne("a", chunk);
  EXPECT_EQ(ack.accepted_count(), 2);
  grpc::ClientContext context;
  SetDeadline(context);
  v1::GetAreaRequest request;
  request.set_name("areas/304");
  v1::Area area;
  ASSERT_TRUE(v1::AreaService::NewStub(service_.channel())->GetArea(&context, request, &area).ok());
  EXPECT_EQ(area.display_name(), "Huyện Hai");
}

TEST_P(CorrectionsTest, OfUnsoundAreasEachIsNamedAndTheOthersGoIn) {
  service_.LoadProvince(0);
  v1::ImportChunk chunk;
  const auto add = [&](const std::string& code, const std::string& level,
                       const std::string& parent) {
    v1::AreaRow& row = *chunk.mutable_areas()->add_rows();
    row.set_code(code);
    row.set_level(level);
    row.set_name("Khu vực");
    row.set_parent_code(parent);
    row.set_valid_from("2019-01");
  };
  add("11302", "COMMUNE", "303");
  add("11305", "COMMUNE", "399");
  add("11308", "DISTRICT", "31");
  add("305", "DISTRICT", "32");
  const type::v1::ImportAck ack = ImportOne("a", chunk);
  EXPECT_EQ(ack.accepted_count(), 1);
  ASSERT_EQ(ack.errors_size(), 3);
  EXPECT_EQ(ack.errors(0).reason(), "UNSOUND_AREA");
  EXPECT_THAT(ack.errors(0).problem(), HasSubstr("399"));
  EXPECT_EQ(ack.errors(1).field(), "code");
  EXPECT_EQ(ack.errors(2).row_number(), 4);
}

TEST_P(CorrectionsTest, AnAreaTellsWhatItBecameAndTheRevision) {
  service_.LoadProvince(0);
  v1::ImportChunk chunk;
  v1::AreaSuccessionRow& row = *chunk.mutable_area_successions()->add_rows();
  row.set_predecessor_code("11296");
  row.set_successor_code("11299");
  row.set_effective_from("2025-07");
  ASSERT_EQ(ImportOne("s", chunk).accepted_count(), 1);
  const auto get = [&](const std::string& name) {
    grpc::ClientContext context;
    SetDeadline(context);
    v1::GetAreaRequest request;
    request.set_name(name);
    v1::Area area;
    EXPECT_TRUE(
        v1::AreaService::NewStub(service_.channel())->GetArea(&context, request, &area).ok());
    return area;
  };
  const v1::Area before = get("areas/11296");
  ASSERT_EQ(before.successors_size(), 1);
  EXPECT_EQ(before.successors(0).area(), "11299");
  EXPECT_EQ(before.successors(0).effective_from(), "2025-07");
  EXPECT_GT(before.revision(), 0);
  const v1::Area after = get("areas/11299");
  ASSERT_EQ(after.predecessors_size(), 1);
  EXPECT_EQ(after.predecessors(0).area(), "11296");
  EXPECT_EQ(after.successors_size(), 0);
}

TEST_P(CorrectionsTest, FiltersThatCannotBeAreRefused) {
  const auto areas = v1::AreaService::NewStub(service_.channel());
  const auto people = v1::PersonService::NewStub(service_.channel());
  v1::ListAreasRequest level, parent;
  level.set_level(static_cast<v1::AreaLevel>(9));
  parent.set_parent("x");
  for (const v1::ListAreasRequest& request : {level, parent}) {
    grpc::ClientContext context;
    SetDeadline(context);
    v1::ListAreasResponse response;
    EXPECT_EQ(areas->ListAreas(&context, request, &response).error_code(),
              grpc::StatusCode::INVALID_ARGUMENT);
  }
  grpc::ClientContext context;
  SetDeadline(context);
  v1::ListFindingsRequest kind;
  kind.set_kind("SECOND");
  v1::ListFindingsResponse response;
  EXPECT_EQ(people->ListFindings(&context, kind, &response).error_code(),
            grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_P(CorrectionsTest, AMergeCanBeCheckedAndSaysWhenItsAnswerIsRepeated) {
  service_.LoadProvince(2);
  const auto stub = v1::PersonService::NewStub(service_.channel());
  v1::MergePersonRequest merge;
  merge.set_name(service_.Lookup(InsuranceNumber(1)).name());
  merge.set_into_person(service_.Lookup(InsuranceNumber(2)).name());
  merge.set_request_id("6f1c8f0e-6a4e-4b53-9a68-1d1d0c5f4f10");
  const auto send = [&](const v1::MergePersonRequest& request) {
    grpc::ClientContext context;
    SetDeadline(context);
    v1::Person person;
    EXPECT_TRUE(stub->MergePerson(&context, request, &person).ok());
    return person;
  };
  v1::MergePersonRequest check = merge;
  check.set_validate_only(true);
  EXPECT_EQ(send(check).merged_into(), merge.into_person());
  EXPECT_EQ(service_.Lookup(InsuranceNumber(1)).merged_into(), "");
  EXPECT_FALSE(send(merge).replayed());
  EXPECT_TRUE(send(merge).replayed());
}

TEST_P(CorrectionsTest, AnEmptyResidenceLeavesTheKnownOne) {
  service_.LoadProvince(1);
  v1::ImportChunk chunk;
  v1::PersonRow& row = *chunk.mutable_people()->add_rows();
  row.set_insurance_number(InsuranceNumber(1));
  row.set_full_name("Nguyễn Văn Khác");
  row.set_birth_date("1990");
  row.set_sex("M");
  ASSERT_EQ(ImportOne("p", chunk).accepted_count(), 1);
  EXPECT_EQ(service_.Lookup(InsuranceNumber(1)).full_name(), "Nguyễn Văn Khác");
  EXPECT_EQ(service_.Lookup(InsuranceNumber(1)).residence_area(), "11296");
}

}  // namespace
}  // namespace baophu::participant
