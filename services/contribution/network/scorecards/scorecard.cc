#include "services/contribution/network/scorecards/scorecard.h"

#include <algorithm>
#include <array>

#include "common/status/try.h"
#include "services/contribution/recovery/officer.h"

namespace baophu::contribution {
namespace {

constexpr std::array kListedLevels = {ScoreLevel::kCollector, ScoreLevel::kPoint,
                                      ScoreLevel::kOrganisation, ScoreLevel::kCommune,
                                      ScoreLevel::kDistrict};

void AddTo(const ScoreFigures& figures, ScoreFigures& sum) {
  sum.facts += figures.facts;
  sum.lapsed += figures.lapsed;
  sum.pending += figures.pending;
  sum.commission += figures.commission;
  for (const auto& [reason, count] : figures.lapses) sum.lapses[reason] += count;
}

// Where facts and holders belong, by the network of each month.
class Places {
 public:
  Places(const ScoreQuestion& question, const Network& network, const AreaCatalogue& areas)
      : question_(question), network_(network), areas_(areas) {}

  // The code of the scorecard that facts count in; nothing: in none.
  std::optional<std::string> CodeOf(const FactKey& key) {
    if (question_.level == ScoreLevel::kArea) {
      if (!IsInArea(key.area, key.month)) return std::nullopt;
      return question_.area.ToString();
    }
    if (question_.level == ScoreLevel::kCommune || question_.level == ScoreLevel::kDistrict) {
      if (!IsInArea(key.area, key.month)) return std::nullopt;
      if (question_.level == ScoreLevel::kCommune) return key.area.ToString();
      return DistrictOf(key.area, key.month);
    }
    if (key.collector.empty()) {
      if (!question_.organisation.empty() || !IsInArea(key.area, key.month)) return std::nullopt;
      return kOwnDesk;
    }
    // Facts come by month and collector, so most are those of the one before.
    if (key.month != last_.month || key.collector != last_.collector) {
      last_ = key;
      last_code_ = CodeOfCollector(key.collector, key.month);
    }
    return last_code_;
  }

  // All who have a place in the months, with the organisation and point that they are of.
  std::vector<Scorecard> All() const {
    std::vector<Scorecard> cards;
    const auto add = [&](const std::string& code) -> Scorecard* {
      if (!question_.only.empty() && question_.only != code) return nullptr;
      cards.emplace_back().code = code;
      return &cards.back();
    };
    const Day first = Day::FirstOf(question_.months.from);
    const Day last = Day::LastOf(question_.months.through);
    switch (question_.level) {
      case ScoreLevel::kCollector:
        for (const auto& [code, versions] : network_.collectors.by_code()) {
          const Collector* const collector = network_.collectors.On(code, last);
          if (collector == nullptr || collector->card_through < first) continue;
          if (!CodeOfCollector(code, question_.months.through).has_value()) continue;
          add(code);
        }
        break;
      case ScoreLevel::kPoint:
        for (const auto& [code, versions] : network_.points.by_code()) {
          const CollectionPoint* const point = network_.points.On(code, last);
          if (point == nullptr || (point->through.has_value() && *point->through < first)) continue;
          if (IsOf(*point, question_.months.through)) add(code);
        }
        break;
      case ScoreLevel::kOrganisation:
        for (const auto& [code, versions] : network_.organisations.by_code()) {
          const CollectionOrganisation* const of = network_.organisations.On(code, last);
          if (of == nullptr ||
              (of->contract_through.has_value() && *of->contract_through < first)) {
            continue;
          }
          if (HasPointIn(code) || IsAskedFor(code, *of)) add(code);
        }
        break;
      case ScoreLevel::kCommune:
      case ScoreLevel::kDistrict: {
        const AreaLevel level =
            question_.level == ScoreLevel::kCommune ? AreaLevel::kCommune : AreaLevel::kDistrict;
        for (const AreaRecord& area : areas_.records()) {
          if (area.level != level || !area.Holds(question_.months.through)) continue;
          if (IsInArea(area.code, question_.months.through)) add(area.code.ToString());
        }
        break;
      }
      case ScoreLevel::kArea:
        add(question_.area.ToString());
        break;
    }
    return cards;
  }

  void FillIn(Scorecard& card) const {
    const Day last = Day::LastOf(question_.months.through);
    if (question_.level == ScoreLevel::kCollector) {
      if (const Collector* const of = network_.collectors.Near(card.code, last)) {
        card.organisation = of->organisation;
        card.point = of->point;
      }
    } else if (question_.level == ScoreLevel::kPoint) {
      const CollectionPoint* const of = network_.points.Near(card.code, last);
      if (of != nullptr) card.organisation = of->organisation;
    }
  }

