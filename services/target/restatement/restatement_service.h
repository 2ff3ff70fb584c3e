#ifndef BAOPHU_SERVICES_TARGET_RESTATEMENT_RESTATEMENT_SERVICE_H_
#define BAOPHU_SERVICES_TARGET_RESTATEMENT_RESTATEMENT_SERVICE_H_

#include <baophu/target/v1/closing_service.pb.h>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/keys/key_ring.h"
#include "common/sql/database.h"
#include "services/target/closing/report_snapshot_service.h"
#include "services/target/restatement/change_reasons_service.h"

namespace baophu::target {

// Sets what was closed beside what would be published now. Its function blocks on
// calls, so it is for threads that may. Thread-safe.
class RestatementReader {
 public:
  // All must outlive this.
  RestatementReader(sql::Database& database, const KeyRing& keys, ReportSnapshots& snapshots,
                    const ChangeReasonsReader& reasons)
      : database_(database), keys_(keys), snapshots_(snapshots), reasons_(reasons) {}

  // Answers ListRestatements.
  absl::Status List(const v1::ListRestatementsRequest& request, absl::Time deadline,
                    v1::ListRestatementsResponse& response);

 private:
  sql::Database& database_;
  const KeyRing& keys_;
  ReportSnapshots& snapshots_;
  const ChangeReasonsReader& reasons_;
};

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_RESTATEMENT_RESTATEMENT_SERVICE_H_
