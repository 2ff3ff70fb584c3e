#include "services/contribution/network/registry/network_service.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/feed/feed_log.h"
#include "common/rpc/page.h"
#include "common/rpc/unary.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "services/contribution/ageing/arrears_request_service.h"
#include "services/contribution/network/registry/network_request_service.h"
#include "services/contribution/network/registry/network_store.h"
#include "services/contribution/network/registry/registry_rules.h"

namespace baophu::contribution {
namespace {

constexpr int32_t kMostDays = 3'660;

absl::Status NotFound(const std::string& reason, const std::string& what, Day day) {
  return FaultStatus(absl::StatusCode::kNotFound, reason, "name",
                     absl::StrCat("no ", what, " has this code on ", day.ToString()),
                     "send the code of one that is listed, or a later day");
}

std::string TextOf(const std::optional<Day>& day) { return day.has_value() ? day->ToString() : ""; }

// Counts by point and by organisation.
struct Counts {
  std::map<std::string, int32_t> open_points;      // By organisation.
  std::map<std::string, int32_t> of_organisation;  // Collectors with a valid card.
  std::map<std::string, int32_t> of_point;         // The same.
};

Counts CountOn(const Network& network, Day day) {
  Counts counts;
  for (const auto& [code, versions] : network.points.by_code()) {
    const CollectionPoint* const point = network.points.On(code, day);
    if (point != nullptr && point->IsOpenOn(day)) ++counts.open_points[point->organisation];
  }
  for (const auto& [code, versions] : network.collectors.by_code()) {
    const Collector* const collector = network.collectors.On(code, day);
    if (collector == nullptr || !collector->HasCardOn(day)) continue;
    ++counts.of_organisation[collector->organisation];
    ++counts.of_point[collector->point];
  }
  return counts;
}

int32_t CountIn(const std::map<std::string, int32_t>& counts, const std::string& code) {
  const auto found = counts.find(code);
  return found == counts.end() ? 0 : found->second;
}

bool HasContract(const Network& network, const std::string& organisation, Day day) {
  return CheckContractOn(network, "organisation", organisation, day).ok();
}

void Write(const CollectionOrganisation& record, const Counts& counts, const CollectionLaw& law,
           Day day, v1::CollectionOrganisation& message) {
  message.set_name(absl::StrCat("collectionOrganisations/", record.code));
  message.set_valid_from(record.valid_from.ToString());
  message.set_display_name(record.display_name);
  message.set_kind(record.kind);
  message.set_kind_display_name(
      law.NameOf(CollectionLaw::List::kOrganisationKinds, record.kind, record.valid_from.month()));
  message.set_short_name(record.short_name);
  message.set_tax_code(record.tax_code);
  message.set_contract_number(record.contract_number);
  message.set_contract_from_date(record.contract_from.ToString());
  message.set_contract_through_date(TextOf(record.contract_through));
  message.set_contract_in_force(record.HasContractOn(day));
  message.set_area(record.area.ToString());
  message.set_open_point_count(CountIn(counts.open_points, record.code));
  message.set_collector_count(CountIn(counts.of_organisation, record.code));
  message.set_revision(record.recorded.revision);
}

void Write(const CollectionPoint& record, const Counts& counts, const Network& network, Day day,
           v1::CollectionPoint& message) {
  message.set_name(absl::StrCat("collectionPoints/", record.code));
  message.set_valid_from(record.valid_from.ToString());
  message.set_through_date(TextOf(record.through));
  message.set_open(record.IsOpenOn(day));
  message.set_organisation(absl::StrCat("collectionOrganisations/", record.organisation));
  message.set_commune(record.commune.ToString());
  message.set_code_scheme(record.code_scheme);
  message.set_number(record.number);
  message.set_replaces(record.replaces);
  message.set_display_name(record.display_name);
  message.set_collector_count(CountIn(counts.of_point, record.code));
  message.set_contract_in_force(HasContract(network, record.organisation, day));
  message.set_revision(record.recorded.revision);
}

void Write(const Collector& record, const Network& network, const CollectionLaw& law, Day day,
           v1::Collector& message) {
  message.set_name(absl::StrCat("collectors/", record.code));
  message.set_valid_from(record.valid_from.ToString());
  message.set_role(std::string(CollectorRoleText(record.role)));
  message.set_organisation(absl::StrCat("collectionOrganisations/", record.organisation));
  message.set_point(absl::StrCat("collectionPoints/", record.point));
  message.set_village_role(record.village_role);
  message.set_village_role_display_name(law.NameOf(CollectionLaw::List::kVillageRoles,
                                                   record.village_role, record.valid_from.month()));
  message.set_card_number(record.card_number);
  message.set_card_from_date(record.card_from.ToString());
  message.set_card_through_date(record.card_through.ToString());
  message.set_card_valid(record.HasCardOn(day));
  message.set_contract_in_force(HasContract(network, record.organisation, day));
  for (const AreaCode area : record.areas) message.add_areas(area.ToString());
  message.set_revision(record.recorded.revision);
}

void Write(const CooperativeInvitation& record, v1::CooperativeInvitation& message) {
  message.set_name(absl::StrCat("cooperativeInvitations/", record.code));
  message.set_cooperative(record.cooperative);
  message.set_area(record.area.ToString());
  message.set_letter_number(record.letter_number);
  message.set_invited_date(record.invited.ToString());
  message.set_answered_date(TextOf(record.answered));
  message.set_state(std::string(record.StateText()));
  message.set_signed_date(TextOf(record.signed_on));
  if (!record.organisation.empty()) {
    message.set_organisation(absl::StrCat("collectionOrganisations/", record.organisation));
  }
  message.set_revision(record.recorded.revision);
}

void Write(const OrganisationSession& record, const CollectionLaw& law,
           v1::OrganisationSession& message) {
  message.set_name(
      absl::StrCat("collectionOrganisations/", record.organisation, "/sessions/", record.code));
  message.set_held_date(record.held.ToString());
  message.set_area(record.area.ToString());
  for (const auto& [reason, people] : record.causes) {
    v1::DecreaseCause& cause = *message.add_causes();
    cause.set_reason(reason);
    cause.set_reason_display_name(
        law.NameOf(CollectionLaw::List::kLapseReasons, reason, record.held.month()));
    cause.set_people_count(people);
  }
  for (const AgreedQuota& each : record.quotas) {
    v1::AgreedQuota& quota = *message.add_quotas();
    quota.set_goal(std::string(QuotaGoalText(each.goal)));
    if (each.scheme.has_value()) quota.set_scheme(SelfPaidSchemeText(*each.scheme));
    quota.set_people_count(each.people);
  }
  message.set_new_point_count(static_cast<int32_t>(record.new_points));
  message.set_summary(record.summary);
  message.set_revision(record.recorded.revision);
}

}  // namespace

struct NetworkServiceImpl::View {
  Network network;
  std::shared_ptr<const AreaCatalogue> areas;
  int64_t revision = 0;

