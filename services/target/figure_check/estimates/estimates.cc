#include "services/target/figure_check/estimates/estimates.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"

namespace baophu::target {
namespace {

Reading Whole(const Reading& reading) {
  return OnBoth([](const Interval& each) { return each.WholeNumbers(); }, reading);
}

// Whether a's usual interval is narrower than b's; one without a bound is widest.
bool IsNarrower(const Interval& a, const Interval& b) {
  const auto width = [](const Interval& each) {
    if (!each.lower().has_value() || !each.upper().has_value()) return Rational::Unknown();
    return each.upper()->at - each.lower()->at;
  };
  const Rational of_a = width(a);
  const Rational of_b = width(b);
  if (!of_a.known()) return false;
  return !of_b.known() || of_a < of_b;
}

bool IsAboveZero(const Reading& reading) { return reading.widest.IsAbove(Interval::Point(0)); }

// Builds the estimates; each step may use those before it.
class Builder {
 public:
  explicit Builder(const std::vector<Figure>& figures) : figures_(figures) {}

  Estimates Build() {
    for (const Figure& figure : figures_) AddStated(figure);
    for (const Figure& figure : figures_) AddNamedBase(figure);
    ForEachRatio([this](const Figure& figure, const Ratio& ratio) { AddBase(figure, ratio); });
    ForEachRatio([this](const Figure& figure, const Ratio& ratio) { AddValue(figure, ratio); });
    ForEachRatio([this](const Figure& figure, const Ratio& ratio) { AddRemaining(figure, ratio); });
    for (const Figure& figure : figures_) {
      for (const Change& change : figure.changes) AddEarlier(figure, change);
    }
    return std::move(estimates_);
  }

 private:
  // Ratios of figures, and figures that are ratios.
  template <typename Each>
  void ForEachRatio(Each each) {
    for (const Figure& figure : figures_) {
      if (figure.kind == Figure::Kind::kRatio && figure.value.has_value()) {
        each(figure, Ratio{figure.base, figure.value, {}, {}});
      }
      if (figure.kind != Figure::Kind::kValue) continue;
      for (const Ratio& ratio : figure.ratios) each(figure, ratio);
    }
  }

  static Quantity RatioQuantity(const Figure& figure, const RatioBase& base, const AsOf& as_of) {
    Quantity quantity = ValueOf(figure.place, figure.subject, as_of);
    quantity.kind = Quantity::Kind::kRatio;
    quantity.base = base.Key();
    return quantity;
  }

  void AddStated(const Figure& figure) {
    for (const Ratio& ratio : figure.ratios) {
      if (figure.kind == Figure::Kind::kValue) AddNamed(ratio.of);
    }
    if (!figure.value.has_value()) return;
    const std::optional<Quantity> quantity = QuantityOf(figure);
    if (!quantity.has_value()) return;
    Estimate stated = EstimateFrom(figure, *quantity, *figure.value, Derivation::kStated);
    if (figure.kind != Figure::Kind::kValue) stated.base = figure.base;
    estimates_.Add(std::move(stated));
  }

  void AddNamed(const RatioBase& base) {
    if (base.kind == RatioBase::Kind::kNamed) named_bases_.insert(base.code);
  }

  // A figure whose name some ratio is of.
  void AddNamedBase(const Figure& figure) {
    const bool is_base = figure.kind == Figure::Kind::kValue && figure.value.has_value() &&
                         figure.subject.unit != CountUnit::kPercent &&
                         named_bases_.contains(figure.subject.only_name);
    if (!is_base) return;
    RatioBase base;
    base.code = figure.subject.only_name;
    base.year = figure.as_of.year;
    base.name_vi = figure.subject.name_vi;
    base.name_en = figure.subject.name_en;
    const std::optional<Quantity> quantity = QuantityOf(base, figure.place, figure.as_of);
    if (!quantity.has_value()) return;
    Estimate stated = EstimateFrom(figure, *quantity, *figure.value, Derivation::kStated);
    stated.base = std::move(base);
    estimates_.Add(std::move(stated));
  }

