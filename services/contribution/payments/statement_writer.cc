#include "services/contribution/payments/statement_writer.h"

#include <optional>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "services/contribution/importing/ledger_writer.h"
#include "services/contribution/ledger/ledger_store.h"
#include "services/contribution/payments/payment_store.h"
#include "services/contribution/payments/statement_rules.h"
#include "services/contribution/suspense/suspense_store.h"

namespace baophu::contribution {
namespace {

using payment_store::BankPayment;
using payment_store::BankPayments;

constexpr char kReferenceField[] = "reference";
constexpr char kAmountField[] = "amount";

bool IsReversal(const MatchedLine& line) { return line.row.kind == TransactionKind::kReversal; }

SuspenseItem ItemOf(const MatchedLine& line, int64_t id, int64_t now_us) {
  SuspenseItem item;
  item.id = id;
  item.reason = line.match.reason;
  item.kind = line.row.kind;
  item.amount = line.row.amount;
  item.day = line.row.day;
  item.created_us = now_us;
  item.updated_us = now_us;
  item.source = line.row.source;
  item.reference = line.row.external_id;
  item.area = line.row.area;
  item.sealed_text = line.sealed_text;
  return item;
}

class StatementWriter {
 public:
  StatementWriter(soci::session& session, const AreaCatalogue& catalogue,
                  std::span<const MatchedLine> lines, int64_t revision, int64_t now_us)
      : session_(session),
        catalogue_(catalogue),
        lines_(lines),
        revision_(revision),
        now_us_(now_us) {}

  StatementOutcome Run() {
    SetAsideKnown();
    WritePayments();
    WriteReversals();
    for (const auto& [place, first] : repeats_) {
      const auto fault = outcome_.faults.find(first);
      if (fault == outcome_.faults.end()) {
        ++outcome_.unchanged_count;
      } else {
        outcome_.faults.emplace(place, fault->second);
      }
    }
    return std::move(outcome_);
  }

 private:
  // Leaves lines that are not in the ledger in fresh_.
  void SetAsideKnown() {
    std::vector<KeyedHash> references;
    for (const MatchedLine& line : lines_) references.push_back(line.row.reference);
    const auto known = ledger_store::FindReferences(session_, references);
    absl::flat_hash_map<KeyedHash, size_t> first_of;
    for (size_t i = 0; i < lines_.size(); ++i) {
      const LedgerRow& row = lines_[i].row;
      const auto in_ledger = known.find(row.reference);
      const auto [first, is_first] = first_of.emplace(row.reference, i);
      const KeyedHash& digest =
          in_ledger != known.end() ? in_ledger->second : lines_[first->second].row.digest;
      if (digest != row.digest) {
        outcome_.faults.emplace(i, OtherContent(kReferenceField));
      } else if (in_ledger != known.end()) {
        ++outcome_.unchanged_count;
      } else if (is_first) {
        fresh_.push_back(i);
      } else {
        repeats_.emplace_back(i, first->second);
      }
    }
  }

  // Enters rows and returns the places of those that went in. `places` are those of
  // the rows among the lines.
  std::vector<size_t> Post(const std::vector<LedgerRow>& rows, const std::vector<size_t>& places) {
    const WriteOutcome written = WriteRows(session_, catalogue_, rows, revision_, now_us_);
    outcome_.accepted_count += written.accepted_count;
    totals_store::Merge(written.touched, outcome_.touched);
    for (const size_t at : written.too_much) {
      outcome_.faults.emplace(places[at], SumOutOfRange(kAmountField));
    }
    std::vector<size_t> posted;
    for (const size_t place : places) {
      if (!outcome_.faults.contains(place)) posted.push_back(place);
    }
    return posted;
  }

