#ifndef BAOPHU_SERVICES_CLI_REPORT_SERVED_NAMES_H_
#define BAOPHU_SERVICES_CLI_REPORT_SERVED_NAMES_H_

#include <baophu/target/v1/coverage_report_service.pb.h>
#include <grpcpp/grpcpp.h>

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "services/cli/report/report_words.h"

namespace baophu::cli {

// Names and units of indicators and bases: the words of reports where this program
// knows the code, and those of the service's catalogue for rows that were added since.
// A code that neither knows stands for itself.
class ServedNames {
 public:
  ServedNames() = default;

  // Asks for the catalogue if the report has codes that this program does not know. A
  // report without names is still a report, so a call that fails leaves the codes.
  static ServedNames For(const target::v1::CoverageReport& report,
                         const std::shared_ptr<grpc::Channel>& channel, int timeout_s);

  std::string Indicator(std::string_view code, Language language) const;
  std::string Base(std::string_view code, Language language) const;
  Unit UnitOf(std::string_view indicator) const;
  Unit UnitOfBase(std::string_view base) const;

 private:
  struct Row {
    std::string vietnamese;
    std::string english;
    Unit unit = Unit::kOther;
  };
  using Rows = std::map<std::string, Row, std::less<>>;

  template <typename Message>
  static void Add(const Message& message, Rows& rows);

  Rows indicators_;
  Rows bases_;
};

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_REPORT_SERVED_NAMES_H_
