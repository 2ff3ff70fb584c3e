#include "services/cli/dialogues/dialogues_command.h"

#include <baophu/contribution/v1/dialogue_service.grpc.pb.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "common/rpc/server.h"
#include "common/rpc/status.h"
#include "common/status/try.h"
#include "services/cli/answer/answer.h"
#include "services/cli/dialogues/dialogues_text.h"
#include "services/cli/terminal/output.h"

namespace baophu::cli {
namespace {

namespace pb = contribution::v1;

constexpr int kPageSize = 1'000;

class DialoguesAsker {
 public:
  explicit DialoguesAsker(const DialoguesRequest& request)
      : request_(request),
        language_(request.language == "en" ? Language::kEnglish : Language::kVietnamese),
        stub_(pb::DialogueService::NewStub(rpc::Connect(request.server))) {}

  absl::StatusOr<std::string> Ask() {
    if (request_.question == DialoguesQuestion::kSession) return Session();
    return request_.list ? List() : Totals();
  }

 private:
  std::unique_ptr<grpc::ClientContext> Context() const {
    auto context = std::make_unique<grpc::ClientContext>();
    context->set_deadline(std::chrono::system_clock::now() +
                          std::chrono::seconds(request_.timeout_s));
    return context;
  }

  template <typename Call>
  void SetWindow(Call& call) const {
    call.set_window(request_.window);
    call.set_window_days(request_.window_days);
    call.set_as_of(request_.as_of);
  }

  absl::StatusOr<std::string> Totals() const {
    pb::GetDialogueTotalsRequest call;
    call.set_name(absl::StrCat("areas/", request_.subject, "/dialogueTotals"));
    call.set_from_date(request_.from);
    call.set_through_date(request_.through);
    call.set_scope(request_.scope);
    SetWindow(call);
    pb::DialogueTotals totals;
    BAOPHU_TRY(rpc::FromGrpc(stub_->GetDialogueTotals(Context().get(), call, &totals)));
    return request_.json ? JsonLine(totals) : DialogueTotalsText(totals, language_);
  }

  absl::StatusOr<std::string> List() const {
    pb::ListDialoguesRequest call;
    call.set_area("areas/" + request_.subject);
    call.set_from_date(request_.from);
    call.set_through_date(request_.through);
    std::vector<pb::Dialogue> dialogues;
    pb::ListDialoguesResponse page;
    do {
      call.set_page_size(std::min(kPageSize, request_.limit - static_cast<int>(dialogues.size())));
      call.set_page_token(page.next_page_token());
      page.Clear();
      BAOPHU_TRY(rpc::FromGrpc(stub_->ListDialogues(Context().get(), call, &page)));
      dialogues.insert(dialogues.end(), page.dialogues().begin(), page.dialogues().end());
    } while (!page.next_page_token().empty() &&
             static_cast<int>(dialogues.size()) < request_.limit);
    if (!request_.json) {
      return DialogueListText(dialogues, !page.next_page_token().empty(), language_);
    }
    std::string lines;
    for (const pb::Dialogue& dialogue : dialogues) lines += JsonLine(dialogue);
    return lines;
  }

  absl::StatusOr<std::string> Session() const {
    const std::string name = "dialogues/" + request_.subject;
    pb::GetDialogueRequest get;
    get.set_name(name);
    SetWindow(get);
    pb::Dialogue dialogue;
    BAOPHU_TRY(rpc::FromGrpc(stub_->GetDialogue(Context().get(), get, &dialogue)));
    pb::ListInvitationsRequest call;
    call.set_parent(name);
    call.set_commitment_state(request_.state);
    SetWindow(call);
    std::vector<pb::DialogueInvitation> invitations;
    pb::ListInvitationsResponse page;
    do {
      call.set_page_size(
          std::min(kPageSize, request_.limit - static_cast<int>(invitations.size())));
      call.set_page_token(page.next_page_token());
      page.Clear();
      BAOPHU_TRY(rpc::FromGrpc(stub_->ListInvitations(Context().get(), call, &page)));
      invitations.insert(invitations.end(), page.invitations().begin(), page.invitations().end());
    } while (!page.next_page_token().empty() &&
             static_cast<int>(invitations.size()) < request_.limit);
    if (!request_.json) {
      return DialogueText(dialogue, invitations, !page.next_page_token().empty(), language_);
    }
    std::string lines = JsonLine(dialogue);
    for (const pb::DialogueInvitation& invitation : invitations) lines += JsonLine(invitation);
    return lines;
  }

  const DialoguesRequest& request_;
  const Language language_;
  const std::unique_ptr<pb::DialogueService::Stub> stub_;
};

}  // namespace

ExitCode RunDialogues(const DialoguesRequest& request) {
  const absl::StatusOr<std::string> text = DialoguesAsker(request).Ask();
  return PrintAnswer(request.server, text);
}

}  // namespace baophu::cli