  // A figure's own value, or what else is known of it.
  std::optional<Estimate> ValueFor(const Figure& figure) const {
    const Quantity quantity = ValueOf(figure.place, figure.subject, figure.as_of);
    if (figure.kind == Figure::Kind::kValue && figure.value.has_value()) {
      return EstimateFrom(figure, quantity, *figure.value, Derivation::kStated);
    }
    const Estimate* const known = estimates_.Best(quantity);
    if (known == nullptr) return std::nullopt;
    Estimate value = *known;
    value.figures = Union(value.figures, {figure.index});
    value.doubts.insert(figure.doubts.begin(), figure.doubts.end());
    if (!figure.as_of.day.has_value() && value.doc != figure.doc) {
      value.doubts.insert(Doubt::kUnclearDate);
    }
    return value;
  }

  // The estimate of a ratio's base with the base's name and unit.
  void AddOfBase(const Ratio& ratio, Estimate estimate, Reading reading, Derivation derivation) {
    const std::optional<Quantity> quantity =
        QuantityOf(ratio.of, estimate.quantity.place, estimate.quantity.as_of);
    if (!quantity.has_value()) return;
    estimate.quantity = *quantity;
    estimate.derivation = derivation;
    estimate.base = ratio.of;
    switch (ratio.of.kind) {
      case RatioBase::Kind::kPlan:
      case RatioBase::Kind::kValue:
        estimate.subject = ratio.of.subject;
        break;
      case RatioBase::Kind::kDenominator:
        estimate.subject.unit = CountUnit::kPeople;
        break;
      case RatioBase::Kind::kNamed:
        break;
    }
    const bool whole = ratio.of.kind != RatioBase::Kind::kNamed && estimate.subject.whole();
    estimate.reading = whole ? Whole(reading) : reading;
    estimates_.Add(std::move(estimate));
  }

  void AddBase(const Figure& figure, const Ratio& ratio) {
    if (ratio.share.has_value() && figure.kind == Figure::Kind::kValue) {
      Estimate stated = EstimateFrom(figure, RatioQuantity(figure, ratio.of, figure.as_of),
                                     *ratio.share, Derivation::kStated);
      stated.base = ratio.of;
      estimates_.Add(std::move(stated));
    }
    if (ratio.numerator.has_value()) {
      estimates_.Add(EstimateFrom(figure, ValueOf(figure.place, figure.subject, figure.as_of),
                                  *ratio.numerator, Derivation::kFraction));
    }
    const Quantity value = ValueOf(figure.place, figure.subject, figure.as_of);
    if (ratio.denominator.has_value()) {
      AddOfBase(ratio, EstimateFrom(figure, value, {}, Derivation::kStated), *ratio.denominator,
                Derivation::kFraction);
    }
    if (!ratio.share.has_value()) return;
    const std::optional<Estimate> known = ValueFor(figure);
    if (!known.has_value()) return;
    AddOfBase(ratio, *known, OnBoth(&Interval::Quotient, known->reading, *ratio.share),
              Derivation::kValueOverShare);
  }

  // What is known of a ratio's base; a plan of the same assigner or an unnamed one.
  const Estimate* BestBase(const Figure& figure, const RatioBase& base) const {
    const std::optional<Quantity> quantity = QuantityOf(base, figure.place, figure.as_of);
    if (!quantity.has_value()) return nullptr;
    const Estimate* best = nullptr;
    for (const Estimate* const each : estimates_.Of(*quantity)) {
      const bool same = !each->base.has_value() || (each->base->assigner == base.assigner &&
                                                    each->base->revision == base.revision);
      if (!same || each->revised || !each->doubts.empty()) continue;
      if (best == nullptr || IsNarrower(each->reading.usual, best->reading.usual)) best = each;
    }
    return best;
  }

  // A value that nothing else tells.
  void AddValue(const Figure& figure, const Ratio& ratio) {
    const Quantity quantity = ValueOf(figure.place, figure.subject, figure.as_of);
    if (!ratio.share.has_value() || !estimates_.Of(quantity).empty()) return;
    if (figure.subject.unit == CountUnit::kPercent) return;
    const Estimate* const base = BestBase(figure, ratio.of);
    if (base == nullptr) return;
    Reading reading = OnBoth(&Interval::Product, base->reading, *ratio.share);
    if (figure.subject.whole()) reading = Whole(reading);
    Estimate value = EstimateFrom(figure, quantity, reading, Derivation::kBaseTimesShare);
    value.figures = Union(base->figures, value.figures);
    estimates_.Add(std::move(value));
  }

