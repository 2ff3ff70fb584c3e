#include "services/target/report_cache/report_store.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace baophu::target {
namespace {

// What an entry takes beside its bytes: list and table nodes, about.
constexpr int64_t kEntryOverheadBytes = 256;

// Only so that Redis forgets what nobody asks for: whether a value is right is
// told by its revisions, never by its age.
constexpr int64_t kRedisTtlS = int64_t{7} * 24 * 3600;

int64_t Weight(const StoredReport& report) {
  return static_cast<int64_t>(report.bytes.size() + report.predecessors.size() * sizeof(AreaCode)) +
         kEntryOverheadBytes;
}

}  // namespace

ReportStore::ReportStore(Options options, const KeyRing& keys)
    : options_(std::move(options)), keys_(keys) {}

std::optional<StoredReport> ReportStore::FindInMemory(const ReportKey& key) {
  const std::lock_guard lock(mutex_);
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return std::nullopt;
  entries_.splice(entries_.begin(), entries_, found->second);
  return found->second->report;
}

void ReportStore::FindInRedis(const ReportKey& key,
                              std::function<void(std::optional<StoredReport>)> done) {
  if (options_.redis == nullptr) {
    done(std::nullopt);
    return;
  }
  const std::string name = NameOf(key);
  options_.redis->Get(name, [this, name, done = std::move(done)](std::optional<std::string> value) {
    std::optional<StoredReport> report;
    if (value.has_value()) {
      report = DecodeReport(keys_, name, *value);
      if (!report.has_value()) ++garbage_count_;
    }
    done(std::move(report));
  });
}

void ReportStore::Put(const ReportKey& key, const StoredReport& report) {
  PutInMemory(key, report);
  if (options_.redis == nullptr || !options_.lineage->Reach(report.revisions).ok()) return;
  const std::string name = NameOf(key);
  options_.redis->Set(name, EncodeReport(keys_, name, report), kRedisTtlS);
}

void ReportStore::PutInMemory(const ReportKey& key, const StoredReport& report) {
  if (Weight(report) > options_.memory_bytes) return;
  const std::lock_guard lock(mutex_);
  const auto found = by_key_.find(key);
  if (found != by_key_.end()) {
    // A slower computation may come after a newer one.
    if (!report.revisions.Covers(found->second->report.revisions)) return;
    bytes_ += Weight(report) - Weight(found->second->report);
    found->second->report = report;
    entries_.splice(entries_.begin(), entries_, found->second);
  } else {
    entries_.push_front({key, report});
    by_key_.emplace(key, entries_.begin());
    bytes_ += Weight(report);
  }
  while (bytes_ > options_.memory_bytes) {
    bytes_ -= Weight(entries_.back().report);
    by_key_.erase(entries_.back().key);
    entries_.pop_back();
  }
}

int64_t ReportStore::redis_failure_count() const {
  return options_.redis == nullptr ? 0 : options_.redis->failure_count();
}

std::string ReportStore::NameOf(const ReportKey& key) const {
  return absl::StrCat(options_.key_prefix, ":", key.setback_count, ":", key.area.ToString(), ":",
                      key.month.ToString());
}

}  // namespace baophu::target
