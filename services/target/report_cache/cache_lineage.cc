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

absl::StatusOr<std::unique_ptr<CacheLineage>> CacheLineage::Open(sql::Database& database) {
  std::string text = RandomText();
  long long participant = 0;
  long long contribution = 0;
  BAOPHU_TRY(database.Write([&](soci::session& session) {
    session << "INSERT INTO cache_lineage (id, lineage) VALUES (1, :l) ON CONFLICT (id) DO NOTHING",
        soci::use(text);
    session << "SELECT lineage, participant_revision, contribution_revision FROM cache_lineage "
               "WHERE id = 1",
        soci::into(text), soci::into(participant), soci::into(contribution);
    return absl::OkStatus();
  }));
  return std::unique_ptr<CacheLineage>(
      new CacheLineage(database, std::move(text), {{participant, contribution, 0}}));
}

absl::Status CacheLineage::Reach(const Revisions& revisions) {
  const std::lock_guard lock(mutex_);
  Revisions reach = Revisions::Max(durable_, revisions);
  reach[Source::kTarget] = 0;
  if (reach == durable_) return absl::OkStatus();
  BAOPHU_TRY(database_.Write([&](soci::session& session) {
    const long long participant = reach[Source::kParticipant];
    const long long contribution = reach[Source::kContribution];
    // Other replicas may have come further, and one may have renewed the text:
    // what is cached under the old one is then not looked for again.
    session << "UPDATE cache_lineage SET participant_revision = :p WHERE id = 1 AND lineage = :l "
               "AND participant_revision < :p2",
        soci::use(participant, "p"), soci::use(text_, "l"), soci::use(participant, "p2");
    session << "UPDATE cache_lineage SET contribution_revision = :c WHERE id = 1 AND lineage = :l "
               "AND contribution_revision < :c2",
        soci::use(contribution, "c"), soci::use(text_, "l"), soci::use(contribution, "c2");
    return absl::OkStatus();
  }));
  durable_ = reach;
  return absl::OkStatus();
}

absl::Status CacheLineage::Renew() {
  const std::string text = RandomText();
  return database_.Write([&](soci::session& session) {
    session << "UPDATE cache_lineage SET lineage = :l, participant_revision = 0, "
               "contribution_revision = 0 WHERE id = 1",
        soci::use(text);
    return absl::OkStatus();
  });
}

}  // namespace baophu::target
