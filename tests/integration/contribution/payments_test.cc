// Bank statements, suspense and refunds as callers of the service see them.

#include <baophu/contribution/v1/refund_service.grpc.pb.h>
#include <baophu/contribution/v1/suspense_service.grpc.pb.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/month/moment.h"
#include "tests/integration/contribution/test_service.h"

namespace baophu::contribution {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::Pair;

constexpr char kRequestId[] = "6f1f0b5c-6c57-4a6b-9c1e-0d1e2f3a4b5c";
constexpr char kPrivateText[] = "NGUYEN VAN AN nop tien";

v1::BankStatementRow Row(const std::string& reference, const std::string& value_date,
                         const std::string& amount, const std::string& text = "") {
  v1::BankStatementRow row;
  row.set_source("VCB");
  row.set_reference(reference);
  row.set_area("303");
  row.set_value_date(value_date);
  row.set_amount(amount);
  row.set_currency("VND");
  row.set_text(text);
  return row;
}

v1::BankStatementRow Bounce(const std::string& reference, const std::string& reverses,
                            const std::string& value_date, const std::string& amount) {
  v1::BankStatementRow row = Row(reference, value_date, amount);
  row.set_kind(v1::BANK_STATEMENT_KIND_REVERSAL);
  row.set_reverses(reverses);
  return row;
}

v1::ImportChunk Statement(int64_t number, const std::vector<v1::BankStatementRow>& rows) {
  v1::ImportChunk chunk;
  chunk.set_chunk_number(number);
  chunk.set_first_row_number(2);
  for (const v1::BankStatementRow& row : rows) *chunk.mutable_bank_statements()->add_rows() = row;
  return chunk;
}

class PaymentsTest : public testing::Test {
 protected:
  PaymentsTest()
      : participant_("unix:" + folder_.path() + "/participant.sock"),
        service_(folder_.path(), "unix:" + folder_.path() + "/participant.sock") {
    participant_.SetAreas({{"31", participant::v1::AREA_LEVEL_PROVINCE, "", "2019-01", ""},
                           {"303", participant::v1::AREA_LEVEL_DISTRICT, "31", "2019-01", ""}});
    participant_.AddPayer("employer:TA0001A", "employers/7");
    participant_.AddPayer("employer:0100233488", "employers/8");
    participant_.AddPayer("employer:HA0004B", "employers/9");
  }

  type::v1::ImportAck Import(const std::string& id, const std::vector<v1::BankStatementRow>& rows) {
    return ImportOne(service_, id, Statement(1, rows));
  }

  std::vector<v1::SuspenseItem> Items(const std::string& state = "", const std::string& area = "") {
    std::vector<v1::SuspenseItem> items;
    v1::ListSuspenseItemsRequest request;
    request.set_page_size(2);
    request.set_state(state);
    request.set_area(area);
    do {
      v1::ListSuspenseItemsResponse response;
      const grpc::Status called =
          Call(&v1::SuspenseService::Stub::ListSuspenseItems, Suspense(), request, response);
      EXPECT_EQ(called.error_message(), "");
      items.insert(items.end(), response.suspense_items().begin(), response.suspense_items().end());
      request.set_page_token(response.next_page_token());
    } while (!request.page_token().empty());
    return items;
  }

  v1::SuspenseItem Item(const std::string& name) {
    v1::GetSuspenseItemRequest request;
    request.set_name(name);
    v1::SuspenseItem item;
    EXPECT_EQ(Call(&v1::SuspenseService::Stub::GetSuspenseItem, Suspense(), request, item)
                  .error_message(),
              "");
    return item;
  }

  grpc::Status Assign(const v1::AssignSuspenseItemRequest& request, v1::SuspenseItem& item) {
    return Call(&v1::SuspenseService::Stub::AssignSuspenseItem, Suspense(), request, item);
  }
  grpc::Status Assign(const std::string& name, const std::string& payer) {
    v1::AssignSuspenseItemRequest request;
    request.set_name(name);
    request.set_payer(payer);
    v1::SuspenseItem item;
    return Assign(request, item);
  }
  grpc::Status RefundItem(const v1::RefundSuspenseItemRequest& request, v1::SuspenseItem& item) {
    return Call(&v1::SuspenseService::Stub::RefundSuspenseItem, Suspense(), request, item);
  }
  grpc::Status Refund(const v1::RefundPaymentRequest& request, v1::Refund& refund) {
    return Call(&v1::RefundService::Stub::RefundPayment, v1::RefundService::NewStub(channel()),
                request, refund);
  }

