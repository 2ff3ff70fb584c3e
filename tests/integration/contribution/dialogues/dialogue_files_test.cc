// Sessions of past years and their invitations, loaded from files.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/integration/contribution/dialogues/dialogues_fixture.h"

namespace baophu::contribution {
namespace {

using ::testing::ElementsAre;

v1::ImportChunk RowsOf(const std::vector<v1::DialogueRow>& rows) {
  v1::ImportChunk chunk;
  chunk.set_chunk_number(1);
  chunk.set_first_row_number(2);
  for (const auto& row : rows) *chunk.mutable_dialogues()->add_rows() = row;
  return chunk;
}
v1::ImportChunk RowsOf(const std::vector<v1::DialogueInvitationRow>& rows) {
  v1::ImportChunk chunk;
  chunk.set_chunk_number(1);
  chunk.set_first_row_number(2);
  for (const auto& row : rows) *chunk.mutable_dialogue_invitations()->add_rows() = row;
  return chunk;
}
std::map<int64_t, std::string> ReasonsOf(const type::v1::ImportAck& ack) {
  std::map<int64_t, std::string> reasons;
  for (const auto& error : ack.errors()) {
    reasons[error.row_number()] = absl::StrCat(error.field(), " ", error.reason());
  }
  return reasons;
}

TEST_F(DialoguesTest, FilesOfPastYearsGoInOnceAndAreCompleted) {
  Owes("2", "2024-01", "2024-01-31", 500);
  v1::DialogueRow session;
  session.set_dialogue("HN-2023-07");
  session.set_area("303");
  session.set_held_date("2023-07-14");
  v1::DialogueRow other = session;
  other.set_dialogue("HN-2024-03");
  other.set_held_date("2024-03-12");
  v1::DialogueRow nowhere = session;
  nowhere.set_dialogue("HN-9");
  nowhere.set_area("305");
  type::v1::ImportAck ack = Import(RowsOf({session, other, nowhere}), false);
  EXPECT_EQ(ack.accepted_count(), 2);
  EXPECT_THAT(ReasonsOf(ack), ElementsAre(std::pair(4, "area UNKNOWN_AREA")));
  session.set_minutes_number("14/BB");
  session.set_minutes_date("2023-07-14");
  ack = Import(RowsOf({session, other}));
  EXPECT_EQ(ack.accepted_count(), 1);
  EXPECT_EQ(ack.unchanged_count(), 1);
  other.set_held_date("2024-03-13");
  EXPECT_THAT(ReasonsOf(Import(RowsOf(std::vector<v1::DialogueRow>{other}), false)),
              ElementsAre(std::pair(2, "dialogue DUPLICATE_WITH_OTHER_CONTENT")));

  // What the list of then states, and what the ledger holds.
  v1::DialogueInvitationRow stated;
  stated.set_dialogue("HN-2023-07");
  stated.set_employer("1");
  stated.set_invited_date("2023-07-05");
  stated.set_owed_vnd(12'500);
  stated.set_committed_vnd(12'500);
  stated.set_commit_by_date("2023-08-15");
  v1::DialogueInvitationRow read;
  read.set_dialogue("HN-2024-03");
  read.set_employer("2");
  read.set_invited_date("2024-03-04");
  read.set_letter_kind("REMINDER");
  read.set_letter_number("22/CV");
  v1::DialogueInvitationRow nothing = read;
  nothing.set_employer("3");
  v1::DialogueInvitationRow unknown = read;
  unknown.set_dialogue("HN-9");
  v1::DialogueInvitationRow nobody = read;
  nobody.set_employer("none");
  v1::DialogueInvitationRow much = stated;
  much.set_employer("4");
  much.set_committed_vnd(12'501);
  v1::DialogueInvitationRow walk_in;
  walk_in.set_dialogue("HN-2024-03");
  walk_in.set_employer("3");
  walk_in.set_attendance("ATTENDED");
  const std::vector<v1::DialogueInvitationRow> rows = {stated, read, nothing, unknown,
                                                       nobody, much, walk_in};
  ack = Import(RowsOf(rows), false);
  EXPECT_EQ(ack.accepted_count(), 3) << ack.ShortDebugString();
  EXPECT_THAT(ReasonsOf(ack), ElementsAre(std::pair(4, "employer NOTHING_DUE"),
                                          std::pair(5, "dialogue UNKNOWN_DIALOGUE"),
                                          std::pair(6, "employer UNKNOWN_EMPLOYER"),
                                          std::pair(7, "committed_vnd ABOVE_DEBT")));
  ack = Import(RowsOf({stated, read, walk_in}));
  EXPECT_EQ(ack.accepted_count(), 0);
  EXPECT_EQ(ack.unchanged_count(), 3);
  // Filled in later; another debt than the one that is stored is refused.
  read.set_attendance("ABSENT");
  read.set_letter_delivered_date("2024-03-06");
  v1::DialogueInvitationRow differs = stated;
  differs.set_owed_vnd(12'501);
  ack = Import(RowsOf({read, differs}), false);
  EXPECT_EQ(ack.accepted_count(), 1);
  EXPECT_THAT(ReasonsOf(ack), ElementsAre(std::pair(3, "owed_vnd DUPLICATE_WITH_OTHER_CONTENT")));

  v1::ListInvitationsRequest list;
  list.set_parent("dialogues/HN-2024-03");
  list.set_as_of("2024-06-30");
  const v1::ListInvitationsResponse invitations = Call(&Stub::ListInvitations, list);
  ASSERT_EQ(invitations.invitations_size(), 2);
  EXPECT_EQ(invitations.invitations(0).owed_vnd(), 500);
  EXPECT_GT(invitations.invitations(0).ledger_revision(), 0);
  EXPECT_EQ(invitations.invitations(0).attendance(), "ABSENT");
  EXPECT_TRUE(invitations.invitations(1).walk_in());
  const v1::DialogueInvitation reminded = Get(invitations.invitations(0).name(), "2024-06-30");
  EXPECT_EQ(reminded.letters(1).letter_delivered_date(), "2024-03-06");
  list.set_parent("dialogues/HN-2023-07");
  list.set_as_of("2023-12-31");
  const v1::ListInvitationsResponse of_then = Call(&Stub::ListInvitations, list);
  ASSERT_EQ(of_then.invitations_size(), 1);
  EXPECT_EQ(of_then.invitations(0).owed_vnd(), 12'500);
  EXPECT_EQ(of_then.invitations(0).ledger_revision(), 0);
  EXPECT_EQ(of_then.invitations(0).outcome().commitment_state(), "BROKEN");
}

}  // namespace
}  // namespace baophu::contribution
