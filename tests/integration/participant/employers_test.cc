// How employers are told apart by their codes; the same on SQLite and PostgreSQL.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "participant_schema.h"
#include "services/participant/employers/employer_store.h"
#include "services/participant/startup/startup_check.h"
#include "tests/integration/participant/test_service.h"

namespace baophu::participant {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr char kTaxCode[] = "0100233488";
constexpr char kOtherTaxCode[] = "0100112437";
constexpr char kCitizenNumber[] = "031090000001";

v1::EmployerRow Unit(const std::string& tax_code, const std::string& unit_code,
                     const std::string& unit_code_2025 = "") {
  v1::EmployerRow row;
  row.set_tax_code(tax_code);
  row.set_unit_code(unit_code);
  row.set_unit_code_2025(unit_code_2025);
  row.set_name("Đơn vị mẫu");
  row.set_area("11296");
  row.set_funding_type("ENTERPRISE");
  row.set_status("ACTIVE");
  row.set_status_from("2019-01");
  return row;
}

class EmployersTest : public testing::TestWithParam<sql::Engine> {
 protected:
  // Imports rows as one chunk; returns the reasons for which rows were refused.
  std::vector<std::string> Import(const std::vector<v1::EmployerRow>& rows) {
    v1::ImportChunk chunk;
    chunk.set_chunk_number(1);
    for (const v1::EmployerRow& row : rows) *chunk.mutable_employers()->add_rows() = row;
    const auto acks = service_.Import(absl::StrCat("employers-", ++imports_), {chunk});
    std::vector<std::string> reasons;
    for (const type::v1::RowError& error : acks.at(1).errors()) {
      reasons.push_back(absl::StrCat(error.field(), " ", error.reason()));
      EXPECT_THAT(error.problem(), Not(HasSubstr("0310")));
    }
    return reasons;
  }

  // The payer behind a code; empty when it has none of its own.
  std::string Resolve(const std::string& code) {
    grpc::ClientContext context;
    SetDeadline(context);
    v1::ResolvePayersRequest request;
    request.add_codes("employer:" + code);
    v1::ResolvePayersResponse response;
    EXPECT_TRUE(v1::EmployerService::NewStub(service_.channel())
                    ->ResolvePayers(&context, request, &response)
                    .ok());
    return response.payers(0);
  }

  v1::Employer Get(const std::string& name) {
    grpc::ClientContext context;
    SetDeadline(context);
    v1::GetEmployerRequest request;
    request.set_name(name);
    v1::Employer employer;
    EXPECT_TRUE(v1::EmployerService::NewStub(service_.channel())
                    ->GetEmployer(&context, request, &employer)
                    .ok());
    return employer;
  }

