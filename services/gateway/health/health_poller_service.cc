#include "services/gateway/health/health_poller_service.h"

#include <memory>
#include <utility>
#include <vector>

#include "grpc/health/v1/health.grpc.pb.h"

namespace baophu::gateway {
namespace {

// A service that needs longer to say how it is does not serve.
constexpr std::chrono::milliseconds kAnswerTimeout(1000);

struct Question {
  grpc::ClientContext context;
  grpc::health::v1::HealthCheckRequest request;
  grpc::health::v1::HealthCheckResponse response;
  std::unique_ptr<grpc::health::v1::Health::Stub> stub;
};

bool Serves(const grpc::Status& status, const grpc::health::v1::HealthCheckResponse& response) {
  if (status.error_code() == grpc::StatusCode::UNIMPLEMENTED) return true;
  return status.ok() && response.status() == grpc::health::v1::HealthCheckResponse::SERVING;
}

}  // namespace

HealthPoller::HealthPoller(Upstreams& upstreams, HealthBoard& board,
                           std::chrono::milliseconds interval, std::function<void()> on_tick)
    : upstreams_(upstreams),
      board_(board),
      interval_(interval),
      on_tick_(std::move(on_tick)),
      thread_([this] { Run(); }) {}

HealthPoller::~HealthPoller() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void HealthPoller::Run() {
  while (true) {
    PollAll();
    if (on_tick_) on_tick_();
    std::unique_lock lock(mutex_);
    if (wake_.wait_for(lock, interval_, [this] { return is_stopping_; })) return;
  }
}

void HealthPoller::PollAll() {
  std::mutex mutex;
  std::condition_variable all_answered;
  size_t waiting = upstreams_.size();
  std::vector<std::unique_ptr<Question>> questions;
  for (size_t i = 0; i < upstreams_.size(); ++i) {
    auto& question = *questions.emplace_back(std::make_unique<Question>());
    question.stub = grpc::health::v1::Health::NewStub(upstreams_.channel(i));
    question.context.set_deadline(std::chrono::system_clock::now() + kAnswerTimeout);
    question.stub->async()->Check(
        &question.context, &question.request, &question.response,
        [this, i, &question, &mutex, &all_answered, &waiting](grpc::Status status) {
          board_.SetServing(i, Serves(status, question.response));
          const std::lock_guard lock(mutex);
          if (--waiting == 0) all_answered.notify_all();
        });
  }
  // Each question has a deadline, so each is answered.
  std::unique_lock lock(mutex);
  all_answered.wait(lock, [&waiting] { return waiting == 0; });
}

}  // namespace baophu::gateway
