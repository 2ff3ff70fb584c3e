#include "common/feed/feed_log.h"

#include <soci/soci.h>

#include <algorithm>
#include <string_view>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/sql/cursor.h"
#include "common/sql/row_batch.h"
#include "common/status/fault.h"

namespace baophu {
namespace {

// A read ends with the revision that fills this, so that a feed of large entries
// does not fill the memory of the service once for each stream.
constexpr long long kBytesPerRead = 1024 * 1024;

bool IsTypeName(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(),
                                      [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

}  // namespace

FeedBounds ReadFeedBounds(soci::session& session) {
  long long revision = 0;
  long long compacted = 0;
  session << "SELECT revision, compacted_revision FROM revision WHERE id = 1", soci::into(revision),
      soci::into(compacted);
  return {revision, compacted};
}

absl::StatusOr<FeedBounds> FeedLog::Bounds() {
  FeedBounds bounds;
  const absl::Status read = database_.Read([&](soci::session& session) {
    bounds = ReadFeedBounds(session);
    return absl::OkStatus();
  });
  if (!read.ok()) return read;
  return bounds;
}

absl::StatusOr<std::vector<FeedEntry>> FeedLog::ReadAfter(int64_t after_revision,
                                                          const std::vector<std::string>& types,
                                                          int64_t max_entries) {
  for (const std::string& type : types) {
    if (!IsTypeName(type)) {
      return InvalidField("types", "holds something that is no type of entries",
                          "write names such as area_month");
    }
  }
  std::vector<FeedEntry> entries;
  const absl::Status read = database_.Read([&](soci::session& session) -> absl::Status {
    const FeedBounds bounds = ReadFeedBounds(session);
    if (after_revision < bounds.compacted_revision) {
      return FaultStatus(
          absl::StatusCode::kOutOfRange, "FEED_COMPACTED", "after_revision",
          absl::StrCat("history up to revision ", bounds.compacted_revision, " is gone"),
          "read a snapshot and watch from its revision");
    }
    if (after_revision > bounds.revision) {
      return FaultStatus(
          absl::StatusCode::kOutOfRange, "REVISION_NOT_COMMITTED", "after_revision",
          absl::StrCat("is ", after_revision, ", while the newest revision is ", bounds.revision),
          "if it was read here, the data has gone back to an earlier state: read a snapshot and "
          "watch from its revision");
    }
    const long long after = after_revision;
    // The last revision of this batch: enough revisions to fill it with entries
    // or bytes.
    long long last = after;
    {
      const long long limit = max_entries;
      soci::indicator found = soci::i_null;
      session << "SELECT MAX(revision) FROM (SELECT revision, bytes, "
                 "SUM(bytes) OVER (ORDER BY revision, ordinal) AS bytes_so_far "
                 "FROM (SELECT revision, ordinal, LENGTH(payload) AS bytes FROM feed "
                 "WHERE revision > :a ORDER BY revision, ordinal LIMIT :n) e) f "
                 "WHERE bytes_so_far - bytes < :b",
          soci::use(after), soci::use(limit), soci::use(kBytesPerRead), soci::into(last, found);
      if (found == soci::i_null) last = bounds.revision;
      // Revisions without entries behind the last one found end with it only
      // when nothing more is there.
      long long more = 0;
      session << "SELECT COUNT(*) FROM (SELECT 1 FROM feed WHERE revision > :l LIMIT 1) f",
          soci::use(last), soci::into(more);
      if (more == 0) last = bounds.revision;
    }
    // Types are filtered by the database: payloads of types that a consumer does
    // not follow can be large.
    static constexpr char kInRange[] =
        "revision > CAST(:a AS BIGINT) AND revision <= CAST(:l AS BIGINT)";
    std::vector<std::string> parameters = {absl::StrCat(after), absl::StrCat(last)};
    if (!types.empty()) parameters.push_back(sql::TextList(types));
    sql::Cursor rows(
        session,
        absl::StrCat("SELECT revision, ordinal, payload FROM feed WHERE ", kInRange,
                     types.empty() ? ""
                                   : absl::StrCat(" AND entry_type IN (SELECT k.value "
                                                  "FROM ",
                                                  sql::TextTable(session, ":types"), " k)"),
                     " ORDER BY revision, ordinal"),
        parameters, 2, 1);
    std::vector<FeedEntry> found;
    while (rows.Next()) {
      FeedEntry entry{rows.number(0), rows.number(1), "", 0};
      absl::Base64Unescape(rows.text(0), &entry.payload);
      found.push_back(std::move(entry));
    }
    sql::Cursor ends(session,
                     absl::StrCat("SELECT revision, committed_us FROM feed_revision WHERE ",
                                  kInRange, " ORDER BY revision"),
                     {absl::StrCat(after), absl::StrCat(last)}, 2, 0);
    size_t next = 0;
    while (ends.Next()) {
      while (next < found.size() && found[next].revision <= ends.number(0)) {
        entries.push_back(std::move(found[next++]));
      }
      entries.push_back({ends.number(0), 0, "", ends.number(1)});
    }
    return absl::OkStatus();
  });
  if (!read.ok()) return read;
  return entries;
}

int64_t ReadCommittedUs(soci::session& session, int64_t revision) {
  sql::Cursor cursor(session,
                     "SELECT committed_us FROM feed_revision WHERE revision = CAST(:r AS BIGINT)",
                     {absl::StrCat(revision)}, 1, 0);
  return cursor.Next() ? cursor.number(0) : 0;
}

}  // namespace baophu
