#ifndef BAOPHU_TESTS_INTEGRATION_CONTRIBUTION_FAKE_PARTICIPANT_H_
#define BAOPHU_TESTS_INTEGRATION_CONTRIBUTION_FAKE_PARTICIPANT_H_

#include <baophu/participant/v1/area_service.grpc.pb.h>
#include <baophu/participant/v1/change_service.grpc.pb.h>
#include <baophu/participant/v1/employer_service.grpc.pb.h>
#include <baophu/participant/v1/person_service.grpc.pb.h>
#include <grpcpp/grpcpp.h>

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace baophu::contribution {

// As much of participant as contribution uses, over a real server. Areas and
// employers are set by the test; each change is a revision of its feed.
// `employer:<n>`, `person:<n>` and `household:<n>` with n from 1 to 999999 are
// known payers with id n.
class FakeParticipant {
 public:
  // Listens on `address`, such as "unix:/path"; serves until destroyed.
  explicit FakeParticipant(const std::string& address);
  ~FakeParticipant();

  // What it holds outlives a restart.
  void StopServing();
  void Serve();

  struct AreaRow {
    std::string code;
    participant::v1::AreaLevel level;
    std::string parent;
    std::string valid_from;
    std::string valid_to;
  };
  void SetAreas(std::vector<AreaRow> areas);

  struct StatusRow {
    std::string status;
    std::string from_month;
  };
  void SetEmployer(int64_t employer_id, std::vector<StatusRow> statuses,
                   const std::string& funding_type = "ENTERPRISE", const std::string& area = "303");

  // One span of a job; months are YYYY-MM, the last one empty while it is open.
  struct WageRow {
    int64_t person_id;
    int64_t employer_id;
    std::string from_month;
    std::string through_month;
    int64_t wage_vnd;
    std::string workplace_area;
  };
  // Tells of spans, which are then kept beside the others.
  void AddWages(const std::vector<WageRow>& wages);

  // Makes a code of a payer known beside those above, such as `employer:HA0004B` of
  // `employers/7`.
  void AddPayer(const std::string& code, const std::string& name);

  // Revisions up to now are no longer in the feed.
  void Compact();

  // Forgets everything, as when its database is put back to a backup.
  void Clear();

  int resolve_calls() const;

  // Of its feed.
  int64_t revision() const;

 private:
  class Areas;
  class Employers;
  class Changes;
  class People;

  struct Revision {
    std::vector<participant::v1::WatchChangesResponse> entries;
  };

  void Commit(participant::v1::WatchChangesResponse entry);

  const std::string address_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<AreaRow> areas_;
  struct Employer {
    std::vector<StatusRow> statuses;
    std::string funding_type;
    std::string area;
  };
  std::map<int64_t, Employer> employers_;
  std::map<std::string, std::string> payers_;  // Names by code.
  std::vector<participant::v1::WageSpan> wages_;
  std::vector<Revision> revisions_;  // The first is revision 1.
  int64_t compacted_ = 0;
  bool stopping_ = false;
  int resolve_calls_ = 0;

  std::unique_ptr<Areas> area_service_;
  std::unique_ptr<Employers> employer_service_;
  std::unique_ptr<People> person_service_;
  std::unique_ptr<Changes> change_service_;
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace baophu::contribution

#endif  // BAOPHU_TESTS_INTEGRATION_CONTRIBUTION_FAKE_PARTICIPANT_H_
