// Numbers of people with dates, and numbers withdrawn; the same on SQLite and
// PostgreSQL.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "tests/integration/participant/test_service.h"

namespace baophu::participant {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kCitizenNumber[] = "031090000001";
constexpr char kEmployer[] = "0100233488";

v1::IdentifierRow Number(const std::string& person, const std::string& identifier,
                         const std::string& from = "", const std::string& to = "") {
  v1::IdentifierRow row;
  row.set_person(person);
  row.set_identifier(identifier);
  row.set_valid_from(from);
  row.set_valid_to(to);
  return row;
}

v1::IdentifierRow Withdrawal(const std::string& person, const std::string& identifier) {
  v1::IdentifierRow row = Number(person, identifier);
  row.set_status("WITHDRAWN");
  return row;
}

class IdentifiersTest : public testing::TestWithParam<sql::Engine> {
 protected:
  IdentifiersTest() { service_.LoadProvince(2); }

  type::v1::ImportAck ImportChunk(v1::ImportChunk chunk) {
    chunk.set_chunk_number(1);
    return service_.Import(absl::StrCat("identifiers-", ++imports_), {chunk}).at(1);
  }

  // Imports rows as one chunk; returns what was refused and why.
  std::vector<std::string> Import(const std::vector<v1::IdentifierRow>& rows) {
    v1::ImportChunk chunk;
    for (const v1::IdentifierRow& row : rows) *chunk.mutable_identifiers()->add_rows() = row;
    const type::v1::ImportAck ack = ImportChunk(chunk);
    std::vector<std::string> reasons;
    for (const type::v1::RowError& error : ack.errors()) {
      reasons.push_back(absl::StrCat(error.field(), " ", error.reason()));
    }
    return reasons;
  }

  // The name of the person with a number; empty when nobody has it.
  std::string Find(const std::string& identifier) {
    grpc::ClientContext context;
    SetDeadline(context);
    v1::LookupPersonRequest request;
    request.set_identifier(identifier);
    v1::Person person;
    const grpc::Status status =
        v1::PersonService::NewStub(service_.channel())->LookupPerson(&context, request, &person);
    if (!status.ok()) EXPECT_EQ(status.error_code(), grpc::StatusCode::NOT_FOUND);
    return person.name();
  }

