// Posts payments one by one, durable each, by several callers at once: to the
// contribution service (--address), or by plain inserts of the same rows into a
// database with the same tables and indexes (--sqlite, --postgresql), each caller
// with a connection of its own. Prints how many a second.

#include <libpq-fe.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/str_cat.h"
#include "baophu/contribution/v1/ledger_service.grpc.pb.h"
#include "grpcpp/grpcpp.h"
#include "tests/bench/sqlite_file.h"

ABSL_FLAG(std::string, address, "", "The service: unix:/path or host:port");
ABSL_FLAG(std::string, sqlite, "", "Or a SQLite file with the service's tables");
ABSL_FLAG(std::string, postgresql, "", "Or a connection string to them in PostgreSQL");
ABSL_FLAG(int, callers, 1, "Callers at once");
ABSL_FLAG(int, postings, 1000, "How many to post in all");
ABSL_FLAG(int, employers, 100, "Their payers are employers 1 to this");
ABSL_FLAG(int, first, 0, "Number of the first one, so that references do not come again");

namespace baophu::bench {
namespace {

using Clock = std::chrono::steady_clock;

// Number -1 is the one that waits for employers to be known.
int64_t EmployerOf(int i) { return 1 + std::max(i, 0) % absl::GetFlag(FLAGS_employers); }

class ServiceCaller {
 public:
  explicit ServiceCaller(const std::shared_ptr<grpc::Channel>& channel)
      : stub_(contribution::v1::LedgerService::NewStub(channel)) {}

  grpc::Status Try(int i) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
    contribution::v1::CreatePaymentRequest request;
    request.set_parent(absl::StrCat("employers/", EmployerOf(i)));
    contribution::v1::PaymentRow* payment = request.mutable_payment();
    payment->set_source("BENCH");
    payment->set_external_id(absl::StrCat(i));
    payment->set_area("303");
    payment->set_paid_date("2024-11-15");
    payment->set_amount_vnd(1'000'000 + i);
    contribution::v1::CreatePaymentResponse response;
    return stub_->CreatePayment(&context, request, &response);
  }
  void Post(int i) {
    const grpc::Status status = Try(i);
    if (!status.ok()) GiveUp(status.error_message());
  }

 private:
  const std::unique_ptr<contribution::v1::LedgerService::Stub> stub_;
};

// The rows that stay of one posting in the service's ledger, without what is
// derived from it.
std::vector<std::string> RowsOf(int i) {
  const int64_t payer = EmployerOf(i) * 4 + 1;
  const int64_t id = 1'000'000'000 + i;
  const int64_t amount_vnd = 1'000'000 + i;
  const auto posting = [&](int account, int64_t amount) {
    return absl::StrCat("INSERT INTO ledger_posting VALUES (", payer, ",", id, ",", account,
                        ",0,0,0,0,0,", amount, ",0)");
  };
  return {absl::StrCat("INSERT INTO ledger_transaction VALUES (", payer, ",", id,
                       ",2,'303',24298,20042,'BENCH','", i, "',1,1)"),
          posting(1, -amount_vnd), posting(3, amount_vnd),
          absl::StrCat("INSERT INTO ledger_reference VALUES (", id * 7919, ",", id, ",1,1)"),
          absl::StrCat("INSERT INTO payer_month VALUES (", payer, ",24298,0,", amount_vnd,
                       ",20042,'303') ON CONFLICT (payer_id, month) DO UPDATE SET "
                       "paid_vnd = payer_month.paid_vnd + excluded.paid_vnd")};
}

class SqliteCaller {
 public:
  SqliteCaller() : file_(absl::GetFlag(FLAGS_sqlite)) {
    sqlite3_busy_timeout(file_.handle(), 60'000);
  }
  void Post(int i) {
    file_.Execute("BEGIN IMMEDIATE");
    for (const std::string& row : RowsOf(i)) file_.Execute(row);
    file_.Execute("COMMIT");
  }

 private:
  SqliteFile file_;
};

class PostgresqlCaller {
 public:
  PostgresqlCaller() : connection_(PQconnectdb(absl::GetFlag(FLAGS_postgresql).c_str())) {
    if (PQstatus(connection_) != CONNECTION_OK) GiveUp("PostgreSQL does not answer");
  }
  ~PostgresqlCaller() { PQfinish(connection_); }
  void Post(int i) {
    // One round trip and one commit for all rows.
    std::string all = "BEGIN;";
    for (const std::string& row : RowsOf(i)) absl::StrAppend(&all, row, ";");
    all += "COMMIT";
    PGresult* result = PQexec(connection_, all.c_str());
    if (PQresultStatus(result) != PGRES_COMMAND_OK) GiveUp(PQerrorMessage(connection_));
    PQclear(result);
  }

 private:
  PGconn* const connection_;
};

// Callers take the next number until all are posted.
template <typename Caller, typename... Arguments>
void Run(const Arguments&... arguments) {
  std::atomic<int> next{absl::GetFlag(FLAGS_first)};
  const int postings = absl::GetFlag(FLAGS_postings);
  const int end = absl::GetFlag(FLAGS_first) + postings;
  std::vector<std::unique_ptr<Caller>> callers;
  for (int c = 0; c < absl::GetFlag(FLAGS_callers); ++c) {
    callers.push_back(std::make_unique<Caller>(arguments...));
  }
  const auto begin = Clock::now();
  std::vector<std::thread> threads;
  for (const std::unique_ptr<Caller>& caller : callers) {
    threads.emplace_back([&, one = caller.get()] {
      for (int i = next++; i < end; i = next++) one->Post(i);
    });
  }
  for (std::thread& thread : threads) thread.join();
  const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  std::printf("postings=%d\nseconds=%.4f\nrate=%.2f\n", postings, seconds, postings / seconds);
}

void RunService() {
  const std::shared_ptr<grpc::Channel> channel =
      grpc::CreateChannel(absl::GetFlag(FLAGS_address), grpc::InsecureChannelCredentials());
  // The service learns of employers by the feed of participant.
  ServiceCaller first(channel);
  for (int tries = 0; first.Try(-1).error_code() == grpc::StatusCode::NOT_FOUND; ++tries) {
    if (tries == 600) GiveUp("the service knows no employers");
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  Run<ServiceCaller>(channel);
}

}  // namespace
}  // namespace baophu::bench

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  if (!absl::GetFlag(FLAGS_address).empty()) {
    baophu::bench::RunService();
  } else if (!absl::GetFlag(FLAGS_sqlite).empty()) {
    baophu::bench::Run<baophu::bench::SqliteCaller>();
  } else {
    baophu::bench::Run<baophu::bench::PostgresqlCaller>();
  }
  return 0;
}
