#ifndef BAOPHU_SERVICES_CONTRIBUTION_NETWORK_RECEIPT_BOOKS_COLLECTED_RECEIPTS_H_
#define BAOPHU_SERVICES_CONTRIBUTION_NETWORK_RECEIPT_BOOKS_COLLECTED_RECEIPTS_H_

#include <soci/soci.h>

#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "common/area/area_catalogue.h"
#include "services/contribution/network/receipt_books/receipt_book.h"
#include "services/contribution/network/registry/network.h"
#include "services/contribution/receipts/receipt.h"

namespace baophu::contribution {

// The numbers of a batch of receipts: checks and enters those that collectors wrote. Reads
// nothing where the batch has none. Lives inside one write of the database.
class CollectedReceipts {
 public:
  // `catalogue` and `receipts` must outlive it.
  CollectedReceipts(soci::session& session, const AreaCatalogue& catalogue,
                    std::span<const Receipt> receipts);

  // As CheckCollected says, held also against what was taken of the batch. OK for a
  // receipt without a collector.
  absl::Status Check(const Receipt& receipt) const;
  // Enters a receipt that was checked; written by Flush.
  void Take(const Receipt& receipt);
  void Flush();

 private:
  struct Series {
    std::vector<ReceiptBook> books;
    std::vector<ReceiptVoid> voids;
    std::vector<Handover> handovers;
    std::set<int64_t> used;
  };

  soci::session& session_;
  const AreaCatalogue& catalogue_;
  Network network_;
  std::map<std::string, Series> series_;
  std::vector<CollectedReceipt> taken_;
};

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_NETWORK_RECEIPT_BOOKS_COLLECTED_RECEIPTS_H_
