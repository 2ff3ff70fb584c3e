#ifndef BAOPHU_SERVICES_PARTICIPANT_AREAS_AREA_STORE_H_
#define BAOPHU_SERVICES_PARTICIPANT_AREAS_AREA_STORE_H_

#include <soci/soci.h>

#include <memory>
#include <mutex>
#include <vector>

#include "common/area/area_history.h"

namespace baophu::participant {

namespace area_store {

std::vector<AreaRecord> ReadAreas(soci::session& session);
std::vector<AreaSuccession> ReadSuccessions(soci::session& session);
// A record with the same code and valid_from is replaced.
void WriteAreas(soci::session& session, const std::vector<AreaRecord>& records, int64_t revision);
// Returns how many were new.
int64_t WriteSuccessions(soci::session& session, const std::vector<AreaSuccession>& successions,
                         int64_t revision);

}  // namespace area_store

// The area catalogue as a transaction sees it, kept in memory until a revision
// changes it. Thread-safe.
class AreaRegistry {
 public:
  // Reads one number, and the catalogue only when it has changed. Not for a
  // transaction that changes the catalogue itself.
  std::shared_ptr<const AreaCatalogue> In(soci::session& session);
  // The same with what became of the areas.
  std::shared_ptr<const AreaHistory> HistoryIn(soci::session& session);

 private:
  std::mutex mutex_;
  int64_t revision_ = -1;
  std::shared_ptr<const AreaHistory> history_;
};

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_AREAS_AREA_STORE_H_
