// The collection network as text and CSV.

#include "services/cli/network/network_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace baophu::cli {
namespace {

namespace pb = contribution::v1;
using ::testing::HasSubstr;
using ::testing::Not;

pb::Scorecard Card() {
  pb::Scorecard card;
  card.set_name("collectors/NV-001/scorecards/2024-09");
  pb::ScorecardFigures& total = *card.mutable_total();
  total.set_due_count(1'200);
  total.set_renewed_count(900);
  total.set_renewed_percent("75.00");
  total.set_lapsed_count(300);
  total.set_has_keep_quota(true);
  total.set_keep_quota(1'000);
  total.set_won_count(7);
  total.set_collected_vnd(891'000'000);
  pb::LapseCount& lapse = *total.add_lapses();
  lapse.set_reason("NO_MONEY");
  lapse.set_reason_display_name("khó khăn về kinh tế");
  lapse.set_cover_count(300);
  card.set_shortfall(100);
  return card;
}

TEST(ScorecardsText, SaysQuotaShortfallAndReasonsInBothLanguages) {
  const pb::Scorecard card = Card();
  const std::string vietnamese = ScorecardsText({card}, card.total(), {});
  EXPECT_THAT(vietnamese, HasSubstr("\nNV-001 "));
  EXPECT_THAT(vietnamese, HasSubstr("1.200"));
  EXPECT_THAT(vietnamese, HasSubstr("75,00"));
  EXPECT_THAT(vietnamese, HasSubstr("khó khăn về kinh tế 300"));
  EXPECT_THAT(vietnamese, HasSubstr("Cộng"));
  const std::string english = ScorecardsText({card}, card.total(), {Language::kEnglish, false});
  EXPECT_THAT(english, HasSubstr("1,200"));
  EXPECT_THAT(english, HasSubstr("NO_MONEY 300"));
}

TEST(ScorecardsText, OfTheAgencysOwnDeskIsNamedSo) {
  pb::Scorecard card;
  card.set_name("collectors/-/scorecards/2024-09");
  EXPECT_THAT(ScorecardsText({card}, {}, {}), HasSubstr("(cơ quan BHXH)"));
  EXPECT_THAT(ScorecardsText({card}, {}, {Language::kEnglish, false}), HasSubstr("(the agency)"));
}

TEST(ScorecardsText, ShowsTheMainReasonsInTextAndAllAsCsv) {
  pb::Scorecard card = Card();
  for (const char* reason : {"FORGOT", "SERVICE"}) {
    card.mutable_total()->add_lapses()->set_reason(reason);
  }
  const std::string text = ScorecardsText({card}, {}, {Language::kEnglish, false});
  EXPECT_THAT(text, HasSubstr("FORGOT"));
  EXPECT_THAT(text, Not(HasSubstr("SERVICE")));
  EXPECT_THAT(ScorecardsText({card}, {}, {Language::kEnglish, true}), HasSubstr("SERVICE"));
}

TEST(ScorecardsText, AsCsvHasPlainNumbersAndNoQuotaWhereThereIsNone) {
  const pb::Scorecard card = Card();
  const std::string csv = ScorecardsText({card}, card.total(), {Language::kVietnamese, true});
  EXPECT_EQ(csv,
            "holder,display_name,due,renewed,renewed_percent,lapsed,pending,keep_quota,won,"
            "win_quota,returned,shortfall,collected_vnd,commission_vnd,lapses\n"
            "collectors/NV-001,,1200,900,75.00,300,0,1000,7,,0,100,891000000,0,NO_MONEY:300\n");
}

TEST(ReconciliationText, SaysWhatBecameOfEveryNumber) {
  pb::ReceiptBookReconciliation result;
  result.mutable_book()->set_name("receiptBooks/AA24.1");
  result.mutable_book()->set_first_number(1);
  result.mutable_book()->set_last_number(20);
  result.set_as_of("2024-09-30");
  result.set_issued_count(20);
  result.set_used_count(3);
  result.set_annulled_count(1);
  result.set_gap_count(1);
  result.set_unused_count(16);
  pb::ReceiptNumberRange& gap = *result.add_gaps();
  gap.set_first_number(2);
  gap.set_last_number(2);
  pb::ReceiptNumberRange& unused = *result.add_unused();
  unused.set_first_number(5);
  unused.set_last_number(20);
  const std::string text = ReconciliationText(result, {});
  EXPECT_THAT(text, HasSubstr("đến hết ngày 30/09/2024"));
  EXPECT_THAT(text, HasSubstr("Thiếu số"));
  EXPECT_THAT(text, HasSubstr("biên lai thu hồi: 1"));
  EXPECT_THAT(text, HasSubstr("5-20"));
  EXPECT_THAT(ReconciliationText(result, {Language::kVietnamese, true}),
              HasSubstr("gap,1,2\nunused,16,5-20\nissued,20,1-20\n"));
}

TEST(DifferencesText, TellsWhatIsMissingWithItsSign) {
  pb::HandoverDifference open;
  open.set_kind(pb::HandoverDifference::KIND_OPEN);
  open.set_holder("collectors/A1");
  open.set_date("2024-09-05");
  open.set_expected_vnd(891'000);
  open.set_difference_vnd(-891'000);
  open.set_age_days(5);
  const std::string text = DifferencesText({open}, -891'000, {});
  EXPECT_THAT(text, HasSubstr("chưa nộp"));
  EXPECT_THAT(text, HasSubstr("-891.000"));
  const std::string csv = DifferencesText({open}, -891'000, {Language::kEnglish, true});
  EXPECT_THAT(csv, HasSubstr("collectors/A1,2024-09-05,OPEN,,891000,0,-891000,5\n"));
  EXPECT_THAT(csv, Not(HasSubstr("Total")));
}

TEST(CollectorsText, NeverLetsANameBecomeAFormulaInASheet) {
  pb::CollectionOrganisation organisation;
  organisation.set_name("collectionOrganisations/BD");
  organisation.set_display_name("=1+1");
  EXPECT_THAT(OrganisationsText({organisation}, {Language::kVietnamese, true}),
              HasSubstr("BD,'=1+1,"));
}

}  // namespace
}  // namespace baophu::cli