  v1::Account Account(const std::string& payer, const std::string& as_of) {
    service_.Settle();
    v1::GetAccountRequest request;
    request.set_name(payer + "/account");
    request.set_as_of(as_of);
    v1::Account account;
    EXPECT_EQ(Call(&v1::AccountService::Stub::GetAccount, v1::AccountService::NewStub(channel()),
                   request, account)
                  .error_message(),
              "");
    return account;
  }

  void ExpectNoDifference() {
    service_.Settle();
    const type::v1::CheckProgress check = service_.Verify();
    EXPECT_EQ(check.difference_count(), 0) << check.ShortDebugString();
  }

  const std::shared_ptr<grpc::Channel>& channel() const { return service_.channel(); }
  std::unique_ptr<v1::SuspenseService::Stub> Suspense() const {
    return v1::SuspenseService::NewStub(channel());
  }

  template <typename Method, typename Stub, typename Request, typename Response>
  static grpc::Status Call(Method method, const std::unique_ptr<Stub>& stub, const Request& request,
                           Response& response) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(20));
    return (stub.get()->*method)(&context, request, &response);
  }

  TempFolder folder_;
  FakeParticipant participant_;
  TestService service_;
};

TEST_F(PaymentsTest, MoneyFindsItsPayerOrWaitsWithTheReason) {
  v1::BankStatementRow by_code = Row("1", "2024-03-05", "100.00");
  by_code.set_payer_code("TA0001A");
  v1::BankStatementRow by_tax_code = Row("2", "2024-03-05", "200");
  by_tax_code.set_payer_code("XX9999X");
  by_tax_code.set_tax_code("0100233488");
  v1::BankStatementRow unknown = Row("4", "2024-03-05", "800", kPrivateText);
  unknown.set_payer_code("XX9999X");
  const int asked = participant_.resolve_calls();
  const type::v1::ImportAck ack =
      Import("a", {by_code, by_tax_code, Row("3", "2024-03-05", "400", "HA0004B nop BHXH T2/2024"),
                   unknown, Row("5", "2024-03-06", "1600", "TA0001A va HA0004B"),
                   Row("6", "2024-03-07", "3200", "nop tien")});
  EXPECT_EQ(ack.accepted_count(), 6) << ack.ShortDebugString();
  EXPECT_EQ(participant_.resolve_calls(), asked + 1);
  EXPECT_EQ(Account("employers/7", "2024-03-31").in_hand_vnd(), 100);
  EXPECT_EQ(Account("employers/8", "2024-03-31").in_hand_vnd(), 200);
  EXPECT_EQ(Account("employers/9", "2024-03-31").in_hand_vnd(), 400);
  EXPECT_EQ(service_.Totals("31", "2024-03").collected_vnd(), 6300);

  const std::vector<v1::SuspenseItem> items = Items();
  ASSERT_EQ(items.size(), 3u);
  EXPECT_EQ(items[0].reason(), "UNKNOWN_PAYER");
  EXPECT_EQ(items[1].reason(), "AMBIGUOUS");
  EXPECT_EQ(items[2].reason(), "NO_REFERENCE");
  EXPECT_EQ(items[0].state(), "OPEN");
  EXPECT_EQ(items[0].source(), "VCB");
  EXPECT_EQ(items[0].reference(), "4");
  EXPECT_EQ(items[0].value_date(), "2024-03-05");
  EXPECT_EQ(items[0].amount_vnd(), 800);
  EXPECT_EQ(items[0].purpose(), "CONTRIBUTION");
  // The text is shown only to who asks for the item.
  EXPECT_EQ(items[0].text(), "");
  EXPECT_EQ(Item(items[0].name()).text(), kPrivateText);
  ExpectNoDifference();
}

