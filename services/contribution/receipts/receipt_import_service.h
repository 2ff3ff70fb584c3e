#ifndef BAOPHU_SERVICES_CONTRIBUTION_RECEIPTS_RECEIPT_IMPORT_SERVICE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_RECEIPTS_RECEIPT_IMPORT_SERVICE_H_

#include <baophu/contribution/v1/import_service.pb.h>

#include <cstdint>
#include <memory>

#include "common/ingest/import_reactor.h"
#include "common/keys/key_ring.h"
#include "common/sql/database.h"
#include "services/contribution/law/law.h"
#include "services/contribution/participants/catalogue_store.h"
#include "services/contribution/participants/participant_feed_service.h"
#include "services/contribution/participants/payer_directory_service.h"

namespace baophu::contribution {

// What a chunk of receipts is checked with. All must outlive it.
struct ReceiptImportParts {
  sql::Database& database;
  const KeyRing& keys;
  const Law& law;
  catalogue_store::CatalogueCache& catalogues;
  ParticipantFeed& feed;
  PayerDirectory& payers;
  int64_t max_amount_vnd;
};

// Checks a chunk's self_payments and asks participant for the people that they
// name; what law and other receipts say of them is asked when it is written.
absl::StatusOr<std::unique_ptr<PreparedChunk>> PrepareReceipts(const ReceiptImportParts& parts,
                                                               const v1::ImportChunk& chunk);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_RECEIPTS_RECEIPT_IMPORT_SERVICE_H_
