#include "services/target/programmes/records/programme_store.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/sql/row_batch.h"

namespace baophu::target::programme_store {
namespace {

constexpr char kColumns[] =
    "p.programme_id, p.revision, p.next_revision, p.kind, p.area, p.title, p.first_day, "
    "p.last_day, p.done_day, p.deadline_day, p.end_day, p.part_of, p.party, p.number, "
    "p.regulation_number, p.regulation_day, p.point, p.contract_number, p.contract_end_day, "
    "p.beneficiaries, p.withdrawal";

Day DayOf(long long number) { return Day::FromNumber(static_cast<int32_t>(number)); }

// A programme's columns as SOCI fills them.
struct ProgrammeCells {
  long long revision = 0, next_revision = 0, first_day = 0, last_day = 0, done_day = 0,
            deadline_day = 0, end_day = 0, regulation_day = 0, contract_end_day = 0;
  std::string programme_id, kind, area, title, part_of, party, number, regulation_number, point,
      contract_number, beneficiaries, withdrawal;

  void Bind(soci::statement& statement) {
    statement.exchange(soci::into(programme_id));
    statement.exchange(soci::into(revision));
    statement.exchange(soci::into(next_revision));
    statement.exchange(soci::into(kind));
    statement.exchange(soci::into(area));
    statement.exchange(soci::into(title));
    statement.exchange(soci::into(first_day));
    statement.exchange(soci::into(last_day));
    statement.exchange(soci::into(done_day));
    statement.exchange(soci::into(deadline_day));
    statement.exchange(soci::into(end_day));
    statement.exchange(soci::into(part_of));
    statement.exchange(soci::into(party));
    statement.exchange(soci::into(number));
    statement.exchange(soci::into(regulation_number));
    statement.exchange(soci::into(regulation_day));
    statement.exchange(soci::into(point));
    statement.exchange(soci::into(contract_number));
    statement.exchange(soci::into(contract_end_day));
    statement.exchange(soci::into(beneficiaries));
    statement.exchange(soci::into(withdrawal));
  }

