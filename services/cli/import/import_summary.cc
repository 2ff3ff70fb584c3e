#include "services/cli/import/import_summary.h"

#include <google/protobuf/util/json_util.h>
#include <google/protobuf/wrappers.pb.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/text/grouped.h"

namespace baophu::cli {
namespace {

// A text as a JSON string.
std::string Quoted(const std::string& text) {
  google::protobuf::StringValue value;
  value.set_value(text);
  std::string json;
  // A text always has a JSON form.
  (void)google::protobuf::util::MessageToJsonString(value, &json);
  return json;
}

std::string Counts(const FileSummary& summary) {
  return absl::StrCat("\"rows\":", summary.rows(), ",\"accepted\":", summary.accepted,
                      ",\"unchanged\":", summary.unchanged, ",\"refused\":", summary.refused,
                      ",\"warnings\":", summary.warnings, ",\"importedBefore\":", summary.before,
                      absl::StrFormat(",\"seconds\":%.3f", summary.seconds));
}

}  // namespace

std::string SummaryLine(const FileSummary& summary, bool validate_only) {
  std::string text = absl::StrCat(summary.kind, ": ", Grouped(summary.rows()),
                                  " rows: ", Grouped(summary.accepted),
                                  validate_only ? " would be taken" : " taken");
  if (summary.unchanged > 0) {
    absl::StrAppend(&text, ", ", Grouped(summary.unchanged), " there already");
  }
  if (summary.before > 0) {
    absl::StrAppend(&text, ", ", Grouped(summary.before), " imported before");
  }
  absl::StrAppend(&text, ", ", Grouped(summary.refused), " refused");
  if (summary.warnings > 0) absl::StrAppend(&text, ", ", Grouped(summary.warnings), " warnings");
  const int64_t sent = summary.rows() - summary.before;
  if (summary.seconds >= 1) {
    absl::StrAppend(&text, absl::StrFormat(" (%.0f s, ", summary.seconds),
                    Grouped(static_cast<int64_t>(static_cast<double>(sent) / summary.seconds)),
                    " rows/s)");
  }
  return text;
}

std::string SummaryJson(const std::vector<FileSummary>& summaries) {
  std::string files;
  FileSummary total;
  for (const FileSummary& summary : summaries) {
    absl::StrAppend(&files, files.empty() ? "" : ",", "{\"kind\":", Quoted(summary.kind),
                    ",\"file\":", Quoted(summary.file), ",", Counts(summary),
                    ",\"revision\":", summary.revision);
    if (!summary.fault.empty()) absl::StrAppend(&files, ",\"fault\":", Quoted(summary.fault));
    files += '}';
    total.accepted += summary.accepted;
    total.unchanged += summary.unchanged;
    total.refused += summary.refused;
    total.warnings += summary.warnings;
    total.before += summary.before;
    total.seconds += summary.seconds;
  }
  return absl::StrCat("{", Counts(total), ",\"files\":[", files, "]}");
}

}  // namespace baophu::cli
