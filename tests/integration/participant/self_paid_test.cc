// Receipts that contribution takes become cover that participant counts: both real
// services, each behind a server.

#include <baophu/contribution/v1/import_service.grpc.pb.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <chrono>
#include <filesystem>
#include <thread>

#include "absl/strings/str_cat.h"
#include "services/contribution/wiring.h"
#include "tests/integration/participant/test_service.h"

namespace baophu::participant {
namespace {

namespace pb = contribution::v1;

constexpr int64_t kTwoMembersVnd = 3 * (105'300 + 73'710);

// The contribution service behind a server on a unix socket. Restarting keeps its
// database.
class ContributionServer {
 public:
  explicit ContributionServer(std::string participant) : participant_(std::move(participant)) {
    std::string pattern = (std::filesystem::temp_directory_path() / "paid.XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    Start();
  }
  ~ContributionServer() {
    Stop();
    std::filesystem::remove_all(folder_);
  }

  void Start() {
    contribution::Contribution::Options options;
    options.database = absl::StrCat("sqlite:", folder_, "/contribution.sqlite");
    options.key_file = absl::StrCat(folder_, "/key");
    options.participant_address = participant_;
    options.law_dir = "deploy/config/contribution";
    options.max_amount_vnd = 1'000'000'000'000;
    contribution_ = contribution::Contribution::Start(options).value();
    grpc::ServerBuilder builder;
    builder.AddListeningPort(address(), grpc::InsecureServerCredentials());
    for (grpc::Service* service : contribution_->services()) builder.RegisterService(service);
    server_ = builder.BuildAndStart();
  }
  void Stop() {
    if (server_ == nullptr) return;
    contribution_->Stop();
    server_->Shutdown(std::chrono::system_clock::now() + std::chrono::seconds(5));
    server_->Wait();
    server_.reset();
    contribution_.reset();
  }

  // Revisions up to now are no longer in its feed. While it is stopped.
  void CompactFeed() {
    const auto database =
        sql::Database::Open(absl::StrCat("sqlite:", folder_, "/contribution.sqlite"), 1).value();
    EXPECT_TRUE(database
                    ->Write([](soci::session& session) {
                      session << "DELETE FROM feed";
                      session << "DELETE FROM feed_revision";
                      session << "UPDATE revision SET compacted_revision = revision";
                      return absl::OkStatus();
                    })
                    .ok());
  }

  std::string address() const { return absl::StrCat("unix:", folder_, "/socket"); }

  // Imports rows as an import of their own; they are all taken.
  void Import(const std::vector<pb::SelfPaymentRow>& rows) {
    const auto stub = pb::ImportService::NewStub(
        grpc::CreateChannel(address(), grpc::InsecureChannelCredentials()));
    grpc::ClientContext context;
    SetDeadline(context);
    const auto stream = stub->ImportRows(&context);
    pb::ImportRowsRequest message;
    message.mutable_start()->set_import_id(absl::StrCat("receipts-", ++imports_));
    stream->Write(message);
    type::v1::ImportAck ack;
    EXPECT_TRUE(stream->Read(&ack));
    message.mutable_chunk()->set_chunk_number(1);
    message.mutable_chunk()->set_first_row_number(1);
    for (const pb::SelfPaymentRow& row : rows) {
      *message.mutable_chunk()->mutable_self_payments()->add_rows() = row;
    }
    stream->Write(message);
    EXPECT_TRUE(stream->Read(&ack));
    EXPECT_EQ(ack.accepted_count(), static_cast<int64_t>(rows.size())) << ack.ShortDebugString();
    stream->WritesDone();
    EXPECT_TRUE(stream->Finish().ok());
  }

 private:
  const std::string participant_;
  std::string folder_;
  int imports_ = 0;
  std::unique_ptr<contribution::Contribution> contribution_;
  std::unique_ptr<grpc::Server> server_;
};

pb::SelfPaymentRow Receipt(const std::string& id, const std::string& payer, int64_t amount_vnd) {
  pb::SelfPaymentRow row;
  row.set_source("VNPOST");
  row.set_external_id(id);
  row.set_payer(payer);
  row.set_area("11296");
  row.set_paid_date("2024-09-05");
  row.set_amount_vnd(amount_vnd);
  return row;
}

pb::SelfPaymentRow Voluntary(const std::string& id, int person, const std::string& from_month) {
  pb::SelfPaymentRow row = Receipt(id, "person:" + InsuranceNumber(person), 891'000);
  row.set_scheme("VOLUNTARY");
  row.set_from_month(from_month);
  row.set_months(3);
  row.set_income_vnd(1'500'000);
  row.set_support_group("OTHER");
  return row;
}

pb::SelfPaymentRow Annulment(const std::string& id, const pb::SelfPaymentRow& receipt) {
  pb::SelfPaymentRow row = Receipt(id, receipt.payer(), receipt.amount_vnd());
  row.set_annuls(receipt.external_id());
  return row;
}

class SelfPaidTest : public testing::TestWithParam<sql::Engine> {
 protected:
  SelfPaidTest() {
    service_.LoadProvince(9);
    contribution_ = std::make_unique<ContributionServer>(service_.replica().address());
    service_.replica().FollowContribution(contribution_->address());
  }
  ~SelfPaidTest() override { service_.replica().StopFollowing(); }

  // Waits, at most ten seconds, until so many people are counted.
  void ExpectCount(const std::string& area, const std::string& month, type::v1::Scheme scheme,
                   int64_t count) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (service_.Count(area, month, scheme) != count && std::chrono::steady_clock::now() < end) {
      std::this_thread::yield();
    }
    EXPECT_EQ(service_.Count(area, month, scheme), count) << area << " " << month;
  }

  TestService service_{GetParam()};
  std::unique_ptr<ContributionServer> contribution_;
};

TEST_P(SelfPaidTest, AReceiptIsCountedFromItsFirstMonthThroughItsLast) {
  contribution_->Import({Voluntary("R-1", 1, "2024-09")});
  ExpectCount("31", "2024-09", type::v1::SCHEME_SOCIAL_VOLUNTARY, 1);
  EXPECT_EQ(service_.Count("11296", "2024-11", type::v1::SCHEME_SOCIAL_VOLUNTARY), 1);
  EXPECT_EQ(service_.Count("31", "2024-08", type::v1::SCHEME_SOCIAL_VOLUNTARY), 0);
  EXPECT_EQ(service_.Count("31", "2024-12", type::v1::SCHEME_SOCIAL_VOLUNTARY), 0);
  EXPECT_TRUE(service_.Recount().empty());
}

TEST_P(SelfPaidTest, WhatIsAnnulledIsCountedNoMore) {
  const pb::SelfPaymentRow receipt = Voluntary("R-1", 1, "2024-09");
  contribution_->Import({receipt, Voluntary("R-2", 2, "2024-09")});
  ExpectCount("31", "2024-10", type::v1::SCHEME_SOCIAL_VOLUNTARY, 2);
  contribution_->Import({Annulment("X-1", receipt)});
  ExpectCount("31", "2024-10", type::v1::SCHEME_SOCIAL_VOLUNTARY, 1);
  // The period may be paid again.
  contribution_->Import({Voluntary("R-3", 1, "2024-10")});
  ExpectCount("31", "2024-12", type::v1::SCHEME_SOCIAL_VOLUNTARY, 1);
  EXPECT_TRUE(service_.Recount().empty());
}

TEST_P(SelfPaidTest, EveryRevisionCountsOnceThoughBothServicesGoAwayAndBothReplicasFollow) {
  service_.replica().StopFollowing();
  contribution_->Import({Voluntary("R-1", 1, "2024-09")});
  contribution_->Stop();
  service_.replica().FollowContribution(contribution_->address());
  const std::unique_ptr<Replica> other = service_.AnotherReplica();
  other->FollowContribution(contribution_->address());
  contribution_->Start();
  ExpectCount("31", "2024-09", type::v1::SCHEME_SOCIAL_VOLUNTARY, 1);
  contribution_->Import({Voluntary("R-2", 2, "2024-09"), Voluntary("R-3", 1, "2024-12")});
  ExpectCount("31", "2024-12", type::v1::SCHEME_SOCIAL_VOLUNTARY, 1);
  ExpectCount("31", "2024-09", type::v1::SCHEME_SOCIAL_VOLUNTARY, 2);
  EXPECT_TRUE(service_.Recount().empty());
}

TEST_P(SelfPaidTest, MembersOfAHouseholdGetHealthCover) {
  v1::ImportChunk people;
  people.set_chunk_number(1);
  people.set_first_row_number(1);
  for (const int person : {21, 22}) {
    v1::PersonRow* row = people.mutable_people()->add_rows();
    row->set_insurance_number(InsuranceNumber(person));
    row->set_full_name("Nguyễn Văn Mẫu");
    row->set_birth_date("1980-01-01");
    row->set_sex("M");
    row->set_household_code("3199H00001");
    row->set_residence_area("11296");
  }
  ASSERT_EQ(service_.Import("household", {people})[1].accepted_count(), 2);
  pb::SelfPaymentRow row = Receipt("R-1", "household:3199H00001", kTwoMembersVnd);
  row.set_scheme("HOUSEHOLD_HEALTH");
  row.set_from_month("2024-09");
  row.set_months(3);
  row.add_members(InsuranceNumber(21));
  row.add_members(InsuranceNumber(22));
  contribution_->Import({row});
  ExpectCount("31", "2024-11", type::v1::SCHEME_HEALTH, 2);
  EXPECT_EQ(service_.Count("31", "2024-12", type::v1::SCHEME_HEALTH), 0);
  EXPECT_TRUE(service_.Recount().empty());
}

TEST_P(SelfPaidTest, APeriodWhoseEntryIsGoneComesByTheSnapshot) {
  contribution_->Import({Voluntary("R-1", 1, "2024-09")});
  ExpectCount("31", "2024-09", type::v1::SCHEME_SOCIAL_VOLUNTARY, 1);
  service_.replica().StopFollowing();
  const pb::SelfPaymentRow receipt = Voluntary("R-2", 2, "2024-09");
  contribution_->Import({receipt, Voluntary("R-3", 3, "2024-09")});
  contribution_->Import({Annulment("X-1", receipt)});
  contribution_->Stop();
  contribution_->CompactFeed();
  contribution_->Start();
  service_.replica().FollowContribution(contribution_->address());
  ExpectCount("31", "2024-09", type::v1::SCHEME_SOCIAL_VOLUNTARY, 2);
  contribution_->Import({Voluntary("R-4", 4, "2024-09")});
  ExpectCount("31", "2024-09", type::v1::SCHEME_SOCIAL_VOLUNTARY, 3);
  EXPECT_TRUE(service_.Recount().empty());
}

TEST_P(SelfPaidTest, ABusinessOwnerIsCoveredByCompulsoryAndHealthInsurance) {
  pb::SelfPaymentRow row = Receipt("R-1", "person:" + InsuranceNumber(1), 3 * 690'300);
  row.set_scheme("BUSINESS_OWNER");
  row.set_paid_date("2025-08-05");
  row.set_from_month("2025-07");
  row.set_months(3);
  row.set_income_vnd(2'340'000);
  contribution_->Import({row});
  ExpectCount("31", "2025-09", type::v1::SCHEME_SOCIAL_COMPULSORY, 1);
  EXPECT_EQ(service_.Count("31", "2025-09", type::v1::SCHEME_HEALTH), 1);
  EXPECT_EQ(service_.Count("31", "2025-10", type::v1::SCHEME_SOCIAL_COMPULSORY), 0);
  EXPECT_TRUE(service_.Recount().empty());
}

INSTANTIATE_TEST_SUITE_P(Engines, SelfPaidTest,
                         testing::Values(sql::Engine::kSqlite, sql::Engine::kPostgresql),
                         [](const testing::TestParamInfo<sql::Engine>& engine) {
                           return engine.param == sql::Engine::kSqlite ? "Sqlite" : "Postgresql";
                         });

}  // namespace
}  // namespace baophu::participant
