// Programmes as they are printed.

#include "services/cli/programmes/programmes_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace baophu::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

target::v1::Completeness SampleCompleteness() {
  target::v1::Completeness answer;
  answer.set_name("areas/31/completeness/2024-10-20");
  answer.set_area_display_name("Thành phố Hải Phòng");
  target::v1::CompletenessRow& row = *answer.add_rows();
  row.set_kind("THREE_PARTY_AGREEMENT");
  row.set_display_name_vi("Chương trình phối hợp ba bên");
  row.set_display_name_en("Three-party agreement");
  row.set_level("POINT");
  row.set_total_count(1'200);
  row.set_done_count(1'199);
  row.set_in_time_count(1'198);
  row.set_done_percent("99.92");
  row.set_in_time_percent("99.83");
  target::v1::CompletenessItem& missing = *row.add_missing();
  missing.set_area("11296");
  missing.set_area_display_name("Phường Quán Toan");
  missing.set_point("001");
  missing.set_programme("programmes/tt-11296-001");
  missing.set_reason("CONTRACT_ENDED");
  target::v1::CompletenessItem& late = *row.add_late();
  late.set_area("11299");
  late.set_area_display_name("Phường Hùng Vương");
  late.set_point("002");
  late.set_reason("DONE_LATE");
  return answer;
}

TEST(ProgrammesTextTest, CompletenessNamesWhatIsMissingAndWhy) {
  const std::string text = CompletenessText(SampleCompleteness(), Language::kVietnamese);
  EXPECT_THAT(text, HasSubstr("Chương trình tại Thành phố Hải Phòng, đến hết ngày 20/10/2024\n"));
  EXPECT_THAT(text, HasSubstr("1.199    1.200  99,92%     1.198  99,83%"));
  EXPECT_THAT(text, HasSubstr("Chương trình phối hợp ba bên, điểm thu: còn thiếu 1, muộn 1\n"
                              "  11296 Phường Quán Toan, điểm thu 001: hợp đồng của tổ chức thu đã "
                              "hết hạn (tt-11296-001)\n"
                              "  11299 Phường Hùng Vương, điểm thu 002: thực hiện sau thời hạn\n"));
}

TEST(ProgrammesTextTest, EnglishSaysTheSame) {
  const std::string text = CompletenessText(SampleCompleteness(), Language::kEnglish);
  EXPECT_THAT(text, HasSubstr("Three-party agreement, point: missing 1, late 1\n"));
  EXPECT_THAT(text, HasSubstr("the collector's contract is over (tt-11296-001)"));
  target::v1::Completeness empty;
  empty.set_name("areas/31/completeness/2024-10");
  EXPECT_THAT(CompletenessText(empty, Language::kEnglish),
              HasSubstr("to the end of October 2024\nThere are none.\n"));
}

TEST(ProgrammesTextTest, TotalsHaveARowForEachFigure) {
  target::v1::ProgrammeTotals answer;
  answer.set_name("areas/82/programmeTotals/2023");
  answer.set_area_display_name("Tỉnh Tiền Giang");
  target::v1::ProgrammeTotal& total = *answer.add_totals();
  total.set_display_name_vi("Hội nghị khách hàng");
  total.set_record_count(12);
  total.set_done_record_count(11);
  target::v1::ProgrammeSum& sum = *total.add_sums();
  sum.mutable_counted()->set_display_name_vi("Số người được mời");
  sum.mutable_counted()->set_unit_vi("người");
  sum.set_planned(6'400);
  sum.set_done(1'600);
  sum.set_percent("25.00");
  std::string text = ProgrammeTotalsText(answer, Language::kVietnamese);
  EXPECT_THAT(text, HasSubstr("Kết quả chương trình tại Tỉnh Tiền Giang, năm 2023\n"));
  EXPECT_THAT(text, HasSubstr("Số người được mời     6.400      1.600  25,00%  người"));
  EXPECT_THAT(text, Not(HasSubstr("vượt ra ngoài kỳ")));
  total.set_partly_outside_count(2);
  EXPECT_THAT(ProgrammeTotalsText(answer, Language::kVietnamese), HasSubstr("vượt ra ngoài kỳ"));
}

}  // namespace
}  // namespace baophu::cli
