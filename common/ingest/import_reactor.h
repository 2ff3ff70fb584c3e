#ifndef BAOPHU_COMMON_INGEST_IMPORT_REACTOR_H_
#define BAOPHU_COMMON_INGEST_IMPORT_REACTOR_H_

#include <baophu/type/v1/import.pb.h>
#include <grpcpp/alarm.h>
#include <grpcpp/grpcpp.h>

#include <atomic>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "common/feed/committer.h"
#include "common/ingest/import_log.h"
#include "common/keys/key_ring.h"
#include "common/rpc/executor.h"
#include "common/rpc/status.h"
#include "common/rpc/stream_limit.h"
#include "common/rpc/unary.h"
#include "common/status/fault.h"
#include "common/status/try.h"

namespace baophu {

// A chunk that was checked and is ready to be written.
class PreparedChunk {
 public:
  virtual ~PreparedChunk() = default;

  // Writes the chunk inside the shared transaction and fills in what `ack`
  // counts. Errors of rows go into `ack`; a status undoes the whole chunk.
  // Runs once.
  virtual absl::Status Apply(Commit& commit, type::v1::ImportAck& ack) = 0;
};

// What an ImportRows stream needs of its service. All must outlive the server.
template <typename Chunk>
struct ImportSources {
  sql::Database& database;
  Committer& committer;
  const KeyRing& keys;
  rpc::Executor& executor;
  // Checks rows without writing: may take its time and runs beside the commit
  // of the chunk before. A status ends the stream.
  std::function<absl::StatusOr<std::unique_ptr<PreparedChunk>>(const Chunk&)> prepare;
  // Requested once the service stops: streams then end, also idle ones, and
  // callers resume them.
  std::stop_token stopping;
  // A stream on which nothing comes for so long ends with UNAVAILABLE; its caller
  // may resume it.
  absl::Duration longest_idle = absl::Minutes(10);
  // Each open import holds up to three chunks in memory. More are
  // RESOURCE_EXHAUSTED.
  std::shared_ptr<rpc::StreamLimit> limit = std::make_shared<rpc::StreamLimit>(64);
};

// Serves one ImportRows call; the dialogue is described in
// baophu/type/v1/import.proto. While one chunk is being committed, the next is
// received and prepared, and no more than that waits.
template <typename Request, typename Chunk>
class ImportReactor final : public grpc::ServerBidiReactor<Request, type::v1::ImportAck> {
 public:
  static ImportReactor* Start(const ImportSources<Chunk>& sources) {
    auto* reactor = new ImportReactor(sources);
    reactor->EndWhenStopping();
    const std::lock_guard lock(reactor->mutex_);
    if (reactor->place_ == nullptr) {
      reactor->Fail(rpc::Overloaded());
    } else {
      reactor->EndWhenIdle();
      reactor->ReadNext();
    }
    return reactor;
  }

  void OnReadDone(bool ok) override {
    if (!ok) {
      const std::lock_guard lock(mutex_);
      input_ended_ = true;
      FinishIfDone();
      return;
    }
    StayAlive();
    Launch([this] { Receive(); });
  }

  void OnWriteDone(bool ok) override {
    const std::lock_guard lock(mutex_);
    writing_ = false;
    acks_.pop_front();
    if (!ok) {
      Fail(absl::CancelledError("the caller is gone"));
      return;
    }
    WriteNext();
    FinishIfDone();
  }

  void OnDone() override {
    // Waits for a stop that is being told of, while the call still keeps this.
    on_stop_.reset();
    std::unique_ptr<grpc::Alarm> alarm;
    {
      const std::lock_guard lock(mutex_);
      alarm = std::move(idle_alarm_);
    }
    if (alarm != nullptr) alarm->Cancel();
    // The limit may be gone with its service once the call is over.
    place_.reset();
    Release();
  }

 private:
  struct Waiting {
    std::unique_ptr<PreparedChunk> prepared;
    int64_t chunk_number;
    std::string digest;
  };

