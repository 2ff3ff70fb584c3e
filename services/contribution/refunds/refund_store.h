#ifndef BAOPHU_SERVICES_CONTRIBUTION_REFUNDS_REFUND_STORE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_REFUNDS_REFUND_STORE_H_

#include <soci/soci.h>

#include <cstdint>
#include <string>
#include <vector>

#include "common/area/area_code.h"
#include "common/money/vnd.h"
#include "common/month/month.h"
#include "services/contribution/ledger/payer_id.h"

// Table payer_refund. Functions run inside a read or write of the database.
namespace baophu::contribution {

// Money in hand that went back to a payer.
struct PayerRefund {
  PayerId payer;
  Vnd amount;
  Day day;
  int64_t recorded_us = 0;  // Since 1970-01-01 UTC.
  std::string decision;     // One refund of a payer has each.
  std::string reason;
  AreaCode area;
};

namespace refund_store {

void Insert(soci::session& session, const PayerRefund& refund);
bool Has(soci::session& session, PayerId payer, const std::string& decision);
// A payer's refunds after a decision, by decision, at most `limit`.
std::vector<PayerRefund> List(soci::session& session, PayerId payer,
                              const std::string& after_decision, int64_t limit);

}  // namespace refund_store
}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_REFUNDS_REFUND_STORE_H_
