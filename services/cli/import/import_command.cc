#include "services/cli/import/import_command.h"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <memory>
#include <mutex>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/time/clock.h"
#include "common/rpc/server.h"
#include "common/status/try.h"
#include "common/text/grouped.h"
#include "services/cli/csv/byte_source.h"
#include "services/cli/import/await_cover.h"
#include "services/cli/import/error_log.h"
#include "services/cli/import/import_summary.h"
#include "services/cli/import/manifest.h"
#include "services/cli/import/rows/chunk_source.h"
#include "services/cli/import/stream/import_run.h"
#include "services/cli/import/stream/import_stream.h"
#include "services/cli/terminal/output.h"
#include "services/cli/terminal/progress.h"

namespace baophu::cli {
namespace {

// Digits of the file's digest in an import id, which has at most 64 characters.
constexpr size_t kDigestDigits = 32;
constexpr std::string_view kReceipts = "self_payments";

absl::StatusOr<std::vector<ImportFile>> FilesOf(const ImportRequest& request) {
  if (!request.manifest.empty()) return ReadManifest(request.manifest);
  const ImportKind* kind = FindImportKind(request.kind);
  std::vector<ImportFile> files;
  for (const std::string& path : request.files) files.push_back({kind, path, 0});
  return files;
}

// The same file, cut into the same chunks, always has the same id, so that a
// later run goes on where an earlier one stopped.
absl::StatusOr<std::string> ImportIdOf(const ImportFile& file, const ImportRequest& request) {
  BAOPHU_ASSIGN(const std::string digest, FileDigest(file.path));
  const std::string short_digest = digest.substr(0, kDigestDigits);
  if (request.again || request.validate_only) {
    return absl::StrCat("once-", short_digest, "-", absl::Hex(absl::ToUnixMicros(absl::Now())));
  }
  return absl::StrCat(absl::StrReplaceAll(file.kind->name, {{"_", "-"}}), "-", short_digest, "-",
                      absl::Hex(request.chunk_rows));
}

// Imports files and keeps count, for all that is shown on the way.
class Importer {
 public:
  Importer(const ImportRequest& request, std::vector<ImportFile> files)
      : request_(request),
        files_(std::move(files)),
        channel_(rpc::Connect(request.server)),
        progress_("rows", [this] { return State(); }),
        log_([this](std::string_view line) { progress_.Line(line); }) {
    for (const ImportFile& file : files_) {
      if (file.rows == 0) rows_known_ = false;
      rows_in_all_ += file.rows;
    }
  }

  ExitCode Run() {
    ExitCode code = RunFiles();
    progress_.Finish();
    // What receipts pay for is cover only once participant has heard of it.
    if (cover_from_ > 0) {
      const absl::Status status =
          AwaitCover(channel_, cover_from_, absl::Seconds(request_.retry_s));
      if (!status.ok()) {
        Say(absl::StrCat("receipts were taken, but their cover is not counted yet: ",
                         std::string(status.message())));
        if (code == kDone) code = kServiceFailed;
      }
    }
    if (const absl::Status status = log_.Close(); !status.ok()) {
      Say(std::string(status.message()));
      if (code == kDone) code = kFileUnreadable;
    }
    if (!request_.json) return code;
    return PrintResult(absl::StrCat(SummaryJson(summaries_), "\n"), code);
  }

 private:
  ExitCode RunFiles() {
    if (!request_.errors_file.empty()) {
      if (const absl::Status status = log_.OpenFile(request_.errors_file); !status.ok()) {
        Say(std::string(status.message()));
        return kUsage;
      }
    }
    // A wrong header in the last file is better told before the first is sent.
    for (const ImportFile& file : files_) {
      const std::unique_ptr<ImportEndpoint> endpoint = ConnectImport(file.kind->service, channel_);
      if (const auto source = Open(file, *endpoint, nullptr); !source.ok()) {
        Say(std::string(source.status().message()));
        return kFileUnreadable;
      }
    }
    bool refused = false;
    for (const ImportFile& file : files_) {
      const ExitCode code = RunFile(file);
      refused = refused || code == kRowsRefused;
      if (code != kDone && code != kRowsRefused) return code;
    }
    if (refused_before_ > 0) {
      Say(absl::StrCat(Grouped(refused_before_),
                       " rows were refused by an earlier run and not tried again; --again sends "
                       "everything anew"));
    } else if (std::all_of(summaries_.begin(), summaries_.end(), [](const FileSummary& summary) {
                 return summary.before > 0 && summary.before == summary.rows();
               })) {
      Say("everything was imported before; --again sends it anew");
    }
    return refused ? kRowsRefused : kDone;
  }

  absl::StatusOr<std::unique_ptr<ChunkSource>> Open(const ImportFile& file,
                                                    const ImportEndpoint& endpoint,
                                                    ChunkSource::OnProblem on_problem) {
    ChunkLimits limits;
    limits.rows = request_.chunk_rows;
    return ChunkSource::Open(file.path, *file.kind, endpoint, limits, std::move(on_problem));
  }

