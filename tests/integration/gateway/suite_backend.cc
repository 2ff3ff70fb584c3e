#include "tests/integration/gateway/suite_backend.h"

#include <google/rpc/error_details.pb.h>
#include <google/rpc/status.pb.h>
#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server_builder.h>

#include <algorithm>
#include <chrono>

#include "baophu/contribution/v1/ledger_service.grpc.pb.h"
#include "baophu/participant/v1/area_service.grpc.pb.h"
#include "baophu/participant/v1/change_service.grpc.pb.h"
#include "baophu/participant/v1/coverage_service.grpc.pb.h"
#include "baophu/participant/v1/import_service.grpc.pb.h"
#include "baophu/target/v1/plan_service.grpc.pb.h"
#include "common/rpc/status.h"
#include "common/status/fault.h"

namespace baophu::gateway {
namespace {

std::string Metadata(const grpc::ServerContextBase& context, const char* key) {
  const auto found = context.client_metadata().find(key);
  if (found == context.client_metadata().end()) return "";
  return {found->second.data(), found->second.size()};
}

class HangingUnary final : public grpc::ServerUnaryReactor {
 public:
  explicit HangingUnary(SuiteBackend& backend) : backend_(backend) { backend_.NoteHanging(); }
  void OnCancel() override {
    Finish(grpc::Status::CANCELLED);
    backend_.NoteCancelled();
  }
  void OnDone() override { delete this; }

 private:
  SuiteBackend& backend_;
};

class Areas final : public participant::v1::AreaService::CallbackService {
 public:
  explicit Areas(SuiteBackend& backend) : backend_(backend) {}

  grpc::ServerUnaryReactor* GetArea(grpc::CallbackServerContext* context,
                                    const participant::v1::GetAreaRequest* request,
                                    participant::v1::Area* response) override {
    if (request->name() == "areas/hang") return new HangingUnary(backend_);
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    response->set_name(request->name());
    if (request->name() == "areas/31") {
      context->AddInitialMetadata("x-revision", "7");
      response->set_display_name("Thành phố Hải Phòng");
      response->set_level(participant::v1::AREA_LEVEL_PROVINCE);
    } else if (request->name() == "areas/metadata") {
      response->set_display_name(Metadata(*context, "x-purpose"));
    } else if (request->name() == "areas/deadline") {
      const auto left = context->deadline() - std::chrono::system_clock::now();
      response->set_display_name(
          std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(left).count()));
    } else {
      reactor->Finish(rpc::ToGrpc(FaultStatus(absl::StatusCode::kNotFound, "UNKNOWN_AREA", "name",
                                              "is no area", "name one that exists")));
      return reactor;
    }
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }

 private:
  SuiteBackend& backend_;
};

class Watch final : public grpc::ServerWriteReactor<participant::v1::WatchChangesResponse> {
 public:
  Watch(SuiteBackend& backend, int64_t after_revision) : backend_(backend) {
    response_.set_revision(after_revision + 1);
    response_.mutable_progress();
    StartWrite(&response_);
  }
  void OnWriteDone(bool) override { backend_.NoteHanging(); }
  void OnCancel() override {
    Finish(grpc::Status::CANCELLED);
    backend_.NoteCancelled();
  }
  void OnDone() override { delete this; }

 private:
  SuiteBackend& backend_;
  participant::v1::WatchChangesResponse response_;
};

class Changes final : public participant::v1::ChangeService::CallbackService {
 public:
  explicit Changes(SuiteBackend& backend) : backend_(backend) {}
  grpc::ServerWriteReactor<participant::v1::WatchChangesResponse>* WatchChanges(
      grpc::CallbackServerContext*, const participant::v1::WatchChangesRequest* request) override {
    return new Watch(backend_, request->after_revision());
  }