  TestService service_{GetParam()};
  int imports_ = 0;
  const std::string first_ = InsuranceNumber(1);
  const std::string second_ = InsuranceNumber(2);
};

INSTANTIATE_TEST_SUITE_P(Engines, IdentifiersTest,
                         testing::Values(sql::Engine::kSqlite, sql::Engine::kPostgresql),
                         [](const auto& info) {
                           return info.param == sql::Engine::kSqlite ? "Sqlite" : "Postgresql";
                         });

TEST_P(IdentifiersTest, ANumberThatWasReplacedIsDatedAndStillFindsThePerson) {
  ASSERT_THAT(Import({Number(first_, "031900001", "1996-05", "2021-04-11"),
                      Number(first_, kCitizenNumber, "2021-04-12")}),
              IsEmpty());
  EXPECT_EQ(Find("031900001"), Find(first_));
  EXPECT_EQ(Find(kCitizenNumber), Find(first_));
  const v1::Person person = service_.Lookup(first_);
  ASSERT_EQ(person.identifiers_size(), 3);
  EXPECT_EQ(person.identifiers(1).kind(), "OLD_IDENTITY_NUMBER");
  EXPECT_EQ(person.identifiers(1).valid_from(), "1996-05");
  EXPECT_EQ(person.identifiers(1).valid_to(), "2021-04-11");
  EXPECT_EQ(person.identifiers(2).masked_value(), "0310******01");
  EXPECT_EQ(person.identifiers(2).valid_to(), "");
}

TEST_P(IdentifiersTest, AWithdrawnNumberFindsNobodyAndMayBeGivenToAnother) {
  ASSERT_THAT(Import({Number(first_, kCitizenNumber)}), IsEmpty());
  EXPECT_THAT(Import({Number(second_, kCitizenNumber)}),
              ElementsAre("identifier IDENTIFIERS_OF_TWO_PEOPLE"));
  ASSERT_THAT(Import({Withdrawal(first_, kCitizenNumber)}), IsEmpty());
  EXPECT_EQ(Find(kCitizenNumber), "");
  EXPECT_TRUE(service_.Lookup(first_).identifiers(1).withdrawn());
  ASSERT_THAT(Import({Number(second_, kCitizenNumber)}), IsEmpty());
  EXPECT_EQ(Find(kCitizenNumber), Find(second_));
}

TEST_P(IdentifiersTest, ANumberCanBeMovedFromOnePersonToAnotherInOneChunk) {
  ASSERT_THAT(Import({Number(first_, kCitizenNumber), Withdrawal(first_, kCitizenNumber),
                      Number(second_, kCitizenNumber)}),
              IsEmpty());
  EXPECT_EQ(Find(kCitizenNumber), Find(second_));
}

TEST_P(IdentifiersTest, MovementsUnderAWithdrawnNumberStayWithTheirRecord) {
  ASSERT_THAT(Import({Number(first_, kCitizenNumber)}), IsEmpty());
  v1::MovementRow join = JobJoin("a", 1, "2024-01", kEmployer, "11296");
  join.set_person(kCitizenNumber);
  service_.Import("m", {MovementChunk(1, {join})});
  ASSERT_THAT(Import({Withdrawal(first_, kCitizenNumber)}), IsEmpty());
  EXPECT_EQ(service_.Count("31", "2024-01", type::v1::SCHEME_ANY), 1);
  EXPECT_THAT(service_.Recount(), IsEmpty());
  join.set_movement_id("b");
  const auto acks = service_.Import("n", {MovementChunk(1, {join})});
  ASSERT_EQ(acks[1].errors_size(), 1);
  EXPECT_EQ(acks[1].errors(0).reason(), "UNKNOWN_PERSON");
}

TEST_P(IdentifiersTest, WhatCannotBeIsRefused) {
  EXPECT_THAT(Import({Withdrawal(first_, first_), Withdrawal(first_, second_),
                      Number(InsuranceNumber(9), kCitizenNumber),
                      Number(first_, kCitizenNumber, "2021-04-12", "2020-01"),
                      Number(first_, kCitizenNumber, "2021"), Number(first_, "12345")}),
              ElementsAre("identifier LAST_IDENTIFIER", "identifier NOT_OF_THIS_PERSON",
                          "person UNKNOWN_PERSON", "valid_to INVALID_FIELD",
                          "valid_from INVALID_FIELD", "identifier INVALID_FIELD"));
  EXPECT_EQ(Find(kCitizenNumber), "");
}

TEST_P(IdentifiersTest, ARowOfAPersonDoesNotBringAWithdrawnNumberBack) {
  ASSERT_THAT(Import({Number(first_, kCitizenNumber), Withdrawal(first_, kCitizenNumber)}),
              IsEmpty());
  v1::ImportChunk chunk;
  v1::PersonRow& row = *chunk.mutable_people()->add_rows();
  row.set_insurance_number(first_);
  row.set_citizen_number(kCitizenNumber);
  row.set_full_name("Nguyễn Văn Mẫu");
  row.set_birth_date("1990");
  row.set_sex("M");
  const type::v1::ImportAck refused = ImportChunk(chunk);
  ASSERT_EQ(refused.errors_size(), 1);
  EXPECT_EQ(refused.errors(0).field(), "citizen_number");
  EXPECT_EQ(refused.errors(0).reason(), "IDENTIFIER_WITHDRAWN");
  ASSERT_THAT(Import({Number(first_, kCitizenNumber)}), IsEmpty());
  EXPECT_EQ(Find(kCitizenNumber), Find(first_));
  EXPECT_EQ(ImportChunk(chunk).refused_count(), 0);
}

TEST_P(IdentifiersTest, TheSameRowAgainChangesNothing) {
  v1::ImportChunk chunk;
  *chunk.mutable_identifiers()->add_rows() = Number(first_, kCitizenNumber, "2021-04-12");
  EXPECT_EQ(ImportChunk(chunk).accepted_count(), 1);
  EXPECT_EQ(ImportChunk(chunk).unchanged_count(), 1);
}

}  // namespace
}  // namespace baophu::participant
