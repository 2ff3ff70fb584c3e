// Checks of stated figures over HTTP, as curl sends them, and by `baophu check-figures`.

#include <baophu/target/v1/figure_check_service.pb.h>
#include <gmock/gmock.h>
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "tests/e2e/suite/suite.h"

namespace baophu::e2e {
namespace {

using target::v1::CheckFiguresResponse;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr int kServiceFailed = 3;
constexpr int kFileUnreadable = 4;
constexpr int kDifferences = 5;

const std::string kFixtures = BAOPHU_SOURCE_DIR "/tests/fixtures/stated_figures/";

std::string Contents(const std::string& path) {
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

void Write(const std::string& path, const std::string& text) { std::ofstream(path) << text; }

// {"figures": [...]} with the array of a file as it stands.
std::string Body(const std::string& file) {
  google::protobuf::Struct root;
  EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(Contents(kFixtures + file), &root).ok());
  google::protobuf::Struct body;
  (*body.mutable_fields())["figures"] = root.fields().at("figures");
  std::string json;
  EXPECT_TRUE(google::protobuf::util::MessageToJsonString(body, &json).ok());
  return json;
}

// The answer to POST /v1/figures:check, its HTTP status behind it in a line.
std::string Post(const Suite& suite, const std::string& body) {
  const std::string in = suite.folder().File("body.json");
  const std::string out = suite.folder().File("answer.json");
  Write(in, body);
  Write(out, "");
  EXPECT_EQ(RunProgram({"curl", "-sS", "--unix-socket", suite.folder().File("http.sock"), "-H",
                        "Content-Type: application/json", "--data-binary", "@" + in, "-w",
                        "\n%{http_code}", "http://localhost/v1/figures:check"},
                       out),
            0);
  return Contents(out);
}

CheckFiguresResponse Parse(const std::string& json) {
  CheckFiguresResponse response;
  const auto status =
      google::protobuf::util::JsonStringToMessage(json.substr(0, json.rfind('}') + 1), &response);
  EXPECT_TRUE(status.ok()) << status.ToString() << " " << json;
  return response;
}

std::set<std::set<std::string>> Inconsistent(const CheckFiguresResponse& response) {
  std::set<std::set<std::string>> sets;
  for (const target::v1::Finding& finding : response.findings()) {
    if (finding.verdict() != "INCONSISTENT") continue;
    sets.emplace(finding.figures().begin(), finding.figures().end());
  }
  return sets;
}

const std::set<std::set<std::string>> kPublishedContradictions = {{"S2-02", "S2-05"},
                                                                  {"S4-01", "S4-07"},
                                                                  {"S2-01", "S3-08"},
                                                                  {"S2-03", "S3-10"},
                                                                  {"S5-03", "S5-05"}};

class CheckFigures : public testing::Test {
 protected:
  static void SetUpTestSuite() { suite_ = new Suite({.data = LoadedData()}); }
  static void TearDownTestSuite() {
    delete suite_;
    suite_ = nullptr;
  }
  static std::string File(const std::string& name) { return suite_->folder().File(name); }
  static std::string Log() { return Contents(File("log/baophu.log")); }

  static Suite* suite_;
};

Suite* CheckFigures::suite_ = nullptr;

TEST_F(CheckFigures, OverHttpTakesThePublishedOnesAsTheyStand) {
  const std::string answer = Post(*suite_, Body("published.json"));
  EXPECT_THAT(answer, testing::EndsWith("\n200"));
  const CheckFiguresResponse response = Parse(answer);
  EXPECT_EQ(Inconsistent(response), kPublishedContradictions);
  EXPECT_GT(response.implied_size(), 20);
  EXPECT_THAT(answer, AllOf(HasSubstr(R"("verdict":"UNDETERMINED")"),
                            HasSubstr(R"("explanationVi":)"), HasSubstr(R"("explanationEn":)")));
}

TEST_F(CheckFigures, OverHttpNamesTheFigureThatCannotBeRead) {
  EXPECT_THAT(Post(*suite_, R"({"figures":[{"id":"A","indicator":"x","value":"abc"}]})"),
              AllOf(HasSubstr("figures[A].value"), testing::EndsWith("\n400")));
  EXPECT_THAT(Post(*suite_, R"({"figures":[{"id":"A","indicator":"x","valeu":1}]})"),
              AllOf(HasSubstr("valeu"), testing::EndsWith("\n400")));
  EXPECT_THAT(Post(*suite_, "{}"), AllOf(HasSubstr("figures"), testing::EndsWith("\n400")));
}

// A figure of the sample province, and one that is one person off.
std::string OwnFigures(const std::string& month, int64_t value) {
  return absl::StrCat(
      R"({"figures":[{"id":"T","place_code":"31","as_of":")", month,
      R"(","indicator":"so_nguoi_tham_gia","scheme":"BHXH_BB","value":)", value,
      R"(,"unit":"người","exactness":"exact"},{"id":"F","as_of":")", month,
      R"(","indicator":"PARTICIPANTS_SOCIAL_COMPULSORY","place_code":"31","unit":"người",)",
      R"("exactness":"exact","value":)", value + 1, R"(},{"id":"O","place_code":"99","as_of":")",
      month, R"(","indicator":"PARTICIPANTS_HEALTH","value":1,"unit":"người"}],)",
      R"("against":{"area_code":"31"}})");
}

