#ifndef BAOPHU_SERVICES_TARGET_CLOSING_CLOSING_SEAL_H_
#define BAOPHU_SERVICES_TARGET_CLOSING_CLOSING_SEAL_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/area/area_code.h"
#include "common/keys/signing_key.h"
#include "common/month/month.h"
#include "services/target/freshness/revisions.h"

// The chain of closings: what an entry says, how it is sealed, and how a seal is
// checked. Pure.
namespace baophu::target {

// What an entry of the chain records. Numbered as in the database.
enum class ClosingEntryKind { kClose = 1, kReopen = 2 };

// The content of one entry. Entries are numbered from 1 without a gap, in the
// order of time, whatever months they are of.
struct ClosingEntry {
  int64_t entry_id = 0;
  ClosingEntryKind kind = ClosingEntryKind::kClose;
  Month month;
  // The closing that is meant: of a CLOSE its own entry_id, of a REOPEN that of
  // the entry which it opens again.
  int64_t closing_id = 0;
  // Of a CLOSE: the closing of the same month that was opened again before; 0
  // for the first one of its month.
  int64_t replaces_id = 0;
  Revisions revisions;      // Of a CLOSE: what all of its reports reflect.
  int64_t recorded_us = 0;  // Microseconds since 1970-01-01 UTC.
  std::string note;         // Of a REOPEN: the reason.
};

// A frozen report as the chain knows it.
struct ReportDigest {
  AreaCode area;
  std::string sha256;  // Of the report's bytes, as Sha256Hex gives it.
};

// What makes an entry a link of the chain.
struct ClosingSeal {
  std::string previous_hash;  // Of the entry before; kNoHash for the first.
  std::string hash;           // SHA-256 of SealedText.
  std::string signature;      // Of the hash's 64 digits, by SigningKey::Sign.
  std::string key_id;         // SigningKey::id of the pair that signed.
};

// Stands before the first entry: 64 zeros.
extern const std::string_view kNoHash;

// The canonical text of an entry, which its hash is taken of. Lines end with a
// line feed; numbers are decimal without leading zeros, months YYYY-MM, the note
// is preceded by its length in bytes. Reports stand in the order of their codes,
// as text.
//
//   baophu closing entry 1
//   entry 3
//   kind CLOSE
//   closing 3
//   replaces 1
//   month 2023-08
//   revisions participant 757 contribution 4276 target 2
//   recorded_us 1732651733000000
//   note 4 Quý
//   previous 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
//   reports 1
//   31 60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752
std::string SealedText(const ClosingEntry& entry, std::string_view previous_hash,
                       const std::vector<ReportDigest>& reports);

// Seals an entry behind the one whose hash is `previous_hash`.
ClosingSeal Seal(const ClosingEntry& entry, std::string_view previous_hash,
                 const std::vector<ReportDigest>& reports, const SigningKey& key);

// A link as it was read.
struct ClosingLink {
  ClosingEntry entry;
  ClosingSeal seal;
  int64_t report_count = 0;           // As it is stored.
  std::vector<ReportDigest> stated;   // Digests as they are stored.
  std::vector<ReportDigest> reports;  // Taken of the bytes that are stored now.
};

// What is wrong with a link that follows the entry `previous_id`, whose hash is
// `previous_hash` (0 and kNoHash before the first); nothing when all is as it was
// sealed.
std::optional<std::string> WhatIsOff(const ClosingLink& link, int64_t previous_id,
                                     std::string_view previous_hash, const SigningKey& key);

// CLOSE or REOPEN; UNKNOWN for what no entry is sealed with.
std::string_view ClosingEntryKindText(ClosingEntryKind kind);

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_CLOSING_CLOSING_SEAL_H_
