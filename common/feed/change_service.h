#ifndef BAOPHU_COMMON_FEED_CHANGE_SERVICE_H_
#define BAOPHU_COMMON_FEED_CHANGE_SERVICE_H_

#include <baophu/type/v1/change.pb.h>
#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/feed/watch.h"
#include "common/rpc/unary.h"
#include "common/status/fault.h"
#include "common/status/try.h"

namespace baophu {

// Serves a service's feed. Each service declares its ChangeService with
// messages of its own, whose entries differ; what they have in common is here.
// An entry's type, as given to Commit::AddEntry, is the name of its field in the
// event of WatchChangesResponse.
//
//   using ChangeServiceImpl =
//       FeedChangeService<v1::ChangeService, v1::GetFeedStateRequest, v1::FeedState,
//                         v1::WatchChangesRequest, v1::WatchChangesResponse>;
template <typename Service, typename StateRequest, typename State, typename WatchRequest,
          typename WatchResponse>
class FeedChangeService final : public Service::CallbackService {
 public:
  // Adds to a state what only one service knows, read before its revision.
  using Complete = std::function<absl::Status(State&)>;

  // All in `sources` must outlive the server.
  explicit FeedChangeService(WatchSources sources, Complete complete = nullptr)
      : sources_(std::move(sources)), complete_(std::move(complete)) {}

  grpc::ServerUnaryReactor* GetFeedState(grpc::CallbackServerContext* context, const StateRequest*,
                                         State* response) override {
    return rpc::RunUnary(context, sources_.executor, [this, response]() -> absl::Status {
      if (complete_) BAOPHU_TRY(complete_(*response));
      BAOPHU_ASSIGN(const FeedBounds bounds, sources_.log.Bounds());
      response->set_revision(bounds.revision);
      response->set_compacted_revision(bounds.compacted_revision);
      return absl::OkStatus();
    });
  }

  grpc::ServerWriteReactor<WatchResponse>* WatchChanges(grpc::CallbackServerContext*,
                                                        const WatchRequest* request) override {
    if (const absl::Status status = Check(*request); !status.ok()) return new Refused(status);
    rpc::StreamLimit::Place place = watches_.TryEnter();
    if (place == nullptr) return new Refused(rpc::Overloaded());
    return WatchReactor<WatchResponse>::Start(sources_, std::move(place), request->after_revision(),
                                              {request->types().begin(), request->types().end()});
  }

 private:
  // A stream that ends at once with a status.
  class Refused final : public grpc::ServerWriteReactor<WatchResponse> {
   public:
    explicit Refused(const absl::Status& status) { this->Finish(rpc::ToGrpc(status)); }
    void OnDone() override { delete this; }
  };

  // Names of the entries' fields in the event; what is left are marks, which
  // every caller gets.
  static std::vector<std::string> EntryTypes() {
    std::vector<std::string> types;
    const auto* event = WatchResponse::descriptor()->FindOneofByName("event");
    for (int i = 0; i < event->field_count(); ++i) {
      const auto* type = event->field(i)->message_type();
      if (type == type::v1::RevisionEnd::descriptor() || type == type::v1::Progress::descriptor()) {
        continue;
      }
      types.push_back(event->field(i)->name());
    }
    return types;
  }

  static absl::Status Check(const WatchRequest& request) {
    if (request.after_revision() < 0) {
      return InvalidField("after_revision", "is negative", "send 0 to read from the beginning");
    }
    const std::vector<std::string> types = EntryTypes();
    for (const std::string& type : request.types()) {
      if (std::find(types.begin(), types.end(), type) == types.end()) {
        return InvalidField(
            "types", "holds a type that this feed does not have",
            absl::StrCat("send some of ", absl::StrJoin(types, ", "), ", or nothing for all"));
      }
    }
    return absl::OkStatus();
  }

  // A few for each service that follows and each replica of it, and a good many
  // for people. One whose caller reads nothing ends with its connection, at the
  // latest at the age that rpc::RunUntilSignal allows.
  static constexpr int kMaxWatches = 256;

  const WatchSources sources_;
  const Complete complete_;
  rpc::StreamLimit watches_{kMaxWatches};
};

}  // namespace baophu

#endif  // BAOPHU_COMMON_FEED_CHANGE_SERVICE_H_
