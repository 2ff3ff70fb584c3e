// Whose people of a divided area are placed where; the same on SQLite and PostgreSQL.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/participant/placement/place_people.h"
#include "tests/integration/participant/test_service.h"

namespace baophu::participant {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

constexpr int kPeople = 6;

// In July 2025, 11296 is divided into 11297 and 11298, and district 303 ends.
class PlacementTest : public testing::TestWithParam<sql::Engine> {
 protected:
  PlacementTest() { service_.LoadProvince(kPeople); }

  static v1::AreaRow Area(const char* code, const char* level, const char* parent, const char* from,
                          const char* to) {
    v1::AreaRow row;
    row.set_code(code);
    row.set_level(level);
    row.set_name(absl::StrCat("Khu vực ", code));
    row.set_parent_code(parent);
    row.set_valid_from(from);
    row.set_valid_to(to);
    return row;
  }

  void LoadReform() {
    v1::ImportChunk areas, arrows;
    areas.set_chunk_number(1);
    *areas.mutable_areas()->add_rows() = Area("11296", "COMMUNE", "303", "2019-01", "2025-06");
    *areas.mutable_areas()->add_rows() = Area("11299", "COMMUNE", "303", "2019-01", "2025-06");
    *areas.mutable_areas()->add_rows() = Area("11297", "COMMUNE", "31", "2025-07", "");
    *areas.mutable_areas()->add_rows() = Area("11298", "COMMUNE", "31", "2025-07", "");
    arrows.set_chunk_number(2);
    for (const char* successor : {"11297", "11298"}) {
      v1::AreaSuccessionRow& row = *arrows.mutable_area_successions()->add_rows();
      row.set_predecessor_code("11296");
      row.set_successor_code(successor);
      row.set_effective_from("2025-07");
    }
    v1::AreaSuccessionRow& whole = *arrows.mutable_area_successions()->add_rows();
    whole.set_predecessor_code("11299");
    whole.set_successor_code("11297");
    whole.set_effective_from("2025-07");
    const auto acks = service_.Import("reform", {areas, arrows});
    ASSERT_EQ(acks.at(1).refused_count(), 0) << acks.at(1).ShortDebugString();
    ASSERT_EQ(acks.at(2).refused_count(), 0) << acks.at(2).ShortDebugString();
  }

  static v1::MovementRow Join(int person, const char* month, const char* area) {
    v1::MovementRow row =
        MovementOf(absl::StrCat("J", person), person, v1::MOVEMENT_KIND_JOIN, month);
    row.add_schemes(type::v1::SCHEME_HEALTH);
    row.set_area(area);
    row.set_category("BUDGET");
    return row;
  }
  static v1::MovementRow Transfer(const std::string& id, int person, const char* area) {
    v1::MovementRow row = MovementOf(id, person, v1::MOVEMENT_KIND_TRANSFER, "2025-07");
    row.add_schemes(type::v1::SCHEME_HEALTH);
    row.set_names_movement(absl::StrCat("J", person));
    row.set_area(area);
    return row;
  }
  static v1::MovementRow Leave(int person, const char* month) {
    v1::MovementRow row =
        MovementOf(absl::StrCat("L", person), person, v1::MOVEMENT_KIND_LEAVE, month);
    row.add_schemes(type::v1::SCHEME_HEALTH);
    row.set_names_movement(absl::StrCat("J", person));
    return row;
  }
  void LoadMovements(const std::vector<v1::MovementRow>& rows) {
    const auto acks =
        service_.Import(absl::StrCat("movements-", ++imports_), {MovementChunk(1, rows)});
    ASSERT_EQ(acks.at(1).refused_count(), 0) << acks.at(1).ShortDebugString();
  }
  // Four people of 11296: two go to 11297, one to 11298, one leaves before; a fifth
  // is not moved, and one of 11299 goes to 11297.
  void LoadPeople() {
    LoadMovements({Join(1, "2024-01", "11296"), Join(2, "2024-01", "11296"),
                   Join(3, "2024-05", "11296"), Join(4, "2024-01", "11296"),
                   Join(5, "2024-01", "11296"), Join(6, "2024-01", "11299")});
    LoadMovements({Transfer("T1", 1, "11297"), Transfer("T2", 2, "11297"),
                   Transfer("T3", 3, "11298"), Leave(4, "2025-03"), Transfer("T6", 6, "11297")});
  }

