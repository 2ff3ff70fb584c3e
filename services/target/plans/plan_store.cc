#include "services/target/plans/plan_store.h"

#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/sql/row_batch.h"

namespace baophu::target::plan_store {
namespace {

constexpr char kPlanColumns[] =
    "p.plan_id, p.assigner, p.area, p.indicator, p.year, p.kind, p.base, p.holder, p.valid_from, "
    "p.decision, p.value, p.revision";
constexpr char kDenominatorColumns[] =
    "d.denominator_id, d.base, d.area, d.valid_from, d.value, d.source, "
    "d.revision";

// A plan's columns as SOCI fills them.
struct PlanCells {
  long long plan_id = 0, year = 0, kind = 0, valid_from = 0, value = 0, revision = 0;
  std::string assigner, area, indicator, base, holder, decision;

  template <typename Statement>
  void Bind(Statement& statement) {
    statement.exchange(soci::into(plan_id));
    statement.exchange(soci::into(assigner));
    statement.exchange(soci::into(area));
    statement.exchange(soci::into(indicator));
    statement.exchange(soci::into(year));
    statement.exchange(soci::into(kind));
    statement.exchange(soci::into(base));
    statement.exchange(soci::into(holder));
    statement.exchange(soci::into(valid_from));
    statement.exchange(soci::into(decision));
    statement.exchange(soci::into(value));
    statement.exchange(soci::into(revision));
  }

  PlanVersion Row() const {
    PlanVersion plan;
    plan.plan_id = plan_id;
    plan.assigner = assigner;
    plan.decision = decision;
    plan.year = static_cast<int>(year);
    plan.area = AreaCode::FromTrusted(area);
    plan.indicator = indicator;
    plan.kind = static_cast<PlanKind>(kind);
    plan.base = base;
    plan.holder = holder;
    plan.value = value;
    plan.valid_from = Month::FromNumber(static_cast<int32_t>(valid_from));
    plan.revision = revision;
    return plan;
  }
};

struct DenominatorCells {
  long long denominator_id = 0, valid_from = 0, value = 0, revision = 0;
  std::string base, area, source;

  template <typename Statement>
  void Bind(Statement& statement) {
    statement.exchange(soci::into(denominator_id));
    statement.exchange(soci::into(base));
    statement.exchange(soci::into(area));
    statement.exchange(soci::into(valid_from));
    statement.exchange(soci::into(value));
    statement.exchange(soci::into(source));
    statement.exchange(soci::into(revision));
  }

