#include "services/cli/watch/watch_command.h"

#include <baophu/contribution/v1/change_service.grpc.pb.h>
#include <baophu/participant/v1/change_service.grpc.pb.h>
#include <baophu/target/v1/change_service.grpc.pb.h>

#include <cstdio>
#include <memory>
#include <optional>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "common/rpc/server.h"
#include "common/rpc/status.h"
#include "services/cli/answer/answer.h"
#include "services/cli/retry/retry.h"
#include "services/cli/terminal/output.h"
#include "services/cli/watch/watch_position.h"

namespace baophu::cli {
namespace {

template <typename ChangeService, typename Request, typename Response>
class Watcher {
 public:
  explicit Watcher(const WatchRequest& request)
      : request_(request),
        stub_(ChangeService::NewStub(rpc::Connect(request.server))),
        position_(request.after_revision) {}

  ExitCode Run() {
    Retry retry(absl::Seconds(request_.retry_s));
    while (true) {
      got_event_ = false;
      const absl::Status status = RunStream();
      if (output_failed_) return kOutputFailed;
      if (caught_up_ && request_.once) return kDone;
      if (got_event_) retry.Progressed();
      const std::optional<absl::Duration> wait = retry.NextWait(status);
      if (!wait.has_value()) {
        return SayFailure(request_.server, status);
      }
      absl::SleepFor(*wait);
    }
  }

 private:
  // One stream until it breaks; feeds have no end of their own.
  absl::Status RunStream() {
    grpc::ClientContext context;
    Request call;
    call.set_after_revision(position_.after_revision());
    for (const std::string& type : request_.types) call.add_types(type);
    const auto stream = stub_->WatchChanges(&context, call);
    Response event;
    while (stream->Read(&event)) {
      got_event_ = true;
      Take(event);
      if ((caught_up_ && request_.once) || output_failed_) {
        context.TryCancel();
        break;
      }
    }
    // After a cancel there may be events on the way.
    while (stream->Read(&event)) {
    }
    const absl::Status status = rpc::FromGrpc(stream->Finish());
    return status.ok() ? absl::UnavailableError("the service ended the feed") : status;
  }

  void Take(const Response& event) {
    bool show = true;
    if (event.has_progress()) {
      position_.TakeEnd(event.revision());
      caught_up_ = true;
      show = request_.progress;
    } else if (event.has_revision_end()) {
      position_.TakeEnd(event.revision());
    } else {
      show = position_.TakeEntry(event.revision(), event.ordinal());
    }
    if (!show) return;
    output_failed_ = !Print(JsonLine(event));
  }

  const WatchRequest& request_;
  const std::unique_ptr<typename ChangeService::Stub> stub_;
  WatchPosition position_;
  bool got_event_ = false;
  bool caught_up_ = false;
  bool output_failed_ = false;
};

}  // namespace

ExitCode RunWatch(const WatchRequest& request) {
  if (request.service == "contribution") {
    return Watcher<contribution::v1::ChangeService, contribution::v1::WatchChangesRequest,
                   contribution::v1::WatchChangesResponse>(request)
        .Run();
  }
  if (request.service == "target") {
    return Watcher<target::v1::ChangeService, target::v1::WatchChangesRequest,
                   target::v1::WatchChangesResponse>(request)
        .Run();
  }
  return Watcher<participant::v1::ChangeService, participant::v1::WatchChangesRequest,
                 participant::v1::WatchChangesResponse>(request)
      .Run();
}

}  // namespace baophu::cli
