#include "services/cli/import/rows/chunk_source.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/status/try.h"

namespace baophu::cli {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

// At most this much for a field's tag and length, and a row's.
constexpr size_t kFieldOverheadBytes = 5;
constexpr size_t kRowOverheadBytes = 5;

}  // namespace

absl::StatusOr<std::unique_ptr<ChunkSource>> ChunkSource::Open(const std::string& path,
                                                               const ImportKind& kind,
                                                               const ImportEndpoint& endpoint,
                                                               ChunkLimits limits,
                                                               OnProblem on_problem) {
  BAOPHU_ASSIGN(std::unique_ptr<CsvReader> reader, CsvReader::Open(path));
  std::unique_ptr<ChunkSource> source(
      new ChunkSource(std::move(reader), endpoint, limits, std::move(on_problem)));
  BAOPHU_TRY(source->Bind(path, kind));
  return source;
}

ChunkSource::ChunkSource(std::unique_ptr<CsvReader> reader, const ImportEndpoint& endpoint,
                         ChunkLimits limits, OnProblem on_problem)
    : reader_(std::move(reader)),
      endpoint_(endpoint),
      limits_(limits),
      on_problem_(std::move(on_problem)) {}

absl::Status ChunkSource::Bind(const std::string& path, const ImportKind& kind) {
  const std::unique_ptr<Message> request = endpoint_.NewRequest();
  chunk_field_ = request->GetDescriptor()->FindFieldByName("chunk");
  const Descriptor& chunk = *chunk_field_->message_type();
  number_field_ = chunk.FindFieldByName("chunk_number");
  first_row_field_ = chunk.FindFieldByName("first_row_number");
  rows_field_ = chunk.FindFieldByName(kind.name);
  if (rows_field_ == nullptr) {
    return absl::InternalError(absl::StrCat(chunk.full_name(), " has no ", kind.name));
  }
  row_field_ = rows_field_->message_type()->FindFieldByName("rows");
  absl::StatusOr<ColumnMap> columns =
      ColumnMap::Bind(*row_field_->message_type(), reader_->header(), kind.required_columns);
  if (!columns.ok()) {
    return absl::InvalidArgumentError(absl::StrCat(path, ": ", columns.status().message()));
  }
  columns_ = *std::move(columns);
  return absl::OkStatus();
}

absl::StatusOr<bool> ChunkSource::NextRow() {
  if (!fault_.ok()) return fault_;
  BAOPHU_ASSIGN(const bool found, reader_->Next(fields_));
  if (!found) return false;
  ++rows_read_;
  row_bytes_ = kRowOverheadBytes;
  for (const std::string_view field : fields_) row_bytes_ += field.size() + kFieldOverheadBytes;
  return true;
}

absl::StatusOr<bool> ChunkSource::Next(Chunk& chunk) {
  chunk.row_numbers.clear();
  if (spare_.empty()) {
    chunk.request = endpoint_.NewRequest();
  } else {
    chunk.request = std::move(spare_.back());
    spare_.pop_back();
  }
  Message& message =
      *chunk.request->GetReflection()->MutableMessage(chunk.request.get(), chunk_field_);
  const Reflection& of_chunk = *message.GetReflection();
  Message& rows = *of_chunk.MutableMessage(&message, rows_field_);
  const Reflection& of_rows = *rows.GetReflection();

  size_t bytes = 0;
  RowProblem problem;
  while (static_cast<int64_t>(chunk.row_numbers.size()) < limits_.rows) {
    if (!std::exchange(row_waits_, false)) {
      const absl::StatusOr<bool> found = NextRow();
      if (!found.ok()) {
        fault_ = found.status();
        break;
      }
      if (!*found) break;
    }
    if (!chunk.row_numbers.empty() && bytes + row_bytes_ > limits_.bytes) {
      row_waits_ = true;
      break;
    }
    if (!columns_.Fill(fields_, *of_rows.AddMessage(&rows, row_field_), problem)) {
      of_rows.RemoveLast(&rows, row_field_);
      on_problem_(reader_->row_number(), problem);
      continue;
    }
    bytes += row_bytes_;
    chunk.row_numbers.push_back(reader_->row_number());
  }
  if (chunk.row_numbers.empty()) {
    Recycle(std::move(chunk.request));
    if (!fault_.ok()) return fault_;
    return false;
  }
  consumed_bytes_ = reader_->consumed_bytes();
  chunk.number = ++chunks_;
  of_chunk.SetInt64(&message, number_field_, chunk.number);
  of_chunk.SetInt64(&message, first_row_field_, chunk.row_numbers.front());
  return true;
}

int64_t ChunkSource::EstimatedRows() const {
  const int64_t consumed = consumed_bytes_;
  if (consumed == 0) return 0;
  return static_cast<int64_t>(static_cast<double>(rows_read_) *
                              static_cast<double>(reader_->file_bytes()) /
                              static_cast<double>(consumed));
}

void ChunkSource::Recycle(std::unique_ptr<Message> request) {
  // Clearing the rows alone keeps their memory for the next chunk; clearing the
  // request would free it, because the chunk is a member of a oneof.
  Message& chunk = *request->GetReflection()->MutableMessage(request.get(), chunk_field_);
  Message& rows = *chunk.GetReflection()->MutableMessage(&chunk, rows_field_);
  rows.GetReflection()->ClearField(&rows, row_field_);
  spare_.push_back(std::move(request));
}

}  // namespace baophu::cli