TEST_F(PaymentsTest, WhatTheSenderWroteIsNotReadableInTheDatabase) {
  Import("a", {Row("1", "2024-03-05", "100", kPrivateText)});
  soci::session session("sqlite3", "db=" + service_.database_path());
  std::string stored;
  session << "SELECT sealed_text FROM suspense_item", soci::into(stored);
  EXPECT_NE(stored, "");
  EXPECT_THAT(stored, Not(HasSubstr("NGUYEN")));
}

TEST_F(PaymentsTest, BadLinesAreRefusedOneByOneAndTheOthersGoIn) {
  const std::string tomorrow =
      Day::FromNumber(VietnamDay(absl::ToUnixMicros(absl::Now())).number() + 2).ToString();
  v1::BankStatementRow dollars = Row("2", "2024-03-05", "100");
  dollars.set_currency("USD");
  v1::BankStatementRow elsewhere = Row("7", "2024-03-05", "100");
  elsewhere.set_area("999");
  v1::BankStatementRow other_kind = Row("8", "2024-03-05", "100");
  other_kind.set_kind(static_cast<v1::BankStatementKind>(9));
  v1::BankStatementRow other_purpose = Row("9", "2024-03-05", "100");
  other_purpose.set_purpose(static_cast<v1::PaymentPurpose>(9));
  Import("before", {Row("13", "2024-03-05", "100")});
  const type::v1::ImportAck ack =
      Import("a", {Row("1", "2024-03-05", "100.50"), dollars, Row("3", tomorrow, "100"),
                   Row("4", "2024-03-05", "0"), Row("5", "2024-03-05", "-100"),
                   Row("6", "2024-03-05", "1000000000001"), elsewhere, other_kind, other_purpose,
                   Row("", "2024-03-05", "100"), Row("11", "2024-02-30", "100"),
                   Bounce("12", "99", "2024-03-06", "100"), Row("13", "2024-03-05", "101"),
                   Row("14", "2024-03-05", "100")});
  EXPECT_EQ(ack.accepted_count(), 1);
  EXPECT_EQ(ack.refused_count(), 13);
  const std::vector<std::pair<std::string, std::string>> wanted = {
      {"amount", "FRACTION_OF_DONG"},
      {"currency", "OTHER_CURRENCY"},
      {"value_date", "DATE_IN_FUTURE"},
      {"amount", "INVALID_AMOUNT"},
      {"amount", "INVALID_AMOUNT"},
      {"amount", "AMOUNT_OVER_LIMIT"},
      {"area", "UNKNOWN_AREA"},
      {"kind", "INVALID_KIND"},
      {"purpose", "INVALID_PURPOSE"},
      {"reference", "INVALID_EXTERNAL_ID"},
      {"value_date", "INVALID_DATE"},
      {"reverses", "UNKNOWN_PAYMENT"},
      {"reference", "DUPLICATE_WITH_OTHER_CONTENT"}};
  ASSERT_EQ(ack.errors_size(), 13);
  for (int i = 0; i < 13; ++i) {
    EXPECT_EQ(ack.errors(i).row_number(), i + 2);
    EXPECT_THAT(std::make_pair(ack.errors(i).field(), ack.errors(i).reason()),
                Pair(wanted[static_cast<size_t>(i)].first, wanted[static_cast<size_t>(i)].second));
    EXPECT_NE(ack.errors(i).remedy(), "");
  }
  ExpectNoDifference();
}

TEST_F(PaymentsTest, APaymentOfTheFutureIsRefusedInOtherImportsToo) {
  const int today = VietnamDay(absl::ToUnixMicros(absl::Now())).number();
  const type::v1::ImportAck ack = ImportOne(
      service_, "p",
      Chunk(1, {Payment("1", "employer:7", "303", Day::FromNumber(today + 2).ToString(), 1),
                Payment("2", "employer:7", "303", Day::FromNumber(today).ToString(), 1)}));
  EXPECT_EQ(ack.accepted_count(), 1);
  ASSERT_EQ(ack.errors_size(), 1);
  EXPECT_EQ(ack.errors(0).field(), "paid_date");
  EXPECT_EQ(ack.errors(0).reason(), "DATE_IN_FUTURE");
}