  Denominator Row() const {
    Denominator denominator;
    denominator.denominator_id = denominator_id;
    denominator.base = base;
    denominator.area = AreaCode::FromTrusted(area);
    denominator.value = value;
    denominator.valid_from = Month::FromNumber(static_cast<int32_t>(valid_from));
    denominator.source = source;
    denominator.revision = revision;
    return denominator;
  }
};

// Runs a query whose parameters are bound by `bind`.
template <typename Cells, typename Row, typename Bind>
std::vector<Row> Select(soci::session& session, const std::string& query, Bind bind) {
  Cells cells;
  soci::statement statement(session);
  cells.Bind(statement);
  bind(statement);
  statement.alloc();
  statement.prepare(query);
  statement.define_and_bind();
  std::vector<Row> rows;
  statement.execute();
  while (statement.fetch()) rows.push_back(cells.Row());
  return rows;
}

// For sql::TextTable.
std::string CodesOf(std::span<const AreaCode> areas) {
  std::vector<std::string> codes;
  for (const AreaCode area : areas) codes.push_back(area.ToString());
  return sql::TextList(codes);
}

template <typename Row>
std::optional<Row> First(std::vector<Row> rows) {
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

std::tuple<AreaCode, std::string, int, std::string, PlanKind, std::string, std::string, Month>
KeyOf(const PlanVersion& plan) {
  return plan.Key();
}
std::tuple<AreaCode, std::string, Month> KeyOf(const Denominator& denominator) {
  return {denominator.area, denominator.base, denominator.valid_from};
}

bool SameContent(const PlanVersion& a, const PlanVersion& b) {
  return a.decision == b.decision && a.value == b.value;
}
bool SameContent(const Denominator& a, const Denominator& b) {
  return a.source == b.source && a.value == b.value;
}

int64_t& IdOf(PlanVersion& plan) { return plan.plan_id; }
int64_t& IdOf(Denominator& denominator) { return denominator.denominator_id; }

template <typename Row>
std::vector<std::string> AreasOf(const std::vector<Row>& rows) {
  std::vector<std::string> areas;
  for (const Row& row : rows) {
    if (areas.empty() || areas.back() != row.area.ToString()) {
      areas.push_back(row.area.ToString());
    }
  }
  return areas;
}

// The part of Put that plans and denominators share: which rows are new,
// changed or the same. `write` gets those to be written, the last version of
// each.
template <typename Row, typename Write>
Outcome Merge(std::vector<Row> stored, std::vector<Row> rows, int64_t last_id, Write write) {
  using Key = decltype(KeyOf(rows.front()));
  std::map<Key, Row> known;
  for (Row& row : stored) {
    const Key key = KeyOf(row);
    known.emplace(key, std::move(row));
  }
  Outcome outcome;
  std::map<Key, Row> written;
  for (Row& row : rows) {
    const Key key = KeyOf(row);
    const auto before = known.find(key);
    if (before != known.end() && SameContent(before->second, row)) {
      ++outcome.unchanged_count;
      continue;
    }
    IdOf(row) = before == known.end() ? ++last_id : IdOf(before->second);
    ++outcome.changed_count;
    const auto [first, added] = outcome.touched.emplace(row.area, row.valid_from);
    if (!added) first->second = std::min(first->second, row.valid_from);
    known.insert_or_assign(key, row);
    written.insert_or_assign(key, std::move(row));
  }
  for (const auto& [key, row] : written) write(row);
  return outcome;
}

}  // namespace

std::optional<PlanVersion> Find(soci::session& session, int64_t plan_id) {
  const long long id = plan_id;
  return First(Select<PlanCells, PlanVersion>(
      session, absl::StrCat("SELECT ", kPlanColumns, " FROM plan p WHERE p.plan_id = :id"),
      [&](soci::statement& statement) { statement.exchange(soci::use(id, "id")); }));
}

std::optional<Denominator> FindDenominator(soci::session& session, int64_t denominator_id) {
  const long long id = denominator_id;
  return First(Select<DenominatorCells, Denominator>(
      session,
      absl::StrCat("SELECT ", kDenominatorColumns,
                   " FROM denominator d WHERE d.denominator_id = :id"),
      [&](soci::statement& statement) { statement.exchange(soci::use(id, "id")); }));
}

std::optional<PlanVersion> FindVersion(soci::session& session, const PlanVersion& plan) {
  const std::string area = plan.area.ToString();
  const long long year = plan.year;
  const long long kind = static_cast<long long>(plan.kind);
  const long long valid_from = plan.valid_from.number();
  return First(Select<PlanCells, PlanVersion>(
      session,
      absl::StrCat("SELECT ", kPlanColumns,
                   " FROM plan p WHERE p.area = :area AND p.indicator = :indicator AND "
                   "p.year = :year AND p.assigner = :assigner AND p.kind = :kind AND "
                   "p.base = :base AND p.holder = :holder AND p.valid_from = :valid_from"),
      [&](soci::statement& statement) {
        statement.exchange(soci::use(area, "area"));
        statement.exchange(soci::use(plan.indicator, "indicator"));
        statement.exchange(soci::use(year, "year"));
        statement.exchange(soci::use(plan.assigner, "assigner"));
        statement.exchange(soci::use(kind, "kind"));
        statement.exchange(soci::use(plan.base, "base"));
        statement.exchange(soci::use(plan.holder, "holder"));
        statement.exchange(soci::use(valid_from, "valid_from"));
      }));
}

std::vector<PlanVersion> List(soci::session& session, const Filter& filter, int64_t after_id,
                              int64_t limit) {
  const long long after = after_id;
  const long long year = filter.year;
  const long long rows = limit;
  std::string query =
      absl::StrCat("SELECT ", kPlanColumns, " FROM plan p WHERE p.plan_id > :after");
  if (!filter.area.empty()) absl::StrAppend(&query, " AND p.area = :area");
  if (filter.year != 0) absl::StrAppend(&query, " AND p.year = :year");
  absl::StrAppend(&query, " ORDER BY p.plan_id LIMIT :rows");
  return Select<PlanCells, PlanVersion>(session, query, [&](soci::statement& statement) {
    statement.exchange(soci::use(after, "after"));
    if (!filter.area.empty()) statement.exchange(soci::use(filter.area, "area"));
    if (filter.year != 0) statement.exchange(soci::use(year, "year"));
    statement.exchange(soci::use(rows, "rows"));
  });
}

std::vector<Denominator> ListDenominators(soci::session& session, const Filter& filter,
                                          int64_t after_id, int64_t limit) {
  const long long after = after_id;
  const long long rows = limit;
  std::string query = absl::StrCat("SELECT ", kDenominatorColumns,
                                   " FROM denominator d WHERE d.denominator_id > :after");
  if (!filter.area.empty()) absl::StrAppend(&query, " AND d.area = :area");
  absl::StrAppend(&query, " ORDER BY d.denominator_id LIMIT :rows");
  return Select<DenominatorCells, Denominator>(session, query, [&](soci::statement& statement) {
    statement.exchange(soci::use(after, "after"));
    if (!filter.area.empty()) statement.exchange(soci::use(filter.area, "area"));
    statement.exchange(soci::use(rows, "rows"));
  });
}

std::vector<PlanVersion> PlansOf(soci::session& session, std::span<const AreaCode> areas,
                                 int first_year, int last_year) {
  const std::string codes = CodesOf(areas);
  const long long first = first_year;
  const long long last = last_year;
  return Select<PlanCells, PlanVersion>(
      session,
      absl::StrCat("SELECT ", kPlanColumns, " FROM ", sql::TextTable(session, ":areas"),
                   " k CROSS JOIN plan p WHERE p.area = k.value AND p.year >= :first AND "
                   "p.year <= :last ORDER BY p.plan_id"),
      [&](soci::statement& statement) {
        statement.exchange(soci::use(codes, "areas"));
        statement.exchange(soci::use(first, "first"));
        statement.exchange(soci::use(last, "last"));
      });
}

std::vector<Denominator> DenominatorsOf(soci::session& session, std::span<const AreaCode> areas) {
  const std::string codes = CodesOf(areas);
  return Select<DenominatorCells, Denominator>(
      session,
      absl::StrCat("SELECT ", kDenominatorColumns, " FROM ", sql::TextTable(session, ":areas"),
                   " k CROSS JOIN denominator d WHERE d.area = k.value ORDER BY d.denominator_id"),
      [&](soci::statement& statement) { statement.exchange(soci::use(codes, "areas")); });
}

PlanBook BookFor(soci::session& session, const AreaCatalogue& areas,
                 const std::vector<PlanVersion>& plans) {
  std::map<int, std::set<AreaCode>> by_year;
  for (const PlanVersion& plan : plans) by_year[plan.year].insert(plan.area);
  std::vector<PlanVersion> stored;
  for (const auto& [year, of] : by_year) {
    const std::set<AreaCode> beside = AreasBeside(areas, of, year);
    const std::vector<AreaCode> codes(beside.begin(), beside.end());
    for (PlanVersion& plan : PlansOf(session, codes, year, year)) {
      stored.push_back(std::move(plan));
    }
  }
  return PlanBook(areas, stored);
}

Outcome Put(soci::session& session, int64_t revision, std::vector<PlanVersion> plans) {
  const std::string areas = sql::TextList(AreasOf(plans));
  // An area may be listed more than once, so its rows are asked for, not joined.
  std::vector<PlanVersion> stored = Select<PlanCells, PlanVersion>(
      session,
      absl::StrCat("SELECT ", kPlanColumns, " FROM plan p WHERE p.area IN (SELECT k.value FROM ",
                   sql::TextTable(session, ":areas"), " k)"),
      [&](soci::statement& statement) { statement.exchange(soci::use(areas, "areas")); });
  long long last_id = 0;
  session << "SELECT COALESCE(MAX(plan_id), 0) FROM plan", soci::into(last_id);

  sql::RowBatch batch("plan", {"plan_id", "assigner", "area", "indicator", "year", "kind", "base",
                               "holder", "valid_from", "decision", "value", "revision"});
  Outcome outcome =
      Merge(std::move(stored), std::move(plans), last_id, [&](const PlanVersion& plan) {
        batch.Add(plan.plan_id)
            .Add(plan.assigner)
            .Add(plan.area.text())
            .Add(plan.indicator)
            .Add(plan.year)
            .Add(static_cast<int64_t>(plan.kind))
            .Add(plan.base)
            .Add(plan.holder)
            .Add(plan.valid_from.number())
            .Add(plan.decision)
            .Add(plan.value)
            .Add(revision);
      });
  if (!batch.empty()) {
    batch.InsertInto(session,
                     "ON CONFLICT (plan_id) DO UPDATE SET decision = excluded.decision, "
                     "value = excluded.value, revision = excluded.revision");
  }
  return outcome;
}

Outcome Put(soci::session& session, int64_t revision, std::vector<Denominator> denominators) {
  const std::string areas = sql::TextList(AreasOf(denominators));
  std::vector<Denominator> stored = Select<DenominatorCells, Denominator>(
      session,
      absl::StrCat("SELECT ", kDenominatorColumns,
                   " FROM denominator d WHERE d.area IN (SELECT k.value FROM ",
                   sql::TextTable(session, ":areas"), " k)"),
      [&](soci::statement& statement) { statement.exchange(soci::use(areas, "areas")); });
  long long last_id = 0;
  session << "SELECT COALESCE(MAX(denominator_id), 0) FROM denominator", soci::into(last_id);

  sql::RowBatch batch("denominator", {"denominator_id", "base", "area", "valid_from", "value",
                                      "source", "revision"});
  Outcome outcome = Merge(std::move(stored), std::move(denominators), last_id,
                          [&](const Denominator& denominator) {
                            batch.Add(denominator.denominator_id)
                                .Add(denominator.base)
                                .Add(denominator.area.text())
                                .Add(denominator.valid_from.number())
                                .Add(denominator.value)
                                .Add(denominator.source)
                                .Add(revision);
                          });
  if (!batch.empty()) {
    batch.InsertInto(session,
                     "ON CONFLICT (denominator_id) DO UPDATE SET value = excluded.value, "
                     "source = excluded.source, revision = excluded.revision");
  }
  return outcome;
}

}  // namespace baophu::target::plan_store