  absl::Status CheckArea(AreaCode area) const {
    return area.empty() ? absl::OkStatus() : CheckAreaKnown(*areas, area, "parent");
  }
  bool IsIn(AreaCode what, AreaCode area, Day day) const {
    return area.empty() || IsWithin(*areas, what, {area}, day.month());
  }
};

absl::Status NetworkServiceImpl::Read(View& view) const {
  return parts_.database.Read([&](soci::session& session) {
    view.revision = ReadFeedBounds(session).revision;
    view.areas = parts_.catalogues.Get(session);
    view.network = network_store::ReadNetwork(session);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* NetworkServiceImpl::GetCollectionOrganisation(
    grpc::CallbackServerContext* context, const v1::GetCollectionOrganisationRequest* request,
    v1::CollectionOrganisation* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return Get(*request, *response); });
}

grpc::ServerUnaryReactor* NetworkServiceImpl::ListCollectionOrganisations(
    grpc::CallbackServerContext* context, const v1::ListCollectionOrganisationsRequest* request,
    v1::ListCollectionOrganisationsResponse* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return List(*request, *response); });
}

grpc::ServerUnaryReactor* NetworkServiceImpl::CheckContract(grpc::CallbackServerContext* context,
                                                            const v1::CheckContractRequest* request,
                                                            v1::CheckContractResponse* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return Check(*request, *response); });
}

grpc::ServerUnaryReactor* NetworkServiceImpl::GetCollectionPoint(
    grpc::CallbackServerContext* context, const v1::GetCollectionPointRequest* request,
    v1::CollectionPoint* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return Get(*request, *response); });
}

grpc::ServerUnaryReactor* NetworkServiceImpl::ListCollectionPoints(
    grpc::CallbackServerContext* context, const v1::ListCollectionPointsRequest* request,
    v1::ListCollectionPointsResponse* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return List(*request, *response); });
}

grpc::ServerUnaryReactor* NetworkServiceImpl::GetCollector(grpc::CallbackServerContext* context,
                                                           const v1::GetCollectorRequest* request,
                                                           v1::Collector* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return Get(*request, *response); });
}

