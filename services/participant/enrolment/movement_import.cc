#include "services/participant/enrolment/movement_import.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "common/identifiers/employer_code.h"
#include "common/ingest/row_errors.h"
#include "common/month/moment.h"
#include "common/text/normalise.h"
#include "services/participant/employers/employer_code.h"
#include "services/participant/employers/employer_store.h"
#include "services/participant/enrolment/enrolment_store.h"
#include "services/participant/enrolment/movement_writer.h"
#include "services/participant/people/person_store.h"
#include "services/participant/people/resolve.h"

namespace baophu::participant {
namespace {

constexpr size_t kMaxIdBytes = 40;
constexpr size_t kMaxReasonBytes = 40;

bool ValidMovementId(std::string_view id) {
  return !id.empty() && id.size() <= kMaxIdBytes && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
           c == '.' || c == '/';
  });
}

// A row that is right in itself; what it names may still be unknown.
struct Candidate {
  size_t index;
  StoredMovement stored;
  KeyedHash person_hash;
  std::string employer_code;
  int64_t digest;
};

// Reads one row; reports what is wrong and returns nothing then.
class RowReader {
 public:
  RowReader(const Context& context, RowErrors& errors) : context_(context), errors_(errors) {}

  std::optional<Candidate> Read(size_t index, const v1::MovementRow& row) {
    index_ = index;
    ok_ = true;
    Candidate candidate{index, {}, {}, "", 0};
    Movement& movement = candidate.stored.movement;

    if (!ValidMovementId(row.movement_id())) {
      Refuse("movement_id", "INVALID_FIELD", "is not a movement id",
             "write 1 to 40 of A-Z, a-z, 0-9, '-', '.', '/'");
    }
    movement.id = row.movement_id();
    if (row.kind() < v1::MOVEMENT_KIND_JOIN || row.kind() > v1::MOVEMENT_KIND_ANNUL) {
      Refuse("kind", "INVALID_FIELD", "is no kind of movement",
             "write JOIN, LEAVE, TRANSFER, ADJUST, PAID_THROUGH or ANNUL");
    }
    movement.kind = static_cast<MovementKind>(row.kind());
    for (const int scheme : row.schemes()) {
      if (scheme < type::v1::SCHEME_SOCIAL_COMPULSORY || scheme > type::v1::SCHEME_UNEMPLOYMENT) {
        Refuse("schemes", "INVALID_FIELD", "names an unknown scheme",
               "write SOCIAL_COMPULSORY, SOCIAL_VOLUNTARY, HEALTH or UNEMPLOYMENT");
      } else {
        movement.schemes.Add(static_cast<Scheme>(scheme));
      }
    }
    if (movement.schemes.empty()) {
      Refuse("schemes", "INVALID_FIELD", "is empty", "name at least one scheme");
    }
    movement.effective = ReadMonth("effective_month", row.effective_month());
    movement.contract_date = Day::FirstOf(movement.effective);
    if (!row.contract_date().empty()) {
      const absl::StatusOr<Day> day = Day::Parse(row.contract_date());
      if (day.ok()) {
        movement.contract_date = *day;
      } else {
        Refuse("contract_date", "INVALID_FIELD", std::string(day.status().message()), "");
      }
    }
    ReadByKind(row, movement);

    const absl::StatusOr<PersonIdentifier> person = ParsePersonIdentifier(row.person());
    if (person.ok()) {
      candidate.person_hash = HashIdentifier(context_.keys, *person);
    } else {
      Refuse("person", "INVALID_FIELD", std::string(person.status().message()), "");
    }
    if (!row.employer().empty()) {
      candidate.employer_code = EmployerCodeKey(context_.keys, row.employer());
      if (candidate.employer_code.empty()) {
        Refuse("employer", "INVALID_FIELD", "is neither a tax code nor a unit code",
               "write the code under which the employer was imported");
      }
    }
    const absl::StatusOr<std::string> reason = NormaliseText(row.reason(), kMaxReasonBytes);
    if (reason.ok()) {
      movement.reason = *reason;
    } else {
      Refuse("reason", "INVALID_FIELD", std::string(reason.status().message()), "");
    }
    const std::optional<int64_t> recorded_us =
        MomentUs(row.recorded_time().seconds(), row.recorded_time().nanos());
    if (!recorded_us.has_value()) {
      Refuse("recorded_time", "INVALID_TIME", "is not a moment",
             "write a time from year 1 to 9999, or leave it empty");
    }
    movement.recorded_us = recorded_us.value_or(0);
    if (!ok_) return std::nullopt;
    candidate.digest = context_.keys.Hash(row.SerializeAsString()).low;
    return candidate;
  }

