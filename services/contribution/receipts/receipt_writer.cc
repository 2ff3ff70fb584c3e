#include "services/contribution/receipts/receipt_writer.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "services/contribution/importing/ledger_writer.h"
#include "services/contribution/ledger/ledger_store.h"
#include "services/contribution/network/receipt_books/collected_receipts.h"
#include "services/contribution/network/receipt_books/receipt_book_store.h"
#include "services/contribution/network/scorecards/fact_store.h"
#include "services/contribution/receipts/self_paid_store.h"

namespace baophu::contribution {
namespace {

using self_paid_store::StoredReceipt;

// Covers in force that receipts of a batch are held against: those of the tables
// and of receipts before in the batch.
class CoversInForce {
 public:
  CoversInForce(soci::session& session, std::span<const Receipt> receipts) : session_(session) {
    std::vector<int64_t> people, households;
    for (const Receipt& receipt : receipts) {
      people.insert(people.end(), receipt.people.begin(), receipt.people.end());
      if (receipt.payment.payer.kind() == PayerId::Kind::kHousehold) {
        households.push_back(receipt.payment.payer.number());
      }
    }
    for (std::vector<int64_t>* ids : {&people, &households}) {
      std::sort(ids->begin(), ids->end());
      ids->erase(std::unique(ids->begin(), ids->end()), ids->end());
    }
    for (const int64_t person : people) by_person_[person];
    for (PaidCover& cover : self_paid_store::CoversOfPeople(session, people)) {
      by_person_[cover.person_id].push_back(std::move(cover));
    }
    for (PaidCover& cover : self_paid_store::CoversOfPayers(session, households)) {
      by_payer_[cover.payer.number()].push_back(std::move(cover));
    }
  }

  std::vector<PaidCover> OfPeople(const Receipt& receipt) const {
    std::vector<PaidCover> covers;
    for (const int64_t person : receipt.people) {
      const auto found = by_person_.find(person);
      if (found == by_person_.end()) continue;
      covers.insert(covers.end(), found->second.begin(), found->second.end());
    }
    return covers;
  }
  std::vector<PaidCover> OfPayer(const Receipt& receipt) const {
    const auto found = by_payer_.find(receipt.payment.payer.number());
    return found == by_payer_.end() ? std::vector<PaidCover>() : found->second;
  }

  void Add(const PaidCover& cover) {
    Remember(cover.person_id);
    by_person_[cover.person_id].push_back(cover);
    by_payer_[cover.payer.number()].push_back(cover);
  }
  // Of a receipt whose covers are all in the tables, in force.
  void Remove(const PaidCover& cover) {
    Remember(cover.person_id);
    const auto same = [&](const PaidCover& other) { return other.receipt == cover.receipt; };
    std::erase_if(by_person_[cover.person_id], same);
    std::erase_if(by_payer_[cover.payer.number()], same);
  }

  // What the people whose covers changed had before, and what they have now.
  const std::map<int64_t, std::vector<PaidCover>>& before() const { return before_; }
  const std::vector<PaidCover>& OfPerson(int64_t person_id) const {
    return by_person_.at(person_id);
  }

 private:
  // Keeps what a person has before its first change. One whom the batch does not name, of
  // a household's receipt that is taken back, is read now.
  void Remember(int64_t person_id) {
    if (before_.contains(person_id)) return;
    if (!by_person_.contains(person_id)) {
      by_person_[person_id] = self_paid_store::CoversOfPeople(session_, {&person_id, 1});
    }
    before_[person_id] = by_person_[person_id];
  }

  soci::session& session_;
  absl::flat_hash_map<int64_t, std::vector<PaidCover>> by_person_;
  absl::flat_hash_map<int64_t, std::vector<PaidCover>> by_payer_;
  std::map<int64_t, std::vector<PaidCover>> before_;
};

class Writer {
 public:
  Writer(soci::session& session, const Law& law, const AreaCatalogue& catalogue,
         std::span<const Receipt> receipts, int64_t revision, int64_t now_us)
      : session_(session),
        law_(law),
        catalogue_(catalogue),
        receipts_(receipts),
        revision_(revision),
        now_us_(now_us),
        in_force_(session, receipts),
        collected_(session, catalogue, receipts),
        volume_(ledger_store::ReadVolume(session)) {
    std::vector<KeyedHash> references;
    for (const Receipt& receipt : receipts) references.push_back(receipt.payment.reference);
    known_ = ledger_store::FindReferences(session, references);
  }

  ReceiptOutcome Run() {
    for (size_t at = 0; at < receipts_.size(); ++at) {
      const Receipt& receipt = receipts_[at];
      const auto known = known_.find(receipt.payment.reference);
      if (known != known_.end()) {
        if (known->second == receipt.payment.digest) {
          ++outcome_.unchanged_count;
        } else {
          outcome_.faults[at] = {"external_id", "DUPLICATE_WITH_OTHER_CONTENT",
                                 "the ledger has a row of this source and id with another content",
                                 "send a correction as a row of its own, with an id of its own"};
        }
        continue;
      }
      std::optional<ReceiptFault> fault =
          receipt.annuls.has_value() ? Annul(receipt) : Take(receipt);
      if (fault.has_value()) {
        outcome_.faults[at] = *std::move(fault);
        continue;
      }
      known_.emplace(receipt.payment.reference, receipt.payment.digest);
      ++outcome_.accepted_count;
    }
    Flush();
    CountFacts();
    return std::move(outcome_);
  }

