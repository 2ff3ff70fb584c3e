#include "services/participant/employers/employer_import.h"

#include <baophu/participant/v1/change_service.pb.h>

#include <algorithm>
#include <optional>
#include <set>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "common/identifiers/employer_code.h"
#include "common/ingest/row_errors.h"
#include "common/text/normalise.h"
#include "services/participant/coverage/coverage_store.h"
#include "services/participant/employers/employer_code.h"
#include "services/participant/employers/employer_store.h"
#include "services/participant/enrolment/refold.h"
#include "services/participant/people/person_store.h"

namespace baophu::participant {
namespace {

constexpr size_t kMaxNameBytes = 300;
constexpr std::string_view kStatuses[] = {"ACTIVE", "SUSPENDED", "FROZEN", "DISSOLVED", "MISSING"};

struct Candidate {
  size_t index;
  std::vector<EmployerCode> codes;  // Without the employer.
  EmployerRecord employer;          // Without id, with one status.

  bool has_unit_code() const {
    return !employer.unit_code.empty() || !employer.unit_code_2025.empty();
  }
};

std::optional<Candidate> ReadRow(const Context& context, size_t index, const v1::EmployerRow& row,
                                 RowErrors& errors) {
  Candidate candidate{index, {}, {}};
  EmployerRecord& employer = candidate.employer;
  const auto refuse = [&](std::string_view field, std::string_view problem,
                          std::string_view remedy) {
    errors.Refuse(index, field, "INVALID_FIELD", problem, remedy);
    return std::nullopt;
  };
  const auto read_code = [&](EmployerCodeKind kind, const std::string& text, auto parse,
                             std::string& out) {
    if (text.empty()) return absl::OkStatus();
    absl::StatusOr<std::string> code = parse(text);
    if (!code.ok()) return code.status();
    out = *std::move(code);
    candidate.codes.push_back({IndexedEmployerCode(context.keys, out), kind, {}});
    return absl::OkStatus();
  };
  if (auto read =
          read_code(EmployerCodeKind::kTax, row.tax_code(), ParseTaxCode, employer.tax_code);
      !read.ok()) {
    return refuse("tax_code", std::string(read.message()), "");
  }
  if (IsCitizenNumber(employer.tax_code)) {
    employer.sealed_tax_code = context.keys.Seal(employer.tax_code);
    employer.tax_code.clear();
  }
  if (auto read =
          read_code(EmployerCodeKind::kUnit, row.unit_code(), ParseUnitCode, employer.unit_code);
      !read.ok()) {
    return refuse("unit_code", std::string(read.message()), "");
  }
  if (auto read = read_code(EmployerCodeKind::kUnit2025, row.unit_code_2025(), ParseUnitCode2025,
                            employer.unit_code_2025);
      !read.ok()) {
    return refuse("unit_code_2025", std::string(read.message()), "");
  }
  if (candidate.codes.empty()) {
    return refuse("tax_code", "and both unit codes are empty", "write at least one");
  }
  absl::StatusOr<std::string> name = NormaliseText(row.name(), kMaxNameBytes);
  if (!name.ok()) return refuse("name", std::string(name.status().message()), "");
  if (name->empty()) return refuse("name", "is empty", "write the employer's name");
  employer.name = *std::move(name);
  const absl::StatusOr<AreaCode> area = AreaCode::Parse(row.area());
  if (!area.ok()) return refuse("area", std::string(area.status().message()), "");
  employer.area = *area;
  if (row.funding_type() != "ENTERPRISE" && row.funding_type() != "BUDGET") {
    return refuse("funding_type", "is unknown", "write ENTERPRISE or BUDGET");
  }
  employer.funding_type = row.funding_type();
  if (std::find(std::begin(kStatuses), std::end(kStatuses), row.status()) == std::end(kStatuses)) {
    return refuse("status", "is unknown", "write ACTIVE, SUSPENDED, FROZEN, DISSOLVED or MISSING");
  }
  const absl::StatusOr<Month> from = Month::Parse(row.status_from());
  if (!from.ok()) return refuse("status_from", std::string(from.status().message()), "");
  employer.statuses[*from] = row.status();
  return candidate;
}

// Who has which code, as the rows of a chunk change it one after the other.
class CodeIndex {
 public:
  explicit CodeIndex(std::vector<EmployerCode> known) {
    for (const EmployerCode& one : known) owners_[{one.kind, one.code}].insert(one.employer);
  }

  std::set<EmployerId> Owners(const EmployerCode& code) const {
    const auto found = owners_.find({code.kind, code.code});
    return found == owners_.end() ? std::set<EmployerId>() : found->second;
  }

  std::set<EmployerId> All() const {
    std::set<EmployerId> all;
    for (const auto& [code, owners] : owners_) all.insert(owners.begin(), owners.end());
    return all;
  }

