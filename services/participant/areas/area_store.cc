#include "services/participant/areas/area_store.h"

#include "common/sql/cursor.h"
#include "common/sql/row_batch.h"

namespace baophu::participant {
namespace area_store {
namespace {

void SetRevision(soci::session& session, int64_t revision) {
  const long long at = revision;
  session << "UPDATE area_state SET revision = :r WHERE id = 1", soci::use(at);
}

}  // namespace

std::vector<AreaRecord> ReadAreas(soci::session& session) {
  std::vector<AreaRecord> records;
  sql::Cursor cursor(session,
                     "SELECT valid_from, valid_to, area_code, area_level, area_name, parent_code "
                     "FROM area",
                     {}, /*numbers=*/2, /*texts=*/4);
  while (cursor.Next()) {
    // Levels were checked when they were written.
    records.push_back({AreaCode::FromTrusted(cursor.text(0)),
                       ParseAreaLevel(cursor.text(1)).value_or(AreaLevel::kCommune), cursor.text(2),
                       AreaCode::FromTrusted(cursor.text(3)),
                       Month::FromNumber(static_cast<int32_t>(cursor.number(0))),
                       Month::FromNumber(static_cast<int32_t>(cursor.number(1)))});
  }
  return records;
}

std::vector<AreaSuccession> ReadSuccessions(soci::session& session) {
  std::vector<AreaSuccession> successions;
  sql::Cursor cursor(session,
                     "SELECT effective_from, predecessor_code, successor_code FROM area_succession "
                     "ORDER BY predecessor_code, successor_code, effective_from",
                     {}, 1, 2);
  while (cursor.Next()) {
    successions.push_back({AreaCode::FromTrusted(cursor.text(0)),
                           AreaCode::FromTrusted(cursor.text(1)),
                           Month::FromNumber(static_cast<int32_t>(cursor.number(0)))});
  }
  return successions;
}

void WriteAreas(soci::session& session, const std::vector<AreaRecord>& records, int64_t revision) {
  sql::RowBatch batch(
      "area", {"area_code", "valid_from", "valid_to", "area_level", "area_name", "parent_code"});
  for (const AreaRecord& record : records) {
    batch.Add(record.code.text())
        .Add(record.valid_from.number())
        .Add(record.valid_to.number())
        .Add(AreaLevelText(record.level))
        .Add(record.name)
        .Add(record.parent.text());
  }
  batch.InsertInto(
      session,
      "ON CONFLICT (area_code, valid_from) DO UPDATE SET valid_to = excluded.valid_to, "
      "area_level = excluded.area_level, area_name = excluded.area_name, "
      "parent_code = excluded.parent_code");
  SetRevision(session, revision);
}

int64_t WriteSuccessions(soci::session& session, const std::vector<AreaSuccession>& successions,
                         int64_t revision) {
  const auto count = [&] {
    long long rows = 0;
    session << "SELECT COUNT(*) FROM area_succession", soci::into(rows);
    return rows;
  };
  const long long before = count();
  sql::RowBatch batch("area_succession", {"predecessor_code", "successor_code", "effective_from"});
  for (const AreaSuccession& succession : successions) {
    batch.Add(succession.predecessor.text())
        .Add(succession.successor.text())
        .Add(succession.effective_from.number());
  }
  batch.InsertInto(session,
                   "ON CONFLICT (predecessor_code, successor_code, effective_from) DO NOTHING");
  const int64_t added = count() - before;
  if (added > 0) SetRevision(session, revision);
  return added;
}

}  // namespace area_store

std::shared_ptr<const AreaCatalogue> AreaRegistry::In(soci::session& session) {
  const std::shared_ptr<const AreaHistory> history = HistoryIn(session);
  return {history, &history->catalogue()};
}

std::shared_ptr<const AreaHistory> AreaRegistry::HistoryIn(soci::session& session) {
  long long revision = 0;
  session << "SELECT revision FROM area_state WHERE id = 1", soci::into(revision);
  {
    const std::lock_guard lock(mutex_);
    if (revision_ == revision) return history_;
  }
  auto history = std::make_shared<const AreaHistory>(area_store::ReadAreas(session),
                                                     area_store::ReadSuccessions(session));
  const std::lock_guard lock(mutex_);
  // Readers of older snapshots must not push back what a newer one has read.
  if (revision > revision_) {
    revision_ = revision;
    history_ = history;
  }
  return history;
}

}  // namespace baophu::participant
