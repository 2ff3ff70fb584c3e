// A bank's statement through `baophu import`: ended in the middle, cut off, and sent
// again.

#include <baophu/contribution/v1/ledger_service.grpc.pb.h>
#include <baophu/contribution/v1/suspense_service.grpc.pb.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <chrono>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/e2e/suite/suite.h"

namespace baophu::e2e {
namespace {

using testing::ElementsAre;
using testing::Pair;

constexpr int kRowsRefused = 2;
constexpr int kPayments = 300;
// Each of these payments bounces in the next row.
constexpr int kBouncesEvery = 3;

// Payments that name nobody, some of which bounce. `currency` comes last, as the README
// asks for.
std::string Rows() {
  std::string rows = "source,reference,area,value_date,amount,kind,reverses,text,currency\n";
  for (int i = 0; i < kPayments; ++i) {
    absl::StrAppend(&rows, "E2E,P", i, ",31,2024-09-12,", 1000 + i, ",,,nop tien,VND\n");
    if (i % kBouncesEvery != 0) continue;
    absl::StrAppend(&rows, "E2E,B", i, ",31,2024-09-13,", 1000 + i, ",REVERSAL,P", i, ",,VND\n");
  }
  return rows;
}

void WriteFile(const std::string& path, const std::string& content) {
  std::ofstream(path) << content;
}

template <typename Context>
void SetDeadline(Context& context) {
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
}

std::map<std::string, int> ItemsByState(const Suite& suite) {
  const auto stub = contribution::v1::SuspenseService::NewStub(suite.Channel(Part::kGateway));
  grpc::ClientContext context;
  SetDeadline(context);
  contribution::v1::ListSuspenseItemsRequest request;
  request.set_page_size(1000);
  contribution::v1::ListSuspenseItemsResponse response;
  EXPECT_EQ(stub->ListSuspenseItems(&context, request, &response).error_message(), "");
  std::map<std::string, int> counts;
  for (const auto& item : response.suspense_items()) ++counts[item.state()];
  return counts;
}

int64_t Differences(const Suite& suite) {
  const auto stub = contribution::v1::LedgerService::NewStub(suite.Channel(Part::kContribution));
  grpc::ClientContext context;
  const auto reader = stub->VerifyLedger(&context, {});
  type::v1::CheckProgress progress;
  while (reader->Read(&progress)) {
  }
  EXPECT_EQ(reader->Finish().error_message(), "");
  EXPECT_TRUE(progress.finished());
  return progress.difference_count();
}

auto AllIn() {
  constexpr int kBounced = kPayments / kBouncesEvery;
  return ElementsAre(Pair("OPEN", kPayments - kBounced), Pair("REVERSED", kBounced));
}

TEST(StatementImport, GoesOnAfterItWasKilledAndChangesNothingWhenItIsSentAgain) {
  Suite suite({.data = LoadedData()});
  const std::string file = suite.folder().File("statement.csv");
  WriteFile(file, Rows());
  // Every chunk a row, so that the kill comes between two.
  const std::vector<std::string> command = {"import", "bank_statements", file, "--chunk-rows",
                                            "1",      "--in-flight",     "1"};
  {
    const std::unique_ptr<Process> import = suite.Baophu(command);
    ASSERT_TRUE(suite.AwaitRevision(Part::kContribution, suite.Revision(Part::kContribution) + 20,
                                    *import));
    import->Signal(SIGKILL);
    ASSERT_EQ(import->Wait(absl::Minutes(1)), -SIGKILL) << "the import ended before the kill";
  }
  ASSERT_LT(ItemsByState(suite)["OPEN"], kPayments / 2);
  // So does the service, in the middle of what is left.
  {
    const std::unique_ptr<Process> import = suite.Baophu(command);
    ASSERT_TRUE(suite.AwaitRevision(Part::kContribution, suite.Revision(Part::kContribution) + 20,
                                    *import));
    suite.Kill(Part::kContribution);
    suite.Start(Part::kContribution);
    EXPECT_EQ(import->Wait(absl::Minutes(2)), 0);
  }
  EXPECT_THAT(ItemsByState(suite), AllIn());
  EXPECT_EQ(Differences(suite), 0);

  EXPECT_EQ(suite.RunBaophu(command), 0);
  EXPECT_EQ(suite.RunBaophu({"import", "bank_statements", file, "--again"}), 0);
  EXPECT_THAT(ItemsByState(suite), AllIn());
  EXPECT_EQ(Differences(suite), 0);
}

TEST(StatementImport, AFileThatWasCutOffIsCompletedByTheWholeOne) {
  Suite suite({.data = LoadedData()});
  const std::string whole = Rows();
  const std::string cut = suite.folder().File("cut.csv");
  // Within the amount of a row.
  const size_t at = whole.find("E2E,P150,");
  ASSERT_NE(at, std::string::npos);
  WriteFile(cut, whole.substr(0, at + std::string("E2E,P150,31,2024-09-12,11").size()));
  EXPECT_EQ(suite.RunBaophu({"import", "bank_statements", cut}), kRowsRefused);
  std::map<std::string, int> items = ItemsByState(suite);
  EXPECT_EQ(items["OPEN"] + items["REVERSED"], 150) << "the row that was cut off went in";

  const std::string file = suite.folder().File("statement.csv");
  WriteFile(file, whole);
  EXPECT_EQ(suite.RunBaophu({"import", "bank_statements", file}), 0);
  EXPECT_THAT(ItemsByState(suite), AllIn());
  EXPECT_EQ(Differences(suite), 0);
}

TEST(StatementImport, TheExampleGoesIntoAnEmptySystemAndLeavesOneItem) {
  Suite suite;
  EXPECT_EQ(suite.RunBaophu(
                {"import", "--manifest", BAOPHU_SOURCE_DIR "/services/cli/examples/manifest.csv"}),
            0);
  EXPECT_THAT(ItemsByState(suite), ElementsAre(Pair("OPEN", 1)));
  EXPECT_EQ(Differences(suite), 0);
}

}  // namespace
}  // namespace baophu::e2e
