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

std::vector<std::pair<EmployerId, std::string>> ReadClearTaxCodes(soci::session& session) {
  std::vector<std::pair<EmployerId, std::string>> clear;
  sql::Cursor cursor(
      session, "SELECT employer_id, tax_code FROM employer WHERE LENGTH(tax_code) = 12", {}, 1, 1);
  while (cursor.Next()) clear.emplace_back(EmployerId(cursor.number(0)), cursor.text(0));
  return clear;
}

void SealTaxCode(soci::session& session, EmployerId employer, const std::string& sealed) {
  const long long id = employer.value();
  session << "UPDATE employer SET tax_code = '', sealed_tax_code = :s WHERE employer_id = :e",
      soci::use(sealed, "s"), soci::use(id, "e");
}

std::vector<std::string> ReadClearCodes(soci::session& session) {
  std::vector<std::string> clear;
  sql::Cursor cursor(session, "SELECT DISTINCT code FROM employer_code WHERE LENGTH(code) = 12", {},
                     0, 1);
  while (cursor.Next()) clear.push_back(cursor.text(0));
  return clear;
}

void ReplaceCode(soci::session& session, const std::string& clear, const std::string& indexed) {
  session << "UPDATE employer_code SET code = :i WHERE code = :c", soci::use(indexed, "i"),
      soci::use(clear, "c");
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
