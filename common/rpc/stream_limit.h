#ifndef BAOPHU_COMMON_RPC_STREAM_LIMIT_H_
#define BAOPHU_COMMON_RPC_STREAM_LIMIT_H_

#include <atomic>
#include <memory>

namespace baophu::rpc {

// How many streams of one kind may be open at once. Unary calls are bounded by
// the executor; a stream holds memory also while nothing of it runs.
// Thread-safe.
class StreamLimit {
  struct Leave {
    void operator()(StreamLimit* limit) const { --limit->open_; }
  };

 public:
  explicit StreamLimit(int max_open) : max_open_(max_open) {}

  // A stream's place, given back when it is destroyed. The limit must outlive it.
  using Place = std::unique_ptr<StreamLimit, Leave>;

  // Null when as many streams are open as may be: the caller is told
  // Overloaded().
  Place TryEnter() {
    if (open_.fetch_add(1) < max_open_) return Place(this);
    --open_;
    return nullptr;
  }

 private:
  const int max_open_;
  std::atomic<int> open_ = 0;
};

}  // namespace baophu::rpc

#endif  // BAOPHU_COMMON_RPC_STREAM_LIMIT_H_
