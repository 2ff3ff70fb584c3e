#include "services/cli/period/field_work_figures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace baophu::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

target::v1::FieldWork Sample() {
  target::v1::FieldWork work;
  auto& dialogues = *work.mutable_dialogues();
  dialogues.set_dialogue_count(49);
  auto& invited = *dialogues.mutable_invited();
  invited.set_employer_count(1280);
  invited.set_owed_vnd(214'000'000'000);
  invited.set_attended_count(583);
  invited.set_attended_percent("45.55");
  invited.set_payer_count(903);
  invited.set_payer_percent("70.55");
  invited.set_collected_vnd(119'000'000'000);
  auto& row = *work.add_completeness();
  row.set_kind("STEERING_COMMITTEE");
  row.set_display_name_vi("Ban chỉ đạo");
  row.set_level("COMMUNE");
  row.set_done_count(217);
  row.set_total_count(217);
  row.set_done_percent("100.00");
  auto& total = *work.add_programmes();
  total.set_kind("CUSTOMER_CONFERENCE");
  total.set_display_name_vi("Hội nghị khách hàng");
  auto& sum = *total.add_sums();
  sum.mutable_counted()->set_figure("INVITED");
  sum.mutable_counted()->set_unit_vi("người");
  sum.set_planned(6400);
  sum.set_done(95);
  for (const auto& [measure, path] : {std::pair("DIALOGUES", "/d"), std::pair("COMPLETENESS", "/c"),
                                      std::pair("PROGRAMMES", "/p")}) {
    auto& link = *work.add_links();
    link.set_measure(measure);
    link.set_path(path);
  }
  return work;
}

const FieldWorkFigure* Find(const std::vector<FieldWorkFigure>& figures, std::string_view work,
                            std::string_view measure) {
  for (const FieldWorkFigure& figure : figures) {
    if (figure.work == work && figure.measure == measure) return &figure;
  }
  return nullptr;
}

TEST(FieldWorkFigures, NamesEachFigureItsWholeAndWhereItIsExplained) {
  const std::vector<FieldWorkFigure> figures = FieldWorkFigures(Sample(), Language::kVietnamese);
  const FieldWorkFigure* const came = Find(figures, "DIALOGUES", "ATTENDED");
  ASSERT_NE(came, nullptr);
  EXPECT_EQ(came->value, 583);
  EXPECT_EQ(came->percent, "45.55");
  EXPECT_EQ(came->path, "/d");
  const FieldWorkFigure* const committees = Find(figures, "STEERING_COMMITTEE", "DONE_AREAS");
  ASSERT_NE(committees, nullptr);
  EXPECT_EQ(committees->value, 217);
  EXPECT_EQ(committees->whole, 217);
  EXPECT_EQ(committees->unit_name, "xã");
  EXPECT_EQ(committees->path, "/c");
  const FieldWorkFigure* const prospects = Find(figures, "CUSTOMER_CONFERENCE", "INVITED");
  ASSERT_NE(prospects, nullptr);
  EXPECT_EQ(prospects->whole, 6400);
  EXPECT_EQ(prospects->path, "/p");
}

TEST(FieldWorkFigures, OfNothingThereIsNothing) {
  EXPECT_THAT(FieldWorkFigures({}, Language::kEnglish), IsEmpty());
  EXPECT_EQ(DialogueSentence({}, Language::kEnglish), "");
}

TEST(DialogueSentence, TellsItAsTheAgencyDoes) {
  EXPECT_THAT(DialogueSentence(Sample().dialogues(), Language::kVietnamese),
              HasSubstr("Tổ chức 49 hội nghị làm việc với 1.280 đơn vị chậm đóng"));
  EXPECT_THAT(DialogueSentence(Sample().dialogues(), Language::kEnglish),
              HasSubstr("49 sessions with 1,280 late employers"));
}

}  // namespace
}  // namespace baophu::cli
