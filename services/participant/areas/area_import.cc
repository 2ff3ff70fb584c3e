#include "services/participant/areas/area_import.h"

#include <algorithm>
#include <map>
#include <optional>

#include "absl/strings/str_cat.h"
#include "common/area/area_draft.h"
#include "common/ingest/row_errors.h"
#include "common/text/normalise.h"
#include "services/participant/areas/area_feed.h"
#include "services/participant/coverage/coverage_store.h"
#include "services/participant/placement/place_people.h"

namespace baophu::participant {
namespace {

constexpr size_t kMaxNameBytes = 200;

struct Candidate {
  size_t index;
  AreaRecord area;
};

std::optional<Candidate> ReadRow(size_t index, const v1::AreaRow& row, RowErrors& errors) {
  Candidate candidate{index, {}};
  AreaRecord& area = candidate.area;
  const auto refuse = [&](std::string_view field, std::string_view problem,
                          std::string_view remedy) {
    errors.Refuse(index, field, "INVALID_FIELD", problem, remedy);
    return std::nullopt;
  };
  const absl::StatusOr<AreaCode> code = AreaCode::Parse(row.code());
  if (!code.ok()) return refuse("code", std::string(code.status().message()), "");
  area.code = *code;
  const absl::StatusOr<AreaLevel> level = ParseAreaLevel(row.level());
  if (!level.ok()) return refuse("level", std::string(level.status().message()), "");
  area.level = *level;
  if (!FitsLevel(area.code, area.level)) {
    return refuse("code", "has another number of digits than the codes of its level",
                  "write 2 digits for a province, 3 for a district, 5 for a commune");
  }
  absl::StatusOr<std::string> name = NormaliseText(row.name(), kMaxNameBytes);
  if (!name.ok()) return refuse("name", std::string(name.status().message()), "");
  if (name->empty()) return refuse("name", "is empty", "write the area's name");
  area.name = *std::move(name);
  if (!row.parent_code().empty()) {
    const absl::StatusOr<AreaCode> parent = AreaCode::Parse(row.parent_code());
    if (!parent.ok()) return refuse("parent_code", std::string(parent.status().message()), "");
    area.parent = *parent;
  }
  const absl::StatusOr<Month> from = Month::Parse(row.valid_from());
  if (!from.ok()) return refuse("valid_from", std::string(from.status().message()), "");
  area.valid_from = *from;
  area.valid_to = Month::Max();
  if (!row.valid_to().empty()) {
    const absl::StatusOr<Month> to = Month::Parse(row.valid_to());
    if (!to.ok()) return refuse("valid_to", std::string(to.status().message()), "");
    area.valid_to = *to;
  }
  return candidate;
}

using AreaMap = std::map<std::pair<AreaCode, Month>, AreaRecord>;

bool Same(const AreaRecord& a, const AreaRecord& b) {
  return std::tie(a.code, a.level, a.name, a.parent, a.valid_from, a.valid_to) ==
         std::tie(b.code, b.level, b.name, b.parent, b.valid_from, b.valid_to);
}

std::vector<AreaRecord> RecordsOf(const AreaMap& areas) {
  std::vector<AreaRecord> records;
  for (const auto& [key, area] : areas) records.push_back(area);
  return records;
}

class PreparedAreas final : public PreparedChunk {
 public:
  PreparedAreas(const Context& context, std::vector<Candidate> candidates, RowErrors errors)
      : context_(context), candidates_(std::move(candidates)), errors_(std::move(errors)) {}

  absl::Status Apply(Commit& commit, type::v1::ImportAck& ack) override {
    soci::session& session = commit.session();
    RowErrors errors = errors_;
    AreaMap before;
    for (AreaRecord& area : area_store::ReadAreas(session)) {
      before.emplace(std::pair(area.code, area.valid_from), std::move(area));
    }
    AreaMap after = before;
    int64_t accepted = 0, unchanged = 0;
    for (const Candidate* candidate : Acceptable(before, errors)) {
      AreaRecord& area = after[{candidate->area.code, candidate->area.valid_from}];
      if (Same(area, candidate->area)) {
        ++unchanged;
        continue;
      }
      area = candidate->area;
      ++accepted;
    }
    std::vector<AreaRecord> written;
    for (const auto& [key, area] : after) {
      const auto old = before.find(key);
      if (old == before.end() || !Same(old->second, area)) written.push_back(area);
    }
    if (!written.empty()) {
      area_store::WriteAreas(session, written, commit.revision());
      RebuildTotals(session, after);
      PlacePeople(commit, context_,
                  AreaHistory(RecordsOf(after), area_store::ReadSuccessions(session)));
      AddCatalogueEntry(commit);
    }
    ack.set_accepted_count(accepted);
    ack.set_unchanged_count(unchanged);
    errors.AppendTo(ack);
    return absl::OkStatus();
  }

