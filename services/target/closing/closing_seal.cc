#include "services/target/closing/closing_seal.h"

#include "absl/strings/str_cat.h"
#include "common/text/view.h"

namespace baophu::target {

const std::string_view kNoHash = "0000000000000000000000000000000000000000000000000000000000000000";

std::string_view ClosingEntryKindText(ClosingEntryKind kind) {
  switch (kind) {
    case ClosingEntryKind::kClose:
      return "CLOSE";
    case ClosingEntryKind::kReopen:
      return "REOPEN";
  }
  return "UNKNOWN";
}

std::string SealedText(const ClosingEntry& entry, std::string_view previous_hash,
                       const std::vector<ReportDigest>& reports) {
  std::string text = absl::StrCat(
      "baophu closing entry 1\nentry ", entry.entry_id, "\nkind ",
      View(ClosingEntryKindText(entry.kind)), "\nclosing ", entry.closing_id, "\nreplaces ",
      entry.replaces_id, "\nmonth ", entry.month.ToString(), "\nrevisions participant ",
      entry.revisions[Source::kParticipant], " contribution ",
      entry.revisions[Source::kContribution], " target ", entry.revisions[Source::kTarget],
      "\nrecorded_us ", entry.recorded_us, "\nnote ", entry.note.size(), " ", entry.note,
      "\nprevious ", View(previous_hash), "\nreports ", reports.size(), "\n");
  for (const ReportDigest& report : reports) {
    absl::StrAppend(&text, View(report.area.text()), " ", report.sha256, "\n");
  }
  return text;
}

ClosingSeal Seal(const ClosingEntry& entry, std::string_view previous_hash,
                 const std::vector<ReportDigest>& reports, const SigningKey& key) {
  ClosingSeal seal;
  seal.previous_hash = std::string(previous_hash);
  seal.hash = Sha256Hex(SealedText(entry, previous_hash, reports));
  seal.signature = key.Sign(seal.hash);
  seal.key_id = key.id();
  return seal;
}

std::optional<std::string> WhatIsOff(const ClosingLink& link, int64_t previous_id,
                                     std::string_view previous_hash, const SigningKey& key) {
  const auto off = [&](const std::string& what) {
    return absl::StrCat("entry ", link.entry.entry_id, " of ", link.entry.month.ToString(), ": ",
                        what);
  };
  if (link.entry.entry_id != previous_id + 1) {
    return absl::StrCat("entry ", previous_id + 1, " is missing");
  }
  if (link.seal.previous_hash != previous_hash) {
    return off("does not follow the hash of the entry before it");
  }
  if (link.report_count != static_cast<int64_t>(link.reports.size()) ||
      link.stated.size() != link.reports.size()) {
    return off(
        absl::StrCat("states ", link.report_count, " reports and has ", link.reports.size()));
  }
  for (size_t i = 0; i < link.reports.size(); ++i) {
    if (link.stated[i].area != link.reports[i].area ||
        link.stated[i].sha256 != link.reports[i].sha256) {
      return off(absl::StrCat("the report of area ", View(link.reports[i].area.text()),
                              " does not have the SHA-256 that stands beside it"));
    }
  }
  if (link.seal.hash != Sha256Hex(SealedText(link.entry, previous_hash, link.reports))) {
    return off("its content or its reports are not those that its hash was taken of");
  }
  if (link.seal.key_id != key.id()) {
    return off(absl::StrCat("is signed by key ", link.seal.key_id, ", and this service has key ",
                            key.id()));
  }
  if (!IsSignatureOf(link.seal.hash, link.seal.signature, key.public_key())) {
    return off("its signature is not that of its hash");
  }
  return std::nullopt;
}

}  // namespace baophu::target
