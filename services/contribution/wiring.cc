#include "services/contribution/wiring.h"

#include <utility>

#include "common/rpc/server.h"
#include "common/status/try.h"
#include "contribution_schema.h"
#include "services/contribution/network/scorecards/fact_store.h"

namespace baophu::contribution {
namespace {

// Calls that may wait for a thread before the service refuses more.
constexpr int kMaxWaiting = 256;

}  // namespace

absl::StatusOr<std::unique_ptr<Contribution>> Contribution::Start(const Options& options) {
  BAOPHU_ASSIGN(Law law, Law::Load(options.law_dir));
  BAOPHU_ASSIGN(ArrearsClasses classes, ArrearsClasses::Build(law.files()));
  BAOPHU_ASSIGN(LegalStepRules steps, LegalStepRules::Build(law.files()));
  BAOPHU_ASSIGN(DialogueLaw dialogue_law, DialogueLaw::Build(law.files()));
  BAOPHU_ASSIGN(KeyRing keys, KeyRing::LoadOrCreate(options.key_file));
  BAOPHU_ASSIGN(std::unique_ptr<sql::Database> database,
                sql::Database::Open(options.database, options.threads));
  BAOPHU_TRY(database->Migrate(ContributionMigrations()));
  std::unique_ptr<Contribution> contribution(
      new Contribution(options, std::move(law), std::move(classes), std::move(steps),
                       std::move(dialogue_law), std::move(keys), std::move(database)));
  BAOPHU_TRY(contribution->CountFacts());
  return contribution;
}

absl::Status Contribution::CountFacts() {
  return committer_
      .Run([this](Commit& commit) -> absl::StatusOr<bool> {
        return fact_store::RebuildUnlessCurrent(commit.session(), law_.collection());
      })
      .status();
}

Contribution::Contribution(const Options& options, Law law, ArrearsClasses classes,
                           LegalStepRules steps, DialogueLaw dialogue_law, KeyRing keys,
                           std::unique_ptr<sql::Database> database)
    : law_(std::move(law)),
      classes_(std::move(classes)),
      steps_(std::move(steps)),
      dialogue_law_(std::move(dialogue_law)),
      keys_(std::move(keys)),
      database_(std::move(database)),
      clock_(*database_),
      committer_(*database_, clock_),
      feed_log_(*database_),
      participant_(rpc::Connect(options.participant_address)),
      payers_(participant_),
      account_runner_(law_, *database_, committer_, clock_, catalogues_),
      assessment_runner_(law_, *database_, committer_, catalogues_),
      feed_(law_.collection(), *database_, committer_, catalogues_, assessment_runner_,
            participant_),
      executor_(options.threads, kMaxWaiting),
      poster_({committer_, keys_, catalogues_, options.max_amount_vnd}),
      arrears_reader_(law_, *database_, catalogues_),
      debts_({classes_, steps_, *database_, arrears_reader_}),
      ledger_({law_, *database_, clock_, keys_, executor_, stopping_.get_token(), catalogues_,
               poster_}),
      import_({*database_, committer_, keys_, executor_, stopping_.get_token(), catalogues_, feed_,
               payers_, law_, dialogue_law_, debts_, options.longest_idle_import,
               options.max_amount_vnd}),
      rules_({law_, *database_, keys_, executor_, catalogues_}),
      assessments_(
          {law_, *database_, keys_, executor_, catalogues_, committer_, assessment_runner_, feed_}),
      accounts_({law_, *database_, committer_, executor_, catalogues_, options.max_amount_vnd}),
      self_payments_({law_, *database_, keys_, executor_}),
      arrangements_({law_, *database_, committer_, executor_, catalogues_, assessment_runner_}),
      suspense_({law_, *database_, committer_, keys_, executor_, catalogues_, payers_}),
      refunds_({law_, *database_, committer_, keys_, executor_, catalogues_}),
      arrears_({law_, classes_, steps_, keys_, executor_, arrears_reader_}),
      collection_({classes_, steps_, *database_, keys_, executor_, committer_, catalogues_,
                   arrears_reader_}),
      dialogues_({classes_, steps_, dialogue_law_, *database_, keys_, executor_, committer_,
                  catalogues_, arrears_reader_, debts_}),
      network_({law_.collection(), *database_, keys_, executor_, catalogues_}),
      receipt_books_({*database_, keys_, executor_, catalogues_}),
      scorecards_({law_.collection(), *database_, keys_, executor_, catalogues_}),
      change_({feed_log_, clock_, executor_, stopping_.get_token()}) {}

}  // namespace baophu::contribution
