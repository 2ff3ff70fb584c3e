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
  std::string tax_code;  // Empty for an individual.
  std::string unit_code;
  std::string unit_code_2025;
  std::string name;
  AreaCode area;
  std::string funding_type;
  std::map<Month, std::string> statuses;  // By first month.
  std::string sealed_tax_code;            // Ciphertext; of an individual only.

  bool has_tax_code() const { return !tax_code.empty() || !sealed_tax_code.empty(); }
  friend bool operator==(const EmployerRecord&, const EmployerRecord&) = default;
};

// Numbered as in the database.
enum class EmployerCodeKind { kTax = 1, kUnit = 2, kUnit2025 = 3 };

// One code of one employer, as IndexedEmployerCode writes it.
struct EmployerCode {
  std::string code;
  EmployerCodeKind kind = EmployerCodeKind::kTax;
  EmployerId employer;
};

// SQL of employers. All functions run inside a read or write of the database.
namespace employer_store {

// Everybody who has one of these codes.
std::vector<EmployerCode> ReadCodes(soci::session& session, const std::vector<std::string>& codes);
// Which employer each of these codes means: the unit that has it as its unit
// code, else the only one that has it as its tax code. Unknown codes are left
// out; one that several units share means none (0).
absl::flat_hash_map<std::string, EmployerId> FindEmployers(soci::session& session,
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
void AddCodes(soci::session& session, const std::vector<EmployerCode>& codes);

}  // namespace employer_store
}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_EMPLOYERS_EMPLOYER_STORE_H_
