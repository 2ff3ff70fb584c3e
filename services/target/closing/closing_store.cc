#include "services/target/closing/closing_store.h"

#include <limits>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/sql/cursor.h"
#include "common/sql/row_batch.h"

namespace baophu::target::closing_store {
namespace {

constexpr char kEntryColumns[] =
    "SELECT entry_id, kind, month, closing_id, replaces_id, participant_revision, "
    "contribution_revision, target_revision, recorded_us, report_count, note, previous_hash, "
    "hash, signature, key_id FROM closing_entry ";
constexpr int kEntryNumbers = 10;
constexpr int kEntryTexts = 5;

// A chain is read so many entries at a time, so that reports can be read between.
constexpr int64_t kEntriesPerRead = 100;
constexpr int64_t kAll = std::numeric_limits<int64_t>::max();

// No other number is taken for a month, so that the chain shows one that was
// changed.
Month MonthOf(int64_t number) {
  const bool is_month = number >= Month::Min().number() && number <= Month::Max().number();
  return is_month ? Month::FromNumber(static_cast<int32_t>(number)) : Month();
}

std::vector<StoredEntry> ReadEntries(soci::session& session, const std::string& where,
                                     const std::vector<std::string>& parameters) {
  std::vector<StoredEntry> entries;
  sql::Cursor cursor(session, absl::StrCat(kEntryColumns, where), parameters, kEntryNumbers,
                     kEntryTexts);
  while (cursor.Next()) {
    StoredEntry& stored = entries.emplace_back();
    stored.entry.entry_id = cursor.number(0);
    stored.entry.kind = static_cast<ClosingEntryKind>(cursor.number(1));
    stored.entry.month = MonthOf(cursor.number(2));
    stored.entry.closing_id = cursor.number(3);
    stored.entry.replaces_id = cursor.number(4);
    stored.entry.revisions = {{cursor.number(5), cursor.number(6), cursor.number(7)}};
    stored.entry.recorded_us = cursor.number(8);
    stored.report_count = cursor.number(9);
    stored.entry.note = cursor.text(0);
    stored.seal = {cursor.text(1), cursor.text(2), cursor.text(3), cursor.text(4)};
  }
  return entries;
}

std::optional<StoredEntry> FirstEntry(soci::session& session, const std::string& where,
                                      const std::vector<std::string>& parameters) {
  std::vector<StoredEntry> entries = ReadEntries(session, where, parameters);
  if (entries.empty()) return std::nullopt;
  return std::move(entries.front());
}

StoredClosing WithReopening(soci::session& session, StoredEntry closed) {
  StoredClosing closing{std::move(closed), std::nullopt};
  closing.reopened =
      FirstEntry(session, "WHERE closing_id = CAST(:c AS BIGINT) AND kind = 2 ORDER BY entry_id",
                 {absl::StrCat(closing.closed.entry.entry_id)});
  return closing;
}

std::optional<StoredClosing> FirstClosing(soci::session& session, const std::string& where,
                                          const std::vector<std::string>& parameters) {
  std::optional<StoredEntry> closed = FirstEntry(session, where, parameters);
  if (!closed.has_value()) return std::nullopt;
  return WithReopening(session, *std::move(closed));
}

int64_t Count(soci::session& session, const char* table, const char* id, int64_t last_id) {
  const long long last = last_id;
  long long count = 0;
  session << "SELECT COUNT(*) FROM " << table << " WHERE " << id << " <= :l", soci::use(last),
      soci::into(count);
  return count;
}

}  // namespace

std::optional<StoredClosing> Find(soci::session& session, int64_t closing_id) {
  return FirstClosing(session, "WHERE entry_id = CAST(:c AS BIGINT) AND kind = 1",
                      {absl::StrCat(closing_id)});
}

std::optional<StoredClosing> NewestOf(soci::session& session, Month month) {
  return FirstClosing(
      session, "WHERE month = CAST(:m AS BIGINT) AND kind = 1 ORDER BY entry_id DESC LIMIT 1",
      {absl::StrCat(month.number())});
}

std::vector<StoredClosing> List(soci::session& session, std::optional<Month> month,
                                int64_t after_id, int64_t limit) {
  std::string where = "WHERE kind = 1 AND entry_id > CAST(:a AS BIGINT) ";
  std::vector<std::string> parameters = {absl::StrCat(after_id)};
  if (month.has_value()) {
    absl::StrAppend(&where, "AND month = CAST(:m AS BIGINT) ");
    parameters.push_back(absl::StrCat(month->number()));
  }
  absl::StrAppend(&where, "ORDER BY entry_id LIMIT CAST(:n AS BIGINT)");
  parameters.push_back(absl::StrCat(limit));
  std::vector<StoredClosing> closings;
  for (StoredEntry& closed : ReadEntries(session, where, parameters)) {
    closings.push_back(WithReopening(session, std::move(closed)));
  }
  return closings;
}

std::vector<ReportDigest> DigestsOf(soci::session& session, int64_t closing_id) {
  std::vector<ReportDigest> digests;
  sql::Cursor cursor(session,
                     "SELECT area, sha256 FROM closed_report WHERE closing_id = CAST(:c AS BIGINT) "
                     "ORDER BY area",
                     {absl::StrCat(closing_id)}, 0, 2);
  while (cursor.Next()) digests.push_back({AreaCode::FromTrusted(cursor.text(0)), cursor.text(1)});
  return digests;
}

std::vector<FrozenReport> ReportsOf(soci::session& session, int64_t closing_id,
                                    const std::string& area, const std::string& after,
                                    int64_t limit) {
  std::string query =
      "SELECT area, report FROM closed_report WHERE closing_id = CAST(:c AS BIGINT) "
      "AND area > :a ";
  std::vector<std::string> parameters = {absl::StrCat(closing_id), after};
  if (!area.empty()) {
    query += "AND area = :o ";
    parameters.push_back(area);
  }
  query += "ORDER BY area LIMIT CAST(:n AS BIGINT)";
  parameters.push_back(absl::StrCat(limit));
  std::vector<FrozenReport> reports;
  sql::Cursor cursor(session, query, parameters, 0, 2);
  while (cursor.Next()) {
    FrozenReport& report = reports.emplace_back();
    report.area = AreaCode::FromTrusted(cursor.text(0));
    // What is no base64 any more leaves nothing, which no digest is of.
    absl::Base64Unescape(cursor.text(1), &report.bytes);
  }
  return reports;
}

std::optional<StoredEntry> Newest(soci::session& session) {
  return FirstEntry(session, "ORDER BY entry_id DESC LIMIT 1", {});
}

void Add(soci::session& session, const ClosingEntry& entry, const ClosingSeal& seal,
         const std::vector<FrozenReport>& reports, const std::vector<ReportDigest>& digests) {
  sql::RowBatch entries("closing_entry", {"entry_id", "kind", "month", "closing_id", "replaces_id",
                                          "participant_revision", "contribution_revision",
                                          "target_revision", "recorded_us", "report_count", "note",
                                          "previous_hash", "hash", "signature", "key_id"});
  entries.Add(entry.entry_id)
      .Add(static_cast<int64_t>(entry.kind))
      .Add(entry.month.number())
      .Add(entry.closing_id)
      .Add(entry.replaces_id);
  for (const int64_t revision : entry.revisions.of) entries.Add(revision);
  entries.Add(entry.recorded_us)
      .Add(static_cast<int64_t>(reports.size()))
      .Add(entry.note)
      .Add(seal.previous_hash)
      .Add(seal.hash)
      .Add(seal.signature)
      .Add(seal.key_id);
  entries.InsertInto(session);

  sql::RowBatch rows("closed_report", {"closing_id", "area", "report", "sha256"});
  for (size_t i = 0; i < reports.size(); ++i) {
    rows.Add(entry.entry_id)
        .Add(reports[i].area.text())
        .Add(absl::Base64Escape(reports[i].bytes))
        .Add(digests[i].sha256);
  }
  if (!rows.empty()) rows.InsertInto(session);
}

void ReadChain(soci::session& session, int64_t last_id,
               const std::function<bool(const ClosingLink&)>& take) {
  int64_t after = 0;
  for (;;) {
    const std::vector<StoredEntry> entries =
        ReadEntries(session,
                    "WHERE entry_id > CAST(:a AS BIGINT) AND entry_id <= CAST(:l AS BIGINT) "
                    "ORDER BY entry_id LIMIT CAST(:n AS BIGINT)",
                    {absl::StrCat(after), absl::StrCat(last_id), absl::StrCat(kEntriesPerRead)});
    for (const StoredEntry& stored : entries) {
      ClosingLink link{stored.entry,
                       stored.seal,
                       stored.report_count,
                       DigestsOf(session, stored.entry.entry_id),
                       {}};
      for (const FrozenReport& report : ReportsOf(session, stored.entry.entry_id, "", "", kAll)) {
        link.reports.push_back({report.area, Sha256Hex(report.bytes)});
      }
      if (!take(link)) return;
      after = stored.entry.entry_id;
    }
    if (static_cast<int64_t>(entries.size()) < kEntriesPerRead) return;
  }
}

int64_t CountRecords(soci::session& session, int64_t last_id) {
  return Count(session, "closing_entry", "entry_id", last_id) +
         Count(session, "closed_report", "closing_id", last_id);
}

}  // namespace baophu::target::closing_store
