// What the service refuses to start with, the same on SQLite and PostgreSQL.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "participant_schema.h"
#include "services/participant/people/person_store.h"
#include "services/participant/startup/startup_check.h"
#include "tests/integration/participant/test_service.h"
#include "tests/support/test_database.h"

namespace baophu::participant {
namespace {

using ::testing::HasSubstr;

class StartupTest : public testing::TestWithParam<sql::Engine> {
 protected:
  StartupTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "startup.XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  ~StartupTest() override { std::filesystem::remove_all(folder_); }

  absl::Status Keys(const std::string& name) {
    return LoadKeys(database_.get(), folder_ + "/" + name).status();
  }

  // The check of a file with these lines.
  absl::Status CategoriesOf(const std::string& lines) {
    const std::string path = folder_ + "/categories.csv";
    std::ofstream(path) << "scheme,code,rank,paid_ahead,name_vi,name_en\n" << lines;
    return CheckCategories(database_.get(), Categories::Load(path).value(), path);
  }

  TestDatabase database_{GetParam(), ParticipantSchema()};
  std::string folder_;
};

INSTANTIATE_TEST_SUITE_P(Engines, StartupTest,
                         testing::Values(sql::Engine::kSqlite, sql::Engine::kPostgresql),
                         [](const auto& info) {
                           return info.param == sql::Engine::kSqlite ? "Sqlite" : "Postgresql";
                         });

TEST_P(StartupTest, TheKeyFileOfTheFirstStartIsTheOnlyOneTaken) {
  EXPECT_TRUE(Keys("key").ok());
  EXPECT_TRUE(Keys("key").ok());
  ASSERT_TRUE(KeyRing::LoadOrCreate(folder_ + "/other").ok());
  const absl::Status other = Keys("other");
  EXPECT_EQ(other.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(other.message()), HasSubstr("other: is not the one of this database"));
}

TEST_P(StartupTest, AMissingKeyFileIsNotMadeAnewBesideADatabaseThatHadOne) {
  ASSERT_TRUE(Keys("key").ok());
  std::filesystem::remove(folder_ + "/key");
  const absl::Status missing = Keys("key");
  EXPECT_EQ(missing.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(missing.message()), HasSubstr("is missing; restore it"));
  EXPECT_FALSE(std::filesystem::exists(folder_ + "/key"));
}

TEST_P(StartupTest, ADatabaseFilledBeforeTheCheckWasKeptKnowsItsKeyByItsPeople) {
  ASSERT_TRUE(KeyRing::LoadOrCreate(folder_ + "/other").ok());
  const KeyRing keys = KeyRing::LoadOrCreate(folder_ + "/key").value();
  ASSERT_TRUE(database_.get()
                  .Write([&](soci::session& session) {
                    person_store::WritePeople(session,
                                              {{PersonId(1), PersonId(1), "Mẫu", "1990", "M",
                                                HouseholdId(), "", keys.Seal("1:3199000001"), 1}},
                                              1);
                    return absl::OkStatus();
                  })
                  .ok());
  EXPECT_EQ(Keys("other").code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(Keys("missing").code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_TRUE(Keys("key").ok());
}

TEST_P(StartupTest, RanksOfCategoriesCannotChangeUnderStoredCounts) {
  const std::string budget = "HEALTH,BUDGET,3,0,a,a\n";
  const std::string household = "HEALTH,HOUSEHOLD,5,1,b,b\n";
  EXPECT_TRUE(CategoriesOf(budget + household).ok());
  const absl::Status changed = CategoriesOf(budget + "HEALTH,HOUSEHOLD,1,1,b,b\n");
  EXPECT_EQ(changed.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(changed.message()),
              testing::AllOf(HasSubstr("categories.csv"), HasSubstr("HOUSEHOLD of HEALTH"),
                             HasSubstr("restore it")));
  EXPECT_EQ(CategoriesOf(budget).code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_TRUE(CategoriesOf(household + budget).ok());
}

TEST_P(StartupTest, NewCategoriesAndOtherNamesAreTaken) {
  EXPECT_TRUE(CategoriesOf("HEALTH,BUDGET,3,0,a,a\n").ok());
  EXPECT_TRUE(CategoriesOf("HEALTH,BUDGET,3,0,a,c\nHEALTH,HOUSEHOLD,5,1,b,b\n").ok());
  EXPECT_FALSE(CategoriesOf("HEALTH,BUDGET,3,0,a,a\n").ok());
}

}  // namespace
}  // namespace baophu::participant
