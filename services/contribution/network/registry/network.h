#ifndef BAOPHU_SERVICES_CONTRIBUTION_NETWORK_REGISTRY_NETWORK_H_
#define BAOPHU_SERVICES_CONTRIBUTION_NETWORK_REGISTRY_NETWORK_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/area/area_catalogue.h"
#include "common/month/month.h"
#include "services/contribution/law/self_paid_law.h"

// The collection network (mạng lưới thu): organisations that collect (tổ chức dịch vụ thu),
// their points (điểm thu), collectors and helpers (nhân viên thu, cộng tác viên). Pure.
namespace baophu::contribution {

// When a version of a record was entered.
struct Recorded {
  int64_t us = 0;        // Since 1970-01-01 UTC.
  int64_t revision = 0;  // Of the write.
};

// An organisation as it is from a day on, with the contract that holds then.
struct CollectionOrganisation {
  std::string code;
  Day valid_from;
  std::string display_name;
  std::string kind;        // Of collection_organisation_kinds.csv.
  std::string short_name;  // As codes of points have it; may be empty.
  std::string tax_code;    // 10 digits; may be empty.
  std::string contract_number;
  Day contract_from;
  std::optional<Day> contract_through;  // The last day, included; nothing: without an end.
  AreaCode area;                        // Whose office it works with; may be empty.
  Recorded recorded;

  // Whether its contract is in force on a day.
  bool HasContractOn(Day day) const {
    return contract_from <= day && (!contract_through.has_value() || day <= *contract_through);
  }
};

// A point as it is from a day on.
struct CollectionPoint {
  std::string code;
  Day valid_from;
  std::optional<Day> through;  // The last day on which it is open; nothing: open.
  std::string organisation;
  AreaCode commune;         // Or a district that has none.
  std::string code_scheme;  // Of collection_point_codes.csv.
  std::string number;       // Its three digits within the commune.
  std::string replaces;     // The code that the same point had before; may be empty.
  std::string display_name;
  Recorded recorded;

  bool IsOpenOn(Day day) const {
    return valid_from <= day && (!through.has_value() || day <= *through);
  }
};

// Numbered as in the database.
enum class CollectorRole { kCollector = 1, kHelper = 2 };
// COLLECTOR or HELPER.
std::string_view CollectorRoleText(CollectorRole role);
std::optional<CollectorRole> ParseCollectorRole(std::string_view text);

// One who collects, as from a day on. No name is kept here: the organisation knows it.
struct Collector {
  std::string code;
  Day valid_from;
  CollectorRole role = CollectorRole::kCollector;
  std::string organisation;
  std::string point;
  std::string village_role;  // Of collector_village_roles.csv.
  std::string card_number;   // Thẻ nhân viên thu.
  Day card_from;
  Day card_through;             // The last day, included.
  std::vector<AreaCode> areas;  // Where it may collect: each with all areas below it.
  Recorded recorded;

  bool HasCardOn(Day day) const { return card_from <= day && day <= card_through; }
};

// Numbered as in the database.
enum class InvitationAnswer { kNone = 0, kAgreed = 1, kDeclined = 2 };
// "", AGREED or DECLINED.
std::string_view InvitationAnswerText(InvitationAnswer answer);
std::optional<InvitationAnswer> ParseInvitationAnswer(std::string_view text);

// A cooperative (hợp tác xã) that was asked to sign as a collector, and how far that came.
struct CooperativeInvitation {
  std::string code;
  std::string cooperative;  // What it is called.
  AreaCode area;
  std::string letter_number;
  Day invited;
  std::optional<Day> answered;
  InvitationAnswer answer = InvitationAnswer::kNone;
  std::optional<Day> signed_on;
  std::string organisation;  // That it became by signing.
  Recorded recorded;

  // INVITED, AGREED, DECLINED or SIGNED.
  std::string_view StateText() const;
};

// What a quota asks for: members to keep (tái tục) or to win (phát triển mới). Numbered as
// in the database.
enum class QuotaGoal { kKeep = 1, kWin = 2 };
// KEEP or WIN.
std::string_view QuotaGoalText(QuotaGoal goal);
std::optional<QuotaGoal> ParseQuotaGoal(std::string_view text);

// A quota that was agreed in a session; without a scheme for all together.
struct AgreedQuota {
  QuotaGoal goal = QuotaGoal::kKeep;
  std::optional<SelfPaidScheme> scheme;
  int64_t people = 0;

  friend bool operator==(const AgreedQuota&, const AgreedQuota&) = default;
};

// A session with one organisation (giao ban, làm việc với tổ chức dịch vụ thu).
struct OrganisationSession {
  std::string code;
  std::string organisation;
  AreaCode area;
  Day held;
  std::vector<std::pair<std::string, int64_t>> causes;  // Of the decrease: reason and people.
  std::vector<AgreedQuota> quotas;
  int64_t new_points = 0;  // Agreed to be opened.
  std::string summary;
  Recorded recorded;
};

// Same content, whenever each was recorded.
bool SameContent(const CollectionOrganisation& a, const CollectionOrganisation& b);
bool SameContent(const CollectionPoint& a, const CollectionPoint& b);
bool SameContent(const Collector& a, const Collector& b);
bool SameContent(const CooperativeInvitation& a, const CooperativeInvitation& b);
bool SameContent(const OrganisationSession& a, const OrganisationSession& b);

// Records of one kind by code and the day from which they hold.
template <typename Record>
class DatedRecords {
 public:
  void Set(Record record) { by_code_[record.code][record.valid_from] = std::move(record); }

  // As the code is on a day; null before its first.
  const Record* On(const std::string& code, Day day) const {
    const auto found = by_code_.find(code);
    if (found == by_code_.end()) return nullptr;
    const auto after = found->second.upper_bound(day);
    return after == found->second.begin() ? nullptr : &std::prev(after)->second;
  }
  // The same, but before its first day as it is then; null for an unknown code.
  const Record* Near(const std::string& code, Day day) const {
    const auto found = by_code_.find(code);
    if (found == by_code_.end()) return nullptr;
    const Record* const on = On(code, day);
    return on == nullptr ? &found->second.begin()->second : on;
  }
  // The record that holds from just this day; null where there is none.
  const Record* From(const std::string& code, Day valid_from) const {
    const auto found = by_code_.find(code);
    if (found == by_code_.end()) return nullptr;
    const auto at = found->second.find(valid_from);
    return at == found->second.end() ? nullptr : &at->second;
  }

  const std::map<std::string, std::map<Day, Record>>& by_code() const { return by_code_; }

 private:
  std::map<std::string, std::map<Day, Record>> by_code_;
};

// All of the network that has a history by days.
struct Network {
  DatedRecords<CollectionOrganisation> organisations;
  DatedRecords<CollectionPoint> points;
  DatedRecords<Collector> collectors;
};

// Whether `area` is one of `areas` or below one of them in a month.
bool IsWithin(const AreaCatalogue& catalogue, AreaCode area, const std::vector<AreaCode>& areas,
              Month month);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_NETWORK_REGISTRY_NETWORK_H_
