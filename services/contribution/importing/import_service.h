#ifndef BAOPHU_SERVICES_CONTRIBUTION_IMPORTING_IMPORT_SERVICE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_IMPORTING_IMPORT_SERVICE_H_

#include <baophu/contribution/v1/import_service.grpc.pb.h>

#include <cstdint>
#include <memory>
#include <stop_token>

#include "common/ingest/import_reactor.h"
#include "services/contribution/dialogues/debt_reader.h"
#include "services/contribution/dialogues/rules/dialogue_law.h"
#include "services/contribution/law/law.h"
#include "services/contribution/participants/catalogue_store.h"
#include "services/contribution/participants/participant_feed_service.h"
#include "services/contribution/participants/payer_directory_service.h"

namespace baophu::contribution {

// Serves the bulk import; see import_service.proto.
class ImportServiceImpl final : public v1::ImportService::CallbackService {
 public:
  // All must outlive the service.
  struct Parts {
    sql::Database& database;
    Committer& committer;
    const KeyRing& keys;
    rpc::Executor& executor;
    std::stop_token stopping;
    catalogue_store::CatalogueCache& catalogues;
    ParticipantFeed& feed;
    PayerDirectory& payers;
    const Law& law;
    const DialogueLaw& dialogue_law;
    const DebtReader& debts;
    absl::Duration longest_idle;
    int64_t max_amount_vnd;
  };

  explicit ImportServiceImpl(const Parts& parts);

  grpc::ServerBidiReactor<v1::ImportRowsRequest, type::v1::ImportAck>* ImportRows(
      grpc::CallbackServerContext* context) override;

 private:
  absl::StatusOr<std::unique_ptr<PreparedChunk>> Prepare(const v1::ImportChunk& chunk);
  absl::StatusOr<std::shared_ptr<const AreaCatalogue>> Catalogue();

  const Parts parts_;
  const ImportSources<v1::ImportChunk> sources_;
};

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_IMPORTING_IMPORT_SERVICE_H_
