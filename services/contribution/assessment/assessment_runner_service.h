#ifndef BAOPHU_SERVICES_CONTRIBUTION_ASSESSMENT_ASSESSMENT_RUNNER_SERVICE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_ASSESSMENT_ASSESSMENT_RUNNER_SERVICE_H_

#include "absl/status/statusor.h"
#include "common/feed/committer.h"
#include "common/sql/database.h"
#include "services/contribution/background/background_work.h"
#include "services/contribution/law/law.h"
#include "services/contribution/participants/catalogue_store.h"

namespace baophu::contribution {

// Posts assessments on a thread of its own, some employers at a time, whenever
// any wait.
class AssessmentRunner {
 public:
  // All must outlive this.
  AssessmentRunner(const Law& law, sql::Database& database, Committer& committer,
                   catalogue_store::CatalogueCache& catalogues);

  // Looks for employers that wait. Returns at once.
  void Wake() { work_.Wake(); }

 private:
  // Lets all employers be tried again when the law is another than before.
  absl::Status NoticeLaw();
  absl::StatusOr<bool> Step();

  const Law& law_;
  sql::Database& database_;
  Committer& committer_;
  catalogue_store::CatalogueCache& catalogues_;
  bool law_noticed_ = false;  // Only the thread's.
  BackgroundWork work_;       // Ends before what it uses.
};

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_ASSESSMENT_ASSESSMENT_RUNNER_SERVICE_H_
