#include "services/cli/report/report_revisions.h"

#include <cstdint>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/status/try.h"

namespace baophu::cli {
namespace {

absl::Status SetRevision(const std::string& text, type::v1::Revisions& revisions) {
  const std::pair<std::string, std::string> parts = absl::StrSplit(text, absl::MaxSplits('=', 1));
  int64_t revision = 0;
  if (absl::SimpleAtoi(parts.second, &revision) && revision >= 0) {
    if (parts.first == "participant") {
      revisions.set_participant(revision);
      return absl::OkStatus();
    }
    if (parts.first == "contribution") {
      revisions.set_contribution(revision);
      return absl::OkStatus();
    }
    if (parts.first == "target") {
      revisions.set_target(revision);
      return absl::OkStatus();
    }
  }
  return absl::InvalidArgumentError(absl::StrCat(
      "--min-revision: \"", text, "\" is not a revision; write it like participant=1234"));
}

}  // namespace

absl::Status SetMinRevisions(const std::vector<std::string>& texts,
                             type::v1::Revisions& revisions) {
  for (const std::string& text : texts) BAOPHU_TRY(SetRevision(text, revisions));
  return absl::OkStatus();
}

}  // namespace baophu::cli
