// A month of the sample is closed, corrected, told apart, opened and closed again,
// through the gateway, and a change of the stored rows is found.

#include <baophu/target/v1/closing_service.grpc.pb.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/rpc/status.h"
#include "common/sql/database.h"
#include "tests/e2e/suite/suite.h"

namespace baophu::e2e {
namespace {

using target::v1::AreaRestatement;
using target::v1::RestatedFigure;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::UnorderedElementsAre;

constexpr int kServiceFailed = 3;
constexpr int kDifferences = 5;

std::string Contents(const std::string& path) {
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

class ClosingTest : public testing::Test {
 protected:
  void Import(const std::string& kind, const std::string& rows) {
    const std::string file = suite_.folder().File(kind + ".csv");
    std::ofstream(file) << rows;
    EXPECT_EQ(suite_.RunBaophu({"import", kind, file}), 0) << kind;
  }

  std::string Log() const { return Contents(suite_.folder().File("log/baophu.log")); }

  std::string Frozen(const std::string& name) {
    grpc::ClientContext context;
    SetDeadline(context);
    target::v1::GetClosedReportRequest request;
    request.set_name(name);
    target::v1::CoverageReport report;
    const grpc::Status status = closings_->GetClosedReport(&context, request, &report);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return report.SerializeAsString();
  }

  target::v1::Closing Get(const std::string& name) {
    grpc::ClientContext context;
    SetDeadline(context);
    target::v1::GetClosingRequest request;
    request.set_name(name);
    target::v1::Closing closing;
    const grpc::Status status = closings_->GetClosing(&context, request, &closing);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return closing;
  }

  // By code of the area, once all that was written so far is reflected.
  std::map<std::string, AreaRestatement> Restatements(const std::string& name) {
    target::v1::GetCoverageReportRequest newest;
    newest.set_name("areas/31/coverageReports/2023-08");
    *newest.mutable_min_revisions() = suite_.Revisions();
    EXPECT_TRUE(suite_.Report(newest).ok());
    std::map<std::string, AreaRestatement> by_area;
    target::v1::ListRestatementsRequest request;
    request.set_parent(name);
    do {
      grpc::ClientContext context;
      SetDeadline(context);
      target::v1::ListRestatementsResponse page;
      const grpc::Status status = closings_->ListRestatements(&context, request, &page);
      EXPECT_TRUE(status.ok()) << status.error_message();
      for (const AreaRestatement& each : page.area_restatements()) by_area[each.area()] = each;
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return by_area;
  }

  // Differences of the values of indicators.
  static std::map<std::string, int64_t> ValueDifferences(const AreaRestatement& restated) {
    std::map<std::string, int64_t> differences;
    for (const RestatedFigure& figure : restated.figures()) {
      if (figure.figure() != "VALUE") continue;
      EXPECT_EQ(figure.current_value() - figure.closed_value(), figure.difference());
      differences[figure.indicator()] = figure.difference();
    }
    return differences;
  }

  static std::vector<std::string> Records(const AreaRestatement& restated,
                                          const std::string& service) {
    std::vector<std::string> records;
    for (const target::v1::RestatementReason& reason : restated.reasons()) {
      if (reason.service() != service) continue;
      records.insert(records.end(), reason.records().begin(), reason.records().end());
    }
    return records;
  }

  static void SetDeadline(grpc::ClientContext& context) {
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
  }

  Suite suite_{{.data = LoadedData()}};
  const std::unique_ptr<target::v1::ClosingService::Stub> closings_ =
      target::v1::ClosingService::NewStub(suite_.Channel(Part::kGateway));
};

TEST_F(ClosingTest, ACorrectionIsARestatementAndNeverASilentChange) {
  ASSERT_EQ(suite_.RunBaophu({"close", "2023-08", "--note", "Báo cáo tháng 8"}), 0);
  EXPECT_THAT(Log(), HasSubstr("closings/1"));
  EXPECT_EQ(suite_.RunBaophu({"close", "2023-08"}), kServiceFailed);
  EXPECT_THAT(Log(), HasSubstr("2023-08 is closed as closings/1"));
  EXPECT_EQ(suite_.RunBaophu({"close", "2999-01"}), kServiceFailed);
  EXPECT_THAT(Log(), HasSubstr("2999-01 has not ended in Vietnam"));
  const std::string closed = Frozen("closings/1/reports/31");
  EXPECT_TRUE(Restatements("closings/1").empty());

  Import("employers",
         "unit_code,name,area,funding_type,status,status_from\n"
         "ZZ0001Z,Công ty thử,11296,ENTERPRISE,ACTIVE,2022-01\n");
  Import("people",
         "insurance_number,full_name,birth_date,sex,residence_area\n"
         "3299999991,Người Thử,1990,F,11296\n"
         "3299999992,Người Thử Hai,1991,M,11296\n");
  // One that takes effect in the closed month, and one only after it.
  Import("movements",
         "movement_id,person,kind,schemes,effective_month,area,category,employer\n"
         "LATE-1,3299999991,JOIN,SOCIAL_COMPULSORY+HEALTH+UNEMPLOYMENT,2023-08,11296,EMPLOYMENT,"
         "ZZ0001Z\n"
         "LATER-2,3299999992,JOIN,SOCIAL_COMPULSORY+HEALTH+UNEMPLOYMENT,2023-09,11296,EMPLOYMENT,"
         "ZZ0001Z\n");
  Import("payments",
         "source,external_id,payer,area,paid_date,amount_vnd\n"
         "VCB,LATE-P,employer:ZZ0001Z,11296,2023-08-20,5000000\n");

  EXPECT_EQ(Frozen("closings/1/reports/31"), closed);
  const std::map<std::string, AreaRestatement> restated = Restatements("closings/1");
  std::set<std::string> areas;
  for (const auto& [area, restatement] : restated) areas.insert(area);
  EXPECT_THAT(areas, UnorderedElementsAre("31", "303", "11296"));
  for (const auto& [area, restatement] : restated) {
    SCOPED_TRACE(area);
    const std::map<std::string, int64_t> expected = {
        {"PARTICIPANTS_SOCIAL", 1},     {"PARTICIPANTS_SOCIAL_COMPULSORY", 1},
        {"PARTICIPANTS_HEALTH", 1},     {"PARTICIPANTS_UNEMPLOYMENT", 1},
        {"PARTICIPANTS_ANY", 1},        {"PARTICIPANTS_ANY_SUMMED", 1},
        {"EMPLOYERS_PARTICIPATING", 1}, {"AMOUNT_COLLECTED", 5'000'000},
    };
    EXPECT_EQ(ValueDifferences(restatement), expected);
    EXPECT_THAT(Records(restatement, "participant"), ElementsAre(EndsWith("/movements/LATE-1")));
    EXPECT_THAT(Records(restatement, "contribution"), ElementsAre(HasSubstr("/transactions/")));
    EXPECT_THAT(Records(restatement, "target"), testing::IsEmpty());
    EXPECT_FALSE(restatement.more_reasons());
  }
  EXPECT_EQ(suite_.RunBaophu({"restatements", "2023-08", "--area", "31"}), 0);
  EXPECT_THAT(Log(), HasSubstr("movements/LATE-1"));
  EXPECT_THAT(Log(), HasSubstr("+5.000.000"));
  EXPECT_THAT(Log(), Not(HasSubstr("LATER-2")));
  EXPECT_EQ(suite_.RunBaophu({"verify-closings"}), 0);

  ASSERT_EQ(suite_.RunBaophu({"reopen", "2023-08", "--reason", "Bổ sung đơn vị"}), 0);
  ASSERT_EQ(suite_.RunBaophu({"close", "2023-08"}), 0);
  EXPECT_EQ(Get("closings/1").reopening().reason(), "Bổ sung đơn vị");
  EXPECT_EQ(Get("closings/3").replaces(), "closings/1");
  EXPECT_TRUE(Restatements("closings/3").empty());
  EXPECT_EQ(Restatements("closings/1").size(), 3u);
  EXPECT_EQ(Frozen("closings/1/reports/31"), closed);
  EXPECT_NE(Frozen("closings/3/reports/31"), closed);
  EXPECT_EQ(suite_.RunBaophu({"closings"}), 0);
  EXPECT_EQ(suite_.RunBaophu({"verify-closings"}), 0);

  // What was closed is there after a restart, and so is a change by another hand.
  suite_.Kill(Part::kTarget);
  {
    const auto database =
        sql::Database::Open(absl::StrCat("sqlite:", suite_.folder().File("data/target.sqlite")), 1);
    ASSERT_TRUE(database.ok()) << database.status();
    ASSERT_TRUE((*database)
                    ->Write([](soci::session& session) {
                      session << "UPDATE closing_entry SET note = 'Khác' WHERE entry_id = 2";
                      return absl::OkStatus();
                    })
                    .ok());
  }
  suite_.Start(Part::kTarget);
  EXPECT_EQ(suite_.RunBaophu({"verify-closings"}), kDifferences);
  EXPECT_THAT(Log(), HasSubstr("entry 2 of 2023-08"));
  EXPECT_EQ(Frozen("closings/1/reports/31"), closed);
}

}  // namespace
}  // namespace baophu::e2e
