#include <optional>
#include <set>
#include <tuple>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "common/status/try.h"
#include "services/contribution/dialogues/dialogue_request_service.h"
#include "services/contribution/network/importing/network_rows_service.h"
#include "services/contribution/network/registry/network_store.h"
#include "services/contribution/network/registry/registry_rules.h"
#include "services/contribution/requests/day_request_service.h"

namespace baophu::contribution {
namespace {

constexpr size_t kMostNameBytes = 300;
constexpr size_t kMostNumberBytes = 100;
constexpr size_t kMostSummaryBytes = 2'000;
constexpr int64_t kMostPeople = 100'000'000;
constexpr int kMostLines = 100;

using NamedAreas = std::vector<std::pair<AreaCode, Month>>;

absl::StatusOr<AreaCode> ReadArea(const std::string& field, const std::string& text) {
  const absl::StatusOr<AreaCode> area = AreaCode::Parse(text);
  if (!area.ok()) return WithField(area.status(), field);
  return area;
}

absl::StatusOr<AreaCode> ReadOptionalArea(const std::string& field, const std::string& text) {
  if (text.empty()) return AreaCode();
  return ReadArea(field, text);
}

// A day that may be left out for another one.
absl::StatusOr<Day> ReadDayOr(const std::string& field, const std::string& text, Day other) {
  BAOPHU_ASSIGN(const std::optional<Day> day, ReadOptionalDay(field, text));
  return day.value_or(other);
}

absl::StatusOr<int64_t> ReadPeople(const std::string& field, absl::string_view text) {
  int64_t people = 0;
  if (absl::SimpleAtoi(text, &people) && people >= 0 && people <= kMostPeople) return people;
  return InvalidField(field, "has a part without a number of people",
                      "end each part with : and a number of people");
}

absl::StatusOr<ReadRecord<CollectionOrganisation>> ReadOrganisation(
    const v1::CollectionOrganisationRow& row) {
  ReadRecord<CollectionOrganisation> read;
  CollectionOrganisation& record = read.record;
  record.code = row.organisation();
  BAOPHU_ASSIGN(record.display_name, ReadText("display_name", row.display_name(), kMostNameBytes));
  record.kind = row.kind();
  record.short_name = row.short_name();
  record.tax_code = row.tax_code();
  BAOPHU_ASSIGN(record.contract_number,
                ReadText("contract_number", row.contract_number(), kMostNumberBytes));
  BAOPHU_ASSIGN(record.contract_from, ReadDay("contract_from_date", row.contract_from_date()));
  BAOPHU_ASSIGN(record.contract_through,
                ReadOptionalDay("contract_through_date", row.contract_through_date()));
  BAOPHU_ASSIGN(record.valid_from, ReadDayOr("valid_from", row.valid_from(), record.contract_from));
  BAOPHU_ASSIGN(record.area, ReadOptionalArea("area", row.area()));
  BAOPHU_ASSIGN(read.correction, ReadCorrection(row.correction()));
  return read;
}

absl::StatusOr<ReadRecord<CollectionPoint>> ReadPoint(const v1::CollectionPointRow& row) {
  ReadRecord<CollectionPoint> read;
  CollectionPoint& record = read.record;
  record.code = row.point();
  BAOPHU_TRY(CheckNetworkCode("point", record.code));
  BAOPHU_ASSIGN(record.valid_from, ReadDay("valid_from", row.valid_from()));
  record.organisation = row.organisation();
  BAOPHU_ASSIGN(record.commune, ReadArea("commune", row.commune()));
  BAOPHU_ASSIGN(record.through, ReadOptionalDay("through_date", row.through_date()));
  record.replaces = row.replaces();
  BAOPHU_ASSIGN(record.display_name, ReadText("display_name", row.display_name(), kMostNameBytes));
  BAOPHU_ASSIGN(read.correction, ReadCorrection(row.correction()));
  return read;
}

absl::StatusOr<ReadRecord<Collector>> ReadCollector(const v1::CollectorRow& row) {
  ReadRecord<Collector> read;
  Collector& record = read.record;
  record.code = row.collector();
  record.organisation = row.organisation();
  record.point = row.point();
  if (!row.role().empty()) {
    const std::optional<CollectorRole> role = ParseCollectorRole(row.role());
    if (!role.has_value()) {
      return InvalidField("role", "is unknown", "write COLLECTOR or HELPER, or nothing");
    }
    record.role = *role;
  }
  record.village_role = row.village_role().empty() ? "NONE" : row.village_role();
  BAOPHU_ASSIGN(record.card_number, ReadText("card_number", row.card_number(), kMostNumberBytes));
  BAOPHU_ASSIGN(record.card_from, ReadDay("card_from_date", row.card_from_date()));
  BAOPHU_ASSIGN(record.card_through, ReadDay("card_through_date", row.card_through_date()));
  BAOPHU_ASSIGN(record.valid_from, ReadDayOr("valid_from", row.valid_from(), record.card_from));
  std::set<AreaCode> areas;
  for (const std::string& text : row.areas()) {
    BAOPHU_ASSIGN(const AreaCode area, ReadArea("areas", text));
    areas.insert(area);
  }
  record.areas.assign(areas.begin(), areas.end());
  BAOPHU_ASSIGN(read.correction, ReadCorrection(row.correction()));
  return read;
}

absl::StatusOr<ReadRecord<CooperativeInvitation>> ReadInvitation(
    const v1::CooperativeInvitationRow& row) {
  ReadRecord<CooperativeInvitation> read;
  CooperativeInvitation& record = read.record;
  record.code = row.invitation();
  BAOPHU_ASSIGN(record.cooperative, ReadText("cooperative", row.cooperative(), kMostNameBytes));
  BAOPHU_ASSIGN(record.area, ReadArea("area", row.area()));
  BAOPHU_ASSIGN(record.letter_number,
                ReadText("letter_number", row.letter_number(), kMostNumberBytes));
  BAOPHU_ASSIGN(record.invited, ReadDay("invited_date", row.invited_date()));
  BAOPHU_ASSIGN(record.answered, ReadOptionalDay("answered_date", row.answered_date()));
  const std::optional<InvitationAnswer> answer = ParseInvitationAnswer(row.answer());
  if (!answer.has_value()) {
    return InvalidField("answer", "is unknown", "write AGREED or DECLINED, or nothing");
  }
  record.answer = *answer;
  BAOPHU_ASSIGN(record.signed_on, ReadOptionalDay("signed_date", row.signed_date()));
  record.organisation = row.organisation();
  BAOPHU_ASSIGN(read.correction, ReadCorrection(row.correction()));
  return read;
}

absl::StatusOr<AgreedQuota> ReadAgreed(const std::string& text) {
  const std::vector<std::string> parts = absl::StrSplit(text, ':');
  AgreedQuota quota;
  if (parts.size() != 3) {
    return InvalidField("quotas", "has a part that is no quota",
                        "write GOAL:SCHEME:PEOPLE, as KEEP:VOLUNTARY:120");
  }
  const std::optional<QuotaGoal> goal = ParseQuotaGoal(parts[0]);
  if (!goal.has_value()) {
    return InvalidField("quotas", "has an unknown goal", "write KEEP or WIN");
  }
  quota.goal = *goal;
  if (parts[1] != "ALL") {
    const absl::StatusOr<SelfPaidScheme> scheme = ParseSelfPaidScheme(parts[1]);
    if (!scheme.ok()) {
      return InvalidField("quotas", "has an unknown scheme",
                          "write VOLUNTARY, HOUSEHOLD_HEALTH, BUSINESS_OWNER or ALL");
    }
    quota.scheme = *scheme;
  }
  BAOPHU_ASSIGN(quota.people, ReadPeople("quotas", parts[2]));
  return quota;
}

absl::StatusOr<ReadRecord<OrganisationSession>> ReadSession(const v1::OrganisationSessionRow& row) {
  ReadRecord<OrganisationSession> read;
  OrganisationSession& record = read.record;
  record.code = row.session();
  record.organisation = row.organisation();
  BAOPHU_ASSIGN(record.held, ReadDay("held_date", row.held_date()));
  BAOPHU_ASSIGN(record.area, ReadOptionalArea("area", row.area()));
  if (row.causes_size() > kMostLines || row.quotas_size() > kMostLines) {
    return InvalidField(row.causes_size() > kMostLines ? "causes" : "quotas", "has too many parts",
                        "write at most 100");
  }
  for (const std::string& text : row.causes()) {
    const size_t colon = text.rfind(':');
    if (colon == std::string::npos) {
      return InvalidField("causes", "has a part that is no cause",
                          "write REASON:PEOPLE, as MOVED_AWAY:12");
    }
    BAOPHU_ASSIGN(const int64_t people, ReadPeople("causes", text.substr(colon + 1)));
    record.causes.emplace_back(text.substr(0, colon), people);
  }
  for (const std::string& text : row.quotas()) {
    BAOPHU_ASSIGN(record.quotas.emplace_back(), ReadAgreed(text));
  }
  record.new_points = row.new_points();
  BAOPHU_ASSIGN(record.summary, ReadText("summary", row.summary(), kMostSummaryBytes));
  BAOPHU_ASSIGN(read.correction, ReadCorrection(row.correction()));
  return read;
}

// What is stored while a chunk is written.
class RegistryEntry {
 public:
  RegistryEntry(const NetworkImportParts& parts, Commit& commit)
      : commit_(commit),
        law_(parts.law),
        today_(VietnamDay(commit.now_us())),
        areas_(parts.catalogues.Get(commit.session())),
        network_(network_store::ReadNetwork(commit.session())) {}

