#include "services/participant/enrolment/wage_import.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "common/ingest/row_errors.h"
#include "services/participant/employers/employer_code.h"
#include "services/participant/employers/employer_store.h"
#include "services/participant/enrolment/enrolment_store.h"
#include "services/participant/enrolment/refold.h"
#include "services/participant/people/person_store.h"
#include "services/participant/people/resolve.h"

namespace baophu::participant {
namespace {

// Ten times the highest wage that any cap lets count: more is a slip of units.
constexpr int64_t kMaxWageVnd = 10'000'000'000;
constexpr size_t kMaxRateClassBytes = 20;
constexpr int kSpansPerFeedEntry = 500;

struct Candidate {
  size_t index;
  KeyedHash person_hash;
  std::string employer_code;
  WageRecord wage;
};

using JobKey = std::pair<PersonId, EmployerId>;
using WagesByMonth = std::map<std::tuple<PersonId, EmployerId, Month>, WageRecord>;

bool SameContent(const WageRecord& a, const WageRecord& b) {
  return std::tie(a.through, a.wage_vnd, a.rate_class, a.workplace_area) ==
         std::tie(b.through, b.wage_vnd, b.rate_class, b.workplace_area);
}

bool ValidRateClass(std::string_view text) {
  return !text.empty() && text.size() <= kMaxRateClassBytes &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'A' && c <= 'Z') || c == '_'; });
}

std::optional<Candidate> ReadRow(const Context& context, size_t index, const v1::WageRow& row,
                                 RowErrors& errors) {
  Candidate candidate{index, {}, EmployerCodeKey(context.keys, row.employer()), {}};
  const auto refuse = [&](std::string_view field, std::string_view problem,
                          std::string_view remedy) {
    errors.Refuse(index, field, "INVALID_FIELD", problem, remedy);
    return std::nullopt;
  };
  const absl::StatusOr<PersonIdentifier> person = ParsePersonIdentifier(row.person());
  if (!person.ok()) return refuse("person", std::string(person.status().message()), "");
  candidate.person_hash = HashIdentifier(context.keys, *person);
  if (candidate.employer_code.empty()) {
    return refuse("employer", "is neither a tax code nor a unit code",
                  "write the code under which the employer was imported");
  }
  const absl::StatusOr<Month> from = Month::Parse(row.from_month());
  if (!from.ok()) return refuse("from_month", std::string(from.status().message()), "");
  candidate.wage.from = *from;
  candidate.wage.through = Month::Max();
  if (!row.through_month().empty()) {
    const absl::StatusOr<Month> through = Month::Parse(row.through_month());
    if (!through.ok()) return refuse("through_month", std::string(through.status().message()), "");
    if (*through < *from) {
      return refuse("through_month", "is before from_month", "write a month not before it");
    }
    candidate.wage.through = *through;
  }
  if (row.wage_vnd() < 0 || row.wage_vnd() > kMaxWageVnd) {
    return refuse("wage_vnd", "is negative or above 10 billion đồng", "write đồng a month");
  }
  candidate.wage.wage_vnd = row.wage_vnd();
  if (!ValidRateClass(row.rate_class())) {
    return refuse("rate_class", "is not a class of rates", "write a code such as WORKER");
  }
  candidate.wage.rate_class = row.rate_class();
  const absl::StatusOr<AreaCode> area = AreaCode::Parse(row.workplace_area());
  if (!area.ok()) return refuse("workplace_area", std::string(area.status().message()), "");
  candidate.wage.workplace_area = area->ToString();
  return candidate;
}

class PreparedWages final : public PreparedChunk {
 public:
  PreparedWages(const Context& context, std::vector<Candidate> candidates, RowErrors errors)
      : context_(context), candidates_(std::move(candidates)), errors_(std::move(errors)) {}

  absl::Status Apply(Commit& commit, type::v1::ImportAck& ack) override {
    soci::session& session = commit.session();
    RowErrors errors = errors_;
    const std::vector<WageRecord> rows = Resolve(session, errors);
    std::vector<int64_t> records;
    for (const WageRecord& row : rows) records.push_back(row.person.value());
    std::sort(records.begin(), records.end());
    records.erase(std::unique(records.begin(), records.end()), records.end());

    WagesByMonth wages;
    for (WageRecord& wage : enrolment_store::ReadWages(session, records)) {
      wages.emplace(std::tuple(wage.person, wage.employer, wage.from), std::move(wage));
    }
    std::vector<WageRecord> written;
    absl::flat_hash_set<JobKey> touched;
    for (const WageRecord& row : rows) {
      const auto [at, fresh] = wages.try_emplace({row.person, row.employer, row.from}, row);
      if (!fresh && SameContent(at->second, row)) continue;
      at->second = row;
      written.push_back(row);
      touched.insert({row.person, row.employer});
    }
    // A row that comes twice in a chunk is written once, as it came last.
    std::map<std::tuple<PersonId, EmployerId, Month>, WageRecord> last;
    for (const WageRecord& row : written) last[{row.person, row.employer, row.from}] = row;
    std::vector<WageRecord> unique;
    for (auto& [key, row] : last) unique.push_back(std::move(row));

    const std::vector<PersonChange> changes = Recount(
        session, records, [&] { enrolment_store::WriteWages(session, unique, commit.revision()); });
    ApplyChanges(commit, context_, *context_.areas.HistoryIn(session), changes);
    AddFeedEntries(commit, wages, touched);
    ack.set_accepted_count(static_cast<int64_t>(written.size()));
    ack.set_unchanged_count(static_cast<int64_t>(rows.size() - written.size()));
    errors.AppendTo(ack);
    return absl::OkStatus();
  }

