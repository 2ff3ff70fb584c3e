#ifndef BAOPHU_SERVICES_CONTRIBUTION_RECEIPTS_SELF_PAID_STORE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_RECEIPTS_SELF_PAID_STORE_H_

#include <soci/soci.h>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "services/contribution/receipts/receipt_rules.h"

// Tables self_paid_receipt, self_paid_cover and self_paid_sequence. Functions run
// inside a read or write of the database.
namespace baophu::contribution::self_paid_store {

// Covers in force of these people.
std::vector<PaidCover> CoversOfPeople(soci::session& session, std::span<const int64_t> people);
// Covers in force that these payers paid for, by number of the payer.
std::vector<PaidCover> CoversOfPayers(soci::session& session, std::span<const int64_t> payers);
// What a receipt covers, whether it was annulled or not.
std::vector<PaidCover> CoversOfReceipt(soci::session& session, const KeyedHash& reference);

// Covers after an id, of all people, annulled or not, at most `limit`, by id.
struct ListedCover {
  PaidCover cover;
  bool annulled = false;
};
std::vector<ListedCover> ListCovers(soci::session& session, int64_t after_cover_id, int64_t limit);

struct StoredReceipt {
  KeyedHash reference;
  PayerId payer;
  SelfPaidScheme scheme = SelfPaidScheme::kVoluntary;
  Month first;
  int64_t months = 0;
  Day paid;
  FundAmounts funds{};
  Vnd support;
  bool annulled = false;
};
std::optional<StoredReceipt> FindReceipt(soci::session& session, const KeyedHash& reference);

// Enters receipts and what they cover, and gives each cover the next id.
void Insert(soci::session& session, std::span<const StoredReceipt> receipts,
            std::span<PaidCover> covers);

// Marks a receipt and all that it covers.
void Annul(soci::session& session, const KeyedHash& reference);

}  // namespace baophu::contribution::self_paid_store

#endif  // BAOPHU_SERVICES_CONTRIBUTION_RECEIPTS_SELF_PAID_STORE_H_
