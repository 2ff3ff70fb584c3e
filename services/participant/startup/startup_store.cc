#include "services/participant/startup/startup_store.h"

#include "common/sql/cursor.h"
#include "common/sql/row_batch.h"

namespace baophu::participant::startup_store {

std::string ReadKeyDigest(soci::session& session) {
  std::string digest;
  session << "SELECT digest FROM key_check WHERE id = 1", soci::into(digest);
  return session.got_data() ? digest : std::string();
}

void AddKeyDigest(soci::session& session, const std::string& digest) {
  session << "INSERT INTO key_check (id, digest) VALUES (1, :d) ON CONFLICT (id) DO NOTHING",
      soci::use(digest);
}

std::string ReadAnySealedIdentifiers(soci::session& session) {
  std::string sealed;
  session << "SELECT identifiers FROM person LIMIT 1", soci::into(sealed);
  return session.got_data() ? sealed : std::string();
}

std::vector<RankedCategory> ReadCategories(soci::session& session) {
  std::vector<RankedCategory> categories;
  sql::Cursor cursor(session,
                     "SELECT scheme, category_rank, category FROM category_rank "
                     "ORDER BY scheme, category",
                     {}, 2, 1);
  while (cursor.Next()) {
    categories.push_back({static_cast<Scheme>(cursor.number(0)), cursor.text(0),
                          static_cast<int>(cursor.number(1))});
  }
  return categories;
}

void AddCategories(soci::session& session, const std::vector<RankedCategory>& categories) {
  sql::RowBatch batch("category_rank", {"scheme", "category", "category_rank"});
  for (const RankedCategory& one : categories) {
    batch.Add(static_cast<int64_t>(one.scheme)).Add(one.code).Add(one.rank);
  }
  batch.InsertInto(session, "ON CONFLICT (scheme, category) DO NOTHING");
}

}  // namespace baophu::participant::startup_store
