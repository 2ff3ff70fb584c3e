#ifndef BAOPHU_COMMON_RPC_EXECUTOR_H_
#define BAOPHU_COMMON_RPC_EXECUTOR_H_

#include <atomic>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <functional>

namespace baophu::rpc {

// Threads for work that blocks, such as database calls, kept off gRPC's own
// threads. It takes a bounded amount of work, so that a service says
// RESOURCE_EXHAUSTED before it drowns. Thread-safe.
class Executor {
 public:
  Executor(int threads, int max_waiting)
      : max_unfinished_(threads + max_waiting), pool_(static_cast<size_t>(threads)) {}
  ~Executor() { pool_.join(); }

  // Runs `work` on a thread of the pool; false, and it never runs, when there
  // is too much work already.
  bool TryRun(std::function<void()> work) {
    if (unfinished_.fetch_add(1) >= max_unfinished_) {
      unfinished_.fetch_sub(1);
      return false;
    }
    Post(std::move(work));
    return true;
  }

  // Runs `work` however much waits: for the next step of a call that was
  // admitted before.
  void Run(std::function<void()> work) {
    unfinished_.fetch_add(1);
    Post(std::move(work));
  }

 private:
  void Post(std::function<void()> work) {
    boost::asio::post(pool_, [this, work = std::move(work)] {
      work();
      unfinished_.fetch_sub(1);
    });
  }

  const int max_unfinished_;
  std::atomic<int> unfinished_ = 0;
  boost::asio::thread_pool pool_;
};

}  // namespace baophu::rpc

#endif  // BAOPHU_COMMON_RPC_EXECUTOR_H_
