#ifndef BAOPHU_SERVICES_TARGET_FIGURE_CHECK_NUMBERS_INTERVAL_H_
#define BAOPHU_SERVICES_TARGET_FIGURE_CHECK_NUMBERS_INTERVAL_H_

#include <optional>

#include "services/target/figure_check/numbers/rational.h"

namespace baophu::target {

// All numbers between two bounds, each of which may belong to it (closed) or not
// (open), or be missing. Every operation gives an interval that holds the result for
// all numbers of its operands; where a bound is not known exactly, it is left out. So
// two intervals that do not meet prove that the numbers differ. A value type.
class Interval {
 public:
  struct Bound {
    Rational at;
    bool open = false;
  };

  // All numbers.
  Interval() = default;
  // A bound that is not known is none.
  Interval(std::optional<Bound> lower, std::optional<Bound> upper);
  static Interval Point(Rational at) { return Closed(at, at); }
  static Interval Closed(Rational lower, Rational upper) {
    return Interval(Bound{lower, false}, Bound{upper, false});
  }
  static Interval Open(Rational lower, Rational upper) {
    return Interval(Bound{lower, true}, Bound{upper, true});
  }
  // The lower bound belongs to it, the upper one does not.
  static Interval FromTo(Rational lower, Rational upper) {
    return Interval(Bound{lower, false}, Bound{upper, true});
  }
  static Interval AtLeast(Rational lower) { return Interval(Bound{lower, false}, std::nullopt); }

  const std::optional<Bound>& lower() const { return lower_; }
  const std::optional<Bound>& upper() const { return upper_; }
  bool unbounded() const { return !lower_.has_value() && !upper_.has_value(); }
  bool empty() const;
  bool Contains(Rational number) const;
  // Whether some number is in both.
  bool Meets(const Interval& other) const { return !Intersect(other).empty(); }
  // Whether every number of it is above every number of `other`.
  bool IsAbove(const Interval& other) const;

  Interval Intersect(const Interval& other) const;
  // The same whole numbers between closed bounds.
  Interval WholeNumbers() const;
  // The interval of max(number, 0).
  Interval NotBelowZero() const;

  friend Interval operator+(const Interval& a, const Interval& b);
  friend Interval operator-(const Interval& a, const Interval& b) { return a + -b; }
  friend Interval operator-(const Interval& a);

  // Products and quotients of numbers of which those of `amount` are not below zero,
  // and those of `divisor` above it, whatever their intervals say.
  static Interval Product(const Interval& amount, const Interval& factor);
  static Interval Quotient(const Interval& amount, const Interval& divisor);

 private:
  std::optional<Bound> lower_;
  std::optional<Bound> upper_;
};

// What a printed number says: where the number lies if it was printed as is usual
// (`usual`), and where it lies at least if it was printed carelessly (`widest`, which
// holds `usual`). Only numbers that do not meet in their widest intervals prove
// anything.
struct Reading {
  Interval usual;
  Interval widest;

  static Reading Point(Rational at) { return {Interval::Point(at), Interval::Point(at)}; }
};

// The same operation on both intervals of readings.
template <typename Operation, typename... Readings>
Reading OnBoth(Operation operation, const Readings&... readings) {
  return {operation(readings.usual...), operation(readings.widest...)};
}

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_FIGURE_CHECK_NUMBERS_INTERVAL_H_
