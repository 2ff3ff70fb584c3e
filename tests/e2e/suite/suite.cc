#include "tests/e2e/suite/suite.h"

#include <baophu/contribution/v1/change_service.grpc.pb.h>
#include <baophu/participant/v1/change_service.grpc.pb.h>
#include <baophu/target/v1/change_service.grpc.pb.h>
#include <grpcpp/generic/generic_stub.h>
#include <gtest/gtest.h>
#include <hiredis/hiredis.h>
#include <signal.h>
#include <stdlib.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/rpc/status.h"

namespace baophu::e2e {
namespace {

constexpr absl::Duration kReadyTimeout = absl::Seconds(60);
constexpr absl::Duration kPollInterval = absl::Milliseconds(2);
constexpr char kSampleScale[] = "0.01";

[[noreturn]] void GiveUp(const std::string& why) {
  std::cerr << why << std::endl;
  std::exit(1);
}

std::string Program(const std::string& name) { return absl::StrCat(BAOPHU_BIN_DIR, "/", name); }

void SetDeadline(grpc::ClientContext& context, int seconds) {
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(seconds));
}

// Whether grpc.health.v1.Health says SERVING of the whole server. The request is
// the empty message; the answer has the status in field 1.
bool Serves(const std::shared_ptr<grpc::Channel>& channel) {
  grpc::GenericStub stub(channel);
  grpc::ClientContext context;
  SetDeadline(context, 5);
  grpc::CompletionQueue queue;
  const grpc::Slice empty("");
  const auto call = stub.PrepareUnaryCall(&context, "/grpc.health.v1.Health/Check",
                                          grpc::ByteBuffer(&empty, 1), &queue);
  call->StartCall();
  grpc::ByteBuffer answer;
  grpc::Status status;
  call->Finish(&answer, &status, nullptr);
  void* tag = nullptr;
  bool ok = false;
  queue.Next(&tag, &ok);
  grpc::Slice bytes;
  if (!status.ok() || !answer.DumpToSingleSlice(&bytes).ok()) return false;
  return bytes.size() == 2 && bytes.begin()[0] == 8 && bytes.begin()[1] == 1;
}

template <typename ChangeService, typename Request, typename State>
int64_t FeedRevision(const std::shared_ptr<grpc::Channel>& channel) {
  grpc::ClientContext context;
  SetDeadline(context, 5);
  State state;
  const auto stub = ChangeService::NewStub(channel);
  return stub->GetFeedState(&context, Request(), &state).ok() ? state.revision() : 0;
}

void ShowEnd(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::stringstream text;
  text << in.rdbuf();
  const std::string all = text.str();
  constexpr size_t kShown = 3000;
  std::cerr << "--- end of " << file.filename().string() << "\n"
            << all.substr(all.size() > kShown ? all.size() - kShown : 0) << std::endl;
}

}  // namespace

Folder::Folder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "e2e.XXXXXX").string();
  path_ = mkdtemp(pattern.data());
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string Name(Part part) {
  switch (part) {
    case Part::kRedis:
      return "redis";
    case Part::kParticipant:
      return "participant";
    case Part::kContribution:
      return "contribution";
    case Part::kTarget:
      return "target";
    case Part::kGateway:
      return "gateway";
  }
  return "";
}

std::shared_ptr<grpc::Channel> ConnectTo(const std::string& address) {
  // While no call polls a channel, gRPC looks after its connection only this
  // often; the usual 5 s would be spent at every start of a service.
  static const int kSet = setenv("GRPC_CLIENT_CHANNEL_BACKUP_POLL_INTERVAL_MS", "10", 1);
  EXPECT_EQ(kSet, 0);
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 20);
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 20);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 200);
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments);
}

absl::StatusOr<target::v1::CoverageReport> AskReport(
    target::v1::CoverageReportService::Stub& stub,
    const target::v1::GetCoverageReportRequest& request) {
  grpc::ClientContext context;
  SetDeadline(context, 30);
  target::v1::CoverageReport report;
  const grpc::Status status = stub.GetCoverageReport(&context, request, &report);
  if (!status.ok()) return rpc::FromGrpc(status);
  return report;
}

Suite::Suite(const SuiteOptions& options) : options_(options) {
  std::filesystem::create_directory(folder_.File("data"));
  std::filesystem::create_directory(folder_.File("log"));
  if (!options.data.empty()) {
    std::filesystem::copy(options.data, folder_.File("data"),
                          std::filesystem::copy_options::recursive);
  }
  for (const Part part : {Part::kParticipant, Part::kContribution, Part::kTarget, Part::kGateway}) {
    channels_[part] = ConnectTo(Address(part));
  }
  reports_ = target::v1::CoverageReportService::NewStub(Channel(Part::kGateway));
  for (const Part part :
       {Part::kRedis, Part::kParticipant, Part::kContribution, Part::kTarget, Part::kGateway}) {
    Start(part);
  }
}

