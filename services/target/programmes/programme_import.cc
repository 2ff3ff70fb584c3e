#include "services/target/programmes/programme_import.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/clock.h"
#include "common/ingest/row_errors.h"
#include "common/month/moment.h"
#include "common/status/try.h"
#include "services/target/programmes/programme_message_service.h"
#include "services/target/programmes/records/programme_links.h"
#include "services/target/programmes/records/programme_store.h"

namespace baophu::target {
namespace {

void Refuse(RowErrors& errors, size_t index, const Problem& problem) {
  errors.Refuse(index, problem.field, problem.reason, problem.problem, problem.remedy);
}

// Rows that were checked and wait for their transaction.
class PreparedProgrammes final : public PreparedChunk {
 public:
  // `places` are those of the programmes in the chunk.
  PreparedProgrammes(std::vector<Programme> programmes, std::vector<size_t> places,
                     RowErrors errors)
      : programmes_(std::move(programmes)),
        places_(std::move(places)),
        errors_(std::move(errors)) {}

  absl::Status Apply(Commit& commit, type::v1::ImportAck& ack) override {
    RowErrors errors = errors_;
    std::vector<std::string> ids;
    for (const Programme& programme : programmes_) {
      ids.push_back(programme.programme_id);
      ids.push_back(programme.part_of);
    }
    const std::vector<std::optional<Problem>> problems =
        CheckLinks(programmes_, programme_store::LinksOf(commit.session(), std::move(ids)));
    std::vector<Programme> sound;
    for (size_t i = 0; i < programmes_.size(); ++i) {
      if (problems[i].has_value()) {
        Refuse(errors, places_[i], *problems[i]);
      } else {
        sound.push_back(programmes_[i]);
      }
    }
    const programme_store::PutOutcome outcome =
        programme_store::Put(commit.session(), commit.revision(), std::move(sound));
    ack.set_accepted_count(outcome.changed_count);
    ack.set_unchanged_count(outcome.unchanged_count);
    errors.AppendTo(ack);
    return absl::OkStatus();
  }

 private:
  const std::vector<Programme> programmes_;
  const std::vector<size_t> places_;
  const RowErrors errors_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<PreparedChunk>> PrepareProgrammes(const v1::ProgrammeRows& rows,
                                                                 int64_t first_row_number,
                                                                 const ProgrammeSources& sources,
                                                                 absl::Time deadline) {
  const Day today = VietnamDay(absl::ToUnixMicros(absl::Now()));
  RowErrors errors(first_row_number);
  std::vector<Programme> checked;
  std::vector<size_t> checked_places;
  std::vector<std::pair<AreaCode, Month>> wanted;
  for (int i = 0; i < rows.rows_size(); ++i) {
    const size_t index = static_cast<size_t>(i);
    std::vector<Problem> problems;
    const ProgrammeDraft draft = DraftOf(rows.rows(i), problems);
    Programme programme;
    for (Problem& problem : CheckProgramme(draft, sources.catalogue, today, programme)) {
      problems.push_back(std::move(problem));
    }
    for (const Problem& problem : problems) Refuse(errors, index, problem);
    if (!problems.empty()) continue;
    wanted.emplace_back(programme.area, programme.area_month());
    checked.push_back(std::move(programme));
    checked_places.push_back(index);
  }
  BAOPHU_ASSIGN(const std::vector<size_t> unknown, sources.areas.FindUnknown(wanted, deadline));
  std::vector<Programme> sound;
  std::vector<size_t> places;
  auto next_unknown = unknown.begin();
  for (size_t i = 0; i < checked.size(); ++i) {
    if (next_unknown != unknown.end() && *next_unknown == i) {
      ++next_unknown;
      Refuse(errors, checked_places[i], UnknownArea(wanted[i].first, wanted[i].second));
    } else {
      sound.push_back(std::move(checked[i]));
      places.push_back(checked_places[i]);
    }
  }
  return std::make_unique<PreparedProgrammes>(std::move(sound), std::move(places),
                                              std::move(errors));
}

}  // namespace baophu::target