 private:
  void ReadByKind(const v1::MovementRow& row, Movement& movement) {
    const bool begins =
        movement.kind == MovementKind::kJoin || movement.kind == MovementKind::kPaidThrough;
    const bool needs_area = begins || movement.kind == MovementKind::kTransfer;
    const bool needs_category = begins || movement.kind == MovementKind::kAdjust;
    if (needs_area || !row.area().empty()) {
      const absl::StatusOr<AreaCode> area = AreaCode::Parse(row.area());
      if (area.ok()) {
        movement.area = *area;
      } else {
        Refuse("area", "INVALID_FIELD", std::string(area.status().message()), "");
      }
    }
    if (needs_category || !row.category().empty()) {
      movement.category = context_.categories.Find(row.category());
      for (const Scheme scheme : kMovementSchemes) {
        if (movement.schemes.Has(scheme) &&
            !context_.categories.Allowed(scheme, movement.category)) {
          Refuse("category", "UNKNOWN_CATEGORY", "is not a category of every scheme named",
                 "write a code that the list of categories has for each of them");
          break;
        }
      }
    }
    if (movement.kind == MovementKind::kPaidThrough) {
      movement.through = ReadMonth("through_month", row.through_month());
      if (ok_ && movement.through < movement.effective) {
        Refuse("through_month", "INVALID_FIELD", "is before effective_month",
               "write the last month paid for");
      }
    } else if (!row.through_month().empty()) {
      Refuse("through_month", "INVALID_FIELD", "is set but the kind has no end",
             "leave it empty, or write PAID_THROUGH");
    }
    movement.names = row.names_movement();
    if (movement.kind == MovementKind::kAnnul
            ? !ValidMovementId(movement.names)
            : !movement.names.empty() && !ValidMovementId(movement.names)) {
      Refuse("names_movement", "INVALID_FIELD", "is not a movement id",
             "write the id of the movement that is meant");
    }
    if (movement.kind == MovementKind::kJoin &&
        std::any_of(kMovementSchemes.begin(), kMovementSchemes.end(), [&](Scheme scheme) {
          return movement.schemes.Has(scheme) &&
                 context_.categories.PaidAhead(scheme, movement.category);
        })) {
      Refuse("kind", "INVALID_FIELD", "lets cover go on that is paid for months ahead",
             "write PAID_THROUGH with the last month paid for");
    }
    if (begins && !movement.names.empty()) {
      Refuse("names_movement", "INVALID_FIELD", "is set but the kind names no movement",
             "leave it empty");
    }
  }

  Month ReadMonth(std::string_view field, std::string_view text) {
    const absl::StatusOr<Month> month = Month::Parse(text);
    if (!month.ok()) {
      Refuse(field, "INVALID_MONTH", std::string(month.status().message()), "");
      return Month::Min();
    }
    return *month;
  }

  void Refuse(std::string_view field, std::string_view reason, std::string_view problem,
              std::string_view remedy) {
    if (!std::exchange(ok_, false)) return;  // One refusal a row.
    errors_.Refuse(index_, field, reason, problem, remedy);
  }

  const Context& context_;
  RowErrors& errors_;
  size_t index_ = 0;
  bool ok_ = true;
};

class PreparedMovements final : public PreparedChunk {
 public:
  PreparedMovements(const Context& context, std::vector<Candidate> candidates, RowErrors errors,
                    RecordsByHash people, absl::flat_hash_map<std::string, EmployerId> employers)
      : context_(context),
        candidates_(std::move(candidates)),
        errors_(std::move(errors)),
        people_(std::move(people)),
        employers_(std::move(employers)) {}

  absl::Status Apply(Commit& commit, type::v1::ImportAck& ack) override {
    soci::session& session = commit.session();
    const std::shared_ptr<const AreaHistory> areas = context_.areas.HistoryIn(session);
    ResolveLate(session);
    RowErrors errors = errors_;
    int64_t unchanged = 0;
    const std::vector<size_t> taken = NewRows(session, areas->catalogue(), errors, unchanged);
    const int64_t accepted = Write(commit, *areas, taken, errors);
    ack.set_accepted_count(accepted);
    ack.set_unchanged_count(unchanged);
    errors.AppendTo(ack);
    return absl::OkStatus();
  }

 private:
  // People and employers of a chunk that was still being committed when this
  // one was prepared.
  void ResolveLate(soci::session& session) {
    std::vector<KeyedHash> hashes;
    std::vector<std::string> codes;
    for (const Candidate& candidate : candidates_) {
      if (!people_.contains(candidate.person_hash)) hashes.push_back(candidate.person_hash);
      if (!candidate.employer_code.empty() && !employers_.contains(candidate.employer_code)) {
        codes.push_back(candidate.employer_code);
      }
    }
    if (!hashes.empty()) people_.merge(person_store::FindRecords(session, hashes));
    if (!codes.empty()) employers_.merge(employer_store::FindEmployers(session, codes));
  }

