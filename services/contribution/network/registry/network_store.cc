#include "services/contribution/network/registry/network_store.h"

#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/sql/cursor.h"
#include "common/sql/row_batch.h"

namespace baophu::contribution::network_store {
namespace {

Day DayOf(int64_t number) { return Day::FromNumber(static_cast<int32_t>(number)); }
std::optional<Day> DayOrNone(int64_t number) {
  if (number == 0) return std::nullopt;
  return DayOf(number);
}
int64_t NumberOf(const std::optional<Day>& day) { return day.has_value() ? day->number() : 0; }

std::vector<std::string> Lines(const std::string& text) {
  return absl::StrSplit(text, '\n', absl::SkipEmpty());
}

int64_t NumberIn(const std::string& text) {
  int64_t number = 0;
  (void)absl::SimpleAtoi(text, &number);
  return number;
}

std::vector<AreaCode> AreasOf(const std::string& text) {
  std::vector<AreaCode> areas;
  for (const std::string& line : Lines(text)) areas.push_back(AreaCode::FromTrusted(line));
  return areas;
}

std::string TextOf(const std::vector<AreaCode>& areas) {
  return absl::StrJoin(
      areas, "\n", [](std::string* out, AreaCode area) { absl::StrAppend(out, area.ToString()); });
}

std::vector<std::pair<std::string, int64_t>> CausesOf(const std::string& text) {
  std::vector<std::pair<std::string, int64_t>> causes;
  for (const std::string& line : Lines(text)) {
    const std::vector<std::string> parts = absl::StrSplit(line, ' ');
    if (parts.size() == 2) causes.emplace_back(parts[0], NumberIn(parts[1]));
  }
  return causes;
}

std::string TextOf(const std::vector<std::pair<std::string, int64_t>>& causes) {
  return absl::StrJoin(causes, "\n", [](std::string* out, const auto& cause) {
    absl::StrAppend(out, cause.first, " ", cause.second);
  });
}

std::vector<AgreedQuota> QuotasOf(const std::string& text) {
  std::vector<AgreedQuota> quotas;
  for (const std::string& line : Lines(text)) {
    const std::vector<std::string> parts = absl::StrSplit(line, ' ');
    if (parts.size() != 3) continue;
    AgreedQuota& quota = quotas.emplace_back();
    quota.goal = static_cast<QuotaGoal>(NumberIn(parts[0]));
    if (const int64_t scheme = NumberIn(parts[1]); scheme != 0) {
      quota.scheme = static_cast<SelfPaidScheme>(scheme);
    }
    quota.people = NumberIn(parts[2]);
  }
  return quotas;
}

std::string TextOf(const std::vector<AgreedQuota>& quotas) {
  return absl::StrJoin(quotas, "\n", [](std::string* out, const AgreedQuota& quota) {
    absl::StrAppend(out, static_cast<int64_t>(quota.goal), " ",
                    quota.scheme.has_value() ? static_cast<int64_t>(*quota.scheme) : 0, " ",
                    quota.people);
  });
}

void ReadOrganisations(soci::session& session, Network& network) {
  sql::Cursor cursor(session,
                     "SELECT valid_day, contract_from_day, contract_through_day, recorded_us, "
                     "revision, code, display_name, kind, short_name, tax_code, contract_number, "
                     "area FROM collection_organisation ORDER BY code, valid_day, version_id",
                     {}, 5, 7);
  while (cursor.Next()) {
    CollectionOrganisation record;
    record.valid_from = DayOf(cursor.number(0));
    record.contract_from = DayOf(cursor.number(1));
    record.contract_through = DayOrNone(cursor.number(2));
    record.recorded = {cursor.number(3), cursor.number(4)};
    record.code = cursor.text(0);
    record.display_name = cursor.text(1);
    record.kind = cursor.text(2);
    record.short_name = cursor.text(3);
    record.tax_code = cursor.text(4);
    record.contract_number = cursor.text(5);
    record.area = AreaCode::FromTrusted(cursor.text(6));
    network.organisations.Set(std::move(record));
  }
}

void ReadPoints(soci::session& session, Network& network) {
  sql::Cursor cursor(session,
                     "SELECT valid_day, through_day, recorded_us, revision, code, organisation, "
                     "commune, code_scheme, number, replaces, display_name FROM collection_point "
                     "ORDER BY code, valid_day, version_id",
                     {}, 4, 7);
  while (cursor.Next()) {
    CollectionPoint record;
    record.valid_from = DayOf(cursor.number(0));
    record.through = DayOrNone(cursor.number(1));
    record.recorded = {cursor.number(2), cursor.number(3)};
    record.code = cursor.text(0);
    record.organisation = cursor.text(1);
    record.commune = AreaCode::FromTrusted(cursor.text(2));
    record.code_scheme = cursor.text(3);
    record.number = cursor.text(4);
    record.replaces = cursor.text(5);
    record.display_name = cursor.text(6);
    network.points.Set(std::move(record));
  }
}

void ReadCollectors(soci::session& session, Network& network) {
  sql::Cursor cursor(session,
                     "SELECT valid_day, role, card_from_day, card_through_day, recorded_us, "
                     "revision, code, organisation, point, village_role, card_number, areas "
                     "FROM collector ORDER BY code, valid_day, version_id",
                     {}, 6, 6);
  while (cursor.Next()) {
    Collector record;
    record.valid_from = DayOf(cursor.number(0));
    record.role = static_cast<CollectorRole>(cursor.number(1));
    record.card_from = DayOf(cursor.number(2));
    record.card_through = DayOf(cursor.number(3));
    record.recorded = {cursor.number(4), cursor.number(5)};
    record.code = cursor.text(0);
    record.organisation = cursor.text(1);
    record.point = cursor.text(2);
    record.village_role = cursor.text(3);
    record.card_number = cursor.text(4);
    record.areas = AreasOf(cursor.text(5));
    network.collectors.Set(std::move(record));
  }
}

}  // namespace

Network ReadNetwork(soci::session& session) {
  Network network;
  ReadOrganisations(session, network);
  ReadPoints(session, network);
  ReadCollectors(session, network);
  return network;
}

std::map<std::string, CooperativeInvitation> ReadInvitations(soci::session& session) {
  std::map<std::string, CooperativeInvitation> invitations;
  sql::Cursor cursor(session,
                     "SELECT invited_day, answered_day, answer, signed_day, recorded_us, revision, "
                     "code, cooperative, area, letter_number, organisation "
                     "FROM cooperative_invitation ORDER BY code, version_id",
                     {}, 6, 5);
  while (cursor.Next()) {
    CooperativeInvitation record;
    record.invited = DayOf(cursor.number(0));
    record.answered = DayOrNone(cursor.number(1));
    record.answer = static_cast<InvitationAnswer>(cursor.number(2));
    record.signed_on = DayOrNone(cursor.number(3));
    record.recorded = {cursor.number(4), cursor.number(5)};
    record.code = cursor.text(0);
    record.cooperative = cursor.text(1);
    record.area = AreaCode::FromTrusted(cursor.text(2));
    record.letter_number = cursor.text(3);
    record.organisation = cursor.text(4);
    std::string code = record.code;
    invitations.insert_or_assign(std::move(code), std::move(record));
  }
  return invitations;
}

std::map<std::string, OrganisationSession> ReadSessions(soci::session& session) {
  std::map<std::string, OrganisationSession> sessions;
  sql::Cursor cursor(session,
                     "SELECT held_day, new_point_count, recorded_us, revision, code, organisation, "
                     "area, causes, quotas, summary FROM organisation_session "
                     "ORDER BY code, version_id",
                     {}, 4, 6);
  while (cursor.Next()) {
    OrganisationSession record;
    record.held = DayOf(cursor.number(0));
    record.new_points = cursor.number(1);
    record.recorded = {cursor.number(2), cursor.number(3)};
    record.code = cursor.text(0);
    record.organisation = cursor.text(1);
    record.area = AreaCode::FromTrusted(cursor.text(2));
    record.causes = CausesOf(cursor.text(3));
    record.quotas = QuotasOf(cursor.text(4));
    record.summary = cursor.text(5);
    std::string code = record.code;
    sessions.insert_or_assign(std::move(code), std::move(record));
  }
  return sessions;
}

int64_t TakeIds(soci::session& session, int64_t count) {
  long long first = 0;
  session << "SELECT next_id FROM collection_sequence WHERE id = 1", soci::into(first);
  const long long next = first + count;
  session << "UPDATE collection_sequence SET next_id = :n WHERE id = 1", soci::use(next);
  return first;
}

void Add(soci::session& session, const CollectionOrganisation& record) {
  sql::RowBatch row("collection_organisation",
                    {"code", "valid_day", "version_id", "contract_from_day", "contract_through_day",
                     "recorded_us", "revision", "display_name", "kind", "short_name", "tax_code",
                     "contract_number", "area"});
  row.Add(record.code)
      .Add(record.valid_from.number())
      .Add(TakeIds(session, 1))
      .Add(record.contract_from.number())
      .Add(NumberOf(record.contract_through))
      .Add(record.recorded.us)
      .Add(record.recorded.revision)
      .Add(record.display_name)
      .Add(record.kind)
      .Add(record.short_name)
      .Add(record.tax_code)
      .Add(record.contract_number)
      .Add(record.area.text());
  row.InsertInto(session);
}

void Add(soci::session& session, const CollectionPoint& record) {
  sql::RowBatch row("collection_point", {"code", "valid_day", "version_id", "through_day",
                                         "recorded_us", "revision", "organisation", "commune",
                                         "code_scheme", "number", "replaces", "display_name"});
  row.Add(record.code)
      .Add(record.valid_from.number())
      .Add(TakeIds(session, 1))
      .Add(NumberOf(record.through))
      .Add(record.recorded.us)
      .Add(record.recorded.revision)
      .Add(record.organisation)
      .Add(record.commune.text())
      .Add(record.code_scheme)
      .Add(record.number)
      .Add(record.replaces)
      .Add(record.display_name);
  row.InsertInto(session);
}

void Add(soci::session& session, const Collector& record) {
  sql::RowBatch row("collector", {"code", "valid_day", "version_id", "role", "card_from_day",
                                  "card_through_day", "recorded_us", "revision", "organisation",
                                  "point", "village_role", "card_number", "areas"});
  row.Add(record.code)
      .Add(record.valid_from.number())
      .Add(TakeIds(session, 1))
      .Add(static_cast<int64_t>(record.role))
      .Add(record.card_from.number())
      .Add(record.card_through.number())
      .Add(record.recorded.us)
      .Add(record.recorded.revision)
      .Add(record.organisation)
      .Add(record.point)
      .Add(record.village_role)
      .Add(record.card_number)
      .Add(TextOf(record.areas));
  row.InsertInto(session);
}

void Add(soci::session& session, const CooperativeInvitation& record) {
  sql::RowBatch row(
      "cooperative_invitation",
      {"code", "version_id", "invited_day", "answered_day", "answer", "signed_day", "recorded_us",
       "revision", "cooperative", "area", "letter_number", "organisation"});
  row.Add(record.code)
      .Add(TakeIds(session, 1))
      .Add(record.invited.number())
      .Add(NumberOf(record.answered))
      .Add(static_cast<int64_t>(record.answer))
      .Add(NumberOf(record.signed_on))
      .Add(record.recorded.us)
      .Add(record.recorded.revision)
      .Add(record.cooperative)
      .Add(record.area.text())
      .Add(record.letter_number)
      .Add(record.organisation);
  row.InsertInto(session);
}

void Add(soci::session& session, const OrganisationSession& record) {
  sql::RowBatch row("organisation_session",
                    {"code", "version_id", "held_day", "new_point_count", "recorded_us", "revision",
                     "organisation", "area", "causes", "quotas", "summary"});
  row.Add(record.code)
      .Add(TakeIds(session, 1))
      .Add(record.held.number())
      .Add(record.new_points)
      .Add(record.recorded.us)
      .Add(record.recorded.revision)
      .Add(record.organisation)
      .Add(record.area.text())
      .Add(TextOf(record.causes))
      .Add(TextOf(record.quotas))
      .Add(record.summary);
  row.InsertInto(session);
}

}  // namespace baophu::contribution::network_store
