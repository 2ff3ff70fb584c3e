#include <CLI/CLI.hpp>
#include <algorithm>
#include <string>
#include <vector>

#include "services/cli/arrears/arrears_options.h"
#include "services/cli/assess/assess_options.h"
#include "services/cli/check/check_options.h"
#include "services/cli/closing/closing_options.h"
#include "services/cli/command_line.h"
#include "services/cli/dialogues/dialogues_options.h"
#include "services/cli/figures/figures_options.h"
#include "services/cli/forecast/forecast_options.h"
#include "services/cli/import/import_options.h"
#include "services/cli/interest/interest_options.h"
#include "services/cli/network/network_options.h"
#include "services/cli/period/report_options.h"
#include "services/cli/programmes/programmes_options.h"
#include "services/cli/retention/retention_options.h"
#include "services/cli/statement/statement_options.h"
#include "services/cli/terminal/exit_code.h"
#include "services/cli/watch/watch_options.h"

namespace baophu::cli {
namespace {

constexpr char kVersion[] = "baophu 0.1.0";
constexpr char kDefaultServer[] = "127.0.0.1:9090";

// In the order in which --help lists them.
constexpr void (*kCommands[])(CommandLine&) = {
    AddImport,    AddArrears,  AddAssess,     AddReport,    AddForecast,
    AddStatement, AddInterest, AddProgrammes, AddDialogues, AddRetention,
    AddNetwork,   AddFigures,  AddWatch,      AddClosing,   AddChecks,
};

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

int Main(int argc, char** argv) {
  CLI::App app("Bao Phủ: import enrolment and contribution records, and ask how much they cover",
               "baophu");
  app.set_version_flag("--version", kVersion);
  app.require_subcommand(1);
  app.fallthrough();
  CommandLine line(app);
  line.server = kDefaultServer;
  app.add_option("--server", line.server, "Where the suite listens: host:port or unix:/path")
      ->envname("BAOPHU_SERVER")
      ->capture_default_str();
  for (const auto add : kCommands) add(line);
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
  return line.Run();
}

}  // namespace
}  // namespace baophu::cli

int main(int argc, char** argv) { return baophu::cli::Main(argc, argv); }
