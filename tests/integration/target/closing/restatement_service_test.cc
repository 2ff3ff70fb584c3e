// What would be published otherwise after a closing, and why, with services as
// tests drive them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "tests/integration/target/closing/closing_client.h"
#include "tests/integration/target/world/target_server.h"

namespace baophu::target {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

AreaCode Area(const char* code) { return AreaCode::FromTrusted(code); }
Month M(int year, int month) { return Month::FromYearMonth(year, month); }

class RestatementServiceTest : public testing::Test {
 protected:
  RestatementServiceTest() : target_(world_.Serve()), client_(target_->closings()) {}

  void SetUp() override {
    const auto closed = client_.Close("2024-09");
    ASSERT_TRUE(closed.ok()) << closed.status();
  }

  v1::ListRestatementsResponse Restatements(const std::string& area = "", int page_size = 0,
                                            const std::string& page_token = "") {
    target_->AwaitApplied(world_.upstreams());
    v1::ListRestatementsRequest request;
    request.set_parent("closings/1");
    request.set_area(area);
    request.set_page_size(page_size);
    request.set_page_token(page_token);
    const auto response = client_.Restatements(request);
    EXPECT_TRUE(response.ok()) << response.status();
    return response.ok() ? *response : v1::ListRestatementsResponse();
  }

  // "INDICATOR FIGURE DETAIL: closed -> current (difference)"
  static std::vector<std::string> Figures(const v1::AreaRestatement& restated) {
    std::vector<std::string> figures;
    const auto text = [](bool has, int64_t value) { return has ? absl::StrCat(value) : "none"; };
    for (const v1::RestatedFigure& figure : restated.figures()) {
      figures.push_back(absl::StrCat(figure.indicator(), " ", figure.figure(), " ", figure.detail(),
                                     ": ", text(figure.has_closed_value(), figure.closed_value()),
                                     " -> ",
                                     text(figure.has_current_value(), figure.current_value()), " (",
                                     text(figure.has_difference(), figure.difference()), ")"));
    }
    return figures;
  }

  // "service revision from_month: records"
  static std::vector<std::string> Reasons(const v1::AreaRestatement& restated) {
    std::vector<std::string> reasons;
    for (const v1::RestatementReason& reason : restated.reasons()) {
      EXPECT_GT(reason.committed_us(), 0);
      std::string text =
          absl::StrCat(reason.service(), " ", reason.revision(), " ", reason.from_month(), ":");
      for (const std::string& record : reason.records()) absl::StrAppend(&text, " ", record);
      reasons.push_back(text);
    }
    return reasons;
  }

