// The collection network through the whole suite: files and commands in, refusals,
// reconciliations and scorecards out, and the cover of a member whom a collector keeps.

#include <baophu/contribution/v1/receipt_book_service.grpc.pb.h>
#include <baophu/contribution/v1/scorecard_service.grpc.pb.h>
#include <baophu/participant/v1/person_service.grpc.pb.h>
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
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr int kRowsRefused = 2;

int Import(const Suite& suite, const std::string& kind, const std::string& content,
           const std::string& errors = "") {
  const std::string file = suite.folder().File(kind + ".csv");
  std::ofstream(file) << content;
  std::vector<std::string> words = {"import", kind, file, "--again"};
  if (!errors.empty()) words.insert(words.end(), {"--errors", suite.folder().File(errors)});
  return suite.RunBaophu(words);
}

std::string Contents(const std::string& file) {
  std::stringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

// What a command prints is added to the log of all.
std::string Printed(const Suite& suite, const std::vector<std::string>& words) {
  const std::string log = suite.folder().File("log/baophu.log");
  const size_t before = Contents(log).size();
  EXPECT_EQ(suite.RunBaophu(words), 0);
  return Contents(log).substr(before);
}

// What the gateway answers in JSON, with the HTTP status behind it.
std::string Http(const Suite& suite, const std::string& path) {
  const std::string out = suite.folder().File("http.json");
  const size_t before = Contents(out).size();
  EXPECT_EQ(RunProgram({"curl", "-sS", "--unix-socket", suite.folder().File("http.sock"), "-w",
                        " %{http_code}", "http://localhost/v1/" + path},
                       out),
            0);
  return Contents(out).substr(before);
}

void LoadNetwork(const Suite& suite) {
  EXPECT_EQ(Import(suite, "areas",
                   "code,level,name,parent_code,valid_from,valid_to\n"
                   "31,PROVINCE,Thành phố Hải Phòng,,2019-01,\n"
                   "303,DISTRICT,Quận Hồng Bàng,31,2019-01,\n"
                   "11299,COMMUNE,Phường Hùng Vương,303,2019-01,\n"
                   "11311,COMMUNE,Phường Minh Khai,303,2019-01,\n"),
            0);
  EXPECT_EQ(Import(suite, "people",
                   "insurance_number,full_name,birth_date,sex,residence_area\n"
                   "3199000001,Nguyễn Văn An,1980-05-12,M,11311\n"
                   "3199000002,Trần Thị Bình,1985-11-03,F,11311\n"
                   "3199000003,Phạm Đức Cường,1990-02-28,M,11299\n"),
            0);
  EXPECT_EQ(Import(suite, "collection_organisations",
                   "organisation,display_name,kind,contract_number,contract_from_date,"
                   "contract_through_date\n"
                   "BD,Bưu điện mẫu,POST,1/HĐ,2024-01-01,2025-12-31\n"
                   "HTX,Hợp tác xã mẫu,COOPERATIVE,2/HĐ,2024-01-01,2024-06-30\n"),
            0);
  EXPECT_EQ(Import(suite, "collection_points",
                   "point,valid_from,organisation,commune\n"
                   "11311001,2024-01-01,BD,11311\n"
                   "11299001,2024-01-01,HTX,11299\n"),
            0);
  EXPECT_EQ(Import(suite, "collectors",
                   "collector,organisation,point,card_number,card_from_date,card_through_date,"
                   "areas\n"
                   "A1,BD,11311001,T1,2024-01-01,2024-12-31,11311\n"
                   "A2,BD,11311001,T2,2024-01-01,2025-12-31,303\n"),
            0);
  EXPECT_EQ(Import(suite, "receipt_books",
                   "series,first_number,last_number,issued_date,collector,organisation\n"
                   "AA24,1,20,2024-01-05,A1,\n"
                   "AA24,21,40,2024-01-05,,BD\n"),
            0);
}

constexpr char kReceiptColumns[] =
    "source,external_id,payer,area,scheme,paid_date,from_month,months,income_vnd,support_group,"
    "amount_vnd,cover_area,collector,receipt_series,receipt_number\n";

std::string Receipt(const std::string& id, const std::string& person, const std::string& month,
                    const std::string& collector, int number, const std::string& area = "11311") {
  return absl::StrCat("THU,", id, ",person:", person, ",303,VOLUNTARY,", month, "-05,", month,
                      ",3,1500000,OTHER,891000,", area, ",", collector, ",AA24,", number, "\n");
}

// Whether a member has voluntary cover through a month, once participant knows it.
bool IsCovered(const Suite& suite, const std::string& person, const std::string& through) {
  const auto stub = participant::v1::PersonService::NewStub(suite.Channel(Part::kGateway));
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (std::chrono::steady_clock::now() < end) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(20));
    participant::v1::ListCoverageSpansRequest request;
    request.set_parent(person);
    participant::v1::ListCoverageSpansResponse spans;
    if (stub->ListCoverageSpans(&context, request, &spans).ok()) {
      for (const auto& span : spans.coverage_spans()) {
        if (span.through_month() == through) return true;
      }
    }
  }
  return false;
}

