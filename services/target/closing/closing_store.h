#ifndef BAOPHU_SERVICES_TARGET_CLOSING_CLOSING_STORE_H_
#define BAOPHU_SERVICES_TARGET_CLOSING_CLOSING_STORE_H_

#include <soci/soci.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "common/area/area_code.h"
#include "common/month/month.h"
#include "services/target/closing/closing_seal.h"

namespace baophu::target {

// An entry of the chain as it is stored.
struct StoredEntry {
  ClosingEntry entry;
  ClosingSeal seal;
  int64_t report_count = 0;
};

// A closing with the entry that opened its month again, if there is one.
struct StoredClosing {
  StoredEntry closed;
  std::optional<StoredEntry> reopened;
};

// The bytes of one area's frozen report.
struct FrozenReport {
  AreaCode area;
  std::string bytes;  // A serialised CoverageReport.
};

// Tables closing_entry and closed_report, which only grow. Every function runs
// inside a read or a write of the service's database and throws what SOCI throws.
namespace closing_store {

std::optional<StoredClosing> Find(soci::session& session, int64_t closing_id);

// The newest closing of a month, whether or not it was opened again.
std::optional<StoredClosing> NewestOf(soci::session& session, Month month);

// At most `limit` closings with ids above `after_id`, by id; of one month only,
// if it is given.
std::vector<StoredClosing> List(soci::session& session, std::optional<Month> month,
                                int64_t after_id, int64_t limit);

// Digests of a closing's reports as they were stored, by area.
std::vector<ReportDigest> DigestsOf(soci::session& session, int64_t closing_id);

// At most `limit` frozen reports of a closing with codes after `after`, by code;
// an empty `area` means all areas.
std::vector<FrozenReport> ReportsOf(soci::session& session, int64_t closing_id,
                                    const std::string& area, const std::string& after,
                                    int64_t limit);

// The last entry of the chain; nothing before the first.
std::optional<StoredEntry> Newest(soci::session& session);

// Adds an entry, and the reports of a closing with their digests, in the same
// order.
void Add(soci::session& session, const ClosingEntry& entry, const ClosingSeal& seal,
         const std::vector<FrozenReport>& reports, const std::vector<ReportDigest>& digests);

// Calls `take` with every entry up to `last_id`, in order; digests of reports are
// taken anew of the bytes that are stored. Stops when it returns false.
void ReadChain(soci::session& session, int64_t last_id,
               const std::function<bool(const ClosingLink&)>& take);

// How many reports and entries the chain has up to an entry.
int64_t CountRecords(soci::session& session, int64_t last_id);

}  // namespace closing_store
}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_CLOSING_CLOSING_STORE_H_
