// Household members without health insurance; the same on SQLite and PostgreSQL.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/integration/participant/retention/retention_fixture.h"

namespace baophu::participant {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class UncoveredMembersTest : public RetentionFixture {
 protected:
  // "person area month" of the list.
  std::vector<std::string> Uncovered(const std::string& area, const std::string& day) {
    v1::ListRetentionCasesRequest request;
    request.set_parent("areas/" + area);
    request.set_list("UNCOVERED_HOUSEHOLD_MEMBER");
    request.set_day(day);
    const v1::ListRetentionCasesResponse response = List(request);
    std::vector<std::string> texts;
    for (const v1::RetentionCase& each : response.retention_cases()) {
      texts.push_back(absl::StrCat(each.person(), " ", each.area(), " ", each.month()));
    }
    return texts;
  }
  std::string Name(int person) { return service_.Lookup(InsuranceNumber(person)).name(); }

  void Move(int person, const std::string& household) {
    v1::ImportChunk chunk;
    chunk.set_chunk_number(1);
    v1::PersonRow& row = *chunk.mutable_people()->add_rows();
    row.set_insurance_number(InsuranceNumber(person));
    row.set_full_name("Người Mẫu");
    row.set_birth_date("1980-01-01");
    row.set_sex("F");
    row.set_household_code(household);
    const auto acks = service_.Import(absl::StrCat("move", ++moves_), {chunk});
    EXPECT_EQ(acks.back().accepted_count(), 1);
  }

 private:
  int moves_ = 0;
};

INSTANTIATE_TEST_SUITE_P(Engines, UncoveredMembersTest,
                         testing::Values(sql::Engine::kSqlite, sql::Engine::kPostgresql),
                         [](const auto& info) {
                           return info.param == sql::Engine::kSqlite ? "Sqlite" : "Postgresql";
                         });

TEST_P(UncoveredMembersTest, AreThoseBesideSomebodyWhoPays) {
  service_.LoadProvince(3);
  for (int person = 1; person <= 3; ++person) Move(person, "3199H00001");
  Import({Household("a", 1, "2024-01", "2024-12", "11296")});
  EXPECT_THAT(Uncovered("31", "2024-06-10"), ElementsAre(absl::StrCat(Name(2), " 11296 2024-01"),
                                                         absl::StrCat(Name(3), " 11296 2024-01")));
  EXPECT_THAT(Uncovered("318", "2024-06-10"), IsEmpty());
  EXPECT_THAT(Uncovered("31", "2025-01-01"), IsEmpty()) << "nobody pays any more";
  Import({JobJoin("b", 2, "2024-04", kEmployer, "11296")});
  EXPECT_THAT(Uncovered("31", "2024-03-31"), ElementsAre(absl::StrCat(Name(2), " 11296 2024-01"),
                                                         absl::StrCat(Name(3), " 11296 2024-01")));
  EXPECT_THAT(Uncovered("31", "2024-06-10"), ElementsAre(absl::StrCat(Name(3), " 11296 2024-01")));
  Import({Leave("c", 2, "2024-09", "DEATH")});
  EXPECT_THAT(Uncovered("31", "2024-10-10"), ElementsAre(absl::StrCat(Name(3), " 11296 2024-01")))
      << "nobody calls the dead";
  v1::MovementRow undo = MovementOf("undo", 1, v1::MOVEMENT_KIND_ANNUL, "2024-01");
  undo.add_schemes(type::v1::SCHEME_HEALTH);
  undo.set_names_movement("a");
  Import({undo});
  EXPECT_THAT(Uncovered("31", "2024-06-10"), IsEmpty());
  EXPECT_THAT(service_.Recount(), IsEmpty());
}

TEST_P(UncoveredMembersTest, FollowWhoMovesAndWhoseRecordsAreMerged) {
  service_.LoadProvince(4);
  for (int person = 1; person <= 2; ++person) Move(person, "3199H00001");
  Import({Household("a", 1, "2024-01", "2024-12", "11296")});
  Move(3, "3199H00001");
  EXPECT_THAT(Uncovered("31", "2024-06-10"), ElementsAre(absl::StrCat(Name(2), " 11296 2024-01"),
                                                         absl::StrCat(Name(3), " 11296 2024-01")));
  Move(2, "3199H00002");
  EXPECT_THAT(Uncovered("31", "2024-06-10"), ElementsAre(absl::StrCat(Name(3), " 11296 2024-01")));
  Move(4, "3199H00002");
  Move(1, "3199H00002");
  EXPECT_THAT(Uncovered("31", "2024-06-10"), ElementsAre(absl::StrCat(Name(2), " 11296 2024-01"),
                                                         absl::StrCat(Name(4), " 11296 2024-01")));
  EXPECT_THAT(service_.Recount(), IsEmpty());
  const std::string second = Name(2);
  Merge(4, 1);
  EXPECT_THAT(Uncovered("31", "2024-06-10"), ElementsAre(absl::StrCat(second, " 11296 2024-01")));
  EXPECT_THAT(service_.Recount(), IsEmpty());
  Unmerge();
  EXPECT_THAT(Uncovered("31", "2024-06-10"), ElementsAre(absl::StrCat(second, " 11296 2024-01"),
                                                         absl::StrCat(Name(4), " 11296 2024-01")));
  EXPECT_THAT(service_.Recount(), IsEmpty());
}

}  // namespace
}  // namespace baophu::participant
