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
  std::vector<std::string> codes;
  EmployerRecord employer;  // Without id, with one status.
};

std::optional<Candidate> ReadRow(size_t index, const v1::EmployerRow& row, RowErrors& errors) {
  Candidate candidate{index, {}, {}};
  EmployerRecord& employer = candidate.employer;
  const auto refuse = [&](std::string_view field, std::string_view problem,
                          std::string_view remedy) {
    errors.Refuse(index, field, "INVALID_FIELD", problem, remedy);
    return std::nullopt;
  };
  const auto read_code = [&](const std::string& text, auto parse, std::string& out) {
    if (text.empty()) return absl::OkStatus();
    absl::StatusOr<std::string> code = parse(text);
    if (!code.ok()) return code.status();
    out = *std::move(code);
    candidate.codes.push_back(out);
    return absl::OkStatus();
  };
  if (auto read = read_code(row.tax_code(), ParseTaxCode, employer.tax_code); !read.ok()) {
    return refuse("tax_code", std::string(read.message()), "");
  }
  if (auto read = read_code(row.unit_code(), ParseUnitCode, employer.unit_code); !read.ok()) {
    return refuse("unit_code", std::string(read.message()), "");
  }
  if (auto read = read_code(row.unit_code_2025(), ParseUnitCode2025, employer.unit_code_2025);
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
    std::vector<std::string> codes;
    for (const Candidate& one : candidates_) {
      codes.insert(codes.end(), one.codes.begin(), one.codes.end());
    }
    auto known = employer_store::FindEmployers(session, codes);
    std::set<int64_t> ids;
    for (const auto& [code, id] : known) ids.insert(id);
    absl::flat_hash_map<int64_t, EmployerRecord> before, after;
    const std::vector<int64_t> id_list(ids.begin(), ids.end());
    for (EmployerRecord& one : employer_store::ReadEmployers(session, id_list)) {
      before[one.id.value()] = std::move(one);
    }
    after = before;

    int64_t next_id = TakeIds(session, known);
    std::vector<std::pair<std::string, EmployerId>> new_codes;
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
      std::set<int64_t> owners;
      for (const std::string& code : candidate.codes) {
        if (const auto found = known.find(code); found != known.end()) owners.insert(found->second);
      }
      if (owners.size() > 1) {
        errors.Refuse(candidate.index, "", "CODES_OF_TWO_EMPLOYERS",
                      "its codes belong to two employers", "correct the codes");
        continue;
      }
      const int64_t id = owners.empty() ? next_id++ : *owners.begin();
      EmployerRecord& employer = after[id];
      const EmployerRecord previous = employer;
      Merge(candidate.employer, EmployerId(id), employer);
      for (const std::string& code : candidate.codes) {
        if (known.try_emplace(code, id).second) new_codes.emplace_back(code, EmployerId(id));
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
    employer_store::AddCodes(session, new_codes);
    for (const EmployerRecord& employer : written) AddFeedEntry(commit, employer);
    ack.set_accepted_count(accepted);
    ack.set_unchanged_count(unchanged);
    errors.AppendTo(ack);
    return absl::OkStatus();
  }

 private:
  // The first of as many ids as the chunk can need.
  int64_t TakeIds(soci::session& session,
                  const absl::flat_hash_map<std::string, int64_t>& known) const {
    const auto fresh =
        std::count_if(candidates_.begin(), candidates_.end(), [&](const Candidate& candidate) {
          return std::none_of(candidate.codes.begin(), candidate.codes.end(),
                              [&](const std::string& code) { return known.contains(code); });
        });
    return fresh == 0 ? 0 : person_store::TakeIds(session, "employer", fresh);
  }

  // Takes over what a row says; codes that it leaves empty stay.
  static void Merge(const EmployerRecord& row, EmployerId id, EmployerRecord& employer) {
    employer.id = id;
    if (!row.tax_code.empty()) employer.tax_code = row.tax_code;
    if (!row.unit_code.empty()) employer.unit_code = row.unit_code;
    if (!row.unit_code_2025.empty()) employer.unit_code_2025 = row.unit_code_2025;
    employer.name = row.name;
    employer.area = row.area;
    employer.funding_type = row.funding_type;
    for (const auto& [month, status] : row.statuses) employer.statuses[month] = status;
  }

  // Employers that another area manages now are counted there in all months.
  void MoveCounts(Commit& commit, const AreaCatalogue& areas,
                  const absl::flat_hash_map<int64_t, EmployerRecord>& before,
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
    std::optional<Candidate> candidate = ReadRow(static_cast<size_t>(i), rows.rows(i), errors);
    if (candidate.has_value()) candidates.push_back(*std::move(candidate));
  }
  return std::make_unique<PreparedEmployers>(context, std::move(candidates), std::move(errors));
}

}  // namespace baophu::participant
