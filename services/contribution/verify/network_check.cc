#include "services/contribution/verify/network_check.h"

#include <map>

#include "absl/strings/str_cat.h"
#include "services/contribution/network/receipt_books/receipt_book_store.h"
#include "services/contribution/network/scorecards/fact_store.h"

namespace baophu::contribution {
namespace {

std::string TextOf(const FactKey& key) {
  return absl::StrCat(
      key.collector.empty() ? "the agency's own desk" : absl::StrCat("collector ", key.collector),
      " in ", key.area.ToString(), ", ", SelfPaidSchemeText(key.scheme), " of ",
      key.month.ToString());
}

void CheckFacts(soci::session& session, const CollectionLaw& law,
                std::vector<std::string>& differences) {
  FactChanges difference = fact_store::Read(session, Month::Min(), Month::Max());
  difference.Add(fact_store::CountAll(session, law), -1);
  difference.EraseZeros();
  for (const auto& [key, facts] : difference.facts) {
    differences.push_back(absl::StrCat(
        "kept facts of ", TextOf(key), " exceed those of the covers by ", facts.due, " due, ",
        facts.renewed, " renewed, ", facts.won, " won, ", facts.returned, " returned, ",
        facts.continued, " continued, ", facts.money().amount_vnd(), " đồng, or differ by kind"));
  }
  for (const auto& [key, count] : difference.lapses) {
    differences.push_back(absl::StrCat("kept lapses of ", TextOf(key.of), " for ", key.reason,
                                       " exceed those of the covers by ", count));
  }
}

void CheckHandovers(soci::session& session, std::vector<std::string>& differences) {
  std::map<int64_t, Vnd> sums;
  for (const auto& [handover_id, sum] : receipt_book_store::SumOfHandovers(session)) {
    sums[handover_id] = sum;
  }
  for (const Handover& handover : receipt_book_store::ReadDifferences(session, true)) {
    const Vnd sum = sums[handover.handover_id];
    sums.erase(handover.handover_id);
    if (sum == handover.expected) continue;
    differences.push_back(absl::StrCat("handover ", handover.code, " is kept as one for ",
                                       handover.expected.amount_vnd(), " đồng of receipts, and ",
                                       sum.amount_vnd(), " are given to it"));
  }
  for (const auto& [handover_id, sum] : sums) {
    differences.push_back(absl::StrCat("receipts of ", sum.amount_vnd(),
                                       " đồng are given to a handover that is not there"));
  }
}

}  // namespace

std::vector<std::string> CheckNetwork(soci::session& session, const CollectionLaw& law) {
  std::vector<std::string> differences;
  CheckFacts(session, law, differences);
  CheckHandovers(session, differences);
  if (const int64_t count = receipt_book_store::CountUnmatchedReceipts(session); count > 0) {
    differences.push_back(
        absl::StrCat(count, " receipts of collectors are not as those of the ledger"));
  }
  return differences;
}

}  // namespace baophu::contribution