  absl::StatusOr<bool> Enter(ReadRecord<CollectionOrganisation>& row) {
    return EnterDated(row, "organisation", network_.organisations,
                      [&] { return CheckOrganisation(row.record, law_, *areas_); });
  }
  absl::StatusOr<bool> Enter(ReadRecord<CollectionPoint>& row) {
    return EnterDated(row, "point", network_.points,
                      [&] { return CheckPoint(network_, law_, *areas_, row.record); });
  }
  absl::StatusOr<bool> Enter(ReadRecord<Collector>& row) {
    return EnterDated(row, "collector", network_.collectors,
                      [&] { return CheckCollector(row.record, network_, law_, *areas_); });
  }
  absl::StatusOr<bool> Enter(ReadRecord<CooperativeInvitation>& row) {
    if (!invitations_.has_value()) {
      invitations_ = network_store::ReadInvitations(commit_.session());
    }
    const auto stored = invitations_->find(row.record.code);
    if (stored != invitations_->end() && !row.correction) {
      BAOPHU_TRY(MergeInvitation(stored->second, row.record));
      if (SameContent(stored->second, row.record)) return false;
    }
    BAOPHU_TRY(CheckInvitation(row.record, network_, *areas_, today_));
    return Keep(row.record, *invitations_);
  }
  absl::StatusOr<bool> Enter(ReadRecord<OrganisationSession>& row) {
    if (!sessions_.has_value()) sessions_ = network_store::ReadSessions(commit_.session());
    const auto stored = sessions_->find(row.record.code);
    if (stored != sessions_->end()) {
      if (SameContent(stored->second, row.record)) return false;
      if (!row.correction) return OtherRecord("session", row.record.code);
    }
    BAOPHU_TRY(CheckSession(row.record, network_, law_, *areas_, today_));
    return Keep(row.record, *sessions_);
  }

