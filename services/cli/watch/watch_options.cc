#include "services/cli/watch/watch_options.h"

#include "services/cli/watch/watch_command.h"

namespace baophu::cli {

void AddWatch(CommandLine& line) {
  WatchRequest& request = line.New<WatchRequest>();
  CLI::App* const command = line.Add(
      "watch", "Follow a service's change feed, one JSON object a line", request, RunWatch);
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

}  // namespace baophu::cli
