#include "services/cli/import/import_summary.h"

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/cli/terminal/progress.h"

namespace baophu::cli {
namespace {

void SetNumber(google::protobuf::Struct& object, const char* name, double value) {
  (*object.mutable_fields())[name].set_number_value(value);
}

void SetCounts(google::protobuf::Struct& object, const FileSummary& summary) {
  SetNumber(object, "rows", static_cast<double>(summary.rows()));
  SetNumber(object, "accepted", static_cast<double>(summary.accepted));
  SetNumber(object, "unchanged", static_cast<double>(summary.unchanged));
  SetNumber(object, "refused", static_cast<double>(summary.refused));
  SetNumber(object, "warnings", static_cast<double>(summary.warnings));
  SetNumber(object, "importedBefore", static_cast<double>(summary.before));
  SetNumber(object, "seconds", summary.seconds);
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
  google::protobuf::Struct object;
  google::protobuf::ListValue& files = *(*object.mutable_fields())["files"].mutable_list_value();
  FileSummary total;
  for (const FileSummary& summary : summaries) {
    google::protobuf::Struct& file = *files.add_values()->mutable_struct_value();
    (*file.mutable_fields())["kind"].set_string_value(summary.kind);
    (*file.mutable_fields())["file"].set_string_value(summary.file);
    if (!summary.fault.empty()) {
      (*file.mutable_fields())["fault"].set_string_value(summary.fault);
    }
    SetNumber(file, "revision", static_cast<double>(summary.revision));
    SetCounts(file, summary);
    total.accepted += summary.accepted;
    total.unchanged += summary.unchanged;
    total.refused += summary.refused;
    total.warnings += summary.warnings;
    total.before += summary.before;
    total.seconds += summary.seconds;
  }
  SetCounts(object, total);
  std::string json;
  // A Struct of numbers, texts and lists always has a JSON form.
  (void)google::protobuf::util::MessageToJsonString(object, &json);
  return json;
}

}  // namespace baophu::cli
