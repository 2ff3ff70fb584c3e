// What follows from stated figures, and what does not.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "tests/unit/target/figure_check/stated_file.h"

namespace baophu::target {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::IsSupersetOf;

using Sets = std::set<std::set<std::string>>;

v1::CheckFiguresResponse Check(const std::string& figures) {
  const auto response = CheckRequest(RequestOf(figures));
  EXPECT_TRUE(response.ok()) << response.status();
  return response.value_or(v1::CheckFiguresResponse());
}

Sets Inconsistent(const std::string& figures) { return FiguresOf(Check(figures), "INCONSISTENT"); }

// A value with one ratio to a plan, as of a month's end.
std::string OfPlan(const std::string& id, const std::string& as_of, int64_t value,
                   const std::string& percent, const std::string& of,
                   const std::string& more = "") {
  return absl::StrCat(R"({"id":")", id, R"(","as_of":")", as_of,
                      R"(","indicator":"so_nguoi_tham_gia","scheme":"BHXH_BB","value":)", value,
                      R"(,"unit":"người","exactness":"exact","ratios":[{"of":")", of,
                      R"(","percent":)", percent, R"(,"decimals":2}])", more, "}");
}

std::vector<std::string> DoubtsOf(const v1::CheckFiguresResponse& response) {
  std::set<std::string> doubts;
  for (const v1::Finding& finding : response.findings()) {
    doubts.insert(finding.doubts().begin(), finding.doubts().end());
  }
  return {doubts.begin(), doubts.end()};
}

const v1::ImpliedInterval* FindImplied(const v1::CheckFiguresResponse& response,
                                       const std::string& quantity, const std::string& figure) {
  for (const v1::ImpliedInterval& implied : response.implied()) {
    if (implied.quantity() == quantity && implied.figures(0) == figure) return &implied;
  }
  return nullptr;
}

TEST(Implied, PlanRemainderAndEarlierValueAreExact) {
  const auto response =
      Check(OfPlan("A", "30/9/2024", 495'856, "93.79", "ke_hoach_nam_BHXHVN",
                   R"(,"changes":[{"vs":"thang_12_nam_truoc","delta":8329,"unit":"người"}])"));
  const v1::ImpliedInterval* plan = FindImplied(response, "PLAN", "A");
  ASSERT_NE(plan, nullptr);
  EXPECT_EQ(plan->lower(), "528660");
  EXPECT_EQ(plan->upper(), "528715");
  EXPECT_EQ(plan->assigner(), "VSS");
  EXPECT_EQ(plan->year(), 2024);
  EXPECT_EQ(plan->subject(), "PARTICIPANTS_SOCIAL_COMPULSORY");
  const v1::ImpliedInterval* remaining = FindImplied(response, "REMAINING", "A");
  ASSERT_NE(remaining, nullptr);
  EXPECT_EQ(remaining->lower(), "32804");
  EXPECT_EQ(remaining->upper(), "32859");
  const v1::ImpliedInterval* earlier = FindImplied(response, "VALUE", "A");
  ASSERT_NE(earlier, nullptr);
  EXPECT_EQ(earlier->lower(), "487527");
  EXPECT_EQ(earlier->upper(), "487527");
  EXPECT_EQ(earlier->as_of(), "2023-12-31");
  EXPECT_THAT(response.unchecked_figures(), ElementsAre("A"));
}