  void AddRemaining(const Figure& figure, const Ratio& ratio) {
    if (ratio.of.kind != RatioBase::Kind::kPlan || ratio.of.year == 0 ||
        ratio.of.subject.key != figure.subject.key || !ratio.share.has_value()) {
      return;
    }
    const std::optional<Estimate> value = ValueFor(figure);
    if (!value.has_value()) return;
    // Of value and ratio at once, which is narrower than from plan and value apart.
    const auto remainder = [](const Interval& amount, const Interval& share) {
      const Interval factor = Interval::Quotient(Interval::Point(1), share) - Interval::Point(1);
      return Interval::Product(amount, factor).NotBelowZero().WholeNumbers();
    };
    Estimate remaining = *value;
    remaining.quantity.kind = Quantity::Kind::kRemaining;
    remaining.quantity.year = ratio.of.year;
    remaining.reading = OnBoth(remainder, value->reading, *ratio.share);
    remaining.derivation = Derivation::kValueTimesRemainder;
    remaining.base = ratio.of;
    estimates_.Add(std::move(remaining));
  }

  void AddChanged(const Figure& figure, const Change& change, Estimate earlier, Reading reading,
                  Derivation derivation) {
    earlier.reading = figure.subject.whole() ? Whole(reading) : reading;
    earlier.derivation = derivation;
    earlier.from_change = true;
    if (change.doubtful) earlier.doubts.insert(Doubt::kUnclearChange);
    estimates_.Add(std::move(earlier));
  }

  void AddEarlier(const Figure& figure, const Change& change) {
    if (!change.earlier.has_value()) return;
    if (change.points.has_value()) AddEarlierRatio(figure, change);
    if (figure.kind != Figure::Kind::kValue || figure.subject.unit == CountUnit::kPercent) return;
    std::optional<Estimate> value = ValueFor(figure);
    const Quantity quantity = ValueOf(figure.place, figure.subject, *change.earlier);
    const auto minus = [](const Interval& a, const Interval& b) { return a - b; };
    if (value.has_value()) {
      value->quantity = quantity;
      if (change.delta.has_value()) {
        AddChanged(figure, change, *value, OnBoth(minus, value->reading, *change.delta),
                   Derivation::kValueMinusDelta);
      }
      if (change.growth.has_value()) {
        const auto before = [](const Interval& amount, const Interval& growth) {
          return Interval::Quotient(amount, Interval::Point(1) + growth);
        };
        AddChanged(figure, change, *value, OnBoth(before, value->reading, *change.growth),
                   Derivation::kValueOverGrowth);
      }
    } else if (change.delta.has_value() && change.growth.has_value()) {
      // Of a decrease both are turned around; where one rises and the other falls, nothing
      // can be told.
      const bool rises = IsAboveZero(*change.delta) && IsAboveZero(*change.growth);
      const auto opposite = [](const Interval& each) { return -each; };
      const Reading fall = OnBoth(opposite, *change.delta);
      const Reading decline = OnBoth(opposite, *change.growth);
      if (!rises && !(IsAboveZero(fall) && IsAboveZero(decline))) return;
      AddChanged(figure, change, EstimateFrom(figure, quantity, {}, Derivation::kStated),
                 rises ? OnBoth(&Interval::Quotient, *change.delta, *change.growth)
                       : OnBoth(&Interval::Quotient, fall, decline),
                 Derivation::kDeltaOverGrowth);
    }
  }

