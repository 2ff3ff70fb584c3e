#include "services/contribution/account/account_store.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "common/sql/cursor.h"
#include "common/sql/row_batch.h"

namespace baophu::contribution::account_store {
namespace {

std::string ListOf(std::span<const PayerId> payers) {
  std::vector<int64_t> ids;
  ids.reserve(payers.size());
  for (const PayerId payer : payers) ids.push_back(payer.number());
  return sql::IdList(ids);
}

constexpr char kDebtColumns[] =
    "SELECT d.payer_id, d.month, d.retirement_vnd, d.sickness_vnd, d.accident_vnd, d.health_vnd, "
    "d.unemployment_vnd, d.area FROM ";

DebtSteps Read(soci::session& session, const std::string& from,
               const std::vector<std::string>& parameters) {
  DebtSteps steps;
  sql::Cursor cursor(session, absl::StrCat(kDebtColumns, from, " ORDER BY d.payer_id, d.month"),
                     parameters, 2 + static_cast<int>(kFundCount), 1);
  while (cursor.Next()) {
    DebtStep step;
    step.from = Month::FromNumber(static_cast<int32_t>(cursor.number(1)));
    step.area = AreaCode::FromTrusted(cursor.text(0));
    for (size_t f = 0; f < kFundCount; ++f) {
      step.outstanding[f] = Vnd(cursor.number(2 + static_cast<int>(f)));
    }
    steps[PayerId::FromNumber(cursor.number(0))].push_back(step);
  }
  return steps;
}

}  // namespace

void Enqueue(soci::session& session, std::span<const PayerId> payers) {
  if (payers.empty()) return;
  sql::RowBatch rows("account_queue", {"payer_id"});
  for (const PayerId payer : payers) rows.Add(payer.number());
  rows.InsertInto(session, "ON CONFLICT (payer_id) DO NOTHING");
}

void EnqueueAll(soci::session& session) {
  session << "DELETE FROM account_queue";
  session << "INSERT INTO account_queue (payer_id) SELECT DISTINCT payer_id FROM payer_month";
}

std::vector<PayerId> Waiting(soci::session& session, int64_t limit) {
  sql::Cursor cursor(
      session, "SELECT payer_id FROM account_queue ORDER BY payer_id LIMIT CAST(:n AS BIGINT)",
      {absl::StrCat(limit)}, 1, 0);
  std::vector<PayerId> payers;
  while (cursor.Next()) payers.push_back(PayerId::FromNumber(cursor.number(0)));
  return payers;
}

void Dequeue(soci::session& session, std::span<const PayerId> payers) {
  const std::string list = ListOf(payers);
  session << "DELETE FROM account_queue WHERE payer_id IN (SELECT value FROM "
          << sql::IdTable(session, ":ids") << " k)",
      soci::use(list);
}

int64_t CountWaiting(soci::session& session) {
  long long count = 0;
  session << "SELECT COUNT(*) FROM account_queue", soci::into(count);
  return count;
}

std::optional<int64_t> ReadLawVersion(soci::session& session) {
  long long version = 0;
  session << "SELECT law_version FROM account_law WHERE id = 1", soci::into(version);
  if (!session.got_data()) return std::nullopt;
  return version;
}

void SaveLawVersion(soci::session& session, int64_t version) {
  const long long value = version;
  session << "INSERT INTO account_law (id, law_version) VALUES (1, :v) ON CONFLICT (id) DO "
             "UPDATE SET law_version = excluded.law_version",
      soci::use(value);
}

std::optional<Month> ReadChargedThrough(soci::session& session, int64_t known_us) {
  sql::Cursor cursor(session,
                     "SELECT through_month FROM interest_run WHERE recorded_us <= "
                     "CAST(:k AS BIGINT) ORDER BY through_month DESC LIMIT 1",
                     {absl::StrCat(known_us)}, 1, 0);
  if (!cursor.Next()) return std::nullopt;
  return Month::FromNumber(static_cast<int32_t>(cursor.number(0)));
}

void SaveChargedThrough(soci::session& session, Month through, int64_t now_us) {
  const long long month = through.number();
  const long long recorded_us = now_us;
  session << "INSERT INTO interest_run (through_month, recorded_us) VALUES (:m, :r)",
      soci::use(month), soci::use(recorded_us);
}

DebtSteps ReadDebts(soci::session& session, std::span<const PayerId> payers) {
  return Read(session,
              absl::StrCat(sql::IdTable(session, ":ids"),
                           " k CROSS JOIN payer_debt d WHERE d.payer_id = k.value"),
              {ListOf(payers)});
}

DebtSteps ReadAllDebts(soci::session& session) { return Read(session, "payer_debt d", {}); }

void ReplaceDebts(soci::session& session, std::span<const PayerId> payers, const DebtSteps& steps) {
  const std::string list = ListOf(payers);
  session << "DELETE FROM payer_debt WHERE payer_id IN (SELECT value FROM "
          << sql::IdTable(session, ":ids") << " k)",
      soci::use(list);
  sql::RowBatch rows("payer_debt", {"payer_id", "month", "area", "retirement_vnd", "sickness_vnd",
                                    "accident_vnd", "health_vnd", "unemployment_vnd"});
  for (const auto& [payer, of_payer] : steps) {
    for (const DebtStep& step : of_payer) {
      rows.Add(payer.number()).Add(step.from.number()).Add(step.area.text());
      for (const Vnd amount : step.outstanding) rows.Add(amount.amount_vnd());
    }
  }
  rows.InsertInto(session);
}

}  // namespace baophu::contribution::account_store
