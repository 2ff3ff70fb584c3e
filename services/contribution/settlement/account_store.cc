#include "services/contribution/settlement/account_store.h"

#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "common/sql/cursor.h"
#include "common/sql/row_batch.h"
#include "common/text/view.h"

namespace baophu::contribution::account_store {
namespace {

std::string ListOf(std::span<const PayerId> payers) {
  std::vector<int64_t> ids;
  ids.reserve(payers.size());
  for (const PayerId payer : payers) ids.push_back(payer.number());
  return sql::IdList(ids);
}

DebtSteps Read(soci::session& session, const std::string& from,
               const std::vector<std::string>& parameters) {
  DebtSteps steps;
  sql::Cursor cursor(session,
                     absl::StrCat("SELECT d.payer_id, d.month, ", FundColumnList("d."),
                                  ", d.area FROM ", from, " ORDER BY d.payer_id, d.month"),
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

constexpr int kLeaverNumbers = 4 + static_cast<int>(kFundCount);

// Of payer, day, worker, month and funds.
LeaverPart LeaverOf(sql::Cursor& cursor) {
  LeaverPart part{Day::FromNumber(static_cast<int32_t>(cursor.number(1))),
                  cursor.number(2),
                  Month::FromNumber(static_cast<int32_t>(cursor.number(3))),
                  {}};
  for (size_t f = 0; f < kFundCount; ++f) {
    part.amounts[f] = Vnd(cursor.number(4 + static_cast<int>(f)));
  }
  return part;
}

// `of` is what selects rows of the table d, such as "d WHERE ...".
Decisions Decided(soci::session& session, std::string_view pauses_of, std::string_view leavers_of,
                  const std::vector<std::string>& parameters) {
  Decisions decisions;
  sql::Cursor pauses(
      session,
      absl::StrCat("SELECT d.payer_id, d.from_day, d.through_day FROM ", View(pauses_of),
                   " ORDER BY d.payer_id, d.from_day, d.through_day"),
      parameters, 3, 0);
  while (pauses.Next()) {
    decisions[PayerId::FromNumber(pauses.number(0))].pauses.push_back(
        {Day::FromNumber(static_cast<int32_t>(pauses.number(1))),
         Day::FromNumber(static_cast<int32_t>(pauses.number(2)))});
  }
  sql::Cursor leavers(session,
                      absl::StrCat("SELECT d.payer_id, d.decided_day, d.person_id, d.month, ",
                                   FundColumnList("d."), " FROM ", View(leavers_of),
                                   " ORDER BY d.payer_id, d.decided_day, d.person_id, d.month"),
                      parameters, kLeaverNumbers, 0);
  while (leavers.Next()) {
    decisions[PayerId::FromNumber(leavers.number(0))].leavers.push_back(LeaverOf(leavers));
  }
  return decisions;
}

}  // namespace

void Enqueue(soci::session& session, std::span<const PayerId> payers) {
  if (payers.empty()) return;
  sql::RowBatch rows("account_queue", {"payer_id", "problem"});
  for (const PayerId payer : payers) rows.Add(payer.number()).Add("");
  rows.InsertInto(session, "ON CONFLICT (payer_id) DO UPDATE SET problem = excluded.problem");
}

void EnqueueAll(soci::session& session) {
  session << "DELETE FROM account_queue";
  session << "INSERT INTO account_queue (payer_id, problem) SELECT DISTINCT payer_id, '' "
             "FROM payer_month";
}

std::vector<PayerId> Waiting(soci::session& session, int64_t limit) {
  sql::Cursor cursor(session,
                     "SELECT payer_id FROM account_queue WHERE problem = '' ORDER BY payer_id "
                     "LIMIT CAST(:n AS BIGINT)",
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
  session << "SELECT COUNT(*) FROM account_queue WHERE problem = ''", soci::into(count);
  return count;
}

std::vector<PayerId> WithProblem(soci::session& session) {
  sql::Cursor cursor(session, "SELECT payer_id FROM account_queue WHERE problem <> ''", {}, 1, 0);
  std::vector<PayerId> payers;
  while (cursor.Next()) payers.push_back(PayerId::FromNumber(cursor.number(0)));
  return payers;
}

void SetProblem(soci::session& session, PayerId payer, const std::string& problem) {
  const long long payer_id = payer.number();
  session << "UPDATE account_queue SET problem = :t WHERE payer_id = :p", soci::use(problem),
      soci::use(payer_id);
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

Decisions ReadDecisions(soci::session& session, std::span<const PayerId> payers, int64_t known_us) {
  const auto of = [&](const char* table) {
    return absl::StrCat(sql::IdTable(session, ":ids"), " k CROSS JOIN ", table,
                        " d WHERE d.payer_id = k.value AND d.recorded_us <= CAST(:k AS BIGINT)");
  };
  return Decided(session, of("interest_pause"), of("leaver_part"),
                 {ListOf(payers), absl::StrCat(known_us)});
}

Decisions ReadAllDecisions(soci::session& session, int64_t known_us) {
  constexpr char kKnown[] = " d WHERE d.recorded_us <= CAST(:k AS BIGINT)";
  return Decided(session, absl::StrCat("interest_pause", kKnown),
                 absl::StrCat("leaver_part", kKnown), {absl::StrCat(known_us)});
}

std::vector<StoredLeaverPart> ListLeavers(soci::session& session, PayerId payer) {
  sql::Cursor cursor(
      session,
      absl::StrCat("SELECT payer_id, decided_day, person_id, month, ", FundColumnList(""),
                   ", decision_number FROM leaver_part WHERE payer_id = "
                   "CAST(:p AS BIGINT) ORDER BY decided_day, person_id, month"),
      {absl::StrCat(payer.number())}, kLeaverNumbers, 1);
  std::vector<StoredLeaverPart> parts;
  while (cursor.Next()) parts.push_back({LeaverOf(cursor), cursor.text(0)});
  return parts;
}

void AddLeavers(soci::session& session, PayerId payer, std::span<const StoredLeaverPart> parts,
                int64_t now_us) {
  sql::RowBatch rows("leaver_part",
                     WithFundColumns({"payer_id", "person_id", "month", "decided_day"},
                                     {"decision_number", "recorded_us"}));
  for (const StoredLeaverPart& one : parts) {
    rows.Add(payer.number())
        .Add(one.part.person_id)
        .Add(one.part.month.number())
        .Add(one.part.decided.number());
    for (const Vnd amount : one.part.amounts) rows.Add(amount.amount_vnd());
    rows.Add(one.decision_number).Add(now_us);
  }
  rows.InsertInto(session);
}

bool AddPause(soci::session& session, const StoredPause& pause, int64_t now_us) {
  sql::Cursor cursor(session,
                     "SELECT payer_id FROM interest_pause WHERE payer_id = CAST(:p AS BIGINT) AND "
                     "from_day = CAST(:f AS BIGINT) AND through_day = CAST(:t AS BIGINT)",
                     {absl::StrCat(pause.payer.number()), absl::StrCat(pause.pause.from.number()),
                      absl::StrCat(pause.pause.through.number())},
                     1, 0);
  if (cursor.Next()) return false;
  sql::RowBatch rows("interest_pause",
                     {"payer_id", "from_day", "through_day", "recorded_us", "decision_number"});
  rows.Add(pause.payer.number())
      .Add(pause.pause.from.number())
      .Add(pause.pause.through.number())
      .Add(now_us)
      .Add(pause.decision_number);
  rows.InsertInto(session);
  return true;
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
  sql::RowBatch rows("payer_debt", WithFundColumns({"payer_id", "month", "area"}));
  for (const auto& [payer, of_payer] : steps) {
    for (const DebtStep& step : of_payer) {
      rows.Add(payer.number()).Add(step.from.number()).Add(step.area.text());
      for (const Vnd amount : step.outstanding) rows.Add(amount.amount_vnd());
    }
  }
  rows.InsertInto(session);
}

}  // namespace baophu::contribution::account_store
