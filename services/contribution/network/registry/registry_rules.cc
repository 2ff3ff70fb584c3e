#include "services/contribution/network/registry/registry_rules.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "services/contribution/recovery/officer.h"

namespace baophu::contribution {
namespace {

constexpr size_t kMostCodeChars = 40;
constexpr size_t kTaxDigits = 10;
constexpr size_t kNumberDigits = 3;
constexpr size_t kMostShortChars = 6;
constexpr size_t kMostAreas = 50;
constexpr int64_t kMostNewPoints = 10'000;

bool IsDigits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(),
                                      [](unsigned char c) { return absl::ascii_isdigit(c); });
}

absl::Status UnknownArea(const std::string& field, Month month) {
  return FaultStatus(absl::StatusCode::kNotFound, "UNKNOWN_AREA", field,
                     absl::StrCat("no area has this code in ", month.ToString()),
                     "write the code of an area of that month, or load the area first");
}

absl::Status CheckArea(const AreaCatalogue& areas, const std::string& field, AreaCode area,
                       Day day) {
  if (areas.Find(area, day.month()) != nullptr) return absl::OkStatus();
  return UnknownArea(field, day.month());
}

absl::Status CheckListed(const CollectionLaw& law, CollectionLaw::List list,
                         const std::string& field, const std::string& code, Month month) {
  if (law.Has(list, code, month)) return absl::OkStatus();
  return InvalidField(field, absl::StrCat("is no code of ", month.ToString()),
                      absl::StrCat("write ", law.CodesText(list, month)));
}

absl::Status NoPointCode(const std::string& problem, const std::string& remedy) {
  return FaultStatus(absl::StatusCode::kInvalidArgument, "POINT_CODE", "point", problem, remedy);
}

// The province over an area in a month; empty where none is.
AreaCode ProvinceOf(const AreaCatalogue& areas, AreaCode area, Month month) {
  const auto over = AreasOver(areas, area, month);
  return over.empty() ? AreaCode() : over.back();
}

// What a part of a point's code must be; empty where only its form is asked.
struct ExpectedPart {
  size_t length = 0;
  std::string text;
};

ExpectedPart Expect(PointCodePart part, const CollectionPoint& point,
                    const CollectionOrganisation& organisation, AreaCode province) {
  switch (part) {
    case PointCodePart::kTax:
      return {kTaxDigits, organisation.tax_code};
    case PointCodePart::kShort:
      return {organisation.short_name.size(), organisation.short_name};
    case PointCodePart::kProvince:
      return {2, province.ToString()};
    case PointCodePart::kCommune: {
      std::string commune = point.commune.ToString();
      // A district without communes stands with zeros before it.
      commune.insert(0, 5 - std::min<size_t>(5, commune.size()), '0');
      return {5, commune};
    }
    case PointCodePart::kNumber:
      break;
  }
  return {kNumberDigits, ""};
}

absl::Status ReadPointCode(const PointCodeScheme& scheme,
                           const CollectionOrganisation& organisation, AreaCode province,
                           CollectionPoint& point) {
  std::string_view rest = point.code;
  std::string pattern;
  bool fits = true;
  for (const PointCodePart part : scheme.parts) {
    const ExpectedPart expected = Expect(part, point, organisation, province);
    absl::StrAppend(&pattern, expected.text.empty() && part == PointCodePart::kNumber
                                  ? "001 to 999"
                                  : absl::StrCat(expected.text, " "));
    const std::string_view text = rest.substr(0, std::min(expected.length, rest.size()));
    rest.remove_prefix(text.size());
    if (part == PointCodePart::kNumber) {
      fits = fits && text.size() == kNumberDigits && IsDigits(text) && text != "000";
      point.number = text;
    } else {
      fits = fits && !expected.text.empty() && text == expected.text;
    }
  }
  if (fits && rest.empty()) {
    point.code_scheme = scheme.name;
    return absl::OkStatus();
  }
  return NoPointCode(absl::StrCat("is no code of the scheme ", scheme.name, ", which holds in ",
                                  point.valid_from.month().ToString()),
                     absl::StrCat("write, joined: ", pattern));
}

}  // namespace

absl::Status CheckNetworkCode(const std::string& field, const std::string& code) {
  // A dash alone stands for the agency's own desk.
  const bool valid = !code.empty() && code != "-" && code.size() <= kMostCodeChars &&
                     std::all_of(code.begin(), code.end(), [](unsigned char c) {
                       return absl::ascii_isalnum(c) || c == '.' || c == '-' || c == '_';
                     });
  if (valid) return absl::OkStatus();
  return InvalidField(
      field, "is not a code",
      "write 1 to 40 letters, digits, dots, dashes and low lines, not a dash alone");
}