grpc::ServerUnaryReactor* NetworkServiceImpl::ListCollectors(
    grpc::CallbackServerContext* context, const v1::ListCollectorsRequest* request,
    v1::ListCollectorsResponse* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return List(*request, *response); });
}

grpc::ServerUnaryReactor* NetworkServiceImpl::ListCooperativeInvitations(
    grpc::CallbackServerContext* context, const v1::ListCooperativeInvitationsRequest* request,
    v1::ListCooperativeInvitationsResponse* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return List(*request, *response); });
}

grpc::ServerUnaryReactor* NetworkServiceImpl::ListOrganisationSessions(
    grpc::CallbackServerContext* context, const v1::ListOrganisationSessionsRequest* request,
    v1::ListOrganisationSessionsResponse* response) {
  return rpc::RunUnary(context, parts_.executor,
                       [this, request, response] { return List(*request, *response); });
}

absl::Status NetworkServiceImpl::Get(const v1::GetCollectionOrganisationRequest& request,
                                     v1::CollectionOrganisation& response) const {
  BAOPHU_ASSIGN(const std::string code, ReadNetworkName("name", kOrganisations, request.name()));
  BAOPHU_ASSIGN(const Day day, ReadDayOrToday("on_date", request.on_date()));
  View view;
  BAOPHU_TRY(Read(view));
  const CollectionOrganisation* const record = view.network.organisations.On(code, day);
  if (record == nullptr) return NotFound("UNKNOWN_ORGANISATION", "organisation", day);
  Write(*record, CountOn(view.network, day), parts_.law, day, response);
  return absl::OkStatus();
}

absl::Status NetworkServiceImpl::Get(const v1::GetCollectionPointRequest& request,
                                     v1::CollectionPoint& response) const {
  BAOPHU_ASSIGN(const std::string code, ReadNetworkName("name", kPoints, request.name()));
  BAOPHU_ASSIGN(const Day day, ReadDayOrToday("on_date", request.on_date()));
  View view;
  BAOPHU_TRY(Read(view));
  const CollectionPoint* const record = view.network.points.On(code, day);
  if (record == nullptr) return NotFound("UNKNOWN_POINT", "point", day);
  Write(*record, CountOn(view.network, day), view.network, day, response);
  return absl::OkStatus();
}

absl::Status NetworkServiceImpl::Get(const v1::GetCollectorRequest& request,
                                     v1::Collector& response) const {
  BAOPHU_ASSIGN(const std::string code, ReadNetworkName("name", kCollectors, request.name()));
  BAOPHU_ASSIGN(const Day day, ReadDayOrToday("on_date", request.on_date()));
  View view;
  BAOPHU_TRY(Read(view));
  const Collector* const record = view.network.collectors.On(code, day);
  if (record == nullptr) return NotFound("UNKNOWN_COLLECTOR", "collector", day);
  Write(*record, view.network, parts_.law, day, response);
  return absl::OkStatus();
}

absl::Status NetworkServiceImpl::List(const v1::ListCollectionOrganisationsRequest& request,
                                      v1::ListCollectionOrganisationsResponse& response) const {
  BAOPHU_ASSIGN(const AreaCode area, ReadParentArea("parent", request.parent()));
  BAOPHU_ASSIGN(const Day day, ReadDayOrToday("on_date", request.on_date()));
  BAOPHU_ASSIGN(const rpc::Page page,
                rpc::Page::Open(parts_.keys,
                                absl::StrCat("organisations:", request.parent(), ":",
                                             day.ToString(), ":", request.kind()),
                                request));
  View view;
  BAOPHU_TRY(Read(view));
  BAOPHU_TRY(view.CheckArea(area));
  const auto has_point = [&](const std::string& organisation) {
    const auto& points = view.network.points;
    return std::any_of(points.by_code().begin(), points.by_code().end(), [&](const auto& each) {
      const CollectionPoint* const point = points.On(each.first, day);
      return point != nullptr && point->organisation == organisation && point->IsOpenOn(day) &&
             view.IsIn(point->commune, area, day);
    });
  };
  std::vector<const CollectionOrganisation*> listed;
  for (const auto& [code, versions] : view.network.organisations.by_code()) {
    const CollectionOrganisation* const record = view.network.organisations.On(code, day);
    if (code <= page.after() || record == nullptr) continue;
    if (!request.kind().empty() && record->kind != request.kind()) continue;
    const bool own = area.empty() || (!record->area.empty() && view.IsIn(record->area, area, day));
    if (!own && !has_point(code)) continue;
    listed.push_back(record);
    if (static_cast<int64_t>(listed.size()) == page.limit()) break;
  }
  response.set_next_page_token(page.Cut(listed, [](const auto* record) { return record->code; }));
  const Counts counts = CountOn(view.network, day);
  for (const CollectionOrganisation* record : listed) {
    Write(*record, counts, parts_.law, day, *response.add_collection_organisations());
  }
  response.set_revision(view.revision);
  return absl::OkStatus();
}

