// Which movements changed an area's counts; the same on SQLite and PostgreSQL.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "tests/integration/participant/test_service.h"

namespace baophu::participant {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using type::v1::SCHEME_SOCIAL_COMPULSORY;

constexpr char kEmployer[] = "0100233488";       // In 11296.
constexpr char kOtherEmployer[] = "0100112437";  // In 11299.

class CoverageChangesTest : public testing::TestWithParam<sql::Engine> {
 protected:
  // Imports movements as one chunk; returns its revision.
  int64_t Import(const std::vector<v1::MovementRow>& rows) {
    const auto acks = service_.Import(absl::StrCat("m", ++import_), {MovementChunk(1, rows)});
    EXPECT_EQ(acks.back().accepted_count(), static_cast<int64_t>(rows.size()));
    return service_.Coverage("31", {"2024-01"}).revision();
  }

  grpc::Status Ask(const v1::ListCoverageChangesRequest& request,
                   v1::ListCoverageChangesResponse& response) {
    grpc::ClientContext context;
    SetDeadline(context);
    return v1::CoverageService::NewStub(service_.channel())
        ->ListCoverageChanges(&context, request, &response);
  }

  // Movement ids of a revision that changed counts of an area through a month.
  std::vector<std::string> Changes(const std::string& area, const std::string& through,
                                   int64_t revision) {
    v1::ListCoverageChangesRequest request;
    request.set_name("areas/" + area);
    request.set_through_month(through);
    request.add_revisions(revision);
    v1::ListCoverageChangesResponse response;
    const grpc::Status status = Ask(request, response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    std::vector<std::string> ids;
    for (const std::string& name : response.changes(0).records()) {
      EXPECT_TRUE(name.starts_with("people/")) << name;
      ids.push_back(name.substr(name.rfind('/') + 1));
    }
    more_ = response.changes(0).more_records();
    return ids;
  }

  static v1::MovementRow Of(const std::string& id, int person, v1::MovementKind kind,
                            const std::string& month, const std::string& names) {
    v1::MovementRow row = MovementOf(id, person, kind, month);
    row.add_schemes(SCHEME_SOCIAL_COMPULSORY);
    row.set_names_movement(names);
    return row;
  }

  TestService service_{GetParam()};
  int import_ = 0;
  bool more_ = false;
};

INSTANTIATE_TEST_SUITE_P(Engines, CoverageChangesTest,
                         testing::Values(sql::Engine::kSqlite, sql::Engine::kPostgresql),
                         [](const auto& info) {
                           return info.param == sql::Engine::kSqlite ? "Sqlite" : "Postgresql";
                         });

TEST_P(CoverageChangesTest, NamesWhatChangedTheAreaByTheMonth) {
  service_.LoadProvince(3);
  const int64_t revision = Import({JobJoin("here", 1, "2024-03", kEmployer, "11296"),
                                   JobJoin("later", 2, "2024-06", kEmployer, "11296"),
                                   JobJoin("elsewhere", 3, "2024-03", kOtherEmployer, "11299")});
  EXPECT_THAT(Changes("11296", "2024-05", revision), ElementsAre("here"));
  EXPECT_THAT(Changes("11296", "2024-06", revision), ElementsAre("here", "later"));
  EXPECT_THAT(Changes("303", "2024-05", revision), ElementsAre("here", "elsewhere"));
  EXPECT_THAT(Changes("31", "2024-02", revision), IsEmpty());
  EXPECT_THAT(Changes("318", "2024-12", revision), IsEmpty());
  EXPECT_THAT(Changes("31", "2024-12", revision - 1), IsEmpty()) << "people, not movements";
}

// A leave names no area: what it ends does.
TEST_P(CoverageChangesTest, FollowsWhatAMovementMeans) {
  service_.LoadProvince(2);
  const int64_t joined = Import({JobJoin("a", 1, "2024-01", kEmployer, "11296"),
                                 JobJoin("b", 2, "2024-01", kOtherEmployer, "11299")});
  const int64_t left = Import({Of("end", 1, v1::MOVEMENT_KIND_LEAVE, "2024-04", "a")});
  EXPECT_THAT(Changes("11296", "2024-04", left), ElementsAre("end"));
  EXPECT_THAT(Changes("11296", "2024-03", left), IsEmpty());
  EXPECT_THAT(Changes("11299", "2024-12", left), IsEmpty());

  v1::MovementRow moved = Of("move", 2, v1::MOVEMENT_KIND_TRANSFER, "2024-05", "b");
  moved.set_area("11296");
  const int64_t transferred = Import({moved});
  EXPECT_THAT(Changes("11299", "2024-05", transferred), ElementsAre("move"));
  EXPECT_THAT(Changes("11296", "2024-05", transferred), ElementsAre("move"));
  EXPECT_THAT(Changes("318", "2024-05", transferred), IsEmpty());

  // What an annulment undoes began before its own month.
  const int64_t annulled = Import({Of("undo", 1, v1::MOVEMENT_KIND_ANNUL, "2024-12", "a")});
  EXPECT_THAT(Changes("11296", "2024-02", annulled), ElementsAre("undo"));
  // What came later does not change what a revision did.
  EXPECT_THAT(Changes("11296", "2024-02", joined), ElementsAre("a"));
}

TEST_P(CoverageChangesTest, TellsSoManyAndThatThereAreMore) {
  service_.LoadProvince(60);
  std::vector<v1::MovementRow> rows;
  for (int person = 1; person <= 60; ++person) {
    rows.push_back(JobJoin(absl::StrCat("m", person), person, "2024-03", kEmployer, "11296"));
  }
  const int64_t revision = Import(rows);
  EXPECT_EQ(Changes("31", "2024-03", revision).size(), 50u);
  EXPECT_TRUE(more_);
  EXPECT_THAT(Changes("11299", "2024-03", revision), IsEmpty());
  EXPECT_FALSE(more_);
}

TEST_P(CoverageChangesTest, BadRequestsNameTheField) {
  service_.LoadProvince(0);
  v1::ListCoverageChangesRequest request;
  v1::ListCoverageChangesResponse response;
  const auto message = [&] {
    const grpc::Status status = Ask(request, response);
    EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
    return status.error_message();
  };
  EXPECT_THAT(message(), testing::HasSubstr("name"));
  request.set_name("areas/31");
  EXPECT_THAT(message(), testing::HasSubstr("through_month"));
  request.set_through_month("2024-01");
  EXPECT_THAT(message(), testing::HasSubstr("revisions"));
  for (int64_t revision = 0; revision < 101; ++revision) request.add_revisions(revision);
  EXPECT_THAT(message(), testing::HasSubstr("revisions"));
}

}  // namespace
}  // namespace baophu::participant