Suite::~Suite() {
  processes_.clear();
  if (!testing::Test::HasFailure()) return;
  for (const auto& entry : std::filesystem::directory_iterator(folder_.File("log"))) {
    ShowEnd(entry.path());
  }
}

std::string Suite::Address(Part part) const {
  return absl::StrCat("unix:", folder_.File(Name(part)), ".sock");
}

std::shared_ptr<grpc::Channel> Suite::Channel(Part part) const { return channels_.at(part); }

std::vector<std::string> Suite::TargetCommand(const std::string& name, const std::string& redis,
                                              int64_t memory_cache_bytes) const {
  return {Program("baophu_target"),
          absl::StrCat("--address=unix:", folder_.File(name), ".sock"),
          absl::StrCat("--database=sqlite:", folder_.File("data/target.sqlite")),
          absl::StrCat("--key_file=", folder_.File("data/target.key")),
          absl::StrCat("--participant_address=", Address(Part::kParticipant)),
          absl::StrCat("--contribution_address=", Address(Part::kContribution)),
          absl::StrCat("--redis=", redis),
          "--config_dir=" BAOPHU_SOURCE_DIR "/deploy/config",
          absl::StrCat("--sample_scale=", kSampleScale),
          absl::StrCat("--memory_cache_bytes=", memory_cache_bytes)};
}

std::vector<std::string> Suite::Command(Part part) const {
  const std::string name = Name(part);
  std::vector<std::string> words = {
      Program("baophu_" + name), absl::StrCat("--address=", Address(part)),
      absl::StrCat("--database=sqlite:", folder_.File("data/"), name, ".sqlite"),
      absl::StrCat("--key_file=", folder_.File("data/"), name, ".key")};
  switch (part) {
    case Part::kRedis:
      return {"redis-server",
              "--port",
              "0",
              "--unixsocket",
              folder_.File("redis.sock"),
              "--save",
              "",
              "--dir",
              folder_.path(),
              "--appendonly",
              "no",
              "--daemonize",
              "no"};
    case Part::kParticipant:
      words.push_back(absl::StrCat("--contribution_address=", Address(Part::kContribution)));
      words.push_back("--config_dir=" BAOPHU_SOURCE_DIR "/deploy/config");
      return words;
    case Part::kContribution:
      words.push_back(absl::StrCat("--participant_address=", Address(Part::kParticipant)));
      return words;
    case Part::kTarget:
      return TargetCommand(name, Address(Part::kRedis), options_.target_memory_cache_bytes);
    case Part::kGateway:
      return {Program("baophu_gateway"),
              absl::StrCat("--grpc_address=", Address(part)),
              absl::StrCat("--http_address=unix:", folder_.File("http.sock")),
              absl::StrCat("--participant_address=", Address(Part::kParticipant)),
              absl::StrCat("--contribution_address=", Address(Part::kContribution)),
              absl::StrCat("--target_address=", Address(Part::kTarget))};
  }
  return {};
}

void Suite::Start(Part part) {
  processes_[part] = std::make_unique<Process>(
      Command(part), folder_.File(absl::StrCat("log/", Name(part), ".log")));
  if (part == Part::kRedis) {
    AwaitRedis();
  } else {
    AwaitServing(Address(part), *processes_[part]);
  }
}

void Suite::AwaitRedis() {
  const absl::Time end = absl::Now() + kReadyTimeout;
  while (Redis({"PING"}) != "PONG") {
    if (absl::Now() > end || !processes_[Part::kRedis]->Running()) {
      GiveUp("redis-server does not start; is it installed?");
    }
    absl::SleepFor(kPollInterval);
  }
}

void Suite::AwaitServing(const std::string& address, Process& process) const {
  const std::shared_ptr<grpc::Channel> channel = ConnectTo(address);
  const absl::Time end = absl::Now() + kReadyTimeout;
  while (!Serves(channel)) {
    if (absl::Now() > end || !process.Running()) {
      for (const auto& entry : std::filesystem::directory_iterator(folder_.File("log"))) {
        ShowEnd(entry.path());
      }
      GiveUp(absl::StrCat("what should listen on ", address, " does not become ready"));
    }
    absl::SleepFor(kPollInterval);
  }
}

void Suite::Signal(Part part, int signal) { processes_.at(part)->Signal(signal); }

void Suite::Kill(Part part) {
  Signal(part, SIGKILL);
  processes_.at(part)->Wait(absl::InfiniteDuration());
}

std::optional<int> Suite::Stop(Part part, absl::Duration timeout) {
  Signal(part, SIGTERM);
  return processes_.at(part)->Wait(timeout);
}

int64_t Suite::Revision(Part part) const {
  const std::shared_ptr<grpc::Channel> channel = Channel(part);
  if (part == Part::kParticipant) {
    return FeedRevision<participant::v1::ChangeService, participant::v1::GetFeedStateRequest,
                        participant::v1::FeedState>(channel);
  }
  if (part == Part::kContribution) {
    return FeedRevision<contribution::v1::ChangeService, contribution::v1::GetFeedStateRequest,
                        contribution::v1::FeedState>(channel);
  }
  return FeedRevision<target::v1::ChangeService, target::v1::GetFeedStateRequest,
                      target::v1::FeedState>(channel);
}