TEST(Network, AMemberAboutToLapseIsRenewedByACollectorsReceipt) {
  Suite suite;
  LoadNetwork(suite);
  EXPECT_EQ(Import(suite, "self_payments",
                   kReceiptColumns + Receipt("1", "3199000001", "2024-06", "A1", 1) +
                       Receipt("2", "3199000002", "2024-06", "A1", 2)),
            0);
  EXPECT_TRUE(IsCovered(suite, "people/1", "2024-08"));
  const std::vector<std::string> due = {"scorecards", "--area",   "31",
                                        "--month",    "2024-08",  "--as-of",
                                        "2024-08-31", "--format", "csv"};
  EXPECT_THAT(Printed(suite, due), HasSubstr("collectors/A1,,2,0,0.00,0,2,"));

  // Another collector renews one of the two; the other one lapses.
  EXPECT_EQ(Import(suite, "self_payments",
                   kReceiptColumns + Receipt("3", "3199000001", "2024-09", "A2", 21)),
            0);
  EXPECT_TRUE(IsCovered(suite, "people/1", "2024-11"));
  const std::string after =
      Printed(suite, {"scorecards", "--area", "31", "--month", "2024-08", "--format", "csv"});
  EXPECT_THAT(after, HasSubstr("collectors/A1,,2,1,50.00,1,0,"));
  EXPECT_THAT(after, HasSubstr("NOT_CONTACTED:1"));
  const std::string september =
      Printed(suite, {"scorecards", "--area", "31", "--month", "2024-09", "--by", "organisation"});
  EXPECT_THAT(september, HasSubstr("Bưu điện mẫu"));
  EXPECT_THAT(september, HasSubstr("891.000"));
  EXPECT_THAT(september, HasSubstr("62.370")) << "7% of what continues a cover";

  EXPECT_EQ(Import(suite, "collector_quotas",
                   "holder_kind,holder,period,goal,scheme,people\n"
                   "COLLECTOR,A1,2024-08,KEEP,VOLUNTARY,2\n"
                   "COLLECTOR,A2,2024-08,WIN,,5\n"),
            0);
  const std::string below = Printed(suite, {"scorecards", "--area", "31", "--month", "2024-08",
                                            "--below-quota", "--language", "en"});
  EXPECT_THAT(below, HasSubstr("Shortfall"));
  EXPECT_LT(below.find("\nA2 "), below.find("\nA1 ")) << below;
  EXPECT_NE(below.find("\nA1 "), std::string::npos);
  EXPECT_EQ(suite.RunBaophu({"verify"}), 0);
}

