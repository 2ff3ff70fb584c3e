#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

#include "services/cli/assess/assess_command.h"
#include "services/cli/csv/csv_field.h"
#include "services/cli/import/error_log.h"
#include "services/cli/import/import_summary.h"
#include "services/cli/import/manifest.h"
#include "services/cli/terminal/progress.h"
#include "services/cli/watch/watch_position.h"
#include "tests/unit/cli/temp_file.h"

namespace baophu::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(ProgressText, ShowsShareRateAndTimeLeft) {
  EXPECT_EQ(ProgressText({"movements", 2'025'000, 4'500'000}, "rows", 118'000, 0),
            "movements  [=========>          ]  45%  2,025,000 of 4,500,000 rows  118,000 rows/s  "
            "0:21 left");
  EXPECT_EQ(ProgressText({"movements", 5, 5}, "rows", 0, 0),
            "movements  [====================] 100%  5 of 5 rows");
  EXPECT_EQ(ProgressText({"x", 0, 400'000'000}, "rows", 100'000, 0),
            "x  [>                   ]   0%  0 of 400,000,000 rows  100,000 rows/s  1:06:40 left");
}

TEST(ProgressText, ShowsNoShareOfAnUnknownTotal) {
  EXPECT_EQ(ProgressText({"movements", 5000, 0}, "rows", 10, 0),
            "movements  5,000 rows  10 rows/s");
}

TEST(ProgressText, MoreThanWasExpectedIsNoMoreThanAll) {
  EXPECT_THAT(ProgressText({"x", 12, 10}, "rows", 1, 0), HasSubstr("100%  12 of 10 rows"));
}

TEST(ProgressText, FitsTheTerminal) {
  EXPECT_EQ(ProgressText({"movements", 5000, 0}, "rows", 10, 16).size(), 16u);
}

TEST(PeriodText, SaysWhatWaitsAndWhatCannotBeComputed) {
  contribution::v1::AssessmentPeriod period;
  contribution::v1::Settlement settlement;
  EXPECT_THAT(PeriodText(period, settlement), HasSubstr("write --from and --through"));
  period.set_first_month("2022-01");
  period.set_through_month("2024-12");
  period.set_revision(12);
  EXPECT_EQ(PeriodText(period, settlement),
            "assessed from wages: 2022-01 to 2024-12 at revision 12, nothing waits");
  period.set_waiting_count(1234);
  period.set_problem_count(2);
  settlement.set_waiting_count(5);
  EXPECT_EQ(PeriodText(period, settlement),
            "assessed from wages: 2022-01 to 2024-12 at revision 12, 1,234 employers wait to be "
            "assessed, 5 payers wait to be settled, 2 employers cannot be computed");
}

TEST(CsvField, QuotesOnlyWhereItMust) {
  EXPECT_EQ(CsvField("plain text"), "plain text");
  EXPECT_EQ(CsvField("a,b"), "\"a,b\"");
  EXPECT_EQ(CsvField("say \"x\""), "\"say \"\"x\"\"\"");
  EXPECT_EQ(CsvField("two\nlines"), "\"two\nlines\"");
}

TEST(ErrorLog, ShowsTheFirstFiftyAndKeepsAll) {
  const TempFolder folder;
  std::vector<std::string> lines;
  ErrorLog log([&](std::string_view line) { lines.emplace_back(line); });
  ASSERT_TRUE(log.OpenFile(folder.path("errors.csv")).ok());
  for (int row = 2; row < 62; ++row) {
    log.Add({"people.csv", row, "sex", "INVALID_FIELD", "is \"X\", not known", "write M or F",
             row != 3});
  }
  ASSERT_TRUE(log.Close().ok());
  ASSERT_EQ(lines.size(), 51u);
  EXPECT_EQ(lines[0], "people.csv:2: sex: is \"X\", not known; write M or F");
  EXPECT_EQ(lines[1], "people.csv:3: warning: sex: is \"X\", not known; write M or F");
  EXPECT_EQ(lines[50], "and 10 more; all of them are in " + folder.path("errors.csv"));
  std::ifstream file(folder.path("errors.csv"));
  std::vector<std::string> rows;
  for (std::string row; std::getline(file, row);) rows.push_back(row);
  ASSERT_EQ(rows.size(), 61u);
  EXPECT_EQ(rows[0], "row,field,reason,problem,remedy,severity,file");
  EXPECT_EQ(rows[1],
            "2,sex,INVALID_FIELD,\"is \"\"X\"\", not known\",write M or F,ERROR,people.csv");
  EXPECT_THAT(rows[2], HasSubstr("WARNING"));
}

TEST(ErrorLog, SaysThatAFileCannotBeWritten) {
  ErrorLog log([](std::string_view) {});
  EXPECT_THAT(std::string(log.OpenFile("/nowhere/errors.csv").message()),
              HasSubstr("/nowhere/errors.csv: cannot be written"));
}

TEST(Summary, CountsForPeopleAndPrograms) {
  FileSummary summary;
  summary.kind = "movements";
  summary.file = "m.csv";
  summary.accepted = 1'000'000;
  summary.unchanged = 5;
  summary.refused = 2;
  summary.before = 10'000;
  summary.warnings = 1;
  summary.seconds = 10;
  EXPECT_EQ(SummaryLine(summary, false),
            "movements: 1,010,007 rows: 1,000,000 taken, 5 there already, 10,000 imported before, "
            "2 refused, 1 warnings (10 s, 100,000 rows/s)");
  EXPECT_THAT(SummaryLine(summary, true), HasSubstr("1,000,000 would be taken"));
  FileSummary broken;
  broken.kind = "wages";
  broken.file = "a \"b\".csv";
  broken.fault = "cut off";
  EXPECT_EQ(SummaryJson({summary, broken}),
            "{\"rows\":1010007,\"accepted\":1000000,\"unchanged\":5,\"refused\":2,\"warnings\":1,"
            "\"importedBefore\":10000,\"seconds\":10.000,\"files\":["
            "{\"kind\":\"movements\",\"file\":\"m.csv\",\"rows\":1010007,\"accepted\":1000000,"
            "\"unchanged\":5,\"refused\":2,\"warnings\":1,\"importedBefore\":10000,"
            "\"seconds\":10.000,\"revision\":0},"
            "{\"kind\":\"wages\",\"file\":\"a \\\"b\\\".csv\",\"rows\":0,\"accepted\":0,"
            "\"unchanged\":0,\"refused\":0,\"warnings\":0,\"importedBefore\":0,"
            "\"seconds\":0.000,\"revision\":0,\"fault\":\"cut off\"}]}");
}

TEST(Manifest, NamesFilesInOrderRelativeToItself) {
  const TempFolder folder;
  const auto files = ReadManifest(folder.Write("manifest.csv",
                                               "service,kind,file,rows\n"
                                               "participant,areas,a.csv,12\n"
                                               "target,plans,/data/p.csv.gz,\n"));
  ASSERT_TRUE(files.ok()) << files.status();
  ASSERT_EQ(files->size(), 2u);
  EXPECT_STREQ((*files)[0].kind->name, "areas");
  EXPECT_EQ((*files)[0].path, folder.path("a.csv"));
  EXPECT_EQ((*files)[0].rows, 12);
  EXPECT_EQ((*files)[1].path, "/data/p.csv.gz");
  EXPECT_EQ((*files)[1].rows, 0);
}

TEST(Manifest, NamesWhatIsWrong) {
  const TempFolder folder;
  const auto problem = [&](std::string_view text) {
    return std::string(ReadManifest(folder.Write("manifest.csv", text)).status().message());
  };
  EXPECT_THAT(problem("file\n"), HasSubstr("must be service,kind,file,rows"));
  EXPECT_THAT(problem("service,kind,file,rows\n"), HasSubstr("names no file"));
  EXPECT_THAT(problem("service,kind,file,rows\nparticipant,cats,c.csv,\n"),
              HasSubstr(":2: kind: is not known"));
  EXPECT_THAT(problem("service,kind,file,rows\ntarget,areas,c.csv,\n"),
              HasSubstr("write participant"));
  EXPECT_THAT(problem("service,kind,file,rows\nparticipant,areas,c.csv,many\n"),
              HasSubstr("rows: is not a number"));
  EXPECT_THAT(problem("service,kind,file,rows\nparticipant,areas\n"), HasSubstr("has 2 columns"));
}

TEST(WatchPosition, ShowsEachEntryOnceAfterABrokenStream) {
  WatchPosition position(4);
  EXPECT_TRUE(position.TakeEntry(5, 1));
  position.TakeEnd(5);
  EXPECT_TRUE(position.TakeEntry(6, 1));
  EXPECT_TRUE(position.TakeEntry(6, 2));
  // The stream breaks; the new one starts after the last revision that ended.
  EXPECT_EQ(position.after_revision(), 5);
  EXPECT_FALSE(position.TakeEntry(6, 1));
  EXPECT_FALSE(position.TakeEntry(6, 2));
  EXPECT_TRUE(position.TakeEntry(6, 3));
  position.TakeEnd(6);
  EXPECT_TRUE(position.TakeEntry(9, 1));
}

}  // namespace
}  // namespace baophu::cli