absl::Status CheckOrganisation(const CollectionOrganisation& organisation, const CollectionLaw& law,
                               const AreaCatalogue& areas) {
  BAOPHU_TRY(CheckNetworkCode("organisation", organisation.code));
  BAOPHU_TRY(CheckListed(law, CollectionLaw::List::kOrganisationKinds, "kind", organisation.kind,
                         organisation.valid_from.month()));
  if (organisation.display_name.empty()) {
    return InvalidField("display_name", "is empty", "write what the organisation is called");
  }
  const std::string& short_name = organisation.short_name;
  if (short_name.size() > kMostShortChars ||
      !std::all_of(short_name.begin(), short_name.end(),
                   [](unsigned char c) { return absl::ascii_isupper(c); })) {
    return InvalidField("short_name", "is no short name", "write at most 6 capital letters");
  }
  if (!organisation.tax_code.empty() &&
      (organisation.tax_code.size() != kTaxDigits || !IsDigits(organisation.tax_code))) {
    return InvalidField("tax_code", "is not 10 digits", "write the tax code, or nothing");
  }
  if (organisation.contract_number.empty()) {
    return InvalidField("contract_number", "is empty", "write the number of the contract");
  }
  if (organisation.contract_through.has_value() &&
      *organisation.contract_through < organisation.contract_from) {
    return InvalidField("contract_through_date", "is before contract_from_date", "swap them");
  }
  if (organisation.area.empty()) return absl::OkStatus();
  return CheckArea(areas, "area", organisation.area, organisation.valid_from);
}

absl::Status CheckContractOn(const Network& network, const std::string& field,
                             const std::string& organisation, Day day) {
  const CollectionOrganisation* const known = network.organisations.On(organisation, day);
  if (known == nullptr) {
    return FaultStatus(absl::StatusCode::kNotFound, "UNKNOWN_ORGANISATION", field,
                       absl::StrCat("no organisation has this code on ", day.ToString()),
                       "write the code of one that is known by then, or load it first");
  }
  if (known->HasContractOn(day)) return absl::OkStatus();
  return FaultStatus(
      absl::StatusCode::kFailedPrecondition, "CONTRACT_NOT_IN_FORCE", field,
      absl::StrCat("has no contract on ", day.ToString(), ": that of the time is from ",
                   known->contract_from.ToString(),
                   known->contract_through.has_value()
                       ? absl::StrCat(" through ", known->contract_through->ToString())
                       : " on"),
      "load a contract that holds on that day first, or name another organisation");
}

absl::Status CheckPoint(const Network& network, const CollectionLaw& law,
                        const AreaCatalogue& areas, CollectionPoint& point) {
  const Day day = point.valid_from;
  BAOPHU_TRY(CheckContractOn(network, "organisation", point.organisation, day));
  const AreaRecord* const commune = areas.Find(point.commune, day.month());
  if (commune == nullptr || commune->level == AreaLevel::kProvince) {
    return UnknownArea("commune", day.month());
  }
  if (point.through.has_value() && *point.through < day) {
    return InvalidField("through_date", "is before valid_from", "swap them");
  }
  const PointCodeScheme* const scheme = law.PointCodes(day.month());
  if (scheme == nullptr) {
    return NoPointCode(
        absl::StrCat("has no scheme in ", day.month().ToString()),
        "begin in a month that collection_point_codes.csv has, or add a row with its source");
  }
  BAOPHU_TRY(ReadPointCode(*scheme, *network.organisations.On(point.organisation, day),
                           ProvinceOf(areas, point.commune, day.month()), point));
  if (!point.replaces.empty() &&
      (point.replaces == point.code || network.points.On(point.replaces, day) == nullptr)) {
    return FaultStatus(absl::StatusCode::kNotFound, "UNKNOWN_POINT", "replaces",
                       "names no other point that was there", "write its earlier code, or nothing");
  }
  for (const auto& [code, versions] : network.points.by_code()) {
    if (code == point.code || code == point.replaces) continue;
    const auto after = versions.upper_bound(day);
    if (after == versions.begin()) continue;
    const CollectionPoint* const other = &std::prev(after)->second;
    if (!other->IsOpenOn(day) || other->commune != point.commune ||
        other->code_scheme != point.code_scheme || other->number != point.number) {
      continue;
    }
    return FaultStatus(absl::StatusCode::kAlreadyExists, "NUMBER_TAKEN", "point",
                       absl::StrCat("has the number ", point.number, " of the open point ", code,
                                    " of the same commune"),
                       "give it a number of its own, or close the other point first");
  }
  return absl::OkStatus();
}

