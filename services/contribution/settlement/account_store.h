#ifndef BAOPHU_SERVICES_CONTRIBUTION_SETTLEMENT_ACCOUNT_STORE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_SETTLEMENT_ACCOUNT_STORE_H_

#include <soci/soci.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/container/btree_map.h"
#include "services/contribution/ledger/payer_id.h"
#include "services/contribution/settlement/debt_steps.h"

// Tables account_queue, account_law, interest_run, interest_pause, leaver_part and payer_debt.
// Functions run inside a read or write of the database.
namespace baophu::contribution::account_store {

// Lets payers be settled; those that wait already wait once.
void Enqueue(soci::session& session, std::span<const PayerId> payers);
// Lets all payers of the ledger be settled.
void EnqueueAll(soci::session& session);
// Up to `limit` payers that wait and have no problem.
std::vector<PayerId> Waiting(soci::session& session, int64_t limit);
void Dequeue(soci::session& session, std::span<const PayerId> payers);
int64_t CountWaiting(soci::session& session);
// Payers that could not be computed.
std::vector<PayerId> WithProblem(soci::session& session);
void SetProblem(soci::session& session, PayerId payer, const std::string& problem);

// The law that payers were last settled by; nothing before the first time.
std::optional<int64_t> ReadLawVersion(soci::session& session);
void SaveLawVersion(soci::session& session, int64_t version);

// Through which month interest is charged, as it was known at the end of
// `known_us`; nothing while none is.
std::optional<Month> ReadChargedThrough(soci::session& session, int64_t known_us);
void SaveChargedThrough(soci::session& session, Month through, int64_t now_us);

struct StoredLeaverPart {
  LeaverPart part;
  std::string decision_number;
};
// Of one payer, by day, worker and month.
std::vector<StoredLeaverPart> ListLeavers(soci::session& session, PayerId payer);
void AddLeavers(soci::session& session, PayerId payer, std::span<const StoredLeaverPart> parts,
                int64_t now_us);

struct StoredPause {
  PayerId payer;
  InterestPause pause;
  std::string decision_number;
};
using Decisions = absl::btree_map<PayerId, AccountDecisions>;
// On those payers that have any, as far as they were recorded by `known_us`.
Decisions ReadDecisions(soci::session& session, std::span<const PayerId> payers, int64_t known_us);
// On all payers.
Decisions ReadAllDecisions(soci::session& session, int64_t known_us);
// False when the payer has this pause already.
bool AddPause(soci::session& session, const StoredPause& pause, int64_t now_us);

using DebtSteps = absl::btree_map<PayerId, std::vector<DebtStep>>;
// Of those payers that have any.
DebtSteps ReadDebts(soci::session& session, std::span<const PayerId> payers);
DebtSteps ReadAllDebts(soci::session& session);
void ReplaceDebts(soci::session& session, std::span<const PayerId> payers, const DebtSteps& steps);

}  // namespace baophu::contribution::account_store

#endif  // BAOPHU_SERVICES_CONTRIBUTION_SETTLEMENT_ACCOUNT_STORE_H_
