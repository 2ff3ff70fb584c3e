#include "services/target/figure_check/numbers/interval.h"

namespace baophu::target {
namespace {

using Bound = Interval::Bound;
using OptionalBound = std::optional<Bound>;

OptionalBound Known(OptionalBound bound) {
  if (bound.has_value() && !bound->at.known()) return std::nullopt;
  return bound;
}

OptionalBound Sum(const OptionalBound& a, const OptionalBound& b) {
  if (!a.has_value() || !b.has_value()) return std::nullopt;
  return Bound{a->at + b->at, a->open || b->open};
}

OptionalBound Opposite(const OptionalBound& bound) {
  if (!bound.has_value()) return std::nullopt;
  return Bound{-bound->at, bound->open};
}

// A product that is zero may be reached by the zero alone, so it belongs to it.
Bound ProductOf(const Bound& a, const Bound& b) {
  const Rational product = a.at * b.at;
  return {product, (a.open || b.open) && !(product.known() && product.sign() == 0)};
}

constexpr Bound kZero{Rational(0), false};

// The lower bound of amounts, which are not below zero.
Bound Least(const Interval& amount) {
  if (!amount.lower().has_value() || amount.lower()->at.sign() < 0) return kZero;
  return *amount.lower();
}

}  // namespace

Interval::Interval(std::optional<Bound> lower, std::optional<Bound> upper)
    : lower_(Known(lower)), upper_(Known(upper)) {}

bool Interval::empty() const {
  if (!lower_.has_value() || !upper_.has_value()) return false;
  const std::strong_ordering order = lower_->at <=> upper_->at;
  return order > 0 || (order == 0 && (lower_->open || upper_->open));
}

bool Interval::Contains(Rational number) const { return Meets(Point(number)); }

bool Interval::IsAbove(const Interval& other) const {
  if (!lower_.has_value() || !other.upper_.has_value()) return false;
  return Interval(lower_, other.upper_).empty();
}

Interval Interval::Intersect(const Interval& other) const {
  // The tighter of two bounds, `sign` 1 for lower and -1 for upper ones.
  const auto tighter = [](const OptionalBound& a, const OptionalBound& b, int sign) {
    if (!a.has_value()) return b;
    if (!b.has_value()) return a;
    const std::strong_ordering order = a->at <=> b->at;
    if (order == 0) return a->open ? a : b;
    return (order > 0) == (sign > 0) ? a : b;
  };
  return Interval(tighter(lower_, other.lower_, 1), tighter(upper_, other.upper_, -1));
}

Interval Interval::WholeNumbers() const {
  Interval whole = *this;
  if (whole.lower_.has_value()) {
    const Rational at = whole.lower_->at;
    whole.lower_ = Bound{whole.lower_->open ? at.Floor() + 1 : at.Ceiling(), false};
  }
  if (whole.upper_.has_value()) {
    const Rational at = whole.upper_->at;
    whole.upper_ = Bound{whole.upper_->open ? at.Ceiling() - 1 : at.Floor(), false};
  }
  return whole;
}

Interval Interval::NotBelowZero() const {
  Interval clamped = *this;
  clamped.lower_ = Least(*this);
  if (upper_.has_value() && upper_->at.sign() < 0) clamped.upper_ = kZero;
  return clamped;
}

Interval operator+(const Interval& a, const Interval& b) {
  return Interval(Sum(a.lower_, b.lower_), Sum(a.upper_, b.upper_));
}

Interval operator-(const Interval& a) { return Interval(Opposite(a.upper_), Opposite(a.lower_)); }

Interval Interval::Product(const Interval& amount, const Interval& factor) {
  const Bound least = Least(amount);
  // The extreme for a bound of the factor: with the largest amount where that bound
  // draws outward, with the least where it draws inward.
  const auto extreme = [&](const OptionalBound& bound, bool outward) -> OptionalBound {
    if (!bound.has_value()) return std::nullopt;
    if (!outward) return ProductOf(least, *bound);
    if (bound->at.sign() == 0) return kZero;
    if (!amount.upper().has_value()) return std::nullopt;
    return ProductOf(*amount.upper(), *bound);
  };
  return Interval(
      extreme(factor.lower(), factor.lower().has_value() && factor.lower()->at.sign() <= 0),
      extreme(factor.upper(), factor.upper().has_value() && factor.upper()->at.sign() >= 0));
}

Interval Interval::Quotient(const Interval& amount, const Interval& divisor) {
  const auto inverse = [](const OptionalBound& bound) -> OptionalBound {
    if (!bound.has_value() || bound->at.sign() <= 0) return std::nullopt;
    return Bound{Rational(1) / bound->at, bound->open};
  };
  return Product(amount,
                 Interval(inverse(divisor.upper()).value_or(kZero), inverse(divisor.lower())));
}

}  // namespace baophu::target