 private:
  std::vector<WageRecord> Resolve(soci::session& session, RowErrors& errors) const {
    std::vector<KeyedHash> hashes;
    absl::flat_hash_set<std::string> codes;
    for (const Candidate& candidate : candidates_) {
      hashes.push_back(candidate.person_hash);
      codes.insert(candidate.employer_code);
    }
    const RecordsByHash people = person_store::FindRecords(session, hashes);
    const auto employers = employer_store::FindEmployers(session, {codes.begin(), codes.end()});
    const std::shared_ptr<const AreaCatalogue> areas = context_.areas.In(session);
    std::vector<WageRecord> rows;
    rows.reserve(candidates_.size());
    for (const Candidate& candidate : candidates_) {
      WageRecord wage = candidate.wage;
      const auto person = people.find(candidate.person_hash);
      const auto employer = employers.find(candidate.employer_code);
      if (person == people.end()) {
        errors.Refuse(candidate.index, "person", "UNKNOWN_PERSON", "no person has this identifier",
                      "import the person first");
      } else if (employer == employers.end()) {
        errors.Refuse(candidate.index, "employer", "UNKNOWN_EMPLOYER", "no employer has this code",
                      "import the employer first");
      } else if (!employer->second) {
        errors.Refuse(candidate.index, "employer", "AMBIGUOUS_EMPLOYER",
                      "is a tax code that several units share", "write the unit code");
      } else if (areas->Find(AreaCode::FromTrusted(wage.workplace_area), wage.from) == nullptr) {
        errors.Refuse(candidate.index, "workplace_area", "UNKNOWN_AREA",
                      absl::StrCat("no area has the code ", wage.workplace_area, " in ",
                                   wage.from.ToString()),
                      "write a code in force that month, or import the area first");
      } else {
        wage.person = PersonId(person->second);
        wage.employer = employer->second;
        rows.push_back(std::move(wage));
      }
    }
    return rows;
  }

  // Writes, and says whose cover must be folded anew because the highest of
  // several wages counts them.
  template <typename Write>
  std::vector<PersonChange> Recount(soci::session& session, const std::vector<int64_t>& records,
                                    Write write) const {
    std::vector<int64_t> owners;
    for (const auto& [record, owner] : person_store::ReadOwners(session, records)) {
      owners.push_back(owner);
    }
    const std::vector<int64_t> several =
        enrolment_store::PersonsWithSeveralHealthJobs(session, owners);
    std::vector<PersonId> people(several.begin(), several.end());
    const MovementsByPerson movements =
        enrolment_store::ReadMovements(session, several, context_.categories);
    auto before = ReadWagesOf(session, people);
    write();
    auto after = ReadWagesOf(session, people);
    std::vector<PersonChange> changes;
    for (const auto& [person, stored] : movements) {
      PersonChange change;
      change.person = person;
      for (const StoredMovement& one : stored) change.before.push_back(one.movement);
      change.after = change.before;
      change.wages_before = std::move(before[person]);
      change.wages_after = std::move(after[person]);
      changes.push_back(std::move(change));
    }
    return changes;
  }

  static void AddFeedEntries(Commit& commit, const WagesByMonth& wages,
                             const absl::flat_hash_set<JobKey>& touched) {
    std::vector<WageRecord> spans;
    for (const auto& [key, wage] : wages) {
      if (touched.contains({std::get<0>(key), std::get<1>(key)})) spans.push_back(wage);
    }
    spans = EndWagesAtNext(std::move(spans));
    v1::WatchChangesResponse event;
    const auto flush = [&] {
      if (event.wage_spans().spans_size() == 0) return;
      commit.AddEntry("wage_spans", event.SerializeAsString());
      event.Clear();
    };
    for (const WageRecord& wage : spans) {
      ToMessage(wage, *event.mutable_wage_spans()->add_spans());
      if (event.wage_spans().spans_size() >= kSpansPerFeedEntry) flush();
    }
    flush();
  }

  const Context& context_;
  const std::vector<Candidate> candidates_;
  const RowErrors errors_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<PreparedChunk>> PrepareWages(const Context& context,
                                                            const v1::WageRows& rows,
                                                            int64_t first_row_number) {
  RowErrors errors(first_row_number);
  std::vector<Candidate> candidates;
  candidates.reserve(static_cast<size_t>(rows.rows_size()));
  for (int i = 0; i < rows.rows_size(); ++i) {
    std::optional<Candidate> candidate =
        ReadRow(context, static_cast<size_t>(i), rows.rows(i), errors);
    if (candidate.has_value()) candidates.push_back(*std::move(candidate));
  }
  return std::make_unique<PreparedWages>(context, std::move(candidates), std::move(errors));
}

void ToMessage(const WageRecord& wage, v1::WageSpan& message) {
  message.set_person_id(wage.person.value());
  message.set_employer_id(wage.employer.value());
  message.set_from_month_number(wage.from.number());
  if (wage.through < Month::Max()) message.set_through_month_number(wage.through.number());
  message.set_wage_vnd(wage.wage_vnd);
  message.set_rate_class(wage.rate_class);
  message.set_workplace_area(wage.workplace_area);
}

}  // namespace baophu::participant
