#include "common/feed/feed_log.h"

#include <soci/soci.h>

#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/status/fault.h"

namespace baophu {

FeedBounds ReadFeedBounds(soci::session& session) {
  long long revision = 0;
  long long compacted = 0;
  session << "SELECT revision, compacted_revision FROM revision WHERE id = 1",
      soci::into(revision), soci::into(compacted);
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
  std::vector<FeedEntry> entries;
  const absl::Status read = database_.Read([&](soci::session& session) -> absl::Status {
    const FeedBounds bounds = ReadFeedBounds(session);
    if (after_revision < bounds.compacted_revision) {
      return FaultStatus(
          absl::StatusCode::kOutOfRange, "FEED_COMPACTED", "after_revision",
          absl::StrCat("history up to revision ", bounds.compacted_revision, " is gone"),
          "read a snapshot and watch from its revision");
    }
    const long long after = after_revision;
    // The last revision of this batch: enough revisions to fill it, found
    // without reading payloads.
    long long last = after;
    {
      const long long limit = max_entries;
      soci::indicator found = soci::i_null;
      session << "SELECT MAX(revision) FROM (SELECT revision FROM feed WHERE revision > :a "
                 "ORDER BY revision, ordinal LIMIT :n) f",
          soci::use(after), soci::use(limit), soci::into(last, found);
      if (found == soci::i_null) last = bounds.revision;
      // Revisions without entries behind the last one found end with it only
      // when nothing more is there.
      long long more = 0;
      session << "SELECT COUNT(*) FROM (SELECT 1 FROM feed WHERE revision > :l LIMIT 1) f",
          soci::use(last), soci::into(more);
      if (more == 0) last = bounds.revision;
    }
    std::vector<long long> revisions(1024), ordinals(1024);
    std::vector<std::string> entry_types(1024), payloads(1024);
    soci::statement rows =
        (session.prepare << "SELECT revision, ordinal, entry_type, payload FROM feed "
                            "WHERE revision > :a AND revision <= :l ORDER BY revision, ordinal",
         soci::use(after), soci::use(last), soci::into(revisions), soci::into(ordinals),
         soci::into(entry_types), soci::into(payloads));
    rows.execute();
    std::vector<FeedEntry> found;
    while (rows.fetch()) {
      for (size_t i = 0; i < revisions.size(); ++i) {
        if (!types.empty() &&
            std::find(types.begin(), types.end(), entry_types[i]) == types.end()) {
          continue;
        }
        FeedEntry entry{revisions[i], ordinals[i], "", 0};
        absl::Base64Unescape(payloads[i], &entry.payload);
        found.push_back(std::move(entry));
      }
      revisions.resize(1024);
      ordinals.resize(1024);
      entry_types.resize(1024);
      payloads.resize(1024);
    }
    std::vector<long long> ends(1024), committed(1024);
    soci::statement end_rows =
        (session.prepare << "SELECT revision, committed_us FROM feed_revision "
                            "WHERE revision > :a AND revision <= :l ORDER BY revision",
         soci::use(after), soci::use(last), soci::into(ends), soci::into(committed));
    end_rows.execute();
    size_t next = 0;
    while (end_rows.fetch()) {
      for (size_t i = 0; i < ends.size(); ++i) {
        while (next < found.size() && found[next].revision <= ends[i]) {
          entries.push_back(std::move(found[next++]));
        }
        entries.push_back({ends[i], 0, "", committed[i]});
      }
      ends.resize(1024);
      committed.resize(1024);
    }
    return absl::OkStatus();
  });
  if (!read.ok()) return read;
  return entries;
}

absl::Status FeedLog::Compact(int64_t revision) {
  return database_.Write([&](soci::session& session) -> absl::Status {
    const long long up_to = revision;
    session << "UPDATE revision SET compacted_revision = :r WHERE id = 1 AND "
               "compacted_revision < :r2 AND revision >= :r3",
        soci::use(up_to, "r"), soci::use(up_to, "r2"), soci::use(up_to, "r3");
    session << "DELETE FROM feed WHERE revision <= "
               "(SELECT compacted_revision FROM revision WHERE id = 1)";
    session << "DELETE FROM feed_revision WHERE revision <= "
               "(SELECT compacted_revision FROM revision WHERE id = 1)";
    return absl::OkStatus();
  });
}

}  // namespace baophu
