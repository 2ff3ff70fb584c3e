#include "services/cli/command_line.h"

namespace baophu::cli {

CLI::App* CommandLine::Add(const std::string& name, const std::string& what,
                           std::function<ExitCode()> run) {
  CLI::App* const command = app_.add_subcommand(name, what);
  commands_.emplace_back(command, std::move(run));
  return command;
}

ExitCode CommandLine::Run() const {
  for (const auto& [command, run] : commands_) {
    if (command->parsed()) return run();
  }
  return kUsage;
}

}  // namespace baophu::cli