  void Add(EmployerCode code) {
    if (owners_[{code.kind, code.code}].insert(code.employer).second) {
      added_.push_back(std::move(code));
    }
  }

  const std::vector<EmployerCode>& added() const { return added_; }

 private:
  absl::flat_hash_map<std::pair<EmployerCodeKind, std::string>, std::set<EmployerId>> owners_;
  std::vector<EmployerCode> added_;
};

using EmployersById = absl::flat_hash_map<int64_t, EmployerRecord>;

// The employer that a row is about, none (0) for a new one; nothing when the row
// is refused. A unit code names its unit. A tax code names a unit only where no
// other has it, and what is known by a tax code alone gets the first unit code.
std::optional<EmployerId> FindMeant(const Candidate& candidate, const CodeIndex& index,
                                    const EmployersById& employers, RowErrors& errors) {
  const auto refuse = [&](std::string_view field, std::string_view reason, std::string_view problem,
                          std::string_view remedy) {
    errors.Refuse(candidate.index, field, reason, problem, remedy);
    return std::nullopt;
  };
  const EmployerRecord& row = candidate.employer;
  std::set<EmployerId> units, taxpayers;
  for (const EmployerCode& code : candidate.codes) {
    (code.kind == EmployerCodeKind::kTax ? taxpayers : units).merge(index.Owners(code));
  }
  if (units.size() > 1) {
    return refuse("", "CODES_OF_TWO_EMPLOYERS", "its unit codes belong to two employers",
                  "correct the codes");
  }
  if (units.size() == 1) {
    const EmployerRecord& known = employers.at(units.begin()->value());
    const auto other = [](const std::string& written, const std::string& stored) {
      return !written.empty() && !stored.empty() && written != stored;
    };
    if (row.has_tax_code() && known.has_tax_code() && !taxpayers.contains(known.id)) {
      return refuse("tax_code", "OTHER_TAX_CODE", "is not that of the unit with this unit code",
                    "correct the tax code or the unit code");
    }
    if (other(row.unit_code, known.unit_code)) {
      return refuse("unit_code", "OTHER_UNIT_CODE", "is not that of the unit with this new code",
                    "correct one of the two unit codes");
    }
    if (other(row.unit_code_2025, known.unit_code_2025)) {
      return refuse("unit_code_2025", "OTHER_UNIT_CODE",
                    "is not that of the unit with this unit code",
                    "correct one of the two unit codes");
    }
    return known.id;
  }
  if (!candidate.has_unit_code()) {
    if (taxpayers.size() > 1) {
      return refuse("tax_code", "AMBIGUOUS_EMPLOYER", "is shared by several units",
                    "write the unit code as well");
    }
    return taxpayers.empty() ? EmployerId() : *taxpayers.begin();
  }
  for (const EmployerId id : taxpayers) {
    const EmployerRecord& known = employers.at(id.value());
    if (known.unit_code.empty() && known.unit_code_2025.empty()) return id;
  }
  return EmployerId();
}

void AddFeedEntry(Commit& commit, const EmployerRecord& employer) {
  v1::WatchChangesResponse event;
  v1::EmployerChange* change = event.mutable_employer();
  change->set_employer_id(employer.id.value());
  change->set_area(employer.area.ToString());
  change->set_funding_type(employer.funding_type);
  for (const auto& [month, status] : employer.statuses) {
    v1::EmployerStatusSpan* span = change->add_statuses();
    span->set_status(status);
    span->set_from_month(month.ToString());
  }
  commit.AddEntry("employer", event.SerializeAsString());
}

class PreparedEmployers final : public PreparedChunk {
 public:
  PreparedEmployers(const Context& context, std::vector<Candidate> candidates, RowErrors errors)
      : context_(context), candidates_(std::move(candidates)), errors_(std::move(errors)) {}

