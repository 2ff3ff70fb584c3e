// Makes one unary call many times and prints how fast: as many calls at once as
// --outstanding (closed loop), or --rate calls a second whether the answers come
// or not (open loop; then times count from when a call was due, so that a server
// that stalls is not spared the calls that should have been made meanwhile).

#include <sys/prctl.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/str_cat.h"
#include "baophu/contribution/v1/account_service.pb.h"
#include "baophu/contribution/v1/scorecard_service.pb.h"
#include "baophu/participant/v1/coverage_service.pb.h"
#include "baophu/participant/v1/retention_service.pb.h"
#include "baophu/target/v1/coverage_report_service.pb.h"
#include "baophu/target/v1/coverage_table_service.pb.h"
#include "common/rpc/server.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/grpcpp.h"

ABSL_FLAG(std::vector<std::string>, address, {},
          "Server: unix:/path or host:port; connections go to several in turn");
ABSL_FLAG(std::string, call, "report",
          "report: GetCoverageReport; table: GetCoverageTable; coverage: QueryCoverage; "
          "statement: GetStatement; scorecards: ListScorecards of all collectors; work_list: "
          "ListRetentionCases, a page of 1,000; work_lists: SummarizeRetention");
ABSL_FLAG(std::string, name, "", "Of a statement: employers/{id}/statements/{YYYY-MM}");
ABSL_FLAG(std::vector<std::string>, area, {"31"},
          "Code of the area; reports are asked of several in turn");
ABSL_FLAG(std::vector<std::string>, months, {},
          "Months, YYYY-MM; a report or table takes one, scorecards the first and the last");
ABSL_FLAG(std::string, day, "", "Of work lists, YYYY-MM-DD");
ABSL_FLAG(int, calls, 1000, "How many calls to measure");
ABSL_FLAG(int, warmup, 100, "How many calls to make first, not measured");
ABSL_FLAG(int, outstanding, 1, "Calls at once");
ABSL_FLAG(int, channels, 1, "Connections");
ABSL_FLAG(double, rate, 0, "Calls a second; 0: as fast as they are answered");

namespace baophu::bench {
namespace {

using Clock = std::chrono::steady_clock;

template <typename Message>
grpc::ByteBuffer Bytes(const Message& message) {
  const grpc::Slice slice(message.SerializeAsString());
  return grpc::ByteBuffer(&slice, 1);
}

class Load {
 public:
  Load() {
    const std::string area = absl::StrCat("areas/", absl::GetFlag(FLAGS_area).at(0));
    const std::vector<std::string> months = absl::GetFlag(FLAGS_months);
    if (absl::GetFlag(FLAGS_call) == "statement") {
      contribution::v1::GetStatementRequest request;
      request.set_name(absl::GetFlag(FLAGS_name));
      method_ = "/baophu.contribution.v1.AccountService/GetStatement";
      requests_.push_back(Bytes(request));
    } else if (absl::GetFlag(FLAGS_call) == "report") {
      method_ = "/baophu.target.v1.CoverageReportService/GetCoverageReport";
      for (const std::string& code : absl::GetFlag(FLAGS_area)) {
        target::v1::GetCoverageReportRequest request;
        request.set_name(absl::StrCat("areas/", code, "/coverageReports/", months.at(0)));
        requests_.push_back(Bytes(request));
      }
    } else if (absl::GetFlag(FLAGS_call) == "table") {
      target::v1::GetCoverageTableRequest request;
      request.set_name(absl::StrCat(area, "/coverageTables/", months.at(0)));
      method_ = "/baophu.target.v1.CoverageTableService/GetCoverageTable";
      requests_.push_back(Bytes(request));
    } else if (absl::GetFlag(FLAGS_call) == "scorecards") {
      contribution::v1::ListScorecardsRequest request;
      request.set_parent(area);
      request.set_from_month(months.at(0));
      request.set_through_month(months.at(1));
      request.set_page_size(2500);
      method_ = "/baophu.contribution.v1.ScorecardService/ListScorecards";
      requests_.push_back(Bytes(request));
    } else if (absl::GetFlag(FLAGS_call) == "work_list") {
      participant::v1::ListRetentionCasesRequest request;
      request.set_parent(area);
      request.set_list("ENDING");
      request.set_day(absl::GetFlag(FLAGS_day));
      request.set_page_size(1000);
      method_ = "/baophu.participant.v1.RetentionService/ListRetentionCases";
      requests_.push_back(Bytes(request));
    } else if (absl::GetFlag(FLAGS_call) == "work_lists") {
      participant::v1::SummarizeRetentionRequest request;
      request.set_parent(area);
      request.set_day(absl::GetFlag(FLAGS_day));
      method_ = "/baophu.participant.v1.RetentionService/SummarizeRetention";
      requests_.push_back(Bytes(request));
    } else {
      participant::v1::QueryCoverageRequest request;
      request.set_name(area);
      for (const std::string& month : months) request.add_months(month);
      method_ = "/baophu.participant.v1.CoverageService/QueryCoverage";
      requests_.push_back(Bytes(request));
    }
    const std::vector<std::string> addresses = absl::GetFlag(FLAGS_address);
    for (int i = 0; i < absl::GetFlag(FLAGS_channels); ++i) {
      grpc::ChannelArguments arguments;
      // Without it, channels to one address share a connection.
      arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
      stubs_.push_back(std::make_unique<grpc::GenericStub>(
          grpc::CreateCustomChannel(addresses.at(static_cast<size_t>(i) % addresses.size()),
                                    grpc::InsecureChannelCredentials(), arguments)));
    }
  }

