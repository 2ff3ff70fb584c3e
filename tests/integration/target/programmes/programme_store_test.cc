#include "services/target/programmes/records/programme_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "common/sql/database.h"
#include "target_schema.h"
#include "tests/support/test_database.h"

namespace baophu::target {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class ProgrammeStoreTest : public testing::TestWithParam<sql::Engine> {
 protected:
  ProgrammeStoreTest() : files_(GetParam(), {}) {
    database_ = *sql::Database::Open(files_.url(), 4);
    migrated_ = database_->Migrate(TargetMigrations());
  }

  void SetUp() override { ASSERT_TRUE(migrated_.ok()) << migrated_; }

  // In a revision of its own, or in that of the write before.
  programme_store::PutOutcome Put(std::vector<Programme> programmes, bool same_revision = false) {
    programme_store::PutOutcome outcome;
    if (!same_revision) ++revision_;
    const absl::Status status = database_->Write([&](soci::session& session) {
      outcome = programme_store::Put(session, revision_, programmes);
      return absl::OkStatus();
    });
    EXPECT_TRUE(status.ok()) << status;
    return outcome;
  }

  template <typename Result>
  Result Read(const std::function<Result(soci::session&)>& read) {
    Result result;
    const absl::Status status = database_->Read([&](soci::session& session) {
      result = read(session);
      return absl::OkStatus();
    });
    EXPECT_TRUE(status.ok()) << status;
    return result;
  }
  std::optional<Programme> Find(const std::string& id) {
    return Read<std::optional<Programme>>(
        [&](soci::session& session) { return programme_store::Find(session, id); });
  }
  std::vector<std::string> IdsOf(const std::vector<Programme>& programmes) {
    std::vector<std::string> ids;
    for (const Programme& each : programmes) ids.push_back(each.programme_id);
    return ids;
  }
  std::vector<std::string> Listed(const programme_store::ListFilter& filter,
                                  const std::string& after = "", int64_t limit = 100) {
    return IdsOf(Read<std::vector<Programme>>([&](soci::session& session) {
      return programme_store::List(session, filter, after, limit);
    }));
  }

  // With something in each field.
  static Programme Committee(const std::string& id) {
    Programme programme;
    programme.programme_id = id;
    programme.kind = "STEERING_COMMITTEE";
    programme.area = AreaCode::FromTrusted("31");
    programme.title = "Ban chỉ đạo \\'\"";
    programme.first_day = *Day::Parse("2024-01-01");
    programme.last_day = *Day::Parse("2024-12-31");
    programme.done_day = *Day::Parse("2024-03-01");
    programme.deadline_day = *Day::Parse("2024-06-30");
    programme.end_day = *Day::Parse("2025-06-30");
    programme.party = "UBND thành phố";
    programme.number = "7/QĐ";
    programme.regulation_number = "8/QC";
    programme.regulation_day = *Day::Parse("2024-04-01");
    programme.figures = {{"MEETINGS", 4, 1}};
    programme.members = {{"Trần Văn Mẫu", "Phó Chủ tịch", "Trưởng ban"},
                         {"Lê Thị Mẫu", "Giám đốc", "Phó Trưởng ban"}};
    programme.meetings = {{*Day::Parse("2024-04-05"), "1/BB", "Ra mắt", 20}};
    return programme;
  }
  static Programme Agreement(const std::string& id) {
    Programme programme = Committee(id);
    programme.kind = "THREE_PARTY_AGREEMENT";
    programme.regulation_number = "";
    programme.regulation_day = kNever;
    programme.figures.clear();
    programme.members.clear();
    programme.meetings.clear();
    programme.point = "001";
    programme.contract_number = "9/HĐ";
    programme.contract_end_day = *Day::Parse("2024-12-31");
    return programme;
  }

