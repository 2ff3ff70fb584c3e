#include "services/cli/import/import_options.h"

#include <string>
#include <vector>

#include "services/cli/import/import_command.h"
#include "services/cli/import/rows/import_kind.h"

namespace baophu::cli {

void AddImport(CommandLine& line) {
  ImportRequest& request = line.New<ImportRequest>();
  CLI::App* const command = line.Add(
      "import", "Import CSV files (UTF-8, header line, plain or gzip); see services/cli/README.md",
      request, RunImport);
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

}  // namespace baophu::cli
