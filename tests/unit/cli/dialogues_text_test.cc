// Sessions with late employers as they are printed.

#include "services/cli/dialogues/dialogues_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace baophu::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

contribution::v1::DialogueTotals Totals() {
  contribution::v1::DialogueTotals totals;
  totals.set_name("areas/31/dialogueTotals");
  totals.set_from_date("2023-01-01");
  totals.set_through_date("2023-08-31");
  totals.mutable_window()->set_window("AFTER_SESSION");
  totals.mutable_window()->set_window_days(30);
  totals.mutable_window()->set_as_of("2023-09-30");
  totals.set_dialogue_count(49);
  contribution::v1::DialogueFigures& invited = *totals.mutable_invited();
  invited.set_invitation_count(1'300);
  invited.set_employer_count(1'280);
  invited.set_owed_vnd(214'000'000'000);
  invited.set_attended_count(583);
  invited.set_attended_percent("45.55");
  invited.set_payer_count(903);
  invited.set_payer_percent("70.55");
  invited.set_collected_vnd(119'000'000'000);
  invited.set_recovered_vnd(119'000'000'000);
  invited.set_recovery_percent("55.61");
  contribution::v1::DialogueSessionTotals& session = *totals.add_sessions();
  session.set_dialogue("dialogues/HN-01");
  session.set_held_date("2023-03-09");
  session.set_area("303");
  *session.mutable_invited() = invited;
  *totals.add_officers()->mutable_invited() = invited;
  return totals;
}

TEST(DialogueTotalsText, SaysWhichMoneyCountsInBothLanguages) {
  const std::string text = DialogueTotalsText(Totals(), Language::kVietnamese);
  EXPECT_THAT(text, HasSubstr("areas/31, từ 01/01/2023 đến 31/08/2023"));
  EXPECT_THAT(text, HasSubstr("từ ngày hội nghị đến 30 ngày sau, đến hết ngày 30/09/2023"));
  EXPECT_THAT(text, HasSubstr("Số hội nghị: 49\n"));
  EXPECT_THAT(text,
              HasSubstr("Đơn vị được mời: 1.280 (1.300 lượt), chậm đóng 214.000.000.000 đồng\n"));
  EXPECT_THAT(text, HasSubstr("Đơn vị dự: 583 (45,55%)\n"));
  EXPECT_THAT(text, HasSubstr("Đơn vị đã đóng: 903 (70,55%), 119.000.000.000 đồng, trong đó thu "
                              "hồi 119.000.000.000 đồng (55,61%)\n"));
  EXPECT_THAT(text, Not(HasSubstr("không được mời")));
  EXPECT_THAT(text, HasSubstr("dialogues/HN-01  09/03/2023  303"));
  EXPECT_THAT(text, HasSubstr("(chưa phân công)"));

  contribution::v1::DialogueTotals totals = Totals();
  totals.mutable_window()->set_window("BEFORE_AND_AFTER");
  totals.mutable_walk_ins()->set_invitation_count(2);
  totals.mutable_walk_ins()->set_employer_count(2);
  const std::string english = DialogueTotalsText(totals, Language::kEnglish);
  EXPECT_THAT(english, HasSubstr("from the invitation to 30 days after the session"));
  EXPECT_THAT(english, HasSubstr("Employers invited: 1,280 (1,300 invitations)"));
  EXPECT_THAT(english, HasSubstr("Came without being invited: 2"));
}

TEST(DialogueText, TellsTheNextStepOfABrokenCommitment) {
  contribution::v1::Dialogue dialogue;
  dialogue.set_name("dialogues/HN-01");
  dialogue.set_held_date("2025-09-10");
  dialogue.set_area("303");
  dialogue.set_minutes_number("14/BB");
  dialogue.set_minutes_date("2025-09-11");
  contribution::v1::DialogueInvitation broken;
  broken.set_employer("employers/7");
  broken.set_invited_date("2025-09-01");
  broken.set_owed_vnd(1'234'567);
  broken.set_committed_vnd(1'000'000);
  broken.set_commit_by_date("2025-09-30");
  broken.mutable_outcome()->set_commitment_state("BROKEN");
  contribution::v1::DialogueNextStep& step = *broken.mutable_outcome()->add_next_steps();
  step.set_kind("REMINDER");
  step.set_display_name("văn bản đôn đốc");
  step.set_due_date("2025-10-07");
  step.set_officer("officers/CQ01");
  contribution::v1::DialogueInvitation walk_in;
  walk_in.set_employer("employers/8");
  walk_in.set_walk_in(true);
  walk_in.mutable_outcome()->set_commitment_state("NONE");
  const std::string text = DialogueText(dialogue, {broken, walk_in}, true, Language::kVietnamese);
  EXPECT_THAT(text, HasSubstr("dialogues/HN-01, 10/09/2025, địa bàn 303\n"));
  EXPECT_THAT(text, HasSubstr("Biên bản: 14/BB, 11/09/2025\n"));
  EXPECT_THAT(text, HasSubstr("1.234.567"));
  EXPECT_THAT(text, HasSubstr("không thực hiện  07/10/2025 văn bản đôn đốc (officers/CQ01)"));
  EXPECT_THAT(text, HasSubstr("không mời, có dự"));
  EXPECT_THAT(text, HasSubstr("... và còn nữa"));
  EXPECT_THAT(DialogueText(dialogue, {broken}, false, Language::kEnglish),
              HasSubstr("broken   2025-10-07 written reminder (officers/CQ01)"));
}

TEST(DialogueListText, ShowsCancelledOnes) {
  contribution::v1::Dialogue dialogue;
  dialogue.set_name("dialogues/HN-02");
  dialogue.set_cancelled(true);
  EXPECT_THAT(DialogueListText({dialogue}, false, Language::kVietnamese), HasSubstr("đã huỷ"));
  EXPECT_THAT(DialogueListText({dialogue}, false, Language::kEnglish), HasSubstr("cancelled"));
}

}  // namespace
}  // namespace baophu::cli
