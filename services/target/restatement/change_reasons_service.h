#ifndef BAOPHU_SERVICES_TARGET_RESTATEMENT_CHANGE_REASONS_SERVICE_H_
#define BAOPHU_SERVICES_TARGET_RESTATEMENT_CHANGE_REASONS_SERVICE_H_

#include <grpcpp/grpcpp.h>

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/area/area_code.h"
#include "common/month/month.h"
#include "common/sql/database.h"
#include "services/target/freshness/revisions.h"

namespace baophu::target {

// A revision that touched an area's figures, with the records behind it.
struct ChangeReason {
  Source source = Source::kParticipant;
  int64_t revision = 0;
  int64_t committed_us = 0;
  std::string from_month;  // First month touched, YYYY-MM; empty: maybe any.
  std::vector<std::string> records;
  bool more_records = false;
};

struct ChangeReasons {
  std::vector<ChangeReason> reasons;  // By service and revision.
  bool more = false;                  // There are more than are told.
};

// Finds out from the services' feeds and records what changed figures of areas.
// Its functions block on calls, so they are for threads that may. Thread-safe.
class ChangeReasonsReader {
 public:
  // The database must outlive this.
  ChangeReasonsReader(std::shared_ptr<grpc::Channel> participant,
                      std::shared_ptr<grpc::Channel> contribution, sql::Database& database);
  ~ChangeReasonsReader();

  // What came after `after`, up to `through`, and touched figures of a month of one
  // of these areas, each given with all areas whose figures its own rest on, itself
  // included. Of history that a feed does not hold any more nothing is told but that
  // there is more. UNAVAILABLE, naming the service.
  absl::StatusOr<std::map<AreaCode, ChangeReasons>> Find(
      const std::map<AreaCode, std::vector<AreaCode>>& areas, Month month, const Revisions& after,
      const Revisions& through, absl::Time deadline) const;

 private:
  struct Stubs;

  // Of each area by itself.
  absl::StatusOr<std::map<AreaCode, ChangeReasons>> FindOfEach(const std::set<AreaCode>& areas,
                                                               Month month, const Revisions& after,
                                                               const Revisions& through,
                                                               absl::Time deadline) const;

  const std::unique_ptr<Stubs> stubs_;
  sql::Database& database_;
};

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_RESTATEMENT_CHANGE_REASONS_SERVICE_H_
