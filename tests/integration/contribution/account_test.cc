// Accounts and statements of the running service, and decisions on them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "absl/strings/str_cat.h"
#include "baophu/contribution/v1/account_service.grpc.pb.h"
#include "tests/integration/contribution/test_service.h"

namespace baophu::contribution {
namespace {

class AccountTest : public testing::Test {
 protected:
  AccountTest()
      : participant_("unix:" + folder_.path() + "/participant.sock"),
        service_(folder_.path(), "unix:" + folder_.path() + "/participant.sock") {
    participant_.SetAreas({{"31", participant::v1::AREA_LEVEL_PROVINCE, "", "2019-01", ""},
                           {"303", participant::v1::AREA_LEVEL_DISTRICT, "31", "2019-01", ""}});
    participant_.SetEmployer(7, {});
    Eventually([&] { return Pause("2019-01-01", "2019-01-01", "chờ").ok(); });
  }

  template <typename Request, typename Response>
  grpc::Status Call(grpc::Status (v1::AccountService::Stub::*method)(grpc::ClientContext*,
                                                                     const Request&, Response*),
                    const Request& request, Response& response) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
    const auto stub = v1::AccountService::NewStub(service_.channel());
    return (stub.get()->*method)(&context, request, &response);
  }

  // Amounts by fund: retirement and health. `recorded` is when the agency did.
  void Assess(const std::string& id, const std::string& month, const std::string& due,
              int64_t retirement_vnd, int64_t health_vnd, int64_t recorded_s) {
    v1::AssessmentRow row =
        Assessment(id, "employer:7", "303", month, due, retirement_vnd, health_vnd);
    row.mutable_recorded_time()->set_seconds(recorded_s);
    ImportCall call(service_, "a" + id);
    type::v1::ImportAck ack;
    EXPECT_TRUE(call.Send(Chunk(1, {row}), ack));
    EXPECT_EQ(ack.accepted_count(), 1);
    call.Finish();
  }
  void Pay(const std::string& id, const std::string& day, int64_t amount_vnd, int64_t recorded_s) {
    v1::PaymentRow row = Payment(id, "employer:7", "303", day, amount_vnd);
    row.mutable_recorded_time()->set_seconds(recorded_s);
    ImportCall call(service_, "p" + id);
    type::v1::ImportAck ack;
    EXPECT_TRUE(call.Send(Chunk(1, {row}), ack));
    EXPECT_EQ(ack.accepted_count(), 1);
    call.Finish();
  }

  v1::Statement Statement(const std::string& month, const std::string& as_known = "") {
    v1::GetStatementRequest request;
    request.set_name(absl::StrCat("employers/7/statements/", month));
    request.set_as_known(as_known);
    v1::Statement response;
    EXPECT_EQ(Call(&v1::AccountService::Stub::GetStatement, request, response).error_message(), "");
    return response;
  }
  v1::Account Account(const std::string& as_of, const std::string& as_known = "") {
    v1::GetAccountRequest request;
    request.set_name("employers/7/account");
    request.set_as_of(as_of);
    request.set_as_known(as_known);
    v1::Account response;
    EXPECT_EQ(Call(&v1::AccountService::Stub::GetAccount, request, response).error_message(), "");
    return response;
  }
  grpc::Status Charge(const std::string& month) {
    v1::ChargeInterestRequest request;
    request.set_through_month(month);
    v1::Settlement response;
    return Call(&v1::AccountService::Stub::ChargeInterest, request, response);
  }
  grpc::Status Pause(const std::string& from, const std::string& through,
                     const std::string& number) {
    v1::PauseInterestRequest request;
    request.set_parent("employers/7");
    request.set_from_date(from);
    request.set_through_date(through);
    request.set_decision_number(number);
    v1::DecisionOutcome response;
    return Call(&v1::AccountService::Stub::PauseInterest, request, response);
  }
  grpc::Status Waive(const std::string& month, int64_t amount_vnd, const std::string& number,
                     v1::DecisionOutcome& response) {
    v1::WaiveInterestRequest request;
    request.set_parent("employers/7");
    request.set_month(month);
    request.set_amount_vnd(amount_vnd);
    request.set_decision_number(number);
    request.set_decided_date("2026-01-15");
    return Call(&v1::AccountService::Stub::WaiveInterest, request, response);
  }

