// Who left and why, and what contacts brought; the same on SQLite and PostgreSQL.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/integration/participant/retention/retention_fixture.h"

namespace baophu::participant {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class DecreaseReportTest : public RetentionFixture {
 protected:
  v1::ReportDecreaseResponse Report(const std::string& area, const std::string& from,
                                    const std::string& through) {
    v1::ReportDecreaseRequest request;
    request.set_parent("areas/" + area);
    request.set_from_month(from);
    request.set_through_month(through);
    return Call<v1::ReportDecreaseResponse>(&v1::RetentionService::Stub::ReportDecrease, request);
  }

  // "kind due=renewed+lapsed again contacted/renewed reason:people ..." of an area.
  static std::vector<std::string> Periods(const v1::AreaDecrease& area) {
    std::vector<std::string> texts;
    for (const v1::PaidPeriodDecrease& each : area.paid_periods()) {
      if (each.due() == 0) continue;
      std::string text = absl::StrCat(each.kind(), " ", each.due(), "=", each.renewed_on_time(),
                                      "+", each.lapsed(), " again ", each.covered_again(), " of ",
                                      each.contacted(), " contacted ", each.renewed_of_contacted());
      for (const v1::LapsedByReason& reason : each.lapsed_by_reason()) {
        absl::StrAppend(&text, " ", reason.reason(), ":", reason.people());
      }
      texts.push_back(text);
    }
    return texts;
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, DecreaseReportTest,
                         testing::Values(sql::Engine::kSqlite, sql::Engine::kPostgresql),
                         [](const auto& info) {
                           return info.param == sql::Engine::kSqlite ? "Sqlite" : "Postgresql";
                         });

TEST_P(DecreaseReportTest, TellsWhoWentOnAndWhatTheOthersSaid) {
  service_.LoadProvince(6);
  std::vector<v1::MovementRow> rows;
  for (int person = 1; person <= 6; ++person) {
    rows.push_back(Voluntary(absl::StrCat("m", person), person, "2024-01", "2024-06",
                             person == 6 ? "318" : "11296"));
  }
  Import(rows);
  const auto name = [&](int person) { return NameOf(person, "voluntary", "2024-06"); };
  Contact(name(1), "2024-06-05", "PHONE", "RENEWED_PROMISED", "");
  Contact(name(2), "2024-06-05", "PHONE", "REFUSED", "NO_MONEY");
  Contact(name(3), "2024-06-05", "PHONE", "UNREACHABLE", "");
  Import({Voluntary("r1", 1, "2024-07", "2024-12", "11296"),
          Voluntary("r5", 5, "2024-07", "2024-12", "11296"),
          Voluntary("r3", 3, "2024-09", "2024-12", "11296")});
  const v1::ReportDecreaseResponse report = Report("31", "2024-06", "2024-06");
  ASSERT_EQ(report.areas_size(), 3);
  EXPECT_EQ(report.areas(0).area(), "31");
  EXPECT_EQ(report.areas(1).area(), "303");
  EXPECT_EQ(report.areas(2).area(), "318");
  EXPECT_THAT(Periods(report.areas(0)),
              ElementsAre("VOLUNTARY 6=2+4 again 1 of 3 contacted 2 NOT_CONTACTED:2 NO_MONEY:1"));
  EXPECT_THAT(Periods(report.areas(1)),
              ElementsAre("VOLUNTARY 5=2+3 again 1 of 3 contacted 2 NOT_CONTACTED:1 NO_MONEY:1"));
  EXPECT_THAT(Periods(report.areas(2)),
              ElementsAre("VOLUNTARY 1=0+1 again 0 of 0 contacted 0 NOT_CONTACTED:1"));
  EXPECT_THAT(Periods(Report("31", "2024-01", "2024-05").areas(0)), IsEmpty());
  EXPECT_EQ(Get(name(1)).stands(), false) << "who paid on is no case, but what was done stays";
  EXPECT_THAT(service_.Recount(), IsEmpty());
}

TEST_P(DecreaseReportTest, TellsLeavesByTheReasonsOfMovements) {
  service_.LoadProvince(2);
  Import({JobJoin("a", 1, "2024-01", kEmployer, "11296"),
          JobJoin("b", 2, "2024-01", kEmployer, "11296"), Leave("a2", 1, "2024-04", "RETIREMENT"),
          Leave("b2", 2, "2024-06", "CONTRACT_ENDED")});
  std::vector<std::string> told;
  const v1::ReportDecreaseResponse report = Report("31", "2024-04", "2024-05");
  for (const v1::DecreaseByReason& each : report.areas(0).left()) {
    told.push_back(
        absl::StrCat(each.scheme(), " ", each.kind(), " ", each.reason(), " ", each.people()));
  }
  EXPECT_THAT(told, Contains("1 LEAVE RETIREMENT 1"));
  for (const std::string& text : told) EXPECT_EQ(text.find("CONTRACT_ENDED"), std::string::npos);
}

TEST_P(DecreaseReportTest, AMoveOfTheCaseTakesAlongWhatWasRecorded) {
  service_.LoadProvince(1);
  Import({Voluntary("a", 1, "2024-01", "2024-06", "11296")});
  Contact(NameOf(1, "voluntary", "2024-06"), "2024-06-05", "PHONE", "REFUSED", "");
  v1::MovementRow move = MovementOf("t", 1, v1::MOVEMENT_KIND_TRANSFER, "2024-05");
  move.add_schemes(type::v1::SCHEME_SOCIAL_VOLUNTARY);
  move.set_area("318");
  Import({move});
  const v1::ReportDecreaseResponse report = Report("318", "2024-06", "2024-06");
  EXPECT_THAT(Periods(report.areas(0)),
              ElementsAre("VOLUNTARY 1=0+1 again 0 of 1 contacted 0 REFUSED:1"));
  EXPECT_THAT(service_.Recount(), IsEmpty());
}

TEST_P(DecreaseReportTest, ALateCallCountsWhereThePersonCounted) {
  service_.LoadProvince(1);
  v1::MovementRow move = MovementOf("t", 1, v1::MOVEMENT_KIND_TRANSFER, "2024-05");
  move.add_schemes(type::v1::SCHEME_SOCIAL_VOLUNTARY);
  move.set_area("318");
  Import({Voluntary("a", 1, "2024-01", "2024-06", "11296"), move,
          Voluntary("b", 1, "2024-07", "2024-12", "318")});
  Contact(NameOf(1, "voluntary", "2024-06"), "2024-06-05", "PHONE", "RENEWED_PROMISED", "");
  const v1::ReportDecreaseResponse report = Report("31", "2024-06", "2024-06");
  EXPECT_THAT(Periods(report.areas(1)), IsEmpty());
  EXPECT_THAT(Periods(report.areas(2)), ElementsAre("VOLUNTARY 1=1+0 again 0 of 1 contacted 1"));
  EXPECT_THAT(service_.Recount(), IsEmpty());
}

TEST_P(DecreaseReportTest, OfWhoWentToWorkOrPaysAfterWorkALateCallIsRecordedAsWell) {
  service_.LoadProvince(2);
  Import({Voluntary("a", 1, "2024-01", "2024-06", "11296"),
          JobJoin("b", 1, "2024-07", kEmployer, "11296"),
          JobJoin("c", 2, "2024-01", kEmployer, "11296"), Leave("d", 2, "2024-07", "RESIGNED"),
          Voluntary("e", 2, "2024-07", "2024-12", "11296")});
  const v1::RetentionCase to_work =
      Contact(NameOf(1, "voluntary", "2024-06"), "2024-06-05", "PHONE", "JOINED_WORK", "");
  EXPECT_EQ(to_work.outcome(), "JOINED_WORK");
  EXPECT_FALSE(to_work.stands());
  EXPECT_FALSE(
      Contact(NameOf(2, "left_work", "2024-06"), "2024-07-05", "PHONE", "RENEWED_PROMISED", "")
          .stands());
  EXPECT_THAT(ContactFault(NameOf(1, "voluntary", "2024-05"), "2024-06-05", "PHONE", "REFUSED"),
              HasSubstr("no cover of that kind ends so"));
  EXPECT_THAT(Periods(Report("31", "2024-06", "2024-06").areas(0)), IsEmpty())
      << "neither was due to pay again";
  EXPECT_THAT(service_.Recount(), IsEmpty());
}

TEST_P(DecreaseReportTest, AnEndThatComesBackElsewhereTakesItsCallsAlong) {
  service_.LoadProvince(1);
  Import({Voluntary("a", 1, "2024-01", "2024-06", "11296")});
  Contact(NameOf(1, "voluntary", "2024-06"), "2024-06-05", "PHONE", "REFUSED", "");
  // A job takes the place of the cover, so nothing ends, until it is annulled.
  Import({JobJoin("j", 1, "2024-07", kEmployer, "11296")});
  v1::MovementRow move = MovementOf("t", 1, v1::MOVEMENT_KIND_TRANSFER, "2024-05");
  move.add_schemes(type::v1::SCHEME_SOCIAL_VOLUNTARY);
  move.set_area("318");
  Import({move});
  v1::MovementRow annul = MovementOf("n", 1, v1::MOVEMENT_KIND_ANNUL, "2024-07");
  annul.add_schemes(type::v1::SCHEME_SOCIAL_COMPULSORY);
  annul.set_names_movement("j");
  Import({annul});
  EXPECT_THAT(service_.Recount(), IsEmpty());
  EXPECT_THAT(Periods(Report("318", "2024-06", "2024-06").areas(0)),
              ElementsAre("VOLUNTARY 1=0+1 again 0 of 1 contacted 0 REFUSED:1"));
}

TEST_P(DecreaseReportTest, APeriodThatIsNotOverIsPending) {
  service_.LoadProvince(1);
  Import({Voluntary("a", 1, "2024-01", "2099-06", "11296")});
  const v1::ReportDecreaseResponse report = Report("31", "2099-06", "2099-06");
  ASSERT_EQ(report.areas(0).paid_periods_size(), 2);
  const v1::PaidPeriodDecrease& periods = report.areas(0).paid_periods(0);
  EXPECT_EQ(periods.due(), 1);
  EXPECT_EQ(periods.pending(), 1);
  EXPECT_EQ(periods.lapsed(), 0);
  EXPECT_EQ(periods.lapsed_by_reason_size(), 0);
}

}  // namespace
}  // namespace baophu::participant
