#include "services/contribution/ageing/arrears_store.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/sql/cursor.h"
#include "common/sql/row_batch.h"
#include "services/contribution/ledger/fund.h"
#include "services/contribution/ledger/posting.h"

namespace baophu::contribution::arrears_store {
namespace {

using payer_store::StatusSpan;

Month MonthOf(int64_t number) { return Month::FromNumber(static_cast<int32_t>(number)); }

std::string Number(int64_t number) { return absl::StrCat(number); }
std::string Number(TransactionKind kind) { return Number(static_cast<int64_t>(kind)); }
std::string Number(Account account) { return Number(static_cast<int64_t>(account)); }

// Rows of transactions that an account is made of; of an account that never reads
// a posting, none is fetched.
const std::string& EmployersQuery() {
  static const auto* const kQuery = new std::string(absl::StrCat(
      "SELECT t.payer_id, t.transaction_id, t.kind, t.month, t.day, p.account, p.",
      absl::StrJoin(kFundColumns, ", p."),
      ", p.unallocated_vnd, t.area FROM ledger_transaction t JOIN ledger_posting p "
      "ON p.payer_id = t.payer_id AND p.transaction_id = t.transaction_id "
      "WHERE t.payer_id > CAST(:a AS BIGINT) AND t.payer_id <= CAST(:t AS BIGINT) "
      "AND t.payer_id % 4 = ",
      static_cast<int64_t>(PayerId::Kind::kEmployer),
      " AND t.recorded_us <= CAST(:k AS BIGINT) AND t.kind NOT IN (",
      Number(TransactionKind::kAllocation), ", ", Number(TransactionKind::kInterestAllocation),
      ", ", Number(TransactionKind::kInterest), ") AND p.account NOT IN (", Number(Account::kFund),
      ", ", Number(Account::kInterestReceivable), ", ", Number(Account::kPenalty),
      ") AND NOT (t.kind = ", Number(TransactionKind::kPayment), " AND p.account = ",
      Number(Account::kReceivable), ") ORDER BY t.payer_id, t.transaction_id"));
  return *kQuery;
}

// Takes the rows of one employer.
class EmployerReader {
 public:
  EmployerReader(PayerId employer, Day as_of) : as_of_(as_of) { read_.employer = employer; }

  PayerId employer() const { return read_.employer; }

  void Add(TransactionKind kind, Month month, Day day, AreaCode area, const PostingLine& line) {
    TakeArea(day, area);
    if (kind == TransactionKind::kAssessment || day <= as_of_) {
      builder_.Add(kind, month, day, {&line, 1});
    }
  }

  KnownEmployer Finish() {
    read_.account = builder_.Build();
    return std::move(read_);
  }

 private:
  void TakeArea(Day day, AreaCode area) {
    const bool later = day > as_of_;
    const bool first = read_.area.empty();
    bool better = first;
    if (!first && !later) {
      better = area_is_later_ || std::tie(area_day_, read_.area) < std::tie(day, area);
    } else if (!first && area_is_later_) {
      better = std::tie(day, area) < std::tie(area_day_, read_.area);
    }
    if (!better) return;
    area_is_later_ = later;
    area_day_ = day;
    read_.area = area;
  }

