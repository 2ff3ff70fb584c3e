#ifndef BAOPHU_TESTS_INTEGRATION_CONTRIBUTION_DIALOGUES_DIALOGUES_FIXTURE_H_
#define BAOPHU_TESTS_INTEGRATION_CONTRIBUTION_DIALOGUES_DIALOGUES_FIXTURE_H_

#include <baophu/contribution/v1/arrears_service.grpc.pb.h>
#include <baophu/contribution/v1/collection_service.grpc.pb.h>
#include <baophu/contribution/v1/dialogue_service.grpc.pb.h>
#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/integration/contribution/test_service.h"

namespace baophu::contribution {

// Sessions with late employers in a service of its own, beside a participant with a
// province of two districts.
class DialoguesTest : public testing::Test {
 protected:
  using Stub = v1::DialogueService::Stub;

  DialoguesTest()
      : participant_("unix:" + folder_.path() + "/participant.sock"),
        service_(folder_.path(), "unix:" + folder_.path() + "/participant.sock") {
    participant_.SetAreas({{"31", participant::v1::AREA_LEVEL_PROVINCE, "", "1990-01", ""},
                           {"303", participant::v1::AREA_LEVEL_DISTRICT, "31", "1990-01", ""},
                           {"304", participant::v1::AREA_LEVEL_DISTRICT, "31", "1990-01", ""}});
    stub_ = v1::DialogueService::NewStub(service_.channel());
  }

  template <typename Service, typename Request, typename Response>
  grpc::Status CallOf(Service& stub,
                      grpc::Status (Service::*method)(grpc::ClientContext*, const Request&,
                                                      Response*),
                      const Request& request, Response& response, bool* replayed = nullptr) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(20));
    const grpc::Status status = (stub.*method)(&context, request, &response);
    if (replayed != nullptr) {
      *replayed = context.GetServerTrailingMetadata().count("baophu-replayed") > 0;
    }
    return status;
  }
  // Of a call that is taken.
  template <typename Request, typename Response>
  Response Call(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                const Request& request) {
    Response response;
    EXPECT_EQ(CallOf(*stub_, method, request, response).error_message(), "");
    return response;
  }
  // Why a call is refused.
  template <typename Request, typename Response>
  std::string Fault(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                    const Request& request) {
    Response response;
    return CallOf(*stub_, method, request, response).error_message();
  }

  void Owes(const std::string& employer, const std::string& month, const std::string& due,
            int64_t health_vnd, const std::string& area = "303") {
    Import(Chunk(1, {Assessment(absl::StrCat(++id_), "employer:" + employer, area, month, due, 0,
                                health_vnd)}));
  }
  type::v1::ImportAck Import(const v1::ImportChunk& chunk, bool all = true) {
    const type::v1::ImportAck ack = ImportOne(service_, absl::StrCat("i", ++id_), chunk);
    if (all) EXPECT_EQ(ack.refused_count(), 0) << ack.ShortDebugString();
    return ack;
  }
  // Money by a line of a bank's statement.
  v1::BankStatementRow BankLine(const std::string& reference, const std::string& employer,
                                const std::string& day, int64_t amount_vnd) {
    v1::BankStatementRow row;
    row.set_source("VCB");
    row.set_reference(reference);
    row.set_area("303");
    row.set_value_date(day);
    row.set_amount(absl::StrCat(amount_vnd));
    row.set_currency("VND");
    row.set_payer_code(employer);
    return row;
  }
  void Pays(const std::vector<v1::BankStatementRow>& rows) {
    v1::ImportChunk chunk;
    chunk.set_chunk_number(1);
    chunk.set_first_row_number(2);
    for (const auto& row : rows) *chunk.mutable_bank_statements()->add_rows() = row;
    Import(chunk);
  }

  v1::Dialogue Create(const std::string& code, const std::string& held,
                      const std::string& area = "303") {
    v1::CreateDialogueRequest request;
    request.set_dialogue_id(code);
    request.mutable_dialogue()->set_area(area);
    request.mutable_dialogue()->set_held_date(held);
    request.mutable_dialogue()->set_place("Hội trường");
    request.mutable_dialogue()->add_partners("LABOUR_FEDERATION");
    return Call(&Stub::CreateDialogue, request);
  }
  v1::CreateInvitationRequest InviteRequest(const std::string& code, const std::string& employer,
                                            const std::string& day) {
    v1::CreateInvitationRequest request;
    request.set_parent("dialogues/" + code);
    request.set_employer("employers/" + employer);
    request.set_invited_date(day);
    return request;
  }
  v1::DialogueInvitation Invite(const std::string& code, const std::string& employer,
                                const std::string& day) {
    return Call(&Stub::CreateInvitation, InviteRequest(code, employer, day));
  }
  v1::DialogueInvitation Attend(const std::string& name, const std::string& attendance) {
    v1::RecordAttendanceRequest request;
    request.set_name(name);
    request.set_attendance(attendance);
    return Call(&Stub::RecordAttendance, request);
  }
  v1::RecordCommitmentRequest CommitmentRequest(const std::string& name, int64_t amount_vnd,
                                                const std::string& by) {
    v1::RecordCommitmentRequest request;
    request.set_name(name);
    request.set_committed_vnd(amount_vnd);
    request.set_commit_by_date(by);
    return request;
  }
  v1::RecordLetterRequest LetterRequest(const std::string& name, const std::string& kind,
                                        const std::string& date) {
    v1::RecordLetterRequest request;
    request.set_name(name);
    request.set_letter_kind(kind);
    request.set_letter_number("15/CV-BHXH");
    request.set_letter_date(date);
    return request;
  }
  v1::DialogueInvitation Get(const std::string& name, const std::string& as_of,
                             const std::string& window = "") {
    v1::GetInvitationRequest request;
    request.set_name(name);
    request.set_as_of(as_of);
    request.set_window(window);
    return Call(&Stub::GetInvitation, request);
  }
  v1::GetDialogueTotalsRequest TotalsRequest(const std::string& area, const std::string& from,
                                             const std::string& as_of) {
    v1::GetDialogueTotalsRequest request;
    request.set_name(absl::StrCat("areas/", area, "/dialogueTotals"));
    request.set_from_date(from);
    request.set_as_of(as_of);
    return request;
  }
  std::string ClassOn(const std::string& employer, const std::string& as_of) {
    const auto arrears = v1::ArrearsService::NewStub(service_.channel());
    v1::ListLateEmployersRequest request;
    request.set_parent("areas/31");
    request.set_as_of(as_of);
    v1::ListLateEmployersResponse late;
    EXPECT_EQ(CallOf(*arrears, &v1::ArrearsService::Stub::ListLateEmployers, request, late)
                  .error_message(),
              "");
    for (const v1::LateEmployer& each : late.late_employers()) {
      if (each.employer() == "employers/" + employer) return each.arrears_class();
    }
    return "";
  }

  TempFolder folder_;
  FakeParticipant participant_;
  TestService service_;
  std::unique_ptr<Stub> stub_;
  int id_ = 0;
};

}  // namespace baophu::contribution

#endif  // BAOPHU_TESTS_INTEGRATION_CONTRIBUTION_DIALOGUES_DIALOGUES_FIXTURE_H_
