// Tiền Giang in July 2023 and Từ Sơn in August 2019, imported like any place, against
// what was published of them.

#include <baophu/contribution/v1/account_service.grpc.pb.h>
#include <baophu/contribution/v1/arrears_service.grpc.pb.h>
#include <baophu/participant/v1/employer_service.grpc.pb.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "tests/e2e/suite/suite.h"

namespace baophu::e2e {
namespace {

using target::v1::CoverageReport;
using target::v1::IndicatorValue;

constexpr int64_t kBillion = 1'000'000'000;

class SmallSamples : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    suite_ = new Suite();
    for (const std::string place : {"tien_giang", "tu_son"}) {
      const std::string folder = suite_->folder().File(place);
      ASSERT_EQ(RunProgram({BAOPHU_BIN_DIR "/small_sample", place, "--out", folder, "--config",
                            BAOPHU_SOURCE_DIR "/deploy/config"},
                           suite_->folder().File("log/small_sample.log")),
                0);
      ASSERT_EQ(suite_->RunBaophu({"import", "--manifest", folder + "/manifest.csv"}), 0) << place;
    }
  }
  static void TearDownTestSuite() {
    delete suite_;
    suite_ = nullptr;
  }

  static CoverageReport Report(const std::string& name) {
    target::v1::GetCoverageReportRequest request;
    request.set_name(name);
    *request.mutable_min_revisions() = suite_->Revisions();
    const absl::StatusOr<CoverageReport> report = suite_->Report(request);
    EXPECT_TRUE(report.ok()) << report.status().message();
    return report.value_or(CoverageReport());
  }

  // Accounts at the end of a day of the employers in areas whose codes begin so.
  static std::vector<contribution::v1::Account> Accounts(const std::string& areas,
                                                         const std::string& as_of) {
    const auto employers =
        participant::v1::EmployerService::NewStub(suite_->Channel(Part::kGateway));
    const auto accounts =
        contribution::v1::AccountService::NewStub(suite_->Channel(Part::kGateway));
    std::vector<contribution::v1::Account> found;
    participant::v1::ListEmployersRequest request;
    request.set_page_size(1000);
    do {
      grpc::ClientContext context;
      SetDeadline(context);
      participant::v1::ListEmployersResponse response;
      EXPECT_TRUE(employers->ListEmployers(&context, request, &response).ok());
      for (const participant::v1::Employer& employer : response.employers()) {
        if (!absl::StartsWith(employer.area(), areas)) continue;
        grpc::ClientContext account_context;
        SetDeadline(account_context);
        contribution::v1::GetAccountRequest account;
        account.set_name(employer.name() + "/account");
        account.set_as_of(as_of);
        EXPECT_TRUE(accounts->GetAccount(&account_context, account, &found.emplace_back()).ok());
      }
      request.set_page_token(response.next_page_token());
    } while (!request.page_token().empty());
    return found;
  }
  static contribution::v1::Ageing Ageing(const std::string& area, const std::string& as_of,
                                         const std::string& denominator) {
    const auto arrears = contribution::v1::ArrearsService::NewStub(suite_->Channel(Part::kGateway));
    grpc::ClientContext context;
    SetDeadline(context);
    contribution::v1::QueryAgeingRequest request;
    request.set_name("areas/" + area);
    request.set_as_of(as_of);
    request.add_buckets("1m");
    request.add_buckets("6m");
    if (!denominator.empty()) request.set_numerator("ALL_LATE");
    request.set_denominator(denominator);
    contribution::v1::Ageing response;
    EXPECT_EQ(arrears->QueryAgeing(&context, request, &response).error_message(), "");
    return response;
  }
  static void SetDeadline(grpc::ClientContext& context) {
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
  }

  static Suite* suite_;
};
Suite* SmallSamples::suite_ = nullptr;

struct Late {
  int employers = 0;
  int64_t overdue_vnd = 0;

  void Add(const contribution::v1::Account& account) {
    ++employers;
    overdue_vnd += account.overdue_vnd();
  }
};

IndicatorValue Find(const CoverageReport& report, const std::string& indicator) {
  for (const IndicatorValue& value : report.indicators()) {
    if (value.indicator() == indicator) return value;
  }
  ADD_FAILURE() << indicator << " is missing";
  return {};
}

std::string PercentOf(const IndicatorValue& value, const std::string& base) {
  for (const target::v1::BaseComparison& each : value.bases()) {
    if (each.base() == base) return each.percent();
  }
  return "";
}

TEST_F(SmallSamples, TienGiangCollectedOfItsPlanAndOfItsCommitment) {
  const CoverageReport report = Report("areas/82/coverageReports/2023-07");
  const IndicatorValue collected = Find(report, "AMOUNT_COLLECTED");
  EXPECT_EQ(collected.value() / kBillion, 3098);
  EXPECT_EQ(collected.plan().percent(), "53.61");  // Printed as 53.6.
  ASSERT_EQ(collected.other_plans_size(), 1);
  EXPECT_EQ(collected.other_plans(0).kind(), "COMMITMENT");
  EXPECT_EQ(collected.other_plans(0).value() / kBillion, 5147);
}

