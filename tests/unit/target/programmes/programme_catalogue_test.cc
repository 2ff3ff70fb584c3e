// Kinds of programmes as dated data has them.

#include "services/target/programmes/records/programme_catalogue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "tests/unit/target/programmes/sample_programme.h"

namespace baophu::target {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

constexpr char kFigures[] = "figure,unit_vi,unit_en,name_vi,name_en\nSESSIONS,cuộc,x,a,b\n";
constexpr char kHeader[] =
    "kind,content,figures,done_for,complete_of,name_vi,name_en,valid_from,valid_to,source\n";

std::string Fault(const std::string& row) {
  const auto parsed = ProgrammeCatalogue::Parse({absl::StrCat(kHeader, row, "\n"), kFigures});
  return parsed.ok() ? "" : std::string(parsed.status().message());
}

TEST(ProgrammeCatalogueTest, TheShippedKindsAreRead) {
  const ProgrammeKind& agreement = KindNamed("THREE_PARTY_AGREEMENT");
  EXPECT_FALSE(agreement.yearly);
  EXPECT_THAT(agreement.complete_of,
              ElementsAre(Pair(ProgrammeLevel::kDistrict, ProgrammeScope::kEvery),
                          Pair(ProgrammeLevel::kCommune, ProgrammeScope::kPlanned),
                          Pair(ProgrammeLevel::kPoint, ProgrammeScope::kPlanned)));
  EXPECT_TRUE(KindNamed("CUSTOMER_CONFERENCE").Counts("INVITED"));
  EXPECT_EQ(ProgrammeKinds().FindKind("CAMPAIGN", Month::FromYearMonth(2018, 12)), nullptr);
  for (int content = 1; content <= 7; ++content) {
    EXPECT_TRUE(std::any_of(
        ProgrammeKinds().kinds().begin(), ProgrammeKinds().kinds().end(),
        [&](const ProgrammeKind& kind) { return static_cast<int>(kind.content) == content; }))
        << "no kind has content " << content;
  }
}

TEST(ProgrammeCatalogueTest, AFaultNamesFileLineAndRemedy) {
  EXPECT_EQ(Fault("A,MODEL,SESSIONS,YEAR,COMMUNE:EVERY,a,b,2024-01,,s"), "");
  EXPECT_THAT(Fault("A,SONG,SESSIONS,YEAR,,a,b,2024-01,,s"),
              HasSubstr("programmes.csv line 2: content is \"SONG\"; write COMMITTEE"));
  EXPECT_THAT(Fault("A,MODEL,SONGS,YEAR,,a,b,2024-01,,s"), HasSubstr("figures holds \"SONGS\""));
  EXPECT_THAT(Fault("A,MODEL,,WEEK,,a,b,2024-01,,s"), HasSubstr("write STANDING, YEAR"));
  EXPECT_THAT(Fault("A,MODEL,,YEAR,HAMLET:EVERY,a,b,2024-01,,s"), HasSubstr("complete_of"));
  EXPECT_THAT(Fault("A,MODEL,,YEAR,POINT:EVERY,a,b,2024-01,,s"), HasSubstr("POINT:PLANNED"));
  EXPECT_THAT(Fault("A,MODEL,,YEAR,,a,b,2024-13,,s"), HasSubstr("valid_from"));
  EXPECT_THAT(Fault("A,MODEL,,YEAR,,a,b,2024-01,,s\nA,MODEL,,YEAR,,a,b,2025-01,,s"),
              HasSubstr("line 3: kind A holds twice in a month"));
  EXPECT_EQ(Fault("A,MODEL,,YEAR,,a,b,2024-01,2024-12,s\nA,MODEL,,YEAR,,a,b,2025-01,,s"), "");
}

}  // namespace
}  // namespace baophu::target
