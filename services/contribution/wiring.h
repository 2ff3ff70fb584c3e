#ifndef BAOPHU_SERVICES_CONTRIBUTION_WIRING_H_
#define BAOPHU_SERVICES_CONTRIBUTION_WIRING_H_

#include <grpcpp/grpcpp.h>

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/feed/committer.h"
#include "common/feed/feed_log.h"
#include "common/feed/revision_clock.h"
#include "common/keys/key_ring.h"
#include "common/rpc/executor.h"
#include "common/sql/database.h"
#include "services/contribution/account/account_service.h"
#include "services/contribution/ageing/arrears_class.h"
#include "services/contribution/ageing/arrears_reader.h"
#include "services/contribution/ageing/arrears_service.h"
#include "services/contribution/arrangements/arrangement_service.h"
#include "services/contribution/assessment/assessment_runner_service.h"
#include "services/contribution/assessment/assessment_service.h"
#include "services/contribution/changes/change_service.h"
#include "services/contribution/dialogues/debt_reader.h"
#include "services/contribution/dialogues/dialogue_service.h"
#include "services/contribution/dialogues/rules/dialogue_law.h"
#include "services/contribution/importing/import_service.h"
#include "services/contribution/law/law.h"
#include "services/contribution/law/rule_service.h"
#include "services/contribution/ledger/ledger_service.h"
#include "services/contribution/network/receipt_books/receipt_book_service.h"
#include "services/contribution/network/registry/network_service.h"
#include "services/contribution/network/scorecards/scorecard_service.h"
#include "services/contribution/participants/catalogue_store.h"
#include "services/contribution/participants/participant_feed_service.h"
#include "services/contribution/participants/payer_directory_service.h"
#include "services/contribution/posting/payment_poster.h"
#include "services/contribution/recovery/collection_service.h"
#include "services/contribution/recovery/legal_step.h"
#include "services/contribution/refunds/refund_service.h"
#include "services/contribution/self_paid/self_payment_service.h"
#include "services/contribution/settlement/account_runner_service.h"
#include "services/contribution/suspense/suspense_service.h"

namespace baophu::contribution {

// The contribution service without its listener: everything that a server
// registers, made in the right order. Programs and tests run the same parts.
class Contribution {
 public:
  struct Options {
    std::string database;             // As sql::Database::Open reads it.
    std::string key_file;             // Made when it does not exist.
    std::string participant_address;  // As rpc::Connect reads it.
    std::string law_dir;              // Folder of the files that Law::Load reads.
    int threads = 8;                  // For database work, 1 to 256.
    int64_t max_amount_vnd = 0;       // What no amount of a row may exceed.
    // An import on which nothing comes for so long is ended.
    absl::Duration longest_idle_import = absl::Minutes(10);
  };

  // Opens and migrates the database and begins to follow participant, which
  // need not be there.
  static absl::StatusOr<std::unique_ptr<Contribution>> Start(const Options& options);

  // To be registered with one server, which must be gone before this is.
  std::vector<grpc::Service*> services() {
    return {&ledger_,   &import_,        &rules_,        &assessments_,
            &accounts_, &self_payments_, &arrangements_, &suspense_,
            &refunds_,  &arrears_,       &collection_,   &dialogues_,
            &network_,  &receipt_books_, &scorecards_,   &change_};
  }

  // Ends feeds, imports and checks that run, so that a server can shut down.
  void Stop() { stopping_.request_stop(); }

 private:
  Contribution(const Options& options, Law law, ArrearsClasses classes, LegalStepRules steps,
               DialogueLaw dialogue_law, KeyRing keys, std::unique_ptr<sql::Database> database);

  // Counts what collectors kept and won, where that was never done or by other rules.
  absl::Status CountFacts();

  const Law law_;
  const ArrearsClasses classes_;
  const LegalStepRules steps_;
  const DialogueLaw dialogue_law_;
  const KeyRing keys_;
  const std::unique_ptr<sql::Database> database_;
  std::stop_source stopping_;
  RevisionClock clock_;
  Committer committer_;
  FeedLog feed_log_;
  catalogue_store::CatalogueCache catalogues_;
  const std::shared_ptr<grpc::Channel> participant_;
  PayerDirectory payers_;
  AccountRunner account_runner_;
  AssessmentRunner assessment_runner_;
  ParticipantFeed feed_;
  rpc::Executor executor_;
  PaymentPoster poster_;
  ArrearsReader arrears_reader_;
  DebtReader debts_;
  LedgerServiceImpl ledger_;
  ImportServiceImpl import_;
  RuleServiceImpl rules_;
  AssessmentServiceImpl assessments_;
  AccountServiceImpl accounts_;
  SelfPaymentServiceImpl self_payments_;
  ArrangementServiceImpl arrangements_;
  SuspenseServiceImpl suspense_;
  RefundServiceImpl refunds_;
  ArrearsServiceImpl arrears_;
  CollectionServiceImpl collection_;
  DialogueServiceImpl dialogues_;
  NetworkServiceImpl network_;
  ReceiptBookServiceImpl receipt_books_;
  ScorecardServiceImpl scorecards_;
  ChangeServiceImpl change_;
};

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_WIRING_H_
