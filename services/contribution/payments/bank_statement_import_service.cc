#include "services/contribution/payments/bank_statement_import_service.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/time/clock.h"
#include "common/ingest/row_errors.h"
#include "common/month/moment.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "services/contribution/changes/change_entries_service.h"
#include "services/contribution/ledger/ledger_store.h"
#include "services/contribution/payments/statement_rules.h"
#include "services/contribution/payments/statement_writer.h"

namespace baophu::contribution {
namespace {

constexpr int kMaxRowsPerChunk = 10'000;
constexpr size_t kMaxCodesPerCall = 10'000;
// How long a row may wait for an area that participant has and we do not yet.
constexpr absl::Duration kCatchUpTime = absl::Seconds(10);

// The views point into the row. Nothing for a number that is no value of an enum.
std::optional<RowFault> ReadRow(const v1::BankStatementRow& row, StatementInput& input) {
  switch (row.kind()) {
    case v1::BANK_STATEMENT_KIND_UNSPECIFIED:
    case v1::BANK_STATEMENT_KIND_PAYMENT:
      break;
    case v1::BANK_STATEMENT_KIND_REVERSAL:
      input.reversal = true;
      break;
    default:
      return RowFault{"kind", "INVALID_KIND", "is not a kind of line",
                      "send PAYMENT or REVERSAL, or leave it out"};
  }
  switch (row.purpose()) {
    case v1::PAYMENT_PURPOSE_UNSPECIFIED:
    case v1::PAYMENT_PURPOSE_CONTRIBUTION:
      break;
    case v1::PAYMENT_PURPOSE_PENALTY:
      input.penalty = true;
      break;
    default:
      return RowFault{"purpose", "INVALID_PURPOSE", "is not a purpose",
                      "send CONTRIBUTION or PENALTY, or leave it out"};
  }
  input.source = row.source();
  input.reference = row.reference();
  input.area = row.area();
  input.value_date = row.value_date();
  input.amount = row.amount();
  input.currency = row.currency();
  input.payer_code = row.payer_code();
  input.tax_code = row.tax_code();
  input.text = row.text();
  input.reverses = row.reverses();
  input.recorded_seconds = row.recorded_time().seconds();
  input.recorded_nanos = row.recorded_time().nanos();
  return std::nullopt;
}

// Lines that are right in themselves, with their payers as far as they are found.
class PreparedStatement final : public PreparedChunk {
 public:
  PreparedStatement(catalogue_store::CatalogueCache& catalogues, int64_t first_row_number)
      : catalogues_(catalogues), first_row_number_(first_row_number) {}

  absl::Status Apply(Commit& commit, type::v1::ImportAck& ack) override {
    const std::shared_ptr<const AreaCatalogue> catalogue = catalogues_.Get(commit.session());
    const StatementOutcome outcome =
        WriteStatement(commit.session(), *catalogue, lines, commit.revision(), commit.now_us());
    AddAreaMonthEntries(commit, outcome.touched);

    std::map<size_t, RowFault> all = faults;
    for (const auto& [at, fault] : outcome.faults) all.emplace(places[at], fault);
    RowErrors errors(first_row_number_);
    for (const auto& [place, fault] : all) {
      errors.Refuse(place, fault.field, fault.reason, fault.problem, fault.remedy);
    }
    errors.AppendTo(ack);
    ack.set_accepted_count(outcome.accepted_count);
    ack.set_unchanged_count(outcome.unchanged_count);
    return absl::OkStatus();
  }

  std::vector<MatchedLine> lines;
  std::vector<size_t> places;         // Of each of `lines` in the chunk.
  std::map<size_t, RowFault> faults;  // By place in the chunk.