 private:
  bool IsInArea(AreaCode area, Month month) const {
    if (question_.area.empty() || question_.area == area) return true;
    const std::vector<AreaCode>& over = Over(area, month).areas;
    return std::find(over.begin(), over.end(), question_.area) != over.end();
  }
  // The areas of a month. A receipt may be paid before its area's code begins with a reform:
  // then those that it begins with.
  const AncestorSpan& Over(AreaCode area, Month month) const {
    static const auto* const kNone = new AncestorSpan();
    const AncestorSpan* later = nullptr;
    for (const AncestorSpan& span : areas_.AncestorSpans(area)) {
      if (span.from <= month && month <= span.through && !span.areas.empty()) return span;
      if (later == nullptr && span.from > month && !span.areas.empty()) later = &span;
    }
    return later == nullptr ? *kNone : *later;
  }
  bool IsOf(const CollectionPoint& point, Month month) const {
    return (question_.organisation.empty() || question_.organisation == point.organisation) &&
           IsInArea(point.commune, month);
  }
  bool HasPointIn(const std::string& organisation) const {
    if (!question_.organisation.empty() && question_.organisation != organisation) return false;
    const Day last = Day::LastOf(question_.months.through);
    for (const auto& [code, versions] : network_.points.by_code()) {
      const CollectionPoint* const point = network_.points.On(code, last);
      if (point != nullptr && point->organisation == organisation &&
          IsInArea(point->commune, question_.months.through)) {
        return true;
      }
    }
    return false;
  }

  // One without a point yet, which may have a quota all the same.
  bool IsAskedFor(const std::string& code, const CollectionOrganisation& organisation) const {
    if (!question_.organisation.empty()) return question_.organisation == code;
    if (question_.only == code) return true;
    return !organisation.area.empty() && IsInArea(organisation.area, question_.months.through);
  }

  std::optional<std::string> CodeOfCollector(const std::string& code, Month month) const {
    const Day last = Day::LastOf(month);
    const Collector* const collector = network_.collectors.Near(code, last);
    if (collector == nullptr) return std::nullopt;
    const CollectionPoint* const point = network_.points.Near(collector->point, last);
    if (point == nullptr || !IsOf(*point, month)) return std::nullopt;
    switch (question_.level) {
      case ScoreLevel::kPoint:
        return collector->point;
      case ScoreLevel::kOrganisation:
        return collector->organisation;
      default:
        return code;
    }
  }

  std::optional<std::string> DistrictOf(AreaCode area, Month month) const {
    const AncestorSpan& over = Over(area, month);
    for (const AreaCode above : over.areas) {
      const AreaRecord* const record = areas_.Find(above, std::max(month, over.from));
      if (record != nullptr && record->level == AreaLevel::kDistrict) return above.ToString();
    }
    // Since July 2025 there are none: it stands for itself, so that levels add up.
    return area.ToString();
  }

