#include "services/participant/ingest/import_service.h"

#include "absl/strings/str_cat.h"
#include "services/participant/areas/area_import.h"
#include "services/participant/employers/employer_import.h"
#include "services/participant/enrolment/movement_import.h"
#include "services/participant/enrolment/wage_import.h"
#include "services/participant/people/identifier_import.h"
#include "services/participant/people/person_import.h"
#include "services/participant/retention/retention_import.h"

namespace baophu::participant {
namespace {

// Keeps a chunk's commit well under the time that others may have to wait.
constexpr int kMaxRowsPerChunk = 10'000;

absl::Status CheckRowCount(int rows) {
  if (rows <= kMaxRowsPerChunk) return absl::OkStatus();
  return InvalidField("chunk.rows", absl::StrCat("has ", rows, " rows"),
                      absl::StrCat("send at most ", kMaxRowsPerChunk, " in a chunk"));
}

absl::StatusOr<std::unique_ptr<PreparedChunk>> Prepare(const Context& context,
                                                       const v1::ImportChunk& chunk) {
  const int64_t first = chunk.first_row_number();
  switch (chunk.rows_case()) {
    case v1::ImportChunk::kAreas:
      BAOPHU_TRY(CheckRowCount(chunk.areas().rows_size()));
      return PrepareAreas(context, chunk.areas(), first);
    case v1::ImportChunk::kAreaSuccessions:
      BAOPHU_TRY(CheckRowCount(chunk.area_successions().rows_size()));
      return PrepareAreaSuccessions(context, chunk.area_successions(), first);
    case v1::ImportChunk::kEmployers:
      BAOPHU_TRY(CheckRowCount(chunk.employers().rows_size()));
      return PrepareEmployers(context, chunk.employers(), first);
    case v1::ImportChunk::kPeople:
      BAOPHU_TRY(CheckRowCount(chunk.people().rows_size()));
      return PreparePeople(context, chunk.people(), first);
    case v1::ImportChunk::kMovements:
      BAOPHU_TRY(CheckRowCount(chunk.movements().rows_size()));
      return PrepareMovements(context, chunk.movements(), first);
    case v1::ImportChunk::kWages:
      BAOPHU_TRY(CheckRowCount(chunk.wages().rows_size()));
      return PrepareWages(context, chunk.wages(), first);
    case v1::ImportChunk::kIdentifiers:
      BAOPHU_TRY(CheckRowCount(chunk.identifiers().rows_size()));
      return PrepareIdentifiers(context, chunk.identifiers(), first);
    case v1::ImportChunk::kRetentionAssignments:
      BAOPHU_TRY(CheckRowCount(chunk.retention_assignments().rows_size()));
      return PrepareRetentionAssignments(context, chunk.retention_assignments(), first);
    case v1::ImportChunk::kRetentionContacts:
      BAOPHU_TRY(CheckRowCount(chunk.retention_contacts().rows_size()));
      return PrepareRetentionContacts(context, chunk.retention_contacts(), first);
    case v1::ImportChunk::ROWS_NOT_SET:
      break;
  }
  return InvalidField("chunk.rows", "is empty", "send rows of one kind");
}

}  // namespace

ImportServiceImpl::ImportServiceImpl(const Context& context)
    : sources_{context.database,
               context.committer,
               context.keys,
               context.long_work,
               [&context](const v1::ImportChunk& chunk) { return Prepare(context, chunk); },
               context.stopping} {}

grpc::ServerBidiReactor<v1::ImportRowsRequest, type::v1::ImportAck>* ImportServiceImpl::ImportRows(
    grpc::CallbackServerContext*) {
  return ImportReactor<v1::ImportRowsRequest, v1::ImportChunk>::Start(sources_);
}

}  // namespace baophu::participant
