#include "services/participant/retention/retention_import.h"

#include <optional>
#include <utility>
#include <vector>

#include "absl/time/clock.h"
#include "common/ingest/row_errors.h"
#include "common/month/moment.h"
#include "common/status/try.h"
#include "services/participant/people/resolve.h"
#include "services/participant/retention/case_writer.h"
#include "services/participant/retention/retention_message.h"

namespace baophu::participant {
namespace {

Day Today() { return VietnamDay(absl::ToUnixMicros(absl::Now())); }

// A row that was read, whose person is not known yet.
template <typename Incoming>
struct Candidate {
  size_t index = 0;
  KeyedHash person_hash;
  Incoming incoming;
};

// Reads what rows of both kinds begin with.
template <typename Row>
absl::Status ReadCase(const Context& context, const Row& row, KeyedHash& person, CaseKey& key) {
  const absl::StatusOr<PersonIdentifier> identifier = ParsePersonIdentifier(row.person());
  if (!identifier.ok()) return WithField(identifier.status(), "person");
  person = HashIdentifier(context.keys, *identifier);
  const std::optional<RetentionKind> kind = RetentionKindOf(row.kind());
  if (!kind.has_value()) {
    return InvalidField("kind", "is no kind of cases",
                        "write VOLUNTARY, HOUSEHOLD, UNCOVERED or LEFT_WORK");
  }
  key.kind = *kind;
  const absl::StatusOr<Month> month = Month::Parse(row.month());
  if (!month.ok()) return WithField(month.status(), "month");
  key.month = *month;
  return absl::OkStatus();
}

absl::Status ReadRow(const Context&, const v1::RetentionAssignmentRow& row,
                     IncomingAssignment& incoming) {
  BAOPHU_ASSIGN(incoming.assignment.assignee, ReadAssignee(row.assignee()));
  BAOPHU_ASSIGN(incoming.assignment.day,
                ReadDay("assigned_date", row.assigned_date(), Today(), false));
  return absl::OkStatus();
}

absl::Status ReadRow(const Context& context, const v1::RetentionContactRow& row,
                     IncomingContact& incoming) {
  BAOPHU_ASSIGN(const Day day, ReadDay("contacted_date", row.contacted_date(), Today(), false));
  BAOPHU_ASSIGN(incoming.contact, ReadContact(day, {"", row.channel(), row.outcome(), row.reason()},
                                              context.retention));
  return absl::OkStatus();
}

std::vector<CaseWrite> Write(Commit& commit, const Categories& categories,
                             std::vector<IncomingAssignment>& incoming) {
  return WriteAssignments(commit, categories, incoming, Repeat::kIsKnown);
}
std::vector<CaseWrite> Write(Commit& commit, const Categories& categories,
                             std::vector<IncomingContact>& incoming) {
  return WriteContacts(commit, categories, incoming, Repeat::kIsKnown);
}

template <typename Incoming>
class PreparedCases final : public PreparedChunk {
 public:
  // The categories must outlive the chunk.
  PreparedCases(const Categories& categories, std::vector<Candidate<Incoming>> candidates,
                RowErrors errors)
      : categories_(categories), candidates_(std::move(candidates)), errors_(std::move(errors)) {}

  absl::Status Apply(Commit& commit, type::v1::ImportAck& ack) override {
    RowErrors errors = errors_;
    std::vector<KeyedHash> hashes;
    for (const Candidate<Incoming>& candidate : candidates_) {
      hashes.push_back(candidate.person_hash);
    }
    const RecordsByHash people = person_store::FindRecords(commit.session(), hashes);
    std::vector<Incoming> incoming;
    std::vector<size_t> rows;
    for (const Candidate<Incoming>& candidate : candidates_) {
      const auto person = people.find(candidate.person_hash);
      if (person == people.end()) {
        errors.Refuse(candidate.index, "person", "UNKNOWN_PERSON", "no person has this identifier",
                      "import the person first");
        continue;
      }
      incoming.push_back(candidate.incoming);
      incoming.back().key.person = PersonId(person->second);
      rows.push_back(candidate.index);
    }
    int64_t written = 0, unchanged = 0;
    const std::vector<CaseWrite> results = Write(commit, categories_, incoming);
    for (size_t i = 0; i < results.size(); ++i) {
      switch (results[i]) {
        case CaseWrite::kWritten:
          ++written;
          break;
        case CaseWrite::kUnchanged:
          ++unchanged;
          break;
        case CaseWrite::kNoCase:
          errors.Refuse(rows[i], NoSuchCase("month"));
          break;
      }
    }
    ack.set_accepted_count(written);
    ack.set_unchanged_count(unchanged);
    errors.AppendTo(ack);
    return absl::OkStatus();
  }

 private:
  const Categories& categories_;
  const std::vector<Candidate<Incoming>> candidates_;
  const RowErrors errors_;
};

template <typename Incoming, typename Rows>
std::unique_ptr<PreparedChunk> Prepare(const Context& context, const Rows& rows,
                                       int64_t first_row_number) {
  RowErrors errors(first_row_number);
  std::vector<Candidate<Incoming>> candidates;
  for (int i = 0; i < rows.rows_size(); ++i) {
    Candidate<Incoming> candidate;
    candidate.index = static_cast<size_t>(i);
    absl::Status read =
        ReadCase(context, rows.rows(i), candidate.person_hash, candidate.incoming.key);
    if (read.ok()) read = ReadRow(context, rows.rows(i), candidate.incoming);
    if (read.ok()) {
      candidates.push_back(std::move(candidate));
    } else {
      errors.Refuse(candidate.index, read);
    }
  }
  return std::make_unique<PreparedCases<Incoming>>(context.categories, std::move(candidates),
                                                   std::move(errors));
}

}  // namespace

absl::StatusOr<std::unique_ptr<PreparedChunk>> PrepareRetentionAssignments(
    const Context& context, const v1::RetentionAssignmentRows& rows, int64_t first_row_number) {
  return Prepare<IncomingAssignment>(context, rows, first_row_number);
}

absl::StatusOr<std::unique_ptr<PreparedChunk>> PrepareRetentionContacts(
    const Context& context, const v1::RetentionContactRows& rows, int64_t first_row_number) {
  return Prepare<IncomingContact>(context, rows, first_row_number);
}

}  // namespace baophu::participant
