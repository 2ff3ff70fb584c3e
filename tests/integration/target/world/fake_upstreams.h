#ifndef BAOPHU_TESTS_INTEGRATION_TARGET_WORLD_FAKE_UPSTREAMS_H_
#define BAOPHU_TESTS_INTEGRATION_TARGET_WORLD_FAKE_UPSTREAMS_H_

#include <grpcpp/grpcpp.h>

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "common/area/area_history.h"
#include "common/month/month.h"
#include "services/target/coverage_report/report_rules.h"

namespace baophu::target {

// What both fake services keep: every change with its revision, so that figures
// can be computed as of any revision, and a feed. Thread-safe.
class FakeHistory {
 public:
  struct Change {
    int64_t revision;
    AreaCode area;  // Empty: the catalogue changed.
    Month from;
    int64_t amount;
    AreaCode successor = {};  // Of people placed in it; empty for the area's figure.
  };

  // Adds to an area's figure of this month and all later ones. Returns the
  // revision.
  int64_t Add(AreaCode area, Month from, int64_t amount);
  // Places people of an area in a successor, from this month and in all later ones.
  int64_t Place(AreaCode area, AreaCode successor, Month from, int64_t amount);
  // Touches an area's figures without changing them, by what only follows from
  // other records.
  int64_t AddDerived(AreaCode area, Month from);
  bool IsDerived(int64_t revision) const;
  int64_t ChangeCatalogue();
  int64_t revision() const;

  // Forgets the feed up to now; watchers from before get OUT_OF_RANGE.
  void Compact();
  // Forgets everything, as a database that was replaced.
  void Clear();

  int64_t Value(AreaCode area, Month month, int64_t at_revision) const;
  // People placed, by successor.
  std::map<AreaCode, int64_t> Placed(AreaCode area, Month month, int64_t at_revision) const;
  // Whether there is data up to the month: of all months (participant), or of
  // its year only (contribution).
  bool HasData(Month month, int64_t at_revision, bool of_year) const;

  // What the services serve.
  int64_t compacted() const;
  // Waits for changes after `revision`, at most 100 ms.
  std::vector<Change> After(int64_t revision) const;
  // Blocks until the revision is there or the call is over.
  bool AwaitRevision(int64_t revision, const grpc::ServerContext& context) const;

  // While paused, queries read their figures and then wait with the answer.
  void Pause(bool paused);
  void AwaitUnpaused(const grpc::ServerContext& context) const;

  std::atomic<int> query_count = 0;
  // Queries fail with this code unless it is OK; the feed goes on.
  std::atomic<grpc::StatusCode> query_fault = grpc::StatusCode::OK;

 private:
  mutable std::mutex mutex_;
  mutable std::condition_variable wake_;
  std::vector<Change> changes_;
  std::set<int64_t> derived_;
  int64_t revision_ = 0;
  int64_t compacted_ = 0;
  bool paused_ = false;
};

// Figures as the fakes make them of one number.
CoverageFigures FakeCoverage(int64_t value);
LedgerFigures FakeLedger(int64_t value);

// Participant and contribution as tests drive them, each a server on a unix
// socket that can be stopped and started again with its history.
class FakeUpstreams {
 public:
  // `folder` is where the sockets stand.
  explicit FakeUpstreams(const std::string& folder);
  ~FakeUpstreams();

  std::string participant_address() const { return "unix:" + folder_ + "/participant"; }
  std::string contribution_address() const { return "unix:" + folder_ + "/contribution"; }

  void StartParticipant();
  void StopParticipant();
  void StartContribution();
  void StopContribution();

  // While paused, a list of areas is read to its end and then waits.
  void PauseAreas(bool paused);
  int waiting_area_lists() const;

  FakeHistory& participant() { return participant_history_; }
  FakeHistory& contribution() { return contribution_history_; }

  // Replaces the areas and leaves an entry in participant's feed.
  void SetAreas(std::vector<AreaRecord> areas, std::vector<AreaSuccession> successions = {});

 private:
  struct Services;

  const std::string folder_;
  FakeHistory participant_history_;
  FakeHistory contribution_history_;
  const std::unique_ptr<Services> services_;
  std::unique_ptr<grpc::Server> participant_server_;
  std::unique_ptr<grpc::Server> contribution_server_;
};

}  // namespace baophu::target

#endif  // BAOPHU_TESTS_INTEGRATION_TARGET_WORLD_FAKE_UPSTREAMS_H_
