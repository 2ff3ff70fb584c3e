#include "services/target/closing/closing_message_service.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "common/status/fault.h"
#include "common/text/view.h"
#include "services/target/coverage_report/report_message_service.h"

namespace baophu::target {
namespace {

void Fill(const ClosingSeal& seal, v1::Seal& out) {
  out.set_previous_hash(seal.previous_hash);
  out.set_hash(seal.hash);
  out.set_signature(seal.signature);
  out.set_key_id(seal.key_id);
}

}  // namespace

absl::StatusOr<int64_t> ClosingIdOf(std::string_view field, std::string_view name) {
  absl::string_view rest = View(name);
  int64_t id = 0;
  if (absl::ConsumePrefix(&rest, "closings/") && absl::SimpleAtoi(rest, &id) && id > 0) return id;
  return InvalidField(field, "is no closing", "write closings/{closing_id}, such as closings/17");
}

absl::StatusOr<ClosedReportName> ClosedReportNameOf(std::string_view name) {
  const std::vector<std::string> parts = absl::StrSplit(View(name), '/');
  if (parts.size() == 4 && parts[2] == "reports") {
    const absl::StatusOr<int64_t> id = ClosingIdOf("name", absl::StrCat(parts[0], "/", parts[1]));
    const absl::StatusOr<AreaCode> area = AreaCode::Parse(parts[3]);
    if (id.ok() && area.ok()) return ClosedReportName{*id, *area};
  }
  return InvalidField("name", "is no closed report",
                      "write closings/{closing_id}/reports/{area code}, such as "
                      "closings/17/reports/31");
}

absl::Status UnknownClosing(std::string_view field, int64_t closing_id) {
  return FaultStatus(absl::StatusCode::kNotFound, "UNKNOWN_CLOSING", field,
                     absl::StrCat("there is no closing ", closing_id),
                     "list closings to find its id");
}

absl::Status NoReportOf(std::string_view field, const ClosingEntry& closing, AreaCode area) {
  return FaultStatus(
      absl::StatusCode::kNotFound, "UNKNOWN_AREA", field,
      absl::StrCat("closings/", closing.entry_id, " has no report of area ", area.ToString()),
      absl::StrCat("write the code that the area had in ", closing.month.ToString()));
}

void Fill(const StoredClosing& closing, v1::Closing& out) {
  const ClosingEntry& entry = closing.closed.entry;
  out.set_name(absl::StrCat("closings/", entry.entry_id));
  out.set_month(entry.month.ToString());
  out.set_note(entry.note);
  Fill(entry.revisions, *out.mutable_revisions());
  out.set_closed_us(entry.recorded_us);
  out.set_report_count(closing.closed.report_count);
  if (entry.replaces_id != 0) out.set_replaces(absl::StrCat("closings/", entry.replaces_id));
  Fill(closing.closed.seal, *out.mutable_seal());
  if (!closing.reopened.has_value()) return;
  v1::Reopening& reopening = *out.mutable_reopening();
  reopening.set_entry_id(closing.reopened->entry.entry_id);
  reopening.set_reason(closing.reopened->entry.note);
  reopening.set_reopened_us(closing.reopened->entry.recorded_us);
  Fill(closing.reopened->seal, *reopening.mutable_seal());
}

absl::StatusOr<std::vector<FrozenReport>> Freeze(const ReportSnapshots::Snapshot& snapshot,
                                                 Month month) {
  std::vector<FrozenReport> frozen;
  bool any_figure = false;
  for (const auto& [area, stored] : snapshot.reports) {
    v1::CoverageReport report;
    if (!report.ParseFromArray(stored.bytes.begin(), static_cast<int>(stored.bytes.size()))) {
      return absl::InternalError("a report that was made cannot be read");
    }
    any_figure = any_figure || report.indicators_size() > 0;
    Fill(snapshot.revisions, *report.mutable_revisions());
    frozen.push_back({area, report.SerializeAsString()});
  }
  if (any_figure) return frozen;
  return FaultStatus(absl::StatusCode::kFailedPrecondition, "NO_DATA", "month",
                     absl::StrCat("nothing is known of ", month.ToString()),
                     "import its records first, or choose another month");
}

}  // namespace baophu::target