 private:
  // The rows that leave the catalogue sound. Usually all of them do; if not,
  // they are tried one by one, higher areas first.
  std::vector<const Candidate*> Acceptable(const AreaMap& before, RowErrors& errors) const {
    std::vector<const Candidate*> rows;
    AreaMap together = before;
    for (const Candidate& candidate : candidates_) {
      rows.push_back(&candidate);
      together[{candidate.area.code, candidate.area.valid_from}] = candidate.area;
    }
    if (AreaDraft(RecordsOf(together)).Check().ok()) return rows;

    std::stable_sort(rows.begin(), rows.end(), [](const Candidate* a, const Candidate* b) {
      return a->area.level < b->area.level;
    });
    AreaDraft sound(RecordsOf(before));
    std::erase_if(rows, [&](const Candidate* candidate) {
      const absl::Status put = sound.Put(candidate->area);
      if (!put.ok()) {
        errors.Refuse(candidate->index, "", "UNSOUND_AREA", std::string(put.message()), "");
      }
      return !put.ok();
    });
    return rows;
  }

  // Which areas count whom may have changed in any month.
  void RebuildTotals(soci::session& session, const AreaMap& areas) const {
    const DeltaMap direct = coverage_store::ReadDirect(session, context_.categories);
    if (direct.empty()) return;
    coverage_store::DeleteCounts(session);
    coverage_store::AddCounts(session, direct,
                              ExpandToAncestors(direct, AreaCatalogue(RecordsOf(areas))),
                              context_.categories);
  }

  const Context& context_;
  const std::vector<Candidate> candidates_;
  const RowErrors errors_;
};

class PreparedSuccessions final : public PreparedChunk {
 public:
  PreparedSuccessions(const Context& context, std::vector<size_t> indexes,
                      std::vector<AreaSuccession> successions, RowErrors errors)
      : context_(context),
        indexes_(std::move(indexes)),
        successions_(std::move(successions)),
        errors_(std::move(errors)) {}

  absl::Status Apply(Commit& commit, type::v1::ImportAck& ack) override {
    soci::session& session = commit.session();
    const std::shared_ptr<const AreaCatalogue> areas = context_.areas.In(session);
    RowErrors errors = errors_;
    std::vector<AreaSuccession> known;
    for (size_t i = 0; i < successions_.size(); ++i) {
      const AreaSuccession& one = successions_[i];
      const bool before = areas->Find(one.predecessor, one.effective_from - 1) != nullptr;
      const bool after = areas->Find(one.successor, one.effective_from) != nullptr;
      if (before && after) {
        known.push_back(one);
      } else {
        errors.Refuse(indexes_[i], before ? "successor_code" : "predecessor_code", "UNKNOWN_AREA",
                      before ? "is not in force from effective_from on"
                             : "is not in force in the month before effective_from",
                      "correct it, or import the area first");
      }
    }
    const int64_t added = area_store::WriteSuccessions(session, known, commit.revision());
    if (added > 0) {
      PlacePeople(commit, context_,
                  AreaHistory(areas->records(), area_store::ReadSuccessions(session)));
      AddCatalogueEntry(commit);
    }
    ack.set_accepted_count(added);
    ack.set_unchanged_count(static_cast<int64_t>(known.size()) - added);
    errors.AppendTo(ack);
    return absl::OkStatus();
  }

 private:
  const Context& context_;
  const std::vector<size_t> indexes_;
  const std::vector<AreaSuccession> successions_;
  const RowErrors errors_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<PreparedChunk>> PrepareAreas(const Context& context,
                                                            const v1::AreaRows& rows,
                                                            int64_t first_row_number) {
  RowErrors errors(first_row_number);
  std::vector<Candidate> candidates;
  for (int i = 0; i < rows.rows_size(); ++i) {
    std::optional<Candidate> candidate = ReadRow(static_cast<size_t>(i), rows.rows(i), errors);
    if (candidate.has_value()) candidates.push_back(*std::move(candidate));
  }
  return std::make_unique<PreparedAreas>(context, std::move(candidates), std::move(errors));
}

absl::StatusOr<std::unique_ptr<PreparedChunk>> PrepareAreaSuccessions(
    const Context& context, const v1::AreaSuccessionRows& rows, int64_t first_row_number) {
  RowErrors errors(first_row_number);
  std::vector<size_t> indexes;
  std::vector<AreaSuccession> successions;
  for (int i = 0; i < rows.rows_size(); ++i) {
    const v1::AreaSuccessionRow& row = rows.rows(i);
    const auto index = static_cast<size_t>(i);
    const absl::StatusOr<AreaCode> predecessor = AreaCode::Parse(row.predecessor_code());
    const absl::StatusOr<AreaCode> successor = AreaCode::Parse(row.successor_code());
    const absl::StatusOr<Month> from = Month::Parse(row.effective_from());
    const std::pair<std::string_view, absl::Status> checks[] = {
        {"predecessor_code", predecessor.status()},
        {"successor_code", successor.status()},
        {"effective_from", from.status()}};
    const auto wrong = std::find_if(std::begin(checks), std::end(checks),
                                    [](const auto& check) { return !check.second.ok(); });
    if (wrong != std::end(checks)) {
      errors.Refuse(index, wrong->first, "INVALID_FIELD", std::string(wrong->second.message()), "");
      continue;
    }
    indexes.push_back(index);
    successions.push_back({*predecessor, *successor, *from});
  }
  return std::make_unique<PreparedSuccessions>(context, std::move(indexes), std::move(successions),
                                               std::move(errors));
}

}  // namespace baophu::participant
