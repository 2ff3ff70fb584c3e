#include "services/target/report_cache/cache_lineage.h"

#include <soci/soci.h>

#include <random>

#include "absl/strings/str_cat.h"
#include "common/status/try.h"

namespace baophu::target {
namespace {

std::string RandomText() {
  std::random_device random;
  const auto word = [&random] { return (uint64_t{random()} << 32) | random(); };
  return absl::StrCat(absl::Hex(word(), absl::kZeroPad16), absl::Hex(word(), absl::kZeroPad16));
}

}  // namespace

absl::StatusOr<std::string> ReadCacheLineage(sql::Database& database) {
  std::string lineage = RandomText();
  BAOPHU_TRY(database.Write([&](soci::session& session) {
    // The first replica to start chooses; the others read its choice.
    session << "INSERT INTO cache_lineage (id, lineage) VALUES (1, :l) ON CONFLICT (id) DO NOTHING",
        soci::use(lineage);
    session << "SELECT lineage FROM cache_lineage WHERE id = 1", soci::into(lineage);
    return absl::OkStatus();
  }));
  return lineage;
}

absl::Status RenewCacheLineage(sql::Database& database) {
  const std::string lineage = RandomText();
  return database.Write([&](soci::session& session) {
    session << "UPDATE cache_lineage SET lineage = :l WHERE id = 1", soci::use(lineage);
    return absl::OkStatus();
  });
}

}  // namespace baophu::target
