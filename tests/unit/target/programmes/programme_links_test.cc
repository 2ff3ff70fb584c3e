// Records that are parts of others.

#include "services/target/programmes/records/programme_links.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "tests/unit/target/programmes/sample_programme.h"

namespace baophu::target {
namespace {

using testing::ElementsAre;

constexpr char kConference[] = "CUSTOMER_CONFERENCE";

Programme Part(const std::string& id, const std::string& part_of, const char* kind = kConference) {
  Programme programme = SampleProgramme(id, kind, "31");
  programme.part_of = part_of;
  return programme;
}

// The reason of each row; empty for a sound one.
std::vector<std::string> Reasons(const std::vector<Programme>& rows,
                                 const ProgrammeLinks& stored = {}) {
  std::vector<std::string> reasons;
  for (const std::optional<Problem>& problem : CheckLinks(rows, stored)) {
    reasons.push_back(problem.has_value() ? problem->field + ":" + problem->reason : "");
  }
  return reasons;
}

TEST(ProgrammeLinksTest, WholesAreTakenFromTheSameRowsInAnyOrder) {
  EXPECT_THAT(Reasons({Part("c", "b"), Part("b", "a"), Part("a", "")}), ElementsAre("", "", ""));
  EXPECT_THAT(Reasons({Part("b", "a")}, {{"a", {kConference, "", false}}}), ElementsAre(""));
}

TEST(ProgrammeLinksTest, APartOfARefusedRecordIsRefusedToo) {
  EXPECT_THAT(Reasons({Part("c", "b"), Part("b", "nothing"), Part("d", "")}),
              ElementsAre("part_of:UNKNOWN_PROGRAMME", "part_of:UNKNOWN_PROGRAMME", ""));
}

TEST(ProgrammeLinksTest, NothingIsAPartOfItselfOrOfAnotherKind) {
  EXPECT_THAT(Reasons({Part("a", "a")}), ElementsAre("part_of:PART_OF_ITSELF"));
  EXPECT_THAT(Reasons({Part("a", "b")},
                      {{"a", {kConference, "", false}}, {"b", {kConference, "a", false}}}),
              ElementsAre("part_of:PART_OF_ITSELF"));
  EXPECT_THAT(Reasons({Part("b", "a", "CAMPAIGN")}, {{"a", {kConference, "", false}}}),
              ElementsAre("part_of:OTHER_KIND"));
  EXPECT_THAT(Reasons({Part("a", "", "CAMPAIGN")}, {{"a", {kConference, "", false}}}),
              ElementsAre("kind:KIND_CHANGED"));
}

TEST(ProgrammeLinksTest, AWithdrawnRecordIsNoWholeAndMayBeAPart) {
  EXPECT_THAT(Reasons({Part("b", "a")}, {{"a", {kConference, "", true}}}),
              ElementsAre("part_of:UNKNOWN_PROGRAMME"));
  Programme withdrawn = Part("b", "a");
  withdrawn.withdrawal = "ghi trùng";
  EXPECT_THAT(Reasons({withdrawn}, {{"a", {kConference, "", true}}}), ElementsAre(""));
}

TEST(ProgrammeLinksTest, ALongRowOfPartsIsRefused) {
  ProgrammeLinks stored = {{"p0", {kConference, "", false}}};
  for (int i = 1; i < 20; ++i) {
    stored[absl::StrCat("p", i)] = {kConference, absl::StrCat("p", i - 1), false};
  }
  EXPECT_THAT(Reasons({Part("new", "p19")}, stored), ElementsAre("part_of:TOO_DEEP"));
  EXPECT_THAT(Reasons({Part("new", "p6")}, stored), ElementsAre(""));
}

}  // namespace
}  // namespace baophu::target
