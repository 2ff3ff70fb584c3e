#include "services/participant/startup/startup_check.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/status/try.h"
#include "services/participant/employers/employer_code.h"
#include "services/participant/startup/startup_store.h"

namespace baophu::participant {
namespace {

// Changing it makes every database refuse its key.
constexpr char kKeyCheckText[] = "participant key check";

std::string DigestOf(const KeyRing& keys) {
  const KeyedHash hash = keys.Hash(kKeyCheckText);
  return absl::StrCat(hash.high, ":", hash.low);
}

absl::Status WrongKey(const std::string& key_file) {
  return absl::FailedPreconditionError(absl::StrCat(
      "key file ", key_file,
      ": is not the one of this database, so that no identifier would be found; restore the file "
      "that the database was filled with, or give an empty database"));
}

}  // namespace

absl::StatusOr<KeyRing> LoadKeys(sql::Database& database, const std::string& key_file) {
  std::string known_digest, sealed;
  BAOPHU_TRY(database.Read([&](soci::session& session) {
    known_digest = startup_store::ReadKeyDigest(session);
    sealed = startup_store::ReadAnySealedIdentifiers(session);
    return absl::OkStatus();
  }));
  const bool has_key = !known_digest.empty() || !sealed.empty();
  BAOPHU_ASSIGN(KeyRing keys, has_key ? KeyRing::Load(key_file) : KeyRing::LoadOrCreate(key_file));
  // Databases filled before the digest was kept tell by what they encrypted.
  if (!sealed.empty() && !keys.Open(sealed).ok()) return WrongKey(key_file);
  BAOPHU_TRY(database.Write([&](soci::session& session) -> absl::Status {
    startup_store::AddKeyDigest(session, DigestOf(keys));
    return startup_store::ReadKeyDigest(session) == DigestOf(keys) ? absl::OkStatus()
                                                                   : WrongKey(key_file);
  }));
  return keys;
}

absl::Status SealTaxCodes(sql::Database& database, const KeyRing& keys) {
  return database.Write([&](soci::session& session) {
    for (const auto& [employer, tax_code] : startup_store::ReadClearTaxCodes(session)) {
      startup_store::SealTaxCode(session, employer, keys.Seal(tax_code));
    }
    for (const std::string& code : startup_store::ReadClearCodes(session)) {
      const std::string indexed = IndexedEmployerCode(keys, code);
      if (indexed != code) startup_store::ReplaceCode(session, code, indexed);
    }
    return absl::OkStatus();
  });
}

absl::Status CheckCategories(sql::Database& database, const Categories& categories,
                             const std::string& path) {
  return database.Write([&](soci::session& session) -> absl::Status {
    const std::vector<RankedCategory> listed = categories.Ranked();
    startup_store::AddCategories(session, listed);
    for (const RankedCategory& stored : startup_store::ReadCategories(session)) {
      if (std::find(listed.begin(), listed.end(), stored) != listed.end()) continue;
      return absl::FailedPreconditionError(absl::StrCat(
          path, ": the stored counts rest on the category ", stored.code, " of ",
          std::string(SchemeText(stored.scheme)), " with rank ", stored.rank,
          ", and the file has no such line; restore it, or fill an empty database with the new "
          "file"));
    }
    return absl::OkStatus();
  });
}

}  // namespace baophu::participant
