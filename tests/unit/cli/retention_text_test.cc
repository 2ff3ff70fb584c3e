#include "services/cli/retention/retention_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace baophu::cli {
namespace {

namespace pb = participant::v1;
using ::testing::HasSubstr;

pb::ListRetentionCodesResponse Codes() {
  pb::ListRetentionCodesResponse codes;
  pb::RetentionCode& outcome = *codes.add_outcomes();
  outcome.set_code("REFUSED");
  outcome.set_display_name_vi("Từ chối tham gia tiếp");
  outcome.set_display_name_en("Refused to go on");
  pb::RetentionCode& reason = *codes.add_reasons();
  reason.set_code("NO_MONEY");
  reason.set_display_name_vi("Thu nhập không ổn định");
  reason.set_display_name_en("Income is low or unsteady");
  return codes;
}

pb::RetentionCase Case() {
  pb::RetentionCase one;
  one.set_name("retentionCases/969-voluntary-2024-12");
  one.set_kind("VOLUNTARY");
  one.set_person("people/969");
  one.set_area("11311");
  one.set_month("2024-12");
  one.set_ended_by("LAPSED");
  one.set_state("CLOSED");
  one.set_assignee("TT-01");
  one.set_assigned_date("2024-12-01");
  one.set_contacted_date("2024-12-05");
  one.set_outcome("REFUSED");
  one.set_reason("NO_MONEY");
  return one;
}

TEST(RetentionText, AListNamesOutcomesAndReasonsInItsLanguage) {
  const std::string text =
      RetentionListText("ENDING", {Case()}, true, RetentionWords(Language::kVietnamese, Codes()));
  EXPECT_THAT(text, HasSubstr("Danh sách sắp hết hạn: 1 trường hợp\n"));
  EXPECT_THAT(text, HasSubstr("retentionCases/969-voluntary-2024-12  11311    BHXH tự nguyện  "
                              "12/2024    đã kết thúc  TT-01     05/12/2024  Từ chối tham gia "
                              "tiếp: Thu nhập không ổn định\n... và còn nữa\n"));
  const RetentionWords english(Language::kEnglish, Codes());
  EXPECT_THAT(RetentionListText("ENDING", {Case()}, false, english),
              HasSubstr("2024-12-05  Refused to go on: Income is low or unsteady\n"));
}

TEST(RetentionText, ACsvRowHoldsTheCodes) {
  EXPECT_EQ(RetentionListCsv({Case()}),
            "name,kind,person,area,month,ended_by,movement_reason,covered_again_month,state,"
            "assignee,assigned_date,contacted_date,outcome,reason\n"
            "retentionCases/969-voluntary-2024-12,VOLUNTARY,people/969,11311,2024-12,LAPSED,,,"
            "CLOSED,TT-01,2024-12-01,2024-12-05,REFUSED,NO_MONEY\n");
}

TEST(RetentionText, ASummaryHasARowForEachArea) {
  pb::SummarizeRetentionResponse summary;
  summary.set_day("2024-09-10");
  pb::RetentionAreaSummary& area = *summary.add_areas();
  area.set_area("31");
  pb::RetentionListSummary& list = *area.add_lists();
  list.set_list("LAPSED");
  list.set_kind("HOUSEHOLD");
  list.set_case_count(1234);
  list.set_assigned_count(20);
  list.set_contacted_count(12);
  EXPECT_THAT(RetentionSummaryText(summary, RetentionWords(Language::kEnglish, Codes())),
              HasSubstr("1,234 (12)"));
  EXPECT_EQ(RetentionSummaryCsv(summary),
            "day,area,list,kind,case_count,assigned_count,contacted_count\n"
            "2024-09-10,31,LAPSED,HOUSEHOLD,1234,20,12\n");
}

TEST(RetentionText, AReportTellsWhatBecameOfPeriodsAndWhyPeopleLeft) {
  pb::ReportDecreaseResponse report;
  pb::AreaDecrease& area = *report.add_areas();
  area.set_area("31");
  area.set_display_name("Thành phố Hải Phòng");
  pb::DecreaseByReason& left = *area.add_left();
  left.set_scheme(type::v1::SCHEME_SOCIAL_VOLUNTARY);
  left.set_kind("REPLACED");
  left.set_people(7);
  pb::PaidPeriodDecrease& periods = *area.add_paid_periods();
  periods.set_kind("VOLUNTARY");
  periods.set_due(10);
  periods.set_renewed_on_time(6);
  periods.set_lapsed(4);
  pb::LapsedByReason& reason = *periods.add_lapsed_by_reason();
  reason.set_reason("NOT_CONTACTED");
  reason.set_people(4);
  const std::string text =
      DecreaseText(report, "2024-01", "2024-06", RetentionWords(Language::kVietnamese, Codes()));
  EXPECT_THAT(text, HasSubstr("từ tháng 01/2024 đến tháng 06/2024"));
  EXPECT_THAT(text, HasSubstr("Chuyển sang bắt buộc"));
  EXPECT_THAT(text, HasSubstr("Chưa liên hệ"));
  EXPECT_THAT(DecreaseCsv(report), HasSubstr("31,LAPSED_BY_REASON,VOLUNTARY,NOT_CONTACTED,4\n"));
  EXPECT_THAT(DecreaseCsv(report), HasSubstr("31,LEFT_REPLACED,SCHEME_SOCIAL_VOLUNTARY,,7\n"));
}

}  // namespace
}  // namespace baophu::cli
