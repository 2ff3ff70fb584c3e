#include "services/cli/csv/csv_reader.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/status/try.h"

namespace baophu::cli {
namespace {

constexpr size_t kBlockBytes = 64 * 1024;

// Spaces belong to the field (RFC 4180), so nothing counts as one to trim.
int NeverSpace(unsigned char) { return 0; }

}  // namespace

absl::StatusOr<std::unique_ptr<CsvReader>> CsvReader::Open(const std::string& path,
                                                           CsvLimits limits) {
  BAOPHU_ASSIGN(std::unique_ptr<ByteSource> source, ByteSource::Open(path));
  std::unique_ptr<CsvReader> reader(new CsvReader(path, std::move(source), limits));
  std::vector<std::string_view> fields;
  BAOPHU_ASSIGN(const bool found, reader->Next(fields));
  if (!found) {
    return absl::InvalidArgumentError(
        absl::StrCat(path, ": is empty; the first line must name the columns"));
  }
  reader->header_.assign(fields.begin(), fields.end());
  return reader;
}

CsvReader::CsvReader(std::string path, std::unique_ptr<ByteSource> source, CsvLimits limits)
    : path_(std::move(path)),
      source_(std::move(source)),
      limits_(limits),
      checker_(path_),
      block_(kBlockBytes) {
  csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL);
  csv_set_space_func(&parser_, NeverSpace);
}

CsvReader::~CsvReader() { csv_free(&parser_); }

absl::StatusOr<bool> CsvReader::Next(std::vector<std::string_view>& fields) {
  while (next_row_ == rows_.size()) {
    if (ended_) {
      if (!fault_.ok()) return fault_;
      return false;
    }
    Refill();
  }
  const Row& row = rows_[next_row_++];
  row_number_ = row.number;
  fields.resize(row.fields);
  size_t begin = row.text_begin;
  for (size_t i = 0; i < row.fields; ++i) {
    const size_t end = field_ends_[row.first_field + i];
    fields[i] = std::string_view(text_.data() + begin, end - begin);
    begin = end;
  }
  return true;
}

void CsvReader::Refill() {
  // The row that is not complete yet moves to the front.
  text_.erase(0, open_text_begin_);
  field_ends_.erase(field_ends_.begin(),
                    field_ends_.begin() + static_cast<std::ptrdiff_t>(open_first_field_));
  for (size_t& end : field_ends_) end -= open_text_begin_;
  open_text_begin_ = 0;
  open_first_field_ = 0;
  rows_.clear();
  next_row_ = 0;

  const absl::StatusOr<size_t> got = source_->Read(block_.data(), block_.size());
  if (!got.ok()) {
    Fail(got.status());
    return;
  }
  std::string_view text(block_.data(), *got);
  if (text.empty()) {
    EndOfText();
    return;
  }
  const bool first = std::exchange(first_block_, false);
  if (first) {
    if (absl::Status status = CheckFirstBytes(path_, text); !status.ok()) {
      Fail(std::move(status));
      return;
    }
  }
  size_t valid_bytes = 0;
  absl::Status encoding = checker_.Feed(text, &valid_bytes);
  text = text.substr(0, valid_bytes);
  if (first) text.remove_prefix(ByteOrderMarkBytes(text));
  Parse(text);
  if (!encoding.ok() && fault_.ok()) Fail(std::move(encoding));
}

void CsvReader::Parse(std::string_view text) {
  const size_t used = csv_parse(
      &parser_, text.data(), text.size(),
      [](void* value, size_t size, void* self) {
        static_cast<CsvReader*>(self)->OnField({static_cast<const char*>(value), size});
      },
      [](int terminator, void* self) { static_cast<CsvReader*>(self)->OnRowEnd(terminator); },
      this);
  if (!fault_.ok()) return;
  if (used < text.size()) {
    Fail(absl::InvalidArgumentError(absl::StrCat(
        path_, ": row ", rows_seen_ + 1, ", field ", field_ends_.size() - open_first_field_ + 1,
        ": has a quotation mark in the wrong place; a field with a quotation mark is written "
        "\"like \"\"this\"\"\", with nothing outside the outer marks")));
    return;
  }
  // The field that is not complete yet is only in the parser's buffer.
  if (parser_.entry_pos > limits_.field_bytes) OnField({});
}

void CsvReader::EndOfText() {
  if (absl::Status status = checker_.Finish(); !status.ok()) {
    Fail(std::move(status));
    return;
  }
  const int result = csv_fini(
      &parser_,
      [](void* value, size_t size, void* self) {
        static_cast<CsvReader*>(self)->OnField({static_cast<const char*>(value), size});
      },
      [](int terminator, void* self) { static_cast<CsvReader*>(self)->OnRowEnd(terminator); },
      this);
  ended_ = true;
  if (result != 0 && fault_.ok()) {
    Fail(absl::InvalidArgumentError(
        absl::StrCat(path_, ": row ", rows_seen_ + 1,
                     ": begins a quotation that never ends; close it with a quotation mark")));
  }
}

void CsvReader::Fail(absl::Status fault) {
  fault_ = std::move(fault);
  ended_ = true;
}

void CsvReader::OnField(std::string_view value) {
  if (!fault_.ok()) return;
  if (value.size() > limits_.field_bytes || parser_.entry_pos > limits_.field_bytes) {
    Fail(absl::InvalidArgumentError(absl::StrCat(
        path_, ": row ", rows_seen_ + 1, ", field ", field_ends_.size() - open_first_field_ + 1,
        ": is longer than ", limits_.field_bytes,
        " bytes; shorten it, or close a quotation that never ends")));
    return;
  }
  if (text_.size() - open_text_begin_ + value.size() > limits_.row_bytes ||
      field_ends_.size() - open_first_field_ >= limits_.field_bytes) {
    Fail(absl::InvalidArgumentError(absl::StrCat(path_, ": row ", rows_seen_ + 1,
                                                 ": is longer than ", limits_.row_bytes,
                                                 " bytes; break it into rows")));
    return;
  }
  text_.append(value);
  field_ends_.push_back(text_.size());
}

void CsvReader::OnRowEnd(int terminator) {
  if (!fault_.ok()) return;
  const size_t fields = field_ends_.size() - open_first_field_;
  const int last = std::exchange(last_terminator_, terminator);
  if (fields == 0) {
    // The line feed after a carriage return ends the same row.
    if (terminator == CSV_LF && last == CSV_CR) {
      last_terminator_ = 0;
      return;
    }
    ++rows_seen_;
    return;
  }
  rows_.push_back({open_first_field_, fields, open_text_begin_, ++rows_seen_});
  open_text_begin_ = text_.size();
  open_first_field_ = field_ends_.size();
}

}  // namespace baophu::cli
