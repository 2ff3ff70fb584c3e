#ifndef BAOPHU_SERVICES_CLI_NETWORK_NETWORK_TEXT_H_
#define BAOPHU_SERVICES_CLI_NETWORK_NETWORK_TEXT_H_

#include <baophu/contribution/v1/network_service.pb.h>
#include <baophu/contribution/v1/receipt_book_service.pb.h>
#include <baophu/contribution/v1/scorecard_service.pb.h>

#include <cstdint>
#include <string>
#include <vector>

#include "services/cli/report/number_text.h"

// The collection network as text and as CSV. CSV has English column names and numbers
// without separators, whatever the language.
namespace baophu::cli {

// How a list is written.
struct NetworkForm {
  Language language = Language::kVietnamese;
  bool csv = false;
};

std::string OrganisationsText(const std::vector<contribution::v1::CollectionOrganisation>& list,
                              const NetworkForm& form);
std::string PointsText(const std::vector<contribution::v1::CollectionPoint>& list,
                       const NetworkForm& form);
std::string CollectorsText(const std::vector<contribution::v1::Collector>& list,
                           const NetworkForm& form);
std::string InvitationsText(const std::vector<contribution::v1::CooperativeInvitation>& list,
                            const NetworkForm& form);

std::string SessionsText(const std::vector<contribution::v1::OrganisationSession>& list,
                         const NetworkForm& form);
std::string BooksText(const std::vector<contribution::v1::ReceiptBook>& list,
                      const NetworkForm& form);

// What became of a book's numbers; its missing ones are listed.
std::string ReconciliationText(const contribution::v1::ReceiptBookReconciliation& reconciliation,
                               const NetworkForm& form);
std::string DifferencesText(const std::vector<contribution::v1::HandoverDifference>& list,
                            int64_t total_difference_vnd, const NetworkForm& form);

// Scorecards, one a row, and their sum.
std::string ScorecardsText(const std::vector<contribution::v1::Scorecard>& list,
                           const contribution::v1::ScorecardFigures& total,
                           const NetworkForm& form);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_NETWORK_NETWORK_TEXT_H_
