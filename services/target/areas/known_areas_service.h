#ifndef BAOPHU_SERVICES_TARGET_AREAS_KNOWN_AREAS_SERVICE_H_
#define BAOPHU_SERVICES_TARGET_AREAS_KNOWN_AREAS_SERVICE_H_

#include <grpcpp/grpcpp.h>

#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/area/area_history.h"
#include "services/target/freshness/freshness.h"

namespace baophu::target {

// The area catalogue of participant, kept in memory until participant's feed
// says that it changed. Its functions block on calls, so they are for threads
// that may. Thread-safe.
class KnownAreas {
 public:
  // Freshness must outlive this.
  KnownAreas(std::shared_ptr<grpc::Channel> participant, Freshness& freshness);
  ~KnownAreas();

  // The catalogue, read after everything up to `read_from` of participant's
  // feed was applied here, and after `setback_count` setbacks (see Freshness).
  struct Reading {
    std::shared_ptr<const AreaHistory> history;
    std::shared_ptr<const AreaCatalogue> areas;  // Of the history.
    int64_t read_from = 0;
    int64_t setback_count = 0;
  };
  // UNAVAILABLE, naming participant, when it must be asked and cannot be.
  absl::StatusOr<Reading> Read(absl::Time deadline);

  // Whether nothing that is applied here has changed the catalogue since.
  bool IsCurrent(const Reading& reading) const;

  // Which of these areas do not exist in their months, as places in `wanted`.
  // Before saying so of one, it makes sure to know what participant has
  // committed by now; UNAVAILABLE when it cannot.
  absl::StatusOr<std::vector<size_t>> FindUnknown(
      const std::vector<std::pair<AreaCode, Month>>& wanted, absl::Time deadline);

 private:
  struct Stubs;

  // What was read last, without areas when it is not current any more.
  Reading Current();
  absl::StatusOr<std::shared_ptr<const AreaHistory>> Load(absl::Time deadline);
  // Waits until what participant has committed by now is applied here.
  absl::Status CatchUp(absl::Time deadline);

  const std::unique_ptr<Stubs> stubs_;
  Freshness& freshness_;
  std::mutex loading_;  // Held while one caller loads for all.
  std::mutex mutex_;
  Reading reading_;  // Without areas until the first load.
};

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_AREAS_KNOWN_AREAS_SERVICE_H_