TEST_F(PaymentsTest, TheSameLinesAgainChangeNothingAndAskNobody) {
  const std::vector<v1::BankStatementRow> rows = {Row("1", "2024-03-05", "100", "TA0001A"),
                                                  Row("2", "2024-03-05", "50", "nop tien"),
                                                  Bounce("3", "1", "2024-03-06", "100")};
  EXPECT_EQ(Import("a", rows).accepted_count(), 3);
  const int asked = participant_.resolve_calls();
  const type::v1::ImportAck again = Import("b", rows);
  EXPECT_EQ(again.accepted_count(), 0);
  EXPECT_EQ(again.unchanged_count(), 3);
  EXPECT_EQ(participant_.resolve_calls(), asked);
  EXPECT_EQ(Items().size(), 1u);
  ExpectNoDifference();
}

TEST_F(PaymentsTest, AnImportResumesAfterARestart) {
  const v1::ImportChunk first = Statement(1, {Row("1", "2024-03-05", "100")});
  const v1::ImportChunk second = Statement(2, {Bounce("2", "1", "2024-03-06", "100")});
  ImportOne(service_, "job", first);
  service_.Stop();
  service_.Start();
  ImportCall call(service_, "job");
  EXPECT_EQ(call.resume_after(), 1);
  type::v1::ImportAck ack;
  ASSERT_TRUE(call.Send(first, ack));
  EXPECT_TRUE(ack.replayed());
  ASSERT_TRUE(call.Send(second, ack));
  EXPECT_EQ(ack.accepted_count(), 1);
  EXPECT_TRUE(call.Finish().ok());
  EXPECT_EQ(Items()[0].state(), "REVERSED");
  ExpectNoDifference();
}

TEST_F(PaymentsTest, ValidatingWritesNothing) {
  ImportCall call(service_, "dry", true);
  type::v1::ImportAck ack;
  ASSERT_TRUE(call.Send(
      Statement(1, {Row("1", "2024-03-05", "100"), Bounce("2", "1", "2024-03-06", "100")}), ack));
  EXPECT_EQ(ack.accepted_count(), 2);
  EXPECT_TRUE(call.Finish().ok());
  EXPECT_TRUE(Items().empty());
}

TEST_F(PaymentsTest, AnAssignedItemIsPaidOnItsValueDateWheneverItIsAssigned) {
  ImportOne(service_, "due",
            Chunk(1, {Assessment("1", "employer:7", "303", "2024-02", "2024-02-29", 100, 0)}));
  Import("a",
         {Row("1", "2024-02-29", "100", "nop tien"), Row("2", "2024-03-01", "100", "nop tien")});
  EXPECT_EQ(Account("employers/7", "2024-02-29").not_yet_due_vnd() +
                Account("employers/7", "2024-02-29").overdue_vnd(),
            100);
  ASSERT_TRUE(Assign("suspenseItems/1", "employer:TA0001A").ok());
  // Paid on the due date: not late, although it was assigned long after.
  const v1::Account account = Account("employers/7", "2024-03-31");
  EXPECT_EQ(account.overdue_vnd(), 0);
  EXPECT_EQ(account.accrued_interest_vnd(), 0);
  EXPECT_EQ(account.in_hand_vnd(), 0);
  EXPECT_EQ(service_.Totals("31", "2024-02").collected_vnd(), 100);
  EXPECT_EQ(Items("ASSIGNED").size(), 1u);
  EXPECT_EQ(Items("OPEN").size(), 1u);
  EXPECT_EQ(Items("", "31").size(), 0u);
  ExpectNoDifference();
}