 private:
  template <typename Record, typename Check>
  absl::StatusOr<bool> EnterDated(ReadRecord<Record>& row, const std::string& field,
                                  DatedRecords<Record>& records, Check check) {
    const Record* const stored = records.From(row.record.code, row.record.valid_from);
    if (stored != nullptr) {
      if (SameContent(*stored, row.record)) return false;
      if (!row.correction) {
        return OtherRecord(
            field, absl::StrCat(row.record.code, " from ", row.record.valid_from.ToString()));
      }
    }
    BAOPHU_TRY(check());
    row.record.recorded = {commit_.now_us(), commit_.revision()};
    network_store::Add(commit_.session(), row.record);
    records.Set(row.record);
    return true;
  }

  template <typename Record>
  bool Keep(Record& record, std::map<std::string, Record>& records) {
    record.recorded = {commit_.now_us(), commit_.revision()};
    network_store::Add(commit_.session(), record);
    records.insert_or_assign(record.code, record);
    return true;
  }

  Commit& commit_;
  const CollectionLaw& law_;
  const Day today_;
  const std::shared_ptr<const AreaCatalogue> areas_;
  Network network_;
  std::optional<std::map<std::string, CooperativeInvitation>> invitations_;
  std::optional<std::map<std::string, OrganisationSession>> sessions_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<PreparedChunk>> PrepareRegistryRows(const NetworkImportParts& parts,
                                                                   const v1::ImportChunk& chunk) {
  const int64_t first = chunk.first_row_number();
  if (chunk.has_collection_organisations()) {
    return PrepareRows<CollectionOrganisation, RegistryEntry>(
        parts, first, chunk.collection_organisations().rows(), ReadOrganisation,
        [](const CollectionOrganisation& record, NamedAreas& areas) {
          areas.emplace_back(record.area, record.valid_from.month());
        });
  }
  if (chunk.has_collection_points()) {
    return PrepareRows<CollectionPoint, RegistryEntry>(
        parts, first, chunk.collection_points().rows(), ReadPoint,
        [](const CollectionPoint& record, NamedAreas& areas) {
          areas.emplace_back(record.commune, record.valid_from.month());
        });
  }
  if (chunk.has_collectors()) {
    return PrepareRows<Collector, RegistryEntry>(
        parts, first, chunk.collectors().rows(), ReadCollector,
        [](const Collector& record, NamedAreas& areas) {
          for (const AreaCode area : record.areas) {
            areas.emplace_back(area, record.valid_from.month());
          }
        });
  }
  if (chunk.has_cooperative_invitations()) {
    return PrepareRows<CooperativeInvitation, RegistryEntry>(
        parts, first, chunk.cooperative_invitations().rows(), ReadInvitation,
        [](const CooperativeInvitation& record, NamedAreas& areas) {
          areas.emplace_back(record.area, record.invited.month());
        });
  }
  if (chunk.has_organisation_sessions()) {
    return PrepareRows<OrganisationSession, RegistryEntry>(
        parts, first, chunk.organisation_sessions().rows(), ReadSession,
        [](const OrganisationSession& record, NamedAreas& areas) {
          areas.emplace_back(record.area, record.held.month());
        });
  }
  return nullptr;
}

}  // namespace baophu::contribution
