#include "services/target/closing/closing_service.h"

#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/feed/feed_log.h"
#include "common/feed/request_log.h"
#include "common/feed/run_write.h"
#include "common/month/moment.h"
#include "common/rpc/page.h"
#include "common/rpc/unary.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "common/text/normalise.h"
#include "services/target/closing/closing_message_service.h"

namespace baophu::target {
namespace {

constexpr size_t kMaxNoteBytes = 500;
// Of all reports of a closing together, with the upstreams' work.
constexpr absl::Duration kCloseTimeout = absl::Minutes(10);

absl::StatusOr<std::string> NoteOf(std::string_view field, const std::string& text) {
  absl::StatusOr<std::string> note = NormaliseText(text, kMaxNoteBytes);
  if (note.ok()) return note;
  return InvalidField(
      field, "is not plain text, or too long",
      absl::StrCat("write at most ", kMaxNoteBytes, " bytes of UTF-8 without control characters"));
}

// The next entry of the chain, without what it is about.
struct NextEntry {
  ClosingEntry entry;
  std::string previous_hash;
};
NextEntry NextOf(Commit& commit) {
  const std::optional<StoredEntry> newest = closing_store::Newest(commit.session());
  NextEntry next;
  next.entry.entry_id = newest.has_value() ? newest->entry.entry_id + 1 : 1;
  next.entry.recorded_us = commit.now_us();
  next.previous_hash = newest.has_value() ? newest->seal.hash : std::string(kNoHash);
  return next;
}

// Of a month that may be closed: the closing that was opened again, or 0.
absl::StatusOr<int64_t> ReplacesOf(soci::session& session, Month month) {
  const std::optional<StoredClosing> newest = closing_store::NewestOf(session, month);
  if (!newest.has_value()) return 0;
  const int64_t closing_id = newest->closed.entry.entry_id;
  if (newest->reopened.has_value()) return closing_id;
  return FaultStatus(absl::StatusCode::kFailedPrecondition, "MONTH_CLOSED", "month",
                     absl::StrCat(month.ToString(), " is closed as closings/", closing_id),
                     "ask for its restatements, or reopen it with a reason");
}

template <typename Request>
std::string DigestOf(const KeyRing& keys, const Request& request) {
  Request content = request;
  content.clear_request_id();
  // The kind of request is part of it: one id is never used for two kinds.
  const KeyedHash hash =
      keys.Hash(absl::StrCat(Request::descriptor()->full_name(), content.SerializeAsString()));
  return absl::StrCat(hash.high, ":", hash.low);
}

// What an earlier call with this id answered.
template <typename Message>
absl::StatusOr<bool> Replay(Commit& commit, const std::string& request_id,
                            const std::string& digest, Message& response) {
  BAOPHU_ASSIGN(const std::optional<std::string> stored,
                request_log::Find(commit, request_id, digest));
  return stored.has_value() && response.ParseFromString(*stored);
}

}  // namespace

ClosingService::ClosingService(ClosingSources sources)
    : sources_(std::move(sources)), signing_key_(sources_.keys.Signing()) {}

grpc::ServerWriteReactor<v1::CloseMonthResponse>* ClosingService::CloseMonth(
    grpc::CallbackServerContext*, const v1::CloseMonthRequest* request) {
  return CloseStream::Start(
      sources_.long_work, closings_,
      FaultStatus(absl::StatusCode::kResourceExhausted, "CLOSING_RUNNING", "",
                  "a month is being closed, and one at a time is", "try again when it has ended"),
      [this, request = *request](const CloseStream::Report& report) {
        return Close(request, report);
      });
}

absl::StatusOr<v1::CloseMonthResponse> ClosingService::Close(const v1::CloseMonthRequest& request,
                                                             const CloseStream::Report& report) {
  BAOPHU_TRY(request_log::CheckRequestId(request.request_id()));
  const absl::StatusOr<Month> parsed = Month::Parse(request.month());
  if (!parsed.ok()) {
    return InvalidField("month", "is no month",
                        "write YYYY-MM with a month from 01 to 12, such as 2024-09");
  }
  const Month month = *parsed;
  BAOPHU_ASSIGN(const std::string note, NoteOf("note", request.note()));
  if (month >= VietnamDay(absl::ToUnixMicros(absl::Now())).month()) {
    return FaultStatus(absl::StatusCode::kFailedPrecondition, "MONTH_NOT_ENDED", "month",
                       absl::StrCat(month.ToString(), " has not ended in Vietnam"),
                       "close it when it is over");
  }
  const std::string digest = DigestOf(sources_.keys, request);
  v1::CloseMonthResponse response;
  int64_t replaces_id = 0;
  // Before the reports are made, so that a call in vain costs nothing.
  const auto may_close = [&](Commit& commit) -> absl::StatusOr<bool> {
    BAOPHU_ASSIGN(const bool replayed,
                  Replay(commit, request.request_id(), digest, *response.mutable_closing()));
    response.set_replayed(replayed);
    if (replayed) return false;
    response.clear_closing();
    BAOPHU_ASSIGN(replaces_id, ReplacesOf(commit.session(), month));
    return true;
  };
  BAOPHU_TRY(sources_.committer
                 .Run([&](Commit& commit) -> absl::StatusOr<bool> {
                   BAOPHU_TRY(may_close(commit).status());
                   return false;
                 })
                 .status());
  if (response.replayed()) return response;

  v1::CloseMonthResponse step;
  BAOPHU_ASSIGN(
      const ReportSnapshots::Snapshot snapshot,
      sources_.snapshots.Take(
          month, absl::Now() + kCloseTimeout, [&](int64_t done, int64_t total) -> absl::Status {
            if (sources_.stopping.stop_requested()) {
              return absl::UnavailableError("the service is stopping; close the month again");
            }
            step.set_done_count(done);
            step.set_total_count(total);
            if (report(step)) return absl::OkStatus();
            return absl::CancelledError("the caller is gone");
          }));
  BAOPHU_ASSIGN(const std::vector<FrozenReport> reports, Freeze(snapshot, month));
  std::vector<ReportDigest> digests;
  for (const FrozenReport& frozen : reports) {
    digests.push_back({frozen.area, Sha256Hex(frozen.bytes)});
  }

  BAOPHU_TRY(
      sources_.committer
          .Run([&](Commit& commit) -> absl::StatusOr<bool> {
            BAOPHU_ASSIGN(const bool may, may_close(commit));
            if (!may) return false;
            NextEntry next = NextOf(commit);
            next.entry.kind = ClosingEntryKind::kClose;
            next.entry.month = month;
            next.entry.closing_id = next.entry.entry_id;
            next.entry.replaces_id = replaces_id;
            next.entry.revisions = snapshot.revisions;
            next.entry.note = note;
            StoredClosing closing;
            closing.closed.entry = next.entry;
            closing.closed.seal = Seal(next.entry, next.previous_hash, digests, signing_key_);
            closing.closed.report_count = static_cast<int64_t>(reports.size());
            closing_store::Add(commit.session(), next.entry, closing.closed.seal, reports, digests);
            Fill(closing, *response.mutable_closing());
            request_log::Add(commit, request.request_id(), digest,
                             response.closing().SerializeAsString());
            return true;
          })
          .status());
  response.set_done_count(static_cast<int64_t>(reports.size()));
  response.set_total_count(response.done_count());
  return response;
}

grpc::ServerUnaryReactor* ClosingService::GetClosing(grpc::CallbackServerContext* context,
                                                     const v1::GetClosingRequest* request,
                                                     v1::Closing* response) {
  return rpc::RunUnary(context, sources_.executor, [this, request, response]() -> absl::Status {
    BAOPHU_ASSIGN(const int64_t closing_id, ClosingIdOf("name", request->name()));
    return sources_.database.Read([&](soci::session& session) -> absl::Status {
      const std::optional<StoredClosing> closing = closing_store::Find(session, closing_id);
      if (!closing.has_value()) return UnknownClosing("name", closing_id);
      Fill(*closing, *response);
      for (const ReportDigest& digest : closing_store::DigestsOf(session, closing_id)) {
        v1::ReportDigest& each = *response->add_report_digests();
        each.set_area(digest.area.ToString());
        each.set_sha256(digest.sha256);
      }
      return absl::OkStatus();
    });
  });
}

grpc::ServerUnaryReactor* ClosingService::ListClosings(grpc::CallbackServerContext* context,
                                                       const v1::ListClosingsRequest* request,
                                                       v1::ListClosingsResponse* response) {
  return rpc::RunUnary(context, sources_.executor, [this, request, response]() -> absl::Status {
    std::optional<Month> month;
    if (!request->month().empty()) {
      const absl::StatusOr<Month> parsed = Month::Parse(request->month());
      if (!parsed.ok()) return WithField(parsed.status(), "month");
      month = *parsed;
    }
    BAOPHU_ASSIGN(
        const rpc::Page page,
        rpc::Page::Open(sources_.keys, absl::StrCat("closings:", request->month()), *request));
    BAOPHU_ASSIGN(const int64_t after, page.after_id());
    std::vector<StoredClosing> closings;
    BAOPHU_TRY(sources_.database.Read([&](soci::session& session) {
      closings = closing_store::List(session, month, after, page.limit());
      return absl::OkStatus();
    }));
    response->set_next_page_token(page.Cut(
        closings, [](const StoredClosing& closing) { return closing.closed.entry.entry_id; }));
    for (const StoredClosing& closing : closings) Fill(closing, *response->add_closings());
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* ClosingService::GetClosedReport(grpc::CallbackServerContext* context,
                                                          const v1::GetClosedReportRequest* request,
                                                          v1::CoverageReport* response) {
  return rpc::RunUnary(context, sources_.executor, [this, request, response]() -> absl::Status {
    BAOPHU_ASSIGN(const ClosedReportName name, ClosedReportNameOf(request->name()));
    std::optional<StoredClosing> closing;
    std::vector<FrozenReport> reports;
    BAOPHU_TRY(sources_.database.Read([&](soci::session& session) {
      closing = closing_store::Find(session, name.closing_id);
      reports = closing_store::ReportsOf(session, name.closing_id, name.area.ToString(), "", 1);
      return absl::OkStatus();
    }));
    if (!closing.has_value()) return UnknownClosing("name", name.closing_id);
    if (reports.empty()) return NoReportOf("name", closing->closed.entry, name.area);
    if (!response->ParseFromString(reports.front().bytes)) {
      return absl::DataLossError("the frozen report cannot be read; verify the closing");
    }
    return absl::OkStatus();
  });
}

grpc::ServerWriteReactor<type::v1::CheckProgress>* ClosingService::VerifyClosing(
    grpc::CallbackServerContext*, const v1::VerifyClosingRequest* request) {
  return rpc::CheckStream::Start(
      sources_.long_work, checks_,
      [this, request = *request](const rpc::CheckStream::Report& report) {
        return Verify(request, report);
      });
}

absl::StatusOr<type::v1::CheckProgress> ClosingService::Verify(
    const v1::VerifyClosingRequest& request, const rpc::CheckStream::Report& report) {
  int64_t last_id = std::numeric_limits<int64_t>::max();
  if (request.name() != kWholeChain) {
    BAOPHU_ASSIGN(last_id, ClosingIdOf("name", request.name()));
  }
  type::v1::CheckProgress progress;
  absl::Status ended;
  BAOPHU_TRY(sources_.database.Read([&](soci::session& session) -> absl::Status {
    if (request.name() != kWholeChain && !closing_store::Find(session, last_id).has_value()) {
      return UnknownClosing("name", last_id);
    }
    progress.set_revision(ReadFeedBounds(session).revision);
    progress.set_total_count(closing_store::CountRecords(session, last_id));
    int64_t previous_id = 0;
    std::string previous_hash(kNoHash);
    closing_store::ReadChain(session, last_id, [&](const ClosingLink& link) {
      if (const std::optional<std::string> off =
              WhatIsOff(link, previous_id, previous_hash, signing_key_);
          off.has_value()) {
        progress.set_difference_count(1);
        progress.add_differences(*off);
        return false;
      }
      previous_id = link.entry.entry_id;
      previous_hash = link.seal.hash;
      progress.set_done_count(progress.done_count() + 1 +
                              static_cast<int64_t>(link.reports.size()));
      if (sources_.stopping.stop_requested()) {
        ended = absl::UnavailableError("the service is stopping; verify again");
      } else if (!report(progress)) {
        ended = absl::CancelledError("the caller is gone");
      }
      return ended.ok();
    });
    return ended;
  }));
  return progress;
}

grpc::ServerUnaryReactor* ClosingService::ReopenClosing(grpc::CallbackServerContext* context,
                                                        const v1::ReopenClosingRequest* request,
                                                        v1::Closing* response) {
  return rpc::RunWrite(context, sources_.executor, [this, request, response](bool& replayed) {
    return Reopen(*request, replayed, *response);
  });
}

absl::Status ClosingService::Reopen(const v1::ReopenClosingRequest& request, bool& replayed,
                                    v1::Closing& response) {
  BAOPHU_TRY(request_log::CheckRequestId(request.request_id()));
  BAOPHU_ASSIGN(const int64_t closing_id, ClosingIdOf("name", request.name()));
  BAOPHU_ASSIGN(const std::string reason, NoteOf("reason", request.reason()));
  if (reason.empty()) {
    return InvalidField("reason", "is empty", "write why the month is opened again");
  }
  const std::string digest = DigestOf(sources_.keys, request);
  return sources_.committer
      .Run([&](Commit& commit) -> absl::StatusOr<bool> {
        BAOPHU_ASSIGN(replayed, Replay(commit, request.request_id(), digest, response));
        if (replayed) return false;
        std::optional<StoredClosing> closing = closing_store::Find(commit.session(), closing_id);
        if (!closing.has_value()) return UnknownClosing("name", closing_id);
        if (closing->reopened.has_value()) {
          return FaultStatus(
              absl::StatusCode::kFailedPrecondition, "ALREADY_REOPENED", "name",
              absl::StrCat("closings/", closing_id, " was opened again by entry ",
                           closing->reopened->entry.entry_id),
              absl::StrCat("list closings of ", closing->closed.entry.month.ToString(),
                           " for the one that is in force"));
        }
        NextEntry next = NextOf(commit);
        next.entry.kind = ClosingEntryKind::kReopen;
        next.entry.month = closing->closed.entry.month;
        next.entry.closing_id = closing_id;
        next.entry.note = reason;
        const ClosingSeal seal = Seal(next.entry, next.previous_hash, {}, signing_key_);
        closing_store::Add(commit.session(), next.entry, seal, {}, {});
        closing->reopened = StoredEntry{next.entry, seal, 0};
        response.Clear();
        Fill(*closing, response);
        request_log::Add(commit, request.request_id(), digest, response.SerializeAsString());
        return true;
      })
      .status();
}

grpc::ServerUnaryReactor* ClosingService::ListRestatements(
    grpc::CallbackServerContext* context, const v1::ListRestatementsRequest* request,
    v1::ListRestatementsResponse* response) {
  return rpc::RunUnary(context, sources_.long_work, [this, context, request, response] {
    return sources_.restatements.List(*request, rpc::DeadlineOf(*context), *response);
  });
}

grpc::ServerUnaryReactor* ClosingService::GetPublicKey(grpc::CallbackServerContext* context,
                                                       const v1::GetPublicKeyRequest*,
                                                       v1::PublicKey* response) {
  if (absl::Status status = rpc::RequireDeadline(*context); !status.ok()) {
    return rpc::FinishWith(*context, status);
  }
  response->set_key_id(signing_key_.id());
  response->set_algorithm("ED25519");
  response->set_public_key(signing_key_.public_key());
  return rpc::FinishWith(*context, absl::OkStatus());
}

}  // namespace baophu::target
