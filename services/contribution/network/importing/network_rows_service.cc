#include "services/contribution/network/importing/network_rows_service.h"

#include "absl/time/clock.h"
#include "common/status/try.h"
#include "services/contribution/network/registry/network_store.h"
#include "services/contribution/network/scorecards/quota_store.h"

namespace baophu::contribution {
namespace {

constexpr int kMaxRowsPerChunk = 10'000;
// How long a row may wait for an area that participant has and we do not yet.
constexpr absl::Duration kCatchUpTime = absl::Seconds(10);

absl::StatusOr<ReadRecord<Quota>> ReadQuota(const v1::CollectorQuotaRow& row) {
  ReadRecord<Quota> read;
  QuotaKey& key = read.record.key;
  const std::optional<QuotaHolder> kind = ParseQuotaHolder(row.holder_kind());
  if (!kind.has_value()) {
    return InvalidField("holder_kind", "is unknown",
                        "write COLLECTOR, POINT, ORGANISATION or AREA");
  }
  key.holder_kind = *kind;
  key.holder = row.holder();
  BAOPHU_ASSIGN(const MonthRange period, ReadPeriod("period", row.period()));
  key.from = period.from;
  key.through = period.through;
  const std::optional<QuotaGoal> goal = ParseQuotaGoal(row.goal());
  if (!goal.has_value()) return InvalidField("goal", "is unknown", "write KEEP or WIN");
  key.goal = *goal;
  if (!row.scheme().empty()) {
    const absl::StatusOr<SelfPaidScheme> scheme = ParseSelfPaidScheme(row.scheme());
    if (!scheme.ok()) return WithField(scheme.status(), "scheme");
    key.scheme = *scheme;
  }
  read.record.people = row.people();
  BAOPHU_ASSIGN(read.correction, ReadCorrection(row.correction()));
  return read;
}

class QuotaEntry {
 public:
  QuotaEntry(const NetworkImportParts& parts, Commit& commit)
      : commit_(commit),
        areas_(parts.catalogues.Get(commit.session())),
        network_(network_store::ReadNetwork(commit.session())),
        quotas_(quota_store::Read(commit.session(), {Month::Min(), Month::Max()})) {}

  absl::StatusOr<bool> Enter(ReadRecord<Quota>& row) {
    const auto stored = quotas_.find(row.record.key);
    if (stored != quotas_.end()) {
      if (stored->second == row.record.people) return false;
      if (!row.correction) {
        return OtherRecord("people", absl::StrCat("a quota of ", stored->second));
      }
    }
    BAOPHU_TRY(CheckQuota(row.record, network_, *areas_));
    row.record.recorded = {commit_.now_us(), commit_.revision()};
    quota_store::Add(commit_.session(), row.record);
    quotas_.insert_or_assign(row.record.key, row.record.people);
    return true;
  }

 private:
  Commit& commit_;
  const std::shared_ptr<const AreaCatalogue> areas_;
  const Network network_;
  Quotas quotas_;
};

}  // namespace

absl::StatusOr<bool> ReadCorrection(const std::string& text) {
  if (text.empty()) return false;
  if (text == "YES") return true;
  return InvalidField("correction", "is unknown", "write YES, or nothing");
}

absl::Status OtherRecord(const std::string& field, const std::string& stored) {
  return FaultStatus(absl::StatusCode::kAlreadyExists, "DUPLICATE_WITH_OTHER_CONTENT", field,
                     absl::StrCat("differs from what is stored, ", stored),
                     "correct the row, give it a day of its own, or write YES as correction");
}

absl::Status CheckRowCount(int count) {
  if (count <= kMaxRowsPerChunk) return absl::OkStatus();
  return InvalidField("chunk.rows", "holds more than 10,000 rows", "send them in several chunks");
}

absl::Status KnowAreas(const NetworkImportParts& parts,
                       const std::vector<std::pair<AreaCode, Month>>& areas) {
  bool unknown = false;
  BAOPHU_TRY(parts.database.Read([&](soci::session& session) {
    const auto catalogue = parts.catalogues.Get(session);
    for (const auto& [area, month] : areas) {
      unknown |= !area.empty() && catalogue->Find(area, month) == nullptr;
    }
    return absl::OkStatus();
  }));
  if (!unknown) return absl::OkStatus();
  return parts.feed.CatchUp(absl::Now() + kCatchUpTime);
}

absl::StatusOr<std::unique_ptr<PreparedChunk>> PrepareNetworkRows(const NetworkImportParts& parts,
                                                                  const v1::ImportChunk& chunk) {
  if (chunk.has_collector_quotas()) {
    return PrepareRows<Quota, QuotaEntry>(
        parts, chunk.first_row_number(), chunk.collector_quotas().rows(), ReadQuota,
        [](const Quota& quota, std::vector<std::pair<AreaCode, Month>>& areas) {
          const absl::StatusOr<AreaCode> area = AreaCode::Parse(quota.key.holder);
          if (quota.key.holder_kind == QuotaHolder::kArea && area.ok()) {
            areas.emplace_back(*area, quota.key.through);
          }
        });
  }
  BAOPHU_ASSIGN(std::unique_ptr<PreparedChunk> prepared, PrepareRegistryRows(parts, chunk));
  if (prepared != nullptr) return prepared;
  return PrepareBookRows(parts, chunk);
}

}  // namespace baophu::contribution
