#ifndef BAOPHU_TESTS_INTEGRATION_GATEWAY_SUITE_BACKEND_H_
#define BAOPHU_TESTS_INTEGRATION_GATEWAY_SUITE_BACKEND_H_

#include <grpcpp/server.h>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "services/gateway/upstream/upstreams.h"

namespace baophu::gateway {

// Stand-ins for the three services, each on a server of its own with gRPC's
// health service. What they answer depends on the name asked for:
//
//   GetArea          areas/31: an area; areas/metadata: the caller's x-purpose as
//                    display_name; areas/deadline: the time left in ms as display_name;
//                    areas/hang: nothing until cancelled; others: NOT_FOUND with details
//   Recount          three messages; metadata fail-after=N: ABORTED after N of them
//   WatchChanges     (participant) one message, then nothing until cancelled
//   participant's ImportRows  an acknowledgement for each message
//   CreatePlan       the plan, with a name
//   QueryTotals      UNAVAILABLE with RetryInfo
class SuiteBackend {
 public:
  SuiteBackend();
  ~SuiteBackend();

  std::vector<UpstreamAddress> addresses() const;
  void SetServing(const std::string& name, bool is_serving);
  void Stop(const std::string& name);
  void WaitForHanging(int count);
  void WaitForCancelled(int count);
  void NoteHanging();
  void NoteCancelled();

 private:
  struct One {
    std::string name;
    std::string address;
    std::vector<std::unique_ptr<grpc::Service>> services;
    std::unique_ptr<grpc::Server> server;
  };
  One& Find(const std::string& name);

  std::vector<One> servers_;
  std::mutex mutex_;
  std::condition_variable changed_;
  int hanging_count_ = 0;
  int cancelled_count_ = 0;
};

}  // namespace baophu::gateway

#endif  // BAOPHU_TESTS_INTEGRATION_GATEWAY_SUITE_BACKEND_H_