bool Suite::AwaitRevision(Part part, int64_t revision, Process& while_running) const {
  while (Revision(part) < revision) {
    if (!while_running.Running()) return false;
    absl::SleepFor(absl::Milliseconds(1));
  }
  return true;
}

type::v1::Revisions Suite::Revisions() const {
  type::v1::Revisions revisions;
  revisions.set_participant(Revision(Part::kParticipant));
  revisions.set_contribution(Revision(Part::kContribution));
  revisions.set_target(Revision(Part::kTarget));
  return revisions;
}

absl::StatusOr<target::v1::CoverageReport> Suite::Report(
    const target::v1::GetCoverageReportRequest& request) const {
  return AskReport(*reports_, request);
}

absl::StatusOr<target::v1::CoverageReport> Suite::Report(const std::string& name) const {
  target::v1::GetCoverageReportRequest request;
  request.set_name(name);
  return Report(request);
}

std::unique_ptr<Process> Suite::Baophu(const std::vector<std::string>& words) const {
  std::vector<std::string> all = {Program("baophu"), "--server", Address(Part::kGateway)};
  all.insert(all.end(), words.begin(), words.end());
  return std::make_unique<Process>(all, folder_.File("log/baophu.log"));
}

int Suite::RunBaophu(const std::vector<std::string>& words) const {
  return Baophu(words)->Wait(absl::Minutes(5)).value_or(-1);
}

std::string Suite::Redis(const std::vector<std::string>& words,
                         std::vector<std::string>* elements) const {
  redisContext* context = redisConnectUnix(folder_.File("redis.sock").c_str());
  std::string text;
  if (context != nullptr && context->err == 0) {
    std::vector<const char*> bytes;
    std::vector<size_t> lengths;
    for (const std::string& word : words) {
      bytes.push_back(word.data());
      lengths.push_back(word.size());
    }
    auto* reply = static_cast<redisReply*>(
        redisCommandArgv(context, static_cast<int>(words.size()), bytes.data(), lengths.data()));
    if (reply != nullptr && reply->str != nullptr) text.assign(reply->str, reply->len);
    for (size_t i = 0; reply != nullptr && elements != nullptr && i < reply->elements; ++i) {
      elements->emplace_back(reply->element[i]->str, reply->element[i]->len);
    }
    freeReplyObject(reply);
  }
  if (context != nullptr) redisFree(context);
  return text;
}

std::vector<std::string> ReportNames(const std::vector<std::string>& areas,
                                     const std::vector<std::string>& months) {
  std::vector<std::string> names;
  for (const std::string& area : areas) {
    for (const std::string& month : months) {
      names.push_back(absl::StrCat("areas/", area, "/coverageReports/", month));
    }
  }
  return names;
}

std::string SampleFile(const std::string& name) {
  static const auto* const kFolder = [] {
    // Removed when the program ends, though nobody destroys what is static here.
    static Folder folder;
    if (RunProgram({Program("sample_province"), "--out", folder.File("sample"), "--scale",
                    kSampleScale, "--config", BAOPHU_SOURCE_DIR "/deploy/config"},
                   folder.File("log")) != 0) {
      ShowEnd(folder.File("log"));
      GiveUp("sample_province failed");
    }
    std::ifstream all(folder.File("sample/manifest.csv"));
    std::string line;
    std::getline(all, line);
    for (const std::string service : {"participant", "contribution", "target"}) {
      std::ofstream(folder.File(absl::StrCat("sample/", service, ".csv"))) << line << "\n";
    }
    while (std::getline(all, line)) {
      const std::string service = line.substr(0, line.find(','));
      std::ofstream(folder.File(absl::StrCat("sample/", service, ".csv")), std::ios::app)
          << line << "\n";
    }
    return &folder;
  }();
  return kFolder->File("sample/" + name);
}

const std::string& LoadedData() {
  static const std::string* const kPath = [] {
    static Folder folder;
    Suite suite;
    if (suite.RunBaophu({"import", "--manifest", SampleFile("manifest.csv")}) != 0 ||
        suite.RunBaophu(kAssessSample) != 0 ||
        suite.RunBaophu({"import", "--manifest", SampleFile("manifest_after_assessment.csv")}) !=
            0) {
      ShowEnd(suite.folder().File("log/baophu.log"));
      GiveUp("the sample cannot be loaded");
    }
    for (const Part part : {Part::kTarget, Part::kContribution, Part::kParticipant}) {
      suite.Stop(part, absl::Seconds(30));
    }
    std::filesystem::copy(suite.folder().File("data"), folder.File("data"),
                          std::filesystem::copy_options::recursive);
    return new std::string(folder.File("data"));
  }();
  return *kPath;
}

}  // namespace baophu::e2e
