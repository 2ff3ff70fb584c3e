#ifndef BAOPHU_SERVICES_CLI_IMPORT_STREAM_IMPORT_RUN_H_
#define BAOPHU_SERVICES_CLI_IMPORT_STREAM_IMPORT_RUN_H_

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/cli/import/rows/chunk_source.h"
#include "services/cli/import/stream/import_stream.h"

namespace baophu::cli {

struct ImportOptions {
  std::string import_id;
  bool validate_only = false;
  size_t chunks_in_flight = 4;
  // How long to wait in all for a service that does not answer, since the last
  // acknowledged chunk.
  absl::Duration retry_time = absl::Seconds(60);
};

// What a run tells while it goes on. on_ack may come from another thread than
// Run's, never two at once.
struct ImportEvents {
  // `from_before` when an earlier run has made the chunk durable.
  std::function<void(const Chunk& chunk, const type::v1::ImportAck& ack, bool from_before)> on_ack;
  // Rows that an earlier run has made durable, none of them refused.
  std::function<void(int64_t rows)> on_skip;
  std::function<void(const absl::Status& status, absl::Duration wait)> on_retry;
  // Waits; another function in tests.
  std::function<void(absl::Duration wait)> sleep;
};

struct ImportOutcome {
  // Not OK when the service could not be reached or refused the import.
  absl::Status service;
  // Not OK when the file has a fault; what was sent before it stays.
  absl::Status file;
};

// Sends one file: a window of chunks in flight, each kept until it is
// acknowledged, and after a broken stream a new one that goes on after the last
// acknowledged chunk. Chunks of an earlier run of the same import are passed
// over, unless rows were refused then: they are sent again for their answers.
class ImportRun {
 public:
  // All must outlive the run.
  ImportRun(ImportEndpoint& endpoint, ChunkSource& source, ImportOptions options,
            ImportEvents events);

  // Call it once.
  ImportOutcome Run();

 private:
  // One stream from its start to its end; OK when every chunk is acknowledged.
  absl::Status RunStream();
  absl::Status Start();
  void WriteChunks();
  void ReadAcks();
  // The chunk to send next; null at the end of the file or when it has a fault.
  std::shared_ptr<Chunk> NextChunk();
  // False when the stream broke while waiting.
  bool WaitForRoom();

  ImportEndpoint& endpoint_;
  ChunkSource& source_;
  const ImportOptions options_;
  const ImportEvents events_;

  // Used by Run's thread only.
  std::unique_ptr<ImportStream> stream_;
  bool resume_known_ = false;
  int64_t skip_through_ = 0;
  int64_t durable_before_ = 0;  // The last chunk of earlier runs.
  bool file_ended_ = false;
  absl::Status file_fault_;

  std::mutex mutex_;
  std::condition_variable changed_;
  // Sent or being sent, not acknowledged.
  std::deque<std::shared_ptr<Chunk>> pending_;
  // Acknowledged; their memory goes back to the source.
  std::vector<std::shared_ptr<Chunk>> done_;
  int64_t last_acked_ = 0;
  bool progressed_ = false;
  bool broken_ = false;
  absl::Status protocol_fault_;
};

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_IMPORT_STREAM_IMPORT_RUN_H_
