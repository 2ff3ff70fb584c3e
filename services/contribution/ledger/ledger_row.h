#ifndef BAOPHU_SERVICES_CONTRIBUTION_LEDGER_LEDGER_ROW_H_
#define BAOPHU_SERVICES_CONTRIBUTION_LEDGER_LEDGER_ROW_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/area/area_code.h"
#include "common/keys/key_ring.h"
#include "common/money/vnd.h"
#include "common/month/month.h"
#include "services/contribution/ledger/fund.h"
#include "services/contribution/ledger/payer_id.h"
#include "services/contribution/ledger/posting.h"

namespace baophu::contribution {

// Hash of (source, external_id), by which a row is found again. It has no key:
// were the key file lost, rows sent again would still be recognised.
KeyedHash ReferenceOf(std::string_view source, std::string_view external_id);

// All amounts of the ledger together but those that are derived, each without its
// sign, stay within this.
// No sum or balance can then be larger, a ratio of two computes exactly
// (common/money), and a province of twenty trillion đồng a year takes a thousand
// years to reach it.
inline constexpr Vnd kMaxLedgerVolume{50'000'000'000'000'000};

// One checked transaction on its way into the ledger. A derived one has no
// external id, reference and digest.
struct LedgerRow {
  TransactionKind kind = TransactionKind::kAssessment;
  std::string source;
  std::string external_id;
  KeyedHash reference;
  KeyedHash digest;  // Keyed, because the content names a payer.
  PayerId payer;
  AreaCode area;
  Month month;        // Contributed for or, of interest, late in; else the month of `day`.
  Day day;            // Due date of an assessment; else the day on which it takes effect.
  FundAmounts funds;  // Of assessments, allocations and interest.
  // Of all others, above zero; below zero of a PENALTY_PAYMENT that bounced.
  Vnd amount;
  int64_t recorded_us = 0;  // 0: when it is committed.
};

// The postings by which a row enters the ledger.
std::vector<PostingLine> PostingsOf(const LedgerRow& row);

// What the postings of one transaction add to the ledger's volume: what they move
// on what payers owe or have in suspense, each amount without its sign.
Vnd VolumeOf(std::span<const PostingLine> lines);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_LEDGER_LEDGER_ROW_H_
