// Figures that cannot be read, and what is said of them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "common/status/fault.h"
#include "tests/unit/target/figure_check/stated_file.h"

namespace baophu::target {
namespace {

struct Bad {
  const char* figure;
  const char* field;
};

class BadInput : public testing::TestWithParam<Bad> {};

TEST_P(BadInput, IsToldWithFigureAndField) {
  const absl::Status status = CheckRequest(RequestOf(GetParam().figure)).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  ASSERT_TRUE(FaultOf(status).has_value());
  EXPECT_EQ(FaultOf(status)->field, GetParam().field) << status;
  EXPECT_THAT(std::string(status.message()), testing::HasSubstr(";"));
}

INSTANTIATE_TEST_SUITE_P(
    All, BadInput,
    testing::Values(
        Bad{"", "figures"}, Bad{R"({"indicator":"x","value":1})", "figures[0].id"},
        Bad{R"({"id":"A","indicator":"x","value":1},{"id":"A","indicator":"x","value":1})",
            "figures[A].id"},
        Bad{R"({"id":"A","value":1})", "figures[A].indicator"},
        Bad{R"({"id":"A","indicator":"x"})", "figures[A].value"},
        Bad{R"({"id":"A","indicator":"x","value":null,"exactness":"exact"})", "figures[A].value"},
        Bad{R"({"id":"A","indicator":"x","value":"abc"})", "figures[A].value"},
        Bad{R"({"id":"A","indicator":"x","value":true})", "figures[A].value"},
        Bad{R"({"id":"A","indicator":"x","value":[1]})", "figures[A].value"},
        Bad{R"({"id":"A","indicator":"x","value":1e300})", "figures[A].value"},
        Bad{R"({"id":"A","indicator":"x","value":9007199254740993})", "figures[A].value"},
        Bad{R"({"id":"A","indicator":"x","value":"99999999999999999999"})", "figures[A].value"},
        Bad{R"({"id":"A","indicator":"tong_so_thu","value":99999999999,"unit":"tỷ đồng"})",
            "figures[A].value"},
        Bad{R"({"id":"A","indicator":"so_nguoi_tham_gia_BHYT","value":-5,"unit":"người"})",
            "figures[A].value"},
        Bad{R"({"id":"A","indicator":"so_nguoi_tham_gia_BHYT","value":5.5,"unit":"người"})",
            "figures[A].value"},
        Bad{R"({"id":"A","indicator":"x","value":5,"exactness":"not_published"})",
            "figures[A].value"},
        Bad{R"({"id":"A","indicator":"x","value":5,"exactness":"sort of"})",
            "figures[A].exactness"},
        Bad{R"({"id":"A","indicator":"tong_so_thu","value":5})", "figures[A].unit"},
        Bad{R"({"id":"A","indicator":"x","value":5,"bounds":[6,7]})", "figures[A].bounds"},
        Bad{R"({"id":"A","indicator":"x","value":5,"bounds":[1,7,8]})", "figures[A].bounds"},
        Bad{R"({"id":"A","indicator":"x","value":5,"bounds":["a",7]})", "figures[A].bounds[0]"},
        Bad{R"({"id":"A","indicator":"x","value":5,"ratios":[{"percent":5}]})",
            "figures[A].ratios[0].of"},
        Bad{R"({"id":"A","indicator":"x","value":5,"ratios":[{"of":"y"}]})",
            "figures[A].ratios[0].percent"},
        Bad{R"({"id":"A","indicator":"x","value":5,"ratios":[{"of":"y","percent":"x"}]})",
            "figures[A].ratios[0].percent"},
        Bad{R"({"id":"A","indicator":"x","value":5,"ratios":[{"of":"y","percent":-5}]})",
            "figures[A].ratios[0].percent"},
        Bad{R"({"id":"A","indicator":"x","value":5,"ratios":[{"of":"y","percent":5.25,"decimals":1}]})",
            "figures[A].ratios[0].decimals"},
        Bad{R"({"id":"A","indicator":"x","value":5,"ratios":[{"of":"y","fraction":"5 of 6"}]})",
            "figures[A].ratios[0].fraction"},
        Bad{R"({"id":"A","indicator":"x","value":5,"ratios":[{"of":"y","fraction":"5/0"}]})",
            "figures[A].ratios[0].fraction"},
        Bad{R"({"id":"A","indicator":"x","value":5,"changes":[{"delta":5}]})",
            "figures[A].changes[0].vs"},
        Bad{R"({"id":"A","indicator":"x","value":5,"changes":[{"vs":"thang_truoc"}]})",
            "figures[A].changes[0].delta"},
        Bad{R"({"id":"A","indicator":"x","value":5,"changes":[{"vs":"thang_truoc","delta":"?"}]})",
            "figures[A].changes[0].delta"}));

TEST(BadInput, TooManyFiguresOrPartsAreRefused) {
  std::string figures;
  for (int i = 0; i <= 1000; ++i) {
    absl::StrAppend(&figures, i == 0 ? "" : ",", R"({"id":")", i,
                    R"(","indicator":"x","value":1})");
  }
  EXPECT_EQ(FaultOf(CheckRequest(RequestOf(figures)).status())->field, "figures");
  std::string ratios;
  for (int i = 0; i <= 16; ++i) {
    absl::StrAppend(&ratios, i == 0 ? "" : ",", R"({"of":"y","percent":1})");
  }
  const absl::Status status =
      CheckRequest(RequestOf(absl::StrCat(R"({"id":"A","indicator":"x","value":1,"ratios":[)",
                                          ratios, "]}")))
          .status();
  EXPECT_EQ(FaultOf(status)->field, "figures[A].ratios");
}

TEST(GoodInput, MayBeAsTextInEitherTypography) {
  for (const char* figure :
       {R"({"id":"A","indicator":"x","value":"1.395.109"})",
        R"({"id":"A","indicator":"x","value":"87,09","unit":"tỷ đồng"})",
        R"({"id":"A","indicator":"x","value":null,"exactness":"not_published"})",
        R"({"id":"A","indicator":"x","ratios":[{"of":"y","percent":"93,79 %"}]})",
        R"({"id":"A","indicator":"x","value":5,"scheme":null,"bounds":null,"note":null,)"
        R"("exactness":"khoảng"})",
        R"({"id":"A","indicator":"x","value":50,"exactness":"near_below","bounds":[null,50]})",
        R"({"id":"A","indicator":"x","value":5,"exactness":"approximate"})",
        R"({"id":"A","indicator":"x","value":5,"exactness":"about"})"}) {
    const auto response = CheckRequest(RequestOf(figure));
    EXPECT_TRUE(response.ok()) << figure << " " << response.status();
  }
}

}  // namespace
}  // namespace baophu::target