  TargetWorld world_;
  std::unique_ptr<TargetServer> target_;
  ClosingClient client_;
};

TEST_F(RestatementServiceTest, NothingChangedNothingIsRestated) {
  EXPECT_THAT(Restatements().area_restatements(), IsEmpty());
  // Later months and areas of other months change nothing.
  world_.participant().Add(Area("31"), M(2024, 10), 50);
  world_.contribution().Add(Area("31"), M(2024, 10), 50);
  const v1::ListRestatementsResponse now = Restatements();
  EXPECT_THAT(now.area_restatements(), IsEmpty());
  EXPECT_EQ(now.revisions().participant(), world_.participant().revision());
  EXPECT_EQ(now.next_page_token(), "");
}

TEST_F(RestatementServiceTest, ARetroactiveMovementAndALatePostingAreNamed) {
  const int64_t movement = world_.participant().Add(Area("31"), M(2024, 9), 20);
  world_.participant().Add(Area("31"), M(2024, 11), 7);
  const int64_t posting = world_.contribution().Add(Area("303"), M(2024, 8), 10);
  const v1::ListRestatementsResponse now = Restatements();
  ASSERT_EQ(now.area_restatements_size(), 2);
  const v1::AreaRestatement& district = now.area_restatements(0);
  EXPECT_EQ(district.area(), "303");
  EXPECT_EQ(district.area_display_name(), "Quận Hồng Bàng");
  EXPECT_THAT(Figures(district), Contains("AMOUNT_COLLECTED VALUE : 13500000 -> 13509000 (9000)"));
  EXPECT_THAT(Figures(district),
              Contains("AMOUNT_COLLECTED PRIOR PREVIOUS_MONTH: 13500000 -> 13509000 (9000)"));
  EXPECT_THAT(Figures(district), Not(Contains(HasSubstr("PARTICIPANTS"))));
  EXPECT_THAT(Reasons(district),
              ElementsAre(absl::StrCat("contribution ", posting,
                                       " 2024-08: employers/1/transactions/", posting)));
  const v1::AreaRestatement& province = now.area_restatements(1);
  EXPECT_EQ(province.area(), "31");
  EXPECT_THAT(Figures(province),
              Contains("PARTICIPANTS_SOCIAL_COMPULSORY VALUE : 1000 -> 1020 (20)"));
  EXPECT_THAT(Figures(province), Not(Contains(HasSubstr("PRIOR"))));
  EXPECT_THAT(Reasons(province),
              ElementsAre(absl::StrCat("participant ", movement, " 2024-09: people/1/movements/M-",
                                       movement)));
}

TEST_F(RestatementServiceTest, WhatOnlyFollowsFromOthersIsNoReason) {
  const int64_t posting = world_.contribution().Add(Area("31"), M(2024, 8), 10);
  world_.contribution().AddDerived(Area("31"), M(2024, 8));
  const v1::ListRestatementsResponse now = Restatements("31");
  ASSERT_EQ(now.area_restatements_size(), 1);
  EXPECT_THAT(Reasons(now.area_restatements(0)),
              ElementsAre(HasSubstr(absl::StrCat("contribution ", posting))));
}

TEST_F(RestatementServiceTest, PlansAndDenominatorsAreReasonsToo) {
  const int64_t plan = target_->CreatePlan("31", "PARTICIPANTS_HEALTH", "2024-07", 4000);
  // Of a month that the report does not know.
  target_->CreatePlan("31", "PARTICIPANTS_HEALTH", "2024-10", 5000);
  v1::ImportChunk chunk;
  v1::DenominatorRow& row = *chunk.mutable_denominators()->add_rows();
  row.set_base("POPULATION");
  row.set_area("31");
  row.set_value(6000);
  row.set_valid_from("2023-01");
  row.set_source("Niên giám");
  target_->Import("denominators", {chunk});
  const v1::ListRestatementsResponse now = Restatements();
  ASSERT_EQ(now.area_restatements_size(), 1);
  const v1::AreaRestatement& province = now.area_restatements(0);
  EXPECT_THAT(Figures(province),
              Contains("PARTICIPANTS_HEALTH PLAN VSS ASSIGNED: none -> 4000 (none)"));
  EXPECT_THAT(Figures(province),
              Contains("PARTICIPANTS_HEALTH BASE POPULATION: none -> 6000 (none)"));
  EXPECT_THAT(Figures(province),
              Contains("PARTICIPANTS_HEALTH PRIOR_PERCENT POPULATION PREVIOUS_DECEMBER: none -> "
                       "5000 (none)"));
  EXPECT_THAT(Reasons(province),
              ElementsAre(absl::StrCat("target ", plan, " 2024-07: plans/1"),
                          absl::StrCat("target ", plan + 2, " 2023-01: denominators/1")));
  EXPECT_EQ(now.revisions().target(), plan + 2) << "a caller sees what it wrote";
}

TEST_F(RestatementServiceTest, AnAreaThatIsNewIsRestatedFromNothing) {
  std::vector<AreaRecord> areas = TestAreas();
  areas.push_back(
      {Area("304"), AreaLevel::kDistrict, "Quận Ngô Quyền", Area("31"), M(2019, 1), Month::Max()});
  std::erase_if(areas, [](const AreaRecord& area) { return area.code == Area("24"); });
  world_.upstreams().SetAreas(areas);
  const int64_t catalogue = world_.participant().revision();
  const v1::ListRestatementsResponse now = Restatements();
  ASSERT_EQ(now.area_restatements_size(), 2);
  EXPECT_EQ(now.area_restatements(0).area(), "24");
  EXPECT_EQ(now.area_restatements(0).area_display_name(), "Tỉnh Bắc Giang");
  EXPECT_THAT(Figures(now.area_restatements(0)),
              Contains("PARTICIPANTS_SOCIAL_COMPULSORY VALUE : 1000 -> none (none)"));
  EXPECT_THAT(Reasons(now.area_restatements(0)),
              ElementsAre(HasSubstr(absl::StrCat("participant ", catalogue, " :"))));
  EXPECT_EQ(now.area_restatements(1).area(), "304");
  EXPECT_THAT(Figures(now.area_restatements(1)),
              Contains("PARTICIPANTS_SOCIAL_COMPULSORY VALUE : none -> 0 (none)"));
}

TEST_F(RestatementServiceTest, PagesGoAreaByArea) {
  for (const char* code : {"24", "303", "31"}) {
    world_.participant().Add(Area(code), M(2024, 9), 20);
  }
  std::vector<std::string> areas;
  std::string token;
  do {
    const v1::ListRestatementsResponse page = Restatements("", 1, token);
    ASSERT_LE(page.area_restatements_size(), 1);
    for (const v1::AreaRestatement& each : page.area_restatements()) areas.push_back(each.area());
    token = page.next_page_token();
  } while (!token.empty());
  EXPECT_THAT(areas, ElementsAre("24", "303", "31"));
}

// After a restart nothing is known of what was touched before, so all is compared.
TEST_F(RestatementServiceTest, ARestartedReplicaTellsTheSame) {
  world_.participant().Add(Area("31"), M(2024, 9), 20);
  const v1::ListRestatementsResponse before = Restatements();
  const auto another = world_.Serve();
  v1::ListRestatementsRequest request;
  request.set_parent("closings/1");
  const auto after = ClosingClient(another->closings()).Restatements(request);
  ASSERT_TRUE(after.ok()) << after.status();
  ASSERT_EQ(after->area_restatements_size(), 1);
  EXPECT_EQ(Figures(after->area_restatements(0)), Figures(before.area_restatements(0)));
  EXPECT_EQ(Reasons(after->area_restatements(0)), Reasons(before.area_restatements(0)));
}

TEST_F(RestatementServiceTest, HistoryThatIsGoneIsSaidToBeMore) {
  world_.participant().Add(Area("31"), M(2024, 9), 20);
  target_->AwaitApplied(world_.upstreams());
  world_.participant().Compact();
  const v1::ListRestatementsResponse now = Restatements();
  ASSERT_EQ(now.area_restatements_size(), 1);
  EXPECT_THAT(now.area_restatements(0).reasons(), IsEmpty());
  EXPECT_TRUE(now.area_restatements(0).more_reasons());
}

TEST_F(RestatementServiceTest, BadRequestsNameTheField) {
  v1::ListRestatementsRequest request;
  EXPECT_EQ(client_.Restatements(request).status().code(), absl::StatusCode::kInvalidArgument);
  request.set_parent("closings/2");
  EXPECT_EQ(client_.Restatements(request).status().code(), absl::StatusCode::kNotFound);
  request.set_parent("closings/1");
  request.set_area("xx");
  EXPECT_THAT(std::string(client_.Restatements(request).status().message()), HasSubstr("area"));
  request.set_area("99");
  EXPECT_EQ(client_.Restatements(request).status().code(), absl::StatusCode::kNotFound);
  world_.upstreams().StopContribution();
  target_->AwaitConfirmed(false);
  request.set_area("31");
  EXPECT_EQ(client_.Restatements(request).status().code(), absl::StatusCode::kUnavailable);
}

}  // namespace
}  // namespace baophu::target
