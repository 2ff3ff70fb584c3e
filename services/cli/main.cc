#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "services/cli/arrears/arrears_command.h"
#include "services/cli/assess/assess_command.h"
#include "services/cli/check/check_command.h"
#include "services/cli/closing/closing_command.h"
#include "services/cli/dialogues/dialogues_command.h"
#include "services/cli/figures/figures_command.h"
#include "services/cli/forecast/forecast_command.h"
#include "services/cli/import/import_command.h"
#include "services/cli/import/rows/import_kind.h"
#include "services/cli/interest/interest_command.h"
#include "services/cli/network/network_command.h"
#include "services/cli/period/period_command.h"
#include "services/cli/programmes/programmes_command.h"
#include "services/cli/report/report_command.h"
#include "services/cli/statement/statement_command.h"
#include "services/cli/terminal/exit_code.h"
#include "services/cli/watch/watch_command.h"

namespace baophu::cli {
namespace {

constexpr char kVersion[] = "baophu 0.1.0";
constexpr char kDefaultServer[] = "127.0.0.1:9090";
constexpr char kDefaultLinkBase[] = "http://127.0.0.1:8080";

// Long options are written with '-'; '_' is taken for it, because the same
// names have it in the services' flags.
std::vector<std::string> ArgumentsOf(int argc, char** argv) {
  std::vector<std::string> arguments(argv + 1, argv + argc);
  for (std::string& argument : arguments) {
    if (argument == "--") break;
    if (!argument.starts_with("--")) continue;
    std::replace(argument.begin(), std::find(argument.begin(), argument.end(), '='), '_', '-');
  }
  // CLI11 takes them last first.
  std::reverse(arguments.begin(), arguments.end());
  return arguments;
}

void AddImport(CLI::App& app, ImportRequest& request) {
  CLI::App* const command = app.add_subcommand(
      "import", "Import CSV files (UTF-8, header line, plain or gzip); see services/cli/README.md");
  std::vector<std::string> kinds;
  for (const ImportKind& kind : ImportKinds()) kinds.emplace_back(kind.name);
  CLI::Option* const kind =
      command->add_option("KIND", request.kind, "What the files hold")->check(CLI::IsMember(kinds));
  CLI::Option* const files = command->add_option("FILE", request.files, "Files, in order");
  kind->needs(files);
  command
      ->add_option("--manifest", request.manifest,
                   "Import the files of this list (columns service,kind,file,rows) in order")
      ->excludes(kind);
  command->add_flag("--validate-only", request.validate_only,
                    "Check every row and show its errors, but write nothing");
  command->add_flag("--again", request.again,
                    "Send all rows anew, although the same file was imported before");
  command->add_option("--errors", request.errors_file,
                      "Write every error and warning into this CSV file");
  command->add_flag("--json", request.json, "Print a summary as JSON on standard output");
  command->add_option("--chunk-rows", request.chunk_rows, "Rows in one chunk")
      ->check(CLI::Range(1, 10'000))
      ->capture_default_str();
  command
      ->add_option("--in-flight", request.chunks_in_flight,
                   "Chunks sent before the first is acknowledged")
      ->check(CLI::Range(1, 16))
      ->capture_default_str();
  command
      ->add_option("--retry-s", request.retry_s,
                   "Seconds to wait for a service that does not answer")
      ->check(CLI::Range(0, 86'400))
      ->capture_default_str();
  command->callback([command, kind] {
    if (command->count_all() > 0 && kind->count() == 0 && command->count("--manifest") == 0) {
      throw CLI::RequiredError("KIND FILE... or --manifest FILE");
    }
  });
}

// `report` is of a month, as the coverage report, or of a period.
void AddReport(CLI::App& app, ReportRequest& request, PeriodReportRequest& period) {
  CLI::App* const command = app.add_subcommand(
      "report", "Print the coverage report of an area and month, or the report of a period");
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

void AddForecast(CLI::App& app, ForecastRequest& request) {
  CLI::App* const command = app.add_subcommand(
      "forecast", "Forecast a year's end from an area's history, and how likely a plan is reached");
  command->add_option("--area", request.area, "Area code, such as 31")->required();
  command->add_option("--month", request.month, "Last month of the history, YYYY-MM")->required();
  command
      ->add_option("--indicator", request.indicator,
                   "Code of the indicator, such as PARTICIPANTS_SOCIAL_VOLUNTARY")
      ->required();
  command->add_flag("--below", request.below,
                    "The areas directly below instead, the least likely to reach its plan first");
  command->add_option("--assigner", request.assigner,
                      "Whose plan, by code; else the national agency's");
  command->add_option("--kind", request.kind, "Kind of the plan")
      ->check(CLI::IsMember({"ASSIGNED", "COMMITMENT"}));
  command->add_option("--base", request.base,
                      "Base of a plan that is a ratio, by code; else the plan that is a number");
  command
      ->add_option("--confidence", request.confidence,
                   "Percent of outcomes that intervals are to hold")
      ->check(CLI::Range(50, 95))
      ->capture_default_str();
  command->add_option("--language", request.language, "Language of the text")
      ->check(CLI::IsMember({"vi", "en"}))
      ->capture_default_str();
  command->add_flag("--json", request.json, "Print the answer as JSON");
  command->add_option("--timeout-s", request.timeout_s, "Seconds to wait for the answer")
      ->check(CLI::Range(1, 3600))
      ->capture_default_str();
}

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

void AddWatch(CLI::App& app, WatchRequest& request) {
  CLI::App* const command =
      app.add_subcommand("watch", "Follow a service's change feed, one JSON object a line");
  command->add_option("SERVICE", request.service, "Whose feed")
      ->required()
      ->check(CLI::IsMember({"participant", "contribution", "target"}));
  command->add_option("--after", request.after_revision, "Only revisions after this one")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  command
      ->add_option("--types", request.types,
                   "Only these types of entries, such as area_month; repeatable")
      ->delimiter(',');
  command->add_flag("--progress", request.progress,
                    "Also print the marks that say that nothing newer is there yet");
  command->add_flag("--once", request.once, "End when everything that is there is printed");
  command
      ->add_option("--retry-s", request.retry_s,
                   "Seconds to wait for a service that does not answer")
      ->check(CLI::Range(0, 86'400))
      ->capture_default_str();
}

void AddChecks(CLI::App& app, CheckRequest& request) {
  CLI::App* const recount = app.add_subcommand(
      "recount", "Rebuild every count from the movements and compare it with what is kept");
  recount->add_flag("--json", request.json, "Print the result as JSON");
  recount->callback([&request] { request.check = Check::kRecount; });
  CLI::App* const verify = app.add_subcommand(
      "verify", "Check that every transaction balances and every total equals its postings");
  verify->add_flag("--json", request.json, "Print the result as JSON");
  verify->callback([&request] { request.check = Check::kVerify; });
  CLI::App* const closings = app.add_subcommand(
      "verify-closings", "Check every hash and signature of the chain of closings");
  closings->add_flag("--json", request.json, "Print the result as JSON");
  closings->callback([&request] { request.check = Check::kVerifyClosings; });
}

void AddClosing(CLI::App& app, ClosingRequest& request) {
  const auto add = [&](const char* name, const char* what, ClosingAction action) {
    CLI::App* const command = app.add_subcommand(name, what);
    command->add_flag("--json", request.json, "Print what the service answers as JSON");
    command->add_option("--timeout-s", request.timeout_s, "Seconds to wait for an answer")
        ->check(CLI::Range(1, 3600))
        ->capture_default_str();
    command->callback([&request, action] { request.action = action; });
    return command;
  };
  const auto add_month = [&](CLI::App* command) {
    command->add_option("MONTH", request.month, "Month, YYYY-MM")->required();
  };
  CLI::App* const close =
      add("close", "Close a month: freeze every area's report", ClosingAction::kClose);
  add_month(close);
  close->add_option("--note", request.note, "Remark, such as the number of the published report");
  CLI::App* const reopen = add("reopen", "Open a closed month again", ClosingAction::kReopen);
  add_month(reopen);
  reopen->add_option("--reason", request.reason, "Why")->required();
  add("closings", "List closings", ClosingAction::kList)
      ->add_option("--month", request.month, "Only of this month, YYYY-MM");
  CLI::App* const restatements =
      add("restatements", "Print what differs from the newest closing of a month, and why",
          ClosingAction::kRestatements);
  add_month(restatements);
  restatements->add_option("--area", request.area, "Only this area, by its code");
}

void AddAssess(CLI::App& app, AssessRequest& request) {
  CLI::App* const command =
      app.add_subcommand("assess",
                         "Post what employers owe by their workers' wages and the law, and wait "
                         "until all is settled;\n"
                         "without months, show which months that is done for");
  command->add_option("--from", request.from,
                      "First month, YYYY-MM; never later than before, by default as before");
  command->add_option("--through", request.through,
                      "Last month, YYYY-MM; never earlier than before, by default as before");
  command->add_flag("--json", request.json, "Print the result as JSON");
  command
      ->add_option("--retry-s", request.retry_s,
                   "Seconds to wait for a service that does not answer")
      ->check(CLI::Range(0, 86'400))
      ->capture_default_str();
}

void AddStatement(CLI::App& app, StatementRequest& request) {
  CLI::App* const command = app.add_subcommand(
      "statement", "Print the statement of a payer's month, the content of notice C12-TS");
  command
      ->add_option("EMPLOYER", request.payer,
                   "employers/91 or 91, a unit code or a tax code; also people/7 or households/5")
      ->required();
  command->add_option("--month", request.month, "Month, YYYY-MM")->required();
  command->add_option("--as-known", request.as_known,
                      "Only what was recorded by the end of this day, YYYY-MM-DD");
  command->add_option("--format", request.format, "text, xlsx or json")
      ->check(CLI::IsMember({"text", "xlsx", "json"}))
      ->capture_default_str();
  command->add_option("--out", request.out,
                      "Write into this file, not to standard output; xlsx needs it");
  command->add_option("--timeout-s", request.timeout_s, "Seconds to wait for the answer")
      ->check(CLI::Range(1, 3600))
      ->capture_default_str();
}

void AddInterest(CLI::App& app, InterestRequest& request) {
  CLI::App* const command = app.add_subcommand(
      "interest",
      "Charge interest on late contributions and wait until every payer is settled;\n"
      "without a month, show how far it is charged");
  command->add_option("--through", request.through,
                      "Last month, YYYY-MM, which is over; never earlier than before");
  command->add_flag("--json", request.json, "Print the result as JSON");
  command
      ->add_option("--retry-s", request.retry_s,
                   "Seconds to wait for a service that does not answer")
      ->check(CLI::Range(0, 86'400))
      ->capture_default_str();
}

void AddArrears(CLI::App& app, ArrearsRequest& request) {
  const auto add = [&](const char* name, const char* what, const char* subject, const char* of,
                       ArrearsQuestion question) {
    CLI::App* const command = app.add_subcommand(name, what);
    command->add_option(subject, request.subject, of)->required();
    command->add_option("--as-of", request.as_of, "Day at whose end, YYYY-MM-DD; else today");
    command->add_option("--as-known", request.as_known,
                        "Only what was recorded by the end of this day");
    command->add_option("--timeout-s", request.timeout_s, "Seconds to wait for the answer")
        ->check(CLI::Range(1, 3600))
        ->capture_default_str();
    command->callback([&request, question] { request.question = question; });
    return command;
  };
  const auto add_limit = [&](CLI::App* command) {
    command->add_option("--limit", request.limit, "Most employers that are shown")
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
  };
  CLI::App* const ageing = add("ageing", "Print what employers of an area owe, by age and class",
                               "AREA", "Area code, such as 31", ArrearsQuestion::kAgeing);
  ageing->add_option("--buckets", request.buckets, "Ages that begin a bucket, such as 1m,6m")
      ->delimiter(',');
  ageing->add_option("--view", request.view, "Employers by their oldest debt, or each debt")
      ->check(CLI::IsMember({"employer", "item"}))
      ->capture_default_str();
  CLI::App* const late = add("late", "List employers of an area that are late", "AREA",
                             "Area code, such as 31", ArrearsQuestion::kLate);
  late->add_option("--order", request.order, "Who comes first")
      ->check(CLI::IsMember({"debt", "age"}))
      ->capture_default_str();
  add_limit(late);
  add_limit(add("officer", "List late employers of an officer by their next step", "CODE",
                "Officer's code", ArrearsQuestion::kOfficer));
  add("letter", "Print a letter to an employer about what it owes", "EMPLOYER", "Employer's id",
      ArrearsQuestion::kLetter)
      ->add_option("--kind", request.kind, "Which letter")
      ->check(CLI::IsMember({"WRITTEN_DEMAND", "SECOND_DEMAND", "REMINDER"}))
      ->capture_default_str();
}

void AddDialogues(CLI::App& app, DialoguesRequest& request) {
  const auto add = [&](const char* name, const char* what, const char* subject, const char* of,
                       DialoguesQuestion question) {
    CLI::App* const command = app.add_subcommand(name, what);
    command->add_option(subject, request.subject, of)->required();
    command->add_option("--window", request.window, "Which money counts")
        ->check(CLI::IsMember({"AFTER_SESSION", "BEFORE_AND_AFTER"}));
    command->add_option("--days", request.window_days, "Days after a session; else 30")
        ->check(CLI::Range(1, 366));
    command->add_option("--as-of", request.as_of, "Day at whose end, YYYY-MM-DD; else today");
    command->add_option("--language", request.language, "Language of the text")
        ->check(CLI::IsMember({"vi", "en"}))
        ->capture_default_str();
    command->add_flag("--json", request.json, "Print what the service answers as JSON");
    command->add_option("--limit", request.limit, "Most sessions or invitations that are shown")
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
    command->add_option("--timeout-s", request.timeout_s, "Seconds to wait for the answer")
        ->check(CLI::Range(1, 3600))
        ->capture_default_str();
    command->callback([&request, question] { request.question = question; });
    return command;
  };
  CLI::App* const totals =
      add("dialogues", "Sum up sessions with late employers of an area and a period", "AREA",
          "Area code, such as 31", DialoguesQuestion::kTotals);
  totals->add_option("--from", request.from, "First day, YYYY-MM-DD; else the year's first");
  totals->add_option("--through", request.through, "Last day, YYYY-MM-DD; else that of --as-of");
  totals
      ->add_option("--scope", request.scope,
                   "Sessions of the area, or invitations of its employers")
      ->check(CLI::IsMember({"DIALOGUE", "EMPLOYER"}));
  totals->add_flag("--list", request.list,
                   "List the sessions, those to come and cancelled included");
  add("dialogue", "Print one session with its invitations", "CODE", "Code of the session",
      DialoguesQuestion::kSession)
      ->add_option("--state", request.state, "Only invitations whose commitment is so")
      ->check(CLI::IsMember({"NONE", "OPEN", "KEPT", "PARTLY", "BROKEN"}));
}

void AddNetwork(CLI::App& app, NetworkRequest& request) {
  const auto add = [&](const char* name, const char* what) {
    CLI::App* const command = app.add_subcommand(name, what);
    command->add_option("--language", request.language, "Language of the text")
        ->check(CLI::IsMember({"vi", "en"}))
        ->capture_default_str();
    command->add_option("--format", request.format, "text, csv or json")
        ->check(CLI::IsMember({"text", "csv", "json"}))
        ->capture_default_str();
    command->add_option("--limit", request.limit, "Most rows that are shown")
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
    command->add_option("--timeout-s", request.timeout_s, "Seconds to wait for the answer")
        ->check(CLI::Range(1, 3600))
        ->capture_default_str();
    return command;
  };
  CLI::App* const registry = add("network", "Print the collection network of an area");
  registry->callback([&request] { request.question = NetworkQuestion::kRegistry; });
  registry->add_option("--area", request.area, "Area code, such as 31")->required();
  registry->add_option("--list", request.list, "What of it")
      ->check(CLI::IsMember({"organisations", "points", "collectors", "invitations"}))
      ->capture_default_str();
  registry->add_option("--on", request.on, "As on this day, YYYY-MM-DD; else today");
  registry
      ->add_option("--card-ends-within", request.card_ends_within_days,
                   "Only collectors whose card ends within so many days, or has ended")
      ->check(CLI::Range(1, 3660));

  CLI::App* const receipts =
      add("receipts", "Print what became of a book of receipts, or money that is not handed over");
  CLI::Option* const book = receipts->add_option(
      "--book", request.book, "A book: its series, a dot and its first number, as AA24.1");
  CLI::Option* const area =
      receipts->add_option("--area", request.area, "Differences of an area, such as 31");
  CLI::Option* const organisation =
      receipts->add_option("--organisation", request.organisation, "Differences of one");
  CLI::Option* const collector =
      receipts->add_option("--collector", request.collector, "Differences of one");
  for (CLI::Option* const one : {area, organisation, collector}) one->excludes(book);
  area->excludes(organisation)->excludes(collector);
  organisation->excludes(collector);
  receipts->add_option("--as-of", request.on, "At the end of this day, YYYY-MM-DD; else today");
  receipts
      ->add_option("--min-age", request.min_age_days, "Only differences of at least so many days")
      ->check(CLI::Range(1, 36'500));
  receipts->callback([&request, book, area, organisation, collector] {
    request.question = NetworkQuestion::kReceipts;
    if (book->count() + area->count() + organisation->count() + collector->count() == 0) {
      throw CLI::RequiredError("--book, --area, --organisation or --collector");
    }
  });

  CLI::App* const scorecards =
      add("scorecards", "Print what collectors and others kept and won, against their quotas");
  CLI::Option* const of_area =
      scorecards->add_option("--area", request.area, "Area code, such as 31");
  CLI::Option* const of_organisation =
      scorecards->add_option("--organisation", request.organisation, "Only those of one");
  of_area->excludes(of_organisation);
  scorecards->add_option("--month", request.month, "The month, or the first one, YYYY-MM")
      ->required();
  scorecards->add_option("--through", request.through, "The last month, YYYY-MM");
  scorecards->add_option("--by", request.by, "Whose")
      ->check(CLI::IsMember({"collector", "point", "organisation", "commune", "district"}))
      ->capture_default_str();
  scorecards->add_option("--scheme", request.scheme, "Only this scheme")
      ->check(CLI::IsMember({"VOLUNTARY", "HOUSEHOLD_HEALTH", "BUSINESS_OWNER"}));
  scorecards->add_flag("--below-quota", request.below_quota,
                       "Only those below quota, the largest shortfall first");
  scorecards->add_option("--as-of", request.on,
                         "Day that says which months are over, YYYY-MM-DD; else today");
  scorecards->callback([&request, of_area, of_organisation] {
    request.question = NetworkQuestion::kScorecards;
    if (of_area->count() + of_organisation->count() == 0) {
      throw CLI::RequiredError("--area or --organisation");
    }
  });
}

void AddFigures(CLI::App& app, FiguresRequest& request) {
  CLI::App* const command = app.add_subcommand(
      "check-figures", "Check figures that a report or article states: which cannot all be true");
  command->add_option("FILE", request.file, "JSON file with the figures")->required();
  command->add_option("--area", request.area,
                      "Compare with the suite's own data of this area too, such as 31");
  command->add_option("--language", request.language, "Language of the text")
      ->check(CLI::IsMember({"vi", "en"}))
      ->capture_default_str();
  command->add_flag("--json", request.json, "Print the answer as JSON");
  command->add_option("--timeout-s", request.timeout_s, "Seconds to wait for the answer")
      ->check(CLI::Range(1, 3600))
      ->capture_default_str();
}

void AddProgrammes(CLI::App& app, ProgrammesRequest& request) {
  CLI::App* const command = app.add_subcommand(
      "programmes", "Print of how many areas programmes are done, and what they come to");
  command->add_option("--area", request.area, "Area code, such as 31")->required();
  command->add_option("--on", request.on,
                      "Of how many areas they are done at the end of this day or month, YYYY-MM-DD "
                      "or YYYY-MM");
  command->add_option("--period", request.period,
                      "What was planned and done in 2024-09, 2024-Q3, 2024-H1 or 2024");
  command->add_option("--kind", request.kind, "Only this kind, such as STEERING_COMMITTEE");
  command->add_option("--level", request.level, "Of --on, only this level")
      ->check(CLI::IsMember({"PROVINCE", "DISTRICT", "COMMUNE", "POINT"}));
  command->add_option("--language", request.language, "Language of the text")
      ->check(CLI::IsMember({"vi", "en"}))
      ->capture_default_str();
  command->add_flag("--json", request.json, "Print the answers as JSON");
  command->add_option("--timeout-s", request.timeout_s, "Seconds to wait for the answer")
      ->check(CLI::Range(1, 3600))
      ->capture_default_str();
}

int Main(int argc, char** argv) {
  CLI::App app("Bao Phủ: import enrolment and contribution records, and ask how much they cover",
               "baophu");
  app.set_version_flag("--version", kVersion);
  app.require_subcommand(1);
  app.fallthrough();
  std::string server = kDefaultServer;
  app.add_option("--server", server, "Where the suite listens: host:port or unix:/path")
      ->envname("BAOPHU_SERVER")
      ->capture_default_str();
  ImportRequest import_request;
  AddImport(app, import_request);
  ArrearsRequest arrears_request;
  AddArrears(app, arrears_request);
  AssessRequest assess_request;
  AddAssess(app, assess_request);
  ReportRequest report_request;
  PeriodReportRequest period_request;
  period_request.link_base = kDefaultLinkBase;
  AddReport(app, report_request, period_request);
  ForecastRequest forecast_request;
  AddForecast(app, forecast_request);
  StatementRequest statement_request;
  AddStatement(app, statement_request);
  InterestRequest interest_request;
  AddInterest(app, interest_request);
  ProgrammesRequest programmes_request;
  AddProgrammes(app, programmes_request);
  DialoguesRequest dialogues_request;
  AddDialogues(app, dialogues_request);
  NetworkRequest network_request;
  AddNetwork(app, network_request);
  FiguresRequest figures_request;
  AddFigures(app, figures_request);
  WatchRequest watch_request;
  AddWatch(app, watch_request);
  ClosingRequest closing_request;
  AddClosing(app, closing_request);
  CheckRequest check_request;
  AddChecks(app, check_request);
  app.footer(
      "Exit codes: 0 done; 1 wrong command line; 2 some rows were refused; 3 the service was not\n"
      "reached, broke off or said no; 4 a file cannot be read; 5 a check found differences;\n"
      "6 standard output, or the file of --out, could not be written; 7 some employers cannot be\n"
      "computed.");

  try {
    app.parse(ArgumentsOf(argc, argv));
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kDone : kUsage;
  }
  if (app.got_subcommand("import")) {
    import_request.server = server;
    return RunImport(import_request);
  }
  for (const char* name : {"ageing", "late", "officer", "letter"}) {
    if (!app.got_subcommand(name)) continue;
    arrears_request.server = server;
    return RunArrears(arrears_request);
  }
  if (app.got_subcommand("assess")) {
    assess_request.server = server;
    return RunAssess(assess_request);
  }
  if (app.got_subcommand("report")) {
    return RunReportOrPeriod(server, report_request, period_request);
  }
  if (app.got_subcommand("forecast")) {
    forecast_request.server = server;
    return RunForecast(forecast_request);
  }
  if (app.got_subcommand("statement")) {
    statement_request.server = server;
    return RunStatement(statement_request);
  }
  if (app.got_subcommand("interest")) {
    interest_request.server = server;
    return RunInterest(interest_request);
  }
  if (app.got_subcommand("programmes")) {
    programmes_request.server = server;
    return RunProgrammes(programmes_request);
  }
  for (const char* name : {"dialogues", "dialogue"}) {
    if (!app.got_subcommand(name)) continue;
    dialogues_request.server = server;
    return RunDialogues(dialogues_request);
  }
  for (const char* name : {"network", "receipts", "scorecards"}) {
    if (!app.got_subcommand(name)) continue;
    network_request.server = server;
    return RunNetwork(network_request);
  }
  if (app.got_subcommand("check-figures")) {
    figures_request.server = server;
    return RunFigures(figures_request);
  }
  if (app.got_subcommand("watch")) {
    watch_request.server = server;
    return RunWatch(watch_request);
  }
  for (const char* name : {"close", "reopen", "closings", "restatements"}) {
    if (!app.got_subcommand(name)) continue;
    closing_request.server = server;
    return RunClosing(closing_request);
  }
  check_request.server = server;
  return RunCheck(check_request);
}

}  // namespace
}  // namespace baophu::cli

int main(int argc, char** argv) { return baophu::cli::Main(argc, argv); }
