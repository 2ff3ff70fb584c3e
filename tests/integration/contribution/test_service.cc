#include "tests/integration/contribution/test_service.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <chrono>
#include <filesystem>
#include <thread>

#include "common/rpc/server.h"

namespace baophu::contribution {
namespace {

constexpr int64_t kMaxAmountVnd = 1'000'000'000'000;

void SetDeadline(grpc::ClientContext& context) {
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(20));
}

}  // namespace

TempFolder::TempFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "contribution.XXXXXX").string();
  path_ = mkdtemp(pattern.data());
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

TestService::TestService(std::string folder, std::string participant_address)
    : folder_(std::move(folder)), participant_address_(std::move(participant_address)) {
  Start();
}

void TestService::Start() {
  Contribution::Options options;
  options.database = "sqlite:" + database_path();
  options.key_file = folder_ + "/key";
  options.participant_address = participant_address_;
  options.law_dir = "deploy/config/contribution";
  options.max_amount_vnd = kMaxAmountVnd;
  options.longest_idle_import = longest_idle_import;
  auto started = Contribution::Start(options);
  ASSERT_EQ(started.status().message(), "");
  contribution_ = *std::move(started);
  grpc::ServerBuilder builder;
  const std::string address = "unix:" + folder_ + "/contribution.sock";
  builder.AddListeningPort(address, grpc::InsecureServerCredentials());
  builder.SetMaxReceiveMessageSize(16 * 1024 * 1024);
  for (grpc::Service* service : contribution_->services()) builder.RegisterService(service);
  server_ = builder.BuildAndStart();
  ASSERT_NE(server_, nullptr);
  channel_ = rpc::Connect(address);
}

void TestService::Stop() {
  if (server_ == nullptr) return;
  contribution_->Stop();
  server_->Shutdown(std::chrono::system_clock::now() + std::chrono::seconds(2));
  server_->Wait();
  server_.reset();
  contribution_.reset();
}

std::unique_ptr<v1::ImportService::Stub> TestService::import() const {
  return v1::ImportService::NewStub(channel_);
}
std::unique_ptr<v1::LedgerService::Stub> TestService::ledger() const {
  return v1::LedgerService::NewStub(channel_);
}
std::unique_ptr<v1::ChangeService::Stub> TestService::changes() const {
  return v1::ChangeService::NewStub(channel_);
}

v1::AreaMonthTotals TestService::Totals(const std::string& area, const std::string& month,
                                        grpc::Status* status) {
  grpc::ClientContext context;
  SetDeadline(context);
  v1::QueryTotalsRequest request;
  request.set_name("areas/" + area);
  request.add_months(month);
  v1::QueryTotalsResponse response;
  const grpc::Status called = ledger()->QueryTotals(&context, request, &response);
  if (status != nullptr) {
    *status = called;
  } else {
    EXPECT_EQ(called.error_message(), "");
  }
  return response.area_months_size() == 1 ? response.area_months(0) : v1::AreaMonthTotals();
}

v1::Settlement TestService::Settle() {
  const auto stub = v1::AccountService::NewStub(channel_);
  v1::Settlement settlement;
  Eventually([&] {
    grpc::ClientContext context;
    SetDeadline(context);
    EXPECT_EQ(stub->GetSettlement(&context, {}, &settlement).error_message(), "");
    return settlement.waiting_count() == 0;
  });
  return settlement;
}

type::v1::CheckProgress TestService::Verify() {
  grpc::ClientContext context;
  SetDeadline(context);
  const auto reader = ledger()->VerifyLedger(&context, {});
  type::v1::CheckProgress last;
  type::v1::CheckProgress message;
  while (reader->Read(&message)) last = message;
  EXPECT_EQ(reader->Finish().error_message(), "");
  EXPECT_TRUE(last.finished());
  EXPECT_EQ(last.done_count(), last.total_count());
  return last;
}

ImportCall::ImportCall(const TestService& service, const std::string& import_id, bool validate_only)
    : stub_(service.import()) {
  SetDeadline(context_);
  stream_ = stub_->ImportRows(&context_);
  v1::ImportRowsRequest request;
  request.mutable_start()->set_import_id(import_id);
  request.mutable_start()->set_validate_only(validate_only);
  stream_->Write(request);
  type::v1::ImportAck ack;
  if (stream_->Read(&ack)) resume_after_ = ack.chunk_number();
}

bool ImportCall::Send(const v1::ImportChunk& chunk, type::v1::ImportAck& ack) {
  v1::ImportRowsRequest request;
  *request.mutable_chunk() = chunk;
  return stream_->Write(request) && stream_->Read(&ack);
}

grpc::Status ImportCall::Finish() {
  stream_->WritesDone();
  type::v1::ImportAck ack;
  while (stream_->Read(&ack)) {
  }
  return stream_->Finish();
}

v1::AssessmentRow Assessment(const std::string& id, const std::string& payer,
                             const std::string& area, const std::string& period_month,
                             const std::string& due_date, int64_t retirement_vnd,
                             int64_t health_vnd) {
  v1::AssessmentRow row;
  row.set_source("payroll");
  row.set_external_id(id);
  row.set_payer(payer);
  row.set_area(area);
  row.set_period_month(period_month);
  row.set_due_date(due_date);
  row.set_retirement_vnd(retirement_vnd);
  row.set_health_vnd(health_vnd);
  return row;
}

v1::PaymentRow Payment(const std::string& id, const std::string& payer, const std::string& area,
                       const std::string& paid_date, int64_t amount_vnd) {
  v1::PaymentRow row;
  row.set_source("bank");
  row.set_external_id(id);
  row.set_payer(payer);
  row.set_area(area);
  row.set_paid_date(paid_date);
  row.set_amount_vnd(amount_vnd);
  return row;
}

v1::ImportChunk Chunk(int64_t number, const std::vector<v1::AssessmentRow>& rows) {
  v1::ImportChunk chunk;
  chunk.set_chunk_number(number);
  chunk.set_first_row_number(1);
  chunk.mutable_assessments();
  for (const v1::AssessmentRow& row : rows) *chunk.mutable_assessments()->add_rows() = row;
  return chunk;
}

v1::ImportChunk Chunk(int64_t number, const std::vector<v1::PaymentRow>& rows) {
  v1::ImportChunk chunk;
  chunk.set_chunk_number(number);
  chunk.set_first_row_number(1);
  chunk.mutable_payments();
  for (const v1::PaymentRow& row : rows) *chunk.mutable_payments()->add_rows() = row;
  return chunk;
}

type::v1::ImportAck ImportOne(const TestService& service, const std::string& import_id,
                              const v1::ImportChunk& chunk) {
  ImportCall call(service, import_id);
  type::v1::ImportAck ack;
  EXPECT_TRUE(call.Send(chunk, ack));
  EXPECT_EQ(call.Finish().error_message(), "");
  return ack;
}

void Eventually(const std::function<bool()>& condition) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (std::chrono::steady_clock::now() < end) {
    if (condition()) return;
    std::this_thread::yield();
  }
  FAIL() << "did not come to hold within ten seconds";
}

}  // namespace baophu::contribution