  explicit ImportReactor(const ImportSources<Chunk>& sources)
      : sources_(sources), place_(sources.limit->TryEnter()) {}

  static absl::Status Stopping() {
    return absl::UnavailableError("the service is stopping; resume the import");
  }

  // An idle stream would else last as long as the server's grace.
  void EndWhenStopping() {
    on_stop_.emplace(sources_.stopping, [this] {
      Launch([this] {
        const std::lock_guard lock(mutex_);
        FinishIfDone();
      });
    });
  }

  void StayAlive() {
    const std::lock_guard lock(mutex_);
    active_ = absl::Now();
  }

  // Holds mutex_. A caller that sends nothing would keep its place for ever.
  void EndWhenIdle() {
    holds_.fetch_add(1);
    // A new one each time: an alarm cannot be set again while it rings.
    idle_alarm_ = std::make_unique<grpc::Alarm>();
    idle_alarm_->Set(absl::ToChronoTime(active_ + sources_.longest_idle), [this](bool) {
      {
        const std::lock_guard lock(mutex_);
        if (finished_) {
          // The service may be gone already.
        } else if (committing_ || next_.has_value()) {
          active_ = absl::Now();
        } else if (absl::Now() >= active_ + sources_.longest_idle) {
          Fail(absl::UnavailableError(absl::StrCat("nothing was sent for ",
                                                   absl::FormatDuration(sources_.longest_idle),
                                                   "; resume the import")));
        }
        if (!finished_) EndWhenIdle();
      }
      Release();
    });
  }

  void Release() {
    if (holds_.fetch_sub(1) == 1) delete this;
  }

  void Launch(std::function<void()> step) {
    holds_.fetch_add(1);
    sources_.executor.Run([this, step = std::move(step)] {
      step();
      Release();
    });
  }

  // Handles the message in request_ and reads the next one.
  void Receive() {
    if (request_.has_start()) {
      const absl::Status started = Open();
      const std::lock_guard lock(mutex_);
      if (!started.ok()) {
        Fail(started);
        return;
      }
    } else {
      absl::Status received = Accept();
      if (!received.ok()) {
        const std::lock_guard lock(mutex_);
        Fail(received);
        return;
      }
    }
    const std::lock_guard lock(mutex_);
    // One chunk in commit and one prepared: then the caller has to wait.
    read_paused_ = next_.has_value();
    if (!read_paused_) ReadNext();
  }

  absl::Status Open() {
    if (!import_id_.empty()) {
      return InvalidField("start", "comes twice", "send it once, as the first message");
    }
    BAOPHU_TRY(import_log::CheckImportId(request_.start().import_id()));
    import_id_ = request_.start().import_id();
    validate_only_ = request_.start().validate_only();
    type::v1::ImportAck ack;
    BAOPHU_TRY(sources_.database.Read([&](soci::session& session) {
      ack.set_chunk_number(import_log::LastChunk(session, import_id_));
      ack.set_refused_count(import_log::RefusedCount(session, import_id_));
      return absl::OkStatus();
    }));
    const std::lock_guard lock(mutex_);
    acks_.push_back(std::move(ack));
    WriteNext();
    return absl::OkStatus();
  }

  absl::Status Accept() {
    if (sources_.stopping.stop_requested()) return Stopping();
    if (import_id_.empty()) {
      return InvalidField("start", "is missing", "send it as the first message of the stream");
    }
    if (!request_.has_chunk()) {
      return InvalidField("message", "is empty", "send start or chunk");
    }
    const Chunk& chunk = request_.chunk();
    const KeyedHash hash = sources_.keys.Hash(chunk.SerializeAsString());
    Waiting waiting{nullptr, chunk.chunk_number(), absl::StrCat(hash.high, ":", hash.low)};
    BAOPHU_ASSIGN(waiting.prepared, sources_.prepare(chunk));

    const std::lock_guard lock(mutex_);
    if (failed_) return absl::OkStatus();
    next_ = std::move(waiting);
    if (!committing_) CommitNext();
    return absl::OkStatus();
  }

