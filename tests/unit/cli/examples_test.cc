#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "services/cli/import/manifest.h"
#include "services/cli/import/rows/chunk_source.h"

namespace baophu::cli {
namespace {

using ::testing::HasSubstr;

constexpr char kFolder[] = "services/cli/";

// The row message of a kind. No connection is made for it.
const google::protobuf::Descriptor& RowOf(const ImportKind& kind) {
  const auto endpoint = ConnectImport(
      kind.service, grpc::CreateChannel("unix:/none", grpc::InsecureChannelCredentials()));
  return *endpoint->NewRequest()
              ->GetDescriptor()
              ->FindFieldByName("chunk")
              ->message_type()
              ->FindFieldByName(kind.name)
              ->message_type()
              ->FindFieldByName("rows")
              ->message_type();
}

TEST(Examples, ThereIsOneOfEachKindAndAllTheirRowsCanBeSent) {
  const auto files = ReadManifest(std::string(kFolder) + "examples/manifest.csv");
  ASSERT_TRUE(files.ok()) << files.status();
  std::set<std::string> kinds;
  for (const ImportFile& file : *files) {
    kinds.insert(file.kind->name);
    const auto endpoint = ConnectImport(
        file.kind->service, grpc::CreateChannel("unix:/none", grpc::InsecureChannelCredentials()));
    auto source = ChunkSource::Open(file.path, *file.kind, *endpoint, {},
                                    [&](int64_t row, const RowProblem& problem) {
                                      ADD_FAILURE() << file.path << ":" << row << " "
                                                    << problem.field << " " << problem.problem;
                                    });
    ASSERT_TRUE(source.ok()) << source.status();
    Chunk chunk;
    const absl::StatusOr<bool> found = (*source)->Next(chunk);
    ASSERT_TRUE(found.ok()) << found.status();
    EXPECT_EQ(static_cast<int64_t>(chunk.row_numbers.size()), file.rows) << file.path;
  }
  EXPECT_EQ(kinds.size(), ImportKinds().size());
}

TEST(Readme, DocumentsEveryColumnOfEveryKind) {
  std::ifstream file(std::string(kFolder) + "README.md");
  const std::string readme{std::istreambuf_iterator<char>(file), {}};
  for (const ImportKind& kind : ImportKinds()) {
    const size_t begin = readme.find("#### `" + std::string(kind.name) + "`");
    ASSERT_NE(begin, std::string::npos) << kind.name;
    const std::string section = readme.substr(begin, readme.find("\n#", begin) - begin);
    const google::protobuf::Descriptor& row = RowOf(kind);
    for (int i = 0; i < row.field_count(); ++i) {
      EXPECT_THAT(section, HasSubstr(row.field(i)->name())) << kind.name;
    }
  }
}

}  // namespace
}  // namespace baophu::cli