  const ScoreQuestion& question_;
  const Network& network_;
  const AreaCatalogue& areas_;
  FactKey last_;
  std::optional<std::string> last_code_;
};

absl::StatusOr<ScoreFigures> FiguresOf(const CollectionLaw& law, const ScoreQuestion& question,
                                       const FactKey& key, const Facts& facts) {
  ScoreFigures figures;
  figures.facts = facts;
  (key.month < question.first_open ? figures.lapsed : figures.pending) = facts.due - facts.renewed;
  if (key.collector.empty()) return figures;
  for (const CoverKind kind : kCoverKinds) {
    if (facts.money_of(kind) == Vnd()) continue;
    BAOPHU_ASSIGN(const Vnd commission,
                  law.CommissionOf(key.scheme, kind, key.month, facts.money_of(kind)));
    figures.commission += commission;
  }
  return figures;
}

QuotaHolder HolderOf(ScoreLevel level) {
  switch (level) {
    case ScoreLevel::kCollector:
      return QuotaHolder::kCollector;
    case ScoreLevel::kPoint:
      return QuotaHolder::kPoint;
    case ScoreLevel::kOrganisation:
      return QuotaHolder::kOrganisation;
    default:
      return QuotaHolder::kArea;
  }
}

int64_t Lacking(const std::optional<int64_t>& quota, int64_t done) {
  return quota.has_value() ? std::max<int64_t>(0, *quota - done) : 0;
}

std::optional<int64_t>& QuotaIn(ScoreFigures& figures, QuotaGoal goal) {
  return goal == QuotaGoal::kKeep ? figures.keep_quota : figures.win_quota;
}

int64_t ShortfallOf(const ScoreFigures& figures, QuotaGoal goal) {
  return goal == QuotaGoal::kKeep ? figures.keep_shortfall() : figures.win_shortfall();
}

void SetQuotas(const ScoreQuestion& question, const Quotas& quotas, Scorecard& card) {
  QuotaKey key;
  key.holder_kind = HolderOf(question.level);
  key.holder = card.code;
  for (const QuotaGoal goal : {QuotaGoal::kKeep, QuotaGoal::kWin}) {
    key.goal = goal;
    std::optional<int64_t> sum;
    int64_t lacking = 0;
    for (const SelfPaidScheme scheme :
         {SelfPaidScheme::kVoluntary, SelfPaidScheme::kHouseholdHealth,
          SelfPaidScheme::kBusinessOwner}) {
      if (question.scheme.has_value() && *question.scheme != scheme) continue;
      key.scheme = scheme;
      const std::optional<int64_t> quota = QuotaOf(quotas, key, question.months);
      if (!quota.has_value()) continue;
      ScoreFigures& figures = card.schemes[scheme];
      QuotaIn(figures, goal) = quota;
      sum = sum.value_or(0) + *quota;
      lacking += ShortfallOf(figures, goal);
    }
    if (!question.scheme.has_value()) {
      key.scheme = std::nullopt;
      if (const auto all = QuotaOf(quotas, key, question.months)) sum = all;
    }
    QuotaIn(card.total, goal) = sum;
    card.shortfall += std::max(lacking, ShortfallOf(card.total, goal));
  }
}

}  // namespace

std::string_view ScoreLevelText(ScoreLevel level) {
  switch (level) {
    case ScoreLevel::kCollector:
      return "COLLECTOR";
    case ScoreLevel::kPoint:
      return "POINT";
    case ScoreLevel::kOrganisation:
      return "ORGANISATION";
    case ScoreLevel::kCommune:
      return "COMMUNE";
    case ScoreLevel::kDistrict:
      return "DISTRICT";
    case ScoreLevel::kArea:
      break;
  }
  return "AREA";
}

std::optional<ScoreLevel> ParseScoreLevel(std::string_view text) {
  for (const ScoreLevel level : kListedLevels) {
    if (ScoreLevelText(level) == text) return level;
  }
  return std::nullopt;
}

int64_t ScoreFigures::keep_shortfall() const { return Lacking(keep_quota, facts.renewed); }
int64_t ScoreFigures::win_shortfall() const { return Lacking(win_quota, facts.won); }

absl::StatusOr<std::vector<Scorecard>> MakeScorecards(
    const ScoreQuestion& question, const CollectionLaw& law, const Network& network,
    const AreaCatalogue& areas, const FactChanges& facts, const Quotas& quotas) {
  Places places(question, network, areas);
  std::map<std::string, Scorecard> cards;
  for (Scorecard& card : places.All()) {
    std::string code = card.code;
    cards.emplace(std::move(code), std::move(card));
  }
  const auto matters = [&](const FactKey& key) {
    return question.months.from <= key.month && key.month <= question.months.through &&
           (!question.scheme.has_value() || *question.scheme == key.scheme);
  };
  // The figures of a scheme that facts count in; null: in none.
  const auto figures_of = [&](const FactKey& key) -> ScoreFigures* {
    if (!matters(key)) return nullptr;
    const std::optional<std::string> code = places.CodeOf(key);
    if (!code.has_value() || (!question.only.empty() && question.only != *code)) return nullptr;
    Scorecard& card = cards[*code];
    card.code = *code;
    return &card.schemes[key.scheme];
  };
  for (const auto& [key, of_key] : facts.facts) {
    ScoreFigures* const figures = figures_of(key);
    if (figures == nullptr) continue;
    BAOPHU_ASSIGN(const ScoreFigures more, FiguresOf(law, question, key, of_key));
    AddTo(more, *figures);
  }
  for (const auto& [key, count] : facts.lapses) {
    if (key.of.month >= question.first_open) continue;
    ScoreFigures* const figures = figures_of(key.of);
    if (figures != nullptr) figures->lapses[key.reason] += count;
  }
  std::vector<Scorecard> made;
  made.reserve(cards.size());
  for (auto& [code, card] : cards) {
    for (auto& [scheme, figures] : card.schemes) {
      int64_t rest = figures.lapsed;
      for (const auto& [reason, count] : figures.lapses) rest -= count;
      if (rest > 0) figures.lapses[kNotContacted] += rest;
      AddTo(figures, card.total);
    }
    SetQuotas(question, quotas, card);
    places.FillIn(card);
    made.push_back(std::move(card));
  }
  return made;
}

ScoreFigures SumOf(const std::vector<Scorecard>& scorecards) {
  ScoreFigures sum;
  for (const Scorecard& card : scorecards) AddTo(card.total, sum);
  return sum;
}

void KeepBelowQuota(std::vector<Scorecard>& scorecards) {
  std::erase_if(scorecards, [](const Scorecard& card) { return card.shortfall == 0; });
  std::stable_sort(
      scorecards.begin(), scorecards.end(),
      [](const Scorecard& a, const Scorecard& b) { return a.shortfall > b.shortfall; });
}

}  // namespace baophu::contribution