  Programme Row() const {
    Programme programme;
    programme.programme_id = programme_id;
    programme.revision = revision;
    programme.next_revision = next_revision;
    programme.kind = kind;
    programme.area = AreaCode::FromTrusted(area);
    programme.title = title;
    programme.first_day = DayOf(first_day);
    programme.last_day = DayOf(last_day);
    programme.done_day = DayOf(done_day);
    programme.deadline_day = DayOf(deadline_day);
    programme.end_day = DayOf(end_day);
    programme.part_of = part_of;
    programme.party = party;
    programme.number = number;
    programme.regulation_number = regulation_number;
    programme.regulation_day = DayOf(regulation_day);
    programme.point = point;
    programme.contract_number = contract_number;
    programme.contract_end_day = DayOf(contract_end_day);
    programme.beneficiaries = beneficiaries;
    programme.withdrawal = withdrawal;
    return programme;
  }
};

// Runs a query for programmes whose parameters are bound by `bind`.
template <typename Bind>
std::vector<Programme> Select(soci::session& session, const std::string& rest, Bind bind) {
  ProgrammeCells cells;
  soci::statement statement(session);
  cells.Bind(statement);
  bind(statement);
  statement.alloc();
  statement.prepare(absl::StrCat("SELECT ", kColumns, " ", rest));
  statement.define_and_bind();
  std::vector<Programme> rows;
  statement.execute();
  while (statement.fetch()) rows.push_back(cells.Row());
  return rows;
}

// Versions by id and revision, to be filled with what hangs on them.
using ByVersion = std::map<std::pair<std::string, int64_t>, Programme*>;

Programme* FindIn(const ByVersion& versions, const std::string& programme_id, int64_t revision) {
  const auto found = versions.find({programme_id, revision});
  return found == versions.end() ? nullptr : found->second;
}

// "FROM table of these ids": rows of all their versions.
std::string FromPart(soci::session& session, const char* table, const char* order) {
  return absl::StrCat(" FROM ", sql::TextTable(session, ":ids"), " k CROSS JOIN ", table,
                      " c WHERE c.programme_id = k.value ORDER BY c.programme_id, c.revision, c.",
                      order);
}

void FillFigures(soci::session& session, const std::string& ids, const ByVersion& versions) {
  std::string programme_id;
  long long revision = 0, planned = 0, done = 0;
  ProgrammeFigure figure;
  soci::statement statement =
      (session.prepare << absl::StrCat(
           "SELECT c.programme_id, c.revision, c.figure, c.planned, c.done",
           FromPart(session, "programme_figure", "figure")),
       soci::into(programme_id), soci::into(revision), soci::into(figure.figure),
       soci::into(planned), soci::into(done), soci::use(ids, "ids"));
  statement.execute();
  while (statement.fetch()) {
    figure.planned = planned;
    figure.done = done;
    Programme* const programme = FindIn(versions, programme_id, revision);
    if (programme != nullptr) programme->figures.push_back(figure);
  }
}

void FillMembers(soci::session& session, const std::string& ids, const ByVersion& versions) {
  std::string programme_id;
  long long revision = 0;
  CommitteeMember member;
  soci::statement statement =
      (session.prepare << absl::StrCat("SELECT c.programme_id, c.revision, c.name, c.position, "
                                       "c.duty",
                                       FromPart(session, "committee_member", "ordinal")),
       soci::into(programme_id), soci::into(revision), soci::into(member.name),
       soci::into(member.position), soci::into(member.duty), soci::use(ids, "ids"));
  statement.execute();
  while (statement.fetch()) {
    Programme* const programme = FindIn(versions, programme_id, revision);
    if (programme != nullptr) programme->members.push_back(member);
  }
}

void FillMeetings(soci::session& session, const std::string& ids, const ByVersion& versions) {
  std::string programme_id;
  long long revision = 0, held_day = 0, attended_count = 0;
  CommitteeMeeting meeting;
  soci::statement statement =
      (session.prepare << absl::StrCat("SELECT c.programme_id, c.revision, c.held_day, c.number, "
                                       "c.subject, c.attended_count",
                                       FromPart(session, "committee_meeting", "ordinal")),
       soci::into(programme_id), soci::into(revision), soci::into(held_day),
       soci::into(meeting.number), soci::into(meeting.subject), soci::into(attended_count),
       soci::use(ids, "ids"));
  statement.execute();
  while (statement.fetch()) {
    meeting.day = DayOf(held_day);
    meeting.attended_count = attended_count;
    Programme* const programme = FindIn(versions, programme_id, revision);
    if (programme != nullptr) programme->meetings.push_back(meeting);
  }
}

// Fills figures and, if asked for, members and meetings.
std::vector<Programme> WithParts(soci::session& session, std::vector<Programme> programmes,
                                 bool with_committees) {
  if (programmes.empty()) return programmes;
  std::vector<std::string> ids;
  ByVersion versions;
  for (Programme& programme : programmes) {
    if (ids.empty() || ids.back() != programme.programme_id) ids.push_back(programme.programme_id);
    versions[{programme.programme_id, programme.revision}] = &programme;
  }
  const std::string list = sql::TextList(ids);
  FillFigures(session, list, versions);
  if (with_committees) {
    FillMembers(session, list, versions);
    FillMeetings(session, list, versions);
  }
  return programmes;
}

// Each of the ids once, by id, without the empty one.
std::vector<std::string> Unique(std::vector<std::string> ids) {
  std::erase_if(ids, [](const std::string& id) { return id.empty(); });
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

// The current versions of these ids, each named once. All versions are read: without
// statistics PostgreSQL takes the current ones to be few, and compares each with each id.
std::vector<Programme> CurrentOf(soci::session& session, const std::vector<std::string>& ids) {
  const std::string list = sql::TextList(ids);
  std::vector<Programme> versions =
      Select(session,
             absl::StrCat("FROM ", sql::TextTable(session, ":ids"),
                          " k CROSS JOIN programme p WHERE p.programme_id = k.value "
                          "ORDER BY p.programme_id, p.revision"),
             [&](soci::statement& statement) { statement.exchange(soci::use(list, "ids")); });
  std::erase_if(versions, [](const Programme& each) { return !each.current(); });
  return versions;
}

// The columns of a version, replaced by a later one or (0) not.
void AddVersion(const Programme& each, int64_t revision, int64_t next_revision,
                sql::RowBatch& rows) {
  rows.Add(each.programme_id).Add(revision).Add(next_revision);
  rows.Add(each.kind).Add(each.area.text()).Add(each.title);
  for (const Day day :
       {each.first_day, each.last_day, each.done_day, each.deadline_day, each.end_day}) {
    rows.Add(day.number());
  }
  rows.Add(each.part_of).Add(each.party).Add(each.number).Add(each.regulation_number);
  rows.Add(each.regulation_day.number()).Add(each.point).Add(each.contract_number);
  rows.Add(each.contract_end_day.number()).Add(each.beneficiaries).Add(each.withdrawal);
}

// Takes away what writes that share the revision have left of these records; nobody has
// seen it.
void DeleteVersions(soci::session& session, int64_t revision, const std::vector<std::string>& ids) {
  const std::string list = sql::TextList(ids);
  const long long of = revision;
  for (const char* const table :
       {"programme", "programme_figure", "committee_member", "committee_meeting"}) {
    session << absl::StrCat("DELETE FROM ", table,
                            " WHERE revision = :revision AND programme_id IN (SELECT k.value FROM ",
                            sql::TextTable(session, ":ids"), " k)"),
        soci::use(of, "revision"), soci::use(list, "ids");
  }
}

void Insert(soci::session& session, int64_t revision,
            const std::map<std::string, Programme>& written,
            const std::map<std::string, Programme>& stored) {
  sql::RowBatch rows("programme",
                     {"programme_id", "revision",        "next_revision",     "kind",
                      "area",         "title",           "first_day",         "last_day",
                      "done_day",     "deadline_day",    "end_day",           "part_of",
                      "party",        "number",          "regulation_number", "regulation_day",
                      "point",        "contract_number", "contract_end_day",  "beneficiaries",
                      "withdrawal"});
  sql::RowBatch figures("programme_figure",
                        {"programme_id", "revision", "figure", "planned", "done"});
  sql::RowBatch members("committee_member",
                        {"programme_id", "revision", "ordinal", "name", "position", "duty"});
  sql::RowBatch meetings("committee_meeting", {"programme_id", "revision", "ordinal", "held_day",
                                               "number", "subject", "attended_count"});
  for (const auto& [id, each] : written) {
    AddVersion(each, revision, 0, rows);
    const auto before = stored.find(id);
    if (before != stored.end() && before->second.revision != revision) {
      AddVersion(before->second, before->second.revision, revision, rows);
    }
    for (const ProgrammeFigure& figure : each.figures) {
      figures.Add(id).Add(revision).Add(figure.figure).Add(figure.planned).Add(figure.done);
    }
    int64_t ordinal = 0;
    for (const CommitteeMember& member : each.members) {
      members.Add(id).Add(revision).Add(++ordinal);
      members.Add(member.name).Add(member.position).Add(member.duty);
    }
    ordinal = 0;
    for (const CommitteeMeeting& meeting : each.meetings) {
      meetings.Add(id).Add(revision).Add(++ordinal).Add(meeting.day.number());
      meetings.Add(meeting.number).Add(meeting.subject).Add(meeting.attended_count);
    }
  }
  if (!rows.empty()) {
    rows.InsertInto(session,
                    "ON CONFLICT (programme_id, revision) DO UPDATE SET next_revision = "
                    "excluded.next_revision");
  }
  for (const sql::RowBatch* const batch : {&figures, &members, &meetings}) {
    if (!batch->empty()) batch->InsertInto(session);
  }
}

}  // namespace

std::optional<Programme> Find(soci::session& session, const std::string& programme_id) {
  std::vector<Programme> found = WithParts(session, CurrentOf(session, {programme_id}), true);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Programme> Versions(soci::session& session, const std::string& programme_id) {
  return WithParts(
      session,
      Select(
          session, "FROM programme p WHERE p.programme_id = :id ORDER BY p.revision",
          [&](soci::statement& statement) { statement.exchange(soci::use(programme_id, "id")); }),
      true);
}

std::vector<Programme> List(soci::session& session, const ListFilter& filter,
                            const std::string& after_id, int64_t limit) {
  const long long rows = limit;
  const bool of_year = filter.year != 0;
  const long long first = of_year ? Day::FirstOf(Month::FromYearMonth(filter.year, 1)).number() : 0;
  const long long last = of_year ? Day::LastOf(Month::FromYearMonth(filter.year, 12)).number() : 0;
  std::string rest = "FROM programme p WHERE p.next_revision = 0 AND p.programme_id > :after";
  if (!filter.area.empty()) absl::StrAppend(&rest, " AND p.area = :area");
  if (!filter.kind.empty()) absl::StrAppend(&rest, " AND p.kind = :kind");
  if (of_year) absl::StrAppend(&rest, " AND p.first_day <= :last AND p.last_day >= :first");
  absl::StrAppend(&rest, " ORDER BY p.programme_id LIMIT :rows");
  return WithParts(session,
                   Select(session, rest,
                          [&](soci::statement& statement) {
                            statement.exchange(soci::use(after_id, "after"));
                            if (!filter.area.empty()) {
                              statement.exchange(soci::use(filter.area, "area"));
                            }
                            if (!filter.kind.empty()) {
                              statement.exchange(soci::use(filter.kind, "kind"));
                            }
                            if (of_year) {
                              statement.exchange(soci::use(last, "last"));
                              statement.exchange(soci::use(first, "first"));
                            }
                            statement.exchange(soci::use(rows, "rows"));
                          }),
                   true);
}

std::vector<Programme> CountedOf(soci::session& session, const std::string& kind) {
  std::string rest = "FROM programme p WHERE p.next_revision = 0 AND p.withdrawal = ''";
  if (!kind.empty()) absl::StrAppend(&rest, " AND p.kind = :kind");
  absl::StrAppend(&rest, " ORDER BY p.programme_id");
  return Select(session, rest, [&](soci::statement& statement) {
    if (!kind.empty()) statement.exchange(soci::use(kind, "kind"));
  });
}

std::vector<Programme> CountedIn(soci::session& session, Day first, Day last) {
  const long long first_day = first.number(), last_day = last.number();
  return WithParts(session,
                   Select(session,
                          "FROM programme p WHERE p.next_revision = 0 AND p.withdrawal = '' AND "
                          "p.first_day <= :last AND p.last_day >= :first ORDER BY p.programme_id",
                          [&](soci::statement& statement) {
                            statement.exchange(soci::use(last_day, "last"));
                            statement.exchange(soci::use(first_day, "first"));
                          }),
                   false);
}

ProgrammeLinks LinksOf(soci::session& session, std::vector<std::string> ids) {
  ProgrammeLinks links;
  ids = Unique(std::move(ids));
  while (!ids.empty()) {
    std::vector<std::string> above;
    for (const Programme& each : CurrentOf(session, ids)) {
      links[each.programme_id] = {each.kind, each.part_of, !each.withdrawal.empty()};
      above.push_back(each.part_of);
    }
    // What is known is not asked for again, so this ends even if wholes went in a circle.
    std::erase_if(above, [&](const std::string& id) { return links.contains(id); });
    ids = Unique(std::move(above));
  }
  return links;
}

PutOutcome Put(soci::session& session, int64_t revision, std::vector<Programme> programmes) {
  std::vector<std::string> ids;
  for (const Programme& programme : programmes) ids.push_back(programme.programme_id);
  std::map<std::string, Programme> stored;
  for (Programme& each : WithParts(session, CurrentOf(session, Unique(std::move(ids))), true)) {
    stored.emplace(each.programme_id, std::move(each));
  }
  PutOutcome outcome;
  std::map<std::string, Programme> written;
  for (Programme& programme : programmes) {
    const std::string id = programme.programme_id;
    const std::map<std::string, Programme>& newest = written.contains(id) ? written : stored;
    const auto before = newest.find(id);
    if (before != newest.end() && SameProgramme(before->second, programme)) {
      ++outcome.unchanged_count;
      continue;
    }
    ++outcome.changed_count;
    written.insert_or_assign(id, std::move(programme));
  }
  std::vector<std::string> of_this_revision;
  for (const auto& [id, programme] : written) {
    const auto before = stored.find(id);
    if (before != stored.end() && before->second.revision == revision) {
      of_this_revision.push_back(id);
    }
  }
  if (!of_this_revision.empty()) DeleteVersions(session, revision, of_this_revision);
  Insert(session, revision, written, stored);
  return outcome;
}

}  // namespace baophu::target::programme_store
