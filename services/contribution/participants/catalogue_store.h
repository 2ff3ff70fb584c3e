#ifndef BAOPHU_SERVICES_CONTRIBUTION_PARTICIPANTS_CATALOGUE_STORE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_PARTICIPANTS_CATALOGUE_STORE_H_

#include <soci/soci.h>

#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "common/area/area_catalogue.h"

// Tables participant_position and participant_area: what is known here of
// participant. Functions run inside a read or write of the database.
namespace baophu::contribution::catalogue_store {

// The last revision of participant that is applied here.
int64_t ReadPosition(soci::session& session);
void SavePosition(soci::session& session, int64_t revision);

// Replaces all areas; false when they are the same as before.
bool ReplaceAreas(soci::session& session, const std::vector<AreaRecord>& records);

// Keeps the catalogue in memory and reads it again only when the one that a
// transaction sees is another. Thread-safe.
class CatalogueCache {
 public:
  // The catalogue as this read or write of the database sees it.
  std::shared_ptr<const AreaCatalogue> Get(soci::session& session);

 private:
  std::mutex mutex_;
  int64_t version_ = 0;
  std::shared_ptr<const AreaCatalogue> catalogue_ = std::make_shared<const AreaCatalogue>();
};

}  // namespace baophu::contribution::catalogue_store

#endif  // BAOPHU_SERVICES_CONTRIBUTION_PARTICIPANTS_CATALOGUE_STORE_H_