TEST(Network, BadReceiptsAreRefusedAndMissingOnesFound) {
  Suite suite;
  LoadNetwork(suite);
  EXPECT_EQ(Import(suite, "self_payments",
                   kReceiptColumns + Receipt("1", "3199000001", "2024-06", "A1", 1) +
                       Receipt("2", "3199000002", "2024-06", "A1", 1) +
                       Receipt("3", "3199000002", "2025-01", "A1", 2) +
                       Receipt("4", "3199000003", "2024-06", "A1", 2, "11299") +
                       Receipt("5", "3199000002", "2024-06", "A1", 5),
                   "errors.csv"),
            kRowsRefused);
  const std::string errors = Contents(suite.folder().File("errors.csv"));
  EXPECT_THAT(errors, HasSubstr("NUMBER_USED"));
  EXPECT_THAT(errors, HasSubstr("CARD_NOT_VALID"));
  EXPECT_THAT(errors, HasSubstr("OUTSIDE_AREA"));
  EXPECT_THAT(errors, Not(HasSubstr("3199000002"))) << "no personal data";
  EXPECT_EQ(Import(suite, "receipt_books",
                   "series,first_number,last_number,issued_date,collector,organisation\n"
                   "AA24,41,50,2024-07-01,,HTX\n",
                   "books.csv"),
            kRowsRefused);
  EXPECT_THAT(Contents(suite.folder().File("books.csv")), HasSubstr("CONTRACT_NOT_IN_FORCE"));

  EXPECT_EQ(Import(suite, "receipt_voids",
                   "series,number,last_number,void_date,reason\n"
                   "AA24,3,,2024-06-06,viết sai\n"),
            0);
  const std::string book =
      Printed(suite, {"receipts", "--book", "AA24.1", "--as-of", "2024-06-30", "--format", "csv"});
  EXPECT_THAT(book, HasSubstr("used,2,\"1, 5\""));
  EXPECT_THAT(book, HasSubstr("void,1,3"));
  EXPECT_THAT(book, HasSubstr("gap,2,\"2, 4\""));
  EXPECT_THAT(book, HasSubstr("unused,15,6-20"));
  EXPECT_THAT(book, HasSubstr("issued,20,"));
  EXPECT_THAT(Http(suite, "receiptBooks/AA24.1:reconcile?as_of=2024-06-30"),
              AllOf(HasSubstr("\"gapCount\":\"2\""), HasSubstr(" 200")));
  EXPECT_THAT(Http(suite, "areas/31/collectors?on_date=2025-01-10"),
              AllOf(HasSubstr("\"collectors/A2\""), HasSubstr("\"cardValid\":true")));
  EXPECT_THAT(Http(suite, "collectionOrganisations/HTX:checkContract?on_date=2024-07-01"),
              AllOf(Not(HasSubstr("\"inForce\":true")), HasSubstr("2024-06-30")));
  EXPECT_THAT(Http(suite, "areas/31/scorecards?from_month=2024-08&level=ORGANISATION"),
              AllOf(HasSubstr("collectionOrganisations/BD/scorecards/2024-08"),
                    HasSubstr("\"dueCount\":\"2\"")));
  EXPECT_THAT(Http(suite, "collectors/A1/scorecards/2024"), HasSubstr("\"wonCount\":\"2\""));
  EXPECT_THAT(
      Printed(suite, {"network", "--area", "303", "--list", "collectors", "--on", "2025-01-10"}),
      HasSubstr("A1"));
}

TEST(Network, MoneyIsHeldAgainstReceiptsUntilItIsEven) {
  Suite suite;
  LoadNetwork(suite);
  EXPECT_EQ(Import(suite, "self_payments",
                   kReceiptColumns + Receipt("1", "3199000001", "2024-06", "A1", 1) +
                       Receipt("2", "3199000002", "2024-06", "A2", 21)),
            0);
  const std::vector<std::string> differences = {"receipts",   "--area",     "31", "--as-of",
                                                "2024-06-10", "--language", "en"};
  EXPECT_THAT(Printed(suite, differences), HasSubstr("-1,782,000"));
  EXPECT_EQ(Import(suite, "handovers",
                   "handover,collector,organisation,handed_date,amount_vnd,series,first_number,"
                   "last_number\n"
                   "N-1,A1,,2024-06-06,800000,AA24,1,20\n"
                   "N-2,,BD,2024-06-07,891000,AA24,21,40\n"),
            0);
  const std::string after = Printed(suite, differences);
  EXPECT_THAT(after, HasSubstr("another amount"));
  EXPECT_THAT(after, HasSubstr("-91,000"));
  EXPECT_THAT(after, Not(HasSubstr("collectors/A2")));
  EXPECT_EQ(suite.RunBaophu({"verify"}), 0);
}

}  // namespace
}  // namespace baophu::e2e
