// Sessions with late employers through the whole suite: files and commands in, totals
// and the employer's class out.

#include <baophu/contribution/v1/arrears_service.grpc.pb.h>
#include <baophu/contribution/v1/dialogue_service.grpc.pb.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/e2e/suite/suite.h"

namespace baophu::e2e {
namespace {

namespace pb = contribution::v1;
using testing::HasSubstr;

class Gateway {
 public:
  explicit Gateway(const Suite& suite)
      : channel_(suite.Channel(Part::kGateway)),
        dialogues_(pb::DialogueService::NewStub(channel_)),
        arrears_(pb::ArrearsService::NewStub(channel_)) {}

  template <typename Stub, typename Request, typename Response>
  Response Call(Stub& stub,
                grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                const Request& request) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
    Response response;
    EXPECT_EQ((stub.*method)(&context, request, &response).error_message(), "");
    return response;
  }
  template <typename Request, typename Response>
  Response Call(grpc::Status (pb::DialogueService::Stub::*method)(grpc::ClientContext*,
                                                                  const Request&, Response*),
                const Request& request) {
    return Call(*dialogues_, method, request);
  }

  std::string ClassOf(const std::string& employer, const std::string& as_of) {
    pb::ListLateEmployersRequest request;
    request.set_parent("areas/31");
    request.set_as_of(as_of);
    const pb::ListLateEmployersResponse response =
        Call(*arrears_, &pb::ArrearsService::Stub::ListLateEmployers, request);
    for (const pb::LateEmployer& late : response.late_employers()) {
      if (late.employer() == employer) return late.arrears_class();
    }
    return "";
  }

 private:
  const std::shared_ptr<grpc::Channel> channel_;
  const std::unique_ptr<pb::DialogueService::Stub> dialogues_;
  const std::unique_ptr<pb::ArrearsService::Stub> arrears_;
};

void Import(const Suite& suite, const std::string& kind, const std::string& content) {
  const std::string file = suite.folder().File(kind + ".csv");
  std::ofstream(file) << content;
  EXPECT_EQ(suite.RunBaophu({"import", kind, file, "--again"}), 0) << kind;
}

// What a command prints is added to the log of all.
std::string Printed(const Suite& suite, const std::vector<std::string>& words) {
  const std::string log = suite.folder().File("log/baophu.log");
  const auto contents = [&] {
    std::stringstream text;
    text << std::ifstream(log).rdbuf();
    return text.str();
  };
  const size_t before = contents().size();
  EXPECT_EQ(suite.RunBaophu(words), 0);
  return contents().substr(before);
}

TEST(Dialogues, FromTheAgeingReportToTotalsAndTheEmployersClass) {
  Suite suite;
  Import(suite, "areas",
         "code,level,name,parent_code,valid_from,valid_to\n"
         "31,PROVINCE,Thành phố Hải Phòng,,2019-01,\n"
         "11311,COMMUNE,Phường Minh Khai,31,2025-07,\n");
  Import(suite, "employers",
         "tax_code,unit_code,unit_code_2025,name,area,funding_type,status,status_from\n"
         "0200990019,TA0001A,,Công ty Mẫu Một,11311,ENTERPRISE,ACTIVE,2025-07\n"
         "0200990026,TA0002A,,Công ty Mẫu Hai,11311,ENTERPRISE,ACTIVE,2025-07\n");
  Import(suite, "assessments",
         "source,external_id,payer,area,period_month,due_date,health_vnd\n"
         "C12,1,employer:TA0001A,11311,2025-07,2025-08-31,1000000\n"
         "C12,2,employer:TA0002A,11311,2025-07,2025-08-31,300000\n");
  Import(suite, "dialogues",
         "dialogue,area,held_date,place,display_name,organisers,partners\n"
         "HN-2025-10,11311,2025-10-10,Hội trường,Đối thoại,BHXH cơ sở A,POLICE+INSPECTORATE\n");

  Gateway gateway(suite);
  pb::InviteFromAgeingRequest invite;
  invite.set_parent("dialogues/HN-2025-10");
  invite.set_area("areas/31");
  invite.set_invited_date("2025-10-01");
  const pb::InviteFromAgeingResponse invited =
      gateway.Call(&pb::DialogueService::Stub::InviteFromAgeing, invite);
  ASSERT_EQ(invited.invitations_size(), 2);
  const pb::DialogueInvitation& first = invited.invitations(0);
  EXPECT_EQ(first.owed_vnd(), 1'000'000);

  EXPECT_EQ(gateway.ClassOf(first.employer(), "2025-11-15"), "LATE");
  pb::RecordLetterRequest letter;
  letter.set_name(first.name());
  letter.set_letter_kind("REMINDER");
  letter.set_letter_number("15/CV-BHXH");
  letter.set_letter_date("2025-10-02");
  gateway.Call(&pb::DialogueService::Stub::RecordLetter, letter);
  EXPECT_EQ(gateway.ClassOf(first.employer(), "2025-11-15"), "EVADING");

  pb::RecordAttendanceRequest attend;
  attend.set_name(first.name());
  attend.set_attendance("ATTENDED");
  gateway.Call(&pb::DialogueService::Stub::RecordAttendance, attend);
  pb::RecordCommitmentRequest commit;
  commit.set_name(first.name());
  commit.set_committed_vnd(1'000'000);
  commit.set_commit_by_date("2025-10-31");
  gateway.Call(&pb::DialogueService::Stub::RecordCommitment, commit);

  const std::vector<std::string> totals = {"dialogues", "31",           "--from", "2025-01-01",
                                           "--as-of",   "2025-12-31",   "--days", "60",
                                           "--window",  "AFTER_SESSION"};
  EXPECT_THAT(Printed(suite, totals), HasSubstr("Đơn vị đã đóng: 0 (0,00%)"));
  Import(suite, "bank_statements",
         "source,reference,area,value_date,amount,payer_code,kind,reverses,text,currency\n"
         "VCB,P1,11311,2025-10-20,1000000,TA0001A,,,Nop BHXH,VND\n"
         "VCB,P2,11311,2025-10-21,300000,TA0002A,,,Nop BHXH,VND\n"
         "VCB,P3,11311,2025-10-22,300000,,REVERSAL,P2,Hoan tra,VND\n");
  const std::string after = Printed(suite, totals);
  EXPECT_THAT(after, HasSubstr("Đơn vị được mời: 2 (2 lượt), chậm đóng 1.300.000 đồng"));
  EXPECT_THAT(after, HasSubstr("Đơn vị đã đóng: 1 (50,00%), 1.000.000 đồng, trong đó thu hồi "
                               "1.000.000 đồng (76,92%)"));
  EXPECT_THAT(after, HasSubstr("thực hiện đủ 1"));
  EXPECT_EQ(gateway.ClassOf(first.employer(), "2025-11-15"), "") << "it has paid";
  EXPECT_THAT(
      Printed(suite, {"dialogue", "HN-2025-10", "--language", "en", "--as-of", "2025-12-31"}),
      HasSubstr("kept"));
  EXPECT_THAT(Printed(suite, {"dialogues", "31", "--list", "--json"}),
              HasSubstr("\"name\":\"dialogues/HN-2025-10\""));
}

}  // namespace
}  // namespace baophu::e2e
