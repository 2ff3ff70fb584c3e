#ifndef BAOPHU_TESTS_E2E_SUITE_SUITE_H_
#define BAOPHU_TESTS_E2E_SUITE_SUITE_H_

#include <baophu/target/v1/coverage_report_service.grpc.pb.h>
#include <baophu/type/v1/change.pb.h>
#include <grpcpp/grpcpp.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "tests/e2e/suite/process.h"

namespace baophu::e2e {

// A folder of a test's own, removed at the end. Its path is short, because unix
// sockets stand in it.
class Folder {
 public:
  Folder();
  ~Folder();
  std::string File(const std::string& name) const { return path_ + "/" + name; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// The programs of a suite.
enum class Part { kRedis, kParticipant, kContribution, kTarget, kGateway };

// "redis", "participant" and so on.
std::string Name(Part part);

struct SuiteOptions {
  // A folder with databases and keys to begin with a copy of; empty: none.
  std::string data;
  // Memory of target for finished reports; 0: every cached answer is Redis's.
  int64_t target_memory_cache_bytes = 64 * 1024 * 1024;
};

// The suite as processes of its own on unix sockets, over SQLite and a Redis of
// its own. Not thread-safe, except for Report, Revision and channels.
class Suite {
 public:
  // Starts all parts and returns when they are ready.
  explicit Suite(const SuiteOptions& options = {});
  // Ends all parts; shows the ends of their logs when the test has failed.
  ~Suite();

  // Starts a part that does not run; returns when it serves.
  void Start(Part part);
  // Sends a signal to a part.
  void Signal(Part part, int signal);
  // Kills a part and returns when it has ended.
  void Kill(Part part);
  // Ends a part as an operator does; its exit code, nothing after `timeout`.
  std::optional<int> Stop(Part part, absl::Duration timeout);

  // A channel to a part, for calls that wait for it.
  std::shared_ptr<grpc::Channel> Channel(Part part) const;
  // For gRPC and for --server.
  std::string Address(Part part) const;
  const Folder& folder() const { return folder_; }

  // The newest revision of participant, contribution or target; 0 when it does
  // not answer.
  int64_t Revision(Part part) const;
  // Returns when the revision is there; false when `while_running` ended before.
  bool AwaitRevision(Part part, int64_t revision, Process& while_running) const;
  type::v1::Revisions Revisions() const;

  // A report through the gateway, asked for with 30 seconds of time.
  absl::StatusOr<target::v1::CoverageReport> Report(
      const target::v1::GetCoverageReportRequest& request) const;
  absl::StatusOr<target::v1::CoverageReport> Report(const std::string& name) const;

  // Starts `baophu` against the gateway.
  std::unique_ptr<Process> Baophu(const std::vector<std::string>& words) const;
  // Runs it to its end; its exit code.
  int RunBaophu(const std::vector<std::string>& words) const;

  // The reply of Redis to a command as text, array elements in `elements`.
  std::string Redis(const std::vector<std::string>& words,
                    std::vector<std::string>* elements = nullptr) const;

  // The command line of target; with `name` a second one over the same database.
  std::vector<std::string> TargetCommand(const std::string& name, const std::string& redis,
                                         int64_t memory_cache_bytes) const;
  // Returns when a service serves; ends the test program when it does not.
  void AwaitServing(const std::string& address, Process& process) const;

 private:
  std::vector<std::string> Command(Part part) const;
  void AwaitRedis();

  SuiteOptions options_;
  Folder folder_;
  std::map<Part, std::unique_ptr<Process>> processes_;
  std::map<Part, std::shared_ptr<grpc::Channel>> channels_;
  std::unique_ptr<target::v1::CoverageReportService::Stub> reports_;
};

// A channel that tries again quickly.
std::shared_ptr<grpc::Channel> ConnectTo(const std::string& address);

// A report asked for with 30 seconds of time.
absl::StatusOr<target::v1::CoverageReport> AskReport(
    target::v1::CoverageReportService::Stub& stub,
    const target::v1::GetCoverageReportRequest& request);

// Names of the reports of these areas in these months.
std::vector<std::string> ReportNames(const std::vector<std::string>& areas,
                                     const std::vector<std::string>& months);

// What `baophu` posts the sample's payroll with, once it is imported.
inline const std::vector<std::string> kAssessSample = {"assess", "--from", "2022-01", "--through",
                                                       "2024-12"};

// The files of a small sample province, made once for the program. Manifests are
// manifest.csv, and participant.csv, contribution.csv and target.csv with one
// service's files.
std::string SampleFile(const std::string& name);

// A folder with the databases and keys of a suite that has imported the sample and
// posted its payroll, made once for the program.
const std::string& LoadedData();

}  // namespace baophu::e2e

#endif  // BAOPHU_TESTS_E2E_SUITE_SUITE_H_
