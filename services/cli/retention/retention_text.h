#ifndef BAOPHU_SERVICES_CLI_RETENTION_RETENTION_TEXT_H_
#define BAOPHU_SERVICES_CLI_RETENTION_RETENTION_TEXT_H_

#include <baophu/participant/v1/retention_service.pb.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "services/cli/report/number_text.h"

namespace baophu::cli {

// What is written about retention in one language, with the names of the service's codes.
class RetentionWords {
 public:
  RetentionWords(Language language, const participant::v1::ListRetentionCodesResponse& codes);

  const char* Of(const char* vietnamese, const char* english) const {
    return language_ == Language::kVietnamese ? vietnamese : english;
  }
  std::string Number(int64_t number) const { return NumberText(number, language_); }
  // 2024-09-30 as 30/09/2024 and 2024-09 as 09/2024, in English as they are.
  std::string Date(const std::string& date) const;
  // The name of an outcome or reason; the code where there is none.
  std::string Outcome(const std::string& code) const;
  std::string Reason(const std::string& code) const;
  std::string List(const std::string& list) const;
  std::string Kind(const std::string& kind) const;
  std::string State(const std::string& state) const;
  std::string Scheme(int scheme) const;

 private:
  const Language language_;
  std::map<std::string, std::string> outcomes_;
  std::map<std::string, std::string> reasons_;
};

// Cases, one a row; `more` where the list goes on.
std::string RetentionListText(const std::string& list,
                              const std::vector<participant::v1::RetentionCase>& cases, bool more,
                              const RetentionWords& words);
std::string RetentionListCsv(const std::vector<participant::v1::RetentionCase>& cases);

// How long the lists are, an area a row.
std::string RetentionSummaryText(const participant::v1::SummarizeRetentionResponse& summary,
                                 const RetentionWords& words);
std::string RetentionSummaryCsv(const participant::v1::SummarizeRetentionResponse& summary);

// Who left and why: paid periods by area, then reasons of the first area, which holds the
// others.
std::string DecreaseText(const participant::v1::ReportDecreaseResponse& report,
                         const std::string& from, const std::string& through,
                         const RetentionWords& words);
// A row for each figure: area, what, kind, reason, people.
std::string DecreaseCsv(const participant::v1::ReportDecreaseResponse& report);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_RETENTION_RETENTION_TEXT_H_
