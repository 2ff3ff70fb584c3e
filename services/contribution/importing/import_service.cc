#include "services/contribution/importing/import_service.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/ingest/row_errors.h"
#include "common/month/moment.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "services/contribution/changes/change_entries_service.h"
#include "services/contribution/dialogues/dialogue_import_service.h"
#include "services/contribution/importing/ledger_writer.h"
#include "services/contribution/importing/row_rules.h"
#include "services/contribution/ledger/ledger_store.h"
#include "services/contribution/network/importing/network_rows_service.h"
#include "services/contribution/payments/bank_statement_import_service.h"
#include "services/contribution/receipts/receipt_import_service.h"

namespace baophu::contribution {
namespace {

constexpr int kMaxRowsPerChunk = 10'000;
// How long a row may wait for an area that participant has and we do not yet.
constexpr absl::Duration kCatchUpTime = absl::Seconds(10);

// Faults by the place of their row in the chunk.
using Faults = std::map<size_t, RowFault>;

// The field whose amount the ledger's sums could not take.
std::string_view LargestField(const LedgerRow& row) {
  if (row.kind != TransactionKind::kAssessment) return "amount_vnd";
  const auto largest = std::max_element(row.funds.begin(), row.funds.end(),
                                        [](Vnd a, Vnd b) { return a.magnitude() < b.magnitude(); });
  return kFundColumns[largest - row.funds.begin()];
}

template <typename Row>
void ReadCommon(const Row& row, RowInput& input) {
  input.source = row.source();
  input.external_id = row.external_id();
  input.payer = row.payer();
  input.area = row.area();
  input.recorded_seconds = row.recorded_time().seconds();
  input.recorded_nanos = row.recorded_time().nanos();
}

// The views point into the chunk.
absl::StatusOr<std::vector<RowInput>> ReadChunk(const v1::ImportChunk& chunk) {
  std::vector<RowInput> inputs;
  if (chunk.has_assessments()) {
    for (const v1::AssessmentRow& row : chunk.assessments().rows()) {
      RowInput& input = inputs.emplace_back();
      input.kind = TransactionKind::kAssessment;
      ReadCommon(row, input);
      input.period_month = row.period_month();
      input.date = row.due_date();
      input.fund_amounts_vnd = {row.retirement_vnd(),   row.sickness_vnd(),
                                row.accident_vnd(),     row.health_vnd(),
                                row.unemployment_vnd(), row.voluntary_retirement_vnd()};
    }
  } else if (chunk.has_payments()) {
    for (const v1::PaymentRow& row : chunk.payments().rows()) {
      RowInput& input = inputs.emplace_back();
      input.kind = TransactionKind::kPayment;
      ReadCommon(row, input);
      input.date = row.paid_date();
      input.amount_vnd = row.amount_vnd();
    }
  } else {
    return InvalidField("chunk.rows", "is missing",
                        "send assessments, payments, self_payments, bank_statements, dialogues, "
                        "dialogue_invitations or rows of the collection network");
  }
  if (inputs.size() > kMaxRowsPerChunk) {
    return InvalidField("chunk.rows", "holds more than 10,000 rows", "send them in several chunks");
  }
  return inputs;
}

// Rows that are checked and not in the ledger yet, as far as is known.
class PreparedRows final : public PreparedChunk {
 public:
  PreparedRows(catalogue_store::CatalogueCache& catalogues, int64_t first_row_number)
      : catalogues_(catalogues), first_row_number_(first_row_number) {}

  absl::Status Apply(Commit& commit, type::v1::ImportAck& ack) override {
    const std::shared_ptr<const AreaCatalogue> catalogue = catalogues_.Get(commit.session());
    const WriteOutcome outcome =
        WriteRows(commit.session(), *catalogue, rows, commit.revision(), commit.now_us());
    AddAreaMonthEntries(commit, outcome.touched);

    Faults all = faults;
    for (const size_t at : outcome.conflicting)
      all.emplace(places[at], OtherContent("external_id"));
    for (const size_t at : outcome.too_much)
      all.emplace(places[at], SumOutOfRange(LargestField(rows[at])));
    RowErrors errors(first_row_number_);
    for (const auto& [place, fault] : all) {
      errors.Refuse(place, fault.field, fault.reason, fault.problem, fault.remedy);
    }
    errors.AppendTo(ack);
    ack.set_accepted_count(outcome.accepted_count);
    ack.set_unchanged_count(unchanged_count + static_cast<int64_t>(outcome.unchanged.size()));
    return absl::OkStatus();
  }

  std::vector<LedgerRow> rows;
  std::vector<size_t> places;  // Of each of `rows` in the chunk.
  Faults faults;
  int64_t unchanged_count = 0;

  // Keeps only rows for which `keep(row, place)` holds.
  template <typename Keep>
  void Filter(Keep keep) {
    size_t kept = 0;
    for (size_t i = 0; i < rows.size(); ++i) {
      if (!keep(rows[i], places[i])) continue;
      if (kept != i) rows[kept] = std::move(rows[i]);
      places[kept++] = places[i];
    }
    rows.resize(kept);
    places.resize(kept);
  }