  // Makes `calls` calls and returns when all are answered.
  void Run(int calls, double rate) {
    times_us_.assign(static_cast<size_t>(calls), 0);
    next_ = 0;
    answered_ = 0;
    errors_ = 0;
    begin_ = Clock::now();
    if (rate > 0) {
      // Calls are due every few dozen microseconds; the kernel would let this
      // thread sleep 50 of them longer than asked for.
      prctl(PR_SET_TIMERSLACK, 1UL);
      for (int i = 0; i < calls; ++i) {
        const auto due = begin_ + std::chrono::duration_cast<Clock::duration>(
                                      std::chrono::duration<double>(i / rate));
        std::this_thread::sleep_until(due);
        Send(static_cast<size_t>(i), due, false);
      }
    } else {
      for (int i = 0; i < std::min(calls, absl::GetFlag(FLAGS_outstanding)); ++i) SendNext();
    }
    std::unique_lock lock(mutex_);
    done_.wait(lock, [&] { return answered_.load() == times_us_.size(); });
    seconds_ = std::chrono::duration<double>(Clock::now() - begin_).count();
  }

  void Print() {
    std::sort(times_us_.begin(), times_us_.end());
    const size_t count = times_us_.size();
    std::printf("calls=%zu\nerrors=%d\nseconds=%.4f\nper_second=%.1f\np50_us=%.1f\np99_us=%.1f\n",
                count, errors_.load(), seconds_, static_cast<double>(count) / seconds_,
                times_us_[count / 2], times_us_[count * 99 / 100]);
    std::printf("bytes=%zu\n", last_.size());
    participant::v1::QueryCoverageResponse coverage;
    if (absl::GetFlag(FLAGS_call) == "coverage" && coverage.ParseFromString(last_)) {
      long long figures = 0;
      for (const auto& month : coverage.area_months()) {
        figures += month.employers_participating();
        for (const auto& count_of : month.counts()) figures += count_of.people();
      }
      std::printf("figures=%lld\n", figures);
    }
    if (!fault_.empty()) std::fprintf(stderr, "a call failed: %s\n", fault_.c_str());
  }

  bool ok() const { return errors_.load() == 0; }

 private:
  struct Call {
    grpc::ClientContext context;
    grpc::ByteBuffer response;
  };

  void SendNext() {
    const size_t index = next_.fetch_add(1);
    if (index < times_us_.size()) Send(index, Clock::now(), true);
  }

  void Send(size_t index, Clock::time_point due, bool closed_loop) {
    auto call = std::make_shared<Call>();
    call->context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
    stubs_[index % stubs_.size()]->UnaryCall(
        &call->context, method_, grpc::StubOptions(), &requests_[index % requests_.size()],
        &call->response, [this, call, index, due, closed_loop](const grpc::Status& status) {
          times_us_[index] = std::chrono::duration<double, std::micro>(Clock::now() - due).count();
          if (!status.ok()) ++errors_;
          if (index + 1 == times_us_.size() || !status.ok()) Keep(status, call->response);
          if (closed_loop) SendNext();
          // The last touch of this object: Run may return now.
          const std::lock_guard lock(mutex_);
          if (answered_.fetch_add(1) + 1 == times_us_.size()) done_.notify_all();
        });
  }

  void Keep(const grpc::Status& status, grpc::ByteBuffer& response) {
    const std::lock_guard lock(mutex_);
    if (!status.ok()) {
      fault_ = status.error_message();
      return;
    }
    std::vector<grpc::Slice> slices;
    if (!response.Dump(&slices).ok()) return;
    last_.clear();
    for (const grpc::Slice& slice : slices) {
      last_.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
    }
  }

  std::string method_;
  std::vector<grpc::ByteBuffer> requests_;
  std::vector<std::unique_ptr<grpc::GenericStub>> stubs_;
  std::vector<double> times_us_;
  std::atomic<size_t> next_ = 0;
  std::atomic<size_t> answered_ = 0;
  std::atomic<int> errors_ = 0;
  Clock::time_point begin_;
  double seconds_ = 0;
  std::mutex mutex_;
  std::condition_variable done_;
  std::string last_;
  std::string fault_;
};

}  // namespace
}  // namespace baophu::bench

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  baophu::bench::Load load;
  if (const int warmup = absl::GetFlag(FLAGS_warmup); warmup > 0) load.Run(warmup, 0);
  load.Run(absl::GetFlag(FLAGS_calls), absl::GetFlag(FLAGS_rate));
  load.Print();
  return load.ok() ? 0 : 1;
}
