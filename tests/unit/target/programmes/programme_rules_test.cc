// What a record may say.

#include "services/target/programmes/records/programme_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/target/programmes/sample_programme.h"

namespace baophu::target {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

ProgrammeDraft Draft(const char* kind) {
  ProgrammeDraft draft;
  draft.programme_id = "p-1";
  draft.kind = kind;
  draft.area = "11296";
  draft.title = "Chương trình của phường";
  draft.first_date = "2024-01-01";
  draft.last_date = "2024-12-31";
  return draft;
}

ProgrammeDraft Agreement() {
  ProgrammeDraft draft = Draft("THREE_PARTY_AGREEMENT");
  draft.done_date = "2024-10-15";
  draft.deadline = "2024-10-20";
  draft.party = "Bưu điện thành phố";
  draft.point = "001";
  draft.contract_number = "12/HĐ";
  draft.contract_end_date = "2024-12-31";
  return draft;
}

std::vector<Problem> Check(const ProgrammeDraft& draft, Programme* out = nullptr) {
  Programme programme;
  std::vector<Problem> problems =
      CheckProgramme(draft, ProgrammeKinds(), DayNamed("2024-11-27"), programme);
  if (out != nullptr) *out = programme;
  return problems;
}

std::vector<std::string> Reasons(const ProgrammeDraft& draft) {
  std::vector<std::string> reasons;
  for (const Problem& problem : Check(draft)) {
    reasons.push_back(problem.field + ":" + problem.reason);
  }
  return reasons;
}

TEST(ProgrammeRulesTest, ASoundRecordIsRead) {
  Programme programme;
  EXPECT_THAT(Check(Agreement(), &programme), IsEmpty());
  EXPECT_EQ(programme.done_day, DayNamed("2024-10-15"));
  EXPECT_EQ(programme.end_day, kNever);
  EXPECT_EQ(programme.area_month(), Month::FromYearMonth(2024, 10));
  EXPECT_EQ(StateOf(programme, DayNamed("2024-10-14")), ProgrammeState::kPlanned);
  EXPECT_EQ(StateOf(programme, DayNamed("2024-10-15")), ProgrammeState::kDone);
  EXPECT_EQ(StateOf(programme, DayNamed("2025-01-01")), ProgrammeState::kContractEnded);
}

TEST(ProgrammeRulesTest, AnAgreementAfterTheEndOfTheContractIsRefused) {
  ProgrammeDraft draft = Agreement();
  draft.contract_end_date = "2024-10-14";
  const std::vector<Problem> problems = Check(draft);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].field, "contract_end_date");
  EXPECT_EQ(problems[0].reason, "CONTRACT_ENDED");
  EXPECT_THAT(problems[0].problem, HasSubstr("ended on 2024-10-14"));
  draft.done_date = "";
  EXPECT_THAT(Reasons(draft), IsEmpty()) << "nothing is signed yet";
  draft.done_date = "2024-10-14";
  EXPECT_THAT(Reasons(draft), IsEmpty()) << "the last day is a day of the contract";
}

