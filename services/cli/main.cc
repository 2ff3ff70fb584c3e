#include <CLI/CLI.hpp>
#include <algorithm>
#include <string>
#include <vector>

#include "services/cli/import/import_command.h"
#include "services/cli/import/import_kind.h"
#include "services/cli/terminal/exit_code.h"

namespace baophu::cli {
namespace {

constexpr char kVersion[] = "baophu 0.1.0";
constexpr char kDefaultServer[] = "127.0.0.1:9090";

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
  app.footer(
      "Exit codes: 0 done; 1 wrong command line; 2 some rows were refused; 3 the service was not\n"
      "reached, broke off or said no; 4 a file cannot be read; 5 a check found differences.");

  try {
    app.parse(ArgumentsOf(argc, argv));
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kDone : kUsage;
  }
  import_request.server = server;
  return RunImport(import_request);
}

}  // namespace
}  // namespace baophu::cli

int main(int argc, char** argv) { return baophu::cli::Main(argc, argv); }