 private:
  catalogue_store::CatalogueCache& catalogues_;
  const int64_t first_row_number_;
};

absl::StatusOr<std::shared_ptr<const AreaCatalogue>> Catalogue(const BankStatementParts& parts) {
  std::shared_ptr<const AreaCatalogue> catalogue;
  BAOPHU_TRY(parts.database.Read([&](soci::session& session) {
    catalogue = parts.catalogues.Get(session);
    return absl::OkStatus();
  }));
  return catalogue;
}

// Checks all rows; returns those that are taken, by their places.
absl::StatusOr<std::map<size_t, StatementLine>> CheckRows(const BankStatementParts& parts,
                                                          const v1::BankStatementRows& rows,
                                                          std::map<size_t, RowFault>& faults) {
  BAOPHU_ASSIGN(std::shared_ptr<const AreaCatalogue> catalogue, Catalogue(parts));
  const StatementLimits limits{parts.max_amount_vnd, VietnamDay(absl::ToUnixMicros(absl::Now()))};
  std::map<size_t, StatementLine> lines;
  bool caught_up = false;
  for (int i = 0; i < rows.rows_size(); ++i) {
    const auto place = static_cast<size_t>(i);
    StatementInput input;
    StatementLine line;
    std::optional<RowFault> fault = ReadRow(rows.rows(i), input);
    if (!fault.has_value()) fault = CheckStatementLine(input, *catalogue, limits, line);
    if (fault.has_value() && fault->reason == kUnknownArea && !caught_up) {
      // Participant may have taken the area in a moment ago.
      BAOPHU_TRY(parts.feed.CatchUp(absl::Now() + kCatchUpTime));
      caught_up = true;
      BAOPHU_ASSIGN(catalogue, Catalogue(parts));
      fault = CheckStatementLine(input, *catalogue, limits, line);
    }
    if (fault.has_value()) {
      faults.emplace(place, *std::move(fault));
      continue;
    }
    line.row.reference = ReferenceOf(line.row.source, line.row.external_id);
    line.row.digest = parts.keys.Hash(ContentOf(line));
    lines.emplace(place, std::move(line));
  }
  return lines;
}

using KnownPayers = absl::flat_hash_map<std::string, PayerId>;

absl::StatusOr<KnownPayers> Resolve(PayerDirectory& directory, std::vector<std::string> codes) {
  std::sort(codes.begin(), codes.end());
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  KnownPayers known;
  for (auto at = codes.begin(); at != codes.end();) {
    const auto count = std::min<ptrdiff_t>(kMaxCodesPerCall, codes.end() - at);
    const std::vector<std::string> some(at, at + count);
    BAOPHU_ASSIGN(const std::vector<std::optional<PayerId>> payers, directory.Resolve(some));
    for (size_t i = 0; i < some.size(); ++i) {
      if (payers[i].has_value()) known.emplace(some[i], *payers[i]);
    }
    at += count;
  }
  return known;
}

}  // namespace

absl::StatusOr<std::unique_ptr<PreparedChunk>> PrepareBankStatements(
    const BankStatementParts& parts, const v1::ImportChunk& chunk) {
  const v1::BankStatementRows& rows = chunk.bank_statements();
  if (rows.rows_size() > kMaxRowsPerChunk) {
    return InvalidField("chunk.rows", "holds more than 10,000 rows", "send them in several chunks");
  }
  auto prepared = std::make_unique<PreparedStatement>(parts.catalogues, chunk.first_row_number());
  BAOPHU_ASSIGN(auto lines, CheckRows(parts, rows, prepared->faults));

  // Participant is asked about lines that are new, as far as is known.
  std::vector<KeyedHash> references;
  for (const auto& [place, line] : lines) references.push_back(line.row.reference);
  absl::flat_hash_map<KeyedHash, KeyedHash> in_ledger;
  BAOPHU_TRY(parts.database.Read([&](soci::session& session) {
    in_ledger = ledger_store::FindReferences(session, references);
    return absl::OkStatus();
  }));
  std::map<size_t, PayerClues> clues;
  std::vector<std::string> codes;
  for (const auto& [place, line] : lines) {
    if (line.row.kind == TransactionKind::kReversal || in_ledger.contains(line.row.reference)) {
      continue;
    }
    const PayerClues& found =
        clues.emplace(place, FindClues(line.payer_code, line.tax_code, line.text)).first->second;
    for (const PayerCodes& by_means : found.by_means) {
      codes.insert(codes.end(), by_means.begin(), by_means.end());
    }
  }
  KnownPayers known;
  if (!codes.empty()) {
    BAOPHU_ASSIGN(known, Resolve(parts.payers, std::move(codes)));
  }

  for (auto& [place, line] : lines) {
    MatchedLine& matched = prepared->lines.emplace_back();
    prepared->places.push_back(place);
    if (line.row.kind == TransactionKind::kReversal) {
      matched.reverses = ReferenceOf(line.row.source, line.reverses);
    } else if (const auto found = clues.find(place); found != clues.end()) {
      matched.match = MatchPayer(found->second, known);
      // A payment of a known payer needs no text any more.
      if (!matched.match.payer.has_value() && !line.text.empty()) {
        matched.sealed_text = parts.keys.Seal(line.text);
      }
    }
    matched.row = std::move(line.row);
  }
  return prepared;
}

}  // namespace baophu::contribution
