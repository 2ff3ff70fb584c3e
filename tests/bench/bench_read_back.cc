// How long it takes from sending a movement to reading the figure that it
// changes, through the gateway, while another import runs. Every other time the
// two calls are made apart, the report without waiting for the movement's
// revision, so that both ways meet the same import. Prints means in
// microseconds and how many pairs were measured.

#include <signal.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <numeric>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "baophu/participant/v1/import_service.grpc.pb.h"
#include "baophu/target/v1/coverage_report_service.grpc.pb.h"
#include "grpcpp/grpcpp.h"

ABSL_FLAG(std::string, address, "", "The gateway: unix:/path or host:port");
ABSL_FLAG(int, while_pid, 0, "Stop when this process has ended; 0: never");
ABSL_FLAG(int, times, 100, "How many movements at most, half of them for each way");
ABSL_FLAG(int, first_person, 0, "Number of the first invented person, fresh in each run");
ABSL_FLAG(std::string, area, "11296", "Commune that counts them");
ABSL_FLAG(std::string, province, "31", "Area of the report");
ABSL_FLAG(std::string, month, "2024-09", "Month of cover and report");

namespace baophu::bench {
namespace {

using Clock = std::chrono::steady_clock;
constexpr char kIndicator[] = "PARTICIPANTS_SOCIAL_VOLUNTARY";

double MicrosSince(Clock::time_point begin) {
  return std::chrono::duration<double, std::micro>(Clock::now() - begin).count();
}

[[noreturn]] void GiveUp(const std::string& problem) {
  std::fprintf(stderr, "%s\n", problem.c_str());
  std::exit(1);
}

// The mean: a call that meets a chunk of the import waits for it and others do
// not, and of such times only means can be added.
double Mean(const std::vector<double>& values) {
  if (values.empty()) return 0;
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

std::string InsuranceNumber(int person) { return absl::StrFormat("316%07d", person); }

class ReadBack {
 public:
  ReadBack() {
    const auto channel =
        grpc::CreateChannel(absl::GetFlag(FLAGS_address), grpc::InsecureChannelCredentials());
    imports_ = participant::v1::ImportService::NewStub(channel);
    reports_ = target::v1::CoverageReportService::NewStub(channel);
  }

  void Run() {
    const int first = absl::GetFlag(FLAGS_first_person);
    const int times = absl::GetFlag(FLAGS_times);
    AddPeople(first, times);
    std::vector<double> together_us;
    std::vector<double> write_us;
    std::vector<double> read_us;
    int wrong = 0;
    for (int i = 0; i < times && Running(); ++i) {
      // A known starting point, and the same state of caches for both ways.
      const int64_t before = Read(revision_);
      const auto begin = Clock::now();
      const int64_t revision = Cover(first + i);
      if (i % 2 == 0) {
        const int64_t after = Read(revision);
        together_us.push_back(MicrosSince(begin));
        if (after != before + 1) ++wrong;
      } else {
        write_us.push_back(MicrosSince(begin));
        const auto read = Clock::now();
        Read(0);
        read_us.push_back(MicrosSince(read));
      }
      revision_ = revision;
    }
    std::printf("pairs=%zu\nwrong=%d\ntogether_us=%.1f\nwrite_us=%.1f\nread_us=%.1f\n",
                read_us.size(), wrong, Mean(together_us), Mean(write_us), Mean(read_us));
  }

 private:
  static bool Running() {
    const int pid = absl::GetFlag(FLAGS_while_pid);
    return pid == 0 || kill(pid, 0) == 0;
  }

  void AddPeople(int first, int count) {
    participant::v1::ImportChunk chunk;
    for (int person = first; person < first + count; ++person) {
      participant::v1::PersonRow& row = *chunk.mutable_people()->add_rows();
      row.set_insurance_number(InsuranceNumber(person));
      row.set_full_name("Nguyễn Văn An");
      row.set_birth_date("1980-05-12");
      row.set_sex("M");
    }
    revision_ = Import(absl::StrCat("bench-people-", first), std::move(chunk));
  }

  int64_t Cover(int person) {
    participant::v1::ImportChunk chunk;
    participant::v1::MovementRow& row = *chunk.mutable_movements()->add_rows();
    row.set_movement_id(absl::StrCat("BENCH-", person));
    row.set_person(InsuranceNumber(person));
    row.set_kind(participant::v1::MOVEMENT_KIND_PAID_THROUGH);
    row.add_schemes(type::v1::SCHEME_SOCIAL_VOLUNTARY);
    row.set_effective_month(absl::GetFlag(FLAGS_month));
    row.set_through_month(absl::GetFlag(FLAGS_month));
    row.set_area(absl::GetFlag(FLAGS_area));
    row.set_category("OTHER");
    return Import(absl::StrCat("bench-cover-", person), std::move(chunk));
  }

  // The revision that made the chunk durable.
  int64_t Import(const std::string& import_id, participant::v1::ImportChunk chunk) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
    const auto stream = imports_->ImportRows(&context);
    participant::v1::ImportRowsRequest request;
    request.mutable_start()->set_import_id(import_id);
    type::v1::ImportAck ack;
    bool ok = stream->Write(request);
    chunk.set_chunk_number(1);
    chunk.set_first_row_number(1);
    *request.mutable_chunk() = std::move(chunk);
    ok = ok && stream->Write(request) && stream->WritesDone() && stream->Read(&ack) &&
         stream->Read(&ack);
    if (ok && ack.refused_count() > 0) {
      GiveUp(
          absl::StrCat("a row was refused: ", ack.errors(0).field(), " ", ack.errors(0).problem()));
    }
    const int64_t revision = ack.revision();
    // The row is durable and acknowledged; the end of the stream is not waited
    // for by a caller who wants the figure.
    context.TryCancel();
    const grpc::Status status = stream->Finish();
    if (!ok) GiveUp(absl::StrCat("an import broke off: ", status.error_message()));
    return revision;
  }

  int64_t Read(int64_t min_revision) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
    target::v1::GetCoverageReportRequest request;
    request.set_name(absl::StrCat("areas/", absl::GetFlag(FLAGS_province), "/coverageReports/",
                                  absl::GetFlag(FLAGS_month)));
    request.mutable_min_revisions()->set_participant(min_revision);
    target::v1::CoverageReport report;
    const grpc::Status status = reports_->GetCoverageReport(&context, request, &report);
    if (!status.ok()) GiveUp(absl::StrCat("a report failed: ", status.error_message()));
    for (const auto& indicator : report.indicators()) {
      if (indicator.indicator() == kIndicator) return indicator.value();
    }
    return 0;
  }

  std::unique_ptr<participant::v1::ImportService::Stub> imports_;
  std::unique_ptr<target::v1::CoverageReportService::Stub> reports_;
  // What this program has committed so far.
  int64_t revision_ = 0;
};

}  // namespace
}  // namespace baophu::bench

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  baophu::bench::ReadBack().Run();
  return 0;
}