 private:
  catalogue_store::CatalogueCache& catalogues_;
  const int64_t first_row_number_;
};

// Sets aside rows that the ledger has already, so that participant is asked
// about new ones only.
absl::Status SetAsideKnownRows(sql::Database& database, PreparedRows& prepared) {
  std::vector<KeyedHash> references;
  references.reserve(prepared.rows.size());
  for (const LedgerRow& row : prepared.rows) references.push_back(row.reference);
  absl::flat_hash_map<KeyedHash, KeyedHash> known;
  BAOPHU_TRY(database.Read([&](soci::session& session) {
    known = ledger_store::FindReferences(session, references);
    return absl::OkStatus();
  }));
  if (known.empty()) return absl::OkStatus();
  prepared.Filter([&](const LedgerRow& row, size_t place) {
    const auto found = known.find(row.reference);
    if (found == known.end()) return true;
    if (found->second == row.digest) {
      ++prepared.unchanged_count;
    } else {
      prepared.faults.emplace(place, OtherContent("external_id"));
    }
    return false;
  });
  return absl::OkStatus();
}

absl::Status ResolvePayers(PayerDirectory& directory, const std::vector<RowInput>& inputs,
                           PreparedRows& prepared) {
  std::vector<std::string> codes;
  absl::flat_hash_map<std::string_view, size_t> position;
  for (const size_t place : prepared.places) {
    if (position.emplace(inputs[place].payer, codes.size()).second) {
      codes.emplace_back(inputs[place].payer);
    }
  }
  if (codes.empty()) return absl::OkStatus();
  BAOPHU_ASSIGN(const std::vector<std::optional<PayerId>> payers, directory.Resolve(codes));
  prepared.Filter([&](LedgerRow& row, size_t place) {
    const std::optional<PayerId> payer = payers[position.at(inputs[place].payer)];
    if (!payer.has_value()) {
      prepared.faults.emplace(
          place, RowFault{"payer", "UNKNOWN_PAYER", "participant knows no payer with this code",
                          "check the code, or load the payer there first"});
      return false;
    }
    row.payer = *payer;
    return true;
  });
  return absl::OkStatus();
}

}  // namespace

ImportServiceImpl::ImportServiceImpl(const Parts& parts)
    : parts_(parts),
      sources_{parts_.database,
               parts_.committer,
               parts_.keys,
               parts_.executor,
               [this](const v1::ImportChunk& chunk) { return Prepare(chunk); },
               parts_.stopping,
               parts_.longest_idle} {}

grpc::ServerBidiReactor<v1::ImportRowsRequest, type::v1::ImportAck>* ImportServiceImpl::ImportRows(
    grpc::CallbackServerContext*) {
  return ImportReactor<v1::ImportRowsRequest, v1::ImportChunk>::Start(sources_);
}

absl::StatusOr<std::shared_ptr<const AreaCatalogue>> ImportServiceImpl::Catalogue() {
  std::shared_ptr<const AreaCatalogue> catalogue;
  BAOPHU_TRY(parts_.database.Read([&](soci::session& session) {
    catalogue = parts_.catalogues.Get(session);
    return absl::OkStatus();
  }));
  return catalogue;
}

absl::StatusOr<std::unique_ptr<PreparedChunk>> ImportServiceImpl::Prepare(
    const v1::ImportChunk& chunk) {
  if (chunk.has_self_payments()) {
    return PrepareReceipts({parts_.database, parts_.keys, parts_.law, parts_.catalogues,
                            parts_.feed, parts_.payers, parts_.max_amount_vnd},
                           chunk);
  }
  if (chunk.has_bank_statements()) {
    return PrepareBankStatements({parts_.database, parts_.keys, parts_.catalogues, parts_.feed,
                                  parts_.payers, parts_.max_amount_vnd},
                                 chunk);
  }
  const DialogueImportParts dialogues{parts_.database,   parts_.dialogue_law, parts_.debts,
                                      parts_.catalogues, parts_.feed,         parts_.payers};
  if (chunk.has_dialogues()) return PrepareDialogues(dialogues, chunk);
  if (chunk.has_dialogue_invitations()) return PrepareDialogueInvitations(dialogues, chunk);
  BAOPHU_ASSIGN(
      std::unique_ptr<PreparedChunk> of_network,
      PrepareNetworkRows({parts_.database, parts_.law.collection(), parts_.catalogues, parts_.feed},
                         chunk));
  if (of_network != nullptr) return of_network;
  BAOPHU_ASSIGN(const std::vector<RowInput> inputs, ReadChunk(chunk));
  auto prepared = std::make_unique<PreparedRows>(parts_.catalogues, chunk.first_row_number());
  prepared->rows.reserve(inputs.size());

  BAOPHU_ASSIGN(std::shared_ptr<const AreaCatalogue> catalogue, Catalogue());
  const Day today = VietnamDay(absl::ToUnixMicros(absl::Now()));
  bool caught_up = false;
  for (size_t place = 0; place < inputs.size(); ++place) {
    LedgerRow row;
    std::optional<RowFault> fault = CheckRow(inputs[place], *catalogue, parts_.max_amount_vnd, row);
    if (fault.has_value() && fault->reason == kUnknownArea && !caught_up) {
      // Participant may have taken the area in a moment ago.
      BAOPHU_TRY(parts_.feed.CatchUp(absl::Now() + kCatchUpTime));
      caught_up = true;
      BAOPHU_ASSIGN(catalogue, Catalogue());
      fault = CheckRow(inputs[place], *catalogue, parts_.max_amount_vnd, row);
    }
    if (!fault.has_value() && row.kind == TransactionKind::kPayment) {
      fault = CheckNotFuture("paid_date", row.day, today);
    }
    if (fault.has_value()) {
      prepared->faults.emplace(place, *std::move(fault));
      continue;
    }
    row.reference = ReferenceOf(row.source, row.external_id);
    row.digest = parts_.keys.Hash(ContentOf(inputs[place], row));
    prepared->rows.push_back(std::move(row));
    prepared->places.push_back(place);
  }
  BAOPHU_TRY(SetAsideKnownRows(parts_.database, *prepared));
  BAOPHU_TRY(ResolvePayers(parts_.payers, inputs, *prepared));
  return prepared;
}

}  // namespace baophu::contribution