  // Rows to be written. The id of a row that is refused stays free, so that a
  // corrected row behind it may have it.
  std::vector<size_t> NewRows(soci::session& session, const AreaCatalogue& areas, RowErrors& errors,
                              int64_t& unchanged) {
    std::vector<std::string> ids;
    ids.reserve(candidates_.size());
    for (const Candidate& candidate : candidates_) ids.push_back(candidate.stored.movement.id);
    auto digests = enrolment_store::ReadMovementDigests(session, ids);
    std::vector<size_t> taken;
    for (size_t i = 0; i < candidates_.size(); ++i) {
      const Candidate& candidate = candidates_[i];
      const auto known = digests.find(candidate.stored.movement.id);
      if (known == digests.end()) {
        if (!Resolved(i, areas, errors)) continue;
        digests.emplace(candidate.stored.movement.id, candidate.digest);
        taken.push_back(i);
      } else if (known->second == candidate.digest) {
        ++unchanged;
      } else {
        errors.Refuse(candidate.index, "movement_id", "DUPLICATE_WITH_OTHER_CONTENT",
                      "was used before for other content",
                      "give the new movement an id of its own, or annul the old one");
      }
    }
    return taken;
  }

  // Whether what the row names is known; fills it in.
  bool Resolved(size_t i, const AreaCatalogue& areas, RowErrors& errors) {
    Candidate& candidate = candidates_[i];
    Movement& movement = candidate.stored.movement;
    if (!movement.area.empty() && areas.Find(movement.area, movement.effective) == nullptr) {
      errors.Refuse(candidate.index, "area", "UNKNOWN_AREA",
                    absl::StrCat("no area has the code ", movement.area.ToString(), " in ",
                                 movement.effective.ToString()),
                    "write a code in force that month, or import the area first");
      return false;
    }
    const auto person = people_.find(candidate.person_hash);
    if (person == people_.end()) {
      errors.Refuse(candidate.index, "person", "UNKNOWN_PERSON", "no person has this identifier",
                    "import the person first");
      return false;
    }
    candidate.stored.record = PersonId(person->second);
    if (!candidate.employer_code.empty()) {
      const auto employer = employers_.find(candidate.employer_code);
      if (employer == employers_.end()) {
        errors.Refuse(candidate.index, "employer", "UNKNOWN_EMPLOYER", "no employer has this code",
                      "import the employer first");
        return false;
      }
      if (!employer->second) {
        errors.Refuse(candidate.index, "employer", "AMBIGUOUS_EMPLOYER",
                      "is a tax code that several units share", "write the unit code");
        return false;
      }
      movement.employer = employer->second;
    }
    return true;
  }

  int64_t Write(Commit& commit, const AreaHistory& areas, const std::vector<size_t>& taken,
                RowErrors& errors) {
    std::vector<IncomingMovement> incoming;
    incoming.reserve(taken.size());
    for (const size_t i : taken) {
      incoming.push_back({&candidates_[i].stored, candidates_[i].digest});
    }
    const std::vector<size_t> left_out = WriteMovements(commit, context_, areas, incoming);
    for (const size_t at : left_out) {
      errors.Refuse(candidates_[taken[at]].index, "effective_month", "LEAVE_BEFORE_JOIN",
                    "the leave precedes the join that it names",
                    "write a month not before the join's, or name another join");
    }
    return static_cast<int64_t>(taken.size() - left_out.size());
  }

  const Context& context_;
  std::vector<Candidate> candidates_;
  const RowErrors errors_;
  RecordsByHash people_;
  absl::flat_hash_map<std::string, EmployerId> employers_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<PreparedChunk>> PrepareMovements(const Context& context,
                                                                const v1::MovementRows& rows,
                                                                int64_t first_row_number) {
  RowErrors errors(first_row_number);
  RowReader reader(context, errors);
  std::vector<Candidate> candidates;
  candidates.reserve(static_cast<size_t>(rows.rows_size()));
  std::vector<KeyedHash> hashes;
  absl::flat_hash_set<std::string> codes;
  for (int i = 0; i < rows.rows_size(); ++i) {
    std::optional<Candidate> candidate = reader.Read(static_cast<size_t>(i), rows.rows(i));
    if (!candidate.has_value()) continue;
    hashes.push_back(candidate->person_hash);
    if (!candidate->employer_code.empty()) codes.insert(candidate->employer_code);
    candidates.push_back(*std::move(candidate));
  }
  RecordsByHash people;
  absl::flat_hash_map<std::string, EmployerId> employers;
  BAOPHU_TRY(context.database.Read([&](soci::session& session) {
    people = person_store::FindRecords(session, hashes);
    employers = employer_store::FindEmployers(session, {codes.begin(), codes.end()});
    return absl::OkStatus();
  }));
  return std::make_unique<PreparedMovements>(context, std::move(candidates), std::move(errors),
                                             std::move(people), std::move(employers));
}

}  // namespace baophu::participant
