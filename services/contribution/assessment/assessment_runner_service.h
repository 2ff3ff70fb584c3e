#ifndef BAOPHU_SERVICES_CONTRIBUTION_ASSESSMENT_ASSESSMENT_RUNNER_SERVICE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_ASSESSMENT_ASSESSMENT_RUNNER_SERVICE_H_

#include <condition_variable>
#include <mutex>
#include <thread>

#include "absl/status/statusor.h"
#include "common/feed/committer.h"
#include "common/sql/database.h"
#include "services/contribution/law/law.h"
#include "services/contribution/participants/catalogue_store.h"

namespace baophu::contribution {

// Posts assessments on a thread of its own, some employers at a time, whenever
// any wait. Each step is one write, so several replicas may run it at once and a
// stop in between loses nothing.
class AssessmentRunner {
 public:
  // All must outlive this.
  AssessmentRunner(const Law& law, sql::Database& database, Committer& committer,
                   catalogue_store::CatalogueCache& catalogues);
  ~AssessmentRunner();

  // Looks for employers that wait. Returns at once.
  void Wake();

 private:
  void Loop();
  // Lets all employers be tried again when the law is another than before.
  absl::Status NoticeLaw();
  // Whether any employer was worked off.
  absl::StatusOr<bool> Step();

  const Law& law_;
  sql::Database& database_;
  Committer& committer_;
  catalogue_store::CatalogueCache& catalogues_;

  std::mutex mutex_;
  std::condition_variable wake_;
  bool woken_ = true;
  bool stopping_ = false;

  std::thread thread_;
};

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_ASSESSMENT_ASSESSMENT_RUNNER_SERVICE_H_
