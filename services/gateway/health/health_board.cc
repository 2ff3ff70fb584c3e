#include "services/gateway/health/health_board.h"

#include <google/protobuf/descriptor.h>

#include <algorithm>
#include <utility>

namespace baophu::gateway {

HealthBoard::HealthBoard(const MethodCatalogue& catalogue)
    : upstream_names_(catalogue.upstream_names()), is_serving_(upstream_names_.size(), false) {
  for (size_t i = 0; i < catalogue.services().size(); ++i) {
    const auto* service = catalogue.services()[i];
    const size_t upstream = catalogue.service_upstreams()[i];
    upstream_of_name_[service->full_name()] = upstream;
    upstream_of_name_[service->file()->package()] = upstream;
  }
}

void HealthBoard::SetServing(size_t upstream, bool is_serving) {
  const std::lock_guard lock(mutex_);
  if (is_serving_[upstream] == is_serving) return;
  is_serving_[upstream] = is_serving;
  NotifyLocked();
}

void HealthBoard::SetStopping() {
  const std::lock_guard lock(mutex_);
  is_stopping_ = true;
  NotifyLocked();
}

std::optional<bool> HealthBoard::IsServing(std::string_view name) const {
  const std::lock_guard lock(mutex_);
  return IsServingLocked(name);
}

std::vector<std::pair<std::string, bool>> HealthBoard::Upstreams() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::pair<std::string, bool>> upstreams;
  for (size_t i = 0; i < upstream_names_.size(); ++i) {
    upstreams.emplace_back(upstream_names_[i], is_serving_[i]);
  }
  return upstreams;
}

int HealthBoard::Listen(std::string name, Listener listener) {
  const std::lock_guard lock(mutex_);
  listener(IsServingLocked(name), is_stopping_);
  listeners_.emplace(++last_id_, std::pair(std::move(name), std::move(listener)));
  return last_id_;
}

void HealthBoard::Unlisten(int id) {
  const std::lock_guard lock(mutex_);
  listeners_.erase(id);
}

std::optional<bool> HealthBoard::IsServingLocked(std::string_view name) const {
  if (name == "liveness") return true;
  if (name.empty() || name == "readiness") {
    return !is_stopping_ && std::all_of(is_serving_.begin(), is_serving_.end(),
                                        [](bool is_serving) { return is_serving; });
  }
  const auto upstream = upstream_of_name_.find(std::string(name));
  if (upstream == upstream_of_name_.end()) return std::nullopt;
  return !is_stopping_ && is_serving_[upstream->second];
}

void HealthBoard::NotifyLocked() {
  for (const auto& [id, entry] : listeners_) {
    entry.second(IsServingLocked(entry.first), is_stopping_);
  }
}

}  // namespace baophu::gateway
