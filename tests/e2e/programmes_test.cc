// Programmes on the ground as operators meet them: the example files, JSON over HTTP and
// `baophu programmes`.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/e2e/suite/suite.h"

namespace baophu::e2e {
namespace {

using testing::AllOf;
using testing::HasSubstr;

constexpr int kUsage = 1;
constexpr int kServiceFailed = 3;

class ProgrammesSuite : public testing::Test {
 protected:
  void SetUp() override {
    for (const std::string kind : {"areas", "programmes"}) {
      ASSERT_EQ(suite_.RunBaophu(
                    {"import", kind, BAOPHU_SOURCE_DIR "/services/cli/examples/" + kind + ".csv"}),
                0);
    }
  }

  // What a program prints; its exit code is `code`.
  std::string Print(const std::vector<std::string>& words, int code = 0) {
    const std::string out = suite_.folder().File(absl::StrCat("out", ++outputs_));
    EXPECT_EQ(RunProgram(words, out), code) << words.back();
    std::stringstream text;
    text << std::ifstream(out).rdbuf();
    return text.str();
  }
  std::string Baophu(std::vector<std::string> words, int code = 0) {
    const std::vector<std::string> program = {BAOPHU_BIN_DIR "/baophu",
                                              "--server=" + suite_.Address(Part::kGateway),
                                              "programmes", "--area", "31"};
    words.insert(words.begin(), program.begin(), program.end());
    return Print(words, code);
  }
  // The answer with its HTTP status behind it.
  std::string Http(const std::string& path, const std::string& body = "") {
    std::vector<std::string> words = {
        "curl", "-sS", "--unix-socket", suite_.folder().File("http.sock"), "-w", " %{http_code}"};
    if (!body.empty()) {
      words.insert(words.end(), {"-H", "Content-Type: application/json", "-d", body});
    }
    words.push_back("http://localhost/v1/" + path);
    return Print(words);
  }

  Suite suite_;
  int outputs_ = 0;
};

TEST_F(ProgrammesSuite, TheExampleIsToldInBothLanguages) {
  EXPECT_THAT(Baophu({"--on", "2024-10-20", "--kind", "THREE_PARTY_AGREEMENT"}),
              AllOf(HasSubstr("Thành phố Hải Phòng, đến hết ngày 20/10/2024"),
                    HasSubstr("Chương trình phối hợp ba bên"), HasSubstr("100,00%")));
  EXPECT_THAT(Baophu({"--period", "2024", "--language", "en"}),
              AllOf(HasSubstr("People invited"), HasSubstr("6,400"), HasSubstr("1.48%"),
                    HasSubstr("33,696,000")));
  EXPECT_THAT(Baophu({"--on", "2024-10", "--json"}), HasSubstr("\"doneCount\": \"1\""));
  Baophu({}, kUsage);
  EXPECT_THAT(Baophu({"--on", "2024-10", "--kind", "PARADE"}, kServiceFailed),
              HasSubstr("kind: is no kind of programmes"));
}

TEST_F(ProgrammesSuite, ARecordIsWrittenAndReplacedAsJson) {
  const std::string record =
      R"("kind":"STEERING_COMMITTEE","area":"11296","title":"Ban chỉ đạo","firstDate":"2024-01-01",)"
      R"("lastDate":"2024-12-31","doneDate":"2024-05-20","committee":{"decisionNumber":"1/QĐ"})";
  const std::string created =
      Http("programmes?programmeId=bcd-11296", absl::StrCat("{", record, "}"));
  EXPECT_THAT(created, AllOf(HasSubstr("\"programmes/bcd-11296\""), HasSubstr("\"DONE\""),
                             HasSubstr(" 200")));
  const std::string path = "areas/303/completeness/2024-06?kind=STEERING_COMMITTEE&level=COMMUNE";
  EXPECT_THAT(Http(path), AllOf(HasSubstr("\"totalCount\":\"4\""), HasSubstr("\"25.00\"")));
  EXPECT_THAT(Http("programmes/bcd-11296:replace",
                   absl::StrCat("{\"programme\":{", record, ",\"revision\":\"1\"}}")),
              AllOf(HasSubstr("REVISION_CHANGED"), HasSubstr(" 409")));
  const size_t at = created.find("\"revision\":\"");
  ASSERT_NE(at, std::string::npos) << created;
  const std::string revision = created.substr(at, created.find('"', at + 12) + 1 - at);
  EXPECT_THAT(Http("programmes/bcd-11296:replace",
                   absl::StrCat("{\"programme\":{", record, ",\"withdrawal\":\"ghi trùng\",",
                                revision, "}}")),
              AllOf(HasSubstr("WITHDRAWN"), HasSubstr(" 200")));
  EXPECT_THAT(Http(path), HasSubstr("\"0.00\""));
  EXPECT_THAT(Http("programmes/bcd-11296/versions"),
              AllOf(HasSubstr("\"DONE\""), HasSubstr("\"WITHDRAWN\"")));
}

}  // namespace
}  // namespace baophu::e2e
