#ifndef BAOPHU_SERVICES_GATEWAY_UPSTREAM_UPSTREAMS_H_
#define BAOPHU_SERVICES_GATEWAY_UPSTREAM_UPSTREAMS_H_

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/support/status.h>

#include <memory>
#include <string>
#include <vector>

namespace baophu::gateway {

// Where a service of the suite listens.
struct UpstreamAddress {
  std::string name;     // "participant", for messages and health.
  std::string address;  // host:port or unix:/path.
};

// The connections to the services behind the gateway, one channel each, kept
// for the life of the program. Thread-safe.
class Upstreams {
 public:
  // A message larger than `max_message_bytes` from a service ends its call
  // with RESOURCE_EXHAUSTED.
  Upstreams(const std::vector<UpstreamAddress>& addresses, int max_message_bytes);

  size_t size() const { return upstreams_.size(); }
  const std::string& name(size_t upstream) const { return upstreams_[upstream]->name; }
  const std::shared_ptr<grpc::Channel>& channel(size_t upstream) const {
    return upstreams_[upstream]->channel;
  }
  grpc::GenericStub& stub(size_t upstream) { return upstreams_[upstream]->stub; }

  // What a caller gets for how a call to the service ended. A status that the
  // service sent is passed on as it is; UNAVAILABLE that this program made,
  // because the service could not be reached, gets a message and an ErrorInfo
  // that name the service and leave its address out.
  grpc::Status Explain(size_t upstream, const grpc::ClientContext& context,
                       const grpc::Status& status) const;

 private:
  struct Upstream {
    Upstream(std::string upstream_name, std::shared_ptr<grpc::Channel> upstream_channel)
        : name(std::move(upstream_name)), channel(upstream_channel), stub(upstream_channel) {}
    std::string name;
    std::shared_ptr<grpc::Channel> channel;
    grpc::GenericStub stub;
  };
  std::vector<std::unique_ptr<Upstream>> upstreams_;
};

}  // namespace baophu::gateway

#endif  // BAOPHU_SERVICES_GATEWAY_UPSTREAM_UPSTREAMS_H_
