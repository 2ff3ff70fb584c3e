#ifndef BAOPHU_SERVICES_CONTRIBUTION_NETWORK_SCORECARDS_COVER_FACTS_H_
#define BAOPHU_SERVICES_CONTRIBUTION_NETWORK_SCORECARDS_COVER_FACTS_H_

#include <compare>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <tuple>

#include "common/area/area_code.h"
#include "common/money/vnd.h"
#include "common/month/month.h"
#include "services/contribution/network/law/collection_law.h"
#include "services/contribution/receipts/receipt_rules.h"

// What paid covers make of the collectors who took their receipts. Pure.
namespace baophu::contribution {

// Whose facts, of which month. The collector is empty at the agency's own desk; the area is
// the one that counts the person.
struct FactKey {
  Month month;
  std::string collector;
  AreaCode area;
  SelfPaidScheme scheme = SelfPaidScheme::kVoluntary;

  friend auto operator<=>(const FactKey&, const FactKey&) = default;
};

// Counts of covers, and what was paid for them.
struct Facts {
  int64_t due = 0;      // Covers that end with the month.
  int64_t renewed = 0;  // Of those: the person has cover of the scheme in the next month.
  // By the month of payment, see CoverKind.
  int64_t won = 0;
  int64_t returned = 0;
  int64_t continued = 0;
  Vnd won_money;
  Vnd returned_money;
  Vnd continued_money;

  Facts& operator+=(const Facts& other);
  Facts operator-() const;
  Vnd money() const { return won_money + returned_money + continued_money; }
  int64_t paid() const { return won + returned + continued; }
  Vnd money_of(CoverKind kind) const;
  friend bool operator==(const Facts&, const Facts&) = default;
};

// Covers due in a month that were not renewed, whose reason is known.
struct LapseKey {
  FactKey of;
  std::string reason;

  friend auto operator<=>(const LapseKey&, const LapseKey&) = default;
};

// Changes of facts, or all of them.
struct FactChanges {
  std::map<FactKey, Facts> facts;
  std::map<LapseKey, int64_t> lapses;

  void Add(const FactChanges& other, int sign);
  void EraseZeros();
  bool empty() const { return facts.empty() && lapses.empty(); }
};

// Why a person's cover ended with a month, of a list of contacts.
struct LapseReason {
  int64_t person_id = 0;
  SelfPaidScheme scheme = SelfPaidScheme::kVoluntary;
  Month through;
  std::string reason;  // Of retention_reasons.csv or retention_outcomes.csv.
  Day contacted;

  friend bool operator==(const LapseReason&, const LapseReason&) = default;
};

// What all covers in force of one person make; `reasons` may name others too. Covers of one
// scheme do not overlap. The order of the covers makes no difference.
//
// A cover is due in its last month, with the collector of its own receipt, and renewed when
// another one begins in the month after, whoever took that. By its first month it is
// continued, returned or won, with its own collector, in the month of payment: won after as
// many months without cover as the rules of its first month say.
FactChanges FactsOf(const CollectionLaw& law, std::span<const PaidCover> covers,
                    std::span<const LapseReason> reasons);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_NETWORK_SCORECARDS_COVER_FACTS_H_
