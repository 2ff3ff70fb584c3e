// Which records the registry of the collection network takes.

#include <gtest/gtest.h>

#include "services/contribution/network/registry/registry_rules.h"
#include "tests/unit/contribution/network/network_fixture.h"

namespace baophu::contribution {
namespace {

std::string CheckOf(CollectionPoint point, const Network& network = TheNetwork()) {
  return ReasonOf(CheckPoint(network, TheLaw(), TheAreas(), point));
}
std::string CheckOf(const Collector& collector) {
  return ReasonOf(CheckCollector(collector, TheNetwork(), TheLaw(), TheAreas()));
}
std::string CheckOf(const CooperativeInvitation& invitation) {
  return ReasonOf(CheckInvitation(invitation, TheNetwork(), TheAreas(), D("2024-12-31")));
}

TEST(DatedRecords, HoldFromTheirDayOn) {
  Network network = TheNetwork();
  CollectionOrganisation renewed = Organisation("HTX", "COOPERATIVE", "2026-12-31");
  renewed.valid_from = renewed.contract_from = D("2024-09-01");
  network.organisations.Set(renewed);
  EXPECT_EQ(network.organisations.On("HTX", D("2022-12-31")), nullptr);
  EXPECT_TRUE(CheckContractOn(network, "o", "HTX", D("2024-06-30")).ok());
  EXPECT_EQ(ReasonOf(CheckContractOn(network, "o", "HTX", D("2024-08-31"))),
            "CONTRACT_NOT_IN_FORCE");
  EXPECT_TRUE(CheckContractOn(network, "o", "HTX", D("2024-09-01")).ok());
  EXPECT_EQ(ReasonOf(CheckContractOn(network, "o", "HTX", D("2022-01-01"))),
            "UNKNOWN_ORGANISATION");
}

TEST(CollectionOrganisation, IsOfAKnownKindWithAContract) {
  const auto check = [](const CollectionOrganisation& record) {
    return ReasonOf(CheckOrganisation(record, TheLaw(), TheAreas()));
  };
  EXPECT_EQ(check(Organisation("BD-2")), "");
  EXPECT_EQ(check(Organisation("BD-2", "BANK")), "INVALID_FIELD");
  EXPECT_EQ(check(Organisation("BD-2", "COMMUNE")), "INVALID_FIELD") << "not in that month";
  EXPECT_EQ(check(Organisation("BD 2")), "INVALID_FIELD");
  EXPECT_EQ(check(Organisation("BD-2", "POST", "2022-12-31")), "INVALID_FIELD");
}

TEST(CollectionPoint, HasACodeOfTheSchemeOfItsMonth) {
  EXPECT_EQ(CheckOf(Point("11284002", "BD", "11284")), "");
  EXPECT_EQ(CheckOf(Point("11284000", "BD", "11284")), "POINT_CODE");
  EXPECT_EQ(CheckOf(Point("11287002", "BD", "11284")), "POINT_CODE");
  EXPECT_EQ(CheckOf(Point("00318001", "BD", "318")), "") << "a district without communes";
  CollectionPoint point = Point("3456789000BD3111284002", "BD", "11284");
  EXPECT_EQ(CheckOf(point), "POINT_CODE") << "the scheme is not there yet";
  point.valid_from = D("2025-08-01");
  EXPECT_EQ(CheckOf(point), "");
  point.code = "3456789000BD3011284002";
  EXPECT_EQ(CheckOf(point), "POINT_CODE") << "another province";
}

TEST(CollectionPoint, HasANumberOfItsOwnInTheCommune) {
  Network network = TheNetwork();
  CollectionPoint point = Point("3456789000BD3111284001", "BD", "11284");
  point.valid_from = D("2025-08-01");
  point.code_scheme = "CV1804";
  network.points.Set(point);
  CollectionOrganisation other = Organisation("UN", "UNION");
  other.short_name = "PN";
  other.tax_code = "1234567890";
  network.organisations.Set(other);
  CollectionPoint second = Point("1234567890PN3111284001", "UN", "11284");
  second.valid_from = D("2025-09-01");
  EXPECT_EQ(CheckOf(second, network), "NUMBER_TAKEN");
  point.through = D("2025-08-31");
  network.points.Set(point);
  EXPECT_EQ(CheckOf(second, network), "");
}

TEST(CollectionPoint, IsRefusedUnderAnOrganisationWhoseContractHasEnded) {
  CollectionPoint point = Point("11287002", "HTX", "11287");
  point.valid_from = D("2024-06-30");
  EXPECT_EQ(CheckOf(point), "");
  point.valid_from = D("2024-07-01");
  EXPECT_EQ(CheckOf(point), "CONTRACT_NOT_IN_FORCE");
}

TEST(Collector, IsRefusedWithoutContractPointOrCard) {
  EXPECT_EQ(CheckOf(CollectorOf("C1", "BD", "11284001", {Code("303")})), "");
  Collector late = CollectorOf("C1", "HTX", "11287001", {Code("303")});
  late.valid_from = D("2024-07-01");
  EXPECT_EQ(CheckOf(late), "CONTRACT_NOT_IN_FORCE");
  EXPECT_EQ(CheckOf(CollectorOf("C1", "BD", "11287001", {Code("303")})), "UNKNOWN_POINT")
      << "of another organisation";
  EXPECT_EQ(CheckOf(CollectorOf("C1", "BD", "11284001", {})), "INVALID_FIELD");
  EXPECT_EQ(CheckOf(CollectorOf("C1", "BD", "11284001", {Code("999")})), "UNKNOWN_AREA");
  Collector card = CollectorOf("C1", "BD", "11284001", {Code("303")});
  card.card_through = D("2022-12-31");
  EXPECT_EQ(CheckOf(card), "INVALID_FIELD");
  card.card_through = D("2025-12-31");
  card.village_role = "MAYOR";
  EXPECT_EQ(CheckOf(card), "INVALID_FIELD");
}

TEST(CooperativeInvitation, GoesFromInvitedOverAgreedToSigned) {
  CooperativeInvitation invitation;
  invitation.code = "M-1";
  invitation.cooperative = "HTX mẫu";
  invitation.area = Code("11287");
  invitation.invited = D("2024-01-10");
  EXPECT_EQ(CheckOf(invitation), "");
  EXPECT_EQ(invitation.StateText(), "INVITED");
  const CooperativeInvitation first = invitation;

  invitation.signed_on = D("2024-02-10");
  invitation.organisation = "HTX";
  EXPECT_EQ(CheckOf(invitation), "INVALID_FIELD") << "it has not agreed";
  invitation.answer = InvitationAnswer::kAgreed;
  invitation.answered = D("2024-01-20");
  EXPECT_EQ(CheckOf(invitation), "");
  EXPECT_EQ(invitation.StateText(), "SIGNED");
  invitation.organisation = "BD";
  EXPECT_EQ(CheckOf(invitation), "INVALID_FIELD") << "no cooperative";
  invitation.organisation = "HTX";
  invitation.signed_on = D("2024-07-01");
  EXPECT_EQ(CheckOf(invitation), "CONTRACT_NOT_IN_FORCE");

  // Sent again with less it changes nothing, with more it adds, with other content it is
  // refused.
  CooperativeInvitation again = first;
  EXPECT_EQ(ReasonOf(MergeInvitation(invitation, again)), "");
  EXPECT_TRUE(SameContent(again, invitation));
  again = invitation;
  EXPECT_EQ(ReasonOf(MergeInvitation(first, again)), "");
  again.cooperative = "HTX khác";
  EXPECT_EQ(ReasonOf(MergeInvitation(first, again)), "DUPLICATE_WITH_OTHER_CONTENT");
}

TEST(OrganisationSession, HasKnownCausesAndAContract) {
  OrganisationSession session;
  session.code = "S-1";
  session.organisation = "HTX";
  session.held = D("2024-06-30");
  session.causes = {{"MOVED_AWAY", 12}, {"NO_MONEY", 30}};
  const auto check = [&] {
    return ReasonOf(CheckSession(session, TheNetwork(), TheLaw(), TheAreas(), D("2024-12-31")));
  };
  EXPECT_EQ(check(), "");
  session.causes.emplace_back("WEATHER", 1);
  EXPECT_EQ(check(), "INVALID_FIELD");
  session.causes.back().first = "NO_MONEY";
  EXPECT_EQ(check(), "INVALID_FIELD") << "twice";
  session.causes.pop_back();
  session.held = D("2024-07-01");
  EXPECT_EQ(check(), "CONTRACT_NOT_IN_FORCE");
}

}  // namespace
}  // namespace baophu::contribution
