#ifndef BAOPHU_SERVICES_CLI_IMPORT_ROWS_CHUNK_SOURCE_H_
#define BAOPHU_SERVICES_CLI_IMPORT_ROWS_CHUNK_SOURCE_H_

#include <google/protobuf/message.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/cli/csv/csv_reader.h"
#include "services/cli/import/rows/column_map.h"
#include "services/cli/import/rows/import_kind.h"
#include "services/cli/import/stream/import_stream.h"

namespace baophu::cli {

// Rows of a file, packed for one message. The same file gives the same chunks
// every time, because a chunk number stands for its rows when an import is
// resumed.
struct Chunk {
  int64_t number = 0;
  // The request with this chunk in it.
  std::unique_ptr<google::protobuf::Message> request;
  // Row numbers of the file, one for each row of the request: rows that could
  // not be expressed are left out and so are empty lines.
  std::vector<int64_t> row_numbers;
};

// Size limits of a chunk: a service takes 10,000 rows, and a message over 4 MiB
// does not pass the gateway.
struct ChunkLimits {
  int64_t rows = 10'000;
  size_t bytes = 3 * 1024 * 1024;
};

// Reads a file as chunks of one kind. Not thread-safe.
class ChunkSource {
 public:
  // Told of a row that cannot be sent.
  using OnProblem = std::function<void(int64_t row_number, const RowProblem& problem)>;

  // Opens the file and binds its header. `endpoint` must outlive the source.
  static absl::StatusOr<std::unique_ptr<ChunkSource>> Open(const std::string& path,
                                                           const ImportKind& kind,
                                                           const ImportEndpoint& endpoint,
                                                           ChunkLimits limits,
                                                           OnProblem on_problem);

  // Gives the next chunk; false at the end. A status names a fault in the file;
  // the rows before it have been given.
  absl::StatusOr<bool> Next(Chunk& chunk);

  // Gives a chunk's request back, to be filled again.
  void Recycle(std::unique_ptr<google::protobuf::Message> request);

  // How many rows the file probably has, from the share of it that has been
  // read; 0 while nothing has. May be called from any thread.
  int64_t EstimatedRows() const;

 private:
  ChunkSource(std::unique_ptr<CsvReader> reader, const ImportEndpoint& endpoint, ChunkLimits limits,
              OnProblem on_problem);

  absl::Status Bind(const std::string& path, const ImportKind& kind);
  // Reads on until a row can be sent; false at the end.
  absl::StatusOr<bool> NextRow();

  const std::unique_ptr<CsvReader> reader_;
  const ImportEndpoint& endpoint_;
  const ChunkLimits limits_;
  const OnProblem on_problem_;

  const google::protobuf::FieldDescriptor* chunk_field_ = nullptr;
  const google::protobuf::FieldDescriptor* rows_field_ = nullptr;
  const google::protobuf::FieldDescriptor* row_field_ = nullptr;
  const google::protobuf::FieldDescriptor* number_field_ = nullptr;
  const google::protobuf::FieldDescriptor* first_row_field_ = nullptr;
  ColumnMap columns_;

  std::vector<std::string_view> fields_;
  bool row_waits_ = false;  // fields_ did not fit into the chunk before.
  size_t row_bytes_ = 0;
  int64_t chunks_ = 0;
  std::atomic<int64_t> rows_read_ = 0;
  std::atomic<int64_t> consumed_bytes_ = 0;
  absl::Status fault_;
  std::vector<std::unique_ptr<google::protobuf::Message>> spare_;
};

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_IMPORT_ROWS_CHUNK_SOURCE_H_