absl::Status CheckCollector(const Collector& collector, const Network& network,
                            const CollectionLaw& law, const AreaCatalogue& areas) {
  BAOPHU_TRY(CheckNetworkCode("collector", collector.code));
  const Day day = collector.valid_from;
  BAOPHU_TRY(CheckContractOn(network, "organisation", collector.organisation, day));
  const CollectionPoint* const point = network.points.On(collector.point, day);
  if (point == nullptr || !point->IsOpenOn(day) || point->organisation != collector.organisation) {
    return FaultStatus(absl::StatusCode::kNotFound, "UNKNOWN_POINT", "point",
                       absl::StrCat("is no open point of the organisation on ", day.ToString()),
                       "write the code of one that is open then, or load it first");
  }
  BAOPHU_TRY(CheckListed(law, CollectionLaw::List::kVillageRoles, "village_role",
                         collector.village_role, day.month()));
  if (collector.card_number.empty()) {
    return InvalidField("card_number", "is empty", "write the number of the card");
  }
  if (collector.card_through < collector.card_from) {
    return InvalidField("card_through_date", "is before card_from_date", "swap them");
  }
  if (collector.areas.empty() || collector.areas.size() > kMostAreas) {
    return InvalidField("areas", absl::StrCat("has ", collector.areas.size(), " areas"),
                        absl::StrCat("write 1 to ", kMostAreas, " codes of areas"));
  }
  for (const AreaCode area : collector.areas) BAOPHU_TRY(CheckArea(areas, "areas", area, day));
  return absl::OkStatus();
}

absl::Status CheckInvitation(const CooperativeInvitation& invitation, const Network& network,
                             const AreaCatalogue& areas, Day today) {
  BAOPHU_TRY(CheckNetworkCode("invitation", invitation.code));
  if (invitation.cooperative.empty()) {
    return InvalidField("cooperative", "is empty", "write what the cooperative is called");
  }
  BAOPHU_TRY(CheckArea(areas, "area", invitation.area, invitation.invited));
  const bool answered = invitation.answer != InvitationAnswer::kNone;
  if (answered != invitation.answered.has_value()) {
    return InvalidField("answered_date", "goes with an answer only", "write both or neither");
  }
  if (answered && *invitation.answered < invitation.invited) {
    return InvalidField("answered_date", "is before invited_date", "swap them");
  }
  if (invitation.signed_on.has_value() != !invitation.organisation.empty()) {
    return InvalidField("organisation", "goes with signed_date only", "write both or neither");
  }
  if (invitation.signed_on.has_value()) {
    if (invitation.answer != InvitationAnswer::kAgreed ||
        *invitation.signed_on < *invitation.answered) {
      return InvalidField("signed_date", "needs an agreement before it",
                          "write the answer AGREED and its day first");
    }
    BAOPHU_TRY(
        CheckContractOn(network, "organisation", invitation.organisation, *invitation.signed_on));
    if (network.organisations.On(invitation.organisation, *invitation.signed_on)->kind !=
        "COOPERATIVE") {
      return InvalidField("organisation", "is no cooperative",
                          "write the code of an organisation of kind COOPERATIVE");
    }
  }
  const Day last = invitation.signed_on.value_or(invitation.answered.value_or(invitation.invited));
  if (last <= today) return absl::OkStatus();
  return InvalidField(invitation.signed_on.has_value()  ? "signed_date"
                      : invitation.answered.has_value() ? "answered_date"
                                                        : "invited_date",
                      "is after today", "send it once it has happened");
}

absl::Status CheckSession(const OrganisationSession& session, const Network& network,
                          const CollectionLaw& law, const AreaCatalogue& areas, Day today) {
  BAOPHU_TRY(CheckNetworkCode("session", session.code));
  BAOPHU_TRY(CheckContractOn(network, "organisation", session.organisation, session.held));
  if (!session.area.empty()) BAOPHU_TRY(CheckArea(areas, "area", session.area, session.held));
  if (session.held > today) {
    return InvalidField("held_date", "is after today", "send the session once it was held");
  }
  std::set<std::string> seen;
  for (const auto& [reason, people] : session.causes) {
    BAOPHU_TRY(CheckListed(law, CollectionLaw::List::kLapseReasons, "causes", reason,
                           session.held.month()));
    if (!seen.insert(reason).second) {
      return InvalidField("causes", "names a reason twice", "add its people up");
    }
  }
  if (session.new_points < 0 || session.new_points > kMostNewPoints) {
    return InvalidField("new_points", "is no number of points", "write 0 to 10,000");
  }
  return absl::OkStatus();
}

absl::Status MergeInvitation(const CooperativeInvitation& stored, CooperativeInvitation& row) {
  if (row.answer == InvitationAnswer::kNone) {
    row.answer = stored.answer;
    row.answered = stored.answered;
  }
  if (!row.signed_on.has_value() && row.organisation.empty()) {
    row.signed_on = stored.signed_on;
    row.organisation = stored.organisation;
  }
  if (row.letter_number.empty()) row.letter_number = stored.letter_number;
  CooperativeInvitation known = row;
  if (stored.answer == InvitationAnswer::kNone) {
    known.answer = stored.answer;
    known.answered = stored.answered;
  }
  if (!stored.signed_on.has_value()) {
    known.signed_on = stored.signed_on;
    known.organisation = stored.organisation;
  }
  if (stored.letter_number.empty()) known.letter_number.clear();
  if (SameContent(known, stored)) return absl::OkStatus();
  return FaultStatus(absl::StatusCode::kAlreadyExists, "DUPLICATE_WITH_OTHER_CONTENT", "invitation",
                     absl::StrCat("differs from what is stored of ", stored.code),
                     "correct the row, or write YES as correction");
}

}  // namespace baophu::contribution