  ExitCode RunFile(const ImportFile& file) {
    FileSummary& summary = summaries_.emplace_back();
    summary.kind = file.kind->name;
    summary.file = file.path;
    SetLabel(absl::StrCat(
        files_.size() > 1 ? absl::StrCat(summaries_.size(), "/", files_.size(), " ") : "",
        file.kind->name));
    const std::unique_ptr<ImportEndpoint> endpoint = ConnectImport(file.kind->service, channel_);
    auto source = Open(file, *endpoint, [&](int64_t row, const RowProblem& problem) {
      ++locally_refused_;
      ++rows_done_;
      log_.Add({file.path, row, problem.field, problem.reason, problem.problem, problem.remedy,
                /*refused=*/true});
    });
    absl::StatusOr<std::string> import_id =
        source.ok() ? ImportIdOf(file, request_) : absl::StatusOr<std::string>(source.status());
    if (!import_id.ok()) {
      summary.fault = std::string(import_id.status().message());
      Say(summary.fault);
      return kFileUnreadable;
    }
    ImportOptions options;
    options.import_id = *std::move(import_id);
    options.validate_only = request_.validate_only;
    options.chunks_in_flight = static_cast<size_t>(request_.chunks_in_flight);
    options.retry_time = absl::Seconds(request_.retry_s);

    locally_refused_ = 0;
    rows_before_file_ = rows_done_.load();
    ShowSource(source->get());
    ImportRun run(*endpoint, **source, std::move(options), EventsFor(file, summary));
    const absl::Time began = absl::Now();
    const ImportOutcome outcome = run.Run();
    ShowSource(nullptr);
    summary.seconds = absl::ToDoubleSeconds(absl::Now() - began);
    summary.refused += locally_refused_;
    return Conclude(summary, outcome);
  }

  ImportEvents EventsFor(const ImportFile& file, FileSummary& summary) {
    ImportEvents events;
    events.on_ack = [&](const Chunk& chunk, const type::v1::ImportAck& ack, bool from_before) {
      if (from_before) {
        summary.before += ack.accepted_count() + ack.unchanged_count();
        refused_before_ += ack.refused_count();
      } else {
        summary.accepted += ack.accepted_count();
        summary.unchanged += ack.unchanged_count();
        if (ack.accepted_count() > 0 && summary.kind == kReceipts) {
          cover_from_ = std::max(cover_from_, ack.revision());
        }
      }
      summary.refused += ack.refused_count();
      summary.revision = std::max(summary.revision, ack.revision());
      rows_done_ += static_cast<int64_t>(chunk.row_numbers.size());
      for (const type::v1::RowError& error : ack.errors()) {
        // The service counts on from the chunk's first row; the file may have
        // rows in between that were left out.
        const auto place = static_cast<size_t>(error.row_number() - chunk.row_numbers.front());
        const bool refused = error.severity() != type::v1::SEVERITY_WARNING;
        if (!refused) ++summary.warnings;
        log_.Add({file.path,
                  place < chunk.row_numbers.size() ? chunk.row_numbers[place] : error.row_number(),
                  error.field(), error.reason(), error.problem(), error.remedy(), refused});
      }
    };
    events.on_skip = [&](int64_t rows) {
      summary.before += rows;
      rows_done_ += rows;
    };
    events.on_retry = [&](const absl::Status& status, absl::Duration wait) {
      // The first wait is too short to be worth a line.
      if (wait < absl::Seconds(1)) return;
      Say(absl::StrCat("the service does not take rows now (", status.message(),
                       "); trying again in ", absl::ToInt64Seconds(wait), " s"));
    };
    events.sleep = [](absl::Duration wait) { absl::SleepFor(wait); };
    return events;
  }

  ExitCode Conclude(FileSummary& summary, const ImportOutcome& outcome) {
    Say(SummaryLine(summary, request_.validate_only));
    if (!outcome.service.ok()) {
      summary.fault =
          absl::StrCat(request_.server, ": ", outcome.service.message(), " (",
                       absl::StatusCodeToString(outcome.service.code()),
                       "); what was acknowledged stays, run the same command again to go on");
      Say(summary.fault);
      return kServiceFailed;
    }
    if (!outcome.file.ok()) {
      summary.fault = std::string(outcome.file.message());
      Say(absl::StrCat(summary.fault, " (the rows before it were imported and stay)"));
      return kFileUnreadable;
    }
    return summary.refused > 0 ? kRowsRefused : kDone;
  }

  void Say(const std::string& line) { progress_.Line(line); }

  void SetLabel(std::string label) {
    const std::lock_guard lock(label_mutex_);
    label_ = std::move(label);
  }

  // The file that progress is shown of, while it is read.
  void ShowSource(const ChunkSource* source) {
    const std::lock_guard lock(label_mutex_);
    source_ = source;
  }

  // Over all files when a manifest tells their rows, else of the present file,
  // whose rows are guessed from the share of it that has been read.
  ProgressState State() {
    const std::lock_guard lock(label_mutex_);
    if (rows_known_) return {label_, rows_done_, rows_in_all_};
    return {label_, rows_done_ - rows_before_file_,
            source_ == nullptr ? 0 : source_->EstimatedRows()};
  }

  const ImportRequest& request_;
  const std::vector<ImportFile> files_;
  const std::shared_ptr<grpc::Channel> channel_;

  std::mutex label_mutex_;
  std::string label_ = "reading";
  const ChunkSource* source_ = nullptr;
  std::atomic<int64_t> rows_done_ = 0;
  std::atomic<int64_t> rows_before_file_ = 0;
  int64_t locally_refused_ = 0;
  int64_t refused_before_ = 0;
  // Contribution's newest revision that took receipts; 0: none.
  int64_t cover_from_ = 0;
  bool rows_known_ = true;
  int64_t rows_in_all_ = 0;

  Progress progress_;
  ErrorLog log_;
  std::vector<FileSummary> summaries_;
};

}  // namespace

ExitCode RunImport(const ImportRequest& request) {
  absl::StatusOr<std::vector<ImportFile>> files = FilesOf(request);
  if (!files.ok()) {
    std::fprintf(stderr, "%s\n", std::string(files.status().message()).c_str());
    return kFileUnreadable;
  }
  return Importer(request, *std::move(files)).Run();
}

}  // namespace baophu::cli