absl::Status NetworkServiceImpl::Check(const v1::CheckContractRequest& request,
                                       v1::CheckContractResponse& response) const {
  BAOPHU_ASSIGN(const std::string code, ReadNetworkName("name", kOrganisations, request.name()));
  BAOPHU_ASSIGN(const Day day, ReadDayOrToday("on_date", request.on_date()));
  View view;
  BAOPHU_TRY(Read(view));
  if (view.network.organisations.Near(code, day) == nullptr) {
    return NotFound("UNKNOWN_ORGANISATION", "organisation", day);
  }
  response.set_on_date(day.ToString());
  response.set_revision(view.revision);
  const CollectionOrganisation* const record = view.network.organisations.On(code, day);
  if (record == nullptr) return absl::OkStatus();
  response.set_in_force(record->HasContractOn(day));
  response.set_contract_number(record->contract_number);
  response.set_contract_from_date(record->contract_from.ToString());
  response.set_contract_through_date(TextOf(record->contract_through));
  return absl::OkStatus();
}

absl::Status NetworkServiceImpl::List(const v1::ListCollectionPointsRequest& request,
                                      v1::ListCollectionPointsResponse& response) const {
  BAOPHU_ASSIGN(const AreaCode area, ReadParentArea("parent", request.parent()));
  BAOPHU_ASSIGN(const Day day, ReadDayOrToday("on_date", request.on_date()));
  std::string organisation;
  if (!request.organisation().empty()) {
    BAOPHU_ASSIGN(organisation,
                  ReadNetworkName("organisation", kOrganisations, request.organisation()));
  }
  BAOPHU_ASSIGN(const rpc::Page page,
                rpc::Page::Open(parts_.keys,
                                absl::StrCat("points:", request.parent(), ":", day.ToString(), ":",
                                             organisation, ":", request.show_closed()),
                                request));
  View view;
  BAOPHU_TRY(Read(view));
  BAOPHU_TRY(view.CheckArea(area));
  std::vector<const CollectionPoint*> listed;
  for (const auto& [code, versions] : view.network.points.by_code()) {
    const CollectionPoint* const record = view.network.points.On(code, day);
    if (code <= page.after() || record == nullptr) continue;
    if (!organisation.empty() && record->organisation != organisation) continue;
    if (!request.show_closed() && !record->IsOpenOn(day)) continue;
    if (!view.IsIn(record->commune, area, day)) continue;
    listed.push_back(record);
    if (static_cast<int64_t>(listed.size()) == page.limit()) break;
  }
  response.set_next_page_token(page.Cut(listed, [](const auto* record) { return record->code; }));
  const Counts counts = CountOn(view.network, day);
  for (const CollectionPoint* record : listed) {
    Write(*record, counts, view.network, day, *response.add_collection_points());
  }
  response.set_revision(view.revision);
  return absl::OkStatus();
}

