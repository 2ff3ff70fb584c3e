#ifndef BAOPHU_SERVICES_CONTRIBUTION_NETWORK_IMPORTING_NETWORK_ROWS_SERVICE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_NETWORK_IMPORTING_NETWORK_ROWS_SERVICE_H_

#include <baophu/contribution/v1/import_service.pb.h>

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/feed/committer.h"
#include "common/ingest/import_reactor.h"
#include "common/ingest/row_errors.h"
#include "common/month/moment.h"
#include "common/status/fault.h"
#include "services/contribution/network/law/collection_law.h"
#include "services/contribution/participants/catalogue_store.h"
#include "services/contribution/participants/participant_feed_service.h"

// How chunks of rows of the collection network are read, checked and entered.
namespace baophu::contribution {

// What chunks are checked with. All must outlive them.
struct NetworkImportParts {
  sql::Database& database;
  const CollectionLaw& law;
  catalogue_store::CatalogueCache& catalogues;
  ParticipantFeed& feed;
};

// A record as a row tells it, and whether it takes the place of what is stored.
template <typename Record>
struct ReadRecord {
  Record record;
  bool correction = false;
};

// False for nothing, true for YES; INVALID_ARGUMENT for anything else.
absl::StatusOr<bool> ReadCorrection(const std::string& text);

// ALREADY_EXISTS with reason DUPLICATE_WITH_OTHER_CONTENT.
absl::Status OtherRecord(const std::string& field, const std::string& stored);

// OK for as many rows as a chunk may hold.
absl::Status CheckRowCount(int count);

// Waits until participant's areas are known here where a row names one that is not.
absl::Status KnowAreas(const NetworkImportParts& parts,
                       const std::vector<std::pair<AreaCode, Month>>& areas);

// Rows that are read. Entry is made with the write's session and parts, and enters them one
// by one: absl::StatusOr<bool> Enter(ReadRecord<Record>&), false where nothing is new.
template <typename Record, typename Entry>
class PreparedNetworkRows final : public PreparedChunk {
 public:
  PreparedNetworkRows(const NetworkImportParts& parts, int64_t first_row_number)
      : parts_(parts), first_row_number_(first_row_number) {}

  absl::Status Apply(Commit& commit, type::v1::ImportAck& ack) override {
    Entry entry(parts_, commit);
    std::map<size_t, absl::Status> all = faults;
    int64_t accepted = 0;
    int64_t unchanged = 0;
    for (const auto& [place, row] : rows) {
      ReadRecord<Record> entered = row;
      const absl::StatusOr<bool> changed = entry.Enter(entered);
      if (!changed.ok()) {
        all.emplace(place, changed.status());
      } else {
        ++(*changed ? accepted : unchanged);
      }
    }
    RowErrors errors(first_row_number_);
    for (const auto& [place, status] : all) errors.Refuse(place, status);
    errors.AppendTo(ack);
    ack.set_accepted_count(accepted);
    ack.set_unchanged_count(unchanged);
    return absl::OkStatus();
  }

  std::map<size_t, ReadRecord<Record>> rows;  // By place in the chunk.
  std::map<size_t, absl::Status> faults;

 private:
  const NetworkImportParts parts_;
  const int64_t first_row_number_;
};

// Reads rows by `read`, which makes a ReadRecord<Record> of each; `areas_of` tells which
// areas a record names.
template <typename Record, typename Entry, typename Rows, typename Read, typename AreasOf>
absl::StatusOr<std::unique_ptr<PreparedChunk>> PrepareRows(const NetworkImportParts& parts,
                                                           int64_t first_row_number,
                                                           const Rows& rows, Read read,
                                                           AreasOf areas_of) {
  if (absl::Status few = CheckRowCount(rows.size()); !few.ok()) return few;
  auto prepared = std::make_unique<PreparedNetworkRows<Record, Entry>>(parts, first_row_number);
  std::vector<std::pair<AreaCode, Month>> areas;
  for (int i = 0; i < rows.size(); ++i) {
    absl::StatusOr<ReadRecord<Record>> record = read(rows[i]);
    if (record.ok()) {
      areas_of(record->record, areas);
      prepared->rows.emplace(i, *std::move(record));
    } else {
      prepared->faults.emplace(i, record.status());
    }
  }
  if (absl::Status known = KnowAreas(parts, areas); !known.ok()) return known;
  return prepared;
}

// Of a chunk with rows of the collection network; null for another one.
absl::StatusOr<std::unique_ptr<PreparedChunk>> PrepareNetworkRows(const NetworkImportParts& parts,
                                                                  const v1::ImportChunk& chunk);

// Parts of PrepareNetworkRows.
absl::StatusOr<std::unique_ptr<PreparedChunk>> PrepareRegistryRows(const NetworkImportParts& parts,
                                                                   const v1::ImportChunk& chunk);
absl::StatusOr<std::unique_ptr<PreparedChunk>> PrepareBookRows(const NetworkImportParts& parts,
                                                               const v1::ImportChunk& chunk);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_NETWORK_IMPORTING_NETWORK_ROWS_SERVICE_H_
