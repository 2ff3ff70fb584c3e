#include "services/cli/period/report_options.h"

#include <cstdio>
#include <string>

#include "services/cli/period/period_command.h"
#include "services/cli/report/report_command.h"

namespace baophu::cli {
namespace {

constexpr char kDefaultLinkBase[] = "http://127.0.0.1:8080";

ExitCode RunReportOrPeriod(const std::string& server, ReportRequest& report,
                           PeriodReportRequest& period) {
  report.server = server;
  if (period.period.empty()) {
    const char* const wrong = report.month.empty()      ? "--month or --period is required"
                              : report.format == "xlsx" ? "--format xlsx: of a --period only"
                              : !period.out.empty()     ? "--out: of a --period only"
                                                        : nullptr;
    if (wrong == nullptr) return RunReport(report);
    std::fprintf(stderr, "%s\n", wrong);
    return kUsage;
  }
  if (report.allow_unconfirmed) {
    std::fprintf(stderr, "--allow-unconfirmed: of a --month only\n");
    return kUsage;
  }
  period.server = server;
  period.area = report.area;
  period.language = report.language;
  period.format = report.format;
  period.min_revisions = report.min_revisions;
  period.timeout_s = report.timeout_s;
  return RunPeriodReport(period);
}

}  // namespace

void AddReport(CommandLine& line) {
  ReportRequest& request = line.New<ReportRequest>();
  PeriodReportRequest& period = line.New<PeriodReportRequest>();
  period.link_base = kDefaultLinkBase;
  CLI::App* const command = line.Add(
      "report", "Print the coverage report of an area and month, or the report of a period",
      [&line, &request, &period] { return RunReportOrPeriod(line.server, request, period); });
  command->add_option("--area", request.area, "Area code, such as 31")->required();
  CLI::Option* const month =
      command->add_option("--month", request.month, "Month of a coverage report, YYYY-MM");
  command
      ->add_option("--period", period.period,
                   "Period of a report: 2024-09, 2024-Q3, 2024-H1 or 2024")
      ->excludes(month);
  command->add_option("--language", request.language, "Language of the text")
      ->check(CLI::IsMember({"vi", "en"}))
      ->capture_default_str();
  command->add_option("--format", request.format, "text, json or csv; of a period also xlsx")
      ->check(CLI::IsMember({"text", "json", "csv", "xlsx"}))
      ->capture_default_str();
  command->add_option("--out", period.out,
                      "File to write the report of a period to; without it: standard output");
  command
      ->add_option("--link-base", period.link_base,
                   "Address of the JSON API, which links of the report of a period begin with")
      ->capture_default_str();
  command->add_option("--min-revision", request.min_revisions,
                      "SERVICE=REVISION that the answer must reflect at least; repeatable");
  command->add_flag("--allow-unconfirmed", request.allow_unconfirmed,
                    "Take an earlier answer while its being current cannot be confirmed; of a "
                    "month only");
  command->add_option("--timeout-s", request.timeout_s, "Seconds to wait for the answer")
      ->check(CLI::Range(1, 3600))
      ->capture_default_str();
}

}  // namespace baophu::cli
