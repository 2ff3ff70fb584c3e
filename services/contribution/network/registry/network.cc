#include "services/contribution/network/registry/network.h"

#include <algorithm>
#include <tuple>

#include "services/contribution/recovery/officer.h"

namespace baophu::contribution {
namespace {

auto ContentOf(const CollectionOrganisation& record) {
  return std::tie(record.code, record.valid_from, record.display_name, record.kind,
                  record.short_name, record.tax_code, record.contract_number, record.contract_from,
                  record.contract_through, record.area);
}
auto ContentOf(const CollectionPoint& record) {
  return std::tie(record.code, record.valid_from, record.through, record.organisation,
                  record.commune, record.replaces, record.display_name);
}
auto ContentOf(const Collector& record) {
  return std::tie(record.code, record.valid_from, record.role, record.organisation, record.point,
                  record.village_role, record.card_number, record.card_from, record.card_through,
                  record.areas);
}
auto ContentOf(const CooperativeInvitation& record) {
  return std::tie(record.code, record.cooperative, record.area, record.letter_number,
                  record.invited, record.answered, record.answer, record.signed_on,
                  record.organisation);
}
auto ContentOf(const OrganisationSession& record) {
  return std::tie(record.code, record.organisation, record.area, record.held, record.causes,
                  record.quotas, record.new_points, record.summary);
}

}  // namespace

std::string_view CollectorRoleText(CollectorRole role) {
  return role == CollectorRole::kHelper ? "HELPER" : "COLLECTOR";
}

std::optional<CollectorRole> ParseCollectorRole(std::string_view text) {
  if (text == "COLLECTOR") return CollectorRole::kCollector;
  if (text == "HELPER") return CollectorRole::kHelper;
  return std::nullopt;
}

std::string_view InvitationAnswerText(InvitationAnswer answer) {
  switch (answer) {
    case InvitationAnswer::kAgreed:
      return "AGREED";
    case InvitationAnswer::kDeclined:
      return "DECLINED";
    case InvitationAnswer::kNone:
      break;
  }
  return "";
}

std::optional<InvitationAnswer> ParseInvitationAnswer(std::string_view text) {
  for (const InvitationAnswer answer :
       {InvitationAnswer::kNone, InvitationAnswer::kAgreed, InvitationAnswer::kDeclined}) {
    if (InvitationAnswerText(answer) == text) return answer;
  }
  return std::nullopt;
}

std::string_view CooperativeInvitation::StateText() const {
  if (signed_on.has_value()) return "SIGNED";
  return answer == InvitationAnswer::kNone ? "INVITED" : InvitationAnswerText(answer);
}

std::string_view QuotaGoalText(QuotaGoal goal) { return goal == QuotaGoal::kWin ? "WIN" : "KEEP"; }

std::optional<QuotaGoal> ParseQuotaGoal(std::string_view text) {
  if (text == "KEEP") return QuotaGoal::kKeep;
  if (text == "WIN") return QuotaGoal::kWin;
  return std::nullopt;
}

bool SameContent(const CollectionOrganisation& a, const CollectionOrganisation& b) {
  return ContentOf(a) == ContentOf(b);
}
bool SameContent(const CollectionPoint& a, const CollectionPoint& b) {
  return ContentOf(a) == ContentOf(b);
}
bool SameContent(const Collector& a, const Collector& b) { return ContentOf(a) == ContentOf(b); }
bool SameContent(const CooperativeInvitation& a, const CooperativeInvitation& b) {
  return ContentOf(a) == ContentOf(b);
}
bool SameContent(const OrganisationSession& a, const OrganisationSession& b) {
  return ContentOf(a) == ContentOf(b);
}

bool IsWithin(const AreaCatalogue& catalogue, AreaCode area, const std::vector<AreaCode>& areas,
              Month month) {
  const auto over = AreasOver(catalogue, area, month);
  return std::any_of(areas.begin(), areas.end(), [&](AreaCode each) {
    return each == area || std::find(over.begin(), over.end(), each) != over.end();
  });
}

}  // namespace baophu::contribution
