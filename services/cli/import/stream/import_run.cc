#include "services/cli/import/stream/import_run.h"

#include <algorithm>
#include <optional>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/rpc/status.h"
#include "common/status/try.h"
#include "services/cli/retry/retry.h"

namespace baophu::cli {
ImportRun::ImportRun(ImportEndpoint& endpoint, ChunkSource& source, ImportOptions options,
                     ImportEvents events)
    : endpoint_(endpoint),
      source_(source),
      options_(std::move(options)),
      events_(std::move(events)) {}

ImportOutcome ImportRun::Run() {
  Retry retry(options_.retry_time);
  while (true) {
    const absl::Status status = RunStream();
    if (status.ok()) return {status, file_fault_};
    if (std::exchange(progressed_, false)) retry.Progressed();
    const std::optional<absl::Duration> wait = retry.NextWait(status);
    if (!wait.has_value()) return {status, file_fault_};
    events_.on_retry(status, *wait);
    events_.sleep(*wait);
  }
}

absl::Status ImportRun::RunStream() {
  stream_ = endpoint_.Open();
  broken_ = false;
  protocol_fault_ = absl::OkStatus();
  absl::Status started = Start();
  if (!started.ok()) return started;

  std::thread reader([this] { ReadAcks(); });
  WriteChunks();
  reader.join();
  const absl::Status status = rpc::FromGrpc(stream_->Finish());
  if (!protocol_fault_.ok()) return protocol_fault_;
  if (status.ok() && (!pending_.empty() || !file_ended_)) {
    return absl::UnavailableError("the service ended the import before all rows were sent");
  }
  return status;
}

absl::Status ImportRun::Start() {
  const std::unique_ptr<google::protobuf::Message> request = endpoint_.NewRequest();
  const google::protobuf::FieldDescriptor* field =
      request->GetDescriptor()->FindFieldByName("start");
  auto& start = static_cast<type::v1::ImportStart&>(
      *request->GetReflection()->MutableMessage(request.get(), field));
  start.set_import_id(options_.import_id);
  start.set_validate_only(options_.validate_only);

  type::v1::ImportAck ack;
  if (!stream_->Write(*request) || !stream_->Read(ack)) {
    BAOPHU_TRY(rpc::FromGrpc(stream_->Finish()));
    return absl::UnavailableError("the service ended the import before it began");
  }
  // Nothing of a validation is kept, so there is nothing to resume after.
  if (options_.validate_only) return absl::OkStatus();
  if (!resume_known_) {
    resume_known_ = true;
    durable_before_ = ack.chunk_number();
    last_acked_ = durable_before_;
    // Only the answers to the chunks say which rows were refused.
    skip_through_ = ack.refused_count() > 0 ? 0 : durable_before_;
  } else if (ack.chunk_number() < last_acked_) {
    stream_->Cancel();
    stream_->Finish();
    return absl::DataLossError(
        absl::StrCat("the service has only ", ack.chunk_number(), " of the ", last_acked_,
                     " chunks that it acknowledged; run the import again, it then sends the rest"));
  }
  return absl::OkStatus();
}

void ImportRun::WriteChunks() {
  std::vector<std::shared_ptr<Chunk>> again;
  {
    const std::lock_guard lock(mutex_);
    again.assign(pending_.begin(), pending_.end());
  }
  for (const std::shared_ptr<Chunk>& chunk : again) {
    if (!stream_->Write(*chunk->request)) return;
  }
  while (WaitForRoom()) {
    std::shared_ptr<Chunk> chunk = NextChunk();
    if (chunk == nullptr) {
      stream_->WritesDone();
      return;
    }
    {
      const std::lock_guard lock(mutex_);
      pending_.push_back(chunk);
    }
    if (!stream_->Write(*chunk->request)) return;
  }
}

bool ImportRun::WaitForRoom() {
  std::vector<std::shared_ptr<Chunk>> done;
  {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return broken_ || pending_.size() < options_.chunks_in_flight; });
    if (broken_) return false;
    done.swap(done_);
  }
  for (const std::shared_ptr<Chunk>& chunk : done) source_.Recycle(std::move(chunk->request));
  return true;
}

std::shared_ptr<Chunk> ImportRun::NextChunk() {
  while (!file_ended_) {
    auto chunk = std::make_shared<Chunk>();
    const absl::StatusOr<bool> found = source_.Next(*chunk);
    if (!found.ok() || !*found) {
      file_fault_ = found.status();
      file_ended_ = true;
      break;
    }
    if (chunk->number > skip_through_) return chunk;
    events_.on_skip(static_cast<int64_t>(chunk->row_numbers.size()));
    source_.Recycle(std::move(chunk->request));
  }
  return nullptr;
}

void ImportRun::ReadAcks() {
  type::v1::ImportAck ack;
  while (stream_->Read(ack)) {
    std::shared_ptr<Chunk> chunk;
    {
      const std::lock_guard lock(mutex_);
      if (pending_.empty() || pending_.front()->number != ack.chunk_number()) {
        protocol_fault_ = absl::FailedPreconditionError(
            absl::StrCat("the service acknowledged chunk ", ack.chunk_number(),
                         " out of turn; is it another version than this program?"));
        stream_->Cancel();
        break;
      }
      chunk = std::move(pending_.front());
      pending_.pop_front();
      last_acked_ = std::max(last_acked_, ack.chunk_number());
      progressed_ = true;
    }
    events_.on_ack(*chunk, ack, chunk->number <= durable_before_);
    {
      const std::lock_guard lock(mutex_);
      done_.push_back(std::move(chunk));
    }
    changed_.notify_one();
  }
  {
    const std::lock_guard lock(mutex_);
    broken_ = true;
  }
  changed_.notify_one();
}

}  // namespace baophu::cli