absl::Status NetworkServiceImpl::List(const v1::ListCollectorsRequest& request,
                                      v1::ListCollectorsResponse& response) const {
  BAOPHU_ASSIGN(const AreaCode area, ReadParentArea("parent", request.parent()));
  BAOPHU_ASSIGN(const Day day, ReadDayOrToday("on_date", request.on_date()));
  std::string organisation, point;
  if (!request.organisation().empty()) {
    BAOPHU_ASSIGN(organisation,
                  ReadNetworkName("organisation", kOrganisations, request.organisation()));
  }
  if (!request.point().empty()) {
    BAOPHU_ASSIGN(point, ReadNetworkName("point", kPoints, request.point()));
  }
  const int32_t within = request.card_ends_within_days();
  if (within < 0 || within > kMostDays) {
    return InvalidField("card_ends_within_days", absl::StrCat("is ", within),
                        "send 1 to 3660, or 0 for all");
  }
  BAOPHU_ASSIGN(const rpc::Page page,
                rpc::Page::Open(parts_.keys,
                                absl::StrCat("collectors:", request.parent(), ":", day.ToString(),
                                             ":", organisation, ":", point, ":", within),
                                request));
  View view;
  BAOPHU_TRY(Read(view));
  BAOPHU_TRY(view.CheckArea(area));
  std::vector<const Collector*> listed;
  for (const auto& [code, versions] : view.network.collectors.by_code()) {
    const Collector* const record = view.network.collectors.On(code, day);
    if (code <= page.after() || record == nullptr) continue;
    if (!organisation.empty() && record->organisation != organisation) continue;
    if (!point.empty() && record->point != point) continue;
    if (within > 0 && record->card_through.number() > day.number() + within) continue;
    const CollectionPoint* const its = view.network.points.On(record->point, day);
    if (its == nullptr || !view.IsIn(its->commune, area, day)) continue;
    listed.push_back(record);
    if (static_cast<int64_t>(listed.size()) == page.limit()) break;
  }
  response.set_next_page_token(page.Cut(listed, [](const auto* record) { return record->code; }));
  for (const Collector* record : listed) {
    Write(*record, view.network, parts_.law, day, *response.add_collectors());
  }
  response.set_revision(view.revision);
  return absl::OkStatus();
}

absl::Status NetworkServiceImpl::List(const v1::ListCooperativeInvitationsRequest& request,
                                      v1::ListCooperativeInvitationsResponse& response) const {
  BAOPHU_ASSIGN(const AreaCode area, ReadParentArea("parent", request.parent()));
  const std::string& state = request.state();
  BAOPHU_ASSIGN(
      const rpc::Page page,
      rpc::Page::Open(parts_.keys, absl::StrCat("cooperatives:", request.parent(), ":", state),
                      request));
  std::vector<CooperativeInvitation> listed;
  BAOPHU_TRY(parts_.database.Read([&](soci::session& session) -> absl::Status {
    response.set_revision(ReadFeedBounds(session).revision);
    const auto areas = parts_.catalogues.Get(session);
    if (!area.empty()) BAOPHU_TRY(CheckAreaKnown(*areas, area, "parent"));
    for (auto& [code, record] : network_store::ReadInvitations(session)) {
      if (code <= page.after()) continue;
      if (!state.empty() && record.StateText() != std::string_view(state)) continue;
      if (!area.empty() && !IsWithin(*areas, record.area, {area}, record.invited.month())) {
        continue;
      }
      listed.push_back(std::move(record));
      if (static_cast<int64_t>(listed.size()) == page.limit()) break;
    }
    return absl::OkStatus();
  }));
  response.set_next_page_token(page.Cut(listed, [](const auto& record) { return record.code; }));
  for (const CooperativeInvitation& record : listed) {
    Write(record, *response.add_cooperative_invitations());
  }
  return absl::OkStatus();
}

absl::Status NetworkServiceImpl::List(const v1::ListOrganisationSessionsRequest& request,
                                      v1::ListOrganisationSessionsResponse& response) const {
  BAOPHU_ASSIGN(const std::string organisation,
                ReadNetworkName("parent", kOrganisations, request.parent(), true));
  BAOPHU_ASSIGN(
      const rpc::Page page,
      rpc::Page::Open(parts_.keys,
                      absl::StrCat("organisationSessions:", organisation, ":", request.area()),
                      request));
  AreaCode area;
  if (!request.area().empty()) {
    const absl::StatusOr<AreaCode> parsed = AreaCode::Parse(request.area());
    if (!parsed.ok()) return WithField(parsed.status(), "area");
    area = *parsed;
  }
  std::vector<OrganisationSession> listed;
  BAOPHU_TRY(parts_.database.Read([&](soci::session& session) {
    response.set_revision(ReadFeedBounds(session).revision);
    const std::shared_ptr<const AreaCatalogue> areas = parts_.catalogues.Get(session);
    for (auto& [code, record] : network_store::ReadSessions(session)) {
      if (code <= page.after()) continue;
      if (!organisation.empty() && record.organisation != organisation) continue;
      if (!area.empty() && !IsWithin(*areas, record.area, {area}, record.held.month())) continue;
      listed.push_back(std::move(record));
      if (static_cast<int64_t>(listed.size()) == page.limit()) break;
    }
    return absl::OkStatus();
  }));
  response.set_next_page_token(page.Cut(listed, [](const auto& record) { return record.code; }));
  for (const OrganisationSession& record : listed) {
    Write(record, parts_.law, *response.add_sessions());
  }
  return absl::OkStatus();
}

}  // namespace baophu::contribution
