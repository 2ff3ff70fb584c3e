#include "services/contribution/ledger/ledger_row.h"

#include <sodium.h>

#include <cstring>

#include "absl/strings/str_cat.h"

namespace baophu::contribution {

KeyedHash ReferenceOf(std::string_view source, std::string_view external_id) {
  // Neither part can hold a line end, so that no two pairs make one text.
  const std::string text = absl::StrCat(absl::string_view(source.data(), source.size()), "\n",
                                        absl::string_view(external_id.data(), external_id.size()));
  unsigned char bytes[16];
  crypto_generichash(bytes, sizeof bytes, reinterpret_cast<const unsigned char*>(text.data()),
                     text.size(), nullptr, 0);
  KeyedHash hash;
  std::memcpy(&hash.high, bytes, 8);
  std::memcpy(&hash.low, bytes + 8, 8);
  return hash;
}

std::vector<PostingLine> PostingsOf(const LedgerRow& row) {
  return MakePostings(row.kind, row.funds, row.amount, row.payer.is_suspense());
}

Vnd VolumeOf(std::span<const PostingLine> lines) {
  Vnd volume;
  for (const PostingLine& line : lines) {
    switch (line.account) {
      case Account::kReceivable:
      case Account::kInterestReceivable:
      case Account::kPenaltyReceivable:
      case Account::kSuspense:
        for (const Vnd amount : line.funds) volume += amount.magnitude();
        volume += line.unallocated.magnitude();
        break;
      case Account::kFund:
      case Account::kCash:
      case Account::kInterest:
      case Account::kPenalty:
        break;
    }
  }
  return volume;
}

}  // namespace baophu::contribution