TEST_F(CheckFigures, AgainstOwnDataRestOnItsRevisions) {
  const auto report = suite_->Report("areas/31/coverageReports/2024-09");
  ASSERT_TRUE(report.ok()) << report.status();
  int64_t value = 0;
  for (const target::v1::IndicatorValue& each : report->indicators()) {
    if (each.indicator() == "PARTICIPANTS_SOCIAL_COMPULSORY") value = each.value();
  }
  const CheckFiguresResponse response = Parse(Post(*suite_, OwnFigures("hết tháng 9/2024", value)));
  ASSERT_EQ(response.own_reports_size(), 1);
  EXPECT_EQ(response.own_reports(0).name(), report->name());
  int own = 0;
  for (const target::v1::Finding& finding : response.findings()) {
    if (finding.relation() != "OWN_DATA") continue;
    ++own;
    ASSERT_EQ(finding.figures_size(), 1);
    const bool right = finding.figures(0) == "T";
    // A sample proves nothing about a real province.
    EXPECT_EQ(finding.verdict(), right ? "CONSISTENT" : "UNDETERMINED");
    EXPECT_EQ(finding.report(), report->name());
    EXPECT_EQ(finding.revisions().participant(), report->revisions().participant());
    EXPECT_GT(finding.revisions().participant(), 0);
  }
  EXPECT_EQ(own, 2);
}

TEST_F(CheckFigures, AgainstOwnDataOfNoAreaSaysSo) {
  EXPECT_THAT(Post(*suite_, R"({"figures":[{"id":"A","indicator":"x","value":1}],)"
                            R"("against":{"areaCode":"x"}})"),
              AllOf(HasSubstr("against.area_code"), testing::EndsWith("\n400")));
  EXPECT_THAT(Post(*suite_, R"({"figures":[{"id":"A","place_code":"77","as_of":"2024-09",)"
                            R"("indicator":"PARTICIPANTS_HEALTH","value":1,"unit":"người"}],)"
                            R"("against":{"areaCode":"77"}})"),
              AllOf(HasSubstr("against.area_code"), testing::EndsWith("\n404")));
}

TEST_F(CheckFigures, OnTheCommandLineReadsTheFileAsItStands) {
  EXPECT_EQ(suite_->RunBaophu({"check-figures", kFixtures + "published.json"}), kDifferences);
  EXPECT_THAT(Log(), AllOf(HasSubstr("MÂU THUẪN"), HasSubstr("S2-02, S2-05"),
                           HasSubstr("13.614..13.620"), HasSubstr("Giả định:")));
  EXPECT_EQ(suite_->RunBaophu(
                {"check-figures", kFixtures + "invented_consistent.json", "--language", "en"}),
            0);
  EXPECT_THAT(Log(), AllOf(HasSubstr("Agree"), Not(HasSubstr("CONTRADICT"))));
}

TEST_F(CheckFigures, OnTheCommandLineAnswersAsJsonToo) {
  const std::string out = File("out.json");
  Write(out, "");
  EXPECT_EQ(RunProgram({BAOPHU_BIN_DIR "/baophu", "--server", suite_->Address(Part::kGateway),
                        "check-figures", kFixtures + "published.json", "--json"},
                       out),
            kDifferences);
  EXPECT_EQ(Inconsistent(Parse(Contents(out))), kPublishedContradictions);
}

TEST_F(CheckFigures, OnTheCommandLineTellsWhatIsWrongWithAFile) {
  const auto run = [&](const std::string& text) {
    Write(File("figures.json"), text);
    return suite_->RunBaophu({"check-figures", File("figures.json")});
  };
  EXPECT_EQ(suite_->RunBaophu({"check-figures", File("nothing.json")}), kFileUnreadable);
  EXPECT_EQ(run("no json"), kFileUnreadable);
  EXPECT_EQ(run(R"({"checks":[]})"), kFileUnreadable);
  EXPECT_EQ(run(R"([{"id":"A","indicator":"x","value":"abc"}])"), kFileUnreadable);
  EXPECT_THAT(Log(), HasSubstr("figures[A].value"));
  EXPECT_EQ(run(R"([{"id":"A","indicator":"x","value":1}])"), 0);
  EXPECT_EQ(RunProgram({BAOPHU_BIN_DIR "/baophu", "--server", "unix:" + File("nobody.sock"),
                        "check-figures", File("figures.json"), "--timeout-s", "5"},
                       File("log/baophu.log")),
            kServiceFailed);
}

}  // namespace
}  // namespace baophu::e2e