  absl::Status Apply(Commit& commit, type::v1::ImportAck& ack) override {
    soci::session& session = commit.session();
    const std::shared_ptr<const AreaCatalogue> areas = context_.areas.In(session);
    RowErrors errors = errors_;
    CodeIndex index(ReadCodes(session));
    EmployersById before;
    std::vector<int64_t> ids;
    for (const EmployerId id : index.All()) ids.push_back(id.value());
    for (EmployerRecord& one : employer_store::ReadEmployers(session, ids)) {
      before[one.id.value()] = std::move(one);
    }
    EmployersById after = before;

    int64_t next_id = TakeIds(session, index);
    int64_t accepted = 0, unchanged = 0;
    for (const Candidate& candidate : candidates_) {
      const Month from = candidate.employer.statuses.begin()->first;
      if (areas->Find(candidate.employer.area, from) == nullptr &&
          areas->FindNewest(candidate.employer.area) == nullptr) {
        errors.Refuse(candidate.index, "area", "UNKNOWN_AREA",
                      absl::StrCat("no area has the code ", candidate.employer.area.ToString()),
                      "correct it, or import the area first");
        continue;
      }
      const std::optional<EmployerId> meant = FindMeant(candidate, index, after, errors);
      if (!meant.has_value()) continue;
      const EmployerId id = *meant ? *meant : EmployerId(next_id++);
      EmployerRecord& employer = after[id.value()];
      const EmployerRecord previous = employer;
      Merge(candidate.employer, id, employer);
      for (EmployerCode code : candidate.codes) {
        code.employer = id;
        index.Add(std::move(code));
      }
      ++(employer == previous ? unchanged : accepted);
    }

    std::vector<EmployerRecord> written;
    for (const auto& [id, employer] : after) {
      const auto old = before.find(id);
      if (old == before.end() || !(old->second == employer)) written.push_back(employer);
    }
    std::sort(written.begin(), written.end(),
              [](const EmployerRecord& a, const EmployerRecord& b) { return a.id < b.id; });
    MoveCounts(commit, *areas, before, written);
    employer_store::WriteEmployers(session, written, commit.revision());
    employer_store::AddCodes(session, index.added());
    for (const EmployerRecord& employer : written) AddFeedEntry(commit, employer);
    ack.set_accepted_count(accepted);
    ack.set_unchanged_count(unchanged);
    errors.AppendTo(ack);
    return absl::OkStatus();
  }

 private:
  std::vector<EmployerCode> ReadCodes(soci::session& session) const {
    std::set<std::string> codes;
    for (const Candidate& one : candidates_) {
      for (const EmployerCode& code : one.codes) codes.insert(code.code);
    }
    return employer_store::ReadCodes(session, {codes.begin(), codes.end()});
  }

  // The first of as many ids as the chunk can need.
  int64_t TakeIds(soci::session& session, const CodeIndex& index) const {
    const auto fresh =
        std::count_if(candidates_.begin(), candidates_.end(), [&](const Candidate& candidate) {
          return std::none_of(
              candidate.codes.begin(), candidate.codes.end(), [&](const EmployerCode& code) {
                const bool decides =
                    code.kind != EmployerCodeKind::kTax || !candidate.has_unit_code();
                return decides && !index.Owners(code).empty();
              });
        });
    return fresh == 0 ? 0 : person_store::TakeIds(session, "employer", fresh);
  }

  // Takes over what a row says. Codes that are known stay: the row has the same
  // or none.
  static void Merge(const EmployerRecord& row, EmployerId id, EmployerRecord& employer) {
    employer.id = id;
    if (!employer.has_tax_code()) {
      employer.tax_code = row.tax_code;
      employer.sealed_tax_code = row.sealed_tax_code;
    }
    if (employer.unit_code.empty()) employer.unit_code = row.unit_code;
    if (employer.unit_code_2025.empty()) employer.unit_code_2025 = row.unit_code_2025;
    employer.name = row.name;
    employer.area = row.area;
    employer.funding_type = row.funding_type;
    for (const auto& [month, status] : row.statuses) employer.statuses[month] = status;
  }

  // Employers that another area manages now are counted there in all months.
  void MoveCounts(Commit& commit, const AreaCatalogue& areas, const EmployersById& before,
                  const std::vector<EmployerRecord>& written) {
    std::vector<int64_t> moved;
    for (const EmployerRecord& employer : written) {
      const auto old = before.find(employer.id.value());
      if (old != before.end() && !(old->second.area == employer.area)) {
        moved.push_back(employer.id.value());
      }
    }
    const Headcounts headcounts = coverage_store::ReadHeadcounts(commit.session(), moved);
    DeltaMap direct;
    for (const EmployerRecord& employer : written) {
      const auto found = headcounts.find(employer.id);
      if (found == headcounts.end()) continue;
      const std::vector<std::pair<Month, int64_t>> months(found->second.begin(),
                                                          found->second.end());
      AddEmployerDeltas(before.at(employer.id.value()).area, months, -1, direct);
      AddEmployerDeltas(employer.area, months, +1, direct);
    }
    ApplyDeltas(commit, context_, areas, direct);
  }

  const Context& context_;
  const std::vector<Candidate> candidates_;
  const RowErrors errors_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<PreparedChunk>> PrepareEmployers(const Context& context,
                                                                const v1::EmployerRows& rows,
                                                                int64_t first_row_number) {
  RowErrors errors(first_row_number);
  std::vector<Candidate> candidates;
  for (int i = 0; i < rows.rows_size(); ++i) {
    std::optional<Candidate> candidate =
        ReadRow(context, static_cast<size_t>(i), rows.rows(i), errors);
    if (candidate.has_value()) candidates.push_back(*std::move(candidate));
  }
  return std::make_unique<PreparedEmployers>(context, std::move(candidates), std::move(errors));
}

}  // namespace baophu::participant