  const Day as_of_;
  AccountBuilder builder_;
  KnownEmployer read_;
  Day area_day_;
  bool area_is_later_ = false;
};

absl::btree_map<PayerId, std::vector<StatusSpan>> CurrentStatuses(soci::session& session,
                                                                  const std::string& ids) {
  absl::btree_map<PayerId, std::vector<StatusSpan>> statuses;
  sql::Cursor cursor(
      session,
      absl::StrCat("SELECT s.payer_id, s.from_month, s.status FROM ", sql::IdTable(session, ":ids"),
                   " k CROSS JOIN payer_status s WHERE s.payer_id = k.value "
                   "ORDER BY s.payer_id, s.from_month"),
      {ids}, 2, 1);
  while (cursor.Next()) {
    statuses[PayerId::FromNumber(cursor.number(0))].push_back(
        {MonthOf(cursor.number(1)), cursor.text(0)});
  }
  return statuses;
}

}  // namespace

bool KnowsEmployer(soci::session& session, PayerId employer) {
  const std::string id = Number(employer.number());
  sql::Cursor cursor(
      session,
      "SELECT payer_id FROM employer_terms WHERE payer_id = CAST(:a AS BIGINT) "
      "UNION ALL SELECT payer_id FROM payer_status WHERE payer_id = CAST(:b AS BIGINT) "
      "UNION ALL SELECT payer_id FROM payer_month WHERE payer_id = CAST(:c AS BIGINT) "
      "LIMIT 1",
      {id, id, id}, 1, 0);
  return cursor.Next();
}

PayerId EndOfPage(soci::session& session, PayerId after, int64_t limit) {
  sql::Cursor cursor(
      session,
      absl::StrCat("SELECT COALESCE(MAX(payer_id), CAST(:b AS BIGINT)) FROM (SELECT DISTINCT "
                   "payer_id FROM payer_month WHERE payer_id > CAST(:a AS BIGINT) AND payer_id % 4 "
                   "= ",
                   static_cast<int64_t>(PayerId::Kind::kEmployer),
                   " ORDER BY payer_id LIMIT CAST(:n AS BIGINT)) page"),
      {Number(after.number()), Number(after.number()), Number(limit)}, 1, 0);
  cursor.Next();
  return PayerId::FromNumber(cursor.number(0));
}

std::vector<KnownEmployer> ReadEmployers(soci::session& session, PayerId after, PayerId through,
                                         const KnownAt& at) {
  std::vector<KnownEmployer> employers;
  std::optional<EmployerReader> reader;
  sql::Cursor cursor(session, EmployersQuery(),
                     {Number(after.number()), Number(through.number()), Number(at.known_us)},
                     7 + static_cast<int>(kFundCount), 1);
  while (cursor.Next()) {
    const PayerId employer = PayerId::FromNumber(cursor.number(0));
    if (!reader.has_value() || reader->employer() != employer) {
      if (reader.has_value()) employers.push_back(reader->Finish());
      reader.emplace(employer, at.as_of);
    }
    PostingLine line;
    line.account = static_cast<Account>(cursor.number(5));
    for (size_t f = 0; f < kFundCount; ++f) {
      line.funds[f] = Vnd(cursor.number(static_cast<int>(f) + 6));
    }
    line.unallocated = Vnd(cursor.number(6 + static_cast<int>(kFundCount)));
    reader->Add(static_cast<TransactionKind>(cursor.number(2)), MonthOf(cursor.number(3)),
                Day::FromNumber(static_cast<int32_t>(cursor.number(4))),
                AreaCode::FromTrusted(cursor.text(0)), line);
  }
  if (reader.has_value()) employers.push_back(reader->Finish());
  return employers;
}

absl::btree_map<PayerId, std::string> ReadStatuses(soci::session& session, PayerId after,
                                                   PayerId through, Month month, int64_t known_us) {
  absl::btree_map<PayerId, std::string> statuses;
  int64_t recorded_us = 0;
  PayerId of;
  sql::Cursor cursor(session,
                     "SELECT payer_id, recorded_us, from_month, status FROM payer_status_known "
                     "WHERE payer_id > CAST(:a AS BIGINT) AND payer_id <= CAST(:t AS BIGINT) "
                     "AND recorded_us <= CAST(:k AS BIGINT) "
                     "ORDER BY payer_id, recorded_us, from_month",
                     {Number(after.number()), Number(through.number()), Number(known_us)}, 3, 1);
  while (cursor.Next()) {
    const PayerId payer = PayerId::FromNumber(cursor.number(0));
    // What became known later replaces all that was known before.
    if (payer != of || cursor.number(1) != recorded_us) statuses.erase(payer);
    of = payer;
    recorded_us = cursor.number(1);
    if (MonthOf(cursor.number(2)) <= month) statuses[payer] = cursor.text(0);
  }
  return statuses;
}

void RememberStatuses(soci::session& session,
                      const absl::btree_map<PayerId, std::vector<StatusSpan>>& statuses,
                      int64_t now_us) {
  std::vector<int64_t> ids;
  for (const auto& [payer, spans] : statuses) ids.push_back(payer.number());
  if (ids.empty()) return;
  auto current = CurrentStatuses(session, sql::IdList(ids));
  std::vector<int64_t> changed;
  sql::RowBatch rows("payer_status_known", {"payer_id", "recorded_us", "from_month", "status"});
  for (const auto& [payer, spans] : statuses) {
    if (current[payer] == spans) continue;
    changed.push_back(payer.number());
    for (const StatusSpan& span : spans) {
      rows.Add(payer.number()).Add(now_us).Add(span.from.number()).Add(span.status);
    }
    if (spans.empty()) rows.Add(payer.number()).Add(now_us).Add(Month::Min().number()).Add("");
  }
  if (changed.empty()) return;
  // Writes that share a moment are known at once: the last one holds.
  const std::string list = sql::IdList(changed);
  const long long recorded_us = now_us;
  session << "DELETE FROM payer_status_known WHERE recorded_us = :r AND payer_id IN "
             "(SELECT value FROM "
          << sql::IdTable(session, ":ids") << " k)",
      soci::use(recorded_us), soci::use(list);
  rows.InsertInto(session);
}

absl::btree_map<AreaMonth, Vnd> ReadAssessed(soci::session& session, Month first, Month through,
                                             int64_t known_us) {
  absl::btree_map<AreaMonth, Vnd> assessed;
  sql::Cursor cursor(
      session,
      absl::StrCat("SELECT t.month, CAST(SUM(p.", absl::StrJoin(kFundColumns, " + p."),
                   ") AS BIGINT), t.area FROM ledger_transaction t JOIN ledger_posting p "
                   "ON p.payer_id = t.payer_id AND p.transaction_id = t.transaction_id "
                   "WHERE t.kind = ",
                   Number(TransactionKind::kAssessment),
                   " AND t.month >= CAST(:f AS BIGINT) "
                   "AND t.month <= CAST(:t AS BIGINT) AND t.recorded_us <= CAST(:k AS BIGINT) "
                   "AND p.account = ",
                   Number(Account::kReceivable), " GROUP BY t.area, t.month"),
      {Number(first.number()), Number(through.number()), Number(known_us)}, 2, 1);
  while (cursor.Next()) {
    assessed[{AreaCode::FromTrusted(cursor.text(0)), MonthOf(cursor.number(0))}] =
        Vnd(cursor.number(1));
  }
  return assessed;
}

}  // namespace baophu::contribution::arrears_store
