#ifndef BAOPHU_SERVICES_CONTRIBUTION_DIALOGUES_DIALOGUE_SERVICE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_DIALOGUES_DIALOGUE_SERVICE_H_

#include <baophu/contribution/v1/dialogue_service.grpc.pb.h>

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "common/feed/committer.h"
#include "common/keys/key_ring.h"
#include "common/rpc/executor.h"
#include "common/sql/database.h"
#include "services/contribution/ageing/arrears_class.h"
#include "services/contribution/ageing/arrears_reader.h"
#include "services/contribution/dialogues/debt_reader.h"
#include "services/contribution/dialogues/rules/dialogue_law.h"
#include "services/contribution/dialogues/rules/outcome.h"
#include "services/contribution/participants/catalogue_store.h"
#include "services/contribution/recovery/legal_step.h"

namespace baophu::contribution {

// Serves sessions with late employers; see dialogue_service.proto. A write whose
// request id was answered before says so by the trailing metadata baophu-replayed.
class DialogueServiceImpl final : public v1::DialogueService::CallbackService {
 public:
  // All must outlive the service.
  struct Parts {
    const ArrearsClasses& classes;
    const LegalStepRules& steps;
    const DialogueLaw& law;
    sql::Database& database;
    const KeyRing& keys;
    rpc::Executor& executor;
    Committer& committer;
    catalogue_store::CatalogueCache& catalogues;
    ArrearsReader& arrears;
    const DebtReader& debts;
  };

  explicit DialogueServiceImpl(const Parts& parts) : parts_(parts) {}

  grpc::ServerUnaryReactor* CreateDialogue(grpc::CallbackServerContext* context,
                                           const v1::CreateDialogueRequest* request,
                                           v1::Dialogue* response) override;
  grpc::ServerUnaryReactor* GetDialogue(grpc::CallbackServerContext* context,
                                        const v1::GetDialogueRequest* request,
                                        v1::Dialogue* response) override;
  grpc::ServerUnaryReactor* ListDialogues(grpc::CallbackServerContext* context,
                                          const v1::ListDialoguesRequest* request,
                                          v1::ListDialoguesResponse* response) override;
  grpc::ServerUnaryReactor* RescheduleDialogue(grpc::CallbackServerContext* context,
                                               const v1::RescheduleDialogueRequest* request,
                                               v1::Dialogue* response) override;
  grpc::ServerUnaryReactor* CancelDialogue(grpc::CallbackServerContext* context,
                                           const v1::CancelDialogueRequest* request,
                                           v1::Dialogue* response) override;
  grpc::ServerUnaryReactor* RecordMinutes(grpc::CallbackServerContext* context,
                                          const v1::RecordMinutesRequest* request,
                                          v1::Dialogue* response) override;
  grpc::ServerUnaryReactor* CreateInvitation(grpc::CallbackServerContext* context,
                                             const v1::CreateInvitationRequest* request,
                                             v1::DialogueInvitation* response) override;
  grpc::ServerUnaryReactor* InviteFromAgeing(grpc::CallbackServerContext* context,
                                             const v1::InviteFromAgeingRequest* request,
                                             v1::InviteFromAgeingResponse* response) override;
  grpc::ServerUnaryReactor* RecordWalkIn(grpc::CallbackServerContext* context,
                                         const v1::RecordWalkInRequest* request,
                                         v1::DialogueInvitation* response) override;
  grpc::ServerUnaryReactor* GetInvitation(grpc::CallbackServerContext* context,
                                          const v1::GetInvitationRequest* request,
                                          v1::DialogueInvitation* response) override;
  grpc::ServerUnaryReactor* ListInvitations(grpc::CallbackServerContext* context,
                                            const v1::ListInvitationsRequest* request,
                                            v1::ListInvitationsResponse* response) override;
  grpc::ServerUnaryReactor* AnnulInvitation(grpc::CallbackServerContext* context,
                                            const v1::AnnulInvitationRequest* request,
                                            v1::DialogueInvitation* response) override;
  grpc::ServerUnaryReactor* RecordAttendance(grpc::CallbackServerContext* context,
                                             const v1::RecordAttendanceRequest* request,
                                             v1::DialogueInvitation* response) override;
  grpc::ServerUnaryReactor* RecordCommitment(grpc::CallbackServerContext* context,
                                             const v1::RecordCommitmentRequest* request,
                                             v1::DialogueInvitation* response) override;
  grpc::ServerUnaryReactor* RecordLetter(grpc::CallbackServerContext* context,
                                         const v1::RecordLetterRequest* request,
                                         v1::DialogueInvitation* response) override;
  grpc::ServerUnaryReactor* RecordStep(grpc::CallbackServerContext* context,
                                       const v1::RecordStepRequest* request,
                                       v1::DialogueInvitation* response) override;
  grpc::ServerUnaryReactor* GetDialogueTotals(grpc::CallbackServerContext* context,
                                              const v1::GetDialogueTotalsRequest* request,
                                              v1::DialogueTotals* response) override;

