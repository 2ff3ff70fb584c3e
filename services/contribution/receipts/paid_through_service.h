#ifndef BAOPHU_SERVICES_CONTRIBUTION_RECEIPTS_PAID_THROUGH_SERVICE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_RECEIPTS_PAID_THROUGH_SERVICE_H_

#include <baophu/contribution/v1/change_service.pb.h>

#include <span>

#include "common/feed/committer.h"
#include "services/contribution/receipts/receipt_writer.h"

namespace baophu::contribution {

void ToMessage(const PaidCover& cover, bool annulled, v1::PaidCover& message);

// Entries of type paid_through, in the order of the changes.
void AddPaidThroughEntries(Commit& commit, std::span<const CoverChange> changes);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_RECEIPTS_PAID_THROUGH_SERVICE_H_
