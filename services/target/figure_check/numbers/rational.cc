#include "services/target/figure_check/numbers/rational.h"

#include <algorithm>

namespace baophu::target {
namespace {

using Integer = Rational::Integer;

// The smallest 128-bit integer, whose opposite is none, is not held either.
constexpr Integer kLargest = static_cast<Integer>((static_cast<unsigned __int128>(1) << 127) - 1);

Integer Magnitude(Integer number) { return number < 0 ? -number : number; }

Integer GreatestDivisor(Integer a, Integer b) {
  while (b != 0) {
    const Integer rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

Integer FloorOf(Integer numerator, Integer denominator) {
  const Integer quotient = numerator / denominator;
  return numerator % denominator < 0 ? quotient - 1 : quotient;
}

std::string Digits(Integer number) {
  std::string text;
  do {
    text.push_back(static_cast<char>('0' + static_cast<int>(number % 10)));
    number /= 10;
  } while (number > 0);
  std::reverse(text.begin(), text.end());
  return text;
}

}  // namespace

Rational Rational::Of(Integer numerator, Integer denominator) {
  if (denominator == 0 || numerator < -kLargest || denominator < -kLargest) return Unknown();
  if (denominator < 0) {
    numerator = -numerator;
    denominator = -denominator;
  }
  const Integer divisor = GreatestDivisor(Magnitude(numerator), denominator);
  Rational quotient;
  quotient.numerator_ = numerator / divisor;
  quotient.denominator_ = denominator / divisor;
  return quotient;
}

Rational Rational::PowerOfTen(int exponent) {
  Integer power = 1;
  for (int i = 0; i < (exponent < 0 ? -exponent : exponent); ++i) power *= 10;
  return exponent < 0 ? Of(1, power) : Of(power, 1);
}

Rational Rational::Floor() const {
  return known() ? Of(FloorOf(numerator_, denominator_), 1) : *this;
}

Rational Rational::Ceiling() const {
  return known() ? Of(-FloorOf(-numerator_, denominator_), 1) : *this;
}

Rational operator+(Rational a, Rational b) {
  if (!a.known() || !b.known()) return Rational::Unknown();
  // Over the common divisor, so that sums of like fractions stay small.
  const Integer divisor = GreatestDivisor(a.denominator_, b.denominator_);
  Integer left = 0;
  Integer right = 0;
  Integer sum = 0;
  Integer denominator = 0;
  if (__builtin_mul_overflow(a.numerator_, b.denominator_ / divisor, &left) ||
      __builtin_mul_overflow(b.numerator_, a.denominator_ / divisor, &right) ||
      __builtin_add_overflow(left, right, &sum) ||
      __builtin_mul_overflow(a.denominator_, b.denominator_ / divisor, &denominator)) {
    return Rational::Unknown();
  }
  return Rational::Of(sum, denominator);
}

Rational operator-(Rational a, Rational b) {
  b.numerator_ = -b.numerator_;
  return a + b;
}

Rational operator*(Rational a, Rational b) {
  if (!a.known() || !b.known()) return Rational::Unknown();
  const Rational left = Rational::Of(a.numerator_, b.denominator_);
  const Rational right = Rational::Of(b.numerator_, a.denominator_);
  Integer numerator = 0;
  Integer denominator = 0;
  if (__builtin_mul_overflow(left.numerator_, right.numerator_, &numerator) ||
      __builtin_mul_overflow(left.denominator_, right.denominator_, &denominator)) {
    return Rational::Unknown();
  }
  return Rational::Of(numerator, denominator);
}

Rational operator/(Rational a, Rational b) {
  if (!a.known() || !b.known()) return Rational::Unknown();
  return a * Rational::Of(b.denominator_, b.numerator_);
}

std::strong_ordering operator<=>(Rational a, Rational b) {
  // Whole parts first, then the fractions upside down: a continued fraction, which
  // needs no product that might not be held.
  Integer an = a.numerator_, ad = a.denominator_, bn = b.numerator_, bd = b.denominator_;
  while (true) {
    const Integer a_whole = FloorOf(an, ad);
    const Integer b_whole = FloorOf(bn, bd);
    if (a_whole != b_whole) return a_whole <=> b_whole;
    const Integer a_rest = an - a_whole * ad;
    const Integer b_rest = bn - b_whole * bd;
    if (a_rest == 0 || b_rest == 0) return (a_rest != 0) <=> (b_rest != 0);
    // a_rest/ad <=> b_rest/bd is bd/b_rest <=> ad/a_rest.
    an = bd;
    bn = ad;
    ad = b_rest;
    bd = a_rest;
  }
}

std::string Rational::ToText(int decimals, bool up) const {
  if (!known()) return "?";
  const Rational scaled = *this * PowerOfTen(decimals);
  if (!scaled.known()) return "?";
  const Integer number = (up ? scaled.Ceiling() : scaled.Floor()).numerator();
  std::string digits = Digits(Magnitude(number));
  const auto places = static_cast<size_t>(decimals);
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  std::string fraction = digits.substr(digits.size() - places);
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  std::string text = (number < 0 ? "-" : "") + digits.substr(0, digits.size() - places);
  if (!fraction.empty()) text += "." + fraction;
  return text;
}

}  // namespace baophu::target
