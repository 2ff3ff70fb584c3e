#ifndef BAOPHU_SERVICES_CONTRIBUTION_SETTLEMENT_ACCOUNT_RUNNER_SERVICE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_SETTLEMENT_ACCOUNT_RUNNER_SERVICE_H_

#include <cstdint>
#include <memory>
#include <mutex>

#include "absl/status/statusor.h"
#include "common/feed/committer.h"
#include "common/feed/revision_clock.h"
#include "common/sql/database.h"
#include "services/contribution/background/background_work.h"
#include "services/contribution/law/law.h"
#include "services/contribution/participants/catalogue_store.h"

namespace baophu::contribution {

// Settles payers on a thread of its own, some at a time, after every write that
// let some wait.
class AccountRunner {
 public:
  // All must outlive this.
  AccountRunner(const Law& law, sql::Database& database, Committer& committer, RevisionClock& clock,
                catalogue_store::CatalogueCache& catalogues);
  ~AccountRunner();

 private:
  // What the clock calls, which may outlive the runner.
  struct Alarm {
    std::mutex mutex;
    BackgroundWork* work = nullptr;  // Null once the runner is gone.
  };
  static void WakeAfter(int64_t revision, RevisionClock& clock, std::shared_ptr<Alarm> alarm);

  // Lets all payers be settled again when the law is another than before.
  absl::Status NoticeLaw();
  absl::StatusOr<bool> Step();

  const Law& law_;
  sql::Database& database_;
  Committer& committer_;
  catalogue_store::CatalogueCache& catalogues_;
  bool law_noticed_ = false;  // Only the thread's.
  BackgroundWork work_;       // Ends before what it uses.
  const std::shared_ptr<Alarm> alarm_ = std::make_shared<Alarm>();
};

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_SETTLEMENT_ACCOUNT_RUNNER_SERVICE_H_