TEST_F(SmallSamples, TienGiangIsOwedWhatEachBucketIs) {
  const CoverageReport report = Report("areas/82/coverageReports/2023-07");
  // Under a month, 1 to under 6 months, and from 6 months.
  EXPECT_EQ(Find(report, "EMPLOYERS_IN_ARREARS").value(), 310 + 812 + 156);
  EXPECT_EQ(Find(report, "AMOUNT_OUTSTANDING").value(),
            21'400'000'000 + 42'600'000'000 + 44'700'000'000);
}

TEST_F(SmallSamples, TuSonIsAsPublished) {
  const CoverageReport report = Report("areas/261/coverageReports/2019-08");
  EXPECT_EQ(Find(report, "EMPLOYERS_PARTICIPATING").value(), 901);

  const IndicatorValue collected = Find(report, "AMOUNT_COLLECTED");
  EXPECT_EQ(collected.value() / kBillion, 465);
  EXPECT_EQ(collected.plan().percent(), "65.01");  // Printed as 65.
  bool compared = false;
  for (const target::v1::Change& change : collected.changes()) {
    if (change.against() != "SAME_MONTH_LAST_YEAR") continue;
    compared = true;
    // 12.6 percent in tenths, rounded.
    EXPECT_EQ((change.delta() * 1000 + change.prior() / 2) / change.prior(), 126);
  }
  EXPECT_TRUE(compared);

  EXPECT_EQ(Find(report, "EMPLOYERS_IN_ARREARS").value(), 217);
  const IndicatorValue outstanding = Find(report, "AMOUNT_OUTSTANDING");
  EXPECT_EQ(outstanding.value() / kBillion, 26);
  EXPECT_EQ(PercentOf(outstanding, "AMOUNT_ASSESSED"), "4.50");
  // What the budget and quarterly payers owe for July and August is in it, though
  // none of it is late.
  EXPECT_EQ(Find(report, "AMOUNT_ASSESSED").value(), 589 * kBillion);
}

TEST_F(SmallSamples, TienGiangIsLateAsLongAsPublished) {
  Late under_six_months;
  Late from_six_months;
  for (const contribution::v1::Account& account : Accounts("28", "2023-07-31")) {
    if (account.open_items().empty()) continue;
    // In the order in which they are paid: the earliest due date first.
    const int months_late = account.open_items(0).months_late();
    if (months_late >= 6) from_six_months.Add(account);
    if (months_late >= 1 && months_late < 6) under_six_months.Add(account);
  }
  EXPECT_EQ(under_six_months.employers, 812);
  EXPECT_EQ(under_six_months.overdue_vnd, 42'600'000'000);
  EXPECT_EQ(from_six_months.employers, 156);
  EXPECT_EQ(from_six_months.overdue_vnd, 44'700'000'000);
}

TEST_F(SmallSamples, TuSonOwesMoreThanIsLate) {
  Late late;
  int64_t not_yet_due_vnd = 0;
  for (const contribution::v1::Account& account : Accounts("093", "2019-08-31")) {
    if (account.overdue_vnd() > 0) late.Add(account);
    not_yet_due_vnd += account.not_yet_due_vnd();
  }
  EXPECT_EQ(late.employers, 217);
  EXPECT_EQ(late.overdue_vnd, 26'500'000'000);
  EXPECT_EQ(not_yet_due_vnd, 97'000'000'000);
}

// The same by the ageing report, in the buckets in which it was published.
TEST_F(SmallSamples, AgeingReportsSayWhatWasPublished) {
  const contribution::v1::Ageing tien_giang = Ageing("82", "2023-07-31", "");
  const auto bucket = [&](const std::string& from) {
    for (const contribution::v1::AgeingBucket& each : tien_giang.buckets()) {
      if (each.from() == from) return each.total();
    }
    ADD_FAILURE() << "no bucket begins at " << from;
    return contribution::v1::AgeingAmounts();
  };
  EXPECT_EQ(bucket("1m").employer_count(), 812);
  EXPECT_EQ(bucket("1m").debt_vnd(), 42'600'000'000);
  EXPECT_EQ(bucket("6m").employer_count(), 156);
  EXPECT_EQ(bucket("6m").debt_vnd(), 44'700'000'000);

  const contribution::v1::Ageing tu_son = Ageing("261", "2019-08-31", "AMOUNT_DUE");
  EXPECT_EQ(tu_son.due().total().employer_count(), 217);
  EXPECT_EQ(tu_son.due().total().debt_vnd(), 26'500'000'000);
  EXPECT_EQ(tu_son.not_yet_due().total().debt_vnd(), 97'000'000'000);
  EXPECT_EQ(tu_son.ratio().numerator(), "ALL_LATE");
  EXPECT_EQ(tu_son.ratio().denominator(), "AMOUNT_DUE");
  EXPECT_EQ(tu_son.ratio().percent(), "4.50");
}

TEST_F(SmallSamples, StandTheirChecksAndImportedAgainChangeNothing) {
  const auto figures = [] {
    CoverageReport tien_giang = Report("areas/82/coverageReports/2023-07");
    CoverageReport tu_son = Report("areas/261/coverageReports/2019-08");
    tien_giang.clear_revisions();
    tu_son.clear_revisions();
    return tien_giang.SerializeAsString() + tu_son.SerializeAsString();
  };
  const std::string before = figures();
  for (const std::string place : {"tien_giang", "tu_son"}) {
    EXPECT_EQ(suite_->RunBaophu({"import", "--manifest",
                                 suite_->folder().File(place) + "/manifest.csv", "--again"}),
              0);
  }
  EXPECT_EQ(figures(), before);
  EXPECT_EQ(suite_->RunBaophu({"recount"}), 0);
  EXPECT_EQ(suite_->RunBaophu({"verify"}), 0);
}

}  // namespace
}  // namespace baophu::e2e
