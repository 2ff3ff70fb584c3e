#ifndef BAOPHU_SERVICES_CONTRIBUTION_DIALOGUES_DIALOGUE_IMPORT_SERVICE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_DIALOGUES_DIALOGUE_IMPORT_SERVICE_H_

#include <baophu/contribution/v1/import_service.pb.h>

#include <memory>

#include "absl/status/statusor.h"
#include "common/ingest/import_reactor.h"
#include "services/contribution/dialogues/debt_reader.h"
#include "services/contribution/dialogues/rules/dialogue_law.h"
#include "services/contribution/participants/catalogue_store.h"
#include "services/contribution/participants/participant_feed_service.h"
#include "services/contribution/participants/payer_directory_service.h"

namespace baophu::contribution {

// What chunks of sessions and invitations are checked with. All must outlive them.
struct DialogueImportParts {
  sql::Database& database;
  const DialogueLaw& law;
  const DebtReader& debts;
  catalogue_store::CatalogueCache& catalogues;
  ParticipantFeed& feed;
  PayerDirectory& payers;
};

// Checks a chunk's dialogues; what goes with those that are stored is asked when it is
// written.
absl::StatusOr<std::unique_ptr<PreparedChunk>> PrepareDialogues(const DialogueImportParts& parts,
                                                                const v1::ImportChunk& chunk);

// Checks a chunk's dialogue_invitations, asks participant for the employers, and reads
// what they owed where the rows do not state it.
absl::StatusOr<std::unique_ptr<PreparedChunk>> PrepareDialogueInvitations(
    const DialogueImportParts& parts, const v1::ImportChunk& chunk);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_DIALOGUES_DIALOGUE_IMPORT_SERVICE_H_
