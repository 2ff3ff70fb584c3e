// Closings and restatements as they are printed.

#include "services/cli/closing/closing_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace baophu::cli {
namespace {

using ::testing::HasSubstr;

target::v1::Closing Closing() {
  target::v1::Closing closing;
  closing.set_name("closings/1");
  closing.set_month("2023-08");
  closing.set_note("Báo cáo số 1");
  closing.set_closed_us(1'694'000'000'000'000);  // 2023-09-06 11:33:20 UTC.
  closing.set_report_count(1'233);
  closing.mutable_seal()->set_hash("abc");
  return closing;
}

TEST(ClosingsText, TellsTheReasonOfAReopening) {
  target::v1::Closing reopened = Closing();
  reopened.mutable_reopening()->set_reason("Sai số");
  reopened.mutable_reopening()->set_reopened_us(reopened.closed_us());
  const std::string text = ClosingsText({Closing(), reopened});
  EXPECT_THAT(text, HasSubstr("closings/1  2023-08  06/09/2023 18:33    1.233"));
  EXPECT_THAT(text, HasSubstr("Báo cáo số 1"));
  EXPECT_THAT(text, HasSubstr("06/09/2023 18:33  Sai số"));
}

TEST(RestatementsText, NamesFiguresAndTheChangesBehindThem) {
  target::v1::AreaRestatement area;
  area.set_area("31");
  area.set_area_display_name("Thành phố Hải Phòng");
  const auto add = [&](const char* indicator, const char* figure, const char* detail,
                       int64_t closed, int64_t now) {
    target::v1::RestatedFigure& added = *area.add_figures();
    added.set_indicator(indicator);
    added.set_figure(figure);
    added.set_detail(detail);
    added.set_closed_value(closed);
    added.set_current_value(now);
    added.set_difference(now - closed);
  };
  add("PARTICIPANTS_HEALTH", "VALUE", "", 1'000, 1'001);
  add("PARTICIPANTS_HEALTH", "PLAN", "VSS ASSIGNED", 2'000, 1'900);
  add("PARTICIPANTS_HEALTH", "PRIOR_PERCENT", "POPULATION PREVIOUS_MONTH", 9'005, 9'010);
  target::v1::RestatementReason& reason = *area.add_reasons();
  reason.set_service("participant");
  reason.set_revision(758);
  reason.set_committed_us(1'694'000'000'000'000);
  reason.set_from_month("2023-07");
  reason.add_records("people/12/movements/M-7");
  const std::string text = RestatementsText(Closing(), {area});
  EXPECT_THAT(text, HasSubstr("Số liệu tháng 8/2023, closings/1 chốt lúc 06/09/2023 18:33: 1 địa "
                              "bàn thay đổi"));
  EXPECT_THAT(text, HasSubstr("31 Thành phố Hải Phòng"));
  EXPECT_THAT(text, HasSubstr("1.001"));
  EXPECT_THAT(text, HasSubstr("+1\n"));
  EXPECT_THAT(text, HasSubstr("kế hoạch BHXH Việt Nam"));
  EXPECT_THAT(text, HasSubstr("-100\n"));
  EXPECT_THAT(text, HasSubstr("90,05%    90,10%  +0,05 điểm %"));
  EXPECT_THAT(text, HasSubstr("  participant 758, 06/09/2023 18:33, từ tháng 7/2023: "
                              "people/12/movements/M-7\n"));
}

TEST(RestatementsText, SaysThatNothingChanged) {
  EXPECT_THAT(RestatementsText(Closing(), {}), HasSubstr("không có gì thay đổi"));
}

}  // namespace
}  // namespace baophu::cli
