#ifndef BAOPHU_SERVICES_CLI_COMMAND_LINE_H_
#define BAOPHU_SERVICES_CLI_COMMAND_LINE_H_

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "services/cli/terminal/exit_code.h"

namespace baophu::cli {

// The commands of the program: each adds itself with its options, and the one that was given
// is run.
class CommandLine {
 public:
  // The app must outlive this.
  explicit CommandLine(CLI::App& app) : app_(app) {}
  CommandLine(const CommandLine&) = delete;
  CommandLine& operator=(const CommandLine&) = delete;

  // Where the suite listens; an option of all commands.
  std::string server;

  // What the options of commands fill in; lives as long as this.
  template <typename Request>
  Request& New() {
    auto request = std::make_shared<Request>();
    requests_.push_back(request);
    return *request;
  }

  CLI::App* Add(const std::string& name, const std::string& what, std::function<ExitCode()> run);
  // Runs `run` with a request that knows the server.
  template <typename Request>
  CLI::App* Add(const std::string& name, const std::string& what, Request& request,
                ExitCode (*run)(const Request&)) {
    return Add(name, what, [this, &request, run] {
      request.server = server;
      return run(request);
    });
  }

  // Runs the command that was given. Once the app has parsed one.
  ExitCode Run() const;

 private:
  CLI::App& app_;
  std::vector<std::shared_ptr<void>> requests_;
  std::vector<std::pair<CLI::App*, std::function<ExitCode()>>> commands_;
};

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_COMMAND_LINE_H_
