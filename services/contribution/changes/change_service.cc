#include "services/contribution/changes/change_service.h"

#include <memory>
#include <string>
#include <vector>

#include "common/rpc/unary.h"
#include "common/status/fault.h"
#include "common/status/try.h"

namespace baophu::contribution {
namespace {

// A stream that ends at once with a status.
class RefusedWatch final : public grpc::ServerWriteReactor<v1::WatchChangesResponse> {
 public:
  explicit RefusedWatch(const absl::Status& status) { Finish(rpc::ToGrpc(status)); }
  void OnDone() override { delete this; }
};

absl::Status Check(const v1::WatchChangesRequest& request) {
  if (request.after_revision() < 0) {
    return InvalidField("after_revision", "is negative", "send 0 to read from the beginning");
  }
  for (const std::string& type : request.types()) {
    if (type != "area_month" && type != "catalogue") {
      return InvalidField("types", "holds a type that this feed does not have",
                          "send area_month, catalogue or nothing");
    }
  }
  return absl::OkStatus();
}

}  // namespace

grpc::ServerUnaryReactor* ChangeServiceImpl::GetFeedState(grpc::CallbackServerContext* context,
                                                          const v1::GetFeedStateRequest*,
                                                          v1::FeedState* response) {
  return rpc::RunUnary(context, sources_.executor, [this, response]() -> absl::Status {
    BAOPHU_ASSIGN(const FeedBounds bounds, sources_.log.Bounds());
    response->set_revision(bounds.revision);
    response->set_compacted_revision(bounds.compacted_revision);
    return absl::OkStatus();
  });
}

grpc::ServerWriteReactor<v1::WatchChangesResponse>* ChangeServiceImpl::WatchChanges(
    grpc::CallbackServerContext*, const v1::WatchChangesRequest* request) {
  if (const absl::Status status = Check(*request); !status.ok()) return new RefusedWatch(status);
  return WatchReactor<v1::WatchChangesResponse>::Start(
      sources_, request->after_revision(), {request->types().begin(), request->types().end()});
}

}  // namespace baophu::contribution
