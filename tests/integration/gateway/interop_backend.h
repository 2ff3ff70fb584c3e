#ifndef BAOPHU_TESTS_INTEGRATION_GATEWAY_INTEROP_BACKEND_H_
#define BAOPHU_TESTS_INTEGRATION_GATEWAY_INTEROP_BACKEND_H_

#include <grpcpp/server.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "grpc/testing/test.grpc.pb.h"

namespace baophu::gateway {

// gRPC's interoperability service, as its test descriptions have it: echoes
// the metadata keys below, answers with as many bytes and with the status that
// the request asks for. Beyond them:
//
//   payload "hang"     the call does nothing until it is cancelled
//   payload "flood"    StreamingOutputCall sends 64 KiB messages until it is cancelled
//   payload "garble"   UnaryCall fails with details that are no google.rpc.Status
class InteropBackend final : public grpc::testing::TestService::WithCallbackMethod_UnaryCall<
                                 grpc::testing::TestService::WithCallbackMethod_StreamingOutputCall<
                                     grpc::testing::TestService::Service>> {
 public:
  static constexpr char kEchoInitial[] = "x-grpc-test-echo-initial";
  static constexpr char kEchoTrailing[] = "x-grpc-test-echo-trailing-bin";

  // Listens on `address`, by default on a port of the system's choice.
  explicit InteropBackend(const std::string& address = "127.0.0.1:0");
  ~InteropBackend() override;

  const std::string& address() const { return address_; }
  int flood_count() const { return flood_count_.load(); }
  // Blocks until this many calls that hung or flooded were cancelled.
  void WaitForCancelled(int count);
  void WaitForHanging(int count);
  void NoteHanging();
  void NoteCancelled();
  void NoteFlood() { flood_count_.fetch_add(1); }
  // Time that the last UnaryCall had left when it arrived; nothing: no deadline.
  std::optional<std::chrono::milliseconds> last_time_left() const;

  grpc::Status EmptyCall(grpc::ServerContext* context, const grpc::testing::Empty* request,
                         grpc::testing::Empty* response) override;
  grpc::ServerUnaryReactor* UnaryCall(grpc::CallbackServerContext* context,
                                      const grpc::testing::SimpleRequest* request,
                                      grpc::testing::SimpleResponse* response) override;
  grpc::ServerWriteReactor<grpc::testing::StreamingOutputCallResponse>* StreamingOutputCall(
      grpc::CallbackServerContext* context,
      const grpc::testing::StreamingOutputCallRequest* request) override;
  grpc::Status StreamingInputCall(
      grpc::ServerContext* context,
      grpc::ServerReader<grpc::testing::StreamingInputCallRequest>* reader,
      grpc::testing::StreamingInputCallResponse* response) override;
  grpc::Status FullDuplexCall(
      grpc::ServerContext* context,
      grpc::ServerReaderWriter<grpc::testing::StreamingOutputCallResponse,
                               grpc::testing::StreamingOutputCallRequest>* stream) override;

 private:
  std::string address_;
  std::unique_ptr<grpc::Server> server_;
  std::atomic<int> flood_count_{0};
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  int hanging_count_ = 0;
  int cancelled_count_ = 0;
  std::optional<std::chrono::milliseconds> last_time_left_;
};

}  // namespace baophu::gateway

#endif  // BAOPHU_TESTS_INTEGRATION_GATEWAY_INTEROP_BACKEND_H_
