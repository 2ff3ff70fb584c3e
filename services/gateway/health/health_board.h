#ifndef BAOPHU_SERVICES_GATEWAY_HEALTH_HEALTH_BOARD_H_
#define BAOPHU_SERVICES_GATEWAY_HEALTH_HEALTH_BOARD_H_

#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "services/gateway/catalogue/method_catalogue.h"

namespace baophu::gateway {

// What is known of the health of the suite: the state of each service behind
// the gateway, and the names under which callers may ask for it.
//
//   ""  and "readiness"                   every service serves, and the gateway is not stopping
//   "liveness"                            the gateway runs
//   "baophu.target.v1", its services      the service behind that package
//
// Thread-safe.
class HealthBoard {
 public:
  // Every upstream starts as not serving.
  explicit HealthBoard(const MethodCatalogue& catalogue);

  void SetServing(size_t upstream, bool is_serving);
  // From now on nothing but "liveness" serves.
  void SetStopping();

  // Nothing for a name that nobody has.
  std::optional<bool> IsServing(std::string_view name) const;
  // Names of the upstreams with their states, for people.
  std::vector<std::pair<std::string, bool>> Upstreams() const;

  // Calls `listener` now and after every change of anything, until Unlisten,
  // which waits for a call that is under way. The listener runs with the board
  // locked: it must not block and must not call the board.
  using Listener = std::function<void(std::optional<bool> is_serving, bool is_stopping)>;
  int Listen(std::string name, Listener listener);
  void Unlisten(int id);

 private:
  std::optional<bool> IsServingLocked(std::string_view name) const;
  void NotifyLocked();

  mutable std::mutex mutex_;
  const std::vector<std::string> upstream_names_;
  std::unordered_map<std::string, size_t> upstream_of_name_;
  std::vector<bool> is_serving_;
  bool is_stopping_ = false;
  int last_id_ = 0;
  std::map<int, std::pair<std::string, Listener>> listeners_;
};

}  // namespace baophu::gateway

#endif  // BAOPHU_SERVICES_GATEWAY_HEALTH_HEALTH_BOARD_H_