  // People by successor, of any scheme.
  std::map<std::string, int64_t> Placed(const std::string& area, const char* month,
                                        const char* placed_by,
                                        std::shared_ptr<grpc::Channel> channel = nullptr) {
    grpc::ClientContext context;
    SetDeadline(context);
    v1::QueryCoverageRequest request;
    request.set_name("areas/" + area);
    request.add_months(month);
    request.set_placed_by(placed_by);
    v1::QueryCoverageResponse response;
    const auto stub =
        v1::CoverageService::NewStub(channel == nullptr ? service_.channel() : channel);
    const grpc::Status status = stub->QueryCoverage(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    std::map<std::string, int64_t> placed;
    for (const v1::PlacedCount& each : response.area_months(0).placed()) {
      if (each.scheme() == type::v1::SCHEME_ANY) placed[each.successor()] += each.people();
    }
    return placed;
  }

  TestService service_{GetParam()};
  int imports_ = 0;
};

INSTANTIATE_TEST_SUITE_P(Engines, PlacementTest,
                         testing::Values(sql::Engine::kSqlite, sql::Engine::kPostgresql),
                         [](const auto& info) {
                           return info.param == sql::Engine::kSqlite ? "Sqlite" : "Postgresql";
                         });

TEST_P(PlacementTest, PeopleAreWhereTheyWereCountedAfterTheReform) {
  LoadReform();
  LoadPeople();
  EXPECT_THAT(Placed("11296", "2024-06", "2025-09"),
              UnorderedElementsAre(Pair("11297", 2), Pair("11298", 1)));
  EXPECT_THAT(Placed("11296", "2024-03", "2025-09"), UnorderedElementsAre(Pair("11297", 2)))
      << "before the third joined";
  EXPECT_THAT(Placed("11296", "2024-06", "2025-06"), IsEmpty()) << "before the reform";
  EXPECT_THAT(Placed("11296", "2025-08", "2025-09"), IsEmpty()) << "the area is no more";
  EXPECT_THAT(Placed("11299", "2024-06", "2025-09"), IsEmpty()) << "it was not divided";
  EXPECT_THAT(service_.Recount(), IsEmpty());
}

TEST_P(PlacementTest, AReformThatIsToldOfLaterPlacesEverybody) {
  LoadReform();
  LoadPeople();
  const auto placed = Placed("11296", "2024-06", "2025-09");
  // What it was before is forgotten, and told again.
  v1::ImportChunk renamed;
  renamed.set_chunk_number(1);
  *renamed.mutable_areas()->add_rows() = Area("11298", "COMMUNE", "31", "2025-07", "2026-12");
  ASSERT_EQ(service_.Import("later", {renamed}).at(1).accepted_count(), 1);
  EXPECT_EQ(Placed("11296", "2024-06", "2025-09"), placed);
  EXPECT_THAT(service_.Recount(), IsEmpty());
}

TEST_P(PlacementTest, ANewArrowPlacesPeopleWhoAreThereAlready) {
  LoadReform();
  LoadPeople();
  v1::ImportChunk arrow;
  arrow.set_chunk_number(1);
  v1::AreaSuccessionRow& row = *arrow.mutable_area_successions()->add_rows();
  row.set_predecessor_code("11299");
  row.set_successor_code("11298");
  row.set_effective_from("2025-07");
  ASSERT_EQ(service_.Import("arrow", {arrow}).at(1).accepted_count(), 1);
  EXPECT_THAT(Placed("11299", "2024-06", "2025-09"), UnorderedElementsAre(Pair("11297", 1)));
  EXPECT_THAT(service_.Recount(), IsEmpty());
}

TEST_P(PlacementTest, PeopleWhoChangePlacesLeaveAnEntryForTheDividedArea) {
  LoadReform();
  LoadPeople();
  grpc::ClientContext context;
  SetDeadline(context);
  v1::FeedState before;
  const auto stub = v1::ChangeService::NewStub(service_.channel());
  ASSERT_TRUE(stub->GetFeedState(&context, {}, &before).ok());
  v1::MovementRow annul_1 = MovementOf("A1", 1, v1::MOVEMENT_KIND_ANNUL, "2025-07");
  annul_1.add_schemes(type::v1::SCHEME_HEALTH);
  annul_1.set_names_movement("T1");
  v1::MovementRow annul_3 = MovementOf("A3", 3, v1::MOVEMENT_KIND_ANNUL, "2025-07");
  annul_3.add_schemes(type::v1::SCHEME_HEALTH);
  annul_3.set_names_movement("T3");
  // All counts stay, as does how many of 11296 are placed where in May, not in April.
  LoadMovements({annul_1, annul_3, Transfer("T1b", 1, "11298"), Transfer("T3b", 3, "11297")});
  EXPECT_THAT(Placed("11296", "2024-06", "2025-09"),
              UnorderedElementsAre(Pair("11297", 2), Pair("11298", 1)));
  EXPECT_THAT(Placed("11296", "2024-03", "2025-09"),
              UnorderedElementsAre(Pair("11297", 1), Pair("11298", 1)));
  grpc::ClientContext watch_context;
  SetDeadline(watch_context);
  v1::WatchChangesRequest request;
  request.set_after_revision(before.revision());
  request.add_types("area_month");
  const auto stream = stub->WatchChanges(&watch_context, request);
  std::map<std::string, std::string> touched;
  v1::WatchChangesResponse event;
  while (stream->Read(&event) && !event.has_revision_end()) {
    if (event.has_area_month())
      touched[event.area_month().area()] = event.area_month().from_month();
  }
  watch_context.TryCancel();
  EXPECT_EQ(touched["11296"], "2024-01");
  EXPECT_THAT(service_.Recount(), IsEmpty());
}

}  // namespace
}  // namespace baophu::participant