 private:
  SuiteBackend& backend_;
};

class Coverage final : public participant::v1::CoverageService::Service {
 public:
  grpc::Status Recount(grpc::ServerContext* context, const participant::v1::RecountRequest*,
                       grpc::ServerWriter<type::v1::CheckProgress>* writer) override {
    const std::string fail_after = Metadata(*context, "fail-after");
    for (int i = 0; i < 3; ++i) {
      if (fail_after == std::to_string(i)) {
        return rpc::ToGrpc(
            FaultStatus(absl::StatusCode::kAborted, "RECOUNT_LOST", "", "lost it", "try again"));
      }
      type::v1::CheckProgress progress;
      progress.set_done_count(i);
      progress.set_total_count(2);
      progress.set_finished(i == 2);
      writer->Write(progress);
    }
    return grpc::Status::OK;
  }
};

class Import final : public participant::v1::ImportService::Service {
 public:
  grpc::Status ImportRows(
      grpc::ServerContext*,
      grpc::ServerReaderWriter<type::v1::ImportAck, participant::v1::ImportRowsRequest>* stream)
      override {
    participant::v1::ImportRowsRequest request;
    while (stream->Read(&request)) {
      type::v1::ImportAck ack;
      ack.set_chunk_number(request.chunk().chunk_number());
      stream->Write(ack);
    }
    return grpc::Status::OK;
  }
};

class Plans final : public target::v1::PlanService::Service {
 public:
  grpc::Status CreatePlan(grpc::ServerContext*, const target::v1::CreatePlanRequest* request,
                          target::v1::Plan* response) override {
    *response = request->plan();
    response->set_name("plans/made");
    return grpc::Status::OK;
  }
};

class Ledger final : public contribution::v1::LedgerService::Service {
 public:
  grpc::Status QueryTotals(grpc::ServerContext*, const contribution::v1::QueryTotalsRequest*,
                           contribution::v1::QueryTotalsResponse*) override {
    google::rpc::Status details;
    details.set_code(14);
    google::rpc::RetryInfo retry;
    retry.mutable_retry_delay()->set_seconds(3);
    details.add_details()->PackFrom(retry);
    return grpc::Status(grpc::StatusCode::UNAVAILABLE, "busy", details.SerializeAsString());
  }
};

}  // namespace

SuiteBackend::SuiteBackend() {
  grpc::EnableDefaultHealthCheckService(true);
  const auto serve = [this](const char* name, auto... services) {
    One one;
    one.name = name;
    (one.services.push_back(std::move(*services)), ...);
    int port = 0;
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    for (const auto& service : one.services) builder.RegisterService(service.get());
    // A synchronous server notices its end only when a poll times out.
    builder.SetSyncServerOption(grpc::ServerBuilder::SyncServerOption::CQ_TIMEOUT_MSEC, 50);
    one.server = builder.BuildAndStart();
    one.address = "127.0.0.1:" + std::to_string(port);
    servers_.push_back(std::move(one));
  };
  std::unique_ptr<grpc::Service> areas = std::make_unique<Areas>(*this);
  std::unique_ptr<grpc::Service> changes = std::make_unique<Changes>(*this);
  std::unique_ptr<grpc::Service> coverage = std::make_unique<Coverage>();
  std::unique_ptr<grpc::Service> import = std::make_unique<Import>();
  std::unique_ptr<grpc::Service> ledger = std::make_unique<Ledger>();
  std::unique_ptr<grpc::Service> plans = std::make_unique<Plans>();
  serve("participant", &areas, &changes, &coverage, &import);
  serve("contribution", &ledger);
  serve("target", &plans);
  grpc::EnableDefaultHealthCheckService(false);
}

SuiteBackend::~SuiteBackend() {
  for (const One& one : servers_) Stop(one.name);
}

SuiteBackend::One& SuiteBackend::Find(const std::string& name) {
  return *std::find_if(servers_.begin(), servers_.end(),
                       [&](const One& one) { return one.name == name; });
}

std::vector<UpstreamAddress> SuiteBackend::addresses() const {
  std::vector<UpstreamAddress> addresses;
  for (const One& one : servers_) addresses.push_back({one.name, one.address});
  return addresses;
}

void SuiteBackend::SetServing(const std::string& name, bool is_serving) {
  Find(name).server->GetHealthCheckService()->SetServingStatus(is_serving);
}

void SuiteBackend::Stop(const std::string& name) {
  if (One& one = Find(name); one.server != nullptr) {
    one.server->Shutdown(std::chrono::system_clock::now());
    one.server.reset();
  }
}

void SuiteBackend::NoteHanging() {
  const std::lock_guard lock(mutex_);
  ++hanging_count_;
  changed_.notify_all();
}

void SuiteBackend::NoteCancelled() {
  const std::lock_guard lock(mutex_);
  ++cancelled_count_;
  changed_.notify_all();
}

void SuiteBackend::WaitForHanging(int count) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return hanging_count_ >= count; });
}

void SuiteBackend::WaitForCancelled(int count) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return cancelled_count_ >= count; });
}

}  // namespace baophu::gateway