  TestDatabase files_;
  std::unique_ptr<sql::Database> database_;
  absl::Status migrated_;
  int64_t revision_ = 0;
};

TEST_P(ProgrammeStoreTest, ARecordComesBackAsItWasWritten) {
  EXPECT_EQ(Put({Committee("bcd-31"), Agreement("tt-31")}).changed_count, 2);
  for (const Programme& written : {Committee("bcd-31"), Agreement("tt-31")}) {
    const std::optional<Programme> found = Find(written.programme_id);
    ASSERT_TRUE(found.has_value());
    EXPECT_TRUE(SameProgramme(*found, written)) << written.programme_id;
    EXPECT_EQ(found->revision, 1);
    EXPECT_TRUE(found->current());
  }
  EXPECT_EQ(Find("nothing"), std::nullopt);
}

TEST_P(ProgrammeStoreTest, EachWriteAddsAVersionAndKeepsTheOneBefore) {
  Put({Committee("bcd-31")});
  Programme changed = Committee("bcd-31");
  changed.members.pop_back();
  changed.meetings.push_back({*Day::Parse("2024-09-30"), "2/BB", "Sơ kết", 18});
  changed.figures[0].done = 2;
  EXPECT_EQ(Put({changed}).changed_count, 1);
  EXPECT_EQ(Put({changed}).unchanged_count, 1);
  const auto versions = Read<std::vector<Programme>>(
      [](soci::session& session) { return programme_store::Versions(session, "bcd-31"); });
  ASSERT_EQ(versions.size(), 2u);
  EXPECT_TRUE(SameProgramme(versions[0], Committee("bcd-31")));
  EXPECT_EQ(versions[0].next_revision, 2);
  EXPECT_TRUE(SameProgramme(versions[1], changed));
  EXPECT_TRUE(versions[1].current());
  EXPECT_EQ(Find("bcd-31")->revision, 2);
}

TEST_P(ProgrammeStoreTest, WritesThatShareARevisionLeaveTheLastVersion) {
  Put({Committee("bcd-31")});
  Programme first = Committee("bcd-31"), second = Committee("bcd-31");
  first.title = "Một";
  second.title = "Hai";
  second.members.clear();
  EXPECT_EQ(Put({first, second}).changed_count, 2);
  EXPECT_EQ(Find("bcd-31")->title, "Hai");
  EXPECT_EQ(Put({first}, true).changed_count, 1);
  EXPECT_TRUE(SameProgramme(*Find("bcd-31"), first));
  EXPECT_EQ(Read<std::vector<Programme>>([](soci::session& session) {
              return programme_store::Versions(session, "bcd-31");
            }).size(),
            2u);
}

TEST_P(ProgrammeStoreTest, ListsCurrentVersionsByIdWithFilters) {
  Programme next_year = Committee("b");
  next_year.first_day = *Day::Parse("2025-01-01");
  next_year.last_day = *Day::Parse("2025-12-31");
  Programme district = Agreement("c");
  district.area = AreaCode::FromTrusted("303");
  Put({Committee("d"), next_year, district, Agreement("a")});
  Put({Committee("d")});
  EXPECT_THAT(Listed({}), ElementsAre("a", "b", "c", "d"));
  EXPECT_THAT(Listed({}, "b", 1), ElementsAre("c"));
  EXPECT_THAT(Listed({"31", "", 2024}), ElementsAre("a", "d"));
  EXPECT_THAT(Listed({"", "THREE_PARTY_AGREEMENT", 0}), ElementsAre("a", "c"));
  EXPECT_THAT(Listed({"303", "STEERING_COMMITTEE", 0}), IsEmpty());
}

TEST_P(ProgrammeStoreTest, WhatIsWithdrawnOrReplacedDoesNotCount) {
  Programme withdrawn = Committee("b");
  Put({Committee("a"), withdrawn, Agreement("c")});
  withdrawn.withdrawal = "ghi trùng";
  Put({withdrawn});
  const auto of_kind = [&](const std::string& kind) {
    return IdsOf(Read<std::vector<Programme>>(
        [&](soci::session& session) { return programme_store::CountedOf(session, kind); }));
  };
  EXPECT_THAT(of_kind("STEERING_COMMITTEE"), ElementsAre("a"));
  EXPECT_THAT(of_kind(""), ElementsAre("a", "c"));
  const auto in = [&](const char* first, const char* last) {
    return Read<std::vector<Programme>>([&](soci::session& session) {
      return programme_store::CountedIn(session, *Day::Parse(first), *Day::Parse(last));
    });
  };
  EXPECT_THAT(IdsOf(in("2024-12-31", "2025-01-31")), ElementsAre("a", "c"));
  EXPECT_THAT(IdsOf(in("2025-01-01", "2025-01-31")), IsEmpty());
  EXPECT_THAT(in("2024-01-01", "2024-01-31")[0].figures,
              ElementsAre(ProgrammeFigure{"MEETINGS", 4, 1}));
}

TEST_P(ProgrammeStoreTest, LinksGoAllTheWayUp) {
  std::vector<Programme> chain;
  for (int i = 0; i < 4; ++i) {
    chain.push_back(Committee(absl::StrCat("p", i)));
    if (i > 0) chain[static_cast<size_t>(i)].part_of = absl::StrCat("p", i - 1);
  }
  chain[1].withdrawal = "ghi trùng";
  Put(chain);
  const auto links = Read<ProgrammeLinks>([](soci::session& session) {
    return programme_store::LinksOf(session, {"p3", "", "nothing", "p3"});
  });
  ASSERT_EQ(links.size(), 4u);
  EXPECT_EQ(links.at("p3").part_of, "p2");
  EXPECT_TRUE(links.at("p1").withdrawn);
  EXPECT_EQ(links.at("p0").part_of, "");
}

TEST_P(ProgrammeStoreTest, TenThousandRecordsAreOneWrite) {
  std::vector<Programme> programmes;
  for (int i = 0; i < 10'000; ++i) programmes.push_back(Committee(absl::StrCat("p", i)));
  EXPECT_EQ(Put(programmes).changed_count, 10'000);
  EXPECT_EQ(Put(programmes).unchanged_count, 10'000);
  for (Programme& programme : programmes) programme.title = "Đổi tên";
  EXPECT_EQ(Put(programmes).changed_count, 10'000);
  programmes[17].title = "Đổi tên lần nữa";
  EXPECT_EQ(Put(programmes, true).changed_count, 1);
  EXPECT_EQ(Find("p17")->title, "Đổi tên lần nữa");
}

INSTANTIATE_TEST_SUITE_P(Engines, ProgrammeStoreTest,
                         testing::Values(sql::Engine::kSqlite, sql::Engine::kPostgresql),
                         [](const auto& info) {
                           return info.param == sql::Engine::kSqlite ? "Sqlite" : "Postgresql";
                         });

}  // namespace
}  // namespace baophu::target