TEST(Plans, OneAssignerHasOneInAYear) {
  const std::string may = OfPlan("A", "2024-05-31", 483'496, "93.15", "ke_hoach_nam_BHXHVN");
  const std::string september = OfPlan("B", "2024-09-30", 495'856, "93.79", "ke_hoach_BHXH_VN");
  EXPECT_EQ(Inconsistent(may + "," + september), (Sets{{"A", "B"}}));
  EXPECT_THAT(
      Inconsistent(may + "," + OfPlan("B", "2025-05-31", 495'856, "93.79", "ke_hoach_nam_BHXHVN")),
      IsEmpty());
  EXPECT_THAT(Inconsistent(may + "," +
                           OfPlan("B", "2024-09-30", 495'856, "93.79", "ke_hoach_nam_2025_BHXHVN")),
              IsEmpty());
}

TEST(Plans, AssignersMayDiffer) {
  const std::string vss = OfPlan("A", "2024-05-31", 483'496, "93.15", "ke_hoach_nam_BHXHVN");
  const std::string city = OfPlan("B", "2024-05-31", 483'496, "91.45", "ke_hoach_UBND_TP_giao");
  EXPECT_THAT(Inconsistent(vss + "," + city), IsEmpty());
  // An unnamed one is compared with each, and fits the city's.
  const std::string unnamed = OfPlan("C", "2024-09-30", 495'856, "93.79", "ke_hoach_duoc_giao");
  EXPECT_THAT(Inconsistent(vss + "," + city + "," + unnamed), IsEmpty());
  EXPECT_EQ(Inconsistent(vss + "," + unnamed), (Sets{{"A", "C"}}));
  const std::string neither = OfPlan("C", "2024-09-30", 495'856, "80.00", "ke_hoach_duoc_giao");
  EXPECT_EQ(Inconsistent(vss + "," + city + "," + neither), (Sets{{"A", "C"}, {"B", "C"}}));
}

TEST(Plans, AStatedRevisionIsNoContradiction) {
  const std::string may = OfPlan("A", "2024-05-31", 483'496, "93.15", "ke_hoach_nam_BHXHVN");
  for (const std::string& september :
       {OfPlan("B", "2024-09-30", 495'856, "93.79", "ke_hoach_BHXHVN_dieu_chinh"),
        OfPlan("B", "2024-09-30", 495'856, "93.79", "ke_hoach_BHXHVN (đã điều chỉnh)"),
        OfPlan("B", "2024-09-30", 495'856, "93.79", "ke_hoach_BHXHVN",
               R"(,"note":"kế hoạch giao lại tháng 7")"),
        OfPlan("B", "2024-09-30", 495'856, "93.79",
               R"(ke_hoach","revision":"QĐ 812","assigner":"VSS)"),
        OfPlan("B", "2024-09-30", 495'856, "93.79",
               R"(ke_hoach","assigner":"BHXH Việt Nam giao tại QĐ 812/QĐ-BHXH)")}) {
    const auto response = Check(may + "," + september);
    EXPECT_THAT(FiguresOf(response, "INCONSISTENT"), IsEmpty()) << september;
    EXPECT_THAT(DoubtsOf(response), ElementsAre("REVISION_STATED")) << september;
  }
  EXPECT_EQ(Inconsistent(may + "," +
                         OfPlan("B", "2024-09-30", 495'856, "93.79", "ke_hoach_BHXHVN",
                                R"(,"note":"kế hoạch không điều chỉnh")")),
            (Sets{{"A", "B"}}));
}

TEST(Plans, OfAnotherTerritoryAreAnother) {
  const auto response = Check(OfPlan("A", "2025-05-31", 483'496, "93.15", "ke_hoach_BHXHVN") + "," +
                              OfPlan("B", "2025-09-30", 795'856, "93.79", "ke_hoach_BHXHVN"));
  EXPECT_THAT(FiguresOf(response, "INCONSISTENT"), IsEmpty());
  EXPECT_THAT(DoubtsOf(response), ElementsAre("TERRITORY_REFORM"));
}

TEST(Rounding, CarelessnessIsNoContradiction) {
  // 93.154 % cut to 93.15, rounded up to 93.16, or wrong as 93.17.
  const std::string plan =
      R"({"id":"P","as_of":"2024","indicator":"ke_hoach_BHXHVN","scheme":"BHXH_BB",)"
      R"("value":519030,"unit":"người","exactness":"target"},)";
  EXPECT_THAT(Inconsistent(plan + OfPlan("A", "2024-05-31", 483'497, "93.15", "ke_hoach_BHXHVN")),
              IsEmpty());
  EXPECT_THAT(Inconsistent(plan + OfPlan("A", "2024-05-31", 483'497, "93.16", "ke_hoach_BHXHVN")),
              IsEmpty());
  EXPECT_EQ(Inconsistent(plan + OfPlan("A", "2024-05-31", 483'497, "93.17", "ke_hoach_BHXHVN")),
            (Sets{{"A", "P"}}));
}

TEST(Remaining, OfAnExceededPlanIsNothing) {
  const std::string value = OfPlan("A", "2024-09-30", 10'400, "104.00", "ke_hoach_BHXHVN");
  const auto remaining = [](int64_t number) {
    return absl::StrCat(
        R"(,{"id":"R","as_of":"2024-12-31","indicator":"so_nguoi_con_phai_phat_trien",)"
        R"("scheme":"BHXH_BB","value":)",
        number, R"(,"unit":"người","exactness":"exact"})");
  };
  EXPECT_THAT(FiguresOf(Check(value + remaining(0)), "CONSISTENT", "REMAINING"),
              ElementsAre(std::set<std::string>{"A", "R"}));
  EXPECT_EQ(Inconsistent(value + remaining(400)), (Sets{{"A", "R"}}));
}

TEST(Remaining, IsOfTheLatestValueOfItsDocument) {
  const std::string june = OfPlan("A", "2024-06-30", 9'000, "90.00", "ke_hoach_BHXHVN");
  const std::string september = OfPlan("B", "2024-09-30", 9'500, "95.00", "ke_hoach_BHXHVN");
  const auto remaining = [](int64_t number) {
    return absl::StrCat(
        R"(,{"id":"R","as_of":"2024-12-31","indicator":"so_nguoi_con_phai_thuc_hien",)"
        R"("scheme":"BHXH_BB","value":)",
        number, R"(,"unit":"người","exactness":"exact"})");
  };
  EXPECT_THAT(Inconsistent(june + "," + september + remaining(500)), IsEmpty());
  // It fits June's, which it may be of after all.
  EXPECT_THAT(DoubtsOf(Check(june + "," + september + remaining(1000))),
              ElementsAre("UNCLEAR_DATE"));
  EXPECT_EQ(Inconsistent(june + "," + september + remaining(200)), (Sets{{"B", "R"}}));
}

TEST(Remaining, ToTheYearsEndIsNotOfAnotherReportOfThatDay) {
  const std::string september =
      OfPlan("A", "2024-09-30", 9'500, "95.00", "ke_hoach_BHXHVN", R"(,"doc":"s")");
  const std::string december =
      OfPlan("B", "2024-12-31", 9'990, "99.90", "ke_hoach_BHXHVN", R"(,"doc":"d")");
  const std::string remaining =
      R"({"id":"R","doc":"s","as_of":"2024-12-31","indicator":"so_nguoi_con_phai_thuc_hien",)"
      R"("scheme":"BHXH_BB","value":500,"unit":"người","exactness":"exact"})";
  EXPECT_THAT(
      FiguresOf(Check(september + "," + december + "," + remaining), "CONSISTENT", "REMAINING"),
      ElementsAre(std::set<std::string>{"A", "R"}));
  EXPECT_THAT(DoubtsOf(Check(december + "," + remaining)), ElementsAre("UNCLEAR_DATE"));
}

TEST(Sums, AreOfSchemesThatExcludeEachOther) {
  const auto person = [](const char* id, const char* scheme, int64_t value, const char* as_of) {
    return absl::StrCat(R"({"id":")", id, R"(","as_of":")", as_of,
                        R"(","indicator":"so_nguoi_tham_gia","scheme":")", scheme, R"(","value":)",
                        value, R"(,"unit":"người","exactness":"exact"})");
  };
  const std::string parts =
      person("B", "BHXH_BB", 100, "31/8/2023") + "," + person("C", "BHXH_TN", 20, "2023-08") + ",";
  EXPECT_THAT(FiguresOf(Check(parts + person("A", "BHXH", 120, "8 tháng đầu năm 2023")),
                        "CONSISTENT", "SUM_OF_PARTS"),
              ElementsAre(std::set<std::string>{"A", "B", "C"}));
  EXPECT_EQ(Inconsistent(parts + person("A", "BHXH", 121, "hết tháng 8/2023")),
            (Sets{{"A", "B", "C"}}));
  EXPECT_THAT(Inconsistent(parts + person("A", "BHXH", 121, "hết tháng 9/2023")), IsEmpty());
}

TEST(Sums, OfAmountsLeaveRoomForInterest) {
  const auto amount = [](const char* id, const char* what, const char* value) {
    return absl::StrCat(R"({"id":")", id, R"(","as_of":"31/8/2023","indicator":"so_thu_)", what,
                        R"(","value":)", value, R"(,"unit":"tỷ đồng","exactness":"exact"})");
  };
  const std::string parts = amount("B", "BHXH", "300") + "," + amount("C", "BHYT", "120") + "," +
                            amount("D", "BHTN", "30") + ",";
  EXPECT_THAT(Inconsistent(parts + amount("A", "BHXH_BHYT_BHTN", "451")), IsEmpty());
  EXPECT_THAT(Inconsistent(parts + amount("A", "BHXH_BHYT_BHTN", "458")), IsEmpty());
  EXPECT_EQ(Inconsistent(parts + amount("A", "BHXH_BHYT_BHTN", "440")),
            (Sets{{"A", "B", "C", "D"}}));
}

// Collected 1,000, owed 50 as percent of what is due.
std::string Due(const std::string& percent, const std::string& plan_percent) {
  return absl::StrCat(
      R"({"id":"C","as_of":"8 tháng 2019","indicator":"tong_so_thu_BHXH_BHYT_BHTN","value":1000,)"
      R"("unit":"tỷ đồng","exactness":"exact","ratios":[{"of":"ke_hoach","percent":)",
      plan_percent,
      R"(}]},{"id":"O","as_of":"31/8/2019","indicator":"so_tien_no_BHXH_BHTN_BHYT","value":50,)"
      R"("unit":"tỷ đồng","exactness":"exact","ratios":[{"of":"so_tien_phai_thu","percent":)",
      percent, R"(,"decimals":1}]})");
}

TEST(AmountDue, IsAHeuristicThatIsNamed) {
  const auto far = Check(Due("4.0", "65"));
  EXPECT_EQ(FiguresOf(far, "INCONSISTENT", "AMOUNT_DUE"), (Sets{{"C", "O"}}));
  EXPECT_TRUE(far.findings(0).heuristic());
  EXPECT_THAT(far.findings(0).assumptions(), testing::Contains("DUE_IS_PAID_AND_OWED"));
  EXPECT_THAT(far.findings(0).explanation_en(), HasSubstr("heuristic"));
  EXPECT_THAT(Inconsistent(Due("4.8", "65")), IsEmpty());
  // Of the annual plan it fits.
  EXPECT_THAT(DoubtsOf(Check(Due("3.3", "65"))), ElementsAre("OTHER_BASE"));
  // Debts of earlier years are owed and not due.
  EXPECT_THAT(DoubtsOf(Check(Due("6.5", "65"))), ElementsAre("HEURISTIC"));
}

TEST(Names, WithOneMoreWordAreOfSomethingElse) {
  const auto figure = [](const char* id, const char* name, int64_t value) {
    return absl::StrCat(R"({"id":")", id, R"(","as_of":"2024-05-31","indicator":")", name,
                        R"(","value":)", value, R"(,"unit":"người","exactness":"exact"})");
  };
  EXPECT_EQ(Inconsistent(figure("A", "so_nguoi_tham_gia_BHYT", 5) + "," +
                         figure("B", "Số người tham gia bảo hiểm y tế", 6)),
            (Sets{{"A", "B"}}));
  EXPECT_EQ(Inconsistent(figure("A", "so_nguoi_tham_gia_BHYT", 5) + "," +
                         figure("B", "PARTICIPANTS_HEALTH", 6)),
            (Sets{{"A", "B"}}));
  EXPECT_THAT(Inconsistent(figure("A", "so_nguoi_tham_gia_BHYT", 5) + "," +
                           figure("B", "so_nguoi_tham_gia_BHYT_ho_gia_dinh", 6)),
              IsEmpty());
  EXPECT_THAT(Inconsistent(figure("A", "so_nguoi_tham_gia_BHYT", 5) + "," +
                           figure("B", "so_nguoi_tham_gia_BHYT_phat_trien_moi", 6)),
              IsEmpty());
  EXPECT_EQ(Inconsistent(figure("A", "Hội nghị khách hàng", 5) + "," +
                         figure("B", "hoi_nghi_khach_hang", 6)),
            (Sets{{"A", "B"}}));
}

TEST(Targets, AreNoValues) {
  const auto figure = [](const char* id, const char* name, const char* value, const char* unit,
                         const char* exactness) {
    return absl::StrCat(R"({"id":")", id, R"(","as_of":"31/12/2024","indicator":")", name,
                        R"(","value":)", value, R"(,"unit":")", unit, R"(","exactness":")",
                        exactness, R"("})");
  };
  EXPECT_THAT(Inconsistent(figure("A", "so_nguoi_tham_gia_BHYT", "500", "người", "exact") + "," +
                           figure("B", "so_nguoi_tham_gia_BHYT", "600", "người", "target")),
              IsEmpty());
  EXPECT_EQ(Inconsistent(figure("A", "so_nguoi_tham_gia_BHYT", "500", "người", "target") + "," +
                         figure("B", "chi_tieu_tham_gia_BHYT", "600", "người", "exact")),
            (Sets{{"A", "B"}}));
  EXPECT_THAT(Inconsistent(figure("A", "ty_le_bao_phu_BHYT", "93.1", "%", "exact") + "," +
                           figure("B", "ty_le_bao_phu_BHYT", "95", "%", "target")),
              IsEmpty());
  // A target for debts is no collection plan, although debts are measured by it.
  EXPECT_THAT(Inconsistent(figure("A", "ke_hoach_thu", "5000", "tỷ đồng", "target") + "," +
                           figure("B", "so_tien_cham_dong", "90", "tỷ đồng", "target") + "," +
                           figure("C", "chi_tieu_no", "90", "tỷ đồng", "target")),
              IsEmpty());
}

TEST(Times, ThatAreNotStatedProveNothing) {
  const auto figure = [](const char* id, const char* doc, const char* as_of, int64_t value) {
    return absl::StrCat(R"({"id":")", id, R"(","doc":")", doc, R"(","as_of":")", as_of,
                        R"(","indicator":"so_nguoi_tham_gia_BHYT","value":)", value,
                        R"(,"unit":"người","exactness":"exact"})");
  };
  EXPECT_THAT(Inconsistent(figure("A", "x", "2024", 5) + "," + figure("B", "y", "2024", 6)),
              IsEmpty());
  EXPECT_EQ(Inconsistent(figure("A", "x", "2024", 5) + "," + figure("B", "x", "2024", 6)),
            (Sets{{"A", "B"}}));
  EXPECT_THAT(Inconsistent(figure("A", "x", "", 5) + "," + figure("B", "x", "", 6)), IsEmpty());
  EXPECT_THAT(
      Inconsistent(figure("A", "x", "30/4/2024", 5) + "," + figure("B", "x", "31/5/2024", 6)),
      IsEmpty());
}

TEST(Places, AreTheirCodeAndName) {
  const auto figure = [](const char* id, const char* place, const char* code, int64_t value) {
    return absl::StrCat(R"({"id":")", id, R"(","place":")", place, R"(","place_code":")", code,
                        R"(","as_of":"2025-08-31","indicator":"so_nguoi_tham_gia_BHYT","value":)",
                        value, R"(,"unit":"người","exactness":"exact"})");
  };
  EXPECT_EQ(Inconsistent(figure("A", "TP Hải Phòng", "31", 5) + "," +
                         figure("B", "Thành phố Hải Phòng", "", 6)),
            (Sets{{"A", "B"}}));
  EXPECT_EQ(Inconsistent(figure("A", "TP Hải Phòng", "31", 5) + "," + figure("B", "", "", 6)),
            (Sets{{"A", "B"}}));
  // The city of a province is another place, also under the province's code.
  EXPECT_THAT(Inconsistent(figure("A", "Tỉnh Hải Dương", "30", 5) + "," +
                           figure("B", "TP Hải Dương", "30", 6)),
              IsEmpty());
  EXPECT_THAT(
      Inconsistent(figure("A", "Tỉnh Hải Dương", "", 5) + "," + figure("B", "TP Hải Dương", "", 6) +
                   "," + figure("C", "Hải Dương", "", 7)),
      IsEmpty());
  EXPECT_THAT(Inconsistent(figure("A", "Tỉnh Bắc Ninh", "27", 5) + "," +
                           figure("B", "Thị xã Từ Sơn, tỉnh Bắc Ninh", "27", 6)),
              IsEmpty());
  EXPECT_EQ(
      Inconsistent(figure("A", "Tỉnh Hải Dương", "", 5) + "," + figure("B", "Hải Dương", "", 6)),
      (Sets{{"A", "B"}}));
  // One code, two provinces: it was given again.
  EXPECT_THAT(Inconsistent(figure("A", "Tỉnh Bắc Giang", "24", 5) + "," +
                           figure("B", "Tỉnh Bắc Ninh", "24", 6)),
              IsEmpty());
  EXPECT_THAT(Inconsistent(figure("A", "", "31", 5) + "," + figure("B", "", "30", 6)), IsEmpty());
}

TEST(Changes, OfOneFigureMustAgreeWithEachOther) {
  const auto figure = [](const char* percent) {
    return absl::StrCat(
        R"({"id":"A","as_of":"2024-05-31","indicator":"so_nguoi_tham_gia_BHYT","value":110000,)"
        R"("unit":"người","exactness":"exact","changes":[{"vs":"cung_ky_nam_truoc","delta":10000,)"
        R"("unit":"người","percent":)",
        percent, "}]}");
  };
  EXPECT_THAT(Inconsistent(figure("10.0")), IsEmpty());
  EXPECT_EQ(Inconsistent(figure("12.6")), (Sets{{"A"}}));
}

TEST(Changes, OfAnUnclearSchemeProveNothing) {
  EXPECT_THAT(
      DoubtsOf(
          Check(R"({"id":"A","as_of":"2024-05-31","indicator":"so_nguoi_tham_gia_BHXH",)"
                R"("scheme":"unclear: BHXH or all","value":5,"unit":"người","exactness":"exact"},)"
                R"({"id":"B","as_of":"2024-05-31","indicator":"so_nguoi_tham_gia_BHXH","value":6,)"
                R"("unit":"người","exactness":"exact"})")),
      ElementsAre("UNCLEAR_SCHEME"));
}

TEST(Work, OfRemaindersDoesNotGrowWithPlansTimesValues) {
  std::string figures;
  for (int i = 0; i < 330; ++i) {
    const auto add = [&](const char* id, const char* name, const char* assigner) {
      absl::StrAppend(&figures, figures.empty() ? "" : ",", R"({"id":")", id, i,
                      R"(","as_of":"31/12/2024","indicator":")", name,
                      R"(","scheme":"BHXH_BB","unit":"người","exactness":"exact","value":)",
                      1000 + i, R"(,"assigner":")", assigner, i, R"("})");
    };
    add("V", "so_nguoi_tham_gia", "");
    add("P", "ke_hoach", "office");
    add("R", "so_nguoi_con_phai_phat_trien", "office");
  }
  EXPECT_GT(Check(figures).findings_size(), 0);
}

TEST(Work, OfManyFiguresOfOneKindIsBounded) {
  std::string figures;
  for (int i = 0; i < 1000; ++i) {
    absl::StrAppend(&figures, i == 0 ? "" : ",",
                    OfPlan(absl::StrCat("F", i), "2024-05-31", i == 500 ? 990 : 1000, "50.00",
                           "ke_hoach_BHXHVN"));
  }
  const auto response = Check(figures);
  EXPECT_EQ(response.findings_size(), 500);
  EXPECT_EQ(response.findings(0).verdict(), "INCONSISTENT");
  EXPECT_LT(response.omitted_finding_count(), 10'000);
  EXPECT_LT(response.ByteSizeLong(), 4u << 20);
}

}  // namespace
}  // namespace baophu::target