  void WritePayments() {
    std::vector<LedgerRow> rows;
    std::vector<size_t> places;
    for (const size_t place : fresh_) {
      const MatchedLine& line = lines_[place];
      if (IsReversal(line)) continue;
      LedgerRow& row = rows.emplace_back(line.row);
      places.push_back(place);
      if (line.match.payer.has_value()) {
        row.payer = *line.match.payer;
      } else {
        // What it is for matters once it is a payer's.
        row.payer = PayerId::Suspense();
        row.kind = TransactionKind::kPayment;
      }
    }
    std::vector<BankPayment> payments;
    std::vector<SuspenseItem> items;
    const int64_t next_id = suspense_store::NextId(session_);
    for (const size_t place : Post(rows, places)) {
      const MatchedLine& line = lines_[place];
      BankPayment& payment = payments.emplace_back();
      payment.reference = line.row.reference;
      payment.payer = line.match.payer.value_or(PayerId::Suspense());
      payment.kind = line.row.kind;
      payment.amount = line.row.amount;
      payment.day = line.row.day;
      if (line.match.payer.has_value()) continue;
      payment.item_id = next_id + static_cast<int64_t>(items.size());
      items.push_back(ItemOf(line, payment.item_id, now_us_));
    }
    payment_store::Insert(session_, payments);
    suspense_store::Insert(session_, items);
  }

  void WriteReversals() {
    std::vector<KeyedHash> reversed;
    for (const size_t place : fresh_) {
      if (IsReversal(lines_[place])) reversed.push_back(lines_[place].reverses);
    }
    if (reversed.empty()) return;
    BankPayments payments = payment_store::Find(session_, reversed);
    std::vector<LedgerRow> rows;
    std::vector<size_t> places;
    for (const size_t place : fresh_) {
      if (!IsReversal(lines_[place])) continue;
      const auto payment = payments.find(lines_[place].reverses);
      std::optional<ReversedPayment> facts;
      if (payment != payments.end()) facts = FactsOf(payment->second);
      if (auto fault = CheckReversal(lines_[place].row, facts)) {
        outcome_.faults.emplace(place, *std::move(fault));
        continue;
      }
      rows.push_back(ReversalOf(payment->second, lines_[place].row));
      places.push_back(place);
      payment->second.reversed = true;
    }
    for (const size_t place : Post(rows, places)) {
      const BankPayment& payment = payments.at(lines_[place].reverses);
      payment_store::Update(session_, payment);
      if (payment.item_id == 0) continue;
      SuspenseItem item = *suspense_store::Read(session_, payment.item_id);
      item.state = SuspenseState::kReversed;
      item.updated_us = now_us_;
      suspense_store::Update(session_, item);
    }
  }

  ReversedPayment FactsOf(const BankPayment& payment) {
    ReversedPayment facts{payment.amount, payment.day, payment.reversed, false};
    if (payment.item_id != 0) {
      const auto item = suspense_store::Read(session_, payment.item_id);
      facts.refunded = item->state == SuspenseState::kRefunded;
    }
    return facts;
  }

  // What takes a payment from who has it now.
  static LedgerRow ReversalOf(const BankPayment& payment, const LedgerRow& line) {
    LedgerRow row = line;
    row.payer = payment.payer;
    if (!payment.payer.is_suspense() && payment.kind == TransactionKind::kPenaltyPayment) {
      row.kind = TransactionKind::kPenaltyPayment;
      row.amount = -line.amount;
    }
    return row;
  }

  soci::session& session_;
  const AreaCatalogue& catalogue_;
  const std::span<const MatchedLine> lines_;
  const int64_t revision_;
  const int64_t now_us_;
  std::vector<size_t> fresh_;                       // Places.
  std::vector<std::pair<size_t, size_t>> repeats_;  // Place, and that of the same line before.
  StatementOutcome outcome_;
};

}  // namespace

StatementOutcome WriteStatement(soci::session& session, const AreaCatalogue& catalogue,
                                std::span<const MatchedLine> lines, int64_t revision,
                                int64_t now_us) {
  return StatementWriter(session, catalogue, lines, revision, now_us).Run();
}

}  // namespace baophu::contribution
