#ifndef BAOPHU_SERVICES_CONTRIBUTION_PAYMENTS_BANK_STATEMENT_IMPORT_SERVICE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_PAYMENTS_BANK_STATEMENT_IMPORT_SERVICE_H_

#include <baophu/contribution/v1/import_service.pb.h>

#include <cstdint>
#include <memory>

#include "absl/status/statusor.h"
#include "common/ingest/import_reactor.h"
#include "common/keys/key_ring.h"
#include "common/sql/database.h"
#include "services/contribution/participants/catalogue_store.h"
#include "services/contribution/participants/participant_feed_service.h"
#include "services/contribution/participants/payer_directory_service.h"

namespace baophu::contribution {

// What a chunk of bank statements is checked with. All must outlive it.
struct BankStatementParts {
  sql::Database& database;
  const KeyRing& keys;
  catalogue_store::CatalogueCache& catalogues;
  ParticipantFeed& feed;
  PayerDirectory& payers;
  int64_t max_amount_vnd;
};

// Checks a chunk's bank_statements and finds out whose money the new ones are, for
// which participant is asked once (once for each 10,000 codes that the chunk names).
absl::StatusOr<std::unique_ptr<PreparedChunk>> PrepareBankStatements(
    const BankStatementParts& parts, const v1::ImportChunk& chunk);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_PAYMENTS_BANK_STATEMENT_IMPORT_SERVICE_H_