TEST(ProgrammeRulesTest, EachFaultNamesItsField) {
  const auto reasons = [](auto change) {
    ProgrammeDraft draft = Agreement();
    change(draft);
    return Reasons(draft);
  };
  EXPECT_THAT(reasons([](auto& d) { d.programme_id = "Số 1"; }),
              ElementsAre("programme_id:INVALID_ID"));
  EXPECT_THAT(reasons([](auto& d) { d.area = "1129"; }), ElementsAre("area:INVALID_AREA"));
  EXPECT_THAT(reasons([](auto& d) { d.kind = "PARADE"; }), ElementsAre("kind:UNKNOWN_KIND"));
  EXPECT_THAT(reasons([](auto& d) { d.title = " "; }), ElementsAre("title:MISSING_TITLE"));
  EXPECT_THAT(reasons([](auto& d) { d.first_date = "2024-13-01"; }),
              ElementsAre("first_date:INVALID_DATE"));
  EXPECT_THAT(reasons([](auto& d) { d.last_date = ""; }), ElementsAre("last_date:MISSING_DATE"));
  EXPECT_THAT(reasons([](auto& d) { d.last_date = "2023-12-31"; }),
              ElementsAre("last_date:LAST_BEFORE_FIRST"));
  EXPECT_THAT(reasons([](auto& d) { d.done_date = "2024-11-28"; }),
              ElementsAre("done_date:FUTURE_DATE"));
  EXPECT_THAT(reasons([](auto& d) { d.end_date = "2024-10-14"; }),
              ElementsAre("end_date:END_BEFORE_DONE"));
  EXPECT_THAT(reasons([](auto& d) { d.part_of = "17"; }), ElementsAre("part_of:INVALID_NAME"));
  EXPECT_THAT(reasons([](auto& d) { d.party = ""; }), ElementsAre("party:MISSING_TEXT"));
  EXPECT_THAT(reasons([](auto& d) { d.beneficiaries = "hộ cận nghèo"; }),
              ElementsAre("beneficiaries:NOT_OF_THIS_KIND"));
  EXPECT_THAT(reasons([](auto& d) { d.regulation_date = "2024-01-01"; }),
              ElementsAre("regulation_date:NOT_OF_THIS_KIND"));
  EXPECT_THAT(reasons([](auto& d) {
                d.members = {{"A", "", "B"}};
              }),
              ElementsAre("members:NOT_OF_THIS_KIND"));
  EXPECT_THAT(reasons([](auto& d) { d.content = ProgrammeContent::kModel; }),
              ElementsAre("content:OTHER_CONTENT"));
  EXPECT_THAT(reasons([](auto& d) {
                d.figures = {{"SESSIONS", 1, 1}};
              }),
              ElementsAre("figures[0].figure:UNKNOWN_FIGURE"));
  EXPECT_THAT(reasons([](auto& d) {
                d.figures = {{"JOINED", -1, 1}};
              }),
              ElementsAre("figures[0].planned:NEGATIVE_VALUE"));
  EXPECT_THAT(reasons([](auto& d) {
                d.figures = {{"JOINED", 1, 10'000'000'000'001}};
              }),
              ElementsAre("figures[0].done:INVALID_VALUE"));
  EXPECT_THAT(reasons([](auto& d) {
                d.figures = {{"JOINED", 1, 1}, {"JOINED", 2, 2}};
              }),
              ElementsAre("figures:FIGURE_TWICE"));
}

TEST(ProgrammeRulesTest, ACommitteeHasMembersAndMeetingsButNoNumbersOfPeople) {
  ProgrammeDraft draft = Draft("STEERING_COMMITTEE");
  draft.done_date = "2024-03-01";
  draft.members = {{"Trần Văn Mẫu", "Chủ tịch UBND", "Trưởng ban"}};
  draft.meetings = {{"2024-09-30", "2/BB", "Sơ kết quý III", 12}, {"2024-04-01", "", "Ra mắt", 9}};
  Programme programme;
  EXPECT_THAT(Check(draft, &programme), IsEmpty());
  ASSERT_EQ(programme.meetings.size(), 2u);
  EXPECT_EQ(programme.meetings[0].day, DayNamed("2024-04-01")) << "by day";

  draft.members[0].position = "CCCD 000000000000";
  EXPECT_THAT(Reasons(draft), ElementsAre("members[0].position:PERSONAL_NUMBER"));
  draft.members[0] = {"Trần Văn Mẫu", "", ""};
  EXPECT_THAT(Reasons(draft), ElementsAre("members[0]:MISSING_TEXT"));
  draft.members.clear();
  draft.meetings = {{"2024-11-28", "", "", 1}};
  EXPECT_THAT(Reasons(draft), ElementsAre("meetings[0].date:FUTURE_DATE"));
}

TEST(ProgrammeRulesTest, AnIdIsShortAndPlain) {
  EXPECT_TRUE(IsProgrammeId("hn-82-2023.01"));
  EXPECT_FALSE(IsProgrammeId(""));
  EXPECT_FALSE(IsProgrammeId("-a"));
  EXPECT_FALSE(IsProgrammeId("a/b"));
  EXPECT_FALSE(IsProgrammeId(std::string(64, 'a')));
}

}  // namespace
}  // namespace baophu::target
