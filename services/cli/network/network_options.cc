#include "services/cli/network/network_options.h"

#include "services/cli/network/network_command.h"

namespace baophu::cli {

void AddNetwork(CommandLine& line) {
  NetworkRequest& request = line.New<NetworkRequest>();
  const auto add = [&](const char* name, const char* what, NetworkQuestion question) {
    CLI::App* const command = line.Add(name, what, [&line, &request, question] {
      request.question = question;
      request.server = line.server;
      return RunNetwork(request);
    });
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
  CLI::App* const registry =
      add("network", "Print the collection network of an area", NetworkQuestion::kRegistry);
  registry->add_option("--area", request.area, "Area code, such as 31")->required();
  registry->add_option("--list", request.list, "What of it")
      ->check(CLI::IsMember({"organisations", "points", "collectors", "invitations", "sessions"}))
      ->capture_default_str();
  registry->add_option("--on", request.on, "As on this day, YYYY-MM-DD; else today");
  registry
      ->add_option("--card-ends-within", request.card_ends_within_days,
                   "Only collectors whose card ends within so many days, or has ended")
      ->check(CLI::Range(1, 3660));

  CLI::App* const receipts =
      add("receipts", "Print what became of a book of receipts, or money that is not handed over",
          NetworkQuestion::kReceipts);
  CLI::Option* const book = receipts->add_option(
      "--book", request.book, "A book: its series, a dot and its first number, as AA24.1");
  CLI::Option* const area =
      receipts->add_option("--area", request.area, "Differences of an area, such as 31");
  CLI::Option* const organisation =
      receipts->add_option("--organisation", request.organisation, "Differences of one");
  CLI::Option* const collector =
      receipts->add_option("--collector", request.collector, "Differences of one");
  CLI::Option* const books = receipts->add_flag(
      "--books", request.books, "List books, of all or of a collector or an organisation");
  books->excludes(book)->excludes(area);
  for (CLI::Option* const one : {area, organisation, collector}) one->excludes(book);
  area->excludes(organisation)->excludes(collector);
  organisation->excludes(collector);
  receipts->add_option("--as-of", request.on,
                       "As of this day, YYYY-MM-DD; of differences: receipts up to it; else today");
  receipts
      ->add_option("--min-age", request.min_age_days, "Only differences of at least so many days")
      ->check(CLI::Range(1, 36'500));
  receipts->final_callback([book, books, area, organisation, collector] {
    if (book->count() + books->count() + area->count() + organisation->count() +
            collector->count() ==
        0) {
      throw CLI::RequiredError("--book, --books, --area, --organisation or --collector");
    }
  });

  CLI::App* const scorecards =
      add("scorecards", "Print what collectors and others kept and won, against their quotas",
          NetworkQuestion::kScorecards);
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
  scorecards->final_callback([of_area, of_organisation] {
    if (of_area->count() + of_organisation->count() == 0) {
      throw CLI::RequiredError("--area or --organisation");
    }
  });
}

}  // namespace baophu::cli
