#include "services/contribution/participants/catalogue_store.h"

#include <algorithm>
#include <string>
#include <tuple>

#include "common/sql/cursor.h"
#include "common/sql/row_batch.h"
#include "common/text/fnv1a.h"

namespace baophu::contribution::catalogue_store {
namespace {

// Hash of what is stored. A version is of the content and not a number that
// counts up, so that a transaction that was rolled back cannot leave its
// catalogue in a cache under the number of another one. Never 0, which stands
// for a database that has no areas yet.
int64_t VersionOf(const std::vector<AreaRecord>& sorted) {
  Fnv1a hash;
  for (const AreaRecord& record : sorted) {
    hash.AddText(record.code.text());
    hash.Add(0x100 + static_cast<uint64_t>(record.level));
    hash.AddText(record.parent.text());
    hash.Add(0x200 + static_cast<uint64_t>(record.valid_from.number()));
    hash.Add(0x200 + static_cast<uint64_t>(record.valid_to.number()));
  }
  const auto version = static_cast<int64_t>(hash.hash());
  return version == 0 ? 1 : version;
}

int64_t ReadVersion(soci::session& session) {
  long long version = 0;
  session << "SELECT catalogue_version FROM participant_position WHERE id = 1", soci::into(version);
  return version;
}

std::vector<AreaRecord> ReadAreas(soci::session& session) {
  std::vector<AreaRecord> records;
  sql::Cursor cursor(session,
                     "SELECT valid_from, valid_to, level, code, parent "
                     "FROM participant_area",
                     {}, 3, 2);
  while (cursor.Next()) {
    const std::string& parent = cursor.text(1);
    records.push_back({AreaCode::FromTrusted(cursor.text(0)),
                       static_cast<AreaLevel>(cursor.number(2)), "",
                       parent.empty() ? AreaCode() : AreaCode::FromTrusted(parent),
                       Month::FromNumber(static_cast<int32_t>(cursor.number(0))),
                       Month::FromNumber(static_cast<int32_t>(cursor.number(1)))});
  }
  return records;
}

}  // namespace

int64_t ReadPosition(soci::session& session) {
  long long revision = 0;
  session << "SELECT revision FROM participant_position WHERE id = 1", soci::into(revision);
  return revision;
}

void SavePosition(soci::session& session, int64_t revision) {
  const long long applied = revision;
  session << "UPDATE participant_position SET revision = :r WHERE id = 1", soci::use(applied);
}

bool ReplaceAreas(soci::session& session, const std::vector<AreaRecord>& records) {
  std::vector<AreaRecord> sorted = records;
  std::sort(sorted.begin(), sorted.end(), [](const AreaRecord& a, const AreaRecord& b) {
    return std::tie(a.code, a.valid_from) < std::tie(b.code, b.valid_from);
  });
  const long long version = VersionOf(sorted);
  if (version == ReadVersion(session)) return false;
  session << "DELETE FROM participant_area";
  sql::RowBatch rows("participant_area", {"code", "valid_from", "valid_to", "level", "parent"});
  for (const AreaRecord& record : sorted) {
    rows.Add(record.code.text())
        .Add(record.valid_from.number())
        .Add(record.valid_to.number())
        .Add(static_cast<int64_t>(record.level))
        .Add(record.parent.text());
  }
  rows.InsertInto(session);
  session << "UPDATE participant_position SET catalogue_version = :v WHERE id = 1",
      soci::use(version);
  return true;
}

std::shared_ptr<const AreaCatalogue> CatalogueCache::Get(soci::session& session) {
  const int64_t version = ReadVersion(session);
  {
    const std::lock_guard lock(mutex_);
    if (version == version_) return catalogue_;
  }
  auto catalogue = std::make_shared<const AreaCatalogue>(ReadAreas(session));
  const std::lock_guard lock(mutex_);
  version_ = version;
  catalogue_ = catalogue;
  return catalogue;
}

}  // namespace baophu::contribution::catalogue_store
