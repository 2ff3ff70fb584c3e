#ifndef BAOPHU_SERVICES_PARTICIPANT_EMPLOYERS_EMPLOYER_STORE_H_
#define BAOPHU_SERVICES_PARTICIPANT_EMPLOYERS_EMPLOYER_STORE_H_

#include <soci/soci.h>

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "common/area/area_code.h"
#include "common/identifiers/ids.h"
#include "common/month/month.h"

namespace baophu::participant {

struct EmployerRecord {
  EmployerId id;
  std::string tax_code;
  std::string unit_code;
  std::string unit_code_2025;
  std::string name;
  AreaCode area;
  std::string funding_type;
  std::map<Month, std::string> statuses;  // By first month.

  friend bool operator==(const EmployerRecord&, const EmployerRecord&) = default;
};

// SQL of employers. All functions run inside a read or write of the database.
namespace employer_store {

// Which employers these tax or unit codes belong to; unknown ones are left out.
absl::flat_hash_map<std::string, int64_t> FindEmployers(soci::session& session,
                                                        const std::vector<std::string>& codes);
std::vector<EmployerRecord> ReadEmployers(soci::session& session, std::span<const int64_t> ids);
// Up to `limit` employers with ids above `after`, of one area unless it is empty.
std::vector<EmployerRecord> ListEmployers(soci::session& session, int64_t after, AreaCode area,
                                          int64_t limit);
absl::flat_hash_map<int64_t, AreaCode> ReadAreas(soci::session& session,
                                                 std::span<const int64_t> ids);
// Inserts or replaces employers and their statuses.
void WriteEmployers(soci::session& session, const std::vector<EmployerRecord>& employers,
                    int64_t revision);
void AddCodes(soci::session& session, const std::vector<std::pair<std::string, EmployerId>>& codes);

}  // namespace employer_store
}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_EMPLOYERS_EMPLOYER_STORE_H_
