#ifndef BAOPHU_TESTS_INTEGRATION_TARGET_WORLD_FAKE_FIELD_WORK_H_
#define BAOPHU_TESTS_INTEGRATION_TARGET_WORLD_FAKE_FIELD_WORK_H_

#include <baophu/contribution/v1/dialogue_service.grpc.pb.h>
#include <baophu/contribution/v1/scorecard_service.grpc.pb.h>
#include <baophu/participant/v1/retention_service.grpc.pb.h>
#include <grpcpp/grpcpp.h>

namespace baophu::target {

// Contribution's sessions with late employers: always the same figures, for whatever area
// and days are asked.
class FakeDialogueService final : public contribution::v1::DialogueService::Service {
 public:
  grpc::Status GetDialogueTotals(grpc::ServerContext*,
                                 const contribution::v1::GetDialogueTotalsRequest* request,
                                 contribution::v1::DialogueTotals* response) override {
    response->set_name(request->name());
    response->set_from_date(request->from_date());
    response->set_through_date(request->through_date());
    response->mutable_window()->set_window("AFTER_SESSION");
    response->mutable_window()->set_as_of(request->as_of());
    response->set_dialogue_count(3);
    contribution::v1::DialogueFigures& invited = *response->mutable_invited();
    invited.set_employer_count(40);
    invited.set_owed_vnd(9'000'000'000);
    invited.set_attended_count(20);
    invited.set_attended_percent("50.00");
    invited.set_payer_count(25);
    invited.set_collected_vnd(4'500'000'000);
    response->mutable_walk_ins()->set_employer_count(2);
    response->set_revision(7);
    return grpc::Status::OK;
  }
};

// Contribution's scorecards of collectors: always the same.
class FakeScorecardService final : public contribution::v1::ScorecardService::Service {
 public:
  grpc::Status ListScorecards(grpc::ServerContext*,
                              const contribution::v1::ListScorecardsRequest* request,
                              contribution::v1::ListScorecardsResponse* response) override {
    response->mutable_total()->set_due_count(100);
    response->mutable_total()->set_renewed_count(80);
    // Of a month that is not over nobody has lapsed.
    const bool is_over = request->through_month() < request->as_of().substr(0, 7);
    response->mutable_total()->set_lapsed_count(is_over ? 20 : 0);
    response->set_total_size(request->below_quota() ? 4 : 12);
    response->set_revision(7);
    return grpc::Status::OK;
  }
};

// Participant's report of who did not go on: always the same.
class FakeRetentionService final : public participant::v1::RetentionService::Service {
 public:
  grpc::Status ReportDecrease(grpc::ServerContext*,
                              const participant::v1::ReportDecreaseRequest* request,
                              participant::v1::ReportDecreaseResponse* response) override {
    for (const char* below : {"", "x"}) {
      participant::v1::AreaDecrease& area = *response->add_areas();
      area.set_area(request->parent().substr(request->parent().find('/') + 1) + below);
      participant::v1::PaidPeriodDecrease& voluntary = *area.add_paid_periods();
      voluntary.set_kind("VOLUNTARY");
      voluntary.set_due(*below == 0 ? 100 : 1);
    }
    response->set_revision(9);
    return grpc::Status::OK;
  }
};

}  // namespace baophu::target

#endif  // BAOPHU_TESTS_INTEGRATION_TARGET_WORLD_FAKE_FIELD_WORK_H_