 private:
  // What answers about some sessions are made of, all of one revision.
  struct View {
    DialogueBook book;  // With all invitations of the employers that matter.
    OutcomesById outcomes;
    std::shared_ptr<const AreaCatalogue> areas;
    std::vector<OfficerAssignment> assignments;
    int64_t revision = 0;
  };
  // Fills in all of a view but invitations and what came of them.
  void ReadFrame(soci::session& session, View& view) const;
  // Fills in these; `invitations` are all of the employers that matter.
  static void ReadOutcomes(soci::session& session, const AttributionWindow& window, Day as_of,
                           std::vector<Invitation> invitations, View& view);
  // A view of the employers that are in a session. NOT_FOUND names `field`.
  absl::Status ReadSession(soci::session& session, const std::string& field,
                           const std::string& code, const AttributionWindow& window, Day as_of,
                           View& view) const;
  void WriteWithOutcome(const View& view, const Officers& officers, const Invitation& invitation,
                        std::span<const InvitationStep> steps, Day as_of,
                        v1::DialogueInvitation& message) const;

  absl::Status Get(const v1::GetDialogueRequest& request, v1::Dialogue& response) const;
  absl::Status List(const v1::ListDialoguesRequest& request,
                    v1::ListDialoguesResponse& response) const;
  absl::Status GetOne(const v1::GetInvitationRequest& request,
                      v1::DialogueInvitation& response) const;
  absl::Status ListThose(const v1::ListInvitationsRequest& request,
                         v1::ListInvitationsResponse& response) const;
  absl::Status GetTotals(const v1::GetDialogueTotalsRequest& request,
                         v1::DialogueTotals& response) const;

  absl::Status Create(const v1::CreateDialogueRequest& request, bool& replayed,
                      v1::Dialogue& response) const;
  absl::Status Reschedule(const v1::RescheduleDialogueRequest& request, bool& replayed,
                          v1::Dialogue& response) const;
  absl::Status Cancel(const v1::CancelDialogueRequest& request, bool& replayed,
                      v1::Dialogue& response) const;
  absl::Status Minute(const v1::RecordMinutesRequest& request, bool& replayed,
                      v1::Dialogue& response) const;
  absl::Status InviteOne(const v1::CreateInvitationRequest& request, bool& replayed,
                         v1::DialogueInvitation& response) const;
  absl::Status InviteMany(const v1::InviteFromAgeingRequest& request, bool& replayed,
                          v1::InviteFromAgeingResponse& response) const;
  absl::Status WalkIn(const v1::RecordWalkInRequest& request, bool& replayed,
                      v1::DialogueInvitation& response) const;
  absl::Status Undertake(const v1::RecordCommitmentRequest& request, bool& replayed,
                         v1::DialogueInvitation& response) const;

  // Runs a write on a session of which a new version is entered.
  template <typename Request>
  absl::Status ChangeDialogue(const Request& request, bool& replayed, v1::Dialogue& response,
                              const std::function<absl::Status(Commit&, Dialogue&)>& change) const;
  // Runs a write on an invitation; a new version is entered where it has changed.
  template <typename Request>
  absl::Status ChangeInvitation(
      const Request& request, bool& replayed, v1::DialogueInvitation& response,
      const std::function<absl::Status(Commit&, const Dialogue&, Invitation&)>& change) const;

  const Parts parts_;
};

// NOT_FOUND for a session that is not known.
absl::StatusOr<Dialogue> FindDialogue(soci::session& session, const std::string& field,
                                      const std::string& code);
// NOT_FOUND for an invitation that is not known.
absl::StatusOr<Invitation> FindInvitation(soci::session& session, const std::string& dialogue,
                                          int64_t invitation_id);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_DIALOGUES_DIALOGUE_SERVICE_H_
