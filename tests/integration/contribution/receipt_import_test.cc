// Receipts of those who pay alone, as callers import them: what the ledger has
// then, and what the feed tells.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "baophu/contribution/v1/self_payment_service.grpc.pb.h"
#include "tests/integration/contribution/test_service.h"

namespace baophu::contribution {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr int64_t kTwoMembersVnd = 3 * (105'300 + 73'710);

v1::SelfPaymentRow Row(const std::string& id, const std::string& payer, int64_t amount_vnd) {
  v1::SelfPaymentRow row;
  row.set_source("VNPOST");
  row.set_external_id(id);
  row.set_payer(payer);
  row.set_area("303");
  row.set_paid_date("2024-09-05");
  row.set_amount_vnd(amount_vnd);
  return row;
}

v1::SelfPaymentRow Voluntary(const std::string& id, const std::string& payer,
                             const std::string& from_month) {
  v1::SelfPaymentRow row = Row(id, payer, 891'000);
  row.set_scheme("VOLUNTARY");
  row.set_from_month(from_month);
  row.set_months(3);
  row.set_income_vnd(1'500'000);
  row.set_support_group("OTHER");
  return row;
}

v1::SelfPaymentRow Household(const std::string& id, const std::string& payer,
                             const std::vector<std::string>& members) {
  v1::SelfPaymentRow row = Row(id, payer, kTwoMembersVnd);
  row.set_scheme("HOUSEHOLD_HEALTH");
  row.set_from_month("2024-09");
  row.set_months(3);
  for (const std::string& member : members) row.add_members(member);
  return row;
}

v1::SelfPaymentRow Annulment(const std::string& id, const v1::SelfPaymentRow& receipt) {
  v1::SelfPaymentRow row = Row(id, receipt.payer(), receipt.amount_vnd());
  row.set_paid_date("2024-10-02");
  row.set_annuls(receipt.external_id());
  return row;
}

class ReceiptImportTest : public testing::Test {
 protected:
  ReceiptImportTest()
      : participant_("unix:" + folder_.path() + "/participant.sock"),
        service_(folder_.path(), "unix:" + folder_.path() + "/participant.sock") {
    participant_.SetAreas({{"31", participant::v1::AREA_LEVEL_PROVINCE, "", "2019-01", ""},
                           {"303", participant::v1::AREA_LEVEL_DISTRICT, "31", "2019-01", ""}});
  }

  type::v1::ImportAck Import(const std::vector<v1::SelfPaymentRow>& rows) {
    v1::ImportChunk chunk;
    chunk.set_chunk_number(1);
    chunk.set_first_row_number(1);
    for (const v1::SelfPaymentRow& row : rows) {
      *chunk.mutable_self_payments()->add_rows() = row;
    }
    return ImportOne(service_, "receipts-" + std::to_string(++imports_), chunk);
  }

  // "assessed collected outstanding" of the province, in the year up to a month.
  std::string Sums(const std::string& month) {
    const v1::AreaMonthTotals totals = service_.Totals("31", month);
    return std::to_string(totals.assessed_vnd()) + " " + std::to_string(totals.collected_vnd()) +
           " " + std::to_string(totals.outstanding_vnd());
  }

  // What the law asks for a receipt of one whom the state has not supported yet.
  int64_t Asked(const v1::SelfPaymentRow& row) {
    grpc::ClientContext context;
    v1::ComputeVoluntaryContributionRequest request;
    request.set_income_vnd(row.income_vnd());
    request.set_support_group(row.support_group());
    request.set_from_month(row.from_month());
    request.set_months(row.months());
    request.set_paid_date(row.paid_date());
    v1::ComputeVoluntaryContributionResponse response;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
    const grpc::Status called = v1::SelfPaymentService::NewStub(service_.channel())
                                    ->ComputeVoluntaryContribution(&context, request, &response);
    EXPECT_EQ(called.error_message(), "");
    return response.own_vnd();
  }

  // Covers of all paid_through entries, in order.
  std::vector<v1::PaidCover> Covers() {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
    v1::WatchChangesRequest request;
    request.add_types("paid_through");
    const auto reader = service_.changes()->WatchChanges(&context, request);
    std::vector<v1::PaidCover> covers;
    v1::WatchChangesResponse response;
    while (reader->Read(&response) && !response.has_progress()) {
      for (const v1::PaidCover& cover : response.paid_through().covers()) covers.push_back(cover);
    }
    context.TryCancel();
    reader->Finish();
    return covers;
  }

  TempFolder folder_;
  FakeParticipant participant_;
  TestService service_;
  int imports_ = 0;
};

TEST_F(ReceiptImportTest, AReceiptIsAssessedPaidAndToldOf) {
  const type::v1::ImportAck ack = Import(
      {Voluntary("R-1", "person:1", "2024-09"), Household("R-2", "household:7", {"11", "12"})});
  ASSERT_EQ(ack.errors_size(), 0) << ack.errors(0).problem();
  EXPECT_EQ(ack.accepted_count(), 2);
  const std::string sum = std::to_string(891'000 + kTwoMembersVnd);
  EXPECT_EQ(Sums("2024-09"), sum + " " + sum + " 0");
  EXPECT_EQ(service_.Verify().difference_count(), 0);

  const std::vector<v1::PaidCover> covers = Covers();
  ASSERT_EQ(covers.size(), 3U);
  EXPECT_EQ(covers[0].person_id(), 1);
  EXPECT_EQ(covers[0].schemes(0), type::v1::SCHEME_SOCIAL_VOLUNTARY);
  EXPECT_EQ(covers[0].from_month(), "2024-09");
  EXPECT_EQ(covers[0].through_month(), "2024-11");
  EXPECT_EQ(covers[0].area(), "303");
  EXPECT_EQ(covers[0].category(), "OTHER");
  EXPECT_EQ(covers[1].person_id(), 11);
  EXPECT_EQ(covers[2].person_id(), 12);
  EXPECT_EQ(covers[2].schemes(0), type::v1::SCHEME_HEALTH);
  EXPECT_EQ(covers[2].category(), "HOUSEHOLD");
}

TEST_F(ReceiptImportTest, TheSameReceiptTwiceCountsOnceAndAnotherUnderItsNameIsRefused) {
  const v1::SelfPaymentRow row = Voluntary("R-1", "person:1", "2024-09");
  EXPECT_EQ(Import({row, row}).unchanged_count(), 1);
  EXPECT_EQ(Import({row}).unchanged_count(), 1);
  const type::v1::ImportAck other = Import({Voluntary("R-1", "person:2", "2024-09")});
  ASSERT_EQ(other.refused_count(), 1);
  EXPECT_EQ(other.errors(0).reason(), "DUPLICATE_WITH_OTHER_CONTENT");
  EXPECT_EQ(Sums("2024-09"), "891000 891000 0");
  EXPECT_EQ(Covers().size(), 1U);
}

TEST_F(ReceiptImportTest, WhatTheLawDoesNotAllowIsRefusedAndTheRestIsTaken) {
  v1::SelfPaymentRow amount = Voluntary("R-1", "person:1", "2024-09");
  amount.set_amount_vnd(890'000);
  v1::SelfPaymentRow far = Voluntary("R-2", "person:2", "2029-09");
  v1::SelfPaymentRow unknown = Voluntary("R-3", "person:x", "2024-09");
  const type::v1::ImportAck ack = Import({amount, Voluntary("R-4", "person:4", "2024-09"), far,
                                          unknown, Household("R-5", "household:7", {"11", "x"}),
                                          Voluntary("R-6", "person:4", "2024-11")});
  EXPECT_EQ(ack.accepted_count(), 1);
  ASSERT_EQ(ack.errors_size(), 5);
  EXPECT_EQ(ack.errors(0).row_number(), 1);
  EXPECT_THAT(ack.errors(0).problem(), AllOf(HasSubstr("890000"), HasSubstr("891000")));
  EXPECT_EQ(ack.errors(1).field(), "months");
  EXPECT_THAT(ack.errors(1).problem(), HasSubstr("60 months ahead"));
  EXPECT_EQ(ack.errors(2).reason(), "UNKNOWN_PAYER");
  EXPECT_EQ(ack.errors(3).reason(), "UNKNOWN_PERSON");
  EXPECT_EQ(ack.errors(4).reason(), "PERIOD_ALREADY_PAID");
  EXPECT_EQ(Sums("2024-09"), "891000 891000 0");
  // A row that was refused may come again once it is right.
  amount.set_amount_vnd(891'000);
  EXPECT_EQ(Import({amount}).accepted_count(), 1);
}

TEST_F(ReceiptImportTest, AnAnnulmentTakesMoneyAndPeriodBackAndFreesThePeriod) {
  const v1::SelfPaymentRow receipt = Household("R-1", "household:7", {"11", "12"});
  ASSERT_EQ(Import({receipt}).accepted_count(), 1);
  const type::v1::ImportAck ack = Import({Annulment("X-1", receipt)});
  ASSERT_EQ(ack.errors_size(), 0) << ack.errors(0).problem();
  // What was known in September stays; October takes it back.
  EXPECT_EQ(service_.Totals("31", "2024-09").collected_vnd(), kTwoMembersVnd);
  EXPECT_EQ(Sums("2024-10"), "0 0 0");
  EXPECT_EQ(service_.Verify().difference_count(), 0);
  const std::vector<v1::PaidCover> covers = Covers();
  ASSERT_EQ(covers.size(), 4U);
  EXPECT_EQ(covers[2].cover_id(), covers[0].cover_id());
  EXPECT_TRUE(covers[2].annulled());
  EXPECT_TRUE(covers[3].annulled());

  EXPECT_EQ(Import({Annulment("X-1", receipt)}).unchanged_count(), 1);
  EXPECT_EQ(Import({Annulment("X-2", receipt)}).errors(0).reason(), "ALREADY_ANNULLED");
  v1::SelfPaymentRow again = receipt;
  again.set_external_id("R-2");
  EXPECT_EQ(Import({again}).accepted_count(), 1);
}

TEST_F(ReceiptImportTest, AReceiptAndItsAnnulmentMayComeInOneChunk) {
  const v1::SelfPaymentRow receipt = Voluntary("R-1", "person:1", "2024-09");
  const type::v1::ImportAck ack =
      Import({receipt, Annulment("X-1", receipt), Voluntary("R-2", "person:1", "2024-09"),
              Annulment("X-2", Voluntary("R-9", "person:1", "2024-09"))});
  EXPECT_EQ(ack.accepted_count(), 3);
  ASSERT_EQ(ack.errors_size(), 1);
  EXPECT_EQ(ack.errors(0).reason(), "UNKNOWN_RECEIPT");
  EXPECT_EQ(Covers().size(), 3U);
  EXPECT_EQ(service_.Verify().difference_count(), 0);
}

TEST_F(ReceiptImportTest, AnAnnulmentSaysWhatTheReceiptIsOf) {
  const v1::SelfPaymentRow receipt = Voluntary("R-1", "person:1", "2024-09");
  ASSERT_EQ(Import({receipt}).accepted_count(), 1);
  v1::SelfPaymentRow amount = Annulment("X-1", receipt);
  amount.set_amount_vnd(1);
  v1::SelfPaymentRow payer = Annulment("X-2", receipt);
  payer.set_payer("person:2");
  v1::SelfPaymentRow early = Annulment("X-3", receipt);
  early.set_paid_date("2024-09-04");
  const type::v1::ImportAck ack = Import({amount, payer, early});
  ASSERT_EQ(ack.errors_size(), 3);
  EXPECT_EQ(ack.errors(0).reason(), "AMOUNT_NOT_PAID");
  EXPECT_EQ(ack.errors(1).reason(), "UNKNOWN_RECEIPT");
  EXPECT_EQ(ack.errors(2).reason(), "BEFORE_RECEIPT");
}

TEST_F(ReceiptImportTest, SupportedMonthsAddUpOverReceipts) {
  std::vector<v1::SelfPaymentRow> rows;
  for (const std::string year : {"2019", "2024"}) {
    v1::SelfPaymentRow row = Voluntary("R-" + year, "person:1", year + "-01");
    row.set_paid_date(year + "-01-03");
    row.set_months(60);
    row.set_amount_vnd(Asked(row));
    rows.push_back(row);
  }
  // All 120 months that the state supports are used up.
  v1::SelfPaymentRow last = Voluntary("R-2029", "person:1", "2029-01");
  last.set_paid_date("2024-12-30");
  last.set_months(12);
  last.set_income_vnd(2'200'000);
  last.set_amount_vnd(Asked(last));
  rows.push_back(last);
  EXPECT_LT(last.amount_vnd(), 12 * 484'000);
  const type::v1::ImportAck ack = Import(rows);
  EXPECT_EQ(ack.accepted_count(), 2);
  ASSERT_EQ(ack.errors_size(), 1);
  EXPECT_THAT(ack.errors(0).problem(),
              AllOf(HasSubstr("5808000"), HasSubstr("0 of 12 months"), HasSubstr("120 months")));
  last.set_amount_vnd(12 * 484'000);
  EXPECT_EQ(Import({last}).accepted_count(), 1);
}

}  // namespace
}  // namespace baophu::contribution