  TempFolder folder_;
  FakeParticipant participant_;
  TestService service_;
};

// Moments in 2024 at noon in Vietnam.
constexpr int64_t kDayS = 86'400;
constexpr int64_t kJanuary20 = 1'705'726'800;
constexpr int64_t kFebruary20 = kJanuary20 + 31 * kDayS;
constexpr int64_t kMarch10 = kJanuary20 + 50 * kDayS;

void ExpectBalanced(const v1::Statement& statement) {
  for (const v1::StatementFund& fund : statement.funds()) {
    EXPECT_EQ(fund.closing_vnd(), fund.opening_vnd() + fund.assessed_vnd() + fund.adjusted_vnd() -
                                      fund.allocated_vnd());
  }
  const v1::StatementInterest& interest = statement.interest();
  EXPECT_EQ(interest.closing_vnd(), interest.opening_vnd() + interest.charged_vnd() -
                                        interest.waived_vnd() - interest.paid_vnd());
  int64_t money = 0, given = 0;
  for (const v1::StatementMoney& m : statement.money()) money += m.amount_vnd();
  for (const v1::StatementAllocation& a : statement.allocations()) given += a.amount_vnd();
  EXPECT_EQ(statement.closing_in_hand_vnd(), statement.opening_in_hand_vnd() + money - given);
}

TEST_F(AccountTest, AStatementTellsAMonthFromOpeningToClosing) {
  Assess("1", "2024-01", "2024-01-31", 800, 200, kJanuary20);
  Pay("1", "2024-01-25", 700, kJanuary20);
  Assess("2", "2024-02", "2024-02-29", 900, 100, kFebruary20);
  Pay("2", "2024-02-20", 1'000, kFebruary20);
  const v1::Statement statement = Statement("2024-02");
  ExpectBalanced(statement);
  EXPECT_EQ(statement.area(), "303");
  ASSERT_EQ(statement.funds_size(), 6);
  EXPECT_EQ(statement.funds(0).opening_vnd(), 300);
  EXPECT_EQ(statement.funds(0).assessed_vnd(), 900);
  EXPECT_EQ(statement.funds(0).allocated_vnd(), 900);
  EXPECT_EQ(statement.funds(0).closing_vnd(), 300);
  EXPECT_EQ(statement.funds(3).allocated_vnd(), 100);
  EXPECT_EQ(statement.total().closing_vnd(), 300);
  EXPECT_EQ(statement.overdue_vnd(), 300);
  ASSERT_EQ(statement.money_size(), 1);
  EXPECT_EQ(statement.money(0).external_id(), "2");
  ASSERT_EQ(statement.allocations_size(), 2);
  EXPECT_EQ(statement.allocations(0).month(), "2024-01");
  EXPECT_EQ(statement.allocations(0).amount_vnd(), 300);
}

TEST_F(AccountTest, WhatWasKnownOnADayStaysTheSameWhateverBecomesKnownLater) {
  Assess("1", "2024-01", "2024-01-31", 800, 200, kJanuary20);
  Pay("1", "2024-01-25", 700, kJanuary20);
  service_.Settle();
  const auto bytes = [](auto message) {
    message.clear_revision();
    return message.SerializeAsString();
  };
  const std::string account = bytes(Account("2024-02-29", "2024-02-29"));
  const std::string statement = bytes(Statement("2024-02", "2024-03-01"));
  Assess("2", "2024-01", "2024-01-31", 50, 0, kMarch10);
  Pay("2", "2024-02-01", 100, kMarch10);
  service_.Settle();
  EXPECT_EQ(bytes(Account("2024-02-29", "2024-02-29")), account);
  EXPECT_EQ(bytes(Statement("2024-02", "2024-03-01")), statement);
  EXPECT_EQ(Account("2024-02-29").overdue_vnd(), 250);
  EXPECT_EQ(Account("2024-02-29", "2024-02-29").overdue_vnd(), 300);

  // March's notice tells what became known of the months before it.
  const v1::Statement march = Statement("2024-03", "2024-03-31");
  ExpectBalanced(march);
  EXPECT_EQ(march.total().opening_vnd(), 300);
  EXPECT_EQ(march.total().adjusted_vnd(), 50);
  EXPECT_EQ(march.total().allocated_vnd(), 100);
  EXPECT_EQ(march.total().closing_vnd(), 250);
  ASSERT_EQ(march.money_size(), 1);
  EXPECT_EQ(march.money(0).date(), "2024-02-01");
  const v1::Statement as_known_now = Statement("2024-03");
  ExpectBalanced(as_known_now);
  EXPECT_EQ(as_known_now.total().opening_vnd(), 250);
}

TEST_F(AccountTest, InterestIsChargedWaivedPausedAndFinesStandApart) {
  Assess("1", "2025-08", "2025-09-30", 100'000'000, 0, kJanuary20);
  ASSERT_EQ(Charge("2025-11").error_message(), "");
  service_.Settle();
  EXPECT_EQ(Account("2025-11-30").interest_vnd(), (31 + 30) * 30'000);
  EXPECT_EQ(Account("2025-12-31").accrued_interest_vnd(), 31 * 30'000);

  v1::DecisionOutcome outcome;
  ASSERT_EQ(Waive("2025-10", 130'000, "12/QĐ-BHXH", outcome).error_message(), "");
  EXPECT_FALSE(outcome.unchanged());
  ASSERT_TRUE(Waive("2025-10", 130'000, "12/QĐ-BHXH", outcome).ok());
  EXPECT_TRUE(outcome.unchanged());
  EXPECT_EQ(Waive("2025-10", 900'000, "13/QĐ-BHXH", outcome).error_code(),
            grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(Waive("2025-13", 1, "13/QĐ-BHXH", outcome).error_code(),
            grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(Account("2026-01-15").interest_vnd(), (31 + 30) * 30'000 - 130'000);
  EXPECT_EQ(Account("2026-01-14").interest_vnd(), (31 + 30) * 30'000)
      << "before the decision it was owed";

  ASSERT_EQ(Pause("2025-11-11", "2025-11-20", "14/QĐ-BHXH").error_message(), "");
  service_.Settle();
  EXPECT_EQ(Account("2025-11-30").interest_vnd(), (31 + 20) * 30'000);

  v1::SetPenaltyRequest fine;
  fine.set_parent("employers/7");
  fine.set_amount_vnd(5'000'000);
  fine.set_decision_number("15/QĐ-XPHC");
  fine.set_decided_date("2026-02-01");
  ASSERT_EQ(Call(&v1::AccountService::Stub::SetPenalty, fine, outcome).error_message(), "");
  const v1::Account account = Account("2026-02-28");
  EXPECT_EQ(account.penalty_vnd(), 5'000'000);
  EXPECT_EQ(account.overdue_vnd(), 100'000'000);
  fine.set_amount_vnd(6'000'000);
  EXPECT_EQ(Call(&v1::AccountService::Stub::SetPenalty, fine, outcome).error_code(),
            grpc::StatusCode::ALREADY_EXISTS);
  EXPECT_EQ(service_.Verify().difference_count(), 0);
}

TEST_F(AccountTest, InterestIsNotChargedAheadAndNeverBack) {
  ASSERT_EQ(Charge("2025-06").error_message(), "");
  EXPECT_TRUE(Charge("2025-06").ok());
  EXPECT_EQ(Charge("2025-05").error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(Charge("2998-01").error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(Charge("2025-6").error_code(), grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_F(AccountTest, SinglePaymentsArePostedOnceAndRefusedWithTheirField) {
  const auto post = [&](const std::string& id, int64_t amount_vnd,
                        v1::CreatePaymentResponse& response,
                        const std::string& parent = "employers/7") {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
    v1::CreatePaymentRequest request;
    request.set_parent(parent);
    *request.mutable_payment() = Payment(id, "", "303", "2024-02-15", amount_vnd);
    return service_.ledger()->CreatePayment(&context, request, &response);
  };
  v1::CreatePaymentResponse response;
  ASSERT_EQ(post("1", 900, response).error_message(), "");
  EXPECT_GT(response.revision(), 0);
  ASSERT_TRUE(post("1", 900, response).ok());
  EXPECT_TRUE(response.unchanged());
  EXPECT_EQ(post("1", 901, response).error_code(), grpc::StatusCode::ALREADY_EXISTS);
  EXPECT_EQ(post("2", 0, response).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(post("2", 5, response, "employers/8").error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(post("2", 5, response, "people/7").error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(Account("2024-02-29").in_hand_vnd(), 900);
}

}  // namespace
}  // namespace baophu::contribution