  // Holds mutex_.
  void CommitNext() {
    committing_ = true;
    auto waiting = std::make_shared<Waiting>(std::move(*next_));
    next_.reset();
    Launch([this, waiting] {
      const absl::StatusOr<type::v1::ImportAck> ack = CommitOne(*waiting);
      const std::lock_guard lock(mutex_);
      committing_ = false;
      active_ = absl::Now();
      if (!ack.ok()) {
        Fail(ack.status());
      } else {
        acks_.push_back(*ack);
        WriteNext();
      }
      if (!failed_ && next_.has_value()) CommitNext();
      if (std::exchange(read_paused_, false)) ReadNext();
      FinishIfDone();
    });
  }

  absl::StatusOr<type::v1::ImportAck> CommitOne(Waiting& waiting) {
    type::v1::ImportAck ack;
    const absl::StatusOr<int64_t> revision =
        sources_.committer.Run([&](Commit& commit) -> absl::StatusOr<bool> {
          ack.Clear();
          if (!validate_only_) {
            BAOPHU_ASSIGN(const std::optional<std::string> stored,
                          import_log::FindChunk(commit.session(), import_id_, waiting.chunk_number,
                                                waiting.digest));
            if (stored.has_value()) {
              ack.ParseFromString(*stored);
              ack.set_replayed(true);
              return false;
            }
          }
          ack.set_chunk_number(waiting.chunk_number);
          BAOPHU_TRY(waiting.prepared->Apply(commit, ack));
          if (validate_only_) return false;
          ack.set_revision(commit.revision());
          import_log::AddChunk(commit.session(), import_id_, waiting.chunk_number, waiting.digest,
                               ack.SerializeAsString());
          return true;
        });
    if (!revision.ok()) return revision.status();
    return ack;
  }

  // Holds mutex_, so that the call cannot be finished meanwhile: gRPC has
  // nothing left to read from then.
  void ReadNext() {
    if (!failed_) this->StartRead(&request_);
  }

  // Holds mutex_.
  void WriteNext() {
    if (writing_ || failed_ || acks_.empty()) return;
    writing_ = true;
    this->StartWrite(&acks_.front());
  }

  // Holds mutex_. Ends the stream; what was acknowledged stays durable.
  void Fail(const absl::Status& status) {
    if (std::exchange(failed_, true)) return;
    next_.reset();
    if (!std::exchange(finished_, true)) this->Finish(rpc::ToGrpc(status));
  }

  // Holds mutex_.
  void FinishIfDone() {
    if (committing_ || next_.has_value() || !acks_.empty() || failed_) return;
    if (input_ended_) {
      if (!std::exchange(finished_, true)) this->Finish(grpc::Status::OK);
    } else if (sources_.stopping.stop_requested()) {
      Fail(Stopping());
    }
  }

  const ImportSources<Chunk>& sources_;
  rpc::StreamLimit::Place place_;  // Null: the call is refused.
  Request request_;
  std::string import_id_;
  bool validate_only_ = false;

  std::mutex mutex_;
  std::optional<Waiting> next_;
  std::deque<type::v1::ImportAck> acks_;
  bool committing_ = false;
  bool writing_ = false;
  bool read_paused_ = false;
  bool input_ended_ = false;
  bool failed_ = false;
  bool finished_ = false;
  absl::Time active_ = absl::Now();  // When something was received or committed.
  std::unique_ptr<grpc::Alarm> idle_alarm_;
  // The call until OnDone, the alarm until it rang, and each step that is running
  // or waiting to run.
  std::atomic<int> holds_ = 1;
  std::optional<std::stop_callback<std::function<void()>>> on_stop_;
};

}  // namespace baophu

#endif  // BAOPHU_COMMON_INGEST_IMPORT_REACTOR_H_
