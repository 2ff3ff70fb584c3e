#include "services/target/programmes/records/programme_links.h"

#include "absl/strings/str_cat.h"

namespace baophu::target {
namespace {

// From a commune's week to a province's year there are fewer.
constexpr int kMaxDepth = 8;

std::optional<Problem> KindProblem(const Programme& row, const ProgrammeLinks& stored) {
  const auto before = stored.find(row.programme_id);
  if (before == stored.end() || before->second.kind == row.kind) return std::nullopt;
  return Problem{"kind", "KIND_CHANGED",
                 absl::StrCat("is not the recorded one, ", before->second.kind),
                 "withdraw the record and create another"};
}

std::optional<Problem> WholeProblem(const Programme& row, const ProgrammeLinks& links) {
  // Whatever it was a part of, it does not count any more.
  if (row.part_of.empty() || !row.withdrawal.empty()) return std::nullopt;
  const auto whole = links.find(row.part_of);
  if (whole == links.end() || whole->second.withdrawn) {
    return Problem{"part_of", "UNKNOWN_PROGRAMME",
                   whole == links.end() ? "is not recorded" : "is withdrawn",
                   "record that programme first, or leave part_of out"};
  }
  if (whole->second.kind != row.kind) {
    return Problem{"part_of", "OTHER_KIND", absl::StrCat("is of kind ", whole->second.kind),
                   "name a programme of the same kind"};
  }
  int depth = 1;
  for (auto at = whole; at != links.end(); at = links.find(at->second.part_of)) {
    if (at->first == row.programme_id) {
      return Problem{"part_of", "PART_OF_ITSELF", "is a part of this record in turn",
                     "name a programme that is not a part of this one"};
    }
    if (++depth > kMaxDepth) {
      return Problem{"part_of", "TOO_DEEP", absl::StrCat("has more than ", kMaxDepth, " above it"),
                     "name a programme nearer to the whole"};
    }
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::optional<Problem>> CheckLinks(const std::vector<Programme>& rows,
                                               const ProgrammeLinks& stored) {
  std::vector<std::optional<Problem>> problems(rows.size());
  for (size_t i = 0; i < rows.size(); ++i) problems[i] = KindProblem(rows[i], stored);
  // A refused row is no whole of others, so each round may refuse more.
  for (bool refused = true; refused;) {
    refused = false;
    ProgrammeLinks links = stored;
    for (size_t i = 0; i < rows.size(); ++i) {
      if (problems[i].has_value()) continue;
      links[rows[i].programme_id] = {rows[i].kind, rows[i].part_of, !rows[i].withdrawal.empty()};
    }
    for (size_t i = 0; i < rows.size(); ++i) {
      if (problems[i].has_value()) continue;
      problems[i] = WholeProblem(rows[i], links);
      refused = refused || problems[i].has_value();
    }
  }
  return problems;
}

}  // namespace baophu::target
