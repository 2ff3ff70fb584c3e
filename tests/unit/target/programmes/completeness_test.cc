// Of how many areas programmes are done.

#include "services/target/programmes/counts/completeness.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "common/csv/csv_table.h"
#include "tests/unit/target/programmes/sample_programme.h"

namespace baophu::target {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// The areas of all eras as they are shipped.
const AreaCatalogue& ShippedAreas() {
  static const auto* const kAreas = [] {
    std::vector<AreaRecord> records;
    const std::string file = "deploy/config/areas/areas.csv";
    const std::vector<CsvRow> rows =
        *ParseCsv(file, *ReadTextFile(file),
                  {"code", "level", "name", "parent_code", "valid_from", "valid_to"});
    for (const CsvRow& row : rows) {
      records.push_back({*AreaCode::Parse(row.cells[0]), *ParseAreaLevel(row.cells[1]),
                         row.cells[2], AreaCode::FromTrusted(row.cells[3]),
                         *Month::Parse(row.cells[4]),
                         row.cells[5].empty() ? Month::Max() : *Month::Parse(row.cells[5])});
    }
    return new AreaCatalogue(std::move(records));
  }();
  return *kAreas;
}

Completeness Ask(const char* root, const char* day, const char* kind, ProgrammeLevel level,
                 ProgrammeScope scope, const std::vector<Programme>& programmes) {
  const Day of = DayNamed(day);
  const AreaRecord& area = *ShippedAreas().Find(AreaCode::FromTrusted(root), of.month());
  return CompletenessOf({ShippedAreas(), area, of, KindNamed(kind), level, scope}, programmes);
}

std::vector<std::string> Reasons(const Completeness& answer) {
  std::vector<std::string> reasons;
  for (const CompletenessItem& item : answer.missing) {
    reasons.push_back(absl::StrCat(item.area.ToString(), item.point.empty() ? "" : "/", item.point,
                                   " ", MissingReasonText(item.reason), " ", item.programme_id));
  }
  return reasons;
}

// A committee in each area of a level that is below Hải Phòng in June 2024.
std::vector<Programme> CommitteesOf(AreaLevel level) {
  const Month month = Month::FromYearMonth(2024, 6);
  std::vector<Programme> programmes;
  for (const AreaRecord& area : ShippedAreas().records()) {
    if (area.level != level || !area.Holds(month)) continue;
    const AreaRecord* above = &area;
    while (!above->parent.empty()) above = ShippedAreas().Find(above->parent, month);
    if (above->code.text() != "31") continue;
    programmes.push_back(SampleProgramme(absl::StrCat("bcd-", area.code.ToString()),
                                         "STEERING_COMMITTEE", area.code.ToString().c_str(),
                                         "2024-05-20"));
  }
  return programmes;
}

// S3-05: "217/217 xã". Bạch Long Vĩ has no commune, so none is missing for it.
TEST(CompletenessTest, AllCommunesOfHaiPhongHaveACommittee) {
  std::vector<Programme> programmes = CommitteesOf(AreaLevel::kCommune);
  const auto ask = [&] {
    return Ask("31", "2024-06-30", "STEERING_COMMITTEE", ProgrammeLevel::kCommune,
               ProgrammeScope::kEvery, programmes);
  };
  EXPECT_EQ(ask().total_count, 217);
  EXPECT_EQ(ask().done_count, 217);
  const std::string last = programmes.back().area.ToString();
  programmes.pop_back();
  EXPECT_EQ(ask().done_count, 216);
  EXPECT_THAT(Reasons(ask()), ElementsAre(last + " NOT_RECORDED "));
}

TEST(CompletenessTest, ADistrictWithoutCommunesCountsAsADistrict) {
  std::vector<Programme> programmes = CommitteesOf(AreaLevel::kDistrict);
  const auto ask = [&](const char* root, ProgrammeLevel level) {
    return Ask(root, "2024-06-30", "STEERING_COMMITTEE", level, ProgrammeScope::kEvery, programmes);
  };
  EXPECT_EQ(ask("31", ProgrammeLevel::kDistrict).total_count, 15);
  EXPECT_EQ(ask("31", ProgrammeLevel::kDistrict).done_count, 15);
  EXPECT_EQ(ask("318", ProgrammeLevel::kDistrict).done_count, 1);
  EXPECT_EQ(ask("318", ProgrammeLevel::kCommune).total_count, 0);
  std::erase_if(programmes, [](const Programme& each) { return each.area.text() == "318"; });
  EXPECT_THAT(Reasons(ask("31", ProgrammeLevel::kDistrict)), ElementsAre("318 NOT_RECORDED "));
}

// 114 communes since July 2025; what was set up in the old ones is not set up in them.
TEST(CompletenessTest, AReformBeginsTheCountAnew) {
  const std::vector<Programme> programmes = CommitteesOf(AreaLevel::kCommune);
  const Completeness after = Ask("31", "2025-07-31", "STEERING_COMMITTEE", ProgrammeLevel::kCommune,
                                 ProgrammeScope::kEvery, programmes);
  EXPECT_EQ(after.total_count, 114);
  int64_t reformed = 0, not_recorded = 0, kept = 0;
  for (const CompletenessItem& item : after.missing) {
    if (item.reason == MissingReason::kAreaReformed) ++reformed;
    if (item.reason == MissingReason::kNotRecorded) ++not_recorded;
  }
  for (const Programme& programme : programmes) {
    const AreaRecord* const then =
        ShippedAreas().Find(programme.area, Month::FromYearMonth(2024, 5));
    if (ShippedAreas().Find(programme.area, Month::FromYearMonth(2025, 7)) == then) ++kept;
  }
  EXPECT_EQ(after.done_count, kept) << "areas that the reform left as they were";
  EXPECT_GT(reformed, 0);
  EXPECT_EQ(reformed + not_recorded, 114 - kept);
}

Programme Agreement(const char* id, const char* area, const char* point, const char* signed_on) {
  Programme programme = SampleProgramme(id, "THREE_PARTY_AGREEMENT", area, signed_on);
  programme.point = point;
  programme.deadline_day = DayNamed("2024-10-20");
  return programme;
}

// S2-07: all communes with a collection point are to have an agreement by 20 October.
TEST(CompletenessTest, AgreementsCountByCommuneAndByPoint) {
  const std::vector<Programme> programmes = {
      Agreement("a", "11296", "001", "2024-10-20"), Agreement("b", "11296", "002", ""),
      Agreement("c", "11299", "001", "2024-10-21"), Agreement("d", "11302", "001", "")};
  const auto ask = [&](const char* day, ProgrammeLevel level) {
    return Ask("31", day, "THREE_PARTY_AGREEMENT", level, ProgrammeScope::kPlanned, programmes);
  };
  Completeness answer = ask("2024-10-20", ProgrammeLevel::kCommune);
  EXPECT_EQ(answer.total_count, 3);
  EXPECT_EQ(answer.done_count, 1);
  EXPECT_EQ(answer.in_time_count, 1);
  EXPECT_THAT(Reasons(answer), ElementsAre("11299 PLANNED c", "11302 PLANNED d"));

  answer = ask("2024-10-31", ProgrammeLevel::kPoint);
  EXPECT_EQ(answer.total_count, 4);
  EXPECT_EQ(answer.done_count, 2);
  EXPECT_EQ(answer.in_time_count, 1);
  EXPECT_THAT(Reasons(answer), ElementsAre("11296/002 OVERDUE b", "11302/001 OVERDUE d"));
  ASSERT_EQ(answer.late.size(), 1u);
  EXPECT_EQ(answer.late[0].programme_id, "c");
}

TEST(CompletenessTest, AnAgreementWhoseCollectorsContractIsOverDoesNotStand) {
  std::vector<Programme> programmes = {Agreement("a", "11296", "001", "2024-03-01"),
                                       Agreement("b", "11299", "001", "2024-03-01")};
  programmes[0].contract_end_day = DayNamed("2024-08-31");
  programmes[1].end_day = DayNamed("2024-09-30");
  const auto ask = [&](const char* day) {
    return Ask("31", day, "THREE_PARTY_AGREEMENT", ProgrammeLevel::kCommune,
               ProgrammeScope::kPlanned, programmes);
  };
  EXPECT_EQ(ask("2024-08-31").done_count, 2);
  EXPECT_THAT(Reasons(ask("2024-10-01")), ElementsAre("11296 CONTRACT_ENDED a", "11299 ENDED b"));
  programmes.push_back(Agreement("renewed", "11296", "001", "2024-09-01"));
  EXPECT_THAT(Reasons(ask("2024-10-01")), ElementsAre("11299 ENDED b"));
}

TEST(CompletenessTest, AYearlyKindIsDoneAnewEachYear) {
  const std::vector<Programme> programmes = {
      SampleProgramme("a", "DIRECTIVE", "31", "2023-12-31"),
      SampleProgramme("b", "DIRECTIVE", "303", "2024-01-01")};
  EXPECT_EQ(Ask("31", "2024-06-30", "DIRECTIVE", ProgrammeLevel::kProvince, ProgrammeScope::kEvery,
                programmes)
                .done_count,
            0);
  EXPECT_EQ(Ask("31", "2024-06-30", "DIRECTIVE", ProgrammeLevel::kDistrict, ProgrammeScope::kEvery,
                programmes)
                .done_count,
            1);
}

TEST(CompletenessTest, NothingRecordedIsNothingDone) {
  EXPECT_THAT(Reasons(Ask("31", "2024-06-30", "SAVINGS_GROUP", ProgrammeLevel::kCommune,
                          ProgrammeScope::kPlanned, {})),
              IsEmpty());
}

}  // namespace
}  // namespace baophu::target
