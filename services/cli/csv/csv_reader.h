#ifndef BAOPHU_SERVICES_CLI_CSV_CSV_READER_H_
#define BAOPHU_SERVICES_CLI_CSV_CSV_READER_H_

#include <csv.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/cli/csv/byte_source.h"
#include "services/cli/csv/text_encoding.h"

namespace baophu::cli {

// What a CSV file may hold at most; more is refused before it is in memory.
struct CsvLimits {
  size_t field_bytes = 64 * 1024;
  size_t row_bytes = 1024 * 1024;
};

// Reads the rows of a CSV file: UTF-8 with or without byte-order mark, comma,
// RFC 4180 quotes (also around line breaks), LF or CRLF, plain or gzip. The
// first line is the header. Empty lines are passed over. Memory does not grow
// with the file. Not thread-safe.
class CsvReader {
 public:
  // Reads the header. INVALID_ARGUMENT for an empty file or another encoding;
  // see also ByteSource::Open.
  static absl::StatusOr<std::unique_ptr<CsvReader>> Open(const std::string& path,
                                                         CsvLimits limits = {});

  ~CsvReader();
  CsvReader(const CsvReader&) = delete;
  CsvReader& operator=(const CsvReader&) = delete;

  const std::vector<std::string>& header() const { return header_; }

  // Gives the next row; false at the end. The fields stay valid until the next
  // call. A status names the fault in the file; all rows before it have been
  // given.
  absl::StatusOr<bool> Next(std::vector<std::string_view>& fields);

  // Number of the row that Next gave, as a spreadsheet counts: the header is
  // row 1.
  int64_t row_number() const { return row_number_; }

  // For progress: bytes of the file on disk, used and in all.
  int64_t consumed_bytes() const { return source_->consumed_bytes(); }
  int64_t file_bytes() const { return source_->file_bytes(); }

 private:
  // A complete row inside text_ and field_ends_.
  struct Row {
    size_t first_field;
    size_t fields;
    size_t text_begin;
    int64_t number;
  };

  CsvReader(std::string path, std::unique_ptr<ByteSource> source, CsvLimits limits);

  // Parses one more block. After the last, or after a fault, ended_ is true.
  void Refill();
  // Parses valid text.
  void Parse(std::string_view text);
  void EndOfText();
  void Fail(absl::Status fault);
  void OnField(std::string_view value);
  void OnRowEnd(int terminator);

  const std::string path_;
  const std::unique_ptr<ByteSource> source_;
  const CsvLimits limits_;
  Utf8Checker checker_;
  csv_parser parser_;
  std::vector<char> block_;
  std::vector<std::string> header_;

  // Fields of the rows parsed and not yet given, end to end, and the row that
  // is not complete yet after them.
  std::string text_;
  std::vector<size_t> field_ends_;
  std::vector<Row> rows_;
  size_t next_row_ = 0;
  size_t open_text_begin_ = 0;
  size_t open_first_field_ = 0;

  int64_t rows_seen_ = 0;
  int64_t row_number_ = 0;
  int last_terminator_ = 0;
  bool first_block_ = true;
  bool ended_ = false;
  absl::Status fault_;
};

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_CSV_CSV_READER_H_