  TestService service_{GetParam()};
  int imports_ = 0;
};

INSTANTIATE_TEST_SUITE_P(Engines, EmployersTest,
                         testing::Values(sql::Engine::kSqlite, sql::Engine::kPostgresql),
                         [](const auto& info) {
                           return info.param == sql::Engine::kSqlite ? "Sqlite" : "Postgresql";
                         });

TEST_P(EmployersTest, UnitsThatShareATaxCodeStayApart) {
  service_.LoadProvince(1);
  // 0100233488 is known without a unit code, so the first unit completes it.
  const std::string first = Resolve(kTaxCode);
  EXPECT_THAT(Import({Unit(kTaxCode, "TA1"), Unit(kTaxCode, "TA2")}), IsEmpty());
  EXPECT_EQ(Resolve("TA1"), first);
  EXPECT_NE(Resolve("TA2"), first);
  EXPECT_THAT(Resolve("TA2"), Not(IsEmpty()));
  EXPECT_EQ(Get(Resolve("TA2")).tax_code(), kTaxCode);
  EXPECT_THAT(Resolve(kTaxCode), IsEmpty());
  EXPECT_THAT(Import({Unit(kTaxCode, "")}), ElementsAre("tax_code AMBIGUOUS_EMPLOYER"));

  const auto acks =
      service_.Import("m", {MovementChunk(1, {JobJoin("a", 1, "2024-01", kTaxCode, "11296"),
                                              JobJoin("b", 1, "2024-01", "TA2", "11296")})});
  EXPECT_EQ(acks[1].accepted_count(), 1);
  ASSERT_EQ(acks[1].errors_size(), 1);
  EXPECT_EQ(acks[1].errors(0).reason(), "AMBIGUOUS_EMPLOYER");
}

TEST_P(EmployersTest, AKnownUnitWithAnotherCodeIsRefusedAndKeepsItsOwn) {
  service_.LoadProvince(0);
  ASSERT_THAT(Import({Unit(kTaxCode, "TA1", "0100233488DNA01")}), IsEmpty());
  EXPECT_THAT(Import({Unit(kOtherTaxCode, "TA1"), Unit("", "TA9", "0100233488DNA01"),
                      Unit("", "TA1", "0100233488DNA02")}),
              ElementsAre("tax_code OTHER_TAX_CODE", "unit_code OTHER_UNIT_CODE",
                          "unit_code_2025 OTHER_UNIT_CODE"));
  const v1::Employer unit = Get(Resolve("TA1"));
  EXPECT_EQ(unit.tax_code(), kTaxCode);
  EXPECT_EQ(unit.unit_code_2025(), "0100233488DNA01");
}

TEST_P(EmployersTest, AKnownUnitGetsTheCodesThatItLacks) {
  service_.LoadProvince(0);
  ASSERT_THAT(Import({Unit("", "HA1")}), IsEmpty());
  ASSERT_THAT(Import({Unit(kTaxCode, "HA1", "1234567HA")}), IsEmpty());
  EXPECT_EQ(Resolve("1234567HA"), Resolve("HA1"));
  EXPECT_EQ(Get(Resolve("HA1")).tax_code(), kTaxCode);
}

TEST_P(EmployersTest, RowsThatComeAgainChangeNothing) {
  service_.LoadProvince(0);
  const std::vector<v1::EmployerRow> rows = {Unit(kTaxCode, "TA1"), Unit(kTaxCode, "TA2"),
                                             Unit(kCitizenNumber, "")};
  v1::ImportChunk chunk;
  chunk.set_chunk_number(1);
  for (const v1::EmployerRow& row : rows) *chunk.mutable_employers()->add_rows() = row;
  EXPECT_EQ(service_.Import("first", {chunk}).at(1).accepted_count(), 3);
  EXPECT_EQ(service_.Import("second", {chunk}).at(1).unchanged_count(), 3);
}

TEST_P(EmployersTest, ATaxCodeThatIsACitizenNumberIsFoundButNotStoredInClear) {
  service_.LoadProvince(0);
  ASSERT_THAT(Import({Unit(kCitizenNumber, "HKD1")}), IsEmpty());
  EXPECT_EQ(Resolve(kCitizenNumber), Resolve("HKD1"));
  EXPECT_EQ(Get(Resolve("HKD1")).tax_code(), "0310******01");
  const auto database = sql::Database::Open(service_.url(), 1).value();
  int in_clear = 0;
  ASSERT_TRUE(database
                  ->Read([&](soci::session& session) {
                    const std::string number = kCitizenNumber;
                    session << "SELECT (SELECT COUNT(*) FROM employer WHERE tax_code = :a) + "
                               "(SELECT COUNT(*) FROM employer_code WHERE code = :b)",
                        soci::use(number, "a"), soci::use(number, "b"), soci::into(in_clear);
                    return absl::OkStatus();
                  })
                  .ok());
  EXPECT_EQ(in_clear, 0);
}

TEST_P(EmployersTest, TaxCodesThatWereStoredInClearAreSealedAtStart) {
  service_.LoadProvince(0);
  const auto database = sql::Database::Open(service_.url(), 1).value();
  const auto in_clear = [](soci::session& session) {
    EmployerRecord employer{EmployerId(900),
                            kCitizenNumber,
                            "",
                            "",
                            "Hộ mẫu",
                            AreaCode::FromTrusted("11296"),
                            "ENTERPRISE",
                            {},
                            ""};
    employer_store::WriteEmployers(session, {employer}, 1);
    employer_store::AddCodes(session, {{kCitizenNumber, EmployerCodeKind::kTax, EmployerId(900)}});
    return absl::OkStatus();
  };
  ASSERT_TRUE(database->Write(in_clear).ok());
  ASSERT_TRUE(SealTaxCodes(*database, KeyRing::Load(service_.key_file()).value()).ok());
  EXPECT_EQ(Resolve(kCitizenNumber), "employers/900");
  EXPECT_EQ(Get("employers/900").tax_code(), "0310******01");
}

}  // namespace
}  // namespace baophu::participant