TEST_F(PaymentsTest, AssigningTwiceAnswersTheSameOrTellsWhatHappened) {
  Import("a", {Row("1", "2024-03-05", "100", kPrivateText)});
  v1::AssignSuspenseItemRequest request;
  request.set_name("suspenseItems/1");
  request.set_payer("employer:TA0001A");
  request.set_note("theo giấy xác nhận của đơn vị");
  request.set_validate_only(true);
  v1::SuspenseItem item;
  ASSERT_TRUE(Assign(request, item).ok());
  EXPECT_EQ(item.state(), "ASSIGNED");
  EXPECT_EQ(Items("OPEN").size(), 1u);

  request.set_validate_only(false);
  request.set_request_id(kRequestId);
  ASSERT_TRUE(Assign(request, item).ok());
  EXPECT_FALSE(item.replayed());
  EXPECT_EQ(item.payer(), "employers/7");
  EXPECT_EQ(item.text(), "");
  service_.Stop();
  service_.Start();
  v1::SuspenseItem again;
  ASSERT_TRUE(Assign(request, again).ok());
  EXPECT_TRUE(again.replayed());
  EXPECT_EQ(again.revision(), item.revision());
  EXPECT_EQ(Item("suspenseItems/1").note(), "theo giấy xác nhận của đơn vị");

  const grpc::Status other = Assign("suspenseItems/1", "employer:HA0004B");
  EXPECT_EQ(other.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_THAT(other.error_message(), HasSubstr("assigned to employers/7"));
  request.set_payer("employer:HA0004B");
  EXPECT_EQ(Assign(request, item).error_code(), grpc::StatusCode::ALREADY_EXISTS);
  EXPECT_EQ(Account("employers/7", "2024-03-31").in_hand_vnd(), 100);
  EXPECT_EQ(Account("employers/9", "2024-03-31").in_hand_vnd(), 0);
  ExpectNoDifference();
}

TEST_F(PaymentsTest, BadAssignmentsGetPreciseErrors) {
  Import("a", {Row("1", "2024-03-05", "100")});
  const auto code = [&](const std::string& name, const std::string& payer) {
    return Assign(name, payer).error_code();
  };
  EXPECT_EQ(code("suspenseItems/2", "employer:TA0001A"), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(code("suspenseItems/x", "employer:TA0001A"), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(code("suspenseItems/1", "TA0001A"), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(code("suspenseItems/1", ""), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(code("suspenseItems/1", "employer:XX9999X"), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(code("suspenseItems/1", "suspense"), grpc::StatusCode::INVALID_ARGUMENT);
  // A name is taken of those only that the ledger knows.
  EXPECT_EQ(code("suspenseItems/1", "employers/7"), grpc::StatusCode::NOT_FOUND);
  Import("b", {Row("2", "2024-03-05", "100", "TA0001A")});
  EXPECT_EQ(code("suspenseItems/1", "employers/7"), grpc::StatusCode::OK);
}

TEST_F(PaymentsTest, ABounceTakesMoneyFromWhereItIsNow) {
  Import("a", {Row("1", "2024-03-05", "100", "nop tien"), Row("2", "2024-03-05", "50", "nop tien"),
               Row("3", "2024-03-05", "25", "HA0004B")});
  ASSERT_TRUE(Assign("suspenseItems/1", "employer:TA0001A").ok());
  const type::v1::ImportAck ack =
      Import("b", {Bounce("4", "1", "2024-03-10", "100"), Bounce("5", "2", "2024-03-10", "50"),
                   Bounce("6", "3", "2024-03-10", "25")});
  EXPECT_EQ(ack.accepted_count(), 3) << ack.ShortDebugString();
  EXPECT_EQ(Account("employers/7", "2024-03-09").in_hand_vnd(), 100);
  EXPECT_EQ(Account("employers/7", "2024-03-10").in_hand_vnd(), 0);
  EXPECT_EQ(Account("employers/9", "2024-03-10").in_hand_vnd(), 0);
  EXPECT_EQ(service_.Totals("31", "2024-03").collected_vnd(), 0);
  EXPECT_EQ(Items("REVERSED").size(), 2u);
  EXPECT_EQ(Assign("suspenseItems/2", "employer:TA0001A").error_code(),
            grpc::StatusCode::FAILED_PRECONDITION);
  ExpectNoDifference();
}

TEST_F(PaymentsTest, AnItemGoesBackWithItsDecision) {
  Import("a", {Row("1", "2024-03-05", "100", "nop nham")});
  v1::RefundSuspenseItemRequest request;
  request.set_name("suspenseItems/1");
  request.set_reason("BECAUSE");
  request.set_decision("12/QĐ-BHXH");
  request.set_request_id(kRequestId);
  v1::SuspenseItem item;
  grpc::Status refused = RefundItem(request, item);
  EXPECT_EQ(refused.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(refused.error_message(), HasSubstr("refund_reasons"));
  request.set_reason("NOT_INSURANCE_MONEY");
  request.set_refund_date("2024-03-04");
  EXPECT_EQ(RefundItem(request, item).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  request.set_refund_date("2024-04-02");
  request.set_decision("");
  EXPECT_EQ(RefundItem(request, item).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  request.set_decision("12/QĐ-BHXH");
  ASSERT_EQ(RefundItem(request, item).error_message(), "");
  EXPECT_EQ(item.state(), "REFUNDED");
  EXPECT_EQ(item.refund_date(), "2024-04-02");
  EXPECT_EQ(item.refund_reason(), "NOT_INSURANCE_MONEY");
  EXPECT_EQ(item.decision(), "12/QĐ-BHXH");
  ASSERT_TRUE(RefundItem(request, item).ok());
  EXPECT_TRUE(item.replayed());
  EXPECT_EQ(Import("b", {Bounce("2", "1", "2024-04-05", "100")}).errors(0).reason(),
            "REFUNDED_BEFORE");
  EXPECT_EQ(service_.Totals("31", "2024-03").collected_vnd(), 100);
  EXPECT_EQ(service_.Totals("31", "2024-04").collected_vnd(), 0);
  ExpectNoDifference();
}

TEST_F(PaymentsTest, MoneyInHandGoesBackUpToWhatThereIs) {
  ImportOne(service_, "due",
            Chunk(1, {Assessment("1", "employer:7", "303", "2024-02", "2024-02-29", 60, 0)}));
  Import("a", {Row("1", "2024-02-20", "100", "TA0001A")});
  v1::RefundPaymentRequest request;
  request.set_payer("employers/7");
  request.set_amount_vnd(41);
  request.set_refund_date("2024-03-15");
  request.set_reason("OVERPAID");
  request.set_decision("7/QĐ-BHXH");
  v1::Refund refund;
  const grpc::Status too_much = Refund(request, refund);
  EXPECT_EQ(too_much.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_THAT(too_much.error_message(), HasSubstr("40 đồng"));
  request.set_amount_vnd(0);
  EXPECT_EQ(Refund(request, refund).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  request.set_amount_vnd(40);
  request.set_payer("suspense");
  EXPECT_EQ(Refund(request, refund).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  request.set_payer("employers/7");
  request.set_request_id(kRequestId);
  ASSERT_EQ(Refund(request, refund).error_message(), "");
  EXPECT_EQ(refund.area(), "303");
  ASSERT_TRUE(Refund(request, refund).ok());
  EXPECT_TRUE(refund.replayed());
  request.clear_request_id();
  EXPECT_EQ(Refund(request, refund).error_code(), grpc::StatusCode::ALREADY_EXISTS);

  EXPECT_EQ(Account("employers/7", "2024-03-14").in_hand_vnd(), 40);
  EXPECT_EQ(Account("employers/7", "2024-03-15").in_hand_vnd(), 0);
  EXPECT_EQ(Account("employers/7", "2024-03-15").overdue_vnd(), 0);
  v1::ListRefundsRequest list;
  list.set_payer("employers/7");
  v1::ListRefundsResponse refunds;
  ASSERT_TRUE(Call(&v1::RefundService::Stub::ListRefunds, v1::RefundService::NewStub(channel()),
                   list, refunds)
                  .ok());
  ASSERT_EQ(refunds.refunds_size(), 1);
  EXPECT_EQ(refunds.refunds(0).decision(), "7/QĐ-BHXH");
  EXPECT_EQ(refunds.refunds(0).reason(), "OVERPAID");
  ExpectNoDifference();
}

TEST_F(PaymentsTest, WithoutParticipantStatementsNameIt) {
  Import("a", {Row("1", "2024-03-05", "100")});
  participant_.StopServing();
  ImportCall call(service_, "b");
  type::v1::ImportAck ack;
  EXPECT_FALSE(call.Send(Statement(1, {Row("2", "2024-03-05", "100", "TA0001A")}), ack));
  const grpc::Status ended = call.Finish();
  EXPECT_EQ(ended.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_THAT(ended.error_message(), HasSubstr("participant"));
  EXPECT_EQ(Assign("suspenseItems/1", "employer:TA0001A").error_code(),
            grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(Items("OPEN").size(), 1u);
}

}  // namespace
}  // namespace baophu::contribution