 private:
  std::optional<ReceiptFault> Take(const Receipt& receipt) {
    absl::StatusOr<AssessedReceipt> assessed =
        AssessReceipt(law_, receipt, in_force_.OfPeople(receipt), in_force_.OfPayer(receipt));
    if (!assessed.ok()) return FaultOfStatus(assessed.status());
    if (const absl::Status status = collected_.Check(receipt); !status.ok()) {
      return FaultOfStatus(status);
    }
    if (auto fault = AddRows(LedgerRowsOf(receipt.payment, assessed->funds, false))) return fault;
    collected_.Take(receipt);
    taken_.push_back({receipt.payment.reference, receipt.payment.payer, receipt.scheme,
                      receipt.first, receipt.months, receipt.payment.day, assessed->funds,
                      assessed->support, false});
    for (PaidCover& cover : assessed->covers) {
      in_force_.Add(cover);
      covers_.push_back(std::move(cover));
    }
    return std::nullopt;
  }

  std::optional<ReceiptFault> Annul(const Receipt& row) {
    // The receipt meant may be one of this batch.
    Flush();
    const std::optional<StoredReceipt> receipt =
        self_paid_store::FindReceipt(session_, *row.annuls);
    if (!receipt.has_value() || receipt->payer != row.payment.payer) {
      return ReceiptFault{"annuls", "UNKNOWN_RECEIPT", "names no receipt of this source and payer",
                          "write the external_id of the receipt meant, and its payer"};
    }
    if (receipt->annulled) {
      return ReceiptFault{"annuls", "ALREADY_ANNULLED", "names a receipt that is annulled",
                          "leave the row out"};
    }
    const Vnd paid = Sum(receipt->funds);
    if (row.payment.amount != paid) {
      return ReceiptFault{
          "amount_vnd", "AMOUNT_NOT_PAID",
          absl::StrCat("is ", row.payment.amount.amount_vnd(), " đồng where the receipt is of ",
                       paid.amount_vnd(), " đồng"),
          "write what the receipt is of, or name another one"};
    }
    if (row.payment.day < receipt->paid) {
      return ReceiptFault{
          "paid_date", "BEFORE_RECEIPT",
          absl::StrCat("is before ", receipt->paid.ToString(), ", when the receipt was paid"),
          "write the day on which it was taken back"};
    }
    if (auto fault = AddRows(LedgerRowsOf(row.payment, receipt->funds, true))) return fault;
    for (const PaidCover& cover : self_paid_store::CoversOfReceipt(session_, *row.annuls)) {
      in_force_.Remove(cover);
      outcome_.covers.push_back({cover, true});
    }
    self_paid_store::Annul(session_, *row.annuls);
    receipt_book_store::AnnulReceipt(session_, *row.annuls, row.payment.day);
    return std::nullopt;
  }

  // Both rows or none.
  std::optional<ReceiptFault> AddRows(const std::array<LedgerRow, 2>& rows) {
    Vnd volume = volume_;
    for (const LedgerRow& row : rows) volume += VolumeOf(PostingsOf(row));
    if (volume > kMaxLedgerVolume) {
      return ReceiptFault{
          "amount_vnd", "SUM_OUT_OF_RANGE",
          absl::StrCat("would take the amounts of the ledger, added up without their signs, past ",
                       kMaxLedgerVolume.amount_vnd(), " đồng"),
          "check the amounts of the import and their unit"};
    }
    volume_ = volume;
    rows_.insert(rows_.end(), rows.begin(), rows.end());
    return std::nullopt;
  }

  // Writes what was taken since the last time.
  void Flush() {
    const WriteOutcome written = WriteRows(session_, catalogue_, rows_, revision_, now_us_);
    for (const auto& [area, month] : written.touched) {
      const auto [found, inserted] = outcome_.touched.emplace(area, month);
      if (!inserted) found->second = std::min(found->second, month);
    }
    if (!taken_.empty()) self_paid_store::Insert(session_, taken_, covers_);
    collected_.Flush();
    for (PaidCover& cover : covers_) outcome_.covers.push_back({std::move(cover), false});
    rows_.clear();
    taken_.clear();
    covers_.clear();
  }

  // Lets the scorecards follow the covers that changed.
  void CountFacts() {
    std::vector<int64_t> people;
    for (const auto& [person, covers] : in_force_.before()) people.push_back(person);
    std::map<int64_t, std::vector<LapseReason>> reasons;
    for (LapseReason& reason : fact_store::ReadReasons(session_, people)) {
      reasons[reason.person_id].push_back(std::move(reason));
    }
    FactChanges changes;
    for (const auto& [person, before] : in_force_.before()) {
      changes.Add(FactsOf(law_.collection(), before, reasons[person]), -1);
      changes.Add(FactsOf(law_.collection(), in_force_.OfPerson(person), reasons[person]), 1);
    }
    fact_store::Apply(session_, std::move(changes));
    fact_store::MarkIfOtherRules(session_, law_.collection());
  }

  soci::session& session_;
  const Law& law_;
  const AreaCatalogue& catalogue_;
  const std::span<const Receipt> receipts_;
  const int64_t revision_;
  const int64_t now_us_;
  CoversInForce in_force_;
  CollectedReceipts collected_;
  absl::flat_hash_map<KeyedHash, KeyedHash> known_;
  Vnd volume_;
  std::vector<LedgerRow> rows_;
  std::vector<StoredReceipt> taken_;
  std::vector<PaidCover> covers_;
  ReceiptOutcome outcome_;
};

}  // namespace

ReceiptOutcome WriteReceipts(soci::session& session, const Law& law, const AreaCatalogue& catalogue,
                             std::span<const Receipt> receipts, int64_t revision, int64_t now_us) {
  return Writer(session, law, catalogue, receipts, revision, now_us).Run();
}

}  // namespace baophu::contribution
