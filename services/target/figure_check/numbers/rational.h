#ifndef BAOPHU_SERVICES_TARGET_FIGURE_CHECK_NUMBERS_RATIONAL_H_
#define BAOPHU_SERVICES_TARGET_FIGURE_CHECK_NUMBERS_RATIONAL_H_

#include <compare>
#include <cstdint>
#include <string>

namespace baophu::target {

// An exact quotient of two 128-bit integers, in lowest terms. What 128 bits do not
// hold, and a division by zero, is not known; so is what is computed from it. Nothing
// is ever rounded. A value type.
class Rational {
 public:
  using Integer = __int128;

  constexpr Rational() = default;
  // Whole numbers stand for themselves in formulas.
  constexpr Rational(int64_t number) : numerator_(number) {}  // NOLINT
  static Rational Of(Integer numerator, Integer denominator);
  // 10 to the power of -18 to 18.
  static Rational PowerOfTen(int exponent);
  static constexpr Rational Unknown() {
    Rational unknown;
    unknown.denominator_ = 0;
    return unknown;
  }

  bool known() const { return denominator_ != 0; }
  // Of a known one, the denominator above zero.
  Integer numerator() const { return numerator_; }
  Integer denominator() const { return denominator_; }
  bool whole() const { return denominator_ == 1; }
  // -1, 0 or 1 of a known one.
  int sign() const { return numerator_ > 0 ? 1 : (numerator_ < 0 ? -1 : 0); }

  // The next whole number below or above, or itself.
  Rational Floor() const;
  Rational Ceiling() const;

  friend Rational operator+(Rational a, Rational b);
  friend Rational operator-(Rational a, Rational b);
  friend Rational operator*(Rational a, Rational b);
  friend Rational operator/(Rational a, Rational b);
  friend Rational operator-(Rational a) { return Rational(0) - a; }
  // Of known ones; exact, whatever their size.
  friend std::strong_ordering operator<=>(Rational a, Rational b);
  friend bool operator==(Rational a, Rational b) {
    return (a <=> b) == std::strong_ordering::equal;
  }

  // A decimal with at most `decimals` decimals and no zeros behind them, rounded
  // down, such as "519023.83": `up` rounds up.
  std::string ToText(int decimals, bool up) const;

 private:
  Integer numerator_ = 0;
  Integer denominator_ = 1;
};

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_FIGURE_CHECK_NUMBERS_RATIONAL_H_
