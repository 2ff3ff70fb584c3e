#ifndef BAOPHU_SERVICES_CONTRIBUTION_ASSESSMENT_ASSESSMENT_STORE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_ASSESSMENT_ASSESSMENT_STORE_H_

#include <soci/soci.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "common/month/month.h"
#include "services/contribution/ledger/payer_id.h"

// Tables assessment_period and assessment_queue. Functions run inside a read or
// write of the database.
namespace baophu::contribution::assessment_store {

struct Period {
  Month first;
  Month through;
  int64_t law_version = 0;
};
std::optional<Period> ReadPeriod(soci::session& session);
void SavePeriod(soci::session& session, const Period& period);

// Adds employers with all months, or tries those again that had a problem.
void Enqueue(soci::session& session, std::span<const PayerId> employers);
// Every employer that participant has told of, with all months.
void EnqueueAll(soci::session& session);
// The same with these months alone, both included, beside those that wait already.
void EnqueueMonths(soci::session& session, Month first, Month through);

// An employer that waits, and which of its months may differ, both included.
struct WaitingEmployer {
  PayerId employer;
  Month first;
  Month through;
};
// Employers without a problem, by id, at most `limit`.
std::vector<WaitingEmployer> Waiting(soci::session& session, int64_t limit);
void Dequeue(soci::session& session, PayerId employer);
void SetProblem(soci::session& session, PayerId employer, const std::string& problem);

struct QueueCounts {
  int64_t waiting = 0;
  int64_t with_problem = 0;
};
QueueCounts CountQueue(soci::session& session);

struct Problem {
  PayerId employer;
  std::string problem;
};
// Employers with a problem after one, by id, at most `limit`.
std::vector<Problem> ListProblems(soci::session& session, int64_t after, int64_t limit);

}  // namespace baophu::contribution::assessment_store

#endif  // BAOPHU_SERVICES_CONTRIBUTION_ASSESSMENT_ASSESSMENT_STORE_H_