  void AddEarlierRatio(const Figure& figure, const Change& change) {
    const bool is_ratio = figure.kind == Figure::Kind::kRatio;
    // Of several ratios it cannot be told which one has changed.
    const std::optional<Reading> share =
        is_ratio ? figure.value
                 : (figure.ratios.size() == 1 ? figure.ratios.front().share : std::nullopt);
    if (!share.has_value()) return;
    const auto minus = [](const Interval& a, const Interval& b) { return a - b; };
    const RatioBase& base = is_ratio ? figure.base : figure.ratios.front().of;
    Estimate earlier =
        EstimateFrom(figure, RatioQuantity(figure, base, *change.earlier),
                     OnBoth(minus, *share, *change.points), Derivation::kRatioMinusPoints);
    earlier.from_change = true;
    earlier.base = base;
    if (change.doubtful) earlier.doubts.insert(Doubt::kUnclearChange);
    estimates_.Add(std::move(earlier));
  }

  const std::vector<Figure>& figures_;
  Estimates estimates_;
  std::set<std::string> named_bases_;
};

}  // namespace

void Estimates::Add(Estimate estimate) {
  all_.push_back(std::move(estimate));
  by_quantity_[all_.back().quantity].push_back(&all_.back());
}

const std::vector<const Estimate*>& Estimates::Of(const Quantity& quantity) const {
  static const auto* const kNone = new std::vector<const Estimate*>;
  const auto found = by_quantity_.find(quantity);
  return found == by_quantity_.end() ? *kNone : found->second;
}

const Estimate* Estimates::Best(const Quantity& quantity) const {
  const Estimate* best = nullptr;
  for (const Estimate* const each : Of(quantity)) {
    if (best == nullptr || IsNarrower(each->reading.usual, best->reading.usual)) best = each;
  }
  return best;
}

Quantity ValueOf(const std::string& place, const Subject& subject, AsOf as_of) {
  // A number as it stands does not depend on when counting began.
  if (subject.indicator != nullptr && subject.indicator->period == Period::kStock) {
    as_of.span = AsOf::Span::kToDate;
  }
  Quantity quantity;
  quantity.place = place;
  quantity.subject = subject.key;
  quantity.as_of = std::move(as_of);
  return quantity;
}

std::optional<Quantity> QuantityOf(const RatioBase& base, const std::string& place,
                                   const AsOf& as_of) {
  if (base.kind == RatioBase::Kind::kValue) return ValueOf(place, base.subject, as_of);
  if (base.year == 0) return std::nullopt;
  Quantity quantity;
  quantity.place = place;
  quantity.year = base.year;
  if (base.kind == RatioBase::Kind::kPlan) {
    quantity.kind = Quantity::Kind::kPlan;
    quantity.subject = base.subject.key;
  } else {
    quantity.kind = Quantity::Kind::kBase;
    quantity.base =
        base.kind == RatioBase::Kind::kNamed ? absl::StrCat("name ", base.code) : base.code;
  }
  return quantity;
}

std::optional<Quantity> QuantityOf(const Figure& figure) {
  switch (figure.kind) {
    case Figure::Kind::kValue:
      return ValueOf(figure.place, figure.subject, figure.as_of);
    case Figure::Kind::kPlan:
    case Figure::Kind::kDenominator:
      return QuantityOf(figure.base, figure.place, figure.as_of);
    case Figure::Kind::kRemaining:
    case Figure::Kind::kRatio:
      break;
  }
  Quantity quantity = ValueOf(figure.place, figure.subject, figure.as_of);
  if (figure.kind == Figure::Kind::kRatio) {
    quantity.kind = Quantity::Kind::kRatio;
    quantity.base = figure.base.Key();
  } else {
    quantity.kind = Quantity::Kind::kRemaining;
    quantity.year = figure.base.year;
  }
  return quantity;
}

Estimate EstimateFrom(const Figure& figure, Quantity quantity, Reading reading,
                      Derivation derivation) {
  Estimate estimate;
  estimate.quantity = std::move(quantity);
  estimate.subject = figure.subject;
  if (figure.kind == Figure::Kind::kDenominator) estimate.subject.unit = CountUnit::kPeople;
  estimate.reading = reading;
  estimate.figures = {figure.index};
  estimate.derivation = derivation;
  estimate.doubts = figure.doubts;
  estimate.doc = figure.doc;
  estimate.place_name = figure.place_name;
  estimate.as_of = figure.as_of;
  estimate.revised = figure.revised;
  return estimate;
}

Estimates EstimateAll(const std::vector<Figure>& figures) { return Builder(figures).Build(); }

}  // namespace baophu::target
