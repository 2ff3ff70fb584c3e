#include "services/target/coverage_report/report_service.h"

#include <optional>
#include <string>
#include <utility>

#include "absl/time/clock.h"
#include "common/rpc/status.h"
#include "common/rpc/unary.h"
#include "services/target/coverage_report/report_message_service.h"

namespace baophu::target {
namespace {

// Calls that wait for revisions, Redis or a computation; beyond that the
// service says that it has too much to do.
constexpr int kMaxOpenCalls = 8192;

constexpr absl::Duration kClosingPollInterval = absl::Milliseconds(1);

}  // namespace

struct ReportService::Call {
  explicit Call(std::atomic<int>& open) : open_calls(open) { ++open_calls; }
  ~Call() { --open_calls; }

  std::atomic<int>& open_calls;
  grpc::ServerUnaryReactor* reactor;
  grpc::ByteBuffer* response;
  absl::Time deadline;
  ReportRequest request;
  // What must be reflected: what the caller asks for, and what this replica has
  // committed itself, so that a caller sees its own write.
  Revisions need;
  ReportKey key;

  void Answer(const StoredReport& report, const std::string& suffix) {
    if (suffix.empty()) {
      *response = grpc::ByteBuffer(&report.bytes, 1);
    } else {
      const grpc::Slice slices[] = {report.bytes, grpc::Slice(suffix)};
      *response = grpc::ByteBuffer(slices, 2);
    }
    reactor->Finish(grpc::Status::OK);
  }
};

ReportService::ReportService(Freshness& freshness, ReportStore& store, ReportMaker& maker,
                             RevisionClock& clock, ReportCounters& counters)
    : freshness_(freshness), store_(store), maker_(maker), clock_(clock), counters_(counters) {}

ReportService::~ReportService() {
  // A step may have a few instructions left after it answered. Nothing may
  // touch this after the count is down, so nobody can be notified.
  while (open_calls_ > 0) absl::SleepFor(kClosingPollInterval);
}

grpc::ServerUnaryReactor* ReportService::GetCoverageReport(grpc::CallbackServerContext* context,
                                                           const grpc::ByteBuffer* request,
                                                           grpc::ByteBuffer* response) {
  if (absl::Status status = rpc::RequireDeadline(*context); !status.ok()) {
    return rpc::FinishWith(*context, status);
  }
  absl::StatusOr<ReportRequest> read = ReadReportRequest(*request);
  if (!read.ok()) return rpc::FinishWith(*context, read.status());
  if (open_calls_ >= kMaxOpenCalls) return rpc::FinishWith(*context, rpc::Overloaded());
  const auto call = std::make_shared<Call>(open_calls_);
  call->reactor = context->DefaultReactor();
  call->response = response;
  call->deadline = rpc::DeadlineOf(*context);
  call->request = *std::move(read);
  call->need = call->request.min_revisions;
  call->need[Source::kTarget] = std::max(call->need[Source::kTarget], clock_.newest());
  Begin(call);
  return call->reactor;
}

void ReportService::Begin(const CallPtr& call) {
  const Freshness::View view = freshness_.Look(call->request.area, call->request.month);
  call->key = {call->request.area, call->request.month, view.setback_count};
  if (view.doubt.has_value()) {
    AnswerUnconfirmed(call, DoubtStatus(view.doubt->source), view.doubt->since_us);
    return;
  }
  if (!view.applied.Covers(call->need)) {
    AwaitMinRevisions(call);
    return;
  }
  const std::optional<StoredReport> stored = store_.FindInMemory(call->key);
  if (stored.has_value() && AnswerIfConfirmed(call, *stored)) {
    ++counters_.memory_hit_count;
    return;
  }
  TryRedis(call);
}

void ReportService::AwaitMinRevisions(const CallPtr& call) {
  freshness_.WaitFor(call->need, call->deadline, [this, call](const absl::Status& status) {
    if (status.ok()) {
      Begin(call);
    } else if (absl::IsUnavailable(status)) {
      const std::optional<Freshness::Doubt> doubt = freshness_.doubt();
      AnswerUnconfirmed(call, status,
                        doubt.has_value() ? doubt->since_us : absl::ToUnixMicros(absl::Now()));
    } else {
      Fail(call, status);
    }
  });
}

void ReportService::TryRedis(const CallPtr& call) {
  store_.FindInRedis(call->key, [this, call](const std::optional<StoredReport>& stored) {
    if (stored.has_value() && AnswerIfConfirmed(call, *stored)) {
      ++counters_.redis_hit_count;
      store_.PutInMemory(call->key, *stored);
    } else {
      Compute(call);
    }
  });
}

void ReportService::Compute(const CallPtr& call) {
  const Freshness::View view = freshness_.Look(call->request.area, call->request.month);
  // What has touched the report by now must be in it, also when another call
  // began to compute it earlier.
  const Revisions need = Revisions::Max(call->need, view.touched);
  maker_.Make(call->key, need, [this, call](const absl::StatusOr<StoredReport>& made) {
    if (made.ok()) {
      call->Answer(*made, "");
    } else if (absl::IsUnavailable(made.status())) {
      AnswerUnconfirmed(call, made.status(), absl::ToUnixMicros(absl::Now()));
    } else {
      Fail(call, made.status());
    }
  });
}

bool ReportService::AnswerIfConfirmed(const CallPtr& call, const StoredReport& report) {
  const Freshness::View view =
      freshness_.Look(call->request.area, call->request.month, report.predecessors);
  const bool confirmed = !view.doubt.has_value() && view.Confirms(report.revisions) &&
                         view.setback_count == call->key.setback_count;
  if (!confirmed) return false;
  if (report.revisions.Covers(call->request.min_revisions)) {
    call->Answer(report, "");
  } else {
    // Nothing has touched it up to what is applied here, so it states that.
    const Revisions now = Revisions::Max(report.revisions, view.applied);
    if (!now.Covers(call->request.min_revisions)) return false;
    call->Answer(report, RevisionsSuffix(now));
  }
  return true;
}

void ReportService::AnswerUnconfirmed(const CallPtr& call, const absl::Status& why,
                                      int64_t since_us) {
  if (!call->request.allow_unconfirmed) {
    Fail(call, why);
    return;
  }
  store_.FindInRedis(
      call->key, [this, call, why, since_us](const std::optional<StoredReport>& in_redis) {
        std::optional<StoredReport> best = store_.FindInMemory(call->key);
        if (in_redis.has_value() &&
            (!best.has_value() || in_redis->revisions.Covers(best->revisions))) {
          best = in_redis;
        }
        // An answer that does not reflect what the caller asked for is none.
        if (best.has_value() && !best->revisions.Covers(call->request.min_revisions)) {
          const Freshness::View view =
              freshness_.Look(call->request.area, call->request.month, best->predecessors);
          if (view.Confirms(best->revisions)) {
            best->revisions = Revisions::Max(best->revisions, view.applied);
          }
        }
        if (!best.has_value() || !best->revisions.Covers(call->request.min_revisions)) {
          Fail(call, why);
          return;
        }
        ++counters_.unconfirmed_count;
        call->Answer(*best, RevisionsSuffix(best->revisions) + UnconfirmedSuffix(since_us));
      });
}

void ReportService::Fail(const CallPtr& call, const absl::Status& status) {
  ++counters_.failed_count;
  call->reactor->Finish(rpc::ToGrpc(status));
}

}  // namespace baophu::target
