// Tables of debts as they are printed.

#include "services/cli/arrears/arrears_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace baophu::cli {
namespace {

using ::testing::HasSubstr;

TEST(TableText, AlignsByLettersAndNotByBytes) {
  EXPECT_EQ(TableText({{"Đơn vị", "đồng"}, {"a", "1.000"}}, {false, true}),
            "Đơn vị   đồng\n"
            "a       1.000\n");
}

TEST(AgeingText, NamesBothSidesOfTheRatio) {
  contribution::v1::Ageing ageing;
  ageing.set_as_of("2023-07-31");
  contribution::v1::AgeingBucket* bucket = ageing.add_buckets();
  bucket->set_display_name("từ 1 tháng đến dưới 6 tháng");
  bucket->mutable_total()->set_employer_count(812);
  bucket->mutable_total()->set_debt_vnd(42'123'456'789);
  ageing.mutable_ratio()->set_numerator("ALL_LATE");
  ageing.mutable_ratio()->set_numerator_vnd(87'000'000'000);
  ageing.mutable_ratio()->set_denominator("AMOUNT_DUE");
  ageing.mutable_ratio()->set_denominator_vnd(3'000'000'000'000);
  ageing.mutable_ratio()->set_percent("2.90");
  const std::string text = AgeingText(ageing);
  EXPECT_THAT(text, HasSubstr("Tính đến hết ngày 31/07/2023"));
  EXPECT_THAT(text, HasSubstr("42.123.456.789"));
  EXPECT_THAT(text, HasSubstr("Tỷ lệ toàn bộ số chậm đóng trên số phải thu từ đầu năm: "
                              "87.000.000.000 / 3.000.000.000.000 đồng = 2,90%"));
}

TEST(LateText, TellsTheNextStepAndHowManyAreLeft) {
  contribution::v1::LateEmployer late;
  late.set_employer("employers/7");
  late.set_debt_vnd(1'234'567);
  late.mutable_next_step()->set_display_name("văn bản đôn đốc lần 1");
  late.mutable_next_step()->set_date("2024-02-29");
  const std::string text = LateText({late}, 3, 9'000'000, "2024-03-01");
  EXPECT_THAT(text, HasSubstr("3 đơn vị chậm đóng, phải đóng 9.000.000 đồng"));
  EXPECT_THAT(text, HasSubstr("29/02/2024 văn bản đôn đốc lần 1"));
  EXPECT_THAT(text, HasSubstr("... và 2 đơn vị khác"));
}

}  // namespace
}  // namespace baophu::cli
